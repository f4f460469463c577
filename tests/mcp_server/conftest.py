"""A host behind the door, and a real server on this machine."""

import inspect
import threading
from contextlib import asynccontextmanager

import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp_types import ElicitResult

from agent.host import Host, Place
from agent.listening import opened
from agent.mcp_server.door import Door
from agent.mcp_server.serving import address, server
from agent.planners.expert import ExpertPlanner

TOKEN = "a token of this test"


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture
def door(tmp_path):
    """Makes a door to a host of its own; all are closed at the end."""
    made = []

    def make(pace=0.0, wait=20.0, **more):
        place = Place(out=tmp_path / "runs", pace=pace, wait=wait)
        made.append(Host(place, ExpertPlanner(), **more))
        return Door(made[-1])

    yield make
    for host in made:
        host.close()


@pytest.fixture
def serve():
    """Serves a door on 127.0.0.1 and returns its address."""
    running = []

    def start(door, token=""):
        at = opened("127.0.0.1", 0)
        serving = server(door, "127.0.0.1", token)
        thread = threading.Thread(target=serving.run, kwargs={"sockets": [at]}, daemon=True)
        thread.start()
        running.append((serving, thread))
        return address(at)

    yield start
    for serving, thread in running:
        serving.should_exit = True
        thread.join(10.0)


@asynccontextmanager
async def client(url, mode="auto", person=None, token=""):
    """Connects the SDK's client; `person` answers questions, given their text."""

    async def elicit(ctx, params):
        reply = person(params.message)
        reply = await reply if inspect.isawaitable(reply) else reply
        if reply is None:
            return ElicitResult(action="decline")
        return ElicitResult(action="accept", content=reply)

    headers = {"authorization": f"Bearer {token}"} if token else {}
    async with httpx2.AsyncClient(headers=headers, timeout=60.0) as http:
        transport = streamable_http_client(url, http_client=http)
        able = {"elicitation_callback": elicit} if person else {}
        async with Client(transport, mode=mode, **able) as one:
            yield one
