"""Checksums of what the service knows: it reads those files only if they are unchanged.

Training commands write them; after a change by hand: `python -m server.training.checksums server/model`
"""

import sys
from hashlib import sha256
from pathlib import Path

from server.annotation.weights import CHECKSUMS

_KINDS = (".json", ".npz", ".onnx")
_VERSION = "model.json"  # says which version this is; it is written by hand


def write_checksums(folder: Path) -> None:
    """Lists all tables and weights in `folder`, in the format of sha256sum."""
    files = sorted(path for path in folder.iterdir() if path.suffix in _KINDS and path.name != _VERSION)
    lines = [f"{sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (folder / CHECKSUMS).write_text("".join(lines), encoding="ascii")


if __name__ == "__main__":
    write_checksums(Path(sys.argv[1]))
