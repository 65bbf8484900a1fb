"""What an operator may set: read from the environment once, checked at start, never changed afterwards."""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

# The extension's id in Chromium follows from the key in its manifest; Firefox draws a UUID for every installation, and
# no web page can have such an origin.
CHROMIUM_EXTENSION = "chrome-extension://nafmcfoeenpmcmedklfjbnndemccepfg"
FIREFOX_EXTENSION = re.compile(r"moz-extension://[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")

PREFIX = "WHOSAID_"
_LEAST = {"max_text_length": 1, "max_running": 1, "max_waiting": 0, "workers": 1, "cache_bytes": 0}


class SettingsError(ValueError):
    """A setting cannot be used; the message names it and says what would do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default; in the environment each is `WHOSAID_` and its name in capitals."""

    host: str = "127.0.0.1"
    port: int = 5000
    trusted_hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
    allowed_origins: tuple[str, ...] = ()
    token_sha256: str = ""
    max_text_length: int = 200_000
    deadline_seconds: float = 30.0
    max_running: int = 1
    max_waiting: int = 16
    requests_per_minute: int = 0
    cache_bytes: int = 8_000_000
    batch_read_ahead_bytes: int = 64_000_000
    workers: int = 2

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """Reads the settings; raises SettingsError for an unknown name or an unusable value."""
        known = {PREFIX + field.name.upper(): field for field in fields(cls)}
        values: dict[str, Any] = {}
        for name, text in environment.items():
            if name.startswith(PREFIX):
                if name not in known:
                    raise SettingsError(f"{name} is no setting. The settings are: {', '.join(known)}.")
                field = known[name]
                values[field.name] = _parsed(name, text, type(field.default))
        settings = cls(**values)
        settings.check()
        return settings

    def check(self) -> None:
        """Raises SettingsError where a value is out of range or the service would stand open to the network."""
        if self.token_sha256 and not re.fullmatch(r"[0-9a-f]{64}", self.token_sha256):
            raise SettingsError(f"{PREFIX}TOKEN_SHA256 must be 64 hexadecimal digits: `flask create-token` prints one.")
        for origin in self.allowed_origins:
            if not re.fullmatch(r"[a-z][a-z0-9+.-]*://[^/*\s]+", origin):
                raise SettingsError(f"{PREFIX}ALLOWED_ORIGINS: write each as scheme://host, without a path or a '*'.")
        for name, least in _LEAST.items():
            if getattr(self, name) < least:
                raise SettingsError(f"{PREFIX}{name.upper()} must be at least {least}.")
        if not 0 < self.deadline_seconds < float("inf"):
            raise SettingsError(f"{PREFIX}DEADLINE_SECONDS must be a number of seconds above 0.")
        self.check_bind(self.host)

    def check_bind(self, host: str) -> None:
        """Raises SettingsError if others could reach `host` and no token and trusted hosts are set."""
        if is_loopback(host):
            return
        if not self.token_sha256 or self.trusted_hosts == Settings().trusted_hosts:
            raise SettingsError(
                f"The address {host} can be reached from other machines. Set {PREFIX}TOKEN_SHA256 (`flask create-token`"
                f" prints one) and {PREFIX}TRUSTED_HOSTS (the host names under which clients call), or bind 127.0.0.1."
            )

    @property
    def max_body_bytes(self) -> int:
        r"""Bytes of one request: a code point takes 12 at most (two `\uXXXX` escapes), plus the other fields."""
        return 12 * self.max_text_length + 64_000


def is_loopback(host: str) -> bool:
    """Whether only programs on this machine can reach a service bound to `host` (an address, a name or a socket)."""
    if host in ("localhost", "") or host.startswith(("unix:", "/")):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _parsed(name: str, text: str, kind: type) -> object:
    if kind is tuple:
        return tuple(part.strip() for part in text.split(",") if part.strip())
    try:
        return kind(text)
    except ValueError:
        raise SettingsError(f"{name} must be a {'whole ' if kind is int else ''}number.") from None
