"""Fits the weights by which claims are scored, from sentences graded 2 (worth checking), 1 (checkable) or 0.

Each line of the corpus is a JSON object with `id`, `text`, `sentences` ([start, end] in code points) and `labels`
({"sent", "grade", "kind"}; sentences without one have grade 0). Every fourth article is left out to measure with; the
figures go to standard error: `python -m server.training.claims CORPUS.jsonl > server/model/claims.json`
"""

import json
import random
import sys
from hashlib import sha256
from math import sqrt
from pathlib import Path
from typing import Any, NamedTuple

from server.annotation.claims import Lexicon, Line, Reading, kind_of, logistic
from server.annotation.document import Document
from server.annotation.results import Annotations, Span

_PASSES = 60
_STEP = 0.1
_SHRINK = 1e-5  # L2, a step
_WORTHY = 2.0  # how much "worth checking" counts beside "checkable"


class Graded(NamedTuple):
    """A sentence's features with what a reader said of it."""

    article: str
    features: dict[str, float]
    grade: int
    kind: str | None


def read(path: str) -> list[Graded]:
    """All graded sentences of a corpus, described as the service describes them."""
    lexicon = Lexicon.load()
    with Path(path).open(encoding="utf-8") as lines:
        return [graded for line in lines for graded in _article(lexicon, json.loads(line))]


def _article(lexicon: Lexicon, article: dict[str, Any]) -> list[Graded]:
    document = Document(article["text"])
    document.sentences = tuple(Span(*sentence) for sentence in article["sentences"])
    reading = Reading(document, Annotations())
    labels = {label["sent"]: label for label in article["labels"]}
    found = []
    for index, sentence in enumerate(document.sentences):
        label = labels.get(index, {})
        features = lexicon.describe(document.text, sentence, index, reading.quoted(index)).features
        found.append(Graded(article["id"], features, label.get("grade", 0), label.get("kind")))
    return found


def held_out(graded: Graded) -> bool:
    """Whether the article is one of the fourth that measures."""
    return sha256(graded.article.encode()).digest()[0] % 4 == 0


def fit(sentences: list[Graded], seed: int = 0) -> Line:
    """The line with the highest likelihood of both gradings, by Adagrad (Duchi et al. 2011)."""
    weights: dict[str, float] = {"#checkable": 0.0, "#worthy": -2.0}
    squares: dict[str, float] = {}
    order, shuffle = list(sentences), random.Random(seed)  # noqa: S311 - repeatable, not secret
    for _ in range(_PASSES):
        shuffle.shuffle(order)
        for sentence in order:
            height = sum(weights.get(name, 0.0) * value for name, value in sentence.features.items())
            checkable = (sentence.grade >= 1) - logistic(height + weights["#checkable"])
            worthy = _WORTHY * ((sentence.grade == 2) - logistic(height + weights["#worthy"]))
            slopes = {name: (checkable + worthy) * value for name, value in sentence.features.items()}
            for name, slope in (slopes | {"#checkable": checkable, "#worthy": worthy}).items():
                squares[name] = squares.get(name, 1e-8) + slope * slope
                shrunk = weights.get(name, 0.0) * (1 if name.startswith("#") else 1 - _SHRINK)
                weights[name] = shrunk + _STEP * slope / sqrt(squares[name])
    named = {name: round(weight, 3) for name, weight in sorted(weights.items()) if not name.startswith("#")}
    return Line(named, round(weights["#checkable"], 3), round(weights["#worthy"], 3))


def measure(line: Line, sentences: list[Graded]) -> dict[str, Any]:
    """Average precision and AUC for grade 2 and for grades 1 and 2, recall in each article's top fifth, calibration."""
    ranked = sorted(sentences, key=lambda sentence: -line.score(sentence.features))
    figures: dict[str, Any] = {"sentences": len(ranked), "articles": len({sentence.article for sentence in ranked})}
    for name, least in (("checkable", 1), ("worthy", 2)):
        hits = [sentence.grade >= least for sentence in ranked]
        figures[f"AP {name}"], figures[f"AUC {name}"] = _average_precision(hits), _auc(hits)
    figures["recall of worthy in top fifth"] = _recall_at_fifth(line, sentences)
    figures["kind"] = _share([kind_of(sentence.features) == sentence.kind for sentence in ranked if sentence.grade])
    for tenth in range(10):
        inside = [s.grade >= 1 for s in ranked if int(line.score(s.features) * 10) == tenth]
        figures[f"checkable where scored .{tenth}"] = (_share(inside), len(inside))
    return figures


def _average_precision(hits: list[bool]) -> float:
    found, total = 0, 0.0
    for rank, hit in enumerate(hits, 1):
        found += hit
        total += hit * found / rank
    return round(total / found, 3)


def _auc(hits: list[bool]) -> float:
    better, above = 0, 0
    for hit in hits:
        above += hit
        better += 0 if hit else above
    return round(better / (sum(hits) * (len(hits) - sum(hits))), 3)


def _recall_at_fifth(line: Line, sentences: list[Graded]) -> float:
    found = 0
    for article in {sentence.article for sentence in sentences}:
        mine = [sentence for sentence in sentences if sentence.article == article]
        best = sorted(mine, key=lambda sentence: -line.score(sentence.features))[: max(1, round(len(mine) / 5))]
        found += sum(sentence.grade == 2 for sentence in best)
    return round(found / sum(sentence.grade == 2 for sentence in sentences), 3)


def _share(hits: list[bool]) -> float | None:
    return round(sum(hits) / len(hits), 3) if hits else None


def main() -> None:
    """Measures on the articles left out, then fits on all and prints the weights as JSON."""
    sentences = read(sys.argv[1])
    rest = fit([sentence for sentence in sentences if not held_out(sentence)])
    json.dump(measure(rest, [sentence for sentence in sentences if held_out(sentence)]), sys.stderr, indent=1)
    line = fit(sentences)
    table = {"checkable": line.checkable, "worthy": line.worthy, "weights": line.weights}
    json.dump(table, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
