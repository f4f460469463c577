"""What visitors ask for that cannot be done, with the reason to give."""

from __future__ import annotations

from agent.skills.grasp import faces
from agent.training.language.command import Command
from agent.training.language.impossible import UNKNOWN
from agent.training.language.natural.refusals_words import BEYOND, MISSING, NO_SKILL, REACH
from agent.training.language.natural.words import say
from agent.training.language.needs import absent
from agent.training.language.refusals import NO_SKILL_REASON, NOTHING_SUCH, OUT_OF_REACH
from agent.training.language.single import goal_of
from agent.training.language.table import WIDEST, Table, Unlucky


def refused(text: str, reason: str, tag: str) -> Command:
    """Return a goal that is to be refused."""
    return Command(text, refuse=reason, structure=f"natural-no-{tag}")


def missing(t: Table) -> Command:
    """A thing that is not there: one that no table has, or one of another colour."""
    x = UNKNOWN.pick(t.split, t.rng) if t.chance(0.6) else absent(t)
    return refused(say(MISSING, t, {"b": t.pick(t.movable)}, x=x), NOTHING_SUCH, "such-thing")


def no_skill(t: Table) -> Command:
    """What two fingers cannot do."""
    return refused(say(NO_SKILL, t, {"a": t.pick(t.movable)}), NO_SKILL_REASON, "skill")


def beyond(t: Table) -> Command:
    """To where no arm reaches."""
    return refused(say(BEYOND, t, {"a": t.pick(t.movable)}), OUT_OF_REACH, "reach")


def too_far(t: Table) -> Command:
    """What stands too far away."""
    a = t.pick(o for o in t.objects if o not in t.inside)
    if min(w for _, w in faces(a)) > WIDEST:
        raise Unlucky
    relation, target = goal_of(a, t)
    text = say(REACH, t, {"a": a}, [(relation, target)])
    return refused(text, f"{a.name} is out of reach", "reach")
