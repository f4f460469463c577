"""A goal restated by the planner as measurable facts, where the rules cannot read it.

The planner answers a prompt of its own, one fact a line, and each line is chosen among all that
could be meant of this table, just as calls are chosen among the feasible ones. What it
understood is then told as what remains to be done, and measured like any other goal; but that a
person meant it, no measurement shows: such a goal ends *unverified* at best.

That a goal is stated in a formal language first and only then planned for is as in "Translating
Natural Language to Planning Goals with Large-Language Models" (Xie et al. 2023).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.mentions import mentions
from agent.prompt import Message, begin, describe, plain
from agent.robot import Workspace
from agent.spatial import DIRECTIONS, FIXED, PLACES, circular, holds
from agent.types import Fact, Observation

SYSTEM = """Say what a person wants of a robot arm, as facts that shall be true in the end.
One fact a line, in the order to bring them about:
THING in THING
THING on THING
THING left of, right of, in front of, behind or near THING
THING at PLACE
THING held hand
Use the names of what is seen. Then: end
If something has to be asked first: unclear
If it cannot be done: cannot"""

RELATIONS = ("in", "on", *DIRECTIONS, "near")
END, UNCLEAR, CANNOT = "end", "unclear", "cannot"
MOST = 12
"""Facts of one goal."""
REFERS = re.compile(
    r"\b(?:it|its|them|they|that|there|this|those|these|one|same|too|also|again|instead|others?"
    r"|rest|likewise|ditto|back|actually|no|wait|sorry|meant|mean)\b"
    r"|^\W*(?:now|and|next|then|how about|what about|as well)\b"
)
"""Words by which a goal may refer to the one before."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal in a person's words, and what they are said of.

    `before` is what was wanted last, which "it" and "there" may mean; `answers` are what the
    person said since, when asked.
    """

    text: str
    observation: Observation
    workspace: Workspace
    before: tuple[Fact, ...] = ()
    answers: tuple[str, ...] = ()


def question(goal: Goal) -> list[Message]:
    """Return the chat that asks for a goal in facts."""
    seen, before = goal.observation, goal.before if REFERS.search(goal.text.lower()) else ()
    told = [describe(seen, goal.workspace)]
    if before:
        told.append(f"Before: {'; '.join(plain(str(fact)) for fact in before[:MOST])}.")
    last = before[-1].subject if before else None
    told += begin(goal.text, mentions(goal.text, seen, goal.workspace, last, sets=True))
    told += [f"The person says: {plain(answer)}" for answer in goal.answers]
    return [{"role": "system", "content": SYSTEM}, {"role": "user", "content": "\n".join(told)}]


def answer(facts: Sequence[Fact], otherwise: str = UNCLEAR) -> str:
    """Return what is right to answer."""
    return "\n".join([*(plain(str(fact)) for fact in facts), END]) if facts else otherwise


def lines(
    observation: Observation, workspace: Workspace, before: Sequence[Fact]
) -> dict[str, Fact | None]:
    """Return every line that may come next, with the fact that it means.

    Nothing is wanted of a thing twice, nothing of a thing and itself, nothing that is so already,
    and no two things on one another or in the hand.
    """
    done = {fact.subject for fact in before}
    names = [o.name for o in observation.objects if o.kind not in FIXED]
    free = [name for name in names if name not in done]
    out: dict[str, Fact | None] = {}
    if len(before) < MOST:
        facts = (fact for name in free for fact in wanted(name, names))
        full = any(f.relation == "held" for f in before)
        facts = (f for f in facts if not circular((*before, f)))
        facts = (f for f in facts if not (full and f.relation == "held"))
        out = {plain(str(f)): f for f in facts if not holds(f, observation, workspace)}
    ends = (END,) if before else (UNCLEAR, CANNOT)
    return {**out, **dict.fromkeys(ends)}


def wanted(name: str, names: Sequence[str]) -> Iterator[Fact]:
    """Yield all that may be wanted of a thing."""
    for other in names:
        if other != name:
            yield from (Fact(relation, name, other) for relation in RELATIONS)
    yield from (Fact("at", name, place) for place in PLACES)
    yield Fact("held", name, "hand")
