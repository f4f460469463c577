"""The sides, corners and the middle of a table, as people tell them from where they sit."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from agent.marks import Word
from agent.robot import Workspace
from agent.spatial import PLACES, place_point
from agent.types import Fact, Observation
from agent.wishes.courtesies import any_of

ME = any_of(
    """me|us|myself|the person|my (?:chair|seat|belly|tummy|body|chest|side|end|edge|lap
    |place|elbow|feet|stomach)|where i(?:'m| am)? (?:sit|sitting|stand|standing|can reach)
    |the (?:person|user|front)"""
)
YOU = any_of(
    """you|yourself|the robot(?:'s)?|the arm(?:'s)?|your (?:side|base|end|edge|feet|foot|body)
    |the (?:back|rear|far)"""
)
BY = any_of(
    """in front of|before|by|beside|next to|near to|nearer to|nearest to|near|nearer|nearest
    |close to|closer to|close by|towards|toward|right up to|up to|at|on|against|along"""
)
PART = (
    "(?:side|edge|end|part|half|flank|border|rim|margin|row|third|section|area|zone|arm|hand|elbow"
    "|shoulder)"
)
ON = (
    r"(?:(?:in (?:the )?direction of|in|into|on|onto|to|at|along|by|near|towards?|against|over|for)"
    r" )?"
)
THE = r"(?:(?:the|my|our|your|its|their|his|her|that|this) )?"
NOT_RIGHT = any_of(
    """now|away|there|here|in|into|on|onto|at|by|up|over|next|behind|where|after|beside|beneath
    |before|back|so|you|then|then|color|one|place|spot|way|order|amount|time|angle|angles|answer"""
)
SIDES: tuple[tuple[str, str], ...] = (
    (
        "bottom",
        rf"(?:(?:right|just|straight|down|over|up) )*(?:{BY}) (?:{ME})(?: {PART})?\b"
        rf"|{ON}{THE}(?:near|nearer|nearest|close|closer|closest|front|bottom|lower) {PART}"
        r"|(?:(?:over|down|up|back|across) )*(?:to|onto) (?:my|this) (?:own )?(?:side|end|edge)"
        r"(?: here)?"
        r"|(?:with)?in (?:easy )?(?:my )?(?:arm's )?reach(?: of me)?"
        r"|(?:to|at|in|towards?|up|on) the (?:very )?(?:front|bottom)\b(?! of)"
        r"|(?:clos|near)er(?= *(?:[,.;:!?]|$| please| for| if| so))",
    ),
    (
        "top",
        r"(?:as )?(?:far|further|farther|well|right|all the way|way)? ?(?:away|off) from"
        rf" (?:{ME})(?: as (?:you can|possible|it (?:will|can) go))?"
        rf"|(?:(?:right|just|straight|over|up) )*(?:{BY}) (?:{YOU})(?: {PART})?\b"
        rf"|{ON}{THE}(?:far|farther|further|back|rear|top|upper|opposite) {PART}"
        r"|(?:to|at|in|towards?|up|on|against) the (?:very )?(?:back|rear|top)\b(?! of)"
        r"|(?:(?:over|down|up|back|across) )*(?:to|onto) (?:your|that) (?:own )?(?:side|end|edge)"
        r"(?: there)?"
        r"|(?:at|to|on) the (?:other|opposite) (?:end|side) from (?:me|us|where i(?:'m| am)?"
        r" (?:sit|sitting))"
        r"|out of (?:my|our) reach|as far (?:away|off|back) as (?:you can|possible)(?: reach)?"
        r"|further (?:back|away|off)|farther (?:back|away|off)|far (?:away|off)",
    ),
    ("middle", rf"{ON}{THE}(?:(?:dead|bang|exact|very|right) )*(?:middle|center|centre|heart)\b"),
    (
        "left",
        rf"{ON}{THE}(?:(?:far|extreme|very|outer) )?(?<!i )(?<!we )(?<!is )(?<!be )left(?:wards?)?"
        rf"(?:[ -]?hand)?(?:[ -]most)?(?: {PART})?"
        r"(?! (?:alone|over|behind|where|out|the|to be))",
    ),
    (
        "right",
        rf"{ON}{THE}(?:(?:far|extreme|very|outer) )?(?<!all )(?<!that's )(?<!is )right(?:wards?)?"
        rf"(?:[ -]?hand)?(?:[ -]most)?(?: {PART})?(?! (?:{NOT_RIGHT})\b)",
    ),
)
CORNER = (
    r"(?P<row>top|bottom|upper|lower|back|front|rear|(?:far|near)(?=[ -]\w+(?: hand)? corner))"
    r"[ -](?P<side>left|right)"
)
ROWS = {"upper": "top", "back": "top", "far": "top", "rear": "top", "lower": "bottom",
        "front": "bottom", "near": "bottom"}  # fmt: skip
LINKS = re.compile(r"^[\s,]*(?:(?:and|on|at|to|the|in|side|part|of|,|a bit|over|down|up|also) ?)*$")
ITS = re.compile(
    r"\b(?:to|on|at) its (left|right|back|front)(?: side)?\b|\b(left|right) of it\b"
    r"|\b(?:to|on|at) the (left|right)(?: side)? of it\b|\b(in front of|behind) it\b"
)
BESIDE = {
    "left": "left of",
    "right": "right of",
    "back": "behind",
    "front": "in front of",
    "in front of": "in front of",
    "behind": "behind",
}
ANY = "any corner"
ANYWHERE = re.compile(
    r"\b(?:in|into|to|off to|at) (?:some|any|a|one|whichever) corner(?: or other| of the table"
    r"|,? (?:you (?:like|choose|want|fancy)|any will do))?\b"
)


def directed(text: str) -> Iterator[Word]:
    """Yield the sides and the middle of which a text speaks, but for "left of" something."""
    taken: list[tuple[int, int]] = []

    def free(m: re.Match[str]) -> bool:
        return all(m.end() <= a or m.start() >= b for a, b in taken)

    corner = re.compile(rf"{ON}{THE}{CORNER}(?: (?:hand )?(?:corner|side|edge|end))?\b(?! of <)")
    for m in corner.finditer(text):
        row = ROWS.get(m["row"], m["row"])
        taken.append(m.span())
        yield Word(*m.span(), place=f"{row} {m['side']} corner")
    for m in re.finditer(ANYWHERE, text):
        taken.append(m.span())
        yield Word(*m.span(), place=ANY)
    for side, pattern in SIDES:
        for m in re.finditer(rf"(?<![\w-])(?:{pattern})(?![\w<-])(?! of (?:<|it))", text):
            if m[0].strip() and free(m):
                taken.append(m.span())
                yield Word(*m.span(), place=side if side == "middle" else f"{side} side")


def anchored(text: str) -> str:
    """Return a text with "left of <0>" for "on its left", and for "on the left" beside that.

    What "it" is has stood behind such a relation before, or was named first.
    """
    around = re.search(r"\b(?:left|right) of <(\d+)>|\b(?:in front of|behind) <(\d+)>", text)
    its = ITS.search(text)
    first = re.search(r"<(\d+)>", text)
    if first is None or not (around or its):
        return text
    if around:
        anchor = around[1] or around[2]
    else:
        anchor = first[1]
        text = text[: first.start()] + text[first.end() :]
    text = ITS.sub(lambda m: f"{BESIDE[next(filter(None, m.groups()))]} <{anchor}>", text)
    sides = r"\b(?:to|on|at) (?:the|its) (left|right)(?: side)?\b(?! (?:of|corner|side|edge|end))"
    return re.sub(sides, lambda m: f"{m[1]} of <{anchor}>", text)


def cornered(words: list[Word], text: str) -> Iterator[Word]:
    """Yield the words, of which two that tell a row and a side are one corner."""
    i = 0
    while i < len(words):
        w, after = words[i], words[i + 1] if i + 1 < len(words) else None
        both = after is not None and w.relation == after.relation == "at"
        if w.place and after is not None and after.place and both:
            if after.place == w.place and "<" not in text[w.end : after.start]:
                words[i + 1] = Word(w.start, after.end, place=w.place)
                i += 1
                continue
            ends = {w.place.removesuffix(" side"), after.place.removesuffix(" side")}
            row, side = ends & {"top", "bottom"}, ends & {"left", "right"}
            between = LINKS.match(text[w.end : after.start])
            tail = re.match(r" corner\b", text[after.end :])
            if between and len(row) == 1 and len(side) == 1:
                end = after.end + (tail.end() if tail else 0)
                yield Word(w.start, end, place=f"{row.pop()} {side.pop()} corner")
                i += 2
                continue
        yield w
        i += 1


def cornerwards(f: Fact, seen: Observation, workspace: Workspace) -> str:
    """Return where a thing goes: for any corner, the nearest one."""
    o = seen.find(f.subject)
    if f.target != ANY or o is None:
        return f.target
    corners = [place for place in PLACES if place.endswith("corner")]
    at = {place: place_point(place, workspace) for place in corners}
    return min(corners, key=lambda place: math.dist(at[place], o.position[:2]))
