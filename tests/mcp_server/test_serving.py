"""How other agents get in: stdio as a process of its own, and who is let in over HTTP."""

import json
import subprocess
import sys
from pathlib import Path

import anyio
import httpx2
import pytest
from mcp import Client, StdioServerParameters
from mcp_types import ElicitResult

from agent.errors import UsageError
from agent.listening import opened
from agent.mcp_server.serving import checked_token, names

from .conftest import TOKEN, client

pytestmark = pytest.mark.anyio
ROOT = Path(__file__).parents[2]
HANDILY = [sys.executable, "-m", "agent.cli", "mcp", "--planner", "expert"]
HELLO = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-11-25",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}
ACCEPT = {"accept": "application/json, text/event-stream", "content-type": "application/json"}


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_over_stdio(tmp_path, mode):
    async def elicit(ctx, params):
        return ElicitResult(action="accept", content={"answer": "the red one"})

    told = []

    async def hear(progress, total, message):
        told.append(message)

    command = StdioServerParameters(
        command=HANDILY[0], args=[*HANDILY[1:], "--out", str(tmp_path)], cwd=str(ROOT)
    )
    with anyio.fail_after(60.0):
        async with Client(command, mode=mode, elicitation_callback=elicit) as one:
            look = await one.call_tool("look")
            assert [c.type for c in look.content] == ["text", "image"]
            goal = {"goal": "put the block in the blue bowl"}
            done = await one.call_tool("do", goal, progress_callback=hear)
            assert done.structured_content["verification"] == "verified"
            trace = (await one.read_resource(done.structured_content["trace"])).contents[0]
            assert '"kind":"finished"' in trace.text
    assert any("pick(red block)" in line for line in told)


@pytest.mark.slow
def test_nothing_but_the_protocol_is_printed(tmp_path):
    lines = [
        HELLO,
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "look"}},
    ]
    process = subprocess.Popen(
        [*HANDILY, "--out", str(tmp_path)],
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    for line in lines:
        process.stdin.write(json.dumps(line) + "\n")
    process.stdin.flush()
    answers = [json.loads(process.stdout.readline()) for _ in range(2)]
    rest, _ = process.communicate(timeout=30)
    assert [a["id"] for a in answers] == [1, 2]
    assert answers[1]["result"]["structuredContent"]["state"] == "idle"
    assert rest == ""
    assert process.returncode == 0


def refused(*options):
    return subprocess.run(
        [*HANDILY, *options], cwd=ROOT, text=True, capture_output=True, timeout=60
    )


@pytest.mark.slow
def test_what_cannot_be_served_is_told_on_stderr():
    moon = refused("--scene", "moon")
    assert (moon.returncode, moon.stdout) == (2, "")
    assert "There is no scene 'moon'" in moon.stderr
    public = refused("--http", "--host", "0.0.0.0")
    assert (public.returncode, public.stdout) == (2, "")
    assert "Other machines can reach 0.0.0.0; that needs a token." in public.stderr


def test_other_machines_need_a_token():
    for host in ("127.0.0.1", "localhost", "::1"):
        checked_token(host, "")
    with pytest.raises(UsageError, match="Other machines can reach"):
        checked_token("0.0.0.0", "")
    with pytest.raises(UsageError, match="The token has 6 characters; 16 are the least"):
        checked_token("127.0.0.1", "secret")
    checked_token("0.0.0.0", TOKEN)
    assert {"127.0.0.1", "10.0.0.7"} <= set(names("10.0.0.7"))
    assert names("localhost") == ["127.0.0.1", "localhost", "[::1]"]


def test_a_port_in_use_is_told():
    with opened("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"Nothing can be served at 127.0.0.1:{port}"):
            opened("127.0.0.1", port)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"host": "evil.example"}, 421),
        ({"host": "evil.example:80"}, 421),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "http://localhost.evil.example:80"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://localhost:3000"}, 200),
        ({"content-type": "text/plain"}, 400),
    ],
)
async def test_pages_of_other_sites_are_kept_out(door, serve, headers, status):
    async with httpx2.AsyncClient() as http:
        reply = await http.post(serve(door()), json=HELLO, headers={**ACCEPT, **headers})
    assert reply.status_code == status


async def test_without_the_token_nothing_is_said(door, serve):
    url = serve(door(), TOKEN)
    async with httpx2.AsyncClient() as http:
        for given in ({}, {"authorization": "Bearer wrong"}, {"authorization": TOKEN}):
            for method in ("POST", "GET", "DELETE"):
                reply = await http.request(method, url, headers={**ACCEPT, **given})
                assert reply.status_code == 401
                assert reply.headers["www-authenticate"] == "Bearer"
    async with client(url, token=TOKEN) as one:
        assert (await one.list_tools()).tools
