"""Builds the tables behind topics and key phrases: the taxonomy, the background of frequencies, the weights of words.

CORPORA holds `iptc_mediatopics.json` and labelled news as `*.jsonl`: `id`, `source`, `title`, `text` and either
`primary` (a code given by a reader) or `topics` ({"scheme", "code", "trust"}). With publishers named behind the two
folders, their texts are left out of the weights and used to measure instead, and nothing is written:
`python -m server.training.topics CORPORA server/model [SOURCE…]`
"""

import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from math import log, sqrt
from pathlib import Path
from typing import Any, NamedTuple

from server.annotation.phrases import Background, words_of
from server.annotation.results import Span
from server.annotation.topics import shares, terms_of

_READ = 4_000  # code points of a text that are enough to tell its topic
_RARE = 4  # texts in which a stem must stand to be kept in the background
_A_SOURCE = 3_000  # texts of one source in the background
_A_CLASS = 400  # texts of one source and topic among the examples
_PASSES = 6
_STEP = 0.3
_SHRINK = 1e-5
_STEMS = 16_000  # stems that keep weights
_FAINT = 12  # hundredths: smaller weights are dropped
_READER = 3.0  # how much a text labelled by reading counts
_DEFINITION = 0.7  # and a definition of the taxonomy
_STEEPNESS = {1: 1.0, 2: 1.0}

Table = dict[str, Any]


class Example(NamedTuple):
    """A text as weighted stems with its topic at level 1 and, if known, at level 2."""

    source: str
    terms: dict[str, float]
    top: str
    below: str | None
    weight: float


def _lines(path: Path) -> Iterator[Table]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def taxonomy_of(corpora: Path) -> Table:
    """The taxonomy as it ships: concepts by code, with the licence."""
    source = json.loads((corpora / "iptc_mediatopics.json").read_text(encoding="utf-8"))
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


def background_of(corpora: Path) -> Table:
    """In how many texts each stem stands; stems of equal frequency together."""
    counts: Counter[str] = Counter()
    documents = 0
    for path in sorted(corpora.glob("*.jsonl")):
        if path.stem in ("news_topics_read", "huffpost"):  # texts of the others; headlines
            continue
        for row in list(_lines(path))[:_A_SOURCE]:
            text = _text(row)
            counts.update({word.stem for word in words_of(text, Span(0, len(text))) if not word.lower[0].isdigit()})
            documents += 1
    stems: dict[int, list[str]] = defaultdict(list)
    for stem, count in sorted(counts.items()):
        if count >= _RARE:
            stems[count].append(stem)
    return {"documents": documents, "stems": {str(n): " ".join(same) for n, same in sorted(stems.items())}}


def _text(row: Table) -> str:
    text: str = row["text"]
    return text[:_READ]


def examples_of(corpora: Path, taxonomy: Table, background: Background) -> list[Example]:
    """Texts labelled by reading, a share of those with mapped labels, and the definitions of all topics in use."""
    concepts = taxonomy["concepts"]
    read = list(_lines(corpora / "news_topics_read.jsonl"))
    examples = [_example(row, row["primary"], _READER, taxonomy, background) for row in read]
    known = {row["id"].partition("/")[2] for row in read}
    for path in sorted(corpora.glob("*.jsonl")):
        taken: Counter[str] = Counter()
        rows = [row for row in _lines(path) if "topics" in row and row["id"] not in known and path.stem != "webz"]
        random.Random(path.stem).shuffle(rows)  # noqa: S311 - repeatable, not secret
        for row in rows:
            code = _mapped(row, taxonomy)
            if code and taken[code] < _A_CLASS and len(row["text"]) > 20:
                taken[code] += 1
                examples.append(_example(row, code, 1.0, taxonomy, background))
    for code, concept in concepts.items():
        if not concept["retired"]:
            row = {"source": "iptc", "title": concept["label"], "text": f"{concept['label']}. {concept['definition']}"}
            examples.append(_example(row, code, _DEFINITION, taxonomy, background))
    return examples


def _mapped(row: Table, taxonomy: Table) -> str | None:
    """The code of a text with mapped labels, down to level 2, if they leave no doubt."""
    codes = {t["code"] for t in row["topics"] if t["scheme"] == "iptc" and t.get("trust") != "C"}
    paths = [taxonomy["concepts"][code]["path"] for code in codes]
    tops, below = {path[0] for path in paths}, {path[1] for path in paths if len(path) > 1}
    if len(tops) != 1:
        return None
    code: str = below.pop() if len(below) == 1 else tops.pop()
    return code


def _example(row: Table, code: str, weight: float, taxonomy: Table, background: Background) -> Example:
    text, title = _text(row), row.get("title") or ""
    words = words_of(text, Span(0, len(text)))
    terms = terms_of(words, words_of(title, Span(0, len(title))), background)
    path = [step for step in taxonomy["concepts"][code]["path"] if not taxonomy["concepts"][step]["retired"]]
    return Example(row["source"], terms, path[0], path[1] if len(path) > 1 else None, weight)


