"""How fast a stop is under many browsers and one that misbehaves: `python -m agent.web.measure`.

The server runs in a process of its own, with the scripted planner in real time. The clients here
read every picture, but for one, which in turn floods, never reads, sends garbage, or 10 MB.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import http.client
import itertools
import json
import multiprocessing as mp
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from agent.urgency import SWITCH, urgent
from agent.web.mischief import misbehave

GOAL = "put all blocks in the red bowl"
EARLIEST, LATEST = 0.3, 8.0
"""The stop comes at least and at most so long (s) after the goal."""
MOMENTS = ("rest", "ended", "heard")
"""The world stands still; the run has ended; a browser knows."""
STALL = 0.02
"""A process that only sleeps and is woken so late (s): then the whole machine had no time."""
LOOKS = 0.001
"""How often (s) the server's process looks whether the world's time goes on."""


def work(pipe: Connection, folder: str) -> None:
    """Serve; tell, whenever asked, when the world last moved and when a run last ended."""
    from agent.host import Host, Place
    from agent.listening import opened
    from agent.planners.expert import ExpertPlanner
    from agent.web.access import Rules
    from agent.web.listening import server

    sys.setswitchinterval(SWITCH)
    at, moved, ended = opened("127.0.0.1", 0), 0.0, 0.0

    def hear(message: dict[str, Any]) -> None:
        nonlocal ended
        if message["kind"] == "finished":
            ended = time.monotonic()

    def make() -> Host:
        host = Host(Place(out=Path(folder)), ExpertPlanner(), watched=True)
        host.listen(hear)
        return host

    def look() -> None:
        nonlocal moved
        last = 0.0
        while True:
            time.sleep(LOOKS)
            table = audience.host.table if audience.host else None
            if table is not None and table.world.time != last:
                moved, last = time.monotonic(), table.world.time

    def tell() -> None:
        while pipe.recv():
            pipe.send((moved, ended))

    serving, audience = server(make, rules=Rules(), runs=Path(folder))
    for job in (look, tell):
        threading.Thread(target=job, daemon=True).start()
    pipe.send(at.getsockname()[1])
    with urgent():
        serving.run(sockets=[at])


def probe(pipe: Connection) -> None:
    """Do nothing, and tell when not even that was possible: gaps (s) and when they ended."""
    gaps: list[tuple[float, float]] = []
    with urgent():
        while True:
            before = time.monotonic()
            time.sleep(LOOKS)
            now = time.monotonic()
            if now - before > STALL:
                gaps.append((before, now))
            if pipe.poll():
                pipe.recv()
                pipe.send(gaps)
                gaps = []


class Watching:
    """A browser that reads everything, and says that it saw each picture."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.pictures = self.fresh = 0
        self.last = b""
        self.heard: list[dict[str, Any]] = []
        """The statuses since it last waited for one."""
        self.ending = ""
        self.changed = asyncio.Event()

    async def read(self) -> None:
        """Read until the end."""
        async for message in self.socket:
            if isinstance(message, bytes):
                self.pictures += 1
                self.fresh += message != self.last
                self.last = message
                await self.say(kind="seen")
                continue
            told = json.loads(message)
            if told["kind"] == "status":
                self.heard.append(told)
            elif told["kind"] == "finished":
                self.ending = told["ending"]
            self.changed.set()

    async def say(self, **message: Any) -> None:
        """Say something."""
        await self.socket.send(json.dumps(message))

    async def until(self, truth: Callable[[dict[str, Any]], bool]) -> None:
        """Wait until a status was heard of which something is true."""
        async with asyncio.timeout(60):
            while not any(map(truth, self.heard)):
                self.changed.clear()
                await self.changed.wait()
        self.heard = self.heard[-1:]


def idle(status: dict[str, Any]) -> bool:
    """Tell whether nothing is under way."""
    return bool(status["state"] == "idle")


async def trial(
    all_of: Sequence[Watching], pipe: Connection, idler: Connection, seed: int
) -> dict[str, Any] | None:
    """Stop the arm at a random moment; None where the goal was reached before."""
    one, another = random.choice(all_of), random.choice(all_of)
    await one.until(idle)
    one.heard = []
    await one.say(kind="lay", scene="tabletop", seed=seed)
    await one.until(idle)
    await one.say(kind="goal", text=GOAL)
    await one.until(lambda status: bool(status["run"]))
    begun, before = time.monotonic(), [(w.pictures, w.fresh) for w in all_of]
    await asyncio.sleep(random.uniform(EARLIEST, LATEST))
    took = time.monotonic() - begun
    seen = zip(all_of, before, strict=True)
    rates = [((w.pictures - a) / took, (w.fresh - b) / took) for w, (a, b) in seen]
    if one.heard[-1]["state"] != "working":
        return None
    one.ending = ""
    sent = time.monotonic()
    await another.say(kind="stop")
    await one.until(lambda status: idle(status) and status["stopped"])
    heard = time.monotonic()
    pipe.send(True)
    moved, ended = await asyncio.to_thread(pipe.recv)
    idler.send(True)
    gaps = await asyncio.to_thread(idler.recv)
    stalled = any(end > sent and begin < heard for begin, end in gaps)
    found = {"rest": max(0.0, moved - sent), "ended": ended - sent, "heard": heard - sent}
    await one.say(kind="clear")
    await one.until(lambda status: not status["stopped"])
    return {**found, "stalled": stalled, "rates": rates, "ending": one.ending}


