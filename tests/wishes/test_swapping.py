"""Two things change places: each goes to the named place at which the other one is."""

import pytest

from agent.goals import read_goal
from agent.toy import thing
from agent.types import Observation

SEEN = Observation(
    (
        thing("red", "block", 0.40, 0.25),
        thing("green", "block", 0.60, -0.30),
        thing("blue", "block", 0.62, -0.22),
        thing("yellow", "bowl", 0.40, -0.30),
    )
)
BOTH = ["red block at bottom left corner", "green block at top right corner"]


@pytest.mark.parametrize(
    "goal",
    [
        "swap the red block and the green block",
        "Could you switch the red block with the green one, please?",
        "exchange the places of the red and the green block",
        "The red and the green block ought to trade places.",
        "the red block should swap places with the green block",
        "let the red block and the green block change positions",
        "switch the red block and the green block around",
        "put the red block where the green block is and the green block where the red block is",
    ],
)
def test_each_goes_where_the_other_is(goal):
    reading = read_goal(goal, SEEN)
    assert reading.complete
    assert [str(f) for f in reading.facts] == BOTH


@pytest.mark.parametrize(
    "goal",
    [
        "swap the green block and the blue block",  # both are in one place
        "swap the red block and the block",
        "swap the red block for lunch",
        "the red block and the green block should change",
    ],
)
def test_other_changes_are_not_read_as_that(goal):
    assert not read_goal(goal, SEEN).complete
