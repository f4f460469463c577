"""Trajectories mean what they mean to ros2_control's joint_trajectory_controller."""

import numpy as np
import pytest

from sims.ros.trajectories import (
    INVALID_GOAL,
    INVALID_JOINTS,
    OLD_HEADER_TIMESTAMP,
    Course,
    Goal,
    Point,
    Refused,
    check,
)

JOINTS = ("a", "b")


def goal(*points, names=JOINTS, **more):
    return Goal(names, tuple(points), **more)


def course(g, q=(0.0, 0.0), v=(0.0, 0.0)):
    return Course(g, JOINTS, np.array(q), np.array(v), 0.0, 0.01)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (goal(), INVALID_GOAL),
        (goal(Point(1.0, (0.0, 0.0)), names=("a",)), INVALID_JOINTS),
        (goal(Point(1.0, (0.0, 0.0)), names=("a", "c")), INVALID_JOINTS),
        (goal(Point(1.0, (0.0,))), INVALID_GOAL),
        (goal(Point(1.0, (0.0, float("nan")))), INVALID_GOAL),
        (goal(Point(1.0, (0.0, 0.0)), Point(1.0, (1.0, 1.0))), INVALID_GOAL),
        (goal(Point(-1.0, (0.0, 0.0))), INVALID_GOAL),
        (goal(Point(1.0, (0.0, 0.0), (0.5, 0.0))), INVALID_GOAL),
        (goal(Point(1.0, (0.0, 0.0)), path={"c": 0.1}), INVALID_JOINTS),
        (goal(Point(1.0, (0.0, 0.0)), start=3.0), OLD_HEADER_TIMESTAMP),
    ],
)
def test_what_no_controller_takes_is_refused_with_the_actions_code(wrong, code):
    with pytest.raises(Refused) as refused:
        check(wrong, JOINTS, now=10.0)
    assert refused.value.code == code
    assert refused.value.why


def test_a_trajectory_that_begins_later_is_taken():
    check(goal(Point(1.0, (0.0, 0.0)), start=11.0), JOINTS, now=10.0)


def test_positions_alone_are_joined_by_straight_lines():
    c = course(goal(Point(1.0, (1.0, -2.0)), Point(2.0, (1.0, 0.0))))
    assert c.at(0.5)[0] == pytest.approx([0.5, -1.0])
    assert c.at(0.5)[1] == pytest.approx([1.0, -2.0])
    assert c.at(1.5)[0] == pytest.approx([1.0, -1.0])


def test_velocities_make_it_cubic_and_it_starts_as_fast_as_the_arm_is():
    c = course(goal(Point(1.0, (1.0, 1.0), (0.0, 0.0))), v=(2.0, 0.0))
    assert c.at(0.0)[1] == pytest.approx([2.0, 0.0])
    assert c.at(0.5)[0][1] == pytest.approx(0.5)
    assert c.at(0.25)[0][1] == pytest.approx(3 * 0.25**2 - 2 * 0.25**3)


def test_accelerations_make_it_quintic():
    c = course(goal(Point(1.0, (1.0, 1.0), (0.0, 0.0), (0.0, 0.0))))
    assert c.at(0.25)[0][0] == pytest.approx(10 * 0.25**3 - 15 * 0.25**4 + 6 * 0.25**5)


def test_joints_may_come_in_any_order():
    c = course(goal(Point(1.0, (1.0, 2.0)), names=("b", "a")))
    assert c.at(1.0)[0] == pytest.approx([2.0, 1.0])


def test_after_its_end_it_stays_there_at_rest():
    c = course(goal(Point(1.0, (1.0, 1.0), (0.0, 0.0))))
    assert c.over(1.5) == pytest.approx(0.5)
    q, v, a = c.at(1.5)
    assert q == pytest.approx([1.0, 1.0])
    assert not v.any()
    assert not a.any()
