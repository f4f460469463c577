"""The arm: where it reaches, how fast it moves, what it holds, how it stops."""

import itertools
import math
import threading

import numpy as np
import pytest

from agent.errors import Stopped
from agent.types import Pose
from sims.robots.panda import LIMITS, Panda
from sims.scenes.tabletop import add_block
from sims.world import TIME_STEP, World


@pytest.fixture
def arm():
    with World() as world:
        yield world, Panda(world)


def heading_error(a, b):
    """Between two grasps: half a turn is the same for a symmetric hand."""
    ax, ay, _, _ = a.orientation
    bx, by, _, _ = b.orientation
    turn = 2 * (math.atan2(ay, ax) - math.atan2(by, bx))
    return abs((turn + math.pi / 2) % math.pi - math.pi / 2)


def test_it_reaches_every_corner_at_any_yaw_and_keeps_the_joint_limits(arm):
    world, robot = arm
    joints = [robot.state().joints]
    world.on_frame, world.frame_period = lambda: joints.append(robot.state().joints), 0.0
    corners = itertools.product((0.30, 0.66), (-0.34, 0.34), (-1.5, 0.0, 0.8), (0.25, 0.02))
    for x, y, yaw, z in corners:
        pose = Pose.tool_down(x, y, z, yaw)
        motion = robot.move_to(pose)
        assert motion.ok
        assert motion.error < 0.002
        assert heading_error(robot.state().tool, pose) < 0.01
    speed = np.diff(joints, axis=0) / TIME_STEP
    assert (abs(speed).max(axis=0) <= LIMITS.velocity).all()
    assert (abs(np.diff(speed, axis=0)).max(axis=0) / TIME_STEP <= 1.1 * LIMITS.acceleration).all()


def test_a_tilted_hand_gets_there_too(arm):
    _, robot = arm
    tilted = Pose((0.5, 0.1, 0.3), (math.cos(0.2), 0.0, math.sin(0.2), 0.0))
    assert robot.move_to(tilted).error < 0.003
    reached = robot.state().tool.orientation
    assert abs(np.dot(reached, tilted.orientation)) > 0.999
    assert robot.home().ok


def test_down_is_straight_down(arm):
    world, robot = arm
    robot.move_to(Pose.tool_down(0.5, 0.2, 0.15))
    way = []
    world.on_frame = lambda: way.append(robot.state().tool.position)
    world.frame_period = 0.0
    robot.move_to(Pose.tool_down(0.5, 0.2, 0.02))
    assert np.abs(np.array(way)[:, :2] - (0.5, 0.2)).max() < 0.002


def test_friction_holds_a_block_until_the_hand_opens(arm):
    world, robot = arm
    world.register(add_block(world, "red", 0.5, 0.1, 0.0), "it", "block", "red", (0.04,) * 3)
    robot.move_to(Pose.tool_down(0.5, 0.1, 0.12))
    robot.move_to(Pose.tool_down(0.5, 0.1, 0.02))
    robot.grip(0.0)
    assert robot.state().finger_gap == pytest.approx(0.04, abs=0.003)
    assert robot.state().finger_force > 1.0
    robot.move_to(Pose.tool_down(0.4, -0.2, 0.3, 0.7))
    world.step(240)
    (held,) = world.true_objects()
    assert math.dist(held.position, robot.state().tool.position) < 0.01
    robot.grip(0.08)
    world.step(120)
    (dropped,) = world.true_objects()
    assert dropped.position[2] < 0.04
    assert robot.state().finger_force == 0.0


def test_a_stop_from_another_thread_ends_the_motion_at_once(arm):
    world, robot = arm
    stopped_at = []

    def at_half_a_second():
        if world.time >= 0.5 and not stopped_at:
            stopped_at.append(world.time)
            thread = threading.Thread(target=robot.stop)
            thread.start()
            thread.join()

    world.on_frame, world.frame_period = at_half_a_second, 0.0
    with pytest.raises(Stopped):
        robot.move_to(Pose.tool_down(0.6, 0.3, 0.05))
    assert world.time - stopped_at[0] <= 3 * TIME_STEP
    for motion in (lambda: robot.move_to(Pose.tool_down(2, 0, 0)), lambda: robot.grip(0.0)):
        with pytest.raises(Stopped):
            motion()
    with pytest.raises(Stopped):
        robot.home()
    robot.resume()
    assert robot.home().ok
    assert robot.at_home()
