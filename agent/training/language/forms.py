"""Sentences: a wish for one thing or several at one spot, in one of very many forms."""

from __future__ import annotations

from agent.training.language import verbs
from agent.training.language.refer import bare, spot
from agent.training.language.splits import Phrases, one
from agent.training.language.table import Table, Unlucky
from agent.types import ObjectState

Target = ObjectState | str
PRONOUN = Phrases(
    """{take} {a} and {put} it {at}|{take} {a}, then {put} it {at}|{take} {a}, {put} it {at}
    |{take} {a} and then {put} it {at}|{take} {a} first, then {put} it {at}
    |{take} {a}. {Put} it {at}|{take} {a}. Then {put} it {at}
    |first {take} {a}, after that {put} it {at}|{take} {a} & {put} it {at}
    |see {a}? {Put} it {at}|do you see {a}? {put} it {at}|there is {a}. {Put} it {at}
    |{take} {a}, and {put} it {at}|look at {a}: {put} it {at}
    |{take} {a}, carry it over and {put} it {at}|you see {a}, {put} it {at}
    |{take} {a}. when you have it, {put} it {at}|{take} {a}; {put} it {at}
    |once you {take} {a}, {put} it {at}|after you {take} {a}, {put} it {at}
    |{take} {a} so that you can {put} it {at}|take a look at {a}, {put} it {at}
    |find {a} and {put} it {at}|locate {a} and {put} it {at}|search for {a} and {put} it {at}
    |{take} {a} in order to {put} it {at}|{take} {a}, lift it, {put} it {at}
    |{take} {a}; next, {put} it {at}""",
)
"""Names a thing and then speaks of it."""
FRONTED = Phrases(
    """{at}, {put} {a}|{at} {put} {a}|{at}: {put} {a}|{at}, would you {put} {a}?
    |{at}, I want you to {put} {a}|{at} you can {put} {a}|{at}, please {put} {a}
    |{at}, just {put} {a}|{at} there is room, so {put} {a} there
    |{at}, that is where you should {put} {a}|it is {at} that you should {put} {a}
    |{at}, kindly {put} {a}|there is space {at}: {put} {a} there|over {at}, {put} {a}
    |{at}, could you {put} {a}?"""
)
"""Says first where to."""


def simple(a: str, t: Table, relation: str, target: Target) -> str:
    """Return a plain command: a verb, what, where."""
    if t.chance(0.3):
        return verbs.PUT_SO.pick(t.split, t.rng).format(a=a, at=spot(relation, target, t, True))
    verb = verbs.PUT.pick(t.split, t.rng)
    return f"{verb} {a} {spot(relation, target, t)}"


def pronoun(a: str, t: Table, relation: str, target: Target, them: bool = False) -> str:
    """Return "take the red block and put it there"."""
    take, put = verbs.TAKE.pick(t.split, t.rng), verbs.PUT.pick(t.split, t.rng)
    form = PRONOUN.pick(t.split, t.rng)
    out = form.format(
        take=take, put=put, Put=put.capitalize(), a="{a}", at=spot(relation, target, t)
    )
    return (out.replace(" it ", " them ") if them else out).format(a=a)


def clause(a: str, t: Table, relation: str, target: Target, plain: bool = False) -> str:
    """Return one wish in words; a plain one can stand within a longer sentence."""
    style = t.rng.random()
    if plain or style < 0.30:
        return simple(a, t, relation, target)
    if style < 0.46:
        return polite(simple(a, t, relation, target), t)
    if style < 0.64:
        t.tags.append("pronoun")
        text = pronoun(a, t, relation, target)
        return polite(text, t) if t.chance(0.2) else text
    if style < 0.82:
        form = verbs.WANT.pick(t.split, t.rng)
        return form.format(a=a, at=spot(relation, target, t, static=True))
    return rare(a, t, relation, target)


