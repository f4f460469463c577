"""The robot keeps to its limits whatever a skill asks of it."""

import itertools
import math
import threading
from dataclasses import replace

import pytest

from agent.body import Body
from agent.errors import Stopped, UsageError
from agent.limits import LimitedRobot, Limits, Zone, straight
from agent.loop import Agent
from agent.planners.expert import ExpertPlanner
from agent.robot import Motion, Surroundings, Workspace
from agent.skills.library import SkillLibrary
from agent.toy import HOME, ToyPerception, ToyRobot, thing
from agent.types import Pose, SkillCall
from sims.build import build, eyes

LAPTOP = Zone("laptop", (0.44, 0.52), (-0.34, 0.10), (0.0, 0.3))
GOAL = "put the red block in the blue bowl"


class Recorder(ToyRobot):
    """Writes down where it was sent, how fast, and what it was told of."""

    angles = (0.0, 0.0)

    def __init__(self, objects=(), **kwargs):
        super().__init__(objects, **kwargs)
        self.sent = []

    def state(self):
        return replace(super().state(), joints=self.angles)

    def move_to(self, pose, speed=1.0, around=None):
        self.sent.append((pose.position, speed, around))
        return super().move_to(pose, speed, around)


@pytest.fixture
def recorder():
    return Recorder([thing("red", "block", 0.40, 0.20)])


def down(x, y, z=0.2):
    return Pose.tool_down(x, y, z)


def test_without_limits_it_is_the_robot_that_it_was(toy):
    robot = LimitedRobot(toy)
    assert robot.workspace is toy.workspace
    assert robot.objects is toy.objects
    with pytest.raises(AttributeError, match="ToyRobot"):
        robot.wings  # noqa: B018
    with pytest.raises(AttributeError, match="_robot"):
        LimitedRobot.__new__(LimitedRobot).hand  # noqa: B018
    with pytest.raises(NotImplementedError):
        robot.capture()
    events = list(Agent(robot, ToyPerception(), ExpertPlanner()).run(GOAL))
    assert events[-1].verification == "verified"


def test_a_robot_that_does_not_say_where_it_rests_cannot_be_limited():
    class Restless:
        name = "restless"

    with pytest.raises(UsageError, match="The robot restless does not tell where it rests"):
        LimitedRobot(Restless())


def test_outside_the_workspace_nothing_is_sent(recorder):
    robot = LimitedRobot(recorder, Limits(Workspace((0.35, 0.50), (-0.1, 0.1), (0.05, 0.3))))
    for pose, reason in (
        (down(0.55, 0.0), "5.0 cm outside the workspace, x from 0.35 to 0.5 m"),
        (down(0.40, -0.12), "2.0 cm outside the workspace, y from -0.1 to 0.1 m"),
        (down(0.40, 0.0, 0.01), "4.0 cm outside the workspace, z from 0.05 to 0.3 m"),
        (down(math.nan, 0.0), "there is no such place"),
    ):
        assert robot.move_to(pose) == Motion(False, reason)
    assert LimitedRobot(recorder).move_to(down(0.4, math.inf)).reason == "there is no such place"
    assert recorder.sent == []
    assert robot.move_to(down(0.40, 0.0)).ok
    assert robot.home().ok
    assert robot.at_home()


def test_the_workspace_is_what_both_have_and_skills_offer_nothing_beyond(toy):
    limits = Limits(Workspace((0.0, 0.45), (-math.inf, math.inf), (0.0, 9.0)))
    robot = LimitedRobot(toy, limits)
    assert robot.workspace.x == (0.30, 0.45)
    assert (robot.workspace.y, robot.workspace.z) == (toy.workspace.y, toy.workspace.z)
    body = Body(robot, ToyPerception())
    body.look()
    picks = [c for c in SkillLibrary().feasible(body).calls if c.skill == "pick"]
    assert picks == [SkillCall("pick", ("red block",))]


def test_a_workspace_with_nothing_in_common_is_an_error(toy):
    with pytest.raises(UsageError, match=r"along x, from 0\.3 to 0\.66 m"):
        LimitedRobot(toy, Limits(Workspace(x=(1.0, 2.0))))


