"""Towers: things on one another in any order, in an order by colour, one to a colour or size."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence

from agent.kinds import is_hollow
from agent.references.words import COLORS, NOUNS, NUMBERS
from agent.types import Fact, ObjectState
from agent.wishes.base import Reading, Scene, placed_text
from agent.wishes.building import SIZE, Tower
from agent.wishes.heaps import loosely, pairs
from agent.wishes.loose import row, share, some
from agent.wishes.speech import GATHER, LESS, MAKE

NOUN = rf"(?:{'|'.join(NOUNS)})(?:s|es)?"
ON_EACH = (
    "(?:one )?(?:on(?: top of)?|onto|over) (?:each other|one another|another)"
    "|,? one on(?: top of)? the other"
)
SHAPE = "(?:a |an |one |the )?(?:single |big |tall |high |highest |tallest |one )?"
HEAP = "(?:stack|tower|pile)"
FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?:stack|pile)(?: up)? (?P<set>.+?)(?: up)?(?: on top| together| {ON_EACH}"
        rf"| (?:up )?(?:into|in|to|as) {SHAPE}{HEAP})*",
        rf"(?:{MAKE}) (?:me |us )?{SHAPE}{HEAP}(?: out)? (?:of|from|with|using) (?P<set>.+)",
        rf"(?:{MAKE}) (?:me |us )?{SHAPE}(?P<noun>{NOUN}) {HEAP}",
        rf"(?:{GATHER}) (?P<set>.+?) (?:all )?(?:{ON_EACH})",
        rf"(?:{GATHER}) (?P<set>.+?) (?:up )?(?:into|in|to) {SHAPE}{HEAP}",
    )
)
GROUPS = (
    ("color", r",? (?:of|with|in|that have|which have) the same color"),
    ("size", r",? (?:of|with|that have|which have) the same size"),
    (
        "color",
        r",? (?:for|of) each color|,? one (?:for|to|per) each color|,? by(?: their)? colors?",
    ),
    ("size", r",? (?:for|of) each size|,? one (?:for|to|per) each size"),
)
ALTERNATE = (
    r",? (?:with|in) (?:alternate|alternating) colors"
    r"|(?: so that| such that)(?: the| their)? colors alternate| whose colors alternate"
    r"|,? alternating(?: the| their)? colors"
)
X = "(?:(?! and )[a-z ])+?"
BUT = "(?:,? with|,? and|,? but|[,.;!])"
MUST = "(?: (?:must|should|shall|has to|have to|needs to) (?:be|go|come|sit|end up))?"
VERY = "(?:very )*"
ENDS = (
    ("bottom", r",? starting with (?P<x>.+)"),
    ("top", rf",? (?P<x>{X}) (?:last|(?:comes|goes|is) last)"),
    ("bottom", rf"{BUT} (?P<x>{X})(?: is| being)?{MUST} (?:at|on) the {VERY}bottom"),
    ("top", rf"{BUT} (?P<x>{X})(?: is| being)?{MUST} (?:on(?: the)?|at the) {VERY}top"),
)
MANY = re.compile(
    rf"(?:{MAKE}) (?:me |us )?(?P<n>{'|'.join(NUMBERS)}) (?:stacks?|towers?|piles?)"
    r"(?:,|:)? (?P<rest>.+)"
)

UPON = re.compile(rf"{LESS.pattern}.* (?:on|at the) top$")
"""What may be a tower without a thing, or one with it on its top."""
THEM = ("them", "them all", "em", "em all", "all of them", "'em")
"""What can but be the blocks where nothing was spoken of."""
EQUAL = re.compile(
    rf"(?:(?:{MAKE}|{GATHER}) )?(?:me |us )?(?P<n>{'|'.join(NUMBERS)}|twin) (?:stacks|towers|piles)"
    rf",?(?: of| with)? (?P<k>{'|'.join(NUMBERS)})(?: (?P<noun>{NOUN}))?(?:,? (?:each|apiece))?"
)
ORDER = re.compile(
    r"(?:stack|pile)(?: up)? (?P<set>(?:(?!\b(?:all|every|each|blocks)\b)[a-z, ])+?),? "
    r"in (?:this|that) order(?:,? (?:from (?:the )?bottom (?:to (?:the )?top|up)"
    r"|(?P<down>from (?:the )?top (?:to (?:the )?bottom|down))))?"
)


def read(text: str, scene: Scene) -> Reading | None:
    """Read a wish for one tower or several."""
    found = exactly(text, scene) or loosely(text, scene) or pairs(text, scene)
    return found or row(text, scene) or share(text, scene) or some(text, scene)


def exactly(text: str, scene: Scene) -> Reading | None:
    """Read a wish of which every word is known."""
    for family in (by_listed, by_group, one_by_one, equal):
        if several := family(text, scene):
            return several
    ends: dict[str, str] = {}
    for end, pattern in ENDS * 2:
        if end not in ends and (m := re.fullmatch(rf"(?P<rest>.+?){pattern}", text)):
            ends[end], text = m["x"], m["rest"]
    text, alternates = re.subn(ALTERNATE, "", text)
    if UPON.search(text):
        return None
    for phrase, place in placed_text(text):
        if found := tower_of(phrase, place or "", ends, bool(alternates), scene):
            return found
    return None


def tower_of(
    text: str, place: str, ends: dict[str, str], alternate: bool, scene: Scene
) -> Reading | None:
    """Read a wish for one tower, once all else that is said of it was taken off."""
    phrase = set_of(text)
    if phrase is None:
        return None
    if phrase in THEM and not scene.spoken and scene.context.last is None:
        phrase = "all blocks"
    number = re.fullmatch(rf"(?:any )?({'|'.join(NUMBERS)}) (?:of the )?(.+)", phrase)
    members = scene.all_of(f"all {number[2]}" if number else phrase)
    many = NUMBERS[number[1]] if number else len(members)
    names = tuple(dict.fromkeys(o.name for o in members))
    if len(names) < max(2, many, len(members)) or many < 2 or any(map(is_hollow, members)):
        return None
    if alternate:
        return alternating(members, ends, place)
    kept = {end: end_of(phrase, members, scene) for end, phrase in ends.items()}
    if any(len(of) != 1 for of in kept.values()):
        return None
    tower = Tower(
        names, place, kept.get("bottom", ()), kept.get("top", ()), number=many if number else 0
    )
    return Reading(complete=True, wishes=(tower,))


def set_of(text: str) -> str | None:
    """Return the words for what is to be stacked, where a text is about stacking several."""
    for form in FORMS:
        if m := form.fullmatch(text):
            groups = m.groupdict()
            return groups.get("set") or f"all {groups['noun'].removesuffix('s')}s"
    return None


def end_of(phrase: str, members: Sequence[ObjectState], scene: Scene) -> tuple[str, ...]:
    """Return the one member that a phrase means, or something that is not one."""
    found = scene.all_of(phrase, members[0].kind)
    return tuple(o.name for o in found if o in members)


def alternating(members: Sequence[ObjectState], ends: dict[str, str], place: str) -> Reading | None:
    """Return the wish for a tower of two colours in turn."""
    of: dict[str, list[str]] = defaultdict(list)
    for o in members:
        of[o.color].append(o.name)
    said = re.fullmatch(
        rf"(?:the |a |an )?({'|'.join(COLORS)})(?: color| one| {NOUN})?", ends.get("bottom", "")
    )
    if len(of) != 2 or "top" in ends or (ends and not said):
        return None
    many = max(of.values(), key=len)
    bottom = tuple(of.get(said[1], ()) if said else many)
    other = next(names for names in of.values() if names != list(bottom))
    if len(bottom) - len(other) not in (0, 1):
        more = "as many" if said is None else "as many, or one more,"
        return Reading(refusal=f"the colors cannot alternate: there are not {more} of the first")
    tower = Tower(tuple(o.name for o in members), place, bottom, alternate=True)
    return Reading(complete=True, wishes=(tower,))


def by_group(text: str, scene: Scene) -> Reading | None:
    """Read a wish for one tower to a colour or a size."""
    for what, pattern in GROUPS:
        m = re.fullmatch(rf"(?P<a>.+?)(?:{pattern})(?: together)?", text)
        if m is None:
            continue
        text_of_one = re.sub(rf"(?:{HEAP[3:-1]})s\b", lambda h: h[0][:-1], m["a"])
        bare_heap = re.fullmatch(rf"(?:{MAKE}) (?:me |us )?{SHAPE}{HEAP}", text_of_one)
        phrase = "all blocks" if bare_heap else set_of(text_of_one)
        members = scene.all_of(phrase) if phrase else ()
        if len(members) > 1 and not any(is_hollow(o) for o in members):
            return towers(members, what)
    return None


def towers(members: Sequence[ObjectState], what: str) -> Reading | None:
    """Return the wish for a tower of each colour or size of which there are several."""
    groups: list[list[ObjectState]] = []
    for o in members:
        alike = (g for g in groups if same(g[0], o, what))
        group = next(alike, None)
        if group is None:
            groups.append([o])
        else:
            group.append(o)
    wishes = tuple(Tower(tuple(o.name for o in g)) for g in groups if len(g) > 1)
    return Reading(complete=True, wishes=wishes) if wishes else None


def same(a: ObjectState, b: ObjectState, what: str) -> bool:
    """Tell whether two things are alike in colour, or in size."""
    if what == "color":
        return a.color == b.color
    return all(abs(x - y) < 2 * SIZE for x, y in zip(a.size, b.size, strict=True))


def by_listed(text: str, scene: Scene) -> Reading | None:
    """Read "make two stacks, one of the big boxes and one of the small boxes"."""
    m = MANY.fullmatch(text)
    if m is None:
        return None
    parts = re.split(r"(?:,? and |, )(?=one |a stack |a tower )", m["rest"])
    listed = [re.fullmatch(r"(?:one|a stack|a tower) (?:of|for|with|from) (.+)", p) for p in parts]
    if any(p is None for p in listed) or len(listed) != NUMBERS[m["n"]]:
        return None
    sets = [scene.all_of(p[1]) for p in listed if p is not None]
    names = [o.name for o in itertools.chain(*sets)]
    if any(len(s) < 2 for s in sets) or len(set(names)) < len(names):
        return None
    return Reading(complete=True, wishes=tuple(Tower(tuple(o.name for o in s)) for s in sets))


def equal(text: str, scene: Scene) -> Reading | None:
    """Read "two towers of three blocks each", whichever blocks they are."""
    m = EQUAL.fullmatch(text)
    members = scene.all_of(f"all {(m['noun'] or 'block').removesuffix('s')}s") if m else ()
    if m is None or any(is_hollow(o) for o in members):
        return None
    count, high = NUMBERS.get(m["n"], 2), NUMBERS[m["k"]]
    if count < 2 or high < 2 or len(members) < count * high:
        return None
    names = [o.name for o in members]
    parts = (names[i * high : (i + 1) * high] for i in range(count))
    return Reading(complete=True, wishes=tuple(Tower(tuple(part)) for part in parts))


def one_by_one(text: str, scene: Scene) -> Reading | None:
    """Read "stack the red block on the green one on the blue one", or an order from the bottom."""
    if m := ORDER.fullmatch(text):
        names = [o.name for o in scene.all_of(m["set"]) if not is_hollow(o)]
        names = names[::-1] if m["down"] else names
        pairs = itertools.pairwise(names)
        return Reading(tuple(Fact("on", b, a) for a, b in pairs), True) if names[2:] else None
    m = re.fullmatch(rf"(?:{GATHER}) (.+)", text)
    parts = re.split(r" (?:on top of|onto|on) ", m[1]) if m else []
    found = [scene.all_of(p) for p in parts]
    names = [f[0].name for f in found if len(f) == 1]
    if len(parts) < 3 or len(set(names)) < len(parts) or any(is_hollow(f[0]) for f in found):
        return None
    return Reading(tuple(Fact("on", a, b) for a, b in itertools.pairwise(names)), True)
