"""Who says it: mentions joined over the whole article, with the attributions given by hand."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.annotation.document import Document
from server.annotation.pipeline import Options
from server.annotation.quotations.attribution import Attribution
from server.annotation.results import Annotations, Span, Speaker
from server.annotation.speakers import Speakers

Said = tuple[str, str | None]


def annotate(text: str, *said: Said) -> Annotations:
    """Annotates `text` with attributions (content, mention); each part is looked for behind the one before."""
    found, position = [], 0
    for content, mention in said:
        start = text.index(content, position)
        span = None
        if mention is not None:
            before = text.rfind(mention, position, start)
            at = before if before >= 0 else text.index(mention, start + len(content))
            span = Span(at, at + len(mention))
        position = start + 1
        found.append(Attribution((Span(start, start + len(content)),), None, span))
    return Speakers(lambda *_, **__: found).annotate(Document(text), Annotations(), Options())


def speakers_of(text: str, *said: Said) -> list[Speaker | None]:
    annotations = annotate(text, *said)
    by_id = {speaker.id: speaker for speaker in annotations.speakers}
    return [by_id[q.speaker] if q.speaker else None for q in annotations.quotations]


def names_of(text: str, *said: Said) -> list[str | None]:
    return [speaker.name if speaker else None for speaker in speakers_of(text, *said)]


def test_a_short_name_and_a_role_are_the_person_of_the_full_name() -> None:
    text = (
        "White House press secretary Karoline Leavitt said the talks went well. Leavitt said more would follow.\n"
        "The press secretary said no date was set."
    )
    speakers = speakers_of(
        text,
        ("the talks went well", "White House press secretary Karoline Leavitt"),
        ("more would follow", "Leavitt"),
        ("no date was set", "The press secretary"),
    )
    assert {speaker.id for speaker in speakers if speaker} == {"s1"}
    assert speakers[0]
    assert (speakers[0].name, speakers[0].kind) == ("Karoline Leavitt", "person")
    assert speakers[0].role
    assert "press secretary" in speakers[0].role


def test_a_full_name_that_comes_later_names_the_short_one_before() -> None:
    assert names_of(
        "Okafor said the dam would hold. Engineer Chidi Okafor had checked it twice.",
        ("the dam would hold", "Okafor"),
    ) == ["Chidi Okafor"]


def test_joint_speakers_keep_their_own_roles() -> None:
    text = "Special envoy Tom Hale and White House press secretary Ann Lee said the talks went well."
    speakers = annotate(text, ("the talks went well", text[: text.index(" said")])).speakers
    assert {speaker.name: speaker.role for speaker in speakers} == {
        "Tom Hale": "Special envoy",
        "Ann Lee": "White House press secretary",
    }


@pytest.mark.parametrize("dateline", ["PORT ELLERY — ", "PORT ELLERY, May 3 (Reuters) - ", "LONDON (AP) — "])
def test_the_place_of_a_dateline_is_no_body(dateline: str) -> None:
    text = f"{dateline}The ferry is safe, the company that built it said on Monday."
    (name,) = names_of(text, ("The ferry is safe", "the company that built it"))
    assert name == "company that built it"


@pytest.mark.parametrize("name", ["PG&E", "Harbour Traders’ Association", "St. John's College", "Queen’s Hospital"])
def test_a_possessive_in_a_name_stands_as_in_the_text(name: str) -> None:
    assert names_of(f"The {name} said the ferry is safe.", ("the ferry is safe", f"The {name}")) == [name]


def test_a_crowd_of_hundreds_is_a_group() -> None:
    (speaker,) = speakers_of(
        "Hundreds of protesters said they would stay.", ("they would stay", "Hundreds of protesters")
    )
    assert speaker
    assert (speaker.name, speaker.kind) == ("hundreds of protesters", "group")


def test_a_mention_within_a_mention_is_listed_once() -> None:
    text = "Mayor Ann Lee said the bridge is open."
    (speaker,) = speakers_of(text, ("the bridge is open", "Mayor Ann Lee"))
    assert speaker
    assert [mention.of(text) for mention in speaker.mentions] == ["Mayor Ann Lee"]


def test_a_role_is_taken_from_an_apposition() -> None:
    speaker = speakers_of(
        "Ann Lee, a doctor at the clinic in Leeds, said the ward was full.", ("the ward was full", "Ann Lee")
    )[0]
    assert speaker
    assert speaker.role == "doctor at the clinic in Leeds"


def test_he_and_she_follow_gender_and_not_only_order() -> None:
    text = "Susan Hale met Robert Finch on Monday. She said the deal was done.\nHe said it was not."
    assert names_of(text, ("the deal was done", "She"), ("it was not", "He")) == ["Susan Hale", "Robert Finch"]


def test_somebody_who_never_speaks_is_still_a_candidate() -> None:
    text = "Judge Karen Woods sentenced Peter Moss on Friday. Moss showed no emotion. He said nothing had been proved."
    assert names_of(text, ("nothing had been proved", "He")) == ["Peter Moss"]


def test_the_one_named_in_what_is_said_is_not_the_one_who_says_it() -> None:
    text = 'Paul Reed spoke first. "Mark Stone is a friend," he said.'
    assert names_of(text, ('"Mark Stone is a friend,"', "he")) == ["Paul Reed"]


def test_quoted_i_is_whoever_utters_the_quotation() -> None:
    text = '"I told them that the roof leaks," said Maria Lopez.'
    assert names_of(text, ('"I told them that the roof leaks,"', "Maria Lopez"), ("the roof leaks", "I")) == [
        "Maria Lopez",
        "Maria Lopez",
    ]


def test_it_and_the_company_take_up_the_body() -> None:
    text = (
        "Brightwater Energy Ltd will close two plants. It said costs had doubled.\n"
        "The company said staff would be told first."
    )
    assert names_of(text, ("costs had doubled", "It"), ("staff would be told first", "The company")) == [
        "Brightwater Energy Ltd",
        "Brightwater Energy Ltd",
    ]


def test_a_spokesman_speaks_for_a_body_but_is_somebody_of_his_own() -> None:
    text = "Northgate Council said the road is safe. A spokesman for Northgate Council said repairs start in May."
    speakers = speakers_of(
        text, ("the road is safe", "Northgate Council"), ("repairs start in May", "A spokesman for Northgate Council")
    )
    assert [(s.name, s.kind) for s in speakers if s] == [
        ("Northgate Council", "organization"),
        ("Northgate Council spokesman", "unnamed"),
    ]


def test_a_spokeswoman_without_a_body_is_that_of_the_body_just_mentioned() -> None:
    text = "Greenline Airways cancelled all flights. A spokeswoman said crews were ill."
    assert names_of(text, ("crews were ill", "A spokeswoman")) == ["Greenline Airways spokeswoman"]


def test_a_statement_resolves_to_its_body() -> None:
    text = (
        "Hollow Creek University rejected the claim in a statement. The statement said no data was lost.\n"
        "A statement from the Borders Agency said the same."
    )
    assert names_of(
        text, ("no data was lost", "The statement"), ("the same", "A statement from the Borders Agency")
    ) == ["Hollow Creek University", "Borders Agency"]


def test_a_report_is_a_source_of_its_own_unless_a_body_made_it() -> None:
    text = "A new study found that bees sleep. A report by Oakfield Institute found that they dream."
    speakers = speakers_of(text, ("bees sleep", "A new study"), ("they dream", "A report by Oakfield Institute"))
    assert [(s.name, s.kind) for s in speakers if s] == [
        ("new study", "organization"),
        ("Oakfield Institute", "organization"),
    ]


def test_an_acronym_is_the_body_that_it_abbreviates() -> None:
    text = "The National Harbour Authority (NHA) closed the port. The NHA said ice was to blame."
    assert names_of(text, ("ice was to blame", "The NHA")) == ["National Harbour Authority"]


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Ellery Observatory for Human Rights", "Observatory"),
        ("Royal Bank of Ellery", "Bank"),
        ("Wave Research Laboratory", "Laboratory"),
    ],
)
def test_the_noun_of_a_body_s_name_takes_it_up(full: str, short: str) -> None:
    text = f"On Monday the {full} said ten were hurt. The {short} said more were missing."
    assert names_of(text, ("ten were hurt", f"the {full}"), ("more were missing", f"The {short}")) == [full, full]


@pytest.mark.parametrize("whose", ["NASA's ", "the US "])
def test_whose_a_body_is_makes_no_other_body(whose: str) -> None:
    name = "Wave Research Laboratory"
    text = f"Staff of the {name} met. On Monday {whose}{name} said ten left. The Laboratory said more would."
    annotations = annotate(text, ("ten left", f"{whose}{name}"), ("more would", "The Laboratory"))
    assert len(annotations.speakers) == 1


def test_places_that_stand_for_governments_speak_as_bodies() -> None:
    text = "Moscow said the offer was late. The Kremlin said it would answer."
    speakers = speakers_of(text, ("the offer was late", "Moscow"), ("it would answer", "The Kremlin"))
    assert [(s.name, s.kind) for s in speakers if s] == [("Moscow", "organization"), ("Kremlin", "organization")]


@pytest.mark.parametrize(
    ("mention", "name", "kind"),
    [
        ("A senior administration official", "senior administration official", "unnamed"),
        ("Local residents", "Local residents", "group"),
        ("Police", "Police", "group"),
    ],
)
def test_sources_without_a_name_keep_their_noun_phrase(mention: str, name: str, kind: str) -> None:
    speaker = speakers_of(f"{mention} said the bridge was shut.", ("the bridge was shut", mention))[0]
    assert speaker
    assert (speaker.name, speaker.kind) == (name, kind)


def test_an_unnamed_source_is_taken_up_by_the_same_noun() -> None:
    text = "An insider told the paper that talks failed. The insider said more meetings were planned."
    annotations = annotate(text, ("talks failed", "An insider"), ("more meetings were planned", "The insider"))
    assert len(annotations.speakers) == 1


def test_relatives_with_the_same_surname_are_kept_apart() -> None:
    text = (
        "Greta Holm won the race. Her brother Lars Holm came third. Greta Holm said the wind helped.\n"
        "Mr Holm said the snow was soft. Ms Holm said she would be back."
    )
    assert names_of(
        text, ("the wind helped", "Greta Holm"), ("the snow was soft", "Mr Holm"), ("she would be back", "Ms Holm")
    ) == ["Greta Holm", "Lars Holm", "Greta Holm"]


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("J. R. Tolland", "Tolland"),
        ("Olivia Marks-Hale", "Marks-Hale"),
        ("Siobhan O'Leary", "O'Leary"),
        ("Siobhan O’Leary", "O’Leary"),
        ("Ursula von der Heide", "von der Heide"),
        ("Gerhard Müller", "Muller"),
        ("Nguyen Van Thieu", "Thieu"),
        ("Frank Dale Jr.", "Dale"),
    ],
)
def test_names_of_every_form_are_found_again(full: str, short: str) -> None:
    text = f"The mayor, {full}, said the vote was fair. On Monday {short} said the count was over."
    assert names_of(text, ("the vote was fair", full), ("the count was over", short)) == [full, full]


def test_a_possessive_is_no_part_of_the_name() -> None:
    text = "Reporters heard Nadia Petrova's answer. Petrova said the plan was dead."
    assert names_of(text, ("the plan was dead", "Petrova")) == ["Nadia Petrova"]


def test_joint_speakers_are_told_in_also() -> None:
    text = "Anna Brook and Thomas Field said the school would stay open."
    annotations = annotate(text, ("the school would stay open", "Anna Brook and Thomas Field"))
    assert [speaker.name for speaker in annotations.speakers] == ["Anna Brook", "Thomas Field"]
    assert (annotations.quotations[0].speaker, annotations.quotations[0].also) == ("s1", ("s2",))


def test_the_two_leaders_are_the_last_two_people() -> None:
    text = "President Emma Stolz received Prime Minister Daniel Costa in Vienna. The two leaders said trade would grow."
    annotations = annotate(text, ("trade would grow", "The two leaders"))
    assert {speaker.name for speaker in annotations.speakers} == {"Emma Stolz", "Daniel Costa"}
    assert len(annotations.quotations[0].also) == 1


def test_both_names_are_no_count_of_people_named_before() -> None:
    text = "Emma Stolz met Daniel Costa. Ann Lee and Tom Williams came too. Both Lee and Williams said trade grew."
    annotations = annotate(text, ("trade grew", "Both Lee and Williams"))
    assert {speaker.name for speaker in annotations.speakers} == {"Ann Lee", "Tom Williams"}


def test_a_floating_quotation_is_the_speaker_s_of_its_paragraph() -> None:
    text = 'Jane Marsh said the river rose fast. "We had ten minutes to leave the house."'
    assert names_of(
        text, ("the river rose fast", "Jane Marsh"), ('"We had ten minutes to leave the house."', None)
    ) == [
        "Jane Marsh",
        "Jane Marsh",
    ]


def test_a_floating_quotation_is_whose_sentence_leads_up_to_it() -> None:
    text = 'Ian Cole said he was glad.\nLaura Beck began to laugh. "Nobody ever asked me about that."'
    assert names_of(text, ("he was glad", "Ian Cole"), ('"Nobody ever asked me about that."', None)) == [
        "Ian Cole",
        "Laura Beck",
    ]


def test_a_quotation_that_floats_before_the_one_with_a_cue_belongs_to_it() -> None:
    text = 'Ian Cole said he was glad.\n"It took us three whole years. "It was worth it," said Laura Beck.'
    assert names_of(
        text,
        ("he was glad", "Ian Cole"),
        ('"It took us three whole years.', None),
        ('"It was worth it,"', "Laura Beck"),
    ) == ["Ian Cole", "Laura Beck", "Laura Beck"]


def test_an_opening_without_a_name_finds_it_later() -> None:
    text = (
        "A coroner has said that care was late. Coroner Helen Marsh heard the case in York.\n"
        "Marsh said staff were tired."
    )
    assert names_of(text, ("care was late", "A coroner"), ("staff were tired", "Marsh")) == ["Helen Marsh"] * 2


@pytest.mark.parametrize(
    ("opening", "mention"),
    [
        ("Fares will rise, the boss of Fastjet has said.", "the boss of Fastjet"),
        ("Fares will rise at Fastjet, its chief executive has said.", "its chief executive"),
        ("A pilot has said that fares will rise for Tom Hale.", "A pilot"),
    ],
)
def test_an_opening_that_tells_only_the_office_is_named_next(opening: str, mention: str) -> None:
    content = "fares will rise for Tom Hale" if "Hale" in opening else "Fares will rise"
    text = f"{opening}\nJo Lund said demand was strong. Tom Hale said he was cross."
    names = names_of(text, (content, mention), ("demand was strong", "Jo Lund"), ("he was cross", "Tom Hale"))
    assert names == ["Jo Lund", "Jo Lund", "Tom Hale"]


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("The group", "The group, Clear Water Now, said"),
        ("One of them", "One of them, former minister Dana Green, said"),
        ("Hale's son", "Hale's son, Peter Hale Jr., said"),
    ],
)
def test_an_apposition_behind_a_noun_names_the_speaker(mention: str, name: str) -> None:
    text = f"Rob Hale died on Monday. {name} the river was clean."
    expected = name.split(", ")[1].removeprefix("former minister ")
    assert names_of(text, ("the river was clean", mention)) == [expected]


def test_what_is_said_behind_a_comma_is_no_apposition() -> None:
    text = "According to the report, Peter Hale, who is 30, fell ill."
    assert names_of(text, ("Peter Hale, who is 30, fell ill", "the report")) == ["report"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ellery has many nurses who say the ward is full.", "many nurses"),
        ("They listened to members of the council, who said the ward is full.", "members of the council"),
        ("They met Ann Lee, who said the ward is full.", "Ann Lee"),
    ],
)
def test_a_relative_pronoun_is_the_noun_before_it(text: str, name: str) -> None:
    assert names_of(text, ("the ward is full", "who")) == [name]


def test_a_first_name_borne_by_both_hinders_no_pronoun() -> None:
    text = "Shannon Field, a chef in Ellery, opened a bar in May. He said the rent was low."
    assert names_of(text, ("the rent was low", "He")) == ["Shannon Field"]


@pytest.mark.parametrize(("full", "slip"), [("Johan Lundgren", "Mr Lungren"), ("Gerhard Müller", "Mueller")])
def test_a_surname_that_is_one_letter_off_is_a_slip(full: str, slip: str) -> None:
    text = f"The owner, {full}, said the hall was sold. On Monday {slip} said it was not."
    assert names_of(text, ("the hall was sold", full), ("it was not", slip)) == [full, full]


def test_a_name_that_stands_in_full_only_beside_the_cue_is_told_in_full() -> None:
    text = "\u2022 Rothwell writes for a paper. Its title is long, David Rothwell said."
    assert names_of(text, ("Its title is long", "David Rothwell")) == ["David Rothwell"]


def test_a_court_or_a_party_is_no_company() -> None:
    text = "On Monday Fastjet shut two bases. The Labour Party and the Supreme Court met. The company said fares rise."
    assert names_of(text, ("fares rise", "The company")) == ["Fastjet"]


def test_who_behind_a_day_is_none_of_the_days() -> None:
    text = "Mark Stone met Ann Lee on Thursday, who said the case was closed."
    assert names_of(text, ("the case was closed", "who")) == ["Ann Lee"]


def test_she_and_her_husband_are_two() -> None:
    text = "Susan Hale won on Monday. She and her husband said the prize was a surprise."
    annotations = annotate(text, ("the prize was a surprise", "She and her husband"))
    assert [speaker.name for speaker in annotations.speakers] == ["Susan Hale", "Susan Hale's husband"]


def test_a_title_in_full_takes_up_an_abbreviated_one() -> None:
    text = "Sen. Mark Stone met Ann Lee. Ann Lee left early. The senator said the talks were short."
    assert names_of(text, ("the talks were short", "The senator")) == ["Mark Stone"]


def test_a_headline_with_a_full_stop_names_nobody_of_its_own() -> None:
    text = "Glenn Hale Calls Ban Off After Talks With Mayor.\nGlenn Hale said he was glad. Hale said it was over."
    assert names_of(text, ("he was glad", "Glenn Hale"), ("it was over", "Hale")) == ["Glenn Hale", "Glenn Hale"]


def test_a_day_is_no_part_of_a_role() -> None:
    (speaker,) = speakers_of("On Monday actor Ann Lee said the ward was full.", ("the ward was full", "actor Ann Lee"))
    assert speaker
    assert speaker.role == "actor"


def test_an_adverb_is_no_role() -> None:
    (speaker,) = speakers_of("However, Ann Lee said the ward was full.", ("the ward was full", "Ann Lee"))
    assert speaker
    assert speaker.role is None


def test_a_role_is_told_as_in_the_text() -> None:
    text = "Ann Lee, Ellery’s former mayor, said the ward was full."
    (speaker,) = speakers_of(text, ("the ward was full", "Ann Lee"))
    assert speaker
    assert speaker.role == "Ellery’s former mayor"


def test_a_plural_at_the_head_of_a_sentence_is_a_group_and_no_name() -> None:
    (speaker,) = speakers_of("Inspectors said the lift was safe.", ("the lift was safe", "Inspectors"))
    assert speaker
    assert (speaker.name, speaker.kind) == ("Inspectors", "group")


def test_mentions_are_all_places_that_name_a_speaker_or_take_them_up() -> None:
    text = "Susan Hale came late. She said the train broke down. Hale left early."
    speaker = speakers_of(text, ("the train broke down", "She"))[0]
    assert speaker
    assert [span.of(text) for span in speaker.mentions] == ["Susan Hale", "She", "Hale"]


def test_nobody_is_made_up_where_the_text_names_nobody() -> None:
    assert names_of('"This is all that stands here."', ('"This is all that stands here."', None)) == [None]


@given(st.text(alphabet="Aa bB.,'’\"“”\n()sSaidhe&-[]", max_size=300), st.data())
def test_no_text_and_no_attributions_raise(text: str, data: st.DataObject) -> None:
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda pair: Span(*sorted(pair)))
    given_ = data.draw(st.lists(st.builds(Attribution, st.tuples(spans), st.none(), st.none() | spans), max_size=8))
    Speakers(lambda *_, **__: given_).annotate(Document(text), Annotations(), Options())


def test_fifty_thousand_capitalised_words_take_no_longer_a_word_than_a_few() -> None:
    def seconds(count: int) -> float:
        text = "".join(f"Ann Smith{n} came. He said so.\n" for n in range(count))
        mentions = [n for n in range(len(text)) if text.startswith("He said", n)]
        attributions = [Attribution((Span(n + 8, n + 10),), None, Span(n, n + 2)) for n in mentions]
        document = Document(text)
        started = time.perf_counter() if document.tokens else 0.0
        Speakers(lambda *_, **__: attributions).annotate(document, Annotations(), Options())
        return time.perf_counter() - started

    assert seconds(8000) < 40 * seconds(500)
