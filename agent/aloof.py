"""Things that shall keep away from others: "get the red one well away from the bowl"."""

from __future__ import annotations

import math
import re

from agent.asides import brief
from agent.gist import ASKS, CHANGES, OPEN, ROOM
from agent.kinds import reach
from agent.marks import marked
from agent.robot import Workspace
from agent.spatial import FIXED, NEAR, PLACES, place_of, place_point
from agent.types import Fact, ObjectState, Observation
from agent.wishes.base import has_room

FAR = (
    r"(?:(?:quite|well|far|far enough|further|farther|right|clear|a (?:good|safe|decent|fair|long)"
    r" (?:deal|distance|way|bit)|some distance|some way|miles|much further|a lot further|a lot) )*"
)
EDGE = r"(?:the|that|my|this) (?:very )?(?:edge|brink|rim)(?: of the table)?"
AWAY = re.compile(
    rf"\b{FAR}(?:away|off|clear|removed) (?:from|of) (?:<(?P<away>\d+)>|(?P<edge>{EDGE})"
    r"|(?P<there>there|it|that))"
    rf"|\b(?:further|farther|at a distance|some distance|a (?:good|safe|decent) distance)(?: away)?"
    rf" from (?:<(?P<more>\d+)>|(?P<rim>{EDGE})|(?P<it>there|it))"
    r"|\bas far (?:away )?from <(?P<most>\d+)> as (?:you can|possible|you possibly can|it goes)"
)
TOO = re.compile(
    r"(?P<a><\d+>) (?:is|'s|stands|sits) (?:far |much |way |a bit |a little )?too (?:close|near) to"
    r" <(?P<b>\d+)>"
)
APART = re.compile(
    r"(<\d+>) and (<\d+>)(?: (?:should|must|shall|have to|need to|want to|had better))?"
    r"(?: (?:be|stay|stand|go|move|keep|moved|kept))*(?: (?:well|far|a good (?:way|deal)"
    r"|further|farther|some way))* (?:apart|away)(?: from (?:each other|one another))?\b(?! from)"
)
"""Two things that shall not be near each other: the first one moves."""
OTHERS = re.compile(
    r"\b(?:all |any of )?(?:the others\b|the other (?:<\d+>|ones|things)"
    r"|everything else|all else|the rest(?: of (?:the|them)(?: \w+s)?)?)"
)
SPARE = 0.03
"""How much further (m) than near, as a thing may stand anywhere at a place."""
FREE = set("away off out from apart space gap push pull".split())
ELSEWHERE = re.compile(
    r"\b(?:left|right|top|bottom|back|front|corner|edge|side|middle|(?:to|towards?|by)"
    r" (?:me|us|you)|into|onto|inside|behind"
    r"|near|beside|next to|hand|bring|fetch)\b"
)
"""What tells where to."""


def aloof(text: str, observation: Observation, workspace: Workspace) -> Fact | None:
    """Return where a thing goes that shall be away from others, if a text tells just that.

    Args:
        text: as from `reworded`, in which things have their names.
        observation: what is seen.
        workspace: where the named places are.
    """
    said, sets = marked(brief(text), observation, ())
    too = TOO.search(said)
    said = TOO.sub(lambda m: m["a"], said)
    if others := OTHERS.search(said):
        said = f"{said[: others.start()]}<{len(sets)}>{said[others.end() :]}"
        sets.append(())
    said = APART.sub(r"\1 away from \2", said)
    m = AWAY.search(said)
    if m is None or ASKS.match(said):
        return None
    rest = ROOM.sub(" ", f"{said[: m.start()]} | {said[m.end() :]}")
    things = {name for i in re.findall(r"<(\d+)>", rest) for name in sets[int(i)]}
    rest = re.sub(r"<\d+>", "", rest)
    if any(w[0] not in FREE for w in CHANGES.finditer(rest)):
        return None
    o = observation.find(*things) if len(things) == 1 else None
    if o is None or OPEN.search(rest) or ELSEWHERE.search(rest):
        return None
    if m["edge"] or m["rim"]:
        return Fact("at", o.name, "middle")
    i = m["away"] or m["more"] or m["most"] or (too["b"] if too else None)
    if i is None:
        return None
    names = sets[int(i)] or tuple(
        b.name for b in observation.objects if b.kind == o.kind and b != o and b.kind not in FIXED
    )
    from_ = [b for n in names if (b := observation.find(n)) and b != o]
    least = math.inf if m["most"] else NEAR + SPARE
    return far_from(o, from_, observation, workspace, least) if from_ else None


def far_from(
    o: ObjectState,
    others: list[ObjectState],
    seen: Observation,
    workspace: Workspace,
    least: float,
) -> Fact | None:
    """Return that a thing is at the nearest place with room that is not near some others.

    `least` is how far (m) from them is far enough.
    """
    here = place_of(*o.position[:2], workspace)

    def gap(place: str) -> float:
        at = place_point(place, workspace)
        return min(math.dist(at, b.position[:2]) - reach(b) - reach(o) for b in others)

    def cost(place: str) -> tuple[float, float]:
        far = math.dist(place_point(place, workspace), o.position[:2])
        return -min(gap(place), least), far

    free = (p for p in PLACES if p != here and has_room(p, seen, workspace, (o.name,)))
    place = min(free, key=cost, default=None)
    return Fact("at", o.name, place) if place and gap(place) > NEAR else None