def test_nothing_goes_into_a_zone_or_straight_through_it_but_out_of_it(recorder):
    robot = LimitedRobot(recorder, Limits(keep_out=(LAPTOP,)))
    refused = Motion(False, "collision with keep-out zone laptop")
    assert robot.move_to(down(0.40, 0.0)).ok
    assert robot.move_to(down(0.48, 0.0)) == refused
    assert robot.move_to(down(0.60, 0.0)) == refused
    assert [sent[0] for sent in recorder.sent] == [(0.40, 0.0, 0.2)]
    assert robot.move_to(down(0.40, 0.0, 0.4)).ok
    assert robot.move_to(down(0.60, 0.0, 0.4)).ok
    recorder.tool = down(0.48, 0.0)
    assert robot.move_to(down(0.50, 0.0)) == refused
    assert robot.home().ok
    recorder.tool = down(0.60, 0.0, 0.1)
    assert robot.home().ok  # raised first, then over it
    recorder.tool = down(0.60, 0.0, 0.21)
    assert robot.home() == refused
    under = replace(LAPTOP, x=(0.55, 0.65), z=(0.2, 0.3))
    recorder.tool = down(0.60, 0.0, 0.1)
    assert LimitedRobot(recorder, Limits(keep_out=(under,))).home() == refused


def test_a_straight_way_is_looked_at_every_centimetre():
    points = list(straight((0.0, 0.0, 0.0), (0.3, 0.4, 0.0)))
    assert (points[0], points[-1]) == ((0.0, 0.0, 0.0), (0.3, 0.4, 0.0))
    assert max(math.dist(a, b) for a, b in itertools.pairwise(points)) < 0.0101
    assert list(straight((1.0, 1.0, 1.0), (1.0, 1.0, 1.0))) == [(1.0, 1.0, 1.0)] * 2


def test_motions_are_told_of_the_zones_and_nothing_may_touch_them(recorder):
    robot = LimitedRobot(recorder, Limits(keep_out=(LAPTOP,)))
    robot.move_to(down(0.40, 0.0))
    robot.move_to(down(0.40, 0.0), 1.0, Surroundings((), None, ("cup", LAPTOP.title)))
    for _, _, around in recorder.sent:
        (zone,) = around.objects
        assert zone.position == pytest.approx((0.48, -0.12, 0.15))
        assert zone.size == pytest.approx((0.08, 0.44, 0.3))
    assert around.touch == ("cup",)


def test_a_robot_that_plans_is_left_to_go_round_but_not_in(recorder):
    recorder.plans = True
    robot = LimitedRobot(recorder, Limits(keep_out=(LAPTOP,)))
    robot.move_to(down(0.40, 0.0))
    assert robot.move_to(down(0.60, 0.0)).ok
    assert not robot.move_to(down(0.48, 0.0)).ok


def test_skills_offer_nothing_over_a_zone(toy):
    robot = LimitedRobot(toy, Limits(keep_out=(replace(LAPTOP, z=(0.0, 0.1)),)))
    body = Body(robot, ToyPerception())
    body.look()
    library = SkillLibrary()
    assert library.why_not(SkillCall("pick", ("green block",)), body) == (
        "green block is out of reach"
    )
    library.run(SkillCall("pick", ("red block",)), body)
    assert library.run(SkillCall("place", ("at", "middle")), body).ok
    x, y, _ = toy.objects["red block"].position
    assert not LAPTOP.contains((x, y, 0.1))


def test_speed_is_capped_also_on_the_way_home(recorder):
    robot = LimitedRobot(recorder, Limits(max_speed=0.4))
    robot.move_to(down(0.40, 0.0, 0.1))
    robot.move_to(down(0.40, 0.0, 0.1), 0.2)
    robot.home()
    assert [speed for _, speed, _ in recorder.sent] == [0.4, 0.2, 0.4, 0.4]


def test_fingers_that_feel_too_much_open(recorder):
    for most, held in ((5.0, None), (10.0, "red block"), (0.0, "red block")):
        recorder.grip(0.08)
        robot = LimitedRobot(recorder, Limits(max_force=most))
        robot.move_to(down(0.40, 0.20, 0.02))
        robot.grip(0.0)
        assert recorder.held == held
    assert recorder.width == 0.0


