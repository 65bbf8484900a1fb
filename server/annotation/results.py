"""What annotators say about a document: frozen records whose every span is an offset into its text."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

SpeakerKind = Literal["person", "organization", "group", "unnamed"]
QuotationKind = Literal["direct", "mixed", "indirect"]
Act = Literal["speech", "thought"]
ClaimKind = Literal["quantity", "event", "causal", "law", "prediction", "other"]
Confidence = Literal["high", "medium"]


class Span(NamedTuple):
    """A stretch of the text: code points, end exclusive."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        """Whether the other lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody whom the text quotes; `name` is the fullest form in the text, without title."""

    id: str
    name: str
    kind: SpeakerKind
    role: str | None = None
    mentions: tuple[Span, ...] = ()
    quotations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """Content that the text attributes to a source by speech, writing or (`act` "thought") belief.

    `mention` is the source's words beside the cue, `speaker` the id of who that is, `also` the ids of others who say it
    jointly; `score` (0..1) is how sure it is that content and speaker are right.
    """

    id: str
    kind: QuotationKind
    content: tuple[Span, ...]
    score: float
    act: Act = "speech"
    cue: Span | None = None
    mention: Span | None = None
    speaker: str | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that states something checkable; `span` is the clause that carries it.

    `claimer` is the id of the speaker in whose quotation it stands; None means that the article itself says it.
    """

    id: str
    span: Span
    sentence: Span
    score: float
    highlight: bool
    kind: ClaimKind
    claimer: str | None = None
    quotation: str | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """An IPTC Media Topic; `path` holds labels from level 1 down, `evidence` the words of the text that made it."""

    id: str
    label: str
    level: int
    broader: str | None
    path: tuple[str, ...]
    primary: bool
    score: float
    confidence: Confidence
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyPhrase:
    """A noun phrase that tells what the text is about; `text` is verbatim, mentions may differ from it in capitals."""

    text: str
    score: float
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Caution:
    """Something that could not be processed as a reader would expect, said in words."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Annotations:
    """All that was found in one document; lists in text order, topics and key phrases best first."""

    speakers: tuple[Speaker, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    claims: tuple[Claim, ...] = ()
    topics: tuple[Topic, ...] = ()
    key_phrases: tuple[KeyPhrase, ...] = ()
    cautions: tuple[Caution, ...] = field(default=())
