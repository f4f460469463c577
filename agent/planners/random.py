"""A planner that knows nothing: the floor of every benchmark."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np

from agent.events import Event, Started
from agent.robot import Workspace
from agent.types import Choices, Decision, SkillCall

SPARE = "I do not know how to do this"
"""What is said where nothing but words is left."""


class RandomPlanner:
    """any feasible call, each as likely as any other; the floor of every benchmark

    It keeps no state: the goal, the seed and how much has happened decide, so that an
    episode goes the same way wherever and whenever it is run.
    """

    name = "random"

    def __init__(self, seed: int = 0) -> None:
        self.seed = seed

    def choose(self, events: Sequence[Event], choices: Choices, workspace: Workspace) -> Decision:
        """Choose one of the calls that can be carried out."""
        if not choices.calls:
            return Decision(SkillCall("cannot", (SPARE,)))
        goals = (e.goal for e in reversed(events) if isinstance(e, Started))
        said = zlib.crc32(next(goals, "").encode())
        rng = np.random.default_rng([self.seed, said, len(events)])
        call = choices.calls[int(rng.integers(len(choices.calls)))]
        return Decision(call, 1.0 / len(choices.calls))