def test_a_joint_beyond_its_limit_stops_the_arm_and_may_come_back(recorder):
    limits = Limits(joints=((1, -1.0, 1.0), (2, -0.5, 0.5), (9, 0.0, 0.1)))
    robot = LimitedRobot(recorder, limits)
    assert robot.move_to(down(0.40, 0.0)).ok
    robot._robot.move_to = lambda *args: setattr(recorder, "angles", (0.0, 0.7))
    with pytest.raises(Stopped, match=r"joint 2 is at 0\.70, not in -0\.5 to 0\.5 rad"):
        robot.move_to(down(0.41, 0.0))
    assert recorder.stopped
    robot.resume()
    del robot._robot.move_to
    recorder.angles = (0.0, 0.6)
    assert robot.home().ok


# The stop.


def test_a_latched_stop_refuses_every_motion_until_it_is_released(recorder):
    robot = LimitedRobot(recorder)
    robot.latch()
    robot.resume()
    for motion in (lambda: robot.move_to(HOME), robot.home, lambda: robot.grip(0.0)):
        with pytest.raises(Stopped, match="until the stop is released"):
            motion()
    assert robot.latched
    assert recorder.sent == []
    assert robot.state().tool == HOME
    robot.release()
    assert not robot.latched
    assert robot.home().ok


def test_a_stop_that_is_not_latched_ends_with_resume(recorder):
    robot = LimitedRobot(recorder)
    robot.stop()
    with pytest.raises(Stopped):
        robot.home()
    robot.resume()
    assert robot.home().ok


def test_a_robot_with_a_latch_of_its_own_keeps_it(recorder):
    recorder.latched = True
    recorder.release = lambda: setattr(recorder, "latched", False)
    recorder.watch = lambda: recorder.sent.append("watched")
    robot = LimitedRobot(recorder)
    with pytest.raises(Stopped):
        robot.home()
    robot.release()
    assert robot.home().ok
    assert recorder.sent[0] == "watched"


def test_a_latch_ends_a_run_and_those_after_it_until_it_is_released(toy):
    robot = LimitedRobot(toy)
    agent = Agent(robot, ToyPerception(), ExpertPlanner())
    for event in (stream := agent.run(GOAL)):
        if event.kind == "decided":
            robot.latch()
            break
    before = dict(toy.objects)
    assert list(stream)[-1].ending == "stopped"
    assert list(agent.run(GOAL))[-1].ending == "stopped"
    assert toy.objects == before
    robot.release()
    assert list(agent.run(GOAL))[-1].verification == "verified"


def test_a_resume_from_another_thread_never_undoes_a_latch(recorder):
    robot = LimitedRobot(recorder)
    going = threading.Event()

    def resumes():
        while not going.is_set():
            robot.resume()

    threads = [threading.Thread(target=resumes) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(300):
            robot.latch()
            assert recorder.stopped
            robot.release()
    finally:
        going.set()
        for thread in threads:
            thread.join()


# With a real arm.


def test_an_arm_goes_round_a_zone_that_is_in_its_way():
    world, arm = build("tabletop", "panda", seed=0)
    try:
        # Across the table, from the robot's side to the person's, and as high as the hand is.
        wall = Zone("wall", (0.40, 0.60), (-0.03, 0.03), (0.0, 0.30))
        robot = LimitedRobot(arm, Limits(keep_out=(wall,)))
        robot.home()
        start, end = down(0.48, -0.22), down(0.48, 0.22)
        assert robot.move_to(start, 1.0, Surroundings()).ok
        assert any(wall.contains(p) for p in straight(start.position, end.position))
        been = []
        world.frame_period, world.on_frame = 0.01, lambda: been.append(arm.state().tool.position)
        assert robot.move_to(end, 1.0, Surroundings()).ok
        assert len(been) > 20
        assert not [p for p in been if wall.contains(p)]
        inside = robot.move_to(down(0.5, 0.0, 0.1), 1.0, Surroundings())
        assert inside.reason == "collision with keep-out zone wall"
    finally:
        world.close()


def test_a_goal_is_done_within_limits_by_the_camera():
    world, arm = build("tabletop", "panda", seed=0)
    try:
        zone = Zone("corner", (0.30, 0.36), (0.28, 0.34))
        box = Workspace((0.30, 0.64), (-0.33, 0.33), (0.0, 0.6))
        limits = Limits(box, (zone,), max_speed=0.5, max_force=200.0, joints=((1, -2.0, 2.0),))
        robot = LimitedRobot(arm, limits)
        agent = Agent(robot, eyes("camera", world), ExpertPlanner())
        assert list(agent.run(GOAL))[-1].verification == "verified"
    finally:
        world.close()
