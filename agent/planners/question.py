"""A question that tells calls apart, and which of them an answer means."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.types import SkillCall

SIDES = ("left of", "right of", "in front of", "behind")
SMALL = frozenset("the a an it is that this one please to of at on in i mean".split())
"""Words that tell nothing apart."""


def question(calls: Sequence[SkillCall]) -> str:
    """Return the question of which call is meant; with one, whether it is.

    "Which block do you mean: the red block or the green block?" where the calls differ in
    one thing, and what to do where they differ in more.
    """
    if len(calls) == 1:
        return f"Shall I {phrase(calls[0])}?"
    at = differing(calls)
    if at is None:
        return f"What shall I do: {either([phrase(call) for call in calls])}?"
    there = [call.args[at] for call in calls]
    first, last = calls[0].args[0], calls[0].args[-1]
    if at == 0 and len(calls[0].args) > 1:
        if set(there) <= set(SIDES):
            return f"On which side of the {last}: {either(there)}?"
        return f"How shall it be put to the {last}: {either(there)}?"
    if first == "at":
        return f"Where: {either([f'the {name}' for name in there])}?"
    kinds = {name.split()[-1] for name in there}
    kind = kinds.pop() if len(kinds) == 1 else "thing"
    return f"Which {kind} do you mean: {either([f'the {name}' for name in there])}?"


def differing(calls: Sequence[SkillCall]) -> int | None:
    """Return the one place at which calls of one skill differ, or None."""
    if len({(call.skill, len(call.args)) for call in calls}) > 1:
        return None
    places = zip(*(call.args for call in calls), strict=True)
    found = [i for i, words in enumerate(places) if len(set(words)) > 1]
    return found[0] if len(found) == 1 else None


def either(options: Sequence[str]) -> str:
    """Join options as a sentence does."""
    *most, last = dict.fromkeys(options)
    return f"{', '.join(most)} or {last}" if most else last


def phrase(call: SkillCall) -> str:
    """Return a call as a person would say it."""
    verb, args = call.skill.replace("_", " "), list(call.args)
    if verb == "done":
        return "stop, as it is done"
    if verb == "place" and len(args) > 1:
        relation = "to the " if args[0] in ("left of", "right of") else ""
        return f"put it {relation}{args[0]} the {' and the '.join(args[1:])}"
    if not args:
        return verb
    return " ".join([verb, f"the {args[0]}", *args[1:]])


def meant(answer: str, calls: Sequence[SkillCall]) -> SkillCall | None:
    """Return the call that shares most words with an answer; None where two do, or none does."""
    said = words_of(answer)
    if len(calls) == 1:
        return None if {"no", "not"} & said else calls[0]
    every = [words_of(phrase(call)) for call in calls]
    common = set.intersection(*every)
    scores = [len(words & said - common) - len(words - said - common) / 100 for words in every]
    best = max(scores)
    if best <= 0 or scores.count(best) > 1:
        return None
    return calls[scores.index(best)]


def words_of(text: str) -> set[str]:
    """Return the words of a text that tell something, in small letters."""
    return set(re.findall(r"[a-z0-9]+", text.lower())) - SMALL
