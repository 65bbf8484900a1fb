"""Annotations as the contract's JSON: offsets in the unit asked for, each span with its words."""

from typing import Any

from server.annotation.results import Annotations, Claim, KeyPhrase, Quotation, Span, Speaker, Topic
from server.offsets import OffsetMap
from server.service import Answer

_SCORE_DIGITS = 4


def present(answer: Answer) -> dict[str, Any]:
    """The response body of POST /v1/annotate."""
    text, unit = answer.document.text, answer.request.offset_unit
    presenter = _Presenter(text, OffsetMap(text, unit))
    return {
        "id": answer.id,
        "model": {"name": answer.model.name, "version": answer.model.version},
        "language": answer.language,
        "offset_unit": unit,
        "length": presenter.offset(len(text)),
        **presenter.annotations(answer.annotations),
    }


class _Presenter:
    def __init__(self, text: str, offset: OffsetMap) -> None:
        self._text = text
        self.offset = offset

    def annotations(self, found: Annotations) -> dict[str, list[dict[str, Any]]]:
        return {
            "speakers": [self._speaker(speaker) for speaker in found.speakers],
            "quotations": [self._quotation(quotation) for quotation in found.quotations],
            "claims": [self._claim(claim) for claim in found.claims],
            "topics": [self._topic(topic) for topic in found.topics],
            "key_phrases": [self._key_phrase(phrase) for phrase in found.key_phrases],
            "warnings": [{"code": caution.code, "detail": caution.detail} for caution in found.cautions],
        }

    def _span(self, span: Span) -> dict[str, Any]:
        start, end = span
        return {"start": self.offset(start), "end": self.offset(end), "exact": self._text[start:end]}

    def _optional(self, span: Span | None) -> dict[str, Any] | None:
        return None if span is None else self._span(span)

    def _spans(self, spans: tuple[Span, ...]) -> list[dict[str, Any]]:
        return [self._span(span) for span in spans]

    def _speaker(self, speaker: Speaker) -> dict[str, Any]:
        return {
            "id": speaker.id,
            "name": speaker.name,
            "kind": speaker.kind,
            "role": speaker.role,
            "mentions": self._spans(speaker.mentions),
            "quotations": list(speaker.quotations),
        }

    def _quotation(self, quotation: Quotation) -> dict[str, Any]:
        return {
            "id": quotation.id,
            "kind": quotation.kind,
            "act": quotation.act,
            "content": self._spans(quotation.content),
            "cue": self._optional(quotation.cue),
            "mention": self._optional(quotation.mention),
            "speaker": quotation.speaker,
            "also": list(quotation.also),
            "score": round(quotation.score, _SCORE_DIGITS),
        }

    def _claim(self, claim: Claim) -> dict[str, Any]:
        return {
            "id": claim.id,
            "span": self._span(claim.span),
            "sentence": self._span(claim.sentence),
            "score": round(claim.score, _SCORE_DIGITS),
            "highlight": claim.highlight,
            "kind": claim.kind,
            "claimer": claim.claimer,
            "quotation": claim.quotation,
            "reasons": list(claim.reasons),
        }

    def _topic(self, topic: Topic) -> dict[str, Any]:
        return {
            "id": topic.id,
            "label": topic.label,
            "level": topic.level,
            "broader": topic.broader,
            "path": list(topic.path),
            "primary": topic.primary,
            "score": round(topic.score, _SCORE_DIGITS),
            "confidence": topic.confidence,
            "evidence": self._spans(topic.evidence),
        }

    def _key_phrase(self, phrase: KeyPhrase) -> dict[str, Any]:
        return {
            "text": phrase.text,
            "score": round(phrase.score, _SCORE_DIGITS),
            "mentions": self._spans(phrase.mentions),
        }
