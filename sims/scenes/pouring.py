"""A cup with small pieces in it, and a bowl to pour them into."""

from __future__ import annotations

import numpy as np

from agent.perception.colors import COLORS
from agent.robot import Workspace
from sims.objects import THINGS
from sims.scenes.tabletop import apart
from sims.world import World

PIECES = 4
ROOM = 0.05
"""Between the edges of any two things (m)."""


class Pouring:
    """a cup with four small pieces in it, a bowl and a block"""

    name = "pouring"

    def build(self, world: World, rng: np.random.Generator, workspace: Workspace) -> None:
        """Put everything down, and let the pieces fall into the cup."""
        words = ("bowl", "cup", "block")
        colors = [str(c) for c in rng.permutation([c for c in COLORS if c != "white"])]
        spots = apart([THINGS[w].reach for w in words], workspace, rng, ROOM)
        for word, color, (x, y) in zip(words, colors, spots, strict=False):
            THINGS[word].put(world, color, x, y, 0.0, f"{color} {word}")
        x, y = spots[1]
        for i in range(PIECES):
            name = f"{colors[3]} piece" + (f" {i + 1}" if i else "")
            THINGS["piece"].put(world, colors[3], *workspace_edge(workspace), 0.0, name)
            world.move(name, x, y, 0.03 + 0.025 * i, 0.4 * i)
            world.step(60)
        world.step(60)


def workspace_edge(workspace: Workspace) -> tuple[float, float]:
    """Return a corner (m) that no thing stands on, where pieces appear."""
    return workspace.x[1], workspace.y[1]
