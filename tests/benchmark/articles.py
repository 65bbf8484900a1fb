"""Invented news articles of any length: the same length and seed give the same article, on every machine.

`python -m tests.benchmark.articles --words 800` prints one.
"""

import argparse
from dataclasses import dataclass
from random import Random

_FIRST = {
    "she": "Ada Carla Emma Helen Ingrid Julia Karen Lucy Maria Nina Rosa Susan".split(),
    "he": "Arthur Carl David Edward Frank George Henry James Martin Oscar Peter Thomas".split(),
}
_LAST = (
    "Abernathy Brandt Castellane Dunmore Ellery Farrow Garrick Hollis Iverson Jessop Kestrel Lindqvist Marlowe Norwood"
    " Okafor Pemberton Quill Ravenscroft Sandoval Thackeray Underhill Vasquez Whitlock Yardley"
).split()
_ROLES = (
    "Mayor",
    "Council leader",
    "Transport Minister",
    "Finance Minister",
    "Judge",
    "Professor",
    "chief executive",
    "union leader",
    "head teacher",
    "fire chief",
    "opposition spokesperson",
    "hospital director",
    "chief engineer",
    "campaigner",
)
_PLACES = "Harrowgate Eastmere Corvale Linfield Ostrava-on-Sea Bramley Norhaven Tilsbury Kingsmoor Wexcombe".split()
_BODIES = (
    "the Harrowgate City Council",
    "the Ministry of Transport",
    "the Regional Health Authority",
    "Norhaven University",
    "the Federation of Dock Workers",
    "the Coastal Energy Agency",
    "the Eastmere Chamber of Commerce",
    "the Office for Public Accounts",
)
_GROUPS = ("residents", "teachers", "nurses", "dock workers", "shopkeepers", "farmers", "parents", "commuters")
_THINGS = (
    "the bridge over the Sorrel",
    "the new children's hospital",
    "the harbour tunnel",
    "the offshore wind farm",
    "the secondary school in Tilsbury",
    "the tram line to the airport",
    "the flood barrier",
    "the steel plant",
    "the housing estate at Kingsmoor",
    "the football stadium",
)
_ADJECTIVES = ("long overdue", "reckless", "deeply disappointing", "a turning point", "too little, too late", "unfair")
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = "January February March April June July September October November December".split()

