"""One goal that came over ROS: rehearsed if it is to be, confirmed, carried out, reported."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from agent.errors import HandilyError
from agent.events import (
    Acted,
    Asked,
    Checked,
    Decided,
    Event,
    Finished,
    Judged,
    Remaining,
    Started,
)
from agent.loop import Agent
from agent.planners.base import Planner
from agent.types import Outcome, SkillCall, Verification

if TYPE_CHECKING:
    from agent.ros.body import RosRobot

State = Literal[
    "planning", "waiting_confirmation", "executing", "verifying", "replanning", "rehearsing"
]
ROUNDS = 3
"""How often a goal is rehearsed anew when it went otherwise."""


@dataclass(frozen=True, slots=True)
class Request:
    """A goal: its text, the answer to what it leaves open, and how to go about it.

    `deadline` is in seconds, 0 for none.
    """

    text: str
    context: str = ""
    dry_run: bool = False
    confirm: bool = False
    deadline: float = 0.0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a goal is: what an action's feedback tells."""

    state: State = "planning"
    step: int = 0
    skill: str = ""
    message: str = ""
    observation: str = ""
    progress: float = 0.0


@dataclass(frozen=True, slots=True)
class Result:
    """How a goal ended; `calls` are those of the plan, where there was only planned."""

    ending: str
    verification: Verification
    message: str
    calls: tuple[str, ...] = ()

    @property
    def success(self) -> bool:
        """Tell whether it was measured to be reached."""
        return self.ending == "done" and self.verification == "verified"


@dataclass(frozen=True, slots=True)
class Trial:
    """How a goal went in a twin: `agent.ros` knows no simulator, so it is handed one."""

    ok: bool
    calls: tuple[SkillCall, ...]
    message: str
    planner: Planner
    """Plays the calls."""


Rehearse = Callable[[str, Agent, Planner, Callable[[], None]], Trial]


class Task:
    """One goal's way through the agent.

    Args:
        request: the goal.
        agent: whose conversation it continues.
        robot: the agent's.
        report: told of progress.
        tell: told of every event.
        rehearse: tries a goal in a twin, or None for a task that is not rehearsed.
    """

    def __init__(
        self,
        request: Request,
        agent: Agent,
        robot: RosRobot,
        report: Callable[[Progress], None],
        tell: Callable[[Event], None],
        rehearse: Rehearse | None,
    ) -> None:
        self.request, self.agent, self.robot = request, agent, robot
        self.report, self.tell, self.rehearse = report, tell, rehearse
        self.progress = Progress()
        self.most = 0
        self.key = b""
        """Its id, where it came by the action."""
        self.late = False
        self.cancelled = False
        self.answered = False
        """Whether the request's context has answered a question."""

    def cancel(self) -> None:
        """Stop the arm, and with it the task."""
        self.cancelled = True
        self.robot.stop()

    def run(self) -> Result:
        """Work on the goal until it ends, one way or another."""
        timer = None
        if self.request.deadline > 0.0:
            timer = threading.Timer(self.request.deadline, self.overdue)
            timer.start()
        try:
            self.robot.find_again()
            result = self.attempt()
        except HandilyError as error:
            result = Result("gave up", "unverified", f"{error.message} {error.hint}".strip())
        finally:
            if timer:
                timer.cancel()
            if not self.robot.latched:
                self.robot.resume()
        if self.late:
            return replace(result, ending="stopped", message="the deadline has passed")
        return result

    def overdue(self) -> None:
        """Stop at the deadline."""
        self.late = True
        self.robot.stop()

    def attempt(self) -> Result:
        """Work on the goal, with a rehearsal before each round if there is to be one."""
        if self.rehearse is None:
            return self.perform(self.agent.planner)
        for _ in range(ROUNDS):
            trial = self.trial(self.rehearse)
            calls = tuple(map(str, trial.calls))
            if not trial.ok:
                message = f"the rehearsal failed: {trial.message}"
                return Result("refused", "unverified", message, calls)
            if self.request.dry_run:
                message = f"rehearsed, nothing moved: {trial.message}"
                return Result("done", "unverified", message, calls)
            self.say("rehearsing", f"rehearsed: {'; '.join(calls) or 'nothing to do'}")
            result = self.perform(trial.planner)
            if result.ending != "gave up" or "otherwise than in" not in result.message:
                return result
        return result

    def trial(self, rehearse: Rehearse) -> Trial:
        """Try the goal in a twin that is laid after a fresh look."""
        self.say("rehearsing", "looking")
        self.agent.body.look()
        return rehearse(self.request.text, self.agent, self.agent.planner, self.robot.watch)

    def perform(self, planner: Planner) -> Result:
        """Work on the goal with a planner."""
        agent, own = self.agent, self.agent.planner
        agent.planner = planner
        finished: Finished | None = None
        try:
            for event in agent.run(self.request.text):
                self.tell(event)
                self.follow(event)
                finished = event if isinstance(event, Finished) else finished
        finally:
            agent.planner = own
        assert finished is not None
        return Result(finished.ending, finished.verification, finished.message)

    def follow(self, event: Event) -> None:
        """Report what an event means for the progress."""
        if isinstance(event, Started):
            self.say("planning", "looked", observation=", ".join(event.observation.names))
        elif isinstance(event, Remaining):
            self.most = max(self.most, len(event.facts))
            share = 1.0 - len(event.facts) / self.most if self.most else 0.0
            self.say("planning", "; ".join(event.facts), progress=share)
        elif isinstance(event, Decided):
            call = event.decision.call
            self.say("planning", f"chose {call}", step=event.step, skill=str(call))
        elif isinstance(event, Judged):
            going = event.verdict.kind == "allow"
            self.say("executing" if going else "replanning", event.verdict.reason)
        elif isinstance(event, Acted):
            seen = ", ".join(event.observation.names)
            state: State = "planning" if event.outcome.ok else "replanning"
            self.say(state, told(event.outcome), observation=seen)
        elif isinstance(event, Checked):
            self.say("verifying", f"{event.verification}: {event.message}")
        elif isinstance(event, Asked):
            self.say("planning", f"asked: {event.question}")

    def say(self, state: State, message: str, **more: object) -> None:
        """Report a change."""
        self.progress = replace(self.progress, state=state, message=message, **more)  # type: ignore[arg-type]
        self.report(self.progress)


def told(outcome: Outcome) -> str:
    """Return an outcome in words."""
    return outcome.message if outcome.ok else f"failed: {outcome.message}"
