"""The prompt is a fold over the events of a conversation.

It only ever grows at its end, until it has to be compacted, so the model's key-value cache
of what it read before stays good from step to step.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.events import (
    Acted,
    Answered,
    Checked,
    Decided,
    Event,
    Finished,
    Judged,
    Remaining,
    Started,
)
from agent.robot import Workspace
from agent.spatial import place_of, support_of
from agent.types import ObjectState, Observation

Message = dict[str, str]

SYSTEM = """You control a robot arm over a table. Answer with the one skill call to do next.
{skills}
Pick before you place. When every part of the goal is reached, call done()."""

SHOWN = 4
"""So many things to do, and reasons against them, are told at a time."""

BUDGET = 2400
"""Tokens of a prompt, about; a longer one is compacted."""
LETTERS = 3.0
"""Letters of a token, at the least: what the budget is reckoned with, whatever the tokenizer."""
CHUNK = 6
"""Steps that are compacted at a time: the prompt's beginning, and its cache, stay for so long."""


def messages(
    events: Sequence[Event],
    workspace: Workspace,
    goal: str | None = None,
    budget: float = BUDGET,
) -> list[Message]:
    """Fold a conversation's events into chat messages, ending with the person's turn.

    Where they are too many for the budget (tokens), old steps are compacted: what worked is
    told by how things stand now; the goals, what failed and why, and what the person said are
    never left out.

    `goal` replaces the last goal, for scoring the same calls under a neutral one.
    """
    steps = [i for i, e in enumerate(events) if isinstance(e, Decided)]
    out: list[Message] = []
    for cut in (0, *steps[CHUNK::CHUNK]):
        out = fold(events, cut, workspace, goal)
        if sum(len(m["content"]) for m in out) <= budget * LETTERS:
            break
    return out


def fold(
    events: Sequence[Event], cut: int, workspace: Workspace, goal: str | None
) -> list[Message]:
    """Return the messages of a conversation of which the first `cut` events are compacted."""
    begun = next((e for e in events if isinstance(e, Started)), None)
    if begun is None:
        return []
    last = max(i for i, e in enumerate(events) if isinstance(e, Started))
    out: list[Message] = [{"role": "system", "content": SYSTEM.format(skills=begun.skills)}]
    looks = [e.observation for e in events[: cut + 1] if isinstance(e, Started | Acted)]
    seen = looks[-1] if cut else begun.observation
    say(out, "user", describe(seen, workspace))
    for line in digest(events[:cut], goal if last < cut else None):
        say(out, "user", line)
    for i, event in enumerate(events[cut:], cut):
        if isinstance(event, Started):
            for line in opening(event, goal if i == last else None):
                say(out, "user", line)
            seen = event.observation
        elif isinstance(event, Decided):
            say(out, "assistant", str(event.decision.call))
        else:
            for line in happened(event, seen, workspace):
                say(out, "user", line)
            seen = event.observation if isinstance(event, Acted) else seen
    return out


def opening(event: Started, goal: str | None = None) -> Iterator[str]:
    """Yield the lines of a goal, or of another one in its place."""
    yield from begin(event.goal, event.mentions) if goal is None else begin(goal)


def begin(goal: str, mentions: Sequence[tuple[str, str]] = ()) -> Iterator[str]:
    """Yield a goal, and what the descriptions in it mean."""
    yield f"Goal: {plain(goal)}"
    if mentions:
        yield f"Here: {'; '.join(f'{plain(a)} = {plain(b)}' for a, b in mentions)}."


def happened(event: Event, seen: Observation, workspace: Workspace) -> Iterator[str]:
    """Yield what came of a call, what was measured, what a person said."""
    if isinstance(event, Judged) and event.verdict.kind == "block":
        yield f"blocked: {plain(event.verdict.reason)}"
    elif isinstance(event, Acted):
        message = plain(event.outcome.message)
        yield f"{'ok' if event.outcome.ok else 'failed'}: {message}"
        if changed := changes(seen, event.observation, workspace, message):
            yield changed
    elif isinstance(event, Remaining):
        yield from to_do(event)
    elif isinstance(event, Checked):
        yield f"{event.verification}: {plain(event.message)}"
    elif isinstance(event, Answered):
        yield f"The person says: {plain(event.text)}"


