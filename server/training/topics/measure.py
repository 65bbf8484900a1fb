"""Measures topics on texts labelled by reading whose publisher was held back."""

from typing import Any

from server.annotation.document import Document
from server.annotation.pipeline import Options
from server.annotation.results import Annotations, Topic
from server.annotation.topics import Topics
from server.annotation.topics.taxonomy import Taxonomy
from server.training.topics.corpora import Text

Answers = list[tuple[Text, tuple[Topic, ...]]]


def answers_of(topics: Topics, texts: list[Text]) -> Answers:
    """What is told of each text."""
    return [
        (text, topics.annotate(Document(text.text, text.title or None), Annotations(), Options()).topics)
        for text in texts
    ]


def figures(answers: Answers, taxonomy: Taxonomy) -> dict[str, Any]:
    """Percentages: primary topics right at levels 1 and 2, the branch among all told, those marked high that are right.

    A topic is right if the reader gave it or one below it, as primary or secondary; readers went down to level 2, so of
    level 3 the parent is judged. `error` is the expected calibration
    error of all topics told, in ten bins (0..1); a text of which nothing is told counts as wrong.
    """
    paths = [taxonomy.concepts[text.primary].path for text, _ in answers]
    told = [[taxonomy.concepts[topic.id].path for topic in topics] for _, topics in answers]
    pairs = list(zip(paths, told, strict=True))
    judged = [(topic, _is_right(topic, text, taxonomy)) for text, topics in answers for topic in topics]
    high = [right for topic, right in judged if topic.confidence == "high"]
    return {
        "texts": len(answers),
        "primary_l1": _percent([bool(t) and t[0][0] == gold[0] for gold, t in pairs]),
        "primary_l2": _percent([bool(t) and (t[0][:2] == gold[:2] or t[0][:1] == gold) for gold, t in pairs]),
        "any_l1": _percent([any(path[0] == gold[0] for path in t) for gold, t in pairs]),
        "told": round(len(judged) / len(answers), 2),
        "right": _percent([right for _, right in judged]),
        "high": len(high),
        "high_right": _percent(high),
        "error": _calibration_error([(topic.score, right) for topic, right in judged]),
    }


def _is_right(topic: Topic, text: Text, taxonomy: Taxonomy) -> bool:
    given = {step for code in (text.primary, *text.secondary) for step in taxonomy.concepts[code].path}
    return taxonomy.concepts[topic.id].path[:2][-1] in given


def _percent(hits: list[bool]) -> float | None:
    return round(100 * sum(hits) / len(hits), 1) if hits else None


def _calibration_error(scored: list[tuple[float, bool]]) -> float:
    bins: dict[int, list[tuple[float, bool]]] = {}
    for score, right in scored:
        bins.setdefault(min(int(10 * score), 9), []).append((score, right))
    gaps = [abs(sum(score for score, _ in held) - sum(right for _, right in held)) for held in bins.values()]
    return round(sum(gaps) / max(len(scored), 1), 3)
