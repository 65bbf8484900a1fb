"""`flask corpus` in processes of its own: killed and resumed, stopped by hand, workers lost, wrong options."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskCliRunner

from tests.benchmark.processes import children_of, command_of
from tests.corpora.conftest import NUMBER, completed, corpus, digests

_PATIENCE = 120


def _wait(until: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not until():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def _done(out: Path) -> int:
    return len(list((out / "done").glob("[0-9]*.json")))


def _workers(pid: int) -> list[int]:
    return [child for child in children_of(pid) if "spawn_main" in command_of(child)]


def _is_running(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc to find the processes")
def test_killed_in_the_middle_and_resumed(archive: Path, undisturbed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    arguments = (archive, out, "--flat", "--batch-size", 2, "--workers", 2)
    process = subprocess.Popen(corpus(*arguments), stderr=subprocess.DEVNULL)
    _wait(lambda: _done(out) >= 2)
    workers = _workers(process.pid)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert len(workers) == 2
    _wait(lambda: not any(map(_is_running, workers)))
    done = _done(out)
    assert done < NUMBER / 2
    result = completed(*arguments)
    assert result.returncode == 0, result.stderr
    assert f"Goes on: {2 * done - 2}" in result.stderr or f"Goes on: {2 * done - 1}" in result.stderr
    assert digests(out) == digests(undisturbed)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc to find the processes")
def test_a_lost_worker_is_replaced(archive: Path, undisturbed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = subprocess.Popen(
        corpus(archive, out, "--flat", "--batch-size", 2, "--workers", 2), stderr=subprocess.PIPE, text=True
    )
    _wait(lambda: _done(out) >= 1)
    os.kill(_workers(process.pid)[0], signal.SIGKILL)
    _, words = process.communicate(timeout=_PATIENCE)
    assert process.returncode == 0, words
    assert digests(out) == digests(undisturbed)


def test_stopped_by_hand(archive: Path, tmp_path: Path) -> None:
    process = subprocess.Popen(
        corpus(archive, tmp_path / "out", "--batch-size", 1, "--workers", 1), stderr=subprocess.PIPE, text=True
    )
    _wait(lambda: _done(tmp_path / "out") >= 1)
    process.send_signal(signal.SIGSTOP)  # or it might be through before the second one looks
    second = completed(archive, tmp_path / "out", "--batch-size", 1)
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGCONT)
    _, words = process.communicate(timeout=_PATIENCE)
    assert second.returncode == 1
    assert "Another run is at work" in second.stderr
    assert process.returncode == 1
    assert "Stopped. The same command goes on from here." in words
    assert "Traceback" not in words


def test_progress_and_totals_in_plain_lines(archive: Path, tmp_path: Path) -> None:
    result = completed(archive, tmp_path / "out", "--flat", "--format", "csv", "--annotators", "topics")
    assert result.returncode == 0
    assert result.stdout == ""
    assert " articles/s · " in result.stderr
    assert f"{NUMBER} articles of " in result.stderr
    assert "3 rejected (invalid-request 1, malformed-json 1, unsupported-language 1)" in result.stderr
    header, *rows = (tmp_path / "out" / "quotations" / "part-000000-00000000.csv").read_text().splitlines()
    assert header.startswith("key,date,topic,id,kind,act,")
    assert rows == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["missing.jsonl", "out"], "There is nothing at missing.jsonl."),
        (["{archive}", "out", "--format", "csv"], "add --flat"),
        (["{archive}", "out", "--annotators", "topics,moods"], "Any of speakers, claims, topics"),
        (["{archive}", "out", "--address", "auto"], "--engine ray"),
        (["{archive}", "{archive}/../{out}", "--keep", "row"], "columns row of its own"),
    ],
)
def test_wrong_calls_are_told_in_one_line(
    runner: FlaskCliRunner, archive: Path, tmp_path: Path, arguments: list[str], words: str
) -> None:
    given = [argument.format(archive=archive, out=tmp_path / "out") for argument in arguments]
    result = runner.invoke(args=["corpus", *given])
    assert result.exit_code in (1, 2)
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_a_full_disk_is_told_in_one_line(archive: Path, tmp_path: Path) -> None:
    """Room for the manifest, but not for a part."""
    result = subprocess.run(
        corpus(archive, tmp_path / "out", "--workers", 1),
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
    )
    assert result.returncode == 1
    assert "The same command goes on from here." in result.stderr
    assert "Traceback" not in result.stderr
    assert _done(tmp_path / "out") == 0


def test_nothing_annotated_is_a_failure(runner: FlaskCliRunner, archive: Path, tmp_path: Path) -> None:
    result = runner.invoke(args=["corpus", str(archive), str(tmp_path / "out"), "--text-column", "body"])
    assert result.exit_code == 1
    assert "rejected (invalid-request" in result.stderr


@pytest.mark.parametrize(("module", "extra"), [("pyarrow", "corpora"), ("fsspec", "corpora"), ("ray", "ray")])
def test_a_missing_extra_is_named(archive: Path, tmp_path: Path, module: str, extra: str) -> None:
    program = f"import sys; sys.modules[{module!r}] = None; from flask.cli import main; main()"
    arguments = ["--app", "server", "corpus", str(archive), str(tmp_path / "out"), "--engine", "ray"]
    result = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, timeout=_PATIENCE, check=False
    )
    assert result.returncode == 1
    assert f"pip install -e '.[{extra}]'" in result.stderr
    assert len(result.stderr.splitlines()) == 1
