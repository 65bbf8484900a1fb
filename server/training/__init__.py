"""From corpora to the files in `server/model`; never imported by the service."""
