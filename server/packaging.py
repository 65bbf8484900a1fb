"""The extension as the two zip files that stores take: one source, and each browser's manifest without the other's."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

Manifest = dict[str, Any]

# The same files make the same bytes, whenever and wherever they are packed.
_TIME = (1980, 1, 1, 0, 0, 0)
_MODE = 0o644 << 16


def chromium_manifest(manifest: Manifest) -> Manifest:
    """Without what only Firefox reads, and without the key: the store gives the extension its own."""
    kept = {name: value for name, value in manifest.items() if name not in _ONLY_FIREFOX and name != "key"}
    worker = manifest["background"]
    return kept | {"background": {"service_worker": worker["service_worker"], "type": worker["type"]}}


def firefox_manifest(manifest: Manifest) -> Manifest:
    """Without what only Chromium reads."""
    kept = {name: value for name, value in manifest.items() if name not in _ONLY_CHROMIUM}
    page = manifest["background"]
    permissions = [name for name in manifest["permissions"] if name != "sidePanel"]
    return kept | {"background": {"scripts": page["scripts"], "type": page["type"]}, "permissions": permissions}


_ONLY_FIREFOX = {"browser_specific_settings", "sidebar_action"}
_ONLY_CHROMIUM = {"key", "minimum_chrome_version", "side_panel"}
_MANIFESTS: dict[str, Callable[[Manifest], Manifest]] = {"chromium": chromium_manifest, "firefox": firefox_manifest}


def write_packages(source: Path, folder: Path) -> list[Path]:
    """Writes one zip for each browser into `folder`, and returns where they are."""
    manifest = json.loads((source / "manifest.json").read_text(encoding="utf-8"))
    folder.mkdir(parents=True, exist_ok=True)
    packages = []
    for browser, adapted in _MANIFESTS.items():
        path = folder / f"whosaid-{browser}-{manifest['version']}.zip"
        _write(path, source, adapted(manifest))
        packages.append(path)
    return packages


def _write(path: Path, source: Path, manifest: Manifest) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for file in sorted(each for each in source.rglob("*") if each.is_file()):
            name = file.relative_to(source).as_posix()
            data = file.read_bytes()
            if name == "manifest.json":
                data = (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode()
            entry = zipfile.ZipInfo(name, _TIME)
            entry.external_attr = _MODE
            package.writestr(entry, data, zipfile.ZIP_DEFLATED)
