"""What a browser may say over its websocket. Foreign text comes in here, and nowhere else."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from agent.goals import MAX_GOAL

MAX_MESSAGE = 65_536
"""Bytes of a message."""
Pixel = tuple[
    Annotated[float, Field(ge=0, le=10_000, allow_inf_nan=False)],
    Annotated[float, Field(ge=0, le=10_000, allow_inf_nan=False)],
]
"""Of the picture: how far from its left and from its top."""
Name = Annotated[str, Field(max_length=100)]


class Said(BaseModel):
    """What all messages have in common: nothing in them is unknown."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Goal(Said):
    """Do this."""

    kind: Literal["goal"]
    text: str = Field(max_length=MAX_GOAL)


class Stop(Said):
    """Stop, now."""

    kind: Literal["stop"]


class Clear(Said):
    """Take goals again after a stop."""

    kind: Literal["clear"]


class Answer(Said):
    """The answer to the question that is open."""

    kind: Literal["answer"]
    text: str = Field(max_length=MAX_GOAL)


class Confirm(Said):
    """Whether the call that wants leave may be carried out."""

    kind: Literal["confirm"]
    allow: bool


class Lay(Said):
    """Lay the table anew: a scene's name, or SUITE/TASK:INDEX."""

    kind: Literal["lay"]
    scene: Name
    seed: int = Field(0, ge=0, lt=2**31)


class Drag(Said):
    """Take what is nearest to a pixel of the picture, or the thing named, to another pixel."""

    kind: Literal["drag"]
    start: Pixel
    end: Pixel
    name: Name = ""


class Seen(Said):
    """A picture has arrived and was shown; the next may come."""

    kind: Literal["seen"]


Message = Goal | Stop | Clear | Answer | Confirm | Lay | Drag | Seen
ADAPTER: TypeAdapter[Message] = TypeAdapter(Annotated[Message, Field(discriminator="kind")])
