"""The annotator of claims: scores every sentence, lists those that state something checkable, highlights the best."""

from dataclasses import replace
from math import floor

from server.annotation.claims.clauses import Clauses
from server.annotation.claims.highlights import highlighted
from server.annotation.claims.judgement import Lines
from server.annotation.claims.reasons import reasons
from server.annotation.claims.sentences import Sentences
from server.annotation.claims.words import Described
from server.annotation.document import Document
from server.annotation.encoder import Encoder
from server.annotation.heads import Heads
from server.annotation.pipeline import Options
from server.annotation.results import Annotations, Claim, ClaimKind
from server.annotation.stages import stage

_LISTED = 0.5  # a sentence is a claim where it is more likely than not to be checkable


class Claims:
    """Finds claims; a claim's score is the chance that a careful fact-checker with little time would take it."""

    def __init__(self, encoder: Encoder, heads: Heads) -> None:
        self._sentences = Sentences(encoder, heads)
        self._lines = Lines.load()

    @stage("claims")
    def annotate(self, document: Document, found: Annotations, options: Options) -> Annotations:
        """Returns `found` with `claims`, numbered in text order."""
        clauses = Clauses(document, found)
        names = {speaker.id: speaker.name for speaker in found.speakers}
        claims: list[Claim] = []
        for index, described in enumerate(self._sentences.described(document, found, clauses)):
            if "length" not in described.features:
                continue  # nothing but marks states nothing
            judgement = self._lines.judge(described.features, len(document.sentences))
            if judgement.checkable >= _LISTED and not described.features.get("question"):
                kind = self._lines.kind(described.features)
                claim = _claim(f"c{len(claims) + 1}", clauses, index, judgement.worthy, kind)
                claims.append(self._told(claim, described, names.get(claim.claimer or "")))
        allowed = floor(options.claim_share * len(document.sentences) + 1e-9)
        return replace(found, claims=highlighted(document, claims, allowed))

    def _told(self, claim: Claim, described: Described, stated_by: str | None) -> Claim:
        return replace(claim, reasons=reasons(described, claim.kind, stated_by, self._lines.reasons))


def _claim(id_: str, clauses: Clauses, index: int, score: float, kind: ClaimKind) -> Claim:
    """The claim in the sentence number `index`, not highlighted, without reasons."""
    carried = clauses.carried(index)
    return Claim(
        id=id_,
        span=clauses.clause(index),
        sentence=clauses.sentence(index),
        score=round(score, 4),
        highlight=False,
        kind=kind,
        claimer=carried.quotation.speaker if carried else None,
        quotation=carried.quotation.id if carried else None,
    )
