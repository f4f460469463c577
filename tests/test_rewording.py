"""A goal in which things are called by their names."""

import pytest

from agent.rewording import reworded
from agent.types import ObjectState, Observation

NAMES = ["red block", "green block", "blue bowl", "cyan cup", "yellow duck", "orange can"]
SEEN = Observation(
    tuple(
        ObjectState(name, name.split()[1], name.split()[0], (0.4, y, 0.02), (0.04, 0.04, 0.04))
        for y, name in zip((-0.25, -0.15, -0.05, 0.05, 0.15, 0.25), NAMES, strict=True)
    )
)


@pytest.mark.parametrize(
    ("goal", "told"),
    [
        ("Pop that crimson brick into the mug!", "pop the red block into the cyan cup!"),
        ("put teh gren blok on teh red one", "put the green block on the red block"),
        ("can you bathe my ducky in the dish?", "can you bathe the yellow duck in the blue bowl?"),
        ("crimson next to turquoise", "red next to cyan"),
        ("a rose for the lady", "a rose for the lady"),
        ("a green block goes in there", "a green block goes in there"),
        ("not the crimson, the emerald", "not the red, the green"),
        ("the block that is lime, and the lime", "the block that is green, and the lime"),
        # What means several things, or none that is named, stays.
        ("the block goes in the bowl", "the block goes in the blue bowl"),
        ("every bowl, any cup and two cans", "every bowl, any cup and two cans"),
        ("turquoise in the dish, lemon in there", "cyan in the blue bowl, lemon in there"),
        ("the other one, the white mug", "the other one, the white mug"),
        ("I can reach it, and the can", "i can reach it, and the orange can"),
    ],
)
def test_what_is_named(goal, told):
    assert reworded(goal, SEEN) == told
