"""Whosaid: marks in a news article who said what, what to check and what it is about."""
