"""What a person calls things: parsed to trees, grounded by measurement, refused in words."""

import random

import pytest

from agent.body import Body
from agent.errors import UsageError
from agent.guard import Guard
from agent.loop import Agent
from agent.perception.camera import CameraPerception
from agent.perception.colors import COLORS
from agent.planners.expert import ExpertPlanner
from agent.planners.replay import ReplayPlanner
from agent.references import GroundingError, ReferenceError_, ground, ground_one, parse, value
from agent.references.tree import (
    All,
    Colored,
    Count,
    CountParity,
    Extreme,
    Kind,
    Name,
    Nth,
    Related,
)
from agent.references.words import CATEGORIES
from agent.robot import Workspace
from agent.skills.library import SkillLibrary
from agent.toy import ToyPerception, ToyRobot
from agent.types import ObjectState, Observation, SkillCall
from sims.build import build

TABLE = Workspace()


def block(color, x, y, z=0.02, size=0.04, name=None):
    name = name or f"{color} block"
    return ObjectState(name, "block", color, (x, y, z), (size, size, size))


def bowl(color, x, y):
    return ObjectState(f"{color} bowl", "bowl", color, (x, y, 0.0225), (0.15, 0.15, 0.045))


# Seen from the person's side, y grows to the right and x downwards:
#
#   y:      -0.27      -0.12          0.0      0.15     0.26
#   0.35    green
#   0.40               cyan in blue bowl
#   0.45                              yellow
#   0.50                                       orange, a big one
#   0.58    purple on white                             red bowl
#   0.62                              red
SCENE = Observation(
    (
        block("green", 0.35, -0.27),
        block("cyan", 0.40, -0.12, 0.03),
        block("yellow", 0.45, 0.0),
        block("orange", 0.50, 0.15, 0.03, 0.06),
        block("white", 0.58, -0.25),
        block("purple", 0.58, -0.25, 0.06),
        block("red", 0.62, 0.015),
        bowl("blue", 0.40, -0.12),
        bowl("red", 0.58, 0.26),
    )
)
FLAT = Observation(tuple(o for o in SCENE.objects if o.name not in ("white block", "cyan block")))


def one(text, seen=SCENE, **kwargs):
    return ground_one(text, seen, TABLE, **kwargs)


