"""Things to put on a table: each is added at a spot, and told its name, kind and size.

Walls that can be touched are convex pieces; what is seen is a smooth mesh. A thing's own
origin is the centre of its bounding box.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pybullet as p
import pybullet_data

from agent.types import Vec3
from sims.meshes import mesh, rgba, turned
from sims.scenes.tabletop import BLOCK, HEIGHT, RIM, add_block, add_bowl
from sims.world import World

Shapes = tuple[int, int]
"""What is touched and what is seen: ids of shapes in the client."""
SIDES = 12
FACETS = 16
SMOOTH = 0.3
"""Friction of small pieces, as of polished beads: they slide out of a cup that is tipped."""
DENSITY = 500.0
"""Of full things (kg/m^3)."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A kind of thing in one size (m): `add(world, color, x, y, yaw)` returns its body."""

    kind: str
    size: Vec3
    add: Callable[[World, str, float, float, float], int]
    word: str = ""
    """"small" or "big" where there are two sizes."""

    @property
    def reach(self) -> float:
        """Return how far (m) it reaches from its middle, seen from above."""
        round_one = self.kind in ("bowl", "cup", "can", "cylinder", "ring", "ball")
        return max(self.size[:2]) / 2 if round_one else math.hypot(*self.size[:2]) / 2

    def put(self, world: World, color: str, x: float, y: float, yaw: float, name: str) -> None:
        """Put one on the table and give it its name."""
        world.register(self.add(world, color, x, y, yaw), name, self.kind, color, self.size)


def body(
    world: World,
    shapes: Shapes,
    size: Vec3,
    at: tuple[float, float, float],
    mass: float,
    rolling: float = 0.0,
    friction: float = 1.0,
) -> int:
    """Add a body that stands on the table at (x, y), turned by yaw."""
    x, y, yaw = at
    where = (x, y, size[2] / 2 + 0.0005)
    touched, seen = shapes
    out = world.add_body(
        mass=mass, collision=touched, visual=seen, position=where, yaw=yaw, friction=friction
    )
    if rolling:
        p.changeDynamics(
            out,
            -1,
            rollingFriction=rolling,
            spinningFriction=rolling,
            physicsClientId=world.client,
        )
    return out


def solid(
    shape: int, size: Vec3, *, mass: float | None = None, friction: float = 1.0
) -> Callable[..., int]:
    """Return how to add a full box or cylinder (`shape` is PyBullet's word for it)."""
    sizes = (
        {"halfExtents": [s / 2 for s in size]} if shape == p.GEOM_BOX else {"radius": size[0] / 2}
    )
    tall = {} if shape == p.GEOM_BOX else {"height": size[2]}
    seen_tall = {} if shape == p.GEOM_BOX else {"length": size[2]}

    def add(world: World, color: str, x: float, y: float, yaw: float) -> int:
        c = world.client
        touched = (
            p.createCollisionShape(shape, **sizes, **tall, physicsClientId=c)
            if shape == p.GEOM_BOX
            else p.createCollisionShape(p.GEOM_MESH, vertices=prism(size), physicsClientId=c)
        )
        seen = p.createVisualShape(
            shape, **sizes, **seen_tall, rgbaColor=rgba(color), physicsClientId=c
        )
        weight = mass or max(0.01, DENSITY * float(np.prod(size)))
        return body(world, (touched, seen), size, (x, y, yaw), weight, friction=friction)

    return add


def prism(size: Vec3) -> list[tuple[float, float, float]]:
    """Return the corners of a round thing: hands touch facets in a line, a cylinder in a point."""
    angles = [2 * math.pi * i / FACETS for i in range(FACETS)]
    r, h = size[0] / 2, size[2] / 2
    return [(r * math.cos(a), r * math.sin(a), z) for a in angles for z in (-h, h)]


