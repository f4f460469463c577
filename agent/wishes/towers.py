"""Towers: things on one another in any order, in an order by colour, one to a colour or size."""

from __future__ import annotations

import itertools
import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.kinds import can_stand_on, is_hollow
from agent.references.words import COLORS, NOUNS, NUMBERS
from agent.robot import Workspace
from agent.spatial import is_on, place_of, place_point
from agent.types import Fact, ObjectState, Observation
from agent.wishes.base import Reading, Scene, placed_text
from agent.wishes.speech import GATHER, MAKE

SIZE = 0.005
"""Sizes that differ by less than this (m) make no difference in a tower."""


@dataclass(frozen=True, slots=True)
class Tower:
    """Things that are to stand on one another.

    At the bottom stands one of `bottom` and on top one of `top`, where these are not empty;
    with `alternate` no two neighbours are of one colour. `number` of them, or all with 0.
    """

    members: tuple[str, ...]
    place: str = ""
    bottom: tuple[str, ...] = ()
    top: tuple[str, ...] = ()
    alternate: bool = False
    number: int = 0

    def open(self, observation: Observation, workspace: Workspace) -> tuple[Fact, ...]:
        """Return how to go on from what stands already."""
        return tuple(Building(self, observation, workspace).facts())


class Building:
    """A tower as far as it stands, and what comes next."""

    def __init__(self, tower: Tower, observation: Observation, workspace: Workspace) -> None:
        self.tower, self.observation, self.workspace = tower, observation, workspace
        found = (observation.find(name) for name in tower.members)
        self.seen = [o for o in found if o is not None]
        self.height = tower.number or len(tower.members)

    def facts(self) -> Iterator[Fact]:
        """Yield what is to be done, from the bottom up."""
        chain = max(self.standing(), key=len, default=[])
        if len(chain) < 2 and not self.tower.place:
            chain = [min(bases, key=self.base_cost)] if (bases := self.bases()) else []
        if not chain:
            bases = self.bases() or self.seen
            if not bases:
                return
            chain = [min(bases, key=self.base_cost)]
            if self.tower.place:
                yield Fact("at", chain[0].name, self.tower.place)
        left = [o for o in self.seen if o not in chain]
        while left and len(chain) < self.height:
            base, below = chain[0], chain[-1]
            fitting = [o for o in left if self.fits(o, chain)] or left
            chain.append(min(fitting, key=lambda o: self.next_cost(o, base, left)))
            left.remove(chain[-1])
            yield Fact("on", chain[-1].name, below.name)
        hidden = [n for n in self.tower.members if self.observation.find(n) is None]
        for name in hidden[: self.height - len(chain)]:
            yield Fact("on", name, chain[-1].name)

    def standing(self) -> Iterator[list[ObjectState]]:
        """Yield what stands on one another in a wanted order, where the tower is to be."""
        free = [o for o in self.seen if o.name != self.observation.holding]
        for base in free:
            if any(is_on(base, o) for o in free) or not self.fits(base, []):
                continue
            chain = [base]
            while len(chain) < self.height and (
                on := next((o for o in free if is_on(o, chain[-1]) and self.fits(o, chain)), None)
            ):
                chain.append(on)
            if not self.tower.place or all(self.at_place(o) for o in chain):
                yield chain

    def at_place(self, o: ObjectState) -> bool:
        """Tell whether a thing is where the tower is to be."""
        return place_of(*o.position[:2], self.workspace) == self.tower.place

    def fits(self, o: ObjectState, chain: Sequence[ObjectState]) -> bool:
        """Tell whether a thing may come next."""
        tower = self.tower
        last = len(chain) == self.height - 1
        if tower.top and (o.name in tower.top) != last:
            return False
        if not chain:
            return not tower.bottom or o.name in tower.bottom
        if tower.bottom and not tower.alternate and o.name in tower.bottom:
            return False
        return can_stand_on(o, chain[-1]) and not (tower.alternate and o.color == chain[-1].color)

    def bases(self) -> list[ObjectState]:
        """Return what may stand at the bottom; what is held only where it has to be moved."""
        held = self.observation.holding
        fitting = [o for o in self.seen if self.fits(o, [])]
        return [o for o in fitting if self.tower.place or o.name != held] or fitting

    def base_cost(self, o: ObjectState) -> tuple[bool, bool, float, float, str]:
        """Return what tells which is the best at the bottom."""
        covered = any(is_on(b, o) for b in self.observation.objects)
        size = -round(min(o.size[:2]) / SIZE)
        if self.tower.place:
            way = math.dist(o.position[:2], place_point(self.tower.place, self.workspace))
            return o.name != self.observation.holding, covered, size, way, o.name
        inside = any(is_hollow(b) and near(o, b) for b in self.observation.objects)
        return inside, False, size, 0.0, o.name

    def next_cost(
        self, o: ObjectState, base: ObjectState, left: Sequence[ObjectState]
    ) -> tuple[bool, bool, float, float, str]:
        """Return what tells which comes next: beside a high tower the hand has no room."""
        held = o.name == self.observation.holding
        covered = any(is_on(b, o) for b in left)
        size = -round(min(o.size[:2]) / SIZE)
        return covered, not held, size, math.dist(o.position[:2], base.position[:2]), o.name


