"""Training conversations: a teacher works on worded goals with the toy robot.

The conversations come out of the very loop and prompt that a run uses, so that what is
learnt is what will be read. Grasps fail at random, things are dropped and moved by others,
and goals follow one another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from agent.events import Acted, Answered, Event, Finished, Started, Understood
from agent.goals import Context, Reading, read_goal
from agent.loop import Agent, Reader
from agent.planners.base import Planner
from agent.planners.expert import next_call
from agent.prompt import Message, messages
from agent.prospects import prospects
from agent.restating import Goal
from agent.robot import Workspace
from agent.spatial import holds
from agent.toy import ToyPerception, ToyRobot
from agent.training.hopeless import barred, hopeless
from agent.training.language import Command, command, follow_up, scene
from agent.types import Choices, Decision, ObjectState, Observation, SkillCall
from agent.verification import remaining

MAX_GOALS = 3
MODES = (0.3, 0.5, 0.2)
"""Shares of tables whose goals are read by the rules, as they are meant, or not at all."""
FREE = ("near", "quantity", "tower", "stack", "matching", "all", "count")
"""Structures in which another choice, or order, than the one written down is as good."""
REFUSALS, BARRED = 0.15, 0.06
"""Shares of goals that are sought out because they cannot be reached, and of the draws in that
search that are made so by what is told against them."""
OPEN = 0.12
"""Share of goals that are sought out because something has to be asked first."""
TRIES = 30


@dataclass(frozen=True)
class Lesson:
    """A chat, with those of its assistant's turns that are to be learnt."""

    messages: tuple[Message, ...]
    learn: tuple[bool, ...]
    structure: str = ""


class ClumsyRobot(ToyRobot):
    """Misses a grasp or drops a thing now and then, so that trying again is learnt too."""

    def __init__(
        self, objects: list[ObjectState], rng: np.random.Generator, clumsy: float = 0.06
    ) -> None:
        super().__init__(objects)
        self._rng, self._clumsy = rng, clumsy

    def grip(self, width: float) -> None:
        """Close on nothing now and then; what is let go of lands elsewhere now and then."""
        held = self.held
        if width == 0.0 and self._rng.random() < self._clumsy:
            self.width = 0.0  # closed, on nothing
            return
        super().grip(width)
        if held and self.held is None and self._rng.random() < self._clumsy:
            self.scatter(held)

    def scatter(self, name: str) -> None:
        """Let a thing roll to a free spot."""
        o, ws = self.objects[name], self.workspace
        for _ in range(TRIES):
            x = float(self._rng.uniform(ws.x[0] + 0.04, ws.x[1] - 0.04))
            y = float(self._rng.uniform(ws.y[0] + 0.04, ws.y[1] - 0.04))
            others = [t for t in self.objects.values() if t.name != name]
            if all(np.hypot(x - t.position[0], y - t.position[1]) > 0.14 for t in others):
                self.objects[name] = replace(o, position=(x, y, o.size[2] / 2))
                return


class Teacher:
    """Knows what a command means, and says the right call at every step."""

    name = "teacher"

    def __init__(self, wanted: Command, reading: Reading | None = None) -> None:
        self.wanted, self.reading = wanted, reading
        self.tells = False
        """Whether it says what was meant, once the person was asked."""

    def restate(self, goal: Goal) -> Understood | None:
        """Say what was meant, once it was asked for."""
        if not (self.tells and goal.answers and self.wanted.facts):
            return None
        self.reading = Reading(self.wanted.facts, complete=True)
        return Understood(self.wanted.facts, 1.0)

    def choose(self, events: Sequence[Event], choices: Choices, workspace: Workspace) -> Decision:
        """Refuse, ask, or work on the first fact that does not hold."""
        return Decision(self.call(events, choices, workspace))

    def call(self, events: Sequence[Event], choices: Choices, workspace: Workspace) -> SkillCall:
        """Return the right call."""
        if self.wanted.refuse:
            return SkillCall("cannot", (self.wanted.refuse,))
        begun = max(i for i, e in enumerate(events) if isinstance(e, Started))
        if self.wanted.ask and not any(isinstance(e, Answered) for e in events[begun:]):
            return SkillCall("ask", (self.wanted.ask,))
        seen = next(e.observation for e in reversed(events) if isinstance(e, Acted | Started))
        facts = (
            remaining(self.reading, seen, workspace)
            if self.reading is not None
            else [f for f in self.wanted.facts if not holds(f, seen, workspace)]
        )
        return next_call(facts, seen, choices)


def reader(wanted: Command, mode: str) -> Reader:
    """Return how a goal is read: by the rules, as it is meant, or not at all.

    The rules read few wordings. Where they do, the planner is told what remains; it has to
    learn to follow that list for any goal, and to do without it for any goal.
    """

    def read(text: str, seen: Observation, context: Context) -> Reading:
        reading = read_goal(text, seen, context)
        if mode == "rules" or reading.unclear or not reading.understood:
            return reading
        if mode == "told" and wanted.refuse:
            return hopeless(wanted.refuse, seen)
        # By how much to turn depends on how a thing lies, which no one tells but the list.
        told = mode == "told" or any(f.deed or f.more or f.point for f in wanted.facts)
        if told and wanted.facts and not wanted.ask:
            return Reading(wanted.facts, complete=True)
        return Reading(doubts=reading.doubts)

    return read


