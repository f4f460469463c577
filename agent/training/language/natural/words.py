"""What fills the slots of natural sentences: plain names, plain places, said as people say them.

The slots of a template are `{a}` a thing by its name, `{a_}` the same without an article,
`{a1}` "the red one" where that is clear, `{ac}` its colour, `{ak}` its shape (the same for the
other letters of things); and of a wish `{at}` where something shall be, `{to}` where it is
brought, `{place}` the bare place; the second and third wish are `{at2}`, `{at3}`. A
slot that cannot be filled is bad luck.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from agent.kinds import is_hollow
from agent.training.language.forms import Target
from agent.training.language.refer import known_as, refer
from agent.training.language.splits import Phrases, one
from agent.training.language.table import Table, Unlucky
from agent.types import ObjectState

NOUNS: dict[str, tuple[str, ...]] = {
    "left side": ("left side", "left side", "left edge"),
    "right side": ("right side", "right side", "right edge"),
    "top side": ("top side", "top side", "top edge"),
    "bottom side": ("bottom side", "bottom side", "bottom edge"),
    "middle": ("middle", "middle", "center"),
}
AT: dict[str, tuple[str, ...]] = {
    "left side": ("on the left", "on the left side", "on the left side of the table",
                  "at the left edge", "over on the left"),
    "right side": ("on the right", "on the right side", "on the right side of the table",
                   "at the right edge", "over on the right"),
    "top side": ("at the top", "on the top side", "at the top of the table", "at the top edge"),
    "bottom side": ("at the bottom", "on the bottom side", "at the bottom of the table",
                    "at the bottom edge"),
    "middle": ("in the middle", "in the center", "in the middle of the table", "in the middle",
               "in the centre"),
}  # fmt: skip
TO: dict[str, tuple[str, ...]] = {
    "left side": ("to the left side", "over to the left side", "to the left edge",
                  "to the left side of the table", "all the way to the left"),
    "right side": ("to the right side", "over to the right side", "to the right edge",
                   "to the right side of the table", "all the way to the right"),
    "top side": ("to the top side", "to the top", "to the top edge", "to the top of the table"),
    "bottom side": ("to the bottom side", "to the bottom", "to the bottom edge",
                    "to the bottom of the table"),
    "middle": ("to the middle", "into the middle", "to the center", "to the middle of the table"),
}  # fmt: skip
BESIDE: dict[str, tuple[str, ...]] = {
    "left of": ("left of", "to the left of", "to the left of", "on the left of"),
    "right of": ("right of", "to the right of", "to the right of", "on the right of"),
    "in front of": ("in front of", "in front of", "right in front of"),
    "behind": ("behind", "behind", "right behind"),
    "near": ("next to", "next to", "near", "beside", "close to"),
    "in": ("in",),
    "on": ("on", "on", "on top of"),
}
"""Words for a relation, where something is."""
MOVING = {"in": ("in", "into", "into", "inside"), "on": ("on", "onto", "on top of")}
"""Words for a relation, where something goes."""
FREQUENT = frozenset(
    """put place move take bring get grab pick drop set set down up please can could you would i
    i'd want like for me and then it goes go should be in into inside on onto to at of the a that
    is with need we now ok so just top left right side all both blocks block first them
    that's""".split()
)
"""Words of which a sentence is nobody's own."""
OWN = 2
"""So many other words make it one that can be held back."""
SPARE = 4
"""So many of a table can be held back in any case."""
FOLLOWING = re.compile(r"(?<=[.?!] )[a-z]")
"""The first letter of another sentence."""


def sentences(text: str, often: str = "") -> Phrases:
    """Return a table of sentences; those of hardly any words of their own are for training."""
    table = Phrases(text, often=often)
    free = sorted((form for form in table.all if form not in table.often), key=own_words)
    Phrases.common.update(form for form in free[:-SPARE] if own_words(form) < OWN)
    return table


def own_words(form: str) -> int:
    """Return how many words a sentence has that few others have."""
    said = re.findall(r"[a-z'-]+", re.sub(r"\{.*?\}", "", form.lower()))
    return sum(word not in FREQUENT for word in said)


