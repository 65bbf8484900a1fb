"""Benchmarks of the product's targets: run by hand, one command each, not collected by pytest."""
