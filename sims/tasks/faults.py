"""A task for each thing that goes wrong: a block is to go into a bowl all the same.

Where what is needed is taken away, saying that it is gone is as good. What is lost may
also come to lie where no hand reaches it: then it cannot be done, and counts as a failure.
"""

from __future__ import annotations

import functools
from typing import Any

import numpy as np

from agent.robot import Workspace
from sims.faults import KINDS
from sims.tasks.base import COLORS, Instance, Make, Suite, chosen, pick, put, scattered

CHANCES = dict.fromkeys(KINDS, 0.4) | {"moved": 0.3, "camera": 0.15, "taken": 0.15}
"""How likely each is, every time that it could happen; people have many occasions."""
WORDS = (
    "put the {} in the {}",
    "pick up the {} and place it in the {}",
    "move the {} into the {}",
)
GONE = r"gone|not to be seen|no longer|missing|taken|not there|I see no|there is no|nowhere"


def make(kind: str, rng: np.random.Generator, ws: Workspace) -> Instance:
    """Return an instance in which one kind of thing goes wrong."""
    colors = chosen(rng, COLORS, 2)
    wanted = [("block", c) for c in colors] + [("bowl", c) for c in colors]
    things = scattered(wanted, rng, ws)
    block, bowl = pick(rng, things[:2]), pick(rng, things[2:])
    step = put(block.name, "in", bowl.name)
    goal: Any = step.goal
    if kind == "taken":
        goal = {"any": [step.goal, ["refused", GONE]]}
    words = str(pick(rng, WORDS)).format(block.name, bowl.name)
    return Instance(words, things, goal, (step,), faults=f"{kind}={CHANCES[kind]:g}")


TASKS: dict[str, Make] = {kind: functools.partial(make, kind) for kind in KINDS}
SUITE = Suite("faults", TASKS, doc="one thing into another while one kind of fault happens")
