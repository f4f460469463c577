"""The agent as a ROS 2 lifecycle node: goals come in by action, the arm is reached by topics.

    handily_agent --ros-args -p planner:=local -p robot:=panda

It is a door: it knows the simulator, for the arms' kinematics and for the twin in which a
plan is rehearsed, but never asks a simulated world anything.
"""

from __future__ import annotations

import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import rclpy
from handily_interfaces.action import ExecuteTask
from handily_interfaces.srv import Confirm, ListSkills, Plan
from rclpy.action import CancelResponse, GoalResponse
from rclpy.action.server import ServerGoalHandle
from rclpy.callback_groups import ReentrantCallbackGroup
from rclpy.executors import Executor, MultiThreadedExecutor
from rclpy.lifecycle import LifecycleNode, TransitionCallbackReturn
from rclpy.node import Node
from std_msgs.msg import String
from std_srvs.srv import Trigger

from agent.errors import HandilyError, UsageError
from agent.goals import checked_goal
from agent.guard import Guard, Policy
from agent.guarding import Config, configured
from agent.limits import LimitedRobot
from agent.loop import Agent
from agent.planners.base import Planner
from agent.robot import Robot
from agent.ros.action import GoalServer
from agent.ros.body import RosRobot
from agent.ros.common import alone, finish, init, until_shutdown, without_name
from agent.ros.outlet import Outlet
from agent.ros.people import People
from agent.ros.settings import settings_of
from agent.ros.stop import StopButton
from agent.ros.task import Progress, Request, Result, Task, Trial
from agent.ros.wait import until
from agent.trace import run_id
from agent.urgency import SWITCH, urgent

CANCELS = 0.5
"""How long (s) the end of a cancelled goal may overtake the word that it is cancelled."""


