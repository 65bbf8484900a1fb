"""Scores the sentences of claim corpora, in the shape that their scorers read.

`python -m server.training.sentences ROWS OUT [--alone]`. A line of `ROWS` has `id`, `doc_id`, `index_in_doc` and
`text`; sentences of one document are judged within it, or with `--alone` each by itself. A line of `OUT` is {"id",
"score"}: the chance (0..1) that the sentence is worth checking.
"""

import argparse
import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from server.annotation.claims.judgement import Lines
from server.annotation.heads import Convention
from server.annotation.results import Span
from server.training.articles import articles
from server.training.claims import cases
from server.training.reader.corpora import Article, Judged
from server.training.reader.judged import alone


def main() -> None:
    """Reads the command line and does what it says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--alone", action="store_true")
    arguments = parser.parse_args()
    rows = sorted(articles(arguments.rows), key=itemgetter("doc_id", "index_in_doc"))
    documents = [alone(row["id"], row["text"]) for row in rows] if arguments.alone else list(_joined(rows))
    with arguments.out.open("w", encoding="utf-8") as out:
        for row, score in zip(rows, _scores(documents), strict=True):
            out.write(json.dumps({"id": row["id"], "score": round(score, 5)}) + "\n")


def _joined(rows: Iterable[dict[str, Any]]) -> Iterator[Article]:
    """Documents with a sentence a line."""
    for document, group in groupby(rows, key=itemgetter("doc_id")):
        texts = [" ".join(row["text"].split()) for row in group]
        starts = [sum(len(text) + 1 for text in texts[:index]) for index in range(len(texts))]
        judged = tuple(Judged(Span(start, start + len(text))) for start, text in zip(starts, texts, strict=True))
        yield Article(document, "\n".join(texts), Convention.PRODUCT, sentences=judged)


def _scores(documents: list[Article]) -> Iterator[float]:
    lines = Lines.load()
    sizes = {document.id: len(document.sentences) for document in documents}
    for case in cases(documents):
        yield lines.judge(case.features, sizes[case.article]).worthy


if __name__ == "__main__":
    main()
