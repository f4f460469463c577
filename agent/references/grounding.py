"""From a tree to names of things, by what is measured."""

from __future__ import annotations

from agent.references.eyes import Eyes, GroundingError, nothing
from agent.references.parser import parse
from agent.references.tokens import singulars, tokens_of
from agent.references.tree import All, Count, CountParity, Quantity, Reference
from agent.references.words import COLORS, NOUNS, VAGUE
from agent.robot import Workspace
from agent.types import Observation

__all__ = ["GroundingError", "ground", "ground_one", "value"]


def ground(
    reference: Reference | Quantity,
    observation: Observation,
    workspace: Workspace,
    last: str | None = None,
) -> tuple[str, ...]:
    """Return the names that a reference means: exactly one, or any number for `All`.

    `last` is the name of what was spoken of last, for "it" and "other".

    Raises:
        GroundingError: if it means none, or one of several.
    """
    eyes = Eyes(observation, workspace, last)
    if isinstance(reference, Count | CountParity):
        raise GroundingError(f"{str(reference)!r} is a number and no thing.", str(reference))
    found = eyes.among(reference) if isinstance(reference, All) else (eyes.one(reference),)
    return tuple(o.name for o in found)


def ground_one(
    text: str,
    observation: Observation,
    workspace: Workspace,
    last: str | None = None,
    kind: str | None = None,
) -> str:
    """Return the one name that a text means; a name of a thing that is seen means that thing.

    Raises:
        ReferenceError_: if the text is no reference.
        GroundingError: if it means nothing here, or several things.
    """
    text = " ".join(text.split())
    if observation.find(text) is not None:
        return text
    found = ground(parse(text, observation, kind), observation, workspace, last)
    if len(found) == 1:
        return found[0]
    if found:
        options = " and ".join([", ".join(found[:-1]), found[-1]])
        raise GroundingError(f"{text!r} are {options}; name one of them.", text, found)
    raise nothing(text, observation)


def names_a_thing(text: str, observation: Observation) -> bool:
    """Tell whether a text speaks of a thing without being its name: a noun stands in it.

    `pieces` and `red pieces` are left out: they are names of sets, which some skills take.
    """
    nouns = {*NOUNS, *VAGUE, *(o.kind for o in observation.objects)}
    said = tokens_of(text)
    last = said[-1] if said else ""
    is_set = last not in nouns and all(word in COLORS for word in said[:-1])
    if is_set or observation.find(text) is not None:
        return False
    return any(singular in nouns for word in said for singular in singulars(word))


def value(
    quantity: Quantity, observation: Observation, workspace: Workspace, last: str | None = None
) -> int | str | bool:
    """Return a count; `even` or `odd`; or whether a count is as wanted."""
    count = len(Eyes(observation, workspace, last).among(quantity.of))
    if isinstance(quantity, Count):
        return count
    parity = "odd" if count % 2 else "even"
    return parity if quantity.wanted is None else parity == quantity.wanted
