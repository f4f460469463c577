"""What a planner is.

A planner may also `restate(goal)`: say in facts what a goal means, where the rules cannot read
it; `see(picture)`: take up where the camera's latest picture is to be had; and `prepare()` for
its next choice while the arm moves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from agent.events import Event, Understood
from agent.restating import Goal
from agent.robot import CameraFrame, Workspace
from agent.types import Choices, Decision

Picture = Callable[[], CameraFrame | None]
"""Gives what the camera saw last."""


class Planner(Protocol):
    """Chooses the next call among those that can be carried out now."""

    name: str

    def choose(self, events: Sequence[Event], choices: Choices, workspace: Workspace) -> Decision:
        """Read the conversation so far and choose."""
        ...


def restated(planner: Planner, goal: Goal) -> Understood | None:
    """Return a goal in facts as a planner understands it; None from one that cannot restate."""
    restate = getattr(planner, "restate", None)
    found: Understood | None = restate(goal) if restate else None
    return found


def give_eyes(planner: Planner, picture: Picture) -> None:
    """Let a planner see what the camera saw last, if it looks at pictures."""
    if hasattr(planner, "see"):
        planner.see(picture)


class Wrapper:
    """A planner that passes on to another one whatever it does not change.

    Args:
        planner: the other one.
    """

    def __init__(self, planner: Planner) -> None:
        self.planner, self.name = planner, planner.name

    def choose(self, events: Sequence[Event], choices: Choices, workspace: Workspace) -> Decision:
        """Let the planner choose."""
        return self.planner.choose(events, choices, workspace)

    def restate(self, goal: Goal) -> Understood | None:
        """Let the planner restate a goal, if it can."""
        return restated(self.planner, goal)

    def see(self, picture: Picture) -> None:
        """Let the planner see, if it looks at pictures."""
        give_eyes(self.planner, picture)

    def prepare(self) -> None:
        """Let the planner prepare for its next choice, if it does."""
        if hasattr(self.planner, "prepare"):
            self.planner.prepare()

    def close(self) -> None:
        """Close the planner."""
        if hasattr(self.planner, "close"):
            self.planner.close()