def taught(wanted: Command, agent: Agent) -> Teacher | None:
    """Return who teaches a goal: by the reading of it where there is one.

    None where the rules read the goal as something else than what was meant: the lesson would
    contradict what is written in it.
    """
    seen, ws = agent.body.observation, agent.body.workspace
    reading = agent.reader(wanted.text, seen, agent.context)
    if not reading.understood or reading.unclear:
        return None
    if wanted.refuse and reading.complete:
        told = prospects(reading, agent.body, agent.skills)[1].reasons
        return Teacher(wanted) if told[:1] == (wanted.refuse,) else None
    if wanted.refuse or wanted.ask or not reading.complete:
        return Teacher(wanted)
    left = remaining(reading, seen, ws)
    same = {str(f) for f in left} == {str(f) for f in wanted.facts}
    free = any(word in wanted.structure for word in FREE)
    return Teacher(wanted, reading) if left and (same or free) else None


def carry_out(agent: Agent, wanted: Command, mode: str, student: Planner | None) -> bool:
    """Work on one goal; tell whether it came to a good end."""
    agent.reader = (
        (lambda text, seen, context: Reading(refusal=wanted.refuse))
        if wanted.structure == "barred"
        else reader(wanted, mode)
    )
    teacher = taught(wanted, agent)
    if teacher is None:
        return False
    teacher.tells = mode != "unread"
    agent.planner = teacher if student is None else Pupil(student, teacher)
    agent.ask = lambda question: wanted.answer or None
    *_, last = agent.run(wanted.text)
    if not isinstance(last, Finished):
        return False
    if student is not None:
        return True
    good = "gave up" if wanted.refuse else "done"
    return last.ending == good and (last.verification != "contradicted" or bool(wanted.refuse))


class Pupil:
    """A planner whose choices are carried out while the teacher says what was right.

    The states are then those that the planner gets into by itself (DAgger, Ross et al. 2011).
    """

    name = "pupil"

    def __init__(self, planner: Planner, teacher: Teacher) -> None:
        self.planner, self.teacher = planner, teacher
        self.mistakes: list[tuple[int, SkillCall]] = []
        """How many events there were, and the right call then."""

    def choose(self, events: Sequence[Event], choices: Choices, workspace: Workspace) -> Decision:
        """Let the planner choose, the teacher after a second mistake in one goal."""
        right = self.teacher.call(events, choices, workspace)
        if len(self.mistakes) >= 2:
            return Decision(right)
        chosen = self.planner.choose(events, choices, workspace)
        if chosen.call != right:
            self.mistakes.append((len(events), right))
        return chosen


def wish(agent: Agent, objects: list[ObjectState], rng: np.random.Generator, split: str) -> Command:
    """Return a goal for what now lies on the table, at times one that refers to the last."""
    now = [agent.body.observation.find(o.name) or o for o in objects]
    draw = rng.random()
    hard, open_ = draw < REFUSALS, REFUSALS < draw < REFUSALS + OPEN
    for _ in range(TRIES if open_ else 0):
        found = command(now, rng, split)
        if found is not None and found.ask:
            return found
    for _ in range(TRIES if hard else 0):
        found = command(now, rng, split)
        if found is not None and rng.random() < BARRED:
            return barred(found, now, rng)
        if found is not None and found.refuse:
            return found
    for _ in range(TRIES):
        again = bool(agent.context.facts) and rng.random() < 0.5
        found = follow_up(now, agent.context, rng, split) if again else command(now, rng, split)
        if found is not None:
            return found
    raise LookupError("no goal fits this table")


def conversation(
    rng: np.random.Generator, split: str = "train", student: Planner | None = None
) -> Iterator[Lesson]:
    """Yield what is to be learnt from one table: a chat of up to three goals, or mistakes."""
    objects = scene(rng, split)
    clumsy = 0.06 if rng.random() < 0.5 else 0.0
    agent = Agent(ClumsyRobot(objects, rng, clumsy), ToyPerception(), Teacher(Command("")))
    agent.body.look()
    mode = str(rng.choice(["rules", "told", "unread"], p=MODES))
    structures: list[str] = []
    for _ in range(int(rng.choice([1, 2, MAX_GOALS], p=[0.55, 0.3, 0.15]))):
        try:
            wanted = wish(agent, objects, rng, split)
        except LookupError:
            break
        before = len(agent.events)
        good = carry_out(agent, wanted, mode, student)
        if isinstance(agent.planner, Pupil):
            for count, right in agent.planner.mistakes:
                yield mistake(agent.events[:count], right, wanted.structure)
        if not good:
            agent.events = agent.events[:before]
            break
        structures.append(wanted.structure)
        agent.context = agent.context.after(wanted.facts)
    if structures and student is None:
        chat = messages(agent.events, Workspace())
        learn = tuple(m["role"] == "assistant" for m in chat)
        yield Lesson(tuple(chat), learn, "+".join(structures))


def mistake(events: Sequence[Event], right: SkillCall, structure: str) -> Lesson:
    """Return the lesson that only the last call, the right one, teaches."""
    chat = [*messages(events, Workspace()), {"role": "assistant", "content": str(right)}]
    return Lesson(tuple(chat), (*(False for _ in chat[1:]), True), structure)


def lessons(seed: int, split: str = "train", student: Planner | None = None) -> Iterator[Lesson]:
    """Yield lessons without end, the same ones for the same seed."""
    for number in range(1_000_000_000):
        yield from conversation(np.random.default_rng((seed, number)), split, student)
