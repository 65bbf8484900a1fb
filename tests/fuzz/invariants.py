"""What holds for every document and every answer, whatever the text."""

import json
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from math import floor
from typing import Any

from server.annotation.document import Document
from server.annotation.pipeline import Options
from server.annotation.results import Span
from server.schemas import AnnotateResponseSchema

_SCHEMA = AnnotateResponseSchema()
Json = dict[str, Any]


def check_document(document: Document) -> None:
    """Lines hold paragraphs, these sentences, these tokens; in order, apart, and no word is lost on the way."""
    text = document.text
    _check_apart(document.lines, [Span(0, len(text))])
    _check_apart(sorted((*document.paragraphs, *document.furniture)), document.lines)
    _check_apart(document.sentences, document.paragraphs)
    _check_apart([token.span for token in document.tokens], document.sentences)
    for outer, inner in (
        ([Span(0, len(text))], document.lines),
        (document.paragraphs, document.sentences),
        (document.sentences, [token.span for token in document.tokens]),
    ):
        assert _letters(text, outer) == _letters(text, inner), "words are lost"
    assert all(token.text == token.span.of(text) for token in document.tokens)
    check_marks(document)


def check_marks(document: Document) -> None:
    """Passages in quotation marks lie in paragraphs, and one inside another is deeper by one."""
    open_: list[Span] = []
    for quoted in document.quoted:
        _check_apart(quoted.spans, document.paragraphs)
        while open_ and open_[-1].end <= quoted.start:
            open_.pop()
        assert quoted.depth == len(open_)
        open_.append(Span(quoted.start, quoted.end))
    _check_apart(document.outermost_quoted, document.paragraphs)


def check_answer(answer: Json, document: Document, options: Options) -> None:
    """An answer is as the schema has it, its spans are exact, its references resolve, its lists are in order."""
    assert _SCHEMA.validate(json.loads(json.dumps(answer))) == {}
    check_spans(answer, document.text)
    check_speakers(answer)
    check_quotations(answer, document)
    check_claims(answer, document, options)
    check_topics(answer)


def check_spans(answer: Json, text: str) -> None:
    """Every span's `exact` is its slice in the unit of the answer, and holds something to read."""
    units = text.encode("utf-16-le") if answer["offset_unit"] == "utf16" else None
    length = len(text) if units is None else len(units) // 2
    assert answer["length"] == length
    for span in spans_of(answer):
        start, end = span["start"], span["end"]
        assert 0 <= start < end <= length, f"no span: {start}, {end}"
        words = text[start:end] if units is None else units[2 * start : 2 * end].decode("utf-16-le")
        assert span["exact"] == words, "exact is not the slice"
        assert words.strip() == words, "white space at the ends"


def check_speakers(answer: Json) -> None:
    """Speakers are numbered by their first mention, and say what is said to be theirs."""
    speakers, quotations = answer["speakers"], {each["id"]: each for each in answer["quotations"]}
    assert [each["id"] for each in speakers] == [f"s{n}" for n in range(1, len(speakers) + 1)] or not _is_whole(answer)
    _check_sorted(speaker["mentions"][0]["start"] for speaker in speakers)
    for speaker in speakers:
        assert speaker["name"].strip()
        _check_sorted(mention["start"] for mention in speaker["mentions"])
        said = [id_ for id_, each in quotations.items() if speaker["id"] in (each["speaker"], *each["also"])]
        assert speaker["quotations"] == said, "who says it is told in two ways"


def check_quotations(answer: Json, document: Document) -> None:
    """Quotations are in text order; what is said, how and by whom are different words; direct is all in marks."""
    ids = {speaker["id"] for speaker in answer["speakers"]}
    _check_sorted(each["content"][0]["start"] for each in answer["quotations"])
    unit = answer["offset_unit"]
    for each in answer["quotations"]:
        assert {each["speaker"], *each["also"]} <= {None, *ids}
        assert each["speaker"] or not each["also"]
        assert len({each["speaker"], *each["also"]}) == 1 + len(each["also"])
        content = [_span(span) for span in each["content"]]
        assert all(a.end <= b.start for a, b in pairwise(content)), "contents overlap"
        if each["mention"]:
            assert not any(_span(each["mention"]).overlaps(span) for span in content), "the source is in the content"
        if each["kind"] == "indirect" and unit == "codepoint":
            said = [span for span in content if any(map(str.isalnum, document.words(span)))]
            inside = [span for span in said if any(mark.covers(span) for mark in document.outermost_quoted)]
            assert not inside, "indirect, but in quotation marks"


