"""The driver of a simulated arm: to ROS 2 it looks like an arm under ros2_control.

    handily_sim --ros-args -p scene:=tabletop -p seed:=3

The world is stepped by this process's main thread alone; what comes in over ROS waits in a
queue for the end of the step.
"""

from __future__ import annotations

import math
import queue
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

import rclpy
from rclpy.executors import (
    Executor,
    MultiThreadedExecutor,
    SingleThreadedExecutor,
)

from agent.errors import UsageError
from agent.ros.common import GONE, finish, init, until_shutdown
from agent.urgency import urgent
from sims.bench.states import state
from sims.ros.camera import Cameras, Optics, Shot
from sims.ros.doors import Doors
from sims.ros.settings import Settings
from sims.ros.table import Spec, Table
from sims.world import TIME_STEP

Result = TypeVar("Result")
SWITCH = 0.0001
"""How long (s) one thread may keep the others waiting."""
LATE = 0.1
"""A world that is further behind the clock (s) does not try to catch up."""
BATCH = 15
"""Further steps of a motion without a look at the queue where time may fly."""
GRACE = 0.04
"""How long (s) who was not heard of in time may still be heard of."""
MONITOR = 0.05
"""Seconds between two feedbacks of an action, as upstream's controllers have it."""
STATE_LEAST = 0.02
"""Least wall time (s) between two states, however fast the simulated time passes."""


