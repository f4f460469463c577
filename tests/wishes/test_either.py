"""Any of several places will do: the nearest is taken, and what is well where it is stays."""

import pytest

from agent.goals import read_goal, remaining
from agent.robot import Workspace
from agent.toy import thing
from agent.types import Observation

WS = Workspace()
SEEN = Observation(
    (
        thing("red", "block", 0.45, 0.09),
        thing("green", "block", 0.64, -0.32),
        thing("blue", "bowl", 0.40, -0.05),
        thing("yellow", "bowl", 0.58, 0.25),
    )
)


@pytest.mark.parametrize(
    ("goal", "facts"),
    [
        ("put the red block in one of the corners", ["red block at top right corner"]),
        ("red block to any corner, i don't mind which", ["red block at top right corner"]),
        ("put the green block in a corner of the table", []),
        ("drop the red block into any bowl", ["red block in blue bowl"]),
        ("the green one goes in either of the bowls", ["green block in blue bowl"]),
    ],
)
def test_the_nearest_will_do(goal, facts):
    reading = read_goal(goal, SEEN)
    assert reading.complete
    assert [str(f) for f in remaining(reading, SEEN, WS)] == facts


@pytest.mark.parametrize("goal", ["put a block in any bowl", "put the red block in any drawer"])
def test_what_names_no_one_thing_is_not_read(goal):
    assert not read_goal(goal, SEEN).complete
