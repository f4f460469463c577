"""Where a robot may go, how fast and how hard it may grip: held whatever the skills ask for."""

from __future__ import annotations

import itertools
import math
import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from agent.errors import Stopped, UsageError
from agent.motion.rest import LOW, RAISED
from agent.robot import CameraFrame, Motion, Robot, RobotState, Surroundings, Workspace
from agent.types import ObjectState, Pose, Vec3

EVERYWHERE = (-math.inf, math.inf)
FINE = 0.01
"""Between two points (m) of a straight way."""
SLACK = 0.01
"""A joint may be so far (rad) beyond its limit: motors are never where they were told to be."""
Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Zone:
    """A box that the hand must stay out of, and what it carries: metres, base frame."""

    name: str
    x: Range
    y: Range
    z: Range = (0.0, 1.0)

    def contains(self, point: Vec3) -> bool:
        """Tell whether a point (m) is in it."""
        sides = zip((self.x, self.y, self.z), point, strict=True)
        return all(low <= at <= high for (low, high), at in sides)

    def obstacle(self) -> ObjectState:
        """Return it as something that motions keep clear of."""
        sides = (self.x, self.y, self.z)
        x, y, z = ((low + high) / 2 for low, high in sides)
        dx, dy, dz = (high - low for low, high in sides)
        return ObjectState(self.title, "zone", "", (x, y, z), (dx, dy, dz))

    @property
    def title(self) -> str:
        """Return what it is called where motions are refused."""
        return f"keep-out zone {self.name}"


@dataclass(frozen=True, slots=True)
class Table(Workspace):
    """A workspace with holes (x and y, in m) over which nothing is offered to be done."""

    holes: tuple[tuple[Range, Range], ...] = ()

    def contains(self, x: float, y: float, margin: float = 0.0) -> bool:
        """Tell whether a point on the table lies inside, and in none of the holes."""
        inside = Workspace.contains(self, x, y, margin)
        return inside and not any(
            a[0] - margin < x < a[1] + margin and b[0] - margin < y < b[1] + margin
            for a, b in self.holes
        )


@dataclass(frozen=True, slots=True)
class Limits:
    """What narrows a robot's own limits.

    Args:
        workspace: the box (m, base frame) in which the tool point stays, but for drawing back.
        keep_out: zones through which nothing goes.
        max_speed: 0 to 1, of the joints' velocity limits.
        max_force: of the fingers (N), which open where they feel more; 0 for no limit.
        joints: a joint's number, from 1 at the base, with its least and its greatest angle (rad).
    """

    workspace: Workspace | None = None
    keep_out: tuple[Zone, ...] = ()
    max_speed: float = 1.0
    max_force: float = 0.0
    joints: tuple[tuple[int, float, float], ...] = ()

    def table(self, own: Workspace) -> Workspace:
        """Return what is left of a robot's own workspace.

        Raises:
            UsageError: where nothing is left.
        """
        box = self.workspace or own
        x, y, z = (
            (max(a[0], b[0]), min(a[1], b[1]))
            for a, b in ((own.x, box.x), (own.y, box.y), (own.z, box.z))
        )
        for axis, (low, high), there in (("x", x, own.x), ("y", y, own.y), ("z", z, own.z)):
            if low >= high:
                raise UsageError(
                    f"The workspace has nothing in common with the robot's along {axis}, "
                    f"from {there[0]:g} to {there[1]:g} m.",
                )
        if x == own.x and y == own.y and z == own.z and not self.keep_out:
            return own
        return Table(x, y, z, tuple((zone.x, zone.y) for zone in self.keep_out))

    def outside(self, point: Vec3) -> str:
        """Return why the tool point may not be at a point (m), or nothing."""
        box = self.workspace
        if not all(map(math.isfinite, point)):
            return "there is no such place"
        if box is None:
            return ""
        for axis, at, (low, high) in zip("xyz", point, (box.x, box.y, box.z), strict=True):
            if not low <= at <= high:
                least, most = max(low - at, at - high), f"{low:g} to {high:g}"
                return f"{least * 100:.1f} cm outside the workspace, {axis} from {most} m"
        return ""

    def entered(self, points: Iterable[Vec3]) -> str:
        """Return the zone into which a way goes that is not only leaving it, or nothing."""
        there = list(points)
        for zone in self.keep_out:
            inside = [zone.contains(point) for point in there]
            if any(itertools.dropwhile(bool, inside)) or inside[-1]:
                return zone.title
        return ""

    def beyond(self, joints: tuple[float, ...]) -> tuple[float, str]:
        """Return by how much (rad) the worst joint is beyond its limits, and that in words."""
        worst, said = 0.0, ""
        for number, low, high in self.joints:
            at = joints[number - 1] if number <= len(joints) else low
            if (by := max(low - at, at - high)) > worst:
                worst, said = by, f"joint {number} is at {at:.2f}, not in {low:g} to {high:g} rad"
        return worst, said


