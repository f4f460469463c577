"""Things that shall keep away from others, however that is said."""

import math

import pytest

from agent.aloof import aloof
from agent.rewording import reworded
from agent.robot import Workspace
from agent.spatial import NEAR, place_point
from agent.toy import thing
from agent.types import Observation

SEEN = Observation(
    (
        thing("red", "block", 0.46, 0.01),
        thing("green", "block", 0.50, -0.06),
        thing("blue", "bowl", 0.46, 0.14),
    )
)


def meant(text):
    return aloof(reworded(text, SEEN), SEEN, Workspace())


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("the red block should stay well away from the bowl, it splashes", ["blue bowl"]),
        ("red is too close to the bowl, move it away from there", ["blue bowl"]),
        ("could you get the red cube clear of the green one", ["green block"]),
        ("keep the red block and the bowl well apart", ["blue bowl"]),
        ("move red as far from the bowl as you can", ["blue bowl"]),
        ("I want red at a safe distance from the other blocks", ["green block"]),
    ],
)
def test_what_keeps_away_goes_where_it_is_not_near(text, others):
    found = meant(text)
    assert (found.subject, found.relation) == ("red block", "at")
    at = place_point(found.target, Workspace())
    assert all(math.dist(at, SEEN.find(b).position[:2]) > NEAR for b in others)


def test_away_from_the_edge_is_towards_the_middle():
    assert str(meant("pull red away from the edge before it falls")) == "None"
    assert str(meant("pull red away from the edge, it's about to fall")) == "red block at middle"


@pytest.mark.parametrize(
    "text",
    [
        "don't take the red block away from the bowl",
        "take red away from green and put it in the bowl",
        "the red block away from the bowl, to the left side",
        "is the red block away from the bowl?",
        "get the red block out of the bowl",
    ],
)
def test_what_goes_elsewhere_or_is_not_wanted_is_left_to_others(text):
    assert meant(text) is None
