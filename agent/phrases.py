"""Noun phrases and place names of a goal, looked up in what is seen."""

from __future__ import annotations

import re
from dataclasses import dataclass

from agent.references import GroundingError, ReferenceError_, ground, parse
from agent.references.tree import All, Count, CountParity
from agent.references.words import COLORS, NOUNS, VAGUE, VOCABULARY, nouns
from agent.robot import Workspace
from agent.spatial import PLACES
from agent.types import Observation

SEVERAL = r"all of the|all the|all|every|each|both(?: of)?(?: the)?"
KNOWN = {
    *COLORS,
    *NOUNS,
    *(n + ("es" if n.endswith("x") else "s") for n in NOUNS),
    *"it everything table one other same back".split(),
} - {"can"}
"""Words of which a goal must have one, or a verb, to make sense at all."""

UNPROVEN = VOCABULARY | set(
    "all other one ones same first second third last left right top bottom nearest closest "
    "farthest rest whole things thing object objects leftmost rightmost small big table two three "
    "item items robot arm colours colors square round reddish bluish greenish pair it them".split()
)
"""Words that may stand before what is meant, and so prove nothing missing."""

NOUN_PHRASE = re.compile(
    rf"(?P<several>{SEVERAL})?\s*(?:the |an? )?(?P<other>other )?"
    rf"(?:(?P<color>{'|'.join(COLORS)})(?: |$))?(?P<noun>[a-z]+?)?(?P<s>s)?"
)


@dataclass(frozen=True, slots=True)
class Unclear:
    """A phrase that means no one thing here; without candidates, what it names is not seen."""

    phrase: str
    candidates: tuple[str, ...] = ()


def things(
    phrase: str,
    observation: Observation,
    last: str | None = None,
    kind: str | None = None,
    workspace: Workspace | None = None,
) -> list[str] | Unclear | None:
    """Return the names that a noun phrase means, or None when it is no such phrase.

    Args:
        phrase: `it`, `the red one`, `both cubes`, `the second block from the left`.
        observation: what is seen.
        last: what was spoken of last.
        kind: what a vague word such as `one` stands for, if that is known.
        workspace: where the named places are; the usual table without one.
    """
    phrase = phrase.strip()
    if " and " in phrase:
        whole = described(phrase, observation, last, kind, workspace)
        return whole or each(phrase, observation, last, kind, workspace)
    if phrase in ("it", "that one", "that", "this", "the same one"):
        return [last] if last else None
    if phrase in ("everything", "all of them", "them all"):
        return [o.name for o in observation.objects if o.kind == "block"]
    m = NOUN_PHRASE.fullmatch(phrase)
    noun = m["noun"] if m else None
    if m is None or not (noun or m["color"]) or (noun and noun not in NOUNS and noun not in VAGUE):
        return described(phrase, observation, last, kind, workspace)
    color = {"grey": "gray"}.get(m["color"], m["color"])
    kind = nouns(observation.objects).get(noun or "", kind)
    found = tuple(
        o.name
        for o in observation.objects
        if color in (None, o.color)
        and kind in (None, o.kind)
        and not (m["other"] and o.name == last)
    )
    if m["s"] or m["several"]:
        return list(found)
    return list(found) if len(found) == 1 else Unclear(phrase.removeprefix("the "), found)


def each(
    phrase: str,
    observation: Observation,
    last: str | None,
    kind: str | None,
    workspace: Workspace | None,
) -> list[str] | Unclear | None:
    """Return the names that the phrases joined by "and" mean."""
    parts = re.sub(r"^both ", "", phrase).split(" and ")
    read = [things(part, observation, last, kind, workspace) for part in parts]
    unclear = next((found for found in read if isinstance(found, Unclear)), None)
    if unclear or None in read:
        return unclear
    return [name for found in read if isinstance(found, list) for name in found]


def described(
    phrase: str,
    observation: Observation,
    last: str | None,
    kind: str | None,
    workspace: Workspace | None,
) -> list[str] | Unclear | None:
    """Return the names that a reference such as "leftmost block" means here."""
    try:
        reference = parse(phrase, observation, kind)
    except ReferenceError_:
        return None
    if isinstance(reference, Count | CountParity):
        return None
    try:
        found = list(ground(reference, observation, workspace or Workspace(), last))
    except GroundingError as error:
        # As it was said, so that an answer can take its place in the goal.
        whole = error.phrase == str(reference)
        return Unclear(phrase.removeprefix("the ") if whole else error.phrase, error.candidates)
    # All of none is no wish that a measurement could prove.
    return found or (Unclear(str(reference.of)) if isinstance(reference, All) else None)


def place_name(phrase: str) -> str | None:
    """Return the named place that a phrase means, if it means one."""
    phrase = re.sub(r"^the ", "", phrase.strip())
    phrase = re.sub(r" (?:of|on) the (?:table|workspace)$", "", phrase)
    phrase = re.sub(r"\bcent(?:er|re)\b", "middle", phrase).replace("upper", "top")
    phrase = phrase.replace("lower", "bottom").replace("edge", "side")
    if phrase in PLACES:
        return phrase
    return f"{phrase} side" if f"{phrase} side" in PLACES else None


def unseen(text: str, verbs: str, observation: Observation) -> list[Unclear]:
    """Return the coloured things, and the objects of verbs, that a text names and nobody sees."""
    missing = []
    for color, noun in re.findall(rf"\b({'|'.join(COLORS)}) ({'|'.join(NOUNS)})\b", text):
        name = f"{color} {noun}"
        if things(name, observation) == Unclear(name):
            missing.append(Unclear(name))
    for phrase in re.findall(rf"\b(?:{verbs})(?: up)? (?:the|an?) ([a-z]+(?: [a-z]+)?)\b", text):
        first = phrase.split()[0]
        if not KNOWN & set(phrase.split()) and first not in UNPROVEN:
            missing.append(Unclear(first))
    return missing
