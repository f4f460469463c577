"""Goals of two or three wishes, one after the other, and what people leave out in them."""

from __future__ import annotations

from collections.abc import Sequence

from agent.training.language import verbs
from agent.training.language.command import Command
from agent.training.language.forms import Target, clause, joined, simple
from agent.training.language.refer import known_as, refer, spot
from agent.training.language.single import fact, goal_of
from agent.training.language.splits import Phrases, one
from agent.training.language.table import Table, Unlucky
from agent.types import Fact, ObjectState

Wish = tuple[ObjectState, str, Target]
BEFORE = Phrases(
    """{b}, but before that {a}|{b}, but first {a}|before you {b}, {a}|{b}, after you {a}
    |{b} once you have managed to {a}|before you {b}, you should {a}|{b}. But first {a}
    |{b}. Before that, {a}|{b}; prior to that, {a}|prior to all this {a}, and only then {b}
    |don't {b} before you {a}|{b} only after you {a}|in the end {b}, but to begin with {a}
    |as step two {b}, as step one {a}|the last thing is to {b}; the first is to {a}
    |{b} as soon as you have finished with this: {a}""",
)
"""Two commands, of which the one that is said last is to be done first."""
NUMBERED = Phrases(
    """1. {a} 2. {b}|1) {a} 2) {b}|first, {a}. Second, {b}|step one: {a}. step two: {b}
    |two things: {a}; {b}|first {a}, then {b}|(a) {a}, (b) {b}|two jobs: {a} and {b}
    |I need two things done: {a}; {b}|start with this: {a}. continue with this: {b}
    |to begin with, {a}. To finish, {b}|both please: {a}, {b}|do this: {a} - and this: {b}
    |here's the list: {a}; {b}|initially {a}, subsequently {b}"""
)
THERE = Phrases(
    """{a}, and {b} too|{a} and {b} as well|{a}. {b} goes there too|{a}, {b} likewise
    |{a}; same for {b}|{a}, together with {b}|{a} and do the same with {b}|{a}, {b} also
    |{a}. The same goes for {b}|{a}, along with {b}|{a}. {b} belongs there as well
    |{a}, and add {b}|{a}, then {b} in the same way|{a}. Then repeat that with {b}|{a}, plus {b}
    |{a} and let {b} follow|{a}. Likewise {b}"""
)
"""A second thing for the same place."""
ONTO = Phrases(
    """{a}, and {b} on top of it|{a} and {b} on top of that|{a}. Then {b} goes on it
    |{a}, then {b} on it|{a}, with {b} on top|{a}; on top of it I want {b}
    |{a} and then {put} {b} on top of it|{a} and {put} {b} onto it|{a}. On top of that {put} {b}
    |{a}. {b} comes on top|{a}, {b} goes on top of that|{a}, crowned by {b}|{a}, topped with {b}
    |{a}; {put} {b} on that one|{a} and finish with {b} on top"""
)


def wishes(t: Table, number: int) -> list[Wish]:
    """Return wishes of which none undoes another."""
    out: list[Wish] = []
    now = t
    for _ in range(4 * number):
        facts = [fact(r, a, b) for a, r, b in out]
        if len(out) == number:
            break
        used = {f.subject for f in facts} | {f.target for f in facts}
        a = t.pick(o for o in t.movable if o.name not in used)
        relation, target = goal_of(now.get(a.name), now)
        if not isinstance(target, str):
            target = t.get(target.name)
        if fits_with((a, relation, target), out):
            out.append((a, relation, target))
            now = t.after([fact(r, x, b) for x, r, b in out])
    if len(out) < number:
        raise Unlucky
    return out


def fits_with(new: Wish, before: Sequence[Wish]) -> bool:
    """Tell whether a wish can follow others; no tower is to stand at a place of its own."""
    _, relation, target = new
    if isinstance(target, str):
        corners = {b for _, _, b in before if isinstance(b, str) and "corner" in b}
        return "corner" not in target or not corners - {target}
    moved = {x.name: r for x, r, _ in before}
    if target.name in moved:
        return relation == "on" == moved[target.name]
    taken = [b for _, r, b in before if r == relation and not isinstance(b, str)]
    return relation == "in" or all(b.name != target.name for b in taken)


