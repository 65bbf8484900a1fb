"""Topics: corpora in, weights out. `python -m server.training.topics CORPORA MINILM` does it all."""
