"""Fits the lines by which claims are judged, from graded sentences: `python -m server.training.claims CORPORA`.

`CORPORA` holds the folders claims, quotes and topics. The lines are fitted on the articles that the encoder's teachers
did not learn from, so that its judgement is as good there as on any text. They go to server/model/claims.json; what is
logged was measured with lines that were fitted without the article measured on.
"""

import json
import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from server.annotation.claims.clauses import Clauses
from server.annotation.claims.judgement import ALONE, HEIGHTS, READ, Line
from server.annotation.claims.sentences import Sentences
from server.annotation.claims.words import Lexicon
from server.annotation.document import Document
from server.annotation.encoder import Encoder
from server.annotation.heads import KINDS, Heads
from server.annotation.pipeline import Options
from server.annotation.quotations.reader import load
from server.annotation.results import Annotations
from server.annotation.speakers import Speakers
from server.training.articles import articles
from server.training.checksums import write_checksums
from server.training.logistic import fitted
from server.training.ranking import Ranked, figures
from server.training.reader.corpora import Article, Judged
from server.training.reader.judged import alone, graded, is_held_out

MODEL = Path(__file__).parents[1] / "model"
_FOLDS = 8
_PENALTY, _OF_KINDS, _OF_DEBATES = 30.0, 8.0, 1.0  # how far weights are held down
_LEAD = 1.5  # what fact-checkers prefer leads by beyond readers who grade (AVeriTeC-DCE, development part)
_log = logging.getLogger(__name__)


class Case(NamedTuple):
    """A sentence: its features, and what was said of it."""

    article: str
    features: dict[str, float]
    judged: Judged


Answer = Callable[[Case], bool]
Fit = Callable[[Sequence[Case]], Line]


def cases(of: Iterable[Article]) -> Iterator[Case]:
    """The sentences of articles, described as the service describes them."""
    encoder, heads = Encoder(), Heads.load()
    sentences, speakers = Sentences(encoder, heads), Speakers(load(encoder, heads).read)
    for article in of:
        document = Document(article.text)
        document.sentences = tuple(judged.span for judged in article.sentences)
        found = speakers.annotate(document, Annotations(), Options())
        described = sentences.described(document, found, Clauses(document, found))
        for judged, each in zip(article.sentences, described, strict=True):
            yield Case(article.id, each.features, judged)


def main() -> None:
    """Fits, measures and writes."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    corpora = Path(sys.argv[1])
    news = list(cases(article for article in graded(corpora) if is_held_out(article.id)))
    claims = [case for case in news if case.judged.kind]
    debates = list(cases(_debates(corpora)))
    _measure(news, claims)
    written: dict[str, Any] = {
        "checkable": _fit(_checkable, _all(news))(news),
        "worthy": _worth_checking(news),
        "checkable_alone": Line(0.0, {ALONE[0]: 1.0}),
        "worthy_alone": _fit(_worthy_alone, ALONE, _OF_DEBATES)(debates),
        "reasons": _fit(_worthy, _words(news))(news),
        "kinds": {kind: _fit(_is(kind), _all(claims), _OF_KINDS)(claims)._asdict() for kind in KINDS},
    }
    table = {name: line._asdict() if isinstance(line, Line) else line for name, line in written.items()}
    (MODEL / "claims.json").write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    write_checksums(MODEL)


def _measure(news: Sequence[Case], claims: Sequence[Case]) -> None:
    fits: dict[str, Fit] = {
        "as shipped": _worth_checking,
        "without a preference for the lead": _fit(_worthy, _all(news)),
        "encoder alone": _fit(_worthy, HEIGHTS),
        "words and place": _fit(_worthy, _named(news)),
    }
    for name, fit in fits.items():
        pairs = zip(news, _unseen(news, fit), strict=True)
        told = figures([Ranked(case.article, chance, case.judged.grade or 0) for case, chance in pairs])
        _log.info("%s: %s", name, {figure: round(value, 3) for figure, value in told.items()})
    kinds = list(zip(*(_unseen(claims, _fit(_is(kind), _all(claims), _OF_KINDS)) for kind in KINDS), strict=True))
    right = [KINDS[each.index(max(each))] == case.judged.kind for case, each in zip(claims, kinds, strict=True)]
    _log.info("kind: %.3f of %d", sum(right) / len(right), len(right))


def _unseen(of: Sequence[Case], fit: Fit) -> list[float]:
    """The chance of each case, by lines fitted on other articles."""
    folds = {article: number % _FOLDS for number, article in enumerate(dict.fromkeys(case.article for case in of))}
    lines = [fit([case for case in of if folds[case.article] != fold]) for fold in range(_FOLDS)]
    return [lines[folds[case.article]].chance(case.features) for case in of]


def _fit(answer: Answer, names: Sequence[str], penalty: float = _PENALTY) -> Fit:
    return lambda of: fitted(_features(of), list(map(answer, of)), names, penalty)


def _worth_checking(of: Sequence[Case]) -> Line:
    """The line of what is worth checking, tilted towards the lead, its chances still as often right as they say."""
    line = _fit(_worthy, _all(of))(of)
    line = line._replace(weights={**line.weights, "lead": line.weights["lead"] + _LEAD})
    heights = [{"height": line.height(case.features)} for case in of]
    scale = fitted(heights, list(map(_worthy, of)), ["height"], penalty=0.0)
    slope = scale.weights["height"]
    weights = {name: round(slope * weight, 4) for name, weight in line.weights.items()}
    return Line(round(scale.constant + slope * line.constant, 4), weights)


def _features(of: Iterable[Case]) -> list[dict[str, float]]:
    return [case.features for case in of]


def _all(of: Iterable[Case]) -> list[str]:
    return sorted({name for case in of for name in case.features})


def _named(of: Iterable[Case]) -> list[str]:
    """The features that a person can name: all but what the encoder reads."""
    return [name for name in _all(of) if not name.startswith(READ)]


def _words(of: Iterable[Case]) -> list[str]:
    known = Lexicon.load().names
    return [name for name in _all(of) if name in known]


def _checkable(case: Case) -> bool:
    return (case.judged.grade or 0) >= 1


def _worthy(case: Case) -> bool:
    return case.judged.grade == 2


def _worthy_alone(case: Case) -> bool:
    return case.judged.debate == 2


def _is(kind: str) -> Answer:
    return lambda case: case.judged.kind == kind


def _debates(corpora: Path) -> Iterator[Article]:
    for row in articles(corpora / "claims" / "ct24_dev.jsonl"):
        yield alone(row["id"], row["text"], 2 * row["check_worthy"])


if __name__ == "__main__":
    main()
