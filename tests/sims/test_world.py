"""The world alone: camera geometry, layout, save and restore."""

import math

import numpy as np
import pybullet as p
import pytest

from agent.robot import Workspace
from sims.build import build
from sims.oracle import OraclePerception
from sims.robots.panda import Panda
from sims.scenes.tabletop import Tabletop
from sims.world import World


def test_the_table_is_seen_at_zero_to_a_tenth_of_a_millimetre():
    with World() as world:
        points = points_of(world.render())
        near = (points[..., 0] > 0.3) & (points[..., 0] < 0.66) & (abs(points[..., 1]) < 0.34)
        assert abs(points[near][:, 2]).max() < 1e-4


def test_a_bowl_stands_on_its_floor_and_holds_a_block_above_it():
    with World() as world:
        Tabletop(["red"], ["blue"]).build(world, np.random.default_rng(0), Workspace())
        bowl = next(o for o in world.true_objects() if o.kind == "bowl")
        assert bowl.bottom == pytest.approx(0.0, abs=0.001)
        world.move("red block", *bowl.position[:2], 0.05)
        world.step(240)
        block = next(o for o in world.true_objects() if o.kind == "block")
        assert block.bottom == pytest.approx(0.005, abs=0.001)


def points_of(frame):
    """Return every pixel's point (H, W, 3), m, by the frame's own calibration."""
    height, width = frame.depth.shape
    v, u = np.mgrid[0:height, 0:width] + 0.5
    rays = np.stack([u, v, np.ones_like(u)], axis=-1) @ np.linalg.inv(frame.intrinsics).T
    return (rays * frame.depth[..., None]) @ frame.pose[:3, :3].T + frame.pose[:3, 3]


@pytest.mark.parametrize("size", [(640, 480), (480, 360)])
def test_known_points_are_seen_where_they_are(size):
    with World() as world:
        empty = world.render(*size)
        for at in [(0.30, -0.34, 0.15), (0.48, 0.1, 0.05), (0.66, 0.34, 0.02), (0.4, 0.0, 0.2)]:
            ball = p.createMultiBody(
                0,
                -1,
                p.createVisualShape(
                    p.GEOM_SPHERE,
                    radius=0.01,
                    rgbaColor=(1, 0, 1, 1),
                    physicsClientId=world.client,
                ),
                at,
                physicsClientId=world.client,
            )
            frame = world.render(*size)
            rows, columns = np.nonzero(empty.depth - frame.depth > 0.004)
            camera = np.linalg.inv(frame.pose) @ [*at, 1.0]
            u, v, w = frame.intrinsics @ camera[:3]
            assert (columns.min() + columns.max() + 1) / 2 == pytest.approx(u / w, abs=0.6)
            assert (rows.min() + rows.max() + 1) / 2 == pytest.approx(v / w, abs=0.6)
            assert frame.depth[rows, columns].min() == pytest.approx(camera[2] - 0.01, abs=0.002)
            p.removeBody(ball, physicsClientId=world.client)


def test_fifty_layouts_leave_room_for_the_hand_and_are_all_in_the_picture():
    workspace = Workspace()
    for seed in range(50):
        with World() as world:
            Tabletop().build(world, np.random.default_rng(seed), workspace)
            things = world.true_objects()
            frame = world.render(16, 12)
        assert len({o.name for o in things}) == 7
        for o in things:
            assert workspace.contains(*o.position[:2], margin=0.03)
            u, v, w = frame.intrinsics @ (np.linalg.inv(frame.pose) @ [*o.position, 1.0])[:3]
            assert 0 < u / w < 16
            assert 0 < v / w < 12
        for i, a in enumerate(things):
            for b in things[:i]:
                wide = sum(o.size[0] / 2 * (1.41 if o.kind == "block" else 1.0) for o in (a, b))
                assert math.dist(a.position[:2], b.position[:2]) > wide + 0.04


def test_colours_of_a_layout_can_be_chosen():
    with World() as world:
        Tabletop(["white", "gray"], ["cyan"]).build(world, np.random.default_rng(0), Workspace())
        assert {o.name for o in world.true_objects()} == {"white block", "gray block", "cyan bowl"}


def test_going_back_to_a_saved_moment_gives_the_same_future():
    world, robot = build("tabletop", "panda", 0)
    with world:
        moment = world.save()
        futures = []
        for _ in range(2):
            world.restore(moment)
            world.move("red block", 0.5, 0.0, 0.2, 0.3)
            robot.grip(0.02)
            futures.append((world.time, OraclePerception(world).perceive(robot, None)))
        assert futures[0][0] == futures[1][0]
        for a, b in zip(futures[0][1], futures[1][1], strict=True):
            assert a.position == pytest.approx(b.position, abs=1e-4)


def test_frames_come_evenly_in_simulated_time():
    with World() as world:
        times = []
        world.on_frame = lambda: times.append(world.time)
        world.step(480)
        assert len(times) == 20
        assert np.diff(times) == pytest.approx(0.1, abs=0.005)


def test_closing_lets_go_of_every_client():
    world = World()
    robot = Panda(world)
    from agent.types import Pose

    robot.move_to(Pose((0.5, 0.0, 0.3), (0.98, 0.0, 0.198, 0.0)))
    scratch, client = robot.ways.model.client, world.client
    world.close()
    world.close()
    assert scratch is not None
    assert not p.isConnected(scratch)
    assert not p.isConnected(client)
