"""Places told by what stood there."""

import pytest

from agent.robot import Workspace
from agent.toy import thing
from agent.types import Observation
from agent.vacated import vacated

SEEN = Observation(
    (
        thing("red", "block", 0.36, -0.25),
        thing("blue", "block", 0.60, 0.0),
        thing("red", "bowl", 0.5, 0.2),
    )
)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("put it where the red block was", "put it at the top left corner"),
        ("park orange where blue used to be", "park orange at the bottom side"),
        ("set it on the spot where the blue block is now", "set it at the bottom side"),
        ("put it in the red block's old place", "put it at the top left corner"),
        ("put it where red was", "put it where red was"),  # a block, or the bowl
        ("put it where the bowl is", "put it where the bowl is"),
    ],
)
def test_the_place_has_its_name(said, told):
    assert vacated(said, SEEN, Workspace()) == told
