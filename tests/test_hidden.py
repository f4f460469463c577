"""What only the person knows is asked before anything moves."""

import pytest

from agent.events import Asked, Finished
from agent.hidden import hidden
from agent.loop import Agent
from agent.planners.expert import ExpertPlanner
from agent.toy import ToyPerception, ToyRobot, thing


@pytest.mark.parametrize(
    ("goal", "words"),
    [
        ("put the cube of my favourite colour in the bowl", "my favourite colour"),
        ("Blue goes in the bowl that Dr. Lindqvist picked out", "that dr. lindqvist picked out"),
        ("move it to the green bowl, as discussed", "as discussed"),
        ("as many cubes in the bowl as I have grandchildren", "as many cubes in the bowl as i"),
        ("so, move that over to the left, would you?", "move that"),
        ("Oh, and that one there goes back", "that one there"),
        ("move that block over to the left", ""),
        ("My favourite colour is yellow, so hand me that block", ""),
        ("as many blocks in the red bowl as in the blue one", ""),
        ("you know what, put the can on the tray", ""),
    ],
)
def test_what_only_the_person_knows(goal, words):
    assert hidden(goal) == words


def test_it_is_asked_and_nothing_moves_without_an_answer():
    robot = ToyRobot([thing("red", "block", 0.4, 0.2), thing("blue", "block", 0.6, 0.0)])
    agent = Agent(robot, ToyPerception(), ExpertPlanner(), ask=lambda _: None)
    events = list(agent.run("hand me the block of my favourite colour"))
    assert any(isinstance(e, Asked) and "favourite" in e.question for e in events)
    assert isinstance(events[-1], Finished)
    assert events[-1].ending == "no answer"
