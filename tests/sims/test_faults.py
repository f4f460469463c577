"""Things go wrong on a real table: what the trace says, what the prompt says, how it ends."""

import dataclasses
import json
import subprocess
import sys

import numpy as np
import pytest
from typer.testing import CliRunner

from agent.cli import app
from agent.errors import UsageError
from agent.events import Acted, Disturbed, Started
from agent.loop import Agent
from agent.perception.camera import CameraPerception
from agent.planners.expert import ExpertPlanner
from agent.prompt import messages
from agent.spatial import is_in
from agent.trace import Header, TraceWriter, read_trace
from agent.types import Pose
from sims.bench.faults import episode
from sims.build import build
from sims.faults import KINDS, Faults, Script
from sims.faulty import FaultyRobot

GOAL = "put the red block in the blue bowl"
THINGS = ("red block",)


class Run:
    """One goal with faults at given moments, its trace written and read back."""

    def __init__(self, folder, *moments, things=THINGS, seed=0):
        self.world, arm = build("tabletop", "panda", seed)
        self.robot = FaultyRobot(arm, self.world, Script(moments, things=things))
        agent = Agent(self.robot, CameraPerception(), ExpertPlanner())
        header = Header(
            scene="tabletop", robot="panda", seed=seed, planner="expert", perception="camera"
        )
        trace = TraceWriter(folder / "trace.jsonl", header)
        for event in agent.run(GOAL):
            for disturbed in self.robot.drain():
                trace.write(disturbed)
            trace.write(event)
        trace.close()
        self.events = read_trace(folder / "trace.jsonl")[1]
        prompt = messages(agent.events, arm.workspace)
        self.said = [m["content"] for m in prompt if m["role"] == "user"]
        assert prompt == messages(self.events, arm.workspace)  # the faults leave no mark in it

    @property
    def finished(self):
        return self.events[-1]

    @property
    def faults(self):
        return [e for e in self.events if isinstance(e, Disturbed)]

    @property
    def failures(self):
        acted = (e for e in self.events if isinstance(e, Acted))
        return [e.outcome.message for e in acted if not e.outcome.ok]

    def in_bowl(self):
        self.world.step(240)
        things = {o.name: o for o in self.world.true_objects()}
        return is_in(things["red block"], things["blue bowl"])


@pytest.fixture
def run(tmp_path):
    runs = []

    def make(*moments, **kwargs):
        runs.append(Run(tmp_path, *moments, **kwargs))
        return runs[-1]

    yield make
    for r in runs:
        r.world.close()


def recovered(run, fault):
    assert [e.fault for e in run.faults] == [fault]
    assert run.finished.verification == "verified"
    assert run.in_bowl()


def test_without_a_fault_it_is_done_in_three_steps(run):
    it = run()
    assert it.faults == []
    assert it.failures == []
    assert it.finished.steps == 3
    assert it.in_bowl()


def test_what_slips_at_the_grasp_is_taken_again(run):
    it = run((0, "slip"))
    recovered(it, "slip")
    assert it.failures == ["missed red block"]
    assert "failed: missed red block" in it.said[1]
    assert "red block slipped out of the hand at" in it.faults[0].detail


def test_what_is_dropped_on_the_way_is_looked_for_and_taken_again(run):
    # With this seed it falls where the hand can take hold of it.
    it = run((0, "drop"), seed=4)
    recovered(it, "drop")
    assert it.failures == ["lost red block on the way"]
    assert "failed: lost red block on the way\nNow: red block at" in it.said[2]


def test_a_hold_that_the_sensors_make_up_is_not_believed_against_the_eyes(run):
    it = run((0, "sensor"))
    recovered(it, "sensor")
    assert it.failures == ["lost red block"]
    assert "red block in hand" not in it.said[1]


def test_what_somebody_moved_is_found_where_it_is_now(run):
    it = run((0, "moved"))
    recovered(it, "moved")
    assert it.failures == ["missed red block"]
    assert "failed: missed red block\nNow: red block at" in it.said[1]


def test_what_somebody_takes_out_of_the_bowl_before_the_claim_is_put_there_again(run):
    # Its third time is between the look that saw it in the bowl and the claim's own.
    it = run((2, "moved"))
    recovered(it, "moved")
    assert any("contradicted: red block is not in blue bowl" in text for text in it.said)


def test_what_somebody_took_away_is_said_to_be_gone(run):
    it = run((0, "taken"))
    assert [e.fault for e in it.faults] == ["taken"]
    assert "failed: missed red block\nNow: red block is gone." in it.said[1]
    assert it.finished.message == "red block is not to be seen"
    assert it.finished.verification == "unverified"


def test_a_bowl_taken_away_under_the_hand_is_told(run):
    it = run((2, "taken"), things=("blue bowl",))
    assert [e.fault for e in it.faults] == ["taken"]
    assert it.finished.verification != "verified"
    assert it.finished.message == "blue bowl is not to be seen"


def test_a_spot_that_somebody_blocked_is_told_or_shared(run):
    it = run((0, "blocked"))
    assert [e.fault for e in it.faults] == ["blocked"]
    assert it.finished.verification == "verified"
    assert it.in_bowl()


