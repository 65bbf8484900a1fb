"""How names are measured: which count as the same, and what is counted."""

from pathlib import Path
from typing import Any

import pytest

from server.training.names import measure, read, same_name


@pytest.mark.parametrize(
    ("gold", "given", "kind", "is_same"),
    [
        ("Ann Lee", "Lee", "person", True),
        ("Ann Lee", "Mara Lee", "person", False),
        ("Harbour Bank of Ellery", "Harbour Bank", "organization", True),
        ("Harbour Bank", None, "organization", False),
    ],
)
def test_names_agree_in_their_words(gold: str, given: str | None, kind: str, is_same: bool) -> None:
    assert same_name(gold, given, kind) is is_same


def test_names_and_kinds_are_counted() -> None:
    text = "Mayor Ann Lee said it was late. She said it was dark."
    quotations = [_quotation(text, "it was late", "Mayor Ann Lee"), _quotation(text, "it was dark", "She")]
    speakers = [{"key": "a", "name": "Ann Lee", "kind": "person"}]
    total, right, errors = measure([{"id": "x", "text": text, "speakers": speakers, "quotations": quotations}])
    assert (total["all"], right["all"], total["kinds"], right["kinds"], errors) == (2, 2, 2, 2, [])


def _quotation(text: str, content: str, mention: str) -> dict[str, Any]:
    start, at = text.index(content), text.index(mention)
    return {
        "content": [[start, start + len(content)]],
        "cue": None,
        "speaker": [at, at + len(mention)],
        "speaker_key": "a",
        "also": [],
    }


def test_labels_get_the_texts_that_they_name(tmp_path: Path) -> None:
    (tmp_path / "texts.jsonl").write_text('{"id": "a", "text": "It was late."}\n', encoding="utf-8")
    labels = tmp_path / "labels.jsonl"
    labels.write_text('{"file": "texts.jsonl", "text_id": "a", "quotations": []}\n', encoding="utf-8")
    (article,) = read([str(labels)], texts=tmp_path)
    assert (article["id"], article["text"]) == ("texts.jsonl/a", "It was late.")
