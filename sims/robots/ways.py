"""How an arm gets somewhere, planned from what was measured; nothing moves here."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from agent.motion.detour import detour
from agent.motion.timing import timed
from agent.robot import Hand, Surroundings, Workspace
from agent.types import Pose
from sims.collision import CollisionModel
from sims.robots.planar import Joints

if TYPE_CHECKING:
    from sims.robots.arm import Arm

ARRIVED = 0.002
"""Solutions that miss by more (m) are none."""
CLEARANCES = (0.010, 0.0)
"""How far (m) a detour keeps from things, if it can."""
AHEAD = math.pi / 2
"""How far to either side (rad) a detour may turn the arm."""


class Ways:
    """The ways of one kind of arm, through what is told of its surroundings.

    Args:
        kind: the arm, of which the description, the joints and their limits are read.
        step: the time (s) between two postures of a way.
    """

    def __init__(self, kind: type[Arm], step: float) -> None:
        self.kind, self.kinematics, self.limits = kind, kind.kinematics, kind.kinematics.limits
        self._step = step
        self.model = CollisionModel(
            kind.urdf, kind.joints, kind.fingers, kind.tool_link, kind.tool_ahead
        )

    @property
    def name(self) -> str:
        """Return the kind's name."""
        return self.kind.name

    @property
    def workspace(self) -> Workspace:
        """Return where such an arm works, unless it is told otherwise."""
        return self.kind.table

    @property
    def hand(self) -> Hand:
        """Return its gripper's shape."""
        return self.kind.hand

    @property
    def rest(self) -> Pose:
        """Return where it is when it is drawn back."""
        return self.kind.rest

    @property
    def step(self) -> float:
        """Return the time (s) between two postures of a way."""
        return self._step

    @property
    def base(self) -> str:
        """Return the name of its base's frame."""
        return self.model.base

    @property
    def joints(self) -> tuple[str, ...]:
        """Return the names of the arm's joints, as its description has them."""
        return self.model.joint_names(self.kind.joints)

    @property
    def fingers(self) -> tuple[str, ...]:
        """Return the names of the fingers' joints."""
        return self.model.joint_names(self.kind.fingers)

    def gap(self, places: Sequence[float]) -> float:
        """Return the gap (m) between the fingers whose joints are at `places`."""
        return self.kind.finger_gap(places)

    def solve(self, pose: Pose, near: Joints) -> tuple[Joints, float]:
        """Return joint angles (J,) and by how much (m) they miss the pose."""
        return self.kinematics.solve(pose) or self.model.solve(pose, near, self.limits)

    def to(
        self,
        pose: Pose,
        start: Joints,
        places: Sequence[float],
        speed: float = 1.0,
        around: Surroundings | None = None,
    ) -> Joints | str:
        """Return joint angles (N, J) of every step of a free way to a pose, or why there is none.

        Args:
            pose: of the tool point, in the base frame. The hand is symmetric: where the wrist
                cannot turn as far, it takes the same grasp turned by half a turn.
            start: joint angles (J,) in rad.
            places: where the fingers' joints are.
            speed: 0 to 1, of the joints' velocity limits.
            around: what to keep clear of; without it, only the reach is checked.
        """
        goal, missed = self.solve(pose, start)
        if missed > ARRIVED:
            return f"unreachable: {missed * 100:.1f} cm short"
        path = self.kinematics.path(start, goal)
        if around is None:
            return self._timed(start, path, speed)
        spared = self.model.surround(around, places, self.kind.finger_gap(places))
        # What is touched already must not keep the hand from leaving it.
        spared |= self.model.touched(start)
        if hit := self.model.first_hit([goal], spared):
            return f"collision with {hit}"
        hit = self.model.first_hit(path, spared)
        if not hit:
            return self._timed(start, path, speed)
        found = self._detour(start, goal, spared)
        if found is None:
            return f"collision with {hit} on the way, and no way round"
        return self._timed(start, found, speed)

    def _detour(self, start: Joints, goal: Joints, spared: set[str]) -> list[Joints] | None:
        """Return a way that keeps the tool pointing down, or None."""
        k, low, high, model = self.kinematics, self.limits.lower, self.limits.upper, self.model
        if max(abs(k.tilt(start)), abs(k.tilt(goal))) > 1e-3:
            return None

        def free(driven: Joints, clear: float) -> bool:
            q = k.level(driven)
            inside = low[k.wrist] <= q[k.wrist] <= high[k.wrist]
            return bool(inside) and not model.touched(q, clear) - spared

        floor, ceiling = low[k.driven].copy(), high[k.driven].copy()
        floor[0], ceiling[0] = max(floor[0], -AHEAD), min(ceiling[0], AHEAD)
        ends = start[k.driven], goal[k.driven]
        for clear in CLEARANCES:
            found = detour(*ends, floor, ceiling, partial(free, clear=clear))
            if found is not None:
                break
        else:
            return None
        path: list[Joints] = []
        for a, b in itertools.pairwise(found):
            count = max(1, math.ceil(float(np.abs(b - a).max()) / 0.05))
            path += [k.level(a + (b - a) * (i / count)) for i in range(1, count + 1)]
        # Rounding the corners must not cut them.
        return None if model.first_hit(self._timed(start, path, 1.0)[::4], spared) else path

    def _timed(self, start: Joints, path: Sequence[Joints], speed: float) -> Joints:
        return timed(np.array([start, *path]), self.limits, speed, self._step)

    def tool(self, joints: Sequence[float]) -> Pose:
        """Return where the tool point is in a posture (J,) in rad."""
        return self.model.tool_pose(joints)

    def close(self) -> None:
        """Let go of the shapes."""
        self.model.close()
