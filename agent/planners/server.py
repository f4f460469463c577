"""A language model behind an OpenAI-compatible server, choosing among the feasible calls."""

from __future__ import annotations

import base64
import io
import os
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from agent.endpoint.client import Client, Limits, Refused, named
from agent.endpoint.reply import Reply
from agent.endpoint.ways import WAYS, Way
from agent.errors import ModelError, UsageError
from agent.events import Decided, Event, Started
from agent.prompt import Message, messages
from agent.robot import CameraFrame, Workspace
from agent.types import Choices, Decision, SkillCall

GAVE_UP = "the language model names nothing that can be done"
"""Without the model's words, which might read like a reason."""
SHOWN = 300
"""Letters of a wrong answer that are put back to the model."""
SEEN = "[picture]"
"""What stands in a prompt's text for what the camera saw."""


class ServerPlanner:
    """a language model behind an OpenAI-compatible server: --base-url, --model

    The server is kept to the feasible calls in the first way that it offers: a JSON schema, a
    tool, a grammar; else it is only asked to. Whatever it answers, nothing is chosen but what
    can be done: other answers are put back to it once, with the reason, and then it gives up.

    A decision's probability is the product of what the server says of the call's tokens, be it
    before or after the constraint; None where it says nothing.

    Args:
        base_url: where it is, such as http://localhost:11434/v1.
        model: its name there.
        vision: send the camera's latest picture too.
        limits: what it may take of time, words and money.
        environ: where the key is, HANDILY_API_KEY.
        ways: in which to keep it to the feasible calls, in the order to try them.
    """

    name = "server"

    def __init__(
        self,
        base_url: str,
        model: str,
        vision: bool = False,
        limits: Limits | None = None,
        environ: Mapping[str, str] = os.environ,
        ways: Sequence[Way] = WAYS,
    ) -> None:
        if not model:
            raise UsageError("The planner server needs the model's name there.", "--model NAME")
        self.client = Client(base_url, limits, environ)
        self.model, self.vision = model, vision
        self.options = options_of(self.client.limits)
        """What is sent besides, as far as the server takes it."""
        self._picture: Callable[[], CameraFrame | None] = lambda: None
        self._ways = list(ways)
        self._proven = False

    @property
    def way(self) -> Way:
        """In which way the server is asked."""
        return self._ways[0]

    def see(self, picture: Callable[[], CameraFrame | None]) -> None:
        """Take up where the camera's latest picture is to be had."""
        self._picture = picture

    def choose(self, events: Sequence[Event], choices: Choices, workspace: Workspace) -> Decision:
        """Fold the conversation into messages and decide."""
        if begins(events):
            self.client.budget.renew()
        return self.decide(messages(events, workspace), choices)

    def decide(self, chat: Sequence[Message], choices: Choices) -> Decision:
        """Ask until something feasible is said, or it is of no use.

        Raises:
            ModelError: where no answer is to be had, or the budget is spent.
        """
        begun, back, counts = time.perf_counter(), list[Message](), [0, 0]
        while True:
            way = self.way
            asked = told(chat, f"{way.question(choices)}", back)
            try:
                reply = self._ask(asked, way, choices)
            except Refused as refusal:
                self._otherwise(refusal)
                continue
            counts = [counts[0] + reply.tokens_in, counts[1] + reply.tokens_out]
            call, wrong, spoken = way.read(reply, choices)
            if reply.cut:
                call, wrong = None, "the answer was too long"
            if call is not None and not wrong:
                self._proven = True
                break
            if not self._proven and len(self._ways) > 1:  # it does not heed what keeps it
                self._ways.pop(0)
            elif back:
                call, spoken = given_up(choices, wrong), ""
                break
            else:
                back = complaint(reply, wrong)
        return Decision(
            call,
            reply.probability(spoken),
            prompt=rendered(asked, self._seen() is not None, way),
            seconds=time.perf_counter() - begun,
            tokens_in=counts[0],
            tokens_out=counts[1],
        )

    def close(self) -> None:
        """Hang up."""
        self.client.close()

    def _ask(self, chat: Sequence[Message], way: Way, choices: Choices) -> Reply:
        """Put a chat to the server, without the options that it does not take."""
        while True:
            body = {
                "model": self.model,
                "messages": with_picture(chat, self._seen()),
                **self.options,
                **way.body(choices),
            }
            try:
                return self.client.complete(body)
            except Refused as refusal:
                wrong = named(refusal.words, self.options)
                if not wrong:
                    raise
                limit = self.options.pop(wrong[0])
                if wrong[0] == "max_tokens":  # newer models of OpenAI have it under this name
                    self.options = {"max_completion_tokens": limit, **self.options}

    def _otherwise(self, refusal: Refused) -> None:
        """Go on to the next way, or raise what the server does not take."""
        if len(self._ways) == 1:
            hint = "Can the model see? Leave --vision out." if self.vision else ""
            raise ModelError(
                f"{self.client.host} refuses (status {refusal.status}): {refusal.words}", hint
            ) from None
        self._ways.pop(0)
        self._proven = False

    def _seen(self) -> CameraFrame | None:
        return self._picture() if self.vision else None


def options_of(limits: Limits) -> dict[str, Any]:
    """Return what is sent with each request, as long as the server takes it."""
    return {
        "stream_options": {"include_usage": True},
        "stream": True,
        "temperature": 0,
        "max_tokens": limits.words,
        "logprobs": True,
    }


def begins(events: Sequence[Event]) -> bool:
    """Tell whether nothing has been decided under the present goal yet."""
    for event in reversed(events):
        if isinstance(event, Decided | Started):
            return isinstance(event, Started)
    return True


def told(chat: Sequence[Message], question: str, back: Sequence[Message]) -> list[Message]:
    """Return a chat with what can be done at its end, and what came of an answer to that."""
    *before, last = chat
    return [*before, {**last, "content": f"{last['content']}\n{question}"}, *back]


def complaint(reply: Reply, wrong: str) -> list[Message]:
    """Return a wrong answer, and what is wrong with it."""
    return [
        {"role": "assistant", "content": reply.said[:SHOWN] or "?"},
        {"role": "user", "content": f"blocked: {wrong}. Answer again."},
    ]


def given_up(choices: Choices, wrong: str) -> SkillCall:
    """Return the call that gives up; raises ModelError where there is none."""
    if "cannot" in choices.open:
        return SkillCall("cannot", (GAVE_UP,))
    raise ModelError(f"The language model names nothing that can be done: {wrong}.")


def with_picture(chat: Sequence[Message], frame: CameraFrame | None) -> list[dict[str, Any]]:
    """Return a chat as it is sent, with a picture in its last message."""
    if frame is None:
        return [dict(message) for message in chat]
    *before, last = chat
    parts = [
        {"type": "text", "text": last["content"]},
        {"type": "image_url", "image_url": {"url": data_url(frame)}},
    ]
    return [*map(dict, before), {**last, "content": parts}]


def data_url(frame: CameraFrame) -> str:
    """Return what the camera saw as a PNG in a URL."""
    from PIL import Image

    file = io.BytesIO()
    Image.fromarray(frame.rgb).save(file, "PNG")
    return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"


def rendered(chat: Sequence[Message], pictured: bool, way: Way) -> str:
    """Return what was asked as text, with the way that kept the answer."""
    lines = [f"{message['role']}: {message['content']}" for message in chat]
    return "\n".join([*lines, *([SEEN] if pictured else []), f"({way.name})"])
