"""What stands beside a mention and says who it is: an apposition behind it, the noun before a relative pronoun."""

from bisect import bisect_left
from collections.abc import Sequence

from server.annotation.document import Document
from server.annotation.quotations.cues import AUXILIARIES, DETERMINERS, PREPOSITIONS, PRONOUNS, SAYING, SUBORDINATORS
from server.annotation.results import Span
from server.annotation.segmentation import Token
from server.annotation.speakers.names import is_capital
from server.annotation.speakers.roles import MARKS

_RELATIVE = frozenset("who which that whose whom".split())
_APPOSITION = 12  # tokens
_NOUN_PHRASE = 10  # tokens before a relative pronoun
_BOUNDS = SUBORDINATORS | PRONOUNS | AUXILIARIES | SAYING | MARKS | {"to", "there", "not"}


def is_relative(words: Sequence[str]) -> bool:
    """Whether a mention is nothing but a relative pronoun."""
    return len(words) == 1 and words[0].lower() in _RELATIVE and not words[0].isupper()


def apposition(document: Document, mention: Span, last: str, contents: Sequence[Span]) -> list[str]:
    """The words between two commas behind a mention or inside it: "One of them, UnitedFast Group,".

    `last` is the mention's last word before them. Nothing where they belong to what is said (`contents`) or where no
    second mark ends them.
    """
    sentence = document.sentences[document.sentence_at(mention.start)] if document.sentences else mention
    tokens = document.tokens_in(Span(mention.start, max(sentence.end, mention.end)))
    comma = next((n for n, token in enumerate(tokens) if token.text == "," or token.start >= mention.end), None)
    if not comma or tokens[comma].text != "," or not tokens[comma - 1].text.startswith(last):
        return []
    behind = tokens[comma + 1 : comma + 2 + _APPOSITION]
    end = next((n for n, token in enumerate(behind) if token.text in MARKS and token.text != "("), None)
    if not end or any(span.overlaps(Span(behind[0].start, behind[end - 1].end)) for span in contents):
        return []
    return [token.text for token in behind[:end]]


def antecedent(document: Document, pronoun: Span) -> tuple[Token, ...]:
    """The noun phrase before a relative pronoun: "members of the council" before "who"."""
    last = bisect_left(document.tokens, pronoun.start, key=lambda token: token.start)
    if last and document.tokens[last - 1].text == ",":
        last -= 1
    first = last
    while first > max(last - _NOUN_PHRASE, 0) and _goes_on(document.tokens, first - 1, last):
        first -= 1
        is_end = document.tokens[first].text.lower() in DETERMINERS
        if is_end and not (first and _goes_on(document.tokens, first - 1, last) and _is_of(document.tokens[first - 1])):
            break
    sentence = document.sentences[document.sentence_at(pronoun.start)] if document.sentences else pronoun
    return tuple(token for token in document.tokens[first:last] if token.start >= sentence.start)


def _goes_on(tokens: Sequence[Token], index: int, last: int) -> bool:
    """Whether a word still belongs to the noun phrase that ends at `last`."""
    word = tokens[index].text
    if _is_of(tokens[index]) and index and not is_capital(tokens[last - 1].text):
        return tokens[index - 1].text.islower() and tokens[index - 1].text.endswith("s")
    return word.lower() not in _BOUNDS | PREPOSITIONS and word[:1].isalnum()


def _is_of(token: Token) -> bool:
    return token.text in ("of", "from")
