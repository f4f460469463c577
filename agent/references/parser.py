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

from typing import Literal

from agent.references import words
from agent.references.draft import Draft
from agent.references.modifiers import Modifiers
from agent.references.tokens import ReferenceError_, singulars
from agent.references.tree import (
    All,
    Colored,
    Count,
    CountParity,
    Kind,
    Last,
    Name,
    Other,
    Quantity,
    Reference,
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


class Parser(Modifiers):
    """Reads one text by the grammar above."""

    def __init__(self, text: str, observation: Observation | None, kind: str | None) -> None:
        super().__init__(text)
        self.kind = kind
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
            return All(self.description(counted=True)[0], number)
        described, plural = self.description()
        if several or plural:
            return All(described, words.SEVERAL.get(several))
        return self.plainly_named(start, described)

    def whatever(self) -> Reference:
        """Read what is said behind "everything": "red", "but the bowls", "in the tray"."""
        draft = Draft()
        while self.quality(draft) or self.color(draft):
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

    def description(self, counted: bool = False) -> tuple[Reference, bool]:
        """Read adjectives, a noun and modifiers; also tell whether the noun is plural.

        Where it is `counted` how many there are, "on the left" are the leftmost of them, and
        "the two on the left" are two things.
        """
        draft = Draft(counted=counted)
        start = self.at
        while self.adjective(draft):
            pass
        noun = self.noun()
        if noun is None and counted and self.kind and self.peek() not in words.ENDS:
            noun = self.kind, True
        if noun is None and self.at == start:
            raise self.fail("a thing such as 'block'", "a color", "'leftmost'", "'closest'")
        draft.plural = noun[1] if noun else None
        while self.modifier(draft):
            pass
        if noun is None and self.peek() not in words.ENDS:
            raise self.fail("a thing such as 'block'")
        noun = noun or (self.kind, False)
        self.complete(draft)
        if draft.short:
            draft.settle(plural=noun[1] and not counted)
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
        if self.accept(("middle", "middlemost", "central")):
            draft.middle = True
            return True
        if (rank := self.take(words.ORDINALS)) is not None:
            draft.rank = rank
        elif (side := self.take(words.MOST)) is not None:
            draft.side = side
        elif (measure := self.take(words.DISTANCES, words.SIZES, words.HEIGHTS)) is not None:
            draft.measure = measure
        else:
            return self.lone() or self.quality(draft) or self.color(draft)
        self.accept(("of the", "of all", "of all the"))
        return True

    def lone(self) -> bool:
        """Skip "only" in "the only block"; "only the block" is no thing."""
        behind = self.at > 0 and self.tokens[self.at - 1] == "the"
        return behind and bool(self.accept(words.LONE))

    def complete(self, draft: Draft) -> None:
        """Raise where something was begun and not said."""
        if draft.measure in words.DISTANCES.values() and draft.target is None:
            raise self.fail("'to' or 'from' and a thing")
        if draft.rank and not draft.side and not draft.measure:
            raise self.fail("'from the left'", "'from the right'", "'from the top'")
