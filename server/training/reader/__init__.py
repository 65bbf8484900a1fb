"""Trains the reader of quotations: corpora in, an encoder and its heads out. The README tells the command."""
