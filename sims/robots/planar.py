"""Closed-form kinematics of arms that can lie in one vertical plane, which joint 1 turns.

Most arms are made so: with their remaining joints at zero, two links (shoulder to elbow,
elbow to wrist) and the hand lie in a plane, and the law of cosines solves them. The answer
depends on the pose alone, so the arm never drifts into an awkward posture.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from agent.motion.rotations import matrix
from agent.motion.timing import Limits
from agent.types import Pose

Joints = NDArray[np.float64]
Planar = tuple[float, float]
"""(out, up) within the arm's plane, in metres."""

ROUND = 0.16
"""Ways shorter than this (m) are straight; longer ones go round the base."""
SPACING = 0.02
"""Between two points of a path (m)."""
TURNING = 0.1
"""Between two points of a path that turns on the spot (rad)."""
ASKEW = 1e-5
"""A tool whose axis leans further out of the plane (1 - cosine) is not solved here."""


@dataclass(frozen=True, slots=True)
class PlanarArm:
    """An arm's lengths, all joints at zero: `upper`, `fore` and `hand` are (out, up) in m.

    `hand` leads from the wrist's joint to the tool point, the tool pointing down. `turn`,
    `shoulder`, `elbow`, `wrist` and `roll` are joint indices; the elbow and the wrist lean
    the arm forward where their sign is 1, and `rolled` (rad) is the roll at which the
    fingers open along the arm's own y.
    """

    limits: Limits
    height: float
    upper: Planar
    fore: Planar
    hand: Planar
    shoulder: int
    elbow: int
    wrist: int
    roll: int
    elbow_sign: float = 1.0
    wrist_sign: float = 1.0
    rolled: float = 0.0

    @property
    def driven(self) -> list[int]:
        """Return the joints that the hand needs to reach a point pointing down, wrist apart."""
        return [0, self.shoulder, self.elbow, self.roll]

    def solve(self, pose: Pose) -> tuple[Joints, float] | None:
        """Return joint angles within their limits and by how much (m) they miss the pose.

        None where the tool leans sideways out of the arm's plane. The hand is symmetric:
        where it cannot roll as far, it takes the same pose turned by half a turn.
        """
        x, y, _ = pose.position
        turn = math.atan2(y, x)
        # The tool's axes seen from the arm's plane, whose x is out and z up.
        axes = about_z(-turn) @ matrix(pose)
        if abs(axes[1, 2]) > math.sqrt(2 * ASKEW):
            return None
        tilt = math.atan2(-axes[0, 2], -axes[2, 2])
        hand = about_y(tilt) @ np.diag([1.0, -1.0, -1.0])
        rolled = hand.T @ axes
        roll = math.atan2(rolled[1, 0], rolled[0, 0]) + self.rolled
        q = self.posture(pose.position, tilt, turn, wrap(roll))
        low, high = self.limits.lower, self.limits.upper
        if not low[self.roll] <= q[self.roll] <= high[self.roll]:
            q[self.roll] = wrap(q[self.roll] + math.pi)
        q = np.clip(q, low, high)
        return q, math.dist(self.tool_point(q), pose.position)

    def posture(
        self, at: tuple[float, float, float], tilt: float, turn: float, roll: float
    ) -> Joints:
        """Return the joint angles for a tool point (m), whatever their limits.

        Out of reach, they are those of the nearest that the arm can stretch or fold.
        """
        x, y, z = at
        out, up = rotated(self.hand, tilt)
        r, h = x * math.cos(turn) + y * math.sin(turn) - out, z - up - self.height
        one, two = math.hypot(*self.upper), math.hypot(*self.fore)
        d = min(max(math.hypot(r, h), abs(two - one)), one + two)
        inner = math.acos(clip((one**2 + two**2 - d * d) / (2 * one * two)))
        rise = math.acos(clip((one**2 + d * d - two**2) / (2 * one * max(d, 1e-9))))
        first = math.atan2(r, h) - rise
        lean = first - math.atan2(*self.upper)
        bend = first + math.pi - inner - math.atan2(*self.fore)
        q = np.zeros(len(self.limits.lower))
        q[0], q[self.shoulder], q[self.roll] = turn, lean, roll
        q[self.elbow] = self._within(self.elbow, self.elbow_sign * (bend - lean))
        q[self.wrist] = self._within(self.wrist, self.wrist_sign * (tilt - bend))
        return q

    def _within(self, joint: int, angle: float) -> float:
        """Return the turn of an angle (rad) that is nearest to the middle of a joint's range."""
        middle = float(self.limits.lower[joint] + self.limits.upper[joint]) / 2
        return middle + wrap(angle - middle)

    def tilt(self, q: Joints) -> float:
        """Return how far (rad) the tool leans in a posture: 0 down, negative outwards."""
        bend = q[self.shoulder] + self.elbow_sign * q[self.elbow]
        return wrap(float(bend + self.wrist_sign * q[self.wrist]))

    def tool_point(self, q: Joints) -> tuple[float, float, float]:
        """Return where the tool point is (m), all other joints at zero."""
        lean = float(q[self.shoulder])
        bend = lean + self.elbow_sign * float(q[self.elbow])
        links = (self.upper, lean), (self.fore, bend), (self.hand, self.tilt(q))
        r, up = (sum(axis) for axis in zip(*(rotated(*link) for link in links), strict=True))
        return r * math.cos(q[0]), r * math.sin(q[0]), up + self.height

    def level(self, driven: Joints) -> Joints:
        """Return the posture (J,) that points down with the joints of `driven` (4,) so."""
        q = np.zeros(len(self.limits.lower))
        q[self.driven] = driven
        q[self.wrist] = -self.wrist_sign * (q[self.shoulder] + self.elbow_sign * q[self.elbow])
        return q

    def planar(self, q: Joints) -> bool:
        """Tell whether a posture lies in a plane."""
        used = {*self.driven, self.wrist}
        return all(abs(a) < 1e-6 for i, a in enumerate(q) if i not in used)

    def path(self, start: Joints, goal: Joints) -> list[Joints]:
        """Return the way from one posture to another, without the start.

        Within the plane the tool point, its tilt and its turn change evenly, so the hand
        never dips on its way; between other postures the joints do.
        """
        if not (self.planar(start) and self.planar(goal)):
            count = max(1, math.ceil(float(np.abs(goal - start).max()) / TURNING))
            return [start + (goal - start) * (i / count) for i in range(1, count + 1)]
        a, b = np.array(self.tool_point(start)), np.array(self.tool_point(goal))
        way = float(np.linalg.norm(b - a))
        tilts = self.tilt(start), self.tilt(goal)
        count = math.ceil(max(way / SPACING, abs(tilts[1] - tilts[0]) / TURNING, 1.0))
        yaws = start[0] - start[self.roll], goal[0] - goal[self.roll]
        out = []
        for i in range(1, count):
            s = i / count
            at = a + (b - a) * s
            if way >= ROUND:
                angle = start[0] + (goal[0] - start[0]) * s
                radius = math.hypot(*a[:2]) * (1 - s) + math.hypot(*b[:2]) * s
                at[:2] = radius * math.cos(angle), radius * math.sin(angle)
            turn = math.atan2(at[1], at[0])
            # The roll goes evenly from one yaw to the other, never the other way round.
            roll = turn - (yaws[0] + (yaws[1] - yaws[0]) * s)
            q = self.posture(tuple(at), tilts[0] + (tilts[1] - tilts[0]) * s, turn, roll)
            out.append(np.clip(q, self.limits.lower, self.limits.upper))
        return [*out, goal]


def rotated(v: Planar, angle: float) -> Planar:
    """Return (out, up) leaned forward by an angle (rad)."""
    c, s = math.cos(angle), math.sin(angle)
    return v[0] * c + v[1] * s, v[1] * c - v[0] * s


def about_y(a: float) -> Joints:
    """Return the rotation (3, 3) about y."""
    return np.array([[math.cos(a), 0, math.sin(a)], [0, 1, 0], [-math.sin(a), 0, math.cos(a)]])


def about_z(a: float) -> Joints:
    """Return the rotation (3, 3) about z."""
    return np.array([[math.cos(a), -math.sin(a), 0], [math.sin(a), math.cos(a), 0], [0, 0, 1]])


def clip(cosine: float) -> float:
    """Return a cosine that rounding may have pushed out of [-1, 1]."""
    return min(1.0, max(-1.0, cosine))


def wrap(angle: float) -> float:
    """Return an angle in [-pi, pi)."""
    return (angle + math.pi) % (2 * math.pi) - math.pi