# What may be said: clauses that stand as well in quotation marks as behind "that".
_CLAUSES = (
    "we have waited {number} years for {thing}",
    "the money was promised in {month} and never arrived",
    "unemployment in {place} has fallen by {percent} percent since {year}",
    "nobody asked the {group} what they wanted",
    "{thing} will cost {amount} million, and not a penny more",
    "the figures show that waiting lists have grown in every district",
    "no decision has been taken on the jobs at risk",
    "the inspection found {number} faults in the concrete",
    "every family in {place} knows somebody who was flooded that night",
    "wages have risen more slowly than rents for {number} years",
    "it would be wrong to close the emergency ward before the winter",
    "the court has no power to order a second inquiry",
    "emissions from {thing} were {percent} percent above the legal limit",
    "we are talking to the {group} and we will keep talking",
    "the contract was signed without a vote and without a debate",
    "fewer than {number} of the {large} applicants were given a place",
    "the storm was the worst that this coast has seen since {year}",
    "there is no evidence that the vaccine did any harm",
    "trains between {place} and {elsewhere} will run every {number} minutes",
    "taxpayers cannot be asked to pay twice for the same mistake",
)
_DIRECT = (
    "“{Said},” {who} said on {day}. “{More}.”",
    "“{Said},” said {who}, who has followed the plans for {thing} since {year}.",
    "“{Said},” {who} told reporters outside the town hall in {place}. “{More}, and that is the truth of it.”",
    "“{Said},” {pronoun} said. “{More}.”",
    "“{Said},” {pronoun} added. “{More}.”",
    "{who} was blunt. “{Said},” {pronoun} said in an interview. “{More}. We should be honest about that.”",
    "Asked about {thing}, {who} replied: “{Said}.”",
    "“{Said},” {who} said, “and {more}.”",
    "“Is this what we were promised?” asked {who}. “{Said}.”",
    "The reaction in {place} was swift. “{Said},” said {second}. “{More}.”",
)
_MIXED = (
    "{who} called the plan for {thing} “{adjective}” and said that {said}.",
    "{who} said the decision was “{adjective}” for the {group} of {place}.",
    "In a statement, {body} said that the delay was “{adjective}” and that {said}.",
    "{second} warned that the vote on {thing} would be “{adjective}” unless the {group} were heard first.",
)
_INDIRECT = (
    "{who} said that {said}.",
    "{who} said on {day} that {said}, while {second} insisted that {more}.",
    "According to {body}, {said}.",
    "{Body} announced on {day} that {said}.",
    "The {group} argue that {said}. {Pronoun} denied it.",
    "A report by {body} found that {said}, and that {more}.",
    "{Said}, {who} said.",
)
_PLAIN = (
    "Work on {thing} began in {month} {year} and was meant to take {number} months. It has since been stopped twice,"
    " first by a strike of the {group} and then by a dispute over {amount} million in unpaid bills.",
    "About {large} people live within a mile of {thing}. In the last count, {percent} percent of them were older than"
    " 65, a higher share than anywhere else in the region.",
    "The vote on {day} was carried by {number} to 11, with three members absent. A motion to put off the decision until"
    " {month} failed.",
    "Shares of the company that built it fell {percent} percent in early trading, their steepest fall since {month}"
    " {year}, before they recovered in the afternoon.",
    "Heavy rain in {place} closed two roads and a railway line overnight. Crews from {elsewhere} had restored power to"
    " {large} homes by the early morning.",
    "The trial of two former managers is due to open in {month}. Both have pleaded not guilty to fraud, and a third"
    " case was dropped for want of evidence.",
    "Prices of new houses in {place} rose {percent} percent in a year, and the number of building permits dropped to"
    " its lowest level since {year}.",
    "Pupils were sent home at noon. The school, which has {large} places, is to stay closed until the heating has been"
    " repaired at a cost of {amount} million.",
    "{place} United play their first match in the rebuilt stadium in {month}. The club has sold {large} season tickets,"
    " a record.",
    "The ministry has {number} days to answer. Until then the old rules apply, and the ferry between {place} and"
    " {elsewhere} keeps its summer timetable.",
)
# What a paragraph may go on with.
_FOLLOWING = (
    "The plans were first shown to the public in {month} {year}, in a hall that could not hold all who came.",
    "A decision is expected by the end of {month}.",
    "The {group} have collected {large} signatures against it.",
    "An earlier estimate, made before prices rose, had been {amount} million.",
    "In {elsewhere}, a similar scheme was given up after {number} months.",
    "The share has doubled since {year}, and it is still growing by {percent} percent a year.",
    "Neither the company nor its insurers answered questions on {day}.",
    "The minutes of that meeting run to {number} pages and mention {thing} only once.",
)
_KINDS = (_DIRECT, _MIXED, _INDIRECT, _PLAIN)
_WEIGHTS = (34, 12, 18, 36)
_FOLLOWED = 0.6  # share of the paragraphs that go on
_WORDS_PER_PERSON = 160


@dataclass(slots=True)
class _Person:
    """Somebody invented; introduced by role and full name once, by surname from then on."""

    name: str
    role: str
    pronoun: str
    introduced: bool = False

    def mention(self) -> str:
        """The words that name this person next in the article."""
        if self.introduced:
            return self.name.split()[-1]
        self.introduced = True
        return f"{self.role} {self.name}"