def hollow(
    radius: float, inner: float, height: float, floor: float, mass: float
) -> Callable[..., int]:
    """Return how to add a cup, or a ring where `floor` (m) is 0."""
    size = (2 * radius, 2 * radius, height)
    h, wall = height / 2, radius - inner
    outer = [(radius, -h), (radius, h), (inner, h)]
    profile = (
        [(0.0, -h), *outer, (inner, floor - h), (0.0, floor - h)]
        if floor
        else [(inner, -h), *outer, (inner, -h)]
    )
    middle = (radius + inner) / 2
    angles = [2 * math.pi * i / SIDES for i in range(SIDES)]
    half = [wall / 2, middle * math.tan(math.pi / SIDES), height / 2]
    bases = [[inner * 0.7, inner * 0.7, floor / 2]] * 2 if floor else []

    def add(world: World, color: str, x: float, y: float, yaw: float) -> int:
        c = world.client
        touched = p.createCollisionShapeArray(
            shapeTypes=[p.GEOM_BOX] * (SIDES + len(bases)),
            halfExtents=[*[half] * SIDES, *bases],
            collisionFramePositions=[
                *[[middle * math.cos(a), middle * math.sin(a), 0.0] for a in angles],
                *[[0.0, 0.0, floor / 2 - h]] * len(bases),
            ],
            collisionFrameOrientations=[
                *[p.getQuaternionFromEuler((0, 0, a)) for a in angles],
                *[p.getQuaternionFromEuler((0, 0, a)) for a in (0.0, math.pi / 4)][: len(bases)],
            ],
            physicsClientId=c,
        )
        seen = mesh(world, color, *turned(profile))
        return body(world, (touched, seen), size, (x, y, yaw), mass)

    return add


def tray(size: Vec3, wall: float, mass: float) -> Callable[..., int]:
    """Return how to add a tray with upright walls."""
    length, width, height = (s / 2 for s in size)
    low = wall / 2 - height
    parts = [
        ((0.0, 0.0, low), (length, width, wall / 2)),
        ((length - wall / 2, 0.0, 0.0), (wall / 2, width, height)),
        ((wall / 2 - length, 0.0, 0.0), (wall / 2, width, height)),
        ((0.0, width - wall / 2, 0.0), (length, wall / 2, height)),
        ((0.0, wall / 2 - width, 0.0), (length, wall / 2, height)),
    ]

    def add(world: World, color: str, x: float, y: float, yaw: float) -> int:
        c = world.client
        boxes = [p.GEOM_BOX] * len(parts)
        at, halves = [a for a, _ in parts], [b for _, b in parts]
        touched = p.createCollisionShapeArray(
            shapeTypes=boxes,
            halfExtents=halves,
            collisionFramePositions=at,
            physicsClientId=c,
        )
        seen = p.createVisualShapeArray(
            shapeTypes=boxes,
            halfExtents=halves,
            visualFramePositions=at,
            rgbaColors=[rgba(color)] * len(parts),
            physicsClientId=c,
        )
        return body(world, (touched, seen), size, (x, y, yaw), mass)

    return add


def shaped(
    file: str, axes: tuple[int, int, int], size: Vec3, mass: float, rolling: float = 0.0
) -> Callable[..., int]:
    """Return how to add a shape that comes with PyBullet, in one colour.

    `axes` are the file's axes that become x, y and z, counted from 1, with their signs;
    the shape is stretched to `size` (m). It is touched as its convex hull.
    """

    def add(world: World, color: str, x: float, y: float, yaw: float) -> int:
        vertices, indices = read_obj(Path(pybullet_data.getDataPath()) / file)
        moved = np.column_stack([math.copysign(1, a) * vertices[:, abs(a) - 1] for a in axes])
        low, high = moved.min(axis=0), moved.max(axis=0)
        points = ((moved - (low + high) / 2) / (high - low) * size).tolist()
        c = world.client
        if file.startswith("soccerball"):
            touched = p.createCollisionShape(p.GEOM_SPHERE, radius=size[0] / 2, physicsClientId=c)
        else:
            touched = p.createCollisionShape(p.GEOM_MESH, vertices=points, physicsClientId=c)
        seen = mesh(world, color, points, indices)
        return body(world, (touched, seen), size, (x, y, yaw), mass, rolling)

    return add


def read_obj(path: Path) -> tuple[np.ndarray, list[int]]:
    """Return vertices (N, 3) and triangles' indices of a Wavefront file."""
    vertices, indices = [], []
    for line in path.read_text().splitlines():
        word, *rest = line.split() or [""]
        if word == "v":
            vertices.append([float(v) for v in rest[:3]])
        elif word == "f":
            corners = [int(corner.split("/")[0]) - 1 for corner in rest]
            for i in range(1, len(corners) - 1):
                indices += [corners[0], corners[i], corners[i + 1]]
    return np.array(vertices), indices


