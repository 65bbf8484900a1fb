"""One request answered: the same way for HTTP, batches and the command line."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import orjson

from server.annotation import weights
from server.annotation.claims import Claims
from server.annotation.document import Document
from server.annotation.encoder import Encoder
from server.annotation.heads import Heads
from server.annotation.language import UNDETERMINED, UnsupportedLanguageError, detect, is_english
from server.annotation.pipeline import AnnotatorName, Options, Pipeline
from server.annotation.quotations.reader import load
from server.annotation.results import Annotations, Caution
from server.annotation.speakers import Speakers
from server.annotation.topics import Topics
from server.offsets import OffsetUnit

_PROBE = "“The bridge will open in May,” Mayor Ann Lee said on Monday."


class Model(NamedTuple):
    """What annotates; the version changes with every change of its answers."""

    name: str
    version: str
    licence: str


@dataclass(frozen=True, slots=True)
class AnnotateRequest:
    """What a caller sent, checked."""

    text: str
    title: str | None = None
    url: str | None = None
    language: str | None = None
    offset_unit: OffsetUnit = "codepoint"
    options: Options = field(default_factory=Options)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known about a request's text."""

    id: str
    request: AnnotateRequest
    model: Model
    language: str
    document: Document
    annotations: Annotations


class Service:
    """Loads the annotators once; answers requests, keeps nothing of them."""

    def __init__(self) -> None:
        self.model = Model(**weights.identity())
        encoder, heads = Encoder(), Heads.load()
        reader = load(encoder, heads)
        claims = Claims(encoder, heads)
        self._pipeline = Pipeline({"speakers": Speakers(reader.read), "claims": claims, "topics": Topics()})

    def identify(self, request: AnnotateRequest) -> str:
        """The id of the answer to `request`: the same for the same text, title, options and model version."""
        asked = (
            self.model.name,
            self.model.version,
            request.text,
            request.title,
            request.language,
            request.offset_unit,
            sorted(request.options.annotators),
            request.options.thoughts,
            float(request.options.claim_share),
        )
        return hashlib.sha256(orjson.dumps(asked)).hexdigest()[:32]

    def annotate(self, request: AnnotateRequest, between: Callable[[AnnotatorName], None] = lambda _: None) -> Answer:
        """Annotates the text of `request`; raises UnsupportedLanguageError if it is not English.

        `between` is called before each annotator and may raise to stop the work.
        """
        language = request.language or detect(request.text)
        if not is_english(language) and (request.language or language != UNDETERMINED):
            raise UnsupportedLanguageError(language)
        document = Document(request.text, request.title)
        found = self._pipeline.annotate(document, request.options, between)
        found = replace(found, cautions=(*found.cautions, *_cautions(document, language)))
        return Answer(self.identify(request), request, self.model, language, document, found)

    def probe(self) -> bool:
        """Whether a sentence comes back annotated as it should."""
        answer = self.annotate(AnnotateRequest(_PROBE))
        return [speaker.name for speaker in answer.annotations.speakers] == ["Ann Lee"]


def _cautions(document: Document, language: str) -> list[Caution]:
    cautions = []
    if not document.sentences:
        cautions.append(Caution("no-sentences", "There is nothing to read in this text."))
    elif language == UNDETERMINED:
        cautions.append(Caution("language-undetermined", "Too few words to tell the language; it was read as English."))
    if document.furniture:
        lines = len(document.furniture)
        cautions.append(
            Caution(
                "page-furniture", f"{lines} line{'s' * (lines > 1)} of the page around the article left unannotated."
            )
        )
    unclosed = sum(not quoted.closed for quoted in document.quoted)
    if unclosed:
        cautions.append(
            Caution("unclosed-quotation", f"{unclosed} quotation mark{'s' * (unclosed > 1)} opened and never closed.")
        )
    return cautions
