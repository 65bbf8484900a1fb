"""A page about an annotated corpus: figures by DuckDB, charts by pygal, HTML by Jinja; and the same figures as CSV."""

from server.corpora.report.page import write_report

__all__ = ["write_report"]
