"""Things shared out among bowls: any will do, and as few as possible are moved."""

from dataclasses import replace

import pytest

from agent.goals import read_goal
from agent.robot import Workspace
from agent.toy import thing
from agent.types import Observation
from agent.verification import remaining

WS = Workspace()
SEEN = Observation(
    (
        thing("red", "block", 0.40, 0.30),
        thing("green", "block", 0.60, -0.20),
        thing("yellow", "block", 0.62, 0.10),
        thing("white", "block", 0.34, 0.02),
        thing("blue", "bowl", 0.40, -0.25),
        thing("red", "bowl", 0.45, 0.15),
    )
)


def todo(goal, seen=SEEN):
    reading = read_goal(goal, seen)
    assert reading.complete, goal
    return [str(f) for f in remaining(reading, seen, WS)]


@pytest.mark.parametrize(
    "goal",
    [
        "put one block in each bowl",
        "every bowl gets one block, i don't care which goes where",
        "one block per bowl please",
        "each bowl should have exactly one block",
        "a block into every bowl",
    ],
)
def test_one_for_each(goal):
    assert [fact.split()[-2] for fact in todo(goal)] == ["blue", "red"]
    assert len({fact.split()[0] for fact in todo(goal)}) == 2


@pytest.mark.parametrize(
    "goal",
    [
        "share the four blocks out fair and square between both bowls",
        "split the blocks evenly between the two bowls",
        "divide all the blocks among the bowls equally",
        "put two blocks in each bowl",
    ],
)
def test_the_same_number_for_all(goal):
    facts = todo(goal)
    assert len(facts) == 4
    assert sum("blue bowl" in fact for fact in facts) == 2


def test_what_is_in_a_bowl_stays_there_unless_there_are_too_many():
    bowl = SEEN.find("red bowl")
    inside = [replace(SEEN.find(f"{c} block"), position=(*bowl.position[:2], 0.03)) for c in
              ("red", "green", "yellow")]  # fmt: skip
    rest = [o for o in SEEN.objects if o.name not in {i.name for i in inside}]
    seen = Observation((*inside, *rest))
    assert len(todo("two blocks in each bowl", seen)) == 2
    assert all("blue bowl" in fact for fact in todo("two blocks in each bowl", seen))


@pytest.mark.parametrize(
    "goal",
    ["put three blocks in each bowl", "share the blocks between the bowls", "one duck per bowl"],
)
def test_what_does_not_come_out_even_or_is_not_said_is_not_read(goal):
    assert not read_goal(goal, SEEN).complete


@pytest.mark.parametrize(
    ("goal", "relation"),
    [
        ("give each of the cans a block as a hat", "on"),
        ("put a block on each can", "on"),
        ("each bowl needs a block next to it", "near"),
        ("put a block beside every bowl", "near"),
    ],
)
def test_what_is_shared_out_goes_in_on_or_next_to_things(goal, relation):
    cans = (thing("red", "can", 0.55, -0.05), thing("blue", "can", 0.34, -0.10))
    (shares,) = read_goal(goal, Observation((*SEEN.objects, *cans))).wishes
    assert (shares.relation, len(shares.targets)) == (relation, 2)


def test_nothing_gets_a_hat_that_would_fall_in():
    assert not read_goal("give each bowl a block as a hat", SEEN).complete


@pytest.mark.parametrize(
    "goal",
    [
        "every bowl but the red one gets one block",
        "give each bowl a can and a block",
        "pile the blocks up in the bowls",
    ],
)
def test_what_is_shared_otherwise_is_not_read(goal):
    can = thing("red", "can", 0.55, -0.05)
    assert not read_goal(goal, Observation((*SEEN.objects, can))).complete
