"""What a person takes back while speaking: "in the gray bowl, no, sorry, in the purple one".

Such repairs have a part to replace, a word that tells so, and what replaces it (Levelt 1983,
"Monitoring and self-repair in speech"). What replaces it may be a wish of its own, a place or a
thing to go to, or another thing to move.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.kinds import is_hollow
from agent.phrases import place_name
from agent.types import Fact
from agent.wishes import read_wish
from agent.wishes.base import Reading, Scene
from agent.wishes.courtesies import any_of, trim
from agent.wishes.relations import read_clause
from agent.wishes.speech import ANY_RELATION, GATHER, TAKE

MARK = "~ "
"""Begins a clause that replaces what was said before it."""
SORRY = any_of(
    """no no wait|no no|no wait|no sorry|no actually|no rather|no|nope|nah|oh no|uh no|wait no|wait
    |sorry|actually|correction|scratch that|strike that|forget that|hang on|hold on|rather|better
    |i mean to say|i mean|i meant|i say wrong|my mistake|my bad|oops|excuse me|pardon me|pardon
    |on second thought|changed my mind|i changed my mind|i've changed my mind|make that|make it"""
)
BREAK = r"[,;:.!?-]+ *|(?= (?:no|nah|nope|wait|sorry|make that|i mean|or rather)\b)|(?= actually,)"
EDIT = re.compile(
    rf"(?:{BREAK})+ ?(?:or |oh |and |but )?"
    rf"(?:\b(?:{SORRY})\b(?:[,.!;: -]| that| i meant| i mean)*)+(?: is| it is| it's)? ?(?=\w)"
)
NOT_BUT = re.compile(
    r"not (?:in |on |to )*(?P<a>[a-z ]+?)[,.;] ?(?:but )?(?:i (?:mean|meant) )?(?P<b>.+)"
)
GOES_ON = re.compile(
    rf"(?:(?:{GATHER}|{TAKE}) )?(?:it |them |that )?(?P<where>(?:{ANY_RELATION}) .+)"
)


NOT_YET = re.compile(
    rf"\b(?P<verb>(?:{GATHER}) )(?:(?! (?:{ANY_RELATION}) )[a-z ])+?; {MARK}"
    rf"(?=(?:the|an?|that) [a-z ]+? (?:{ANY_RELATION}) )"
)
"""What was named, and taken back before it was said where it goes."""


def marked(text: str) -> str:
    """Return a text in which each repair is a clause that begins with the mark."""
    return NOT_YET.sub(r"\g<verb>", EDIT.sub(f"; {MARK}", text))


def instead(said: str, latest: Sequence[Fact], scene: Scene) -> Reading | None:
    """Read what is wanted instead of the latest facts; None where that is not plain."""
    said = trim(said)
    if not latest:
        return None
    if m := NOT_BUT.fullmatch(said):
        said = trim(m["b"])
        mover = scene.observation.find(latest[0].subject)
        kind = mover.kind if mover else None
        if scene.named(m["a"], kind) == [latest[0].subject] and len(latest) == 1:
            other = scene.all_of(said, kind)
            facts = tuple(replace(latest[0], subject=o.name) for o in other)
            return Reading(facts, True) if len(facts) == 1 else None
    if place := place_name(said):
        return Reading(tuple(Fact("at", f.subject, place) for f in latest), True)
    target = scene.observation.find(latest[0].target)
    found = scene.named(said, target.kind if target else None)
    if isinstance(found, list):
        facts = exchanged(found[0], latest, scene) if len(found) == 1 else ()
        return Reading(facts, True) if facts else None
    if m := GOES_ON.fullmatch(said):
        where = re.sub(r"\bit$", f"the {latest[0].target}", m["where"]) if target else m["where"]
        one = read_clause(f"put the {latest[0].subject} {where}", scene)
        if one is None or not one.complete or len(one.facts) != 1:
            return None
        return Reading(tuple(replace(one.facts[0], subject=f.subject) for f in latest), True)
    whole = read_wish(said, scene) or read_clause(said, scene)
    return whole if whole is not None and whole.complete else None


def exchanged(name: str, latest: Sequence[Fact], scene: Scene) -> tuple[Fact, ...]:
    """Return facts with a thing in the place of what it is like: where to go, else what goes."""
    new, old = (scene.observation.find(n) for n in (name, latest[0].target))
    subjects = {f.subject for f in latest}
    alike = new and old and (new.kind == old.kind or (is_hollow(new) and is_hollow(old)))
    if alike and name not in subjects:
        return tuple(replace(f, target=name) for f in latest)
    if len(latest) == 1 and name != latest[0].target:
        return (replace(latest[0], subject=name),)
    return ()
