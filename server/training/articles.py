"""Annotated articles in files, and which of them are kept for development."""

import json
from collections.abc import Iterable, Iterator
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


def with_texts(labels: Iterable[dict[str, Any]], corpora: Path) -> Iterator[dict[str, Any]]:
    """Labels that name their articles by `file` and `text_id`, with all that these hold beside; ids are made of both.

    Labels may be shared, and name texts that may not.
    """
    known: dict[str, dict[str, dict[str, Any]]] = {}
    for row in labels:
        name = row["file"]
        if name not in known:
            known[name] = {article["id"]: article for article in articles(corpora / name)}
        yield {**known[name][row["text_id"]], "id": f"{name}/{row['text_id']}", **row}


def is_held_out(article: str, one_in: int = 8) -> bool:
    """Whether the article with this id is one of the share, an eighth unless said, that development is measured on."""
    return sha256(article.encode()).digest()[0] % one_in == 0
