"""What comes in from the network: who may, how much, how often, and what leads nowhere."""

import contextlib
import json
import threading
import time

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from agent.web import mischief
from agent.web.access import Allowance, Rules
from agent.web.audience import SESSIONS

GOAL = "put the red block in the blue bowl"
TOKEN = "a-token-of-enough-letters"


def eventually(test, wait=5.0):
    end = time.monotonic() + wait
    while not test():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)


def hear(socket, truth, wait=30.0):
    """Return the first message of which something is true."""
    end = time.monotonic() + wait
    while True:
        message = socket.recv(timeout=max(0.0, end - time.monotonic()))
        if isinstance(message, str) and truth(told := json.loads(message)):
            return told


def status(state):
    return lambda told: told["kind"] == "status" and told["state"] == state


def say(socket, **message):
    socket.send(json.dumps(message))


def test_pages_have_the_headers_of_caution(serve):
    answer = httpx.get(serve(watched=False).url)
    assert answer.status_code == 200
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-frame-options"] == "DENY"
    assert "server" not in answer.headers


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "127.0.0.1.evil.example"},
        {"host": "192.168.1.9"},
        {"host": ""},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_other_names_and_other_sites_are_kept_out(serve, headers):
    server = serve(watched=False)
    for call in (httpx.get, httpx.post):
        path = "/" if call is httpx.get else "/stop"
        assert call(server.url + path, headers=headers).status_code == 403
    more = {k: v for k, v in headers.items() if k != "host"}
    if more:
        with pytest.raises(InvalidStatus) as refused, connect(server.ws, additional_headers=more):
            pass
        assert refused.value.response.status_code == 403


def test_our_own_page_may_come_in(serve):
    server = serve(watched=False)
    assert httpx.get(server.url, headers={"origin": server.url}).status_code == 200
    host = {"host": f"localhost:{server.port}", "origin": f"http://localhost:{server.port}"}
    assert httpx.get(server.url, headers=host).status_code == 200
    with connect(server.ws, origin=server.url) as socket:
        assert hear(socket, status("idle"))


def test_a_token_is_needed_where_others_can_reach_us():
    assert Rules.of("127.0.0.1", None).token == ""
    assert len(Rules.of("0.0.0.0", None).token) >= 32
    assert Rules.of("0.0.0.0", None).token != Rules.of("0.0.0.0", None).token
    with pytest.raises(Exception, match="it has to have 16 at least"):
        Rules.of("0.0.0.0", "short")
    assert TOKEN not in repr(Rules.of("0.0.0.0", TOKEN))
    assert Rules.of("0.0.0.0", None).knows("192.168.1.9:8765")
    assert not Rules.of("0.0.0.0", None).knows("evil.example:8765")


def test_the_token_opens_by_header_cookie_and_once_by_address(serve):
    server = serve(watched=False, rules=Rules("0.0.0.0", TOKEN))
    assert httpx.get(server.url).status_code == 401
    assert httpx.post(server.url + "/stop").status_code == 401
    assert httpx.get(server.url, headers={"authorization": "Bearer wrong"}).status_code == 401
    right = {"authorization": f"Bearer {TOKEN}"}
    assert httpx.get(server.url, headers=right).status_code == 200
    with pytest.raises(InvalidStatus), connect(server.ws):
        pass
    with connect(server.ws, additional_headers=right) as socket:
        assert hear(socket, status("idle"))
    welcome = httpx.get(f"{server.url}/?token={TOKEN}&a=b")
    assert welcome.status_code == 303
    assert welcome.headers["location"] == "/?a=b"
    cookie = welcome.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    away = httpx.get(f"{server.url}//evil.example/?token={TOKEN}")
    assert away.headers["location"] == "/evil.example/"
    with httpx.Client() as client:
        assert client.get(f"{server.url}/?token={TOKEN}", follow_redirects=True).status_code == 200
        assert client.get(server.url).status_code == 200


