"""Numbers: "two blocks in the red bowl", whichever they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from agent.kinds import is_hollow
from agent.phrases import Unclear, place_name
from agent.references.words import COLORS, NOUNS, NUMBERS
from agent.robot import Workspace
from agent.spatial import holds
from agent.types import Fact, Observation
from agent.wishes.base import Reading, Scene, aside
from agent.wishes.colors import plural
from agent.wishes.speech import LESS, PUT, UNIT, WANT, bare

RELATIONS = (("in", "into|inside|in"), ("on", "on top of|onto|on"), ("at", "at|to"))
THING = rf"(?:(?:{'|'.join(COLORS)}) )?(?:{'|'.join(NOUNS)})"
WORDS = {**NUMBERS, "a pair": 2}
HALF = "half"
COUNT = re.compile(
    rf"(?P<how>exactly |just |only |any |at least )?(?P<n>{'|'.join(WORDS)}|{HALF})"
    r"(?: of)?(?: (?:the|these|those|my))? (?P<set>.+)"
)
BEGINS = re.compile(rf"(?:{PUT}|{WANT}|exactly|at least|{HALF}|{'|'.join(NUMBERS)})\b")
SOMETHING = re.compile(rf"\bsomething (?P<c>{'|'.join(COLORS)})\b(?! or)")
WHICHEVER = re.compile(
    rf"\b(?:an? (?:{THING}), )?any (?P<what>{THING})(?: at all| will do)?\b,?(?! of)"
)
"""What may be any one of several."""
SPOKEN = re.compile(rf"\b(?P<n>{'|'.join(NUMBERS)}) (?:of the )?(?P<set>{THING}(?:s|es))\b")
NAMES = {n: word for word, n in NUMBERS.items() if not word.isdigit()}


@dataclass(frozen=True, slots=True)
class Count:
    """So many of some things in a relation to a target; with `exact` no more than that."""

    members: tuple[str, ...]
    number: int
    relation: str
    target: str
    exact: bool = True

    def open(self, observation: Observation, workspace: Workspace) -> tuple[Fact, ...]:
        """Return which others go there, or which leave where there are too many."""
        facts = {n: Fact(self.relation, n, self.target) for n in self.members}
        there = [n for n, f in facts.items() if holds(f, observation, workspace)]
        if len(there) >= self.number:
            extra = there[self.number :] if self.exact else []
            return tuple(aside(n, observation, workspace, self.target) for n in extra)
        rest = [n for n in self.members if n not in there]
        rest.sort(key=lambda n: n != observation.holding)
        return tuple(facts[n] for n in rest[: self.number - len(there)])


def read(text: str, scene: Scene) -> Reading | None:
    """Read a wish for a number of things somewhere."""
    if not BEGINS.match(text) or re.match(r"(?:stack|leave)\b", text):
        return None
    text = SOMETHING.sub(r"one \g<c> thing", WHICHEVER.sub(r"one \g<what>", text))
    found = [r for a, relation, b in splits(text) if (r := counted(a, relation, b, scene))]
    return found[0] if len(found) == 1 else None


def splits(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield each way to read a text as things, a relation and a target."""
    if UNIT in text:
        things, where = text.split(UNIT, 1)
        text = f"{things}{UNIT}{where}"
    for relation, words in RELATIONS:
        for m in re.finditer(rf"{re.escape(UNIT) if UNIT in text else ''} (?:{words}) ", text):
            yield bare(text[: m.start()]), relation, text[m.end() :]


def counted(a: str, relation: str, b: str, scene: Scene) -> Reading | None:
    """Read a number of things in a relation to one target."""
    m = COUNT.fullmatch(a)
    if m is None or LESS.search(b):
        return None
    # "Two blocks and the cup" are not two of all these.
    if re.search(rf"\band (?:the|an?|my|{'|'.join(NUMBERS)})\b", m["set"]):
        return None
    if m["n"] == "one" and LESS.search(m["set"]):
        return None
    number = WORDS.get(m["n"], 0)
    members = scene.all_of(f"all {plural(m['set'])}" if number == 1 else f"all {m['set']}")
    place = place_name(b)
    if place and relation in ("in", "on", "at"):
        relation, target = "at", place
    else:
        one = scene.all_of(b, "bowl" if relation == "in" else None)
        if len(one) != 1 or (relation == "at" and not is_hollow(one[0])):
            return None
        relation, target = "in" if is_hollow(one[0]) else "on", one[0].name
        members = tuple(o for o in members if o.name != target)
    names = tuple(o.name for o in members)
    if m["n"] == HALF:
        number = 0 if len(names) % 2 else len(names) // 2
    if not number:
        return None
    already = sum(scene.holds(Fact(relation, n, target)) for n in names)
    if len(names) < number or already > number or (relation == "on" and number > 1):
        return None
    exact = m["how"] != "at least "
    return Reading(complete=True, wishes=(Count(names, number, relation, target, exact),))


def too_many(text: str, scene: Scene) -> str | Unclear:
    """Return why a number of things cannot be had: there are not so many, or none."""
    for m in SPOKEN.finditer(text):
        found = scene.named(m["set"])
        if not isinstance(found, list) or len(found) >= NUMBERS[m["n"]]:
            continue
        if not found:
            return Unclear(m["set"])
        only = NAMES[len(found)]
        noun = m["set"] if len(found) > 1 else single(m["set"])
        return f"there {'is' if len(found) == 1 else 'are'} only {only} {noun}"
    return ""


def single(phrase: str) -> str:
    """Return a noun phrase with its last word in the singular."""
    return phrase.removesuffix("es") if phrase.endswith("xes") else phrase.removesuffix("s")
