"""Servers get the feasible set, no more and no less, in each form."""

import json
import re

import pytest

from agent.decoding.grammar import called, gbnf, schema, tools
from agent.types import Choices, SkillCall

CHOICES = Choices(
    (
        SkillCall("pick", ("red block",)),
        SkillCall("pick", ('the "old" block',)),
        SkillCall("place", ("in", "blue bowl")),
        SkillCall("place", ("on", "green block")),
        SkillCall("cannot", ("that is out of reach",)),
        SkillCall("turn_over", ("red block",)),
        SkillCall("done"),
    ),
    ("ask", "cannot"),
)
RIGHT = [*map(str, CHOICES.calls), "ask(which (red) one?)", "cannot(no)"]
WRONG = [
    "pick(green block)",
    "place(in, green block)",
    "place(on, blue bowl)",
    "pick(red block",
    "pick(red block))",
    "done(now)",
    "ask()",
    "ask(two\nlines)",
    "say(hello)",
    " done()",
    "",
]


def matcher(grammar):
    """Return the regular expression of a grammar without recursion, as ours are."""
    rules = dict(line.split(" ::= ", 1) for line in grammar.strip().splitlines())

    def expanded(body):
        parts = re.findall(r'"(?:[^"\\]|\\.)*"|\[[^\]]*\]\+|[\w-]+|[()|]', body)
        return "".join(part_of(part) for part in parts)

    def part_of(part):
        if part.startswith('"'):
            return re.escape(json.loads(part))
        if part in ("(", ")", "|"):
            return part if part == "|" or part == ")" else "(?:"
        return part if part.startswith("[") else f"(?:{expanded(rules[part])})"

    return re.compile(expanded(rules["root"]))


@pytest.mark.parametrize("text", RIGHT)
def test_gbnf_takes_every_feasible_call(text):
    assert matcher(gbnf(CHOICES)).fullmatch(text)


@pytest.mark.parametrize("text", WRONG)
def test_gbnf_takes_nothing_else(text):
    assert not matcher(gbnf(CHOICES)).fullmatch(text)


def test_gbnf_reads_like_this():
    choices = Choices(CHOICES.calls[2:4] + CHOICES.calls[-1:], ("ask",))
    assert gbnf(choices) == (
        "root ::= call-place | call-done | call-ask\n"
        'call-place ::= "place(" ("in, blue bowl)" | "on, green block)")\n'
        'call-done ::= "done(" (")")\n'
        'call-ask ::= "ask(" (words ")")\n'
        "words ::= [^\\n]+\n"
    )


@pytest.mark.parametrize("form", ["gbnf", "schema"])
def test_llguidance_agrees(form):
    llguidance = pytest.importorskip("llguidance", reason="optional: pip install llguidance")
    if form == "gbnf":
        grammar = llguidance.gbnf_to_lark.gbnf_to_lark(gbnf(CHOICES))
        grammar = llguidance.LLMatcher.grammar_from_lark(grammar)
    else:
        grammar = llguidance.LLMatcher.grammar_from_json_schema(schema(CHOICES))
    tokenizer = llguidance.LLTokenizer("byte")

    def takes(text):
        said = text if form == "gbnf" else json.dumps({"call": text})
        m = llguidance.LLMatcher(tokenizer, grammar)
        return m.consume_tokens(tokenizer.tokenize_str(said)) and m.is_accepting()

    assert [text for text in RIGHT if not takes(text)] == []
    assert [text for text in WRONG if takes(text)] == []


def test_the_schema_lists_closed_calls_and_describes_open_ones():
    call = schema(CHOICES)["properties"]["call"]
    closed, *opened = call["anyOf"]

    def takes(text):
        return text in closed["enum"] or any(re.search(o["pattern"], text) for o in opened)

    assert all(map(takes, RIGHT))
    assert not any(map(takes, WRONG))
    assert schema(Choices(CHOICES.calls[:1]))["properties"]["call"] == {
        "type": "string",
        "enum": ["pick(red block)"],
    }


def test_tools_stand_for_the_same_calls():
    made = {t["function"]["name"]: t["function"] for t in tools(CHOICES, {"done": "it is done"})}
    assert list(made) == ["pick", "place", "cannot", "turn_over", "done", "ask"]
    assert made["done"]["description"] == "it is done"
    assert made["done"]["parameters"]["properties"] == {}
    places = made["place"]["parameters"]["properties"]["arguments"]["enum"]
    assert places == ["in, blue bowl", "on, green block"]
    assert called("place", {"arguments": places[0]}, CHOICES) == CHOICES.calls[2]
    assert called("done", {}, CHOICES) == SkillCall("done")
    assert called("ask", {"text": "who?"}, CHOICES) == SkillCall("ask", ("who?",))
    assert called("cannot", {"text": "that is out of reach"}, CHOICES) == CHOICES.calls[4]
    for name, arguments in (
        ("place", {"arguments": "in, green block"}),
        ("ask", {"text": ""}),
        ("ask", {}),
        ("say", {"text": "hello"}),
    ):
        assert called(name, arguments, CHOICES) is None


@pytest.mark.parametrize("make", [gbnf, schema])
def test_no_choice_is_no_grammar(make):
    with pytest.raises(ValueError, match="There is nothing to choose from"):
        make(Choices(()))
