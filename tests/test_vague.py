"""A phrase that fits several things is asked about where a planner took one of them."""

import pytest

from agent.events import Asked, Checked, Understood
from agent.loop import Agent
from agent.planners.replay import ReplayPlanner
from agent.robot import Workspace
from agent.toy import ToyPerception, ToyRobot, thing
from agent.types import Fact, Observation, SkillCall
from agent.vague import vague

THINGS = [
    thing("red", "block", 0.40, 0.20),
    thing("green", "block", 0.50, -0.20),
    thing("blue", "bowl", 0.40, -0.05),
]
SEEN = Observation(tuple(THINGS))
RED = Fact("in", "red block", "blue bowl")
BOTH = (RED, Fact("in", "green block", "blue bowl"))


@pytest.mark.parametrize(
    ("goal", "facts", "phrase"),
    [
        ("my train leaves, toss the block into the bowl", [RED], "block"),
        ("toss the red block into the bowl", [RED], None),
        ("the block that is red fancies the bowl", [RED], None),
        ("the block as red as a rose fancies the bowl", [RED], None),
        ("the block nearest to me fancies the bowl", [RED], None),
        ("red fancies the bowl, so do it with the block", [RED], "block"),
        ("the red block is ready, so the block may go in the bowl", [RED], None),
        ("toss the block and its friend into the bowl", BOTH, None),
        ("toss it into the bowl", [RED], None),
        ("oh to have the block in the bowl before lunch", [RED], "block"),
        ("the block to the right of the bowl would be fine in it", [RED], None),
    ],
)
def test_what_is_vague(goal, facts, phrase):
    found = vague(goal, facts, SEEN, Workspace())
    assert (found.phrase if found else None) == phrase


def test_it_is_asked_about_however_sure_the_planner_is_and_the_answer_counts():
    goal = "my train leaves, so let the block have its swim in the bowl"
    calls = [SkillCall("pick", ("green block",)), SkillCall("place", ("in", "blue bowl"))]
    answered = goal.replace("the block", "the green block")
    green = Fact("in", "green block", "blue bowl")
    understood = [
        Understood((RED,), 0.99, goal=goal),
        Understood((green,), 0.99, goal=answered),
    ]
    planner = ReplayPlanner([*calls, SkillCall("done")], understood)
    agent = Agent(ToyRobot(THINGS), ToyPerception(), planner, ask=lambda _: "the green one")
    events = list(agent.run(goal))
    (question,) = [e.question for e in events if isinstance(e, Asked)]
    assert "'block': green block or red block" in question
    (checked,) = [e for e in events if isinstance(e, Checked)]
    assert checked.message == "what was understood is so: green block in blue bowl"


@pytest.mark.parametrize(
    ("goal", "sure", "asked"),
    [
        ("put the red block in the bowl behind the green block", 0.9, False),
        ("put the red block in the bowl behind the green block", 0.3, True),
        ("put the red block next to the sponge", 0.9, True),
        ("drop the purple block in the bowl", 0.9, True),
    ],
)
def test_what_the_rules_find_unclear_is_not_asked_where_the_planner_is_sure(goal, sure, asked):
    planner = ReplayPlanner([SkillCall("done")], [Understood((RED,), sure, goal=goal)])
    events = list(Agent(ToyRobot(THINGS), ToyPerception(), planner).run(goal))
    assert any(isinstance(e, Asked) for e in events) == asked
