"""Kinds of things told apart by their shape; names and memory over several looks."""

import math

import numpy as np
import pytest

from agent.errors import UsageError
from agent.perception.camera import CameraPerception
from agent.perception.naming import named
from agent.types import ObjectState, Observation
from sims.bench.perception import measure
from sims.build import build
from sims.noise import KINECT
from sims.objects import THINGS
from sims.robots.panda import Panda
from sims.scenes.mixed import lay, random_mix
from sims.world import View, World

EYES = CameraPerception()
ABOVE = View((0.45, 0.001, 0.85), (0.45, 0.0, 0.0), 45.0)


@pytest.fixture
def table():
    worlds = []

    def make(*wanted, seed=0):
        world = World()
        worlds.append(world)
        robot = Panda(world)
        lay(world, np.random.default_rng(seed), robot.workspace, wanted)
        return world, robot

    yield make
    for world in worlds:
        world.close()


@pytest.mark.parametrize("word", sorted(w for w in THINGS if THINGS[w].reach < 0.16))
def test_each_kind_is_told_by_its_shape(table, word):
    for seed in range(3):
        world, robot = table(("green", word), seed=seed)
        (seen,) = EYES.perceive(robot, None)
        (true,) = world.true_objects()
        assert seen.name == true.name == f"green {THINGS[word].kind}"
        # A duck is no box: only the side that the camera sees tells where its middle is.
        assert math.dist(seen.position, true.position) < (0.010 if word == "duck" else 0.003)
        assert seen.size[2] == pytest.approx(true.size[2], abs=0.005)
        if word not in ("duck", "pebble"):
            assert seen.size == pytest.approx(true.size, abs=0.005)


def test_random_tables_of_everything_with_and_without_noise():
    for noise in (None, KINECT):
        report = measure(25, 500, noise=noise, layout=random_mix)
        assert report.detection.value > 0.97
        assert report.ghosts <= 2
        assert report.position_median < 3.0
        assert report.yaw_median < 3.0


def test_blocks_and_bowls_under_noise():
    report = measure(20, 300, noise=KINECT)
    assert report.found == report.unoccluded > 50
    assert report.ghosts == 0
    assert report.position_median < 1.5


def test_noise_comes_from_its_seed_and_grows_with_the_square_of_the_distance():
    with World() as world:
        clean = world.render()
        frames = []
        for seed in (1, 1, 2):
            world.blur(KINECT, seed)
            frames.append(world.render())
        assert (frames[0].depth == frames[1].depth).all()
        assert (frames[0].rgb == frames[1].rgb).all()
        assert (frames[0].depth != frames[2].depth).any()
        off = (frames[0].depth - clean.depth) / clean.depth**2
        assert off.std() == pytest.approx(KINECT.depth, rel=0.05)
        world.blur(None)
        assert (world.render().depth == clean.depth).all()


def test_a_big_and_a_small_box_of_one_colour_keep_their_names_where_they_go(table):
    world, robot = table(("red", "small box"), ("red", "big box"))
    look = Observation(EYES.perceive(robot, None))
    assert {o.name for o in look.objects} == {"small red box", "big red box"}
    (small, big) = (look.find(name).position for name in ("small red box", "big red box"))
    world.move("small red box", big[0], big[1], 0.015)
    world.move("big red box", small[0], small[1], 0.025)
    look = Observation(EYES.perceive(robot, look))
    truth = {o.name: o for o in world.true_objects()}
    for name in ("small red box", "big red box"):
        assert look.find(name).position == pytest.approx(truth[name].position, abs=0.004)


def test_what_was_carried_keeps_its_name():
    def box(y, size, name=""):
        return ObjectState(name, "box", "red", (0.5, y, 0.02), size)

    small, big = (0.06, 0.045, 0.03), (0.1, 0.07, 0.05)
    before = (box(-0.2, small, "small red box"), box(0.2, big, "big red box"))
    previous = Observation(before, holding="small red box")
    now = named([box(0.2, big), box(0.0, small)], previous)
    assert {o.name: o.position[1] for o in now} == {"big red box": 0.2, "small red box": 0.0}


