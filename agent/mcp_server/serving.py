"""How other agents get to the door: over stdio, or over HTTP."""

from __future__ import annotations

import contextlib
import hmac
import os
import socket
import sys
from collections.abc import Iterator

import anyio
import uvicorn
from mcp.server.transport_security import TransportSecuritySettings
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from agent.errors import UsageError
from agent.listening import LOOPBACK, SHORTEST
from agent.mcp_server.door import Door

GRACE = 2
"""How long (s) those that are connected have at the end."""


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Lead to stderr what anybody prints meanwhile: on stdout there is the protocol."""
    sys.stdout.flush()
    wire = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        sys.stdout.flush()
        os.dup2(wire, 1)
        os.close(wire)


def serve_stdio(door: Door) -> None:
    """Serve the one agent that started this process, until it closes our stdin."""
    anyio.run(door.run_stdio_async)


class Bearer:
    """Lets in only who knows the token."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self.app, self.expected = app, f"Bearer {token}".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "http":
            given = dict(scope["headers"]).get(b"authorization", b"")
            if not hmac.compare_digest(given, self.expected):
                refusal = Response(
                    "The token is missing or wrong.", 401, {"WWW-Authenticate": "Bearer"}
                )
                await refusal(scope, receive, send)
                return
        await self.app(scope, receive, send)


def checked_token(host: str, token: str) -> None:
    """Raise UsageError for a place that has to have a token, and for one that is easily guessed."""
    if not token and host not in LOOPBACK:
        raise UsageError(
            f"Other machines can reach {host}; that needs a token.",
            "Set HANDILY_TOKEN, or leave --host out to serve this machine only.",
        )
    if token and len(token) < SHORTEST:
        raise UsageError(f"The token has {len(token)} characters; {SHORTEST} are the least.")


def names(host: str) -> list[str]:
    """Return the names under which clients may come to this host."""
    if host in LOOPBACK:
        return ["127.0.0.1", "localhost", "[::1]"]
    mine = [host, socket.gethostname(), socket.getfqdn()]
    with contextlib.suppress(OSError):
        mine += socket.gethostbyname_ex(socket.gethostname())[2]
    return list(dict.fromkeys([*mine, "127.0.0.1", "localhost", "[::1]"]))


def web(door: Door, host: str, token: str) -> Starlette:
    """Return the app: whom it answers is checked by Host, Origin and token."""
    there = names(host)
    app = door.streamable_http_app(
        host=host,
        transport_security=TransportSecuritySettings(
            enable_dns_rebinding_protection=True,
            allowed_hosts=[f"{name}:*" for name in there],
            allowed_origins=[f"http://{name}:*" for name in there],
        ),
    )
    if token:
        app.add_middleware(Bearer, token=token)
    return app


def address(at: socket.socket) -> str:
    """Return where clients find what is served at a socket."""
    host, port = at.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/mcp"


def server(door: Door, host: str, token: str) -> uvicorn.Server:
    """Return a server that was not started yet."""
    config = uvicorn.Config(
        web(door, host, token),
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=GRACE,
    )
    return uvicorn.Server(config)


def serve_http(door: Door, at: socket.socket, host: str, token: str) -> None:
    """Serve whoever may come, until Ctrl-C."""
    server(door, host, token).run(sockets=[at])
