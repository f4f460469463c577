"""The arm, the eyes and the table together, in real PyBullet."""

import math

import numpy as np
import pytest

from agent.errors import Stopped, UsageError
from agent.loop import Agent
from agent.perception.camera import CameraPerception
from agent.planners.expert import ExpertPlanner
from agent.types import Pose
from sims.build import build
from sims.robots.panda import LIMITS
from sims.world import TIME_STEP


@pytest.fixture
def bench():
    worlds = []

    def make(seed=0):
        world, robot = build("tabletop", "panda", seed)
        worlds.append(world)
        return world, robot

    yield make
    for world in worlds:
        world.close()
        world.close()


@pytest.mark.parametrize(
    "goal",
    [
        "put the red block in the blue bowl, then put the green block on the yellow block",
        "put the blue block in the blue bowl",
        "put the green block in the middle, then put the red block on the green block, "
        "then put the blue block on the red block",
    ],
)
def test_the_expert_does_what_is_said_and_the_truth_agrees(bench, goal):
    world, robot = bench(0)
    agent = Agent(robot, CameraPerception(), ExpertPlanner())
    end = list(agent.run(goal))[-1]
    assert end.verification == "verified"
    for o in world.true_objects():
        assert math.dist(o.position, agent.body.observation.find(o.name).position) < 0.01


def test_no_joint_exceeds_its_velocity_limit(bench):
    world, robot = bench(1)
    seen = [robot.state().joints]
    step = world.step
    world.step = lambda n=1: (step(n), seen.append(robot.state().joints))
    list(Agent(robot, CameraPerception(), ExpertPlanner()).run("put the red block in the red bowl"))
    speeds = np.abs(np.diff(np.array(seen), axis=0)) / TIME_STEP
    assert (speeds.max(axis=0) <= LIMITS.velocity).all()


def test_out_of_reach_says_how_far_and_moves_nothing(bench):
    _, robot = bench()
    before = robot.state().joints
    motion = robot.move_to(Pose.tool_down(1.2, 0.0, 0.2))
    assert not motion.ok
    assert motion.reason.startswith("unreachable: ")
    assert robot.state().joints == before


def test_a_stop_is_latched_until_it_is_cleared(bench):
    _, robot = bench()
    robot.stop()
    with pytest.raises(Stopped):
        robot.move_to(Pose.tool_down(0.5, 0.0, 0.3))
    robot.resume()
    assert robot.move_to(Pose.tool_down(0.5, 0.0, 0.3)).ok


def test_a_wrong_name_is_answered_with_what_there_is():
    with pytest.raises(UsageError, match=r"There is no scene 'tabeltop'; there are: .*tabletop"):
        build("tabeltop", "panda", 0)