class AgentNode(LifecycleNode):
    """Takes goals while it is active, one at a time."""

    def __init__(self) -> None:
        super().__init__("agent")
        self.group = ReentrantCallbackGroup()
        self.settings = settings_of(self)
        alone(self, self.settings.startup_wait)
        self.lock = threading.Lock()
        self.task: Task | None = None
        self.robot: RosRobot | None = None
        self.agent: Agent | None = None
        self.active = False
        self.cancelled: set[bytes] = set()
        """Goals that were cancelled before they began."""
        self.trouble = ""
        """Why it cannot work, in words."""
        self.config = Config()
        """What the guard's file says."""
        self.outlet = Outlet(self)
        self.people = People(self, self.outlet, self.group, self.stopping)

    # The life of a managed node.

    def on_configure(self, state: Any) -> TransitionCallbackReturn:
        """Make the planner, which begins to load, and the body; wait until the arm is there."""
        s = self.settings
        try:
            from agent.planners.making import make_planner

            self.config = configured(Path(s.guard) if s.guard else None)
            planner = make_planner(s.planner, s.model, base_url=s.base_url, vision=s.vision)
            self.robot = self.make_robot()
            self.robot.ready()
            if hasattr(planner, "ready"):
                planner.ready(s.wait_model)
            self.agent = self.converse(self.robot, planner)
        except HandilyError as error:
            return self.fail(error)
        except OSError as error:  # the guard's file
            return self.fail(UsageError(f"{error.filename} cannot be read: {error.strerror}."))
        self.trouble = ""
        return TransitionCallbackReturn.SUCCESS

    def converse(self, robot: RosRobot, planner: Planner) -> Agent:
        """Begin a conversation, in which nothing has been said or seen yet."""
        from agent.perception.camera import CameraPerception

        limited, guard = self.limited(robot), self.guard(self.settings.confirm)
        return Agent(limited, CameraPerception(), planner, ask=self.ask, guard=guard)

    def limited(self, robot: Robot) -> Robot:
        """Return a robot that keeps to the limits of the guard's file."""
        return LimitedRobot(robot, self.config.limits)

    def make_robot(self) -> RosRobot:
        """Return the body, with a node and a stop button of its own."""
        from sims.build import choose, robots
        from sims.robots.ways import Ways
        from sims.world import TIME_STEP

        if self.robot is not None:
            return self.robot
        s = self.settings
        ways = Ways(choose("robot", s.robot, robots()), TIME_STEP)
        name = self.get_name()
        body, eyes = (
            Node(
                f"{name}_{part}",
                cli_args=without_name(sys.argv),
                use_global_arguments=False,
                start_parameter_services=False,
            )
            for part in ("body", "eyes")
        )
        base = s.frame_prefix + (s.base_frame or ways.base)
        tool = s.frame_prefix + s.tool_frame
        robot = RosRobot(body, eyes, ways, base, tool, s.patience, s.gripper_scale)
        self.button = StopButton(body, name, robot, self.outlet)
        return robot

    def on_activate(self, state: Any) -> TransitionCallbackReturn:
        """Take goals from now on."""
        if not hasattr(self, "server"):
            self.open()
        self.active = True
        self.outlet.status("idle", self.stopped)
        self.get_logger().info("ready for goals")
        return super().on_activate(state)

    def on_deactivate(self, state: Any) -> TransitionCallbackReturn:
        """Stop what is under way, and take no goals."""
        self.active = False
        if self.task:
            self.task.cancel()
        self.outlet.status("inactive", self.stopped)
        return super().on_deactivate(state)

    def on_cleanup(self, state: Any) -> TransitionCallbackReturn:
        """Let go of the planner."""
        self.close_planner()
        self.agent = None
        return TransitionCallbackReturn.SUCCESS

    def on_shutdown(self, state: Any) -> TransitionCallbackReturn:
        """Stop, and let go of everything."""
        self.on_deactivate(state)
        return self.on_cleanup(state)

    def fail(self, error: HandilyError) -> TransitionCallbackReturn:
        """Say what is wrong."""
        self.trouble = f"{error.message} {error.hint}".strip()
        self.get_logger().error(self.trouble)
        self.outlet.status("error", self.stopped, message=self.trouble)
        return TransitionCallbackReturn.FAILURE

    def close_planner(self) -> None:
        """End the planner's process, if it has one."""
        if self.agent and hasattr(self.agent.planner, "close"):
            self.agent.planner.close()

    # What comes in.

    def open(self) -> None:
        """Open the doors for goals."""
        group = self.group
        self.server = GoalServer(
            self,
            ExecuteTask,
            "~/execute_task",
            self.execute,
            callback_group=group,
            goal_callback=self.accepts,
            cancel_callback=self.cancel,
        )
        for kind, name, call in (
            (Plan, "~/plan", self.plan),
            (ListSkills, "~/list_skills", self.list_skills),
            (Confirm, "~/confirm", self.people.confirm),
            (Trigger, "~/forget", self.forget),
        ):
            self.create_service(kind, name, call, callback_group=group)
        self.create_subscription(String, "~/command", self.command, 10, callback_group=group)
        self.create_timer(1.0, self.diagnose, callback_group=group)

    @property
    def stopped(self) -> bool:
        """Tell whether a stop is latched."""
        return self.robot is not None and self.robot.latched

    def stopping(self) -> bool:
        """Tell whether the task under way is to end."""
        robot = self.robot
        return robot is None or robot.latched or robot.halted or not rclpy.ok()

    def why_not(self) -> str:
        """Return why no goal can be taken now, or nothing."""
        if not self.active:
            return self.trouble or "the agent is not active"
        if self.stopped:
            return "the agent is stopped; call clear_stop first"
        if self.task is not None:
            return f"another goal is under way: {self.task.request.text!r}"
        return ""

    def accepts(self, goal: ExecuteTask.Goal) -> GoalResponse:
        """Take a goal, or say in the log why not."""
        why = self.why_not()
        try:
            checked_goal(goal.text)
        except UsageError as error:
            why = error.message
        if why:
            self.get_logger().warning(f"goal refused: {why}")
            self.outlet.refuse(goal.text, why)
            return GoalResponse.REJECT
        return GoalResponse.ACCEPT

    def execute(self, handle: ServerGoalHandle) -> ExecuteTask.Result:
        """Carry a goal of the action out."""
        g = handle.request
        request = Request(g.text, g.context, g.dry_run, g.require_confirmation, g.deadline)

        def report(p: Progress) -> None:
            handle.publish_feedback(
                ExecuteTask.Feedback(
                    state=p.state,
                    step=p.step,
                    skill=p.skill,
                    message=p.message,
                    observation=p.observation,
                    progress=p.progress,
                )
            )

        run = run_id()
        result, cancelled = self.work(request, run, report, bytes(handle.goal_id.uuid))
        # The action learns of it only when the answer to the cancelling is on its way.
        if cancelled and until(lambda: handle.is_cancel_requested, CANCELS):
            self.server.conclude(handle.canceled)
        elif result.success or (request.dry_run and result.ending == "done"):
            self.server.conclude(handle.succeed)
        else:
            self.server.conclude(handle.abort)
        return ExecuteTask.Result(
            success=result.success,
            verification=result.verification,
            message=result.message,
            run_id=run,
            final_state="canceled" if cancelled else result.ending,
        )

    def cancel(self, handle: ServerGoalHandle) -> CancelResponse:
        """Stop the arm at once."""
        with self.lock:
            task, key = self.task, bytes(handle.goal_id.uuid)
            if task is None or task.key != key:
                self.cancelled.add(key)
                return CancelResponse.ACCEPT
        task.cancel()
        return CancelResponse.ACCEPT

    def command(self, message: String) -> None:
        """Carry a goal out that came as plain text."""
        if why := self.why_not():
            self.get_logger().warning(f"command refused: {why}")
            self.outlet.refuse(message.data, why)
            return
        result, _ = self.work(Request(message.data), run_id(), lambda progress: None)
        self.get_logger().info(f"{result.ending}, {result.verification}: {result.message}")

    def plan(self, request: Plan.Request, out: Plan.Response) -> Plan.Response:
        """Rehearse a goal in the twin; nothing moves."""
        if why := self.why_not():
            out.message = why
            return out
        task = Request(request.text, dry_run=True)
        result, _ = self.work(task, run_id(), lambda progress: None)
        out.success, out.calls = result.ending == "done", list(result.calls)
        out.message, out.verification = result.message, result.verification
        return out

    def list_skills(
        self, request: ListSkills.Request, out: ListSkills.Response
    ) -> ListSkills.Response:
        """Tell which skills there are."""
        assert self.agent is not None
        skills = self.agent.skills.skills.values()
        out.signatures = [s.signature for s in skills]
        out.descriptions = [(s.__doc__ or "").strip().splitlines()[0] for s in skills]
        return out

    def forget(self, request: Trigger.Request, out: Trigger.Response) -> Trigger.Response:
        """Begin anew, as when somebody has laid the table for something else."""
        with self.lock:
            if self.task is not None or self.agent is None or self.robot is None:
                out.message = self.why_not() or "the agent is not active"
                return out
            self.agent = self.converse(self.robot, self.agent.planner)
        out.success, out.message = True, "what was said and seen is forgotten"
        return out

    # One goal.

    def work(
        self, request: Request, run: str, report: Any, key: bytes = b""
    ) -> tuple[Result, bool]:
        """Work on a goal; return how it ended, and whether it was cancelled.

        `key` is its id, where it came by the action.
        """
        assert self.agent is not None
        assert self.robot is not None
        agent, outlet = self.agent, self.outlet

        def told(progress: Progress) -> None:
            outlet.status(progress.state, self.stopped, request.text, run, progress.message)
            report(progress)

        rehearse = self.rehearse if request.dry_run or self.settings.rehearse else None
        task = Task(request, agent, self.robot, told, outlet.event, rehearse)
        with self.lock:
            if why := self.why_not():
                return Result("refused", "unverified", why), False
            if key in self.cancelled:
                self.cancelled.discard(key)
                return Result("stopped", "unverified", "cancelled before it began"), True
            task.key = key
            self.task = task
        try:
            policy: Policy = "always" if request.confirm else self.settings.confirm
            agent.guard = self.guard(policy)
            result = task.run()
        except Exception as error:  # a goal must never end without a word
            self.get_logger().error(f"{type(error).__name__}: {error}")
            result = Result("gave up", "unverified", f"{type(error).__name__}: {error}")
        finally:
            self.task = None
        outlet.status("idle", self.stopped, request.text, run, result.message)
        return result, task.cancelled

    def guard(self, policy: Policy) -> Guard:
        """Return the guard of a goal: what its file says, and what the parameters add."""
        s = self.settings
        guard = self.config.guard(
            lambda call, why: self.people.allow(call, why, s.confirm_timeout),
            policy if policy != "never" else None,
        )
        return replace(guard, max_steps=min(guard.max_steps, s.max_steps))

    def rehearse(self, goal: str, agent: Agent, planner: Any, going_on: Any) -> Trial:
        """Try a goal in a twin of what was last seen."""
        from sims.twin import Rehearsed, rehearse

        found = rehearse(
            goal,
            agent.body.observation,
            self.settings.robot,
            planner,
            agent.context,
            going_on=going_on,
            limit=self.limited,
        )
        self.outlet.plan(found.calls)
        return Trial(found.ok, found.calls, found.message, Rehearsed(found.calls))

    def ask(self, question: str) -> str | None:
        """Put a question to whoever gave the goal: its context may answer, or `~/answer`."""
        task = self.task
        if task and task.request.context and not task.answered:
            task.answered = True
            return task.request.context
        return self.people.ask(question, self.settings.answer_timeout)

    def diagnose(self) -> None:
        """Tell how the parts are."""
        self.outlet.diagnose(self.robot, self.agent, self.active, self.trouble)

    def close(self) -> None:
        """Stop the arm, end the planner, receive nothing any more."""
        if self.task:
            self.task.cancel()
        self.close_planner()
        if self.robot:
            self.robot.close()


def main() -> None:
    """Run the node until it is interrupted; exit code 2 where it cannot start."""
    sys.setswitchinterval(SWITCH)
    code = 0
    node: AgentNode | None = None
    executors: list[Executor] = []
    try:
        with urgent():  # the threads of the middleware are started here
            init()
            node = AgentNode()
        executors.append(MultiThreadedExecutor(num_threads=6))
        executors[0].add_node(node)
        if node.settings.autostart:
            started = node.trigger_configure() == TransitionCallbackReturn.SUCCESS
            if not started or node.trigger_activate() != TransitionCallbackReturn.SUCCESS:
                raise SystemExit(2)  # why is in the log
        with until_shutdown():
            executors[0].spin()
    except HandilyError as error:
        print(f"handily_agent: {error.message} {error.hint}".strip(), file=sys.stderr)
        code = 2
    finally:
        if node:
            node.close()
        finish(*executors)
    raise SystemExit(code)


if __name__ == "__main__":
    main()