def check_claims(answer: Json, document: Document, options: Options) -> None:
    """A claim lies in its sentence; no more are highlighted than was asked for."""
    speakers = {each["id"] for each in answer["speakers"]}
    quotations = {each["id"]: each for each in answer["quotations"]}
    sentences = len(document.sentences)
    _check_sorted(claim["sentence"]["start"] for claim in answer["claims"])
    assert sum(claim["highlight"] for claim in answer["claims"]) <= floor(options.claim_share * sentences + 1e-9)
    for claim in answer["claims"]:
        assert _span(claim["sentence"]).covers(_span(claim["span"])), "a claim outside of its sentence"
        assert any(map(str.isalnum, claim["span"]["exact"])), "a claim without a word"
        assert claim["claimer"] in {None, *speakers}
        quotation = quotations.get(claim["quotation"])
        assert (quotation is None) == (claim["quotation"] is None)
        assert claim["claimer"] == (quotation and quotation["speaker"])


def check_topics(answer: Json) -> None:
    """Topics and key phrases come best first, once each; of topics the primary one, which may have a lower score."""
    topics, phrases = answer["topics"], answer["key_phrases"]
    _check_sorted(-topic["score"] for topic in topics[1:])
    _check_sorted(-phrase["score"] for phrase in phrases)
    assert [topic["primary"] for topic in topics] == [True, *[False] * len(topics)][: len(topics)]
    assert len({topic["id"] for topic in topics}) == len(topics)
    assert len({phrase["text"].casefold() for phrase in phrases}) == len(phrases)
    for topic in topics:
        assert topic["path"][-1] == topic["label"]
        assert len(topic["path"]) == topic["level"]
        assert (topic["broader"] is None) == (topic["level"] == 1)
    for phrase in phrases:
        assert phrase["text"] in {mention["exact"] for mention in phrase["mentions"]}
        _check_sorted(mention["start"] for mention in phrase["mentions"])


def spans_of(value: Any) -> Iterator[Json]:
    """Every span of an answer, wherever it stands."""
    if isinstance(value, dict) and "exact" in value and "start" in value:
        yield value
    elif isinstance(value, dict | list):
        yield from chain.from_iterable(map(spans_of, value.values() if isinstance(value, dict) else value))


def without_offsets(value: Any) -> Any:
    """An answer with nothing in it that hangs on the unit of offsets."""
    if isinstance(value, dict):
        dropped = ("start", "end", "length", "offset_unit", "id")
        return {name: without_offsets(each) for name, each in value.items() if name not in dropped}
    return list(map(without_offsets, value)) if isinstance(value, list) else value


def _is_whole(answer: Json) -> bool:
    """Whether nothing was left out of what was found: claims alone bring only the speakers whom they name."""
    numbers = [each["id"] for each in answer["quotations"]]
    return numbers == [f"q{number}" for number in range(1, len(numbers) + 1)]


def _span(span: Json) -> Span:
    return Span(span["start"], span["end"])


def _check_sorted(values: Iterable[float]) -> None:
    assert all(before <= after for before, after in pairwise(values)), "out of order"


def _check_apart(spans: Iterable[Span], within: Iterable[Span]) -> None:
    """Spans are in order, share nothing, and each lies in one of `within`, which are in order too."""
    outer = iter(within)
    current = next(outer, None)
    last = 0
    for span in spans:
        assert last <= span.start < span.end, "out of order"
        last = span.end
        while current and current.end <= span.start:
            current = next(outer, None)
        assert current, "outside"
        assert current.covers(span), "outside"


def _letters(text: str, spans: Iterable[Span]) -> str:
    return "".join("".join(span.of(text).split()) for span in spans)
