"""Privacy: after a full run of the real service, no word of what was sent is in a log, a metric, an error or a file.

Everything that is sent holds words that stand nowhere else; whatever the service leaves behind is searched for them.
"""

import gzip
import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.benchmark.processes import HOST, ROOT, free_port, wait_until_listening

# Words of text, title, address, key and wherever else a caller may put some; each is told apart in a failure.
TEXT, TITLE, URL, OTHER = "Quorvandel", "Zythmarrow", "brelliphane", "Snivvercroft"
WORDS = [word.lower().encode() for word in (TEXT, TITLE, URL, OTHER)]
ARTICLE = (
    f"“The {TEXT} bridge will open in May,” Mayor Ann {TEXT} said on Monday. According to the {TEXT} Council, it cost"
    f" $12.4 million.\n\nTom {TEXT} denied that the {TEXT} report existed."
)
GOOD = {"text": ARTICLE, "title": f"{TITLE} opens", "url": f"https://news.example/{URL}?q={URL}"}
JSON, NDJSON = "application/json", "application/x-ndjson"


class Answer(NamedTuple):
    """What the service said."""

    status: int
    headers: dict[str, str]
    body: bytes


class Service(NamedTuple):
    """A running service, and the folder that holds all it may write."""

    port: int
    folder: Path

    def ask(self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None) -> Answer:
        """One request and its answer."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=300)
        connection.request(method, path, body or None, headers or {})
        response = connection.getresponse()
        answer = Answer(
            response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
        )
        connection.close()
        return answer

    def post(self, value: object, path: str = "/v1/annotate", **headers: str) -> Answer:
        """Sends a value as JSON, or bytes as they are."""
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        named = {name.replace("_", "-"): each for name, each in headers.items()}
        return self.ask("POST", path, body, {"Content-Type": JSON, **named})


@contextmanager
def _running(folder: Path, *command: str, **settings: str) -> Iterator[Service]:
    """The service by one of its documented commands; home, working and temporary folder are below `folder`."""
    port = free_port()
    for name in ("home", "tmp", "cwd"):
        (folder / name).mkdir(parents=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WHOSAID_", "FLASK_", "XDG_"))}
    own = {
        "HOME": str(folder / "home"),
        "TMPDIR": str(folder / "tmp"),
        "PYTHONPATH": str(ROOT),
        "WHOSAID_PORT": str(port),
    }
    with (folder / "stdout").open("wb") as out, (folder / "stderr").open("wb") as err:
        process = subprocess.Popen(
            [sys.executable, "-m", *(part.format(port=port) for part in command)],
            cwd=folder / "cwd",
            env={**kept, **own, **settings},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
        )
        try:
            wait_until_listening(port, process)
            yield Service(port, folder)
        finally:
            process.terminate()
            process.wait(300)


GUNICORN = ("gunicorn", "--config", "python:server.gunicorn", "server:create_app()")
DEVELOPMENT = ("flask", "--app", "server", "run", "--port", "{port}")


def _bad_requests(service: Service) -> Iterator[Answer]:
    """Every kind of problem that a caller can provoke, each with words of the text where it may show."""
    post = service.post
    yield post(b'{"text": "' + TEXT.encode())
    yield post(f'{{"text": "{TEXT}", "claim_share": NaN}}'.encode())
    yield post(b'{"text": "' + TEXT.encode() + b'\xff"}')
    yield post(f'{{"text": "{TEXT} \\ud83d"}}'.encode())
    yield post([TEXT])
    yield post({"text": ""})
    yield post({**GOOD, "titel": OTHER})
    yield post({**GOOD, f"{OTHER} is a place": OTHER})
    yield post({**GOOD, "annotators": [OTHER], "offset_unit": OTHER, "language": f"{OTHER} {OTHER}", "thoughts": OTHER})
    yield post({**GOOD, "claim_share": OTHER, "title": [TITLE], "url": {URL: URL}})
    yield post({**GOOD, "language": "fr"})
    yield post(
        {
            "text": f"Der Bürgermeister von {TEXT} hat am Montag gesagt, dass die Brücke im Mai geöffnet wird, und"
            f" dass sie nicht mehr als zwölf Millionen gekostet hat, wie der Rat von {TEXT} mitgeteilt hat."
        }
    )
    yield post({"text": TEXT * 20_001})
    yield post(b'{"text": "' + TEXT.encode() * 300_000 + b'"}')
    yield post(gzip.compress(json.dumps({"text": TEXT * 300_000}).encode()), Content_Encoding="gzip")
    yield post(TEXT.encode(), Content_Encoding="gzip")
    yield post(GOOD, Content_Encoding="br")
    yield post(GOOD, path=f"/v1/annotate?format={OTHER}")
    yield post(GOOD, Content_Type=f"text/{OTHER}")
    yield post(GOOD, Origin=f"https://{URL}.example")
    yield post(GOOD, Host=f"{URL}.example")
    yield post(GOOD, Sec_Fetch_Site="cross-site", Referer=GOOD["url"])
    yield post(GOOD, path=f"/v1/{OTHER}?{URL}={URL}", User_Agent=OTHER, Cookie=f"a={OTHER}")
    yield service.ask("GET", f"/{OTHER}?text={TEXT}")
    yield service.ask("GET", f"/v1/annotate?text={TEXT}&url={URL}")
    yield service.ask("DELETE", f"/?{OTHER}")
    yield service.ask(OTHER.upper(), f"/v1/{OTHER}")
    yield service.ask("GET", f"/shared/../{OTHER}.js")
    yield service.ask("GET", f"/static/{OTHER}.js")


def _unreadable_requests(service: Service) -> Iterator[bytes]:
    """What is no HTTP: among it the rest of an article whose length was given wrongly, read as the next request."""
    host = b"Host: 127.0.0.1\r\n"
    article = json.dumps(GOOD).encode()
    for raw in (
        b"POST /healthz HTTP/1.1\r\n" + host + b"Content-Type: application/json\r\nContent-Length: 1\r\n\r\n" + article,
        TEXT.encode() + b" " + URL.encode() + b"\r\n\r\n",
        f"{TEXT} /{URL} HTTP/9\r\n\r\n".encode(),
        f"GET /{URL} HTTP/1.1\r\n".encode() + host + f"{TEXT} {OTHER}: 1\r\n\r\n".encode(),
        f"POST /{URL} HTTP/1.1\r\n".encode() + host + f"Content-Length: {TEXT}\r\n\r\n".encode(),
        f"GET /{URL * 1000} HTTP/1.1\r\n".encode() + host + b"\r\n",
    ):
        with socket.create_connection((HOST, service.port), timeout=300) as client:
            client.sendall(raw + b"\r\n\r\n")
            client.shutdown(socket.SHUT_WR)
            answered = b""
            while more := client.recv(65536):
                answered += more
            yield b"HTTP/1." + answered.rpartition(b"HTTP/1.")[2]  # the last of several answers


def _good_requests(service: Service) -> Iterator[Answer]:
    yield service.post(GOOD)
    yield service.post({**GOOD, "thoughts": True, "offset_unit": "utf16"})
    yield service.post(GOOD, path="/v1/annotate?format=w3c")
    yield service.post(gzip.compress(json.dumps(GOOD).encode()), Content_Encoding="gzip")
    yield service.ask("POST", "/v1/annotate/batch", _batch(), {"Content-Type": NDJSON})


def _batch() -> bytes:
    lines = [{"key": OTHER, **GOOD}, {"key": [OTHER], **GOOD}, {**GOOD, "text": 5}, {**GOOD, OTHER: 1}]
    return b"\n".join([*(json.dumps(line).encode() for line in lines), f'{{"text": "{TEXT}'.encode()])


def _break_off(service: Service) -> None:
    """A caller that goes away in the middle of a request, and one that does before its answer."""
    for length in (10, 10_000):
        body = json.dumps({"text": ARTICLE * 40}).encode()
        connection = http.client.HTTPConnection(HOST, service.port, timeout=300)
        connection.putrequest("POST", "/v1/annotate")
        connection.putheader("Content-Type", JSON)
        connection.putheader("Content-Length", str(len(body) if length > 10 else len(body) * 2))
        connection.endheaders(body)
        connection.close()


def _leaks(folder: Path) -> list[str]:
    """Where words of ours stand in what was written."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert files
    return [f"{file.relative_to(folder)}: {word.decode()}" for file in files for word in _words_in(file.read_bytes())]