def test_a_can_hides_a_piece_which_is_remembered_with_less_and_less_confidence(table):
    world, robot = table(("blue", "can"), ("red", "piece"))
    world.move("blue can", 0.60, 0.25, 0.05)
    world.move("red piece", 0.45, 0.0, 0.009)
    first = look = Observation(EYES.perceive(robot, None))
    assert all(o.visible and o.confidence > 0.9 for o in first.objects)
    world.move("blue can", 0.51, 0.0, 0.05)
    sure = []
    for _ in range(3):
        look = Observation(EYES.perceive(robot, look))
        piece = look.find("red piece")
        assert not piece.visible
        assert piece.position == first.find("red piece").position
        sure.append(piece.confidence)
    assert sure == sorted(sure, reverse=True)
    world.move("blue can", 0.60, 0.25, 0.05)
    look = Observation(EYES.perceive(robot, look))
    assert look.find("red piece").visible
    assert look.find("red piece").confidence > 0.9


def test_half_hidden_things_are_what_they_were_with_less_confidence(table):
    world, robot = table(("blue", "can"), ("red", "cup"))
    world.move("blue can", 0.60, 0.25, 0.05)
    world.move("red cup", 0.42, 0.0, 0.04)
    look = Observation(EYES.perceive(robot, None))
    whole = look.find("red cup")
    world.move("blue can", 0.52, 0.03, 0.05)
    look = Observation(EYES.perceive(robot, look))
    part = look.find("red cup")
    assert part is not None
    assert len(look.objects) == 2
    assert part.position == pytest.approx(whole.position, abs=0.004)
    assert part.confidence < whole.confidence


def test_a_box_is_as_high_as_ever_where_the_rim_of_a_tray_hides_its_foot(table):
    world, robot = table(("blue", "big box"), ("red", "tray"))
    world.move("red tray", 0.50, 0.0, 0.0125)
    before = Observation(EYES.perceive(robot, None))
    world.move("blue box", 0.54, 0.0, 0.035)
    (alone,) = (o for o in EYES.perceive(robot, None) if o.kind == "box")
    assert alone.size[2] == pytest.approx(0.038, abs=0.005)  # what the rim leaves in sight of it
    box = Observation(EYES.perceive(robot, before)).find("blue box")
    assert box.size[2] == pytest.approx(0.05, abs=0.002)
    assert box.bottom == pytest.approx(0.01, abs=0.002)


class TwoEyes:
    """A robot whose hand has a camera over the table."""

    cameras = ("fixed", "wrist")

    def __init__(self, robot):
        self.robot, self.workspace = robot, robot.workspace

    def capture(self, camera="fixed"):
        view = {"wrist": {"camera": ABOVE}}.get(camera, {})
        return self.robot.world.render(**view)


def test_a_second_camera_sees_what_the_first_cannot(table):
    world, robot = table(("blue", "can"), ("red", "piece"), ("green", "block"))
    world.move("blue can", 0.51, 0.0, 0.05)
    world.move("red piece", 0.45, 0.0, 0.009)
    world.move("green block", 0.5, 0.2, 0.02, 0.4)
    one = EYES.perceive(robot, None)
    assert {o.name for o in one} == {"blue can", "green block"}
    both = CameraPerception(("fixed", "wrist")).perceive(TwoEyes(robot), None)
    truth = {o.name: o for o in world.true_objects()}
    assert {o.name for o in both} == truth.keys()
    for o in both:
        assert math.dist(o.position, truth[o.name].position) < 0.004
    with pytest.raises(UsageError, match="no camera 'ceiling'; it has: fixed"):
        CameraPerception(("ceiling",)).perceive(robot, None)


def test_the_mixed_scene_is_seen_whole():
    for seed in range(4):
        world, robot = build("mixed", "panda", seed)
        with world:
            truth = {o.name for o in world.true_objects()}
            assert len(truth) == 8
            assert {o.name for o in EYES.perceive(robot, None)} == truth
