"""A simulated arm and an agent, each a process, over DDS on this machine."""

import time

import pytest
from action_msgs.msg import GoalStatus
from control_msgs.action import FollowJointTrajectory
from handily_interfaces.action import ExecuteTask
from handily_interfaces.msg import AgentStatus, ConfirmationRequest
from handily_interfaces.srv import Confirm, ListSkills, Plan
from sensor_msgs.msg import JointState
from std_msgs.msg import String
from tf2_msgs.msg import TFMessage

from agent.ros.common import LATCHED
from agent.ros.trajectory import duration
from agent.trace import ADAPTER
from sims.ros.harness import eventually, speed

GOAL = "put the red block in the blue bowl"
BACK = "put the red block on the green block"
MOVES, RESTS = 0.1, 0.01
"""Faster (rad/s) is in motion, slower at rest."""


@pytest.fixture(autouse=True)
def fresh(pair):
    """A table as it was at the start, and no stop."""
    pair.reset("tabletop", 0)
    pair.trigger("agent/clear_stop")
    pair.trigger("agent/forget")


@pytest.fixture(scope="module")
def states(pair):
    return pair.listen(JointState, "joint_states")


def moving(states):
    return bool(states) and speed(states[-1][1]) > MOVES


def resting(states):
    return bool(states) and speed(states[-1][1]) < RESTS


def test_a_goal_is_carried_out_and_verified_by_the_camera(pair):
    seen = []
    state, result = pair.result(pair.goal(GOAL, seen.append))
    assert (state, result.success, result.verification) == ("succeeded", True, "verified")
    assert result.final_state == "done"
    told = [m.feedback for m in seen]
    assert [t.skill for t in told if t.state == "executing"] == [
        "pick(red block)",
        "place(in, blue bowl)",
        "done()",
    ]
    assert told[0].observation == "" or "red block" in told[0].observation
    assert told[-1].state == "verifying"
    assert told[-1].progress == 1.0


def test_events_are_told_as_a_traces_lines(pair):
    heard = pair.listen(String, "agent/events", 100)
    pair.do(GOAL)
    events = eventually(
        lambda: [e for e in (ADAPTER.validate_json(m.data) for _, m in heard)
                 if e.kind == "finished"]
    )  # fmt: skip
    assert events[-1].verification == "verified"


def test_what_nobody_can_mean_is_asked_and_the_answer_counts(pair):
    questions = pair.listen(String, "agent/question", LATCHED)
    answer = pair.node.create_publisher(String, "agent/answer", 10)
    handle = pair.goal("put the purple block in the blue bowl")
    eventually(lambda: any("purple" in m.data for _, m in questions))
    eventually(lambda: answer.get_subscription_count())
    answer.publish(String(data="the red block"))
    state, result = pair.result(handle)
    assert (state, result.verification) == ("succeeded", "verified")


def test_the_context_answers_beforehand(pair):
    state, result = pair.do("put the purple block in the blue bowl", context="the red block")
    assert (state, result.verification) == ("succeeded", "verified")


def test_without_an_answer_the_question_is_the_result(pair):
    state, result = pair.do("put the purple block in the blue bowl")
    assert (state, result.final_state) == ("aborted", "no answer")
    assert "purple block" in result.message


def test_one_goal_at_a_time(pair, states):
    first = pair.goal(GOAL)
    eventually(lambda: moving(states))
    refusals = pair.listen(AgentStatus, "agent/refusal", LATCHED)
    assert not pair.goal(BACK).accepted
    eventually(lambda: any("under way" in m.message for _, m in refusals))
    assert pair.result(first)[0] == "succeeded"


@pytest.mark.parametrize("text", ["", " ", "x" * 5000])
def test_a_goal_without_sense_is_refused(pair, text):
    assert not pair.goal(text).accepted


def test_a_stop_holds_until_it_is_cleared(pair, states):
    handle = pair.goal(GOAL)
    eventually(lambda: moving(states))
    pair.trigger("agent/stop")
    state, result = pair.result(handle)
    assert (state, result.final_state, result.success) == ("aborted", "stopped", False)
    eventually(lambda: resting(states))
    assert not pair.goal(GOAL).accepted
    del states[:]
    time.sleep(0.3)
    assert all(speed(m) < RESTS for _, m in states)
    pair.trigger("agent/clear_stop")
    time.sleep(0.3)
    assert all(speed(m) < RESTS for _, m in states)
    assert pair.do(GOAL)[0] == "succeeded"


def test_a_cancelled_goal_stops_the_arm_and_the_next_one_starts_it(pair, states):
    handle = pair.goal(GOAL)
    eventually(lambda: moving(states))
    pair.answer(handle.cancel_goal_async(), "cancel", 5.0)
    state, result = pair.result(handle)
    assert (state, result.final_state) == ("canceled", "canceled")
    eventually(lambda: resting(states))
    del states[:]
    time.sleep(0.3)
    assert all(speed(m) < RESTS for _, m in states)
    assert pair.do(GOAL)[0] == "succeeded"


def test_a_deadline_stops_the_arm(pair, states):
    state, result = pair.do(GOAL, deadline=0.6)
    assert (state, result.final_state) == ("aborted", "stopped")
    assert "deadline" in result.message
    eventually(lambda: resting(states))


def test_what_is_to_be_confirmed_waits_for_a_word(pair, states):
    requests = pair.listen(ConfirmationRequest, "agent/confirmation_request", LATCHED)
    handle = pair.goal(GOAL, require_confirmation=True)
    for _ in range(2):  # the pick and the place
        eventually(lambda: requests and requests[-1][1].id)
        assert resting(states)
        wrong = pair.call(Confirm, "agent/confirm", Confirm.Request(id="nobody", approve=True))
        assert not wrong.success
        request = Confirm.Request(id=requests[-1][1].id, approve=True)
        assert pair.call(Confirm, "agent/confirm", request).success
        requests.clear()
    assert pair.result(handle)[1].success


