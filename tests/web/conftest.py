"""A real server in a thread, with the real robot and the scripted planner behind it."""

import socket
import threading
import time

import pytest

from agent.host import Host, Place
from agent.listening import opened
from agent.planners.expert import ExpertPlanner
from agent.web.access import Rules
from agent.web.listening import server


class Serving:
    """A server that runs: its address, and the host behind it once it is there."""

    def __init__(self, make, runs, rules, **more):
        self.socket = opened("127.0.0.1", 0)
        self.port = self.socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.ws = f"ws://127.0.0.1:{self.port}/ws"
        self.server, self.audience = server(make, rules=rules, runs=runs, **more)
        self.thread = threading.Thread(
            target=self.server.run, kwargs={"sockets": [self.socket]}, daemon=True
        )
        self.thread.start()
        eventually(lambda: self.server.started)

    @property
    def host(self):
        eventually(lambda: self.audience.host is not None)
        return self.audience.host

    def close(self):
        self.server.should_exit = True
        self.thread.join(10.0)
        if self.audience.host:
            self.audience.host.close()


def eventually(test, wait=20.0):
    end = time.monotonic() + wait
    while not test():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)


@pytest.fixture
def serve(tmp_path):
    """Start servers; each is stopped at the end."""
    made = []

    def start(pace=0.0, rules=None, make=None, watched=True, runs=tmp_path, more=None, **kwargs):
        def host():
            place = Place(out=runs, pace=pace, wait=20.0, leave=20.0)
            return Host(place, ExpertPlanner(), watched=watched, **kwargs)

        made.append(Serving(make or host, runs, rules or Rules(), **(more or {})))
        return made[-1]

    yield start
    for each in made:
        each.close()


@pytest.fixture
def raw():
    """Return sockets that say what they like."""
    made = []

    def connect(port):
        made.append(socket.create_connection(("127.0.0.1", port), 10))
        return made[-1]

    yield connect
    for each in made:
        each.close()
