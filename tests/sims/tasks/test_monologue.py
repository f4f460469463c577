"""The Inner Monologue suite: what it asks for, what goes wrong, and that it is put right."""

import pytest

from agent.robot import Workspace
from sims.bench.episode import Settings, episode
from sims.faults import Faults
from sims.tasks.monologue import SUITE


@pytest.mark.parametrize("task", SUITE.tasks)
def test_a_task_is_repeatable_and_speaks_of_what_is_there(task, sound):
    sound(SUITE, task)


@pytest.mark.parametrize("task", SUITE.tasks)
def test_things_are_dropped_and_moved(task):
    faults = Faults.parse(SUITE.instance(task, 0, 0, Workspace()).faults)
    assert faults.drop > 0
    assert faults.moved > 0


def test_any_bowl_of_another_color_will_do():
    goal = SUITE.instance("mismatched", 0, 0, Workspace()).goal
    for part in goal:
        for relation, block, bowl in part["any"]:
            assert relation == "in"
            assert block.split()[0] != bowl.split()[0]


def test_the_expert_goes_on_after_a_fault():
    ran = [
        episode(
            SUITE.instance("matching", i, 0, Workspace()),
            ("matching", i, 100 + i),
            Settings(states=False),
            None,
        )
        for i in range(2)
    ]
    assert any(r.success and r.faults for r in ran), [(r.message, r.faults) for r in ran]
