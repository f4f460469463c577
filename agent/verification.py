"""What remains of a goal as things stand, and whether it was reached: measured, never claimed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agent.robot import Workspace
from agent.spatial import holds, is_in, is_on
from agent.types import Fact, Observation, Verification
from agent.wishes.base import Reading, spoken_of


def informed(reading: Reading, understood: Sequence[Fact]) -> Reading:
    """Return a reading with what the planner understood of the rest.

    Where the rules read something of a thing, that counts. Where nothing was understood, the
    reading stays as it is.
    """
    if not understood:
        return reading
    sure = {f.subject for f in reading.facts} | spoken_of(reading.wishes)
    more = tuple(f for f in understood if f.subject not in sure)
    facts = (*reading.facts, *more)
    return replace(reading, facts=facts, complete=True, unclear=(), restated=True)


def remaining(reading: Reading, observation: Observation, workspace: Workspace) -> tuple[Fact, ...]:
    """Return the facts to bring about, in this order; none where all that was read holds."""
    open_ = [f for f in reading.facts if not holds(f, observation, workspace)]
    for wish in reading.wishes:
        open_ += [f for f in wish.open(observation, workspace) if f not in open_]
    out: list[Fact] = []
    while open_:
        ready = [f for f in open_ if is_ready(f, open_, observation)] or open_[:1]
        held = (f for f in ready if f.subject == observation.holding)
        out.append(next(held, ready[0]))
        open_.remove(out[-1])
    return tuple(out)


def is_ready(fact: Fact, others: Sequence[Fact], observation: Observation) -> bool:
    """Tell whether nothing that has still to move is what a thing goes to, or stands on it."""
    moving = {f.subject for f in others} - {fact.subject}
    if moving & {fact.target, *fact.more}:
        return False
    o = observation.find(fact.subject)
    above = (observation.find(name) for name in moving)
    return o is None or not any(b and (is_on(b, o) or is_in(b, o)) for b in above)


def verify(
    reading: Reading, observation: Observation, workspace: Workspace
) -> tuple[Verification, str]:
    """Compare a reading with a fresh look; say in words what was found."""
    wrong, unseen_ = [], []
    for fact in remaining(reading, observation, workspace):
        if holds(fact, observation, workspace) is None:
            unseen_.append(f"{fact.subject} is not to be seen")
        else:
            wrong.append(" ".join((f"{fact.subject} is not", *said(fact))))
    if wrong:
        return "contradicted", ", ".join(wrong)
    if unseen_ or not reading.complete:
        return "unverified", ", ".join(unseen_) or "part of the goal cannot be measured"
    held = ", ".join(str(f) for f in reading.facts)
    if reading.restated:  # that it was meant, nobody has measured
        return "unverified", f"what was understood is so: {held}"
    return "verified", held or "nothing is left to be done"


def said(fact: Fact) -> tuple[str, ...]:
    """Return where a fact wants its subject, in words."""
    if fact.more and fact.more[0].startswith("a "):
        return fact.more[0], fact.relation, fact.target
    return fact.relation, " and ".join((fact.target, *fact.more))