def test_a_camera_that_is_black_for_a_moment_takes_nothing_away(run):
    it = run((1, "camera"))
    recovered(it, "camera")
    assert not any("gone" in text for text in it.said)


def test_a_camera_that_stays_black_ends_the_run_with_that_reason(run):
    it = run(*((n, "camera") for n in range(1, 21)))
    assert it.finished.ending == "gave up"
    assert it.finished.message == "the camera gives no picture"
    assert it.finished.verification == "unverified"
    last = next(e for e in reversed(it.events) if isinstance(e, Acted))
    assert set(last.observation.names) == set(it.events[0].observation.names)


def test_a_camera_that_is_black_from_the_start_is_told(run):
    it = run(*((n, "camera") for n in range(10)))
    assert it.finished.message == "the camera gives no picture"
    assert not any(isinstance(e, Started) for e in it.events)


@pytest.mark.parametrize("nth", [0, 1, 2], ids=["opening", "closing", "letting go"])
def test_fingers_that_stick_for_a_moment_are_told_again(run, nth):
    recovered(run((nth, "stuck")), "stuck")


def test_fingers_that_stay_stuck_are_named(run):
    it = run(*((n, "stuck") for n in range(1, 40)))
    assert "could not take red block: the gripper does not close" in it.failures
    assert it.finished.verification == "contradicted"


def test_a_hand_that_does_not_let_go_still_holds(run):
    it = run(*((n, "stuck") for n in range(2, 40)))
    assert "could not put red block in blue bowl: the gripper does not open" in it.failures
    assert it.events[-2].observation.holding == "red block"
    assert it.finished.message == "place(in, blue bowl) failed 2 times already"


def test_a_lying_hand_says_so_only_until_the_next_grip(run):
    it = run()
    robot, world = it.robot, it.world
    robot._plan = Script(((1, "sensor"),))
    green = next(o for o in world.true_objects() if o.name == "green block")
    x, y, z = green.position
    robot.grip(0.08)
    for height in (0.15, z):
        robot.move_to(Pose.tool_down(x, y, height, green.yaw))
    robot.grip(0.0)
    robot.move_to(Pose.tool_down(x, y, 0.15, green.yaw))
    assert robot.in_hand() is None
    assert robot.state().finger_force > 1.0
    assert robot.state().finger_gap == pytest.approx(0.04, abs=0.003)
    robot.grip(0.08)
    assert robot.state().finger_force == 0.0


def test_the_same_seed_goes_wrong_in_the_same_way():
    first, again = (episode("drop", 0.6, 3) for _ in range(2))
    assert first.disturbed
    assert first.disturbed == again.disturbed
    assert first.failures == again.failures


def test_what_is_parsed_is_written_the_same():
    faults = Faults.parse("slip=0.1, drop=0.25,", seed=4)
    assert faults == Faults(drop=0.25, slip=0.1, seed=4)
    assert str(faults) == "drop=0.25,slip=0.1"
    assert str(Faults.parse("")) == ""
    assert {f.name for f in dataclasses.fields(Faults)} == {*KINDS, "seed", "things"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("drip=0.1", "There is no fault 'drip'; there are: drop, slip, moved, taken, blocked, "),
        ("drop", "How likely is drop? '' is no number from 0 to 1."),
        ("drop=2", "How likely is drop? '2' is no number from 0 to 1."),
        ("drop=nan", "How likely is drop? 'nan' is no number from 0 to 1."),
        ("drop=0.1,drop=0.2", "The fault drop is given twice."),
    ],
)
def test_text_that_is_no_fault_says_what_is_allowed(text, message):
    with pytest.raises(UsageError) as error:
        Faults.parse(text)
    assert error.value.message.startswith(message)


def test_how_often_a_fault_happens_is_its_probability():
    faults, rng = Faults(drop=0.3), np.random.default_rng(0)
    assert np.mean([faults.happens("drop", n, rng) for n in range(4000)]) == pytest.approx(
        0.3, abs=0.03
    )
    assert not any(faults.happens("slip", n, rng) for n in range(100))


def test_the_command_line_takes_faults_and_writes_them_down(tmp_path):
    args = [sys.executable, "-m", "agent.cli", "do", GOAL, "--planner", "expert", "--json"]
    args += ["--fault", "slip=1", "--fault", "drop=0"]
    done = subprocess.run(args, cwd=tmp_path, capture_output=True, text=True, check=False)
    rows = [json.loads(row) for row in done.stdout.splitlines() if row.startswith("{")]
    assert any(row["kind"] == "disturbed" and row["fault"] == "slip" for row in rows)
    header, events = read_trace(tmp_path / rows[-1]["trace"])
    assert header.faults == "slip=1"
    assert any(isinstance(e, Disturbed) for e in events)
    wrong = CliRunner().invoke(app, ["do", GOAL, "--planner", "expert", "--fault", "drip=1"])
    assert wrong.exit_code == 2
    assert "There is no fault 'drip'; there are: drop, slip" in wrong.output
