"""What of a goal is left to do, what stands against it, and what that adds to the choices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.body import Body
from agent.events import Remaining
from agent.goals import Reading
from agent.skills.cannot import REASONS
from agent.skills.library import SkillLibrary
from agent.skills.place import misfit
from agent.types import Choices, Fact, SkillCall
from agent.verification import remaining

LASTING = re.compile(
    "too wide|too large|out of reach|is fixed|nothing can be put|would not stay|no place|not known"
)
"""Reasons that no other deed takes away."""


def prospects(
    reading: Reading, body: Body, skills: SkillLibrary
) -> tuple[tuple[Fact, ...], Remaining]:
    """Return what is measured to remain of a goal, as facts and in words."""
    facts = remaining(reading, body.observation, body.workspace)
    found = [why for fact in facts if (why := hindrance(fact, body, skills))]
    lasting = [why for why in found if LASTING.search(why)]
    reasons = dict.fromkeys([reading.refusal, *lasting] if reading.refusal else lasting)
    obstacles = dict.fromkeys(why for why in found if why not in lasting)
    told = Remaining(tuple(map(str, facts)), tuple(reasons), tuple(obstacles), reading.complete)
    return facts, told


def hindrance(fact: Fact, body: Body, skills: SkillLibrary) -> str:
    """Return why a fact cannot be brought about as things stand, or nothing."""
    subject = body.observation.find(fact.subject)
    if subject is None:
        return f"{fact.subject} is not to be seen"
    if fact.deed is not None:
        return skills.why_not(fact.deed, body) if body.held is None else ""
    mine = body.held is not None and body.held.name == fact.subject
    if body.held is None and (wrong := skills.why_not(SkillCall("pick", (fact.subject,)), body)):
        return wrong
    target = body.observation.find(fact.target)
    if target is not None and (wrong := misfit(fact.relation, subject, target)):
        return wrong
    # What stands in the way of another thing than that in the hand is not known yet.
    return skills.why_not(fact.place, body) if mine and fact.relation != "held" else ""


def offered(
    skills: SkillLibrary,
    body: Body,
    facts: Sequence[Fact],
    told: Remaining,
    reading: Reading,
    begun: bool = False,
) -> Choices:
    """Return what can be done now, with what is not listed but of use for this goal.

    That is `place` with more than two arguments, what brings a fact about by itself, the reasons
    that `cannot` may give, and the questions that `ask` may put. Where the rules read all of a
    goal, and nothing is open in it, there is nothing to ask; nor is there once it is `begun` as
    it was understood.
    """
    choices = skills.feasible(body)
    if reading.complete and not reading.doubts and (begun or not reading.restated):
        choices = replace(choices, open=tuple(skill for skill in choices.open if skill != "ask"))
    special = [fact.deed or fact.place for fact in facts if fact.deed or fact.more or fact.point]
    more = [call for call in special if not skills.why_not(call, body)]
    if "cannot" in choices.open:
        stuck = [why for call, why in choices.blocked.items() if call.startswith("pick(")]
        reasons = (*told.reasons, *(stuck if body.held is None else ()), *REASONS)
        more += [SkillCall("cannot", (reason,)) for reason in reasons]
    if "ask" in choices.open:
        more += [SkillCall("ask", (doubt.question,)) for doubt in reading.doubts]
    calls = dict.fromkeys((*choices.calls, *more))
    return replace(choices, calls=tuple(calls))
