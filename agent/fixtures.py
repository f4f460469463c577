"""Furniture that is bolted down: where it stands is calibrated, its state is measured.

A robot that has furniture before it lists it in an attribute `fixtures`, as it does its
workspace. How far a drawer is open is read off a depth picture: how far out its handle
stands. Nothing asks the furniture itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from agent.robot import CameraFrame, Robot
from agent.types import ObjectState, Vec3

SLACK = 0.012
"""What is this much (m) beside the handle's way or above it is not the handle."""
ENOUGH = 8
"""Pixels that have to show the handle."""


@dataclass(frozen=True, slots=True)
class Fixture:
    """A drawer or a button in the base frame, in metres.

    `handle` is the centre of the handle or of the button's cap while closed or at rest,
    `size` its extents along x, y and z; it moves by up to `travel` along `axis`, a unit
    vector along one of x, y, z. `body` are the lower and the upper corner of the whole.
    """

    name: str
    kind: str
    color: str
    handle: Vec3
    size: Vec3
    axis: Vec3
    travel: float
    body: tuple[Vec3, Vec3]

    def at(self, travel: float) -> Vec3:
        """Return where the handle is when it has moved so far (m)."""
        x, y, z = (h + a * travel for h, a in zip(self.handle, self.axis, strict=True))
        return x, y, z

    def state(self, travel: float, visible: bool = True) -> ObjectState:
        """Return the handle as an object."""
        return ObjectState(
            self.name, self.kind, self.color, self.at(travel), self.size, visible=visible
        )

    def travelled(self, o: ObjectState) -> float:
        """Return how far (m) the handle has moved to be where it was seen."""
        return float(np.dot(np.subtract(o.position, self.handle), self.axis))

    def obstacle(self) -> ObjectState:
        """Return the part that never moves, as something to keep clear of."""
        low, high = np.array(self.body)
        x, y, z = (low + high) / 2
        dx, dy, dz = high - low
        name = f"body of {self.name}"
        return ObjectState(name, "furniture", self.color, (x, y, z), (dx, dy, dz))

    def covers(self, o: ObjectState) -> bool:
        """Tell whether an object is but a piece of the furniture, or what lies in its way."""
        low, high = np.array(self.body)
        near = np.minimum(low, np.subtract(self.handle, self.size)) - SLACK
        far = np.maximum(high, np.add(self.handle, self.size)) + SLACK
        at = np.array(o.position)
        return bool((at >= near).all() and (at <= far).all())


def fixtures_of(robot: Robot) -> tuple[Fixture, ...]:
    """Return the furniture that a robot is calibrated to; most have none."""
    return tuple(getattr(robot, "fixtures", ()))


def measured(fixture: Fixture, frame: CameraFrame, before: ObjectState | None) -> ObjectState:
    """Return the handle where a picture shows it; where it was if the picture does not."""
    if fixture.kind == "button":
        return fixture.state(0.0)  # a spring keeps it there: nothing is to be measured
    travel = extent(fixture, frame)
    if travel is not None:
        return fixture.state(travel)
    return replace(before, visible=False) if before else fixture.state(0.0, visible=False)


def extent(fixture: Fixture, frame: CameraFrame) -> float | None:
    """Return how far out (m) the handle stands, or None when it is not to be seen.

    The handle moves in a corridor of its own height and breadth. What is furthest along
    it, and no thicker than the handle, is the handle.
    """
    axis = np.array(fixture.axis)
    half = np.array(fixture.size) / 2
    local = points_of(frame) - np.array(fixture.handle)
    along = local @ axis
    reach = float(half @ np.abs(axis))
    beside = np.abs(local - np.outer(along, axis)) <= half + SLACK * (1 - np.abs(axis))
    upper = local[:, 2] > -half[2]
    way = (along > -reach - SLACK) & (along < fixture.travel + reach + SLACK)
    found = along[beside.all(axis=1) & upper & way]
    if len(found) < ENOUGH:
        return None
    outer = float(np.percentile(found, 97))
    bar = found[found > outer - 2 * reach - 0.003]
    return float(np.clip((bar.min() + bar.max()) / 2, 0.0, fixture.travel))


def points_of(frame: CameraFrame) -> np.ndarray:
    """Return what every pixel shows as points (N, 3) in the base frame (m)."""
    k = frame.intrinsics
    height, width = frame.depth.shape
    u, v = np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5)
    depth = frame.depth.astype(np.float64)
    x, y = (u - k[0, 2]) / k[0, 0] * depth, (v - k[1, 2]) / k[1, 1] * depth
    points = np.stack([x, y, depth], axis=-1).reshape(-1, 3)
    return np.asarray(points @ frame.pose[:3, :3].T + frame.pose[:3, 3])