def digest(events: Sequence[Event], goal: str | None = None) -> list[str]:
    """Return what must not be forgotten of the events that are compacted, each thing once."""
    lines: list[str] = []
    starts = [i for i, e in enumerate(events) if isinstance(e, Started)]
    call, latest = "", ""
    for i, event in enumerate(events):
        if isinstance(event, Started):
            lines += opening(event, goal if i == starts[-1] else None)
        elif isinstance(event, Decided):
            call = str(event.decision.call)
        elif isinstance(event, Acted) and not event.outcome.ok:
            lines.append(f"{call} failed: {plain(event.outcome.message)}")
        elif isinstance(event, Judged) and event.verdict.kind == "block":
            lines.append(f"{call} was blocked: {plain(event.verdict.reason)}")
        elif isinstance(event, Checked) and event.verification == "contradicted":
            lines.append(f"contradicted: {plain(event.message)}")
        elif isinstance(event, Answered):
            lines.append(f"The person says: {plain(event.text)}")
        elif isinstance(event, Finished):
            lines.append(f"That ended: {event.verification}.")
        elif isinstance(event, Remaining):
            latest = "\n".join(to_do(event))
    return [*dict.fromkeys(lines), *([latest] if latest else [])]


def to_do(left: Remaining) -> Iterator[str]:
    """Yield what is measured to remain of the goal, and what stands against it.

    A goal that was not read in full gets no list: half a list would look like a whole one.
    """
    if left.complete:
        first, rest = map(plain, left.facts[:SHOWN]), len(left.facts) - SHOWN
        more = f"; and {rest} more" if rest > 0 else ""
        yield f"To do: {'; '.join(first) or 'nothing'}{more}."
    if left.obstacles:
        yield f"First: {'; '.join(map(plain, left.obstacles[:SHOWN]))}."
    if left.reasons:
        yield f"Cannot: {'; '.join(map(plain, left.reasons[:SHOWN]))}."


def plain(text: str) -> str:
    """Return foreign text on one line and without the marks between turns.

    What a person, a sign or a name says is data: it starts no line and ends no turn.
    """
    return " ".join(text.replace("<|", "< |").split())


def say(out: list[Message], role: str, content: str) -> None:
    """Append to the last message of the same role, or start a new one."""
    if out and out[-1]["role"] == role:
        out[-1]["content"] += f"\n{content}"
    else:
        out.append({"role": role, "content": content})


def describe(observation: Observation, workspace: Workspace) -> str:
    """Return the scene in words: each object and where it is, and the hand."""
    things = "; ".join(place_phrase(o, observation, workspace) for o in observation.objects)
    return f"Seen: {things or 'nothing'}.\nHand: {plain(observation.holding or 'empty')}."


def place_phrase(o: ObjectState, observation: Observation, workspace: Workspace) -> str:
    """Return `red block in blue bowl` or `red block at left side`."""
    name = plain(o.name)
    if observation.holding == o.name:
        return f"{name} in hand"
    support = support_of(o, observation)
    where = (
        f"{support.relation} {plain(support.target)}"
        if support
        else f"at {place_of(o.position[0], o.position[1], workspace)}"
    )
    return f"{name} {where}" + ("" if o.visible else " (hidden now)")


def changes(
    before: Observation | None, after: Observation, workspace: Workspace, told: str = ""
) -> str:
    """Return what is different from the last look, in words; empty when nothing is.

    What was `told` already, by the outcome of the call, is not told again.
    """
    known = {o.name: place_phrase(o, before, workspace) for o in before.objects} if before else {}
    now = {o.name: place_phrase(o, after, workspace) for o in after.objects}
    lines = [phrase for name, phrase in now.items() if known.get(name) != phrase]
    lines = [p for p in lines if p != told and p != f"{told.removeprefix('holding ')} in hand"]
    lines += [f"{name} is gone" for name in known if name not in now]
    return f"Now: {'; '.join(lines)}." if lines else ""
