"""Measures how many quotations get the right speaker's name where content, cue and mention are known.

Articles are annotated in full: `text`, `speakers` ({"key", "name", "kind"}) and `quotations` ({"content", "cue",
"speaker", "speaker_key", "also"}; spans are [start, end] in code points, `speaker` is the mention's). They are read
from a folder of *.json files or from *.jsonl files, one article a line. Prints the share of names right over all
quotations, over those whose mention is a pronoun, over those without a mention, and by the speaker's kind, and of the
right names the share whose kind is right:
`python -m server.training.names QUOTES… [--texts CORPORA] [--errors] [--part train|dev]`. Of the articles, an eighth
(by the hash of their ids) is "dev", the others are "train". Labels without texts (as in server/training/reader) need
the folder of the corpora that they name.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from server.annotation.document import Document
from server.annotation.pipeline import Options
from server.annotation.quotations.attribution import Attribution
from server.annotation.quotations.cues import PRONOUNS
from server.annotation.results import Annotations, Span
from server.annotation.speakers import Speakers
from server.training.articles import articles, is_held_out, with_texts

_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_POSSESSIVE = re.compile(r"['’]s$")
_LEFT_OUT = frozenset(
    "the a an of and or in on at to for by with from his her its their our my your this that these those mr mrs ms dr"
    " sir dame lord president former prime minister senator sen rep representative judge gov governor secretary"
    " professor prof".split()
)


def same_name(gold: str, given: str | None, kind: str) -> bool:
    """Whether two names would be taken for the same speaker's.

    People's names agree in the last word and neither adds a word that contradicts the other; of other names half of
    the content words agree.
    """
    right, said = _words(gold), _words(given or "")
    if not right or not said:
        return False
    if right == said:
        return True
    if kind == "person":
        return right[-1] == said[-1] and (set(said) <= set(right) or set(right) <= set(said))
    common = len(set(right) & set(said))
    return 2 * common >= len(set(right)) and 2 * common >= len(set(said))


def _words(name: str) -> list[str]:
    words = [_POSSESSIVE.sub("", word).lower() for word in _WORD.findall(name)]
    return [word for word in words if word not in _LEFT_OUT]


def read(paths: Iterable[str], part: str | None = None, texts: Path | None = None) -> Iterator[dict[str, Any]]:
    """The annotated articles in files and folders; of `part` "train" or "dev" only, if one is named.

    Labels without their articles' texts get these from the folder `texts` (see `with_texts`).
    """
    for article in chain.from_iterable(_with_text(articles(Path(path)), texts) for path in paths):
        if part is None or is_held_out(article["id"]) == (part == "dev"):
            yield article


def _with_text(rows: Iterable[dict[str, Any]], texts: Path | None) -> Iterator[dict[str, Any]]:
    rows = list(rows)
    if texts and rows and "text" not in rows[0]:
        return with_texts(rows, texts)
    return iter(rows)


def annotated(article: dict[str, Any]) -> tuple[list[dict[str, Any]], Annotations]:
    """An article's quotations in text order, and what the service makes of them, one for one."""
    given = attributions(article)
    return _in_order(article), Speakers(lambda *_, **__: given).annotate(
        Document(article["text"]), Annotations(), Options()
    )


def attributions(article: dict[str, Any]) -> list[Attribution]:
    """An article's quotations with cue and mention, but without their speakers, in text order."""
    return [
        Attribution(tuple(Span(*span) for span in q["content"]), _span(q["cue"]), _span(q["speaker"]))
        for q in _in_order(article)
    ]


def _in_order(article: dict[str, Any]) -> list[dict[str, Any]]:
    return sorted(article["quotations"], key=lambda quotation: quotation["content"][0])


def _span(span: list[int] | None) -> Span | None:
    return Span(*span) if span else None


def measure(articles: Iterable[dict[str, Any]]) -> tuple[Counter[str], Counter[str], list[str]]:
    """Quotations and names right by area ("all", "pronouns", "floating", kinds), and a line for each error."""
    total: Counter[str] = Counter()
    right: Counter[str] = Counter()
    errors = []
    for article in articles:
        text, speakers = article["text"], {speaker["key"]: speaker for speaker in article["speakers"]}
        gold, found = annotated(article)
        names = {speaker.id: (speaker.name, speaker.kind) for speaker in found.speakers}
        for quotation, given in zip(gold, found.quotations, strict=True):
            mention = text[slice(*quotation["speaker"])] if quotation["speaker"] else None
            accepted = [speakers[key] for key in (quotation["speaker_key"], *quotation["also"]) if key in speakers]
            if not accepted or _is_cut(text, quotation["speaker"]):
                continue
            name, kind = names.get(given.speaker or "", (None, None))
            is_right = any(same_name(who["name"], name, who["kind"]) for who in accepted)
            for area in ("all", accepted[0]["kind"], *_areas(mention)):
                total[area] += 1
                right[area] += is_right
            if is_right:
                total["kinds"] += 1
                right["kinds"] += kind in {who["kind"] for who in accepted}
            if not is_right:
                where, right_name = f"{article['id']} {quotation['content'][0][0]}", accepted[0]["name"]
                errors.append(f"{where}: {mention!r} is {right_name!r}, got {name!r}")
    return total, right, errors


def _is_cut(text: str, mention: list[int] | None) -> bool:
    """Whether a mention has lost its first letters: some texts lack the start of their paragraphs."""
    return mention is not None and (text[mention[0] - 1 : mention[0]] or "\n") == "\n" and text[mention[0]].islower()


def _areas(mention: str | None) -> tuple[str, ...]:
    if mention is None:
        return ("floating",)
    return ("pronouns",) if mention.lower() in PRONOUNS else ("phrases",)


def main() -> None:
    """Prints the figures, behind the errors if they are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("quotes", nargs="+", help="folders of *.json or *.jsonl files, or such files")
    parser.add_argument("--texts", type=Path, help="folder of the corpora whose files labels name")
    parser.add_argument("--part", choices=("train", "dev"))
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    total, right, errors = measure(read(arguments.quotes, arguments.part, arguments.texts))
    if arguments.errors:
        print(*errors, sep="\n")
    for area, count in total.most_common():
        print(f"{area:12} {100 * right[area] / count:5.1f} % of {count}")


if __name__ == "__main__":
    main()