def test_guessing_tokens_is_slow(serve):
    server = serve(watched=False, rules=Rules("0.0.0.0", TOKEN))
    wrong = [httpx.get(f"{server.url}/?token=wrong{i}").status_code for i in range(15)]
    assert wrong.count(401) <= 11
    assert wrong[-1] == 429
    right = {"authorization": f"Bearer {TOKEN}"}
    assert httpx.get(server.url, headers=right).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/reports/../../etc/passwd",
        "/reports/%2e%2e/%2e%2e/etc/passwd",
        "/reports/..%2f..%2fetc%2fpasswd",
        "/reports//etc/passwd",
        "/reports/secret.html",
        "/reports/link.html",
        "/reports/run/trace.jsonl",
        "/api/runs/..",
        "/api/runs/%2e%2e%2f",
        "/api/runs/nothing",
        "/api/runs/run/frames/..%2ftrace.jsonl",
        "/api/runs/run/frames/trace.jsonl",
        "/static/../server.py",
        "/static/%2e%2e/server.py",
    ],
)
def test_no_path_leads_out(serve, tmp_path, path):
    runs = tmp_path / "runs"
    (runs / "run" / "frames").mkdir(parents=True)
    (runs / "run" / "trace.jsonl").write_text("{}")
    (tmp_path / "secret.html").write_text("secret")
    (runs / "link.html").symlink_to(tmp_path / "secret.html")
    server = serve(watched=False, runs=runs)
    answer = httpx.get(server.url + path)
    assert answer.status_code in (400, 404, 405, 307)
    assert "secret" not in answer.text.replace("secret.html", "")


def test_a_goal_by_websocket_and_the_run_on_the_disk(serve, tmp_path):
    server = serve(watched=False)
    with connect(server.ws) as socket:
        hear(socket, status("idle"))
        say(socket, kind="goal", text=GOAL)
        finished = hear(socket, lambda told: told["kind"] == "finished")
        assert finished["verification"] == "verified"
        hear(socket, status("idle"))
    with connect(server.ws) as late:  # who comes later is told the run so far
        assert hear(late, lambda told: told["kind"] == "finished") == finished
    (run,) = httpx.get(server.url + "/api/runs").json()
    assert (run["goal"], run["verification"], run["planner"]) == (GOAL, "verified", "expert")
    whole = httpx.get(f"{server.url}/api/runs/{run['run']}").json()
    picture = next(e["observation"]["picture"] for e in whole["events"] if "observation" in e)
    answer = httpx.get(f"{server.url}/api/runs/{run['run']}/{picture}")
    assert answer.headers["content-type"] == "image/png"
    none = httpx.post(f"{server.url}/api/runs/{run['run']}/attention/0")
    assert none.status_code == 404
    assert "is no model that can be looked into" in none.json()["message"]


def test_what_cannot_be_is_told_to_who_said_it_alone(serve):
    server = serve(watched=False)
    with connect(server.ws) as one, connect(server.ws) as other:
        hear(one, status("idle"))
        hear(other, status("idle"))
        say(one, kind="answer", text="yes")
        error = hear(one, lambda told: told["kind"] == "error")
        assert error["message"] == "There is nothing to answer now."
        say(one, kind="lay", scene="moon")
        assert "no scene 'moon'" in hear(one, lambda t: t["kind"] == "error")["message"]
        hear(other, status("working"))
        hear(other, status("idle"))
        with pytest.raises(TimeoutError):
            hear(other, lambda told: told["kind"] == "error", 0.3)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "[]",
        '{"kind":"fly"}',
        '{"kind":"stop","now":true}',
        '{"kind":"goal","text":"%s"}' % ("x" * 501),
        '{"kind":"drag","start":[1e999,0],"end":[0,0]}',
        '{"kind":"drag","start":[-1,0],"end":[0,0]}',
        '{"kind":"lay","scene":"tabletop","seed":-1}',
        b"\x00\x01",
    ],
)
def test_what_is_no_message_ends_the_visit(serve, text):
    server = serve(watched=False)
    with connect(server.ws) as socket:
        hear(socket, status("idle"))
        socket.send(text)
        with pytest.raises(ConnectionClosed) as closed:
            hear(socket, lambda told: False, 5.0)
        assert closed.value.rcvd.code == 1008


