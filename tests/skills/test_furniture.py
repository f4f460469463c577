"""A drawer and a button in real PyBullet; their joints are asked by the tests alone."""

import pybullet as p
import pytest

from sims.build import calibrate
from sims.fixtures import hold
from sims.scenes.furniture import Room


@pytest.fixture
def room(lay):
    table = lay(scene=Room())
    table.drawer, table.button = (x for x in table.world.parts if hasattr(x, "fixture"))
    return table


def test_a_drawer_is_opened_and_closed(room):
    outcome = room.do("open", "drawer")
    assert outcome.ok
    assert room.drawer.travel > 0.09
    assert outcome.measured["travel"] == pytest.approx(room.drawer.travel, abs=0.005)
    assert room.refuses("drawer is open", "open", "drawer")
    assert room.do("close", "drawer").ok
    assert room.drawer.travel < 0.005
    assert room.refuses("drawer is closed", "close", "drawer")


@pytest.mark.parametrize("travel", [0.0, 0.03, 0.06, 0.12])
def test_the_camera_measures_how_far_a_drawer_is_open(room, travel):
    room.world.wake()
    p.resetJointState(room.drawer.body, 0, travel, physicsClientId=room.world.client)
    seen = room.body.look().find("drawer")
    assert room.drawer.fixture.travelled(seen) == pytest.approx(travel, abs=0.005)


def test_a_drawer_that_hardly_moves_is_reported_as_it_is(room, watched):
    watched.deep = 0.006  # the hand pulls with all that it may, and contacts are soft
    hold(room.world, room.drawer.body, 200.0)
    outcome = room.do("open", "drawer")
    assert not outcome.ok
    assert "meets something" in outcome.message
    assert outcome.measured["travel"] == pytest.approx(room.drawer.travel, abs=0.005)


def test_what_stands_before_a_drawer_is_named(room):
    room.world.move("red block", 0.48, 0.22, 0.02)
    room.body.look()
    assert room.refuses("red block is in the way of drawer", "open", "drawer")


def test_a_button_goes_down_and_comes_up(room):
    lowest, step = [], room.world.step

    def spy(count=1):
        step(count)
        lowest.append(room.button.travel)

    room.world.step = spy
    outcome = room.do("press", "button")
    assert outcome.ok
    assert max(lowest) > 0.6 * room.button.fixture.travel
    assert room.button.travel < 0.002


def test_a_button_that_does_not_give_is_not_said_to_be_pressed(room):
    c = room.world.client
    p.changeDynamics(room.button.body, 0, mass=0, physicsClientId=c)
    assert not room.do("press", "button").ok


def test_furniture_is_not_picked_and_unknown_names_are_told(room):
    assert room.refuses("drawer is fixed", "pick", "drawer")
    assert room.refuses("there is no button", "press", "drawer")
    assert room.refuses("there is no drawer", "open", "lid")
    assert room.refuses("there is no drawer", "close")


def test_without_furniture_nobody_reads_of_it(lay):
    table = lay(blocks=[("red", 0.45, 0.0)])
    words = table.skills.describe(table.body.observation)
    assert not any(f"{skill}(" in words for skill in ("open", "close", "press", "sweep", "uncover"))
    calibrate(table.robot, table.world)
    assert table.robot.fixtures == ()
