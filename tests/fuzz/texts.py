"""Texts to fuzz with: articles that are damaged, words that annotators look for in any order, nasty kinds, any text."""

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from server.annotation.quotations.cues import AUXILIARIES, DETERMINERS, PREPOSITIONS, PRONOUNS, SAYING, THINKING
from server.annotation.speakers import lexicon
from tests.annotation.texts import ANY_TEXT, ELECTION, FOOTBALL, PIECES, STORM
from tests.benchmark.articles import article
from tests.conftest import ARTICLE
from tests.nasty import FOUND, KINDS, LANGUAGES

_LONGEST = 1500  # code points: a short text goes wrong as a long one does, and more of them can be tried
_ARTICLES = (FOOTBALL, ELECTION, STORM, ARTICLE, article(150, 1), article(150, 2), article(150, 3))
# Small lists stand beside large ones, so that neither crowds the other out.
_WORDS = [
    sorted(words)
    for words in (
        SAYING,
        THINKING,
        PRONOUNS,
        AUXILIARIES,
        DETERMINERS,
        PREPOSITIONS,
        lexicon.TITLES,
        lexicon.HONORIFICS,
        lexicon.BODIES,
        lexicon.BODY_NOUNS,
        lexicon.GROUP_NOUNS,
        lexicon.ROLES,
        lexicon.PLACES,
        lexicon.DEMONYMS,
        lexicon.PARTICLES,
        lexicon.SUFFIXES,
        lexicon.POST_NOMINALS,
        lexicon.DOCUMENTS,
        lexicon.FEMALE,
        lexicon.MALE,
        lexicon.SURNAMES,
    )
]
_NAMES = "Ann Lee|Lee|Tom Hale|Hale|Müller|O’Neil|J. R. Hale|PG&E|U.S.|the Fed|al-Masri|WHO|A|Ann|McDonald’s".split("|")
_GLUE = (" | | | |, |. |.|\n|; |: |-|’s |' |“|,” |”|\"|‘|’|(|) | — |? |… |&|\u00a0|\u200b|".split("|"), PIECES)
_LENGTHS = st.integers(0, 400)


@st.composite
def _damaged(draw: DrawFn) -> str:
    """An article of which pieces are cut out, doubled, moved or replaced."""
    text = draw(st.sampled_from(_ARTICLES))
    for _ in range(draw(st.integers(1, 6))):
        start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        end = min(end, start + draw(st.sampled_from((1, 10, 200))))
        put = draw(st.one_of(st.just(""), st.just(text[start:end] * 2), st.sampled_from(PIECES), _of_a_kind()))
        at = draw(st.sampled_from((start, 0, len(text))))
        rest = text[:start] + text[end:]
        text = rest[:at] + put + rest[at:]
    return text


@st.composite
def _soup(draw: DrawFn) -> str:
    """Words that annotators look for, in any order and with any capitals, glued by anything."""
    word = st.one_of(st.sampled_from(_NAMES), st.sampled_from(_WORDS).flatmap(st.sampled_from))
    cased = st.one_of(word, word.map(str.title), word.map(str.upper))
    glue = st.sampled_from(_GLUE).flatmap(st.sampled_from)
    return "".join(word + between for word, between in draw(st.lists(st.tuples(cased, glue), max_size=60)))


def _of_a_kind() -> SearchStrategy[str]:
    return st.tuples(st.sampled_from(list(KINDS.values())), _LENGTHS).map(lambda pair: pair[0](pair[1]))


def _mixed() -> SearchStrategy[str]:
    """Several nasty texts in one."""
    fixed = st.sampled_from([*LANGUAGES.values(), *FOUND])
    part = st.one_of(_of_a_kind(), fixed, ANY_TEXT)
    return st.tuples(st.lists(part, max_size=5), st.sampled_from(("", " ", "\n", "\n\n"))).map(
        lambda p: p[1].join(p[0])
    )


TEXTS = st.one_of(_damaged(), _soup(), _mixed(), ANY_TEXT).map(lambda text: text[:_LONGEST])
