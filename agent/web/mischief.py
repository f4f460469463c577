"""A client that misbehaves in every way it knows, one after another, for measurements and tests."""

from __future__ import annotations

import base64
import contextlib
import os
import socket
import struct
import threading
import time
from collections.abc import Callable

HUGE = 10_000_000
"""Bytes of what is far too long."""
MANY = 50_000
"""Messages of a flood."""
SULKS = 2.0
"""How long (s) it reads nothing."""
WAITS = 5.0


def joined(port: int) -> socket.socket:
    """Return a websocket after its handshake, of which nothing was read further."""
    plain = socket.create_connection(("127.0.0.1", port), WAITS)
    key = base64.b64encode(os.urandom(16)).decode()
    plain.sendall(
        f"GET /ws HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: Upgrade\r\nUpgrade: websocket"
        f"\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n".encode()
    )
    plain.recv(4096)
    return plain


def frame(payload: bytes, opcode: int = 1) -> bytes:
    """Return a websocket's frame, masked with zeros."""
    size = len(payload)
    if size < 126:
        head = struct.pack("!BB", 0x80 | opcode, 0x80 | size)
    elif size < 65_536:
        head = struct.pack("!BBH", 0x80 | opcode, 0x80 | 126, size)
    else:
        head = struct.pack("!BBQ", 0x80 | opcode, 0x80 | 127, size)
    return head + bytes(4) + payload


def flood(port: int) -> None:
    """Send messages as fast as can be."""
    with joined(port) as one:
        one.sendall(frame(b'{"kind":"seen"}') * MANY)


def ping(port: int) -> None:
    """Send pings as fast as can be, and read no pong."""
    with joined(port) as one:
        one.sendall(frame(b"", 9) * MANY)


def sulk(port: int) -> None:
    """Read nothing."""
    with joined(port):
        time.sleep(SULKS)


def babble(port: int) -> None:
    """Send what is no message, and what is no frame."""
    with joined(port) as one:
        one.sendall(frame(b"\xff\xfe", 1) + os.urandom(60_000))
    with joined(port) as one:
        one.sendall(frame(b'{"kind":"fly"}') * 100)


def bloat(port: int) -> None:
    """Send 10 MB at once, over the websocket and as a request's body."""
    with joined(port) as one:
        one.sendall(frame(bytes(HUGE), 2))
    with socket.create_connection(("127.0.0.1", port), WAITS) as plain:
        head = f"POST /stop HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {HUGE}\r\n\r\n"
        plain.sendall(head.encode() + bytes(HUGE))


def hurry(port: int) -> None:
    """Ask for pages as fast as can be."""
    with socket.create_connection(("127.0.0.1", port), WAITS) as plain:
        plain.sendall(f"GET /api/runs HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode() * 2000)
        plain.recv(65_536)


WAYS: tuple[Callable[[int], None], ...] = (flood, ping, sulk, babble, bloat, hurry)


def misbehave(port: int, stopped: threading.Event) -> None:
    """Do all of it again and again until told to stop."""
    while not stopped.is_set():
        for way in WAYS:
            with contextlib.suppress(OSError):  # being cut off is what it is to get
                way(port)