def many(text, seen=SCENE, **kwargs):
    return [n.removesuffix(" block") for n in ground(parse(text, seen), seen, TABLE, **kwargs)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("leftmost block", "green block"),
        ("the left-most block", "green block"),
        ("second block from the left", "purple block"),
        ("the 3rd block from the left", "yellow block"),
        ("the second leftmost block", "purple block"),
        ("last block from the right", "green block"),
        ("second to last block from the top", "purple block"),
        ("third block from the top", "orange block"),
        ("leftmost bowl", "blue bowl"),
        ("the right bowl", "red bowl"),
        ("rightmost of the blocks", "orange block"),
        ("topmost bowl", "blue bowl"),
        ("frontmost block", "red block"),
        ("first from the bottom", "red block"),
        ("the rightmost thing", "red bowl"),
        ("block nearest to me", "red block"),
        ("nearest block to us", "red block"),
        ("block that's closer to the robot", "green block"),
        ("bowl furthest away from me", "blue bowl"),
        ("block all the way on the left", "green block"),
        ("block on the far right", "orange block"),
        ("bowl on the left", "blue bowl"),
        ("block most to the left", "green block"),
        ("block by the left edge", "green block"),
        ("block way over in the far left", "green block"),
        ("block standing near the right-hand side", "orange block"),
    ],
)
def test_ranks_from_a_side(text, name):
    assert one(text, FLAT) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("block closest to the blue bowl", "yellow block"),
        ("the block nearest to the blue bowl", "yellow block"),
        ("closest block to the blue bowl", "yellow block"),
        ("second closest block to the blue bowl", "green block"),
        ("farthest bowl from the orange block", "blue bowl"),
        ("block furthest away from the blue bowl", "orange block"),
        ("nearest block to the top left corner", "green block"),
        ("the block closest to the upper left corner of the table", "green block"),
        ("block closest to the center", "yellow block"),
        ("bowl closest to the right edge", "red bowl"),
        ("block closest to the leftmost bowl", "yellow block"),
        ("block closest to the bowl farthest from the green block", "orange block"),
        ("bowl closest to the second block from the left", "blue bowl"),
    ],
)
def test_closest_and_farthest(text, name):
    assert one(text, FLAT) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("block in the blue bowl", "cyan block"),
        ("the block that is in the blue bowl", "cyan block"),
        ("cube inside the left bowl", "cyan block"),
        ("block on the white block", "purple block"),
        ("block on top of the white block", "purple block"),
        ("block under the purple block", "white block"),
        ("bowl containing the cyan block", "blue bowl"),
        ("bowl holding a block", None),
        ("block to the left of the cyan block", "green block"),
        ("block in front of the yellow block", "red block"),
        ("block near the red bowl", "orange block"),
        ("block next to the red bowl", "orange block"),
        ("block on the left side", None),
        ("block at the middle", "yellow block"),
        ("block in the top left corner", "green block"),
        ("block between the yellow block and the red bowl", "orange block"),
        ("leftmost block in the blue bowl", "cyan block"),
        ("orange block right of the yellow block", "orange block"),
        ("bowl to the right of the orange block", "red bowl"),
        ("bowl behind the white block", "blue bowl"),
    ],
)
def test_relations(text, name):
    if name is None:
        with pytest.raises(GroundingError):
            one(text)
    else:
        assert one(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("biggest block", "orange block"),
        ("the largest cube", "orange block"),
        ("biggest thing in the blue bowl", "cyan block"),
        ("block bigger than the red block", "orange block"),
        ("box larger than the leftmost block", "orange block"),
        ("block of the same color as the red bowl", "red block"),
        ("block with the same colour as the red bowl", "red block"),
        ("bowl of a different color than the red block", "blue bowl"),
        ("secondary block on the white block", "purple block"),
        ("leftmost warm block", "yellow block"),
        ("rightmost block that is not orange", "red block"),
        ("rightmost not orange block", "red block"),
        ("primary bowl left of the red bowl", "blue bowl"),
        ("other bowl", "red bowl"),
        ("it", "blue bowl"),
        ("rightmost one", "red bowl"),
        ("the empty bowl", "red bowl"),
        ("the bowl that is not empty", "blue bowl"),
        ("bowl with something in it", "blue bowl"),
        ("the bowl without anything in it", "red bowl"),
        ("bowl with the cyan block in it", "blue bowl"),
        ("the bowl that holds the cyan block", "blue bowl"),
        ("block with the purple one on it", "white block"),
        ("tallest block", "orange block"),
        ("flattest thing in the blue bowl", "cyan block"),
        ("the only orange block", "orange block"),
        ("the bowl that isn't red", "blue bowl"),
        ("bowl in the back", "blue bowl"),
        ("the right-hand bowl", "red bowl"),
        ("the red cube", "red block"),
        ("grey block", None),
        ("  red   block ", "red block"),
    ],
)
def test_size_color_and_what_was_spoken_of(text, name):
    if name is None:
        with pytest.raises(GroundingError, match=r"^There is no gr[ea]y block; I see: "):
            one(text)
    else:
        assert one(text, last="blue bowl") == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("all warm blocks", ["yellow", "orange", "red"]),
        ("every cool block", ["green", "cyan", "purple"]),
        ("primary blocks", ["yellow", "red"]),
        ("all the secondary blocks", ["green", "orange", "purple"]),
        ("warm blocks left of the red bowl", ["yellow", "orange", "red"]),
        ("blocks smaller than the orange block and near the red bowl", []),
        ("all blocks except the red one", ["green", "cyan", "yellow", "orange", "white", "purple"]),
        ("blocks as big as the orange block", []),
        ("blocks that are not in the blue bowl but not the red one", None),
        ("both bowls", ["blue bowl", "red bowl"]),
        ("each bowl", ["blue bowl", "red bowl"]),
        ("other blocks", ["green", "cyan", "yellow", "orange", "white", "purple"]),
        ("all pieces", []),
        ("the two bowls", ["blue bowl", "red bowl"]),
        ("the two rightmost blocks", ["orange", "red"]),
        ("the two blocks closest to the red bowl", ["orange", "red"]),
        ("the three blocks nearest to me", ["red", "white", "purple"]),
        ("everything round", ["blue bowl", "red bowl"]),
        ("everything that is red", ["red", "red bowl"]),
        ("what's in the blue bowl", ["cyan"]),
        ("anything on the white block", ["purple"]),
        ("everything but the blocks", ["blue bowl", "red bowl"]),
    ],
)
def test_several(text, names):
    if names is None:
        names = ["green", "yellow", "orange", "white", "purple"]
    assert many(text, last="red block") == names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("how many blocks are there", 7),
        ("how many blocks are in the blue bowl", 1),
        ("number of warm blocks", 3),
        ("count(all bowls)", 2),
        ("count_parity(all blocks in blue bowl)", "odd"),
        ("parity of the bowls", "even"),
        ("an even number of blocks in the red bowl", True),
        ("an even number of blocks", False),
        ("an odd number of blocks", True),
    ],
)
def test_quantities(text, expected):
    assert value(parse(text, SCENE), SCENE, TABLE) == expected


