"""What stops a run, said so that the user can put it right."""


class CorpusError(Exception):
    """A run cannot begin or go on; the message says why and what would help."""
