"""A goal through a real server: llama-cpp-python's, with the embedded weights.

It is not installed by default, and compiles for long. HANDILY_LLAMA_PYTHON names an interpreter
that has llama-cpp-python[server], if ours has not.
"""

import importlib.util
import os
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from agent.endpoint.client import Limits
from agent.endpoint.ways import WAYS
from agent.errors import ModelError
from agent.events import Decided, Finished, Judged
from agent.guard import Guard
from agent.loop import Agent
from agent.models import find_gguf
from agent.planners.server import ServerPlanner
from agent.toy import ToyPerception
from agent.types import Choices, SkillCall

PYTHON = os.environ.get("HANDILY_LLAMA_PYTHON") or (
    sys.executable if importlib.util.find_spec("llama_cpp") else ""
)
pytestmark = [
    pytest.mark.llm,
    pytest.mark.slow,
    pytest.mark.skipif(not PYTHON, reason="llama-cpp-python is not installed"),
]
START = 120.0
"""Seconds within which the server is there."""
STEPS = 3


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--host", "127.0.0.1", "--port", str(port), "--n_ctx", "4096"]
    command = [PYTHON, "-m", "llama_cpp.server", "--model", str(find_gguf()), *options]
    log = tmp_path_factory.mktemp("server") / "log"
    with log.open("w") as file:
        server = subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT)
    until = time.monotonic() + START
    base = f"http://127.0.0.1:{port}/v1"
    try:
        while not answers(f"{base}/models"):
            assert server.poll() is None, log.read_text()[-2000:]
            assert time.monotonic() < until, log.read_text()[-2000:]
            time.sleep(0.2)
        yield base
    finally:
        server.terminate()
        server.wait(10)


def answers(url):
    try:
        with urllib.request.urlopen(url, timeout=2):
            return True
    except OSError:
        return False


def test_a_goal_goes_through_and_only_what_can_be_done_is_chosen(url, toy):
    planner = ServerPlanner(url, "smollm2", limits=Limits(wait=300.0), environ={})
    agent = Agent(toy, ToyPerception(), planner, guard=Guard(max_steps=STEPS))
    *events, last = agent.run("put the red block in the blue bowl")
    planner.close()
    decisions = [e.decision for e in events if isinstance(e, Decided)]
    print(planner.way.name, sorted(planner.options), last)
    for d in decisions:
        print(d.call, d.probability, f"{d.seconds:.1f} s", d.tokens_in, d.tokens_out)
    assert isinstance(last, Finished)
    assert decisions
    assert planner.way.name != "plain"
    assert all(e.verdict.kind == "allow" for e in events if isinstance(e, Judged))


@pytest.mark.parametrize("way", WAYS[1:-1], ids=lambda way: way.name)
def test_each_way_keeps_it_to_what_can_be_done(url, way):
    limits = Limits(wait=300.0)
    planner = ServerPlanner(url, "smollm2", limits=limits, environ={}, ways=[way])
    calls = tuple(SkillCall("pick", (f"{color} block",)) for color in ("red", "green", "blue"))
    chat = [{"role": "user", "content": "Goal: take the yellow block, or sing a song."}]
    for _ in range(2):
        assert planner.decide(chat, Choices(calls)).call in calls
    planner.close()


def test_a_prompt_that_is_too_long_is_told(url):
    planner = ServerPlanner(url, "smollm2", limits=Limits(wait=300.0, tries=2), environ={})
    with pytest.raises(ModelError, match="4096"):
        planner.decide([{"role": "user", "content": "go " * 9000}], Choices((SkillCall("done"),)))
    planner.close()
