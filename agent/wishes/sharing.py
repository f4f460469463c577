"""Things shared out: one for each bowl, or the same number for all."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from agent.kinds import has_flat_top, is_hollow
from agent.references.words import NUMBERS
from agent.robot import Workspace
from agent.spatial import holds
from agent.types import Fact, ObjectState, Observation
from agent.wishes.base import Reading, Scene
from agent.wishes.colors import plural
from agent.wishes.courtesies import any_of
from agent.wishes.speech import GATHER, LESS, WANT

FAIRLY = any_of(
    """evenly|equally|fairly|fair and square|in equal parts|in equal numbers|so that (?:each|every
    |all|both)[a-z ]* (?:the same number|as many)[a-z ]*|the same number (?:in|to|for) each(?: one)?
    |half and half|up|out|out evenly|out equally|out fairly|out fair and square"""
)
N = f"(?P<n>{'|'.join(NUMBERS)}|a|an)"
EACH = "(?:each|every)(?: one)?(?: of the| single)?"
ONLY = "(?:exactly |just |only )?"
GETS = (
    "(?:should |must |shall |has to |needs to |is to )?(?:gets?|ha(?:ve|s)|holds?|contains?|needs?)"
)
START = rf"(?:(?:{GATHER}|{WANT}) )?{ONLY}{N} (?P<a>[a-z ]+?)"
TO = "(?P<to>in|into|inside|for|to|on top of|on|next to|beside|near|by)"
AS = r"(?: (?P<as>as a (?:hat|lid|cap|roof)|on top|next to (?:it|them)|beside (?:it|them)|in it))?"
EACH_GETS = tuple(
    re.compile(form)
    for form in (
        rf"(?:{EACH}|both) (?P<b>[a-z ]+?) {GETS} {ONLY}{N} (?P<a>[a-z ]+?){AS}",
        rf"give (?:{EACH}|both)(?: of the| of)? (?P<b>[a-z ]+?) {ONLY}{N} (?P<a>[a-z ]+?){AS}",
        rf"{START} (?:each )?{TO} (?:{EACH}|both)(?: of)?(?: the)? (?P<b>[a-z ]+?)",
        rf"{START} per (?P<b>[a-z ]+?)",
    )
)
VERBS = f"share|split|divide|distribute|spread|deal|{GATHER}"
SPLIT = re.compile(r"(?:share|split|divide|distribute|spread|deal)\b")
OVER = "(?:between|among|amongst|over|across|on|in|into|to)"
SHARED = re.compile(
    rf"(?:{VERBS}) (?P<a>[a-z ]+?) ?(?:(?:{FAIRLY}),? )*{OVER} (?P<b>[a-z ]+?),?(?: (?:{FAIRLY}))*"
)
EVEN = re.compile(rf"\b(?:{FAIRLY})\b")


@dataclass(frozen=True, slots=True)
class Shares:
    """So many of some things in, on or near each of several others, whichever they are."""

    members: tuple[str, ...]
    targets: tuple[str, ...]
    number: int
    relation: str = "in"

    def open(self, observation: Observation, workspace: Workspace) -> tuple[Fact, ...]:
        """Return what goes where: the nearest of those that are too many, or in none of them."""
        there = {t: self.inside(t, observation, workspace) for t in self.targets}
        kept = {name for names in there.values() for name in names[: self.number]}
        free = [name for name in self.members if name not in kept]
        facts = []
        for target, names in there.items():
            for _ in range(self.number - len(names)):
                if free:
                    free.sort(key=lambda n: distance(n, target, observation))
                    facts.append(Fact(self.relation, free.pop(0), target))
        return tuple(sorted(facts, key=lambda f: f.subject != observation.holding))

    def inside(self, target: str, observation: Observation, workspace: Workspace) -> list[str]:
        """Return which of the things are in one of the others."""
        facts = {name: Fact(self.relation, name, target) for name in self.members}
        return [n for n, f in facts.items() if holds(f, observation, workspace)]


def distance(name: str, target: str, observation: Observation) -> float:
    """Return how far (m) two things are apart; what is in the hand is nowhere nearer."""
    a, b = observation.find(name), observation.find(target)
    if a is None or b is None or name == observation.holding:
        return 0.0
    return math.dist(a.position[:2], b.position[:2])


def read(text: str, scene: Scene) -> Reading | None:
    """Read a wish that several things get so many of others each."""
    for form in EACH_GETS:
        if (m := form.fullmatch(text)) and " and " not in m["a"]:
            number = 1 if m["n"] in ("a", "an") else NUMBERS[m["n"]]
            members, targets = every(m["a"], scene), every(m["b"], scene)
            groups = m.groupdict()
            return shared(members, targets, number, groups.get("to") or groups.get("as") or "")
    m = SHARED.fullmatch(text)
    even = EVEN.search(text)
    if m is None or even is None:
        return None
    if even[0] in ("up", "out") and not SPLIT.match(text):  # "put them out in the bowls"
        return None
    members, targets = scene.all_of(m["a"]), every(m["b"], scene)
    number, left = divmod(len(members), max(1, len(targets)))
    return None if left else shared(members, targets, number, "in")


def every(phrase: str, scene: Scene) -> tuple[ObjectState, ...]:
    """Return all things of a kind that a phrase names, be it in the singular or the plural."""
    if LESS.search(phrase):
        return ()
    noun = re.sub(r"^(?:both of the|both|all the|all of the|all|the|two|three) ", "", phrase)
    return scene.all_of(f"all {plural(noun)}")


def shared(
    members: Sequence[ObjectState], targets: Sequence[ObjectState], number: int, where: str
) -> Reading | None:
    """Return the wish, where there are enough things and all they go to can have them."""
    if len(targets) < 2 or not number or len(members) < number * len(targets):
        return None
    relation = relation_of(where, targets)
    if not relation or (relation == "on" and number > 1) or set(members) & set(targets):
        return None
    which, to = (tuple(o.name for o in some) for some in (members, targets))
    return Reading(complete=True, wishes=(Shares(which, to, number, relation),))


def relation_of(where: str, targets: Sequence[ObjectState]) -> str:
    """Return in which relation things go to others, by what is said and what those are."""
    if re.match("next to|beside|near|by", where):
        return "near"
    lid = re.match("as a|on top", where)
    if all(map(is_hollow, targets)) and not lid:
        return "in"
    on = (lid or re.match("on|for|$", where)) and all(map(has_flat_top, targets))
    return "on" if on else ""
