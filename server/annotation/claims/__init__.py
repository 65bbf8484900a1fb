"""Claims: which sentences are worth checking, which clause of them, whose claim it is, and why a reader should look."""

from server.annotation.claims.annotator import Claims

__all__ = ["Claims"]
