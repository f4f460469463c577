"""Who is asked before what, and what a command line's other nodes are called."""

import pytest

from agent.guard import Guard
from agent.ros.common import without_name
from agent.ros.task import Result
from agent.types import Choices, Decision, SkillCall

PICK, POUR, DONE = (
    SkillCall("pick", ("cup",)),
    SkillCall("pour", ("bowl",)),
    SkillCall("done"),
)
CHOICES = Choices((PICK, POUR, DONE))


@pytest.mark.parametrize(
    ("policy", "asked"), [("never", []), ("risky", [POUR]), ("always", [PICK, POUR])]
)
def test_what_a_policy_asks_about(policy, asked):
    heard = []

    def confirm(call, reason):
        heard.append(call)
        return True

    guard = Guard(
        policy=policy,
        confirm=confirm,
        risky=frozenset({"pour"}),
        moving=frozenset({"pick", "pour"}),
    )
    for call in CHOICES.calls:
        assert guard.check(Decision(call), CHOICES, []).kind == "allow"
    assert heard == asked


def test_what_is_not_confirmed_ends_the_run_and_what_cannot_be_is_not_asked():
    heard = []
    guard = Guard(
        policy="always",
        confirm=lambda call, reason: bool(heard.append(call)),
        moving=frozenset({"pick", "pour"}),
    )
    assert guard.check(Decision(PICK), CHOICES, []).kind == "refuse"
    assert guard.check(Decision(PICK), Choices((DONE,)), []).kind == "block"
    assert heard == [PICK]


def test_success_is_what_was_verified_and_nothing_else():
    assert Result("done", "verified", "").success
    assert not Result("done", "unverified", "").success
    assert not Result("gave up", "verified", "").success


def test_other_nodes_of_a_process_keep_their_names():
    line = ["node", "--ros-args", "-r", "__node:=left", "-r", "a:=b", "--remap", "__ns:=/x"]
    assert without_name(line) == ["node", "--ros-args", "-r", "a:=b", "--remap", "__ns:=/x"]
