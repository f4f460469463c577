"""What a text whose things are numbers tells of towers, clue by clue."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.marks import Sets, Word, blanked, named
from agent.references.words import NUMBERS
from agent.storeys.clues import BETWEEN, TOP, bare_topped, cues, directions, undirected
from agent.storeys.orders import Plan, alternating, colored, test_of, together, touching
from agent.storeys.words import (
    AGAIN,
    ALIKE,
    ALL,
    APART,
    BETWEEN_THEM,
    CHANGES,
    FREE,
    HIGH,
    LISTED,
    MIXED,
    MORE,
    NOT,
    PART,
    REVERSED,
    TALL,
    THEN,
    TURNS,
    TWO,
    UPON,
    UPRIGHT,
)
from agent.types import Observation

NO_BLOCKS = frozenset("bowl tray cup drawer button ball duck ring".split())


@dataclass
class Teller:
    """A text whose things are numbers, without what it tells of where its tower stands."""

    text: str
    said: str
    sets: Sets
    blocks: Sequence[str]
    seen: Observation

    def __post_init__(self) -> None:
        self.ways = directions(self.said)
        said = undirected(UPON.sub(" ", bare_topped(MORE.sub(" ", FREE.sub(" ", self.said)))))
        self.apart = bool(APART.search(said))
        said = BETWEEN_THEM.sub(" ", said)
        if len(set(self.ways)) > 1:  # "from the top, no, from the bottom"
            said = AGAIN.sub(" ", said)
        self.said = said
        self.cues = list(cues(said, self.sets))
        inside = {i for w in self.cues for i in range(w.start, w.end)}
        things = [w for w in named(said, self.sets) if w.start not in inside]
        self.words = sorted((*things, *self.cues), key=lambda w: w.start)
        self.claims = list(self.claimed())
        self.count = 2 if TWO.search(said) or TWO.search(self.text) else 1

    def plan(self) -> Plan | None:
        """Return what is told of towers, or None if anything else is."""
        used = list(dict.fromkeys(n for w in self.words for n in w.names))
        text = re.sub(r"\bthe (?:two|three) of them\b(?= (?:\w+ )?o(?:n|ver)\b)", "", self.text)
        numbers = list({NUMBERS[m["n"] or m["of"]] for m in HIGH.finditer(text)})
        listed = bool(self.ways) and len(used) > 2
        whole = bool(ALL.search(self.said) and not listed) or bool(numbers) or self.count == 2
        everything = list(dict.fromkeys((*self.blocks, *used)))
        members = everything if whole and numbers != [len(used)] else used
        height = len(members) // self.count
        if self.count == 1 and numbers:
            height = numbers[0] if len(numbers) == 1 else 0
        fits = 2 <= height <= len(members) // self.count and (self.count == 1 or height == 2)
        if not fits or not self.tall(used) or self.odd(used, whole) or self.changed():
            return None
        plan = Plan(members, height, self.count, listed=used[::-1] if self.downwards() else used)
        self.tell(plan)
        chosen = whole or plan.tests or len(used) > 2 or FREE.search(self.text)
        open_ = self.open() and len(list(itertools.islice(plan.orders(self.seen), 2))) > 1
        return plan if chosen and not open_ else None

    def tall(self, used: Sequence[str]) -> bool:
        """Tell whether the text is about a tower, by a word or as things are on one another."""
        upright = bool(UPRIGHT.search(self.text)) and len({w.place for w in self.cues}) > 1
        told = bool(TALL.search(self.text)) or upright or bool(self.ways and len(used) > 2)
        return told or self.stacked()

    def odd(self, used: Sequence[str], whole: bool) -> bool:
        """Tell whether it names what is no block, where that has no place."""
        others = set(used) - set(self.blocks)
        kinds = {o.kind for o in self.seen.objects if o.name in others}
        return bool(others) and bool(whole or kinds & NO_BLOCKS or not TALL.search(self.text))

    def stacked(self) -> bool:
        """Tell whether things are told to be on one another, up to a single one at the bottom."""
        beside = [{*names, *cue.names} for names, cue, _ in self.claims if cue.names]
        levels = any(not w.names for w in self.cues)
        return bool(beside) and (levels or len(set().union(*beside)) == len(beside) + 1 > 2)

    def open(self) -> bool:
        """Tell whether of one thing, named by itself, it is not said where in the tower it is."""
        told = {n for names, cue, _ in self.claims for n in (*names, *cue.names)}
        parts = [w for w in self.parts() if len(w) == 1 and len(w[0].names) == 1]
        alone = {w[0].names[0] for w in parts} - told
        return bool(alone) and not (self.ways or THEN.search(self.said))

    def downwards(self) -> bool:
        """Tell whether the upper blocks are told first."""
        levels = [i for i, w in enumerate(self.words) if w.place and not w.names]
        top_first = bool(levels) and self.words[levels[0]].place == TOP and levels[0] < 2
        down = self.ways[-1:] == ["down"] or (not self.ways and top_first)
        return down != bool(self.ways and REVERSED.search(self.text))

    def changed(self) -> bool:
        """Tell whether anything is said that no clue has told."""
        rest = blanked(self.said, self.words)
        forms = [APART, TURNS, ALIKE, THEN, HIGH]
        if self.ways and REVERSED.search(rest):
            forms.append(REVERSED)
            rest = re.sub(r"\b(?:normally|usually)\b", " ", rest)
        for form in forms:
            rest = form.sub(" ", rest)
        if any(negated for *_, negated in self.claims):
            rest = re.sub(rf"{NOT.pattern}|\bor\b", " ", rest)
        claimed = {cue for _, cue, _ in self.claims}
        idle = {w for w in self.cues if not (self.apart and w.place == BETWEEN)} - claimed
        return bool(idle or CHANGES.search(rest))

    def tell(self, plan: Plan) -> None:
        """Add the tests of what is told."""
        for names, cue, negated in self.claims:
            if names:
                plan.tests.append(test_of(names, cue.place, cue.names, negated))
        groups = [w.names for w in self.words if not w.place and len(w.names) < len(self.blocks)]
        told = tuple(n for names in groups for n in names)
        told = told or tuple(n for w in self.cues if w.place == BETWEEN for n in w.names)
        if self.apart:
            close = touching(told)
            plan.tests.append(lambda order: not close(order))
        if TURNS.search(self.said):
            plan.tests.append(alternating(self.seen))
        if self.count == 2:
            self.tell_pairs(plan, groups)
        elif self.ways or THEN.search(self.said):
            claimed = {n for names, cue, _ in self.claims for n in (*names, *cue.names)}
            plan.tests.append(lambda order: plan.unlike(order, claimed) == 0)

    def tell_pairs(self, plan: Plan, groups: Sequence[tuple[str, ...]]) -> None:
        """Add the tests of what is told of two towers."""
        if ALIKE.search(self.said):
            plan.tests.append(colored(self.seen, alike=True))
        elif MIXED.search(self.said):
            plan.tests.append(colored(self.seen, alike=False))
        elif not self.cues:
            pairs = [g for g in groups if len(g) == 2]
            singles = [g[0] for g in groups if len(g) == 1]
            pairs += list(zip(singles[::2], singles[1::2], strict=False))
            plan.tests += [together(pair) for pair in pairs]

    def claimed(self) -> Iterator[tuple[tuple[str, ...], Word, bool]]:
        """Yield of which things which cue is told, and whether it is told not to be so."""
        for words in self.parts():
            runs = [list(g) for _, g in itertools.groupby(words, key=lambda w: bool(w.place))]
            if runs and not runs[0][0].place:
                pairs = [(runs[i], runs[i + 1]) for i in range(0, len(runs) - 1, 2)]
            else:
                pairs = [(runs[i + 1], runs[i]) for i in range(0, len(runs) - 1, 2)]
            for things, told in pairs:
                names = tuple(n for w in things for n in w.names)
                for i, cue in enumerate(told):
                    # "Red over blue over green": what red is on is on green.
                    chained = i and cue.names and told[i - 1].names
                    yield told[i - 1].names if chained else names, cue, self.negated(cue, things)

    def negated(self, cue: Word, things: Sequence[Word]) -> bool:
        """Tell whether a cue is told not to be so of things before or behind it."""
        ends = [w.end for w in self.words if w.end <= cue.start]
        before = re.split(r"[,.;:!?]|\bbut\b", self.said[max(ends, default=0) : cue.start])[-1]
        behind = self.said[cue.end : things[0].start] if things[0].start > cue.end else ""
        return bool(NOT.search(before) or NOT.search(behind))

    def parts(self) -> Iterator[list[Word]]:
        """Yield the words of each part of the text; one without things goes with that before it."""
        words = [w for w in self.words if w.place or len(w.names) < len(self.blocks)]
        parts: list[list[Word]] = []
        for before, w in zip([None, *words], words, strict=False):
            between = self.said[before.end if before else 0 : w.start]
            both_things = before and not (before.place or w.place)
            listed = both_things and LISTED.match(self.said, before.end if before else 0)
            alone = parts and all(x.place and not x.names for x in parts[-1])
            if parts and (alone or listed or not PART.search(between)):
                parts[-1].append(w)
            else:
                parts.append([w])
        for i, part in enumerate(parts):
            if i and part and all(w.place for w in part):
                parts[i - 1] += part
                part.clear()
        yield from filter(None, parts)
