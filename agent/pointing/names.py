"""Names of which none is the beginning of another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from agent.types import Fact, Observation


def numbered(observation: Observation) -> Observation:
    """Return what is seen, in which no name is the beginning of another's.

    Of "red block" and "red block 2" the first is "red block 1" then.
    """
    names = observation.names
    new = {n: f"{n} 1" for n in names if any(other.startswith(f"{n} ") for other in names)}
    objects = tuple(replace(o, name=new.get(o.name, o.name)) for o in observation.objects)
    holding = new.get(observation.holding or "", observation.holding)
    return replace(observation, objects=objects, holding=holding)


def unnumbered(facts: Iterable[Fact], observation: Observation) -> tuple[Fact, ...]:
    """Return facts about what is `numbered` with the names that things have in truth."""
    real = dict(zip(numbered(observation).names, observation.names, strict=True))
    return tuple(
        replace(
            f,
            subject=real.get(f.subject, f.subject),
            target=real.get(f.target, f.target),
            more=tuple(real.get(m, m) for m in f.more),
        )
        for f in facts
    )
