"""What the simulated arms have in common: planning, following, feeling, stopping."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
import pybullet as p
import pybullet_data

from agent.errors import Stopped, UsageError
from agent.motion.rest import Rests
from agent.motion.rotations import matrix
from agent.robot import CameraFrame, Hand, Motion, RobotState, Surroundings, Workspace
from agent.spatial import FIXED
from agent.types import Pose, Vec3
from sims.robots.light import lightened
from sims.robots.planar import Joints, PlanarArm
from sims.robots.ways import Ways
from sims.world import PERSON, TIME_STEP, View, World

BLOCKED = 0.015
"""A hand that ends further off (m) has met something."""
FEELS_EVERY = 4
"""Steps of the world between two readings of the torques."""
STILL = 0.2
"""At this speed (rad/s) a braking arm is told to hold where it is: the rest it does in no time."""
RESTS = 0.05
"""An arm whose joints are slower (rad/s) is at rest."""
SETTLED = 1e-3
"""Joints that are nearer to where they were told to be (rad) are there."""
GAIN = 0.3
"""Of the joints' position control."""
FINGER_SPEED = 0.1
"""How fast the gap between the fingers changes (m/s): so do both makers' hands."""
LAGS = 0.008
"""Fingers that are so far (m) behind have met something."""
LEAVING = 36
"""Steps in which an arm may leave what it leans on."""
PULLS = 3.0
"""How much more the arm may feel while it leads furniture, which only gives way along its rail."""
WRIST = 60.0
"""Vertical field of view (degrees) of the wrist's camera."""