@pytest.mark.parametrize(
    ("text", "word", "allowed"),
    [
        ("purple cow", 2, "block"),
        ("leftmots block", 1, "block"),
        ("second block", 3, "from the left"),
        ("second block from the", 5, "left"),
        ("second block from the up", 5, "left"),
        ("block from the left", 5, "rank"),
        ("closest block", 3, "to"),
        ("block closest", 3, "to"),
        ("block closest to", 4, "block"),
        ("block left of", 4, "block"),
        ("block left of the", 5, "block"),
        ("block left the bowl", 2, "relation"),
        ("block between the red bowl", 6, "and"),
        ("block at the red bowl", 6, "place"),
        ("block under the left side", 6, "place"),
        ("block in the blue bowl please", 6, "relation"),
        ("not block", 2, "color"),
        ("all", 2, "block"),
        ("", 1, "block"),
        ("number of", 3, "block"),
        ("count(all blocks", 5, ")"),
        ("bigger than the red block", 2, "block"),
        ("block __import__('os')", 2, "relation"),
        ("the the block", 2, "block"),
    ],
)
def test_what_is_no_reference_says_at_which_word_and_what_may_stand_there(text, word, allowed):
    with pytest.raises(ReferenceError_) as caught:
        parse(text)
    assert caught.value.word == word
    assert allowed in " ".join(caught.value.allowed)
    assert isinstance(caught.value, UsageError)
    tokens = caught.value.message
    assert repr(text) in tokens


def test_any_words_are_understood_or_refused_in_words():
    rng = random.Random(0)
    said = "the all both not first last left leftmost closest biggest other red warm block blocks"
    said += " bowl one of in on left right from to between and smaller than near same color as it"
    said += " except how many number top corner 2 ( ) that is under containing"
    understood, refusals = 0, []
    for _ in range(5000):
        text = " ".join(rng.choices(said.split(), k=rng.randint(1, 9)))
        try:
            tree = parse(text, SCENE)
            understood += 1
            if isinstance(tree, Count | CountParity):
                value(tree, SCENE, TABLE, "red block")
            else:
                assert set(ground(tree, SCENE, TABLE, "red block")) <= set(SCENE.names)
        except UsageError as error:
            refusals.append(error.message)
    assert understood > 100
    assert min(map(len, refusals)) > 20


def test_endless_nesting_is_refused():
    with pytest.raises(ReferenceError_, match="no more words"):
        parse("block left of the " * 5000 + "bowl")


@pytest.mark.parametrize("text", ["everything", "what leftmost", "two bowls", "only red block"])
def test_what_means_anything_or_several_at_will_is_no_reference(text):
    with pytest.raises(ReferenceError_):
        parse(text)


