"""One robot behind several doors."""

import threading
import time

import numpy as np
import pytest

from agent.errors import UsageError
from agent.guard import Guard
from agent.host import Host, Place
from agent.planners.expert import ExpertPlanner

GOAL = "put the red block in the blue bowl"


@pytest.fixture
def make(tmp_path):
    made = []

    def host(pace=0.0, **more):
        made.append(
            Host(Place(out=tmp_path, pace=pace, wait=2.0, leave=2.0), ExpertPlanner(), **more)
        )
        return made[-1]

    yield host
    for each in made:
        each.close()


def eventually(test, wait=10.0):
    end = time.monotonic() + wait
    while not test():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.005)


def test_a_goal_is_carried_out_told_and_traced(make, tmp_path):
    host, heard = make(), []
    host.listen(heard.append)
    finished = host.submit(GOAL).result(30.0)
    assert (finished.ending, finished.verification) == ("done", "verified")
    kinds = [m["kind"] for m in heard]
    assert kinds[0] == "status"
    assert "decided" in kinds
    assert kinds[-2:] == ["finished", "status"]
    assert [m["n"] for m in heard] == list(range(heard[0]["n"], heard[0]["n"] + len(heard)))
    (trace,) = tmp_path.glob("*/trace.jsonl")
    assert trace.read_text().count('"kind":"finished"') == 1


def test_one_goal_at_a_time(make):
    host = make(pace=1.0)
    going = host.submit(GOAL)
    with pytest.raises(UsageError, match="is under way"):
        host.submit("put the green block in the red bowl")
    with pytest.raises(UsageError, match="is under way"):
        host.lay("tabletop", 1)
    host.stop()
    assert going.result(5.0).ending == "stopped"


def test_a_stop_holds_until_it_is_cleared(make):
    host = make(pace=1.0)
    going = host.submit(GOAL)
    eventually(lambda: host.table.world.time > 2.0)
    host.stop()
    begun = time.monotonic()
    assert going.result(5.0).ending == "stopped"
    assert time.monotonic() - begun < 1.0
    with pytest.raises(UsageError, match="stopped"):
        host.submit(GOAL)
    before = host.table.world.time
    time.sleep(0.2)
    assert host.table.world.time == before
    host.clear_stop()
    assert host.submit("put the red block on the table").result(60.0).ending != "stopped"


def test_a_question_waits_for_its_answer(make):
    host = make()
    going = host.submit("put the block in the blue bowl")
    eventually(lambda: host.status.state == "asking")
    assert "Which one" in host.status.question
    with pytest.raises(UsageError, match="nothing to allow"):
        host.confirm(True)
    host.answer("the red one")
    assert going.result(30.0).verification == "verified"


def test_a_question_that_nobody_answers_ends_the_run(make):
    assert make().submit("put the block in the blue bowl").result(30.0).ending == "no answer"


def test_leave_is_asked_and_denied_by_silence(make):
    asked = threading.Event()

    def guard(confirm):
        class Asking(Guard):
            def check(self, decision, choices, failed, *more):
                from agent.types import Verdict

                asked.set()
                if decision.call.skill == "pick" and not confirm(decision.call, "it moves"):
                    return Verdict("refuse", f"{decision.call} was not confirmed")
                return super().check(decision, choices, failed, *more)

        return Asking()

    host = make(guard=guard)
    going = host.submit(GOAL)
    eventually(lambda: host.status.state == "confirming")
    assert host.status.call == "pick(red block)"
    host.confirm(True)
    assert going.result(30.0).verification == "verified"
    host.lay("tabletop", 0)
    assert host.submit(GOAL).result(30.0).ending == "refused"


def test_the_table_is_laid_anew_and_what_is_wrong_leaves_it(make):
    host = make()
    host.lay("cap/seen/pick-and-place:0")
    assert host.status.instruction
    assert host.submit(host.status.instruction).result(30.0).verification == "verified"
    with pytest.raises(UsageError, match="There is no scene 'moon'"):
        host.lay("moon")
    assert host.status.scene == "cap/seen/pick-and-place:0"


def test_a_hand_moves_a_thing(make):
    host = make()
    host.move("red block", 0.4, -0.2)
    eventually(lambda: host.hands.empty() and host.status.state == "idle")
    found = host.call(lambda: {o.name: o for o in host.table.world.true_objects()})["red block"]
    assert found.position[:2] == pytest.approx((0.4, -0.2), abs=0.01)
    with pytest.raises(UsageError, match="is not in reach"):
        host.move("red block", 2.0, 0.0)
    with pytest.raises(UsageError, match="There is no 'anvil'"):
        host.move("anvil", 0.4, 0.0)


def test_pictures_are_shown_while_it_moves(make):
    host = make(pace=1.0, watched=True)
    first = host.window.after(0, 10.0)
    assert first.jpeg[:2] == b"\xff\xd8"
    host.submit(GOAL)
    seen = first.number
    for _ in range(5):
        view = host.window.after(seen, 5.0)
        assert view is not None
        seen = view.number
    host.stop()


def test_what_is_seen_can_be_dragged(make):
    host = make(watched=True)
    assert set(host.in_view()) == set(host.table.world.names)
    u, v = host.in_view()["red block"]
    end = host.window.sight.pixel(0.4, -0.2, 0.02)
    host.drag((u + 3, v - 3), end)
    eventually(lambda: host.hands.empty() and host.status.state == "idle")
    host.call(lambda: None)
    found = {o.name: o for o in host.things}["red block"]
    assert found.position[:2] == pytest.approx((0.4, -0.2), abs=0.01)
    with pytest.raises(UsageError, match="nothing there to move"):
        host.drag((1, 1), end)
    with pytest.raises(UsageError, match="is not in reach"):
        host.drag((u, v), (320, 0), "blue bowl")


def test_pixels_are_places(make):
    """What the picture's depth says of a pixel is what the sight says of it."""
    from sims.window import Sight

    world = make().table.world
    frame, sight = world.render(640, 480), Sight(640, 480)
    for u, v in ((320, 240), (200, 300), (450, 180)):
        ray = frame.depth[v, u] * (np.linalg.inv(frame.intrinsics) @ (u + 0.5, v + 0.5, 1.0))
        x, y, z = (frame.pose @ (*ray, 1.0))[:3]
        assert sight.place(u, v, z) == pytest.approx((x, y), abs=0.005)
        assert sight.pixel(x, y, z) == pytest.approx((u, v), abs=2.0)
