"""Orders of blocks in one tower or two, and what can be said of them as tests.

A test tells whether an order is as somebody said: "yellow is not at the bottom". The orders that
pass all tests are found by trying all there are, which for six blocks are 720.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field

from agent.kinds import can_stand_on
from agent.storeys.clues import ABOVE, BELOW, BETWEEN, BOTTOM, MIDDLE, ON, OUTER, TOP, UNDER
from agent.types import Observation

Chain = tuple[str, ...]
Order = tuple[Chain, ...]
"""Towers, each from the bottom up."""
Test = Callable[[Order], bool]


@dataclass
class Plan:
    """Of which blocks, how many and how high towers are to be, and the tests of an order.

    `listed` are blocks in the order in which they were told, from the bottom up.
    """

    members: list[str]
    height: int
    count: int = 1
    tests: list[Test] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)

    def best(self, seen: Observation) -> Order:
        """Return the order most like the telling of those that pass; nothing if none does."""
        return min(self.orders(seen), key=self.unlike, default=())

    def orders(self, seen: Observation) -> Iterator[Order]:
        """Yield the orders that pass all tests, and in which each block can stand."""
        for row in itertools.permutations(self.members, self.height * self.count):
            order = tuple(row[i : i + self.height] for i in range(0, len(row), self.height))
            twice = self.count > 1 and order[0] > order[-1]  # two towers have no order
            if not twice and stands(order, seen) and all(test(order) for test in self.tests):
                yield order

    def unlike(self, order: Order, but: Collection[str] = ()) -> int:
        """Return how many blocks stand otherwise than they were told, apart from some."""
        rank = {name: i for i, name in enumerate(self.listed) if name not in but}
        chains = ([n for n in chain if n not in but] for chain in order)
        pairs = (p for chain in chains for p in itertools.combinations(chain, 2))
        late = len(self.listed)
        return sum(rank.get(a, late) > rank.get(b, late) for a, b in pairs)


def stands(order: Order, seen: Observation) -> bool:
    """Tell whether each block can stand on the one below it."""
    for chain in order:
        things = [o for name in chain if (o := seen.find(name)) is not None]
        if not all(can_stand_on(b, a) for a, b in itertools.pairwise(things)):
            return False
    return True


def test_of(names: Sequence[str], cue: str, than: Sequence[str], negated: bool) -> Test:
    """Return the test that things are at a level, or in a relation to others; or that none is."""
    if negated:
        return lambda order: not any(is_so(order, (n,), cue, than) for n in names)
    return lambda order: is_so(order, names, cue, than)


def is_so(order: Order, names: Sequence[str], cue: str, than: Sequence[str]) -> bool:
    """Tell whether things are, in whatever order, where a cue tells."""
    places = {n: (chain, i) for chain in order for i, n in enumerate(chain)}
    if any(n not in places for n in (*names, *than)):
        return False
    if cue == BETWEEN:
        return len(than) == 2 and all(between(places, n, *than) for n in names)
    if cue in (ABOVE, BELOW):
        upper, lower = (names, than) if cue == ABOVE else (than, names)
        pairs = itertools.product(upper, lower)
        return all(places[a][0] == places[b][0] and places[a][1] > places[b][1] for a, b in pairs)
    if cue in (ON, UNDER):
        upper, lower = (names, than) if cue == ON else (than, names)
        return rests(order, upper, lower)
    per_chain = [[i for i, n in enumerate(chain) if n in names] for chain in order]
    if len(order) > 1:  # one in each tower, so far as there are enough
        return all(
            at_level(i, [i], cue, len(chain))
            for chain, at in zip(order, per_chain, strict=True)
            for i in at
        )
    return all(at_level(i, per_chain[0], cue, len(order[0])) for i in per_chain[0])


def at_level(i: int, all_of: Sequence[int], cue: str, height: int) -> bool:
    """Tell whether the i-th from the bottom is at a level, which it shares with others."""
    if cue == TOP:
        return i >= height - len(all_of)
    if cue == BOTTOM:
        return i < len(all_of)
    if cue == OUTER:
        return i in (0, height - 1)
    if cue == MIDDLE:
        return i == height // 2 if height % 2 and len(all_of) == 1 else 0 < i < height - 1
    rank = int(cue)
    return i == (rank - 1 if rank > 0 else height + rank)


def between(places: dict[str, tuple[Chain, int]], name: str, first: str, second: str) -> bool:
    """Tell whether a thing is above one and below the other, and beside neither alone."""
    (chain, i), (one, a), (other, b) = places[name], places[first], places[second]
    return chain == one == other and min(a, b) < i < max(a, b)


def rests(order: Order, upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Tell whether each of some things stands on one of others, or on one that does."""
    for n in upper:
        chain = next((c for c in order if n in c), ())
        below = list(chain[: chain.index(n)]) if chain else []
        while below and below[-1] in upper:
            below.pop()
        if not below or below[-1] not in lower:
            return False
    return True


def touching(names: Sequence[str]) -> Test:
    """Return the test that some two of these are on one another."""
    return lambda order: any(
        a in names and b in names for chain in order for a, b in itertools.pairwise(chain)
    )


def together(names: Sequence[str]) -> Test:
    """Return the test that these are in one tower."""
    return lambda order: any(set(names) <= set(chain) for chain in order)


def colored(seen: Observation, alike: bool) -> Test:
    """Return the test that no tower has two colors, or that none has a color twice."""
    color = {o.name: o.color for o in seen.objects}

    def test(order: Order) -> bool:
        counts = [(len({color[n] for n in chain}), len(chain)) for chain in order]
        return all(of == 1 if alike else of == height for of, height in counts)

    return test


def alternating(seen: Observation) -> Test:
    """Return the test that no two of one color touch."""
    color = {o.name: o.color for o in seen.objects}
    return lambda order: all(
        color[a] != color[b] for chain in order for a, b in itertools.pairwise(chain)
    )
