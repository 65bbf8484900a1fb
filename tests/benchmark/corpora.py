"""A corpus on one core and on two, killed and resumed, through Ray, and its memory: `… corpora ARTICLES.jsonl`.

`python -m tests.benchmark.corpora ARTICLES.jsonl` repeats the articles of the file (`text` in each line) until there
are enough, and runs `flask corpus` over them in processes of its own. Words per second are those of whole commands, the
start included; where others use the machine too, those per second of processor time tell more. Exit code 1 if an output
differs from that of the undisturbed run, or two cores do not reach 1.8 times one. Linux only.
"""

import argparse
import hashlib
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from typing import Any, NamedTuple

from tests.benchmark.articles import article
from tests.benchmark.processes import command_of, descendants_of, resident_mb
from tests.benchmark.table import table

_TARGET = 1.8
_BATCH = 50
_HEAD = ["flask corpus", "seconds", "words/s", "words per CPU second", "load average"]
_CHECKS = ("speed", "resume", "ray", "memory")


class Ran(NamedTuple):
    """One whole command."""

    seconds: float
    cpu_seconds: float
    load: float

    def row(self, name: str, words: int) -> list[str | int | float]:
        """Its line in the table."""
        return [name, self.seconds, words / self.seconds, words / self.cpu_seconds, self.load]


def main() -> int:
    """Runs the checks that were asked for and prints what they came to."""
    options = _options()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        bench = Bench(Path(folder), options)
        outcomes = [getattr(bench, name)() for name in _CHECKS if name in options.checks]
    return int(not all(outcomes))


class Bench:
    """The input, and the outputs as they come."""

    def __init__(self, folder: Path, options: argparse.Namespace) -> None:
        self._folder, self._options = folder, options
        self._input = folder / "articles.jsonl"
        self._words = _repeat(options.articles, options.number, self._input)
        self._undisturbed: Path | None = None
        print(f"{options.number:,} articles, {self._words:,} words, load average now {os.getloadavg()[0]:.1f}")

    def speed(self) -> bool:
        """One core against two."""
        cores = sorted(os.sched_getaffinity(0))[:2]
        rows, seconds = [], {}
        for count in (1, 2):
            out = self._folder / f"cores-{count}"
            ran = _run(self._command(out), cores=set(cores[:count]))
            seconds[count] = ran.seconds
            rows.append(ran.row(f"{count} core{'s' * (count > 1)}", self._words))
            self._undisturbed = out
        ratio = seconds[1] / seconds[2]
        print(table(_HEAD, rows))
        print(f"two cores: {ratio:.2f} times one (target {_TARGET}); ", end="")
        is_equal = _digest(self._folder / "cores-1") == _digest(self._folder / "cores-2")
        print("the same bytes" if is_equal else "OTHER BYTES")
        return is_equal and ratio >= _TARGET

    def resume(self) -> bool:
        """Killed in the middle by SIGKILL, and resumed."""
        out = self._folder / "killed"
        done = _killed_half_way(self._command(out), out, self._options.number)
        _run(self._command(out))
        return self._is_undisturbed(out, f"killed after {done} batches and resumed")

    def ray(self) -> bool:
        """The same through Ray: once through with a worker killed, once killed as a whole and resumed."""
        out = self._folder / "ray"
        arguments = ["--engine", "ray", "--workers", "2"]
        ran = _run(self._command(out, *arguments), meddling=_one_ray_worker_lost(out, self._options.number))
        print(table(_HEAD, [ran.row("Ray, two workers", self._words)]))
        is_equal = self._is_undisturbed(out, "Ray, one worker killed in the middle")
        out = self._folder / "ray-killed"
        done = _killed_half_way(self._command(out, *arguments), out, self._options.number)
        _run(self._command(out, *arguments))
        return self._is_undisturbed(out, f"Ray, killed after {done} batches and resumed") and is_equal

    def memory(self) -> bool:
        """The whole run's memory over many short articles: each tenth of the way, all processes together."""
        short = self._folder / "short.jsonl"
        with short.open("w") as file:
            for index in range(self._options.short):
                file.write(json.dumps({"id": index, "text": article(60, index)}) + "\n")
        out = self._folder / "short"
        seen: list[tuple[int, float]] = []
        ran = _run(_flask(short, out, "--batch-size", "100"), meddling=_watching(out, seen))
        total = self._options.short // 100
        tenths = [min(seen, key=lambda one: (abs(one[0] - total * tenth / 10), -one[1])) for tenth in range(1, 11)]
        print(f"{self._options.short:,} articles of 60 words in {ran.seconds:,.0f} s, load average {ran.load:.1f}")
        print(table(["done", *(f"{10 * tenth} %" for tenth in range(1, 11))], [["MB", *(mb for _, mb in tenths)]]))
        growth = tenths[-1][1] / tenths[1][1] - 1
        print(f"from 20 % to the end: {growth:+.1%}")
        return growth < 0.1

    def _command(self, out: Path, *arguments: str) -> list[str]:
        return _flask(self._input, out, "--batch-size", str(_BATCH), "--flat", *arguments)

    def _is_undisturbed(self, out: Path, name: str) -> bool:
        if self._undisturbed is None:
            self._undisturbed = self._folder / "undisturbed"
            _run(self._command(self._undisturbed))
        is_equal = _digest(out) == _digest(self._undisturbed)
        print(f"{name}: {'the same bytes' if is_equal else 'OTHER BYTES'} as an undisturbed run")
        return is_equal


