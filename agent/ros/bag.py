"""Reads the agent's run out of a bag, so that it can be replayed where there is no robot."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import ValidationError
from rosbags.highlevel import AnyReader, AnyReaderError

from agent.errors import TraceError
from agent.events import Event
from agent.trace import ADAPTER

STRING = "std_msgs/msg/String"


def events_of(path: Path, topic: str = "") -> list[Event]:
    """Return what an agent told on its topic `events`, in the order in which it was received.

    `path` is a bag's folder or its .mcap file. `topic` names the agent where a bag has several.

    Raises TraceError for a bag that cannot be read, or that has no events of one agent.
    """
    try:
        with AnyReader([path]) as reader:
            connections = [
                c
                for c in reader.connections
                if c.msgtype == STRING
                and (c.topic == topic if topic else c.topic.endswith("/events"))
            ]
            one_topic(path, topic, connections)
            found: list[Event] = []
            for _, _, data in reader.messages(connections):
                message: Any = reader.deserialize(data, STRING)
                found.append(event(path, message.data, len(found) + 1))
            return found
    # A file that is cut off trips the reader in several ways.
    except (OSError, AnyReaderError, AssertionError, ValueError) as error:
        raise TraceError(
            f"The bag {path} cannot be read: {error}.", "Give a bag's folder, or its .mcap file."
        ) from error


def one_topic(path: Path, topic: str, connections: list[Any]) -> None:
    """Make sure that there is one agent to listen to."""
    topics = sorted({c.topic for c in connections})
    if not topics:
        wanted = topic or "a topic .../events"
        raise TraceError(f"The bag {path} has no events of an agent: {wanted} is not in it.")
    if len(topics) > 1:
        raise TraceError(f"The bag {path} has several agents: name one of {', '.join(topics)}.")


def event(path: Path, text: str, number: int) -> Event:
    """Return the event that a message is."""
    try:
        found: Event = ADAPTER.validate_json(text)
    except ValidationError as error:
        raise TraceError(f"{path}, message {number} on events: this is no event.") from error
    return found
