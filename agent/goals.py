"""Read a goal as measurable facts, with a small grammar and without the planner.

The planner never sees the reading. It serves two ends: telling a person at once that a
goal names what is not there, and measuring a claim of success. A goal that the grammar
cannot read in full may still be carried out; it then ends *unverified*.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agent.robot import Workspace
from agent.spatial import PLACES, holds
from agent.types import Fact, Observation, Verification

COLORS = tuple("blue red green orange yellow purple pink cyan brown gray grey white black".split())
KINDS = {
    "block": "block cube brick box", "bowl": "bowl dish container receptacle",
}  # fmt: skip
NOUNS = {word: kind for kind, words in KINDS.items() for word in words.split()}
VERBS = [
    "put",
    "place",
    "move",
    "stack",
    "set",
    "drop",
    "bring",
    "lay",
    "pick",
    "take",
    "grab",
    "lift",
    "hold",
    "push",
    "get",
]
ALL = r"(?:all of the|all the|all|every|each|both|the)"
POLITE = r"^(?:please|now|robot|could you|can you|would you|i want you to|then|and|,|\s)+"

RELATIONS: tuple[tuple[str, str], ...] = (
    ("left of", r"(?:to |on )?(?:the )?left (?:side )?of"),
    ("right of", r"(?:to |on )?(?:the )?right (?:side )?of"),
    ("in front of", r"in front of"),
    ("behind", r"behind"),
    ("near", r"near|next to|beside|close to"),
    ("on", r"on top of|onto|on|atop"),
    ("in", r"into|inside|in"),
    ("at", r"at|to"),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a goal wants, as far as it could be read.

    `complete` tells whether every part was read; `missing` are things that it names and
    that are not seen; `understood` is false when no word of it is known.
    """

    facts: tuple[Fact, ...] = ()
    complete: bool = False
    missing: tuple[str, ...] = ()
    understood: bool = True


def read_goal(text: str, observation: Observation, last: str | None = None) -> Reading:
    """Read a goal against what is seen; `last` is what "it" means at the start."""
    words = re.findall(r"[a-z]+", text.lower())
    known = {*COLORS, *NOUNS, *(n + "s" for n in NOUNS), *VERBS, "it", "everything", "table"}
    if not known & set(words):
        return Reading(understood=False)
    facts: list[Fact] = []
    complete = True
    missing = list(missing_things(text.lower(), observation))
    for clause in clauses(text):
        found = read_clause(clause, observation, last)
        complete = complete and bool(found)
        facts = [f for f in facts if f.subject not in {g.subject for g in found}] + found
        last = found[-1].subject if found else last
    return Reading(tuple(facts), complete and not missing, tuple(missing))


def clauses(text: str) -> list[str]:
    """Split a goal where a new verb starts, and join "pick up X and place it" to one."""
    text = re.sub(r"[.!?]+\s*$", "", text.strip().lower())
    verbs = "|".join(VERBS)
    text = re.sub(
        r"(?:pick up|pick|take|grab|lift|get) ([a-z ]+?),? (?:and )?(?:then )?"
        r"(?:put|place|set|drop|lay|move) it\b",
        r"put \1",
        text,
    )
    joint = r"(?:,|;|\.|\band\b|\bthen\b)+\s*(?:and |then |after that |finally )*"
    # A joint parts clauses where a verb follows, perhaps after a polite word.
    verb_next = rf"(?={POLITE[1:]}?(?:{verbs})\b)"
    parts = re.split(rf"{joint}{verb_next}|;|\.|, then|\band then\b", text)
    return [re.sub(POLITE, "", p).strip(" ,") for p in parts if p.strip(" ,")]


def read_clause(clause: str, observation: Observation, last: str | None) -> list[Fact]:
    """Read one `verb thing relation thing`; empty when it does not fit."""
    held = re.fullmatch(r"(?:pick up|pick|grab|lift|take|hold) (?P<a>.+)", clause)
    placed = re.fullmatch(r"(?:put|place|move|stack|set|drop|bring|lay|get) (?P<rest>.+)", clause)
    if held:
        subjects = things(held["a"], observation, last)
        return [Fact("held", s, "hand") for s in subjects] if len(subjects) == 1 else []
    if not placed:
        return []
    for relation, pattern in RELATIONS:
        for m in re.finditer(rf"^(?P<a>.+?) (?:{pattern}) (?P<b>.+)$", placed["rest"]):
            facts = relate(relation, m["a"], m["b"], observation, last)
            if facts:
                return facts
    return []


