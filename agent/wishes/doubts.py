"""What a goal leaves open: how many, and on which side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from agent.references.words import COLORS, NOUNS, NUMBERS
from agent.types import Fact
from agent.wishes.base import Doubt, Scene

SOME = re.compile(
    r"\b(?<!how )(?:some|a few|few|several|a couple|a handful|a bunch|a number|many|most|a lot"
    r"|lots)"
    rf"(?: of)?(?: the)? (?P<what>(?:(?:{'|'.join(COLORS)}) )?(?:{'|'.join(NOUNS)})(?:s|es))\b"
)
ASIDE = re.compile(
    r"\b(?P<side>lateral to|along the line of sight of|in the line of sight of|alongside(?: of)?"
    r"|to the side of|at the side of|on (?:one|either|a|any) side of|in line of sight of)"
    r" (?P<b>.+)"
)
NEAR = re.compile(r"\b(?P<side>near to|near|next to|beside|close to) (?P<b>.+)")
SIDES = {
    "left": "to the left of",
    "right": "to the right of",
    "behind": "behind",
    "back": "behind",
    "top": "behind",
    "front": "in front of",
    "bottom": "in front of",
}
SIDE = re.compile(
    r"(?:(?:it (?:should|must) (?:be|go) )?(?:on|to|at|in)? ?(?:the )?)?"
    rf"(?P<side>{'|'.join(SIDES)})(?: side| hand side)?(?: of(?: .+)?| .+)?"
)


def doubts_of(text: str, facts: Sequence[Fact], scene: Scene) -> tuple[Doubt, ...]:
    """Return what a goal leaves open, in the order in which it is said."""
    found = [*how_many(text), *which_side(text, facts, scene)]
    return tuple(sorted(dict.fromkeys(found), key=lambda d: text.index(d.phrase)))


def how_many(text: str) -> Iterator[Doubt]:
    """Yield the numbers that are not said."""
    for m in SOME.finditer(text):
        yield Doubt(m[0], f"How many {m['what']}?")


def which_side(text: str, facts: Sequence[Fact], scene: Scene) -> Iterator[Doubt]:
    """Yield the sides that are not said."""
    if m := ASIDE.search(text):
        found = scene.all_of(m["b"], "block")
        name = found[0].name if len(found) == 1 else m["b"].removeprefix("the ")
        yield Doubt(m["side"], f"On which side of the {name}?")
    near = [f for f in facts if f.relation == "near"]
    if near and (m := NEAR.search(text)):
        yield Doubt(m["side"], f"On which side of the {near[0].target}?")


def settled(before: str, after: str, phrase: str, answer: str) -> str:
    """Return a goal once an answer took the place of what was left open; nothing if it cannot."""
    if SOME.fullmatch(phrase):
        noun = " ".join(phrase.split()[-2:]) if phrase.split()[-2] in COLORS else phrase.split()[-1]
        if answer in NUMBERS:
            one = NUMBERS[answer] == 1
            noun = noun.removesuffix("s") if one else noun
            return f"{before}{answer} {noun}{after}"
        if answer in ("all", "all of them", "every one", "everything"):
            return f"{before}all {noun}{after}"
        short = len(answer.split()) <= 8
        return f"{before}{answer}{after}" if short else ""
    m = SIDE.fullmatch(answer)
    return f"{before}{SIDES[m['side']]}{after}" if m else ""
