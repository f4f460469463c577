"""Read a goal as measurable facts, with a small grammar and without the planner.

The planner never sees the reading. It serves two ends: asking a person at once about a
goal that names what is not there or could mean several things, and measuring a claim of
success. A goal that the grammar cannot read in full may still be carried out; it then
ends *unverified*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from agent.errors import UsageError
from agent.kinds import is_hollow
from agent.phrases import COLORS, KNOWN, NOUNS, VAGUE, Unclear, place_name, things, unseen
from agent.robot import Workspace
from agent.spatial import PLACES, displaced, holds
from agent.types import Fact, Observation, Vec3, Verification

PUT = (
    "put|place|move|stack|set|drop|bring|lay|get|stick|leave|collect|gather|return|shift|slide"
    "|transfer|pop"
)
TAKE = "pick up|pick|grab|lift|take|fetch|get hold of|hold"
WANT = "i want|i need|we want|i'd like"
GOES = "should go|should be|goes|belongs|has to go|needs to be|needs to go"
VERBS = f"{PUT}|{TAKE}|push"
POLITE = (
    r"(?:(?:please|now|no|ok|okay|robot|could you|can you|would you|i want you to|i'd like you to"
    r"|then|and|also|next|finally|just|after that|,|\s)+\b)"
)
TRAILING = r"(?:,? (?:please|now|too|as well|instead|for me|again|there))+$"
SENSE = {
    *re.findall(r"[a-z]+", f"{VERBS} {' '.join(PLACES)}"),
    *"open close shut press rotate turn spin sweep uncover look tidy clear hand give".split(),
}
"""Words of which a goal must have one to make sense at all, beside what it may name."""

RELATIONS: tuple[tuple[str, str], ...] = (
    ("left of", r"(?:to |on )?(?:the )?left (?:side )?of"),
    ("right of", r"(?:to |on )?(?:the )?right (?:side )?of"),
    ("in front of", r"in front of"),
    ("behind", r"behind"),
    ("near", r"near|next to|beside|close to"),
    ("on", r"on top of|onto|on|atop"),
    ("in", r"into|inside|in"),
    ("at", r"at|to"),
)
ANY_RELATION = "|".join(pattern for _, pattern in RELATIONS)


MAX_GOAL = 500
"""Characters; a longer goal is no goal but a document."""


@dataclass(frozen=True, slots=True)
class Context:
    """What was said and done before: the last goal's facts, and where things were before it.

    `workspace` is where the named places are.
    """

    facts: tuple[Fact, ...] = ()
    before: Mapping[str, Vec3] = field(default_factory=dict)
    workspace: Workspace = field(default_factory=Workspace)

    @property
    def last(self) -> str | None:
        """What was spoken of last, which is what "it" means."""
        return self.facts[-1].subject if self.facts else None

    def after(self, facts: Sequence[Fact]) -> Context:
        """Return the context once these facts were wished for."""
        return replace(self, facts=tuple(facts) or self.facts)

    def moved(self, before: Observation, after: Observation) -> Context:
        """Return the context once the world went from one observation to another."""
        left = {was.name: was.position for was in displaced(before, after)}
        return replace(self, before={**self.before, **left})


@dataclass(frozen=True, slots=True)
class Doubt:
    """A phrase of a goal that leaves something open, and the question about it."""

    phrase: str
    question: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a goal wants, as far as it could be read.

    `complete` tells whether every part was read; `unclear` are phrases to ask about before
    anything moves; `understood` is false when no word of the goal is known. `doubts` are
    phrases that leave something open, which the planner may ask about or settle by itself.
    `refusal` says why the goal cannot be reached, where its words alone and what is seen tell.
    """

    facts: tuple[Fact, ...] = ()
    complete: bool = False
    unclear: tuple[Unclear, ...] = ()
    understood: bool = True
    doubts: tuple[Doubt, ...] = ()
    refusal: str = ""