class Softmax:
    """A multinomial logistic regression over sparse terms, fitted by Adagrad (Duchi et al. 2011)."""

    def __init__(self, classes: Iterable[str]) -> None:
        self.classes = sorted(classes)
        self.weights: dict[str, list[float]] = {}
        self._squares: dict[str, float] = {}

    def fit(self, examples: list[tuple[dict[str, float], str, float]], seed: int = 0) -> None:
        """Learns from (terms, class, weight); the same seed gives the same weights."""
        shuffle, order = random.Random(seed), list(examples)  # noqa: S311 - repeatable, not secret
        for _ in range(_PASSES):
            shuffle.shuffle(order)
            for terms, answer, weight in order:
                self._learn({"": 1.0, **terms}, self.classes.index(answer), weight)

    def chances(self, terms: dict[str, float]) -> dict[str, float]:
        """The chance of each class."""
        return shares(dict(zip(self.classes, self._heights({"": 1.0, **terms}), strict=True)))

    def _heights(self, terms: dict[str, float]) -> list[float]:
        heights = [0.0] * len(self.classes)
        for stem, value in terms.items():
            if row := self.weights.get(stem):
                heights = [height + value * weight for height, weight in zip(heights, row, strict=True)]
        return heights

    def _learn(self, terms: dict[str, float], answer: int, weight: float) -> None:
        chances = shares(dict(enumerate(map(float, self._heights(terms)))))  # type: ignore[arg-type]
        errors = [-weight * chance for chance in chances.values()]
        errors[answer] += weight
        size = sum(error * error for error in errors)
        for stem, value in terms.items():
            squares = self._squares[stem] = self._squares.get(stem, 1e-3) + size * value * value
            step = _STEP * value / sqrt(squares)
            row = self.weights.get(stem) or [0.0] * len(errors)
            self.weights[stem] = [old * (1 - _SHRINK) + step * error for old, error in zip(row, errors, strict=True)]


def learn(examples: list[Example], taxonomy: Table) -> list[Softmax]:
    """A softmax over level 1, and one over the topics of level 2 in each branch."""
    active = {code: concept for code, concept in taxonomy["concepts"].items() if not concept["retired"]}
    models = [Softmax(code for code, concept in active.items() if concept["level"] == 1)]
    models[0].fit([(example.terms, example.top, example.weight) for example in examples])
    for top in models[0].classes:
        models.append(Softmax(code for code, c in active.items() if c["level"] == 2 and c["broader"] == top))
        models[-1].fit([(e.terms, e.below, e.weight) for e in examples if e.top == top and e.below])
    return models


def table_of(models: list[Softmax]) -> Table:
    """The weights in hundredths, faint ones and stems that matter least left out."""
    base = {
        code: round(weight, 3)
        for model in models
        for code, weight in zip(model.classes, model.weights[""], strict=True)
    }
    codes = {code: index for index, code in enumerate(base)}
    stems: dict[str, list[int]] = defaultdict(list)
    for model in models:
        for stem, row in model.weights.items():
            for code, weight in zip(model.classes, row, strict=True):
                if stem and abs(hundredths := round(100 * weight)) >= _FAINT:
                    stems[stem] += [codes[code], hundredths]
    kept = sorted(stems, key=lambda stem: -max(map(abs, stems[stem][1::2])))[:_STEMS]
    return {"steepness": _STEEPNESS, "base": base, "stems": {stem: stems[stem] for stem in sorted(kept)}}


def measure(models: list[Softmax], examples: list[Example]) -> Table:
    """How often level 1, and level 2 inside its branch, is told right, and how the chances given for it compare."""
    tops = [(*_best(models[0], example), example.top) for example in examples]
    branches = {code: model for model in models[1:] for code in model.classes}
    below = [(*_best(branches[e.below], e), e.below) for e in examples if e.below]
    return {
        "texts": len(examples),
        "level 1": _told(tops, 1),
        "texts with level 2": len(below),
        "level 2": _told(below, 2),
    }


def _best(model: Softmax, example: Example) -> tuple[str, dict[str, float]]:
    chances = model.chances(example.terms)
    return max(chances, key=chances.__getitem__), chances


def _told(answers: list[tuple[str, dict[str, float], str]], level: int) -> Table:
    """Share right, and by tenths of the chance given after steepening: share right and how many."""
    tenths: dict[int, list[bool]] = defaultdict(list)
    for best, chances, right in answers:
        steep = shares({code: _STEEPNESS[level] * log(max(chance, 1e-9)) for code, chance in chances.items()})
        tenths[min(int(steep[best] * 10), 9)].append(best == right)
    calibration = {f".{tenth}": (round(sum(hits) / len(hits), 2), len(hits)) for tenth, hits in sorted(tenths.items())}
    return {"right": sum(best == right for best, _, right in answers) / max(len(answers), 1), "by chance": calibration}


def main() -> None:
    """Writes the tables; with publishers named, measures on their texts instead."""
    corpora, target, held_out = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]
    taxonomy = taxonomy_of(corpora)
    table = background_of(corpora)
    if not held_out:
        _write(target / "iptc_mediatopics.json", taxonomy)
        _write(target / "background.json", table)
    examples = examples_of(corpora, taxonomy, Background.of(table))
    models = learn([example for example in examples if example.source not in held_out], taxonomy)
    for source in held_out:
        for labels, weight in (("read", _READER), ("mapped", 1.0)):
            figures = measure(models, [e for e in examples if e.source == source and e.weight == weight])
            json.dump({"source": source, "labels": labels, **figures}, sys.stdout)
            sys.stdout.write("\n")
    if not held_out:
        _write(target / "topics.json", table_of(models))


def _write(path: Path, table: Table) -> None:
    path.write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
