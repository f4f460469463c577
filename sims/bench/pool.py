"""Processes that run episodes: one that dies or hangs costs one episode one more try."""

from __future__ import annotations

import contextlib
import ctypes
import functools
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

from agent.errors import HandilyError, first_line
from sims.bench.episode import Record
from sims.bench.plan import Config, Key
from sims.bench.work import Worker, failed

TRIES = 3
"""How often an episode is begun whose process dies or that never ends."""
PDEATHSIG = 1
"""Of Linux's prctl: which signal follows the parent's death."""
START = 180.0
"""Most seconds that a worker may take to load its planner."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A worker that is no more, or whose episode took too long; `why` in words."""

    why: str
    late: bool = False


@dataclass
class Hand:
    """A worker's process, and what it is at."""

    process: Any
    pipe: Connection
    thinking: Any
    ready: bool = False
    key: Key | None = None
    attempt: int = 1
    since: float = field(default_factory=time.monotonic)


def in_processes(
    todo: Iterable[Key], config: Config, out: Path, workers: int, serve: Callable[..., None]
) -> Iterator[Record]:
    """Yield records as they come.

    Raises:
        HandilyError: what a worker's planner or suite cannot be made for.
    """
    pool = Pool(todo, config, out, workers, serve)
    try:
        yield from pool.records()
    finally:
        pool.close()


class Pool:
    """Hands that work on episodes, and the episodes that are left, each with its attempt."""

    def __init__(
        self,
        todo: Iterable[Key],
        config: Config,
        out: Path,
        workers: int,
        serve: Callable[..., None],
    ) -> None:
        self.left = deque((key, 1) for key in todo)
        self.config, self.workers = config, workers
        self.start = functools.partial(started, mp.get_context("spawn"), config, out, serve)
        self.hands: list[Hand] = []
        self.deaths = 0
        """How many workers died in a row before they were ready."""

    def records(self) -> Iterator[Record]:
        """Yield records as they come."""
        while self.left or any(hand.key for hand in self.hands):
            busy = sum(hand.key is not None for hand in self.hands)
            while len(self.hands) < min(self.workers, len(self.left) + busy):
                self.hands.append(self.start())
            self.deal()
            ends = [end for hand in self.hands for end in (hand.pipe, hand.process.sentinel)]
            wait(ends, timeout=0.5)
            for hand in list(self.hands):
                answer = heard(hand, self.config.limit)
                if answer is not None:
                    yield from self.take(hand, answer)

    def deal(self) -> None:
        """Give each hand that is free an episode."""
        for hand in self.hands:
            if hand.ready and hand.key is None and self.left:
                hand.key, hand.attempt = self.left.popleft()
                hand.since = time.monotonic()
                with contextlib.suppress(OSError):  # its death is noticed in time
                    hand.pipe.send((hand.key, hand.attempt))

    def take(self, hand: Hand, answer: Any) -> Iterator[Record]:
        """Take what a worker says, or that it was lost; yield the record if that is one."""
        if isinstance(answer, HandilyError):
            raise answer
        if answer == "ready":
            hand.ready = True
            return
        key, hand.key = hand.key, None
        if isinstance(answer, Record):
            self.deal()  # before the record is written, so that nobody waits for the disk
            yield answer
            return
        self.hands.remove(hand)
        end(hand)
        self.deaths = 0 if hand.ready else self.deaths + 1
        if self.deaths >= TRIES:
            raise HandilyError(f"No worker could be started: {answer.why}.")
        if key is None:
            return
        if answer.late:
            # Not tried again: a planner that is slow now is slow in an hour.
            yield failed(key, answer.why, "planner", hand.attempt, wall=self.config.limit)
        elif hand.attempt < TRIES:
            self.left.append((key, hand.attempt + 1))
        else:
            yield failed(key, answer.why, attempts=hand.attempt)

    def close(self) -> None:
        """End all workers."""
        for hand in self.hands:
            end(hand)


def started(context: Any, config: Config, out: Path, serve: Callable[..., None]) -> Hand:
    """Start a worker; it reports when it is ready."""
    ours, theirs = context.Pipe()
    thinking = context.Array("d", 2, lock=False)
    process = context.Process(target=serve, args=(theirs, config, out, thinking), daemon=True)
    process.start()
    theirs.close()
    return Hand(process, ours, thinking)


def heard(hand: Hand, limit: float) -> Any:
    """Return what a worker says, None while it is at work, or how it was lost."""
    try:
        if hand.pipe.poll():
            return hand.pipe.recv()
    except (EOFError, OSError):
        hand.process.join(1.0)
        return Lost(f"its process died (exit code {hand.process.exitcode})")
    if not hand.process.is_alive():
        return Lost(f"its process died (exit code {hand.process.exitcode})")
    late = time.monotonic() - hand.since
    if hand.key is not None and late > limit:
        thought = thinking_for(hand)
        if thought > limit / 2:
            return Lost(f"the planner thought for {thought:.0f} of {limit:.0f} s", late=True)
        return Lost(f"the episode took more than {limit:.0f} s")
    if not hand.ready and late > START:
        return Lost(f"it was not ready after {START:.0f} s")
    return None


def thinking_for(hand: Hand) -> float:
    """Return for how long (s) the planner has thought in this episode, up to now."""
    begun, before = hand.thinking
    return float(before + (time.monotonic() - begun if begun else 0.0))


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
    except Exception as error:  # whatever it is, a traceback would help nobody
        told = f"{type(error).__name__}: {first_line(error)}"
        pipe.send(error if isinstance(error, HandilyError) else HandilyError(told))
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