async def measure(sessions: int, trials: int, nuisance: bool, seed: int) -> dict[str, Any]:
    """Return what was measured, times in milliseconds."""
    random.seed(seed)
    context = mp.get_context("spawn")
    pipe, theirs = context.Pipe()
    with tempfile.TemporaryDirectory() as folder:
        process = context.Process(target=work, args=(theirs, folder))
        process.start()
        idler, its = context.Pipe()
        idling = context.Process(target=probe, args=(its,), daemon=True)
        idling.start()
        port = await asyncio.to_thread(pipe.recv)
        cold = await asyncio.to_thread(page, port)
        try:
            pipes = pipe, idler
            found, warm = await under_load(port, pipes, sessions, trials, nuisance)
        finally:
            idling.kill()
            process.terminate()
            process.join(10.0)
    rates = [rate for f in found for rate in f["rates"]]
    calm = [f for f in found if not f["stalled"]]
    return {
        "sessions": sessions,
        "misbehaving": int(nuisance),
        "stops": len(found),
        "ended stopped": sum(f["ending"] == "stopped" for f in found),
        **{f"stop to {w} (ms)": told([1000 * f[w] for f in found]) for w in MOMENTS},
        "while the machine had time": {
            "stops": len(calm),
            **{f"stop to {w} (ms)": told([1000 * f[w] for f in calm]) for w in MOMENTS if calm},
        },
        "pictures a second": least_and_median([rate for rate, _ in rates]),
        "new ones of these": least_and_median([rate for _, rate in rates]),
        "first page (ms)": {"cold": round(cold, 1), **told(warm)},
    }


async def under_load(
    port: int, pipes: tuple[Connection, Connection], sessions: int, trials: int, nuisance: bool
) -> tuple[list[dict[str, Any]], list[float]]:
    """Have all clients watch while there is stop after stop; return these, and pages' times."""
    found: list[dict[str, Any]] = []
    warm: list[float] = []
    async with contextlib.AsyncExitStack() as stack:
        url = f"ws://127.0.0.1:{port}/ws"
        sockets = [
            await stack.enter_async_context(connect(url, compression=None)) for _ in range(sessions)
        ]
        all_of = [Watching(socket) for socket in sockets]
        tasks = [asyncio.create_task(w.read()) for w in all_of]
        stopped = threading.Event()
        if nuisance:
            threading.Thread(target=misbehave, args=(port, stopped), daemon=True).start()
        await all_of[0].until(idle)
        while not all(w.pictures for w in all_of):  # whoever draws them has to start as well
            await asyncio.sleep(0.1)
        for seed in itertools.count():
            if len(found) >= trials:
                break
            result = await trial(all_of, *pipes, seed)
            found += [result] if result else []
            warm.append(await asyncio.to_thread(page, port))
            if result and sys.stderr.isatty():
                print(len(found), [round(1000 * result[w]) for w in MOMENTS], file=sys.stderr)
        stopped.set()
        lost = [task for task in tasks if task.done()]
        for task in tasks:
            task.cancel()
        if lost:
            raise RuntimeError(f"{len(lost)} clients that did nothing wrong were cut off.")
    return found, warm


def page(port: int) -> float:
    """Return how long (ms) the first page takes."""
    begun = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/")
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"The page was answered with {answer.status}.")
    return 1000 * (time.monotonic() - begun)


def least_and_median(values: Sequence[float]) -> dict[str, float]:
    """Return what the worst client had in its worst trial, and the median of all."""
    return {"min": round(min(values), 1), "median": round(statistics.median(values), 1)}


def told(values: Sequence[float]) -> dict[str, float]:
    """Return the median, the 99th percentile and the worst."""
    ordered = sorted(values)
    worst = ordered[min(len(ordered) - 1, round(0.99 * (len(ordered) - 1)))]
    numbers = statistics.median(ordered), worst, ordered[-1]
    return dict(zip(("median", "p99", "max"), (round(n, 1) for n in numbers), strict=True))


def main() -> None:
    """Measure and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--trials", type=int, default=30)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--alone", action="store_true", help="without the misbehaving client")
    given = parser.parse_args()
    found = asyncio.run(measure(given.sessions, given.trials, not given.alone, given.seed))
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
