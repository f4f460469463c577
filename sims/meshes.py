"""What is seen of things: colours, and meshes that a profile makes when it is turned."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pybullet as p

from agent.perception.colors import COLORS
from sims.world import World


def rgba(color: str) -> tuple[float, float, float, float]:
    """Return a named colour as PyBullet wants it."""
    r, g, b = COLORS[color]
    return r / 255, g / 255, b / 255, 1.0


def mesh(world: World, color: str, vertices: Sequence[Sequence[float]], indices: list[int]) -> int:
    """Return what is seen of a mesh, from both sides."""
    back = [i for t in range(0, len(indices), 3) for i in reversed(indices[t : t + 3])]
    seen: int = p.createVisualShape(
        p.GEOM_MESH,
        vertices=list(vertices),
        indices=indices + back,
        rgbaColor=rgba(color),
        physicsClientId=world.client,
    )
    return seen


def turned(
    profile: Sequence[tuple[float, float]], sides: int = 36
) -> tuple[list[list[float]], list[int]]:
    """Return vertices (m) and triangle indices of a profile (radius, height) turned about z."""
    vertices = [
        [r * math.cos(2 * math.pi * i / sides), r * math.sin(2 * math.pi * i / sides), z]
        for r, z in profile
        for i in range(sides)
    ]
    indices = []
    for ring in range(len(profile) - 1):
        for i in range(sides):
            a, b = ring * sides + i, ring * sides + (i + 1) % sides
            indices += [a, b, b + sides, a, b + sides, a + sides]
    return vertices, indices
