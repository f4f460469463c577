"""Boxes into a basket: tables that can be packed, and an expert that packs them."""

import math

import pytest

from agent.robot import Workspace
from agent.skills.packed import separation, spots
from sims.bench.episode import Settings, Stage, episode
from sims.objects import THINGS
from sims.tasks.packing import BOXES, LEVELS, SUITE
from sims.tasks.predicates import judge
from sims.tasks.room import state_of

WS = Workspace()


@pytest.mark.parametrize("task", SUITE.tasks)
def test_a_seed_gives_the_same_table_with_room_between_its_things(task):
    for i in range(4):
        instance = SUITE.instance(task, i, 0, WS)
        assert instance == SUITE.instance(task, i, 0, WS)
        basket, *boxes = map(state_of, instance.things)
        assert basket.size[:2] == (LEVELS[task] / 100, 0.21)
        assert len(boxes) == BOXES
        for a in boxes:
            assert min(a.size[:2]) <= 0.075
            assert all(separation(a, b) > 0.02 for b in (basket, *boxes) if b is not a)


def test_nothing_is_packed_at_the_start():
    stage = Stage(SUITE.instance("hard", 0, 0, WS), Settings(states=False), None, 0)
    assert judge(stage.instance.goal, stage.truth()) == 0.0
    stage.close()


@pytest.mark.parametrize("task", SUITE.tasks)
def test_the_expert_packs_the_boxes(task):
    record = episode(SUITE.instance(task, 3, 0, WS), (task, 3, 3), Settings(states=False), None)
    assert record.success, (record.instruction, record.message, record.score)


def test_spots_are_within_the_walls_however_the_hand_is_turned():
    basket, box, *_ = map(state_of, SUITE.instance("medium", 0, 0, WS).things)
    found = spots(basket, box, min(box.size[:2]))
    assert len({round(yaw, 3) for *_, yaw, _ in found}) == 2
    c, s = math.cos(basket.yaw), math.sin(basket.yaw)
    for x, y, yaw, (along, across, _) in found:
        dx, dy = x - basket.position[0], y - basket.position[1]
        turn = abs(math.remainder(yaw - basket.yaw, math.pi))
        wide, deep = (along, across) if turn < 0.1 else (across, along)
        assert abs(c * dx + s * dy) + wide / 2 < basket.size[0] / 2
        assert abs(c * dy - s * dx) + deep / 2 < basket.size[1] / 2


def test_boxes_to_be_packed_are_of_the_published_sizes():
    sizes = [t.size for word, t in THINGS.items() if "x" in word.split()[0]]
    assert all(0.035 <= s <= 0.105 for size in sizes for s in size[:2])
