"""What a planner is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from agent.events import Event
from agent.robot import Workspace
from agent.types import Choices, Decision


class Planner(Protocol):
    """Chooses the next call among those that can be carried out now."""

    name: str

    def choose(self, events: Sequence[Event], choices: Choices, workspace: Workspace) -> Decision:
        """Read the conversation so far and choose."""
        ...
