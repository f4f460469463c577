"""What is said of a thing before and behind its noun: colours, relations, comparisons."""

from __future__ import annotations

from collections.abc import Mapping

from agent.references import words
from agent.references.draft import Draft, Filter
from agent.references.tokens import Tokens
from agent.references.tree import (
    All,
    Between,
    Colored,
    Compare,
    Except,
    Kind,
    Place,
    Quality,
    Reference,
    Related,
    SameColor,
    Target,
)


class Modifiers(Tokens):
    """Reads what narrows a description down."""

    inner = 0
    """How deep in references within others reading is."""

    def reference(self) -> Reference:
        """Read a thing or several."""
        raise NotImplementedError

    def noun(self) -> tuple[str | None, bool] | None:
        """Read a noun."""
        raise NotImplementedError

    def color(self, draft: Draft) -> bool:
        """Read a colour or a category of colours, or that it is not to be one, or no such thing."""
        start = self.at
        negated = bool(self.accept(("not", "non")))
        self.accept(words.ARTICLES)
        color = self.accept((*words.COLORS, *words.CATEGORIES))
        if not color:
            told = self.tokens[start - 1 : start] in (["is"], ["are"])
            if negated and told and (noun := self.noun()) and (kind := noun[0]):
                draft.filters.append(lambda of: Except(of, All(Kind(kind))))
                return True
            if negated:
                raise self.fail("a color", *words.CATEGORIES, *words.QUALITIES)
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
        # "In the bowl that are not red" says nothing of the bowl.
        if self.accept(words.COPULA) in ("that are", "which are") and draft.plural is False:
            self.at = start
            return False
        negated = bool(self.accept(("not",)))
        if self.accept(words.IN_MIDDLE) or (draft.middle and self.accept(words.OF_ROW)):
            draft.middle = True
            return True
        close = self.standing() in words.CLOSE_BY
        if not negated and self.picks(draft):
            return True
        if not negated and (narrow := self.comparison()):
            draft.filters.append(narrow)
            return True
        if not negated and self.contents(draft):
            return True
        before = self.at
        ways = ("in", "on", "at") if draft.counted else ("in", "on", "at", "to")
        if self.accept(ways) and (side := self.short_side()):
            draft.short = side
            return True
        self.at = before
        if draft.plural is False and self.accept(words.BY) and (side := self.edge()):
            draft.short = side
            return True
        self.at = before
        relation = self.take(words.RELATIONS)
        if relation:
            target = self.target()
            self.check(relation, target)
            draft.filters.append(lambda of: Related(of, relation, target, negated))
            if close and not isinstance(target, Place) and not (draft.side or draft.measure):
                draft.measure, draft.target = "closest to", target
            return True
        self.at = start
        copula = self.accept(words.COPULA)
        if (copula or self.peek() == "not") and (self.quality(draft) or self.color(draft)):
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

    def edge(self) -> str:
        """Read "the far edge" or who sits there, where nothing follows."""
        self.accept(words.ARTICLES)
        side = self.take(words.EDGES, words.PEOPLE)
        return side if side and self.peek() in words.ENDS else ""

    def standing(self) -> str:
        """Skip "lying" and the like where it is told next where; return what was skipped."""
        start, said = self.at, ""
        while skipped := self.accept(words.STANDING):
            said = skipped
        after = self.at
        told = self.take(words.RELATIONS, words.OUTERMOST) is not None
        told = told or bool(self.accept(("between", "in between", *words.IN_MIDDLE)))
        self.at = after if told else start
        return said if told else ""

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
            if isinstance(first, All) and (both or self.peek() != "and"):
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
