"""Settings: read once, refused where they cannot be meant, and never open to the network by mistake."""

import base64
import hashlib
import json

import pytest

from server.page import EXTENSION
from server.settings import CHROMIUM_EXTENSION, Settings, SettingsError, is_loopback

TOKEN = "a" * 64


def test_settings_come_from_the_environment() -> None:
    settings = Settings.from_environment(
        {"WHOSAID_TRUSTED_HOSTS": "desk.example, 127.0.0.1", "WHOSAID_DEADLINE_SECONDS": "2.5", "HOME": "/"}
    )
    assert settings.trusted_hosts == ("desk.example", "127.0.0.1")
    assert settings.deadline_seconds == 2.5


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WHOSAID_MAX_TEXT_LENGHT", "5"),
        ("WHOSAID_MAX_TEXT_LENGTH", "many"),
        ("WHOSAID_MAX_TEXT_LENGTH", "0"),
        ("WHOSAID_DEADLINE_SECONDS", "0"),
        ("WHOSAID_DEADLINE_SECONDS", "nan"),
        ("WHOSAID_TOKEN_SHA256", "secret"),
        ("WHOSAID_ALLOWED_ORIGINS", "*"),
        ("WHOSAID_ALLOWED_ORIGINS", "https://*.example"),
        ("WHOSAID_ALLOWED_ORIGINS", "https://desk.example/path"),
        ("WHOSAID_HOST", "0.0.0.0"),  # noqa: S104
        ("WHOSAID_HOST", "192.168.0.5"),
        ("WHOSAID_HOST", "desk.example"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=r"WHOSAID_"):
        Settings.from_environment({name: value})


def test_the_network_needs_both_a_token_and_trusted_hosts() -> None:
    with pytest.raises(SettingsError):
        Settings(token_sha256=TOKEN).check_bind("0.0.0.0")  # noqa: S104
    with pytest.raises(SettingsError):
        Settings(trusted_hosts=("desk.example",)).check_bind("0.0.0.0")  # noqa: S104
    Settings(token_sha256=TOKEN, trusted_hosts=("desk.example",)).check_bind("0.0.0.0")  # noqa: S104


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "localhost", "::1", "[::1]", "unix:/run/whosaid.sock"])
def test_loopback(host: str) -> None:
    assert is_loopback(host)


def test_the_extension_id_follows_from_its_key() -> None:
    key = json.loads((EXTENSION / "manifest.json").read_text(encoding="utf-8"))["key"]
    digest = hashlib.sha256(base64.b64decode(key)).hexdigest()[:32]
    assert "chrome-extension://" + "".join(chr(ord("a") + int(digit, 16)) for digit in digest) == CHROMIUM_EXTENSION
