"""What other agents can do over HTTP, in both ways in which questions travel."""

import base64
import io
import time

import anyio
import pytest
from PIL import Image

from agent.guard import Guard

from .conftest import client

pytestmark = pytest.mark.anyio
GOAL = "put the red block in the blue bowl"
VAGUE = "put the block in the blue bowl"
TOOLS = ("look", "list_skills", "plan", "do", "stop", "clear_stop")
LONG = "at most 500 are read. Say it in one or two sentences."
MODES = pytest.mark.parametrize("mode", ["auto", "legacy"])


def text(result):
    return result.content[0].text


async def until(test, wait=30.0):
    with anyio.fail_after(wait):
        while not test():
            await anyio.sleep(0.005)


async def test_look_shows_a_picture_and_names_what_is_there(door, serve):
    async with client(serve(door())) as one:
        result = await one.call_tool("look")
    sight = result.structured_content
    assert "red block" in [t["name"] for t in sight["things"]]
    assert (sight["fresh"], sight["eyes"], sight["state"]) == (True, "camera", "idle")
    assert "- red block: x 0.562, y -0.288, z 0.020 m" in text(result)
    picture = Image.open(io.BytesIO(base64.b64decode(result.content[1].data)))
    assert picture.size == (400, 300)


async def test_look_never_moves_the_arm(door, serve):
    one_door = door(pace=1.0)
    host = one_door.host
    going = host.submit(GOAL)
    await until(lambda: host.table.world.time > 2.0)
    host.stop()
    assert going.result(5.0).ending == "stopped"
    host.clear_stop()
    before = host.robot.state()
    async with client(serve(one_door)) as one:
        sight = (await one.call_tool("look")).structured_content
    assert host.robot.state() == before
    assert not sight["fresh"]
    assert "not drawn back" in sight["note"]


async def test_skills_are_listed(door, serve):
    async with client(serve(door())) as one:
        skills = (await one.call_tool("list_skills")).structured_content["skills"]
    pick = next(s for s in skills if s["signature"].startswith("pick("))
    assert pick["moves"]
    assert not pick["risky"]


async def test_tools_tell_what_they_do(door, serve):
    async with client(serve(door())) as one:
        tools = {t.name: t for t in (await one.list_tools()).tools}
        assert "never instructions" in one.instructions
    hints = {
        n: (t.annotations.read_only_hint, t.annotations.destructive_hint) for n, t in tools.items()
    }
    assert hints == {
        "look": (True, False),
        "list_skills": (True, False),
        "plan": (True, False),
        "do": (False, True),
        "stop": (False, False),
        "clear_stop": (False, True),
    }
    assert all("data" in tools[n].description for n in ("look", "plan", "do"))
    assert all(t.output_schema for t in tools.values())


async def test_a_plan_moves_nothing(door, serve):
    one_door = door()
    host = one_door.host
    before = (host.robot.state(), host.table.world.true_objects())
    async with client(serve(one_door)) as one:
        plan = (await one.call_tool("plan", {"goal": GOAL})).structured_content
        vague = (await one.call_tool("plan", {"goal": VAGUE})).structured_content
    assert plan["reached"]
    assert plan["calls"] == ["pick(red block)", "place(in, blue bowl)"]
    assert not vague["reached"]
    assert "Which one do you mean" in vague["message"]
    assert (host.robot.state(), host.table.world.true_objects()) == before


@MODES
async def test_a_goal_is_done_told_and_measured(door, serve, mode):
    told = []

    async def hear(progress, total, message):
        told.append((progress, message))

    async with client(serve(door()), mode) as one:
        result = await one.call_tool("do", {"goal": GOAL}, progress_callback=hear)
        done = result.structured_content
        trace = (await one.read_resource(done["trace"])).contents[0]
    assert text(result).startswith("verified (done): red block in blue bowl")
    assert (done["verification"], done["ending"], result.is_error) == ("verified", "done", False)
    assert [s["call"] for s in done["steps"]] == [
        "pick(red block)",
        "place(in, blue bowl)",
    ]
    assert [p for p, _ in told] == list(range(1, len(told) + 1))
    assert any("pick(red block)" in m for _, m in told)
    assert any("measured: verified" in m for _, m in told)
    assert trace.mime_type == "application/jsonl"
    assert '"kind":"finished"' in trace.text


async def test_what_cannot_be_done_is_said(door, serve):
    async with client(serve(door())) as one:
        result = await one.call_tool("do", {"goal": "put the blue bowl in the red block"})
    assert result.is_error
    assert result.structured_content["verification"] != "verified"
    assert result.structured_content["ending"] in ("gave up", "refused", "out of steps")
    assert "success" not in text(result)


@MODES
async def test_a_question_goes_to_the_person(door, serve, mode):
    asked = []

    def person(question):
        asked.append(question)
        return {"answer": "the red one"}

    async with client(serve(door()), mode, person) as one:
        done = (await one.call_tool("do", {"goal": VAGUE})).structured_content
    assert len(asked) == 1
    assert "Which one do you mean by 'block'" in asked[0]
    assert (done["verification"], done["question"]) == ("verified", "")


@MODES
@pytest.mark.parametrize("reply", [None, {"answer": ""}, {"wrong": 1}])
async def test_a_question_may_be_left_open(door, serve, mode, reply):
    async with client(serve(door()), mode, lambda question: reply) as one:
        done = (await one.call_tool("do", {"goal": VAGUE})).structured_content
    assert (done["ending"], done["steps"]) == ("no answer", [])
    assert "Which one do you mean" in done["question"]


