"""The SayCan suite: what it asks for, in which words, and that it can be done."""

import re

import pytest

from agent.robot import Workspace
from sims.bench.episode import Settings, episode
from sims.tasks.saycan import COLORS, SUITE


@pytest.mark.parametrize("task", SUITE.tasks)
def test_a_task_is_repeatable_and_speaks_of_what_is_there(task, sound):
    sound(SUITE, task)


@pytest.mark.parametrize("task", SUITE.tasks)
def test_every_goal_is_said_in_several_ways(task):
    tables = [SUITE.instance(task, i, 0, Workspace()) for i in range(30)]
    said = {re.sub("|".join(COLORS), "", t.instruction) for t in tables}
    assert len(said) >= 4


def test_one_block_and_one_bowl_need_no_color():
    tables = [SUITE.instance("block-in-bowl", i, 0, Workspace()) for i in range(20)]
    alone = [t.instruction for t in tables if len(t.things) == 2]
    assert alone
    assert not any("red" in said or "blue" in said for said in alone)


@pytest.mark.parametrize("task", ["corners", "matching", "stack"])
def test_the_expert_does_it_by_camera(task):
    instance = SUITE.instance(task, 0, 0, Workspace())
    done = episode(instance, (task, 0, 5), Settings(states=False), None)
    assert done.success, done.message
