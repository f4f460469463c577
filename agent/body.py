"""A robot together with its eyes and what it remembers between looks."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from agent.errors import NoPicture
from agent.fixtures import Fixture, fixtures_of, measured
from agent.perception.capture import picture
from agent.robot import Perception, Robot, Surroundings
from agent.spatial import FIXED, SAME_SPOT
from agent.types import ObjectState, Observation, Pose, Vec3

HELD_GAP = 0.006
"""Fingers closer together than this (m) hold nothing."""
HELD_FORCE = 0.5
"""Fingers that feel less than this (N) hold nothing."""
GRIP_TRIES = 3
"""How often fingers that stay where they are get the command."""
STILL, ARRIVED = 0.001, 0.003
"""Fingers that changed their gap by less (m) did not move; so near (m) they are there."""
ELSEWHERE = 0.10
"""What is seen further than this (m) from the hand is not in it."""

WRIST = "wrist"
"""The camera that goes with the hand, where there is one."""
OVER, BEHIND = 0.40, 0.07
"""How high (m) the hand looks from, and how much nearer to the robot than what it looks at."""
GROWN = 0.008
"""What is higher than before by more (m), and as wide, is seen together with what is below."""


class Body:
    """What the skills act through: the robot, the latest observation, what is in the hand."""

    def __init__(self, robot: Robot, perception: Perception) -> None:
        self.robot = robot
        self.perception = perception
        self.workspace = robot.workspace
        self.fixtures = fixtures_of(robot)
        self.held: ObjectState | None = None
        self.trails: dict[str, list[Vec3]] = {}
        """Where each object has rested, each time before it was picked."""
        self.observation = Observation(objects=(), source=perception.source)
        self.blind = False
        """Whether the latest look gave no picture, so that `observation` is an older one."""

    def leaves(self, o: ObjectState) -> None:
        """Remember where an object rests, as it is about to be picked."""
        trail = self.trails.setdefault(o.name, [])
        if not trail or math.dist(trail[-1], o.position) > SAME_SPOT:
            trail.append(o.position)

    def origin(self, name: str) -> Vec3 | None:
        """Return where an object rested before it was last moved, or None if it never was."""
        trail = self.trails.get(name)
        return trail[-2:][0] if trail else None

    def grips_something(self) -> bool:
        """Measure with the fingers alone: a gap between them and a force on them."""
        state = self.robot.state()
        return state.finger_gap > HELD_GAP and state.finger_force > HELD_FORCE

    def grip(self, width: float) -> str:
        """Move the fingers (m), again if they stay; return why they did not move, or nothing."""
        for _ in range(GRIP_TRIES):
            before = self.robot.state().finger_gap
            self.robot.grip(width)
            state = self.robot.state()
            off = width - state.finger_gap
            closed = off < 0 and state.finger_force > HELD_FORCE
            if abs(off) < ARRIVED or abs(state.finger_gap - before) > STILL or closed:
                return ""
        return f"the gripper does not {'open' if off > 0 else 'close'}"

    def look(self) -> Observation:
        """Look afresh; the arm is drawn back first so that it hides nothing.

        Raises:
            NoPicture: when the camera gives none; what was known stays known.
        """
        if not self.robot.at_home():
            self.robot.home(self.surroundings())
        state = self.robot.state()
        if self.held is not None and not self.grips_something():
            self.held = None
        previous = replace(self.observation, holding=self.held.name if self.held else None)
        try:
            seen = self.see(previous)
            objects, self.blind = tuple(as_known(o, previous) for o in seen), False
        except NoPicture:
            self.observation, self.blind = previous, True
            raise
        if self.held is not None and seen_elsewhere(self.held, objects, state.tool.position):
            # Fingers can be wrong about what they hold; what lies on the table is not in them.
            self.held = None
        if self.held is not None:
            self.held = replace(self.held, position=state.tool.position)
            objects = (*(o for o in objects if o.name != self.held.name), self.held)
        self.observation = Observation(
            objects=tuple(sorted(objects, key=lambda o: (o.kind != "block", o.name))),
            holding=self.held.name if self.held else None,
            gripper_width=state.finger_gap,
            time=state.time,
            source=self.perception.source,
        )
        return self.observation

    def look_at(self, o: ObjectState) -> str:
        """Look from above, with the wrist's camera, for what is hidden from the fixed one.

        What the fixed camera sees is measured better by it, and stays as it is. Returns why
        the hand did not get there, or nothing.

        Raises:
            NoPicture: when the camera gives none; what was known stays known.
        """
        (x0, x1), (y0, y1) = self.workspace.x, self.workspace.y
        x, y = min(max(o.position[0] - BEHIND, x0), x1), min(max(o.position[1], y0), y1)
        over = Pose.tool_down(x, y, OVER)
        motion = self.robot.move_to(over, 1.0, self.surroundings())
        if not motion.ok:
            return motion.reason
        before = self.observation
        seen = self.perception.perceive(self.robot, before, WRIST)
        found = {s.name: s for s in seen if s.visible}
        hidden = {s.name for s in seen if not s.visible}
        kept = [
            s if s.visible or s.name == before.holding else found.get(s.name, s)
            for s in before.objects
            if s.visible or s.name in found or s.name in hidden or s.name == before.holding
        ]
        self.observation = replace(
            before, objects=tuple(kept), time=self.robot.state().time, source=self.perception.source
        )
        return ""

    def surroundings(self, touch: Iterable[str] = ()) -> Surroundings:
        """Return what a motion keeps clear of, as last measured; `touch` may be touched."""
        seen = self.observation
        objects = tuple(o for o in seen.objects if o.name != seen.holding)
        furniture = tuple(f.obstacle() for f in self.fixtures)
        return Surroundings(objects + furniture, self.held, tuple(touch))

    def fixture(self, name: str) -> Fixture | None:
        """Return the furniture of that name, or None."""
        return next((f for f in self.fixtures if f.name == name), None)

    def see(self, previous: Observation) -> tuple[ObjectState, ...]:
        """Return what is seen: loose things by the eyes, furniture by its calibration."""
        if not self.fixtures:
            return self.perception.perceive(self.robot, previous)
        loose = tuple(o for o in previous.objects if o.kind not in FIXED)
        objects = self.perception.perceive(self.robot, replace(previous, objects=loose))
        frame = self.perception.frame or picture(self.robot)
        states = tuple(measured(f, frame, previous.find(f.name)) for f in self.fixtures)
        return (*(o for o in objects if not any(f.covers(o) for f in self.fixtures)), *states)


def as_known(o: ObjectState, previous: Observation) -> ObjectState:
    """Return what is seen with the height that it had, where it seems to have grown.

    The foot of what stands on another thing may be hidden; its top is not, and things do
    not change their size.
    """
    before = previous.find(o.name)
    if before is None or o.kind != before.kind or o.size[2] < before.size[2] + GROWN:
        return o
    if any(abs(a - b) > GROWN for a, b in zip(o.size[:2], before.size[:2], strict=True)):
        return o
    x, y, _ = o.position
    height = before.size[2]
    return replace(o, position=(x, y, o.top - height / 2), size=(*o.size[:2], height))


def seen_elsewhere(held: ObjectState, objects: tuple[ObjectState, ...], hand: Vec3) -> bool:
    """Tell whether what is said to be in the hand is seen away from it."""
    return any(
        o.name == held.name and o.visible and math.dist(o.position, hand) > ELSEWHERE
        for o in objects
    )
