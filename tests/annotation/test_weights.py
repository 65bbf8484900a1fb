"""Weights are read only as they were committed."""

from pathlib import Path

import pytest

from server.annotation import weights


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(weights, "_FOLDER", tmp_path)
    (tmp_path / "heads.npz").write_bytes(b"abc")
    checksum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    (tmp_path / weights.CHECKSUMS).write_text(f"{checksum}  heads.npz\n", encoding="ascii")
    return tmp_path


def test_every_file_of_the_model_is_listed_as_it_is() -> None:
    folder = Path(str(weights._FOLDER))
    files = {path.name for path in folder.iterdir() if path.suffix in (".json", ".npz", ".onnx")} - {"model.json"}
    assert files == set(weights._listed())
    for name in files:
        assert weights.read(name)


@pytest.mark.usefixtures("folder")
def test_a_file_as_listed_is_read() -> None:
    assert weights.read("heads.npz") == b"abc"


@pytest.mark.parametrize("content", [b"ab", b"abd", b""])
def test_a_file_that_is_cut_or_changed_is_refused(folder: Path, content: bytes) -> None:
    (folder / "heads.npz").write_bytes(content)
    with pytest.raises(weights.WeightsError, match=r"heads\.npz is damaged"):
        weights.read("heads.npz")


@pytest.mark.parametrize("missing", ["heads.npz", weights.CHECKSUMS])
def test_a_missing_file_is_named(folder: Path, missing: str) -> None:
    (folder / missing).unlink()
    with pytest.raises(weights.WeightsError, match=rf"{missing} cannot be read"):
        weights.read("heads.npz")


def test_a_file_that_is_not_listed_is_refused(folder: Path) -> None:
    (folder / "other.npz").write_bytes(b"abc")
    with pytest.raises(weights.WeightsError):
        weights.read("other.npz")


@pytest.mark.parametrize("content", [None, b"", b"{", b"[]", b'{"name": "whosaid"}'])
def test_a_model_that_does_not_say_what_it_is(folder: Path, content: bytes | None) -> None:
    if content is not None:
        (folder / "model.json").write_bytes(content)
    with pytest.raises(weights.WeightsError, match=r"model\.json"):
        weights.check()


def test_all_files_are_checked(folder: Path) -> None:
    (folder / "model.json").write_text('{"name": "a", "version": "1", "licence": "MIT"}', encoding="utf-8")
    weights.check()
    assert weights.identity() == {"name": "a", "version": "1", "licence": "MIT"}
    (folder / "heads.npz").unlink()
    with pytest.raises(weights.WeightsError, match=r"heads\.npz"):
        weights.check()
