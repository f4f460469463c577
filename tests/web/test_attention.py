"""Where the model read: words, shares, and what it really looks at."""

import asyncio

import pytest

from agent.errors import UsageError
from agent.types import Decision, SkillCall
from agent.web.attention import Attention, cut, shares

PROMPT = (
    "<|im_start|>system\nPick before you place.<|im_end|>\n<|im_start|>user\n"
    "Seen: red block at left side; blue bowl at right side.\nGoal: put the red block in the blue "
    "bowl\nTo do: red block in blue bowl.<|im_end|>\n<|im_start|>assistant\n"
)


def test_the_pieces_are_the_prompt():
    pieces = list(cut(PROMPT))
    assert "".join(text for _, text, _ in pieces) == PROMPT
    assert all(PROMPT[at:].startswith(text) for at, text, _ in pieces)
    words = [text for _, text, counts in pieces if counts]
    assert words[:5] == ["Pick", "before", "you", "place", "."]
    assert not any("im_start" in word or word in ("system", "assistant") for word in words)


def test_tokens_count_for_their_words_and_marks_for_nothing():
    text = "<|im_start|>user\nred block"
    places = [(0, 12), (12, 16), (16, 17), (17, 20), (20, 22), (22, 26)]
    found = dict(shares(text, places, [9.0, 9.0, 9.0, 1.0, 1.0, 2.0]))
    assert found["red"] == pytest.approx(0.25)
    assert found["block"] == pytest.approx(0.75)
    assert found["<|im_start|>user\n"] == 0.0
    assert sum(found.values()) == pytest.approx(1.0)


def test_what_read_nothing_looked_at_nothing():
    with pytest.raises(UsageError, match="read no prompt"):
        asyncio.run(Attention("embedded").of(Decision(SkillCall("done"))))


@pytest.mark.llm
def test_the_model_reads_what_it_acts_on():
    async def ask():
        attention = Attention("embedded")
        decision = Decision(SkillCall("pick", ("red block",)), prompt=PROMPT)
        try:
            found = await attention.of(decision)
            assert await attention.of(decision) is found  # is not computed twice
        finally:
            attention.close()
        return found

    found = asyncio.run(ask())
    assert "".join(word for word, _ in found["words"]) == PROMPT
    total = {word: 0.0 for word, _ in found["words"]}
    for word, share in found["words"]:
        total[word] += share
    assert sum(total.values()) == pytest.approx(1.0)
    assert total["red"] > 3 * total["blue"]
    assert "does not prove" in found["about"]
