"""One pass over the trie equals scoring each call by itself, whatever the model can do."""

import math

import pytest
import torch
from transformers import LlamaConfig, LlamaForCausalLM

from agent.decoding.scorer import Scorer, distribution

PROMPT = [5, 9, 3, 7, 2]
CALLS = [[11, 12, 13], [11, 12, 14, 15], [11, 16], [20], [11, 12]]


class Deaf(LlamaForCausalLM):
    """Ignores any mask that it is given."""

    def forward(self, *args, attention_mask=None, **kwargs):
        return super().forward(*args, **kwargs)


class Forgetful(LlamaForCausalLM):
    """Knows no cache."""

    def forward(self, *args, past_key_values=None, **kwargs):
        if past_key_values is not None:
            raise TypeError("no such cache")
        return super().forward(*args, **kwargs)


class Wordy(LlamaForCausalLM):
    """Gives all positions' logits, wanted or not."""

    def forward(self, input_ids=None, **kwargs):
        return super().forward(input_ids=input_ids, **kwargs)


def make(kind=LlamaForCausalLM, **changes):
    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=64,
        hidden_size=32,
        intermediate_size=48,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        initializer_range=0.2,
        **changes,
    )
    return kind(config).eval()


@pytest.fixture(scope="module")
def model():
    return make()


def by_hand(model, prompt, call):
    with torch.inference_mode():
        logs = torch.log_softmax(model(torch.tensor([prompt + call])).logits[0], -1)
    return sum(float(logs[len(prompt) - 1 + i, t]) for i, t in enumerate(call))


@pytest.mark.parametrize(
    ("kind", "tree", "keep"),
    [
        (LlamaForCausalLM, True, True),
        (Wordy, True, True),
        (Deaf, False, True),
        (Forgetful, False, False),
    ],
)
def test_all_ways_of_scoring_agree(kind, tree, keep):
    model = make(kind)
    scorer = Scorer(model)
    for prompt in (PROMPT, [*PROMPT, 8, 1], [5, 9, 4, 4]):
        scorer.read(prompt)
        expected = [by_hand(model, prompt, c) for c in CALLS]
        assert scorer.score(CALLS) == pytest.approx(expected, abs=1e-4)
    assert (scorer.tree, scorer.cache.keep) == (tree, keep)


@pytest.mark.parametrize("attention", ["eager", "sdpa"])
def test_trees_do_not_hang_on_the_kind_of_attention(attention):
    scorer = Scorer(make(attn_implementation=attention))
    scorer.read(PROMPT)
    assert (scorer.tree, scorer.cache.keep) == (True, True)


def test_a_model_that_looks_back_less_far_than_the_prompt_is_scored_plainly(model):
    narrow = make()
    narrow.config.sliding_window = len(PROMPT) + 1
    scorer = Scorer(narrow, tree=True)
    scorer.read(PROMPT)
    expected = [by_hand(model, PROMPT, c) for c in CALLS]
    assert scorer.score(CALLS) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("calls", [[[11, 12, 13]], [[20]], [[11], [12]], [[11, 12], [11, 12, 13]]])
def test_few_calls(model, calls):
    scorer = Scorer(model)
    scorer.read(PROMPT)
    expected = [by_hand(model, PROMPT, c) for c in calls]
    assert scorer.score(calls) == pytest.approx(expected, abs=1e-4)
    assert scorer.score([]) == []


@pytest.mark.parametrize("other", [[*PROMPT, 8, 1], [5, 9, 4, 4], [1, 2, 3], PROMPT[:3], PROMPT])
def test_the_kept_cache_changes_no_score(model, other):
    scorer = Scorer(model)
    scorer.read(PROMPT)
    scorer.score(CALLS)
    scorer.read(other)
    expected = [by_hand(model, other, c) for c in CALLS]
    assert scorer.score(CALLS) == pytest.approx(expected, abs=1e-4)


def test_only_what_is_new_is_read(model):
    scorer = Scorer(model)
    assert scorer.read(PROMPT) == 5
    assert scorer.read(PROMPT) == 0
    assert scorer.read([*PROMPT, 8, 1]) == 2
    assert scorer.read([*PROMPT, 9]) == 1
    assert scorer.read([1, 2]) == 2


def test_the_score_of_a_beginning_is_that_of_all_that_begins_so(model):
    scorer = Scorer(model)
    scorer.read(PROMPT)
    beginning, *longer = scorer.score([[11], *([11, t] for t in range(64))])
    assert math.fsum(map(math.exp, longer)) == pytest.approx(math.exp(beginning), abs=1e-6)


def test_a_pass_that_fails_leaves_nothing_wrong_behind():
    model = make()
    scorer = Scorer(model)
    scorer.read(PROMPT)
    expected = scorer.score(CALLS)

    def interrupt(*args):
        raise KeyboardInterrupt

    hook = model.model.layers[1].register_forward_pre_hook(interrupt)
    with pytest.raises(KeyboardInterrupt):
        scorer.score(CALLS)
    hook.remove()
    scorer.read(PROMPT)
    assert scorer.score(CALLS) == pytest.approx(expected, abs=1e-4)


def test_generating_is_greedy_and_leaves_the_cache_as_it_was(model):
    scorer = Scorer(model)
    scorer.read(PROMPT)
    before = scorer.score(CALLS)
    ids = [*PROMPT, 11]
    for _ in range(6):
        ids.append(int(model(torch.tensor([ids])).logits[0, -1].argmax()))
    assert scorer.generate([11], 6, lambda out: False) == ids[-6:]
    assert scorer.generate([11], 6, lambda out: len(out) == 2) == ids[6:8]
    assert scorer.generate([11], 0, lambda out: False) == []
    assert scorer.score(CALLS) == pytest.approx(before, abs=1e-5)


def test_nothing_to_read_or_score_is_refused(model):
    scorer = Scorer(model, tree=True)
    with pytest.raises(ValueError, match="A prompt needs at least one token"):
        scorer.read([])
    scorer.read(PROMPT)
    with pytest.raises(ValueError, match="A sequence to score needs at least one token"):
        scorer.score([[]])


def test_a_distribution_sums_to_one_however_small_the_scores():
    assert distribution([-900.0, -900.0]) == [0.5, 0.5]
    assert sum(distribution([-3.0, -1.0, -700.0])) == pytest.approx(1.0)
