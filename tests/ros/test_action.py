"""The client of actions: an answer that comes at once is not lost."""

import threading

from control_msgs.action import GripperCommand
from rclpy.action import ActionClient

from agent.ros.action import GoalClient


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