class Arm(Rests, ABC):
    """An arm with a parallel hand, its base at the origin, the table's top at z = 0."""

    name: ClassVar[str]
    urdf: ClassVar[str]
    plain: ClassVar[tuple[str, ...]] = ()
    """The meshes that may look like the shapes they collide with."""
    joints: ClassVar[tuple[int, ...]]
    fingers: ClassVar[tuple[int, ...]]
    tool_link: ClassVar[int]
    tool_ahead: ClassVar[float] = 0.0
    """How far (m) the tool point is from the link's origin along the link's z."""
    kinematics: ClassVar[PlanarArm]
    hand: ClassVar[Hand]
    feels: ClassVar[float] = 0.25
    """Share of a joint's greatest torque beyond what a motion takes that means a collision."""
    iterations: ClassVar[int] = 50
    """Of the solver in a step: linkages need more than fingers on rails."""
    rest: ClassVar[Pose]
    """Where the arm is when it is drawn back."""
    cameras = ("fixed", "wrist")
    eye: ClassVar[Vec3] = (0.07, 0.0, -0.09)
    """Where the wrist's camera is (m), seen from the tool point; it looks where the tool points."""

    table: ClassVar[Workspace] = Workspace()
    """Where it works, unless it is told otherwise."""

    def __init__(self, world: World, workspace: Workspace | None = None) -> None:
        self.world, self.workspace = world, workspace or self.table
        self.client = world.client
        self.limits = self.kinematics.limits
        # As lists, which PyBullet reads faster than arrays, at each step.
        self._torques = self.limits.torque.tolist()
        self._gains = [GAIN] * len(self.joints)
        self._stopped = False
        self._width = self.hand.opening
        p.setAdditionalSearchPath(pybullet_data.getDataPath(), physicsClientId=self.client)
        with lightened(self.urdf, self.plain) as path:
            self.body: int = p.loadURDF(path, useFixedBase=True, physicsClientId=self.client)
        p.setPhysicsEngineParameter(
            numSolverIterations=self.iterations, physicsClientId=self.client
        )
        solved = self.kinematics.solve(self.rest)
        assert solved is not None  # an arm's rest points down
        self._target = solved[0]
        self._speed = np.zeros(len(self.joints))
        for joint, q in zip(self.joints, self._target, strict=True):
            p.resetJointState(self.body, joint, q, physicsClientId=self.client)
        for joint, q in zip(self.fingers, self.finger_joints(self._width), strict=True):
            p.resetJointState(self.body, joint, q, physicsClientId=self.client)
        self.equip_fingers()
        self._command()
        self.command_fingers(self._width)
        world.parts.append(self)

    @abstractmethod
    def equip_fingers(self) -> None:
        """Couple the fingers as the real hand's gears do, and give them their friction."""

    @classmethod
    @abstractmethod
    def finger_joints(cls, width: float) -> Sequence[float]:
        """Return where the joints of `fingers` are at a gap of `width` (m)."""

    @classmethod
    @abstractmethod
    def finger_gap(cls, places: Sequence[float]) -> float:
        """Return the gap (m) when the joints of `fingers` are at `places`."""

    @abstractmethod
    def command_fingers(self, width: float) -> None:
        """Tell the fingers' motors to go to a gap of `width` (m)."""

    pads: ClassVar[tuple[int, int]]
    """The links that touch what is held."""

    @cached_property
    def ways(self) -> Ways:
        """How the arm finds its ways; made when it has to, for who leads it may plan elsewhere."""
        return Ways(type(self), TIME_STEP)

    @property
    def resting(self) -> Pose:
        """Return where the arm is when it is drawn back."""
        return self.rest

    def state(self) -> RobotState:
        """Read the joints, the fingers' gap, and the weaker finger's contact force."""
        states = p.getJointStates(
            self.body, [*self.joints, *self.fingers], physicsClientId=self.client
        )
        link = p.getLinkState(
            self.body, self.tool_link, computeForwardKinematics=True, physicsClientId=self.client
        )
        count = len(self.joints)
        return RobotState(
            tool=ahead(Pose(tuple(link[4]), tuple(link[5])), self.tool_ahead),
            joints=tuple(s[0] for s in states[:count]),
            finger_gap=self.finger_gap([s[0] for s in states[count:]]),
            finger_force=min(self._touch(f) for f in self.pads),
            time=self.world.time,
        )

    def _touch(self, finger: int) -> float:
        contacts = p.getContactPoints(
            bodyA=self.body, linkIndexA=finger, physicsClientId=self.client
        )
        return float(sum(c[9] for c in contacts if c[2] != self.body))

    def move_to(self, pose: Pose, speed: float = 1.0, around: Surroundings | None = None) -> Motion:
        """Bring the tool point there: a short way straight, a long way round the base.

        Where that way is blocked another is searched. The hand is symmetric: where the wrist
        cannot turn as far as `pose` asks, it takes the same grasp turned by half a turn.
        """
        self._check_stop()
        self._come_to_rest()
        state = p.getJointStates(self.body, self.fingers, physicsClientId=self.client)
        way = self.ways.to(pose, self._target, [s[0] for s in state], speed, around)
        if isinstance(way, str):
            return Motion(False, way)
        felt = self._follow(way, self.feels * (PULLS if pulls(around) else 1.0))
        error = math.dist(self.state().tool.position, pose.position)
        if felt or error > BLOCKED:
            why = felt or "something is in the way"
            return Motion(False, f"stopped {error * 100:.1f} cm short: {why}", error, True)
        return Motion(True, "", error)

    def _follow(self, way: Joints, feels: float) -> str:
        """Follow joint angles (N, J), one a step; return what was felt on the way, if anything.

        `feels` is the share of a joint's greatest torque that counts as a collision.
        """
        speeds = np.diff(way, axis=0, prepend=[self._target]) / TIME_STEP
        pulls = np.diff(speeds, axis=0, append=[speeds[-1]]) / TIME_STEP
        touch = Touch(self, feels)
        for q, v, a in zip(way, speeds, pulls, strict=True):
            self._servo(q, v)
            if felt := touch.met(a):
                self.hold()
                self.world.step()
                return felt
        for _ in range(48):
            if self.settled():
                break
            self._servo(self._target)
        return ""

    def _come_to_rest(self) -> None:
        """Wait until an arm that was stopped in full swing no longer moves."""
        for _ in range(96):
            if self.still(RESTS):
                break
            self._servo(self._target)

    def still(self, speed: float = STILL) -> bool:
        """Tell whether no joint is faster than that (rad/s)."""
        states = p.getJointStates(self.body, self.joints, physicsClientId=self.client)
        return max(abs(s[1]) for s in states) < speed

    def residual(self, pulls: Joints) -> Joints:
        """Return the torques (J,) in N m that the motors apply beyond those of the motion.

        `pulls` (J,) are the accelerations that the motion asks for, in rad/s^2.
        """
        moving = p.getJointStates(self.body, self.movable, physicsClientId=self.client)
        needed = p.calculateInverseDynamics(
            self.body,
            [s[0] for s in moving],
            [s[1] for s in moving],
            [*pulls, *(0.0 for _ in self.fingers)],
            physicsClientId=self.client,
        )
        count = len(self.joints)
        return np.array([s[3] for s in moving[:count]]) - np.array(needed[:count])

    @property
    def movable(self) -> tuple[int, ...]:
        """Return every joint that can move, in the order of the description."""
        return (*self.joints, *self.fingers)

    def hold(self) -> None:
        """Stay where the arm is now, from the next step on."""
        states = p.getJointStates(self.body, self.joints, physicsClientId=self.client)
        self.command(np.array([s[0] for s in states]))

    def settled(self) -> bool:
        """Tell whether the joints are where they were told to be."""
        return bool(np.abs(self.lag()).max() < SETTLED)

    def lag(self) -> Joints:
        """Return by how much (J,) the joints miss where they were told to be, in rad."""
        now = p.getJointStates(self.body, self.joints, physicsClientId=self.client)
        return np.array([s[0] for s in now]) - self._target

    def heading(self) -> tuple[Joints, Joints]:
        """Return where the joints (J,) were last told to be (rad), and how fast (rad/s)."""
        return self._target, self._speed

    def _check_stop(self) -> None:
        if self._stopped:
            # The arm stays where it is and keeps hold of what it has.
            self._speed = np.zeros(len(self.joints))
            self._command()
            raise Stopped("The robot was stopped.")

    def _servo(self, q: Joints, speed: Joints | None = None) -> None:
        """Command the joints for one step of the world."""
        self._check_stop()
        self.command(q, speed)
        self.world.step()

    def command(self, q: Joints, speed: Joints | None = None) -> None:
        """Tell the joints (J,) where to be, and how fast, after the next step of the world."""
        self._target = q
        self._speed = np.zeros(len(q)) if speed is None else speed
        self._command()

    def _command(self) -> None:
        p.setJointMotorControlArray(
            *(self.body, self.joints, p.POSITION_CONTROL),
            # Where the joints are now and ought to be: the speed does the rest of the step.
            targetPositions=(self._target - self._speed * TIME_STEP).tolist(),
            targetVelocities=self._speed.tolist(),
            forces=self._torques,
            positionGains=self._gains,
            physicsClientId=self.client,
        )

    def grip(self, width: float) -> None:
        """Move the fingers, and wait until they no longer move."""
        self._check_stop()
        for _ in self.gripping(width):
            self._servo(self._target)

    def gripping(self, width: float) -> Iterator[None]:
        """Move the fingers, one step of the world after another, until they no longer move."""
        self._width = min(max(width, 0.0), self.hand.opening)
        gap, step = self.gap(), FINGER_SPEED * TIME_STEP
        while gap != self._width and abs(gap - self.gap()) < LAGS:
            # At the hand's own speed, so that it does not knock against what it takes.
            gap += min(max(self._width - gap, -step), step)
            self.command_fingers(gap)
            yield
        self.command_fingers(self._width)
        for i in range(96):
            yield
            states = p.getJointStates(self.body, self.fingers, physicsClientId=self.client)
            if i > 18 and max(abs(s[1]) for s in states) < 2e-3:
                break

    def gap(self) -> float:
        """Measure the gap (m) between the fingers."""
        states = p.getJointStates(self.body, self.fingers, physicsClientId=self.client)
        return self.finger_gap([s[0] for s in states])

    def capture(self, camera: str = "fixed") -> CameraFrame:
        """Take a picture with the fixed camera, or with the one on the wrist."""
        return self.world.render(camera=self.view(camera))

    def view(self, camera: str) -> View:
        """Return where a camera is now."""
        if camera not in self.cameras:
            there = ", ".join(self.cameras)
            raise UsageError(f"There is no camera {camera!r}; there are: {there}.")
        if camera == "fixed":
            return PERSON
        tool = self.state().tool
        axes = matrix(tool)
        at = np.array(tool.position) + axes @ self.eye
        # In both pictures the side towards the robot is up.
        return View(triple(at), triple(at + axes[:, 2]), WRIST, triple(-axes[:, 0]))

    def stop(self) -> None:
        """Latch a stop; safe from another thread or a signal handler."""
        self._stopped = True

    def resume(self) -> None:
        """Clear a latched stop."""
        self._stopped = False

    def snapshot(self) -> Any:
        """Return what the motors are told to do."""
        return self._target, self._speed, self._width

    def restore(self, kept: Any) -> None:
        """Tell the motors what `snapshot` returned."""
        self._target, self._speed, self._width = kept
        self._command()
        self.command_fingers(self._width)

    def close(self) -> None:
        """Let go of the shapes."""
        if "ways" in self.__dict__:
            self.ways.close()


