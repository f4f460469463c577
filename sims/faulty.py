"""A simulated arm that things go wrong with, and the people round its table."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace

import numpy as np
import pybullet as p

from agent.events import Disturbed
from agent.fixtures import fixtures_of
from agent.robot import CameraFrame, Motion, Robot, RobotState, Surroundings
from agent.spatial import FIXED, is_clear, is_in, place_of
from agent.types import ObjectState, Observation, Pose, Vec3
from sims.faults import Faults, Script
from sims.world import World

AWAY = (3.0, 0.0, 1.0)
"""Where somebody holds what was taken away (m): behind the camera, one beside the other."""
FAR = 0.15
"""Motions longer than this (m) carry; shorter ones lift and lower."""
REACH = 0.06
"""What is this close (m) to the tool point of a hand that feels something is in it."""
APART = 0.03
"""Free space (m) round a thing that somebody puts down."""
SLIDE = 24
"""Steps of the world in which a thing without friction leaves the hand."""
DARK, STUCK = 16, 4
"""Most pictures that stay black in a row, most commands that the fingers do not obey."""


class FaultyRobot:
    """A robot as the agent knows it, with faults. `drain` tells those that happened.

    It is also the hand of the people at the table, so it reaches into the world.
    """

    def __init__(self, robot: Robot, world: World, plan: Faults | Script) -> None:
        self.name, self.workspace = robot.name, robot.workspace
        self.hand, self.cameras = robot.hand, robot.cameras
        self.fixtures = fixtures_of(robot)
        self.plans = getattr(robot, "plans", False)
        self._robot, self._world, self._plan = robot, world, plan
        self._rng = np.random.default_rng((plan.seed, 1))  # not those that laid the table
        self._occasions: Counter[str] = Counter()
        self._happened: list[Disturbed] = []
        self._begun = self._fresh = False
        self._dark = self._stuck = 0
        self._lie: tuple[float, float] | None = None

    def drain(self) -> list[Disturbed]:
        """Return what went wrong since the last time, in the order in which it did."""
        happened, self._happened = self._happened, []
        return happened

    def _happens(self, kind: str) -> bool:
        self._occasions[kind] += 1
        return self._plan.happens(kind, self._occasions[kind] - 1, self._rng)

    def _tell(self, fault: str, detail: str) -> None:
        self._happened.append(Disturbed(fault, detail, self._world.time))

    # The robot.

    def state(self) -> RobotState:
        """Read the joints and the hand; the hand's sensors may be wrong."""
        state = self._robot.state()
        if self._lie is None:
            return state
        return replace(state, finger_gap=self._lie[0], finger_force=self._lie[1])

    def move_to(self, pose: Pose, speed: float = 1.0, around: Surroundings | None = None) -> Motion:
        """Move; what is held may be lost on the way, and people act before it starts."""
        if self._robot.at_home():
            self._begun = True
            self._people(pose.position)
        held, fresh, self._fresh = self.in_hand(), self._fresh, False
        start = self._robot.state().tool
        if held is not None:
            share = float(self._rng.uniform(0.4, 0.8))
            fault = self._loss(fresh, math.dist(start.position, pose.position))
            if fault:
                way = zip(start.position, pose.position, strict=True)
                x, y, z = (a + share * (b - a) for a, b in way)
                # Where the way goes round something, its middle may be out of reach: then here.
                self._robot.move_to(Pose((x, y, z), pose.orientation), speed, around)
                self._lose(held, fault)
        return self._robot.move_to(pose, speed, around)

    def grip(self, width: float) -> None:
        """Move the fingers, unless they are stuck."""
        before = self.in_hand()
        if not self._stuck and self._happens("stuck"):
            self._stuck = self._plan.lasts(STUCK, self._rng)
            self._tell("stuck", f"the fingers do not move for {self._stuck} commands")
        if self._stuck:
            self._stuck -= 1
            self._world.step(24)
            return
        self._lie = None
        self._robot.grip(width)
        self._fresh = before is None and self.in_hand() is not None

    def home(self, around: Surroundings | None = None) -> Motion:
        """Draw the hand back."""
        return self._robot.home(around)

    @property
    def resting(self) -> Pose:
        """Return where the arm is when it is drawn back."""
        return self._robot.resting  # type: ignore[attr-defined, no-any-return]

    def at_home(self) -> bool:
        """Tell whether the arm is drawn back."""
        return self._robot.at_home()

    def capture(self, camera: str = "fixed") -> CameraFrame:
        """Take a picture, which may be black; people act before it is taken."""
        if self._begun and not self._dark:
            self._people(None)
        frame = self._robot.capture(camera)
        if not self._dark and self._happens("camera"):
            self._dark = self._plan.lasts(DARK, self._rng)
            self._tell("camera", f"{self._dark} pictures are black")
        if not self._dark:
            return frame
        self._dark -= 1
        return replace(frame, rgb=np.zeros_like(frame.rgb), depth=np.zeros_like(frame.depth))

    def stop(self) -> None:
        """Latch a stop."""
        self._robot.stop()

    def resume(self) -> None:
        """Clear a latched stop."""
        self._robot.resume()

    # What is lost.

    def in_hand(self) -> ObjectState | None:
        """Return what is truly between the fingers, or None."""
        return between_fingers(self._robot, self._world)

    def _loss(self, fresh: bool, way: float) -> str:
        """Return the fault by which what is held is lost in the coming motion, if any."""
        if fresh:
            return next((f for f in ("slip", "sensor") if self._happens(f)), "")
        return "drop" if way > FAR and self._happens("drop") else ""

    def _lose(self, held: ObjectState, fault: str) -> None:
        """Take the friction away until the thing has left the hand."""
        body, client = self._world.names[held.name], self._world.client
        state = self._robot.state()
        friction = p.getDynamicsInfo(body, -1, physicsClientId=client)[1]
        p.changeDynamics(body, -1, lateralFriction=0.0, physicsClientId=client)
        self._world.wake()
        touched = {c[2:5:2] for c in p.getContactPoints(bodyA=body, physicsClientId=client)}
        for i in range(SLIDE * 5):
            # Contacts keep the friction that they were made with, so they are made anew.
            for other, link in touched if i < 2 else ():
                p.setCollisionFilterPair(body, other, -1, link, i, physicsClientId=client)
            self._world.step()
            if i > SLIDE and self.in_hand() is None:
                break
        p.changeDynamics(body, -1, lateralFriction=friction, physicsClientId=client)
        if self.in_hand() is not None:
            return
        if fault == "sensor":
            self._lie = state.finger_gap, state.finger_force
        self._tell(fault, f"{held.name} slipped out of the hand {self._at(state.tool.position)}")

    # The people.

    def _people(self, heading: Vec3 | None) -> None:
        """Let people move things, take them, or put one where the hand is heading (m)."""
        held = self.in_hand()
        if (o := self._some(self._plan.things)) and self._happens("moved"):
            self._move_away(o)
        if (o := self._some(self._plan.things)) and self._happens("taken"):
            self._take(o)
        o = self._some((), heading) if held is not None and heading is not None else None
        if o is not None and heading is not None and self._happens("blocked"):
            self._block(o, heading)

    def _some(self, names: tuple[str, ...], spot: Vec3 | None = None) -> ObjectState | None:
        """Return one of the loose things that people could take hold of.

        With a `spot` (m) it is small enough to be put there, and not there yet.
        """
        held, objects = self.in_hand(), self._world.true_objects()
        seen = Observation(objects)
        loose = [
            o
            for o in objects
            if (held is None or o.name != held.name)
            and (not names or o.name in names)
            and o.kind not in FIXED
            and self._is_loose(o)
            and is_clear(o, seen)
            and not any(is_in(b, o) for b in objects)
        ]
        if spot is not None:
            loose = [
                o
                for o in loose
                if max(o.size[:2]) < self.hand.opening
                and math.dist(o.position[:2], spot[:2]) > 0.08
            ]
        return loose[int(self._rng.integers(len(loose)))] if loose else None

    def _is_loose(self, o: ObjectState) -> bool:
        body, client = self._world.names[o.name], self._world.client
        mass = p.getDynamicsInfo(body, -1, physicsClientId=client)[0]
        return mass > 0.0 and p.getNumJoints(body, physicsClientId=client) == 0

    def _move_away(self, o: ObjectState) -> None:
        others = [b for b in self._world.true_objects() if b.name != o.name]
        (x0, x1), (y0, y1) = self.workspace.x, self.workspace.y
        for _ in range(200):
            x = float(self._rng.uniform(x0 + 0.06, x1 - 0.06))
            y = float(self._rng.uniform(y0 + 0.06, y1 - 0.06))
            free = (
                math.dist((x, y), b.position[:2]) > (max(o.size[:2]) + max(b.size[:2])) / 2 + APART
                for b in others
            )
            if math.dist((x, y), o.position[:2]) > 0.1 and all(free):
                self._put(o, (x, y, o.size[2] / 2 + 0.002))
                where = f"{self._at(o.position)} to ({x:.2f}, {y:.2f})"
                self._tell("moved", f"somebody moved {o.name} from {where}")
                return

    def _take(self, o: ObjectState) -> None:
        body, client = self._world.names[o.name], self._world.client
        taken = sum(o.position[0] >= AWAY[0] for o in self._world.true_objects())
        self._put(o, (AWAY[0], AWAY[1] + 0.5 * taken, AWAY[2]))
        # Somebody holds it, so it does not fall.
        p.changeDynamics(body, -1, mass=0.0, physicsClientId=client)
        self._tell("taken", f"somebody took {o.name} away {self._at(o.position)}")

    def _block(self, o: ObjectState, spot: Vec3) -> None:
        x, y, _ = spot
        hit = p.rayTest((x, y, 0.4), (x, y, -0.2), physicsClientId=self._world.client)[0]
        self._put(o, (x, y, hit[3][2] + o.size[2] / 2 + 0.003))
        self._world.step(48)
        self._tell("blocked", f"somebody put {o.name} {self._at(spot)}")

    def _put(self, o: ObjectState, spot: Vec3) -> None:
        """Put a thing at a spot (m) as it is turned now."""
        body, client = self._world.names[o.name], self._world.client
        _, turned = p.getBasePositionAndOrientation(body, physicsClientId=client)
        p.resetBasePositionAndOrientation(body, spot, turned, physicsClientId=client)
        p.resetBaseVelocity(body, (0, 0, 0), (0, 0, 0), physicsClientId=client)
        self._world.wake()

    def _at(self, spot: Vec3) -> str:
        return f"at {place_of(spot[0], spot[1], self.workspace)} ({spot[0]:.2f}, {spot[1]:.2f})"


def between_fingers(robot: Robot, world: World) -> ObjectState | None:
    """Return what is truly between a robot's fingers, or None."""
    state = robot.state()
    if state.finger_force <= 0.0:
        return None

    def away(o: ObjectState) -> float:
        return math.dist(o.position, state.tool.position)

    near = min(world.true_objects(), key=away, default=None)
    return near if near is not None and away(near) < REACH else None
