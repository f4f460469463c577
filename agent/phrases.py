"""Noun phrases and place names of a goal, looked up in what is seen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agent.kinds import ROUND
from agent.references import GroundingError, ReferenceError_, ground, parse
from agent.references.tree import All, Count, CountParity
from agent.references.words import (
    COLORS,
    EXCEPT,
    NOUNS,
    NUMBERS,
    VAGUE,
    VOCABULARY,
    WHATEVER,
    nouns,
)
from agent.robot import Workspace
from agent.spatial import FIXED, PLACES, loose
from agent.types import Observation

THINGS = ("thing", "object", "item")
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
    "item items robot arm colours colors square round pair couple few handful number lot bit pile "
    "line row tower stack it them others".split()
)
"""Words that may stand before what is meant, and so prove nothing missing."""

LIGHT = set("look grip hold moment second minute break seat place spot step good while bit".split())
"""What is taken without there being such a thing: "take a look"."""

NOUN_PHRASE = re.compile(
    rf"(?P<several>{SEVERAL})?\s*(?:the |an? )?(?P<other>other )?"
    rf"(?:(?P<color>{'|'.join(COLORS)})(?: |$))?(?P<noun>[a-z]+?)?(?P<s>s)?"
)


BARE = re.compile(rf"(?:all )?(?:the )?(?:{'|'.join(COLORS)})")
"""A colour of which a noun behind it says what it is said of."""
BARE_ONE = re.compile(rf"(?:the )?(?:{'|'.join(COLORS)})(?: one)?")
REST = re.compile(
    r"(?:all )?(?:of )?(?:the )?(?:others|rest|remaining ones|other ones)(?: of the (\w+))?"
    r"|(?:all )?(?:of )?(?:the )?(?:other|remaining) (\w+s)|every other (\w+)"
)
"""What is beside that which was spoken of."""

ASIDE = re.compile(
    r"\b(?:(?:i|we|he|she|they)(?:'ll|'d|'ve| (?:will|would|want to|have to|need to|can|could"
    r"|already|have))+|(?:do|does|did|can|could|will|would|should)(?:n't| not)|like"
    r"|so (?:that )?(?:i|we|it))"
    r" (?!you|some|like|love|rather|prefer|need|want|appreciate|be\b|i\b)[^,.;!?]*"
)
"""What somebody else does, or what is like it: no wish, whatever it names."""


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
    meant = meaning(phrase, observation, last, kind, workspace)
    lacks = kind and isinstance(meant, Unclear) and not meant.candidates
    if lacks and BARE_ONE.fullmatch(phrase.strip()):
        # "The red one" may be a can, where no block is red.
        other = meaning(phrase, observation, last, None, workspace)
        return other if isinstance(other, list) and len(other) == 1 else meant
    return meant


def meaning(
    phrase: str,
    observation: Observation,
    last: str | None,
    kind: str | None,
    workspace: Workspace | None,
) -> list[str] | Unclear | None:
    """Return what `things` does, "one" being of just that kind."""
    said, phrase = phrase, plain(phrase, observation)
    if phrase != said.strip():
        meant = things(phrase, observation, last, kind, workspace)
        # As it was said, so that an answer can take its place in the goal.
        if isinstance(meant, Unclear) and meant.phrase not in said:
            return Unclear(said.strip().removeprefix("the "), meant.candidates)
        return meant
    if re.match(r"(?:not|non)\b", phrase) or re.search(r"\b(?:each other|one another)\b", phrase):
        return None
    if counted := re.fullmatch(
        rf"(?:all |all of |all the |the )+(?!one )({'|'.join(NUMBERS)}) (.+)", phrase
    ):
        first = described(phrase, observation, last, kind, workspace)
        if isinstance(first, list):
            return first
        return so_many(counted[1], counted[2], phrase, observation, kind)
    if left := left_out(phrase, observation, last, kind, workspace):
        return left
    if " and " in phrase or ", " in phrase:
        whole = described(phrase, observation, last, kind, workspace)
        return whole or each(phrase, observation, last, kind, workspace)
    if phrase in ("it", "that one", "that", "this", "the same one"):
        return [last] if last else None
    if phrase in ("everything", "all of them", "them all"):
        return everything(observation)
    m = NOUN_PHRASE.fullmatch(phrase)
    noun = m["noun"] if m else None
    if m is None or not (noun or m["color"]) or (noun and noun not in NOUNS and noun not in VAGUE):
        return described(phrase, observation, last, kind, workspace)
    color = {"grey": "gray"}.get(m["color"], m["color"])
    several = m["s"] or m["several"]
    kind = None if several and noun in THINGS else nouns(observation.objects).get(noun or "", kind)
    found = tuple(
        o.name
        for o in observation.objects
        if color in (None, o.color)
        and (o.kind == kind if kind else o.kind not in FIXED)
        and not (m["other"] and o.name == last)
    )
    if m["several"] and m["several"].startswith("both") and len(found) != 2:
        return Unclear(phrase, found)
    if several:
        return list(found)
    return list(found) if len(found) == 1 else Unclear(phrase.removeprefix("the "), found)


def plain(phrase: str, observation: Observation) -> str:
    """Return a noun phrase in the words that the rest of this file knows."""
    phrase = re.sub(r" (?:that are )?(?:on|from) the table$| there are$", "", phrase.strip(" ,"))
    phrase = re.sub(r"^any (?=\w+s\b)", "all ", phrase)
    phrase = re.sub(r"^(?:those|these) (?=\w)", "the ", phrase)
    colors = "|".join(COLORS)
    phrase = re.sub(
        r"^(?:all |every bit of )?(?:of )?(?:the |that )?((?:\w+ )?)stuff$", r"all \1things", phrase
    )
    phrase = re.sub(
        rf"^(?:everything|all things|anything) (?:that is |that's )not ({colors})$",
        r"all things except the \1 ones",
        phrase,
    )
    phrase = re.sub(rf"^everything(?: that is| that's)? ({colors})\b", r"all \1 things", phrase)
    phrase = re.sub(rf"^(?:all|everything),? (?=(?:{'|'.join(EXCEPT)})\b)", "all things ", phrase)
    kinds = {o.kind for o in observation.objects if o.kind not in FIXED}
    for word, fits in (("square", not_round), ("round", is_round_kind)):
        one = [k for k in kinds if fits(k)]
        if len(one) == 1:
            phrase = re.sub(rf"\b{word} (?:object|thing|item)\b", one[0], phrase)
    return phrase


def is_round_kind(kind: str) -> bool:
    """Tell whether things of a kind are round."""
    return kind in ROUND


def not_round(kind: str) -> bool:
    """Tell whether things of a kind have corners."""
    return kind not in ROUND


def everything(observation: Observation) -> list[str] | None:
    """Return all that is to be moved: where not only bowls stand beside it, that is not clear."""
    takeable = loose(observation)
    return [o.name for o in takeable] if len({o.kind for o in takeable}) == 1 else None


def so_many(
    number: str, phrase: str, whole: str, observation: Observation, kind: str | None
) -> list[str] | Unclear | None:
    """Return what "all three blocks" are, if there are so many."""
    found = things(f"all {phrase}", observation, None, kind)
    if not isinstance(found, list) or len(found) == NUMBERS[number]:
        return found
    return Unclear(whole, tuple(found)) if len(found) > NUMBERS[number] else None


def left_out(
    phrase: str,
    observation: Observation,
    last: str | None,
    kind: str | None,
    workspace: Workspace | None,
) -> list[str] | None:
    """Return what "all blocks but the red and the green one" are, where that is plain."""
    m = re.fullmatch(rf"(.+?s\b|every \w+|each \w+),? (?:{'|'.join(EXCEPT)}) (.+)", phrase)
    if m is None:
        return None
    whole = things(m[1], observation, last, kind, workspace)
    kinds = {o.kind for o in observation.objects if isinstance(whole, list) and o.name in whole}
    one = next(iter(kinds)) if len(kinds) == 1 else None
    but = things(m[2], observation, last, one, workspace)
    if not isinstance(whole, list) or not isinstance(but, list) or not set(but) < set(whole):
        return None
    return [name for name in whole if name not in but]


def the_rest(phrase: str, observation: Observation, spoken: Sequence[str]) -> list[str] | None:
    """Return what "the other blocks" are beside those that the goal has spoken of, if any."""
    m = REST.fullmatch(phrase.strip())
    if not m or not spoken:
        return None
    kinds = {o.kind for name in spoken if (o := observation.find(name)) is not None}
    noun = next(filter(None, m.groups()), "")
    kind = nouns(observation.objects).get(noun.removesuffix("s").removesuffix("e"))
    kind = nouns(observation.objects).get(noun.removesuffix("s"), kind)
    wanted = {kind} if kind else kinds
    return [o.name for o in observation.objects if o.kind in wanted and o.name not in spoken]


def each(
    phrase: str,
    observation: Observation,
    last: str | None,
    kind: str | None,
    workspace: Workspace | None,
) -> list[str] | Unclear | None:
    """Return the names that the phrases joined by "and" mean."""
    parts = re.split(r",? and |, ", re.sub(r"^both ", "", phrase))
    if parts[0].startswith(WHATEVER):  # "everything red and blue"
        return None
    noun = parts[-1].split()[-1]
    if noun.endswith("s") and noun.removesuffix("s") in (*NOUNS, *VAGUE):
        # "The red and the blue cups" are cups, both.
        parts = [f"{p} {noun}" if BARE.fullmatch(p) else p for p in parts]
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
    phrase = re.sub(
        r"^(?:(?:the|somewhere|over|exact|very|far(?= (?:left|right)(?! corner))) )+",
        "",
        phrase.strip(),
    )
    if phrase in ("my side", "your side"):
        return "bottom side" if phrase == "my side" else "top side"
    phrase = re.sub(
        r"(?: of the (?:table|workspace)| on the table| somewhere| there)+$", "", phrase
    )
    phrase = re.sub(r"\bcent(?:er|re)\b", "middle", phrase).replace("upper", "top")
    phrase = phrase.replace("lower", "bottom").replace("edge", "side")
    phrase = re.sub(r"[ -]hand side$", " side", phrase)
    phrase = re.sub(r"^(left|right) corner at the (\w+)$", r"\2 \1 corner", phrase)
    phrase = re.sub(r"^(?:back|rear|far)\b", "top", re.sub(r"^(?:front|near)\b", "bottom", phrase))
    if phrase in PLACES:
        return phrase
    return next((p for more in ("side", "corner") if (p := f"{phrase} {more}") in PLACES), None)


def unseen(text: str, verbs: str, observation: Observation) -> list[Unclear]:
    """Return the coloured things, and the objects of verbs, that a text names and nobody sees."""
    missing = []
    for color, noun in re.findall(rf"\b({'|'.join(COLORS)}) ({'|'.join(NOUNS)})\b", text):
        name = f"{color} {noun}"
        if things(name, observation) == Unclear(name):
            missing.append(Unclear(name))
    known = KNOWN | {word for name in observation.names for word in name.split()}
    objects = rf"\b(?:{verbs})(?: up)? (?:the|an?) ([a-z-]+(?: [a-z]+){{0,2}})"
    for phrase in re.findall(objects, ASIDE.sub(" ", text)):
        first = phrase.split()[0]
        # An unknown word before a known noun describes that: "the frosty block".
        if not known & set(re.findall("[a-z]+", phrase)) and first not in UNPROVEN | LIGHT:
            missing.append(Unclear(first))
    return missing
