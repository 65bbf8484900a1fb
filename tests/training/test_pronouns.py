"""Learning whom pronouns take up."""

from server.training.pronouns import Choice, choices, learn, share_right

KNOWN = [Choice("bodies", [{"near": 1.0}, {"far": 1.0}], [False, True])] * 20


def test_weights_tell_what_the_choices_tell() -> None:
    start = {"near": 1.0, "far": 0.0}
    weights = learn(KNOWN, start)
    assert weights["far"] > weights["near"]
    assert (share_right(KNOWN, start), share_right(KNOWN, weights)) == (0, 1)


def test_the_choice_is_among_those_named_before_the_pronoun() -> None:
    text = "The Harbour Trust met the Ellery Bank. It said the bridge was open."
    start = text.index("It said")
    quotation = {
        "content": [[text.index("the bridge"), len(text) - 1]],
        "cue": None,
        "speaker": [start, start + 2],
        "speaker_key": "a",
        "also": [],
    }
    speakers = [{"key": "a", "name": "Harbour Trust", "kind": "organization"}]
    (choice,) = choices({"text": text, "speakers": speakers, "quotations": [quotation]})
    assert (choice.what, sorted(choice.is_right)) == ("bodies", [False, True])


def test_nothing_to_measure_is_nothing_right() -> None:
    assert share_right([], {}) == 0
