"""The files of weights: read whole and checked against the checksums that were committed with them."""

import hashlib
import json
from importlib.resources import files

_FOLDER = files("server.model")
CHECKSUMS = "SHA256SUMS"
_IDENTITY = "model.json"


class WeightsError(Exception):
    """A file of weights is missing or is not the one that belongs to this version."""


def read(name: str) -> bytes:
    """The bytes of a file in server/model that `SHA256SUMS` lists; raises WeightsError if they are not as listed."""
    try:
        content = _FOLDER.joinpath(name).read_bytes()
    except OSError as error:
        raise _unreadable(name, error) from error
    if hashlib.sha256(content).hexdigest() != _listed().get(name):
        raise _damaged(name)
    return content


def identity() -> dict[str, str]:
    """The model's name, version and licence, as model.json has them; raises WeightsError if it does not."""
    try:
        found = json.loads(_FOLDER.joinpath(_IDENTITY).read_bytes())
        return {field: str(found[field]) for field in ("name", "version", "licence")}
    except OSError as error:
        raise _unreadable(_IDENTITY, error) from error
    except (ValueError, KeyError, TypeError):
        raise _damaged(_IDENTITY) from None


def check() -> None:
    """Raises WeightsError if any of the files is not as listed."""
    identity()
    for name in _listed():
        read(name)


def _listed() -> dict[str, str]:
    """Checksums by file name, in the format of sha256sum."""
    try:
        lines = _FOLDER.joinpath(CHECKSUMS).read_text(encoding="ascii").splitlines()
    except OSError as error:
        raise _unreadable(CHECKSUMS, error) from error
    except ValueError:
        raise _damaged(CHECKSUMS) from None
    return {name: checksum for checksum, _, name in (line.partition("  ") for line in lines)}


def _unreadable(name: str, error: OSError) -> WeightsError:
    return WeightsError(f"server/model/{name} cannot be read: {error.strerror}. Install Whosaid again.")


def _damaged(name: str) -> WeightsError:
    return WeightsError(f"server/model/{name} is damaged or of another version. Install Whosaid again.")