def several_clauses(t: Table) -> Command:
    """Two or three wishes, each in its own words."""
    number = 2 if t.chance(0.7) else 3
    them = wishes(t, number)
    texts: list[str] = []
    for i, (a, relation, target) in enumerate(them):
        words = refer(a, t, t.movable)
        if i and t.chance(0.3):
            texts.append(f"{words} {spot(relation, target, t)}")
        else:
            texts.append(clause(words, t, relation, target, plain=i > 0 and t.chance(0.7)))
    facts = tuple(fact(r, a, b) for a, r, b in them)
    return Command(joined(texts, t), facts, structure=f"{('two', 'three')[number - 2]}-clauses")


def ordered(t: Table) -> Command:
    """Two commands, numbered, or said in the other order."""
    them = wishes(t, 2)
    first, second = (simple(refer(a, t, t.movable), t, r, b) for a, r, b in them)
    back = t.chance(0.5)
    form = (BEFORE if back else NUMBERED).pick(t.split, t.rng)
    facts = tuple(fact(r, a, b) for a, r, b in them)
    structure = "reversed-order" if back else "numbered"
    return Command(form.format(a=first, b=second), facts, structure=structure)


def also(t: Table) -> Command:
    """A second thing to the same place, of which only the first is said in full."""
    a, b = t.some(t.movable, 2)
    relation, target = goal_of(a, t)
    if relation not in ("in", "at"):
        raise Unlucky
    now = t.after([fact(relation, a, target)])
    if isinstance(target, str):
        if not now.room(target, [b]):
            raise Unlucky
    elif target is b or not now.fits(b, "in", now.get(target.name)):
        raise Unlucky
    facts = (fact(relation, a, target), fact(relation, b, target))
    if t.holds(facts[1]):
        raise Unlucky
    form = THERE.pick(t.split, t.rng)
    text = form.format(a=clause(refer(a, t), t, relation, target).rstrip("?."), b=refer(b, t))
    return Command(text, facts, structure="also")


def on_it(t: Table) -> Command:
    """Something on another thing, and something on that."""
    a, b = t.some(t.movable, 2)
    relation, target = goal_of(a, t)
    if relation != "on" or isinstance(target, str) or target is b or not t.fits(b, "on", a):
        raise Unlucky
    first = clause(known_as(a, t) or refer(a, t), t, relation, target).rstrip("?.")
    put = verbs.PUT.pick(t.split, t.rng)
    text = ONTO.pick(t.split, t.rng).format(a=first, b=refer(b, t), put=put)
    return Command(text, (fact("on", a, target), Fact("on", b.name, a.name)), structure="on-it")


def elliptic(t: Table) -> Command:
    """ "red in blue bowl, green in red bowl": hardly more than names."""
    number = int(one((1, 2, 2), t.rng))
    them = wishes(t, number)
    parts = []
    for a, relation, target in them:
        thing = color_only(a, t) or known_as(a, t)
        if not thing or (isinstance(target, ObjectState) and not known_as(target, t)):
            raise Unlucky
        where = spot(relation, target, t)
        parts.append(
            f"{thing} {where}".replace("the ", "") if t.chance(0.8) else f"{thing} {where}"
        )
    form = SHORT.pick(t.split, t.rng)
    text = form.format(one((", ", " and ", "; ", ", then "), t.rng).join(parts))
    facts = tuple(fact(r, a, b) for a, r, b in them)
    return Command(text, facts, structure="elliptic")


SHORT = Phrases("{}|{}|{} pls|ok: {}|so {}", val="{} pronto", test="{} quick")


def color_only(o: ObjectState, t: Table) -> str:
    """Return its colour, where that says enough."""
    same = [b for b in t.movable if b.color == o.color]
    return o.color if len(same) == 1 and o.color else ""