def bowl(world: World, color: str, x: float, y: float, yaw: float) -> int:
    """Add a bowl; its yaw is not to be seen."""
    return add_bowl(world, color, x, y)


BOX, CYLINDER = p.GEOM_BOX, p.GEOM_CYLINDER
CUBE: Vec3 = (BLOCK, BLOCK, BLOCK)
SMALL: Vec3 = (0.060, 0.045, 0.030)
BIG: Vec3 = (0.100, 0.070, 0.050)
PIECE: Vec3 = (0.018, 0.018, 0.018)
PEBBLE: Vec3 = (0.020, 0.020, 0.014)
CAN: Vec3 = (0.060, 0.060, 0.100)
ROLL: Vec3 = (0.050, 0.050, 0.040)
PLANK: Vec3 = (0.100, 0.033, 0.020)
BALL: Vec3 = (0.066, 0.066, 0.066)
DUCK: Vec3 = (0.083, 0.058, 0.077)
BRICK: Vec3 = (0.032, 0.032, 0.023)
TRAY: Vec3 = (0.200, 0.140, 0.025)
FOOTPRINTS = ((105, 70), (105, 60), (90, 60), (80, 45), (75, 50), (70, 35), (60, 40), (35, 35))
"""Of boxes to be packed (mm), all of one height: each fits in a hand one way."""
TALL = 0.05
BASKETS = (22, 32, 42)
"""Lengths (cm) of the trays that they are packed into, 21 cm wide."""
LOW = 0.020
"""How high (m) these trays are."""

THINGS: dict[str, Thing] = {
    "block": Thing("block", CUBE, add_block),
    "bowl": Thing("bowl", (2 * RIM, 2 * RIM, HEIGHT), bowl),
    "cup": Thing("cup", (0.072, 0.072, 0.080), hollow(0.036, 0.032, 0.080, 0.005, 0.08)),
    "can": Thing("can", CAN, solid(CYLINDER, CAN, mass=0.1)),
    "cylinder": Thing("cylinder", ROLL, solid(CYLINDER, ROLL)),
    "ring": Thing("ring", (0.084, 0.084, 0.016), hollow(0.042, 0.028, 0.016, 0.0, 0.03)),
    "piece": Thing("piece", PIECE, solid(BOX, PIECE, friction=SMOOTH)),
    "pebble": Thing("piece", PEBBLE, solid(CYLINDER, PEBBLE, friction=SMOOTH)),
    "small box": Thing("box", SMALL, solid(BOX, SMALL), "small"),
    "big box": Thing("box", BIG, solid(BOX, BIG, mass=0.12), "big"),
    "plank": Thing("plank", PLANK, solid(BOX, PLANK)),
    "brick": Thing("brick", BRICK, shaped("lego/lego.obj", (1, -3, 2), BRICK, 0.02)),
    "ball": Thing("ball", BALL, shaped("soccerball.obj", (1, 2, 3), BALL, 0.05, 0.002)),
    "duck": Thing("duck", DUCK, shaped("duck.obj", (1, -3, 2), DUCK, 0.06)),
    "tray": Thing("tray", TRAY, tray(TRAY, 0.005, 0.3)),
}
"""What there is, by the word for it and its size; lego, soccer ball, duck and the size
relations of the plank (jenga) are those of pybullet_data."""
COMMON = tuple(THINGS)
"""What a table of all sorts may have on it."""


def box(footprint: tuple[int, int]) -> Thing:
    """Return a box of a footprint (mm)."""
    size = (footprint[0] / 1000, footprint[1] / 1000, TALL)
    return Thing("box", size, solid(BOX, size, mass=0.1))


def basket(length: int) -> Thing:
    """Return a low tray of a length (cm)."""
    size = (length / 100, 0.21, LOW)
    return Thing("tray", size, tray(size, 0.005, 0.6))


THINGS |= {f"{a}x{b} box": box((a, b)) for a, b in FOOTPRINTS}
THINGS |= {f"{length} cm tray": basket(length) for length in BASKETS}
