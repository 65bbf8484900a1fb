"""An attribution: content with the words beside it that say whose it is."""

from dataclasses import dataclass

from server.annotation.results import Act, Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """Content with its cue and the mention of its source; a floating quotation has neither.

    `certainty` (0..1, calibrated) is how sure it is that content and mention are right. The decomposition is that of
    Pareti (2015), Attribution: a computational approach.
    """

    content: tuple[Span, ...]
    cue: Span | None = None
    mention: Span | None = None
    act: Act = "speech"
    certainty: float = 0.9
