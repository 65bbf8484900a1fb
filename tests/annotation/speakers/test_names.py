"""Noun phrases: which words are the name, which the titles, and whose source it is."""

import pytest

from server.annotation.speakers.names import is_pronoun
from server.annotation.speakers.noun_phrases import read_phrase


@pytest.mark.parametrize(
    ("phrase", "name", "kind"),
    [
        ("French President Amelie Dubois", "Amelie Dubois", "person"),
        ("lead researcher and planetary scientist Lucas Pagano", "Lucas Pagano", "person"),
        ("Coach P.J. Fletcher", "P.J. Fletcher", "person"),
        ("Sui-Lin Wei of the Harbour Times", "Sui-Lin Wei", "person"),
        ("counsel for the inquiry Tom Pool KC", "Tom Pool", "person"),
        ("Ireland 's Johnny Lowe", "Johnny Lowe", "person"),
        ("Harbour Trust chief executive Olivia Marks-Wold", "Olivia Marks-Wold", "person"),
        ("Social Labour Party ( SLP ) MP Claire Hannan", "Claire Hannan", "person"),
        ("ambassador to Britain Liu Xiaowen", "Liu Xiaowen", "person"),
        ("the Department of Justice", "Department of Justice", "organization"),
        ("the Institute for Fiscal Studies", "Institute for Fiscal Studies", "organization"),
        ("sportswear firm Adira", "Adira", "organization"),
        ("Big Machine Records", "Big Machine Records", "organization"),
        ("NATO", "NATO", "organization"),
        ("the Pentagon", "Pentagon", "organization"),
        ("Florida Rep. Dana Wolfe Schuster", "Dana Wolfe Schuster", "person"),
        ("Alabama QB Jalen Price", "Jalen Price", "person"),
        ("U.S. Secretary of State John Kells", "John Kells", "person"),
        ("Prime Minister of the United Kingdom David Camden", "David Camden", "person"),
        ("Presidents Maria Sol", "Maria Sol", "person"),
        ("UN Secretary-General Pak Ji-hoon", "Pak Ji-hoon", "person"),
        ("Mr. Hale 's", "Hale", "person"),
        ("one of its main airlines Fastjet", "Fastjet", "person"),
        ("House Speaker Paul D. Rowan of Wisconsin", "Paul D. Rowan", "person"),
        ("the Republic of Ellery", "Republic of Ellery", "organization"),
        ("Abu Sami al-Masri", "Abu Sami al-Masri", "person"),
        ("Governor-General Quentin Bright", "Quentin Bright", "person"),
        ("Doctors Without Frontiers", "Doctors Without Frontiers", "person"),
        ("Victoria Police", "Victoria Police", "organization"),
        ("San Diego Padres", "San Diego Padres", "person"),
        ("Illustrator Jack Skivers", "Jack Skivers", "person"),
        ("the Council on Harbour Affairs based in Port Ellery", "Council on Harbour Affairs", "organization"),
    ],
)
def test_names_are_read_without_titles(phrase: str, name: str, kind: str) -> None:
    read = read_phrase(phrase.split())
    assert read
    assert (" ".join(read.name), read.kind) == (name, kind)


@pytest.mark.parametrize(
    ("phrase", "head", "owner", "kind"),
    [
        ("a spokesman for the city council", "spokesman", "the city council", "unnamed"),
        ("the company 's statement", "statement", "the company", "organization"),
        ("a survey of 900 people conducted by Fastjet", "survey", "Fastjet", "organization"),
        ("senior administration officials", "officials", "", "group"),
        ("the Attorney General", "general", "", "unnamed"),
        ("the White House Press Secretary", "secretary", "White House Press", "unnamed"),
        (
            "a Department for Culture , Media and Sport spokesperson",
            "spokesperson",
            "Department for Culture , Media and Sport",
            "unnamed",
        ),
        ("Organizers for the group One Fair Field", "organizers", "the group One Fair Field", "group"),
        ("Brinewell 's own Safety Report", "report", "Brinewell", "organization"),
        ("a Justice Department spokeswoman", "spokeswoman", "Justice Department", "unnamed"),
        ("nearly four in 10 likely voters", "four", "", "group"),
        ("the Utah Republican", "republican", "Utah", "unnamed"),
        ("the King", "king", "", "unnamed"),
        ("Those in favour of the plan", "those", "", "group"),
        ("One of the rebels", "one", "the rebels", "unnamed"),
        ("many Canadians", "canadians", "", "group"),
        ("Someone", "someone", "", "unnamed"),
        ("by some", "some", "", "group"),
        ("A lot of people", "lot", "people", "group"),
        ("964,000 people", "people", "", "group"),
    ],
)
def test_phrases_without_a_name_tell_head_and_owner(phrase: str, head: str, owner: str, kind: str) -> None:
    read = read_phrase(phrase.split())
    assert read
    assert (read.name, read.head, " ".join(read.owner), read.kind) == ((), head, owner, kind)


@pytest.mark.parametrize(
    ("phrase", "gender"),
    [("Mrs Okafor", "she"), ("Sir Keith Dunn", "he"), ("spokeswoman Lee Adair", "she"), ("Svetlana Orlova", "she")],
)
def test_titles_and_first_names_tell_gender(phrase: str, gender: str) -> None:
    read = read_phrase(phrase.split())
    assert read
    assert read.gender == gender


def test_the_who_is_no_pronoun() -> None:
    assert is_pronoun(["who"])
    assert not is_pronoun(["WHO"])


def test_no_words_are_no_phrase() -> None:
    assert read_phrase([]) is None
    assert read_phrase(["(", ")", ","]) is None


@pytest.mark.parametrize(
    ("phrase", "head", "owner", "is_by"),
    [
        ("a new article in the Harbour Times", "article", "the Harbour Times", True),
        ("a report earlier this year by Carbon Watch", "report", "Carbon Watch", True),
        ("an analysis of the plan by the University of Ellery", "analysis", "the University of Ellery", True),
        ("guidelines recently issued by the ministry", "guidelines", "the ministry", True),
        ("an update from Fastjet last week", "update", "Fastjet", True),
        ("a recent Harbour Trust survey of 900 people", "survey", "Harbour Trust", False),
        ("a report released on Monday", "report", "", False),
        ("a close friend of Dame Hilda Mant", "friend", "Dame Hilda Mant", False),
    ],
)
def test_a_document_is_of_those_who_made_it(phrase: str, head: str, owner: str, is_by: bool) -> None:
    read = read_phrase(phrase.split())
    assert read
    assert (read.head, " ".join(read.owner), read.is_by) == (head, owner, is_by)


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("a paper published in the journal Stars", "paper"),
        ("figures obtained by the Harbour Times", "figures obtained by the Harbour Times"),
        ("early reports of losses in Ellery", "early reports of losses in Ellery"),
    ],
)
def test_a_document_is_called_by_what_it_is_and_not_by_where_it_was_printed(phrase: str, words: str) -> None:
    read = read_phrase(phrase.split())
    assert read
    assert " ".join(read.words) == words


@pytest.mark.parametrize("phrase", ["Friday", "the American", "the Texan"])
def test_days_and_peoples_are_no_names(phrase: str) -> None:
    read = read_phrase(phrase.split())
    assert read
    assert not read.name


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("Two people familiar with the talks", "unnamed"),
        ("sources close to the talks", "unnamed"),
        ("two people", "group"),
    ],
)
def test_those_who_stay_unnamed_are_no_group(phrase: str, kind: str) -> None:
    read = read_phrase(phrase.split())
    assert read
    assert read.kind == kind
