"""Context: a sentence's place, what it shares with the headline and the rest, and who says it."""

from server.annotation.claims.clauses import Clauses
from server.annotation.claims.context import Context
from server.annotation.document import Document
from server.annotation.results import Annotations, Quotation, Span, Speaker

TEXT = """The council closes the bridge over the Sorrel

The bridge over the Sorrel is closed from Monday. Lorries must take the road through Weston.

Nobody likes it. The bridge was built in 1911, the county said.
"""


def context(text: str, found: Annotations | None = None, title: str | None = None) -> Context:
    document = Document(text, title)
    return Context(document, found or Annotations(), Clauses(document, found or Annotations()))


def test_places_are_told() -> None:
    each = [context(TEXT).features(index) for index in range(5)]
    assert [features["early"] for features in each] == sorted((f["early"] for f in each), reverse=True)
    assert [features.get("paragraph first", 0) for features in each] == [1, 1, 0, 1, 0]
    assert "late" not in each[0]


def test_what_repeats_the_lead_and_what_is_central() -> None:
    lead, other = context(TEXT).features(1), context(TEXT).features(2)
    assert lead["repeats lead"] > other.get("repeats lead", 0)
    assert lead["central"] > other.get("central", 0)


def test_the_title_counts_as_lead() -> None:
    text = "Nobody likes it. Lorries must take another road."
    assert "repeats lead" not in context(text).features(1)
    assert context(text, title="Lorries must wait").features(1)["repeats lead"] > 0


def test_who_is_quoted_is_told_by_kind() -> None:
    content = "The bridge was built in 1911"
    start = TEXT.index(content)
    quotation = Quotation("q1", "indirect", (Span(start, start + len(content)),), 0.9, speaker="s1")
    found = Annotations((Speaker("s1", "county", "organization"),), (quotation,))
    assert context(TEXT, found).features(4)["said by organization"] == 1
    assert not any(name.startswith("said by") for name in context(TEXT, found).features(3))
