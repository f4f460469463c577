"""The real model says in facts what goals mean that no rule reads; and how lines are chosen."""

import math

import pytest

from agent.body import Body
from agent.models import load
from agent.planners.local import LocalPlanner
from agent.planners.process import ProcessPlanner
from agent.planners.restater import RESERVE, averaged, best, missed, sensible, surely
from agent.restating import CANNOT, END, UNCLEAR, Goal
from agent.robot import Workspace
from agent.toy import ToyPerception, thing
from agent.types import Fact, Observation

A, B = Fact("in", "red block", "blue bowl"), Fact("in", "green block", "blue bowl")


def test_the_end_comes_when_it_is_likelier_than_all_that_could_follow():
    options = {"a": A, "b": B, END: None}
    assert best({"a": 0.35, "b": 0.25, END: 0.4}, options) == "a"
    assert best({"a": 0.25, "b": 0.15, END: 0.6}, options) == END


def test_what_is_unclear_is_told_apart_from_what_is_meant():
    options = {"a": A, "b": B, UNCLEAR: None}
    assert best({"a": 0.2, "b": 0.2, UNCLEAR: 0.6}, options) == UNCLEAR


def test_what_several_tellings_find_likely_is_likelier_than_what_one_does():
    rows = [[math.log(p) for p in row] for row in ([0.6, 0.4], [0.1, 0.9])]
    assert averaged(rows[:1], [0.0, 0.0]) == pytest.approx([0.6, 0.4])
    assert averaged(rows, [0.0, 0.0]) == pytest.approx([0.29, 0.71], abs=0.01)


def test_unclear_and_cannot_are_said_with_reserve():
    even = [[math.log(0.5), math.log(0.5)]]
    for word in (UNCLEAR, CANNOT):
        assert averaged(even, [0.0, RESERVE[word]])[1] == pytest.approx(
            1 / (1 + math.exp(RESERVE[word])), abs=1e-6
        )


def test_two_facts_in_a_free_order_are_as_sure_as_in_a_given_one():
    free = [{"a": 0.5, "b": 0.5}, {"b": 0.9, "end": 0.1}, {"end": 1.0}]
    given = [{"a": 1.0}, {"b": 0.9, "end": 0.1}, {"end": 1.0}]
    assert surely(free, ["a", "b"], END) == pytest.approx(0.9)
    assert surely(given, ["a", "b"], END) == pytest.approx(0.9)


@pytest.fixture(scope="module")
def planner():
    return LocalPlanner(load())


def restated(planner, toy, goal, **more):
    seen = Body(toy, ToyPerception()).look()
    return planner.restate(Goal(goal, seen, Workspace(), **more))


@pytest.mark.llm
@pytest.mark.parametrize(
    ("goal", "facts"),
    [
        ("the red cube is looking for a new home, the blue bowl would be lovely", [A]),
        ("could the green one end up in the blue bowl? cheers", [B]),
        (
            "a little tower please: yellow at the very bottom, green on that",
            [Fact("on", "green block", "yellow block")],
        ),
    ],
)
def test_it_understands_what_no_rule_reads(planner, toy, goal, facts):
    found = restated(planner, toy, goal)
    assert list(found.facts) == facts
    assert 0.1 < found.probability <= 1.0


@pytest.mark.llm
def test_the_same_goal_is_understood_alike_whatever_was_read_before(planner, toy):
    goal = "the red cube would love to sit in the blue bowl"
    first = restated(planner, toy, goal)
    restated(planner, toy, "put everything on the left side")
    again = restated(planner, toy, goal)
    assert again.facts == first.facts
    assert again.probability == pytest.approx(first.probability, abs=1e-3)


@pytest.mark.llm
def test_a_model_that_has_not_learnt_to_does_not_restate(toy):
    assert restated(LocalPlanner(load("embedded-base")), toy, "anything") is None


@pytest.mark.llm
def test_a_planner_in_another_process_restates_too(toy):
    there = ProcessPlanner(local, "local")
    try:
        found = restated(there, toy, "could the green one end up in the blue bowl? cheers")
    finally:
        there.close()
    assert list(found.facts) == [B]


def local():
    return LocalPlanner(load())


def table(*more):
    colors = ("red", "green", "white", *more)
    blocks = [thing(c, "block", 0.35 + 0.08 * i, -0.2) for i, c in enumerate(colors)]
    return Observation((*blocks, thing("blue", "bowl", 0.5, 0.2)))


def test_of_a_set_that_goes_to_one_place_none_is_forgotten():
    said = Goal(
        "I'd say every block except the white one into the bowl", table("yellow"), Workspace()
    )
    two = [Fact("in", "red block", "blue bowl"), Fact("in", "green block", "blue bowl")]
    assert missed(said, two) == [Fact("in", "yellow block", "blue bowl")]
    assert missed(said, two[:1]) == []  # one of three may just be what was meant
    apart = [two[0], Fact("at", "green block", "middle")]
    assert missed(said, apart) == []


def test_nothing_is_meant_in_a_block_or_on_a_bowl_unless_it_was_said():
    facts = (
        Fact("in", "red block", "green block"),
        Fact("on", "red block", "blue bowl"),
        Fact("in", "red block", "blue bowl"),
    )
    options = {**{str(f): f for f in facts}, "end": None}
    seen = table()
    assert [*sensible(options, Goal("red into it", seen, Workspace()))] == [str(facts[2]), "end"]
    literal = Goal("put red in the green block", seen, Workspace())
    assert str(facts[0]) in sensible(options, literal)
