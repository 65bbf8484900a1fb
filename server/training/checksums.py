"""Checksums of the files that the service reads only if they are unchanged."""

from hashlib import sha256
from pathlib import Path

from server.annotation.weights import CHECKSUMS

_FILES = ("claims.json", "encoder.onnx", "heads.npz", "reader.json", "tokenizer.json")


def write_checksums(folder: Path) -> None:
    """Lists the files in `folder`, in the format of sha256sum."""
    lines = [f"{sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in _FILES]
    (folder / CHECKSUMS).write_text("".join(lines), encoding="ascii")
