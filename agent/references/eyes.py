"""What descriptions mean among the things that are seen.

Distances are horizontal. What is in the hand is not on the table: it is left out wherever a
place is spoken of, but has its name, its colour and its size.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from agent.errors import UsageError
from agent.kinds import is_hollow, is_round
from agent.references import words
from agent.references.tree import (
    All,
    Between,
    Colored,
    Compare,
    Except,
    Extreme,
    Kind,
    Last,
    Middle,
    Name,
    Nth,
    Other,
    Place,
    Quality,
    Reference,
    Related,
    SameColor,
    Target,
    rank_word,
)
from agent.robot import Workspace
from agent.spatial import (
    DIRECTIONS,
    FIXED,
    NEAR,
    is_between,
    is_in,
    is_on,
    place_of,
    place_point,
)
from agent.types import ObjectState, Observation

TIE = 0.01
"""Distances that differ by less than this (m) are equal, as far as a person can see."""
SAME_SIZE = 0.003
"""Sizes that differ by less than this (m) are equal, as far as the camera can tell."""

Objects = tuple[ObjectState, ...]
Point = tuple[float, float]


class GroundingError(UsageError):
    """A reference that means nothing here, or several things.

    `phrase` is the part that is to blame; `candidates` are the names that it could mean.
    """

    def __init__(self, message: str, phrase: str, candidates: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.phrase = phrase
        self.candidates = candidates


def nothing(phrase: str, observation: Observation) -> GroundingError:
    """Return the error for what matches nothing."""
    seen = ", ".join(observation.names) or "nothing"
    return GroundingError(f"There is no {phrase}; I see: {seen}.", phrase)


def several(phrase: str, names: tuple[str, ...], why: str = "") -> GroundingError:
    """Return the error for what could mean several things."""
    options = " or ".join([", ".join(names[:-1]), names[-1]])
    return GroundingError(f"{phrase!r} could be {options}{why}; say which.", phrase, names)


def miscounted(
    of: Reference, found: Sequence[ObjectState], number: int, phrase: str
) -> GroundingError:
    """Return the error for things of which there is another number than was said."""
    message = f"There are {len(found)} of {str(of)!r} and not {number}."
    return GroundingError(message, phrase, tuple(o.name for o in found))


@dataclass(frozen=True)
class Eyes:
    """What is seen, and what was spoken of last."""

    observation: Observation
    workspace: Workspace
    last: str | None = None

    def one(self, reference: Reference) -> ObjectState:
        """Return the one thing that is meant, or raise."""
        found = self.among(reference)
        if not found:
            raise nothing(str(reference), self.observation)
        if len(found) > 1:
            raise several(str(reference), tuple(o.name for o in found))
        return found[0]

    def among(self, reference: Reference) -> Objects:
        """Return all things that fit; those that pick one return the one, or raise."""
        match reference:
            case Name(text, described):
                named = self.observation.find(text)
                if named is not None:
                    return (named,)
                return self.among(described) if described is not None else ()
            case Last():
                return self.spoken_of("it")
            case Kind(kind):
                return tuple(o for o in self.observation.objects if of_kind(o, kind))
            case Other(of):
                spoken = self.spoken_of(str(reference))
                return tuple(o for o in self.loose(of) if o not in spoken)
            case All(Nth(rank=1) | Extreme(rank=1) as of, int(number)) if not self.alike(
                of, number
            ):
                return self.first(of, number)
            case All(of, number):
                found = self.sized(of) if isinstance(of, Extreme) else self.among(of)
                if number is not None and len(found) != number:
                    raise miscounted(of, found, number, str(reference))
                return found
            case Middle(of):
                return (self.central(reference),)
            case Nth() | Extreme():
                return (self.picked(reference),)
            case _:
                return self.filtered(reference)

    def central(self, reference: Middle) -> ObjectState:
        """Return the thing in the middle of a row, or raise where there is none."""
        things = self.loose(reference.of)
        if reference.of == Kind(None):  # "the middle one": of those of which there are most
            kinds = [o.kind for o in things]
            things = tuple(o for o in things if o.kind == max(kinds, key=kinds.count))
        if not things:
            raise nothing(str(reference), self.observation)
        if len(things) % 2 == 0:
            raise several(str(reference), tuple(o.name for o in things))
        spread = [
            max(o.position[i] for o in things) - min(o.position[i] for o in things) for i in (0, 1)
        ]
        along = spread.index(max(spread))
        return sorted(things, key=lambda o: o.position[along])[len(things) // 2]

    def filtered(self, reference: Reference) -> Objects:
        """Return those that fit a description, one by one."""
        match reference:
            case Colored(of, color, negated):
                colors = words.CATEGORIES.get(color, (color,))
                return tuple(o for o in self.among(of) if (o.color in colors) != negated)
            case Quality(of, quality, negated):
                if quality == "round":
                    return tuple(o for o in self.among(of) if is_round(o) != negated)
                hollow = (o for o in self.among(of) if is_hollow(o))
                return tuple(o for o in hollow if self.empty(o) != negated)
            case Related(of, relation, target, negated):
                fits = self.relation(relation, target)
                return tuple(o for o in self.loose(of) if fits(o) != negated)
            case Between(of, first, second):
                if second is None and not isinstance(first, Place):
                    one, other = self.among(first)
                    first, second = Name(one.name), Name(other.name)
                ends = tuple(t for t in (first, second) if t and not isinstance(t, Place))
                skip = tuple(self.one(t).name for t in ends)
                a, b = self.point(first), self.point(second or first)
                return tuple(
                    o for o in self.loose(of) if o.name not in skip and is_between(o, a, b)
                )
            case SameColor(of, target, same):
                like = self.one(target)
                return tuple(
                    o for o in self.among(of) if o != like and (o.color == like.color) == same
                )
            case Compare(of, comparison, target):
                than = self.one(target)
                return tuple(
                    o for o in self.among(of) if o != than and fits_size(o, comparison, than)
                )
            case Except(of, target):
                but = self.among(target)
                return tuple(o for o in self.among(of) if o not in but)
        raise AssertionError(reference)

    def loose(self, of: Reference) -> Objects:
        """Return those that fit and are not in the hand."""
        return tuple(o for o in self.among(of) if o.name != self.observation.holding)

    def spoken_of(self, phrase: str) -> Objects:
        """Return what was spoken of last, or raise."""
        o = self.observation.find(self.last) if self.last else None
        if o is None:
            raise GroundingError(f"It is not clear what {phrase!r} is: other than what?", phrase)
        return (o,)

    def sized(self, reference: Extreme) -> Objects:
        """Return all that are as small as the smallest: "the small boxes" may be several."""
        if reference.target is not None or reference.rank != 1:
            return (self.picked(reference),)
        things, cost, tie = self.ranking(reference)
        least = min(map(cost, things), default=0.0)
        return tuple(o for o in things if cost(o) - least < tie)

    def alike(self, reference: Nth | Extreme, number: int) -> bool:
        """Tell whether so many are equally small, or big, as in "both small boxes"."""
        return isinstance(reference, Extreme) and len(self.sized(reference)) == number

    def first(self, reference: Nth | Extreme, number: int) -> Objects:
        """Return the first so many by rank: "the two leftmost blocks"; raise where that is open."""
        things, cost, tie = self.ranking(reference)
        ranked = sorted(things, key=cost)
        if len(ranked) < number:
            raise miscounted(reference.of, ranked, number, str(reference))
        ends = ranked[number - 1 : number + 1]
        if len(ends) > 1 and cost(ends[1]) - cost(ends[0]) < tie:
            raise several(str(reference), tuple(o.name for o in ends))
        return tuple(ranked[:number])

    def picked(self, reference: Nth | Extreme) -> ObjectState:
        """Return the one at a rank; raise where another is as good, or there are too few."""
        things, cost, tie = self.ranking(reference)
        if not things:
            raise nothing(str(reference.of), self.observation)
        if not -len(things) <= (reference.rank - (reference.rank > 0)) < len(things):
            what = f"{len(things)} {reference.of}" + "s" * (len(things) > 1)
            message = f"There is no {rank_word(reference.rank)} of {what}."
            raise GroundingError(message, str(reference))
        ranked = sorted(things, key=cost)
        best = ranked[reference.rank - (reference.rank > 0)]
        equal = tuple(o.name for o in ranked if abs(cost(o) - cost(best)) < tie)
        if len(equal) > 1:
            why = f", which are equal within {tie * 100:g} cm"
            raise several(str(reference), equal, why)
        return best

    def ranking(
        self, reference: Nth | Extreme
    ) -> tuple[Objects, Callable[[ObjectState], float], float]:
        """Return what is ranked, the measure (m) that ranks it, and what counts as equal (m)."""
        things = self.loose(reference.of)
        if isinstance(reference, Nth):
            ux, uy = words.SIDES[reference.side]
            return things, lambda o: o.position[0] * ux + o.position[1] * uy, TIE
        if reference.measure in ("tallest", "flattest"):
            sign = -1.0 if reference.measure == "tallest" else 1.0
            return self.among(reference.of), lambda o: sign * o.size[2], SAME_SIZE
        if reference.target is None:
            sign = -1.0 if reference.measure == "biggest" else 1.0
            return self.among(reference.of), lambda o: sign * size_of(o), SAME_SIZE
        if not isinstance(reference.target, Place):
            anchor = self.one(reference.target).name
            things = tuple(o for o in things if o.name != anchor)
        at = self.point(reference.target)
        sign = -1.0 if reference.measure == "farthest from" else 1.0
        return things, lambda o: sign * (math.dist(o.position[:2], at) - half(o)), TIE

    def empty(self, hollow: ObjectState) -> bool:
        """Tell whether nothing is in a thing."""
        return not any(is_in(o, hollow) for o in self.observation.objects)

    def point(self, target: Target) -> Point:
        """Return where a target is, (x, y) in metres."""
        if isinstance(target, Place):
            return place_point(target.name, self.workspace)
        x, y, _ = self.one(target).position
        return x, y

    def relation(self, relation: str, target: Target) -> Callable[[ObjectState], bool]:
        """Return the test whether a thing stands in a relation to a target."""
        if relation in DIRECTIONS:
            at = self.point(target)
            return lambda o: is_towards(o.position[:2], at, DIRECTIONS[relation])
        if isinstance(target, Place):
            if relation == "near":
                at = self.point(target)
                return lambda o: math.dist(o.position[:2], at) - half(o) <= NEAR
            return lambda o: place_of(*o.position[:2], self.workspace) == target.name
        b = self.one(target)
        tests: dict[str, Callable[[ObjectState], bool]] = {
            "in": lambda o: is_in(o, b),
            "on": lambda o: is_on(o, b) or is_in(o, b),
            "under": lambda o: is_on(b, o),
            "containing": lambda o: is_in(b, o),
            "near": lambda o: o != b and apart(o, b) <= NEAR,
        }
        return tests[relation]


def of_kind(o: ObjectState, kind: str | None) -> bool:
    """Tell whether a thing is of a kind; of any kind, furniture is meant only by its name."""
    return o.kind == kind if kind else o.kind not in FIXED


def half(o: ObjectState) -> float:
    """Return half the horizontal extent (m)."""
    return max(o.size[:2]) / 2


def apart(a: ObjectState, b: ObjectState) -> float:
    """Return the free distance (m) between two things."""
    return math.dist(a.position[:2], b.position[:2]) - half(a) - half(b)


def size_of(o: ObjectState) -> float:
    """Return the edge (m) of the cube of the same volume."""
    return math.prod(o.size) ** (1 / 3)


def fits_size(o: ObjectState, comparison: str, than: ObjectState) -> bool:
    """Tell whether a thing is `bigger than`, `smaller than` or `as big as` another."""
    more = size_of(o) - size_of(than)
    if comparison == "as big as":
        return abs(more) <= SAME_SIZE
    return more > SAME_SIZE if comparison == "bigger than" else more < -SAME_SIZE


def is_towards(a: Point, b: Point, way: Point) -> bool:
    """Tell whether `a` lies from `b` in a direction, give or take 45 degrees, however far."""
    dx, dy = a[0] - b[0], a[1] - b[1]
    along, across = dx * way[0] + dy * way[1], abs(dx * way[1] - dy * way[0])
    return along > 0.02 and across <= max(0.04, along)
