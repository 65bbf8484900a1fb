"""Headlines and captions: sentences whose capitals tell no names, and names that have swallowed the words around."""

from collections import Counter
from collections.abc import Mapping, Sequence

from server.annotation.quotations.cues import AUXILIARIES, DETERMINERS, PREPOSITIONS, PRONOUNS, SUBORDINATORS
from server.annotation.segmentation import Token
from server.annotation.speakers import lexicon
from server.annotation.speakers.names import is_body, is_capital

Name = tuple[str, ...]

_SMALL = frozenset("to off just with from after before about his her their that when".split())
_FUNCTION = PREPOSITIONS | DETERMINERS | SUBORDINATORS | {"to"}  # what a headline writes without a capital
_HEADLINE = 0.6  # share of capitals from which a sentence is a headline
_PLAIN_WORDS = 2  # a headline has no more long words in lower case
_LONG_HEADLINE = 6  # long words, all of them in capitals, from which a full stop makes a headline no sentence
_PERSON = 2  # words that a person's name has at least


def is_headline(tokens: Sequence[Token]) -> bool:
    """Whether a sentence is written in capitals as headlines are."""
    words = [token.text for token in tokens if token.text[:1].isalpha()]
    long = [word for word in words if len(word) > 3]
    capitals = sum(map(is_capital, long))
    is_all = capitals == len(long) >= _LONG_HEADLINE and all(is_capital(word) or word in _FUNCTION for word in words)
    if tokens and tokens[-1].text == "." and not is_all and not any(map(_is_titled, words[1:])):
        return False
    return len(long) > 3 and capitals > _HEADLINE * len(long) and len(long) - capitals <= _PLAIN_WORDS


def _is_titled(word: str) -> bool:
    """Whether a small word has a capital, as it has in headlines only."""
    return word[:1].isupper() and word.lower() in AUXILIARIES | PRONOUNS | _SMALL


class Shortening:
    """Cuts names to what the rest of the text calls somebody: "Jane Hale Slams" to "Jane Hale"."""

    def __init__(self, times: Mapping[Name, int]) -> None:
        self._times = times
        self._firsts = Counter(name[:_PERSON] for name in times if len(name) >= _PERSON)

    def range_of(self, name: Name) -> tuple[int, int]:
        """First and last word (exclusive) of the person's name in `name`; all of it where nothing tells of another."""
        if len(name) > _PERSON and self._firsts[name[:_PERSON]] > 1 and self._is_swollen(name):
            return 0, next((k for k in range(len(name) - 1, 1, -1) if self._is_known(name[:k])), len(name))
        if len(name) > 1 and name[0].endswith("ing") and self._times.get(name[1:], 0):
            return 1, len(name)  # "Chasing Hale"
        return 0, len(name)

    def _is_swollen(self, name: Name) -> bool:
        """Whether a name's last word never stands for somebody: a surname would."""
        is_surname = bool(self._times.get(name[-1:])) or name[-1].lower() in lexicon.SUFFIXES
        return self._times[name] == 1 and not is_surname and not is_body(name[:_PERSON])

    def _is_known(self, name: Name) -> bool:
        return name in self._times and (self._times[name] > 1 or name[-1:] in self._times)