def _words_in(raw: bytes) -> list[bytes]:
    lowered = raw.lower()
    return [word for word in WORDS if word in lowered]


@pytest.mark.parametrize("command", [GUNICORN, DEVELOPMENT], ids=["gunicorn", "flask run"])
def test_nothing_of_a_text_is_left_behind(tmp_path: Path, command: tuple[str, ...]) -> None:
    with _running(tmp_path, *command) as service:
        for answer in _good_requests(service):
            assert answer.status == 200
            assert "no-store" in answer.headers["cache-control"]
            assert TEXT.encode() in answer.body
        for number, answer in enumerate(_bad_requests(service)):
            assert 400 <= answer.status < 500, f"bad request number {number}"
            assert _words_in(answer.body + json.dumps(answer.headers).encode()) == [], f"bad request number {number}"
            assert answer.headers["content-type"] == "application/problem+json", f"bad request number {number}"
            assert "no-store" in answer.headers["cache-control"]
        for answer_in_bytes in _unreadable_requests(service):
            if command is GUNICORN:  # the development server answers these itself
                assert answer_in_bytes.splitlines()[0].endswith(b" 400 Bad Request")
                assert b"application/problem+json" in answer_in_bytes
                assert _words_in(answer_in_bytes) == []
        _break_off(service)
        for path in ("/", "/docs", "/v1/", "/healthz", "/readyz", "/metrics", "/openapi.json"):
            answer = service.ask("GET", path)
            assert answer.status == 200
            assert "no-store" in answer.headers["cache-control"]
            assert _words_in(answer.body) == []
        assert _leaks(tmp_path) == []  # while it runs
    logged = (tmp_path / "stderr").read_text()
    assert "POST /v1/annotate 200" in logged
    assert "POST /v1/annotate 422" in logged
    assert _leaks(tmp_path) == []  # and when it has ended


