"""An archive of articles, annotated as one article is: read, cut into batches, annotated, written, reported on.

Only `server.corpora.cli` is imported by the running service; all else needs the extra `corpora`.
"""
