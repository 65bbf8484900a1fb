"""The files of weights: read whole and checked against the checksums that were committed with them."""

import hashlib
from importlib.resources import files

_FOLDER = files("server.model")
CHECKSUMS = "SHA256SUMS"


class WeightsError(Exception):
    """A file of weights is missing or is not the one that belongs to this version."""


def read(name: str) -> bytes:
    """The bytes of a file in server/model that `SHA256SUMS` lists; raises WeightsError if they are not as listed."""
    try:
        content = _FOLDER.joinpath(name).read_bytes()
    except OSError as error:
        raise WeightsError(f"server/model/{name} cannot be read: {error.strerror}.") from error
    if hashlib.sha256(content).hexdigest() != _listed().get(name):
        raise WeightsError(f"server/model/{name} is damaged or of another version. Install Whosaid again.")
    return content


def _listed() -> dict[str, str]:
    """Checksums by file name, in the format of sha256sum."""
    try:
        lines = _FOLDER.joinpath(CHECKSUMS).read_text(encoding="ascii").splitlines()
    except OSError as error:
        raise WeightsError(f"server/model/{CHECKSUMS} cannot be read: {error.strerror}.") from error
    return {name: checksum for checksum, name in (line.split() for line in lines)}
