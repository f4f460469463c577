"""Words to a tree, by recursive descent; an error says at which word and what may stand there.

    expression  = quantity things | reference
    quantity    = "how many" | "number of" | "even number of" | "count" "(" things ")" ...
    reference   = "it" | NAME | ["all" | "both" | "the two"] ["the"] description
                | "everything" modifier
    description = {ordinal | side "most" | "closest" | "biggest" | "other" | ["not"] color
                  | "empty" | "round"} [noun] {modifier}
    modifier    = ["not"] relation target | "from the" side | "closest to" target
                | "between" target "and" target | "smaller than" reference
                | "of the same color as" reference | "except" reference
                | "with" reference "in it" | "without anything in it"
    target      = place | reference

Modifiers belong to the nearest noun: in "block left of the bowl on the tray" the bowl is on
the tray. What filters comes before what picks one: "leftmost block in the red bowl" is the
leftmost of those in the bowl.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from agent.references import words
from agent.references.draft import Draft, Filter
from agent.references.tokens import ReferenceError_, Tokens, singulars
from agent.references.tree import (
    All,
    Between,
    Colored,
    Compare,
    Count,
    CountParity,
    Except,
    Kind,
    Last,
    Name,
    Other,
    Place,
    Quality,
    Quantity,
    Reference,
    Related,
    SameColor,
    Target,
)
from agent.types import Observation

__all__ = ["ReferenceError_", "parse"]


def parse(
    text: str, observation: Observation | None = None, kind: str | None = None
) -> Reference | Quantity:
    """Parse a reference or a quantity.

    Args:
        text: `block closest to the leftmost bowl`, `number of blocks in the red bowl`.
        observation: its names and kinds of things are words of the language too.
        kind: what a vague word such as `one` stands for, if that is known.

    Raises:
        ReferenceError_: at the first word that cannot stand where it stands.
    """
    return Parser(text, observation, kind).expression()


class Parser(Tokens):
    """Reads one text by the grammar above."""

    def __init__(self, text: str, observation: Observation | None, kind: str | None) -> None:
        super().__init__(text)
        self.kind = kind
        self.inner = 0
        objects = observation.objects if observation else ()
        self.names = {o.name: o.name for o in objects}
        self.nouns = words.nouns(objects)

    def expression(self) -> Reference | Quantity:
        """Read all of the text."""
        start = self.at
        self.accept(words.ARTICLES)
        if len(self.tokens) > words.MOST_WORDS:
            self.at = words.MOST_WORDS
            raise self.fail("no more words")
        quantity = self.take(words.QUANTITIES)
        if quantity is None:
            self.at = start
            tree: Reference | Quantity = self.reference()
        else:
            tree = self.quantity(quantity)
        if self.peek():
            raise self.fail("a relation such as 'left of'", "'from the left'", "the end")
        return tree

    def quantity(self, kind: Literal["count", "parity", "even", "odd"]) -> Quantity:
        """Read what is counted."""
        bracket = self.accept("(")
        things = self.reference()
        if bracket and not self.accept(")"):
            raise self.fail("')'")
        of = things if isinstance(things, All) else All(things)
        if kind == "count":
            return Count(of)
        return CountParity(of, None if kind == "parity" else kind)

    def reference(self) -> Reference:
        """Read a thing or several."""
        start = self.at
        if self.accept(words.IT) and self.peek() in words.ENDS:
            return Last()
        self.at = start
        if self.accept(words.WHATEVER):
            return self.whatever()
        several = self.accept(words.SEVERAL)
        self.accept(words.ARTICLES)
        if not several and (name := self.name()):
            return name
        if not several and (number := self.number()):
            return All(self.description()[0], number)
        described, plural = self.description()
        if several or plural:
            return All(described, words.SEVERAL.get(several))
        return self.plainly_named(start, described)

    def whatever(self) -> Reference:
        """Read what is said behind "everything": "red", "but the bowls", "in the tray"."""
        draft = Draft()
        while self.color(draft) or self.quality(draft):
            pass
        while self.modifier(draft):
            pass
        self.complete(draft)
        if draft.short:
            draft.settle(plural=True)
        if not draft.filters or draft.side or draft.measure:
            raise self.fail("a color", "a relation such as 'in the bowl'", "'except'")
        return All(draft.finished(Kind(None)))

    def number(self) -> int:
        """Read "two" or "three", where several things follow."""
        start = self.at
        number = self.take(words.NUMBERS) or 0
        # "Two blocks" are any two, "the two blocks" are those that there are.
        if number > 1 and start and self.tokens[start - 1] == "the":
            return number
        self.at = start
        return 0

    def name(self) -> Name | None:
        """Read the name of a thing that is seen, where nothing more is said of it."""
        start = self.at
        found = self.take(self.names)
        if found and self.peek() in words.ENDS:
            return Name(found)
        self.at = start
        return None

    def plainly_named(self, start: int, described: Reference) -> Reference:
        """Return a name where the words are just `red block` or `red block 2`."""
        said = [w for w in self.tokens[start : self.at] if w not in words.ARTICLES]
        if self.peek().isdigit() and said[-1:] and said[-1] in self.nouns:
            self.at += 1
            return Name(" ".join([*said, self.tokens[self.at - 1]]))
        if len(said) == 2 and said[0] in words.COLORS and isinstance(described, Colored):
            return Name(" ".join(said), described)
        return described

    def description(self) -> tuple[Reference, bool]:
        """Read adjectives, a noun and modifiers; also tell whether the noun is plural."""
        draft = Draft()
        start = self.at
        while self.adjective(draft):
            pass
        noun = self.noun()
        if noun is None and self.at == start:
            raise self.fail("a thing such as 'block'", "a color", "'leftmost'", "'closest'")
        while self.modifier(draft):
            pass
        if noun is None and self.peek() not in words.ENDS:
            raise self.fail("a thing such as 'block'")
        noun = noun or (self.kind, False)
        self.complete(draft)
        if draft.short:
            draft.settle(plural=noun[1])
        return draft.finished(Kind(noun[0])), noun[1]

    def noun(self) -> tuple[str | None, bool] | None:
        """Read a noun; return its kind and whether it is plural."""
        word = self.peek()
        for singular in singulars(word):
            if singular in self.nouns or singular in words.VAGUE:
                self.at += 1
                default = self.kind if singular == "one" else None
                return self.nouns.get(singular, default), singular != word
        return None

    def adjective(self, draft: Draft) -> bool:
        """Read one word before the noun, if one stands here."""
        if self.accept(("other", "remaining")):
            draft.filters.append(Other)
            return True
        if (side := self.take(words.SIDE_WORDS)) is not None:
            draft.side = side
            return True
        if (rank := self.take(words.ORDINALS)) is not None:
            draft.rank = rank
        elif (side := self.take(words.MOST)) is not None:
            draft.side = side
        elif (measure := self.take(words.DISTANCES, words.SIZES, words.HEIGHTS)) is not None:
            draft.measure = measure
        else:
            return self.lone() or self.color(draft) or self.quality(draft)
        self.accept(("of the", "of all", "of all the"))
        return True

    def lone(self) -> bool:
        """Skip "only" in "the only block"; "only the block" is no thing."""
        behind = self.at > 0 and self.tokens[self.at - 1] == "the"
        return behind and bool(self.accept(words.LONE))

    def color(self, draft: Draft) -> bool:
        """Read a colour or a category of colours, or that it is not to be one."""
        start = self.at
        negated = bool(self.accept(("not", "non")))
        self.accept(words.ARTICLES)
        color = self.accept((*words.COLORS, *words.CATEGORIES))
        if not color:
            if negated:
                raise self.fail("a color", *words.CATEGORIES)
            self.at = start
            return False
        color = "gray" if color == "grey" else color
        self.accept(("colored", "color"))
        draft.filters.append(lambda of: Colored(of, color, negated))
        return True

    def quality(self, draft: Draft) -> bool:
        """Read whether a thing is empty, or round."""
        start = self.at
        negated = bool(self.accept(("not", "non")))
        found = self.take(words.QUALITIES)
        if found is None:
            self.at = start
            return False
        quality, opposite = found
        draft.filters.append(lambda of: Quality(of, quality, negated != opposite))
        return True

    def contents(self, draft: Draft) -> bool:
        """Read "with something in it", "without anything in it", "with the red block in it"."""
        start = self.at
        less = bool(self.accept(("without",)))
        if not less and not self.accept(("with", "that has", "which has", "has")):
            return False
        some = self.take(words.CONTENTS)
        if some is not None:
            draft.filters.append(lambda of: Quality(of, "empty", some != less))
            return True
        held = self.until(words.INSIDE)
        if held is None:
            self.at = start
            return False
        target, relation = held
        draft.filters.append(lambda of: Related(of, relation, target, less))
        return True

    def until(self, ends: Mapping[str, str]) -> tuple[Reference, str] | None:
        """Read a reference up to one of some phrases, and what that phrase means."""
        tokens, start = self.tokens, self.at
        for at in range(start + 1, len(tokens)):
            self.at = at
            if meaning := self.take(ends):
                after, self.at = self.at, start
                self.tokens = tokens[:at]
                inner = self.within()
                whole = self.at == at
                self.tokens, self.at = tokens, after
                return (inner, meaning) if whole else None
        return None

    def modifier(self, draft: Draft) -> bool:
        """Read what is said after the noun, if anything is."""
        start = self.at
        self.accept(("and", ","))
        self.accept(words.COPULA)
        negated = bool(self.accept(("not",)))
        self.standing()
        if not negated and self.picks(draft):
            return True
        if not negated and (narrow := self.comparison()):
            draft.filters.append(narrow)
            return True
        if not negated and self.contents(draft):
            return True
        before = self.at
        if (self.accept(("in", "on", "at", "to"))) and (side := self.short_side()):
            draft.short = side
            return True
        self.at = before
        relation = self.take(words.RELATIONS)
        if relation:
            target = self.target()
            self.check(relation, target)
            draft.filters.append(lambda of: Related(of, relation, target, negated))
            return True
        self.at = start
        copula = self.accept(words.COPULA)
        if (copula or self.peek() == "not") and (self.color(draft) or self.quality(draft)):
            return True
        if copula != "are there":
            self.at = start
        return False

    def short_side(self) -> str:
        """Read "the left", where nothing follows."""
        start = self.at
        self.accept(words.ARTICLES)
        side = self.take(words.SIDE_WORDS)
        if side and self.peek() in words.ENDS:
            return side
        self.at = start
        return ""

    def standing(self) -> None:
        """Skip "lying" and the like where it is told next where."""
        start = self.at
        self.accept(words.STANDING)
        after = self.at
        told = self.take(words.RELATIONS, words.OUTERMOST) is not None
        self.at = after if told else start

    def picks(self, draft: Draft) -> bool:
        """Read `from the left`, `closest to ...`, or what "closest" was left open for."""
        pending = draft.measure in words.DISTANCES.values() and draft.target is None
        if (side := self.take(words.OUTERMOST)) is not None:
            draft.side = side
            return True
        if not pending and self.accept(("from the", "from")):
            side = self.take(words.SIDE_WORDS)
            if side is None:
                raise self.fail(*(f"'{side}'" for side in words.SIDES))
            if not draft.rank:
                raise self.fail("a rank before it: 'second block from the left'")
            self.accept(("side", "edge"))
            draft.side = side
            return True
        if not (pending and self.peek() in ("to", "from")):
            measure = self.take(words.DISTANCES)
            if measure is None:
                return False
            draft.measure = measure
        if not self.accept(("to", "from")) and self.peek() not in words.PEOPLE:
            raise self.fail("'to' or 'from' and a thing")
        if (side := self.take(words.PEOPLE)) is not None:
            near = draft.measure == "closest to"
            draft.side, draft.measure = side if near else words.OPPOSITE[side], ""
            return True
        draft.target = self.target()
        return True

    def comparison(self) -> Filter | None:
        """Read a comparison with other things; return what it leaves."""
        if comparison := self.take(words.COMPARISONS):
            than = self.within()
            return lambda of: Compare(of, comparison, than)
        if (same := self.take(words.SAME_COLOR)) is not None:
            like = self.within()
            return lambda of: SameColor(of, like, same)
        if not self.inner and self.accept(words.EXCEPT):
            but = self.within()
            return lambda of: Except(of, but)
        if self.accept(("between", "in between")):
            self.accept(words.ARTICLES)
            both = self.accept(("two", "both", "both the", "both of the"))
            first = self.target()
            if both and isinstance(first, All):
                return lambda of: Between(of, All(first.of, 2))
            if not self.accept(("and",)):
                raise self.fail("'and'")
            second = self.target()
            return lambda of: Between(of, first, second)
        return None

    def target(self) -> Target:
        """Read a place or a reference."""
        start = self.at
        self.accept(words.ARTICLES)
        short = {side: f"{side} side" for side in ("left", "right", "top", "bottom")}
        place = self.take(words.PLACE_WORDS)
        if place is None:
            place = self.take(short)
            if place and self.peek() not in words.ENDS:
                place = None
        if place is None:
            self.at = start
            return self.within()
        self.accept(("of the table", "on the table", "of the workspace"))
        return Place(place)

    def within(self) -> Reference:
        """Read a reference within another; what is excepted is so from the outer one."""
        self.inner += 1
        inner = self.reference()
        self.inner -= 1
        return inner

    def check(self, relation: str, target: Target) -> None:
        """Raise where a relation cannot have such a target."""
        if isinstance(target, Place) and relation in ("under", "containing"):
            raise self.fail(f"a thing, and not a place, after {relation!r}")
        if relation == "at" and not isinstance(target, Place):
            raise self.fail("a place after 'at', such as 'left side'")

    def complete(self, draft: Draft) -> None:
        """Raise where something was begun and not said."""
        if draft.measure in words.DISTANCES.values() and draft.target is None:
            raise self.fail("'to' or 'from' and a thing")
        if draft.rank and not draft.side and not draft.measure:
            raise self.fail("'from the left'", "'from the right'", "'from the top'")
