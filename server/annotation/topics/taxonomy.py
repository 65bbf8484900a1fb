"""The IPTC Media Topics (CC BY 4.0) that ship with the service."""

from typing import NamedTuple

import orjson

from server.annotation import weights


class Concept(NamedTuple):
    """A node of the taxonomy; `path` holds the codes from level 1 down to itself."""

    code: str
    label: str
    broader: str | None
    level: int
    path: tuple[str, ...]
    retired: bool


class Taxonomy:
    """All concepts by code, retired ones too."""

    def __init__(self) -> None:
        table = orjson.loads(weights.read("iptc_mediatopics.json"))
        self.concepts = {
            code: Concept(code, c["label"], c["broader"], len(c["path"]), tuple(c["path"]), bool(c["retired"]))
            for code, c in table["concepts"].items()
        }

    def labels(self, code: str) -> tuple[str, ...]:
        """The labels from level 1 down to `code`."""
        return tuple(self.concepts[step].label for step in self.concepts[code].path)

    def resolve(self, code: str) -> str | None:
        """The code itself if it is in use, else the nearest broader one that is; None if there is none.

        Raises KeyError if there never was such a code.
        """
        path = self.concepts[code].path
        return next((step for step in reversed(path) if not self.concepts[step].retired), None)

    def level(self, level: int) -> tuple[str, ...]:
        """The codes of a level that are in use, in order."""
        return tuple(sorted(c.code for c in self.concepts.values() if c.level == level and not c.retired))
