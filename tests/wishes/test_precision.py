"""What must not be taken for something that was not said."""

import re

import pytest

from agent.amending import amend
from agent.goals import read_goal
from agent.robot import Workspace
from agent.types import Observation
from agent.verification import verify
from sims.tasks.base import find_suite
from sims.tasks.room import state_of

WS = Workspace()
FREE = """
don't put the red block in the blue bowl
do not stack the blocks
never put the blocks in the blue bowl
put no block in the blue bowl
no block in the blue bowl
put the red block anywhere but in the blue bowl
put the red block in the blue bowl unless it is full
if the green block is in the blue bowl, put the red block on the left side
put the red block in the blue bowl or on the left side
put either the red block in the blue bowl or the green one
is the red block in the blue bowl?
are all the blocks in the blue bowl?
the red block is in the blue bowl
which block is in the blue bowl?
what is on the left side?
how many blocks are in the blue bowl?
put all the blocks except those that I like in the blue bowl
put all the blocks except the heavy one in the blue bowl
put all the blocks in the blue bowl except if they are green
stack all the blocks except the shiny one
put the red block in the blue bowl without touching the green block
put the red block in the blue bowl after the green block is there
empty the blue bowl
take everything out of the blue bowl
stack the blocks by weight
stack all the blocks in the blue bowl
put the blocks in the blue bowl one by one
put the blocks in bowls of different colors
sort the blocks
put the blocks in the corners
put half of the blocks in the blue bowl
put at most two blocks in the blue bowl
make a tower
build a house of the blocks
put the blocks in a circle
put the red block on top
put all the blocks on the red block
move the red block away from the blue bowl
put the block that was in the blue bowl on the left side
put the red block in the blue bowl for two seconds
keep the red block out of the blue bowl
put the red block as far as possible from the blue bowl
put the red block in the blue bowl and don't touch the others
put only the red block in the blue bowl
put the red block in the blue bowl, then take it out again
stack all the blocks and then put the red one in the blue bowl
put the red block on the left side instead of the green one
stack the blocks in alphabetical order
stop putting the blocks in the blue bowl
I put the red block in the blue bowl
you should not put the red block in the blue bowl
make a tower of the blocks, not the red one
spread the blocks out
put some blocks in the blue bowl
stack the boxes by size
put the red block one meter to the left of the blue bowl
move the red block two meters to the right
put the red block behind the robot
put the red block on the floor
paint the red block green
""".strip().splitlines()


@pytest.fixture
def seen(toy):
    return Observation(tuple(toy.objects.values()))


def first_look(instance):
    states = (state_of(o) for o in instance.things)
    return Observation(tuple(sorted(states, key=lambda o: (o.kind != "block", o.name))))


@pytest.mark.parametrize("goal", FREE)
def test_what_is_not_sure_is_not_read(seen, goal):
    reading = read_goal(goal, seen)
    assert not reading.complete
    assert verify(reading, seen, WS)[0] != "verified"


@pytest.mark.parametrize("goal", [g for g in FREE if re.search(r"n't|not|never|unless|out", g)])
def test_what_is_not_read_is_not_held_against_what_is_done(seen, goal):
    facts = read_goal(goal, seen).facts
    assert not facts or "don't touch" in goal


@pytest.mark.parametrize("task", [t for t in find_suite("ask").tasks if "clear" not in t])
def test_what_is_not_clear_is_asked_and_the_answer_is_merged(task):
    for index in range(20):
        instance = find_suite("ask").instance(task, index, 0, WS)
        seen = first_look(instance)
        reading = read_goal(instance.instruction, seen)
        assert reading.unclear or reading.doubts
        if reading.doubts:
            assert reading.doubts[0].question == instance.ask
        goal = amend(instance.instruction, reading, instance.human[0][1])
        settled = read_goal(goal, seen)
        assert settled.complete, goal
        assert not settled.unclear
        assert not settled.doubts


@pytest.mark.parametrize("task", ["contradiction", "too-many"])
def test_what_cannot_be_is_refused_for_the_right_reason(task):
    for index in range(20):
        instance = find_suite("infeasible").instance(task, index, 0, WS)
        reading = read_goal(instance.instruction, first_look(instance))
        assert re.search(instance.goal[0][1], reading.refusal), instance.instruction


@pytest.mark.parametrize("task", ["missing", "beyond", "no-skill", "no-furniture"])
def test_what_cannot_be_done_is_not_read_as_something_else(task):
    for index in range(20):
        instance = find_suite("infeasible").instance(task, index, 0, WS)
        assert not read_goal(instance.instruction, first_look(instance)).complete


@pytest.mark.parametrize(
    ("goal", "answer", "amended"),
    [
        ("put some blocks in the blue bowl", "two blocks", "put two blocks in the blue bowl"),
        ("put some blocks in the blue bowl", "two", "put two blocks in the blue bowl"),
        ("put some blocks in the blue bowl", "One.", "put one block in the blue bowl"),
        ("put some blocks in the blue bowl", "all of them", "put all blocks in the blue bowl"),
        (
            "put some blocks in the blue bowl",
            "put the red one on the left side",
            "put the red one on the left side",
        ),
        (
            "Move the red block next to the blue bowl",
            "on the left",
            "Move the red block to the left of the blue bowl",
        ),
        (
            "Move the red block lateral to the blue bowl",
            "to the right of the blue bowl",
            "Move the red block to the right of the blue bowl",
        ),
        ("put the block in the blue bowl", "the red one", "put the red block in the blue bowl"),
        ("put the block in the blue bowl", "red", "put the red block in the blue bowl"),
        ("put the warm block in the bowl", "the red block", "put the red block in the bowl"),
    ],
)
def test_answers_take_the_place_of_what_was_open(seen, goal, answer, amended):
    assert amend(goal, read_goal(goal, seen), answer) == amended