def test_there_have_to_be_as_many_as_are_said():
    for text in ("the three bowls", "the three leftmost bowls"):
        with pytest.raises(GroundingError, match="There are 2 of 'bowl' and not 3"):
            many(text)
    with pytest.raises(GroundingError, match="could be white block or purple block"):
        many("the two leftmost blocks")


def test_trees_are_values():
    assert parse("second block from the left") == Nth(Kind("block"), "left", 2)
    assert parse("all red blocks") == All(Colored(Kind("block"), "red"))
    assert parse("block closest to the leftmost bowl") == Extreme(
        Kind("block"), "closest to", Nth(Kind("bowl"), "left")
    )
    blue = Name("blue bowl", Colored(Kind("bowl"), "blue"))
    assert parse("leftmost block in the blue bowl") == Nth(
        Related(Kind("block"), "in", blue), "left"
    )


def test_what_a_tree_says_is_read_to_the_same_tree():
    for text in (
        "second block from the left",
        "leftmost bowl",
        "block closest to leftmost bowl",
        "biggest block in red bowl",
        "block of the same color as red bowl",
        "block smaller than leftmost block",
        "block between red bowl and leftmost bowl",
        "number of block in red bowl",
        "not empty bowl",
        "tallest block",
    ):
        assert parse(str(parse(text))) == parse(text)


def test_a_name_wins_over_what_it_would_mean():
    seen = Observation(
        (block("red", 0.4, 0.2), block("red", 0.4, -0.2, name="red block 2"), bowl("red", 0.6, 0.0))
    )
    assert one("red block", seen) == "red block"
    assert one("red block 2", seen) == "red block 2"
    assert one("leftmost red block", seen) == "red block 2"
    assert one("block closest to the red block", seen) == "red block 2"
    odd = Observation((block("red", 0.4, 0.2), block("blue", 0.4, -0.2, name="left block")))
    assert one("left block", odd) == "left block"


def test_what_matches_nothing_or_several_is_said():
    with pytest.raises(GroundingError) as none:
        one("block in the red bowl")
    assert none.value.message.startswith("There is no block in the red bowl; I see: green block,")
    assert none.value.candidates == ()
    with pytest.raises(GroundingError) as two:
        one("bowl")
    assert two.value.message == "'bowl' could be blue bowl or red bowl; say which."
    assert two.value.candidates == ("blue bowl", "red bowl")
    with pytest.raises(GroundingError, match=r"^'bowl' could be blue bowl or red bowl"):
        one("block closest to the bowl")
    with pytest.raises(GroundingError, match=r"^There is no fifth of 2 bowls"):
        one("fifth bowl from the left")
    with pytest.raises(GroundingError, match=r"^There are 7 of 'block' and not 2"):
        many("both blocks")
    with pytest.raises(GroundingError, match="name one of them"):
        one("all bowls")
    with pytest.raises(GroundingError, match="other than what"):
        one("other bowl")
    with pytest.raises(GroundingError, match="is a number"):
        one("number of bowls")


@pytest.mark.parametrize(("apart", "tied"), [(0.005, True), (0.015, False)])
def test_what_is_equally_close_within_a_centimetre_is_a_tie(apart, tied):
    seen = Observation(
        (
            bowl("blue", 0.5, 0.0),
            block("red", 0.5, -0.15),
            block("green", 0.5, 0.15 + apart),
            block("yellow", 0.5, 0.30),
        )
    )
    if tied:
        with pytest.raises(GroundingError, match=r"red block or green block, .*equal within 1 cm"):
            one("block closest to the blue bowl", seen)
    else:
        assert one("block closest to the blue bowl", seen) == "red block"
    assert one("block farthest from the blue bowl", seen) == "yellow block"


def test_what_is_in_the_hand_is_nowhere_on_the_table():
    seen = Observation(SCENE.objects, holding="green block")
    assert one("leftmost bowl", seen) == "blue bowl"
    assert one("leftmost block not on the white block", seen) == "white block"
    assert one("green cube", seen) == "green block"


