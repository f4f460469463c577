"""What is meant on one table, and what "one" and "it" stand for."""

from __future__ import annotations

import re

from agent.errors import UsageError
from agent.kinds import ROOMY, is_hollow
from agent.pointing.turns import COLOR, NOUN
from agent.references import ground, parse
from agent.references.eyes import Eyes
from agent.references.tree import Related
from agent.references.words import (
    NUMBERS,
    VAGUE,
    nouns,
)
from agent.robot import Workspace
from agent.spatial import DIRECTIONS
from agent.types import ObjectState, Observation

SET = re.compile(
    rf"\b(?:{'|'.join(NUMBERS)}|both|these|those|of the)"
    rf"(?: (?:of )?(?:the|these|those|my))? (?P<what>(?:(?:{COLOR}) )?(?:{NOUN}))(?:e?s)\b"
)
REFUSED = re.compile(rf"\bnot the (?:\w+ )?(?P<noun>(?:(?:{COLOR}) )?(?:{NOUN}))\b[^.;!?]*$")
"""What is not meant, but another of its kind."""
NAMES = re.compile(rf"\b(?:(?:{COLOR}) )?(?P<noun>{NOUN})s?\b")
SPOTS = re.compile(
    r"\b(?:corners?|sides?|edges?|ends?|rows?|piles?|towers?|stacks?|lines?|spots?)\b"
)
STRAIGHT = 0.4
"""What is farther off the line, for its distance, is not plainly behind or left of a thing."""


class Table:
    """Names what descriptions mean on one table."""

    def __init__(self, observation: Observation, workspace: Workspace) -> None:
        self.seen, self.workspace = observation, workspace
        self.roomy = {o.name for o in observation.objects if o.kind in ROOMY}
        loose = {o.kind for o in observation.objects if not is_hollow(o)}
        self.kind = loose.pop() if len(loose) == 1 else ""
        hollow = {o.kind for o in observation.objects if is_hollow(o)}
        self.hollow = hollow.pop() if len(hollow) == 1 else ""

    def meant(self, phrase: str, last: str | None = None) -> str:
        """Return the name of the one thing that a phrase means, or nothing."""
        try:
            names = ground(parse(phrase, self.seen), self.seen, self.workspace, last)
        except UsageError:
            return self.straight(phrase)
        return names[0] if len(names) == 1 else ""

    def straight(self, phrase: str) -> str:
        """Return which of several things behind another, or left of it, is so most plainly."""
        try:
            told = parse(phrase, self.seen)
            if not (isinstance(told, Related) and told.relation in DIRECTIONS):
                return ""
            found = Eyes(self.seen, self.workspace).among(told)
            at = Eyes(self.seen, self.workspace).point(told.target)
        except UsageError:
            return ""
        wx, wy = DIRECTIONS[told.relation]

        def off(o: ObjectState) -> float:
            dx, dy = o.position[0] - at[0], o.position[1] - at[1]
            return abs(dx * wy - dy * wx) / max(dx * wx + dy * wy, 0.01)

        ranked = sorted(found, key=off)
        plain = (
            ranked
            and off(ranked[0]) < STRAIGHT
            and (len(ranked) == 1 or off(ranked[1]) > off(ranked[0]) + STRAIGHT / 2)
        )
        return ranked[0].name if plain else ""

    def noun(self, what: str) -> str:
        """Return a noun for what was called "one"."""
        if what and not re.search(r"\b(?:one|thing|object|item|something|guy)$", what):
            return what
        color = what.rpartition(" ")[0]
        return f"{color} {self.kind}".strip() if self.kind else ""

    def antecedent(self, before: str) -> str:
        """Return what the next "one" is, by what was named before it."""
        spots = [m.end() for m in SPOTS.finditer(before)]
        if spots and all(m["noun"] in VAGUE for m in NAMES.finditer(before[spots[-1] :])):
            return ""
        if re.search(r"\b(?:in|into|inside)$", before.rstrip()):
            named = [m["noun"] for m in NAMES.finditer(before)]
            kinds = [n for n in named if self.is_hollow(n)]
            return kinds[-1] if kinds else self.hollow
        if m := REFUSED.search(before):
            return m["noun"] if m["noun"] != "one" else self.kind
        if sets := list(SET.finditer(before)):
            return self.noun(sets[-1]["what"])
        free = re.sub(
            rf"\b(?:in|into|inside|of) (?:the |that |this )?(?:\w+ )?(?:{NOUN})\b", "", before
        )
        named = [m["noun"] for m in NAMES.finditer(free) if not self.is_hollow(m["noun"])]
        named = [n for n in named if n not in ("one", "thing", "something")]
        if self.kind:
            return self.kind
        of = [o for o in self.seen.objects if named and o.kind == self.kind_of(named[-1])]
        return named[-1] if len(of) > 1 else ""  # of one alone none is picked

    def is_hollow(self, noun: str) -> bool:
        """Tell whether a noun names what things go in."""
        kinds = {o.kind for o in self.seen.objects if is_hollow(o)}
        return noun in kinds or (noun in ("dish", "bowl", "tray", "tub") and bool(kinds))

    def kind_of(self, noun: str) -> str:
        """Return the kind that a noun means here."""
        return nouns(self.seen.objects).get(noun, "")

    def beside(self, name: str, way: str, several: bool) -> tuple[str, ...]:
        """Return the names of what can be taken and stands next to a thing."""
        of = f"{self.kind or 'thing'}{'s' if several else ''}"
        phrase = f"all {of} next to the {name}" if several else f"{of} closest to the {name}"
        if way:
            phrase = f"{of} just to the {way} of the {name}"
        try:
            return tuple(ground(parse(phrase, self.seen), self.seen, self.workspace))
        except UsageError:
            return ()

    def last(self, before: str) -> str:
        """Return the thing that was named last."""
        found = [(before.rfind(o.name), o.name) for o in self.seen.objects]
        at, name = max(found, default=(-1, ""))
        return name if at >= 0 else ""

    def all_of(self, phrase: str, number: int) -> tuple[str, ...]:
        """Return the things that a plural means, if there are so many."""
        try:
            names = ground(parse(phrase, self.seen), self.seen, self.workspace)
        except UsageError:
            return ()
        return names if len(names) == number else ()
