"""Fuzzes for as long as it is told: `python -m tests.fuzz --seconds 600 --seed 1`.

Every target gets its share of the time in rounds, each with a seed of its own, so that the same seed tries the same
inputs again in the same order. A failure is made as small as it gets and written into a folder, and the rest
goes on. Exit code 1 if anything failed.
"""

import argparse
import logging
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from server import create_app
from server.settings import Settings
from tests.fuzz.targets import Target, targets

_ROUND = 50  # inputs
_FAILURES = 3  # of one target, from which it is let alone


class Fuzzer:
    """Runs rounds and counts inputs and failures by target."""

    def __init__(self, failures: Path) -> None:
        self.inputs: Counter[str] = Counter()
        self.failures: Counter[str] = Counter()
        self._folder = failures
        self._input: Any = None

    def run(self, name: str, target: Target, number: int) -> None:
        """One round of a target; `number` is its seed."""

        def check(drawn: Any) -> None:
            self.inputs[name] += 1
            self._input = drawn
            target.check(drawn)

        configured = settings(
            max_examples=_ROUND,
            database=None,
            deadline=None,
            phases=(Phase.generate, Phase.shrink),
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        )
        try:
            seed(number)(configured(given(target.inputs)(check)))()
        except BaseException as failure:
            if isinstance(failure, KeyboardInterrupt):
                raise
            self._keep(name, number, failure)

    def _keep(self, name: str, number: int, failure: BaseException) -> None:
        self.failures[name] += 1
        told = "".join(traceback.format_exception(failure, chain=False))
        words = f"{name}, seed {number}\ninput: {self._input!r}\n\n{told}"
        self._folder.mkdir(parents=True, exist_ok=True)
        file = self._folder / f"{name.replace(' ', '-')}-{number}.txt"
        file.write_text(words, encoding="utf-8", errors="backslashreplace")
        print(f"{name}, seed {number} failed: {type(failure).__name__}: see {file}", file=sys.stderr, flush=True)


def main() -> int:
    """Fuzzes until the time is over; prints how much was tried."""
    options = _options()
    logging.getLogger("whosaid").addHandler(logging.NullHandler())  # a line for each request would hide the rest
    fuzzer = Fuzzer(options.failures)
    chosen = {
        name: each for name, each in targets(create_app(Settings())).items() if name in (options.targets or [name])
    }
    until = time.monotonic() + options.seconds
    spent: Counter[str] = Counter()
    number = options.seed * 1_000_000
    while time.monotonic() < until and (left := [name for name in chosen if fuzzer.failures[name] < _FAILURES]):
        name = min(left, key=spent.__getitem__)  # the target that has had least time
        began = time.monotonic_ns()
        fuzzer.run(name, chosen[name], number := number + 1)
        spent[name] += time.monotonic_ns() - began
    for name in chosen:
        print(f"{name}: {fuzzer.inputs[name]:,} inputs, {fuzzer.failures[name]} failures")
    print(f"{fuzzer.inputs.total():,} inputs, {fuzzer.failures.total()} failures, seed {options.seed}")
    return int(bool(fuzzer.failures))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Look for inputs that break something.")
    parser.add_argument("--seconds", type=float, default=600, help="time to spend (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="which inputs (default: %(default)s)")
    parser.add_argument("--targets", nargs="+", metavar="TARGET", help="default: all")
    folder = Path("artefacts/fuzz")
    parser.add_argument("--failures", type=Path, default=folder, help="folder for what failed (default: %(default)s)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
