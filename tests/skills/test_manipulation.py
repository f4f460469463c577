"""Picking, placing, turning, pushing, sweeping and uncovering, judged by the true state."""

import math

import pytest

from agent.spatial import is_on, place_of


def turned(before, after):
    """Return by how much (degrees) a cube has turned, as far as its shape shows."""
    return math.degrees(math.remainder(after.yaw - before.yaw, math.pi / 2))


def test_a_pick_goes_between_neighbours_and_moves_none(lay):
    # 1.5 cm on either side: wide open fingers do not fit there, across they do.
    table = lay(blocks=[("red", 0.45, 0.0), ("green", 0.45, 0.055), ("blue", 0.45, -0.055)])
    before = [table.true(n).position for n in ("green block", "blue block")]
    assert table.do("pick", "red block").ok
    assert table.true("red block").position[2] > 0.1
    after = [table.true(n).position for n in ("green block", "blue block")]
    assert all(math.dist(a, b) < 0.003 for a, b in zip(before, after, strict=True))


def test_hemmed_in_on_all_sides_nothing_moves(lay):
    around = [("green", 0.0, 0.045), ("blue", 0.0, -0.045), ("yellow", 0.045, 0.0)]
    around += [("purple", -0.045, 0.0)]
    table = lay(blocks=[("red", 0.45, 0.0), *((c, 0.45 + x, y) for c, x, y in around)])
    assert table.refuses("no grasp clears the neighbours of red block", "pick", "red block")
    assert "pick(red block)" not in map(str, table.listed("pick"))


def test_wrong_picks_are_refused_in_words(lay):
    table = lay(blocks=[("red", 0.45, 0.0)], bowls=[("blue", 0.5, 0.2)])
    assert table.refuses("pink block is not to be seen", "pick", "pink block")
    assert table.refuses("blue bowl is too wide for the hand", "pick", "blue bowl")


@pytest.mark.parametrize(("amount", "metres"), [("a little", 0.05), ("a lot", 0.15)])
def test_a_distance_is_kept(lay, amount, metres):
    table = lay(blocks=[("red", 0.45, -0.2), ("green", 0.45, 0.0)])
    assert table.do("pick", "red block").ok
    assert table.do("place", "right of", "green block", amount).ok
    gap = table.true("red block").position[1] - table.true("green block").position[1] - 0.04
    assert gap == pytest.approx(metres, abs=0.02)


@pytest.mark.parametrize(
    ("relation", "others"),
    [
        ("in line with", ("green block", "blue block")),
        ("in a horizontal line with", ("green block",)),
        ("in a vertical line with", ("green block",)),
        ("in a diagonal line with", ("green block",)),
    ],
)
def test_lines_are_straight(lay, relation, others):
    blocks = [("red", 0.60, -0.2), ("green", 0.45, 0.0), ("blue", 0.48, 0.12)]
    table = lay(blocks=blocks if len(others) > 1 else blocks[:2])
    assert table.do("pick", "red block").ok
    assert table.do("place", relation, *others).ok
    x, y, _ = table.true("red block").position
    dx, dy = x - 0.45, y - 0.0
    off = {
        "in line with": abs(dx * 0.12 - dy * 0.03) / math.hypot(0.12, 0.03),
        "in a horizontal line with": abs(dx),
        "in a vertical line with": abs(dy),
        "in a diagonal line with": abs(abs(dx) - abs(dy)),
    }[relation]
    assert off < 0.02
    assert math.hypot(dx, dy) > 0.06


def test_between_is_on_the_way_from_one_to_the_other(lay):
    table = lay(blocks=[("red", 0.60, -0.2), ("green", 0.45, -0.1), ("blue", 0.50, 0.15)])
    assert table.do("pick", "red block").ok
    done = table.do("place", "between", "green block", "blue block")
    assert done.ok
    assert done.message == "red block between green block, blue block"
    x, y, _ = table.true("red block").position
    assert math.hypot(x - 0.475, y - 0.025) < 0.03
    assert table.do("pick", "red block").ok
    assert table.refuses("two things", "place", "between", "green block")
    assert table.refuses("pink block is not", "place", "between", "green block", "pink block")


def test_moved_is_measured_from_where_it_was(lay):
    table = lay(blocks=[("red", 0.45, 0.0)])
    assert table.do("pick", "red block").ok
    assert table.refuses("not clear how far", "place", "moved", "a mile to the left")
    assert table.do("place", "moved", "10 cm to the left").ok
    x, y, _ = table.true("red block").position
    assert math.hypot(x - 0.45, y + 0.10) < 0.02


def test_wrong_places_are_refused_in_words(lay):
    table = lay(blocks=[("red", 0.45, -0.2), ("green", 0.45, 0.0)])
    assert table.refuses("nothing is held", "place", "on", "green block")
    assert table.do("pick", "red block").ok
    assert table.refuses("there is no relation", "place", "under", "green block")
    assert table.refuses("there is no place", "place", "at", "ceiling")
    assert table.refuses("not clear", "place", "left of", "green block", "miles")
    assert table.refuses("two things or more", "place", "in line with", "green block")
    assert table.refuses("pink block is not to be seen", "place", "on", "pink block")
    assert table.refuses("nothing can be put in", "place", "in", "green block")


def test_what_is_held_out_is_taken_or_not(lay):
    table = lay(blocks=[("red", 0.45, -0.2), ("green", 0.5, 0.1)])
    for takes in (False, True):
        assert table.do("pick", "red block").ok
        grip = table.robot.grip

        def person(width, grip=grip, takes=takes):
            grip(width)
            if takes and width > 0:
                table.world.move("red block", 1.5, 0.0, 0.1)

        table.robot.grip = person
        outcome = table.do("place", "to", "person")
        table.robot.grip = grip
        assert outcome.ok is takes


