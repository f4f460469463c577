"""Processes that run episodes: one that dies or hangs costs one episode one more try."""

from __future__ import annotations

import contextlib
import ctypes
import multiprocessing as mp
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from agent.errors import HandilyError
from sims.bench.episode import Record
from sims.bench.plan import Config, Key
from sims.bench.work import Worker, failed

TRIES = 3
"""How often an episode is begun whose process dies or that never ends."""
PDEATHSIG = 1
"""Of Linux's prctl: which signal follows the parent's death."""
START = 180.0
"""Most seconds that a worker may take to load its planner."""


@dataclass
class Hand:
    """A worker's process, and what it is at."""

    process: Any
    pipe: Connection
    thinking: Any
    ready: bool = False
    key: Key | None = None
    since: float = field(default_factory=time.monotonic)


def in_processes(
    todo: Iterable[Key], config: Config, out: Path, workers: int, serve: Callable[..., None]
) -> Iterator[Record]:
    """Yield records as they come.

    Raises:
        HandilyError: what a worker's planner or suite cannot be made for.
    """
    left = deque((key, 1) for key in todo)
    context = mp.get_context("spawn")
    hands: list[Hand] = []
    tries: dict[Key, int] = {}
    deaths = 0
    try:
        while left or any(hand.key for hand in hands):
            while len(hands) < min(workers, len(left) + sum(h.key is not None for h in hands)):
                hands.append(started(context, config, out, serve))
            for hand in [h for h in hands if h.ready and h.key is None]:
                if left:
                    hand.key, attempt = left.popleft()
                    hand.since, tries[hand.key] = time.monotonic(), attempt
                    with contextlib.suppress(OSError):  # its death is noticed below
                        hand.pipe.send((hand.key, attempt))
            for hand in list(hands):
                answer = heard(hand, config.limit)
                if answer is None:
                    continue
                key, hand.key = hand.key, None
                if isinstance(answer, HandilyError):
                    raise answer
                if isinstance(answer, Record):
                    yield answer
                elif answer == "ready":
                    hand.ready = True
                else:
                    hands.remove(hand)
                    end(hand)
                    deaths = 0 if hand.ready else deaths + 1
                    if deaths >= TRIES:
                        raise HandilyError(f"No worker could be started: {answer}.")
                    if key is None:
                        continue
                    if tries[key] < TRIES:
                        left.append((key, tries[key] + 1))
                        continue
                    blame = "planner" if "planner" in answer else ""
                    yield failed(key, answer, blame, tries[key])
            wait([h.pipe for h in hands] + [h.process.sentinel for h in hands], timeout=0.5)
    finally:
        for hand in hands:
            end(hand)


def started(context: Any, config: Config, out: Path, serve: Callable[..., None]) -> Hand:
    """Start a worker; it reports when it is ready."""
    ours, theirs = context.Pipe()
    thinking = context.Value("b", 0, lock=False)
    process = context.Process(target=serve, args=(theirs, config, out, thinking), daemon=True)
    process.start()
    theirs.close()
    return Hand(process, ours, thinking)


def heard(hand: Hand, limit: float) -> Any:
    """Return what a worker says, None while it is at work, or in words how it was lost."""
    try:
        if hand.pipe.poll():
            return hand.pipe.recv()
    except (EOFError, OSError):
        hand.process.join(1.0)
        return f"its process died (exit code {hand.process.exitcode})"
    if not hand.process.is_alive():
        return f"its process died (exit code {hand.process.exitcode})"
    late = time.monotonic() - hand.since
    if hand.key is not None and late > limit:
        who = "the planner" if hand.thinking.value else "the episode"
        return f"{who} took more than {limit:.0f} s"
    if not hand.ready and late > START:
        return f"it was not ready after {START:.0f} s"
    return None


def end(hand: Hand) -> None:
    """End a worker, whatever it is at."""
    hand.pipe.close()
    if hand.process.is_alive():
        hand.process.kill()
    hand.process.join(5.0)


def serve(pipe: Connection, config: Config, out: Path, thinking: Any) -> None:
    """Be a worker until the other side hangs up."""
    # Ctrl-C is the parent's business; it ends the workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    quiet()
    die_with_parent()
    try:
        worker = Worker(config, out, thinking)
    except HandilyError as error:
        pipe.send(error)
        return
    with contextlib.suppress(EOFError, OSError):
        pipe.send("ready")
        while True:
            key, attempt = pipe.recv()
            pipe.send(worker.run(key, attempt))


def quiet() -> None:
    """Keep what the physics library prints at its start out of the person's terminal."""
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)


def die_with_parent() -> None:
    """On Linux, end when the parent is killed, and not at the end of an episode only."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PDEATHSIG, signal.SIGKILL)
