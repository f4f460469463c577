"""Results as the protocol has them: in words, as data, and with pictures."""

from __future__ import annotations

import base64

from mcp_types import CallToolResult, ContentBlock, ImageContent, TextContent
from pydantic import BaseModel

from agent.mcp_server.models import Done, Sight


def image(data: bytes) -> ImageContent:
    """Return a PNG as the protocol has it."""
    return ImageContent(type="image", data=base64.b64encode(data).decode(), mime_type="image/png")


def result(
    model: BaseModel, words: str, *more: ContentBlock, error: bool = False
) -> CallToolResult:
    """Return a result in words, as data, and with pictures."""
    text = TextContent(type="text", text=words)
    data = model.model_dump(mode="json")
    return CallToolResult(content=[text, *more], structured_content=data, is_error=error)


def wrong(sentence: str) -> CallToolResult:
    """Return what is wrong with a call."""
    return CallToolResult(content=[TextContent(type="text", text=sentence)], is_error=True)


def scene_words(sight: Sight) -> str:
    """Return what is seen, for people and models."""
    rows = [
        f"- {t.name}: x {t.position[0]:.3f}, y {t.position[1]:.3f}, z {t.position[2]:.3f} m"
        + ("" if t.visible else " (hidden now)")
        for t in sight.things
    ]
    head = f"Seen by {sight.eyes}" + (f" ({sight.note})" if sight.note else "") + ":"
    stopped = "The robot is stopped." if sight.stopped else f"The robot is {sight.state}."
    return "\n".join(
        [head, *(rows or ["- nothing"]), f"In the hand: {sight.holding or 'nothing'}.", stopped]
    )


def done_words(done: Done) -> str:
    """Return how a goal ended, for people and models: the measured word comes first."""
    steps = [f"{'ok' if s.ok else 'failed'}: {s.call}: {s.measured}" for s in done.steps]
    asked = [f"It asked: {done.question}"] if done.question else []
    more = [done.next] if done.next else []
    return "\n".join(
        [f"{done.verification} ({done.ending}): {done.measured}", *steps, *asked, *more]
    )
