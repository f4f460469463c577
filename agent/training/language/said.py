"""Commands written by hand, each for a table of its own, and retold for tables that are alike.

Templates teach what a wish can be; these teach how people speak. A retold table has other
colours, or left and right changed; nothing else is made up. They are for training alone.

A file in `corpus/` has a line of JSON a table: `things`, each `[name, word, x, y, z]` (metres; the
word is one of `SIZES`), and `commands`, each with `text`, `facts`, and where the person
has to be asked first `answer` and `then`. Without facts, and without an answer, it cannot be done.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from agent.restating import RELATIONS
from agent.retelling import recolored as told_in
from agent.retelling import swapped
from agent.toy import SIZES as COMMON
from agent.training.language.command import Command
from agent.training.language.names import BASE, SHADES, UNUSUAL, invented
from agent.training.language.splits import Rng, one
from agent.types import Fact, ObjectState

SIZES = COMMON | {
    "cylinder": (0.05, 0.05, 0.04),
    "ring": (0.084, 0.084, 0.016),
    "plank": (0.1, 0.033, 0.02),
    "brick": (0.032, 0.032, 0.023),
    "duck": (0.083, 0.058, 0.077),
}
"""Word to size in metres, of things that the templates do not know as well."""
FOLDER = Path(__file__).parent / "corpus"
FACT = re.compile(rf"(.+?) ({'|'.join(sorted((*RELATIONS, 'at', 'held'), key=len)[::-1])}) (.+)")
ODD = 0.25
"""Share of the colours that are retold as a word that is no colour."""


@dataclass(frozen=True)
class Written:
    """A table with what was said of it."""

    things: tuple[ObjectState, ...]
    commands: tuple[Command, ...]


@cache
def written() -> tuple[Written, ...]:
    """Return all that is written."""
    lines = [line for path in sorted(FOLDER.glob("*.jsonl")) for line in path.open()]
    return tuple(read(json.loads(line)) for line in lines)


def read(row: Mapping[str, Any]) -> Written:
    """Return one line as a table."""
    return Written(tuple(map(thing, row["things"])), tuple(map(command, row["commands"])))


def thing(row: Sequence[Any]) -> ObjectState:
    """Return a thing on the table."""
    name, word, *at = row
    color = next((w for w in name.split() if w in BASE["train"]), "")
    return ObjectState(name, word.split()[-1], color, (at[0], at[1], at[2]), SIZES[word])


def command(row: Mapping[str, Any]) -> Command:
    """Return a command."""
    answer = row.get("answer", "")
    facts = tuple(map(fact, row["then"] if answer else row["facts"]))
    refuse = "" if facts else "it cannot be done"
    return Command(row["text"], facts, refuse, "Which one?" if answer else "", answer, "said")


def fact(text: str) -> Fact:
    """Return a fact from its words."""
    found = FACT.fullmatch(text)
    assert found is not None, text
    return Fact(found[2], found[1], found[3])


def retold(table: Written, rng: Rng) -> Written:
    """Return a table that is like another one but for its colours, and its sides."""
    if rng.random() < 0.5:
        table = mirrored(table)
    if rng.random() < 0.85:
        table = recolored(table, rng)
    return table


def mirrored(table: Written) -> Written:
    """Return a table with left and right changed."""
    things = tuple(
        replace(o, position=(o.position[0], -o.position[1], o.position[2])) for o in table.things
    )
    return reworded(replace(table, things=things), swapped)


def recolored(table: Written, rng: Rng) -> Written:
    """Return a table in other colours; those that are told in other words stay."""
    said = " ".join(c.text.lower() + c.answer.lower() for c in table.commands)
    colors = list(dict.fromkeys(o.color for o in table.things if o.color))
    stay = {c for c in colors for s in SHADES[c].all if re.search(rf"\b{re.escape(s)}\b", said)}
    free = [str(c) for c in rng.permutation([c for c in BASE["train"] if c not in stay])]
    new: dict[str, str] = {}
    for color in (c for c in colors if c not in stay):
        odd = rng.random() < ODD
        other = one((UNUSUAL.pick("train", rng), invented(rng, "train")), rng) if odd else free[0]
        free = [c for c in free if c != other]
        new[color] = other if other not in new.values() else color
    if len(set(new.values())) < len(new) or not new:
        return table
    things = tuple(replace(o, color=new.get(o.color, o.color)) for o in table.things)
    return reworded(replace(table, things=things), told_in(new))


def reworded(table: Written, told: Callable[[str], str]) -> Written:
    """Return a table with its names, and all that is said of it, in other words."""
    things = tuple(replace(o, name=told(o.name)) for o in table.things)
    commands = (
        replace(
            c,
            text=told(c.text),
            answer=told(c.answer),
            facts=in_order([retell(f, told) for f in c.facts]),
        )
        for c in table.commands
    )
    return Written(things, tuple(commands))


def retell(f: Fact, told: Callable[[str], str]) -> Fact:
    """Return a fact in other words."""
    return Fact(told(f.relation), told(f.subject), told(f.target))


def in_order(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Return facts by name where they are a set: all things to one and the same target."""
    one_set = len({(f.relation, f.target) for f in facts}) == 1
    return tuple(sorted(facts, key=lambda f: f.subject)) if one_set else tuple(facts)
