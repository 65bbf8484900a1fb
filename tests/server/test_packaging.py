"""flask extension-package: one source, two zips, each with what its browser reads."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskCliRunner

from server.packaging import write_packages
from server.page import EXTENSION


@pytest.fixture
def packages(runner: FlaskCliRunner, tmp_path: Path) -> list[Path]:
    result = runner.invoke(args=["extension-package", str(tmp_path / "out")])
    assert result.exit_code == 0
    return [Path(line) for line in result.stdout.splitlines()]


def _manifest(package: Path) -> Any:
    with zipfile.ZipFile(package) as zipped:
        return json.loads(zipped.read("manifest.json"))


def test_each_browser_gets_its_own_manifest(packages: list[Path]) -> None:
    chromium, firefox = map(_manifest, packages)
    assert chromium["background"] == {"service_worker": "background/main.js", "type": "module"}
    assert firefox["background"] == {"scripts": ["background/main.js"], "type": "module"}
    assert "sidePanel" in chromium["permissions"]
    assert "sidePanel" not in firefox["permissions"]
    assert not {"key", "sidebar_action", "browser_specific_settings"} & chromium.keys()
    assert not {"key", "side_panel", "minimum_chrome_version"} & firefox.keys()
    gecko = firefox["browser_specific_settings"]["gecko"]
    assert gecko["data_collection_permissions"] == {"required": ["websiteContent"]}


def test_both_hold_every_file_of_the_source_unchanged(packages: list[Path]) -> None:
    files = {path.relative_to(EXTENSION).as_posix() for path in EXTENSION.rglob("*") if path.is_file()}
    for package in packages:
        with zipfile.ZipFile(package) as zipped:
            assert set(zipped.namelist()) == files
            assert all(zipped.read(name) == (EXTENSION / name).read_bytes() for name in files - {"manifest.json"})


def test_the_same_source_makes_the_same_bytes(packages: list[Path], tmp_path: Path) -> None:
    again = write_packages(EXTENSION, tmp_path / "again")
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in packages]


def test_few_permissions_are_asked_for_at_install(packages: list[Path]) -> None:
    for manifest in map(_manifest, packages):
        assert set(manifest["host_permissions"]) == {"http://127.0.0.1/*", "http://localhost/*"}
        assert "<all_urls>" not in json.dumps(manifest)
        assert "content_scripts" not in manifest