class Driver:
    """The loop: commands, a step, messages, a pause where time is not to fly.

    Args:
        settings: as the node's parameters have them.
        doors: the node's topics, services and actions.
    """

    def __init__(self, settings: Settings, doors: Doors) -> None:
        self.settings, self.doors = settings, doors
        self.commands: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self.table: Table = Table(Spec(settings.scene, settings.seed, settings.robot))
        optics = Optics(settings.width, settings.height, settings.frame_prefix)
        most = 2 if settings.camera_rate else 1
        self.cameras = (
            Cameras(doors.arguments, optics, self.table.spec, most) if settings.camera else None
        )
        self.wanted: dict[str, bool] = {"fixed": False, "wrist": False}
        """Cameras that were asked for a picture."""
        self.time = 0.0
        """Simulated time before the table was laid anew: the clock never goes back."""
        self.paused = self.stopped = False
        self.doubt = math.inf
        """Since when (s, monotonic) somebody who commands the arm has not been heard of."""
        self.due = dict.fromkeys(("state", "tf", "camera"), 0.0)
        self.published = self.reported = 0.0
        doors.open(self)

    # What comes in; each is called by a thread of the executor.

    def do(self, command: Callable[[], Result], wait: float = 10.0) -> Result:
        """Let the loop carry a command out between two steps, and return what it returned."""
        out: Future[Result] = Future()

        def run() -> None:
            try:
                out.set_result(command())
            except Exception as error:  # is raised where it was called from
                out.set_exception(error)

        self.commands.put(run)
        try:
            return out.result(wait)
        except TimeoutError:
            raise UsageError("The simulation does not answer.") from None

    def stop(self) -> None:
        """Hold the arm where it is, and take no goal until `clear`."""
        self.stopped = True
        self.hold("aborted", "the arm was stopped")

    def clear(self) -> None:
        """Take goals again."""
        self.stopped = False

    def hold(self, state: str, why: str) -> None:
        """End what the arm and its hand are at."""
        self.table.controller.halt(state, 0, why)  # type: ignore[arg-type]
        self.table.gripper.halt(state, why)  # type: ignore[arg-type]

    def reset(self, spec: Spec) -> None:
        """Lay the table anew; where that cannot be done the old one stays."""
        if self.cameras:
            self.cameras.lay(spec)  # which takes as long, and goes on beside
        table = Table(spec)
        self.hold("aborted", "the table was laid anew")
        self.doors.settle()
        self.time += self.table.world.time
        self.table.close()
        self.table = table
        self.doors.describe(self)

    # The loop.

    @property
    def now(self) -> float:
        """Return the simulated time (s)."""
        return self.time + self.table.world.time

    def run(self) -> None:
        """Let time pass until ROS is shut down."""
        pace = self.settings.real_time_factor
        begun, zero = time.monotonic(), self.now
        while rclpy.ok():
            if self.paused:
                self.take(0.01)
                self.publish()
                begun, zero = time.monotonic(), self.now
                continue
            self.table.step()
            if pace <= 0.0 and self.table.busy:
                for _ in range(BATCH):
                    if self.table.busy:
                        self.table.step()
            self.publish()
            if pace > 0.0:
                ahead = (self.now - zero) / pace - (time.monotonic() - begun)
                if ahead < -LATE:
                    begun, zero = time.monotonic(), self.now
                self.take(ahead)
            else:
                # Time flies while something moves; else it would only keep others from thinking.
                self.take(0.0 if self.table.busy else TIME_STEP, once=True)

    def take(self, wait: float, once: bool = False) -> None:
        """Carry out what waits and what comes within `wait` seconds, or the first of it only."""
        end = time.monotonic() + wait
        while True:
            left = end - time.monotonic()
            try:
                command = self.commands.get(timeout=left) if left > 0 else self.commands.get(False)
            except queue.Empty:
                return
            command()
            self.doors.settle()
            if once:
                return

    def publish(self) -> None:
        """Publish what is due, and tell what has ended."""
        now, wall = self.now, time.monotonic()
        if wall - self.doubt > GRACE:
            self.doubt = math.inf
            self.hold("aborted", GONE)
        if self.doors.over:
            # Before the result, so that who waits for it knows where the arm came to rest.
            self.doors.publish_state(self)
            self.doors.settle()
        flies = self.settings.real_time_factor <= 0.0 or self.paused
        early = flies and wall - self.published < STATE_LEAST
        if (now >= self.due["state"] or self.paused) and not early:
            self.due["state"] = advanced(self.due["state"], now, 1 / self.settings.state_rate)
            self.published = wall
            self.doors.publish_state(self)
            if now >= self.due["tf"]:
                self.due["tf"] = advanced(self.due["tf"], now, 1 / self.settings.tf_rate)
                self.doors.publish_frames(self)
            if wall - self.reported >= MONITOR:
                self.reported = wall
                self.doors.report()
        self.photograph(now)

    def photograph(self, now: float) -> None:
        """Have a picture taken, if one is due or was asked for and the one before is done."""
        rate = self.settings.camera_rate
        due = bool(rate) and now >= self.due["camera"] and not self.paused
        if not (due or any(self.wanted.values())) or self.cameras is None:
            return
        if not self.cameras.ready():
            return
        if due:
            self.due["camera"] = advanced(self.due["camera"], now, 1 / rate)
            self.wanted["fixed"] = True
        camera = next(name for name, wanted in self.wanted.items() if wanted)
        self.wanted[camera] = False
        self.cameras.shoot(Shot(camera, now, tuple(state(self.table.world.client))))

    def close(self) -> None:
        """End the world and the cameras."""
        if self.cameras:
            self.cameras.close()
        self.table.close()


def advanced(due: float, now: float, period: float) -> float:
    """Return when the next is due: counted from when this one was, so that nothing drifts."""
    return due + period if now - due < period else now + period


def main() -> None:
    """Run the driver until it is interrupted."""
    sys.setswitchinterval(SWITCH)
    with urgent():
        drive()


def drive() -> None:
    """Run the driver, with whatever priority it has."""
    init()
    try:
        doors = Doors(tuple(sys.argv))
        driver = Driver(doors.settings, doors)
    except UsageError as error:
        print(f"handily_sim: {error.message} {error.hint}".strip(), file=sys.stderr)
        finish()
        raise SystemExit(2) from None
    executors: list[Executor] = [MultiThreadedExecutor(num_threads=4)]
    executors[0].add_node(doors.node)
    for node in doors.quick:
        executors.append(SingleThreadedExecutor())
        executors[-1].add_node(node)
    threads = [threading.Thread(target=spin, args=(e,), daemon=True) for e in executors]
    for thread in threads:
        thread.start()
    try:
        driver.run()
    except KeyboardInterrupt:
        pass
    finally:
        driver.close()
        finish(*executors)
        for thread in threads:
            thread.join(0.5)


def spin(executor: Executor) -> None:
    """Serve what comes in until ROS is shut down."""
    with until_shutdown():
        executor.spin()


if __name__ == "__main__":
    main()
