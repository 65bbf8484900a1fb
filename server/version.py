"""The project's version, as pip knows it or as the checkout has it, and the contract's."""

import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

API_VERSION = "1"


def _version() -> str:
    try:
        return version("whosaid")
    except PackageNotFoundError:  # run from a checkout that was not installed
        project = Path(__file__).parents[1] / "pyproject.toml"
        return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])


VERSION = _version()
