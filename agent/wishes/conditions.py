"""Wishes that hang on what is seen: "if there is a red cup, put the block in it, otherwise ..."."""

from __future__ import annotations

import re

from agent.kinds import is_hollow
from agent.phrases import Unclear
from agent.references.words import COLORS, NOUNS, NUMBERS, VAGUE
from agent.spatial import is_in
from agent.wishes.base import Scene
from agent.wishes.colors import plural
from agent.wishes.speech import ANY_RELATION, clauses

IF = r"(?:if|in case(?: that)?|should|provided(?: that)?|as long as)"
ELSE = r"(?:otherwise|or else|else|if not|if there is(?: not| none| no such thing))"
FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{IF} (?P<c>[^,;.]+?)[,;.]? (?:then )?(?P<a>(?:put|move|take|place|give|stack|drop|bring"
        rf"|lay|set|pick|grab|leave|it|that|they|just)\b.+?)(?:[,;.]? {ELSE},? (?P<b>.+))?",
        rf"(?P<a>.+?),? {IF} (?P<c>[^,;.]+?)(?:[,;.] {ELSE},? (?P<b>.+))?",
    )
)
SEE = r"(?:there (?:is|are)|there be|you (?:can )?(?:see|find)|i have|we have)"
NO = r"(?P<no>no|not an?|not any|none of the)"
SEEN = re.compile(
    rf"{SEE} (?:(?P<how>more than|at least|fewer than|less than|exactly|only) )?"
    rf"(?:{NO}|(?P<n>{'|'.join(NUMBERS)})|an?|any|some) "
    r"(?P<what>(?:(?!\b(?:and|or|nor)\b)[a-z ])+?)"
    r"(?: (?:here|on the table|around|anywhere|to be seen|present))?"
)
FILLED = re.compile(r"(?P<what>[a-z ]+?) is (?P<no>not )?(?P<how>empty|full|occupied)")
IT = re.compile(r"\b(?:(?:all|each|both) of )?(?:it|that one|that|them)\b")
TO = re.compile(rf"(?:{ANY_RELATION}) $")
NAMED = re.compile(rf"\b(?:{'|'.join((*COLORS, *NOUNS, *VAGUE))})s?\b")
SHORT = re.compile(
    r"(?:just |then )?(?:take|use|do (?:it|that) with|put|go for|choose|pick) "
    r"(?P<x>(?:(?!\b(?:in|into|on|onto|at|to|near|next|behind|left|right|front)\b)[a-z ])+?)"
    r"(?: instead| there| for it)?"
)


def decided(text: str, scene: Scene) -> str | None:
    """Return the part of a goal that applies here, or None where nothing hangs on what is seen.

    Where the condition does not hold and nothing is said for that case, nothing applies: that is
    no wish that a measurement could prove, and the whole is left to the planner.
    """
    for form in FORMS:
        m = form.fullmatch(text)
        parts = (m["a"], m["b"]) if m else ()
        found = judged(m["c"], scene) if m else None
        # What comes before or behind may be wanted in any case.
        if m is None or found is None or any(p and len(clauses(p)) > 1 for p in parts):
            continue
        holds, what = found
        if not holds and not m["b"]:
            return None
        chosen = m["a"] if holds else m["b"]
        short = None if holds else SHORT.fullmatch(chosen)
        if short and (IT.search(m["a"]) or what in m["a"]):
            # "Otherwise take the yellow one": the same is to be done with that.
            return IT.sub(short["x"], m["a"], count=1) if IT.search(m["a"]) else None
        return meant(chosen, what) if holds and what else chosen
    return None


def meant(text: str, what: str) -> str:
    """Return a text with what its "it" means, unless that was named in the text itself."""
    m = IT.search(text)
    if m is None or (NAMED.search(text[: m.start()]) and not TO.search(text[: m.start()])):
        return text
    return text[: m.start()] + what + text[m.end() :]


def judged(condition: str, scene: Scene) -> tuple[bool, str] | None:
    """Tell whether a condition holds, and what "it" then is; None where nobody can tell."""
    if m := SEEN.fullmatch(condition):
        noun = m["what"] if m["what"].endswith("s") else plural(m["what"])
        things = scene.named(f"all {noun}")
        count = len(things) if isinstance(things, list) else 0
        if not isinstance(things, list) and not known(noun, scene):
            return None
        one = f"the {things[0]}" if isinstance(things, list) and count == 1 else ""
        return compared(count, m["how"], m["n"], bool(m["no"])), one or f"all {noun}"
    if m := FILLED.fullmatch(condition):
        thing = scene.all_of(m["what"], None)
        if len(thing) != 1 or not is_hollow(thing[0]):
            return None
        empty = not any(is_in(o, thing[0]) for o in scene.observation.objects)
        return (empty == (m["how"] == "empty")) != bool(m["no"]), f"the {thing[0].name}"
    return None


def known(phrase: str, scene: Scene) -> bool:
    """Tell whether a phrase names things that there could be, though none is seen."""
    return isinstance(scene.named(f"all {phrase}"), Unclear)


def compared(count: int, how: str | None, number: str | None, none: bool) -> bool:
    """Tell whether a count is as a condition says."""
    n = NUMBERS.get(number or "", 1)
    if none:
        return count == 0
    if how == "more than":
        return count > n
    if how in ("fewer than", "less than"):
        return count < n
    if how in ("exactly", "only"):
        return count == n
    return count >= n