def test_nothing_of_a_text_is_left_behind_under_too_much_load(tmp_path: Path) -> None:
    """Busy, past the deadline, too many requests, and no token."""
    hard = {"WHOSAID_DEADLINE_SECONDS": "0.001", "WHOSAID_WORKERS": "1", "WHOSAID_REQUESTS_PER_MINUTE": "8"}
    with _running(tmp_path, *GUNICORN, WHOSAID_TOKEN_SHA256="a" * 64, **hard) as service:
        refused = service.post(GOOD, Authorization=f"Bearer {OTHER}")
        assert refused.status == 401
        assert _words_in(refused.body) == []
    with _running(tmp_path / "again", *GUNICORN, **hard) as service:
        answers = [service.post({**GOOD, "text": ARTICLE * 50}) for _ in range(10)]
        assert {answer.status for answer in answers} == {503, 429}
        assert all(_words_in(answer.body) == [] for answer in answers)
        time.sleep(0.1)
    assert _leaks(tmp_path) == []


def test_the_command_line_leaves_nothing_behind_either(tmp_path: Path) -> None:
    given = tmp_path / "given"
    given.mkdir()
    (given / f"{OTHER}.txt").write_text(ARTICLE, encoding="utf-8")
    (given / "bad.txt").write_bytes(TEXT.encode() + b"\xff")
    kept = tmp_path / "kept"
    for name in ("home", "tmp", "cwd"):
        (kept / name).mkdir(parents=True)
    own = {"HOME": str(kept / "home"), "TMPDIR": str(kept / "tmp"), "PYTHONPATH": str(ROOT)}
    files = [str(given / f"{OTHER}.txt"), str(given / "bad.txt")]
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "server", "annotate", "--title", TITLE, *files],
        cwd=kept / "cwd",
        env={**{name: value for name, value in os.environ.items() if not name.startswith("WHOSAID_")}, **own},
        capture_output=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 1
    assert TEXT.encode() in done.stdout
    assert TEXT.lower().encode() not in done.stderr.lower()
    assert b"bad.txt: not UTF-8 at byte" in done.stderr
    assert [file for file in kept.rglob("*") if file.is_file()] == []
