"""The service starts light: nothing heavy is imported, nothing is fetched."""

import subprocess
import sys

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
