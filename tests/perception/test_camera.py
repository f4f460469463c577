"""What the eyes say against what is true, in rendered pictures."""

import math

import numpy as np
import pytest

from agent.perception.camera import CameraPerception
from agent.perception.colors import COLORS
from agent.types import Observation
from sims.robots.panda import Panda
from sims.scenes.tabletop import Tabletop, add_block, add_bowl
from sims.world import World

EYES = CameraPerception()
TOWER = ("green block", "yellow block", "blue block")


@pytest.fixture
def lay():
    worlds = []

    def make(seed=0, **colors):
        world = World()
        worlds.append(world)
        robot = Panda(world)
        Tabletop(**colors).build(world, np.random.default_rng(seed), robot.workspace)
        return world, robot

    yield make
    for world in worlds:
        world.close()


def errors(world, robot, previous=None):
    """Return how far (m) each thing is seen from its place; nothing missing, no ghosts."""
    seen = {o.name: o for o in EYES.perceive(robot, previous)}
    truth = {o.name: o for o in world.true_objects()}
    assert seen.keys() == truth.keys()
    return [math.dist(seen[name].position, truth[name].position) for name in truth]


def test_everything_is_found_within_3_mm_and_nothing_else(lay):
    off = []
    for seed in range(20):
        colors = list(np.random.default_rng(seed).permutation(list(COLORS)))
        off += errors(*lay(seed, blocks=colors[:4], bowls=colors[4:7]))
    assert np.median(off) < 0.002
    assert max(off) < 0.003


def test_yaw_and_size_of_blocks(lay):
    world, robot = lay(3)
    truth = {o.name: o for o in world.true_objects()}
    for o in EYES.perceive(robot, None):
        assert o.size == pytest.approx(truth[o.name].size, abs=0.004)
        if o.kind == "block":
            turn = (o.yaw - truth[o.name].yaw + math.pi / 4) % (math.pi / 2) - math.pi / 4
            assert abs(turn) < math.radians(3)


@pytest.mark.parametrize("height", [3, 4])
@pytest.mark.parametrize("yaw", [0.0, 0.5])
def test_a_crooked_tower_is_seen_whole(lay, height, yaw):
    world, robot = lay(blocks=["red", "green", "yellow", "blue"], bowls=[])
    names = [*TOWER, "red block"]
    world.move("red block", 0.4, -0.2, 0.02)
    for i, name in enumerate(names[:height]):
        world.move(name, 0.48, 0.1 + 0.004 * (-1) ** i, 0.02 + 0.04 * i, yaw + 0.1 * i)
    world.step(60)
    assert max(errors(world, robot)) < 0.004


@pytest.mark.parametrize("bowl", ["red", "blue", "green"])
def test_four_blocks_in_a_bowl_one_of_its_own_colour(lay, bowl):
    world, robot = lay(4)
    x, y = next(o.position[:2] for o in world.true_objects() if o.name == f"{bowl} bowl")
    corners = [(-1, -1), (1, 1), (1, -1), (-1, 1)]
    for color, (i, j) in zip(("red", "green", "yellow", "blue"), corners, strict=True):
        world.move(f"{color} block", x + 0.024 * i, y + 0.024 * j, 0.05)
    world.step(240)
    assert max(errors(world, robot)) < 0.008


def test_what_a_tower_hides_is_remembered_and_what_is_taken_away_forgotten(lay):
    world, robot = lay(blocks=["red", "green", "yellow", "blue"], bowls=[])
    for i, name in enumerate(TOWER):
        world.move(name, 0.6, 0.2 + 0.05 * i, 0.02)
    world.move("red block", 0.44, 0.0, 0.02)
    world.step(30)
    look = Observation(EYES.perceive(robot, None))
    for i, name in enumerate(TOWER):
        world.move(name, 0.5, 0.0, 0.02 + 0.04 * i)
    world.step(60)
    look = Observation(EYES.perceive(robot, look))
    assert not look.find("red block").visible
    assert look.find("red block").position == pytest.approx((0.44, 0.0, 0.02), abs=0.003)
    world.move("red block", 3.0, 3.0, 0.02)
    for i, name in enumerate(TOWER):
        world.move(name, 0.6, 0.2 + 0.05 * i, 0.02)
    assert {o.name for o in EYES.perceive(robot, look)} == set(TOWER)


def test_two_of_a_kind_keep_their_names_where_they_go():
    with World() as world:
        robot = Panda(world)
        for name, y in (("a", 0.1), ("b", 0.141)):
            body = add_block(world, "red", 0.45, y, 0.0)
            world.register(body, name, "block", "red", (0.04,) * 3)
        first = Observation(EYES.perceive(robot, None))
        assert {o.name for o in first.objects} == {"red block", "red block 2"}
        owner = {
            o.name: min(world.true_objects(), key=lambda t: math.dist(t.position, o.position)).name
            for o in first.objects
        }
        world.move("a", 0.40, 0.05, 0.02)
        world.move("b", 0.50, 0.20, 0.02)
        truth = {o.name: o.position for o in world.true_objects()}
        for o in EYES.perceive(robot, first):
            assert o.position == pytest.approx(truth[owner[o.name]], abs=0.003)


@pytest.mark.parametrize("way", [0.0, 1.5, 2.6, 3.1, 4.2, 5.5])
def test_a_block_that_touches_a_bowl_of_its_own_color_is_told_from_it(way):
    x, y, far = 0.46, 0.05, 0.1
    with World() as world:
        add = world.register
        add(add_bowl(world, "red", x, y), "red bowl", "bowl", "red", (0.15, 0.15, 0.045))
        at = x + far * math.cos(way), y + far * math.sin(way)
        add(add_block(world, "red", *at, 0.4), "red block", "block", "red", (0.04, 0.04, 0.04))
        robot = Panda(world)
        world.step(120)
        assert max(errors(world, robot)) < 0.006
