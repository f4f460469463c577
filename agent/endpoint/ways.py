"""In which ways a server can be kept to the feasible calls, and how its answer is read."""

from __future__ import annotations

import json
import re
from abc import ABC, abstractmethod
from typing import Any, ClassVar

from pydantic import BaseModel, ValidationError

from agent.endpoint.reply import Reply
from agent.planners.free import parsed
from agent.prompt import plain
from agent.types import Choices, SkillCall

TOOL = "act"
SPOKEN = 300
"""Letters of what is said, asked or given as a reason."""
THOUGHT = re.compile(r"<think>.*?(</think>|\Z)", re.DOTALL)
FENCE = re.compile(r"\A\s*```\w*\n(.*?)\n?```\s*\Z", re.DOTALL)
Found = tuple[SkillCall | None, str, str]
"""A call, what is wrong with it or nothing, and the words that stand for it in the answer."""


class Answer(BaseModel):
    """What is to be answered in JSON: a call, and the words of one that takes any."""

    call: str
    text: str | None = ""


class Way(ABC):
    """One way to ask for a call."""

    name: ClassVar[str]
    ask: ClassVar[str] = 'Answer in JSON: {"call": "one of these", "text": "the words, or empty"}'

    @abstractmethod
    def body(self, choices: Choices) -> dict[str, Any]:
        """Return what a request has besides."""

    def read(self, reply: Reply, choices: Choices) -> Found:
        """Return what was answered."""
        return from_json(reply.text, choices)

    def question(self, choices: Choices) -> str:
        """Return what the model is told of what can be done and how to answer."""
        return f"Can be done now: {'; '.join(map(plain, options(choices)))}.\n{self.ask}"


class Schema(Way):
    """A JSON schema: OpenAI, Ollama, vLLM, llama.cpp."""

    name = "schema"

    def body(self, choices: Choices) -> dict[str, Any]:
        """Return the schema as OpenAI has it."""
        named = {"name": TOOL, "strict": True, "schema": schema(choices)}
        return {"response_format": {"type": "json_schema", "json_schema": named}}


class Object(Way):
    """A JSON schema as llama-cpp-python has it."""

    name = "object"

    def body(self, choices: Choices) -> dict[str, Any]:
        """Return the schema beside the type."""
        return {"response_format": {"type": "json_object", "schema": schema(choices)}}


class Tools(Way):
    """A tool, which has to be called, with the feasible calls as its argument."""

    name = "tools"
    ask = f"Answer with the tool {TOOL}: call is one of these, text its words or empty."

    def body(self, choices: Choices) -> dict[str, Any]:
        """Return the tool."""
        about = "Do one of the things that can be done now."
        tool = {"name": TOOL, "description": about, "parameters": schema(choices), "strict": True}
        return {
            "tools": [{"type": "function", "function": tool}],
            "tool_choice": {"type": "function", "function": {"name": TOOL}},
        }

    def read(self, reply: Reply, choices: Choices) -> Found:
        """Return what the tool was called with; some write the same as text."""
        if reply.tool and reply.tool != TOOL:
            return None, f"there is no tool {plain(reply.tool)[:40]!r}, only {TOOL}", ""
        return from_json(reply.arguments or reply.text, choices)


class Grammar(Way):
    """A grammar in GBNF: llama.cpp, vLLM."""

    name = "grammar"
    ask = "Answer with one of these calls alone."

    def body(self, choices: Choices) -> dict[str, Any]:
        """Return the grammar where llama.cpp and where vLLM looks for it."""
        grammar = gbnf(choices)
        return {"grammar": grammar, "structured_outputs": {"grammar": grammar}}

    def read(self, reply: Reply, choices: Choices) -> Found:
        """Return the call that was written."""
        return from_words(reply.text, choices)


class Plain(Way):
    """Nothing keeps it: it is only asked to."""

    name = "plain"
    ask = Grammar.ask

    def body(self, choices: Choices) -> dict[str, Any]:
        """Return nothing."""
        return {}

    def read(self, reply: Reply, choices: Choices) -> Found:
        """Return the call that was written."""
        return from_words(reply.text, choices)


WAYS: tuple[Way, ...] = (Schema(), Object(), Tools(), Grammar(), Plain())
"""In the order in which they are tried."""


def options(choices: Choices) -> list[str]:
    """Return every call that can be chosen; one that takes any words as `say(text)`."""
    return [*map(str, choices.calls), *(f"{skill}(text)" for skill in choices.open)]


def schema(choices: Choices) -> dict[str, Any]:
    """Return the schema of an answer in JSON; all of it is needed, as OpenAI wants it."""
    call = {"type": "string", "enum": list(dict.fromkeys(options(choices)))}
    return {
        "type": "object",
        "properties": {"call": call, "text": {"type": "string"}},
        "required": ["call", "text"],
        "additionalProperties": False,
    }


def gbnf(choices: Choices) -> str:
    """Return a grammar of the calls."""
    calls = [quoted(str(call)) for call in choices.calls]
    calls += [f'{quoted(f"{skill}(")} text ")"' for skill in choices.open]
    return f"root ::= {' | '.join(calls)}\ntext ::= [^()\\n]+\n"


def quoted(text: str) -> str:
    """Return a text as a grammar's literal."""
    return json.dumps(text, ensure_ascii=False)


def from_json(text: str, choices: Choices) -> Found:
    """Return the call that an answer in JSON names."""
    try:
        said = Answer.model_validate_json(bare(text))
    except ValidationError:
        return None, "the answer was not in the JSON that was asked for", ""
    skill = said.call.removesuffix("(text)")
    if said.call not in map(str, choices.calls) and skill in choices.open:
        spoken = words(said.text or "")
        why = "" if spoken else f"{skill} needs words in text"
        return SkillCall(skill, (spoken,)), why, quoted(said.call)[1:-1]
    call, wrong, _ = from_words(said.call, choices)
    return call, wrong, quoted(said.call)[1:-1]


def from_words(text: str, choices: Choices) -> Found:
    """Return the call that is written; some write JSON unasked."""
    written = bare(text).strip()
    if written.startswith("{"):
        return from_json(written, choices)
    closed = {str(call): call for call in choices.calls}
    if written in closed:
        return closed[written], "", written
    call, wrong = parsed(written, closed, choices)
    if wrong:
        return None, wrong, ""
    if str(call) not in closed:
        call = SkillCall(call.skill, tuple(map(words, call.args)))
    return call, "", str(call)


def bare(text: str) -> str:
    """Return an answer without the thoughts before it and the fence round it."""
    text = THOUGHT.sub("", text)
    fenced = FENCE.match(text)
    return fenced[1] if fenced else text


def words(text: str) -> str:
    """Return what is said, on one line and not too long."""
    return plain(text)[:SPOKEN]
