"""Closed-form inverse kinematics of the Panda with its tool pointing straight down.

With joints 3 and 5 at zero the arm lies in a vertical plane, which joint 1 turns: two
links (shoulder to elbow, elbow to wrist) remain, and the law of cosines solves them. The
answer depends on the pose alone, so the arm never drifts into an awkward posture.
Lengths (m) are those of the maker's Denavit-Hartenberg table.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from agent.types import Pose

Joints = NDArray[np.float64]

# Position limits from the maker's data sheet (rad).
LOWER = np.array([-2.8973, -1.7628, -2.8973, -3.0718, -2.8973, -0.0175, -2.8973])
UPPER = np.array([2.8973, 1.7628, 2.8973, -0.0698, 2.8973, 3.7525, 2.8973])
SHOULDER = 0.333
UPPER_ARM, FOREARM, ELBOW = 0.316, 0.384, 0.0825
WRIST = 0.088
TOOL = 0.107 + 0.105
LINK_1, LINK_2 = math.hypot(UPPER_ARM, ELBOW), math.hypot(FOREARM, ELBOW)
LEAN_1, LEAN_2 = math.atan(ELBOW / UPPER_ARM), math.atan(ELBOW / FOREARM)
STRAIGHT = 0.16
"""Ways shorter than this (m) are straight; longer ones go round the base."""
SPACING = 0.02
"""Between two points of a path (m)."""


def points_down(pose: Pose) -> bool:
    """Tell whether the tool points straight down, within a tenth of a degree."""
    return math.hypot(*pose.orientation[2:]) < 1e-3


def yaw_of(pose: Pose) -> float:
    """Return the yaw (rad) of a pose that points down."""
    return 2 * math.atan2(pose.orientation[1], pose.orientation[0])


def down(pose: Pose) -> Joints:
    """Return the joint angles (7,) for a pose that points down, whatever their limits.

    Out of reach, they are those of the nearest the arm can stretch or fold.
    """
    x, y, z = pose.position
    r, h = math.hypot(x, y) - WRIST, z + TOOL - SHOULDER
    d = min(max(math.hypot(r, h), LINK_2 - LINK_1), LINK_1 + LINK_2)
    elbow = math.acos(clip((LINK_1**2 + LINK_2**2 - d * d) / (2 * LINK_1 * LINK_2)))
    rise = math.acos(clip((LINK_1**2 + d * d - LINK_2**2) / (2 * LINK_1 * max(d, 1e-9))))
    q1 = math.atan2(y, x)
    q2 = math.atan2(r, h) - rise - LEAN_1
    q4 = elbow - math.pi - LEAN_1 - LEAN_2
    # The wrist undoes what shoulder and elbow have leaned.
    q6 = q2 - q4
    q7 = wrap(math.pi / 4 + q1 - yaw_of(pose))
    return np.array([q1, q2, 0.0, q4, 0.0, q6, q7])


def nearest_down(pose: Pose) -> tuple[Joints, float]:
    """Return joint angles within their limits and by how much (m) they miss the pose."""
    q = down(pose)
    if not LOWER[6] <= q[6] <= UPPER[6]:
        q[6] = wrap(q[6] + math.pi)
    q = np.clip(q, LOWER, UPPER)
    return q, math.dist(tool_point(q), pose.position)


def tool_point(q: Sequence[float] | Joints) -> tuple[float, float, float]:
    """Return where the tool point is (m) with joints 3 and 5 at zero."""
    lean, bend = q[1], q[1] - q[3]
    # (out, up) of the upper arm with its elbow, the forearm, the hand.
    r = UPPER_ARM * math.sin(lean) + ELBOW * math.cos(lean)
    z = SHOULDER + UPPER_ARM * math.cos(lean) - ELBOW * math.sin(lean)
    r += FOREARM * math.sin(bend) - ELBOW * math.cos(bend)
    z += FOREARM * math.cos(bend) + ELBOW * math.sin(bend)
    hang = math.pi + bend - q[5]
    r += TOOL * math.sin(hang) - WRIST * math.cos(hang)
    z += TOOL * math.cos(hang) + WRIST * math.sin(hang)
    return r * math.cos(q[0]), r * math.sin(q[0]), z


def path(start: Joints, goal: Joints) -> list[Joints]:
    """Return the way from one posture to another, without the start.

    Between two that point down the height and the turn change evenly, so the hand never
    dips on its way; between others the joints do.
    """
    if abs(start[[2, 4]]).max() > 1e-6 or abs(goal[[2, 4]]).max() > 1e-6:
        return [goal]
    a, b = np.array(tool_point(start)), np.array(tool_point(goal))
    way = float(np.linalg.norm(b - a))
    count = max(1, math.ceil(way / SPACING))
    turn_a, turn_b = start[0] - start[6], goal[0] - goal[6]
    out = []
    for i in range(1, count):
        s = i / count
        at = a + (b - a) * s
        if way >= STRAIGHT:
            angle = start[0] + (goal[0] - start[0]) * s
            radius = math.hypot(*a[:2]) * (1 - s) + math.hypot(*b[:2]) * s
            at[:2] = radius * math.cos(angle), radius * math.sin(angle)
        q = down(Pose.tool_down(*at))
        # The wrist turns evenly from one yaw to the other, never the other way round.
        q[6] = q[0] - (turn_a + (turn_b - turn_a) * s)
        out.append(np.clip(q, LOWER, UPPER))
    return [*out, goal]


def clip(cosine: float) -> float:
    """Return a cosine that rounding may have pushed out of [-1, 1]."""
    return min(1.0, max(-1.0, cosine))


def wrap(angle: float) -> float:
    """Return an angle in [-pi, pi)."""
    return (angle + math.pi) % (2 * math.pi) - math.pi
