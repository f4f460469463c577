"""Where the doors of the network listen, and what of that others can reach."""

from __future__ import annotations

import socket

from agent.errors import UsageError

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""Addresses that nobody reaches from another machine."""
SHORTEST = 16
"""Characters of a token that a person chooses."""


def opened(host: str, port: int) -> socket.socket:
    """Return a socket that listens; port 0 finds a free one.

    Raises UsageError where the address cannot be had.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise UsageError(
            f"Nothing can be served at {host}:{port}: {why}.", "Name another --port; 0 takes any."
        ) from error
