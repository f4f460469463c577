"""What the ROS 2 side is measured by: each command prints one JSON object.

python -m sims.ros.measure episodes --episodes 50
python -m sims.ros.measure stops --count 200
python -m sims.ros.measure cancels --count 200
python -m sims.ros.measure rates --seconds 20
python -m sims.ros.measure deaths --count 20
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import time
from functools import partial
from typing import Any

import numpy as np

from agent.loop import Agent
from agent.planners.expert import ExpertPlanner
from agent.urgency import urgent
from sims.bench.plan import Config
from sims.build import eyes
from sims.ros.harness import AGENT, SIM, Gone, Graph, eventually, free_domain, graph, speed
from sims.ros.table import Spec, Table

RESTS = 0.01
"""Slower (rad/s) is at rest."""
MOVES = 0.1
"""Faster (rad/s) is in motion."""
PICTURE = {"width": 400, "height": 300}
"""The size of the pictures that the agent takes in process."""
ROUND_TRIP = "put the red block in the blue bowl", "put the red block on the green block"


def episodes(count: int) -> dict[str, Any]:
    """Run the same `cap` episodes in process and through ROS 2, by the expert, by camera."""
    config = Config("cap", episodes=count)
    suite = config.load()
    specs = [Spec(f"cap/{key.task}:{key.index}") for key in config.keys(suite)]
    there = {"real_time_factor": 0.0, "camera_rate": 0.0, "debug": True, **PICTURE}
    ours, theirs = [], []
    with graph(free_domain()) as g:
        g.start(SIM, there)
        g.start(AGENT, {"planner": "expert"})
        g.do("put the red block in the blue bowl")  # what happens once is not timed
        in_process(specs[0])
        for spec in specs:
            ours.append(in_process(spec))
            theirs.append(over_ros(g, spec))
            print(spec.scene, ours[-1], theirs[-1], flush=True)
    sums = [float(sum(seconds for _, seconds in runs)) for runs in (ours, theirs)]
    return {
        "episodes": count,
        "in_process": sum(ok for ok, _ in ours),
        "over_ros": sum(ok for ok, _ in theirs),
        "seconds": [round(s, 1) for s in sums],
        "ratio": round(sums[1] / sums[0], 2),
    }


def in_process(spec: Spec) -> tuple[bool, float]:
    """Return whether an episode succeeds in truth, and how long (s) it takes."""
    begun = time.perf_counter()
    table = Table(spec)
    assert table.instance is not None
    try:
        agent = Agent(table.robot, eyes("camera", table.world), ExpertPlanner())
        for _ in agent.run(table.instance.instruction):
            pass
        return table.score() == 1.0, time.perf_counter() - begun
    finally:
        table.close()


def over_ros(g: Graph, spec: Spec) -> tuple[bool, float]:
    """Return the same of an episode through the two nodes."""
    begun = time.perf_counter()
    instruction = g.reset(spec.scene, spec.seed)
    g.trigger("agent/forget")
    _, ended = g.do(instruction)
    judged = g.trigger("sim/judge", 60.0)
    if not judged.success:
        print(f"failed: {ended}", flush=True)
    return bool(judged.success), time.perf_counter() - begun


def stops(count: int, cancel: bool = False, load: int = 2) -> dict[str, Any]:
    """Stop the arm at random moments while it moves; tell how long until nothing does.

    With `cancel` the goal is cancelled in place of the stop. `load` processes that only
    compute run beside.
    """
    from sensor_msgs.msg import JointState

    chance, moved = random.Random(1), 0
    times: list[float] = []
    # Those who press the button and hold the watch are not to be late themselves.
    with busy(load), graph(free_domain(), urgently=True) as g:
        g.start(SIM, {})
        g.start(AGENT, {"planner": "expert"})
        states = g.listen(JointState, "joint_states")
        eventually(lambda: states, 20.0, "a state")
        for name in ("stop", "clear_stop"):  # what finding them takes is no part of it
            g.trigger(f"agent/{name}", 30.0)
        with urgent():
            for n in itertools.count():
                handle = g.goal(ROUND_TRIP[n % 2])
                if not handle.accepted:
                    raise Gone(f"a goal was refused: {g.processes[1].said[-400:]}")
                ended = handle.get_result_async()
                time.sleep(chance.uniform(0.0, 2.0))
                while not ended.done() and speed(states[-1][1]) < MOVES:
                    time.sleep(0.002)
                if ended.done():  # it was so already
                    continue
                begun = time.monotonic()
                if cancel:
                    handle.cancel_goal_async()
                else:
                    g.trigger("agent/stop")
                rest = eventually(partial(at_rest, states, begun), 5.0, "the arm's rest")
                times.append(rest - begun)
                g.answer(ended, "the goal's result", 10.0)
                # Whatever was on its way then must not come later.
                time.sleep(0.2)
                moved += any(speed(m) > RESTS for t, m in states if t > rest + 0.05)
                if not cancel:
                    if len(times) % 10 == 0:
                        moved += g.goal(ROUND_TRIP[0]).accepted
                    g.trigger("agent/clear_stop")
                del states[:-10]
                if len(times) % 20 == 0:
                    g.reset("tabletop", 0)
                    print(len(times), f"{max(times) * 1000:.0f} ms", flush=True)
                if len(times) == count:
                    break
    ms = np.array(times) * 1000
    return {
        "what": "cancel" if cancel else "stop",
        "count": count,
        "median_ms": round(float(np.median(ms)), 1),
        "p99_ms": round(float(np.percentile(ms, 99)), 1),
        "max_ms": round(float(ms.max()), 1),
        "moved_afterwards": moved,
    }


def at_rest(states: list[Any], since: float) -> float:
    """Return when (s, monotonic) a state first told that nothing moves, after a moment."""
    return next((t for t, m in list(states) if t > since and speed(m) < RESTS), 0.0)


class busy:
    """Processes that only compute, for as long as the context lasts."""

    def __init__(self, count: int) -> None:
        import subprocess
        import sys

        code = "while True: sum(range(10**6))"
        self.processes = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(count)]

    def __enter__(self) -> None:
        pass

    def __exit__(self, *error: Any) -> None:
        for process in self.processes:
            process.kill()
            process.wait()


def rates(seconds: float, planner: str = "local") -> dict[str, Any]:
    """Count what comes while the camera streams and the agent plans."""
    from rclpy.qos import qos_profile_sensor_data
    from sensor_msgs.msg import CameraInfo, Image, JointState

    with graph(free_domain()) as g:
        g.start(SIM, {})
        g.start(AGENT, {"planner": planner})
        heard = {
            "joint_states": g.listen(JointState, "joint_states"),
            "camera_info": g.listen(CameraInfo, "camera/camera_info", qos_profile_sensor_data),
            "image": g.listen(Image, "camera/image_raw", qos_profile_sensor_data),
        }
        g.do(ROUND_TRIP[0])  # the model has loaded then
        for messages in heard.values():
            messages.clear()
        end, n = time.monotonic() + seconds, 0
        while time.monotonic() < end:
            n += 1
            g.do(ROUND_TRIP[n % 2])
        out: dict[str, Any] = {"goals": n}
        for name, messages in heard.items():
            times = np.array([t for t, _ in messages])
            gaps = np.diff(times) * 1000
            out[name] = {
                "hz": round((len(times) - 1) / (times[-1] - times[0]), 2),
                "gap_p99_ms": round(float(np.percentile(gaps, 99)), 1),
                "worst_second_hz": int(np.bincount((times - times[0]).astype(int))[:-1].min()),
            }
        image = heard["image"][-1][1]
        out["size"] = f"{image.width}x{image.height}"
        return out


def deaths(count: int) -> dict[str, Any]:
    """Kill the agent in the middle of a motion; tell how long until the arm holds."""
    from sensor_msgs.msg import JointState

    chance, whole = random.Random(2), False
    times: list[float] = []
    with graph(free_domain()) as g:
        g.start(SIM, {})
        states = g.listen(JointState, "joint_states")
        for i in range(count):
            victim = g.start(AGENT, {"planner": "expert", "startup_wait": 0.2})
            g.trigger("agent/forget", 60.0)  # nobody but the new one answers
            g.goal(ROUND_TRIP[i % 2])
            eventually(lambda: states and speed(states[-1][1]) > MOVES, 20.0, "a motion")
            time.sleep(chance.uniform(0.0, 0.3))
            if speed(states[-1][1]) < MOVES:
                victim.kill()
                continue
            victim.kill()
            begun = time.monotonic()
            times.append(eventually(partial(at_rest, states, begun), 5.0, "rest") - begun)
            del states[:-10]
        agent = g.start(AGENT, {"planner": "expert"})
        g.trigger("agent/forget", 60.0)
        whole = g.do(ROUND_TRIP[0])[0] == "succeeded" and agent.popen.poll() is None
    ms = np.array(times) * 1000
    return {
        "count": len(times),
        "median_ms": round(float(np.median(ms)), 1),
        "max_ms": round(float(ms.max()), 1),
        "whole_again": bool(whole),
    }


def main() -> None:
    """Measure what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("episodes", "stops", "cancels", "rates", "deaths"))
    parser.add_argument("--episodes", type=int, default=50)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--planner", default="local")
    args = parser.parse_args()
    out = {
        "episodes": lambda: episodes(args.episodes),
        "stops": lambda: stops(args.count),
        "cancels": lambda: stops(args.count, cancel=True),
        "rates": lambda: rates(args.seconds, args.planner),
        "deaths": lambda: deaths(args.count),
    }[args.what]()
    print(json.dumps(out))


if __name__ == "__main__":
    main()
