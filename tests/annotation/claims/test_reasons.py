"""Reasons: the kind first, by a word of the sentence if there is one, then what else tells; the speaker last."""

from server.annotation.claims.judgement import Line
from server.annotation.claims.reasons import reasons
from server.annotation.claims.words import Described

LINE = Line(0.0, {"harm": 2.0, "money": 1.0, "evidence": 0.1, "lead": 1.0})


def told(kind: str, words: dict[str, str], stated_by: str | None = None, **features: float) -> tuple[str, ...]:
    described = Described(dict.fromkeys(words, 0.5) | features, words)
    return reasons(described, kind, stated_by, LINE)  # type: ignore[arg-type]


def test_the_kind_comes_first() -> None:
    assert told("quantity", {"harm": "killed", "money": "$4 million"}) == (
        "a sum of money: $4 million",
        "harm or wrongdoing: killed",
    )


def test_a_kind_without_a_word_of_its_own_is_told_as_such() -> None:
    assert told("prediction", {"harm": "killed"}) == ("states what will happen", "harm or wrongdoing: killed")
    assert told("other", {}) == ("states a fact",)


def test_the_speaker_comes_last_and_is_never_crowded_out() -> None:
    found = told("quantity", {"money": "$4 million", "harm": "killed"}, "Ann Lee", lead=1.0)
    assert found == ("a sum of money: $4 million", "harm or wrongdoing: killed", "stated by Ann Lee")


def test_what_tells_little_is_left_out() -> None:
    assert told("event", {"evidence": "report"}) == ("states what happened",)


def test_no_word_is_told_twice() -> None:
    assert told("quantity", {"money": "$4", "figure": "$4"}) == ("a sum of money: $4",)


def test_a_possessive_is_told_without_its_ending_and_a_long_figure_cut() -> None:
    assert told("event", {"harm": "Hale’s"}) == ("harm or wrongdoing: Hale",)
    (reason,) = told("quantity", {"money": "$" + "9" * 500})
    assert reason.endswith("…")
    assert len(reason) < 90
