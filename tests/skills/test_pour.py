import math

import pytest

from agent.skills.pour import leaning
from sims.scenes.pouring import PIECES, Pouring


def names(table):
    kinds = {o.kind: o.name for o in table.body.observation.objects}
    return kinds["cup"], kinds["bowl"]


def truly_in(table, bowl):
    middle = table.true(bowl).position[:2]
    pieces = [o for o in table.world.true_objects() if o.kind == "piece"]
    return sum(math.dist(o.position[:2], middle) < 0.06 for o in pieces)


@pytest.mark.parametrize(("phi", "tilt"), [(0.0, 0.0), (0.3, 0.7), (-1.6, 2.3)])
def test_the_hands_back_leans_where_it_is_said_to(phi, tilt):
    x, y, z, w = leaning(phi, tilt)
    # Where the tool points: the third column of the rotation that the quaternion means.
    points = 2 * (x * z + y * w), 2 * (y * z - x * w), 1 - 2 * (x * x + y * y)
    back = math.sin(tilt) * math.cos(phi), math.sin(tilt) * math.sin(phi), math.cos(tilt)
    assert points == pytest.approx([-b for b in back])


def test_what_is_in_the_cup_is_in_the_bowl_afterwards(lay):
    table = lay(scene=Pouring())
    cup, bowl = names(table)
    assert table.do("pick", cup).ok
    poured = table.do("pour", bowl)
    assert poured.ok, poured.message
    assert truly_in(table, bowl) == PIECES
    assert poured.measured["beside"] == 0
    assert table.body.observation.holding == cup


def test_an_empty_cup_pours_nothing_and_says_so(lay):
    table = lay(scene=Pouring())
    cup, bowl = names(table)
    for o in table.world.true_objects():
        if o.kind == "piece":
            table.world.move(o.name, 2.0, 2.0, 0.1)
    assert table.do("pick", cup).ok
    poured = table.do("pour", bowl)
    assert not poured.ok
    assert poured.message == f"nothing came into {bowl}"


def test_what_cannot_be_poured_is_refused_in_words(lay):
    table = lay(scene=Pouring())
    cup, bowl = names(table)
    block = next(o.name for o in table.body.observation.objects if o.kind == "block")
    assert table.refuses("nothing is held", "pour", bowl)
    assert table.do("pick", cup).ok
    assert table.refuses(f"nothing can be poured into {block}", "pour", block)
    assert table.refuses("not to be seen", "pour", "silver bowl")


def test_a_block_is_nothing_to_pour_from(lay):
    table = lay(scene=Pouring())
    _, bowl = names(table)
    block = next(o.name for o in table.body.observation.objects if o.kind == "block")
    assert table.do("pick", block).ok
    assert table.refuses(f"{block} is nothing to pour from", "pour", bowl)


def test_short_fingers_leave_no_way_out_of_the_cup(lay):
    table = lay(scene=Pouring(), robot="xarm")
    cup, bowl = names(table)
    assert table.do("pick", cup).ok
    assert table.refuses("the fingers are too short", "pour", bowl)


def test_where_there_is_no_cup_the_planner_never_reads_of_pouring(lay):
    table = lay(blocks=[("red", 0.45, 0.0)], bowls=[("blue", 0.5, 0.2)])
    assert table.listed("pour") == []
    assert not table.skills.skills["pour"].applies(table.body.observation)
