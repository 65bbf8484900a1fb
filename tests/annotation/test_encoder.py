"""The encoder: a vector for each unit, the same for the same text, made once and forgotten with its document."""

import gc

import numpy as np
import pytest
from hypothesis import given, settings

from server.annotation.document import Document
from server.annotation.encoder import Encoded, Encoder
from tests.annotation.models import encoder
from tests.annotation.texts import ANY_TEXT, ELECTION, STORM


def encoded(text: str) -> Encoded:
    return encoder().encode(Document(text))


@settings(deadline=None, max_examples=40)
@given(text=ANY_TEXT)
def test_every_unit_of_any_text_has_a_vector(text: str) -> None:
    found = encoded(text)
    assert found.vectors.shape == (len(found.units), encoded("One.").vectors.shape[1])
    assert found.vectors.dtype == np.float32
    assert np.isfinite(found.vectors).all()


def test_windows_share_out_all_vectors() -> None:
    found = encoded(ELECTION * 3)
    assert len(found.windows) > 1
    assert (np.concatenate([found.of(window) for window in found.windows]) == found.vectors).all()
    assert [len(found.of(window)) for window in found.windows] == [len(window.heads) for window in found.windows]


def test_a_units_vector_is_that_of_its_first_piece_in_its_window() -> None:
    found = encoded("Ann Lee said: “Unsplittably so.”\n\nIt was.")
    (window,) = found.windows
    inputs = {"ids": window.ids[None], "case": window.case[None], "state": window.state[None]}
    (pieces,) = encoder()._session.run(["vectors"], inputs)
    assert len(found.vectors) < len(window.ids) - 3
    assert (found.vectors == pieces[0][window.heads]).all()


def test_the_longest_window_can_be_read() -> None:
    assert len(encoded("the bridge and " * 200).vectors) == 600


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_no_units_have_no_vectors(text: str) -> None:
    found = encoded(text)
    assert found.windows == ()
    assert found.vectors.shape == (0, encoded("One.").vectors.shape[1])


def test_the_same_text_has_the_same_vectors() -> None:
    assert (encoded(STORM).vectors == encoded(STORM).vectors).all()


def test_a_vector_tells_of_the_words_around_and_of_letter_case_and_marks() -> None:
    said, *others = (encoded(text).vectors[-1] for text in ("Ann said", "Rain said", "ann said", "“Ann said"))
    assert all(not np.allclose(said, other, atol=1e-3) for other in others)


def test_a_document_is_encoded_once() -> None:
    document = Document(STORM)
    assert encoder().encode(document) is encoder().encode(document)


def test_another_document_of_the_same_text_is_another() -> None:
    assert encoded(STORM) is not encoded(STORM)


def test_a_document_that_nobody_needs_is_forgotten() -> None:
    own = Encoder()
    document = Document("Ann Lee said so.")
    own.encode(document)
    assert len(own._known) == 1
    del document
    gc.collect()
    assert len(own._known) == 0
