"""The closed loop: look, choose, check, act, measure, until the goal is verified."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace

from agent.amending import amend
from agent.body import Body
from agent.errors import NoPicture, RobotLost, Stopped, UsageError
from agent.events import (
    Acted,
    Answered,
    Asked,
    Checked,
    Decided,
    Ending,
    Event,
    Finished,
    Judged,
    Remaining,
    Started,
    Understood,
)
from agent.everyday import is_absent, is_misread
from agent.goals import Context, Reading, checked_goal, read_goal
from agent.guard import Guard, Spent
from agent.hidden import hidden
from agent.mentions import mentions
from agent.phrases import Unclear
from agent.planners.base import Planner, give_eyes, restated
from agent.prospects import offered, prospects
from agent.restating import UNCLEAR, Goal
from agent.robot import Perception, Robot
from agent.skills.library import SkillLibrary
from agent.spatial import displaced
from agent.types import Decision, Observation, Outcome, SkillCall, Verdict, Verification
from agent.vague import vague
from agent.verification import informed, verify

SURE = 0.7
"""Where the planner is at least so sure of what is meant, nobody is asked what the rules ask."""
REMEMBERED = 20
"""So many goals back a conversation is remembered: whoever works all day needs no more memory."""
QUESTIONS = 10
"""So many answers may leave open what is meant."""
Reader = Callable[[str, Observation, Context], Reading]
Answerer = Callable[[str], str | None]
"""Puts a question to the person; None when nobody answers."""


def camera() -> Perception:
    """Return eyes that go by the robot's camera."""
    from agent.perception.camera import CameraPerception

    return CameraPerception()


def embedded() -> Planner:
    """Return the planner with the model that comes with Handily; it begins to load."""
    from agent.models import load
    from agent.planners.local import LocalPlanner

    return LocalPlanner(load)


class Agent:
    """A robot that does what it is told, and measures whether it did.

    Args:
        robot: the body.
        perception: its eyes; None for those that go by the robot's camera.
        planner: chooses the calls; None for the language model that comes with Handily.
        ask: puts a question to the person; without one, a question ends the run.
        max_claims: how many contradicted claims of success end a run.
        reader: reads a goal as measurable facts, by rules.
    """

    def __init__(
        self,
        robot: Robot,
        perception: Perception | None = None,
        planner: Planner | None = None,
        *,
        skills: SkillLibrary | None = None,
        guard: Guard | None = None,
        ask: Answerer | None = None,
        max_claims: int = 3,
        reader: Reader = read_goal,
    ) -> None:
        self.body = Body(robot, perception or camera())
        self.planner = planner or embedded()
        self.skills = skills or SkillLibrary()
        self.guard = guard or Guard()
        self.ask = ask or (lambda question: None)
        self.max_claims = max_claims
        self.reader = reader
        self.events: list[Event] = []
        """The conversation over the latest goals; the prompt is a fold over it."""
        self.context = Context(workspace=robot.workspace)
        """What the next goal may refer to."""

    def run(self, goal: str) -> Iterator[Event]:
        """Work on one goal and yield what happens, ending with `Finished`."""
        goal = checked_goal(goal)
        give_eyes(self.planner, lambda: self.body.perception.frame)
        starts = [i for i, e in enumerate(self.events) if isinstance(e, Started)]
        del self.events[: starts[-REMEMBERED] if len(starts) > REMEMBERED else 0]
        run = Run(self, goal)
        before = self.body.observation
        for event in run.events():
            self.events.append(event)
            before = event.observation if isinstance(event, Started) else before
            yield event
        after = self.context.after(run.reading.facts, run.reading.restated)
        self.context = after.moved(before, self.body.observation)


