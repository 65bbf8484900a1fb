"""The words by which names are read: titles, roles, bodies, places and first names."""

from typing import Literal

import orjson

from server.annotation import weights

Gender = Literal["he", "she"]

_TABLE = orjson.loads(weights.read("names.json"))


def _words(kind: str) -> frozenset[str]:
    return frozenset(_TABLE[kind].split())


HE_TITLES, SHE_TITLES = _words("honorifics_he"), _words("honorifics_she")
HONORIFICS = HE_TITLES | SHE_TITLES | _words("honorifics")
MERE_HONORIFICS = frozenset("mr mr. mrs mrs. ms ms. miss dr dr. sir dame lord lady prof prof. mister madame".split())
ROLES = _words("roles")
HE_NOUNS, SHE_NOUNS = _words("he_nouns"), _words("she_nouns")
SPOKES = _words("spokes")  # those who speak for a body
DOCUMENTS = _words("documents")  # what a body says by: it resolves to the body
REPORTS = _words("reports")  # documents that are sources themselves where nobody is named behind them
GROUP_NOUNS = _words("group_nouns")
BODY_NOUNS, BODIES = _words("body_nouns"), _words("bodies")  # "the company"; words inside the names of bodies
PUBLIC_BODIES = _words("public_bodies")  # words in the names of bodies that are no companies
NOT_PEOPLE = _words("not_people")  # words that end as nouns for people do
BRANDS = _words("brands")  # bodies that go by a single word
PLACES, DEMONYMS = _words("places"), _words("demonyms")
LANDSCAPE = _words("landscape")  # last words of the names of places
NICKNAMES = dict(pair.split("=") for pair in _words("nicknames"))
SURNAMES = _words("surnames")  # first names that are as often surnames
MEDIA = _words("media")  # words in the names of news media
KINDS = {noun: frozenset(words.split()) for noun, words in _TABLE["kinds"].items()}  # what bodies of a kind are called
MALE, FEMALE = _words("male"), _words("female")
TITLES = HONORIFICS | ROLES
PARTISANS = frozenset(("republican", "democrat"))  # what somebody is called by their party is no office
IN_FULL = {  # abbreviated titles and the nouns that take them up
    "sen.": "senator", "rep.": "representative", "gov.": "governor", "gen.": "general", "prof.": "professor",
    "dr.": "doctor", "sen": "senator", "gov": "governor", "prof": "professor", "dr": "doctor", "rev.": "reverend",
    "capt.": "captain", "sgt.": "sergeant", "det.": "detective", "lt.": "lieutenant", "col.": "colonel",
    "supt.": "superintendent",
}  # fmt: skip
PARTICLES = frozenset("de da del della der den di dos du van von bin ibn al el la le ter ten st. y".split())
SUFFIXES = frozenset("jr jr. sr sr. ii iii iv kc qc obe mbe cbe phd".split())
POST_NOMINALS = frozenset("kc qc obe mbe cbe mp msp mep mhk ms ma phd md".split())
_SUFFIX_OF_PEOPLE = ("man", "woman", "person", "er", "or", "ist", "ian", "eer", "ess")


def is_person_noun(noun: str) -> bool:
    """Whether a lower-case noun is one for a single person."""
    if noun in BODY_NOUNS or noun in DOCUMENTS or noun in REPORTS:
        return noun in ROLES and noun not in BODY_NOUNS
    if noun in ROLES or noun in HE_NOUNS or noun in SHE_NOUNS:
        return True
    return noun.endswith(("-old", *_SUFFIX_OF_PEOPLE)) and noun not in NOT_PEOPLE


def gender_of_title(words: frozenset[str] | set[str]) -> Gender | None:
    """He or she, as far as lower-case titles and nouns tell."""
    if words & SHE_TITLES or words & SHE_NOUNS:
        return "she"
    if words & HE_TITLES or words & HE_NOUNS:
        return "he"
    return None


def gender_of_first(name: str) -> Gender | None:
    """He or she, as far as a first name tells; of "Jean-Luc" the first part counts."""
    if name.lower() in PARTICLES:
        return None
    for part in (name.lower(), name.lower().partition("-")[0]):
        if part in FEMALE:
            return "she"
        if part in MALE:
            return "he"
    return None