class LimitedRobot:
    """A robot within limits, with a stop that holds until somebody releases it.

    What it does not change is passed on to the other robot. One that plans its ways round what
    it is told of (`plans`) is told of the zones; of any other, each way is taken for straight.

    Args:
        robot: the other one; it has to tell where it is drawn back to (`resting`).
        limits: what it has to keep to.

    Raises:
        UsageError: where the limits leave it nothing to do.
    """

    def __init__(self, robot: Robot, limits: Limits = Limits()) -> None:
        if not hasattr(robot, "resting"):
            raise UsageError(f"The robot {robot.name} does not tell where it rests.")
        self._robot, self.limits = robot, limits
        self.name, self.hand, self.cameras = robot.name, robot.hand, robot.cameras
        self.workspace = limits.table(robot.workspace)
        self._lock = threading.RLock()  # a signal handler may come while it is held
        self._latched = False

    def __getattr__(self, name: str) -> Any:
        if name == "_robot":  # not there yet, as in a copy that is being made
            raise AttributeError(name)
        return getattr(self._robot, name)

    # The stop.

    @property
    def latched(self) -> bool:
        """Tell whether a stop holds that only `release` clears."""
        return self._latched or bool(getattr(self._robot, "latched", False))

    def latch(self) -> None:
        """Stop, until `release`: `resume` alone is not enough."""
        with self._lock:
            self._latched = True
            self._robot.stop()

    def release(self) -> None:
        """Clear a latched stop."""
        with self._lock:
            self._latched = False
            if hasattr(self._robot, "release"):
                self._robot.release()
            self._robot.resume()

    def stop(self) -> None:
        """End the motion in progress; none starts until `resume`."""
        self._robot.stop()

    def resume(self) -> None:
        """Clear a stop that is not latched."""
        with self._lock:
            if not self.latched:
                self._robot.resume()

    def watch(self) -> None:
        """Raise `Stopped` while a stop is latched; let the other robot watch too, if it does."""
        if self.latched:
            raise Stopped("The robot is stopped until the stop is released.")
        if hasattr(self._robot, "watch"):
            self._robot.watch()

    # The robot.

    def state(self) -> RobotState:
        """Read the joints and the hand."""
        return self._robot.state()

    def move_to(self, pose: Pose, speed: float = 1.0, around: Surroundings | None = None) -> Motion:
        """Bring the tool point to a pose, if it may be there and the way there is free."""
        self.watch()
        if why := self.limits.outside(pose.position):
            return Motion(False, why)
        return self._move(pose, speed, around)

    def _move(self, pose: Pose, speed: float, around: Surroundings | None) -> Motion:
        before = self.state()
        if why := self.limits.entered(self._way(before.tool.position, pose.position)):
            return Motion(False, f"collision with {why}")
        speed = min(speed, self.limits.max_speed)
        motion = self._robot.move_to(pose, speed, self.surroundings(around))
        was, _ = self.limits.beyond(before.joints)
        now, said = self.limits.beyond(self.state().joints)
        # An arm that is outside has to be able to come back.
        if now > max(was, SLACK):
            self.stop()
            raise Stopped(f"The robot was stopped: {said}.")
        return motion

    def _way(self, start: Vec3, end: Vec3) -> list[Vec3]:
        if getattr(self._robot, "plans", False):
            return [start, end]
        return list(straight(start, end))

    def surroundings(self, around: Surroundings | None) -> Surroundings | None:
        """Return what a motion keeps clear of, with the zones, which nothing may touch."""
        if not self.limits.keep_out:
            return around
        around = around or Surroundings()
        zones = tuple(zone.obstacle() for zone in self.limits.keep_out)
        names = {zone.name for zone in zones}
        return replace(
            around,
            objects=(*around.objects, *zones),
            touch=tuple(name for name in around.touch if name not in names),
        )

    def grip(self, width: float) -> None:
        """Move the fingers; where they feel too much (N), open them again."""
        self.watch()
        self._robot.grip(width)
        most = self.limits.max_force
        if most and self.state().finger_force > most:
            self._robot.grip(self.hand.opening)

    def home(self, around: Surroundings | None = None) -> Motion:
        """Raise the hand first, then draw it back; that may leave the workspace, not more."""
        self.watch()
        tool = self.state().tool
        x, y, z = tool.position
        if z < LOW:
            raised = self._move(Pose((x, y, RAISED), tool.orientation), 1.0, around)
            if not raised.ok:
                return raised
        return self._move(self._robot.resting, 1.0, around)  # type: ignore[attr-defined]

    def at_home(self) -> bool:
        """Tell whether the arm is drawn back."""
        return self._robot.at_home()

    def capture(self, camera: str = "fixed") -> CameraFrame:
        """Take a picture with one of `cameras`."""
        return self._robot.capture(camera)


def straight(start: Vec3, end: Vec3) -> Iterable[Vec3]:
    """Return points of the straight way from one point to another (m), both with it."""
    count = max(1, math.ceil(math.dist(start, end) / FINE))
    for i in range(count + 1):
        x, y, z = (a + (b - a) * i / count for a, b in zip(start, end, strict=True))
        yield x, y, z
