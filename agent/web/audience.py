"""Those who watch: what each still has to be told, and the newest picture for each.

Nobody waits for anybody. News are queued for each, pictures never: one that is late is replaced
by the next, and no more than a few are on their way until the browser says that it saw them,
for otherwise they would pile up in the network.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import deque
from collections.abc import Callable
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from agent.host import Host

SESSIONS = 32
"""Websockets at a time."""
RATE = 15.0
"""Pictures a second."""
UNSEEN = 3
"""Pictures on their way to a browser that has not said that it saw them."""
MOST = 3000
"""Messages that wait for one browser; one that leaves more unread is given up."""
PATIENCE = 10.0
"""How long (s) one message may take to be taken."""
POINTED = 3
"""Pictures between two tellings of where things are in them."""


class Watcher:
    """One browser."""

    def __init__(self, socket: WebSocket) -> None:
        self.socket = socket
        self.texts: deque[str] = deque()
        self.picture: bytes | None = None
        self.unseen = 0
        self.wake = asyncio.Event()
        self.lost = False

    def tell(self, text: str) -> None:
        """Have a message sent after those that wait."""
        self.lost = self.lost or len(self.texts) >= MOST
        self.texts.append(text)
        self.wake.set()

    def show(self, jpeg: bytes) -> None:
        """Have a picture sent in place of one that was not sent yet."""
        self.picture = jpeg
        self.wake.set()

    def saw(self) -> None:
        """Note that a picture has arrived."""
        self.unseen = max(0, self.unseen - 1)
        self.wake.set()

    async def write(self) -> None:
        """Send, until the browser is gone or takes nothing more."""
        with contextlib.suppress(TimeoutError, WebSocketDisconnect, RuntimeError):
            while not self.lost:
                await self.wake.wait()
                self.wake.clear()
                while self.texts and not self.lost:
                    async with asyncio.timeout(PATIENCE):
                        await self.socket.send_text(self.texts.popleft())
                if self.picture is not None and self.unseen < UNSEEN:
                    picture, self.picture = self.picture, None
                    self.unseen += 1
                    async with asyncio.timeout(PATIENCE):
                        await self.socket.send_bytes(picture)


class Audience:
    """All who watch one host, which may still be on its way.

    Args:
        host: the host, or what makes it, which is then called in a thread.
    """

    def __init__(self, host: Host | Callable[[], Host]) -> None:
        self.make = host
        self.host: Host | None = None
        self.watchers: set[Watcher] = set()
        self.failure: Exception | None = None
        """Why there is no host, and there will be none."""
        self.fail: Callable[[], None] = lambda: None
        """What to do then."""
        self.pointed: dict[str, tuple[float, float]] = {}
        self.busy: set[asyncio.Task[None]] = set()
        """What takes long and was asked for here."""

    async def run(self) -> None:
        """Wait for the host, pass on what it tells, and show its pictures, until cancelled."""
        loop = asyncio.get_running_loop()
        try:
            made = self.make
            host = made if isinstance(made, Host) else await asyncio.to_thread(made)
        except Exception as error:
            self.failure = error
            self.tell(self.greeting()[0])
            self.fail()
            return
        hearing = host.listen(lambda message: spread(loop, self.tell, message))
        self.host = host
        for message in self.greeting():
            self.tell(message)
        try:
            await self.show(host)
        finally:
            hearing()

    async def show(self, host: Host) -> None:
        """Show the newest picture to all, so often, while there is anything to see."""
        loop, shown, due, beat = asyncio.get_running_loop(), 0, 0.0, 0
        while True:
            due = max(due + 1 / RATE, loop.time())
            await asyncio.sleep(due - loop.time())
            if not self.watchers or host.window is None:
                continue
            beat += 1
            view = host.window.view
            if view.jpeg and (view.number != shown or host.status.state != "idle"):
                shown = view.number
                for watcher in self.watchers:
                    watcher.show(view.jpeg)
            if beat % POINTED == 0 and (seen := host.in_view()) != self.pointed:
                self.pointed = seen
                self.tell(self.things())

    def greeting(self) -> list[str]:
        """Return what one who comes has to know: how things stand, and the run so far."""
        if self.host is None:
            state = {"kind": "status", "state": "starting", "stopped": False}
            return [json.dumps(state | ({"reason": str(self.failure)} if self.failure else {}))]
        with self.host.lock:
            status, messages = self.host.status, list(self.host.messages)
        run = [m for m in messages if m["run"] == status.run and m["kind"] != "status"]
        now = {name: getattr(status, name) for name in status.__dataclass_fields__}
        fresh = {"kind": "fresh", "run": status.run}
        return [json.dumps(m) for m in (fresh, *run, now)] + [self.things()]

    def things(self) -> str:
        """Return where things are in the picture."""
        return json.dumps({"kind": "things", "things": self.pointed})

    def tell(self, text: str) -> None:
        """Tell all."""
        for watcher in self.watchers:
            watcher.tell(text)

    def join(self, watcher: Watcher) -> None:
        """Take one in, and tell it how things stand."""
        for text in self.greeting():
            watcher.tell(text)
        if self.host is not None and self.host.window is not None and self.host.window.view.jpeg:
            watcher.show(self.host.window.view.jpeg)
        self.watchers.add(watcher)


def spread(
    loop: asyncio.AbstractEventLoop, tell: Callable[[str], None], message: dict[str, Any]
) -> None:
    """Hand a message from the thread that works to the loop; at its end nobody hears any more."""
    with contextlib.suppress(RuntimeError):
        loop.call_soon_threadsafe(tell, json.dumps(message))
