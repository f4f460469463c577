"""One pass over the trie equals scoring each call by itself."""

import pytest
import torch
from transformers import LlamaConfig, LlamaForCausalLM

from agent.decoding.scorer import Scorer, Trie

PROMPT = [5, 9, 3, 7, 2]
CALLS = [[11, 12, 13], [11, 12, 14, 15], [11, 16], [20], [11, 12]]


@pytest.fixture(scope="module")
def model():
    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=64,
        hidden_size=32,
        intermediate_size=48,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
    )
    return LlamaForCausalLM(config).eval()


def by_hand(model, prompt, call):
    with torch.inference_mode():
        logs = torch.log_softmax(model(torch.tensor([prompt + call])).logits[0], -1)
    return sum(float(logs[len(prompt) - 1 + i, t]) for i, t in enumerate(call))


def test_shared_beginnings_are_stored_once():
    assert Trie.of(CALLS).tokens == [11, 12, 13, 14, 15, 16, 20]


def test_the_tree_equals_each_call_by_itself(model):
    scorer = Scorer(model)
    scorer.read(PROMPT)
    expected = [by_hand(model, PROMPT, c) for c in CALLS]
    assert scorer._score_tree(CALLS) == pytest.approx(expected, abs=1e-4)
    assert scorer._score_each(CALLS) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("longer", [[*PROMPT, 8, 1], [5, 9, 4, 4], [1, 2, 3], PROMPT])
def test_the_kept_cache_changes_no_score(model, longer):
    scorer = Scorer(model)
    scorer.read(PROMPT)
    scorer.score(CALLS)
    scorer.read(longer)
    expected = [by_hand(model, longer, c) for c in CALLS]
    assert scorer.score(CALLS) == pytest.approx(expected, abs=1e-4)


def test_generating_leaves_the_cache_as_it_was(model):
    scorer = Scorer(model)
    scorer.read(PROMPT)
    before = scorer.score(CALLS)
    scorer.generate([11], 6, frozenset())
    assert scorer.score(CALLS) == pytest.approx(before, abs=1e-5)
