"""The document: lines, paragraphs and look-ups by offset, exact for any text."""

import re
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from server.annotation.document import Document
from server.annotation.results import Span
from tests.annotation.texts import ANY_TEXT, STORM

LINE_END = re.compile("[\r\n\v\f\x85\u2028\u2029]")


def disjoint_and_ordered(spans: tuple[Span, ...]) -> bool:
    return all(before.end <= after.start for before, after in pairwise(spans))


@settings(deadline=None)
@given(text=ANY_TEXT)
@example(text="\x1c“a”\x1c")
@example(text="\ufeff \u00a0\n\x00\n")
def test_lines_hold_all_that_is_no_white_space(text: str) -> None:
    lines = Document(text).lines
    assert disjoint_and_ordered(lines)
    assert all(line.start < line.end and not LINE_END.search(line.of(text)) for line in lines)
    assert all(line.of(text) == line.of(text).strip() for line in lines)
    between = [text[a:b] for a, b in pairwise([0, *(offset for line in lines for offset in line), len(text)])][::2]
    assert not "".join(between).strip()


@settings(deadline=None)
@given(text=ANY_TEXT, title=st.one_of(st.none(), ANY_TEXT))
def test_a_line_is_either_article_or_furniture(text: str, title: str | None) -> None:
    document = Document(text, title)
    assert sorted([*document.paragraphs, *document.furniture]) == list(document.lines)


@settings(deadline=None)
@given(text=ANY_TEXT)
def test_sentences_and_tokens_lie_inside_what_holds_them(text: str) -> None:
    document = Document(text)
    assert disjoint_and_ordered(document.sentences)
    for sentence in document.sentences:
        assert document.paragraphs[document.paragraph_at(sentence.start)].covers(sentence)
    assert disjoint_and_ordered(tuple(token.span for token in document.tokens))
    for token in document.tokens:
        assert document.words(token.span) == token.text != ""
        assert document.sentences[document.sentence_at(token.start)].covers(token.span)


@settings(deadline=None)
@given(text=ANY_TEXT, cut=st.tuples(st.integers(0, 100), st.integers(0, 100)))
def test_the_tokens_in_a_span_are_those_that_begin_there(text: str, cut: tuple[int, int]) -> None:
    document, span = Document(text), Span(*sorted(cut))
    assert document.tokens_in(span) == tuple(t for t in document.tokens if span.start <= t.start < span.end)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\n\n", "\u2028", "\u2029", "\x85", "\v", "\f", "\n \t\n"])
def test_every_kind_of_line_end_parts_paragraphs(newline: str) -> None:
    text = f"The bridge is open.{newline}The road is not."
    document = Document(text)
    assert [document.words(p) for p in document.paragraphs] == ["The bridge is open.", "The road is not."]
    assert document.paragraphs == document.sentences


@pytest.mark.parametrize("text", ["", " ", "\n", "\r\n\r\n", "\u2028", "\t\u00a0\n \x1c"])
def test_a_text_without_words_has_nothing_in_it(text: str) -> None:
    document = Document(text)
    assert not any((document.lines, document.paragraphs, document.sentences, document.tokens, document.quoted))
    assert document.sentence_at(0) == document.paragraph_at(0) == 0
    assert document.tokens_in(Span(0, len(text))) == ()


def test_offsets_count_code_points() -> None:
    text = "😀👍🏽 e\u0301 “𝕎e” שלום\n\nIt is open."
    document = Document(text)
    assert [document.words(span) for span in document.outermost_quoted] == ["“𝕎e”"]
    assert document.outermost_quoted[0].start == len("😀👍🏽 e\u0301 ")
    assert document.words(document.paragraphs[1]) == "It is open."


def test_look_ups_answer_what_holds_an_offset_or_stands_before_it() -> None:
    text = "It rains. It pours.\n\nThe river rises."
    document = Document(text)
    assert [document.sentence_at(text.index(word)) for word in ("rains", "pours", "river")] == [0, 1, 2]
    assert [document.paragraph_at(text.index(word)) for word in ("rains", "pours", "river")] == [0, 0, 1]
    assert document.paragraph_at(text.index("\n") + 1) == 0
    assert document.sentence_at(len(text) + 10) == 2


def test_furniture_has_no_sentences_and_no_marks() -> None:
    text = f"{STORM}\nSimilar Posts\n\n“Ten bridges you must see”\n\nLeave a Reply\n"
    document = Document(text)
    end = text.index("Similar Posts")
    assert [document.words(line) for line in document.furniture] == [
        "Similar Posts",
        "“Ten bridges you must see”",
        "Leave a Reply",
    ]
    assert max(s.end for s in (*document.sentences, *document.outermost_quoted)) <= end


def test_the_outermost_quotations_leave_out_the_inner_ones() -> None:
    text = "“He said ‘go’ to me,” she said. “I went.”"
    document = Document(text)
    assert [document.words(s) for s in document.outermost_quoted] == ["“He said ‘go’ to me,”", "“I went.”"]