def test_categories_are_of_colors_that_can_be_seen():
    assert {c for group in CATEGORIES.values() for c in group} <= set(COLORS)
    assert not set(CATEGORIES["warm"]) & set(CATEGORIES["cool"])


# Calls


@pytest.fixture
def body(toy):
    body = Body(toy, ToyPerception())
    body.look()
    return body


def test_a_call_with_a_reference_is_carried_out_and_says_what_was_meant(body):
    skills = SkillLibrary()
    outcome = skills.run(SkillCall("pick", ("leftmost block",)), body)
    assert outcome.ok
    assert outcome.message == "leftmost block is green block; holding green block"
    outcome = skills.run(SkillCall("place", ("on", "rightmost block")), body)
    assert outcome.ok
    assert outcome.message.startswith("rightmost block is red block; ")


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        (("pick", ("block in the blue bowl",)), "There is no block in the blue bowl; I see: "),
        (("pick", ("warm block",)), "'warm block' could be "),
        (("pick", ("leftmots block",)), "I do not understand 'leftmots' (word 1)"),
        (("pick", ("all blocks",)), "name one of them"),
    ],
)
def test_a_call_that_cannot_be_grounded_moves_nothing(body, toy, call, reason):
    moves, objects = toy.moves, dict(toy.objects)
    outcome = SkillLibrary().run(SkillCall(*call), body)
    assert not outcome.ok
    assert reason in outcome.message
    assert (toy.moves, toy.objects) == (moves, objects)


def test_names_places_and_free_words_are_left_alone(body):
    skills = SkillLibrary()
    for call in (
        SkillCall("pick", ("red block",)),
        SkillCall("place", ("at", "left side")),
        SkillCall("sweep", ("red pieces", "left side")),
        SkillCall("sweep", ("pieces", "left side")),
        SkillCall("say", ("the leftmost block is green",)),
        SkillCall("done"),
    ):
        assert skills.ground(call, body) == call
    assert skills.ground(SkillCall("push", ("leftmost block", "left")), body).args == (
        "green block",
        "left",
    )


def run(toy: ToyRobot, *calls, goal="grab the green block", **kwargs):
    wanted = ReplayPlanner([SkillCall(*c) for c in calls])
    return list(Agent(toy, ToyPerception(), wanted, **kwargs).run(goal))


def test_the_guard_sees_the_thing_behind_a_reference(toy):
    guard = Guard(forbidden=("green block",))
    events = run(toy, ("pick", ("leftmost block",)), guard=guard)
    assert events[-1].ending == "refused"
    assert events[-1].message == "green block must not be touched"


def test_the_loop_grounds_before_it_acts(toy):
    events = run(toy, ("pick", ("leftmost block",)))
    assert toy.held == "green block"
    assert any(
        "leftmost block is green block" in e.outcome.message for e in events if e.kind == "acted"
    )


def test_the_loop_tells_the_planner_why_a_reference_means_nothing(toy):
    events = run(toy, ("pick", ("block on the blue bowl",)), max_claims=1)
    verdict = next(e.verdict for e in events if e.kind == "judged")
    assert verdict.kind == "block"
    assert verdict.reason.startswith("There is no block on the blue bowl")
    assert toy.held is None


@pytest.mark.parametrize(
    ("goal", "moved"),
    [
        ("put the leftmost block in the blue bowl", "green block in blue bowl"),
        ("move the leftmost block to the right side", "green block at right side"),
        (
            "put the block closest to the blue bowl in front of the red block",
            "green block in front of",
        ),
    ],
)
def test_a_goal_with_a_reference_is_verified_of_what_it_meant_at_the_start(toy, goal, moved):
    events = list(Agent(toy, ToyPerception(), ExpertPlanner()).run(goal))
    assert events[-1].verification == "verified"
    assert events[-1].message.startswith(moved)