def relate(relation: str, a: str, b: str, observation: Observation, last: str | None) -> list[Fact]:
    """Return the facts of `a relation b`, when both sides name something."""
    subjects = things(a, observation, last)
    place = place_name(b)
    if place and relation in ("in", "on", "at"):
        return [Fact("at", s, place) for s in subjects]
    targets = things(b, observation, last)
    if len(targets) != 1 or not subjects or targets[0] in subjects:
        return []
    target = observation.find(targets[0])
    if relation == "at":
        return []
    if target is not None and relation in ("in", "on"):
        relation = "in" if target.kind == "bowl" else "on"
    return [Fact(relation, s, targets[0]) for s in subjects]


def things(phrase: str, observation: Observation, last: str | None) -> list[str]:
    """Return the names that a noun phrase means: one, several for "all", or none."""
    phrase = phrase.strip()
    if phrase in ("it", "that one", "that"):
        return [last] if last else []
    m = re.fullmatch(
        rf"(?:{ALL} |an? )?(?:(?P<color>{'|'.join(COLORS)}) )?(?P<noun>[a-z]+?)(?P<s>e?s)?", phrase
    )
    noun = m["noun"] if m else ""
    if m is None or (noun not in NOUNS and noun not in ("one", "thing", "object")):
        return []
    color = {"grey": "gray"}.get(m["color"], m["color"])
    found = [
        o.name
        for o in observation.objects
        if (color is None or o.color == color) and NOUNS.get(noun, o.kind) == o.kind
    ]
    if m["s"] or re.match(r"all|every|each|both", phrase):
        return found
    return found if len(found) == 1 else []


def place_name(phrase: str) -> str | None:
    """Return the named place that a phrase means, if it means one."""
    phrase = re.sub(r"^the ", "", phrase.strip())
    phrase = re.sub(r" (?:of|on) the (?:table|workspace)$", "", phrase)
    phrase = {"center": "middle", "centre": "middle"}.get(phrase, phrase)
    if phrase in PLACES:
        return phrase
    return f"{phrase} side" if f"{phrase} side" in PLACES else None


def missing_things(text: str, observation: Observation) -> list[str]:
    """Return the coloured things, and the objects of verbs, that are not seen."""
    kinds = "|".join(NOUNS)
    missing = []
    for color, noun in re.findall(rf"\b({'|'.join(COLORS)}) ({kinds})\b", text):
        if not things(f"{color} {noun}", observation, None):
            missing.append(f"{color} {noun}")
    verbs = "|".join(VERBS)
    known = {*NOUNS, *(n + "s" for n in NOUNS), *COLORS}
    for phrase in re.findall(rf"\b(?:{verbs})(?: up)? (?:the|an?) ([a-z]+(?: [a-z]+)?)\b", text):
        first = phrase.split()[0]
        if not known & set(phrase.split()) and first.isalpha() and first not in GENERAL:
            missing.append(first)
    return missing


GENERAL = frozenset(
    [
        "all",
        "other",
        "one",
        "ones",
        "same",
        "first",
        "second",
        "third",
        "last",
        "left",
        "right",
        "top",
        "bottom",
        "nearest",
        "closest",
        "farthest",
        "rest",
        "whole",
        "things",
        "thing",
        "object",
        "objects",
        "leftmost",
        "rightmost",
        "small",
        "big",
        "table",
        "two",
        "three",
        "item",
        "items",
        "robot",
        "arm",
        "colours",
        "colors",
        "square",
        "round",
        "reddish",
        "bluish",
        "greenish",
        "pair",
    ]
)
"""Words that may stand before what is meant, and so prove nothing missing."""


def verify(
    reading: Reading, observation: Observation, workspace: Workspace
) -> tuple[Verification, str]:
    """Compare a reading with a fresh look; say in words what was found."""
    wrong, unseen = [], []
    for fact in reading.facts:
        if fact.relation == "held":
            truth: bool | None = observation.holding == fact.subject
        else:
            truth = holds(fact, observation, workspace)
        if truth is None:
            unseen.append(f"{fact.subject} is not to be seen")
        elif not truth:
            wrong.append(f"{fact.subject} is not {fact.relation} {fact.target}")
    if wrong:
        return "contradicted", ", ".join(wrong)
    if unseen or not reading.complete:
        return "unverified", ", ".join(unseen) or "part of the goal cannot be measured"
    return "verified", ", ".join(str(f) for f in reading.facts)


def last_subject(facts: Sequence[Fact]) -> str | None:
    """Return what was spoken of last, which is what "it" means next."""
    return facts[-1].subject if facts else None
