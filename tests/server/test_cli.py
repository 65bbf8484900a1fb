"""flask annotate: the same answers on the command line."""

import hashlib
import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient, FlaskCliRunner

from tests.conftest import ARTICLE


def test_json_is_what_the_service_answers(runner: FlaskCliRunner, client: FlaskClient, tmp_path: Path) -> None:
    file = tmp_path / "bridge.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    result = runner.invoke(args=["annotate", str(file), str(file)])
    assert result.exit_code == 0
    first, second = map(json.loads, result.stdout.splitlines())
    assert first == second == client.post("/v1/annotate", json={"text": ARTICLE}).get_json()


def test_standard_input_in_colour(runner: FlaskCliRunner) -> None:
    result = runner.invoke(args=["annotate", "--format", "text", "-"], input=ARTICLE + "\x1b[2J", color=True)
    assert result.exit_code == 0
    assert "\x1b[1mWho said what" in result.stdout
    assert "Ann Lee" in result.stdout
    assert "\x1b[2J" not in result.stdout


@pytest.mark.parametrize(("form", "sign"), [("markdown", "**Ann Lee** (direct)"), ("w3c", "AnnotationPage")])
def test_other_formats(runner: FlaskCliRunner, form: str, sign: str) -> None:
    result = runner.invoke(args=["annotate", "--format", form, "-"], input=ARTICLE)
    assert result.exit_code == 0
    assert sign in result.stdout


def test_markdown_cannot_be_made_to_hold_markup(runner: FlaskCliRunner) -> None:
    text = "“It is <b>open</b> [here](http://x.example),” Ann Lee said."
    result = runner.invoke(args=["annotate", "--format", "markdown", "-"], input=text)
    assert "\\<b\\>open" in result.stdout
    assert "\\[here\\](" in result.stdout


def test_one_bad_file_does_not_stop_the_others(runner: FlaskCliRunner, tmp_path: Path) -> None:
    bad, other, good = tmp_path / "bad.txt", tmp_path / "other.txt", tmp_path / "good.txt"
    bad.write_bytes(b"\xff\xfe\xfa")
    other.write_text("Der Bürgermeister hat am Montag gesagt, dass die Brücke im Mai für den Verkehr geöffnet wird.")
    good.write_text(ARTICLE, encoding="utf-8")
    result = runner.invoke(args=["annotate", str(bad), str(other), str(good)])
    assert result.exit_code == 1
    assert "not UTF-8" in result.stderr
    assert "English" in result.stderr
    assert len(result.stdout.splitlines()) == 1


def test_profile_tells_the_stages_beside_the_answer(runner: FlaskCliRunner) -> None:
    result = runner.invoke(args=["annotate", "--profile", "--format", "json", "-"], input=ARTICLE)
    assert json.loads(result.stdout)["quotations"]
    stages = [line.split()[0] for line in result.stderr.splitlines()]
    assert stages == [
        *("document", "encoder", "quotations", "speakers", "claims", "topics", "phrases", "serialise"),
        "all",
    ]


def test_a_token_and_its_setting(runner: FlaskCliRunner) -> None:
    token, setting = (line.split()[-1] for line in runner.invoke(args=["create-token"]).stdout.splitlines())
    assert setting == "WHOSAID_TOKEN_SHA256=" + hashlib.sha256(token.encode()).hexdigest()
