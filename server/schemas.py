"""What may come in and what goes out, as marshmallow schemas: they check requests and make the OpenAPI document."""

from typing import Any

from marshmallow import RAISE, Schema, fields, post_load, validate

from server.annotation.pipeline import ANNOTATORS, Options
from server.service import AnnotateRequest

UNITS = ("codepoint", "utf16")


class _StrictBoolean(fields.Boolean):
    """JSON's true and false only: not 1, not "yes"."""

    def _deserialize(self, value: Any, *args: Any, **more: Any) -> bool:  # noqa: ANN401, ARG002 (marshmallow's signature)
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


class _StrictFloat(fields.Float):
    """JSON numbers only: not "0.5", not true."""

    def _deserialize(self, value: Any, *args: Any, **more: Any) -> float:  # noqa: ANN401 (marshmallow's signature)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.make_error("invalid", input=value)
        return super()._deserialize(value, *args, **more) or 0.0


class AnnotateRequestSchema(Schema):
    """A text and what is wanted of it."""

    class Meta:
        """An unknown field is an error: it may be a known one misspelt."""

        unknown = RAISE

    text = fields.String(
        required=True,
        validate=validate.Length(min=1, error="Must not be empty."),
        metadata={"description": "The article's text; paragraphs are separated by one or more newlines."},
    )
    title = fields.String(
        validate=validate.Length(max=2000), metadata={"description": "The headline, if it is not part of `text`."}
    )
    url = fields.String(
        validate=validate.Length(max=4000),
        metadata={"description": "Where the text was seen; echoed into exports, never fetched, never logged."},
    )
    language = fields.String(
        validate=validate.Regexp(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z", error="Must be a BCP 47 language tag."),
        metadata={"description": "BCP 47; left out = detected. A text that is not English is refused."},
    )
    annotators = fields.List(
        fields.String(validate=validate.OneOf(ANNOTATORS)),
        validate=validate.Length(min=1, error="Must name at least one annotator."),
        metadata={
            "description": "Which lists are wanted; claims alone bring along the quotations and speakers they name.",
            "default": list(ANNOTATORS),
        },
    )
    offset_unit = fields.String(
        validate=validate.OneOf(UNITS),
        metadata={"description": "`utf16` is what JavaScript counts.", "default": "codepoint"},
    )
    thoughts = _StrictBoolean(
        metadata={"description": "Also return attributed beliefs, wishes and intentions.", "default": False}
    )
    claim_share = _StrictFloat(
        validate=validate.Range(0, 1),
        metadata={"description": "At most this share of the sentences is flagged `highlight`.", "default": 0.15},
    )

    @post_load
    def _make(self, data: dict[str, Any], **_: object) -> AnnotateRequest:
        options: dict[str, Any] = {name: data.pop(name) for name in ("thoughts", "claim_share") if name in data}
        if "annotators" in data:
            options["annotators"] = frozenset(data.pop("annotators"))
        return AnnotateRequest(**data, options=Options(**options))


class BatchRequestSchema(AnnotateRequestSchema):
    """One line of a batch: a request with the caller's own key."""

    key = fields.Raw(metadata={"type": ["string", "number"], "description": "The caller's own; echoed as it is."})


class SpanSchema(Schema):
    """A stretch of the text: offsets as asked for, end exclusive, and the words themselves."""

    start = fields.Integer(required=True, validate=validate.Range(0))
    end = fields.Integer(required=True, validate=validate.Range(0))
    exact = fields.String(required=True)


_score = fields.Float(required=True, validate=validate.Range(0, 1))
_spans = fields.List(fields.Nested(SpanSchema), required=True)
_span_or_null = fields.Nested(SpanSchema, required=True, allow_none=True)
_id_or_null = fields.String(required=True, allow_none=True)
_strings = fields.List(fields.String(), required=True)


class ModelSchema(Schema):
    """What annotated the text."""

    name = fields.String(required=True)
    version = fields.String(required=True)


class SpeakerSchema(Schema):
    """Somebody whom the text quotes."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(("person", "organization", "group", "unnamed")))
    role = fields.String(required=True, allow_none=True)
    mentions = _spans
    quotations = _strings


class QuotationSchema(Schema):
    """Content that the text attributes to a source."""

    id = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(("direct", "mixed", "indirect")))
    act = fields.String(required=True, validate=validate.OneOf(("speech", "thought")))
    content = fields.List(fields.Nested(SpanSchema), required=True, validate=validate.Length(min=1))
    cue = _span_or_null
    mention = _span_or_null
    speaker = _id_or_null
    also = _strings
    score = _score


class ClaimSchema(Schema):
    """A sentence that states something checkable."""

    id = fields.String(required=True)
    span = fields.Nested(SpanSchema, required=True)
    sentence = fields.Nested(SpanSchema, required=True)
    score = _score
    highlight = fields.Boolean(required=True)
    kind = fields.String(
        required=True, validate=validate.OneOf(("quantity", "event", "causal", "law", "prediction", "other"))
    )
    claimer = _id_or_null
    quotation = _id_or_null
    reasons = _strings


class TopicSchema(Schema):
    """An IPTC Media Topic."""

    id = fields.String(required=True, validate=validate.Regexp(r"medtop:\d{8}\Z"))
    label = fields.String(required=True)
    level = fields.Integer(required=True, validate=validate.Range(1, 6))
    broader = fields.String(required=True, allow_none=True)
    path = _strings
    primary = fields.Boolean(required=True)
    score = _score
    confidence = fields.String(required=True, validate=validate.OneOf(("high", "medium")))
    evidence = _spans


class KeyPhraseSchema(Schema):
    """A verbatim noun phrase that tells what the text is about."""

    text = fields.String(required=True)
    score = _score
    mentions = _spans


class WarningSchema(Schema):
    """Something that could not be processed as one would expect."""

    code = fields.String(required=True)
    detail = fields.String(required=True)


class AnnotateResponseSchema(Schema):
    """Everything found in one text."""

    class Meta:
        """An unknown field is an error: it may be a known one misspelt."""

        unknown = RAISE

    id = fields.String(required=True)
    model = fields.Nested(ModelSchema, required=True)
    language = fields.String(required=True)
    offset_unit = fields.String(required=True, validate=validate.OneOf(UNITS))
    length = fields.Integer(required=True, validate=validate.Range(0))
    speakers = fields.List(fields.Nested(SpeakerSchema), required=True)
    quotations = fields.List(fields.Nested(QuotationSchema), required=True)
    claims = fields.List(fields.Nested(ClaimSchema), required=True)
    topics = fields.List(fields.Nested(TopicSchema), required=True, validate=validate.Length(max=4))
    key_phrases = fields.List(fields.Nested(KeyPhraseSchema), required=True, validate=validate.Length(max=10))
    warnings = fields.List(fields.Nested(WarningSchema), required=True)


class ErrorSchema(Schema):
    """One thing that is wrong with a field."""

    pointer = fields.String(required=True, metadata={"description": "JSON Pointer (RFC 6901) to the field."})
    detail = fields.String(required=True)


class ProblemSchema(Schema):
    """Why a request was not answered (RFC 9457)."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True, validate=validate.Range(400, 599))
    detail = fields.String(required=True)
    errors = fields.List(fields.Nested(ErrorSchema), metadata={"description": "Only with 422."})


class LimitsSchema(Schema):
    """What one request may ask for."""

    max_text_length = fields.Integer(required=True, metadata={"description": "Code points."})
    max_body_bytes = fields.Integer(required=True)
    deadline_seconds = fields.Float(required=True)


class AboutModelSchema(ModelSchema):
    """What annotates, and under which licence."""

    licence = fields.String(required=True)


class AboutSchema(Schema):
    """What this service is and can do."""

    name = fields.String(required=True)
    api_version = fields.String(required=True)
    version = fields.String(required=True)
    model = fields.Nested(AboutModelSchema, required=True)
    limits = fields.Nested(LimitsSchema, required=True)
    annotators = _strings
    languages = _strings
    offset_units = _strings


class HealthSchema(Schema):
    """A one-word state."""

    status = fields.String(required=True)


def pointers(messages: Any) -> list[dict[str, str]]:  # noqa: ANN401 (marshmallow nests lists and dicts of strings)
    """Marshmallow's error messages as a flat list of JSON Pointers and details."""
    return list(_pointers(messages, ""))


def _pointers(messages: Any, path: str) -> Any:  # noqa: ANN401 (see above)
    if isinstance(messages, dict):
        for name, inner in messages.items():
            step = "" if name == "_schema" else "/" + _step(name)
            yield from _pointers(inner, path + step)
    else:
        for detail in messages if isinstance(messages, list) else [messages]:
            yield {"pointer": path, "detail": str(detail)}


def _step(name: object) -> str:
    """A field's name in a pointer; one that could be a piece of an article is not repeated."""
    step = str(name).replace("~", "~0").replace("/", "~1")
    return step if len(step) <= 40 and step.replace("_", "").replace("-", "").isalnum() else "…"
