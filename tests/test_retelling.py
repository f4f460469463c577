"""A goal told in other words means the same: what is retold is retold everywhere alike."""

import itertools

from agent.restating import Goal
from agent.retelling import FAMILIAR, Retelling, recolored, retellings
from agent.robot import Workspace
from agent.toy import thing
from agent.types import Fact, Observation

SEEN = Observation(
    (
        thing("pink", "block", 0.40, 0.20),
        thing("red", "block", 0.50, -0.20),
        thing("gray", "bowl", 0.40, -0.05),
    )
)


def goal(text, **more):
    return Goal(text, SEEN, Workspace(), **more)


def told(text, count, **more):
    ways = list(itertools.islice(retellings(goal(text, **more)), count))
    return ways, [way.goal(goal(text, **more)) for way in ways]


def test_first_only_colours_that_no_lesson_had_are_told_in_others():
    (way,), (first,) = told("Pink and red into a grey bowl, the PINK one first", 1)
    new = way.colors["pink"]
    assert {new, way.colors["gray"]} < set(FAMILIAR) - {"red"}
    assert first.text.startswith(f"{new.capitalize()} and red into ")
    assert f"the {new.upper()} one" in first.text
    assert [o.name for o in first.observation.objects][:2] == [f"{new} block", "red block"]


def test_a_goal_in_familiar_colours_is_first_told_as_it_is():
    seen = Observation((thing("red", "block", 0.4, 0.2), thing("blue", "bowl", 0.4, -0.1)))
    said = Goal("put the red block in the blue bowl", seen, Workspace())
    assert next(retellings(said)).goal(said) == said


def test_left_and_right_change_in_words_places_and_facts():
    way = Retelling(mirrored=True)
    before = (Fact("left of", "pink block", "gray bowl"), Fact("at", "red block", "right side"))
    other = way.goal(goal("the leftmost one to the right side", before=before))
    assert other.text == "the rightmost one to the left side"
    assert [str(f) for f in other.before] == [
        "pink block right of gray bowl",
        "red block at left side",
    ]
    assert [o.position[1] for o in other.observation.objects] == [-0.20, 0.20, 0.05]
    assert way.goal(other) == goal("the leftmost one to the right side", before=before)


def test_every_telling_has_its_own_words_and_order_and_all_are_the_same_each_time():
    ways, goals = told("pink in gray", 4)
    assert ways == told("pink in gray", 4)[0]
    assert len({g.text for g in goals}) > 2
    for way, other in zip(ways, goals, strict=True):
        names = set(other.observation.names)
        assert names == {way.name(o.name) for o in SEEN.objects}
        assert way.fact(Fact("in", "pink block", "gray bowl")).subject in names


def test_articles_go_with_the_colour():
    assert recolored({"red": "orange"})("a red block, A red one") == (
        "an orange block, An orange one"
    )
    assert recolored({"orange": "red"})("an orange block") == "a red block"


def test_too_many_colours_are_told_as_they_are():
    seen = Observation(
        tuple(
            thing(c, "block", 0.35 + 0.04 * i, 0.0)
            for i, c in enumerate("pink gray brown cyan purple black red".split())
        )
    )
    said = Goal("stack them", seen, Workspace())
    assert all(not way.colors for way in itertools.islice(retellings(said), 3))