class Run:
    """One goal's worth of the loop."""

    def __init__(self, agent: Agent, goal: str) -> None:
        self.agent, self.goal = agent, goal
        self.body = agent.body
        self.started = time.monotonic()
        self.steps = 0
        self.claims = 0
        self.tokens_in = self.tokens_out = 0
        self.failed: list[SkillCall] = []
        self.reading = Reading()
        """What the goal wants, as the rules read it and the planner understood the rest."""
        self.read = Reading()
        """What of it the rules read."""
        self.found: Understood | None = None
        """How the planner restated the goal, if it did."""
        self.answers: tuple[str, ...] = ()
        self.told: Remaining | None = None
        """What was last told of what remains."""
        self.last = agent.context.last
        """What was spoken of last, for references such as "other block"."""

    def events(self) -> Iterator[Event]:
        """Yield the run's events; a stop ends it truthfully."""
        try:
            yield from self._events()
        except Stopped as stop:
            self.body.robot.resume()
            yield self.finish("stopped", stop.message)
        except NoPicture as trouble:
            yield self.finish("gave up", trouble.message)
        except RobotLost as trouble:  # what was measured before it says nothing about now
            yield self.finish("gave up", trouble.message, "unverified")

    def _events(self) -> Iterator[Event]:
        observation = self.body.look()
        asked = 0
        while question := self.trouble():
            if self.found:
                yield self.found
            yield Asked(question)
            answer, asked = self.agent.ask(question), asked + 1
            if not answer or asked > QUESTIONS:
                yield self.finish("no answer", question)
                return
            yield Answered(answer)
            try:
                self.take(answer)
            except UsageError as error:
                yield self.finish("no answer", error.message)
                return
        yield Started(
            self.goal,
            self.agent.planner.name,
            observation,
            self.agent.skills.describe(observation),
            mentions(self.goal, observation, self.body.workspace, self.last),
        )
        yield from self.restate()
        while self.steps < self.agent.guard.max_steps:
            self.steps += 1
            ending = yield from self.step()
            if ending is not None:
                yield ending
                return
        yield self.finish("out of steps", f"not reached within {self.steps} steps")

    def understand(self) -> Understood | None:
        """Let the planner say what the goal means, where the rules could not read all of it."""
        if self.read.complete or self.read.refusal:
            return None
        agent, body, begun = self.agent, self.body, time.monotonic()
        before = agent.context.understood or agent.context.facts
        goal = Goal(self.goal, body.observation, body.workspace, before, self.answers)
        found = restated(agent.planner, goal)
        if found is None:
            return None
        self.tokens_in += found.tokens_in
        self.tokens_out += found.tokens_out
        return replace(found, seconds=time.monotonic() - begun)

    def restate(self) -> Iterator[Understood]:
        """Tell how the planner restated the goal, and go by it."""
        if self.found is not None:
            yield self.found
            self.reading = informed(self.read, self.found.facts)

    def read_goal(self) -> None:
        """Let the rules read the goal as it now is."""
        self.read = self.agent.reader(self.goal, self.body.observation, self.agent.context)
        self.reading = self.read

    def take(self, answer: str) -> None:
        """Go on with an answer to what was unclear: in its place, beside the goal, or instead."""
        answers = self.reading.understood and not self.reading.unclear
        if answers and not self.agent.reader(answer, self.body.observation, Context()).complete:
            self.answers += (answer,)
        else:
            self.goal = checked_goal(amend(self.goal, self.reading, answer))

    def trouble(self) -> str:
        """Return the question to ask before anything moves, or nothing."""
        self.read_goal()
        seen = ", ".join(self.body.observation.names) or "nothing"
        if not self.reading.understood:
            return (
                f"I did not understand {self.goal[:60]!r}. Say in English what to do with "
                f"what I see: {seen}."
            )
        self.found = self.understand()
        self.reading = replace(self.reading, unclear=self.unclear())
        for unclear in self.reading.unclear[:1]:
            if unclear.candidates:
                options = ", ".join(unclear.candidates[:-1]) + f" or {unclear.candidates[-1]}"
                return f"Which one do you mean by {unclear.phrase!r}: {options}?"
            return f"I see no {unclear.phrase}. I see: {seen}. Which one do you mean?"
        if self.read.complete or self.answers or self.agent.context.last:
            return ""
        if only_they_know := hidden(self.goal):
            return f"I cannot know what you mean by {only_they_know!r}. I see: {seen}."
        if self.found is not None and self.found.why == UNCLEAR:
            return f"I am not sure what you want me to do. I see: {seen}. What goes where?"
        return ""

    def unclear(self) -> tuple[Unclear, ...]:
        """Return the phrases that leave open what is meant, whatever the planner took them for.

        Where it is sure, it is believed; but what is plainly named and not seen is nothing else.
        """
        unclear, found = self.reading.unclear, self.found
        if found is None or not found.facts:
            return unclear
        guess = vague(self.goal, found.facts, self.body.observation, self.body.workspace)
        if guess and not self.agent.context.last:
            return (guess,)
        absent = any(is_absent(u) and u.phrase in self.goal.lower() for u in unclear)
        unclear = tuple(u for u in unclear if u.candidates or not is_misread(u))
        return () if found.probability >= SURE and not absent else unclear

    def step(self) -> Generator[Event, None, Finished | None]:
        """Choose, check, act, measure. Returns the end of the run, if this was it."""
        agent, body = self.agent, self.body
        facts, remaining = prospects(self.reading, body, agent.skills)
        if remaining != self.told:
            self.told = remaining
            yield remaining
        choices = offered(agent.skills, body, facts, remaining, self.reading, begun=self.steps > 1)
        choices = agent.guard.offers(choices)
        begun = time.monotonic()
        decision = agent.planner.choose(agent.events, choices, body.workspace)
        self.tokens_in += decision.tokens_in
        self.tokens_out += decision.tokens_out
        yield Decided(self.steps, with_time(decision, time.monotonic() - begun))
        call = said = decision.call
        try:
            call = agent.skills.ground(said, body, self.last)
        except UsageError as error:
            verdict = Verdict("block", error.message)
        else:
            # More forms are accepted than are offered.
            if call not in choices.calls and not agent.skills.why_not(call, body):
                choices = replace(choices, calls=(*choices.calls, call))
            decision = replace(decision, call=call)
            touched = agent.skills.touched(call, body)
            verdict = agent.guard.check(decision, choices, self.failed, self.spent(), touched)
        yield Judged(self.steps, verdict)
        if verdict.kind != "allow":
            return self.judged(call, verdict)
        begun, before = time.monotonic(), body.observation
        outcome = self.act(said)
        self.last = next((a for a in call.args if body.observation.find(a)), self.last)
        outcome = replace(outcome, seconds=time.monotonic() - begun)
        # That a thing slips out of the hand says nothing against the call.
        if not outcome.ok and not outcome.message.startswith("lost "):
            self.failed.append(call)
        held = {before.holding, body.observation.holding}
        gone = {o.name for o in displaced(before, body.observation)} - held
        # A call that failed may do now that what it is about stands elsewhere.
        self.failed = [c for c in self.failed if not gone & set(c.args)]
        yield Acted(self.steps, outcome, body.observation)
        if body.blind:
            return self.finish("gave up", outcome.message)
        if call.skill == "ask":
            return (yield from self.put_question(call.args[0]))
        if call.skill == "cannot":
            return self.finish("gave up", call.args[0])
        if call.skill == "done" and outcome.ok:
            return (yield from self.claim())
        return None

    def spent(self) -> Spent:
        """Return what the run has taken so far."""
        return Spent(time.monotonic() - self.started, self.tokens_in, self.tokens_out)

    def act(self, call: SkillCall) -> Outcome:
        """Carry a call out; without a picture at its end it failed, and we look once more."""
        try:
            return self.agent.skills.run(call, self.body, self.last)
        except NoPicture as trouble:
            with contextlib.suppress(NoPicture):
                self.body.look()
            return Outcome(False, trouble.message)

    def judged(self, call: SkillCall, verdict: Verdict) -> Finished | None:
        """A block goes back to the planner; a refusal ends the run."""
        self.failed.append(call)
        return self.finish("refused", verdict.reason) if verdict.kind == "refuse" else None

    def put_question(self, question: str) -> Generator[Event, None, Finished | None]:
        """Ask the person and go on with the answer."""
        yield Asked(question)
        answer = self.agent.ask(question)
        if not answer:
            return self.finish("no answer", question)
        yield Answered(answer)
        if any(doubt.question == question for doubt in self.reading.doubts):
            with contextlib.suppress(UsageError):  # what was understood before still holds
                self.goal = checked_goal(amend(self.goal, self.reading, answer))
                self.read_goal()
        elif not self.read.complete:
            self.answers += (answer,)
        self.found = self.understand()
        yield from self.restate()
        return None

    def claim(self) -> Generator[Event, None, Finished | None]:
        """Measure a claim of success; a contradicted one goes back to the planner."""
        verification, message = self.measure()
        yield Checked(self.steps, verification, message)
        self.claims += 1
        if verification == "contradicted" and self.claims < self.agent.max_claims:
            return None
        return self.finish("done", message, verification)

    def measure(self) -> tuple[Verification, str]:
        """Compare the latest look with the goal; nothing can be said without a picture."""
        if self.body.blind:
            return "unverified", "the camera gives no picture"
        return verify(self.reading, self.body.observation, self.body.workspace)

    def finish(
        self, ending: Ending, message: str, verification: Verification | None = None
    ) -> Finished:
        """Close the run. Without a claim of success it can at best be unverified."""
        if verification is None:
            measured, _ = self.measure()
            verification = "contradicted" if measured == "contradicted" else "unverified"
        seconds = time.monotonic() - self.started
        return Finished(ending, verification, message, self.steps, seconds)


def with_time(decision: Decision, seconds: float) -> Decision:
    """Return the decision with the time that it took."""
    return replace(decision, seconds=seconds)