def test_silence_and_no_both_deny(pair):
    requests = pair.listen(ConfirmationRequest, "agent/confirmation_request", LATCHED)
    state, result = pair.do(GOAL, require_confirmation=True)
    assert (state, result.final_state) == ("aborted", "refused")
    assert "not confirmed" in result.message
    requests.clear()
    handle = pair.goal(GOAL, require_confirmation=True)
    eventually(lambda: requests and requests[-1][1].id)
    assert pair.call(Confirm, "agent/confirm", Confirm.Request(approve=False)).success
    assert pair.result(handle)[1].final_state == "refused"


def test_a_plan_is_made_in_the_twin_and_nothing_moves(pair, states):
    del states[:]
    plan = pair.call(Plan, "agent/plan", Plan.Request(text=GOAL), 60.0)
    assert plan.success
    assert plan.calls == ["pick(red block)", "place(in, blue bowl)"]
    assert all(speed(m) < RESTS for _, m in states)
    refused = pair.call(Plan, "agent/plan", Plan.Request(text="stack the bowls"), 60.0)
    assert not refused.success
    assert refused.message


def test_a_command_in_plain_text_is_carried_out(pair):
    status = pair.listen(AgentStatus, "agent/status", LATCHED)
    publisher = pair.node.create_publisher(String, "agent/command", 10)
    eventually(lambda: publisher.get_subscription_count())
    publisher.publish(String(data=GOAL))
    done = eventually(lambda: [m for _, m in status if m.state == "idle" and m.text == GOAL])
    assert done[-1].message == "red block in blue bowl"


def test_the_skills_are_listed(pair):
    skills = pair.call(ListSkills, "agent/list_skills")
    assert "pick(object)" in skills.signatures
    assert len(skills.signatures) == len(skills.descriptions)


def test_what_the_camera_sees_is_where_the_simulated_truth_has_it(pair):
    instruction = pair.reset("cap/seen/pick-and-place:0", 0)
    assert pair.do(instruction)[0] == "succeeded"
    assert pair.trigger("sim/judge").success


def test_a_scene_that_there_is_not_leaves_the_table_as_it_is(pair):
    with pytest.raises(Exception, match="no scene 'moon'"):
        pair.reset("moon", 0)
    assert pair.do(GOAL)[0] == "succeeded"


def trajectory(names, positions, seconds=1.0):
    goal = FollowJointTrajectory.Goal()
    goal.trajectory.joint_names = names
    from trajectory_msgs.msg import JointTrajectoryPoint

    goal.trajectory.points = [
        JointTrajectoryPoint(positions=positions, time_from_start=duration(seconds))
    ]
    return goal


def test_the_arm_takes_trajectories_from_anybody_and_refuses_what_makes_no_sense(pair, states):
    arm = pair.action(FollowJointTrajectory, "arm_controller/follow_joint_trajectory")
    eventually(lambda: states)
    names, at = list(states[-1][1].name[:7]), list(states[-1][1].position[:7])
    wrong = pair.answer(arm.send_goal_async(trajectory(["elbow"], [0.0])), "goal", 5.0)
    assert not wrong.accepted
    right = pair.answer(arm.send_goal_async(trajectory(names, at)), "goal", 5.0)
    out = pair.answer(right.get_result_async(), "result", 10.0)
    assert out.status == GoalStatus.STATUS_SUCCEEDED
    assert out.result.error_code == 0


def test_a_second_trajectory_takes_the_place_of_the_first(pair, states):
    arm = pair.action(FollowJointTrajectory, "arm_controller/follow_joint_trajectory")
    eventually(lambda: states)
    names, at = list(states[-1][1].name[:7]), list(states[-1][1].position[:7])
    first = pair.answer(arm.send_goal_async(trajectory(names, at, 5.0)), "goal", 5.0)
    second = pair.answer(arm.send_goal_async(trajectory(names, at, 0.2)), "goal", 5.0)
    ended = pair.answer(first.get_result_async(), "result", 10.0)
    assert ended.status == GoalStatus.STATUS_ABORTED
    assert "new goal" in ended.result.error_string
    done = pair.answer(second.get_result_async(), "result", 10.0)
    assert done.status == GoalStatus.STATUS_SUCCEEDED


def test_frames_and_the_description_are_told_to_late_comers(pair):
    mounts = pair.listen(TFMessage, "/tf_static", LATCHED)
    frames = eventually(lambda: {t.child_frame_id for _, m in mounts for t in m.transforms})
    assert {"tool", "camera_optical_frame", "wrist_camera_optical_frame"} <= frames
    description = pair.listen(String, "robot_description", LATCHED)
    eventually(lambda: description and "panda_joint1" in description[-1][1].data)


def test_the_actions_type_tells_its_states():
    assert ExecuteTask.Feedback.EXECUTING == "executing"


def test_what_was_said_is_forgotten_when_somebody_asks_for_it(pair):
    assert pair.do(GOAL)[0] == "succeeded"
    assert pair.trigger("agent/forget").success
    _, result = pair.do("put it on the green block")
    assert result.final_state != "done"


def test_nothing_is_forgotten_in_the_middle_of_a_goal(pair, states):
    handle = pair.goal(GOAL)
    eventually(lambda: moving(states), 10.0, "a motion")
    out = pair.trigger("agent/forget")
    assert not out.success
    assert "under way" in out.message
    assert pair.result(handle)[0] == "succeeded"
