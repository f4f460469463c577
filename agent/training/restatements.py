"""Lessons in restating: worded goals on random tables, and the facts that they mean.

Nothing has to be carried out for these, and the goals of one table share its description: a
lesson costs a tenth of one in acting.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from agent.goals import Context, read_goal
from agent.restating import CANNOT, UNCLEAR, Goal, answer, question
from agent.rewording import reworded
from agent.robot import Workspace
from agent.spatial import place_of, support_of
from agent.training.data import Lesson
from agent.training.language import Command, command, follow_up, scene
from agent.training.language.finish import finish
from agent.training.language.said import retold, written
from agent.training.language.splits import one
from agent.training.language.table import Table, Unlucky
from agent.types import Fact, ObjectState, Observation

GOALS = 16
"""Goals of one table."""
FOLLOWING = 0.08
"""Share of the goals that refer to what was said before."""
SPOKEN = 0.7
"""Share of the tables of which people spoke."""
READ = 0.3
"""Share kept of the goals that the rules read: of those the planner is not asked."""
RARER = 0.5
"""How much less often a structure is that comes more often than others; at 1 all are as often."""
ELSEWHERE = ("follow-back", "follow-back-all", "follow-rest", "turned", "amid", "moved")
"""What cannot be told from the table as it is now, or in the words of restated facts."""


def table(rng: np.random.Generator, split: str) -> Iterator[Lesson]:
    """Yield what is to be learnt from one table, each thing once."""
    objects = scene(rng, split)
    seen = Observation(tuple(objects))
    said: set[str] = set()
    for _ in range(GOALS):
        before = stood(objects, seen, rng) if rng.random() < FOLLOWING else ()
        wanted = (
            follow_up(objects, Context(before), rng, split)
            if before
            else command(objects, rng, split)
        )
        if wanted is None or wanted.text in said or wanted.structure in ELSEWHERE:
            continue
        said.add(wanted.text)
        if unread(wanted, seen, before) or rng.random() < READ:
            yield from lessons_of(wanted, seen, before)


def spoken(rng: np.random.Generator) -> Iterator[Lesson]:
    """Yield lessons of a table of which people spoke, retold."""
    told = retold(one(written(), rng), rng)
    seen = Observation(told.things)
    for i in rng.permutation(len(told.commands))[:GOALS]:
        with contextlib.suppress(Unlucky):
            wanted = finish(told.commands[i], Table(told.things, rng))
            if unread(wanted, seen, ()) or rng.random() < READ:
                yield from lessons_of(wanted, seen, ())


def unread(wanted: Command, seen: Observation, before: tuple[Fact, ...]) -> bool:
    """Tell whether the rules leave a goal to the planner."""
    reading = read_goal(wanted.text, seen, Context(before))
    return not (reading.complete or reading.refusal)


def stood(
    objects: Sequence[ObjectState], seen: Observation, rng: np.random.Generator
) -> tuple[Fact, ...]:
    """Return something that holds, as if it had just been brought about."""
    o = objects[int(rng.integers(len(objects)))]
    place = place_of(o.position[0], o.position[1], Workspace())
    return (support_of(o, seen) or Fact("at", o.name, place),)


def lessons_of(wanted: Command, seen: Observation, before: tuple[Fact, ...]) -> Iterator[Lesson]:
    """Yield the lesson of a goal, and that of what the person answered, if one was asked.

    The planner reads goals in which things have their names.
    """
    ws, text = Workspace(), reworded(wanted.text, seen)
    if wanted.ask:
        yield lesson(question(Goal(text, seen, ws, before)), UNCLEAR, "ask")
    otherwise = CANNOT if wanted.refuse else UNCLEAR
    answers = (wanted.answer,) if wanted.ask else ()
    asked = question(Goal(text, seen, ws, before, answers))
    yield lesson(asked, answer(wanted.facts, otherwise), wanted.structure)


def lesson(chat: Sequence[dict[str, str]], right: str, structure: str) -> Lesson:
    """Return a chat whose answer is to be learnt."""
    said = {"role": "assistant", "content": right}
    return Lesson((*chat, said), (False, False, True), f"restate {structure}")


def restatements(seed: int, split: str = "train") -> Iterator[Lesson]:
    """Yield lessons without end, the same ones for the same seed.

    Most tables suit the simple structures: of what comes often, some is left out.
    """
    count: Counter[str] = Counter()
    for number in range(1_000_000_000):
        rng = np.random.default_rng((seed, number))
        if split == "train" and rng.random() < SPOKEN:
            yield from spoken(rng)
            continue
        for found in table(rng, split):
            count[found.structure] += 1
            mean = count.total() / len(count)
            if rng.random() < (mean / count[found.structure]) ** RARER:
                yield found
