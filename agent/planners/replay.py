"""Recorded answers, given again in their order."""

from __future__ import annotations

from collections.abc import Sequence

from agent.events import Event, Understood
from agent.restating import Goal
from agent.robot import Workspace
from agent.trace import calls_of, understood_of
from agent.types import Choices, Decision, SkillCall


class ReplayPlanner:
    """plays recorded calls back without a model; once they run out it claims done()

    `understood` are the goals that were restated then.
    """

    name = "replay"

    def __init__(self, calls: Sequence[SkillCall], understood: Sequence[Understood] = ()) -> None:
        self._calls, self._understood = list(calls), list(understood)

    @staticmethod
    def of(events: Sequence[Event]) -> ReplayPlanner:
        """Return a planner that answers as was answered in a run."""
        return ReplayPlanner(calls_of(events), understood_of(events))

    def choose(self, events: Sequence[Event], choices: Choices, workspace: Workspace) -> Decision:
        """Return the next recorded call."""
        return Decision(self._calls.pop(0) if self._calls else SkillCall("done"))

    def restate(self, goal: Goal) -> Understood | None:
        """Return how this goal was understood then."""
        same = (u for u in self._understood if (u.goal, u.answers) == (goal.text, goal.answers))
        return next(same, None)
