"""Annotations in other people's formats: W3C Web Annotations, and Markdown to read."""

import hashlib
from collections.abc import Iterator
from typing import Any

from server.annotation.results import Claim, Quotation, Span, Topic
from server.offsets import OffsetMap
from server.service import Answer

W3C_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
_CONTEXT = 32  # code points of prefix and suffix in a TextQuoteSelector
_TAXONOMY = "http://cv.iptc.org/newscodes/mediatopic/"


def w3c_tag(tag: str, url: str | None) -> str:
    """The entity tag of the W3C form of the answer `tag`: unlike the plain form it holds the text's `url`."""
    return f"{tag}-w3c-{hashlib.sha256((url or '').encode()).hexdigest()[:8]}"


def w3c(answer: Answer) -> dict[str, Any]:
    """The answer as an AnnotationPage of the Web Annotation Data Model (W3C Recommendation of 2017-02-23).

    One Annotation for each quotation, claim and topic. Positions are code points, as the model demands, unless
    the request asked for UTF-16; the page says which.
    """
    exporter = _W3C(answer)
    items = [*exporter.quotations(), *exporter.claims(), *exporter.topics()]
    return {
        "@context": ["http://www.w3.org/ns/anno.jsonld", {"whosaid": "urn:whosaid:"}],
        "id": f"urn:whosaid:answer:{answer.id}",
        "type": "AnnotationPage",
        "whosaid:offset_unit": answer.request.offset_unit,
        "startIndex": 0,
        "items": items,
    }


class _W3C:
    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._text = answer.document.text
        self._offset = OffsetMap(self._text, answer.request.offset_unit)
        self._names = {speaker.id: speaker.name for speaker in answer.annotations.speakers}

    def quotations(self) -> Iterator[dict[str, Any]]:
        for quotation in self._answer.annotations.quotations:
            yield self._annotation(quotation.id, "identifying", self._quotation_body(quotation), quotation.content)

    def claims(self) -> Iterator[dict[str, Any]]:
        for claim in self._answer.annotations.claims:
            yield self._annotation(claim.id, "assessing", self._claim_body(claim), (claim.span,))

    def topics(self) -> Iterator[dict[str, Any]]:
        for topic in self._answer.annotations.topics:
            yield self._annotation(topic.id, "classifying", self._topic_body(topic), topic.evidence)

    def _quotation_body(self, quotation: Quotation) -> dict[str, Any]:
        speakers = [self._names[id_] for id_ in (quotation.speaker, *quotation.also) if id_]
        return {
            "type": "TextualBody",
            "purpose": "identifying",
            "value": ", ".join(speakers) or "unknown",
            "whosaid:kind": quotation.kind,
            "whosaid:act": quotation.act,
            "whosaid:score": round(quotation.score, 4),
        }

    def _claim_body(self, claim: Claim) -> dict[str, Any]:
        return {
            "type": "TextualBody",
            "purpose": "assessing",
            "value": "; ".join(claim.reasons) or "check-worthy",
            "whosaid:kind": claim.kind,
            "whosaid:claimer": self._names.get(claim.claimer) if claim.claimer else None,
            "whosaid:highlight": claim.highlight,
            "whosaid:score": round(claim.score, 4),
        }

    def _topic_body(self, topic: Topic) -> dict[str, Any]:
        return {
            "type": "SpecificResource",
            "purpose": "classifying",
            "source": _TAXONOMY + topic.id.removeprefix("medtop:"),
            "whosaid:label": topic.label,
            "whosaid:primary": topic.primary,
            "whosaid:score": round(topic.score, 4),
        }

    def _annotation(self, id_: str, motivation: str, body: dict[str, Any], spans: tuple[Span, ...]) -> dict[str, Any]:
        target: dict[str, Any] = {"source": self._answer.request.url or f"urn:whosaid:text:{self._answer.id}"}
        selectors = [selector for span in spans for selector in self._selectors(span)]
        return {
            "id": f"urn:whosaid:answer:{self._answer.id}:{id_}",
            "type": "Annotation",
            "motivation": motivation,
            "body": body,
            "target": target | ({"selector": selectors} if selectors else {}),
        }

    def _selectors(self, span: Span) -> Iterator[dict[str, Any]]:
        start, end = span
        yield {"type": "TextPositionSelector", "start": self._offset(start), "end": self._offset(end)}
        yield {
            "type": "TextQuoteSelector",
            "exact": self._text[start:end],
            "prefix": self._text[max(start - _CONTEXT, 0) : start],
            "suffix": self._text[end : end + _CONTEXT],
        }


def markdown(answer: Answer) -> str:
    """The answer as Markdown: topics, key phrases, who said what, what to check."""
    return "\n".join(_markdown_lines(answer)) + "\n"


def _markdown_lines(answer: Answer) -> Iterator[str]:
    found, words = answer.annotations, answer.document.words
    names = {speaker.id: speaker.name for speaker in found.speakers}
    yield f"# {_plain(answer.request.title or 'Annotations')}"
    yield from ("", "## Topics", "")
    yield from (f"- {' > '.join(topic.path)} ({topic.id}, {topic.score:.0%})" for topic in found.topics)
    yield from ("", "## Key phrases", "")
    yield from (f"- {_plain(phrase.text)}" for phrase in found.key_phrases)
    yield from ("", "## Who said what", "")
    for quotation in found.quotations:
        speakers = ", ".join(names[id_] for id_ in (quotation.speaker, *quotation.also) if id_) or "unknown"
        said = " … ".join(_plain(words(span)) for span in quotation.content)
        yield f"- **{_plain(speakers)}** ({quotation.kind}): {said}"
    yield from ("", "## What to check", "")
    for claim in sorted(found.claims, key=lambda claim: -claim.score):
        claimer = names[claim.claimer] if claim.claimer else "the article"
        yield f"- {claim.score:.0%} {claim.kind}, {_plain(claimer)}: {_plain(words(claim.span))}"


def _plain(words: str) -> str:
    """Words of the text that Markdown and HTML shall not read as markup."""
    line = " ".join(words.split())
    return "".join(f"\\{character}" if character in "\\`*_[]<>#|" else character for character in line)
