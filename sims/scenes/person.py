"""Somebody at the near edge of the table who takes what is held out."""

from __future__ import annotations

import numpy as np
import pybullet as p

from agent.robot import Workspace
from agent.skills.spots import PERSON
from agent.spatial import place_point
from sims.world import World

NEAR = 0.08
"""Somebody's hand is within this (m) of where things are held out, and of that height."""
LAP = (1.6, 0.0, 0.9)
"""Where somebody keeps what was taken (m): out of the camera's sight."""


class Giving:
    """a person at the near edge of an empty table, who takes what is held out"""

    name = "person"

    def build(self, world: World, rng: np.random.Generator, workspace: Workspace) -> None:
        """Let the person watch."""
        x, y = place_point("bottom side", workspace)
        world.people.append(lambda: take(world, x, y))


def take(world: World, x: float, y: float) -> None:
    """Take a thing that was let go of in the air over (x, y), in metres."""
    c = world.client
    for body in world.names.values():
        at, turned = p.getBasePositionAndOrientation(body, physicsClientId=c)
        near = max(abs(at[0] - x), abs(at[1] - y), abs(at[2] - PERSON)) < NEAR
        # What nothing touches any more was let go of.
        if near and not p.getContactPoints(body, physicsClientId=c):
            p.resetBasePositionAndOrientation(body, LAP, turned, physicsClientId=c)
            p.resetBaseVelocity(body, (0, 0, 0), (0, 0, 0), physicsClientId=c)
            p.changeDynamics(body, -1, mass=0.0, physicsClientId=c)  # held, so it does not fall