def test_what_is_too_long_ends_the_visit(serve):
    server = serve(watched=False)
    with connect(server.ws) as socket:
        hear(socket, status("idle"))
        socket.send("x" * 70_000)
        with pytest.raises(ConnectionClosed) as closed:
            hear(socket, lambda told: False, 5.0)
        assert closed.value.rcvd.code == 1009
    answer = httpx.post(server.url + "/stop", content=b"x" * 70_000)
    assert answer.status_code == 413
    assert not server.host.status.stopped


def test_a_flood_is_cut_off(serve):
    server = serve(watched=False)
    with connect(server.ws) as socket:
        hear(socket, status("idle"))
        with contextlib.suppress(ConnectionClosed):
            for _ in range(3000):
                say(socket, kind="seen")
        with pytest.raises(ConnectionClosed) as closed:
            hear(socket, lambda told: False, 5.0)
        assert closed.value.rcvd is None or closed.value.rcvd.code == 1008


def test_there_are_so_many_places_and_one_who_leaves_makes_room(serve):
    server = serve(watched=False)
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(connect(server.ws)) for _ in range(SESSIONS)]
        with pytest.raises(InvalidStatus) as refused, connect(server.ws):
            pass
        assert refused.value.response.status_code == 503
        assert b"places are taken" in refused.value.response.body
        sockets.pop().close()
        eventually(lambda: len(server.audience.watchers) < SESSIONS)
        with connect(server.ws) as socket:
            assert hear(socket, status("idle"))


def test_the_stop_comes_at_once_by_both_ways(serve):
    server = serve(watched=False, pace=1.0)
    with connect(server.ws) as socket:
        hear(socket, status("idle"))
        for stop in (lambda: say(socket, kind="stop"), lambda: httpx.post(server.url + "/stop")):
            say(socket, kind="goal", text=GOAL)
            hear(socket, lambda told: told["kind"] == "judged")
            time.sleep(0.5)
            stop()
            finished = hear(socket, lambda told: told["kind"] == "finished", 2.0)
            assert finished["ending"] == "stopped"
            hear(socket, status("idle"))
            say(socket, kind="clear")
            hear(socket, lambda told: told["kind"] == "status" and not told["stopped"])
            server.host.lay("tabletop", 0)


def test_pictures_wait_for_who_does_not_look_and_none_are_queued(serve):
    server = serve(pace=1.0)
    with connect(server.ws) as socket:
        hear(socket, status("idle"))
        say(socket, kind="goal", text=GOAL)
        end, pictures = time.monotonic() + 3.0, 0
        while time.monotonic() < end:
            pictures += isinstance(socket.recv(timeout=5.0), bytes)
        assert pictures <= 3
        say(socket, kind="seen")
        assert any(isinstance(socket.recv(timeout=5.0), bytes) for _ in range(50))
        server.host.stop()


def test_one_who_misbehaves_delays_nobody(serve):
    server = serve(watched=False, pace=1.0)
    server.host.submit(GOAL)
    stopped = threading.Event()
    nuisance = threading.Thread(target=mischief.misbehave, args=(server.port, stopped), daemon=True)
    nuisance.start()
    took = []
    for _ in range(40):
        begun = time.monotonic()
        assert httpx.get(server.url + "/static/icon.svg").status_code == 200
        took.append(time.monotonic() - begun)
        time.sleep(0.05)
    begun = time.monotonic()
    assert httpx.post(server.url + "/stop").json() == {"stopped": True}
    assert time.monotonic() - begun < 1.0
    stopped.set()
    nuisance.join(20.0)
    assert sorted(took)[len(took) // 2] < 0.25


def test_an_allowance_comes_back():
    allowance = Allowance(100.0, 2.0)
    assert [allowance.spend() for _ in range(3)] == [True, True, False]
    time.sleep(0.03)
    assert allowance.spend()


def test_a_robot_that_cannot_be_ends_the_server(serve):
    def make():
        raise ValueError("no such arm")

    server = serve(make=make)
    server.thread.join(10.0)
    assert not server.thread.is_alive()
    assert str(server.audience.failure) == "no such arm"
