"""The README is true: every setting and every route stands in it."""

from dataclasses import fields
from pathlib import Path

from server.openapi import document
from server.settings import PREFIX, Settings

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def test_every_setting_is_documented_with_its_default() -> None:
    for field in fields(Settings):
        row = next((line for line in README.splitlines() if f"`{PREFIX}{field.name.upper()}`" in line), None)
        assert row, f"{field.name} is not in the README"
        default = ",".join(field.default) if isinstance(field.default, tuple) else str(field.default)
        assert not default or f"`{default}`" in row, f"{field.name}: the README does not name the default {default}"


def test_every_route_is_documented() -> None:
    for path in document()["paths"]:
        assert f"`{path}`" in README, f"{path} is not in the README"
