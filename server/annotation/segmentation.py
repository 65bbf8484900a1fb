"""Sentences and tokens by NLTK, with exact offsets and without any download."""

import json
import re
from functools import cache
from typing import NamedTuple

from nltk.tokenize.destructive import NLTKWordTokenizer
from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

from server.annotation import weights
from server.annotation.results import Span

# One code point for one, so that offsets hold. Punkt knows straight marks only; the word tokenizer rewrites straight
# double marks and splits contractions at straight apostrophes only.
STRAIGHT_MARKS = str.maketrans("“”„‟«»＂‘’‚‛", '"""""""\'\'\'\'')
_FOR_TOKENS = str.maketrans('"’＂', "”'”")
_GOES_ON = re.compile(r"[\s—–-]*[a-z]")
_ENDS_IN_MARK = re.compile(r"[?!.…,]['\")\]]+\s*$|…\s*$|\.\.\.\s*$")
# An initial: at the head of the sentence or behind a name ("George W."), but not "vitamin C." or "Plan B."
_ENDS_IN_INITIAL = re.compile(
    r"(?:^[\"'(\[]*|(?:^|[\s\"'(\[])(?!(?:Class|Grade|Group|Hepatitis|Plan|Type|Vitamin)\s)[A-Z][\w'-]*\.?\s)[A-Z]\.$"
)
# Before a name no full stop ends a sentence, whatever Punkt thinks of the name.
_ENDS_IN_TITLE = re.compile(
    r"(?:^|[\s\"'(\[])(?:Adm|Amb|Atty|Brig|Capt|Cmdr|Col|Cpl|Det|Dr|Gen|Gov|Hon|Insp|Lt|Maj|Messrs|Mr|Mrs|Ms|Pres|Prof"
    r"|Pvt|Rep|Reps|Rev|Sen|Sens|Sgt|Spc|Sr|St|Supt)\.$"
)
_ENDS_IN_LETTER = re.compile(r"(?:^|[\s\"'(\[])[A-Z]\.$")
_LETTER = re.compile(r"\s*[A-Z]\.\s")
_CAPITAL = re.compile(
    r"\s*(?!(?:The|An?|It|He|She|They|We|I|You|This|That|There|In|On|At|But|And|If|When|For|His|Her|Then|Now|So)\b)[A-Z]"
)
_LONGEST_NAME = 40  # code points in which an initial and the name before it are looked for
_PIECE = re.compile(r"\w+|[^\w\s]")
_WORDS = NLTKWordTokenizer()


class Token(NamedTuple):
    """A word or a punctuation mark: code points, end exclusive."""

    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


@cache
def _punkt() -> PunktSentenceTokenizer:
    """The sentence splitter with the parameters that `server.training.punkt` learnt.

    Kiss and Strunk (2006), Unsupervised Multilingual Sentence Boundary Detection.
    """
    learnt = json.loads(weights.read("punkt.json"))
    parameters = PunktParameters()
    parameters.abbrev_types = set(learnt["abbreviations"])
    parameters.collocations = {tuple(pair) for pair in learnt["collocations"]}
    parameters.sent_starters = set(learnt["sentence_starters"])
    parameters.ortho_context.update(learnt["orthography"])
    return PunktSentenceTokenizer(parameters)


def sentences_of(text: str, paragraph: Span) -> list[Span]:
    """The sentences of one paragraph, without the white space around them."""
    words = paragraph.of(text).translate(STRAIGHT_MARKS)
    joined: list[tuple[int, int]] = []
    for start, end in _punkt().span_tokenize(words):
        if joined and _continues(words, joined[-1], start):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return [
        Span(
            paragraph.start + end - len(words[start:end].lstrip()),
            paragraph.start + start + len(words[start:end].rstrip()),
        )
        for start, end in joined
        if words[start:end].strip()
    ]


def _continues(words: str, previous: tuple[int, int], start: int) -> bool:
    """Whether what begins at `start` goes on the sentence before: `"Why?" she asked.`, "George W. Bush", "Mr. Bush"."""
    ending = words[max(previous[0], previous[1] - _LONGEST_NAME) : previous[1]]
    return bool(
        (_GOES_ON.match(words, start) and _ENDS_IN_MARK.search(ending[-8:]))
        or (_CAPITAL.match(words, start) and (_ENDS_IN_INITIAL.search(ending) or _ENDS_IN_TITLE.search(ending)))
        or (_LETTER.match(words, start) and _ENDS_IN_LETTER.search(ending))
    )


def tokens_of(text: str, sentence: Span) -> list[Token]:
    """The tokens of one sentence by NLTKWordTokenizer; their spans are exact for any text."""
    words = sentence.of(text).translate(_FOR_TOKENS)
    if len(words) == 1 and not words.isspace():  # "•": the tokenizer takes as long over it as over ten words
        return [_token(text, *sentence)]
    tokens, position = [], 0
    for word in _WORDS.tokenize(words):
        start = position
        while words[start : start + 1].isspace():
            start += 1
        opens = word == "``" and words.startswith("''", start)  # so the tokenizer rewrites a pair of straight marks
        if not opens and not words.startswith(word, start):  # take the plain pieces up to the end
            break
        tokens.append(_token(text, sentence.start + start, sentence.start + start + len(word)))
        position = start + len(word)
    tokens += [
        _token(text, sentence.start + m.start(), sentence.start + m.end()) for m in _PIECE.finditer(words, position)
    ]
    return tokens


def _token(text: str, start: int, end: int) -> Token:
    return Token(start, end, text[start:end])
