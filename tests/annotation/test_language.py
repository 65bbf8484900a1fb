"""The language: English is read, other languages are named, and too little is not guessed at."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.annotation.language import OTHER_SCRIPT, UNDETERMINED, detect, is_english
from tests.annotation.texts import ANY_TEXT, ELECTION, FOOTBALL, STORM

TEXTS = {
    "de": "Der Rat traf sich am Montag und stimmte für die neue Brücke, aber sie wird nicht vor dem Mai eröffnet.",
    "fr": "Le conseil s'est réuni lundi et a voté pour le nouveau pont, mais il ne sera pas ouvert avant mai.",
    "es": "El consejo se reunió el lunes y votó por el nuevo puente, pero no se abrirá antes de mayo en la ciudad.",
    "it": "Il consiglio si è riunito lunedì e ha votato per il nuovo ponte, ma non sarà aperto prima di maggio.",
    "nl": "De raad kwam maandag bijeen en stemde voor de nieuwe brug, maar die gaat niet open voor het eind van mei.",
    "pt": "O conselho reuniu-se na segunda-feira e votou pela nova ponte, mas ela não será aberta antes de maio.",
    "sv": "Rådet möttes på måndagen och röstade för den nya bron, men den öppnar inte före maj, sade hon till mig.",
}
OTHER_SCRIPTS = [
    "Совет собрался в понедельник и проголосовал за новый мост, но он не откроется раньше мая.",
    "市议会星期一开会，投票支持新桥，但五月之前不会开放。",
    "اجتمع المجلس يوم الاثنين وصوت لصالح الجسر الجديد ولكنه لن يفتح قبل مايو",
    "Το συμβούλιο συνεδρίασε τη Δευτέρα και ψήφισε υπέρ της νέας γέφυρας.",
]


@pytest.mark.parametrize("text", [FOOTBALL, ELECTION, STORM, STORM.upper(), STORM.replace("\n", " ")])
def test_an_english_article(text: str) -> None:
    assert detect(text) == "en"


@pytest.mark.parametrize("language", TEXTS)
def test_another_language_is_named(language: str) -> None:
    assert detect(TEXTS[language]) == language


@pytest.mark.parametrize("text", OTHER_SCRIPTS)
def test_another_script_is_not_english(text: str) -> None:
    assert detect(text) == OTHER_SCRIPT


@pytest.mark.parametrize("text", ["", " \n", "It is open.", "12 34 56", "😀 😀", "Да", "Ann Lee " * 20])
def test_too_little_is_undetermined(text: str) -> None:
    assert detect(text) == UNDETERMINED


def test_an_english_article_with_a_foreign_quotation_is_english() -> None:
    assert detect(f"{STORM}\n“{TEXTS['de']}” said Ivo Brandt.") == "en"
    assert detect(f"{STORM}\n“{OTHER_SCRIPTS[0]}” said Ivo Brandt.") == "en"


def test_a_foreign_article_with_an_english_quotation_is_foreign() -> None:
    assert detect(f"{TEXTS['de'] * 4}\n“It is open,” sagte Ann Lee.") == "de"


@pytest.mark.parametrize(
    ("tag", "english"), [("en", True), ("en-GB", True), ("EN-us", True), ("de", False), ("enm", False), ("", False)]
)
def test_tags_of_english(tag: str, english: bool) -> None:
    assert is_english(tag) is english


@settings(deadline=None)
@given(text=st.one_of(ANY_TEXT, st.lists(st.sampled_from([*TEXTS.values(), *OTHER_SCRIPTS]), max_size=3).map("".join)))
def test_any_text_has_a_tag(text: str) -> None:
    assert detect(text) in {"en", UNDETERMINED, OTHER_SCRIPT} or len(detect(text)) == 2
