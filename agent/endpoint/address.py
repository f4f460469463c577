"""Where a server is, and which key it may have: from the environment, and never to be seen."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import SplitResult, urlsplit

from agent.errors import UsageError

OURS, OPENAI = "HANDILY_API_KEY", "OPENAI_API_KEY"
PLAIN = "HANDILY_ALLOW_PLAIN_HTTP"
SECRET = 8
"""A key with fewer letters is no secret, such as the `none` that some servers ask for."""
HINT = "Such as: --base-url http://localhost:11434/v1"


class Secret:
    """A key that no repr, format, pickle or message shows."""

    __slots__ = ("_value",)

    def __init__(self, value: str = "") -> None:
        self._value = value

    def __bool__(self) -> bool:
        return bool(self._value)

    def __repr__(self) -> str:
        return "Secret(***)" if self else "Secret()"

    def __reduce__(self) -> NoReturn:
        raise TypeError("A key is written nowhere.")

    @property
    def header(self) -> str:
        """What is sent; to be made just before it is, and kept nowhere."""
        return f"Bearer {self._value}"

    def hide(self, text: str) -> str:
        """Return a text without the key: servers repeat it in what they say of it."""
        return text.replace(self._value, "***") if len(self._value) >= SECRET else text


@dataclass(frozen=True, slots=True)
class Address:
    """A server: the URL to post to, what to call it in messages, and its key.

    `here` tells whether it is on this machine.
    """

    url: str
    host: str
    key: Secret
    here: bool


def address(base_url: str, environ: Mapping[str, str] = os.environ) -> Address:
    """Return where a base URL leads, such as http://localhost:11434/v1.

    Without a path it gets `/v1`. The key is HANDILY_API_KEY, or for openai.com alone
    OPENAI_API_KEY.

    Raises:
        UsageError: for what is no such URL, for one that carries a password or a query, and
            for a key that would be sent in the clear.
    """
    parts = split(base_url)
    host = parts.hostname or ""
    key = key_for(host, environ)
    if key and parts.scheme == "http" and not loopback(host) and environ.get(PLAIN) != "1":
        raise UsageError(
            f"The key would go to {host} unencrypted, for all in between to read.",
            f"Use https, unset {OURS}, or allow it with {PLAIN}=1.",
        )
    path = parts.path.rstrip("/").removesuffix("/chat/completions") or "/v1"
    url = f"{parts.scheme}://{parts.netloc}{path}/chat/completions"
    return Address(url, parts.netloc, key, loopback(host))


def split(base_url: str) -> SplitResult:
    """Return the parts of a URL that may be one of a server."""
    if not base_url:
        raise UsageError("The planner server needs to know where the server is.", HINT)
    if "@" in base_url:  # is not repeated, since there may be a password in it
        raise UsageError(
            "The base URL has an @ in it: user names and passwords in a URL end up in traces, "
            "logs and histories.",
            f"Leave them out; a key goes into {OURS}.",
        )
    try:
        parts = urlsplit(base_url)
        bad = parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0
    except ValueError:  # a port that is no number
        bad = True
    if bad or not base_url.isprintable() or " " in base_url:
        raise UsageError("The base URL is none that starts with http:// or https://.", HINT)
    if parts.query or parts.fragment:
        raise UsageError(
            "The base URL has a query behind it; what identifies you does not belong there.",
            f"Leave out what comes after the path; a key goes into {OURS}.",
        )
    return parts


def key_for(host: str, environ: Mapping[str, str]) -> Secret:
    """Return the key for a host; that of OpenAI goes to nobody else."""
    theirs = host == "openai.com" or host.endswith(".openai.com")
    for name in (OURS, *((OPENAI,) if theirs else ())):
        if value := environ.get(name, "").strip():
            if not value.isascii() or not value.isprintable() or " " in value:
                raise UsageError(f"{name} has letters in it that no key has.", "Set it again.")
            return Secret(value)
    return Secret()


def loopback(host: str) -> bool:
    """Tell whether a host is this very machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
