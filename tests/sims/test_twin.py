"""A plan is tried in a world that is laid after what the camera saw."""

import math
from dataclasses import replace

import pytest

from agent.body import Body
from agent.events import Acted, Judged
from agent.planners.expert import ExpertPlanner
from agent.types import Choices, ObjectState, Observation, Outcome, SkillCall, Verdict
from sims.build import build, eyes
from sims.twin import OTHERWISE, Rehearsed, rehearse, twin


@pytest.fixture(scope="module")
def seen():
    world, arm = build("tabletop", "panda", 0)
    yield Body(arm, eyes("camera", world)).look()
    world.close()


def test_everything_stands_where_it_was_seen(seen):
    world, _ = twin(seen, "panda")
    try:
        there = {o.name: o for o in world.true_objects()}
        for o in seen.objects:
            assert math.dist(o.position[:2], there[o.name].position[:2]) < 0.005
    finally:
        world.close()


def test_what_works_in_the_twin_is_what_is_to_be_done(seen):
    found = rehearse("put the red block in the blue bowl", seen, "panda", ExpertPlanner())
    assert found.ok
    assert found.calls == (
        SkillCall("pick", ("red block",)),
        SkillCall("place", ("in", "blue bowl")),
    )


def test_what_cannot_be_done_is_told_and_not_ok(seen):
    found = rehearse("put the blue bowl on the red bowl", seen, "panda", ExpertPlanner())
    assert not found.ok
    assert found.message


def test_a_thing_of_an_unknown_kind_is_a_box_of_its_size():
    odd = ObjectState("gray thing", "thing", "gray", (0.45, 0.0, 0.02), (0.05, 0.03, 0.04))
    world, _ = twin(Observation((odd,)), "panda")
    try:
        (there,) = world.true_objects()
        assert there.size == odd.size
        assert math.dist(there.position, odd.position) < 0.005
    finally:
        world.close()


def test_stacks_stay_stacks(seen):
    red, green = seen.find("red block"), seen.find("green block")
    x, y, _ = red.position
    stacked = replace(green, position=(x, y, red.top + green.size[2] / 2))
    others = tuple(o for o in seen.objects if o.name != "green block")
    world, _ = twin(replace(seen, objects=(*others, stacked)), "panda")
    try:
        there = {o.name: o for o in world.true_objects()}
        assert there["green block"].position[2] == pytest.approx(0.06, abs=0.003)
    finally:
        world.close()


@pytest.mark.parametrize(
    "event",
    [
        Acted(1, Outcome(False, "missed red block"), Observation(())),
        Judged(1, Verdict("block", "missed red block")),
    ],
)
def test_where_it_goes_otherwise_the_plan_is_given_up(seen, event):
    planner = Rehearsed([SkillCall("pick", ("red block",)), SkillCall("place", ("in", "bowl"))])
    assert planner.choose([], Choices(()), None).call.skill == "pick"
    call = planner.choose([event], Choices(()), None).call
    assert call.skill == "cannot"
    assert call.args[0] == f"{OTHERWISE}: missed red block"


def test_after_its_calls_it_claims_success():
    planner = Rehearsed([])
    assert planner.choose([], Choices(()), None).call.skill == "done"
