"""The same through Ray, on this machine: the same bytes, also where a worker is killed in the middle."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.benchmark.processes import command_of, descendants_of
from tests.corpora.conftest import completed, corpus, digests

pytest.importorskip("ray", reason="needs the extra `ray`")
_PATIENCE = 150


def test_a_worker_killed_in_the_middle_costs_nothing(archive: Path, undisturbed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    arguments = ("--flat", "--batch-size", 2, "--engine", "ray", "--workers", 2)
    process = subprocess.Popen(corpus(archive, out, *arguments), stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + _PATIENCE
    annotators: list[int] = []
    while not (annotators and (out / "done").is_dir()):
        assert process.poll() is None, process.communicate()[1]
        assert time.monotonic() < deadline, "waited in vain"
        annotators = [pid for pid in descendants_of(process.pid) if "_Annotating" in command_of(pid)]
        time.sleep(0.02)
    os.kill(annotators[0], signal.SIGKILL)
    _, words = process.communicate(timeout=_PATIENCE)
    assert process.returncode == 0, words
    assert digests(out) == digests(undisturbed)


def test_a_cluster_that_is_not_there(archive: Path, tmp_path: Path) -> None:
    result = completed(archive, tmp_path / "out", "--engine", "ray", "--address", "127.0.0.1:1")
    assert result.returncode == 1
    assert "Ray cannot be reached" in result.stderr
    assert "Traceback" not in result.stderr
