"""Joint trajectories as ros2_control's joint_trajectory_controller understands them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import BPoly, CubicHermiteSpline, PPoly

Joints = NDArray[np.float64]

INVALID_GOAL, INVALID_JOINTS, OLD_HEADER_TIMESTAMP = -1, -2, -3
PATH_TOLERANCE_VIOLATED, GOAL_TOLERANCE_VIOLATED = -4, -5
"""As in control_msgs/action/FollowJointTrajectory."""
STOPPED = 0.01
"""Slower (rad/s) than this is at rest."""


@dataclass(frozen=True, slots=True)
class Point:
    """Where the joints are to be at a time (s) from the start; all J, or none, in each list."""

    time: float
    positions: Sequence[float]
    velocities: Sequence[float] = ()
    accelerations: Sequence[float] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """A trajectory of the joints named, with what it may miss them by (rad), by joint.

    `start` is the time (s) of its first moment, 0 for now; `patience` how long (s) after its
    end the joints may take to arrive, 0 for as long as they need.
    """

    names: tuple[str, ...]
    points: tuple[Point, ...]
    start: float = 0.0
    path: Mapping[str, float] = field(default_factory=dict)
    end: Mapping[str, float] = field(default_factory=dict)
    patience: float = 0.0


class Refused(Exception):
    """A goal that no controller takes; `code` is one of those of the action."""

    def __init__(self, code: int, why: str) -> None:
        super().__init__(why)
        self.code, self.why = code, why


def check(goal: Goal, joints: Sequence[str], now: float) -> None:
    """Raise Refused for a goal that upstream's controller would not take either."""
    if sorted(goal.names) != sorted(joints):
        raise Refused(
            INVALID_JOINTS,
            f"the trajectory is for {', '.join(goal.names) or 'no joints'}; this arm has "
            f"{', '.join(joints)}",
        )
    if not goal.points:
        raise Refused(INVALID_GOAL, "the trajectory has no points")
    unknown = sorted({*goal.path, *goal.end} - set(joints))
    if unknown:
        raise Refused(INVALID_JOINTS, f"there is a tolerance for {unknown[0]}, which is no joint")
    count, before = len(joints), -math.inf
    for i, point in enumerate(goal.points):
        lists = point.positions, point.velocities, point.accelerations
        if len(point.positions) != count or any(len(a) not in (0, count) for a in lists):
            raise Refused(INVALID_GOAL, f"point {i} has not {count} values in each of its lists")
        if not all(map(math.isfinite, chain(*lists))):
            raise Refused(INVALID_GOAL, f"point {i} has a value that is no number")
        if point.time <= before or point.time < 0.0:
            raise Refused(INVALID_GOAL, f"point {i} is not after the one before it")
        before = point.time
    if any(abs(v) > STOPPED for v in goal.points[-1].velocities):
        raise Refused(INVALID_GOAL, "the trajectory does not end at rest")
    if goal.start and goal.start + before < now:
        raise Refused(OLD_HEADER_TIMESTAMP, "the trajectory ends in the past")


class Course:
    """Where the joints are at each step of a trajectory, from where they are now.

    Between points with positions alone they go straight; velocities make the course cubic,
    and accelerations quintic.

    Args:
        goal: the trajectory, which has been checked.
        joints: the joints' names, in the order of what is returned.
        q: where they are when it starts (rad); `v` how fast they are then (rad/s).
        start: when it starts (s).
        step: between two moments that will be asked for (s).
    """

    def __init__(
        self, goal: Goal, joints: Sequence[str], q: Joints, v: Joints, start: float, step: float
    ) -> None:
        self.start, self.step = start, step
        order = [goal.names.index(name) for name in joints]
        points = goal.points
        count = 1
        if all(p.velocities for p in points):
            count = 3 if all(p.accelerations for p in points) else 2
        knots = [(0.0, [q, v, np.zeros(len(q))][:count])] if points[0].time > 0.0 else []
        for p in points:
            lists = (p.positions, p.velocities, p.accelerations)[:count]
            knots.append((p.time, [np.array(a, dtype=float)[order] for a in lists]))
        self.end, self.last = knots[-1][0], knots[-1][1][0]
        still = np.zeros((1, len(q)))
        self.table = [self.last[None], still, still]
        if len(knots) > 1:
            curve = through([t for t, _ in knots], np.array([k for _, k in knots]))
            # All at once: one by one it would cost as much as the physics.
            times = np.arange(0.0, self.end, step)
            self.table = [
                np.concatenate([curve(times, order), rest]) for order, rest in enumerate(self.table)
            ]

    def at(self, now: float) -> tuple[Joints, Joints, Joints]:
        """Return positions, velocities and accelerations (J,) at a time (s)."""
        i = min(max(round((now - self.start) / self.step), 0), len(self.table[0]) - 1)
        return self.table[0][i], self.table[1][i], self.table[2][i]

    def over(self, now: float) -> float:
        """Return how long (s) ago it ended; negative while it lasts."""
        return now - self.start - self.end


def through(times: Sequence[float], knots: Joints) -> PPoly:
    """Return the curve through knots (N, K, J): positions, and K - 1 of their derivatives."""
    if knots.shape[1] == 1:
        slopes = np.diff(knots[:, 0], axis=0) / np.diff(times)[:, None]
        return PPoly(np.stack([slopes, knots[:-1, 0]]), times)
    if knots.shape[1] == 2:
        return CubicHermiteSpline(times, knots[:, 0], knots[:, 1])
    return PPoly.from_bernstein_basis(BPoly.from_derivatives(times, knots))
