"""The ends of actions: no answer is lost that comes at once, no goal whose status is not told."""

import threading

from control_msgs.action import GripperCommand
from rclpy.action import ActionClient
from rclpy.action.server import RCLError

from agent.ros.action import GoalClient, GoalServer


class Hasty(GoalClient):
    """A client whose server answers before the client has finished sending."""

    def __init__(self):
        self.made = threading.local()

    def answer(self, future):
        future.set_result("accepted")


def test_an_answer_to_the_first_of_two_futures_reaches_the_one_who_asked(monkeypatch):
    from rclpy.task import Future

    def sends(self, goal):
        first, second = Future(), Future()
        self.add_future(first)
        self.answer(first)
        self.add_future(second)
        return second

    monkeypatch.setattr(ActionClient, "send_goal_async", sends)
    monkeypatch.setattr(ActionClient, "add_future", lambda self, future: None)
    asked = Hasty().send_goal_async(GripperCommand.Goal())
    assert asked.result() == "accepted"


class Reticent(GoalServer):
    """A server that notes what it is told of goals."""

    def __init__(self):
        self.heard = []
        self._node = self

    def get_logger(self):
        return self

    def warning(self, text):
        self.heard.append(text)

    def notify_execute(self, handle, callback):
        self.heard.append("executes")

    def notify_goal_done(self):
        self.heard.append("done")


class Handle:
    """Of a goal whose every status is refused by the middleware."""

    def execute(self):
        raise RCLError("cannot publish data")

    succeed = execute


def test_a_goal_whose_status_cannot_be_told_is_begun_and_ended():
    server, told = Reticent(), "The status of a goal was not told: cannot publish data"
    server.execute_accepted(Handle())
    server.conclude(Handle().succeed)
    assert server.heard == [told, "executes", told, "done"]