def checked_goal(goal: str) -> str:
    """Return the goal without surplus space, or say what is wrong with it."""
    goal = " ".join(goal.split())
    if not goal:
        raise UsageError(
            "The goal is empty.", 'Say what to do: "put the red block in the blue bowl".'
        )
    if len(goal) > MAX_GOAL:
        raise UsageError(
            f"The goal has {len(goal)} characters; at most {MAX_GOAL} are read.",
            "Say it in one or two sentences.",
        )
    return goal


def read_goal(text: str, observation: Observation, context: Context | None = None) -> Reading:
    """Read a goal against what is seen and what was said before.

    "The leftmost block" is the one that is leftmost in this observation, also later on.
    """
    context = context or Context()
    lower = text.lower()
    known = KNOWN | SENSE | {word for name in observation.names for word in name.split()}
    if not known & set(re.findall(r"[a-z]+", lower)):
        return Reading(understood=False)
    facts: list[Fact] = []
    unclear = unseen(lower, VERBS, observation)
    complete = True
    for clause in clauses(text):
        found = read_clause(clause, observation, context)
        if isinstance(found, Unclear):
            unclear.append(found)
            found = []
        complete = complete and bool(found)
        facts = [f for f in facts if f.subject not in {g.subject for g in found}] + found
        context = replace(context, facts=(*context.facts, *found))
    return Reading(tuple(facts), complete and not unclear, tuple(dict.fromkeys(unclear)))


def clauses(text: str) -> list[str]:
    """Split a goal where a new wish starts, and join "pick up X and place it" to one."""
    text = re.sub(r"[.!?]+\s*$", "", text.strip().lower())
    text = re.sub(
        rf"\b(?:{TAKE}|get) ([a-z ]+?)(?: out| up)?,? (?:and )?(?:then )?(?:{PUT}) (?:it|that)\b",
        r"put \1",
        text,
    )
    joint = r"(?:,|;|\.|\band\b|\bthen\b)+\s*(?:and |then |next |after that |finally )*"
    thing = rf"(?:the )?(?:(?:{'|'.join(COLORS)}) )?(?:{'|'.join((*NOUNS, *VAGUE))}) "
    # A joint parts clauses where a verb follows, or a thing and where it goes.
    verb_next = rf"(?={POLITE}?(?:{VERBS})\b)"
    thing_next = rf"(?={thing}(?:{ANY_RELATION})\b)"
    parts = re.split(rf"{joint}{verb_next}|{joint}{thing_next}|;|\.|, then|\band then\b", text)
    return joined([p for part in parts if (p := trim(part))])


def joined(parts: list[str]) -> list[str]:
    """Put "put the red block" and "the blue one in the bowl" together: one wish for two things."""
    out: list[str] = []
    for part in parts:
        bare = out and re.fullmatch(rf"(?:{PUT}) .+", out[-1])
        if bare and not re.search(rf" (?:{ANY_RELATION})\b| back$", out[-1]):
            out[-1] += f" and {part}"
        else:
            out.append(part)
    return out


def trim(part: str) -> str:
    """Take off what a clause says only to be polite or to follow another."""
    return re.sub(TRAILING, "", re.sub(f"^{POLITE}", "", part.strip(" ,")).strip(" ,")).strip(" ,")


def read_clause(clause: str, observation: Observation, context: Context) -> list[Fact] | Unclear:
    """Read one wish; empty when it does not fit."""
    back = re.fullmatch(rf"(?:{PUT}) (?P<a>.+?)(?: back)?(?: (?:to )?where it was)?", clause)
    if back and re.search(r" back$| where it was$|^return", clause):
        found = named(back["a"], observation, context)
        return [go_back(s, context) for s in found] if isinstance(found, list) else found or []
    held = re.fullmatch(rf"(?:{TAKE}) (?P<a>.+)", clause)
    if held:
        found = named(held["a"], observation, context, "block")
        if not isinstance(found, list):
            return found or []
        return [Fact("held", found[0], "hand")] if len(found) == 1 else []
    rest = re.sub(rf"^(?:{PUT}|{WANT}) | (?:{GOES})\b", "", clause)
    return read_relation(rest, observation, context) or again(clause, observation, context)


