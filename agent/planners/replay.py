"""Recorded answers, given again in their order."""

from __future__ import annotations

from collections.abc import Sequence

from agent.events import Event, Understood
from agent.robot import Workspace
from agent.types import Choices, Decision, Fact, Observation, SkillCall


class ReplayPlanner:
    """plays recorded calls back without a model; once they run out it claims done()

    `understood` are the goals that were restated then, in their order.
    """

    name = "replay"

    def __init__(self, calls: Sequence[SkillCall], understood: Sequence[Understood] = ()) -> None:
        self._calls, self._understood = list(calls), list(understood)

    def choose(self, events: Sequence[Event], choices: Choices, workspace: Workspace) -> Decision:
        """Return the next recorded call."""
        return Decision(self._calls.pop(0) if self._calls else SkillCall("done"))

    def restate(
        self,
        goal: str,
        observation: Observation,
        workspace: Workspace,
        before: Sequence[Fact] = (),
        answers: Sequence[str] = (),
    ) -> Understood | None:
        """Return how the next goal was understood."""
        return self._understood.pop(0) if self._understood else None
