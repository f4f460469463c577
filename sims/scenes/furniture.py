"""A drawer and a button beside two blocks."""

from __future__ import annotations

import math

import numpy as np

from agent.robot import Workspace
from sims.fixtures import add_button, add_drawer
from sims.scenes.tabletop import BLOCK, add_block
from sims.world import World

DRAWER, BUTTON = (0.48, 0.37), (0.36, 0.0)
KEPT = (((0.38, 0.17), (0.58, 0.60)), ((0.31, -0.05), (0.41, 0.05)))
"""What the drawer with its way out and the button take: lower and upper corners (m)."""


class Fittings:
    """a drawer and a button, and nothing else"""

    name = "fittings"

    def build(self, world: World, rng: np.random.Generator, workspace: Workspace) -> None:
        """Put the furniture at the right and in the middle."""
        add_drawer(world, *DRAWER)
        add_button(world, *BUTTON)


class Room:
    """a drawer, a button and two blocks (red, green)"""

    name = "furniture"

    def build(self, world: World, rng: np.random.Generator, workspace: Workspace) -> None:
        """Put the blocks at the left of the furniture."""
        Fittings().build(world, rng, workspace)
        for color, y in (("red", -0.22), ("green", -0.10)):
            x = float(rng.uniform(0.42, 0.58))
            body = add_block(world, color, x, y, float(rng.uniform(-math.pi / 4, math.pi / 4)))
            world.register(body, f"{color} block", "block", color, (BLOCK, BLOCK, BLOCK))
        world.step(60)
