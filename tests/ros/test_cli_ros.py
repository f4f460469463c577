"""The commands of the terminal and the goal's node, against an agent that only pretends."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

pytest.importorskip("rclpy", exc_type=ImportError)
pytest.importorskip("handily_interfaces")
from agent.ros.task import Progress
from agent.ros.words import Ended, Question, code_of, told

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow
AGENT = """
import threading, time
import rclpy
from handily_interfaces.action import ExecuteTask
from handily_interfaces.msg import AgentStatus, ConfirmationRequest
from handily_interfaces.srv import Confirm, ListSkills
from rclpy.action import CancelResponse, GoalResponse
from rclpy.callback_groups import ReentrantCallbackGroup
from rclpy.executors import MultiThreadedExecutor
from std_msgs.msg import Bool
from std_srvs.srv import Trigger
from agent.ros.action import GoalServer
from agent.ros.common import LATCHED, init

init([])
node = rclpy.create_node("agent", namespace="left")
group = ReentrantCallbackGroup()
status = node.create_publisher(AgentStatus, "~/status", LATCHED)
refusal = node.create_publisher(AgentStatus, "~/refusal", LATCHED)
stopped = node.create_publisher(Bool, "~/stopped", LATCHED)
asks = node.create_publisher(ConfirmationRequest, "~/confirmation_request", LATCHED)
word = threading.Event()
said = []

def accepts(goal):
    if goal.text == "odd":
        refusal.publish(AgentStatus(state="refused", text=goal.text, message="it is odd"))
        return GoalResponse.REJECT
    return GoalResponse.ACCEPT

def execute(handle):
    goal = handle.request
    handle.publish_feedback(ExecuteTask.Feedback(
        state="planning", step=1, skill="pick('red block')", message="chose pick('red block')"))
    state, verification = {
        "ask": ("no answer", "unverified"), "refuse": ("refused", "unverified"),
        "fail": ("gave up", "contradicted")}.get(goal.text, ("done", "verified"))
    if goal.dry_run:
        verification = "unverified"
    if goal.require_confirmation:
        word.clear()
        status.publish(AgentStatus(state="waiting_confirmation", text=goal.text))
        asks.publish(ConfirmationRequest(id="a1", call="pick", reason="it moves", timeout=60.0))
        while not word.wait(0.02) and not handle.is_cancel_requested:
            pass
        asks.publish(ConfirmationRequest())
        state = "done" if said[-1:] == [True] else "refused"
    while goal.text == "wait" and not handle.is_cancel_requested:
        time.sleep(0.01)
    if handle.is_cancel_requested:
        state, verification = "canceled", "verified"
        server.conclude(handle.canceled)
    else:
        server.conclude(handle.succeed if state == "done" else handle.abort)
    status.publish(AgentStatus(state="idle", text=goal.text, message=state))
    return ExecuteTask.Result(success=state == "done", verification=verification,
        message=f"{goal.text} {goal.context} {goal.deadline:g}", run_id="r1", final_state=state)

def confirm(request, out):
    if request.id not in ("", "a1") or word.is_set():
        out.message = "nothing waits to be confirmed"
        return out
    said.append(request.approve)
    word.set()
    out.success, out.message = True, "approved" if request.approve else "denied"
    return out

def stop(value):
    def call(request, out):
        stopped.publish(Bool(data=value))
        out.success, out.message = True, "stopped" if value else "ready"
        return out
    return call

def skills(request, out):
    out.signatures, out.descriptions = ["pick(what)"], ["Take it [gently]."]
    return out

word.set()
server = GoalServer(node, ExecuteTask, "~/execute_task", execute, callback_group=group,
    goal_callback=accepts, cancel_callback=lambda handle: CancelResponse.ACCEPT)
for kind, name, call in ((Confirm, "confirm", confirm), (Trigger, "stop", stop(True)),
                         (Trigger, "clear_stop", stop(False)), (ListSkills, "list_skills", skills)):
    node.create_service(kind, "~/" + name, call, callback_group=group)
