"""A drawer and a button beside two blocks."""

from __future__ import annotations

import math

import numpy as np

from agent.robot import Workspace
from sims.fixtures import add_button, add_drawer
from sims.scenes.tabletop import BLOCK, add_block
from sims.world import World


class Room:
    """a drawer, a button and two blocks (red, green)"""

    name = "furniture"

    def build(self, world: World, rng: np.random.Generator, workspace: Workspace) -> None:
        """Put the furniture at the right and the blocks at the left."""
        add_drawer(world, 0.48, 0.37)
        add_button(world, 0.36, 0.0)
        for color, y in (("red", -0.22), ("green", -0.10)):
            x = float(rng.uniform(0.42, 0.58))
            body = add_block(world, color, x, y, float(rng.uniform(-math.pi / 4, math.pi / 4)))
            world.register(body, f"{color} block", "block", color, (BLOCK, BLOCK, BLOCK))
        world.step(60)
