"""The law of motion: as fast as the limits allow, and nowhere faster."""

import itertools

import numpy as np
import pytest

from agent.motion.timing import timed
from agent.types import Pose
from sims.robots.panda import LIMITS as PANDA
from sims.robots.panda import Panda
from sims.robots.xarm import LIMITS as XARM
from sims.robots.xarm import XArm

STEP = 1 / 240
ARMS = [(Panda.kinematics, PANDA), (XArm.kinematics, XARM)]


def random_ways(kinematics, count):
    rng = np.random.default_rng(3)
    poses = [
        Pose.tool_down(*rng.uniform((0.28, -0.3, 0.03), (0.55, 0.3, 0.3)), rng.uniform(-1.5, 1.5))
        for _ in range(count + 1)
    ]
    postures = [kinematics.solve(pose)[0] for pose in poses]
    for a, b in itertools.pairwise(postures):
        yield np.array([a, *kinematics.path(a, b)])


@pytest.mark.parametrize(("kinematics", "limits"), ARMS, ids=["panda", "xarm"])
@pytest.mark.parametrize("speed", [1.0, 0.3])
def test_no_joint_exceeds_its_velocity_acceleration_or_jerk(kinematics, limits, speed):
    for points in random_ways(kinematics, 25):
        way = timed(points, limits, speed, STEP)
        # It starts and ends at rest.
        still = [points[0]] * 3, [points[-1]] * 3
        q = np.array([*still[0], *way, *still[1]])
        assert (abs(np.diff(q, axis=0)) / STEP <= speed * limits.velocity).all()
        assert (abs(np.diff(q, 2, axis=0)) / STEP**2 <= limits.acceleration * 1.001).all()
        assert (abs(np.diff(q, 3, axis=0)) / STEP**3 <= limits.jerk).all()
        assert way[-1] == pytest.approx(points[-1])


def test_a_long_way_uses_what_the_limits_allow():
    points = np.zeros((2, 7))
    points[1, 0] = 2.0
    way = timed(points, PANDA, 1.0, STEP)
    assert abs(np.diff(way[:, 0])).max() / STEP > 0.9 * PANDA.velocity[0]
    half = timed(points, PANDA, 0.5, STEP)
    assert len(half) > 1.7 * len(way)


def test_where_there_is_no_way_to_go_nothing_moves():
    points = np.ones((3, 7))
    assert (timed(points, PANDA, 1.0, STEP) == 1.0).all()