@MODES
async def test_without_a_person_the_question_comes_back(door, serve, mode):
    async with client(serve(door()), mode) as one:
        result = await one.call_tool("do", {"goal": VAGUE})
        assert not result.is_error
        assert result.structured_content["ending"] == "no answer"
        assert "answers=['THE ANSWER']" in text(result)
        again = await one.call_tool("do", {"goal": VAGUE, "answers": ["the red one"]})
    assert again.structured_content["verification"] == "verified"


async def test_a_question_that_is_answered_too_late(door, serve):
    def person(question):
        time.sleep(1.0)
        return {"answer": "the red one"}

    async with client(serve(door(wait=0.2)), "auto", person) as one:
        done = (await one.call_tool("do", {"goal": VAGUE})).structured_content
    assert (done["ending"], done["steps"]) == ("no answer", [])
    assert "call do again" in done["next"]


def careful(confirm):
    return Guard(policy="always", confirm=confirm)


@MODES
async def test_leave_is_asked(door, serve, mode):
    asked = []

    def person(question):
        asked.append(question)
        return {"allow": "pick" in question}

    one_door = door(guard=careful)
    async with client(serve(one_door), mode, person) as one:
        done = (await one.call_tool("do", {"goal": GOAL})).structured_content
    assert asked[0].startswith("May it do pick(red block)?")
    assert len(asked) == 2
    assert (done["ending"], done["verification"]) == ("refused", "contradicted")
    assert "was not confirmed" in done["measured"]


async def test_leave_can_be_given_beforehand(door, serve):
    async with client(serve(door(guard=careful))) as one:
        refused = (await one.call_tool("do", {"goal": GOAL})).structured_content
        assert refused["ending"] == "refused"
        assert "allow=['pick(red block)']" in refused["next"]
        allow = ["pick(red block)", "place(in, blue bowl)"]
        done = (await one.call_tool("do", {"goal": GOAL, "allow": allow})).structured_content
    assert done["verification"] == "verified"


@MODES
async def test_a_cancelled_goal_stops_the_arm(door, serve, mode):
    one_door = door(pace=1.0)
    host = one_door.host
    async with client(serve(one_door), mode) as one:
        with anyio.move_on_after(1.0) as scope:
            await one.call_tool("do", {"goal": GOAL})
        assert scope.cancelled_caught
        await until(lambda: host.status.stopped and host.status.state == "idle", 2.0)
        where = host.robot.state().joints
        await anyio.sleep(0.3)
        assert host.robot.state().joints == where
        sight = (await one.call_tool("look")).structured_content
        assert sight["stopped"]
        refused = await one.call_tool("do", {"goal": GOAL})
        assert refused.is_error
        assert text(refused) == "The robot is stopped. Clear the stop first."
        cleared = (await one.call_tool("clear_stop")).structured_content
        assert (cleared["stopped"], cleared["state"]) == (False, "idle")


@MODES
async def test_another_session_stops_the_arm(door, serve, mode):
    one_door = door(pace=1.0)
    url, ended = serve(one_door), {}

    async def work():
        async with client(url, mode) as one:
            ended["do"] = await one.call_tool("do", {"goal": GOAL})
            ended["at"] = time.monotonic()

    async with anyio.create_task_group() as group, client(url, mode) as other:
        group.start_soon(work)
        await until(lambda: one_door.host.status.state == "working")
        await anyio.sleep(1.0)
        busy = await other.call_tool("do", {"goal": GOAL})
        assert "is under way. Wait for its end, or stop it." in text(busy)
        seen = (await other.call_tool("look")).structured_content
        assert (seen["fresh"], seen["state"]) == (False, "working")
        began = time.monotonic()
        stop = (await other.call_tool("stop")).structured_content
        assert stop["stopped"]
        await until(lambda: "do" in ended)
    assert ended["at"] - began < 2.0
    done = ended["do"].structured_content
    assert (done["ending"], done["stopped"], ended["do"].is_error) == ("stopped", True, True)
    assert done["verification"] != "verified"
    assert "clear_stop" in done["next"]


@pytest.mark.parametrize(("mode", "silent"), [("legacy", 60.0), ("auto", 0.5)])
async def test_a_stop_withdraws_the_question(door, serve, mode, silent):
    one_door = door()

    async def person(question):
        one_door.host.stop()
        await anyio.sleep(silent)
        return {"answer": "the red one"}

    with anyio.fail_after(10.0):
        async with client(serve(one_door), mode, person) as one:
            done = (await one.call_tool("do", {"goal": VAGUE})).structured_content
    assert (done["ending"], done["stopped"], done["steps"]) == ("no answer", True, [])


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("do", {}, "do: goal: Field required."),
        ("do", {"goal": 7}, "do: goal: Input should be a valid string."),
        ("do", {"goal": "  "}, f'The goal is empty. Say what to do: "{GOAL}".'),
        ("do", {"goal": GOAL, "speed": 9}, "do takes no 'speed'; it takes: goal, answers, allow."),
        ("plan", {"goal": "x" * 600}, f"The goal has 600 characters; {LONG}"),
        ("stop", {"now": True}, "stop takes no 'now'; it takes nothing."),
        ("dance", {}, f"There is no tool 'dance'; there are: {', '.join(TOOLS)}."),
    ],
)
async def test_a_wrong_call_is_told_in_a_sentence(door, serve, tool, arguments, said):
    async with client(serve(door())) as one:
        result = await one.call_tool(tool, arguments)
    assert result.is_error
    assert text(result) == said


async def test_calls_side_by_side_are_taken_one_by_one(door, serve):
    async with client(serve(door())) as one, anyio.create_task_group() as group:
        results = {}

        async def call(name, arguments):
            results[name] = await one.call_tool(name, arguments)

        group.start_soon(call, "plan", {"goal": GOAL})
        group.start_soon(call, "look", {})
        group.start_soon(call, "do", {"goal": GOAL})
    assert not any(r.is_error for r in results.values())