class Touch:
    """Notices by the joints' torques what an arm meets on its way.

    Args:
        arm: the arm, which has just set out.
        feels: the share of a joint's greatest torque that counts as a collision.
    """

    def __init__(self, arm: Arm, feels: float) -> None:
        self.arm, self.feels = arm, feels
        self.step = 0
        self.felt = np.zeros(len(arm.joints))
        self.leant: Joints | None = None

    def met(self, pulls: Joints) -> str:
        """Say after a step what was met, if anything; `pulls` as `Arm.residual` takes them."""
        step, self.step = self.step, self.step + 1
        if step % FEELS_EVERY:
            return ""
        # What is met pushes on one way; what trembles in the hand, to and fro.
        self.felt = (self.felt + self.arm.residual(pulls)) / 2
        strain = np.abs(self.felt) / self.arm.limits.torque
        if step < LEAVING:
            # What the arm leans on as it starts, it may be about to leave.
            self.leant = strain if self.leant is None else np.minimum(self.leant, strain)
            strain = strain - self.leant
        if strain.max() <= self.feels:
            return ""
        worst = int(strain.argmax())
        torque = float(strain[worst] * self.arm.limits.torque[worst])
        return f"joint {worst + 1} meets something ({torque:.0f} N m)"


def pulls(around: Surroundings | None) -> bool:
    """Tell whether a motion may touch furniture: to pull or to press it."""
    return around is not None and any(
        o.name in around.touch and o.kind in FIXED for o in around.objects
    )


def ahead(pose: Pose, way: float) -> Pose:
    """Return a pose moved by `way` (m) along its own z."""
    if not way:
        return pose
    x, y, z, w = pose.orientation
    axis = 2 * (x * z + y * w), 2 * (y * z - x * w), 1 - 2 * (x * x + y * y)
    a, b, c = (at + way * u for at, u in zip(pose.position, axis, strict=True))
    return Pose((a, b, c), pose.orientation)


def triple(v: Joints) -> Vec3:
    """Return a vector (3,) as plain numbers."""
    x, y, z = (float(a) for a in v)
    return x, y, z
