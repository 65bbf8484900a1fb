"""The pipeline: a document goes in, annotators read it one after the other, annotations come out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from server.annotation.document import Document
from server.annotation.results import Annotations

AnnotatorName = Literal["speakers", "claims", "topics"]
ANNOTATORS: tuple[AnnotatorName, ...] = ("speakers", "claims", "topics")


@dataclass(frozen=True, slots=True)
class Options:
    """What a caller wants to know; `claim_share` is the share of sentences (0..1) that may be highlighted."""

    annotators: frozenset[AnnotatorName] = frozenset(ANNOTATORS)
    thoughts: bool = False
    claim_share: float = 0.15


class Annotator(Protocol):
    """One reader of the document."""

    def annotate(self, document: Document, found: Annotations, options: Options) -> Annotations:
        """Returns `found` with this annotator's lists filled in; changes nothing else."""
        ...


class Pipeline:
    """Runs annotators in their fixed order: speakers, claims, topics.

    Claims need to know who says what, so the speakers are always read before them; where the caller did not ask for
    speakers, only those whom a claim names are returned.
    """

    def __init__(self, annotators: Mapping[AnnotatorName, Annotator]) -> None:
        self._annotators = annotators

    def annotate(
        self, document: Document, options: Options, between: Callable[[AnnotatorName], None] = lambda _: None
    ) -> Annotations:
        """All annotations of `document`; `between` is called before each annotator and may raise to stop the work."""
        wanted = options.annotators | ({"speakers"} if "claims" in options.annotators else set())
        found = Annotations()
        for name in ANNOTATORS:
            if name in wanted:
                between(name)
                found = self._annotators[name].annotate(document, found, options)
        return found if "speakers" in options.annotators else _only_claimers(found)


def _only_claimers(found: Annotations) -> Annotations:
    """Leaves out the quotations and speakers that no claim refers to."""
    named = {claim.quotation for claim in found.claims}
    quotations = tuple(quotation for quotation in found.quotations if quotation.id in named)
    claimers = {claim.claimer for claim in found.claims}.union(*((q.speaker, *q.also) for q in quotations))
    speakers = tuple(
        replace(speaker, quotations=tuple(id_ for id_ in speaker.quotations if id_ in named))
        for speaker in found.speakers
        if speaker.id in claimers
    )
    return replace(found, speakers=speakers, quotations=quotations)
