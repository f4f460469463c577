"""Recorded answers, given again in their order."""

from __future__ import annotations

from collections.abc import Sequence

from agent.events import Event
from agent.robot import Workspace
from agent.types import Choices, Decision, SkillCall


class ReplayPlanner:
    """plays recorded calls back without a model; once they run out it claims done()"""

    name = "replay"

    def __init__(self, calls: Sequence[SkillCall]) -> None:
        self._calls = list(calls)

    def choose(self, events: Sequence[Event], choices: Choices, workspace: Workspace) -> Decision:
        """Return the next recorded call."""
        return Decision(self._calls.pop(0) if self._calls else SkillCall("done"))