def near(o: ObjectState, bowl: ObjectState) -> bool:
    """Tell whether a thing is over a hollow one."""
    return math.dist(o.position[:2], bowl.position[:2]) < max(bowl.size[:2]) / 2


NOUN = rf"(?:{'|'.join(NOUNS)})(?:s|es)?"
ON_EACH = "(?:on(?: top of)?|onto|over) (?:each other|one another)"
SHAPE = "(?:a |an |one |the )?(?:single |big |tall |high |highest |tallest |one )?"
HEAP = "(?:stack|tower|pile)"
FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?:stack|pile)(?: up)? (?P<set>.+?)(?: up)?(?: on top| together| {ON_EACH}"
        rf"| (?:up )?(?:into|in|to|as) {SHAPE}{HEAP})*",
        rf"(?:{MAKE}) {SHAPE}{HEAP}(?: out)? (?:of|from|with|using) (?P<set>.+)",
        rf"(?:{MAKE}) {SHAPE}(?P<noun>{NOUN}) {HEAP}",
        rf"(?:{GATHER}) (?P<set>.+?) (?:all )?{ON_EACH}",
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
    ("size", r",? (?:for|of) each size|,? one (?:for|to|per) each size|,? by(?: their)? sizes?"),
)
ALTERNATE = (
    r",? (?:with|in) (?:alternate|alternating) colors"
    r"|(?: so that| such that)(?: the| their)? colors alternate| whose colors alternate|,? alternating(?: the| their)? colors"
)
ENDS = (
    ("bottom", r",? starting with (?P<x>.+)"),
    (
        "bottom",
        r"(?:,? with|,? and|,) (?P<x>[a-z ]+?)(?: is| being)? (?:at|on) the (?:very )?bottom",
    ),
    (
        "top",
        r"(?:,? with|,? and|,) (?P<x>[a-z ]+?)(?: is| being)? (?:on(?: the)?|at the) (?:very )?top",
    ),
)
MANY = re.compile(
    rf"(?:{MAKE}) (?P<n>{'|'.join(NUMBERS)}|one) (?:stacks|towers|piles|stack|tower|pile)"
    r"(?: of (?P<noun>\w+))?(?:,|:)? (?P<rest>.+)"
)


def read(text: str, scene: Scene) -> Reading | None:
    """Read a wish for one tower or several."""
    if several := by_listed(text, scene) or by_group(text, scene):
        return several
    ends: dict[str, str] = {}
    for end, pattern in ENDS * 2:
        if end not in ends and (m := re.fullmatch(rf"(?P<rest>.+?){pattern}", text)):
            ends[end], text = m["x"], m["rest"]
    text, alternates = re.subn(ALTERNATE, "", text)
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
    number = re.fullmatch(rf"(?:any )?({'|'.join(NUMBERS)}) (?:of the )?(.+)", phrase)
    members = scene.all_of(f"all {number[2]}" if number else phrase)
    many = NUMBERS[number[1]] if number else len(members)
    if len(members) < max(2, many) or many < 2 or any(is_hollow(o) for o in members):
        return None
    names = tuple(o.name for o in members)
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
        bare_heap = re.fullmatch(rf"(?:{MAKE}) {SHAPE}{HEAP}", text_of_one)
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
    parts = re.split(r",? and |, ", m["rest"])
    listed = [re.fullmatch(r"(?:one|a stack|a tower) (?:of|for|with|from) (.+)", p) for p in parts]
    if any(p is None for p in listed) or len(listed) != NUMBERS[m["n"]]:
        return None
    sets = [scene.all_of(p[1]) for p in listed if p is not None]
    names = [o.name for o in itertools.chain(*sets)]
    if any(len(s) < 2 for s in sets) or len(set(names)) < len(names):
        return None
    return Reading(complete=True, wishes=tuple(Tower(tuple(o.name for o in s)) for s in sets))
