"""Learns the tagger of key phrases from the UD English Web Treebank, as NLTK's PerceptronTagger.

`en_ewt_train.tsv` holds a token a line (token, Penn tag, …), sentences apart by blank lines, each with its `# text`.
"""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from nltk.tag.perceptron import PerceptronTagger
from numpy.typing import NDArray

from server.annotation.phrases.tagging import Forms, Tagger, forms_of
from server.annotation.results import Span
from server.annotation.words import words_of

_PASSES = 5
_SEED = 1
_SEEN, _SURE = 3, 0.95  # a word seen so often, and in this share with one tag, is not weighed when it is read
_HIGHEST = 127  # weights are kept as whole numbers up to this
_FEATURES = 24_000  # that keep their weights: those with the greatest
_COARSE = {
    tag: coarse
    for coarse, tags in {
        "N": "NN NNS",
        "P": "NNP NNPS",
        "J": "JJ JJR JJS",
        "G": "VBG",
        "B": "VBN",
        "V": "VB VBD VBP VBZ MD",
        "C": "CD",
        "D": "DT PDT PRP$ WDT WP$",
        "I": "IN TO",
        "R": "RB RBR RBS WRB RP",
        "A": "CC",
        "K": "PRP WP EX",
        "S": "POS",
    }.items()
    for tag in tags.split()
}
_OTHER = "O"
_ADJECTIVAL = ("VBN", "VBD", "VBG", "JJ")  # at the end of a compound: "well-known"

Tagged = list[tuple[str, str]]


def sentences_of(path: Path) -> Iterator[Tagged]:
    """The sentences of a treebank in the units of the service, with coarse tags."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.split("\n")
        text = next((line.partition("=")[2].strip() for line in lines if line.startswith("# text")), "")
        tokens = [tuple(line.split("\t")[:2]) for line in lines if line and not line.startswith("#")]
        if sentence := list(_units(text, list(_placed(text, tokens)))):
            yield sentence


def _placed(text: str, tokens: list[Any]) -> Iterator[tuple[Span, str]]:
    """Where each token stands; ends at the first that is not found."""
    end = 0
    for token, tag in tokens:
        start = text.find(token, end)
        if start < 0:
            return
        end = start + len(token)
        yield Span(start, end), tag


def _units(text: str, tokens: list[tuple[Span, str]]) -> Iterator[tuple[str, str]]:
    words = list(words_of(text, Span(0, len(text))))
    forms, places = forms_of(text, words)
    by_place = dict(zip(places, words, strict=True))
    for place, form in enumerate(forms):
        word = by_place.get(place)
        if word is None:
            yield form, "S" if form == "'s" else _OTHER
        elif tags := [tag for span, tag in tokens if span.overlaps(Span(word.start, word.end))]:
            yield form, _coarse(form, tags)


def _coarse(form: str, tags: list[str]) -> str:
    """The class of a word that the treebank may have cut: of compounds the last part tells, else the first."""
    if "-" in form and len(tags) > 1:
        return "J" if tags[-1] in _ADJECTIVAL else _COARSE.get(tags[-1], _OTHER)
    return _COARSE.get(tags[0], _OTHER)


def learn(sentences: list[Tagged]) -> dict[str, NDArray[Any]]:
    """The arrays that `server.annotation.phrases.tagging` reads."""
    random.seed(_SEED)  # NLTK shuffles by the global generator
    tagger = PerceptronTagger(load=False)
    tagger.train(sentences, nr_iter=_PASSES)
    tags = "".join(sorted(tagger.classes))
    weights = tagger.model.weights
    kept = sorted(weights, key=lambda feature: (-max(map(abs, weights[feature].values()), default=0), feature))
    kept = sorted(kept[:_FEATURES], key=lambda feature: (_hangs_on_tags(feature), feature))
    table = np.array([[weights[feature].get(tag, 0.0) for tag in tags] for feature in kept])
    scale = _HIGHEST / np.abs(table).max()
    return {
        "tags": np.array(tags),
        "on_words": np.array(sum(not _hangs_on_tags(feature) for feature in kept)),
        "weights": np.round(table * scale).astype(np.int8),
        "features": _lines(kept),
        "known": _lines(sorted(_known(sentences))),
    }


def _known(sentences: list[Tagged]) -> Iterator[str]:
    """Each word that has one tag only, with it."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for form, tag in chain.from_iterable(sentences):
        seen[form][tag] += 1
    for form, tags in seen.items():
        tag, count = tags.most_common(1)[0]
        if count >= _SURE * (total := tags.total()) and total >= _SEEN:
            yield f"{form} {tag}"


def _hangs_on_tags(feature: str) -> bool:
    return re.match(r"i(-[12])? tag", feature) is not None


def _lines(lines: list[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(lines).encode(), np.uint8)


def accuracy(table: dict[str, NDArray[Any]], sentences: list[Tagged]) -> float:
    """The share of units that the tagger with these arrays tags as the treebank does."""
    forms = [Forms([form for form, _ in sentence], list(range(len(sentence)))) for sentence in sentences]
    tagged = Tagger.of(table).tag(forms)
    right = [
        tag == gold
        for tags, sentence in zip(tagged, sentences, strict=True)
        for tag, (_, gold) in zip(tags, sentence, strict=True)
    ]
    return sum(right) / len(right)


def write(folder: Path, target: Path) -> float:
    """Learns from `folder`, writes `target`/tagger.npz; the share that is right on `en_ewt_dev.tsv`."""
    table = learn(list(sentences_of(folder / "en_ewt_train.tsv")))
    np.savez_compressed(target / "tagger.npz", allow_pickle=False, **table)
    return accuracy(table, list(sentences_of(folder / "en_ewt_dev.tsv")))
