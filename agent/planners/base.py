"""What a planner is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from agent.events import Event, Understood
from agent.robot import Workspace
from agent.types import Choices, Decision, Fact, Observation


class Planner(Protocol):
    """Chooses the next call among those that can be carried out now."""

    name: str

    def choose(self, events: Sequence[Event], choices: Choices, workspace: Workspace) -> Decision:
        """Read the conversation so far and choose."""
        ...


@runtime_checkable
class Restates(Protocol):
    """A planner that can say in facts what a goal means, where the rules cannot read it."""

    def restate(
        self,
        goal: str,
        observation: Observation,
        workspace: Workspace,
        before: Sequence[Fact],
        answers: Sequence[str],
    ) -> Understood | None:
        """Return what a goal means, or None if this planner cannot tell after all.

        `before` is what was wanted last; `answers` are what the person said to questions.
        """
        ...
