"""Is it English? Told by function words, so that a text in another language is refused and not misread."""

import re

import orjson

from server.annotation import weights
from server.annotation.stages import stage

ENGLISH = "en"
UNDETERMINED = "und"
OTHER_SCRIPT = "mis"  # ISO 639 for what has no code here
_READ = 20_000  # code points that are enough to tell
_FEWEST = 12  # words below which function words say little
_ENGLISH = 2  # different function words of English: one alone may be a word of another language (Polish "most")
_DISTINCT = 5  # different function words of a language before it is named
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


class UnsupportedLanguageError(ValueError):
    """The text is not English."""

    def __init__(self, language: str) -> None:
        super().__init__("Only English is supported")
        self.language = language


def _function_words() -> dict[str, frozenset[str]]:
    table = orjson.loads(weights.read("function_words.json"))
    return {
        language: frozenset(word for word in words.split() if len(word) > 1)
        for language, words in table["languages"].items()
    }


_FUNCTION_WORDS = _function_words()


@stage("document")
def detect(text: str) -> str:
    """The language as BCP 47: "en", another language's code, "mis" where the script is not Latin, or "und" where
    too little speaks for any.

    A text is in the language whose commonest function words make up most of it; one in a script other than Latin is
    not English.
    """
    words = _WORD.findall(text, 0, _READ)
    latin = [word.lower() for word in words if _LATIN.match(word)]
    if len(latin) < len(words) / 2:
        return OTHER_SCRIPT if words and len("".join(words)) > _FEWEST else UNDETERMINED
    if len(latin) < _FEWEST:
        return UNDETERMINED
    counts = {language: sum(map(known.__contains__, latin)) for language, known in _FUNCTION_WORDS.items()}
    best = max(counts, key=counts.__getitem__)
    if counts[ENGLISH] >= 0.8 * counts[best] and len(_FUNCTION_WORDS[ENGLISH].intersection(latin)) >= _ENGLISH:
        return ENGLISH
    distinct = len(_FUNCTION_WORDS[best].intersection(latin))
    return best if distinct >= _DISTINCT and counts[best] >= 0.12 * len(latin) else UNDETERMINED


def is_english(language: str) -> bool:
    """Whether a BCP 47 tag names some English: "en", "en-GB"."""
    return language.lower().split("-")[0] == ENGLISH
