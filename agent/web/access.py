"""Who may come in: the guard before every request and websocket of the browser's door.

A page of another site can make a browser send requests here (CSRF), and can give its own name
our address (DNS rebinding). So the Host has to be one of ours, and an Origin, which browsers
send and pages cannot forge, has to be that Host's.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
import socket
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from agent.errors import UsageError
from agent.listening import LOOPBACK, SHORTEST

COOKIE = "handily"
MAX_BODY = 65_536
"""Bytes of a request's body."""
RATE, BURST = 50.0, 200.0
"""Requests a second on one connection, and how many at once."""
WRONG, WRONG_BURST = 0.2, 10.0
"""Wrong tokens a second from one address, and how many at once."""
KNOWN = 1024
"""So many connections and addresses are remembered."""
STOP = "/stop"
"""What is never made to wait, nor counted."""
POLICY = (
    "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "cache-control": "no-cache",
}


class Allowance:
    """So many things a second, and so many at once.

    Args:
        rate: how many a second come back.
        burst: how many there are at most.
    """

    __slots__ = ("burst", "left", "rate", "seen")

    def __init__(self, rate: float, burst: float) -> None:
        self.rate, self.burst, self.left = rate, burst, burst
        self.seen = time.monotonic()

    def spend(self, cost: float = 1.0) -> bool:
        """Take one thing; false where there is none left."""
        now = time.monotonic()
        self.left = min(self.burst, self.left + (now - self.seen) * self.rate)
        self.seen = now
        if self.left < cost:
            return False
        self.left -= cost
        return True


class Allowances:
    """An allowance for each of the clients seen last."""

    def __init__(self, rate: float, burst: float) -> None:
        self.rate, self.burst = rate, burst
        self.known: OrderedDict[Any, Allowance] = OrderedDict()

    def of(self, client: Any) -> Allowance:
        """Return a client's allowance."""
        found = self.known.pop(client, None) or Allowance(self.rate, self.burst)
        self.known[client] = found
        while len(self.known) > KNOWN:
            self.known.popitem(last=False)
        return found


@dataclass(frozen=True, slots=True)
class Rules:
    """Where the door is, and what opens it: an empty `token` means that none is needed."""

    host: str = "127.0.0.1"
    token: str = field(default="", repr=False)

    @staticmethod
    def of(host: str, token: str | None) -> Rules:
        """Return the rules for an address; one that others can reach gets a token if it has none.

        Raises UsageError for a token that could be guessed.
        """
        if token is not None and len(token) < SHORTEST:
            raise UsageError(
                f"The token has {len(token)} characters; it has to have {SHORTEST} at least.",
                "Leave --token out to get one made.",
            )
        if token is None and host not in LOOPBACK:
            token = secrets.token_urlsafe(24)
        return Rules(host, token or "")

    def knows(self, host: str) -> bool:
        """Tell whether a Host header names us: an address by number cannot be rebound."""
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        if name in (*LOOPBACK, self.host):
            return True
        if self.host in LOOPBACK:
            return False
        try:
            return bool(ipaddress.ip_address(name))
        except ValueError:
            return name in (socket.gethostname().lower(), socket.getfqdn().lower())

    def fits(self, given: str) -> bool:
        """Tell whether a token is the right one, in a time that tells nothing of it."""
        return hmac.compare_digest(given.encode(), self.token.encode())


class Gate:
    """Lets through what may come in, and puts the headers of caution on what goes out."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self.app, self.rules = app, rules
        self.requests = Allowances(RATE, BURST)
        self.wrong = Allowances(WRONG, WRONG_BURST)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Judge one request or websocket."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        refusal = self.refusal(scope, Headers(scope=scope))
        if refusal is not None:
            await refusal(scope, receive, guarded(send))
        else:
            await self.app(scope, bounded(receive), guarded(send))

    def refusal(self, scope: Scope, headers: Headers) -> Response | None:
        """Return what to answer in place of what was asked for; None lets it through."""
        if not self.rules.knows(headers.get("host", "")):
            return refuse(403, "This is not the name of this server.")
        if not same_origin(headers):
            return refuse(403, "Pages of other sites may not come in here.")
        client = scope.get("client") or ("", 0)
        stops = scope["path"] == STOP
        if not stops and not self.requests.of(tuple(client)).spend():
            return refuse(429, "Too many requests; wait a moment.")
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > MAX_BODY:
            return refuse(413, f"A request may have {MAX_BODY} bytes at most.")
        return self.unknown(scope, headers, client[0]) if self.rules.token else None

    def unknown(self, scope: Scope, headers: Headers, address: str) -> Response | None:
        """Return the refusal of who does not have the token; and a cookie for who has."""
        query = dict(parse_qsl(scope["query_string"].decode("latin-1")))
        given = [t for t in (cookie(headers), bearer(headers), query.get("token", "")) if t]
        if not any(map(self.rules.fits, given)):
            if given and not self.wrong.of(address).spend():
                return refuse(429, "Too many wrong tokens; wait a minute.")
            return refuse(401, "A token is needed: open the address that `handily serve` printed.")
        if "token" in query and scope["type"] == "http" and scope["method"] == "GET":
            return self.welcome(scope["path"], query)
        return None

    def welcome(self, path: str, query: Mapping[str, str]) -> Response:
        """Keep the token in a cookie, and take it out of the address."""
        rest = urlencode({k: v for k, v in query.items() if k != "token"})
        # A path such as //other.site would lead away from here.
        response = RedirectResponse("/" + path.lstrip("/\\") + (f"?{rest}" if rest else ""), 303)
        response.set_cookie(COOKIE, self.rules.token, httponly=True, samesite="strict")
        return response


def same_origin(headers: Headers) -> bool:
    """Tell whether a request comes from our own page, or from no page at all."""
    origin = headers.get("origin")
    if origin is not None:
        return origin in (f"{s}://{headers.get('host')}" for s in ("http", "https"))
    return headers.get("sec-fetch-site", "none") in ("none", "same-origin")


def cookie(headers: Headers) -> str:
    """Return the token in the cookie."""
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def bearer(headers: Headers) -> str:
    """Return the token in the header `Authorization: Bearer`."""
    kind, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def refuse(code: int, why: str) -> Response:
    """Return a refusal in words."""
    return JSONResponse({"message": why}, code)


def guarded(send: Send) -> Send:
    """Return a `send` that adds the headers of caution where the answer has none of its own."""

    async def out(message: Message) -> None:
        if message["type"] in ("http.response.start", "websocket.http.response.start"):
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return out


def bounded(receive: Receive) -> Receive:
    """Return a `receive` that hangs up on a body that is longer than it may be."""
    read = 0

    async def take() -> Message:
        nonlocal read
        message = await receive()
        if message["type"] == "http.request":
            read += len(message.get("body", b""))
            if read > MAX_BODY:
                return {"type": "http.disconnect"}
        return message

    return take
