"""What the service cannot run with is told in one line, by every way to start it, and nothing is left behind."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.benchmark.processes import HOST, ROOT

GUNICORN = ("gunicorn", "--config", "python:server.gunicorn", "server:create_app()")
STARTS = {
    "flask run": ("flask", "run"),
    "flask annotate": ("flask", "annotate", "-"),
    "gunicorn": GUNICORN,
    "gunicorn --check-config": (GUNICORN[0], "--check-config", *GUNICORN[1:]),
}
every_start = pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)


def refused(start: tuple[str, ...], settings: dict[str, str], place: Path = ROOT) -> list[str]:
    """What a start that fails says, without empty lines and gunicorn's log."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("WHOSAID_", "FLASK_"))}
    result = subprocess.run(
        [sys.executable, "-m", *start],
        cwd=place,
        env=environment | {"FLASK_APP": "server"} | settings,
        input="",
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert result.returncode not in (0, None), result
    assert result.returncode > 0, result
    said = (result.stdout + result.stderr).splitlines()
    return [line for line in said if line.strip() and "[INFO]" not in line]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The service in another place, to damage."""
    place = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "server", place / "server", ignore=shutil.ignore_patterns("__pycache__", "training"))
    return place


@pytest.fixture
def model(copy: Path) -> Iterator[Path]:
    """Its model, whole again afterwards."""
    yield copy / "server" / "model"
    shutil.copytree(ROOT / "server" / "model", copy / "server" / "model", dirs_exist_ok=True)


@every_start
def test_a_wrong_setting(start: tuple[str, ...]) -> None:
    assert refused(start, {"WHOSAID_PORT": "five"}) == ["Error: WHOSAID_PORT must be a whole number."]


@every_start
def test_a_missing_file_of_the_model(start: tuple[str, ...], model: Path) -> None:
    (model / "heads.npz").unlink()
    (line,) = refused(start, {}, model.parents[1])
    assert line.startswith("Error: server/model/heads.npz cannot be read")
    assert line.endswith("Install Whosaid again.")


@every_start
def test_a_truncated_file_of_the_model(start: tuple[str, ...], model: Path) -> None:
    whole = (model / "encoder.onnx").read_bytes()
    (model / "encoder.onnx").write_bytes(whole[: len(whole) // 2])
    assert refused(start, {}, model.parents[1]) == [
        "Error: server/model/encoder.onnx is damaged or of another version. Install Whosaid again."
    ]


@pytest.mark.parametrize("name", ["topics.npz", "model.json", "SHA256SUMS"])
@pytest.mark.parametrize("start", [STARTS["flask annotate"], STARTS["gunicorn"]], ids=["flask annotate", "gunicorn"])
def test_a_file_of_another_version(start: tuple[str, ...], name: str, model: Path) -> None:
    other = {"topics.npz": (model / "heads.npz").read_bytes(), "model.json": b"{}", "SHA256SUMS": b"\xff\n"}
    (model / name).write_bytes(other[name])
    assert refused(start, {}, model.parents[1]) == [
        f"Error: server/model/{name} is damaged or of another version. Install Whosaid again."
    ]


def test_an_address_that_others_reach_on_gunicorns_command_line() -> None:
    (line,) = refused((*GUNICORN, "--bind", "0.0.0.0:0"), {})
    assert line.startswith("Error: The address 0.0.0.0 can be reached from other machines.")


@pytest.mark.parametrize("start", [STARTS["flask run"], STARTS["gunicorn"]], ids=["flask run", "gunicorn"])
def test_a_second_service_on_a_port(start: tuple[str, ...]) -> None:
    with socket.create_server((HOST, 0)) as first:
        port = str(first.getsockname()[1])
        said = refused(start, {"WHOSAID_PORT": port, "FLASK_RUN_PORT": port})
    assert any(port in line and ("in use" in line) for line in said)
    assert not any("Traceback" in line for line in said)


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    before = {path.name for path in Path("/dev/shm").glob("whosaid-*")}  # noqa: S108
    settings = {"TMPDIR": str(tmp_path)}
    subprocess.run(
        [sys.executable, "-m", *STARTS["gunicorn --check-config"]], cwd=ROOT, env=os.environ | settings, check=True
    )
    with socket.create_server((HOST, 0)) as first:
        refused(STARTS["gunicorn"], settings | {"WHOSAID_PORT": str(first.getsockname()[1])})
    assert not list(tmp_path.iterdir())
    assert {path.name for path in Path("/dev/shm").glob("whosaid-*")} <= before  # noqa: S108
