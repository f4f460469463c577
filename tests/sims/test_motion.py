"""Arms of two makes among things: reasons, detours, contact, and limits at every step."""

import math

import numpy as np
import pybullet as p
import pytest

from agent.robot import Surroundings
from agent.types import ObjectState, Pose
from sims.bench.skills import trial
from sims.robots.panda import Panda
from sims.robots.xarm import XArm
from sims.scenes.tabletop import add_block
from sims.world import TIME_STEP, World


@pytest.fixture(params=[Panda, XArm], ids=["panda", "xarm"])
def arm(request):
    with World() as world:
        yield world, request.param(world)


def box(name, x, y, z, size=(0.06, 0.06, 0.06)):
    return ObjectState(name, "box", "red", (x, y, z), size)


def test_both_arms_turn_poses_into_joints_and_back(arm):
    _world, robot = arm
    rng = np.random.default_rng(0)
    (x0, x1), (y0, y1) = robot.workspace.x, robot.workspace.y
    for _ in range(15):
        x, y, z = rng.uniform((x0, y0, 0.03), (x1, y1, 0.25))
        pose = Pose.tool_down(float(x), float(y), float(z), float(rng.uniform(-1.5, 1.5)))
        assert robot.move_to(pose).ok
        assert math.dist(robot.state().tool.position, pose.position) < 0.002


def test_a_tilt_within_the_arms_plane_is_solved_in_closed_form(arm):
    _world, robot = arm
    for tilt in (-0.5, -0.3, 0.2):
        # The tool leans away from the base, about the y axis.
        half = tilt / 2
        pose = Pose((0.40, 0.0, 0.30), (math.cos(half), 0.0, -math.sin(half), 0.0))
        assert robot.kinematics.solve(pose) is not None
        assert robot.move_to(pose).ok
        assert abs(np.dot(robot.state().tool.orientation, pose.orientation)) > 0.9999


def test_out_of_reach_says_how_far_and_nothing_moves(arm):
    _world, robot = arm
    before = robot.state().joints
    motion = robot.move_to(Pose.tool_down(1.2, 0.0, 0.1))
    assert not motion.ok
    assert "unreachable" in motion.reason
    assert "cm short" in motion.reason
    assert robot.state().joints == before


def test_a_goal_inside_a_thing_names_it_and_nothing_moves(arm):
    _world, robot = arm
    before = robot.state().joints
    around = Surroundings(
        (box("red box", 0.45, 0.1, 0.03, (0.1, 0.1, 0.06)), box("blue box", 0.45, -0.2, 0.03))
    )
    motion = robot.move_to(Pose.tool_down(0.45, 0.1, 0.03), around=around)
    assert motion.reason == "collision with red box"
    assert robot.state().joints == before
    may_touch = Surroundings(around.objects, touch=("red box",))
    assert robot.move_to(Pose.tool_down(0.45, 0.1, 0.03), around=may_touch).ok


def test_the_table_is_in_the_way_too(arm):
    _world, robot = arm
    motion = robot.move_to(Pose.tool_down(0.45, 0.0, -0.02), around=Surroundings())
    assert motion.reason == "collision with the table"


def test_it_goes_round_a_wall_without_touching_it(arm):
    world, robot = arm
    size = (0.12, 0.03, 0.22)
    half = [s / 2 for s in size]
    wall = world.add_body(
        mass=0.0,
        collision=p.createCollisionShape(
            p.GEOM_BOX, halfExtents=half, physicsClientId=world.client
        ),
        visual=-1,
        position=(0.50, 0.0, 0.11),
    )
    assert robot.move_to(Pose.tool_down(0.50, -0.16, 0.30)).ok
    assert robot.move_to(Pose.tool_down(0.50, -0.16, 0.10)).ok
    around = Surroundings((box("wall", 0.50, 0.0, 0.11, size),))
    deepest = [0.0]

    def watch():
        touches = p.getContactPoints(robot.body, wall, physicsClientId=world.client)
        deepest.append(min((c[8] for c in touches), default=0.0))

    world.on_frame, world.frame_period = watch, 0.0
    motion = robot.move_to(Pose.tool_down(0.50, 0.16, 0.10), around=around)
    assert motion.ok, motion.reason
    assert min(deepest) > -0.002


def test_what_is_held_may_not_hit_anything_either(arm):
    _world, robot = arm
    held = box("long box", 0.0, 0.0, 0.0, (0.04, 0.04, 0.20))
    low = Surroundings((box("red box", 0.45, 0.1, 0.03),))
    above = Pose.tool_down(0.45, 0.1, 0.12)
    assert robot.move_to(above, around=low).ok
    robot.home()
    holding = Surroundings(low.objects, held=held)
    assert robot.move_to(above, around=holding).reason == "collision with red box"


def test_contact_with_what_nobody_knew_of_stops_the_arm(arm):
    world, robot = arm
    robot.move_to(Pose.tool_down(0.42, -0.16, 0.25))
    world.add_body(
        mass=0.0,
        collision=p.createCollisionShape(
            p.GEOM_BOX, halfExtents=[0.1, 0.02, 0.25], physicsClientId=world.client
        ),
        visual=-1,
        position=(0.42, 0.03, 0.25),
    )
    motion = robot.move_to(Pose.tool_down(0.42, 0.2, 0.25), around=Surroundings())
    assert not motion.ok
    assert "meets something" in motion.reason
    assert robot.state().tool.position[1] < 0.03
    assert robot.move_to(Pose.tool_down(0.42, -0.16, 0.25)).ok


def test_a_collision_does_not_wear_out_what_may_be_lifted(arm):
    world, robot = arm
    world.register(add_block(world, "red", 0.45, 0.1, 0.0), "it", "block", "red", (0.04,) * 3)
    for z, speed in ((0.14, 1.0), (0.02, 0.5)):
        assert robot.move_to(Pose.tool_down(0.45, 0.1, z), speed, Surroundings()).ok
    robot.grip(0.0)
    assert robot.move_to(Pose.tool_down(0.45, 0.1, 0.25)).ok
    assert robot.state().finger_force > 1.0


@pytest.mark.parametrize("name", ["panda", "xarm"])
@pytest.mark.parametrize("kind", ["pick-and-place", "mixed", "stack"])
@pytest.mark.parametrize("seed", range(2))
def test_no_step_of_a_trial_exceeds_a_limit_or_goes_through_a_thing(name, kind, seed, watched):
    result = trial(kind, name, "camera", seed)
    assert result.true, result.message
    assert watched.steps * TIME_STEP > 2.0
    watched.check()
