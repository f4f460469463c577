"""What a server answers, read piece by piece as it comes, and cut where it has no end."""

from __future__ import annotations

import json
import math
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, Field, ValidationError

NOTHING = "it answered nothing"
BLANK = 100
"""After so many blanks in a row nothing else is going to come."""


class Passing(Exception):
    """What may be better the next time. `after` is for how long (s) the server asks to wait."""

    def __init__(self, words: str, after: float | None = None) -> None:
        super().__init__(words)
        self.words, self.after = words, after


class Function(BaseModel):
    """A piece of a tool's call."""

    name: str | None = None
    arguments: str | None = None


class ToolCall(BaseModel):
    """One of the tool calls of an answer; pieces of one have the same index."""

    index: int | None = 0
    function: Function = Field(default_factory=Function)


class Message(BaseModel):
    """An answer, or a piece of one."""

    content: str | None = None
    tool_calls: list[ToolCall] | None = None


class Token(BaseModel):
    """A token, and the logarithm of its probability."""

    token: str
    logprob: float | None


class Tokens(BaseModel):
    """The tokens of a piece."""

    content: list[Token] | None = None


class Choice(BaseModel):
    """One of the answers; there is only one."""

    delta: Message | None = None
    message: Message | None = None
    finish_reason: str | None = None
    logprobs: Tokens | None = None


class Usage(BaseModel):
    """Tokens, as the server counts them."""

    prompt_tokens: int = Field(0, ge=0, le=10**9)
    completion_tokens: int = Field(0, ge=0, le=10**9)


class Piece(BaseModel):
    """A whole answer, or what comes at a time of one."""

    choices: list[Choice] = []
    usage: Usage | None = None
    error: Any = None


@dataclass
class Reply:
    """An answer: its text, or the tool that it calls with arguments (JSON).

    `cut` tells that it was too long and is not whole. `tokens_in` and `tokens_out` are as the
    server counts, 0 where it does not; `logprobs` are those of the text's tokens.
    """

    text: str = ""
    tool: str = ""
    arguments: str = ""
    cut: bool = False
    ended: bool = False
    tokens_in: int = 0
    tokens_out: int = 0
    logprobs: list[tuple[str, float]] = field(default_factory=list)

    @property
    def said(self) -> str:
        """Everything in it that is words."""
        return self.text or self.arguments

    def add(self, piece: Piece) -> None:
        """Take up what came."""
        if piece.error is not None:
            raise Passing(f"it broke off: {wording(piece.error)}")
        if piece.usage:
            self.tokens_in = piece.usage.prompt_tokens
            self.tokens_out = piece.usage.completion_tokens
        for choice in piece.choices[:1]:
            message = choice.message or choice.delta or Message()
            self.text += message.content or ""
            calls = message.tool_calls or []
            # One call at a time: what else it wants can be asked later.
            for call in calls[:1] if choice.message else (c for c in calls if not c.index):
                self.tool = self.tool or call.function.name or ""  # some repeat it
                self.arguments += call.function.arguments or ""
            if choice.logprobs:
                pairs = choice.logprobs.content or []
                self.logprobs += [
                    (p.token, math.nan if p.logprob is None else p.logprob) for p in pairs
                ]
            self.ended = self.ended or choice.finish_reason is not None
            self.cut = self.cut or choice.finish_reason == "length"

    def endless(self, letters: int) -> bool:
        """Tell whether it has become too long, or is nothing but blanks any more."""
        said = self.said
        return len(said) > letters or len(said) - len(said.rstrip()) > BLANK

    def probability(self, words: str) -> float | None:
        """Return how likely these words of it were, by the server's log-probabilities.

        None where there are none, or none that can be.
        """
        whole = "".join(token for token, _ in self.logprobs)
        begin = whole.find(words)
        if begin < 0 or not words:
            return None
        total, at = 0.0, 0
        for token, logprob in self.logprobs:
            if at < begin + len(words) and at + len(token) > begin:
                total += logprob
            at += len(token)
        return math.exp(total) if total <= 0.0 else None  # also for NaN


async def read(chunks: AsyncIterator[bytes], letters: int, size: int) -> Reply:
    """Read an answer, streamed or whole; stop where it exceeds the letters or bytes.

    Raises:
        Passing: where it breaks off, or is none.
    """
    reply, buffer, rest, total = Reply(), b"", b"", 0
    async for chunk in chunks:
        total += len(chunk)
        *lines, buffer = (buffer + chunk).split(b"\n")
        for line in lines:
            if line.startswith(b"data:"):
                if event(line, reply):
                    return reply
            else:
                rest += line + b"\n"
        if reply.endless(letters) or total > size:
            reply.cut = True
            return reply
    if buffer.startswith(b"data:"):
        event(buffer, reply)
    else:
        rest += buffer
    if not reply.ended and rest.strip():  # it came as a whole
        reply.add(parsed(rest))
        reply.ended = reply.ended or bool(reply.said)
        reply.cut = reply.cut or reply.endless(letters)
    if not reply.ended:
        raise Passing("its answer was cut off" if reply.said else NOTHING)
    return reply


def event(line: bytes, reply: Reply) -> bool:
    """Take up one line of a stream; tell whether it was the last."""
    data = line.removeprefix(b"data:").strip()
    if data == b"[DONE]":
        reply.ended = True
        return True
    if data:
        reply.add(parsed(data))
    return False


def parsed(data: bytes) -> Piece:
    """Return what some bytes say."""
    try:
        return Piece.model_validate_json(data)
    except ValidationError:
        raise Passing("what it answered is no chat completion") from None


def words_of(body: bytes) -> str:
    """Return in words what is wrong, from the body of an answer that says so."""
    try:
        said = json.loads(body)
    except ValueError:
        return body.decode(errors="replace")
    inside = said.get("error") or said.get("detail") if isinstance(said, dict) else None
    return wording(inside or said)


def wording(said: Any) -> str:
    """Return the words in what servers put where an error is told."""
    if isinstance(said, dict):
        about = said.get("loc") or said.get("param")
        words = wording(said.get("message") or said.get("msg") or said.get("code") or "")
        return f"{'.'.join(map(str, about))}: {words}" if isinstance(about, list) else words
    if isinstance(said, list):
        return "; ".join(wording(part) for part in said[:5])
    return str(said)
