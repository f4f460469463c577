"""The states of a world over time: little enough to keep of every episode, and to film later."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pybullet as p

from sims.fixtures import Furniture
from sims.world import World

PERIOD = 0.1
"""Seconds between two states."""
SAME = 1e-5
"""What has moved by less (m or rad) looks as before: far below what a pixel shows."""


class Recorder:
    """Keeps where every body and joint is, ten times a simulated second.

    It also keeps how far each piece of furniture ever was out (0 to 1), which a button that
    springs back does not show in the end.
    """

    def __init__(self, world: World, states: bool = True) -> None:
        self.world, self.states = world, states
        self.furniture = [f for f in world.parts if isinstance(f, Furniture)]
        self.furthest = {f.fixture.name: 0.0 for f in self.furniture}
        self.rows: list[list[float]] = []
        self.times: list[float] = []
        world.frame_period = PERIOD
        world.on_frame = self.keep
        self.keep()

    def travel(self) -> dict[str, float]:
        """Return how far each piece of furniture is out now, as a share of its travel."""
        return {f.fixture.name: f.travel / f.fixture.travel for f in self.furniture}

    def keep(self) -> None:
        """Keep this moment."""
        for name, out in self.travel().items():
            self.furthest[name] = max(self.furthest[name], out)
        if self.states:
            self.times.append(self.world.time)
            self.rows.append(state(self.world.client))

    def write(self, path: Path) -> None:
        """Write what was kept: `times` (T,) in seconds and `states` (T, N)."""
        if not self.states:
            return
        self.keep()
        np.savez_compressed(
            path, times=np.array(self.times), states=np.array(self.rows, dtype=np.float32)
        )


def state(client: int) -> list[float]:
    """Return all base poses (position, quaternion xyzw) and joint angles, body by body."""
    row: list[float] = []
    for i in range(p.getNumBodies(physicsClientId=client)):
        body = p.getBodyUniqueId(i, physicsClientId=client)
        position, turned = p.getBasePositionAndOrientation(body, physicsClientId=client)
        row += [*position, *turned]
        joints = range(p.getNumJoints(body, physicsClientId=client))
        if joints:
            row += [s[0] for s in p.getJointStates(body, list(joints), physicsClientId=client)]
    return row


def show(client: int, row: np.ndarray) -> None:
    """Put every body and joint where `state` found it."""
    at = 0
    for i in range(p.getNumBodies(physicsClientId=client)):
        body = p.getBodyUniqueId(i, physicsClientId=client)
        p.resetBasePositionAndOrientation(
            body, row[at : at + 3], row[at + 3 : at + 7], physicsClientId=client
        )
        at += 7
        for joint in range(p.getNumJoints(body, physicsClientId=client)):
            p.resetJointState(body, joint, row[at], physicsClientId=client)
            at += 1


def alike(row: np.ndarray, other: np.ndarray) -> bool:
    """Tell whether two states of a world look the same in a picture."""
    return row.shape == other.shape and bool(np.abs(row - other).max() < SAME)