@pytest.mark.parametrize("angle", ["30", "-45", "90"])
def test_a_block_is_turned_on_the_spot(lay, angle):
    table = lay(blocks=[("red", 0.45, 0.1, 0.2)])
    before = table.true("red block")
    assert table.do("rotate", "red block", angle).ok
    after = table.true("red block")
    assert math.remainder(turned(before, after) - float(angle), 90) == pytest.approx(0, abs=5)
    assert math.dist(before.position, after.position) < 0.01


def test_a_block_is_turned_to_an_angle(lay):
    table = lay(blocks=[("red", 0.45, 0.1, 0.2)])
    assert table.do("rotate", "red block", "to 40").ok
    yaw = math.degrees(table.true("red block").yaw)
    assert math.remainder(yaw - 40, 90) == pytest.approx(0, abs=4)


def test_wrong_turns_are_refused_in_words(lay):
    table = lay(blocks=[("red", 0.45, 0.1)], bowls=[("blue", 0.5, -0.1)])
    assert table.refuses("is no angle", "rotate", "red block", "round")
    assert table.refuses("is no angle", "rotate", "red block", "nan")
    assert table.refuses("too wide", "rotate", "blue bowl", "45")
    assert table.refuses("not to be seen", "rotate", "green block", "45")


@pytest.mark.parametrize("distance", [0.05, 0.15, 0.25])
def test_a_push_goes_as_far_as_is_said(lay, distance):
    table = lay(blocks=[("red", 0.45, -0.15)])
    assert table.do("push", "red block", "right", f"{distance * 100:.0f} cm").ok
    x, y, _ = table.true("red block").position
    assert y + 0.15 == pytest.approx(distance, abs=0.015)
    assert x == pytest.approx(0.45, abs=0.02)


def test_a_push_to_a_place_goes_round_a_corner(lay):
    table = lay(blocks=[("red", 0.40, -0.15)])
    assert table.do("push", "red block", "to", "bottom right corner").ok
    x, y, _ = table.true("red block").position
    assert place_of(x, y, table.body.workspace) == "bottom right corner"


def test_wrong_pushes_are_refused_in_words(lay):
    table = lay(blocks=[("red", 0.45, 0.0), ("green", 0.45, 0.1)])
    assert table.refuses("green block is in the way", "push", "red block", "right")
    assert table.refuses("leaves the workspace", "push", "red block", "forward", "40 cm")
    assert table.refuses("is no distance", "push", "red block", "left", "far")
    assert table.refuses("not clear where", "push", "red block", "up")


def test_pieces_are_swept_together(lay):
    spots = [("red", 0.45, -0.1), ("green", 0.5, 0.0), ("blue", 0.4, 0.1), ("orange", 0.6, -0.05)]
    table = lay(pieces=spots)
    outcome = table.do("sweep", "pieces", "left side")
    inside = [
        place_of(*o.position[:2], table.body.workspace) == "left side"
        for o in table.world.true_objects()
    ]
    assert outcome.measured["share"] == pytest.approx(sum(inside) / len(inside))
    assert outcome.ok
    assert all(inside)
    assert table.refuses("pieces are all at left side", "sweep", "pieces", "left side")
    assert table.refuses("there is no place", "sweep", "pieces", "floor")


def test_blocks_are_no_pieces(lay):
    table = lay(blocks=[("red", 0.45, 0.0)])
    assert table.listed("sweep") == []
    assert table.refuses("no pieces are to be seen", "sweep", "pieces", "left side")


def test_what_stands_on_a_block_is_taken_away(lay):
    table = lay(blocks=[("red", 0.45, 0.0), ("blue", 0.5, 0.2), ("green", 0.5, -0.2)])
    table.world.move("blue block", 0.45, 0.0, 0.06)
    table.world.move("green block", 0.45, 0.0, 0.10)
    table.world.step(60)
    table.body.look()
    assert table.do("uncover", "red block").ok
    red = table.true("red block")
    assert not any(is_on(table.true(f"{c} block"), red) for c in ("blue", "green"))
    assert all(table.true(f"{c} block").position[2] < 0.03 for c in ("blue", "green"))
    assert table.refuses("nothing is seen to cover", "uncover", "red block")
    assert table.refuses("is not known", "uncover", "pink block")


def test_what_hides_a_block_is_taken_away(lay):
    table = lay(blocks=[("red", 0.40, 0.0), ("blue", 0.6, 0.2), ("green", 0.6, -0.2)])
    assert table.listed("uncover") == []
    table.world.move("blue block", 0.445, 0.0, 0.02)
    table.world.move("green block", 0.445, 0.0, 0.06)
    table.world.step(60)
    table.body.look()
    assert not table.body.observation.find("red block").visible
    assert [str(c) for c in table.listed("uncover")] == ["uncover(red block)"]
    assert table.do("uncover", "red block").ok
    assert table.body.observation.find("red block").visible


def test_the_palm_does_not_knock_a_tower_over(lay):
    # The fingers clear the tower at any yaw; the palm, across them, only at one.
    table = lay(blocks=[("red", 0.45, 0.0), ("green", 0.45, 0.09), ("blue", 0.6, 0.2)])
    table.world.move("blue block", 0.45, 0.09, 0.06)
    table.world.step(60)
    table.body.look()
    assert table.do("pick", "red block").ok
    assert is_on(table.true("blue block"), table.true("green block"))
    assert math.dist(table.true("blue block").position, (0.45, 0.09, 0.06)) < 0.003
