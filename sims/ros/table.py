"""What the driver drives: a world with an arm in it, and what counts as success there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np
import pybullet as p

from agent.errors import UsageError
from agent.types import Observation
from sims.bench.episode import REST
from sims.bench.plan import Config
from sims.bench.work import workspace_of
from sims.build import choose, laid, scenes
from sims.faulty import between_fingers
from sims.robots.arm import Arm
from sims.ros.controllers import ArmController, GripperController
from sims.tasks.base import Instance
from sims.tasks.predicates import Truth, judge


@dataclass(frozen=True, slots=True)
class Spec:
    """What stands on the table: a scene's name, or SUITE/TASK:INDEX; from a seed."""

    scene: str = "tabletop"
    seed: int = 0
    robot: str = "panda"


class Table:
    """A world laid after a `Spec`, and the two controllers of its arm.

    Raises UsageError for a scene, a task or a robot that there is not.
    """

    def __init__(self, spec: Spec) -> None:
        if spec.seed < 0:
            raise UsageError(f"The seed is {spec.seed}; it has to be 0 or more.")
        self.instance: Instance | None = None
        rng = np.random.default_rng(spec.seed)
        if "/" in spec.scene:
            suite, _, task = spec.scene.partition("/")
            config = Config(suite, robot=spec.robot, seed=spec.seed, only=task)
            loaded = config.load()
            key = config.keys(loaded)[0]
            place = workspace_of(spec.robot)
            self.instance = loaded.instance(key.task, key.index, spec.seed, place)
            rng = np.random.default_rng(key.seed)
            layout = self.instance.build
        else:
            layout = choose("scene", spec.scene, scenes())().build
        self.world, arm = laid(layout, spec.robot, rng)
        self.robot = arm
        self.arm = cast(Arm, arm)  # all that sims.build knows are
        self.spec = spec
        self.before = Observation(self.world.true_objects())
        names = [info[1].decode() for info in joint_infos(self.arm)]
        self.joints = tuple(names[i] for i in self.arm.joints)
        self.fingers = tuple(names[i] for i in self.arm.fingers)
        self.controller = ArmController(self.arm, self.joints)
        self.gripper = GripperController(self.arm)

    @property
    def busy(self) -> bool:
        """Tell whether the arm or its hand has a goal."""
        return self.controller.busy or self.gripper.busy

    def step(self) -> None:
        """Let one step of the world pass under the controllers."""
        self.controller.step(self.world.time)
        self.gripper.step()
        self.world.step()
        self.controller.check(self.world.time)

    def score(self) -> float:
        """Return how far the task's goal truly holds (0 to 1) once the world is at rest.

        Raises UsageError where there is no task.
        """
        if self.instance is None:
            raise UsageError("There is no task to judge; reset to SUITE/TASK:INDEX.")
        self.world.step(REST)
        held = between_fingers(self.robot, self.world)
        now = Observation(self.world.true_objects(), holding=held.name if held else None)
        return judge(self.instance.goal, Truth(now, self.before, self.arm.workspace))

    def close(self) -> None:
        """End the world."""
        self.world.close()


def joint_infos(arm: Arm) -> list[tuple]:  # type: ignore[type-arg]
    """Return what PyBullet tells of each joint of an arm."""
    count = p.getNumJoints(arm.body, physicsClientId=arm.client)
    return [p.getJointInfo(arm.body, i, physicsClientId=arm.client) for i in range(count)]