def rare(a: str, t: Table, relation: str, target: Target) -> str:
    """Return a wish in one of the less usual forms."""
    style = t.rng.random()
    if style < 0.35:
        put = verbs.PUT.pick(t.split, t.rng)
        return FRONTED.pick(t.split, t.rng).format(put=put, a=a, at=spot(relation, target, t))
    if style < 0.55:
        doing = verbs.DOING.pick(t.split, t.rng)
        form = verbs.MIND.pick(t.split, t.rng)
        return form.format(doing=doing, a=a, at=spot(relation, target, t))
    if style < 0.75:
        form = verbs.CAN_BE.pick(t.split, t.rng)
        return form.format(a=a, at=spot(relation, target, t))
    if style < 0.9:
        form = verbs.NONE.pick(t.split, t.rng)
        thing = a.removeprefix("the ") if t.chance(0.5) else a
        return form.format(a=thing, at=spot(relation, target, t))
    if relation != "in" or isinstance(target, str):
        raise Unlucky
    if not (name := bare(target, t)):
        raise Unlucky
    return verbs.ARROW.pick(t.split, t.rng).format(a=a.removeprefix("the "), b=name)


def polite(text: str, t: Table) -> str:
    """Return a command wrapped in manners."""
    return verbs.ASK_FOR.pick(t.split, t.rng).format(do=text)


def many(a: str, t: Table, relation: str, target: Target, plain: bool = False) -> str:
    """Return a wish for several things at one spot."""
    style = t.rng.random()
    if style < 0.55 or plain:
        text = f"{verbs.THEM.pick(t.split, t.rng)} {a} {spot(relation, target, t)}"
        return polite(text, t) if t.chance(0.3) and not plain else text
    if style < 0.68:
        t.tags.append("pronoun")
        return pronoun(a, t, relation, target, them=True)
    if style < 0.78:
        put = verbs.THEM.pick(t.split, t.rng)
        return FRONTED.pick(t.split, t.rng).format(put=put, a=a, at=spot(relation, target, t))
    if style < 0.84:
        doing, form = verbs.DOING.pick(t.split, t.rng), verbs.MIND.pick(t.split, t.rng)
        return form.format(doing=doing, a=a, at=spot(relation, target, t))
    form = verbs.WANT.pick(t.split, t.rng)
    return plural(form).format(a=a, at=spot(relation, target, t, static=True))


def plural(form: str) -> str:
    """Return a sentence about several things."""
    for was, now in (
        ("{a} goes", "{a} go"), ("goes {a}", "go {a}"), ("{a} belongs", "{a} belong"),
        ("belongs {a}", "belong {a}"), ("{a} needs", "{a} need"), ("{a} has", "{a} have"),
        ("{a} is", "{a} are"), ("{a} was", "{a} were"), ("{a} wants", "{a} want"),
        (" it ", " they "),
        ("they goes", "they go"), ("put they", "put them"), ("that goes", "those go"),
        ("want they", "want them"), ("that thing", "those things"),
    ):  # fmt: skip
        form = form.replace(was, now)
    return form


JOINTS = Phrases(
    """, then|and then|and|, and|, and after that|; then|. Then|, next|. After that|;|. Next,|.
    |. And|, and then|. Then please|. When that is done,|. Afterwards|, afterwards
    |, followed by this:|. Also,|; also|, and also|. Second:|. Once done,|. Now|; next up:
    |. As a second step|&|. Following that,|; finally|, and finally|, and lastly|. Last,|, plus
    |. One more thing:|. That done,|, subsequently|. The next thing:|, whereupon|. Besides that,
    |, in addition""",
    often=", then| and then| and|. Then",
)
"""Between two wishes."""


def joined(clauses: list[str], t: Table) -> str:
    """Return several wishes as one text."""
    text = clauses[0].rstrip("?.")
    for more in clauses[1:]:
        joint = JOINTS.pick(t.split, t.rng)
        space = "" if joint[0] in ",;." else " "
        text = f"{text}{space}{joint} {more.rstrip('?.')}"
    return text


def listed(names: list[str], t: Table) -> str:
    """Return "a, b and c"."""
    last = one((" and ", " and ", " as well as ", ", and ", " plus ", " & "), t.rng)
    return ", ".join(names[:-1]) + last + names[-1] if names[1:] else names[0]
