"""The suites' instructions are read in full, and what is read is what they are judged by."""

from dataclasses import replace

import pytest

from agent.goals import read_goal
from agent.robot import Workspace
from agent.types import Observation
from agent.verification import remaining, verify
from sims.tasks.base import find_suite
from sims.tasks.predicates import Truth, judge
from sims.tasks.room import state_of

WS = Workspace()
NUMBER = 20
TASKS = [
    (suite, task)
    for suite in ("cap", "loho", "monologue", "saycan", "packing")
    for task in find_suite(suite).tasks
] + [("ask", task) for task in find_suite("ask").tasks if task.startswith("clear/")]


def deeds(goal):
    """Return a goal without what is judged by words."""
    if isinstance(goal, list) and goal and not isinstance(goal[0], str):
        return [g for g in goal if g != {"not": ["asked"]}]
    return goal


@pytest.mark.parametrize(("suite", "task"), TASKS)
def test_instructions_are_read_in_full_and_as_they_are_judged(suite, task, carried):
    for index in range(NUMBER):
        instance = find_suite(suite).instance(task, index, 0, WS)
        start = Observation(
            tuple(
                sorted(
                    (state_of(o) for o in instance.things),
                    key=lambda o: (o.kind != "block", o.name),
                )
            )
        )
        said = instance.instruction
        reading = read_goal(said, start)
        assert reading.complete, (said, reading)
        assert not reading.refusal
        assert not reading.doubts
        verdict, words = verify(reading, start, WS)
        if judge(deeds(instance.goal), Truth(start, start)) < 1.0:
            assert verdict == "contradicted", said
            assert words
        end = carried(reading, start, remaining)
        assert judge(deeds(instance.goal), Truth(end, start)) == 1.0, (said, reading)
        assert verify(reading, end, WS)[0] == "verified"


@pytest.mark.parametrize(("suite", "task"), TASKS)
def test_what_remains_shrinks_and_the_held_thing_stays_in_it(suite, task, carried):
    """Whatever is in the hand: the first of what remains is then about it."""
    for index in range(3):
        instance = find_suite(suite).instance(task, index, 1, WS)
        seen = Observation(tuple(state_of(o) for o in instance.things))
        reading = read_goal(instance.instruction, seen)
        left = remaining(reading, seen, WS)
        first = left[0]
        o = seen.find(first.subject)
        up = replace(o, position=(0.30, 0.0, 0.5))
        objects = tuple(up if p.name == o.name else p for p in seen.objects)
        held = replace(seen, objects=objects, holding=first.subject)
        assert remaining(reading, held, WS)[0] == first, instance.instruction
        moving = [f.subject for f in left]
        for i, fact in enumerate(left):
            assert not {fact.target, *fact.more} & set(moving[i:])
