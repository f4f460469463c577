"""A tower told in other words, at most its ends by name: "all four, blue the lowest"."""

from __future__ import annotations

import re

from agent.kinds import is_hollow
from agent.references.words import COLORS, NOUNS, NUMBERS
from agent.wishes.base import Reading, Scene, placed_text
from agent.wishes.building import Tower

HEAP = re.compile(
    r"\b(?:tower|stack|stacked|pile|piled|column|pillar|tall one|high one"
    r"|on top of (?:each other|one another)|one on (?:top of )?(?:the other|another))\b"
)
SEVERAL = "|".join(word for word, n in NUMBERS.items() if n > 1)
MANY = re.compile(rf"\b(?:all|every|everything|whole lot|{SEVERAL})\b")
COUNT = re.compile(rf"\b(?:{SEVERAL})\b")
COLOR, NOUN = "|".join(COLORS), "|".join(NOUNS)
X = rf"(?P<x>(?:the )?(?:(?:big|small|little) )?(?:{COLOR})(?: (?:{NOUN}|one))?)"
WILL = (
    r"(?: (?:is|be|being|goes|go|must|should|has|have|to|sits|stands|comes|as|at|on|the|its|very"
    r"|up))*"
)
ENDS = (
    ("top", re.compile(rf"{X}{WILL} (?:top|topmost|highest|uppermost|last|roof|tip)\b")),
    (
        "bottom",
        re.compile(
            rf"{X}{WILL} (?:bottom|bottommost|lowest|base|foot|foundation|first|underneath)\b"
        ),
    ),
    ("bottom", re.compile(rf"\bon(?:to)? (?:top of )?{X} as (?:the|a) (?:base|foot|foundation)\b")),
)
POLITE = re.compile(
    r",? if (?:you|it|that|i may)\b[^,.;!?]*|,? otherwise (?:as|how|whatever)[^.;!?]*"
)
MORE = re.compile(
    r"\b(?:then|if|unless|except|but not|without|towers|stacks|piles|columns|each|next|beside|near"
    r"|in the \w+ (?:bowl|tray|cup)|in (?:it|there)|bowl|off|apart|same|alternat\w+|hold|give)\b"
)
ORDER = re.compile(
    r"\b(?:order|from|through|second|third|between|followed|beneath|below|above|over|under|middle)\b"
)


def loosely(text: str, scene: Scene) -> Reading | None:
    """Read a wish for one tower in any order but for its ends."""
    text = POLITE.sub("", text)
    if not HEAP.search(text) or not MANY.search(text) or MORE.search(text):
        return None
    for phrase, place in placed_text(text):
        if not ORDER.search(phrase) and (found := heap(phrase, place or "", scene)):
            return found
    return None


def heap(text: str, place: str, scene: Scene) -> Reading | None:
    """Read the tower, once its place was taken off."""
    members = [o for o in scene.all_of("all blocks") if not is_hollow(o)]
    names = [o.name for o in members]
    ends: dict[str, str] = {}
    rest = text
    for end, form in ENDS:
        if end not in ends and (m := form.search(rest)):
            one = scene.all_of(m["x"])
            if len(one) != 1 or one[0].name not in names:
                return None
            ends[end], rest = one[0].name, rest[: m.start()] + rest[m.end() :]
    if re.search(rf"\b(?:{COLOR})s?\b", rest) or len(set(ends.values())) < len(ends):
        return None
    numbers = {NUMBERS[m[0]] for m in COUNT.finditer(rest)}
    many = numbers.pop() if len(numbers) == 1 else len(members)
    whole = many == len(members)
    if numbers or many < 2 or many > len(members) or (not ends and not whole):
        return None
    bottom, top = (((ends[e],) if e in ends else ()) for e in ("bottom", "top"))
    tower = Tower(tuple(names), place, bottom, top, number=0 if whole else many)
    return Reading(complete=True, wishes=(tower,), restated=True)
