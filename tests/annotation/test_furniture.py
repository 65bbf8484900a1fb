"""Page furniture: what stands around an article is left out, what belongs to it never."""

import pytest

from server.annotation.document import Document
from tests.annotation.conftest import Annotate
from tests.annotation.texts import ELECTION, FOOTBALL, STORM

BEGINNING = "The council met on Monday to vote on the new bridge.\n\nIt voted for the bridge.\n\n"
END = "\n\nThe works will begin in May.\n"


def furniture(text: str, title: str | None = None) -> list[str]:
    document = Document(text, title)
    return [document.words(line) for line in document.furniture]


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "ADVERTISEMENT",
        "Story continues below advertisement",
        "Facebook Twitter WhatsApp Email",
        "Facebook | X | Copy link",
        "Share",
        "Share this article",
        "Share on Facebook",
        "Tweet",
        "5 min read",
        "Read more: Ten bridges you must see",
        "Read more Ten bridges you must see",
        "• Read more: Ten bridges you must see",
        "Sign up for our newsletter to get the best stories every morning.",
        "Subscribe now",
        "Follow us on Twitter for more news.",
        "Photo: Ann Lee/County Archive",
        "Image source, Getty Images",
        "Getty Images",
        "AP Photo/Tom Hale",
        "© 2024 County News. All rights reserved.",
        "Copyright 2024 County News.",
        "Log in to comment",
        "Your email address will not be published.",
        "Back to top",
        "Tags: bridge, council",
    ],
)
def test_a_line_of_the_page_is_furniture_wherever_it_stands(line: str) -> None:
    assert furniture(BEGINNING + line + END) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "EPA officials declined to comment.",
        "Reuters could not verify the account.",
        "AFP staff went on strike on Friday.",
        "Copyright law has not changed here since 1911, the judge wrote.",
        "Logins rose 12 percent in May.",
        "Logging is banned in the valley.",
        "Register to vote by Friday, the clerk said.",
        "See more of the world, the captain told his crew.",
        "More from the budget will go to schools.",
        "More news is expected on Friday.",
        "Share with your neighbours, the mayor said.",
        "Share prices fell 3 percent.",
        "Follow us home, the girl said.",
        "Image source code was leaked by a clerk.",
        "Comments poured in.",
        "Print newspapers are dying.",
        "X said that it would appeal.",
        "Facebook said that it would appeal.",
        "Video showed the car leaving.",
        "Related charges were dropped.",
        "Ads cost the council $12,000.",
        "“Read more books,” she said.",
        "Watch sales fell in May.",
    ],
)
def test_a_sentence_of_the_article_is_no_furniture(line: str) -> None:
    assert furniture(BEGINNING + line + END) == []


@pytest.mark.parametrize("article", [FOOTBALL, ELECTION, STORM])
def test_an_article_is_no_furniture(article: str) -> None:
    assert furniture(article) == []


@pytest.mark.parametrize(
    "heading", ["Similar Posts", "Related articles", "Leave a Reply", "You may also like", "Comments (3)", "Most read"]
)
def test_behind_such_a_heading_the_article_is_over(heading: str) -> None:
    text = f"{STORM}\n{heading}\n\nTen bridges you must see\n\nA walk along the Sorrel\n"
    assert furniture(text) == [heading, "Ten bridges you must see", "A walk along the Sorrel"]


def test_a_heading_in_the_first_half_ends_nothing() -> None:
    assert furniture(f"The river broke its banks.\n\nRelated stories\n\n{STORM}") == ["Related stories"]


def test_long_prose_behind_such_a_heading_is_article_again() -> None:
    prose = "The council voted for the bridge over the Sorrel after a debate of nine hours. " * 6
    text = f"{FOOTBALL}\n{STORM}\nRelated stories\n\nTen bridges you must see\n\n{prose}\n\nIt will open in May.\n"
    assert furniture(text) == ["Related stories", "Ten bridges you must see"]


def test_a_headline_that_is_repeated_is_furniture() -> None:
    text = f"Flood in Weston\n\nFlood in Weston!\n\n{STORM}"
    assert furniture(text) == ["Flood in Weston!"]


def test_the_title_repeated_in_the_text_is_furniture() -> None:
    assert furniture(f"FLOOD IN WESTON\n\n{STORM}", title="Flood in Weston") == ["FLOOD IN WESTON"]


def test_a_sentence_said_again_further_down_is_no_headline() -> None:
    text = f"It rained.\n\n{STORM}\nIt rained.\n"
    assert furniture(text) == []


def test_nothing_in_furniture_is_annotated(annotate: Annotate) -> None:
    page = "Similar Posts\n\n“I lost $4 million,” Ivo Brandt said.\n\nLeave a Reply\n"
    answer = annotate(f"{STORM}\n{page}", claim_share=1.0)
    alone = annotate(STORM, claim_share=1.0)
    assert answer.annotations.quotations == alone.annotations.quotations
    assert [claim.sentence for claim in answer.annotations.claims] == [c.sentence for c in alone.annotations.claims]
    assert "Ivo Brandt" not in {speaker.name for speaker in answer.annotations.speakers}
    assert "page-furniture" in {caution.code for caution in answer.annotations.cautions}
