"""Learns topics, key phrases' tagger and their tables anew.

`python -m server.training.topics CORPORA MINILM [--target server/model] [--store FILE] [--measure]`

CORPORA holds the folders `topics`, `quotes`, `claims` and `tagging`; MINILM the files of all-MiniLM-L6-v2. Every
publisher in turn is held back to calibrate on the others' mistakes; with `--measure` nothing is written and the figures
for each held-back publisher are printed, calibrated on the others.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

import numpy as np

from server.annotation.topics import Topics
from server.annotation.topics.taxonomy import Taxonomy
from server.annotation.topics.voters import Voters
from server.annotation.topics.weights import Weights
from server.training import tagger
from server.training.checksums import write_checksums
from server.training.topics.calibrate import Case, Settings, fit
from server.training.topics.corpora import Row
from server.training.topics.learn import Arrays, learn
from server.training.topics.material import Material, material_of, terms_in
from server.training.topics.measure import answers_of, figures
from server.training.topics.recipe import BLEND, FEWEST
from server.training.topics.teacher import Teacher

_BEFORE = {"steepness": 1.0, "steepness_below": 1.0}


def main() -> None:
    """Reads, learns with each publisher held back, then with all; writes or prints."""
    options = _options()
    material = material_of(options.corpora, Teacher(options.minilm, options.store))
    held = {publisher: _held_back(material, publisher) for publisher in _publishers(material)}
    taxonomy = Taxonomy()
    if options.measure:
        _measure(material, held, taxonomy)
        return
    arrays = learn(material)
    cases = [case for _, known in held.values() for case in known]
    settings = fit(cases, _weights(arrays, material, {}), taxonomy)
    _write(options.target / "iptc_mediatopics.json", material.taxonomy)
    _write(options.target / "background.json", material.vocabulary.table())
    _write(options.target / "topics.json", {name: round(value, 4) for name, value in settings.items()})
    np.savez_compressed(options.target / "topics.npz", allow_pickle=False, **arrays)
    print(f"tagger right: {tagger.write(options.corpora / 'tagging', options.target):.4f}")
    write_checksums(options.target)


def _publishers(material: Material) -> list[str]:
    """Those of whom enough texts were read."""
    counts = Counter(text.publisher for text in material.read)
    return sorted(publisher for publisher, count in counts.items() if count >= FEWEST)


def _held_back(material: Material, publisher: str) -> tuple[Arrays, list[Case]]:
    """What is learnt without a publisher, and what is then thought of its texts."""
    arrays = learn(material, publisher)
    voters = Voters(_weights(arrays, material, {}), Taxonomy())
    cases = []
    for text in material.read:
        if text.publisher == publisher:
            terms = terms_in(text, material)
            cases.append(Case(text, terms, *voters.vote(terms)[:2]))
    print(publisher, len(cases), flush=True)
    return arrays, cases


def _weights(arrays: Arrays, material: Material, settings: Settings) -> Weights:
    return Weights.of(arrays, {**BLEND, **_BEFORE, **settings}, material.background)


def _measure(material: Material, held: dict[str, tuple[Arrays, list[Case]]], taxonomy: Taxonomy) -> None:
    every = []
    for publisher, (arrays, _) in held.items():
        others = [case for name, (_, known) in held.items() if name != publisher for case in known]
        settings = fit(others, _weights(arrays, material, {}), taxonomy)
        texts = [text for text in material.read if text.publisher == publisher]
        answers = answers_of(Topics(_weights(arrays, material, settings)), texts)
        every += answers
        print(json.dumps({"publisher": publisher, **figures(answers, taxonomy)}), flush=True)
    print(json.dumps({"publisher": "all", **figures(every, taxonomy)}))


def _write(path: Path, table: Row) -> None:
    path.write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m server.training.topics", description="Learn topics anew.")
    parser.add_argument("corpora", type=Path, help="folder that holds topics, quotes, claims and tagging")
    parser.add_argument("minilm", type=Path, help="folder that holds the files of all-MiniLM-L6-v2")
    parser.add_argument("--target", type=Path, default=Path("server/model"), help="where weights go")
    parser.add_argument("--store", type=Path, default=Path("minilm_vectors.npz"), help="keeps the teacher's vectors")
    parser.add_argument("--measure", action="store_true", help="print figures, write nothing")
    return parser.parse_args()


if __name__ == "__main__":
    main()
