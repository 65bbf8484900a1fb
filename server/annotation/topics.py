"""Topics: IPTC Media Topics with the words of the text that made them.

Every word stem has a weight for each topic in which it was seen to matter, so that a topic can always be traced back to
words. A softmax over level 1, and one over level 2 inside a branch, turn the sums into chances. Taxonomy: IPTC Media
Topics, CC BY 4.0. Weights and tables are built by `python -m server.training.topics CORPORA server/model`
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from math import exp, log, sqrt
from typing import NamedTuple

import orjson

from server.annotation.document import Document
from server.annotation.phrases import Background, Phrases, Word, words_of
from server.annotation.pipeline import Options
from server.annotation.results import Annotations, Span, Topic

_MOST = 4
_PRIMARY = 0.3  # below this chance nothing is said
_SECONDARY = 0.2
_INSIDE = 0.5  # chance within its branch from which level 2 is told instead of its parent
_SURE = 0.7
_EVIDENCE = 8
_TITLE = 2.0  # what a word of the title counts
_LATE = 0.3  # what a word far down counts, at the beginning 1
_FADE = 150.0  # words over which the difference fades


class Concept(NamedTuple):
    """A node of the taxonomy; `path` holds the codes from level 1 down to itself."""

    code: str
    label: str
    broader: str | None
    level: int
    path: tuple[str, ...]
    retired: bool


class Taxonomy:
    """The IPTC Media Topics that ship with the service."""

    def __init__(self) -> None:
        table = orjson.loads(files("server.model").joinpath("iptc_mediatopics.json").read_bytes())
        self.concepts = {
            code: Concept(code, c["label"], c["broader"], len(c["path"]), tuple(c["path"]), bool(c["retired"]))
            for code, c in table["concepts"].items()
        }

    def labels(self, code: str) -> tuple[str, ...]:
        """The labels from level 1 down to `code`."""
        return tuple(self.concepts[step].label for step in self.concepts[code].path)

    def resolve(self, code: str) -> str | None:
        """The code itself if it is in use, else the nearest broader one that is; None if there is none.

        Raises KeyError if there never was such a code.
        """
        path = self.concepts[code].path
        return next((step for step in reversed(path) if not self.concepts[step].retired), None)


def terms_of(words: Iterable[Word], title: Iterable[Word], background: Background) -> dict[str, float]:
    """The weight of each stem in a text, title and early words counting more; the squares sum to one."""
    counts: dict[str, float] = {}
    for index, word in enumerate(words):
        counts[word.stem] = counts.get(word.stem, 0.0) + _LATE + (1 - _LATE) * exp(-index / _FADE)
    for word in title:
        counts[word.stem] = counts.get(word.stem, 0.0) + _TITLE
    weights = {stem: log(1 + count) * background.idf[stem] for stem, count in counts.items() if stem in background.idf}
    norm = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {stem: weight / norm for stem, weight in weights.items()}


def shares(heights: Mapping[str, float]) -> dict[str, float]:
    """Softmax: chances (0..1) that sum to one."""
    highest = max(heights.values(), default=0.0)
    powers = {code: exp(height - highest) for code, height in heights.items()}
    total = sum(powers.values())
    return {code: power / total for code, power in powers.items()}


@dataclass(frozen=True)
class Weights:
    """For each stem its weight for topics; `steepness` makes chances of sums, by level (1, 2)."""

    steepness: Mapping[int, float]
    base: Mapping[str, float]
    stems: Mapping[str, Mapping[str, float]]

    @classmethod
    def load(cls) -> "Weights":
        """The weights that ship with the service, stored as hundredths in pairs of topic and weight."""
        table = orjson.loads(files("server.model").joinpath("topics.json").read_bytes())
        codes = list(table["base"])
        stems = {
            stem: {codes[code]: weight / 100 for code, weight in zip(pairs[::2], pairs[1::2], strict=True)}
            for stem, pairs in table["stems"].items()
        }
        return cls({int(level): value for level, value in table["steepness"].items()}, table["base"], stems)

    def heights(self, terms: Mapping[str, float]) -> dict[str, float]:
        """The weighted sum for every topic that was learnt."""
        heights = dict(self.base)
        for stem, value in terms.items():
            for code, weight in self.stems.get(stem, {}).items():
                heights[code] += weight * value
        return heights


class Topics:
    """Tells what a document is about: topics, and key phrases."""

    def __init__(self) -> None:
        background = Background.load()
        self.taxonomy = Taxonomy()
        self._background = background
        self._weights = Weights.load()
        self._phrases = Phrases(background)

    def annotate(self, document: Document, found: Annotations, options: Options) -> Annotations:  # noqa: ARG002 - the protocol's
        """Returns `found` with `topics` and `key_phrases`, best first."""
        return replace(found, topics=tuple(self._topics(document)), key_phrases=self._phrases.find(document))

    def chances(self, terms: Mapping[str, float]) -> tuple[dict[str, float], dict[str, float]]:
        """For every topic of level 1 its chance, and for every one of level 2 its chance within its branch."""
        heights = self._weights.heights(terms)
        branches: dict[str, dict[str, float]] = {}
        for code, height in heights.items():
            concept = self.taxonomy.concepts[code]
            steep = self._weights.steepness[concept.level]
            branches.setdefault(concept.broader or "", {})[code] = steep * height
        tops = shares(branches.pop("", {}))
        return tops, {code: chance for branch in branches.values() for code, chance in shares(branch).items()}

    def _topics(self, document: Document) -> Iterator[Topic]:
        title = document.title or ""
        words = [word for sentence in document.sentences for word in words_of(document.text, sentence)]
        terms = terms_of(words, words_of(title, Span(0, len(title))), self._background)
        for rank, (code, score) in enumerate(self._chosen(*self.chances(terms)) if terms else ()):
            concept = self.taxonomy.concepts[code]
            yield Topic(
                id=code,
                label=concept.label,
                level=concept.level,
                broader=concept.broader,
                path=self.taxonomy.labels(code),
                primary=rank == 0,
                score=round(score, 4),
                confidence="high" if score >= _SURE else "medium",
                evidence=self._evidence(words, terms, concept),
            )

    def _chosen(self, tops: Mapping[str, float], inside: Mapping[str, float]) -> list[tuple[str, float]]:
        """The topics to tell with their chances, best first: level 2 where it carries itself, else its parent."""
        best = max(tops, key=tops.__getitem__)
        if tops[best] < _PRIMARY:
            return []
        chosen = []
        for top, chance in tops.items():
            if chance < _SECONDARY:
                continue
            below = {code: chance * inside[code] for code in inside if self.taxonomy.concepts[code].broader == top}
            told = [code for code, score in below.items() if inside[code] >= _INSIDE or score >= _INSIDE]
            told += [code for code, score in below.items() if code not in told and told and score >= _SECONDARY]
            chosen += [(code, below[code]) for code in told] or [(top, chance)]
        chosen.sort(key=lambda told: (self.taxonomy.concepts[told[0]].path[0] != best, -told[1]))
        return [chosen[0], *sorted(chosen[1:], key=lambda told: -told[1])][:_MOST]

    def _evidence(self, words: list[Word], terms: Mapping[str, float], concept: Concept) -> tuple[Span, ...]:
        """The first places of the words that speak most for a topic, in text order; no filler, no numbers."""
        weights = self._weights.stems
        added = {
            stem: value * sum(weights[stem].get(code, 0.0) for code in concept.path)
            for stem, value in terms.items()
            if stem in weights
        }
        best = sorted((stem for stem in added if added[stem] > 0), key=lambda stem: -added[stem])
        first: dict[str, Span] = {}
        for word in words:
            if word.lower not in self._phrases.filler and len(word.lower) > 1 and not word.lower[0].isdigit():
                first.setdefault(word.stem, Span(word.start, word.end))
        return tuple(sorted([first[stem] for stem in best if stem in first][:_EVIDENCE]))