def article(words: int, seed: int = 1) -> str:
    """An article of exactly `words` words, as white space parts them; empty lines part its paragraphs."""
    writer = _Writer(Random(seed), max(3, words // _WORDS_PER_PERSON))
    paragraphs: list[str] = []
    left = words
    while left > 0:
        paragraph = writer.paragraph()
        if len(paragraph.split()) > left:  # the end is cut out of plain prose, so that every quotation is closed
            paragraph = " ".join(writer.plain(left).split()[:left]).rstrip(".,") + "."
        paragraphs.append(paragraph)
        left -= len(paragraph.split())
    return "\n\n".join(paragraphs)


class _Writer:
    """Writes paragraph after paragraph about the same people."""

    def __init__(self, draw: Random, people: int) -> None:
        self._draw = draw
        self._decks: dict[tuple[str, ...], list[str]] = {}
        self._cast = self._invented(people)
        self._speaker = self._cast[0]  # whom a pronoun means

    def paragraph(self) -> str:
        """A paragraph of any kind."""
        kind = self._draw.choices(_KINDS, _WEIGHTS)[0]
        sentences = [self._filled(self._next(kind))]
        if self._draw.random() < _FOLLOWED:
            sentences.append(self._filled(self._next(_FOLLOWING)))
        return " ".join(sentences)

    def plain(self, words: int) -> str:
        """A paragraph without quotations, of at least so many words."""
        text = self._filled(self._next(_PLAIN))
        while len(text.split()) < words:
            text += " " + self._filled(self._next(_PLAIN))
        return text

    def _next(self, templates: tuple[str, ...]) -> str:
        """One of `templates`; none comes again before all others have come."""
        if not self._decks.get(templates):
            self._decks[templates] = self._draw.sample(templates, len(templates))
        return self._decks[templates].pop()

    def _filled(self, template: str) -> str:
        facts = self._facts()
        second = self._draw.choice(self._cast)
        if "{who}" in template:
            self._speaker, second = self._draw.sample(self._cast, 2)
            facts["who"] = self._speaker.mention()
        if "{second}" in template:
            facts["second"] = second.mention()
        said, more = (self._next(_CLAUSES).format(**facts) for _ in range(2))
        facts |= {"said": said, "more": more, "pronoun": self._speaker.pronoun}
        facts |= {name.capitalize(): _capitalised(facts[name]) for name in ("said", "more", "pronoun", "body")}
        return _capitalised(template.format(**facts))

    def _facts(self) -> dict[str, str]:
        draw = self._draw
        place, elsewhere = draw.sample(_PLACES, 2)
        return {
            "place": place,
            "elsewhere": elsewhere,
            "body": draw.choice(_BODIES),
            "group": draw.choice(_GROUPS),
            "thing": draw.choice(_THINGS),
            "adjective": draw.choice(_ADJECTIVES),
            "day": draw.choice(_DAYS),
            "month": draw.choice(_MONTHS),
            "year": str(draw.randint(1978, 2023)),
            "number": str(draw.randint(12, 60)),
            "large": f"{draw.randint(2, 90)},{draw.randint(0, 9)}00",
            "percent": f"{draw.randint(1, 40)}.{draw.randint(1, 9)}",
            "amount": f"${draw.randint(2, 400)}.{draw.randint(1, 9)}",
        }

    def _invented(self, people: int) -> list[_Person]:
        names = [(first, last, pronoun) for pronoun, firsts in _FIRST.items() for first in firsts for last in _LAST]
        drawn = self._draw.sample(names, min(people, len(names)))
        return [_Person(f"{first} {last}", self._draw.choice(_ROLES), pronoun) for first, last, pronoun in drawn]


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


def _main() -> None:
    parser = argparse.ArgumentParser(description="Print an invented news article.")
    parser.add_argument("--words", type=int, default=800, help="its length (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="which article (default: %(default)s)")
    options = parser.parse_args()
    print(article(options.words, options.seed))


if __name__ == "__main__":
    _main()
