"""The LoHoRavens suite: what it asks for, how far it counts, and that it can be done."""

from dataclasses import replace

import pytest

from agent.robot import Workspace
from agent.spatial import place_point
from agent.types import Observation
from sims.bench.episode import Settings, episode
from sims.tasks.loho import SUITE, TEST, only
from sims.tasks.predicates import Truth, judge


def brought(truth: Truth, name: str, place: str) -> Truth:
    """Return what is so once a thing stands at a place."""
    x, y = place_point(place, Workspace())
    objects = tuple(
        replace(o, position=(x, y, o.position[2])) if o.name == name else o
        for o in truth.now.objects
    )
    return replace(truth, now=Observation(objects))


@pytest.mark.parametrize("task", SUITE.tasks)
def test_a_task_is_repeatable_and_speaks_of_what_is_there(task, sound):
    sound(SUITE, task)


def test_the_letters_are_those_of_the_paper():
    assert [task[0] for task in SUITE.tasks] == list("abcdefghijk")
    assert set(SUITE.published) == set(SUITE.tasks)


def test_colors_are_those_of_the_test_set():
    for task in SUITE.tasks:
        assert {o.color for o in SUITE.instance(task, 1, 0, Workspace()).things} <= set(TEST)


def test_every_part_of_a_goal_counts(at_first):
    instance = SUITE.instance("j-area-to-area", 0, 0, Workspace())
    start, scores = at_first(instance), []
    for step in instance.plan:
        start = brought(start, step.subject, step.calls[0].args[1])
        scores.append(judge(instance.goal, start))
    n = len(instance.plan)
    assert n > 1
    assert scores == pytest.approx([(i + 1) / n for i in range(n)])


def test_odd_ones_in_their_zone_spoil_the_even_ones(at_first):
    instance = SUITE.instance("e-even-count", 0, 0, Workspace())
    truth = at_first(instance)
    for step in instance.plan:
        truth = brought(truth, step.subject, step.calls[0].args[1])
    assert judge(instance.goal, truth) == 1.0
    moved = {step.subject for step in instance.plan}
    odd = next(o for o in instance.things if o.name not in moved)
    zone = next(
        part.split(" is the ")[0].removeprefix("the ")
        for part in instance.instruction.split(":")[0].split(", ")
        if f" {odd.color} zone" in part
    )
    assert judge(instance.goal, brought(truth, odd.name, zone)) == 0.0


def test_nothing_counts_while_something_unwanted_holds(at_first):
    truth = at_first(SUITE.instance("a-pick-place", 0, 0, Workspace()))
    always = ["unchanged"]
    assert judge(only([always, always], []), truth) == 1.0
    assert judge(only([always, always], [always]), truth) == 0.0


@pytest.mark.parametrize("task", ["c-small-over-big", "e-even-count", "k-same-color"])
def test_the_expert_does_it_by_camera(task):
    instance = SUITE.instance(task, 0, 0, Workspace())
    done = episode(instance, (task, 0, 5), Settings(states=False), None)
    assert done.success, done.message
