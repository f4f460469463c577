"""Websockets that no single one of can take the loop's time, which is the stop's.

uvicorn reads up to 256 KiB at once, in which fit 40,000 small messages, and goes on reading what
comes after a refusal. Here a flood is cut off where it begins.
"""

from __future__ import annotations

from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from agent.web.access import Allowance

SLICE = 2048
"""Bytes that are looked at before anything else gets its turn to refuse."""
RATE, BURST = 60.0, 150.0
"""Messages a second of one client, pings and pongs with them, and how many at once."""
LINGERS = 2.0
"""How long (s) a refusal may wait to be read before the connection is cut."""


class Wire(WebSocketsSansIOProtocol):
    """uvicorn's websocket with an allowance of messages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.allowance = Allowance(RATE, BURST)
        self.flooded = False

    def data_received(self, data: bytes) -> None:
        """Take what came in by small slices, and nothing any more from who sends too much."""
        for begin in range(0, len(data), SLICE):
            if self.flooded or self.transport.is_closing():
                return
            super().data_received(data[begin : begin + SLICE])

    def handle_events(self) -> None:
        """Count the messages."""
        if self.handshake_complete and not self.allowance.spend(self._waiting()):
            self.refuse()
        else:
            super().handle_events()

    def _waiting(self) -> int:
        """Return how many messages have been read from the last slice."""
        return len(self.conn.events)

    def refuse(self) -> None:
        """Say why, and listen no more: closing a transport ends its reading at once."""
        self.flooded = True
        self.queue.put_nowait({"type": "websocket.disconnect", "code": 1008})
        self.conn.fail(1008, "too many messages")
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.transport.close()
        self.loop.call_later(LINGERS, self.transport.abort)

    async def run_asgi(self) -> None:
        """Cut the connection off at its end, should the other side never read what is left."""
        await super().run_asgi()
        self.loop.call_later(LINGERS, self.transport.abort)
