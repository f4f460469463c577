"""Looking again from above, where something hides what was seen before."""

import math

import pytest

from agent.types import SkillCall
from sims.scenes.tabletop import BLOCK


@pytest.fixture
def hidden(lay):
    """Lay a table on which a tower has come between the camera and the red block."""
    table = lay(blocks=[("red", 0.42, 0.10), ("green", 0.60, -0.15), ("blue", 0.60, -0.25)])
    table.world.move("green block", 0.465, 0.10, BLOCK / 2)
    table.world.move("blue block", 0.465, 0.10, BLOCK * 1.5 + 0.001)
    table.world.step(60)
    table.body.look()
    red = table.body.observation.find("red block")
    assert red is not None
    assert not red.visible
    return table


def test_it_is_offered_for_what_is_hidden_alone(hidden):
    assert hidden.listed("look") == [SkillCall("look"), SkillCall("look", ("red block",))]
    hidden.world.move("blue block", 0.60, -0.15, BLOCK / 2)
    hidden.world.move("green block", 0.60, -0.25, BLOCK / 2)
    hidden.body.look()
    assert hidden.listed("look") == [SkillCall("look")]


def test_what_was_moved_while_hidden_is_found_where_it_is(hidden):
    hidden.world.move("red block", 0.43, 0.115, BLOCK / 2, 0.3)
    hidden.world.step(60)
    outcome = hidden.do("look", "red block")
    assert outcome.ok, outcome.message
    seen, true = hidden.body.observation.find("red block"), hidden.true("red block")
    assert math.dist(seen.position, true.position) < 0.004
    assert abs(math.remainder(seen.yaw - true.yaw, math.pi / 2)) < math.radians(4)


def test_what_was_taken_while_hidden_is_known_no_longer(hidden):
    hidden.world.move("red block", 1.5, 1.5, BLOCK / 2)
    hidden.world.step(60)
    outcome = hidden.do("look", "red block")
    assert not outcome.ok
    assert outcome.message == "red block is not there any more"
    assert hidden.body.observation.find("red block") is None
    assert {o.name for o in hidden.body.observation.objects} == {"green block", "blue block"}


def test_it_says_why_it_cannot_look(hidden):
    assert hidden.refuses("purple block is not known", "look", "purple block")
    assert hidden.do("pick", "blue block").ok
    assert hidden.refuses("the hand holds blue block", "look", "red block")


@pytest.mark.parametrize("xyz", [(0.40, 0.0, 0.40), (0.55, 0.20, 0.40), (0.35, -0.20, 0.40)])
def test_the_wrist_measures_as_the_fixed_camera_does(lay, xyz):
    from agent.perception.camera import CameraPerception
    from agent.types import Pose

    x, y, _ = xyz
    table = lay(blocks=[("red", x + 0.1, y + 0.05, 0.4)], bowls=[("blue", x + 0.08, y - 0.12)])
    assert table.robot.move_to(Pose.tool_down(*xyz)).ok
    seen = {o.name: o for o in CameraPerception(("wrist",)).perceive(table.robot, None)}
    assert seen.keys() == {"red block", "blue bowl"}
    for name, o in seen.items():
        assert math.dist(o.position, table.true(name).position) < 0.004
