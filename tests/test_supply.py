"""What the service is installed with: locked by hash, under licences that we know, without known vulnerabilities."""

import json
import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path
from typing import NamedTuple

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements.lock"
LOCKED_EXTRAS = ("serve",)
LICENCES = {  # by SPDX; each allows use, change and redistribution beside MIT code
    "0BSD",
    "Apache-2.0",
    "BSD License",  # of two or three clauses, which not every package tells
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "CNRI-Python",
    "MIT",
    "MPL-2.0",
    "PSF-2.0",
    "Zlib",
    "ZPL-2.1",
}
OLD_NAMES = {  # as packages without an SPDX expression write it
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
    "Python Software Foundation License": "PSF-2.0",
}


class Pin(NamedTuple):
    """One line of the lock file, with its hashes."""

    requirement: Requirement
    hashes: list[str]

    @property
    def version(self) -> str:
        """The only version allowed."""
        (specifier,) = self.requirement.specifier
        assert specifier.operator == "=="
        return specifier.version

    def applies(self) -> bool:
        """Whether it is for this machine."""
        return self.requirement.marker is None or self.requirement.marker.evaluate()


def locked() -> dict[str, list[Pin]]:
    """The pins by name; some names have one for each range of Python versions."""
    pins: dict[str, list[Pin]] = defaultdict(list)
    text = re.sub(r"^\s*#.*\n", "", LOCK.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for entry in text.replace("\\\n", " ").splitlines():
        requirement, *hashes = re.split(r"\s+--hash=", entry.strip())
        pin = Pin(Requirement(requirement), hashes)
        pins[canonicalize_name(pin.requirement.name)].append(pin)
    return pins


def wanted() -> Iterator[Requirement]:
    """What pyproject.toml says the documented install needs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for text in project["dependencies"]:
        yield Requirement(text)
    for extra in LOCKED_EXTRAS:
        yield from map(Requirement, project["optional-dependencies"][extra])


def licences(name: str) -> set[str]:
    """The licences in a package's metadata, by SPDX names where they are known."""
    metadata = distribution(name).metadata
    classified = [line.rpartition(" :: ")[2] for line in metadata.get_all("Classifier", []) if "License ::" in line]
    named = [metadata["License-Expression"]] if "License-Expression" in metadata else classified
    named = named or metadata.get_all("License") or ["none"]
    parts = [part.strip(" ()") for each in named for part in re.split(r"\s(?:AND|OR)\s", each)]
    return {OLD_NAMES.get(part, part) for part in parts}


def test_the_lock_file_satisfies_pyproject() -> None:
    pins = locked()
    for requirement in wanted():
        versions = [pin.version for pin in pins[canonicalize_name(requirement.name)]]
        assert versions, f"{requirement.name} is not locked: make requirements.lock anew (README, “Develop it”)"
        assert all(requirement.specifier.contains(version) for version in versions), (requirement, versions)


def test_each_pin_has_hashes_and_the_file_names_no_place() -> None:
    for pins in locked().values():
        for pin in pins:
            assert pin.hashes, pin
            assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", each) for each in pin.hashes), pin
    assert not re.search(r"://|--(extra-)?index-url|--find-links", LOCK.read_text(encoding="utf-8"))


def test_the_tests_run_with_what_is_locked() -> None:
    for name, pins in locked().items():
        for pin in pins:
            if pin.applies():
                assert distribution(name).version == pin.version, name


def test_every_licence_is_one_we_know() -> None:
    rows = []
    for name, pins in sorted(locked().items()):
        if any(pin.applies() for pin in pins):
            found = licences(name)
            rows.append(f"{name} {distribution(name).version}: {', '.join(sorted(found))}\n")
            assert found <= LICENCES, f"{name}: {found - LICENCES}"
    artefacts = ROOT / "artefacts"
    artefacts.mkdir(exist_ok=True)
    (artefacts / "licences.txt").write_text("".join(rows), encoding="utf-8")


def test_no_locked_package_has_a_known_vulnerability() -> None:
    options = ("--disable-pip", "--require-hashes", "--format", "json", "-r", str(LOCK))
    command = [sys.executable, "-m", "pip_audit", *options]
    result = subprocess.run(command, capture_output=True, text=True, timeout=300)
    if not result.stdout.startswith("{"):
        assert re.search(r"Connection|Timeout|resolve|ServiceError", result.stderr), result.stderr
        pytest.skip("pip-audit cannot reach the service that publishes advisories")
    packages = json.loads(result.stdout)["dependencies"]
    known = [package for package in packages if "vulns" in package]
    if not known:
        pytest.skip("pip-audit reaches a package index that publishes no advisories")
    assert len(known) == len(packages), [package for package in packages if "vulns" not in package]
    assert not [package for package in known if package["vulns"]]
