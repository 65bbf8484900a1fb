"""Files of the output: whole or not there, on any file system that fsspec knows."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

from server.corpora.errors import CorpusError

_UNFINISHED = ".unfinished"


class Storage:
    """The folder at a URL; paths are relative to it."""

    def __init__(self, url: str) -> None:
        try:
            self.files, self.root = url_to_fs(url)
        except (ValueError, ImportError) as error:
            raise CorpusError(f"{url} cannot be used: {error}") from None
        self.is_local = isinstance(self.files, LocalFileSystem)

    def path(self, name: str) -> str:
        """The file system's own path of `name`."""
        return f"{self.root.rstrip('/')}/{name}"

    def url(self, name: str) -> str:
        """Where other programs find `name`."""
        return self.path(name) if self.is_local else str(self.files.unstrip_protocol(self.path(name)))

    def exists(self, name: str) -> bool:
        """Whether there is a file or folder `name`."""
        return bool(self.files.exists(self.path(name)))

    def read(self, name: str) -> bytes:
        """The bytes of file `name`; raises FileNotFoundError."""
        return bytes(self.files.cat_file(self.path(name)))

    def write(self, name: str, content: bytes) -> None:
        """Makes the file `name`: whoever looks finds all of it or none, also after a crash."""
        with self.writing(name) as unfinished:
            if self.is_local:
                _write_through(Path(unfinished), content)
            else:
                self.files.pipe_file(unfinished, content)

    @contextmanager
    def writing(self, name: str) -> Iterator[str]:
        """A path to write to, which becomes the file `name` on leaving; nothing is left of it after a failure."""
        path = self.path(name)
        folder, _, file = path.rpartition("/")
        self.files.makedirs(folder, exist_ok=True)
        unfinished = f"{folder}/.{file}.{uuid.uuid4().hex}{_UNFINISHED}"
        try:
            yield unfinished
            if self.is_local:
                Path(unfinished).replace(path)  # atomic, also over a file that is there
            else:
                self.files.mv(unfinished, path)
        except BaseException:
            if self.files.exists(unfinished):
                self.files.rm_file(unfinished)
            raise

    def list(self, folder: str) -> list[str]:
        """The names of the finished files in `folder`, sorted; without the folder, none."""
        self.files.invalidate_cache()
        if not self.exists(folder):
            return []
        names = (str(path).rpartition("/")[2] for path in self.files.ls(self.path(folder), detail=False))
        return sorted(name for name in names if name and not name.startswith("."))

    def sweep(self, folder: str) -> None:
        """Removes what a killed run left unfinished in `folder`."""
        if self.exists(folder):
            for path in self.files.ls(self.path(folder), detail=False):
                if str(path).endswith(_UNFINISHED):
                    self.files.rm_file(path)

    def remove(self, folder: str) -> None:
        """Removes `folder` and all that is in it, if it is there."""
        if self.exists(folder):
            self.files.rm(self.path(folder), recursive=True)


def _write_through(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
