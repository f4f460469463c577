"""A task for each skill: made from a seed, not done at the start, and done by the expert."""

import math
from dataclasses import replace

import pytest

from agent.robot import Workspace
from agent.types import ObjectState, Observation
from sims.bench.episode import Settings, Stage, episode
from sims.tasks.predicates import Truth, judge
from sims.tasks.skills import SUITE

WS = Workspace()


@pytest.mark.parametrize("task", SUITE.tasks)
def test_a_seed_gives_the_same_instance_that_is_not_done_yet(task):
    instance = SUITE.instance(task, 1, 0, WS)
    assert instance == SUITE.instance(task, 1, 0, WS)
    stage = Stage(instance, Settings(states=False), None, 7)
    assert judge(instance.goal, stage.truth()) < 1.0
    stage.close()


@pytest.mark.parametrize(
    "task", ["unstack", "push-by", "sweep", "rotate", "close", "pour", "hand-over", "look"]
)
def test_the_expert_does_it(task):
    record = episode(SUITE.instance(task, 2, 0, WS), (task, 2, 3), Settings(states=False), None)
    assert record.success, (record.instruction, record.message)


BOX = ObjectState("red box", "box", "red", (0.5, 0.0, 0.025), (0.1, 0.07, 0.05), 0.2)
TRAY = ObjectState("blue tray", "tray", "blue", (0.5, 0.0, 0.012), (0.22, 0.21, 0.025), 0.0)


def truth(*now):
    return Truth(Observation(now), Observation((BOX, TRAY)))


@pytest.mark.parametrize(
    ("degrees", "turned"), [(30, True), (-150, True), (45, False), (-30, False)]
)
def test_an_angle_is_told_as_far_as_the_shape_shows(degrees, turned):
    now = replace(BOX, yaw=0.2 + math.radians(30))
    assert judge(["turned", degrees, "red box"], truth(now)) == turned


@pytest.mark.parametrize(("x", "y", "moved"), [(0.6, 0.0, 1), (0.57, 0.0, 0), (0.6, 0.06, 0)])
def test_a_way_is_measured_along_its_direction(x, y, moved):
    now = replace(BOX, position=(x, y, 0.025))
    assert judge(["moved", "in front of", 0.1, "red box"], truth(now)) == moved


@pytest.mark.parametrize(
    ("x", "z", "packed"), [(0.5, 0.03, 1), (0.56, 0.03, 1), (0.58, 0.03, 0), (0.5, 0.08, 0)]
)
def test_what_is_packed_is_all_within_and_on_the_floor(x, z, packed):
    now = replace(BOX, position=(x, 0.0, z), yaw=0.0)
    assert judge(["packed", "blue tray", "red box"], truth(now, TRAY)) == packed


def block(color, x, z=0.02):
    return ObjectState(f"{color} block", "block", color, (x, 0.0, z), (0.04, 0.04, 0.04), 0.0)


@pytest.mark.parametrize("task", ["unstack", "uncover"])
def test_what_is_still_in_the_hand_is_not_off_yet(task, at_first):
    instance = SUITE.instance(task, 0, 0, WS)
    high = instance.things[1]
    start = at_first(instance)
    above = [o.name for o in instance.things if o.foot and o is not high]
    objects = [o for o in start.now.objects if o.name not in above]
    assert judge(instance.goal, replace(start, now=Observation(tuple(start.now.objects)))) == 1.0
    assert judge(instance.goal, replace(start, now=Observation(tuple(objects), high.name))) < 1.0


@pytest.mark.parametrize(
    ("second", "good"), [((0.5, 0.06), False), ((0.525, 0.02), False), ((0.55, 0.02), True)]
)
def test_a_tower_is_no_line(second, good):
    things = block("red", 0.45), block("blue", 0.5), block("green", *second)
    names = [o.name for o in things]
    assert judge(["line", "vertical", *names], truth(*things)) == good
    assert judge(["line", "any", *names], truth(*things)) == good
