"""Goals as users write them: checked against what is on the table, and planned where simple."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode

from agent.kinds import HOLLOW
from agent.perception.colors import COLORS
from agent.spatial import AMOUNTS, DIRECTIONS, PLACES
from agent.types import SkillCall
from sims.tasks.base import Step, put
from sims.tasks.predicates import LINE_WORDS, PREDICATES
from sims.tasks.source import Source

DEEPEST = 8
"""How deep all, any and not may nest."""
WORDS = ("asked", "refused", "said")
"""What is judged by what was said."""
HANDLED = {"open": "open", "closed": "close", "pressed": "press"}
"""The skill that brings about what is said of furniture."""
COUNTED = tuple(
    name
    for name, p in PREDICATES.items()
    if p.arguments[:2] in (("thing", "thing"), ("thing", "place")) and "thing..." not in p.arguments
)
"""Relations in which things can be counted."""
Read = Callable[[Node, str], Any]


@dataclass(frozen=True, slots=True)
class Goals:
    """Reads the goals of one task: `things` are kinds by name, `furniture` is what else stands."""

    source: Source
    things: Mapping[str, str]
    furniture: Sequence[str] = ()

    def read(self, node: Node, depth: int = 0) -> Any:
        """Return a goal as `predicates.judge` takes it."""
        if depth > DEEPEST:
            self.source.fail(node, f"Goals nest {DEEPEST} deep at the most.")
        if isinstance(node, MappingNode):
            return self.nested(node, depth)
        items = self.source.items(node, "A goal")
        if isinstance(items[0], ScalarNode):
            return self.predicate(items)
        return [self.read(item, depth + 1) for item in items]

    def nested(self, node: MappingNode, depth: int) -> dict[str, Any]:
        """Return an all, any or not."""
        inside = self.source.mapping(node, "A goal", ("all", "any", "not"))
        if len(inside) != 1:
            self.source.fail(node, "A goal has to be just one of: all, any, not.")
        ((word, inner),) = inside.items()
        if word == "not":
            return {word: self.read(inner, depth + 1)}
        items = self.source.items(inner, f"A goal's {word}")
        if isinstance(items[0], ScalarNode):
            self.source.fail(inner, f"{word} takes a list of goals: {{{word}: [[in, ...], ...]}}.")
        return {word: [self.read(item, depth + 1) for item in items]}

    def predicate(self, items: list[Node]) -> list[Any]:
        """Return a predicate with arguments of the right number and kinds."""
        head, *args = items
        word = self.source.text(head, "A predicate")
        if word not in PREDICATES:
            self.source.unknown(head, "predicate", word, PREDICATES)
        kinds = spread(PREDICATES[word].arguments, len(args))
        if len(kinds) != len(args):
            form = ", ".join((word, *PREDICATES[word].arguments))
            said = f"{word} is written [{form}]; here it has {len(args)} argument"
            self.source.fail(head, f"{said}{'s' * (len(args) != 1)}.")
        if word == "count":
            return [word, *self.counted(args)]
        read: dict[str, Read] = {
            "thing": self.thing,
            "furniture": self.fixed,
            "text": lambda node, what: self.source.pattern(node, "The pattern"),
            "place": self.among("place", list(PLACES)),
            "amount": self.among("amount", list(AMOUNTS)),
            "line": self.among("line", list(LINE_WORDS)),
            "direction": self.among("direction", list(DIRECTIONS)),
            "degrees": lambda node, what: self.source.number(node, "The angle in degrees"),
            "metres": lambda node, what: self.source.number(node, "The distance in metres"),
        }
        values = [read[kind](node, word) for kind, node in zip(kinds, args, strict=True)]
        named = [v for v, kind in zip(values, kinds, strict=True) if kind == "thing"]
        for i, (name, node) in enumerate(zip(named, args[len(args) - len(named) :], strict=True)):
            if name in named[:i]:
                self.source.fail(node, f"{word} names {name!r} twice.")
        if word == "in" and self.things[values[1]] not in HOLLOW:
            hollow = ", ".join(sorted(HOLLOW))
            self.source.fail(args[1], f"Nothing goes in {values[1]!r}; it has to be a: {hollow}.")
        return [word, *values]

    def thing(self, node: Node, what: str) -> str:
        """Return the name of a thing on the table."""
        name = self.source.text(node, f"An argument of {what}")
        if name not in self.things:
            self.source.unknown(node, "thing on this table called", name, self.things)
        return name

    def fixed(self, node: Node, what: str) -> str:
        """Return the name of furniture."""
        name = self.source.text(node, f"An argument of {what}")
        if not self.furniture:
            said = f"{what} needs furniture, and there is none in this scene."
            self.source.fail(node, said, "Write `scene: furniture`.")
        if name not in self.furniture:
            self.source.unknown(node, "furniture called", name, self.furniture)
        return name

    def among(self, kind: str, there: list[str]) -> Read:
        """Return how to read one of some words."""

        def read(node: Node, what: str) -> str:
            word = self.source.text(node, f"The {kind}")
            if word not in there:
                self.source.unknown(node, kind, word, there)
            return word

        return read

    def counted(self, args: list[Node]) -> list[Any]:
        """Return the arguments of count: what, relation, target, number."""
        what = self.source.text(args[0], "What is counted")
        kinds = sorted(set(self.things.values()))
        for word in what.split():
            if word not in (known := ["thing", *kinds, *COLORS]):
                self.source.unknown(args[0], "kind or colour", word, known)
        relation = self.among("relation to count", list(COUNTED))(args[1], "count")
        place = self.among("place", list(PLACES))
        target = (place if relation == "at" else self.thing)(args[2], "count")
        number = self.source.text(args[3], "The number")
        if (number not in ("even", "odd") and not number.isascii()) or number.startswith("-"):
            number = ""
        if not re.fullmatch("[0-9]{1,3}|even|odd", number):
            self.source.fail(args[3], "The number to count has to be 0, 1, 2 ..., even or odd.")
        return [what, relation, target, int(number) if number.isdigit() else number]


def spread(arguments: Sequence[str], count: int) -> list[str]:
    """Return the kind of each of `count` arguments: `[x]` may be left out, `x...` repeated."""
    out: list[str] = []
    for argument in arguments:
        kind = argument.removesuffix("...").strip("[]")
        if argument.endswith("..."):
            out += [kind] * max(0, count - len(out))
        elif not argument.startswith("[") or len(out) < count:
            out.append(kind)
    return out


def needs_words(goal: Any) -> bool:
    """Tell whether a goal needs a question, a refusal or a report: no deed alone reaches it."""
    if isinstance(goal, Mapping):
        ((word, inner),) = goal.items()
        if word == "not":
            return False
        return (any if word == "all" else all)(needs_words(g) for g in inner)
    if goal and not isinstance(goal[0], str):
        return any(needs_words(g) for g in goal)
    return bool(goal) and goal[0] in WORDS


def plan(goal: Any) -> tuple[Step, ...] | None:
    """Return how the scripted expert reaches a goal, or None where that is not simple.

    Simple are relations, towers, named lines and furniture, all of which must hold; what is
    not to be so, and what is to stay, needs no step.
    """
    steps = wanted(goal)
    return None if not steps else tuple(in_order(steps))


def wanted(goal: Any) -> list[Step] | None:
    """Return a step for each part of a goal in the order in which they are written."""
    if isinstance(goal, dict):
        ((word, inner),) = goal.items()
        if word == "not":
            return []
        return wanted(inner) if word == "all" else None
    if goal and not isinstance(goal[0], str):
        parts = [wanted(g) for g in goal]
        known = [p for p in parts if p is not None]
        return list(itertools.chain(*known)) if len(known) == len(parts) else None
    word, *args = goal
    if word == "unchanged":
        return []
    if word in HANDLED:
        return [Step(goal, (SkillCall(HANDLED[word], (args[0],)),))]
    if word == "stacked":
        return [put(b, "on", a) for a, b in itertools.pairwise(args)]
    if word == "line" and args[0] != "any":
        way, *names = args
        return [put(n, f"in a {way} line with", *names[:i]) for i, n in enumerate(names) if i]
    if word in COUNTED:
        return [put(args[0], word.replace("_", " "), *args[1:])]
    return None


def in_order(steps: Sequence[Step]) -> list[Step]:
    """Put steps so that what others are placed on, in or beside stands there first."""
    left, out = list(steps), []
    while left:
        movers = {s.subject for s in left}
        ready = [s for s in left if not movers & set(s.calls[0].args[1:]) - {s.subject}]
        # Furniture is moved in the order in which it is written; a circle is left as it is.
        out.append(ready[0] if ready else left[0])
        left.remove(out[-1])
    return out
