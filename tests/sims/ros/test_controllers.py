"""The controllers of a real simulated arm, without ROS between."""

import numpy as np
import pybullet as p
import pytest

from sims.ros.controllers import REPLACED
from sims.ros.table import Spec, Table
from sims.ros.trajectories import (
    GOAL_TOLERANCE_VIOLATED,
    INVALID_GOAL,
    PATH_TOLERANCE_VIOLATED,
    Goal,
    Point,
    Refused,
)

OFF = {"panda_joint4": 0.01}
REACH = 0.4
"""How far (rad) the first joint is turned."""


@pytest.fixture
def table():
    table = Table(Spec())
    yield table
    table.close()


def turned(table, by=REACH, seconds=0.5, **more):
    q, _ = table.arm.heading()
    aim = np.array(q)
    aim[0] += by
    still = (0.0,) * len(aim)
    return Goal(table.joints, (Point(seconds, tuple(aim), still),), **more)


def beyond(table):
    """Where the fourth joint cannot get."""
    q = np.array(table.arm.heading()[0])
    q[3] = table.arm.limits.upper[3] + 0.3
    return Point(1.5, tuple(q), (0.0,) * len(q))


def run(table, seconds=3.0):
    for _ in range(round(seconds * 240)):
        if not table.busy:
            break
        table.step()


def test_a_trajectory_is_followed_to_its_end(table):
    before = table.arm.heading()[0][0]
    table.controller.start(turned(table, end={"panda_joint1": 0.001}), table.world.time)
    run(table)
    assert table.controller.ended.state == "succeeded"
    assert table.arm.state().joints[0] == pytest.approx(before + REACH, abs=0.002)


def test_a_new_goal_takes_the_place_of_the_one_before(table):
    table.controller.start(turned(table), table.world.time)
    for _ in range(60):
        table.step()
    before = table.controller.start(turned(table, -REACH), table.world.time)
    assert (before.state, before.code, before.why) == ("aborted", INVALID_GOAL, REPLACED)
    run(table)
    assert table.controller.ended.state == "succeeded"


def test_a_cancelled_goal_leaves_the_arm_holding_where_it_is(table):
    table.controller.start(turned(table), table.world.time)
    for _ in range(60):
        table.step()
    at = table.arm.state().joints[0]
    assert table.controller.halt("canceled").state == "canceled"
    for _ in range(240):
        table.step()
    assert table.arm.state().joints[0] == pytest.approx(at, abs=0.05)
    assert np.abs(table.arm.lag()).max() < 0.01


def test_what_is_refused_leaves_the_goal_before_it_going(table):
    table.controller.start(turned(table), table.world.time)
    with pytest.raises(Refused):
        table.controller.start(Goal(("elbow",), ()), table.world.time)
    run(table)
    assert table.controller.ended.state == "succeeded"


def test_a_joint_that_leaves_its_course_ends_the_goal(table):
    table.controller.feels = np.inf
    table.controller.start(Goal(table.joints, (beyond(table),), path=OFF), table.world.time)
    run(table)
    assert table.controller.ended.code == PATH_TOLERANCE_VIOLATED
    assert "panda_joint4" in table.controller.ended.why


def test_an_arm_that_meets_something_holds_and_says_which_joint_feels_it(table):
    shape = p.createCollisionShape(
        p.GEOM_BOX, halfExtents=[0.02, 0.02, 0.4], physicsClientId=table.world.client
    )
    x, y, _ = table.arm.state().tool.position
    p.createMultiBody(0, shape, -1, (x, y + 0.13, 0.4), physicsClientId=table.world.client)
    table.controller.start(turned(table, 1.2, 1.0), table.world.time)
    run(table)
    assert table.controller.ended.code == PATH_TOLERANCE_VIOLATED
    assert "meets something" in table.controller.ended.why


def test_an_arm_that_does_not_arrive_in_time_is_told(table):
    goal = Goal(
        table.joints,
        (beyond(table),),
        path=dict.fromkeys(table.joints, -1.0),
        end=dict.fromkeys(table.joints, 0.001),
        patience=0.2,
    )
    table.controller.feels = np.inf
    table.controller.start(goal, table.world.time)
    run(table)
    assert table.controller.ended.code == GOAL_TOLERANCE_VIOLATED


def test_the_fingers_reach_their_gap_or_say_that_they_do_not(table):
    table.gripper.start(0.03)
    run(table)
    assert table.gripper.ended.state == "succeeded"
    assert table.gripper.reached()
    assert table.arm.gap() == pytest.approx(0.03, abs=0.002)


def test_a_table_is_laid_for_a_task_and_judged():
    table = Table(Spec("cap/seen/pick-and-place:0"))
    try:
        assert table.instance.instruction
        assert table.score() < 1.0
    finally:
        table.close()