def plain(o: ObjectState, t: Table) -> str:
    """Return its name as most people say it, and as shortly as they do.

    Where it is the only bowl it is "the bowl", and "red" or "the red one" where nothing else that
    holds things, or that does not, is red.
    """
    style = t.rng.random()
    if style < 0.06:
        return refer(o, t, t.movable)
    known = known_as(o, t)
    if style < 0.16 or not known:
        return known or refer(o, t)
    if style < 0.36 and (words := by_kind(o, t)):
        return words
    if 0.36 <= style < 0.52 and (words := by_color(o, t)):
        return words
    name = f"{o.color} cube" if o.name == f"{o.color} block" and style > 0.95 else o.name
    return f"the {name}" if o.color else name


def by_kind(o: ObjectState, t: Table) -> str:
    """Return "the bowl", where it is the only one."""
    alone = sum(b.kind == o.kind for b in t.objects) == 1 and o.name.endswith(o.kind)
    return f"{one(('the', 'the', 'the', 'that'), t.rng)} {o.kind}" if alone else ""


def by_color(o: ObjectState, t: Table) -> str:
    """Return "the red one" or "red", where no other thing that could be meant so is red."""
    alike = [b for b in t.objects if is_hollow(b) == is_hollow(o) and b.color == o.color]
    if not o.color or len(alike) > 1:
        return ""
    return one((f"the {o.color} one", o.color), t.rng)


def bare(o: ObjectState, t: Table) -> str:
    """Return its name without an article."""
    if not known_as(o, t):
        raise Unlucky
    return o.name


def short(o: ObjectState, t: Table, among: Sequence[ObjectState]) -> str:
    """Return "the red one", where those that can be meant are told apart by colour."""
    same = [b for b in among if b.color == o.color]
    if not o.color or len(same) > 1:
        raise Unlucky
    return f"the {o.color} one"


def place(name: str, words: Mapping[str, tuple[str, ...]], t: Table) -> str:
    """Return a place with its preposition: "in the top left corner"."""
    if name in words:
        return one(words[name], t.rng)
    corner = corner_words(name, t)
    if words is NOUNS:
        return corner
    into = ("in the", "in the", "into the") if words is AT else ("to the", "into the", "in the")
    return f"{one(into[:2] if words is AT else into, t.rng)} {corner}"


def corner_words(name: str, t: Table) -> str:
    """Return what a corner is called."""
    side = "left" if "left" in name else "right"
    high = ("upper", "top") if name.startswith("top") else ("lower", "bottom")
    return one((name, name, f"{high[0]} {side} corner", f"{high[1]}-{side} corner"), t.rng)


def where(relation: str, target: Target, t: Table, moving: bool = False) -> str:
    """Return a relation and its target in plain words."""
    if isinstance(target, str):
        return place(target, TO if moving else AT, t)
    words = one(MOVING[relation] if moving and relation in MOVING else BESIDE[relation], t.rng)
    if target.kind == "tray" and relation == "in":
        words = "on"
    return f"{words} {plain(target, t)}"


class Slots(dict[str, str]):
    """The words of a template's slots, found when they are asked for."""

    def __init__(
        self,
        t: Table,
        things: Mapping[str, ObjectState],
        wishes: Iterable[tuple[str, Target]] = (),
        own: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(own or {})
        self.t, self.things, self.wishes = t, things, list(wishes)

    def __missing__(self, key: str) -> str:
        head, form = key[0], key[1:]
        if head in self.things and form in ("", "_", "1", "c", "k"):
            self[key] = self.thing(self.things[head], form)
        else:
            number = int(key[-1]) - 1 if key[-1].isdigit() else 0
            self[key] = self.wish(key.rstrip("23"), *self.wishes[number])
        return self[key]

    def thing(self, o: ObjectState, form: str) -> str:
        """Return a thing in one of its forms."""
        if form == "1":
            return short(o, self.t, self.t.movable)
        if form == "c":
            short(o, self.t, [b for b in self.t.objects if b.kind == o.kind])
            return o.color
        return plain(o, self.t) if not form else bare(o, self.t) if form == "_" else o.kind

    def wish(self, form: str, relation: str, target: Target) -> str:
        """Return where a wish leads, in one of its forms."""
        if form == "place":
            if not isinstance(target, str):
                raise Unlucky
            return place(target, NOUNS, self.t)
        return where(relation, target, self.t, moving=form == "to")


def say(
    forms: Phrases,
    t: Table,
    things: Mapping[str, ObjectState],
    wishes: Iterable[tuple[str, Target]] = (),
    **own: str,
) -> str:
    """Return one of the sentences with its slots filled."""
    text = forms.pick(t.split, t.rng).format_map(Slots(t, things, wishes, own))
    if t.chance(0.6):
        text = FOLLOWING.sub(lambda found: found[0].upper(), text)
    return text
