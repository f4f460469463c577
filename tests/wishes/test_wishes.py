"""Each family of wishes: how it is said, what it keeps, and in which order it goes on."""

from dataclasses import replace

import pytest

from agent.goals import read_goal
from agent.robot import Workspace
from agent.spatial import is_on, place_of
from agent.toy import thing
from agent.types import Observation
from agent.verification import remaining, verify

WS = Workspace()


@pytest.fixture
def seen():
    """Four blocks and four bowls of the same colours; green lies on the left side."""
    return Observation(
        (
            thing("blue", "block", 0.36, -0.28),
            thing("green", "block", 0.50, -0.20),
            thing("red", "block", 0.40, 0.20),
            thing("yellow", "block", 0.60, 0.0),
            thing("blue", "bowl", 0.40, -0.05),
            thing("green", "bowl", 0.58, -0.12),
            thing("red", "bowl", 0.58, 0.2),
            thing("yellow", "bowl", 0.36, 0.08),
        )
    )


def at(seen, name, position):
    """Return what is seen with a thing elsewhere."""
    o = replace(seen.find(name), position=position)
    return replace(seen, objects=tuple(o if p.name == name else p for p in seen.objects))


def on(seen, name, below):
    """Return what is seen with a thing on another one, or in it."""
    b = seen.find(below)
    z = b.top + 0.02 if b.kind == "block" else 0.03
    return at(seen, name, (*b.position[:2], z))


def todo(goal, seen):
    """Return what remains of a goal that has to be read in full, in words."""
    reading = read_goal(goal, seen)
    assert reading.complete, goal
    return [str(f) for f in remaining(reading, seen, WS)]


ALL = "blue green red yellow".split()
MATCHED = [f"{c} block in {c} bowl" for c in ALL]
TOWER = ["green block on blue block", "yellow block on green block", "red block on yellow block"]


@pytest.mark.parametrize(
    ("goal", "facts"),
    [
        ("Sort the blocks by colour into the bowls.", MATCHED),
        ("put each block in the bowl of its own colour", MATCHED),
        ("each block goes in the bowl that matches its color", MATCHED),
        ("I want every block in the bowl of the same color", MATCHED),
        ("put the blocks into their matching bowls", MATCHED),
        ("make a tower of all the blocks", TOWER),
        ("build me a tower of all the blocks", TOWER),
        ("pile up the blocks", TOWER),
        ("stack everything", TOWER),
        ("stack them all", TOWER),
        (
            "make a tower of the red, the green and the blue block",
            ["green block on blue block", "red block on green block"],
        ),
        (
            "pile all blocks except the yellow one",
            ["green block on blue block", "red block on green block"],
        ),
        (
            "stack all the blocks with the yellow one on top",
            [
                "green block on blue block",
                "red block on green block",
                "yellow block on red block",
            ],
        ),
        (
            "stack the red block on the green block on the blue block",
            ["green block on blue block", "red block on green block"],
        ),
        (
            "stack the red, the green and the blue block in this order",
            ["green block on red block", "blue block on green block"],
        ),
        (
            "make two towers, one of red and green and one of blue and yellow",
            ["red block on green block", "yellow block on blue block"],
        ),
        (
            "make a stack of three blocks",
            ["green block on blue block", "yellow block on green block"],
        ),
        (
            "put all but the yellow one in the red bowl",
            [f"{c} block in red bowl" for c in ("blue", "green", "red")],
        ),
        (
            "put all the blocks in the red bowl, except the yellow one",
            [f"{c} block in red bowl" for c in ("blue", "green", "red")],
        ),
        (
            "put all blocks other than red and green in the blue bowl",
            ["blue block in blue bowl", "yellow block in blue bowl"],
        ),
        (
            "put two of the blocks in the red bowl",
            ["blue block in red bowl", "green block in red bowl"],
        ),
        (
            "put three blocks on the left side",
            ["blue block at left side", "red block at left side"],
        ),
        ("put everything red in the yellow bowl", ["red block in yellow bowl"]),
        (
            "move the red block a bit to the left of the green bowl",
            ["red block left of green bowl, a little"],
        ),
        (
            "put the red block far to the left of the red bowl",
            ["red block left of red bowl, a lot"],
        ),
        ("put the red block at the back of the green bowl", ["red block behind green bowl"]),
        (
            "put the yellow block in the corner farthest from the red bowl",
            ["yellow block at top left corner"],
        ),
        (
            "put the red block in the blue bowl and the rest in the green bowl",
            [
                "red block in blue bowl",
                *(f"{c} block in green bowl" for c in ("blue", "green", "yellow")),
            ],
        ),
        (
            "put the red block in the blue bowl and stack the other blocks",
            ["red block in blue bowl", "green block on blue block", "yellow block on green block"],
        ),
        (
            "every block in its own corner, please",
            ["green block at bottom left corner", "yellow block at bottom right corner"],
        ),
        ("make sure that the red block is in the red bowl", ["red block in red bowl"]),
    ],
)
def test_paraphrases(seen, goal, facts):
    assert todo(goal, seen) == facts


