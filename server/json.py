"""JSON by orjson: strict in what it reads, and fast."""

from typing import Any

import orjson
from flask.json.provider import JSONProvider


class OrjsonProvider(JSONProvider):
    """Flask's JSON, read and written by orjson."""

    def dumps(self, obj: Any, **_: Any) -> str:  # noqa: ANN401 (Flask's signature)
        """`obj` as JSON text."""
        return orjson.dumps(obj).decode()

    def loads(self, s: str | bytes, **_: Any) -> Any:  # noqa: ANN401 (Flask's signature)
        """The value of a JSON text."""
        return orjson.loads(s)
