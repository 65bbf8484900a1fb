"""The service starts light: nothing heavy is imported, nothing is fetched."""

import os
import subprocess
import sys
from pathlib import Path

_PROGRAM = """
import socket, sys
def refuse(*_): raise AssertionError("the service reached for the network")
socket.socket.connect = refuse
from server import create_app
client = create_app().test_client()
assert client.get("/readyz").status_code == 200
heavy = {"torch", "sklearn", "pandas", "matplotlib", "scipy", "transformers"} & set(sys.modules)
heavy |= {"pyarrow", "duckdb", "fsspec", "pygal", "ray"} & set(sys.modules)
assert not heavy, heavy
"""


def test_nothing_heavy_is_imported_and_nothing_fetched() -> None:
    subprocess.run([sys.executable, "-W", "error", "-c", _PROGRAM], check=True, timeout=60)


def test_libraries_write_nothing_of_their_own(tmp_path: Path) -> None:
    """What reports to its makers in machine code, which the program above cannot see, keeps an id of the machine."""
    places = {name: str(tmp_path) for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    environment = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    subprocess.run([sys.executable, "-W", "error", "-c", _PROGRAM], env=environment | places, check=True, timeout=60)
    assert not list(tmp_path.rglob("*"))
