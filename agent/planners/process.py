"""Another planner in a process of its own.

A language model takes seconds to import and load; beside it the world is built and the
camera looks, which threads of one interpreter would do by turns.
"""

from __future__ import annotations

import contextlib
import multiprocessing as mp
import os
import signal
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Any

from agent.errors import HandilyError, ModelError
from agent.events import Event, Understood
from agent.planners.base import Planner, restated
from agent.restating import Goal
from agent.robot import Workspace
from agent.types import Choices, Decision

Maker = Callable[[], Planner]
AFTER = 5
"""How much nicer who thinks is than who moves and who sees: a busy machine serves those first."""


class ProcessPlanner:
    """Hands each choice to a planner in a child process.

    Args:
        make: makes the planner, over there; has to be picklable, such as a partial of a
            module's function.
        name: the planner's name.
    """

    def __init__(self, make: Maker, name: str) -> None:
        self.name = name
        context = mp.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs, make), daemon=True)
        self._process.start()
        theirs.close()

    def choose(self, events: Sequence[Event], choices: Choices, workspace: Workspace) -> Decision:
        """Ask, wait, and return the answer; raises here what was raised there."""
        answer = self._ask("choose", list(events), choices, workspace)
        assert isinstance(answer, Decision)
        return answer

    def restate(self, goal: Goal) -> Understood | None:
        """Let the planner over there say what a goal means, if it can."""
        answer = self._ask("restate", goal)
        assert answer is None or isinstance(answer, Understood)
        return answer

    def ready(self, wait: float) -> None:
        """Wait until the planner over there can choose.

        Raises ModelError when it cannot within `wait` seconds; or what was raised there.
        """
        self._pipe.send(("ready", ()))
        if not self._pipe.poll(wait):
            raise ModelError(f"The planner is not ready after {wait:g} s.")
        self._receive()

    def _ask(self, method: str, *args: Any) -> Any:
        with contextlib.suppress(OSError):  # is told by what comes back
            self._pipe.send((method, args))
        return self._receive()

    def _receive(self) -> Any:
        try:
            answer = self._pipe.recv()
        except (EOFError, OSError) as error:
            self._process.join(1.0)
            raise ModelError(
                f"The planner's process ended (exit code {self._process.exitcode}).",
                "If the machine ran out of memory, close other programs or use a smaller --model.",
            ) from error
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def close(self) -> None:
        """End the process."""
        self._pipe.close()
        self._process.join(1.0)
        if self._process.is_alive():
            self._process.kill()


def serve(pipe: Connection, make: Maker) -> None:
    """Answer until the other side hangs up."""
    # Ctrl-C stops the arm, and that is the parent's business.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(AFTER)
    try:
        planner: Planner | HandilyError = make()
    except HandilyError as error:
        planner = error
    while True:
        try:
            method, args = pipe.recv()
        except (EOFError, OSError):
            return
        if isinstance(planner, HandilyError):
            pipe.send(planner)
            continue
        try:
            pipe.send(answered(planner, method, args))
        except HandilyError as error:
            pipe.send(error)
            continue
        if method == "choose" and hasattr(planner, "prepare"):  # the arm moves now, over there
            planner.prepare()


def answered(planner: Planner, method: str, args: Any) -> Any:
    """Return a planner's answer to what came through the pipe."""
    if method == "ready":
        return planner.ready() if hasattr(planner, "ready") else None
    return restated(planner, *args) if method == "restate" else planner.choose(*args)
