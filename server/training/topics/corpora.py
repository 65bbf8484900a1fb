"""Reads the corpora: news with and without labels, and the taxonomy."""

import json
import random
import re
from pathlib import Path
from typing import Any, NamedTuple

from server.training.articles import articles, with_texts
from server.training.topics.recipe import A_SOURCE, A_SOURCE_ELSE, PASSAGE, READ

_NEWS = ("bbc", "masakhanews", "agnews", "reuters", "gbc", "webz", "huffpost")
_OTHERS = ("quotes/news_quotations_read", "quotes/polnear_train", "claims/news_checkworthy_read")
LABELS = Path(__file__).with_name("read.jsonl")
_SAME = {"masakhanews": "bbc"}  # both hold texts of the BBC

Row = dict[str, Any]


class Text(NamedTuple):
    """A text and who published it; labels are codes, `primary` is empty where nobody read it."""

    publisher: str
    title: str
    text: str
    primary: str = ""
    secondary: tuple[str, ...] = ()


def _text(row: Row, file: str) -> Text:
    source = "polnear" if "polnear" in file else str(row.get("source") or file)
    title = row.get("title") or ""
    return Text(_SAME.get(source, source), title, row["text"][:READ])


def labelled(corpora: Path) -> list[Text]:
    """The texts labelled by reading: `news_topics_read.jsonl`, and those of which `read.jsonl` holds the labels."""
    rows = [*articles(corpora / "topics" / "news_topics_read.jsonl"), *with_texts(articles(LABELS), corpora)]
    return [
        _text(row, row.get("file", ""))._replace(primary=row["primary"], secondary=tuple(row["secondary"]))
        for row in rows
    ]


def unlabelled(corpora: Path) -> list[Text]:
    """A share of every corpus, labels left aside."""
    found = []
    for name in _NEWS:
        rows = list(articles(corpora / "topics" / f"{name}.jsonl"))
        random.Random(1).shuffle(rows)  # noqa: S311 - repeatable, not secret
        kept = [row for row in rows if len(row["text"]) > 20]
        found += [_text(row, name) for row in kept[: A_SOURCE.get(name, A_SOURCE_ELSE)]]
    found += [_text(row, "") for row in articles(corpora / "topics" / "news_topics_read.jsonl")]
    for name in _OTHERS:
        found += [_text(row, name) for row in articles(corpora / f"{name}.jsonl")]
    return found


def passages(texts: list[Text]) -> list[Text]:
    """The beginning of each text with its title, and of longer ones what follows."""
    found = []
    for text in texts:
        words = re.sub(r"\s+", " ", text.text)
        start = f"{text.title}. {words[:PASSAGE]}".strip(". ") if text.title else words[:PASSAGE]
        found.append(Text(text.publisher, "", start))
        if len(words) > 7 * PASSAGE // 3:
            found.append(Text(text.publisher, "", words[PASSAGE : 2 * PASSAGE]))
    return found


def taxonomy_of(corpora: Path) -> Row:
    """The taxonomy as it ships: concepts by code, with the licence."""
    source = json.loads((corpora / "topics" / "iptc_mediatopics.json").read_text(encoding="utf-8"))
    concepts = {
        concept["code"]: {
            "label": concept["label"],
            "definition": concept["definition"],
            "broader": (concept["broader"] or [None])[0],
            "level": concept["level"],
            "path": concept["path"],
            "retired": concept["retired"],
        }
        for concept in source["concepts"]
    }
    return {"meta": source["meta"], "concepts": concepts}
