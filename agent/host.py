"""A robot that several doors lead to: one world, one agent, one goal at a time, one stop.

The browser and other agents come in here. It is a door itself, so it knows the simulated worlds.
"""

from __future__ import annotations

import math
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, TypeVar

from agent.errors import HandilyError, UsageError
from agent.events import Event, Finished
from agent.goals import checked_goal
from agent.guard import Guard, Policy
from agent.guarding import Config
from agent.limits import LimitedRobot
from agent.loop import Agent
from agent.planners.base import Planner
from agent.robot import Robot
from agent.trace import ADAPTER, Header, TraceWriter, run_id
from agent.types import ObjectState, SkillCall

Result = TypeVar("Result")
State = Literal["idle", "working", "asking", "confirming", "closed"]
Confirm = Callable[[SkillCall, str], bool]
Listener = Callable[[dict[str, Any]], None]
FRAME = 1 / 30
"""Simulated seconds between two looks of the world at the clock and at what came in."""
WAITS = 60.0
"""How long (s) a question waits for its answer; silence is no answer, and allows nothing."""
NEAR = 60.0
"""A hand takes what is no further (pixels) from where it points."""
DAY = 86_400.0
"""How long (s) a call waits for leave where the guard's file sets no end."""
KEPT = 2000
"""So many of the latest messages are kept for those who come later."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the host works: a scene or SUITE/TASK:INDEX, an arm, and what it leaves behind.

    `pace` is how fast simulated time passes: 1 is real time, 0 as fast as can be. `wait` and
    `leave` are how long (s) a question waits for its answer, and a call for leave.
    """

    scene: str = "tabletop"
    seed: int = 0
    robot: str = "panda"
    perception: str = "camera"
    out: Path = Path("runs")
    pace: float = 1.0
    wait: float = WAITS
    leave: float = WAITS


@dataclass(frozen=True, slots=True)
class Status:
    """What the host is at; `question` is open while it asks, `call` while it wants leave."""

    state: State = "idle"
    stopped: bool = False
    goal: str = ""
    run: str = ""
    question: str = ""
    call: str = ""
    reason: str = ""
    scene: str = ""
    seed: int = 0
    instruction: str = ""
    kind: Literal["status"] = "status"


