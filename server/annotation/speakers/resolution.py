"""From mentions to speakers: the text is read from its beginning, and each source gets whom a reader would name."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import IntEnum
from heapq import merge

from server.annotation.document import Document
from server.annotation.quotations.attribution import Attribution
from server.annotation.quotations.cues import DAYS, DETERMINERS
from server.annotation.results import Span, SpeakerKind
from server.annotation.segmentation import Token
from server.annotation.speakers import lexicon
from server.annotation.speakers.descriptions import Descriptions
from server.annotation.speakers.floating import Floating
from server.annotation.speakers.head_nouns import is_known_noun
from server.annotation.speakers.joint import split_joint
from server.annotation.speakers.kinds import with_kinds
from server.annotation.speakers.name_tokens import join_initials
from server.annotation.speakers.names import is_capital, is_pronoun
from server.annotation.speakers.naming import Naming, namings
from server.annotation.speakers.neighbours import antecedent, apposition, is_relative
from server.annotation.speakers.noun_phrases import Phrase, noun, read_phrase
from server.annotation.speakers.people import Entity, People
from server.annotation.speakers.pronouns import HE_SHE, Course, How, Seen
from server.annotation.speakers.setting import Place, Setting

_OPENINGS = frozenset("the this that a an his her their".split())
_DOCUMENTS = lexicon.DOCUMENTS - {"post", "message", "note", "update", "site", "tweet"}
# Nouns by which articles tell of people whom they do not name.
_TOLD_OF = frozenset(
    "man woman boy girl mother father mum mom dad brother sister son daughter wife husband widow widower boyfriend"
    " girlfriend aunt uncle nephew niece grandmother grandfather".split()
)
_BODIES = frozenset(
    "company firm agency business group airline bank retailer trust airport regulator watchdog carrier charity council"
    " club newspaper website union foundation university manufacturer carmaker automaker publisher broadcaster".split()
)
_COUNTS = {"two": 2, "both": 2, "pair": 2, "duo": 2, "couple": 2, "three": 3, "trio": 3, "four": 4}
_LONGEST_MENTION = 60  # tokens
_LONGEST_COUNT = 4  # words of "the two world leaders"
_FIRST_PERSON = frozenset("i we us me our my".split())


class _What(IntEnum):
    """What is read at a place; at the same place in this order."""

    SOURCE = 0
    PRONOUN = 1
    NAME = 2
    NOUN = 3


class Resolution:
    """Reads one document; afterwards `speakers` holds those of each attribution, in the order of the attributions."""

    def __init__(self, document: Document, attributions: Sequence[Attribution], course: Course | None = None) -> None:
        self._document = document
        self._attributions = attributions
        self._people = People(with_kinds(document, namings(document)))
        self._course = course or Course()
        self._setting = Setting(document, attributions)
        self._mark_sources()
        self._descriptions = Descriptions(self._people, self._course)
        self.speakers: list[list[Entity]] = [[] for _ in attributions]
        self._read()
        Floating(document, self._people.named, attributions, self.speakers).give()

    def _read(self) -> None:
        """Names, pronouns and sources in the order of the text."""
        sources = sorted((a.mention.start, _What.SOURCE, n) for n, a in enumerate(self._attributions) if a.mention)
        inside = {start for start, _, _ in sources}
        names = ((naming.span.start, _What.NAME, n) for n, (naming, _) in enumerate(self._people.named))
        pronouns = ((start, _What.PRONOUN, n) for n, start in self._pronouns() if start not in inside)
        nouns = ((start, _What.NOUN, n) for n, start in self._nouns() if start not in inside)
        for start, what, number in merge(sources, names, pronouns, nouns):
            match what:
                case _What.SOURCE:
                    self._read_source(number)
                case _What.PRONOUN:
                    self._read_pronoun(number, start)
                case _What.NAME:
                    self._read_name(*self._people.named[number])
                case _What.NOUN:
                    self._read_noun(number)

    def _mark_sources(self) -> None:
        """Notes who is named beside a cue anywhere in the text."""
        mentions = sorted(a.mention for a in self._attributions if a.mention)
        for mention in mentions:
            phrase = read_phrase(self._words(mention))
            if phrase and phrase.name and phrase.titles and (entity := self._people.known(phrase.name)):
                self._give_role(entity, phrase)
        for naming, entity in self._people.named:
            index = bisect_right(mentions, naming.span.start, key=lambda span: span.start) - 1
            if index >= 0 and mentions[index].covers(naming.span):
                entity.is_source = True

    def _pronouns(self) -> Iterator[tuple[int, int]]:
        for number, token in enumerate(self._document.tokens):
            if token.text.lower() in HE_SHE:
                yield number, token.start

    def _read_name(self, naming: Naming, entity: Entity) -> None:
        if not naming.is_possessive:
            entity.latest = naming.span.start
        self._see(entity, naming.span.start, "name", naming.is_subject, naming.is_possessive)

    def _read_pronoun(self, number: int, start: int) -> None:
        if self._setting.is_quoted(start):
            return
        token = self._document.tokens[number]
        gender = HE_SHE[token.text.lower()]
        if entity := self._course.he_or_she(gender, self._setting.place(start)):
            entity.mentions.add(token.span)
            self._see(entity, start, "pronoun", token.text.lower() in ("he", "she"))

    def _nouns(self) -> Iterator[tuple[int, int]]:
        """Nouns that tell of somebody without a name ("her boyfriend"), of a body ("the firm") or of a document."""
        tokens = self._document.tokens
        for number, token in enumerate(tokens):
            if token.text in _DOCUMENTS or (
                token.text in _BODIES and number and tokens[number - 1].text in ("the", "The")
            ):
                yield number, token.start
            elif token.text in _TOLD_OF:
                following = tokens[number + 1].text if number + 1 < len(tokens) else ""
                if following not in (",", "'s", "’s") and not is_capital(following):
                    yield number, token.start

    def _read_noun(self, number: int) -> None:
        tokens = self._document.tokens
        if tokens[number].text in _DOCUMENTS:
            self._descriptions.issue(tokens[number].text, self._setting.place(tokens[number].start))
            return
        if tokens[number].text in _BODIES:
            self._read_body(tokens[number])
            return
        first = number
        while first > number - 5 and first > 0 and tokens[first].text.lower() not in _OPENINGS:
            first -= 1
        opening = tokens[first].text.lower()
        if (
            opening not in _OPENINGS
            or self._setting.is_quoted(tokens[number].start)
            or tokens[first - 1].text in ("is", "was", ",")
        ):
            return
        noun, words = tokens[number].text, [token.text for token in tokens[first + 1 : number + 1]]
        if entity := self._descriptions.introduce(noun, words, opening in ("the", "this", "that")):
            entity.mentions.add(Span(tokens[first].start, tokens[number].end))
            self._see(entity, tokens[number].start, "name", False)

    def _read_body(self, noun: Token) -> None:
        """A noun like "The company" in the course of the article takes up a body as a pronoun does."""
        place = self._setting.place(noun.start)
        if not self._setting.is_quoted(noun.start) and (entity := self._descriptions.body(noun.text, place)):
            entity.mentions.add(noun.span)
            self._see(entity, noun.start, "pronoun", True)

    def _read_source(self, number: int) -> None:
        attribution = self._attributions[number]
        mention = attribution.mention
        if mention is None:
            return
        words = self._words(mention)
        place = self._setting.place(mention.start, attribution.content)
        letters = [word for word in words if word.isalpha()]
        if len(letters) > 1 and is_pronoun(letters[:1]) and "(" in words[1:2]:
            words = words[2:]  # "He (Trump)"
        if is_relative(letters):
            who = self._by_relative(mention, place)
        elif is_pronoun(letters):
            who = self._by_pronoun(letters[0].lower(), place)
        else:
            who = self._by_number(words, place) or self._by_words(words, mention, place)
        self.speakers[number] = list(dict.fromkeys(who))
        for entity in who:
            entity.mentions.add(mention)
            self._see(entity, mention.start, "source", True)

    def _words(self, mention: Span) -> list[str]:
        """The words of a mention; where two words have run together, only those inside it."""
        tokens = join_initials(self._document.tokens_in(mention)[:_LONGEST_MENTION])
        return [token.text[: mention.end - token.start] for token in tokens] or self._document.words(mention).split()

    def _by_pronoun(self, pronoun: str, place: Place) -> list[Entity]:
        if pronoun in _FIRST_PERSON:
            return []  # whoever utters the quotation around it, which may be named later
        if gender := HE_SHE.get(pronoun):
            entity = self._course.he_or_she(gender, place)
            if entity and entity.kind != "organization":
                entity.gender = gender
        else:
            they = pronoun not in ("it", "its")
            if they and (pair := self._course.pair(place)):
                return pair
            entity = self._course.they(place) if they else self._course.it(place)
        return [entity] if entity else []

    def _by_relative(self, pronoun: Span, place: Place) -> list[Entity]:
        """Whom "who" takes up: the noun phrase before it."""
        tokens = antecedent(self._document, pronoun)
        phrase = read_phrase([token.text for token in tokens])
        is_day = bool(tokens) and tokens[-1].text.lower() in DAYS
        if phrase is None or is_day or not _may_be_taken_up(phrase, pronoun.of(self._document.text).lower()):
            entity = self._course.latest(lambda seen: not seen.entity.is_place)
        else:
            entity = self._by_phrase(phrase, place)
        return [entity] if entity else []

    def _by_words(self, words: list[str], mention: Span, place: Place) -> list[Entity]:
        """Those whom a noun phrase, or several that are joined, names or describes."""
        if words and words[0].startswith("@") and (known := self._people.known(["".join(words).lstrip("@")])):
            return [known]  # who goes by that name on a network
        parts = split_joint(words)
        if len(parts) > 1 and any(map(is_pronoun, parts)):
            return [entity for part in parts for entity in self._by_words_or_pronoun(part, mention, place)]
        phrases = [phrase for part in parts if (phrase := read_phrase(part))]
        if len(words) == 1 and is_known_noun(words[0]) and not self._people.having(words[0].lower()):
            phrases = [noun(words[0])]  # it has its capital from the head of a sentence
        if len(phrases) == 1 and (named := self._apposed(phrases[0], mention, place)):
            phrases = [named]
        return [entity for phrase in phrases if (entity := self._by_phrase(phrase, place))]

    def _by_words_or_pronoun(self, words: list[str], mention: Span, place: Place) -> list[Entity]:
        """Whom one part of "she and her husband" means."""
        return self._by_pronoun(words[0].lower(), place) if is_pronoun(words) else self._by_words(words, mention, place)

    def _apposed(self, phrase: Phrase, mention: Span, place: Place) -> Phrase | None:
        """The name that follows a noun phrase without one: "The group, Clear Water,"."""
        if phrase.name or phrase.kind == "group":
            return None
        named = read_phrase(apposition(self._document, mention, phrase.words[-1], place.content))
        if named is None or not named.name or (named.article and not named.titles) or named.owner:
            return None
        entity = self._people.known(named.name)
        kind = entity.kind if entity else named.kind
        is_named = len(named.name) > 1 or bool(entity and entity.is_sure)
        return named if is_named and _may_be_called(kind, phrase) else None

    def _by_number(self, words: list[str], place: Place) -> list[Entity]:
        """For "the two leaders" and "the pair" as many people as the words count."""
        lowered = [word.lower() for word in words]
        if not lowered or lowered[0] not in ("the", "both", "all") or len(lowered) > _LONGEST_COUNT:
            return []
        count = next((_COUNTS[word] for word in lowered if word in _COUNTS), 0)
        is_noun = words[-1].islower() and (lowered[-1].endswith("s") or lowered[-1] in ("men", "women"))
        plural = lowered[-1] in _COUNTS or is_noun
        return self._course.together(count, place)[::-1] if count and plural and lowered[-1] != "sides" else []

    def _by_phrase(self, phrase: Phrase, place: Place) -> Entity | None:
        if not phrase.name:
            return self._descriptions.resolve(phrase, place)
        entity = self._people.entity(phrase.name, phrase.kind or "person", phrase.gender, phrase.article)
        self._give_role(entity, phrase)
        entity.gender = entity.gender or phrase.gender
        return entity

    def _give_role(self, entity: Entity, phrase: Phrase) -> None:
        titles = {title.lower() for title in phrase.titles}
        if titles & lexicon.TITLES and entity.kind == "person":
            entity.is_sure = True
            if titles & lexicon.TITLES - lexicon.MERE_HONORIFICS:
                entity.takes_role(" ".join(phrase.titles))
                entity.roles.update(word.lower() for word in phrase.owner)

    def _see(self, entity: Entity, start: int, how: How, is_subject: bool, is_possessive: bool = False) -> None:
        place = self._setting.place(start)
        self._course.add(
            Seen(
                start=start,
                line=place.line,
                sentence=place.sentence,
                paragraph=place.paragraph,
                entity=entity,
                how=how,
                is_subject=is_subject,
                is_quoted=self._setting.is_quoted(start),
                is_possessive=is_possessive,
                is_told=how == "name" and self._setting.is_told(start),
            )
        )


def _may_be_called(kind: SpeakerKind | None, phrase: Phrase) -> bool:
    """Whether a noun phrase may describe somebody of a kind: "one of them" describes all."""
    if phrase.head == "one":
        return True
    return lexicon.is_person_noun(phrase.head) if kind == "person" else phrase.kind == "organization"


def _may_be_taken_up(phrase: Phrase, pronoun: str) -> bool:
    """Whether a relative pronoun may follow: "who" only behind people and those that they make up."""
    if phrase.name or pronoun != "who":
        return bool(phrase.name) or phrase.words[0].lower() not in DETERMINERS
    return phrase.kind in ("group", "organization") or lexicon.is_person_noun(phrase.head)