def test_a_tower_keeps_what_stands_and_takes_the_top_first(seen):
    seen = on(seen, "red block", "yellow block")
    assert todo("stack all the blocks", seen) == [
        "green block on red block",
        "blue block on green block",
    ]
    # Not where it is wanted: what is on top is the first that can be moved.
    left = todo("stack all the blocks on the left side", seen)
    assert left[0].startswith("blue block on green block")
    moved = [fact.split(" on ")[0] for fact in left]
    assert moved.index("red block") < moved.index("yellow block")


def test_a_tower_goes_on_with_what_is_in_the_hand(seen):
    held = replace(at(seen, "red block", (0.3, 0.0, 0.5)), holding="red block")
    assert todo("stack all the blocks", held)[0] == "red block on blue block"


def test_what_is_at_the_bottom_and_on_top_may_be_said(seen):
    goal = "build a tower of all the blocks with the red one at the bottom and the blue one on top"
    left = todo(goal, seen)
    assert left[0].endswith("on red block")
    assert left[-1].startswith("blue block on")
    wrong = on(seen, "red block", "blue block")
    assert todo(goal, wrong)[0].endswith("on red block")


def test_a_verified_tower_names_nothing_that_is_left(seen, carried):
    reading = read_goal("stack all the blocks", seen)
    end = carried(reading, seen, remaining)
    assert verify(reading, end, WS)[0] == "verified"
    assert sum(is_on(a, b) for a in end.objects for b in end.objects) == 3


def test_corners_keep_who_is_in_one_of_its_own(seen):
    # Blue and green in one corner: the first stays.
    seen = at(seen, "green block", (0.36, -0.22, 0.02))
    assert place_of(0.36, -0.22, WS) == "top left corner"
    left = todo("put all the blocks in different corners", seen)
    assert "blue block" not in " ".join(left)
    assert len({fact.split(" at ")[1] for fact in left}) == len(left) == 2


def test_corners_do_not_change_while_something_is_held(seen):
    goal = "put all the blocks in different corners"
    reading = read_goal(goal, seen)
    before = remaining(reading, seen, WS)
    held = replace(at(seen, "yellow block", (0.3, 0.0, 0.5)), holding="yellow block")
    after = remaining(reading, held, WS)
    assert set(after) == set(before)
    assert after[0].subject == "yellow block"


def test_mismatched_blocks_may_stay_in_any_other_bowl(seen):
    goal = "put the blocks in the bowls with mismatched colors"
    start = on(seen, "blue block", "red bowl")
    left = todo(goal, start)
    assert "blue block" not in " ".join(left)
    assert len({fact.split(" in ")[1] for fact in left}) == 3
    alone = Observation(tuple(o for o in seen.objects if o.color == "red"))
    assert read_goal(goal, alone).refusal == "there is no bowl of another color"


