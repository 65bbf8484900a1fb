"""What stands on a news page but is not the article: share buttons, related posts, comment forms."""

import re

from server.annotation.results import Span

_HEAD = 3  # a repeated headline stands among the first paragraphs
_TAIL_SHARE = 0.5  # headings that end an article are believed only in the second half of the text
_LONG_PROSE = 400  # code points: a paragraph this long behind such a heading is article again

# A heading behind which the article is over.
_END = re.compile(
    r"(?:similar (?:posts|stories|articles)|(?:related|recommended|popular|trending|latest|recent|more)"
    r"(?: (?:posts?|stories|articles?|news|content|coverage|topics|reading|videos?|from [^.!?]{1,40}|on this story))"
    r"|you (?:may|might) also (?:like|enjoy|be interested in)|leave a (?:reply|comment)|(?:post|add) a comment"
    r"|join the (?:discussion|conversation)|comments?(?: \(\d+\))?|\d+ comments?|cancel reply"
    r"|most (?:read|popular|viewed)|about the authors?|editors'? picks|up next|(?:what to )?read next|related)\s*:?",
    re.IGNORECASE,
)
_NETWORKS = "facebook|twitter|x|linkedin|reddit|whatsapp|telegram|pinterest|flipboard|messenger"
_BUTTONS = f"share|tweet|pin|print|e-?mail|save|copy link|{_NETWORKS}"
# A line that is no part of the article wherever it stands.
_LINE = re.compile(
    r"(?:advertise?ment|ad|sponsored(?: content)?|story continues below(?: advertisement)?|article continues .{0,40}"
    rf"|(?:{_BUTTONS})(?:[\s|,/·•]+(?:{_BUTTONS}|link|this|article|on|via|to|by|copy|\d+[km]?)){{0,14}}"
    r"|share (?:this|on|via) .{0,60}|follow (?:us(?: (?:on|at|for) .{1,60})?|@\w+.{0,60})"
    r"|follow .{1,30} on (?:twitter|facebook|instagram|x)\b.{0,60}"
    r"|(?:sign up|subscribe)(?: now| here| today)?(?: (?:for|to|here) .{0,120})?|(?:click|tap) here .{0,100}"
    r"|(?:read|see|watch|listen) (?:more|also|next|now|the full (?:story|article))"
    r"(?:\s*[:|›»→].{0,120}| (?:about|here) .{0,120})?"
    r"|your e-?mail address will not be published.*|required fields are marked.*|skip to (?:main )?content"
    r"|(?:photo|image|picture|video|graphic)s?(?: (?:credit|caption|copyright|source|by))?\s*:.{0,120}"
    r"|image (?:caption|copyright|source)[:,].{0,120}"
    r"|(?:(?:copyright )?(?:©|\(c\))|copyright \d{4}) .{0,160}|all rights reserved.{0,80}|\d+ min(?:ute)?s? read"
    r"|listen to (?:this )?article.{0,40}|view (?:all )?(?:comments|gallery|photos)|back to top"
    r"|(?:load|show) more|log ?in(?: (?:to|or|with) .{0,30})?|tags?:.{0,160})[.!…]?",
    re.IGNORECASE,
)
# Words that also begin sentences of an article ("EPA officials declined to comment."): a label has no full stop.
_LABEL = re.compile(
    r"(?:(?:getty images|reuters|ap photo|afp|epa|pa media)[/\s\w]{0,40}|image (?:caption|copyright|source).{0,120}"
    r"|copyright .{0,160}|register(?: now| here| today)?(?: (?:for|to|here) .{0,120})?|share with .{0,60}"
    r"|(?:read|see|watch|listen) (?:more|also|next|now|the full (?:story|article)) .{0,120}|log ?in.{0,30})"
    r"(?<![.!?…\"”’])",
    re.IGNORECASE,
)


def furniture_of(text: str, paragraphs: tuple[Span, ...], title: str | None) -> frozenset[int]:
    """Indices of the paragraphs that are page furniture; they are left unannotated."""
    found = _repeated_headline(text, paragraphs, title)
    ended = False
    for index, paragraph in enumerate(paragraphs):
        length = paragraph.end - paragraph.start
        if ended and length >= _LONG_PROSE:
            ended = False
        if length <= 200:
            line = paragraph.of(text).strip(" \t*•·|-–—#►▶")
            late = paragraph.start >= _TAIL_SHARE * len(text)
            if _END.fullmatch(line):
                ended = ended or late
                found.add(index)
            elif _LINE.fullmatch(line) or _LABEL.fullmatch(line):
                found.add(index)
        if ended:
            found.add(index)
    return frozenset(found)


def _repeated_headline(text: str, paragraphs: tuple[Span, ...], title: str | None) -> set[int]:
    seen = {_plain(title)} if title else set()
    repeated = set()
    for index, paragraph in enumerate(paragraphs[:_HEAD]):
        line = _plain(paragraph.of(text)[:400])
        if line in seen:
            repeated.add(index)
        seen.add(line)
    return repeated


def _plain(line: str) -> str:
    return re.sub(r"[\W_]+", " ", line).strip().casefold()
