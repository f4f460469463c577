"""Whatever comes in: no crash, no hang, and no motion without a verdict.


Every reader of foreign text either understands it or says in words what is wrong. How many
examples each of them is given is set from outside:

    HANDILY_FUZZ=90000 .venv/bin/pytest tests/fuzz      # about a million in all
"""

# ruff: noqa: PT017  (what is raised is one of two ways to be right)
import json
import os
import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from agent.errors import HandilyError
from agent.events import Acted, Judged
from agent.goals import checked_goal, read_goal
from agent.guard import Guard
from agent.guarding import load as load_guard
from agent.loop import Agent
from agent.planners.free import parsed
from agent.references import ground_one
from agent.robot import Workspace
from agent.toy import ToyPerception, ToyRobot, thing
from agent.trace import read_trace
from agent.types import Choices, Decision, Observation, SkillCall

EXAMPLES = int(os.environ.get("HANDILY_FUZZ", "150"))
RUNS = max(20, EXAMPLES // 30)
"""Examples of whole runs, which take longer than reading a text does."""
THINGS = (
    thing("red", "block", 0.4, 0.1),
    thing("green", "block", 0.5, -0.1),
    thing("blue", "bowl", 0.45, 0.25),
)
SEEN = Observation(THINGS)
CALLS = (*(SkillCall("pick", (o.name,)) for o in THINGS), SkillCall("home"))
CHOICES = Choices(CALLS, ("say", "ask", "cannot"))
WORDS = st.sampled_from(
    "put pick place the a red green blue block bowl blocks bowls in on left right of behind "
    "leftmost nearest to second between and or not all every except it other one it's where "
    "was same colour as biggest tower stack line corner ( ) , . ; : \" ' - 2 3.5 10 cm -1 1e9 "
    "done() cannot( ask( pick(red block) place(in, blue bowl) \n".split(" ")
)
SENTENCES = st.lists(WORDS, max_size=14).map(" ".join)
TEXT = st.one_of(SENTENCES, st.text(max_size=120), st.text(string.printable, max_size=80))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)

