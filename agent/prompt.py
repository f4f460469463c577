"""The prompt is a fold over the events of a conversation.

It only ever grows at its end, so the model's key-value cache of what it read before
stays good from step to step.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.events import (
    Acted,
    Answered,
    Asked,
    Checked,
    Decided,
    Disturbed,
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

MAX_STEPS_SHOWN = 24
"""Older steps than these are left out, so that the prompt stays within its budget."""


def messages(
    events: Sequence[Event], workspace: Workspace, goal: str | None = None
) -> list[Message]:
    """Fold a conversation's events into chat messages, ending with the person's turn.

    `goal` replaces the last goal, for scoring the same calls under a neutral one.
    """
    out: list[Message] = []
    seen: Observation | None = None
    last_start = max((i for i, e in enumerate(events) if isinstance(e, Started)), default=0)
    for i, event in enumerate(shorten(events)):
        if isinstance(event, Started):
            said = (
                goal if goal is not None and i >= min(last_start, MAX_STEPS_SHOWN) else event.goal
            )
            if seen is None:
                out.append({"role": "system", "content": SYSTEM.format(skills=event.skills)})
                say(out, "user", describe(event.observation, workspace))
            say(out, "user", f"Goal: {said}")
            if goal is None and event.mentions:
                say(out, "user", f"Here: {'; '.join(f'{a} = {b}' for a, b in event.mentions)}.")
            seen = event.observation
        elif isinstance(event, Decided):
            say(out, "assistant", str(event.decision.call))
        elif isinstance(event, Judged) and event.verdict.kind == "block":
            say(out, "user", f"blocked: {event.verdict.reason}")
        elif isinstance(event, Acted):
            word = "ok" if event.outcome.ok else "failed"
            message = event.outcome.message
            changed = changes(seen, event.observation, workspace, message)
            say(out, "user", f"{word}: {message}" + (f"\n{changed}" if changed else ""))
            seen = event.observation
        elif isinstance(event, Remaining):
            for line in to_do(event):
                say(out, "user", line)
        elif isinstance(event, Checked):
            say(out, "user", f"{event.verification}: {event.message}")
        elif isinstance(event, Answered):
            say(out, "user", f"The person says: {event.text}")
        elif isinstance(event, Finished | Asked | Judged | Disturbed):
            continue
    return out


def to_do(left: Remaining) -> Iterator[str]:
    """Yield what is measured to remain of the goal, and what stands against it.

    A goal that was not read in full gets no list: half a list would look like a whole one.
    """
    if left.complete:
        first, rest = left.facts[:SHOWN], len(left.facts) - SHOWN
        more = f"; and {rest} more" if rest > 0 else ""
        yield f"To do: {'; '.join(first) or 'nothing'}{more}."
    if left.reasons:
        yield f"Cannot: {'; '.join(left.reasons[:SHOWN])}."


def say(out: list[Message], role: str, content: str) -> None:
    """Append to the last message of the same role, or start a new one."""
    if out and out[-1]["role"] == role:
        out[-1]["content"] += f"\n{content}"
    else:
        out.append({"role": role, "content": content})


def shorten(events: Sequence[Event]) -> list[Event]:
    """Drop the oldest steps of a long conversation, but never how it started."""
    steps = [e for e in events if isinstance(e, Decided)]
    if len(steps) <= MAX_STEPS_SHOWN:
        return list(events)
    first = events.index(steps[-MAX_STEPS_SHOWN])
    starts: list[Event] = [e for e in events[:first] if isinstance(e, Started)]
    # One start carries the skills and the scene; the last one carries the goal.
    return starts[:1] + (starts[-1:] if len(starts) > 1 else []) + list(events[first:])


def describe(observation: Observation, workspace: Workspace) -> str:
    """Return the scene in words: each object and where it is, and the hand."""
    things = "; ".join(place_phrase(o, observation, workspace) for o in observation.objects)
    return f"Seen: {things or 'nothing'}.\nHand: {observation.holding or 'empty'}."


def place_phrase(o: ObjectState, observation: Observation, workspace: Workspace) -> str:
    """Return `red block in blue bowl` or `red block at left side`."""
    if observation.holding == o.name:
        return f"{o.name} in hand"
    support = support_of(o, observation)
    where = (
        f"{support.relation} {support.target}"
        if support
        else f"at {place_of(o.position[0], o.position[1], workspace)}"
    )
    return f"{o.name} {where}" + ("" if o.visible else " (hidden now)")


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
