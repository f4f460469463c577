"""The server itself: its socket, its limits, and its end."""

from __future__ import annotations

import logging
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uvicorn

from agent.host import Host
from agent.urgency import SWITCH, urgent
from agent.web.access import Rules
from agent.web.audience import Audience
from agent.web.messages import MAX_MESSAGE
from agent.web.server import app
from agent.web.wire import Wire


def server(
    make: Host | Callable[[], Host],
    *,
    rules: Rules,
    runs: Path,
    model: str = "embedded",
    catalogue: Callable[[], dict[str, Any]] = dict,
) -> tuple[uvicorn.Server, Audience]:
    """Return a server that was not started yet, and those who will watch; see `app`."""
    web = app(make, runs=runs, model=model, rules=rules, catalogue=catalogue)
    config = uvicorn.Config(
        web,
        ws=Wire,
        ws_max_size=MAX_MESSAGE,
        ws_per_message_deflate=False,  # pictures are small already
        ws_ping_interval=20.0,
        ws_ping_timeout=20.0,
        log_level="warning",
        access_log=False,  # an address may have a token in it
        server_header=False,
        timeout_graceful_shutdown=3,
    )
    serving, audience = uvicorn.Server(config), web.state.audience
    audience.fail = lambda: setattr(serving, "should_exit", True)
    return serving, audience


def listen(at: socket.socket, make: Callable[[], Host], **more: Any) -> None:
    """Serve until Ctrl-C, and stop the robot then; raises what went wrong with its making."""
    sys.setswitchinterval(SWITCH)
    logging.getLogger("asyncio").setLevel(logging.ERROR)  # that somebody hung up is no news
    serving, audience = server(make, **more)
    try:
        with urgent():
            serving.run(sockets=[at])
    except KeyboardInterrupt:
        pass
    finally:
        if audience.host:
            audience.host.close()
    if audience.failure:
        raise audience.failure
