"""A planned way as the message that leads an arm along it."""

import numpy as np
import pytest

from agent.ros.trajectory import ARRIVES, message
from sims.ros.messages import goal_of
from sims.ros.trajectories import Course, check

JOINTS = ("a", "b")
STEP = 1 / 240


def way(count):
    s = np.linspace(0.0, 1.0, count + 1)
    smooth = 10 * s**3 - 15 * s**4 + 6 * s**5
    return np.stack([smooth, -2 * smooth], axis=1)


@pytest.mark.parametrize("count", [1, 3, 4, 5, 97, 240])
def test_what_the_controller_follows_is_the_way_that_was_planned(count):
    whole = way(count)
    goal = goal_of(message(JOINTS, whole[0], whole[1:], STEP))
    check(goal, JOINTS, now=0.0)
    course = Course(goal, JOINTS, whole[0], np.zeros(2), 0.0, STEP)
    assert course.end == pytest.approx(count * STEP)
    off = [np.abs(course.at(i * STEP)[0] - whole[i]).max() for i in range(count + 1)]
    assert max(off) < (0.002 if count > 20 else 0.5)
    assert course.at(course.end)[0] == pytest.approx(whole[-1])


def test_it_says_how_near_each_joint_has_to_come():
    goal = goal_of(message(JOINTS, np.zeros(2), way(10)[1:], STEP))
    assert goal.end == {"a": ARRIVES, "b": ARRIVES}
    assert goal.patience > 0.0