fuzz = settings(
    max_examples=EXAMPLES,
    deadline=5000,  # ms: what takes longer hangs
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
whole = settings(fuzz, max_examples=RUNS)


def said(read, *args):
    """Return what a reader makes of something, or that it said in words what is wrong."""
    try:
        return read(*args)
    except HandilyError as error:
        assert error.message
        return None


@fuzz
@given(TEXT)
def test_what_a_model_writes_is_a_feasible_call_or_wrong_in_words(text):
    closed = {str(c): c for c in CALLS}
    call, wrong = parsed(text, closed, CHOICES)
    assert wrong or call in CALLS or call.skill in CHOICES.open


@fuzz
@given(TEXT)
def test_a_goal_is_read_or_not(text):
    goal = said(checked_goal, text)
    if goal is not None:
        reading = read_goal(goal, SEEN)
        assert all(fact.subject for fact in reading.facts)


@fuzz
@given(TEXT)
def test_a_reference_means_a_thing_that_is_there_or_nothing(text):
    name = said(ground_one, text, SEEN, Workspace(), "red block")
    assert name is None or name in SEEN.names


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("fuzz")


YAML_WORDS = st.sampled_from(
    [
        *"-:{}[],&*!|>#%@`\"'",
        "\n",
        "\n  ",
        "\n- ",
        ": ",
        "tasks",
        "goal",
        "in",
        "red block",
        "launch",
        "node",
        "arg",
        "name",
        "value",
        "default",
        "pkg",
        "exec",
        "group",
        "if",
        "include",
        "$(var x)",
        "$(env HOME)",
        "$(find-pkg-share a)",
        "instruction",
        "scene",
        "blue bowl",
        "1",
    ]
)
DOCUMENTS = st.one_of(
    st.lists(YAML_WORDS, max_size=30).map("".join).map(str.encode),
    JSON.map(lambda v: json.dumps(v).encode()),
    st.binary(max_size=200),
)


@fuzz
@given(DOCUMENTS)
def test_a_file_of_tasks_is_read_or_not(folder, data):
    from sims.tasks.custom import load

    file = folder / "tasks.yaml"
    file.write_bytes(data)
    said(load, file)


@fuzz
@given(DOCUMENTS)
def test_a_launch_file_is_read_or_not(folder, data):
    from agent.ros.launch.plan import plan

    file = folder / "some.launch.yaml"
    file.write_bytes(data)
    said(plan, file, {}, {})


@fuzz
@given(st.one_of(DOCUMENTS, st.lists(TEXT, max_size=6).map(lambda rows: "\n".join(rows).encode())))
def test_a_guards_file_is_read_or_not(folder, data):
    file = folder / "guard.toml"
    file.write_bytes(data)
    said(load_guard, file)


@fuzz
@given(DOCUMENTS)
def test_a_trace_is_read_or_not(folder, data):
    file = folder / "trace.jsonl"
    header = b'{"handily":1,"scene":"a","robot":"b","seed":0,"planner":"c","perception":"d"}\n'
    file.write_bytes(header + data)
    said(read_trace, file)


@fuzz
@given(
    st.one_of(
        st.binary(max_size=200),
        JSON.map(lambda v: json.dumps(v).encode()),
        st.fixed_dictionaries(
            {"kind": st.sampled_from("goal stop clear answer confirm lay drag seen".split())},
            optional=dict.fromkeys(
                ("text", "allow", "scene", "seed", "start", "end", "name"), JSON
            ),
        ).map(lambda v: json.dumps(v).encode()),
    )
)
def test_what_a_browser_says_is_a_message_or_not(data):
    from agent.web.messages import ADAPTER

    try:
        ADAPTER.validate_json(data)
    except ValidationError as error:
        assert error.errors(include_input=False, include_url=False)


@fuzz
@given(
    st.sampled_from(range(5)),
    st.one_of(
        TEXT,
        JSON.map(json.dumps),
        st.fixed_dictionaries(
            {"call": st.one_of(TEXT, st.sampled_from([*map(str, CALLS), "say(text)"]))},
            optional={"text": JSON, "more": JSON},
        ).map(json.dumps),
    ),
    st.sampled_from(["", "act", "rm"]),
)
def test_what_a_server_answers_is_a_feasible_call_or_wrong_in_words(way, text, tool):
    from agent.endpoint.reply import Reply
    from agent.endpoint.ways import WAYS

    reply = Reply(text=text, tool=tool, arguments=text if tool else "")
    call, wrong, _ = WAYS[way].read(reply, CHOICES)
    assert wrong or call in CALLS or call.skill in CHOICES.open


@fuzz
@given(
    st.one_of(
        TEXT, st.lists(st.sampled_from(["..", "/", "a", ".", "\\", "%2e", "\0"])).map("".join)
    )
)
def test_no_path_leads_out_of_the_runs(folder, path):
    from agent.mcp_server.files import Runs

    (folder / "secret").write_text("secret")
    inside = folder / "runs"
    inside.mkdir(exist_ok=True)
    found = said(Runs(inside).read, path)
    assert found != "secret"


@pytest.fixture(scope="module")
def door(tmp_path_factory):
    """Other agents' door to a robot that is stopped: whatever they say, nothing may move."""
    from agent.host import Host, Place
    from agent.mcp_server.door import Door
    from agent.planners.expert import ExpertPlanner

    host = Host(Place(out=tmp_path_factory.mktemp("runs"), pace=0.0, wait=0.1), ExpertPlanner())
    host.stop()
    yield Door(host)
    host.close()


@whole
@given(
    st.one_of(st.sampled_from("do list_skills stop plan rm".split()), TEXT),
    st.one_of(
        st.dictionaries(TEXT, JSON, max_size=3),
        st.fixed_dictionaries(
            {"goal": JSON}, optional=dict.fromkeys(("answers", "allow", "more"), JSON)
        ),
    ),
)
def test_what_other_agents_say_moves_nothing_that_is_stopped(door, tool, arguments):
    import anyio
    from mcp.server.mcpserver.exceptions import ToolError

    before = door.host.table.world.time
    try:
        anyio.run(door.call_tool, tool, arguments)
    except (ToolError, HandilyError) as error:
        assert str(error)
    assert door.host.table.world.time == before
    assert door.host.status.state == "idle"


class Scripted:
    """Chooses what it is told to, feasible or not."""

    name = "scripted"

    def __init__(self, calls):
        self.calls = list(calls)

    def choose(self, events, choices, workspace):
        return Decision(self.calls.pop(0) if self.calls else SkillCall("done"))


SKILLS = st.one_of(
    st.sampled_from("pick place push home look say ask done cannot open close pour".split()), TEXT
)
ARGUMENTS = st.one_of(
    st.sampled_from([*SEEN.names, "in", "on", "left", "table", "leftmost block", "gripper"]), TEXT
)
ANY_CALL = st.builds(SkillCall, SKILLS, st.lists(ARGUMENTS, max_size=3).map(tuple))


class Watched(ToyRobot):
    """Notes each command that would move it."""

    def __init__(self, objects):
        super().__init__(objects)
        self.commands = 0

    def move_to(self, pose, speed=1.0, around=None):
        self.commands += 1
        return super().move_to(pose, speed, around)

    def grip(self, width):
        self.commands += 1
        super().grip(width)


@whole
@given(
    st.one_of(st.just("put the red block in the blue bowl"), TEXT), st.lists(ANY_CALL, max_size=6)
)
def test_nothing_moves_without_a_verdict(goal, calls):
    robot = Watched(THINGS)
    forbidden = Guard(max_steps=6, forbidden=("green block",))
    agent = Agent(robot, ToyPerception(), Scripted(calls), guard=forbidden)
    before, allowed = robot.commands, True
    try:
        for event in agent.run(goal):
            # Only to draw the arm back, for a look, may it move without being asked to.
            looks = isinstance(event, Acted) and allowed
            assert robot.commands == before or looks or event.kind in ("started", "asked")
            before = robot.commands
            allowed = isinstance(event, Judged) and event.verdict.kind == "allow"
    except HandilyError as error:
        assert error.message
    assert robot.objects["green block"].position == THINGS[1].position