status.publish(AgentStatus(state="idle", message="ready for goals"))
stopped.publish(Bool(data=False))
executor = MultiThreadedExecutor(4)
executor.add_node(node)
print("ready", flush=True)
executor.spin()
"""


@pytest.fixture(scope="module")
def surroundings():
    """A graph for these tests alone."""
    domain = str(101 + os.getpid() % 100)
    return os.environ | {"ROS_DOMAIN_ID": domain, "ROS_AUTOMATIC_DISCOVERY_RANGE": "LOCALHOST"}


@pytest.fixture(scope="module")
def pretender(surroundings):
    """The agent `/left/agent`."""
    process = subprocess.Popen(
        [sys.executable, "-c", AGENT], env=surroundings, cwd=ROOT, text=True, stdout=subprocess.PIPE
    )
    assert process.stdout.readline() == "ready\n"
    yield process
    process.kill()
    process.communicate()


@pytest.fixture
def start(surroundings):
    started = []

    def run(module, *words, **options):
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        process = subprocess.Popen(
            [sys.executable, "-m", module, *words],
            env=surroundings,
            cwd=ROOT,
            text=True,
            **(pipes | options),
        )
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def ros(start, pretender):
    """Run a command to its end; return its code and what it wrote to both streams."""

    def run(name, *words):
        process = start("agent.cli_ros", name, *words, "--namespace", "left")
        out, error = process.communicate(timeout=30)
        assert "Traceback" not in error
        return process.returncode, out, error

    return run


@pytest.mark.parametrize(
    ("text", "options", "code", "last"),
    [
        ("do", ["--context", "now", "--deadline", "9"], 0, "done, verified: do now 9"),
        ("fail", [], 1, "gave up, contradicted: fail  0"),
        ("ask", [], 3, "no answer, unverified: ask  0"),
        ("refuse", [], 4, "refused, unverified: refuse  0"),
        ("rehearse", ["--dry-run"], 0, "done, unverified: rehearse  0"),
    ],
)
def test_a_goal_is_followed_to_its_end(ros, text, options, code, last):
    ended, out, _ = ros("goal", text, *options)
    assert out.splitlines() == ["planning 1: chose pick('red block')", last]
    assert ended == code


def test_a_goal_as_json(ros):
    code, out, _ = ros("goal", "do", "--json")
    feedback, end = map(json.loads, out.splitlines())
    assert code == 0
    assert feedback["kind"] == "progress"
    assert (feedback["step"], feedback["skill"]) == (1, "pick('red block')")
    assert end == {
        "kind": "ended",
        "code": 0,
        "message": "do  0",
        "verification": "verified",
        "final_state": "done",
        "run_id": "r1",
    }


def test_a_goal_that_is_not_taken_tells_why(ros):
    code, out, error = ros("goal", "odd")
    assert (code, out) == (2, "")
    assert error == "/left/agent does not take the goal: it is odd.\n"


def test_an_agent_that_is_not_there(ros):
    code, _, error = ros("goal", "do", "--agent", "nobody", "--wait", "0.3")
    assert (code, error) == (2, "No agent called /left/nobody was found within 0.3 s.\n")
    code, _, error = ros("stop", "--agent", "nobody", "--wait", "0.3")
    assert code == 2
    assert "No agent called /left/nobody was found within 0.3 s." in error


def test_names_that_cannot_be(ros, start):
    code, _, error = ros("status", "--agent", "a b")
    assert code == 2
    assert "No node can be called 'a b'" in error
    process = start("agent.cli_ros", "status", "--namespace", "a b")
    assert "There can be no namespace 'a b'" in process.communicate(timeout=30)[1]
    assert process.returncode == 2


def test_ctrl_c_cancels_the_goal_and_waits_for_its_end(start, pretender):
    process = start("agent.cli_ros", "goal", "wait", "--namespace", "left")
    assert process.stdout.readline().startswith("planning 1")
    process.send_signal(signal.SIGINT)
    out, error = process.communicate(timeout=30)
    assert (process.returncode, out, error) == (1, "canceled, verified: wait  0\n", "")


def test_all_is_allowed_with_yes(ros):
    code, out, error = ros("goal", "do", "--confirm", "--yes")
    assert code == 0
    assert "asks: may it pick? it moves; 60 s to answer" in out
    assert error == "approved\n"


@pytest.mark.parametrize(("typed", "code"), [(b"y\n", 0), (b"n\n", 4), (b"\n", 4)])
def test_the_terminal_is_asked(start, pretender, typed, code):
    terminal, end = os.openpty()
    # Typed before the question is put: it must not count.
    os.write(terminal, b"y\n")
    process = start("agent.cli_ros", "goal", "do", "--confirm", "--namespace", "left", stdin=end)
    asked = ""
    while "Allow it? [y/N] " not in asked:
        asked += process.stderr.read(1)
    os.write(terminal, typed)
    process.communicate(timeout=30)
    os.close(terminal)
    os.close(end)
    assert process.returncode == code


def test_another_terminal_answers(start, ros):
    waiting = start("agent.cli_ros", "goal", "do", "--confirm", "--namespace", "left")
    assert waiting.stderr.readline() == "handily ros confirm a1 allows it, --deny does not.\n"
    code, out, error = ros("status")
    assert (code, error) == (0, "")
    assert out.splitlines() == [
        "waiting_confirmation",
        "goal: do",
        "asks [a1]: may it pick? it moves",
    ]
    assert ros("confirm", "zz") == (1, "nothing waits to be confirmed\n", "")
    assert ros("confirm", "a1", "--deny") == (0, "denied\n", "")
    waiting.communicate(timeout=30)
    assert waiting.returncode == 4
    assert ros("confirm")[0] == 1


def test_stop_and_status(ros):
    assert ros("stop") == (0, "stopped\n", "")
    code, out, _ = ros("status", "--json")
    state = json.loads(out)
    assert (code, state["stopped"], state["confirmation"]) == (0, True, None)
    assert ros("clear-stop") == (0, "ready\n", "")
    assert json.loads(ros("status", "--json")[1])["stopped"] is False


def test_who_has_spoken_with_an_agent_leaves_no_thread_of_the_middleware(pretender, surroundings):
    """Else the process may crash at its end, when what they use is torn down."""
    code = """if True:
        from pathlib import Path
        from agent.ros.client import connected
        from agent.ros.task import Request
        def threads():
            names = [path.read_text().strip() for path in Path("/proc/self/task").glob("*/comm")]
            # One of the library's own, which it ends itself, looks after shared memory.
            return [name for name in names if name.startswith("dds.") and name != "dds.shm.wdog"]
        with connected("agent", "left") as client:
            *_, last = client.pursue(Request("do"), 10.0)
            print(last.code, len(threads()) > 0)
        print(threads())
    """
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, env=surroundings, cwd=ROOT, capture_output=True, text=True, timeout=30
    )
    assert done.stdout.splitlines() == ["0 True", "[]"]


def test_skills(ros):
    assert ros("skills") == (0, "pick(what) Take it [gently].\n", "")
    assert json.loads(ros("skills", "--json")[1])["signature"] == "pick(what)"


def node(start, *parameters):
    given = [word for p in parameters for word in ("-p", p)]
    return start("agent.ros.goal_node", "--ros-args", "-r", "__ns:=/left", *given)


@pytest.mark.parametrize(("text", "code"), [("do", 0), ("fail", 1), ("odd", 2), ("ask", 3)])
def test_the_node_of_a_goal_ends_with_it(start, pretender, text, code):
    process = node(start, f"goal:={text}")
    out, error = process.communicate(timeout=30)
    assert process.returncode == code
    if code == 2:
        assert error == "handily_goal: /left/agent does not take the goal: it is odd.\n"
    else:
        assert out.splitlines()[0] == "planning 1: chose pick('red block')"


def test_the_node_of_a_goal_finds_no_agent(start, pretender):
    process = node(start, "goal:=do", "agent:=nobody", "wait:=0.3")
    assert "No agent called /left/nobody" in process.communicate(timeout=30)[1]
    assert process.returncode == 2


def test_the_node_without_a_goal_waits_until_interrupted(start, pretender, surroundings):
    process = node(start)
    seen = "import rclpy, time\nfrom agent.ros.common import init\ninit()\n"
    seen += "n = rclpy.create_node('look')\nwhile ('goal', '/left') not in "
    seen += "n.get_node_names_and_namespaces(): time.sleep(0.01)"
    subprocess.run([sys.executable, "-c", seen], env=surroundings, cwd=ROOT, timeout=30, check=True)
    process.send_signal(signal.SIGINT)
    out, error = process.communicate(timeout=30)
    assert (process.returncode, out, error) == (0, "", "")


def test_without_ros_one_sentence_tells_what_to_install(tmp_path):
    code = (
        "import sys; sys.modules['rclpy'] = None; sys.argv = ['ros', 'status']\n"
        "from agent.cli_ros import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2
    assert "pip install 'handily[ros]', then pip install ./launch/interfaces" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_commands_are_there_without_ros_being_loaded():
    code = "import sys, agent.cli_ros; print([m for m in ('rclpy', 'numpy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout == "[]\n"


def test_words_in_a_line():
    assert told(Progress("planning", 0, "", "looked")) == "planning: looked"
    assert told(Progress("executing", 2, "pick", "")) == "executing 2 pick: "
    assert told(Question("a", "pick", "it is risky", 30.0)) == (
        "asks: may it pick? it is risky; 30 s to answer"
    )
    assert told(Ended(2, "No agent.")) == "No agent."


@pytest.mark.parametrize(
    ("state", "verification", "dry", "code"),
    [
        ("done", "verified", False, 0),
        ("done", "unverified", False, 1),
        ("out of steps", "contradicted", False, 1),
        ("canceled", "verified", False, 1),
        ("no answer", "unverified", False, 3),
        ("refused", "unverified", True, 4),
        ("done", "unverified", True, 0),
        ("gave up", "unverified", True, 1),
    ],
)
def test_exit_codes(state, verification, dry, code):
    assert code_of(SimpleNamespace(final_state=state, verification=verification), dry) == code