def read_relation(
    wish: str, observation: Observation, context: Context
) -> list[Fact] | Unclear | None:
    """Read `a relation b`: the first way that means something, or what is unclear of it."""
    unclear: list[Unclear] = []
    for relation, a, b in splits(wish):
        found = relate(relation, a or "it", b, observation, context)
        if isinstance(found, Unclear):
            unclear.append(found)
        elif found:
            return found
    # The longest phrase is the one that was read in full.
    return max(unclear, key=lambda u: len(u.phrase), default=None)


def splits(wish: str) -> Iterator[tuple[str, str, str]]:
    """Yield each way to read a wish as `a relation b`.

    There are several where a thing is told by where it is: "the block left of the bowl in the
    red bowl".
    """
    for relation, pattern in RELATIONS:
        for m in re.finditer(rf"(?:^| )(?:{pattern}) (?=.)", wish):
            yield relation, wish[: m.start()], wish[m.end() :]


def named(
    phrase: str, observation: Observation, context: Context, kind: str | None = None
) -> list[str] | Unclear | None:
    """Return the names that a phrase means here."""
    return things(phrase, observation, context.last, kind, context.workspace)


def relate(
    relation: str, a: str, b: str, observation: Observation, context: Context
) -> list[Fact] | Unclear:
    """Return the facts of `a relation b`, when both sides name something."""
    if b in ("each other", "one another"):
        return []
    subjects = named(a, observation, context, "block")
    place = place_name(b)
    if not isinstance(subjects, list):
        return subjects or []
    if place and relation in ("in", "on", "at"):
        return [Fact("at", s, place) for s in subjects]
    targets = named(b, observation, context, "bowl" if relation == "in" else "block")
    if not isinstance(targets, list):
        return targets or []
    if len(targets) != 1 or targets[0] in subjects or relation == "at":
        return []
    target = observation.find(targets[0])
    if target is not None and relation in ("in", "on"):
        relation = "in" if is_hollow(target) else "on"
    return [Fact(relation, s, targets[0]) for s in subjects]


def again(clause: str, observation: Observation, context: Context) -> list[Fact] | Unclear:
    """Read "the other one" or "do the same with the green block" by what was wanted last."""
    m = re.fullmatch(r"(?:(?:do )?(?:the )?same (?:with|for|to) )?(?P<a>.+)", clause)
    if not m or not context.facts:
        return []
    found = named(m["a"], observation, context, "block")
    if not isinstance(found, list):
        return found or []
    return [replace(context.facts[-1], subject=s) for s in found]


def go_back(subject: str, context: Context) -> Fact:
    """Return the wish that a thing stands where it stood before the last goal moved it."""
    x, y, _ = context.before.get(subject, (None, None, None))
    return Fact("back", subject, "where it was", None if x is None or y is None else (x, y))


def remaining(
    reading: Reading, observation: Observation, workspace: Workspace
) -> tuple[Fact, ...]:
    """Return the facts to bring about, in this order; none where all that was read holds."""
    return tuple(f for f in reading.facts if not holds(f, observation, workspace))


def verify(
    reading: Reading, observation: Observation, workspace: Workspace
) -> tuple[Verification, str]:
    """Compare a reading with a fresh look; say in words what was found."""
    wrong, unseen = [], []
    for fact in reading.facts:
        truth = holds(fact, observation, workspace)
        if truth is None:
            unseen.append(f"{fact.subject} is not to be seen")
        elif not truth:
            wrong.append(f"{fact.subject} is not {fact.relation} {fact.target}")
    if wrong:
        return "contradicted", ", ".join(wrong)
    if unseen or not reading.complete:
        return "unverified", ", ".join(unseen) or "part of the goal cannot be measured"
    return "verified", ", ".join(str(f) for f in reading.facts)
