"""What an arm would touch in a posture: the measured objects as shapes, the arm as its maker's.

PyBullet serves as a library of shapes here, in a client of its own without any physics: it
knows nothing of a simulated world, only of what was measured.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
import pybullet as p
import pybullet_data
from numpy.typing import NDArray

from agent.motion.timing import Limits
from agent.robot import Surroundings
from agent.types import ObjectState, Pose

DEEP = 0.0015
"""Shapes that overlap by less (m) only touch: no better is anything measured."""
TIGHT = 0.002
"""What is held is taken as this much smaller on each side (m): it may rest on things."""
TABLE = "the table"
ROUND = ("bowl", "cup", "can", "cylinder", "ring", "bottle", "ball", "plate")

Joints = NDArray[np.float64]


class CollisionModel:
    """An arm, what it holds and what is round it, in a scratch client.

    Args:
        urdf: the arm's description, with its base at the origin of the base frame.
        joints: the indices of the arm's joints.
        fingers: the indices of the fingers' joints.
        tool: the index of the link of the tool point.
        ahead: how far (m) the tool point is from that link's origin along its z.
    """

    def __init__(
        self,
        urdf: str,
        joints: Sequence[int],
        fingers: Sequence[int],
        tool: int,
        ahead: float = 0.0,
    ) -> None:
        self.client: int = p.connect(p.DIRECT)
        p.setAdditionalSearchPath(pybullet_data.getDataPath(), physicsClientId=self.client)
        self.body: int = p.loadURDF(
            urdf,
            useFixedBase=True,
            flags=p.URDF_IGNORE_VISUAL_SHAPES,
            physicsClientId=self.client,
        )
        self.base: str = p.getBodyInfo(self.body, physicsClientId=self.client)[0].decode()
        """The name of the link that the base frame is at."""
        self.joints, self.fingers, self.tool = tuple(joints), tuple(fingers), tool
        self.ahead = ahead
        self.names: dict[int, str] = {}
        self.laid: dict[ObjectState, int] = {}
        self.held: int | None = None
        self._table = self._add(ObjectState(TABLE, "table", "", (0.5, 0.0, -0.05), (2.0, 2.0, 0.1)))

    def surround(self, around: Surroundings, fingers: Sequence[float], gap: float) -> set[str]:
        """Lay out what is round the arm and in its hand; return what may be touched.

        `fingers` are their joints' places; `gap` (m) is that between the fingers: it tells
        how what is held is turned.
        """
        for o in self.laid.keys() - set(around.objects):
            body = self.laid.pop(o)
            p.removeBody(body, physicsClientId=self.client)
            del self.names[body]
        for o in around.objects:
            if o not in self.laid:
                self.laid[o] = self._add(o)
        for joint, place in zip(self.fingers, fingers, strict=True):
            p.resetJointState(self.body, joint, place, physicsClientId=self.client)
        if self.held is not None:
            p.removeBody(self.held, physicsClientId=self.client)
            self.held = None
        if around.held is not None:
            self.held = self._hold(around.held, gap)
        return {*around.touch, around.held.name if around.held else ""}

    def _add(self, o: ObjectState) -> int:
        """Add an object as a box, or as a cylinder where it is round."""
        half = [s / 2 for s in o.size]
        if o.kind in ROUND:
            shape = p.createCollisionShape(
                p.GEOM_CYLINDER,
                radius=max(half[:2]),
                height=o.size[2],
                physicsClientId=self.client,
            )
        else:
            shape = p.createCollisionShape(
                p.GEOM_BOX, halfExtents=half, physicsClientId=self.client
            )
        turn = (0.0, 0.0, math.sin(o.yaw / 2), math.cos(o.yaw / 2))
        body: int = p.createMultiBody(0, shape, -1, o.position, turn, physicsClientId=self.client)
        self.names[body] = o.name
        return body

    def _hold(self, o: ObjectState, gap: float) -> int:
        """Add what is held; whichever side is as wide as the gap lies between the fingers."""
        x, y, z = (max(s / 2 - TIGHT, 0.001) for s in o.size)
        if abs(o.size[0] - gap) < abs(o.size[1] - gap):
            x, y = y, x
        shape = p.createCollisionShape(
            p.GEOM_BOX, halfExtents=(x, y, z), physicsClientId=self.client
        )
        # Two things without mass would never be compared.
        body: int = p.createMultiBody(1, shape, -1, (0, 0, 2), physicsClientId=self.client)
        return body

    def place(self, q: Joints) -> None:
        """Put the arm, and what it holds, in a posture (J,) in rad."""
        p.resetJointStatesMultiDof(
            self.body, self.joints, [[a] for a in q], physicsClientId=self.client
        )
        if self.held is not None:
            tool = self._tool()
            p.resetBasePositionAndOrientation(self.held, *tool, physicsClientId=self.client)

    def _tool(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        link = p.getLinkState(
            self.body, self.tool, computeForwardKinematics=True, physicsClientId=self.client
        )
        at, turn = p.multiplyTransforms(*link[4:6], (0, 0, self.ahead), (0, 0, 0, 1))
        return at, turn

    def joint_names(self, joints: Sequence[int]) -> tuple[str, ...]:
        """Return the names of joints."""
        infos = (p.getJointInfo(self.body, j, physicsClientId=self.client) for j in joints)
        return tuple(info[1].decode() for info in infos)

    def tool_pose(self, q: Sequence[float]) -> Pose:
        """Return where the tool point is in a posture (J,) in rad."""
        p.resetJointStatesMultiDof(
            self.body, self.joints, [[a] for a in q], physicsClientId=self.client
        )
        (x, y, z), (a, b, c, d) = self._tool()
        return Pose((x, y, z), (a, b, c, d))

    def touched(self, q: Joints, clear: float = -DEEP) -> set[str]:
        """Return the names of what the arm, or what it holds, is closer to than `clear` (m).

        Overlaps count as negative distances; beyond 2 cm none are told.
        """
        self.place(q)
        p.performCollisionDetection(physicsClientId=self.client)
        hits = {
            self.names[c[2]]
            for c in p.getContactPoints(bodyA=self.body, physicsClientId=self.client)
            # The base is bolted to the table.
            if c[2] in self.names and c[8] < clear and c[3] > 0
        }
        if self.held is not None:
            contacts = p.getContactPoints(bodyA=self.held, physicsClientId=self.client)
            hits |= {self.names[c[2]] for c in contacts if c[2] in self.names and c[8] < clear}
        return hits

    def first_hit(self, path: Iterable[Joints], spared: set[str]) -> str:
        """Return the first thing that is overlapped along a path and not spared, or nothing."""
        for q in path:
            if hits := self.touched(q) - spared:
                return min(hits)
        return ""

    def solve(self, pose: Pose, near: Joints, limits: Limits) -> tuple[Joints, float]:
        """Return joint angles for any pose, searched from `near`, and how much (m) they miss it.

        Half the angle that is missing, weighted by a hand's length, counts as a distance.
        """
        q = near
        at, turn = p.multiplyTransforms(
            pose.position, pose.orientation, (0, 0, -self.ahead), (0, 0, 0, 1)
        )
        rest = [0.0] * len(self.fingers)
        for attempt in range(9):
            self.held = None
            self.place(q)
            link = p.getLinkState(
                self.body, self.tool, computeForwardKinematics=True, physicsClientId=self.client
            )
            askew = math.acos(min(1.0, abs(float(np.dot(link[5], turn)))))
            missed = max(math.dist(link[4], at), 0.1 * askew)
            if missed < 0.0005 or attempt == 8:
                break
            found = p.calculateInverseKinematics(
                *(self.body, self.tool, at, turn),
                lowerLimits=[*limits.lower, *rest],
                upperLimits=[*limits.upper, *(1.0 for _ in rest)],
                jointRanges=[*(limits.upper - limits.lower), *(1.0 for _ in rest)],
                restPoses=[*q, *rest],
                maxNumIterations=200,
                residualThreshold=1e-5,
                physicsClientId=self.client,
            )
            q = np.clip(found[: len(self.joints)], limits.lower, limits.upper)
        return q, missed

    def close(self) -> None:
        """Let go of the client."""
        if self.client >= 0:
            p.disconnect(physicsClientId=self.client)
            self.client = -1
