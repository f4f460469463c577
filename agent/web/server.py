"""The browser's door: pages, pictures, and what people say.

A stop waits for nothing: it goes from the socket, or from `POST /stop`, straight to the host.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, WebSocket
from fastapi.responses import FileResponse, JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from pydantic import ValidationError
from starlette.websockets import WebSocketDisconnect

from agent.errors import HandilyError
from agent.host import Host
from agent.web import messages
from agent.web.access import STOP, Gate, Rules, refuse
from agent.web.attention import Attention
from agent.web.audience import SESSIONS, Audience, Watcher
from agent.web.history import History

STATIC = Path(__file__).parent / "static"
REPORT = "default-src 'none'; img-src data:; media-src data:; style-src 'unsafe-inline'; sandbox"
"""What a benchmark's page may do: show what is in it, and run nothing."""
Catalogue = Callable[[], dict[str, Any]]


def app(
    host: Host | Callable[[], Host],
    *,
    runs: Path = Path("runs"),
    model: str = "embedded",
    rules: Rules | None = None,
    catalogue: Catalogue = dict,
) -> FastAPI:
    """Return the application.

    Args:
        host: the host, or what makes it: pages are there before it is.
        runs: the folder of runs and reports.
        model: whose attention is shown.
        rules: who may come in.
        catalogue: tells which scenes and tasks there are.
    """
    audience, history, attention = Audience(host), History(runs), Attention(model)

    @contextlib.asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        task = asyncio.create_task(audience.run())
        try:
            yield
        finally:
            task.cancel()
            attention.close()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await task

    web = FastAPI(title="Handily", lifespan=life, docs_url=None, redoc_url=None, openapi_url=None)
    web.add_middleware(Gate, rules=rules or Rules())
    web.state.audience = audience
    web.mount("/static", StaticFiles(directory=STATIC), name="static")

    @web.exception_handler(HandilyError)
    async def told(_: Request, error: HandilyError) -> Response:
        return JSONResponse({"message": error.message, "hint": error.hint}, 404)

    @web.get("/")
    async def page() -> Response:
        return FileResponse(STATIC / "index.html")

    @web.post(STOP)
    async def stop() -> dict[str, bool]:
        if audience.host is not None:
            audience.host.stop()
        return {"stopped": audience.host is not None}

    @web.get("/api/catalogue")
    def there() -> dict[str, Any]:
        return catalogue()

    @web.get("/api/runs")
    def listed() -> list[dict[str, Any]]:
        return history.runs()

    @web.get("/api/runs/{run}")
    def one(run: str) -> dict[str, Any]:
        return history.run(run)

    @web.get("/api/runs/{run}/frames/{name}")
    def picture(run: str, name: str) -> Response:
        return FileResponse(history.picture(run, name), media_type="image/png")

    @web.post("/api/runs/{run}/attention/{number}")
    async def looked(run: str, number: int) -> Response:
        decision = await asyncio.to_thread(history.decision, run, number)
        return JSONResponse(await attention.of(decision))

    @web.get("/api/reports")
    def reports() -> list[dict[str, Any]]:
        return history.reports()

    @web.get("/reports/{path:path}")
    def report(path: str) -> Response:
        headers = {"content-security-policy": REPORT}
        return FileResponse(history.report(path), media_type="text/html", headers=headers)

    @web.websocket("/ws")
    async def talk(socket: WebSocket) -> None:
        if len(audience.watchers) >= SESSIONS:
            full = f"All {SESSIONS} places are taken; close another window of Handily."
            await socket.send_denial_response(refuse(503, full))
            return
        watcher = Watcher(socket)
        await socket.accept()
        audience.join(watcher)
        writer = asyncio.create_task(watcher.write())
        reader = asyncio.create_task(read(audience, watcher))
        try:
            await asyncio.wait((writer, reader), return_when=asyncio.FIRST_COMPLETED)
        finally:
            audience.watchers.discard(watcher)
            writer.cancel()
            reader.cancel()
            for task in (writer, reader):
                with contextlib.suppress(asyncio.CancelledError, Exception):
                    await task

    return web


async def read(audience: Audience, watcher: Watcher) -> None:
    """Do what a browser says until it is gone; what is no message ends its visit."""
    with contextlib.suppress(WebSocketDisconnect):
        while True:
            event = await watcher.socket.receive()
            if event["type"] == "websocket.disconnect":
                return
            text = event.get("text")
            try:
                message = messages.ADAPTER.validate_json(text or "")
            except ValidationError as error:
                watcher.tell(trouble("That is no message.", error.errors()[0]["msg"]))
                await asyncio.sleep(0)  # for it to be written
                await watcher.socket.close(1008, "that is no message")
                return
            if audience.host is None:
                watcher.tell(trouble("The robot is not there yet.", "Wait a few seconds."))
                continue
            try:
                obey(audience.host, audience, watcher, message)
            except HandilyError as error:
                watcher.tell(trouble(error.message, error.hint))


def obey(host: Host, audience: Audience, watcher: Watcher, message: messages.Message) -> None:
    """Do what a message says; what takes long is done elsewhere.

    Raises UsageError for what cannot be now.
    """
    match message:
        case messages.Stop():
            host.stop()
        case messages.Seen():
            watcher.saw()
        case messages.Goal():
            loop = asyncio.get_running_loop()
            host.submit(message.text).add_done_callback(partial(failed, loop, audience))
        case messages.Clear():
            host.clear_stop()
        case messages.Answer():
            host.answer(message.text)
        case messages.Confirm():
            host.confirm(message.allow)
        case messages.Drag():
            host.drag(message.start, message.end, message.name)
        case messages.Lay():
            task = asyncio.create_task(lay(host, watcher, message))
            # The loop itself keeps no hold of its tasks.
            task.add_done_callback(audience.busy.discard)
            audience.busy.add(task)


async def lay(host: Host, watcher: Watcher, message: messages.Lay) -> None:
    """Lay the table anew, and say so if it cannot be."""
    try:
        await asyncio.to_thread(host.lay, message.scene, message.seed)
    except HandilyError as error:
        watcher.tell(trouble(error.message, error.hint))


def failed(loop: asyncio.AbstractEventLoop, audience: Audience, done: Future[Any]) -> None:
    """Tell everybody of an error that ended a run without its saying so."""
    if not done.cancelled() and (error := done.exception()):
        text = trouble(f"{type(error).__name__}: {error}", "This is a fault of the program.")
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(audience.tell, text)


def trouble(message: str, hint: str = "") -> str:
    """Return a message about what is wrong."""
    return json.dumps({"kind": "error", "message": message, "hint": hint})