def test_a_claim_about_the_wrong_thing_is_contradicted(toy):
    calls = [("pick", ("red block",)), ("place", ("in", "blue bowl")), ("done",)]
    events = run(toy, *calls, goal="put the leftmost block in the blue bowl", max_claims=1)
    assert events[-1].verification == "contradicted"


def test_an_ambiguous_reference_is_asked_about_and_the_answer_taken(toy):
    asked = []

    def answer(question):
        asked.append(question)
        return "the yellow one"

    agent = Agent(toy, ToyPerception(), ExpertPlanner(), ask=answer)
    events = list(agent.run("put the warm block in the blue bowl"))
    assert asked == ["Which one do you mean by 'warm block': red block or yellow block?"]
    assert events[-1].message == "yellow block in blue bowl"


@pytest.mark.parametrize("seed", [0, 1])
def test_what_the_camera_sees_means_what_is_there(seed):
    world, robot = build("tabletop", "panda", seed=seed)
    try:
        seen = Body(robot, CameraPerception()).look()
        true = Observation(tuple(world.true_objects()))
        for text in (
            "leftmost block",
            "last block from the right",
            "leftmost bowl",
            "block nearest to the top left corner",
            "block farthest from the rightmost bowl",
            "all warm blocks",
            "blocks left of the rightmost bowl",
        ):
            found, expected = (
                sorted(ground(parse(text), look, robot.workspace)) for look in (seen, true)
            )
            assert found == expected, text
    finally:
        world.close()


def thing(color, kind, x, y, size, name=""):
    return ObjectState(name or f"{color} {kind}", kind, color, (x, y, size[2] / 2), size)


KITCHEN = Observation(
    (
        block("red", 0.4, -0.2),
        thing("red", "box", 0.4, 0.0, (0.05, 0.05, 0.05), "small red box"),
        thing("red", "box", 0.4, 0.2, (0.09, 0.06, 0.06), "big red box"),
        thing("blue", "cup", 0.5, -0.2, (0.07, 0.07, 0.08)),
        thing("green", "can", 0.5, 0.0, (0.066, 0.066, 0.12)),
    )
)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("the red block", "red block"),
        ("the red cube", "red block"),
        ("the bigger box", "big red box"),
        ("the leftmost box", "small red box"),
        ("the mug", "blue cup"),
        ("the tin", "green can"),
        ("the smallest red thing", "red block"),
    ],
)
def test_every_kind_has_its_words_and_a_box_is_a_box_where_there_are_boxes(said, meant):
    assert ground_one(said, KITCHEN, TABLE) == meant


def test_where_there_is_no_box_a_box_is_a_block():
    assert ground_one("the red box", Observation((block("red", 0.4, 0.0),)), TABLE) == "red block"


ROW = Observation(
    (
        block("red", 0.5, -0.2),
        block("green", 0.5, 0.0),
        block("blue", 0.5, 0.2),
        bowl("red", 0.35, 0.0),
        bowl("blue", 0.62, 0.3),
    )
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("middle block", "green block"),
        ("the block in the middle of the row", "green block"),
        ("the middle one of those three in the row", "green block"),
        ("the bowl farthest away", "red bowl"),
        ("the bowl that's all the way over on your side", "red bowl"),
        ("the bowl on my side", "blue bowl"),
        ("the block just left of the blue block", "green block"),
        ("the block hiding behind the blue bowl", "blue block"),
    ],
)
def test_the_middle_one_of_a_row_the_nearest_at_a_side_and_somebodys_own_side(text, name):
    assert ground(parse(text, ROW), ROW, TABLE, None) == (name,)


def test_between_two_bowls_that_are_there():
    seen = Observation((block("red", 0.48, 0.15), block("green", 0.35, -0.3), *ROW.objects[3:]))
    assert ground(parse("the cube standing between the bowls", seen), seen, TABLE, None) == (
        "red block",
    )


@pytest.mark.parametrize("many", [0, 2])
def test_of_none_and_of_an_even_number_none_is_in_the_middle(many):
    seen = Observation(ROW.objects[:many])
    with pytest.raises(GroundingError):
        ground(parse("middle block", seen), seen, TABLE, None)
