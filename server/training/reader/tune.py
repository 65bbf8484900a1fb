"""Chooses on development sets what no gradient teaches: how ready to find cues, and how sure to be of what is found."""

import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import torch

from server.annotation.document import Document
from server.annotation.encoder import Encoder
from server.annotation.heads import Convention, Heads
from server.annotation.pipeline import Options
from server.annotation.quotations.attribution import Attribution
from server.annotation.quotations.calibration import Calibration, Way, odds
from server.annotation.quotations.reader import Reader, Tuning
from server.annotation.results import Annotations
from server.annotation.speakers import Speakers
from server.training.checksums import write_checksums
from server.training.names import same_name
from server.training.reader.corpora import Article, Attributed
from server.training.reader.measure import f1, has_source, matches

_BIASES = (-1.5, -1.0, -0.6, -0.3, 0.0, 0.3, 0.6, 0.9, 1.2)
_FLOATING = (0.2, 0.35, 0.5, 0.65, 0.8)
_LEAST = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25)
_PENALTY = 0.05  # on large weights: the development sets are small
_log = logging.getLogger(__name__)

Development = dict[Convention, list[Article]]


def tune(polnear: list[Article], product: list[Article], folder: Path) -> None:
    """Writes `reader.json` for the encoder and heads in `folder`, and the checksums of all that the service reads."""
    write_checksums(folder)
    tuner = Tuner(Encoder(), Heads.load(), {Convention.POLNEAR: polnear, Convention.PRODUCT: product})
    tuning = tuner.tuning()
    calibration = tuner.calibration(tuning)
    chosen = {"tuning": asdict(tuner.with_least(tuning, calibration)), "calibration": calibration.weights}
    (folder / "reader.json").write_text(json.dumps(chosen, indent=2) + "\n", encoding="utf-8")
    write_checksums(folder)


class _Evidence(Calibration):
    """Gives numbers instead of probabilities, by which the evidence of each attribution is found again."""

    def __init__(self) -> None:
        super().__init__({})
        self.known: list[tuple[Way, tuple[float, float, float]]] = []

    def certainty(self, way: Way, cue: float, content: float, source: float) -> float:
        self.known.append((way, (odds(cue), odds(content), odds(source))))
        return len(self.known) - 1


class Tuner:
    """Finds tuning and calibration for an encoder with its heads.

    Speech and floating quotations are tuned on articles in the product's convention, thoughts on PolNeAR's.
    """

    def __init__(self, encoder: Encoder, heads: Heads, development: Development) -> None:
        self._encoder = encoder
        self._heads = heads
        self._articles = development
        self._documents = {c: [Document(a.text) for a in articles] for c, articles in development.items()}

    def tuning(self) -> Tuning:
        """The biases and the threshold with the highest F1 of contents."""
        best = Tuning((0.0, 0.0), 0.5)
        product, polnear = Convention.PRODUCT, Convention.POLNEAR
        best = self._best(product, (replace(best, cue_bias=(0.0, bias)) for bias in _BIASES))
        best = self._best(product, (replace(best, floating=chance) for chance in _FLOATING))
        return self._best(polnear, (replace(best, cue_bias=(bias, best.cue_bias[1])) for bias in _BIASES))

    def calibration(self, tuning: Tuning) -> Calibration:
        """Logistic regressions from evidence to right or wrong; names count where the corpus has them."""
        told: dict[Way, list[tuple[tuple[float, float, float], bool]]] = {"speech": [], "thought": [], "floating": []}
        for convention in (Convention.PRODUCT, Convention.POLNEAR):
            for way, evidence, right in self._judged(tuning, convention):
                if convention == (Convention.POLNEAR if way == "thought" else Convention.PRODUCT):
                    told[way].append((evidence, right))
        return Calibration({way: _fitted(cases) for way, cases in told.items()})

    def with_least(self, tuning: Tuning, calibration: Calibration) -> Tuning:
        """The certainty from which an attribution is worth more than it costs."""
        return self._best(Convention.PRODUCT, (replace(tuning, least=least) for least in _LEAST), calibration)

    def _best(self, of: Convention, candidates: Iterable[Tuning], calibration: Calibration | None = None) -> Tuning:
        scored = [(self._f1(of, candidate, calibration or _Evidence()), candidate) for candidate in candidates]
        score, best = max(scored, key=lambda pair: pair[0])
        _log.info("%s: overlap F1 %.4f with %s", of.name, score, best)
        return best

    def _f1(self, convention: Convention, tuning: Tuning, calibration: Calibration) -> float:
        reader = Reader(self._encoder, self._heads, tuning, calibration)
        thoughts = convention == Convention.POLNEAR
        found = (reader.read(document, thoughts=thoughts) for document in self._documents[convention])
        return f1(self._articles[convention], found)

    def _judged(self, tuning: Tuning, convention: Convention) -> Iterator[tuple[Way, tuple[float, float, float], bool]]:
        """Every attribution found: how, by what evidence, and whether it is right."""
        evidence = _Evidence()
        reader = Reader(self._encoder, self._heads, tuning, evidence)
        thoughts = convention == Convention.POLNEAR
        for article, document in zip(self._articles[convention], self._documents[convention], strict=True):
            found = reader.read(document, thoughts=thoughts)
            rights = _rights(article, document, found)
            for attribution, right in zip(found, rights, strict=True):
                yield *evidence.known[int(attribution.certainty)], right


def _rights(article: Article, document: Document, found: list[Attribution]) -> list[bool]:
    """Whether content and source of each attribution are right: by the speaker's name, where the article has names."""
    named = Speakers(lambda *_, **__: found).annotate(document, Annotations(), Options())
    names = {speaker.id: speaker.name for speaker in named.speakers}
    given = [names.get(quotation.speaker or "") for quotation in named.quotations]
    return [
        match is not None and _is_right(attribution, match, name)
        for attribution, match, name in zip(found, matches(article, found), given, strict=True)
    ]


def _is_right(attribution: Attribution, annotated: Attributed, name: str | None) -> bool:
    if annotated.speakers:
        return any(same_name(right, name, kind) for right, kind in annotated.speakers)
    return not annotated.source or has_source(attribution, annotated)


def _fitted(cases: Sequence[tuple[tuple[float, float, float], bool]]) -> tuple[float, float, float, float]:
    """A logistic regression with a small penalty on its weights."""
    evidence = torch.tensor([[1.0, *each] for each, _ in cases])
    right = torch.tensor([float(each) for _, each in cases])
    weights = torch.zeros(4, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        height = torch.nn.functional.binary_cross_entropy_with_logits(evidence @ weights, right)
        height = height + _PENALTY * weights[1:].square().sum()
        height.backward()
        return height

    optimizer.step(loss)
    constant, cue, content, source = weights.detach().tolist()
    return round(constant, 4), round(cue, 4), round(content, 4), round(source, 4)
