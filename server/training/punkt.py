"""Learns the sentence splitter's parameters from news text.

Each line of a corpus is a JSON object with a `text`; the parameters are printed as JSON:
`python -m server.training.punkt CORPUS.jsonl… > server/model/punkt.json`
"""

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from nltk.tokenize.punkt import PunktParameters, PunktTrainer

from server.annotation.segmentation import STRAIGHT_MARKS

_SEEN_AT_LEAST = 8  # occurrences before a word's capitals are believed; keeps the file small
# Punkt learns from a corpus's own habits, and the BBC writes "Mr" without a full stop: these hold whatever was read.
_KNOWN = frozenset(
    "adm assn aug ave bros capt cmdr co col corp dec dept det dr esq est feb fr ft gen gov hon inc insp jan jr lt ltd"
    " maj messrs mr mrs ms mt no nov oct ph.d pres prof rep reps rev sec sen sens sept sgt sr st supt u.k u.n u.s"
    " u.s.a vs ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla"
    " ore pa tenn tex va vt wash wis wyo a.m p.m e.g i.e etc amb asst atty brig cpl cpt dist pte pvt spc".split()
)
_LOWER = 32  # NLTK's flag of a word seen in lower case within sentences: a name that often begins some is no starter
_DOTTED = re.compile(r"(?:[a-z]-)?[a-z]{1,4}(?:\.[a-z]{1,4})+")


def learn(texts: Iterable[str]) -> PunktParameters:
    """Punkt's parameters after reading `texts`; rare orthographic contexts are dropped as it goes."""
    trainer = PunktTrainer()
    trainer.INCLUDE_ALL_COLLOCS = False
    for text in texts:
        trainer.train(text.translate(STRAIGHT_MARKS), finalize=False)
    trainer.freq_threshold(ortho_thresh=_SEEN_AT_LEAST, type_thresh=_SEEN_AT_LEAST, colloc_thres=2, sentstart_thresh=2)
    trainer.finalize_training()
    learnt: PunktParameters = trainer.get_params()
    return learnt


def _texts(paths: list[str]) -> Iterable[str]:
    for path in paths:
        with Path(path).open(encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] for line in lines)


def main() -> None:
    """Reads the corpora named on the command line, prints the parameters as JSON."""
    learnt = learn(_texts(sys.argv[1:]))
    json.dump(
        {
            "abbreviations": sorted(_KNOWN | {word for word in learnt.abbrev_types if _DOTTED.fullmatch(word)}),
            "collocations": sorted(map(list, learnt.collocations)),
            "sentence_starters": sorted(word for word in learnt.sent_starters if learnt.ortho_context[word] & _LOWER),
            "orthography": {word: flags for word, flags in sorted(learnt.ortho_context.items()) if flags},
        },
        sys.stdout,
        ensure_ascii=False,
        indent=0,
    )


if __name__ == "__main__":
    main()
