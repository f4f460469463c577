"""When an arm is where along its way: as fast as its limits allow, without a jolt."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ruckig import InputParameter, Ruckig, Trajectory
from scipy.interpolate import CubicSpline

Joints = NDArray[np.float64]

SHARE = 0.95
"""Of the velocity limits, at full speed; the rest is left to the controller."""
EASE = 0.90
"""Of the acceleration and jerk limits: following a motion takes a little more than it asks."""
RAMP = 0.06
"""Least time (s) in which the acceleration builds up, for the sake of what is held."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What an arm's maker allows, one value a joint: rad, rad/s, rad/s^2, rad/s^3, N m."""

    lower: Joints
    upper: Joints
    velocity: Joints
    acceleration: Joints
    jerk: Joints
    torque: Joints


def timed(points: Joints, limits: Limits, speed: float, step: float) -> Joints:
    """Return joint angles (N, J), one every `step` seconds, along a polyline (M, J).

    The points are joined by a curve with a continuous second derivative. The law of motion
    along it is the fastest one that a bounded jerk allows (Ruckig; Berscheid & Kroeger
    2021); it is then stretched as a whole until no joint exceeds a limit anywhere, which is
    exact: velocity, acceleration and jerk shrink with the first, second and third power.
    `speed` (0 to 1) scales the velocity limits.
    """
    lengths = (np.abs(np.diff(points, axis=0)) / limits.velocity).max(axis=1)
    keep = np.concatenate([[True], lengths > 1e-7])
    points, lengths = points[keep], lengths[keep[1:]]
    if len(points) < 2:
        return points[-1:].copy()
    marks = np.concatenate([[0.0], np.cumsum(lengths)])
    kind = "natural" if len(points) > 2 else "not-a-knot"
    curve = CubicSpline(marks, points, bc_type=kind)
    share = SHARE * min(max(speed, 0.01), 1.0)
    law = scalar_law(curve, marks[-1], limits, share)
    # Finer than the steps, so that rounding up to whole steps hides nothing.
    fine = np.linspace(0.0, law.duration, max(16, math.ceil(law.duration / step * 2)))
    stretch = strain(curve(places(law, fine)), fine[1], limits, share)
    count = max(2, math.ceil(law.duration * stretch / step))
    way = curve(places(law, np.linspace(0.0, law.duration, count + 1)[1:]))
    way[-1] = points[-1]
    return np.asarray(way)


def scalar_law(curve: CubicSpline, length: float, limits: Limits, share: float) -> Trajectory:
    """Return the law for the place along a curve whose joints move at most at unit share."""
    rates = np.abs(curve(np.linspace(0.0, length, 64), 1)).max(axis=0)
    law = InputParameter(1)
    law.current_position, law.target_position = [0.0], [length]
    law.max_velocity = [share * float((limits.velocity / np.maximum(rates, 1e-9)).min())]
    acceleration = EASE * float((limits.acceleration / np.maximum(rates, 1e-9)).min())
    law.max_acceleration, law.max_jerk = [acceleration], [acceleration / RAMP]
    trajectory = Trajectory(1)
    Ruckig(1).calculate(law, trajectory)
    return trajectory


def places(law: Trajectory, times: Joints) -> Joints:
    """Return how far along the curve (N,) the law is at times (N,)."""
    return np.array([law.at_time(float(t))[0][0] for t in times])


def strain(way: Joints, step: float, limits: Limits, share: float) -> float:
    """Return how much longer a motion (N, J) has to last to keep within every limit."""
    if len(way) < 5:
        return 1.0
    v = (np.abs(np.diff(way, axis=0)) / step / limits.velocity).max() / share
    a = (np.abs(np.diff(way, 2, axis=0)) / step**2 / limits.acceleration).max() / EASE
    j = (np.abs(np.diff(way, 3, axis=0)) / step**3 / limits.jerk).max() / EASE
    return max(1.0, v, math.sqrt(a), math.cbrt(j))
