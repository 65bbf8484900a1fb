"""Headlines and captions: what in their capitals is a name."""

import pytest

from server.annotation.document import Document
from server.annotation.speakers.headlines import Shortening, is_headline
from tests.annotation.speakers.test_annotator import names_of


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Glenn Hale Calls Ban Off After Talks With Mayor.", True),
        ("Harbour Bridge Closes Again Amid Storm Damage Fears.", True),
        ("Glenn Hale calls off ban after talks with mayor", False),
        ("Glenn Hale met Mayor Tom Reed in Port Ellery.", False),
    ],
)
def test_a_headline_is_told_by_its_capitals(sentence: str, expected: bool) -> None:
    assert is_headline(Document(sentence).tokens) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Jane Hale Slams", "Jane Hale"),  # "Hale" stands alone elsewhere, "Slams" nowhere
        ("Chasing Hale", "Hale"),
        ("Jane Hale Moss", "Jane Hale Moss"),  # a surname that stands alone too
        ("Tom Reed Jr", "Tom Reed Jr"),
        ("Ann Marie Cole", "Ann Marie Cole"),  # nobody else is called so
    ],
)
def test_a_name_is_cut_to_what_the_text_calls_somebody(name: str, expected: str) -> None:
    names = ["Jane Hale", "Hale", "Moss", "Tom Reed", "Reed", "Cole", name]
    first, last = Shortening({tuple(each.split()): 1 for each in names}).range_of(tuple(name.split()))
    assert " ".join(name.split()[first:last]) == expected


def test_a_caption_takes_nothing_into_the_name() -> None:
    text = (
        "Senator Wayne Sturn File Photo shown here. Opposition Senator Wayne Sturn said it was late."
        " Sturn said it was over."
    )
    said = ("it was late", "Opposition Senator Wayne Sturn"), ("it was over", "Sturn")
    assert names_of(text, *said) == ["Wayne Sturn", "Wayne Sturn"]
