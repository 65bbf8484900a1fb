"""Annotated articles in files, and which of them are kept for development."""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any


def articles(path: Path) -> Iterator[dict[str, Any]]:
    """The articles of a JSONL file, one a line, of a JSON file, or of all such files in a folder."""
    for file in sorted((*path.glob("*.json"), *path.glob("*.jsonl"))) if path.is_dir() else [path]:
        if file.suffix == ".jsonl":
            with file.open(encoding="utf-8") as lines:
                yield from map(json.loads, lines)
        else:
            yield json.loads(file.read_text(encoding="utf-8"))


def is_held_out(article: str) -> bool:
    """Whether the article with this id is one of the eighth that development is measured on."""
    return sha256(article.encode()).digest()[0] % 8 == 0
