"""Clauses: what of a sentence carries its claim, and in whose quotation it stands."""

from dataclasses import replace

import pytest

from server.annotation.claims.clauses import Clauses
from server.annotation.document import Document
from server.annotation.results import Act, Annotations, Quotation, Span

FELL = "Sales in the valley fell 12 percent in May"


def quotation(text: str, content: str, id_: str = "q1", act: Act = "speech") -> Quotation:
    start = text.index(content)
    return Quotation(id_, "indirect", (Span(start, start + len(content)),), 0.9, act=act, speaker=f"s{id_[1:]}")


def clauses(text: str, *quotations: Quotation) -> Clauses:
    return Clauses(Document(text), Annotations(quotations=quotations))


@pytest.mark.parametrize(
    "sentence",
    [
        f"{FELL}, according to the council.",
        f"According to the council, {FELL}.",
        f"According to the council of Weston, {FELL}.",
        f"{FELL}, the council said on Monday.",
        f"{FELL}, Mayor Ann Lee told reporters.",
        f"WESTON (AP) — {FELL}.",
        f"(Reuters)\u00a0— {FELL}.",
        f"PORT ELLERY — {FELL}.",
        f"However, {FELL}.",
        f"But {FELL}, according to two people in the council, adding to its troubles.",
        f"{FELL}.",
        f"“{FELL},” she said.",
        f'"{FELL}," the mayor said on Monday.',
    ],
)
def test_a_clause_is_without_who_says_it(sentence: str) -> None:
    assert clauses(sentence).clause(0).of(sentence) == FELL


def test_the_clause_of_a_quotation_is_its_content() -> None:
    text = "Mayor Ann Lee of Weston said that sales in the valley had fallen 12 percent in May."
    content = "sales in the valley had fallen 12 percent in May"
    assert clauses(text, quotation(text, content)).clause(0).of(text) == content


def test_of_nested_quotations_the_inner_carries_the_claim() -> None:
    inner = "the old bridge over the Sorrel had been closed to lorries since 2011"
    outer = f"an engineer had told her that {inner}"
    text = f"Lee said {outer}."
    carried = clauses(text, quotation(text, outer), quotation(text, inner, "q2")).carried(0)
    assert carried is not None
    assert (carried.span.of(text), carried.quotation.speaker) == (inner, "s2")


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("agreed", "to pay $4 million for the old bridge over the Sorrel"),
        ("announced", "the sale of the bridge to Hale"),
    ],
)
def test_what_is_done_by_words_is_the_articles_claim(cue: str, content: str) -> None:
    text = f"The council {cue} {content}."
    said = replace(quotation(text, content), cue=Span(text.index(cue), text.index(cue) + len(cue)))
    assert clauses(text, said).carried(0) is None
    assert clauses(text, said).clause(0).of(text) == text[:-1]


def test_a_few_quoted_words_carry_no_claim() -> None:
    text = "The council, whose plan Ann Lee called “a waste”, spent $4 million on the bridge in 2020 and 2021."
    assert clauses(text, quotation(text, "“a waste”")).carried(0) is None


def test_a_thought_carries_no_claim() -> None:
    text = "Ann Lee believes that the council spent $4 million on the bridge."
    thought = quotation(text, "the council spent $4 million on the bridge", act="thought")
    assert clauses(text, thought).carried(0) is None


def test_each_sentence_of_a_quotation_has_its_own_part() -> None:
    text = "“The council spent $4 million. It dismissed 400 workers in 2020,” Ann Lee said."
    found = clauses(text, quotation(text, "“The council spent $4 million. It dismissed 400 workers in 2020,”"))
    assert [found.clause(index).of(text) for index in (0, 1)] == [
        "The council spent $4 million",
        "It dismissed 400 workers in 2020",
    ]
    assert found.quoted(0) == 1
    assert 0 < found.quoted(1) < 1
