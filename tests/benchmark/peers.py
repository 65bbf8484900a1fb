"""How fast others read the same texts: `python -m tests.benchmark.peers [--texts ARTICLES.jsonl]`.

Installs spaCy, its small English pipeline and textacy in an environment of its own (needs the network; `--environment`
keeps it for the next time). Both sides are loaded once, bound to one core, and then read all texts in turn, pair by
pair, so that a busy machine slows both alike. textacy finds direct quotations only; Whosaid does all it can.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.benchmark.articles import article
from tests.benchmark.processes import ROOT
from tests.benchmark.table import table

_PEER = Path(__file__).with_name("peer.py")
_PACKAGES = ("spacy==3.8.*", "textacy==0.13.*")
# The pipeline is released beside its source; a package that holds the same will do.
_PIPELINE = "en_core_web_sm @ https://github.com/explosion/spacy-models/releases/download/en_core_web_sm-3.8.0/en_core_web_sm-3.8.0-py3-none-any.whl"
_WORDS, _ARTICLES = 800, 10


class Reading(NamedTuple):
    """One pass over all texts."""

    seconds: float
    quotations: int


def main() -> int:
    """Prints words a second of both sides, and the ratio."""
    options = _options()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        environment = options.environment or folder / "peer"
        python = _python(environment, [*_PACKAGES, options.pipeline])
        texts = _texts(options.texts, options.articles)
        file = folder / "texts.jsonl"
        file.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
        ours = stack.enter_context(_reader([sys.executable, str(_PEER), str(file), "whosaid"]))
        theirs = stack.enter_context(_reader([str(python), str(_PEER), str(file), _name(options.pipeline)]))
        pairs = [(_read(ours), _read(theirs)) for _ in range(options.runs)]
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} texts, {words:,} words, {options.runs} pairs of runs, each on one core")
    print(
        table(
            ["", "words/s (median)", "quotations"],
            [
                _row("Whosaid, everything", words, [p[0] for p in pairs]),
                _row("spaCy small + textacy", words, [p[1] for p in pairs]),
            ],
        )
    )
    ratios = sorted(theirs.seconds / ours.seconds for ours, theirs in pairs)
    print(f"Whosaid is {statistics.median(ratios):.2f} times as fast (from {ratios[0]:.2f} to {ratios[-1]:.2f})")
    return 0


def _row(name: str, words: int, readings: Sequence[Reading]) -> list[str | int | float]:
    return [name, round(words / statistics.median(reading.seconds for reading in readings)), readings[0].quotations]


def _texts(file: Path | None, most: int) -> list[str]:
    if file is None:
        return [article(_WORDS, seed) for seed in range(most)]
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line, _ in zip(lines, range(most), strict=False)]


def _python(environment: Path, packages: Sequence[str]) -> Path:
    """The Python of an environment in which the packages are installed, made if it is not there."""
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        venv.create(environment, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *packages], check=True)
    return python


def _name(requirement: str) -> str:
    """The module that a requirement brings."""
    return re.split(r"[^\w-]", requirement, maxsplit=1)[0].replace("-", "_")


@contextmanager
def _reader(command: Sequence[str]) -> Iterator[subprocess.Popen[str]]:
    """A side that has loaded all it needs."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment = {**kept, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(process.pid, {max(os.sched_getaffinity(0))})
    try:
        if _answer(process) != "ready":
            raise SystemExit(f"{command[0]} does not get ready.")
        yield process
    finally:
        process.terminate()
        process.wait()


def _read(process: subprocess.Popen[str]) -> Reading:
    assert process.stdin
    process.stdin.write("again\n")
    process.stdin.flush()
    seconds, quotations = _answer(process).split()
    return Reading(float(seconds), int(quotations))


def _answer(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Time spaCy and textacy beside Whosaid, on the same texts.")
    parser.add_argument("--texts", type=Path, help="JSON lines with a text each (default: invented articles)")
    parser.add_argument("--articles", type=int, default=_ARTICLES, help="how many (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=7, help="pairs of runs (default: %(default)s)")
    parser.add_argument(
        "--environment", type=Path, help="folder of the peers' environment, kept (default: a passing one)"
    )
    parser.add_argument("--pipeline", default=_PIPELINE, help="what pip installs for en_core_web_sm")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
