"""Of two that things go in, the other is the one that was not named."""

import pytest

from agent.goals import read_goal
from agent.pairs import the_other
from agent.toy import thing
from agent.types import Observation

SEEN = Observation(
    (
        thing("red", "block", 0.46, 0.01),
        thing("green", "block", 0.50, -0.15),
        thing("blue", "bowl", 0.46, 0.20),
        thing("white", "bowl", 0.46, -0.28),
    )
)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("red in the blue bowl, green in the other", "the white bowl"),
        ("red into the bowl on the right and green into the other bowl", "the white bowl"),
        ("red goes to the white dish; green to the other one", "the blue bowl"),
        ("red in one bowl and green in the other", "the white bowl"),
    ],
)
def test_the_other_has_its_name(text, named):
    assert the_other(text, SEEN).endswith(named)


@pytest.mark.parametrize(
    "text",
    [
        "green in the other bowl",
        "red next to the blue bowl and green in the other tray",
        "red in the blue bowl, green in the other corner",
        "red in the blue bowl or in the white one, green in the other",
    ],
)
def test_what_was_not_named_is_not_the_other(text):
    assert the_other(text, SEEN) == text


def test_three_bowls_have_no_other():
    more = Observation((*SEEN.objects, thing("green", "bowl", 0.62, 0.0)))
    assert "other" in the_other("red in the blue bowl, green in the other", more)


def test_rules_read_it():
    reading = read_goal("Put red in the blue bowl and green in the other one.", SEEN)
    assert [str(f) for f in reading.facts] == [
        "red block in blue bowl",
        "green block in white bowl",
    ]
