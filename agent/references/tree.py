"""What a reference says, as a tree of frozen values; `str` gives it back in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from agent.references.words import ORDINALS

Side = Literal["left", "right", "top", "bottom"]
Measure = Literal["closest to", "farthest from", "biggest", "smallest", "tallest", "flattest"]


def rank_word(rank: int) -> str:
    """Return `second` for 2, `last` for -1."""
    return next(word for word, n in ORDINALS.items() if n == rank)


def the(target: Target) -> str:
    """Return a target in words, with its article."""
    return str(target) if isinstance(target, All | Last) else f"the {target}"


@dataclass(frozen=True, slots=True)
class Kind:
    """Things of a kind; None is any that is not furniture."""

    kind: str | None

    def __str__(self) -> str:
        return self.kind or "thing"


@dataclass(frozen=True, slots=True)
class Name:
    """One thing by its name; `described` is what the words mean if none has that name."""

    text: str
    described: Reference | None = None

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Last:
    """What was spoken of last: "it"."""

    def __str__(self) -> str:
        return "it"


@dataclass(frozen=True, slots=True)
class Place:
    """A named place of the table; no thing, but things are near it and at it."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Colored:
    """Those of a colour, or of a category such as `warm`; or those that are not."""

    of: Reference
    color: str
    negated: bool = False

    def __str__(self) -> str:
        return f"{'not ' * self.negated}{self.color} {self.of}"


@dataclass(frozen=True, slots=True)
class Quality:
    """Those that are `empty` (hollow, with nothing in them) or `round`; or those that are not."""

    of: Reference
    quality: str
    negated: bool = False

    def __str__(self) -> str:
        return f"{'not ' * self.negated}{self.quality} {self.of}"


@dataclass(frozen=True, slots=True)
class Other:
    """Those that were not spoken of last."""

    of: Reference

    def __str__(self) -> str:
        return f"other {self.of}"


@dataclass(frozen=True, slots=True)
class Nth:
    """The rank-th from a side, from 1; -1 is the last."""

    of: Reference
    side: str
    rank: int = 1

    def __str__(self) -> str:
        first = f"{self.side}most" if self.rank == 1 else rank_word(self.rank)
        return f"{first} {self.of}" + ("" if self.rank == 1 else f" from the {self.side}")


@dataclass(frozen=True, slots=True)
class Extreme:
    """The rank-th closest to or farthest from a target, or the rank-th in size or height."""

    of: Reference
    measure: str
    target: Target | None = None
    rank: int = 1

    def __str__(self) -> str:
        rank = "" if self.rank == 1 else f"{rank_word(self.rank)} "
        if self.target is None:
            return f"{rank}{self.measure} {self.of}"
        return f"{rank and 'the ' + rank}{self.of} {self.measure} {the(self.target)}"


@dataclass(frozen=True, slots=True)
class Related:
    """Those in a relation to a target, or those that are not."""

    of: Reference
    relation: str
    target: Target
    negated: bool = False

    def __str__(self) -> str:
        return f"{self.of} {'not ' * self.negated}{self.relation} {the(self.target)}"


@dataclass(frozen=True, slots=True)
class Middle:
    """The one with as many on either side of it, along the row in which they stand."""

    of: Reference

    def __str__(self) -> str:
        return f"middle {self.of}"


@dataclass(frozen=True, slots=True)
class Between:
    """Those between two targets; without a second the first are both, as in "the two bowls"."""

    of: Reference
    first: Target
    second: Target | None = None

    def __str__(self) -> str:
        ends = [the(end) for end in (self.first, self.second) if end is not None]
        return f"{self.of} between {' and '.join(ends)}"


@dataclass(frozen=True, slots=True)
class SameColor:
    """Those of the same colour as a target, or of another one."""

    of: Reference
    target: Reference
    same: bool = True

    def __str__(self) -> str:
        word = "the same color as" if self.same else "a different color than"
        return f"{self.of} of {word} {the(self.target)}"


@dataclass(frozen=True, slots=True)
class Compare:
    """Those `bigger than`, `smaller than` or `as big as` a target."""

    of: Reference
    comparison: str
    target: Reference

    def __str__(self) -> str:
        return f"{self.of} {self.comparison} {the(self.target)}"


@dataclass(frozen=True, slots=True)
class Except:
    """Those that are not the target."""

    of: Reference
    target: Reference

    def __str__(self) -> str:
        return f"{self.of} except {the(self.target)}"


@dataclass(frozen=True, slots=True)
class All:
    """All of them; `number` is how many there have to be, for "both"."""

    of: Reference
    number: int | None = None

    def __str__(self) -> str:
        return f"{'both' if self.number == 2 else 'every'} {self.of}"


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are: a whole number."""

    of: All

    def __str__(self) -> str:
        return f"number of {self.of.of}"


@dataclass(frozen=True, slots=True)
class CountParity:
    """Whether their number is `even` or `odd`; with `wanted`, whether it is that one."""

    of: All
    wanted: Literal["even", "odd"] | None = None

    def __str__(self) -> str:
        return f"{self.wanted or 'parity of the'} number of {self.of.of}"


Reference = (
    Kind
    | Name
    | Last
    | Colored
    | Quality
    | Other
    | Nth
    | Extreme
    | Related
    | Between
    | Middle
    | SameColor
    | Compare
    | Except
    | All
)
Target = Reference | Place
Quantity = Count | CountParity