class Host:
    """Works on goals in a thread of its own; all its methods may be called from any thread.

    Args:
        place: where.
        planner: who chooses the calls.
        guard: makes the guard of each goal, given what asks a person for leave.
        limit: wraps the robot in what limits its motions.
        watched: whether `window` shows the world to people.
    """

    def __init__(
        self,
        place: Place,
        planner: Planner,
        guard: Callable[[Confirm], Guard] = lambda confirm: Guard(),
        limit: Callable[[Robot], Robot] = lambda robot: robot,
        watched: bool = False,
    ) -> None:
        self.place, self.planner = place, planner
        self.make_guard, self.limit, self.watched = guard, limit, watched
        self.status = Status()
        self.messages: list[dict[str, Any]] = []
        """What happened, the oldest first, each with its number `n`."""
        self.count = 0
        self.listeners: set[Listener] = set()
        self.lock = threading.RLock()
        self.jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self.hands: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        """What people do to the world while it goes on."""
        self.reply: queue.SimpleQueue[str | bool | None] = queue.SimpleQueue()
        self.window: Any = None
        self.table: Any = None
        self.things: tuple[ObjectState, ...] = ()
        """What is in the window's picture, and where it truly is: for people's hands alone."""
        self.thread = threading.Thread(target=self._work, daemon=True, name="host")
        self.thread.start()
        self.lay(place.scene, place.seed)

    # What anybody may ask for, at any time.

    def submit(self, goal: str) -> Future[Finished]:
        """Take a goal up; the future tells how it ended.

        Raises UsageError for a goal that cannot be, while another is under way, and while stopped.
        """
        goal = checked_goal(goal)
        with self.lock:
            self._free()
            if self.status.stopped:
                raise UsageError("The robot is stopped.", "Clear the stop first.")
            run = run_id()
            self._become(state="working", goal=goal, run=run, question="", call="", reason="")
        return self._do(lambda: self._run(goal, run))

    def stop(self) -> None:
        """End the motion under way; nothing moves until `clear_stop` and a new goal."""
        # Before anything that may have to wait.
        if self.table is not None:
            self.robot.stop()
        with self.lock:
            self._become(stopped=True)
        self.reply.put(None)

    def clear_stop(self) -> None:
        """Take goals again.

        Raises UsageError while what was stopped has not ended.
        """
        with self.lock:
            self._free()
            self._become(stopped=False)

    def answer(self, text: str) -> None:
        """Answer the open question."""
        self._reply("asking", text.strip() or None)

    def confirm(self, allow: bool) -> None:
        """Allow the call that wants leave, or do not."""
        self._reply("confirming", allow)

    def lay(self, scene: str, seed: int = 0) -> None:
        """Lay the table anew, and begin a new conversation.

        Raises UsageError for a scene that there is not, and while a goal is under way.
        """
        with self.lock:
            self._free()
            self._become(state="working", goal="", run="")
        self._do(lambda: self._lay(scene, seed)).result()

    def move(self, name: str, x: float, y: float) -> None:
        """Put a thing elsewhere (m), as a hand would; it may be in the middle of a goal.

        Raises UsageError where there is no such thing, or no such place on the table.
        """
        if name not in self.table.world.names:
            raise UsageError(
                f"There is no {name!r}; there are: {', '.join(self.table.world.names)}."
            )
        (x0, x1), (y0, y1) = self.robot.workspace.x, self.robot.workspace.y
        if not (x0 <= x <= x1 and y0 <= y <= y1):
            raise UsageError(f"({x:g}, {y:g}) is not in reach: x {x0:g}..{x1:g}, y {y0:g}..{y1:g}.")
        self.hands.put(lambda: self._put(name, x, y))
        if self.status.state == "idle":
            self.jobs.put(self._settle)

    def in_view(self) -> dict[str, tuple[float, float]]:
        """Return where in the window's picture (pixels) the middle of each thing is."""
        if self.window is None:
            return {}
        return {o.name: self.window.sight.pixel(*o.position) for o in self.things}

    def drag(self, start: tuple[float, float], end: tuple[float, float], name: str = "") -> None:
        """Move a thing to another pixel of the picture; without a name, what is nearest to one.

        Raises UsageError where there is nothing to take, or no table to put it on.
        """
        seen = self.in_view()
        if not name:
            name = min(seen, key=lambda n: math.dist(seen[n], start), default="")
            if not name or math.dist(seen[name], start) > NEAR:
                raise UsageError("There is nothing there to move.")
        thing = next((o for o in self.things if o.name == name), None)
        if thing is None:
            raise UsageError(f"There is no {name!r}; there are: {', '.join(seen)}.")
        place = self.window.sight.place(*end, thing.size[2] / 2)
        if place is None:
            raise UsageError("There is no table there.")
        self.move(name, *place)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call a listener with each message from now on; return what ends that.

        It is called by the thread that works and must not take long.
        """
        with self.lock:
            self.listeners.add(listener)
        return lambda: self.listeners.discard(listener)

    def call(self, job: Callable[[], Result]) -> Result:
        """Have the thread that works do something while no goal is under way."""
        with self.lock:
            self._free()
            self._become(state="working", goal="", run="")
        return self._do(job).result()

    def close(self) -> None:
        """Stop, and end everything."""
        if self.table is not None:
            self.robot.stop()
        self._become(state="closed")
        self.reply.put(None)
        self.jobs.put(None)
        self.thread.join(10.0)

    # Inside.

    def _free(self) -> None:
        if self.status.state == "closed":
            raise UsageError("The robot is no longer there.")
        if self.status.state != "idle":
            what = f"{self.status.goal!r} is" if self.status.goal else "Something is"
            raise UsageError(f"{what} under way.", "Wait for its end, or stop it.")

    def _become(self, **changes: Any) -> None:
        with self.lock:
            self.status = replace(self.status, **changes)
            self._tell({f: getattr(self.status, f) for f in Status.__dataclass_fields__})

    def _tell(self, message: dict[str, Any]) -> None:
        with self.lock:
            self.count += 1
            message = {"n": self.count, "run": self.status.run, **message}
            self.messages.append(message)
            del self.messages[:-KEPT]
            listeners = list(self.listeners)
        for listener in listeners:
            listener(message)

    def _reply(self, state: State, reply: str | bool | None) -> None:
        with self.lock:
            if self.status.state != state:
                what = "answer" if state == "asking" else "allow"
                raise UsageError(f"There is nothing to {what} now.")
            self._become(state="working", question="", call="", reason="")
        self.reply.put(reply)

    def _do(self, job: Callable[[], Result]) -> Future[Result]:
        """Have the thread do a job, and be idle after it."""
        out: Future[Result] = Future()

        def carry_out() -> None:
            try:
                result = job()
            except BaseException as error:  # is raised where it was asked for
                self._idle()
                out.set_exception(error)
            else:
                self._idle()
                out.set_result(result)

        self.jobs.put(carry_out)
        return out

    def _idle(self) -> None:
        if self.status.state != "closed":
            self._become(state="idle", question="", call="", reason="")

    def _work(self) -> None:
        while (job := self.jobs.get()) is not None:
            job()
        for part in (self.window, self.table, self.planner):
            if hasattr(part, "close"):
                part.close()

    def _lay(self, scene: str, seed: int) -> None:
        from sims.build import eyes
        from sims.ros.table import Spec, Table
        from sims.window import Window

        spec = Spec(scene, seed, self.place.robot)
        table = Table(spec)
        if self.table is not None:
            self.table.close()
        self.table = table
        self.robot = self.limit(table.robot)
        self.perception = eyes(self.place.perception, table.world)
        self.agent = Agent(self.robot, self.perception, self.planner, ask=self._ask)
        self.agent.guard = self.make_guard(self._leave)
        table.world.frame_period, table.world.on_frame = FRAME, self._frame
        self.begun, self.zero = time.monotonic(), table.world.time
        if self.watched and self.window is None:
            self.window = Window(spec)
        elif self.window:
            self.window.lay(spec)
        self._show()
        instruction = table.instance.instruction if table.instance else ""
        self._become(scene=scene, seed=seed, instruction=instruction, run="", goal="")

    def _run(self, goal: str, run: str) -> Finished:
        spec, world = self.table.spec, self.table.world
        header = Header(
            scene=spec.scene,
            robot=spec.robot,
            seed=spec.seed,
            planner=self.planner.name,
            perception=self.perception.source,
        )
        trace = TraceWriter(self.place.out / run / "trace.jsonl", header)
        self.begun, self.zero = time.monotonic(), world.time
        last: Event | None = None
        try:
            if not self.status.stopped:  # a stop that came meanwhile holds
                self.robot.resume()
            for last in self.agent.run(goal):
                trace.write(last, self.perception.frame)
                self._tell(ADAPTER.dump_python(last, mode="json"))
                self.begun, self.zero = time.monotonic(), world.time
                self._reach_in()
        except HandilyError as error:
            last = Finished(
                "gave up", "unverified", f"{error.message} {error.hint}".strip(), 0, 0.0
            )
            trace.write(last)
            self._tell(ADAPTER.dump_python(last, mode="json"))
        finally:
            trace.close()
        self._show()
        assert isinstance(last, Finished)
        return last

    def _frame(self) -> None:
        """Show a moment of a motion, let hands reach in, and let real time pass."""
        self._show()
        self._reach_in()
        from sims.window import paced

        wait = paced(self.begun, self.table.world.time - self.zero, self.place.pace)
        if wait > 0.0 and self.status.state != "closed" and not self.status.stopped:
            time.sleep(min(wait, 2 * FRAME))

    def _show(self) -> None:
        if self.window:
            from sims.bench.states import state

            self.window.show(state(self.table.world.client))
            self.things = self.table.world.true_objects()

    def _reach_in(self) -> None:
        while True:
            try:
                self.hands.get(False)()
            except queue.Empty:
                return

    def _put(self, name: str, x: float, y: float) -> None:
        """Put a thing down at a place on the table, or on what lies there."""
        world = self.table.world
        things = {o.name: o for o in world.true_objects()}
        thing = things[name]
        below = [o.top for o in things.values() if o.name != name and _over(o, x, y)]
        world.move(name, x, y, max(below, default=0.0) + thing.size[2] / 2 + 0.002, thing.yaw)
        self._tell({"kind": "moved", "name": name, "x": x, "y": y})

    def _settle(self) -> None:
        """Let what was moved come to rest, while nobody works."""
        self.begun, self.zero = time.monotonic(), self.table.world.time
        self._reach_in()
        self.table.world.step(120)
        self._show()

    def _ask(self, question: str) -> str | None:
        reply = self._await(self.place.wait, state="asking", question=question)
        return reply if isinstance(reply, str) else None

    def _leave(self, call: SkillCall, reason: str) -> bool:
        wait = self.place.leave
        return self._await(wait, state="confirming", call=str(call), reason=reason) is True

    def _await(self, wait: float, **status: Any) -> str | bool | None:
        while not self.reply.empty():  # what came before the question cannot have been meant for it
            self.reply.get()
        with self.lock:
            if self.status.stopped or self.status.state == "closed":
                return None
            self._become(**status)
        try:
            return self.reply.get(timeout=wait)
        except queue.Empty:
            return None
        finally:
            if self.status.state in ("asking", "confirming"):
                self._become(state="working", question="", call="", reason="")
            self.begun, self.zero = time.monotonic(), self.table.world.time


def guarded_host(
    place: Place,
    planner: Planner,
    config: Config,
    policy: Policy | None = None,
    watched: bool = False,
) -> Host:
    """Return a host that keeps to what a guard's file says; `policy` overrides that of the file."""
    return Host(
        replace(place, leave=config.timeout or DAY),
        planner,
        guard=lambda ask: config.guard(ask, policy),
        limit=lambda robot: LimitedRobot(robot, config.limits),
        watched=watched,
    )


def _over(o: Any, x: float, y: float) -> bool:
    """Tell whether a place lies within a thing's own breadth."""
    return abs(o.position[0] - x) < o.size[0] / 2 and abs(o.position[1] - y) < o.size[1] / 2
