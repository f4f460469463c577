"""Which things a goal speaks of, and which it leaves alone."""

from agent.pertinent import spoken, staying
from agent.rewording import reworded
from agent.robot import Workspace
from agent.toy import thing
from agent.types import Observation

SEEN = Observation(
    (
        thing("red", "block", 0.46, 0.01),
        thing("green", "block", 0.36, -0.15),
        thing("yellow", "block", 0.58, -0.20),
        thing("blue", "bowl", 0.46, 0.14),
    )
)


def about(text):
    return spoken(reworded(text, SEEN), SEEN, Workspace())


def test_what_is_named_or_described_is_spoken_of():
    assert about("pop the crimson cube into the dish") == {"red block", "blue bowl"}
    assert about("the leftmost block belongs in the bowl") == {"yellow block", "blue bowl"}


def test_the_block_may_be_any_of_them():
    assert about("the block, in the bowl") == {
        "red block",
        "green block",
        "yellow block",
        "blue bowl",
    }


def test_where_more_may_be_meant_nothing_is_left_out():
    assert about("the red block in the bowl and the rest on the left") is None
    assert about("a tower on the red block") is None


def test_what_is_left_alone():
    said = "leave the red block alone, and don't touch the green cube: the yellow one may go"
    assert staying(reworded(said, SEEN), SEEN, Workspace()) == {"red block", "green block"}
