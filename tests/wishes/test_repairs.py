"""What is taken back while it is said: the repair counts, and only what it repairs is dropped."""

import pytest

from agent.goals import read_goal
from agent.toy import thing
from agent.types import Observation

SEEN = Observation(
    (
        thing("red", "block", 0.40, 0.20),
        thing("green", "block", 0.50, -0.20),
        thing("yellow", "block", 0.60, 0.0),
        thing("blue", "bowl", 0.40, -0.05),
        thing("red", "bowl", 0.58, 0.2),
    )
)


@pytest.mark.parametrize(
    ("goal", "facts"),
    [
        ("put red in the red bowl, no, in the blue bowl", ["red block in blue bowl"]),
        (
            "the red block goes in the red bowl... no, sorry, the blue bowl",
            "red block in blue bowl",
        ),
        (
            "put the red block on green, no wait, I meant the yellow block",
            "red block on yellow block",
        ),
        ("red block in the blue bowl, uh no, the green block", "green block in blue bowl"),
        ("red one on green... no, hold on, put it on the yellow one", "red block on yellow block"),
        (
            "red to the top side... actually no, make that the bottom side",
            "red block at bottom side",
        ),
        ("put the red block on the left side, sorry, right side", "red block at right side"),
        (
            "green in the blue bowl, I mean not the green one, the red one",
            "red block in blue bowl",
        ),
        (
            "yellow on green. red in the red bowl, nope, in the blue bowl",
            ["yellow block on green block", "red block in blue bowl"],
        ),
        ("hand me the red block, no, the green block", "green block held hand"),
        (
            "put the red one uhh wait no the green block on the yellow one",
            "green block on yellow block",
        ),
        (
            "put the yellow block to the left of the blue bowl hmm actually, to the right of it",
            "yellow block right of blue bowl",
        ),
    ],
)
def test_the_repair_counts(goal, facts):
    reading = read_goal(goal, SEEN)
    assert reading.complete
    assert [str(f) for f in reading.facts] == ([facts] if isinstance(facts, str) else facts)


@pytest.mark.parametrize(
    "goal",
    [
        "put red in the red bowl, no, think again",
        "put red in the red bowl, no, do whatever you like best with it",
        "there is no block in the bowl, wait for it",
    ],
)
def test_what_is_no_plain_repair_is_not_read_in_full(goal):
    assert not read_goal(goal, SEEN).complete
