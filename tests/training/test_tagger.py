"""The treebank in the units of the service, and a tagger that is learnt from it."""

from pathlib import Path

import numpy as np
import pytest

from server.training.tagger import accuracy, learn, sentences_of

TREEBANK = """# newdoc
# text = Lee's well-known bridge (old) sank.
Lee\tNNP\tPROPN\t4\tnmod:poss
's\tPOS\tPART\t1\tcase
well\tRB\tADV\t3\tadvmod
-\tHYPH\tPUNCT\t3\tpunct
known\tVBN\tVERB\t4\tamod
bridge\tNN\tNOUN\t6\tnsubj
(\t-LRB-\tPUNCT\t5\tpunct
old\tJJ\tADJ\t4\tamod
)\t-RRB-\tPUNCT\t5\tpunct
sank\tVBD\tVERB\t0\troot
.\t.\tPUNCT\t6\tpunct

# text = He can't swim.
He\tPRP\tPRON\t4\tnsubj
ca\tMD\tAUX\t4\taux
n't\tRB\tPART\t4\tadvmod
swim\tVB\tVERB\t0\troot
.\t.\tPUNCT\t4\tpunct
"""


@pytest.fixture
def treebank(tmp_path: Path) -> Path:
    path = tmp_path / "treebank.tsv"
    path.write_text(TREEBANK, encoding="utf-8")
    return path


def test_words_are_the_service_s_own_and_compounds_are_whole(treebank: Path) -> None:
    first, second = sentences_of(treebank)
    assert first == [
        ("Lee", "P"),
        ("'s", "S"),
        ("well-known", "J"),
        ("bridge", "N"),
        ("(", "O"),
        ("old", "J"),
        (")", "O"),
        ("sank", "V"),
        (".", "O"),
    ]
    assert second == [("He", "K"), ("can't", "V"), ("swim", "V"), (".", "O")]


def test_what_was_learnt_tags_what_it_was_learnt_from(treebank: Path) -> None:
    sentences = list(sentences_of(treebank)) * 4
    table = learn(sentences)
    assert table["weights"].dtype == np.int8
    assert accuracy(table, sentences) == 1.0
    assert (learn(sentences)["weights"] == table["weights"]).all()
