"""The feasible calls as grammars for servers that decode under one.

A server with a model of its own gets the same feasible set as the local planner, in
whichever form it takes: GBNF (llama.cpp), a JSON schema, or a list of tools.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from agent.types import Choices, SkillCall

WORDS = r"[^\n]+"
"""What may stand in an open call: one line."""
ARGUMENTS = "arguments"
TEXT = "text"


def by_skill(choices: Choices) -> dict[str, list[str]]:
    """Return the arguments of all closed calls, as they are written, by skill."""
    out: dict[str, list[str]] = {}
    for call in dict.fromkeys(choices.calls):
        out.setdefault(call.skill, []).append(", ".join(call.args))
    return out


def gbnf(choices: Choices) -> str:
    """Return a GBNF grammar of exactly the calls that can be carried out now.

    Raises:
        ValueError: where there is nothing to choose from.
    """
    closed = by_skill(choices)
    if not closed and not choices.open:
        raise ValueError("There is nothing to choose from.")
    rules = {}
    for skill in dict.fromkeys((*closed, *choices.open)):
        ways = [quoted(f"{arguments})") for arguments in closed.get(skill, ())]
        ways += ['words ")"'] if skill in choices.open else []
        rules[rule(skill)] = f"{quoted(f'{skill}(')} ({' | '.join(ways)})"
    lines = [f"root ::= {' | '.join(rules)}"]
    lines += [f"{name} ::= {body}" for name, body in rules.items()]
    lines += [f"words ::= {WORDS}"] if choices.open else []
    return "\n".join(lines) + "\n"


def rule(skill: str) -> str:
    """Return the name of a skill's rule: GBNF allows letters, digits and dashes."""
    return "call-" + re.sub(r"[^a-zA-Z0-9]", "-", skill)


def quoted(text: str) -> str:
    """Return a text as a literal of GBNF."""
    return json.dumps(text, ensure_ascii=False)


def schema(choices: Choices) -> dict[str, Any]:
    """Return a JSON schema of objects `{"call": "pick(red block)"}`, with those calls only."""
    ways: list[dict[str, Any]] = []
    if choices.calls:
        ways.append({"type": "string", "enum": [str(c) for c in dict.fromkeys(choices.calls)]})
    for skill in choices.open:
        ways.append({"type": "string", "pattern": rf"^{re.escape(skill)}\({WORDS}\)$"})
    if not ways:
        raise ValueError("There is nothing to choose from.")
    call = ways[0] if len(ways) == 1 else {"anyOf": ways}
    return obj({"call": call})


def tools(choices: Choices, about: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """Return the calls as tools in the form of OpenAI's API, one for each skill.

    A tool's `arguments` are one string with all that stands between the brackets, since
    which argument may go with which is part of what can be done; free text is called `text`.

    Args:
        choices: what can be done now.
        about: a line on each skill.
    """
    closed, lines = by_skill(choices), about or {}
    out = []
    for skill in dict.fromkeys((*closed, *choices.open)):
        takes: dict[str, Any] = {}
        some = [arguments for arguments in closed.get(skill, ()) if arguments]
        if skill in choices.open:
            takes = {TEXT: {"type": "string", "pattern": f"^{WORDS}$"}}
        elif some:
            takes = {ARGUMENTS: {"type": "string", "enum": some}}
        function = {"name": skill, "parameters": obj(takes)}
        if skill in lines:
            function["description"] = lines[skill]
        out.append({"type": "function", "function": function})
    return out


def obj(properties: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an object that has these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def called(name: str, arguments: Mapping[str, Any], choices: Choices) -> SkillCall | None:
    """Return the call that a server made of a tool, or None where it cannot be carried out."""
    text = str(arguments.get(TEXT) or arguments.get(ARGUMENTS) or "")
    call = next((c for c in choices.calls if str(c) == f"{name}({text})"), None)
    if call is None and name in choices.open and re.fullmatch(WORDS, text):
        return SkillCall(name, (text,))
    return call
