"""Speakers: everybody whom an article names, and who of them says what."""

from server.annotation.speakers.annotator import Speakers

__all__ = ["Speakers"]
