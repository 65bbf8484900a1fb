"""Learning which clues make a name a person's."""

from server.training.kinds import Example, examples, learn, share_right

KNOWN = [Example({"he": 1.0}, True, False), Example({"it": 1.0}, False, False)] * 5


def test_weights_tell_what_the_examples_tell() -> None:
    weights = learn(KNOWN)
    assert weights["he"] > 0 > weights["it"]
    assert share_right(KNOWN, weights) == 1


def test_examples_are_the_speakers_that_an_article_names() -> None:
    text = "Obrina said it was open. Mara Lind said she was glad."
    speakers = [
        {"key": "a", "name": "Obrina", "kind": "organization"},
        {"key": "b", "name": "Mara Lind", "kind": "person"},
    ]
    quotations = [{"speaker_key": "a", "speaker": [0, 6]}, {"speaker_key": "b", "speaker": None}]
    found = list(examples({"text": text, "speakers": speakers, "quotations": quotations}))
    assert sorted(example.is_person for example in found) == [False, True]


def test_nothing_to_measure_is_nothing_right() -> None:
    assert share_right([], learn(KNOWN)) == 0
