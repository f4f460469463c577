"""What remains of a goal, why some of it cannot be, and what that offers to a planner."""

import pytest

from agent.body import Body
from agent.goals import Doubt, Reading, read_goal
from agent.prospects import offered, prospects
from agent.skills.library import SkillLibrary
from agent.toy import ToyPerception, ToyRobot, thing
from agent.types import Fact, SkillCall

SKILLS = SkillLibrary()


@pytest.fixture
def body():
    names = [
        ("red", "block", 0.40, 0.20),
        ("green", "ball", 0.55, -0.2),
        ("blue", "bowl", 0.4, 0.0),
    ]
    body = Body(ToyRobot([thing(*n) for n in names]), ToyPerception())
    body.look()
    return body


def look_ahead(body, goal):
    reading = read_goal(goal, body.observation)
    facts, told = prospects(reading, body, SKILLS)
    return facts, told, offered(SKILLS, body, facts, told, reading)


def test_what_remains_is_measured(body):
    facts, told, _ = look_ahead(body, "put the red block in the blue bowl")
    assert facts == (Fact("in", "red block", "blue bowl"),)
    assert told.facts == ("red block in blue bowl",)
    assert told.reasons == ()


@pytest.mark.parametrize(
    ("goal", "reason"),
    [
        ("put the blue bowl on the left side", "blue bowl is too wide for the hand"),
        ("put the red block on the green ball", "nothing can be put on green ball"),
    ],
)
def test_what_stands_against_it_is_told_and_can_be_said(body, goal, reason):
    _, told, choices = look_ahead(body, goal)
    assert told.reasons == (reason,)
    assert SkillCall("cannot", (reason,)) in choices.calls


def test_calls_that_are_too_many_to_list_are_offered_where_the_goal_needs_them(body):
    assert SKILLS.run(SkillCall("pick", ("red block",)), body).ok
    wanted = SkillCall("place", ("left of", "blue bowl", "a little"))
    assert wanted not in SKILLS.feasible(body).calls
    _, _, choices = look_ahead(body, "put the red block a little to the left of the blue bowl")
    assert wanted in choices.calls


def test_a_doubt_can_be_asked_about(body):
    reading = Reading(doubts=(Doubt("some", "How many blocks?"),))
    facts, told = prospects(reading, body, SKILLS)
    choices = offered(SKILLS, body, facts, told, reading)
    assert SkillCall("ask", ("How many blocks?",)) in choices.calls
