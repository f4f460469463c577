"""Blocks and bowls on a table."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pybullet as p

from agent.robot import Workspace
from sims.meshes import mesh, rgba, turned
from sims.world import World

BLOCK = 0.04
RIM, FLOOR, HEIGHT, WALL = 0.075, 0.055, 0.045, 0.005
SIDES = 14
"""Of the wall; with two boxes for the floor that is all: PyBullet ignores shapes after 16."""
LIFT = 0.004
EIGHTH_TURN = (math.sin(math.pi / 8), math.cos(math.pi / 8))
BLOCKS = ("red", "green", "yellow", "blue")
BOWLS = ("blue", "red", "green")


class Tabletop:
    """four blocks (red, green, yellow, blue) and three bowls (blue, red, green) on a table"""

    name = "tabletop"

    def __init__(self, blocks: Sequence[str] = BLOCKS, bowls: Sequence[str] = BOWLS) -> None:
        self.blocks, self.bowls = tuple(blocks), tuple(bowls)

    def build(self, world: World, rng: np.random.Generator, workspace: Workspace) -> None:
        """Put everything down, apart from one another, and let it come to rest."""
        radii = [RIM] * len(self.bowls) + [BLOCK * 0.71] * len(self.blocks)
        spots = apart(radii, workspace, rng)
        for color, (x, y) in zip(self.bowls, spots, strict=False):
            size = (2 * RIM, 2 * RIM, HEIGHT)
            world.register(add_bowl(world, color, x, y), f"{color} bowl", "bowl", color, size)
        for color, (x, y) in zip(self.blocks, spots[len(self.bowls) :], strict=True):
            yaw = float(rng.uniform(-math.pi / 4, math.pi / 4))
            body = add_block(world, color, x, y, yaw)
            world.register(body, f"{color} block", "block", color, (BLOCK, BLOCK, BLOCK))
        world.step(60)


class NoRoom(ValueError):
    """So many things of such sizes do not fit on the table, apart from one another."""


def apart(
    radii: Sequence[float], workspace: Workspace, rng: np.random.Generator, gap: float = 0.045
) -> list[tuple[float, float]]:
    """Return one spot a disc, no two closer than `gap` (m) at their edges."""
    for _ in range(2000):
        spots: list[tuple[float, float]] = []
        for radius in radii:
            for _ in range(60):
                x = float(rng.uniform(workspace.x[0] + 0.05, workspace.x[1] - 0.05))
                y = float(rng.uniform(workspace.y[0] + 0.05, workspace.y[1] - 0.05))
                others = zip(spots, radii, strict=False)
                if all(math.dist((x, y), s) > radius + r + gap for s, r in others):
                    spots.append((x, y))
                    break
            else:
                break
        if len(spots) == len(radii):
            return spots
    raise NoRoom(f"{len(radii)} things do not fit on the table")


def add_block(world: World, color: str, x: float, y: float, yaw: float) -> int:
    """Add a 4 cm cube of 60 g."""
    half = [BLOCK / 2] * 3
    c = world.client
    return world.add_body(
        mass=0.06,
        collision=p.createCollisionShape(p.GEOM_BOX, halfExtents=half, physicsClientId=c),
        visual=p.createVisualShape(
            p.GEOM_BOX, halfExtents=half, rgbaColor=rgba(color), physicsClientId=c
        ),
        position=(x, y, BLOCK / 2),
        yaw=yaw,
    )


def add_bowl(world: World, color: str, x: float, y: float) -> int:
    """Add a hollow bowl: convex walls to touch, a smooth mesh to see."""
    c = world.client
    slope = math.atan2(RIM - FLOOR, HEIGHT)
    # The corners of the many-sided wall are where the round one is, not beyond it.
    middle = (RIM + FLOOR) / 2 * math.cos(math.pi / SIDES)
    length = math.hypot(RIM - FLOOR, HEIGHT)
    halves = [[WALL / 2, middle * math.tan(math.pi / SIDES) + 0.002, length / 2 - LIFT / 2]] * SIDES
    angles = [2 * math.pi * i / SIDES for i in range(SIDES)]
    # The base alone touches the table: walls that did would double the cost of a step.
    centres = [[middle * math.cos(a), middle * math.sin(a), LIFT] for a in angles]
    turns = [
        p.multiplyTransforms(
            (0, 0, 0),
            p.getQuaternionFromEuler((0, 0, a)),
            (0, 0, 0),
            p.getQuaternionFromEuler((0, slope, 0)),
        )[1]
        for a in angles
    ]
    walls = p.createCollisionShapeArray(
        shapeTypes=[p.GEOM_BOX] * (SIDES + 2),
        halfExtents=[*halves, *[[FLOOR * 0.74, FLOOR * 0.74, WALL / 2]] * 2],
        collisionFramePositions=[*centres, *[[0, 0, -HEIGHT / 2 + WALL / 2]] * 2],
        # Two squares make an eight-cornered base that stays within the round one.
        collisionFrameOrientations=[*turns, [0, 0, 0, 1], [0, 0, *EIGHTH_TURN]],
        physicsClientId=c,
    )
    h = HEIGHT / 2
    profile = [
        (0.0, -h),
        (FLOOR, -h),
        (RIM, h),
        (RIM - WALL, h),
        (FLOOR - WALL, WALL - h),
        (0.0, WALL - h),
    ]
    visual = mesh(world, color, *turned(profile, 32))
    return world.add_body(
        mass=0.4, collision=walls, visual=visual, position=(x, y, HEIGHT / 2 + 0.001)
    )
