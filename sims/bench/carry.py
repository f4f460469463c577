"""One pick-and-place of one cube, done by the bare arm, the environment and the skills in turn."""

from __future__ import annotations

import math
import time
from pathlib import Path

import numpy as np

from agent.body import Body
from agent.robot import Workspace
from agent.skills.library import SkillLibrary
from agent.types import Pose, SkillCall
from sims.build import eyes, laid
from sims.objects import THINGS
from sims.task_env import TaskEnv
from sims.world import TIME_STEP, World

START, GOAL = (0.48, -0.09), (0.48, -0.29)
"""Where the cube lies and where it goes (m); the goal is the place "left side"."""
HIGH, LOW = 0.15, 0.02
"""Of the tool point over the table (m): on the way, and at the cube."""
OPEN, SHUT = 1.0, -1.0
Point = tuple[float, float, float, float]
"""x, y, z (m) and the fingers. A point that is the last one again is for the fingers alone."""
WAY: tuple[Point, ...] = (
    (*START, HIGH, OPEN),
    (*START, LOW, OPEN),
    (*START, LOW, SHUT),
    (*START, HIGH, SHUT),
    (*GOAL, HIGH, SHUT),
    (*GOAL, LOW, SHUT),
    (*GOAL, LOW, OPEN),
    (*GOAL, HIGH, OPEN),
)
NEAR, MOST = 0.005, 60
"""As in `peer.py`: a point is reached within so many metres; the most steps towards it."""
TASK = f"""\
tasks:
  - id: carry
    instruction: put the red block on the left side
    objects: [{{name: red block, at: [{START[0]}, {START[1]}], yaw: 0}}]
    goal: [asked]
"""
Measured = dict[str, float]


def one_cube(world: World, rng: np.random.Generator, workspace: Workspace) -> None:
    """Lay the cube."""
    THINGS["block"].put(world, "red", *START, 0.0, "red block")
    world.step(60)


class Watch:
    """Wall, processor and simulated seconds of one run, and what became of the cube.

    `anew` is how long it took to lay the table (s).
    """

    def __init__(self, world: World, anew: float) -> None:
        self.world, self.anew, self.lifted = world, anew, 0.0
        world.on_frame = self.look
        self.begun = time.perf_counter(), time.process_time(), world.time

    def look(self) -> None:
        """Look how high the cube is, ten times a simulated second."""
        self.lifted = max(self.lifted, self.world.true_objects()[0].position[2])

    def read(self) -> Measured:
        """Return what was measured."""
        now = time.perf_counter(), time.process_time(), self.world.time
        wall, cpu, simulated = (b - a for a, b in zip(self.begun, now, strict=True))
        return {
            "wall": wall,
            "cpu": cpu,
            "simulated": simulated,
            "anew": self.anew,
            "rate": 1 / TIME_STEP,
            "lifted": self.lifted,
            "off": math.dist(self.world.true_objects()[0].position[:2], GOAL),
        }


def arm() -> Measured:
    """Lead the hand from point to point in the bare world."""
    begun = time.perf_counter()
    world, robot = laid(one_cube, "panda", np.random.default_rng(0))
    anew = time.perf_counter() - begun
    with world:
        robot.move_to(Pose.tool_down(*WAY[0][:3]))
        watch, before = Watch(world, anew), WAY[0]
        for point in WAY[1:]:
            if point[:3] == before[:3]:
                robot.grip(robot.hand.opening if point[3] == OPEN else 0.0)
            elif not (motion := robot.move_to(Pose.tool_down(*point[:3]))).ok:
                raise RuntimeError(motion.reason)
            before = point
        return watch.read()


def env(tasks: Path) -> Measured:
    """Lead the hand from point to point through the environment."""
    begun = time.perf_counter()
    made = TaskEnv(str(tasks), "carry", perception="oracle", max_steps=10_000)
    made.reset(seed=0)
    anew = time.perf_counter() - begun
    assert made.stage is not None
    go(made, WAY[0])
    watch = Watch(made.stage.world, anew)
    for point in WAY[1:]:
        go(made, point)
    out = watch.read()
    made.close()
    return out


def go(made: TaskEnv, point: Point) -> None:
    """Bring the hand to a point by small steps; where it is there, the fingers to rest."""
    low, high = made.action_space.low, made.action_space.high  # type: ignore[attr-defined]
    state = made.body.robot.state()
    there = math.dist(point[:3], state.tool.position) < 2 * NEAR
    gap = state.finger_gap
    for i in range(MOST):
        by = np.subtract(point[:3], made.body.robot.state().tool.position)
        if not there and float(np.linalg.norm(by)) < NEAR:
            return
        made.step(np.clip(np.array([*by, 0.0, point[3]], np.float32), low, high))
        now = made.body.robot.state().finger_gap
        if there and i > 0 and abs(now - gap) < 5e-4:
            return
        gap = now


def skills() -> Measured:
    """Do it as the agent does."""
    begun = time.perf_counter()
    world, robot = laid(one_cube, "panda", np.random.default_rng(0))
    anew = time.perf_counter() - begun
    with world:
        library, body = SkillLibrary(), Body(robot, eyes("camera", world))
        watch = Watch(world, anew)
        name = body.look().names[0]
        for call in (SkillCall("pick", (name,)), SkillCall("place", ("at", "left side"))):
            if not (outcome := library.run(call, body)).ok:
                raise RuntimeError(f"{call}: {outcome.message}")
        return watch.read()
