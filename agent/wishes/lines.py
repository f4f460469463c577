"""Lines: things side by side, horizontally, vertically, diagonally or just straight."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agent.robot import Workspace
from agent.spatial import STRAIGHT, holds, out_of_line
from agent.types import Fact, Observation
from agent.wishes.base import Reading, Scene
from agent.wishes.speech import GATHER, MAKE, UNIT, WANT

KEPT = STRAIGHT / 2
"""How far (m) out of line what stays may be: enough is left for what comes beside it."""


@dataclass(frozen=True, slots=True)
class Line:
    """Things that are to stand in a line; those that most others are in line with stay."""

    members: tuple[str, ...]
    relation: str

    def open(self, observation: Observation, workspace: Workspace) -> tuple[Fact, ...]:
        """Return what is to be put in line with what stays."""
        first, *others = self.members
        whole = Fact(self.relation, others[-1], first, more=tuple(others[:-1]))
        if observation.holding not in self.members and holds(whole, observation, workspace):
            return ()
        free = [n for n in self.members if n != observation.holding]
        starts = [self.straight(n, free, observation, workspace) for n in free or self.members]
        kept = max(starts, key=len)
        missing = [n for n in self.members if n not in kept]
        missing.sort(key=lambda n: n != observation.holding)
        facts = []
        for name in missing:
            facts.append(Fact(self.relation, name, kept[0], more=tuple(kept[1:])))
            kept = [*kept, name]
        return tuple(facts)

    def straight(
        self, first: str, names: Sequence[str], observation: Observation, workspace: Workspace
    ) -> list[str]:
        """Return what is in a line with a thing as things stand, that thing first."""
        kept = [first]
        if self.relation == "in line with":
            # Any two are in a line: the second stays where it is, too.
            kept += [n for n in names if n != first][:1]
        for name in names:
            fact = Fact(self.relation, name, first, more=tuple(kept[1:]))
            if name in kept or not holds(fact, observation, workspace):
                continue
            a, *rest = (o for n in (name, *kept) if (o := observation.find(n)) is not None)
            if out_of_line(a, rest, self.relation) < KEPT:
                kept.append(name)
        return kept


LOOKS = "nice|neat|tidy|proper|clean|orderly|long|perfect|little|simple|straight|single"
WAY = rf"(?:(?:(?:{LOOKS})|(?P<way>horizontal|vertical|diagonal))[, ]+(?:and )?)*(?:line|row|file)"
HOW = r"(?P<how>horizontally|vertically|diagonally)"
FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?:(?:{GATHER}|{WANT}) )?(?P<set>.+?) (?:up )?(?:in|into|on|to|along) (?:a |one )?{WAY}",
        rf"(?:(?:{GATHER}|{WANT}) )?(?P<set>.+?) (?:on|along|in) (?:a |the )(?P<how>diagonal)",
        rf"line up (?P<set>.+?)(?: {HOW}| in (?:a |one )?{WAY})?",
        rf"line (?P<set>.+?) up(?: {HOW}| in (?:a |one )?{WAY})?",
        rf"align (?P<set>.+?) {HOW}",
        rf"(?:{MAKE}) (?:a |one )?{WAY}(?: out)? (?:of|from|with) (?P<set>.+)",
        rf"(?:{GATHER}) (?P<set>.+?) (?:next to|beside) (?:each other|one another) in (?:a |one )?"
        rf"{WAY}",
    )
)
JOIN = re.compile(
    r"(?:put|place|move|set|bring) (?P<a>.+?) in (?:a |one )?"
    r"(?:(?P<way>horizontal|vertical|diagonal) )?line with (?P<b>.+)"
)
ALONG = {
    way: re.compile(rf"(?:,? (?:going |running )?(?:{words}))+$")
    for way, words in (
        ("horizontal", r"(?:from )?(?:left to right|right to left)|across the table|side by side"),
        ("vertical", r"(?:from )?(?:front to back|back to front|top to bottom|bottom to top)"),
        ("diagonal", r"(?:from )?corner to corner"),
    )
}
"""How a line runs, said at its end."""


def read(text: str, scene: Scene) -> Reading | None:
    """Read a wish for a line of several things, or for one more in line with some."""
    text = text.replace(UNIT, "")
    if m := JOIN.fullmatch(text):
        return joining(m["a"], m["b"], relation_of(m["way"]), scene)
    text, along = directed(text)
    for form in FORMS:
        m = form.fullmatch(text)
        members = scene.all_of(m["set"]) if m else ()
        if m is None or not members:
            continue
        groups = m.groupdict()
        way = groups.get("way") or (groups.get("how") or "").removesuffix("ly")
        in_order = along and re.search(r",| and ", m["set"])
        if in_order or (way and along and way != along):
            return None  # an order is meant, too, or nobody knows what
        relation = relation_of(way or along)
        if len(members) < (3 if relation == "in line with" else 2):
            return None
        return Reading(complete=True, wishes=(Line(tuple(o.name for o in members), relation),))
    return None


def directed(text: str) -> tuple[str, str]:
    """Return a text without what says at its end how a line runs, and how it runs."""
    found: set[str] = set()
    for way, ends in ALONG.items():
        if m := ends.search(text):
            text = text[: m.start()]
            found.add(way)
    return text, found.pop() if len(found) == 1 else ""


def relation_of(way: str | None) -> str:
    """Return the relation for a direction; for a line in any direction without one."""
    return (
        f"in a {way} line with" if way in ("horizontal", "vertical", "diagonal") else "in line with"
    )


def joining(a: str, b: str, relation: str, scene: Scene) -> Reading | None:
    """Return the wish that one thing stands in line with others, which stay."""
    one, others = scene.all_of(a), scene.all_of(b)
    if len(one) != 1 or one[0] in others or len(others) < (2 if relation == "in line with" else 1):
        return None
    if relation != "in line with" and len(others) > 1:
        # They need not be in such a line themselves yet.
        return Reading(
            complete=True, wishes=(Line((*(o.name for o in others), one[0].name), relation),)
        )
    first, *more = (o.name for o in others)
    return Reading((Fact(relation, one[0].name, first, more=tuple(more)),), True)
