"""Phrases that fit several things, where a planner took them for one without being told which.

A model that restates a goal has to say something of "the block" even where there are three; how
likely it finds what it says does not tell that it guessed. The words and the table do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.mentions import mentions
from agent.phrases import COLORS, NOUNS, THINGS, Unclear, things
from agent.robot import Workspace
from agent.spatial import is_in, is_on, loose
from agent.types import Fact, Observation
from agent.wishes.courtesies import spelled

TOLD_APART = (
    r"\d|[,.]? ?(?:that|which|who|whose|in|on|at|with|from|of|to the|nearest|closest|nearer|closer"
    r"|further|furthest|near|next|behind|left|right|by|beside|lying|sitting|standing|under|over"
    r"|inside|between|most|itself|without|all the|far|up|down|the|i (?:do )?mean|called|already"
    r"|is(?! (?:standing|sitting|to|supposed|needed|wanted|on|in) )"
    r"|second|first|third|more|what|outside|closest|on the|back|there|here|above|below|as)\b"
)
NOUN = "|".join((*NOUNS, *THINGS))
PLAIN = re.compile(
    rf"(?<!that )(?<!this )\bthe (?P<what>(?:(?:{'|'.join(COLORS)}) )?(?:{NOUN})"
    rf"|(?:{'|'.join(COLORS)}) one)\b"
    rf"(?! ?(?:{TOLD_APART}))"
)
"""A noun phrase behind which nothing tells which one is meant."""
GOES = re.compile(
    rf"(?<!that )(?<!this )\bthe (?P<what>(?:(?:{'|'.join(COLORS)}) )?(?:{NOUN})"
    rf"|(?:{'|'.join(COLORS)}) one) (?:(?:is|to be|be) )?(?:(?:standing|sitting|put|placed) )?"
    rf"(?:in|into|inside|onto|on|on top of) (?P<where>the (?:(?:{'|'.join(COLORS)}) )?(?:{NOUN}))\b"
)
"""A noun phrase with where it goes, unless something is there already."""

THAT = re.compile(
    rf"^(?:[a-z' ]{{0,24}} )?(?:that|this) (?P<what>(?:(?:{'|'.join(COLORS)}) )?(?:{NOUN}))\b"
    rf"(?! (?:that|which|is|stands|lies|sits|in|on|nearest|closest|next|behind)\b)"
)
"""A thing that is pointed at, and was not spoken of before."""


def vague(
    goal: str, facts: Sequence[Fact], observation: Observation, workspace: Workspace
) -> Unclear | None:
    """Return the first phrase of a goal of whose several things these facts are about one.

    What was told apart before, as by "the red bowl", is what "the bowl" means then.
    """
    said = spelled(goal.lower()).replace("grey", "gray")
    about = {name for f in facts for name in (f.subject, f.target)}
    takeable = replace(observation, objects=tuple(loose(observation)))
    goes = (m for m in GOES.finditer(said) if unused(m["where"], observation))
    found = (*PLAIN.finditer(said), *THAT.finditer(said), *goes)
    phrases = (
        things(f"the {m['what']}", takeable if m["what"].endswith(" one") else observation)
        for m in found
    )
    guessed = [
        meant
        for meant in phrases
        if isinstance(meant, Unclear)
        and len(meant.candidates) > 1
        and len(about & set(meant.candidates)) == 1
    ]
    if not guessed:
        return None
    told = {name for name in observation.names if name in said and unlike(name, observation)}
    for _, names in mentions(said, observation, workspace, None, sets=True):
        told |= set(names.split(", "))
    return next((meant for meant in guessed if not told & set(meant.candidates)), None)


def unused(phrase: str, observation: Observation) -> bool:
    """Tell whether a phrase means one thing, and nothing is in or on that."""
    names = things(phrase, observation)
    one = observation.find(names[0]) if isinstance(names, list) and len(names) == 1 else None
    return one is not None and not any(is_in(o, one) or is_on(o, one) for o in observation.objects)


def unlike(name: str, observation: Observation) -> bool:
    """Tell whether a name is nobody else's beginning, as "red block" is of "red block 2"."""
    return not any(n.startswith(f"{name} ") for n in observation.names)
