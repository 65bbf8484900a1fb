"""Paths, folders and patterns become the list of files to read, in an order that stays the same."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

import fsspec
from fsspec.core import url_to_fs

from server.corpora.errors import CorpusError

InputForm = Literal["jsonl", "parquet", "csv", "text"]
INPUT_FORMS: tuple[InputForm, ...] = ("jsonl", "parquet", "csv", "text")
_FORM_OF_SUFFIX: dict[str, InputForm] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "text",
    ".text": "text",
}
COMPRESSIONS = {".gz": "gzip", ".zst": "zstd", ".zstd": "zstd"}


@dataclass(frozen=True, slots=True)
class Source:
    """A file of records, or all the texts of one folder (`members`, one article each).

    `name` tells it apart in the output, `size` is in bytes as stored, `fingerprint` changes when the input does.
    """

    name: str
    url: str
    form: InputForm
    size: int
    fingerprint: str
    members: tuple[tuple[str, int], ...] = ()


def compression_of(path: str) -> str | None:
    """How the file at `path` is compressed, by its name."""
    return COMPRESSIONS.get(PurePosixPath(path).suffix.lower())


def sources_of(paths: Iterable[str], form: InputForm | None = None, out: str | None = None) -> list[Source]:
    """The sources at `paths` (files, folders, patterns; any URL that fsspec knows); `form` overrules their suffixes.

    What lies in `out` is output, also where that lies in a folder that is read.
    Raises CorpusError where a path leads nowhere or a named file is none that is read.
    """
    found: dict[str, Source] = {}
    for path in paths:
        for source in _sources_at(path, form, out):
            name = source.url if source.name in found and found[source.name].url != source.url else source.name
            found[name] = source if name == source.name else _renamed(source, name)
    return list(found.values())


def _renamed(source: Source, name: str) -> Source:
    return Source(name, source.url, source.form, source.size, source.fingerprint, source.members)


def _sources_at(path: str, form: InputForm | None, out: str | None) -> list[Source]:
    try:
        files, start = url_to_fs(path)
        if any(character in path for character in "*?["):
            listed, root = files.glob(path, detail=True), _unmagical(start)
        elif files.isdir(start):
            listed, root = files.find(start, detail=True), start
        else:
            listed, root = {start: files.info(start)}, str(PurePosixPath(start).parent)
    except FileNotFoundError:
        raise CorpusError(f"There is nothing at {path}.") from None
    except (ValueError, ImportError) as error:
        raise CorpusError(f"{path} cannot be read: {error}") from None
    sizes = {name: int(info["size"]) for name, info in sorted(listed.items()) if info["type"] == "file"}
    is_named = list(sizes) == [start]
    if out is not None:
        outputs, output = url_to_fs(out)
        own = output.rstrip("/") + "/"
        sizes = {name: size for name, size in sizes.items() if outputs != files or not name.startswith(own)}
    sources = list(_sorted_by_form(files, root, sizes, form, is_named=is_named))
    if not sources:
        raise CorpusError(f"{path} holds nothing that is read ({', '.join(_FORM_OF_SUFFIX)}; also .gz, .zst).")
    return sources


def _sorted_by_form(
    files: fsspec.AbstractFileSystem, root: str, sizes: dict[str, int], form: InputForm | None, *, is_named: bool
) -> Iterator[Source]:
    """Files of records one by one, then the texts together."""
    texts = []
    for path, size in sizes.items():
        kind = form or _form_of(path)
        if kind == "text":
            texts.append((path, size))
        elif kind and not _is_hidden(path, root):
            yield Source(_below(path, root), files.unstrip_protocol(path), kind, size, str(size))
        elif is_named:
            raise CorpusError(f"{path} is of no known form; say which by --input-format.")
    texts = [(path, size) for path, size in texts if is_named or not _is_hidden(path, root)]
    if texts:
        yield _texts(files, root, texts)


def _texts(files: fsspec.AbstractFileSystem, root: str, texts: list[tuple[str, int]]) -> Source:
    listing = "\n".join(f"{_below(path, root)}\t{size}" for path, size in texts)
    name = PurePosixPath(root).name + "/"
    url = files.unstrip_protocol(root)
    digest = hashlib.sha256(listing.encode()).hexdigest()[:32]
    members = tuple((_below(path, root), size) for path, size in texts)
    return Source(name, url, "text", sum(size for _, size in texts), digest, members)


def _form_of(path: str) -> InputForm | None:
    name = PurePosixPath(path)
    suffix = PurePosixPath(name.stem).suffix if name.suffix.lower() in COMPRESSIONS else name.suffix
    return _FORM_OF_SUFFIX.get(suffix.lower())


def _unmagical(pattern: str) -> str:
    """The folder above the first part of a pattern that is one."""
    parts = PurePosixPath(pattern).parts
    first = next(index for index, part in enumerate(parts) if any(character in part for character in "*?["))
    return str(PurePosixPath(*parts[:first]))


def _below(path: str, root: str) -> str:
    pure = PurePosixPath(path)
    return str(pure.relative_to(root)) if pure.is_relative_to(root) else path


def _is_hidden(path: str, root: str) -> bool:
    return any(part.startswith((".", "_")) for part in PurePosixPath(_below(path, root)).parts)
