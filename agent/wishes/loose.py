"""Rows, shares and numbers of things, in whatever sentence they are told.

Other families read what is said by its form; these go by the few words that tell such a wish, and
by which things are named. What is read so is a guess by the words: it ends *unverified* at best.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.phrases import place_name
from agent.references.words import COLORS, NOUNS, NUMBERS
from agent.rewording import reworded
from agent.types import Fact, ObjectState
from agent.wishes.base import Reading, Scene
from agent.wishes.heaps import blocks_of
from agent.wishes.lines import Line, relation_of
from agent.wishes.sharing import Shares

COLOR, BLOCKS = "|".join(COLORS), r"(?:blocks?|cubes?|bricks?|ones|of them)"
BOWLS = "|".join(n for n, kind in NOUNS.items() if kind == "bowl")
OUT = re.compile(
    rf"\b(?:without|not|except(?: for)?|leave|leaving|bar|minus|skip|skipping|all but|never mind)"
    rf"(?: out)?(?: the)? (?P<c>{COLOR})(?: (?:one|block|cube|brick))?"
    r"(?: (?:alone|out of (?:it|this)|out|be|where it is|down|aside))?"
)
ROW = re.compile(
    r"\b(?:row|line|train|queue|chain|file|side by side|shoulder to shoulder|lined up|abreast)\b"
)
WAYS = (
    ("horizontal", r"left to right|right to left|horizontal\w*|sideways|across"),
    (
        "vertical",
        r"front to back|back to front|from (?:me|you) (?:to|towards) (?:you|me)|vertical\w*",
    ),
    ("diagonal", r"diagonal\w*|slant\w*|corner to corner|oblique"),
)
NO_ROW = re.compile(
    r"\b(?:towers?|stacks?|stacked|piles?|piled|on top|bowl|dish|tray|cup|in line with|next in line"
    r"|then|first|starting|order|if|unless|or|left of|right of|end of|head of"
    r"|middle one|neighbou?rs?|(?:blocks|cubes|bricks|ones) in a (?:row|line))\b"
)
EVERY_ONE = re.compile(
    r"\bone (?:\w+ )?(?:apiece|each|per|in (?:each|every)|for (?:each|every)|to (?:each|every|a))\b"
    r"|\b(?:a|one) (?:block|cube|brick) (?:each|apiece|per|in (?:each|every)|for (?:each|every))\b"
    r"|\b(?:each|every) (?:bowl|dish|basin|one)[a-z ]{0,20} (?:one|a) (?:block|cube|brick)\b"
    r"|\bnobody\b.*\bwithout\b|\bno (?:bowl|dish) (?:\w+ )?(?:empty|without)\b"
)
ELSE = "|".join(n for n, kind in NOUNS.items() if kind not in ("block", "bowl", "can"))
OTHER = re.compile(
    r"\b(?:if|not|or|then|hats?|lids?|caps?"
    rf"|(?:a|one|the|all) (?:{ELSE}|cans?))\b|\b(?:{ELSE})s?\b"
)
"""What tells another wish, or another kind of thing."""
FAIR = re.compile(
    r"\b(?:fair|fairly|even|evenly|equal|equally|half|halve|split|divide|share out|same number)\b"
)
NUMBER = (
    rf"(?P<n>one|two|three|four|a couple|a pair)(?: of (?:the|these|those))?(?: (?P<c>{COLOR}))?"
)
SOME = re.compile(rf"\b(?:(?:any|just|only|exactly|precisely) )?{NUMBER} (?P<what>{BLOCKS})\b")
BARE = re.compile(r"\b(?P<n>one|two|three)(?= (?:in|into|to|on|at|along|for|goes?|left|right)\b)")
FREE = re.compile(
    r"\b(?:any|you (?:choose|pick|decide)|your (?:choice|pick)|which(?:ever)?|only|exactly"
    r"|precisely|just|no more|not more|at random|will do|suffices?"
    r"|(?:is|are|will be|would be|that's) (?:plenty|enough))\b"
)
WHERE = re.compile(
    r"\b(?:in|into|inside|to|at|on|along|off (?:in)?to) (?:the |my )?"
    rf"(?:(?P<c>{COLOR}) (?P<b>{BOWLS})?"
    r"|(?P<p>(?:(?:far|near|top|bottom|back|front|left|right|upper|lower)[ -]?(?:hand )?)+"
    r"(?:corner|side|edge)|middle))"
    r"|\b(?:(?:to|on|at|over|along) (?:the |my )?)?(?<!its )(?P<s>left|right|front|back)"
    r"(?= *(?:[,.;!?]|$| and\b))"
)


GETS = re.compile(
    rf"\b(?:the )?(?P<b>(?:{COLOR}) (?:{BOWLS}|one)) "
    r"(?:(?:should|must|is to|has to|will|can|may) )?"
    r"(?:gets?|takes?|receives?|holds?|has|have|contains?|needs?|wants?) "
    rf"(?P<n>(?:(?:exactly|just|only) )?(?:one|two|three|four))\b(?: (?P<what>{BLOCKS}))?"
)
AS_WELL = re.compile(
    rf"(?<=, |d )the (?P<b>(?:{COLOR})(?: (?:{BOWLS}|one))?) (?:just )?"
    r"(?P<n>one|two|three|four)\b(?! \w)"
)
"""Goes on with another one."""
CORNERS = re.compile(
    r"\b(?:in|into|to|on|at) each of (?:the )?(?:two )?(?P<which>far|near|top|bottom|back|front"
    r"|left|right)(?: hand)? corners\b"
)
HALF = re.compile(
    rf"\bhalf(?: of)?(?: the| these| those| my)?(?: (?:two|four|six))? (?P<what>{BLOCKS})"
)


def numerals(text: str, blocks: list[ObjectState]) -> str:
    """Return a text with "one block in the red bowl" for "the red bowl gets one block"."""
    whose = "blocks"

    def put(m: re.Match[str]) -> str:
        nonlocal whose
        whose = m["what"] or whose
        return f"{m['n']} {m['what'] or whose} in the {m['b']}"

    if GETS.search(text):
        text = AS_WELL.sub(r"\g<n> in the \g<b>", GETS.sub(put, text))
    if m := CORNERS.search(text):
        rows = ("far", "near", "top", "bottom", "back", "front")
        which, across = m["which"], m["which"] in rows
        ends = ("left", "right") if across else ("top", "bottom")
        where = [f"{which} {end}" if across else f"{end} {which}" for end in ends]
        first, second = (f"to the {place} corner" for place in where)
        text = f"{text[: m.start()]}{first} and one block {second}{text[m.end() :]}"
    n = next((w for w, k in NUMBERS.items() if 2 * k == len(blocks)), "")
    return HALF.sub(rf"just {n} \g<what>", text) if n else text


def chosen(text: str, scene: Scene) -> tuple[str, list[ObjectState]]:
    """Return a text without what is left out, and the blocks that are not."""
    out = {m["c"] for m in OUT.finditer(text)}
    return OUT.sub("", text), [o for o in blocks_of(scene) if o.color not in out]


def row(text: str, scene: Scene) -> Reading | None:
    """Read a line of all blocks, or of those that are named."""
    less, blocks = chosen(text, scene)
    if not ROW.search(less) or NO_ROW.search(less):
        return None
    named = [o for o in blocks if re.search(rf"\b{o.color}\b", less)]
    everyone = re.search(r"\b(?:others?|rest|all|everything|blocks|cubes|bricks)\b", less)
    members = named if len(named) > 2 or not everyone else blocks
    ways = [way for way, words in WAYS if re.search(rf"\b(?:{words})\b", less)]
    if len(members) < 3 or len(ways) > 1:
        return None
    line = Line(tuple(o.name for o in members), relation_of(ways[0] if ways else None))
    return Reading(complete=True, wishes=(line,), restated=True)


def share(text: str, scene: Scene) -> Reading | None:
    """Read that each bowl gets one block, or all get the same number."""
    less, blocks = chosen(text, scene)
    bowls = [o for o in scene.observation.objects if o.kind == "bowl"]
    told = [b for b in bowls if re.search(rf"\b{b.color}(?: (?:{BOWLS}|one))?\b", less)]
    bowls = told if len(told) > 1 else bowls
    if CORNERS.search(less) or (HALF.search(less) and len(told) == 1):
        return None
    if len(bowls) < 2 or len(blocks) < len(bowls) or OTHER.search(less):
        return None
    if EVERY_ONE.search(less):
        number = 1
    elif FAIR.search(less) and len(blocks) % len(bowls) == 0:
        number = len(blocks) // len(bowls)
    else:
        return None
    if number == 1 and len(told) == 1:
        return None
    members, targets = (tuple(o.name for o in of) for of in (blocks, bowls))
    return Reading(complete=True, wishes=(Shares(members, targets, number),), restated=True)


def some(text: str, scene: Scene) -> Reading | None:
    """Read that so many blocks, whichever, go to each of some places."""
    less, blocks = chosen(text, scene)
    if re.search(
        r"\b(?:if|or|then|tower|stack|pile|row|line|other|first|last|swap|at least|at most"
        r"|(?:one|two|three|some|any) of the (?:two|three|four))\b",
        less,
    ):
        return None
    less = numerals(reworded(less, scene.observation), blocks)
    pairs = list(numbered(less, scene))
    total = sum(n for n, _, _ in pairs)
    told = sum(bool(color) + (where.relation == "in") for _, color, where in pairs)
    if len(re.findall(rf"\b(?:{COLOR})\b", less)) > told:
        return None  # more is named than is counted
    if len(re.findall(r"\b(?:two|three|four)\b", less)) > sum(n > 1 for n, _, _ in pairs):
        return None
    if not pairs or total > len(blocks) or not (FREE.search(less) or len(pairs) > 1):
        return None
    facts: list[Fact] = []
    for number, color, where in pairs:
        used = {f.subject for f in facts}
        free = [o.name for o in blocks if color in ("", o.color) and o.name not in used]
        if len(free) < number:
            return None
        facts += [Fact(where.relation, name, where.target) for name in free[:number]]
    return Reading(tuple(facts), complete=True, restated=True)


def numbered(text: str, scene: Scene) -> Iterator[tuple[int, str, Fact]]:
    """Yield each number of things with their colour and where they go; nothing if it is unclear."""
    counts = sorted((*SOME.finditer(text), *BARE.finditer(text)), key=lambda m: m.start())
    # "Two blocks in the red bowl and one in the white": what is counted stands before its place.
    counts = [m for i, m in enumerate(counts) if not i or m.start() >= counts[i - 1].end()]
    places = [m for m in WHERE.finditer(text) if m["c"] or m["p"] or m["s"]]
    if not counts or len(counts) != len(places):
        return
    found = []
    for m, place in zip(counts, places, strict=True):
        if place.start() < m.end() and len(counts) > 1:
            return
        target = target_of(place, scene)
        if target is None:
            return
        number = 2 if m["n"] in ("a couple", "a pair") else NUMBERS[m["n"]]
        found.append((number, m.groupdict().get("c") or "", target))
    yield from found


def target_of(place: re.Match[str], scene: Scene) -> Fact | None:
    """Return where things go, as a fact about nothing yet."""
    if place["s"]:
        return Fact("at", "", place_name(place["s"]) or "middle")
    if place["p"]:
        name = place_name(place["p"].replace("-", " ").replace("hand ", ""))
        return Fact("at", "", name) if name else None
    bowls = [o for o in scene.observation.objects if o.kind == "bowl" and o.color == place["c"]]
    return Fact("in", "", bowls[0].name) if len(bowls) == 1 else None
