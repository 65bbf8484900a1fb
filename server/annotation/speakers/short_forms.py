"""Short forms of names: initials, words cut short, and spellings that are one letter off."""

from collections.abc import Sequence
from unicodedata import combining, normalize

from server.annotation.speakers import lexicon
from server.annotation.speakers.names import is_acronym, is_place

CLIPPED = 3  # letters that a word keeps at least where a name is clipped
_PAIR = 2  # words of a name whose initials are only two letters


def folded(name: Sequence[str]) -> tuple[str, ...]:
    """Lower case without accents, as names are compared."""
    text = " ".join(name).lower().replace("’", "'")
    if not text.isascii():
        text = "".join(character for character in normalize("NFKD", text) if not combining(character))
    return tuple(text.split()) or tuple(name)


def spelt_letters(key: Sequence[str]) -> str:
    """The initials that a key spells out: "m&s" of "m", "&", "s"; nothing for words."""
    return "".join(key) if "&" in key and all(len(word) == 1 for word in key) else ""


def is_clipped(key: Sequence[str], full: Sequence[str]) -> bool:
    """Whether every word of a name is cut short: "Lib Dems" for "Liberal Democrats"."""
    short = [word.removesuffix("s") for word in key]
    is_short = len(key) == len(full) and all(len(word) >= CLIPPED for word in short)
    return is_short and all(whole.startswith(word) for word, whole in zip(short, full, strict=True))


def initials_of(name: Sequence[str]) -> set[str]:
    """The acronyms by which a body may go: of all words, without its place, with the small words."""
    words = [word for word in name if word[:1].isupper()]
    full = "".join(word[0].lower() for word in words)
    spelt = "".join(word.lower() if is_acronym(word) else word[0].lower() for word in words)  # "UK First Party", UKFP
    with_signs = "".join(word[0].lower() for word in name) if "&" in name else full
    if len(name) == _PAIR and not is_place(name[:1]):
        return {full, spelt, with_signs}
    without_place = full[1:] if name[0].lower() in lexicon.DEMONYMS else full
    every = "".join(word[0].lower() for word in name if word[:1].isalpha())
    return {form for form in (full, without_place, without_place[:3], every, spelt, with_signs) if len(form) > 2}


def is_one_letter_off(word: str, other: str) -> bool:
    """Whether a letter that is left out, put in or changed makes one word the other."""
    shorter, longer = sorted((word, other), key=len)
    if shorter == longer or len(longer) - len(shorter) > 1:
        return False
    same = next((k for k, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    return shorter[same + (len(shorter) == len(longer)) :] == longer[same + 1 :]
