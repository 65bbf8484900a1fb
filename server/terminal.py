"""What a terminal shows: an article with speakers in colour and claims underlined, and how long its stages took."""

from collections.abc import Iterator
from itertools import pairwise

import click

from server.annotation.results import Annotations, Span
from server.annotation.stages import Stopwatch
from server.service import Answer

_COLOURS = ("bright_blue", "yellow", "bright_green", "magenta", "cyan", "bright_red")


def coloured(answer: Answer) -> str:
    """The article with its quotations in their speakers' colours, then topics, speakers and highlighted claims."""
    found, words = answer.annotations, answer.document.words
    colours = {speaker.id: _COLOURS[index % len(_COLOURS)] for index, speaker in enumerate(found.speakers)}
    lines = [_article(answer.document.text, found, colours), ""]
    lines += [_heading("Topics"), *(f"  {' > '.join(topic.path)}  {topic.score:.0%}" for topic in found.topics), ""]
    lines += [_heading("Key phrases"), "  " + ", ".join(_shown(phrase.text) for phrase in found.key_phrases), ""]
    lines.append(_heading("Who said what"))
    for speaker in found.speakers:
        role = f", {_shown(speaker.role)}" if speaker.role else ""
        lines.append(click.style(f"  {_shown(speaker.name)}", fg=colours[speaker.id], bold=True) + role)
        for quotation in found.quotations:
            if speaker.id == quotation.speaker or speaker.id in quotation.also:
                lines.append("    " + " … ".join(_line(words(span)) for span in quotation.content))
    lines += ["", _heading("What to check")]
    for claim in sorted(found.claims, key=lambda claim: -claim.score):
        if claim.highlight:
            lines.append(f"  {claim.score:4.0%}  {_line(words(claim.span))}  ({'; '.join(claim.reasons)})")
    return "\n".join([*lines, *(f"{caution.code}: {caution.detail}" for caution in found.cautions)]) + "\n"


def stages(watch: Stopwatch, words: int) -> str:
    """The stages of one article of `words` words: milliseconds, and each one's share of all."""
    laps = watch.laps()
    total = sum(laps.values())
    lines = [f"{stage:<12}{1000 * seconds:9.1f} ms{seconds / total:6.0%}" for stage, seconds in laps.items()]
    return "\n".join([*lines, f"{'all':<12}{1000 * total:9.1f} ms  {words:,} words, {words / total:,.0f} words/s"])


def _shown(words: str) -> str:
    """Words of the text without control characters: a terminal would obey them."""
    return "".join(character if character.isprintable() or character in "\n\t" else "�" for character in words)


def _line(words: str) -> str:
    return _shown(" ".join(words.split()))


def _heading(words: str) -> str:
    return click.style(words, bold=True)


def _article(text: str, found: Annotations, colours: dict[str, str]) -> str:
    said = [(span, q.speaker) for q in found.quotations for span in q.content]
    claimed = [claim.span for claim in found.claims if claim.highlight]
    return "".join(
        click.style(
            _shown(piece.of(text)),
            fg=_colour(piece, said, colours),
            underline=any(c.covers(piece) for c in claimed) or None,
        )
        for piece in _pieces(len(text), [*(span for span, _ in said), *claimed])
    )


def _pieces(length: int, spans: list[Span]) -> Iterator[Span]:
    """The text cut at every border of a span."""
    cuts = sorted({0, length, *(offset for span in spans for offset in span)})
    yield from (Span(start, end) for start, end in pairwise(cuts))


def _colour(piece: Span, said: list[tuple[Span, str | None]], colours: dict[str, str]) -> str | None:
    """The colour of who says a piece: of nested quotations, the innermost."""
    covering = [(span.end - span.start, speaker) for span, speaker in said if span.covers(piece)]
    speaker = min(covering, default=(0, None), key=lambda pair: pair[0])[1]
    return colours.get(speaker) if speaker else None
