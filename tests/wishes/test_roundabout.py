"""Things told in a roundabout way."""

import pytest

from agent.wishes.courtesies import spelled


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("the one the color of a lemon goes on the cube that's the color of fresh grass",
         "the yellow one goes on the green cube"),
        ("of the two red ones i mean the left, and that goes on top",
         "the left red one goes on top"),
        ("of the two cups take the nearer one and put it here",
         "take the cup closest to me and put it here"),
        ("of the three reds the right-hand one goes there", "the right red one goes there"),
        ("red block in the bowl. no, hang on, i said red but i meant blue. red's fine there.",
         "blue block in the bowl."),
        ("give me that bath toy", "give me that duck"),
        ("the red block goes to the bowl's left", "the red block goes to the left of the bowl"),
        ("right behind the can, that's the spot for red", "put red right behind the can"),
        ("in between can and cup, that's where red goes", "put red in between can and cup"),
        ("the bowl is where the duck lives.", "put the duck at the bowl."),
        ("the duck's new home is the bowl", "put the duck at the bowl"),
        ("shift it by the width of a hand to the left", "shift it by a hand's width to the left"),
        # No such things.
        ("one the color of the bowl", "one the color of the bowl"),
        ("the bowl's left neighbor goes there", "the bowl's left neighbor goes there"),
        ("tell me where the duck lives", "tell me where the duck lives"),
        ("i said red and i meant it", "i said red and i meant it"),
        ("of the two cups the bigger one goes there", "of the two cups the bigger one goes there"),
    ],
)  # fmt: skip
def test_what_is_told_in_short(said, told):
    assert spelled(said) == told
