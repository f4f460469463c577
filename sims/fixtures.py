"""Furniture with a moving part: a drawer with a handle, and a button on a spring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pybullet as p

from agent.fixtures import Fixture
from agent.types import Vec3
from sims.world import World

Box = tuple[Vec3, Vec3]
"""Centre and half extents (m)."""
NAVY = (0.08, 0.08, 0.47, 1.0)
TEAL = (0.0, 0.36, 0.36, 1.0)
"""Colours that no thing on the table has, so that nobody takes furniture for a block."""
TRAVEL = 0.12
PRESS = 0.008
FRICTION = 1.5
"""What holds a drawer where it is (N)."""
SPRING = 4.0
"""What holds a button up (N)."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """A fixture in the world, with what the agent is told of it as its calibration."""

    world: World
    body: int
    fixture: Fixture

    @property
    def travel(self) -> float:
        """Return how far (m) the joint really is: for tests alone."""
        return float(p.getJointState(self.body, 0, physicsClientId=self.world.client)[0])

    def snapshot(self) -> Any:
        """The simulator keeps all there is."""
        return None

    def restore(self, kept: Any) -> None:
        """Nothing to put back."""

    def close(self) -> None:
        """Nothing to let go of."""


def add_drawer(world: World, x: float, y: float, name: str = "drawer") -> Furniture:
    """Add a cabinet whose drawer slides out towards -y; (x, y) is its front's middle (m)."""
    width, depth, height, wall = 0.16, 0.17, 0.075, 0.005
    half = width / 2
    cabinet = [
        ((0.0, depth / 2, height), (half + wall, depth / 2, wall)),
        ((-half - wall / 2, depth / 2, height / 2), (wall / 2, depth / 2, height / 2)),
        ((half + wall / 2, depth / 2, height / 2), (wall / 2, depth / 2, height / 2)),
        ((0.0, depth, height / 2), (half + wall, wall, height / 2)),
    ]
    inner, deep, stand, bar_z = half - 0.004, depth - 0.02, 0.060, 0.055
    drawer: list[Box] = [
        ((0.0, deep / 2, 0.006), (inner, deep / 2, 0.003)),
        ((0.0, -wall, 0.034), (half, wall, 0.032)),
        ((-inner + wall / 2, deep / 2, 0.025), (wall / 2, deep / 2, 0.020)),
        ((inner - wall / 2, deep / 2, 0.025), (wall / 2, deep / 2, 0.020)),
        ((0.0, deep, 0.025), (inner, wall / 2, 0.020)),
        ((-0.05, -stand / 2 - wall, bar_z), (0.005, stand / 2, 0.005)),
        ((0.05, -stand / 2 - wall, bar_z), (0.005, stand / 2, 0.005)),
        ((0.0, -stand - wall, bar_z), (0.055, 0.006, 0.006)),
    ]
    body = jointed(world, (x, y, 0.0), cabinet, drawer, (0.0, -1.0, 0.0), (0.0, TRAVEL), 0.3)
    hold(world, body, FRICTION)
    fixture = Fixture(
        name,
        "drawer",
        "teal",
        (x, y - stand - wall, bar_z),
        (0.11, 0.012, 0.012),
        (0.0, -1.0, 0.0),
        TRAVEL,
        ((x - half - wall, y - 2 * wall, 0.0), (x + half + wall, y + depth + wall, height + wall)),
    )
    return stand_in(world, body, fixture)


def add_button(world: World, x: float, y: float, name: str = "button") -> Furniture:
    """Add a button that a spring holds up; it goes down by 8 mm."""
    size, height, cap = 0.04, 0.03, 0.016
    base: list[Box] = [((0.0, 0.0, height / 2), (size, size, height / 2))]
    top: list[Box] = [((0.0, 0.0, height + cap / 2), (0.022, 0.022, cap / 2))]
    # The joint counts downwards, from the cap at rest.
    body = jointed(world, (x, y, 0.0), base, top, (0.0, 0.0, -1.0), (0.0, PRESS), 0.02)
    spring(world, body)
    fixture = Fixture(
        name,
        "button",
        "teal",
        (x, y, height + cap / 2),
        (0.044, 0.044, cap),
        (0.0, 0.0, -1.0),
        PRESS,
        ((x - size, y - size, 0.0), (x + size, y + size, height)),
    )
    return stand_in(world, body, fixture)


def jointed(
    world: World,
    at: Vec3,
    base: list[Box],
    link: list[Box],
    axis: Vec3,
    limits: tuple[float, float],
    mass: float,
) -> int:
    """Add two rigid parts made of boxes, the second on a slide; return the body's id."""
    c = world.client
    body: int = p.createMultiBody(
        0.0,
        collision(base, c),
        visual(base, NAVY, c),
        at,
        linkMasses=[mass],
        linkCollisionShapeIndices=[collision(link, c)],
        linkVisualShapeIndices=[visual(link, TEAL, c)],
        linkPositions=[(0, 0, 0)],
        linkOrientations=[(0, 0, 0, 1)],
        linkInertialFramePositions=[link[0][0]],
        linkInertialFrameOrientations=[(0, 0, 0, 1)],
        linkParentIndices=[0],
        linkJointTypes=[p.JOINT_PRISMATIC],
        linkJointAxis=[axis],
        physicsClientId=c,
    )
    p.changeDynamics(
        body,
        0,
        lateralFriction=1.0,
        jointLowerLimit=limits[0],
        jointUpperLimit=limits[1],
        physicsClientId=c,
    )
    return body


def collision(boxes: list[Box], client: int) -> int:
    """Return one shape to touch, made of boxes."""
    shape: int = p.createCollisionShapeArray(
        shapeTypes=[p.GEOM_BOX] * len(boxes),
        halfExtents=[half for _, half in boxes],
        collisionFramePositions=[centre for centre, _ in boxes],
        collisionFrameOrientations=[[0, 0, 0, 1]] * len(boxes),
        physicsClientId=client,
    )
    return shape


def visual(boxes: list[Box], color: tuple[float, ...], client: int) -> int:
    """Return one shape to see, made of boxes."""
    shape: int = p.createVisualShapeArray(
        shapeTypes=[p.GEOM_BOX] * len(boxes),
        halfExtents=[half for _, half in boxes],
        visualFramePositions=[centre for centre, _ in boxes],
        visualFrameOrientations=[[0, 0, 0, 1]] * len(boxes),
        rgbaColors=[color] * len(boxes),
        physicsClientId=client,
    )
    return shape


def hold(world: World, body: int, force: float) -> None:
    """Let a joint resist with a constant force (N), as friction does."""
    p.setJointMotorControl2(
        body, 0, p.VELOCITY_CONTROL, 0.0, force=force, physicsClientId=world.client
    )


def spring(world: World, body: int) -> None:
    """Let a joint go back to where it rests."""
    p.setJointMotorControl2(
        body,
        0,
        p.POSITION_CONTROL,
        targetPosition=0.0,
        force=SPRING,
        maxVelocity=0.2,
        physicsClientId=world.client,
    )


def stand_in(world: World, body: int, fixture: Fixture) -> Furniture:
    """Make the furniture part of the world."""
    out = Furniture(world, body, fixture)
    world.parts.append(out)
    return out