def test_bowls_that_some_lack_leave_the_goal_incomplete(seen):
    fewer = Observation(tuple(o for o in seen.objects if o.name != "red bowl"))
    reading = read_goal("put all the blocks in the bowls with matching colors", fewer)
    assert len(reading.facts) == 3
    assert not reading.complete
    assert read_goal("put any blocks on their matched colored bowls", fewer).complete


def test_so_many_and_no_more(seen):
    goal = "put two blocks in the red bowl"
    reading = read_goal(goal, seen)
    for name in ("red block", "yellow block"):
        seen = on(seen, name, "red bowl")
    assert remaining(reading, seen, WS) == ()
    (out,) = remaining(reading, on(seen, "green block", "red bowl"), WS)
    assert (out.relation, out.subject) == ("at", "yellow block")
    assert place_of(0.58, 0.2, WS) != out.target


@pytest.mark.parametrize(
    ("goal", "why"),
    [
        ("put three red blocks in the blue bowl", "there is only one red block"),
        ("stack two red blocks", "there is only one red block"),
        ("line up five blocks", "there are only four blocks"),
        ("put the red block both in the red bowl and in the blue bowl", "at the same time"),
        ("put the red block on both sides of the green block at once", "at the same time"),
        ("put the red block on the green block and the green block on the red block", "both"),
    ],
)
def test_what_cannot_be_is_refused(seen, goal, why):
    reading = read_goal(goal, seen)
    assert why in reading.refusal
    assert not reading.complete


@pytest.mark.parametrize(
    ("goal", "way"),
    [
        (
            "line the blocks up side by side, going from left to right across the table",
            "horizontal",
        ),
        ("blocks in single file, front to back", "vertical"),
        ("put all the blocks on a diagonal", "diagonal"),
        (
            "i'd like the blocks in a nice, tidy horizontal row, the order is up to you",
            "horizontal",
        ),
    ],
)
def test_how_a_line_runs_may_be_said_at_its_end(seen, goal, way):
    assert f"in a {way} line with" in todo(goal, seen)[0]


def test_a_line_with_an_order_is_not_read_as_any_line(seen):
    reading = read_goal("line up red, green and blue from left to right", seen)
    assert not reading.wishes
    assert {f.relation for f in reading.facts} <= {"left of", "right of"}


def test_a_line_names_what_it_goes_through(seen):
    left = todo("put all the blocks in a horizontal line", seen)
    assert left[-1] == ("yellow block in a horizontal line with blue block, green block, red block")
    assert todo("line up the blocks", seen)[0] == "red block in line with blue block, green block"


def test_zones_keep_others_out(seen):
    two = Observation((*seen.objects, replace(thing("red", "block", 0.5, 0.1), name="red block 2")))
    goal = (
        "the bottom left corner is the red zone, the bottom right corner is the blue zone: "
        "put the blocks of an even number in the zone with the matching color"
    )
    assert todo(goal, two) == [
        "red block at bottom left corner",
        "red block 2 at bottom left corner",
    ]
    reading = read_goal(goal, two)
    wrong = at(two, "blue block", (0.61, 0.29, 0.02))
    assert "blue block" in {f.subject for f in remaining(reading, wrong, WS)}


def test_what_does_not_fit_a_description_stays_out(seen):
    reading = read_goal("move all the blocks on the left side to the middle", seen)
    assert [str(f) for f in reading.facts] == ["green block at middle"]
    reading = read_goal("put all the blocks except the red one in the blue bowl", seen)
    done = seen
    for name in ("blue block", "green block", "yellow block"):
        done = on(done, name, "blue bowl")
    assert verify(reading, done, WS)[0] == "verified"
    assert verify(reading, on(done, "red block", "blue bowl"), WS)[0] == "contradicted"


def test_nothing_goes_on_what_has_still_to_move(seen):
    goal = "put the red block on the green block and the green block in the blue bowl"
    assert todo(goal, seen) == ["green block in blue bowl", "red block on green block"]
    # What stands on something that has to move goes first.
    stacked = on(seen, "blue block", "red block")
    left = todo("put all the blocks in the bowls with matching colors", stacked)
    assert left.index("blue block in blue bowl") < left.index("red block in red bowl")
