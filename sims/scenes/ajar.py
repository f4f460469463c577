"""A drawer that stands open."""

from __future__ import annotations

import numpy as np
import pybullet as p

from agent.robot import Workspace
from sims.fixtures import TRAVEL, Furniture
from sims.scenes.furniture import Room
from sims.world import World

OUT = (0.08, TRAVEL - 0.005)
"""How far the drawer is out (m), at least and at most."""


class Ajar:
    """an open drawer, a button and two blocks (red, green)"""

    name = "ajar"

    def build(self, world: World, rng: np.random.Generator, workspace: Workspace) -> None:
        """Furnish the room and pull the drawer."""
        Room().build(world, rng, workspace)
        drawer = next(
            f for f in world.parts if isinstance(f, Furniture) and f.fixture.kind == "drawer"
        )
        p.resetJointState(drawer.body, 0, float(rng.uniform(*OUT)), physicsClientId=world.client)
        world.step(60)
