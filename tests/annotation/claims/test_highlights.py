"""Highlights: the best claims within the budget, none that is not worth it, none twice."""

import pytest

from server.annotation.claims.highlights import highlighted
from server.annotation.document import Document
from server.annotation.results import Claim

TEXTS = (
    "The council spent $4 million on the bridge last year.",
    "Sales in the valley fell 12 percent in May.",
    "More than 2,300 people were killed in the flood of 1953.",
    "Unemployment rose because the factory dismissed workers.",
)


def chosen(scores: list[float], allowed: int, texts: tuple[str, ...] = TEXTS) -> list[bool]:
    document = Document("\n".join(texts))
    claims = [
        Claim(f"c{number}", span, span, score, highlight=False, kind="event")
        for number, (span, score) in enumerate(zip(document.sentences, scores, strict=True))
    ]
    found = highlighted(document, claims, allowed)
    assert [claim.id for claim in found] == [claim.id for claim in claims]
    return [claim.highlight for claim in found]


def test_the_best_are_highlighted() -> None:
    assert chosen([0.4, 0.9, 0.3, 0.7], 2) == [False, True, False, True]
    assert chosen([0.4, 0.9, 0.3, 0.7], 0) == [False] * 4


def test_nothing_that_is_not_worth_it_fills_the_budget() -> None:
    assert chosen([0.1, 0.9, 0.02, 0.15], 4) == [False, True, False, False]


@pytest.mark.parametrize(
    "twice",
    [
        "The council spent $4 million on the old bridge last year.",
        "Last year the council spent $4 million on the bridge, again.",
    ],
)
def test_what_says_nearly_the_same_is_highlighted_once(twice: str) -> None:
    assert chosen([0.8, 0.5, 0.4, 0.9], 3, (*TEXTS[:3], twice)) == [False, True, True, True]


def test_what_differs_in_its_figure_or_its_subject_is_highlighted_too() -> None:
    texts = ("The council spent $4 million on the bridge.", "The county spent $9 million on the harbour.")
    assert chosen([0.8, 0.7], 2, texts) == [True, True]
