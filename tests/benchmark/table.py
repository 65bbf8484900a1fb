"""Rows of figures as text that can be quoted."""

from collections.abc import Sequence

Row = Sequence[str | int | float]


def table(head: Sequence[str], rows: Sequence[Row]) -> str:
    """`head` over `rows`, first column to the left and figures to the right; floats have one decimal."""
    cells = [list(head), *([_text(value) for value in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join(_line(row, widths) for row in cells)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first = row[0].ljust(widths[0])
    return "  ".join([first, *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]).rstrip()


def _text(value: str | int | float) -> str:
    if isinstance(value, str):
        return value
    return f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"