def _repeat(file: Path, number: int, into: Path) -> int:
    texts = [json.loads(line)["text"] for line in file.open(encoding="utf-8")]
    words = 0
    with into.open("w", encoding="utf-8") as lines:
        for index, text in enumerate(islice(cycle(texts), number)):
            day = f"20{16 + index % 4}-{1 + index % 12:02}-{1 + index % 28:02}"
            lines.write(json.dumps({"id": f"a{index}", "text": text, "date": day}) + "\n")
            words += len(text.split())
    return words


def _flask(source: Path, out: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "flask", "--app", "server", "corpus", str(source), str(out), *arguments]


def _started(command: list[str], cores: set[int] | None = None) -> subprocess.Popen[bytes]:
    narrow = (lambda: os.sched_setaffinity(0, cores)) if cores else None
    return subprocess.Popen(command, stderr=subprocess.PIPE, preexec_fn=narrow)


def _run(command: list[str], cores: set[int] | None = None, meddling: Any = None) -> Ran:
    began, used = time.perf_counter(), _cpu_seconds()
    process = _started(command, cores)
    if meddling is not None:
        meddling(process)
    _, words = process.communicate()
    if process.returncode:
        raise SystemExit(words.decode(errors="replace"))
    return Ran(time.perf_counter() - began, _cpu_seconds() - used, os.getloadavg()[0])


def _cpu_seconds() -> float:
    """Processor time of all processes that were started here and have ended, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _killed_half_way(command: list[str], out: Path, number: int) -> int:
    process = _started(command)
    done = _wait_until_half(process, out, number)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return done


def _wait_until_half(process: subprocess.Popen[bytes], out: Path, number: int) -> int:
    while process.poll() is None and _count(out) < number / _BATCH / 2:
        time.sleep(0.2)
    return _count(out)


def _one_ray_worker_lost(out: Path, number: int) -> Any:
    def meddle(process: subprocess.Popen[bytes]) -> None:
        _wait_until_half(process, out, number)
        worker = next(pid for pid in descendants_of(process.pid) if "_Annotating" in command_of(pid))
        os.kill(worker, signal.SIGKILL)
        print(f"killed {command_of(worker)}")

    return meddle


def _watching(out: Path, seen: list[tuple[int, float]]) -> Any:
    def meddle(process: subprocess.Popen[bytes]) -> None:
        while process.poll() is None:
            memory = sum(resident_mb(pid) for pid in (process.pid, *descendants_of(process.pid)))
            if memory == memory:  # not a number where a process has just ended
                seen.append((_count(out), memory))
            time.sleep(1)

    return meddle


def _count(out: Path) -> int:
    return len(list((out / "done").glob("*.json"))) if (out / "done").is_dir() else 0


def _digest(out: Path) -> dict[str, str]:
    files = (path for path in sorted(out.rglob("*")) if path.is_file() and path.name != ".lock")
    return {str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure flask corpus.")
    parser.add_argument("articles", type=Path, help="JSONL with a text in each line")
    parser.add_argument("--number", type=int, default=2000, help="articles (default: %(default)s)")
    parser.add_argument("--short", type=int, default=20_000, help="short articles for memory (default: %(default)s)")
    parser.add_argument("--checks", nargs="+", choices=_CHECKS, default=_CHECKS, help="default: all")
    parser.add_argument("--folder", type=Path, help="for the outputs (default: the system's)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
