"""Quotations: what an article attributes to whom, by the encoder's vectors and by quotation marks."""
