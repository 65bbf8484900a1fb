"""Data files of the annotators: see MODEL_CARD.md."""
