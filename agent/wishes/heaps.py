"""A tower told in other words, at most its ends by name: "all four, blue the lowest"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.kinds import is_hollow
from agent.references.words import COLORS, NOUNS, NUMBERS
from agent.types import Fact, ObjectState
from agent.wishes.base import Reading, Scene, placed_text
from agent.wishes.building import Tower

HEAP = re.compile(
    r"\b(?:tower|stack|stacked|pile|piled|(?<!of that )(?<!of the )column|pillar|tall one|high one"
    r"|on top of (?:each other|one another)|one on (?:top of )?(?:the other|another))\b"
)
SEVERAL = "|".join(word for word, n in NUMBERS.items() if n > 1)
MANY = re.compile(rf"\b(?:all|every|everything|whole lot|others|rest|{SEVERAL})\b")
OUT = re.compile(
    rf"\b(?:without|leave out|leaving out|leave|leaving|all but|except(?: for)?|bar|minus)(?: the)?"
    rf" (?P<c>{'|'.join(COLORS)})(?: (?:one|block|cube|brick))?"
    r"(?: (?:out of (?:it|this)|out|aside|alone))?"
)
COUNT = re.compile(rf"\b(?:{SEVERAL})\b")
COLOR, NOUN = "|".join(COLORS), "|".join(NOUNS)
X = rf"(?P<x>(?:the )?(?:(?:big|small|little) )?(?:{COLOR})(?: (?:{NOUN}|one))?)"
WILL = (
    r"(?:,? (?:is|be|being|goes|go|must|should|has|have|to|sits|stands|comes|as|at|on|the|its|very"
    r"|up|it|my|our|a|ends|end|ending|winds|finishes|in|will))*"
)
ENDS = (
    (
        "top",
        re.compile(
            rf"{X}{WILL} (?:top|topmost|highest|uppermost|last|roof|tip|crown|crowning|peak"
            r"|summit)\b"
        ),
    ),
    (
        "bottom",
        re.compile(
            rf"{X}{WILL} (?:bottom|bottommost|lowest|base|foot|foundation|first|underneath"
            r"|cornerstone)\b"
        ),
    ),
    ("bottom", re.compile(rf"\bon(?:to)? (?:top of )?{X} as (?:the|a) (?:base|foot|foundation)\b")),
)
POLITE = re.compile(
    r",? if (?:you|it|that|i may)\b[^,.;!?]*|,? otherwise (?:as|how|whatever)[^.;!?]*"
)
BETWEEN = re.compile(rf"{X}{WILL} (?:between|middle)\b")
TWO = re.compile(
    r"\b(?:two|a couple of|a pair of|2) (?:\w+ )?(?:towers|stacks|piles|columns)\b"
    r"|\bone (?:pile|tower|stack)\b.*\bthe other\b"
    r"|\b(?:pair|pairs|paired|twos)\b.*\b(?:stack|pile|tower)"
)
MORE = re.compile(
    r"\b(?:then|if|unless|except|but not|without|towers|stacks|piles|columns|each|next|beside|near"
    r"|in the \w+ (?:bowl|tray|cup)|in (?:it|there)|bowl|off|apart|same|alternat\w+|hold|give)\b"
)
ORDER = re.compile(
    r"\b(?:order|from|through|second|third|between|followed|beneath|below|above|over|under|middle)\b"
)


def blocks_of(scene: Scene) -> list[ObjectState]:
    """Return the blocks that there are."""
    return [o for o in scene.all_of("all blocks") if not is_hollow(o)]


def loosely(text: str, scene: Scene) -> Reading | None:
    """Read a wish for one tower in any order but for its ends."""
    text = POLITE.sub("", text)
    text = re.sub(rf"\bother (?:{SEVERAL})\b", "others", text)
    out = {m["c"] for m in OUT.finditer(text)}
    text = OUT.sub("", text)
    both = all(any(form.search(text) for end, form in ENDS if end == e) for e in ("top", "bottom"))
    if not HEAP.search(text) or not (MANY.search(text) or out or both) or MORE.search(text):
        return None
    blocks = [o for o in blocks_of(scene) if o.color not in out]
    for phrase, place in placed_text(text):
        if not ORDER.search(BETWEEN.sub("", phrase)) and (
            found := heap(phrase, place or "", blocks, scene)
        ):
            return found
    return None


def heap(text: str, place: str, members: Sequence[ObjectState], scene: Scene) -> Reading | None:
    """Read the tower of some blocks, once its place was taken off."""
    names = [o.name for o in members]
    ends: dict[str, str] = {}
    rest = text
    for end, form in ENDS:
        if end not in ends and (m := form.search(rest)):
            one = scene.all_of(m["x"])
            if len(one) != 1 or one[0].name not in names:
                return None
            ends[end], rest = one[0].name, rest[: m.start()] + rest[m.end() :]
    if len(ends) == 2 and len(members) == 3:
        rest = BETWEEN.sub("", rest)
    if re.search(rf"\b(?:{COLOR})s?\b|\b(?:corner|side|edge)\b", rest) or len(
        set(ends.values())
    ) < len(ends):
        return None
    numbers = {NUMBERS[m[0]] for m in COUNT.finditer(rest)}
    many = numbers.pop() if len(numbers) == 1 else len(members)
    whole = many == len(members)
    if numbers or many < 2 or many > len(members) or (not ends and not whole):
        return None
    bottom, top = (((ends[e],) if e in ends else ()) for e in ("bottom", "top"))
    tower = Tower(tuple(names), place, bottom, top, number=0 if whole else many)
    return Reading(complete=True, wishes=(tower,), restated=True)


def pairs(text: str, scene: Scene) -> Reading | None:
    """Read two towers of two blocks each, in any order but for which colors are together."""
    blocks = blocks_of(scene)
    if re.search(r"\b(?:one|three|four) (?:block|cube|brick)s?\b", text):
        return None
    if not TWO.search(text) or len(blocks) != 4 or len({o.color for o in blocks}) != 4:
        return None
    told = [m[0] for m in re.finditer(rf"\b(?:{COLOR})\b", text)]
    order = sorted(blocks, key=lambda o: told.index(o.color) if o.color in told else len(told))
    together = re.search(
        rf"\b(?:{COLOR})\b[a-z ]{{0,12}}\b(?:and|with|on)\b[a-z ]{{0,8}}\b(?:{COLOR})", text
    )
    if told and (len(set(told)) not in (2, 4) or not together or " on " in together[0]):
        return None
    a, b, c, d = (o.name for o in order)
    return Reading((Fact("on", b, a), Fact("on", d, c)), complete=True, restated=True)
