"""The service in a process of its own: started, asked, measured, ended."""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

HOST = "127.0.0.1"
ROOT = Path(__file__).parents[2]
_PATIENCE_SECONDS = 60.0
_POLL_SECONDS = 0.005


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on now."""
    with socket.create_server((HOST, 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


@contextmanager
def running(module: str, *arguments: str, settings: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """`python -m module arguments` in the checkout with `settings` as the service's only ones; ended on leaving.

    Raises SystemExit with the program's last words if it cannot be reached or measured (an OSError meanwhile).
    """
    with tempfile.TemporaryFile() as words:
        process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env=_environment(settings),
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=words,
        )
        try:
            yield process
        except OSError as failure:
            words.seek(0)
            last = words.read()[-4000:].decode(errors="replace")
            raise SystemExit(f"{failure}\n{last}") from None
        finally:
            _end(process)


def wait_until_listening(port: int, process: subprocess.Popen[bytes]) -> None:
    """Returns as soon as `port` takes connections; raises TimeoutError after a minute or if `process` has ended."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(_POLL_SECONDS)
        else:
            return
    raise TimeoutError("The service does not listen.")


def resident_mb(pid: int | str = "self") -> float:
    """Memory of a process that is in RAM now, in MB (10⁶ bytes); not a number where there is no /proc."""
    return _memory_mb(pid, "VmRSS")


def peak_resident_mb(pid: int | str = "self") -> float:
    """The most memory that a process has had in RAM, in MB (10⁶ bytes); not a number where there is no /proc."""
    return _memory_mb(pid, "VmHWM")


def children_of(pid: int) -> list[int]:
    """The processes that `pid` has started and that still run; Linux only."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def descendants_of(pid: int) -> Iterator[int]:
    """The processes that `pid` has started, and those that they have, as far as they still run; Linux only."""
    with suppress(OSError):
        for child in children_of(pid):
            yield child
            yield from descendants_of(child)


def command_of(pid: int) -> str:
    """The words by which a process was started, or what it calls itself; empty if it has ended. Linux only."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
    return ""


def _memory_mb(pid: int | str, name: str) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return float("nan")
    found = re.search(rf"^{name}:\s+(\d+) kB$", status, re.MULTILINE)
    return int(found[1]) * 1024 / 1e6 if found else float("nan")


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WHOSAID_", "FLASK_"))}
    return {**kept, **settings}


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
