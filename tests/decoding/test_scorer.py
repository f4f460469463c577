"""Passes over the trie equal scoring each call by itself, whatever the model can do."""

import math

import pytest
import torch
from transformers import LlamaConfig, LlamaForCausalLM

from agent.decoding.llama import Llama
from agent.decoding.scorer import Scorer, distribution
from agent.decoding.trie import Option

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
    scorer = Scorer(make(attn_implementation=attention), straight=False)
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


@pytest.mark.parametrize("straight", [True, False])
def test_a_pass_that_fails_leaves_nothing_wrong_behind(straight, monkeypatch):
    scorer = Scorer(make(), straight=straight)
    scorer.read(PROMPT)
    expected = scorer.score(CALLS)

    def interrupt(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(torch.nn.functional, "silu", interrupt)
        with pytest.raises(KeyboardInterrupt):
            scorer.score(CALLS)
    scorer.read(PROMPT)
    assert scorer.score(CALLS) == pytest.approx(expected, abs=1e-4)


def test_an_open_option_is_all_that_begins_so_but_for_the_closed_ones_beside_it(model):
    scorer = Scorer(model)
    scorer.read(PROMPT)
    more = (12, 20, 33)
    singles = scorer.score([[11, t] for t in more])
    (alone,) = scorer.score([Option((11,), more)])
    assert math.exp(alone) == pytest.approx(sum(map(math.exp, singles)), rel=1e-4)
    beside, first, second = scorer.score([Option((11,), more), [11, 12, 4], [11, 13, 4]])
    assert math.exp(beside) == pytest.approx(math.exp(alone) - math.exp(first), rel=1e-4)
    assert second == pytest.approx(by_hand(model, PROMPT, [11, 13, 4]), abs=1e-4)


def test_an_open_option_may_begin_with_its_bracket(model):
    scorer = Scorer(model)
    scorer.read(PROMPT)
    every = Option((), tuple(range(64)))
    assert scorer.score([every]) == pytest.approx([0.0], abs=1e-5)
    left, taken = scorer.score([every, [7, 3]])
    assert math.exp(left) + math.exp(taken) == pytest.approx(1.0, abs=1e-5)
    for kind in (Deaf, Forgetful):
        other = Scorer(make(kind))
        other.read(PROMPT)
        assert other.score([every, [7, 3]]) == pytest.approx([left, taken], abs=1e-4)


@pytest.mark.parametrize("tolerance", [1e-3, 1e-2, 0.1])
def test_what_is_left_out_is_no_more_than_was_asked_for(tolerance):
    sharp = make()
    sharp.lm_head.weight.data *= 3.0
    calls = [[a, b, c, 1] for a in range(2, 8) for b in range(8, 14) for c in range(14, 18)]
    exact = distribution(Scorer(sharp).choose(PROMPT, calls))
    near = distribution(Scorer(sharp).choose(PROMPT, calls, tolerance))
    assert max(abs(a - b) for a, b in zip(exact, near, strict=True)) <= tolerance
    assert near.index(max(near)) == exact.index(max(exact))


def test_little_is_fed_where_one_branch_takes_all(monkeypatch):
    sharp = make()
    sharp.lm_head.weight.data *= 20.0
    calls = [
        [a, b, c, d] for a in range(2, 8) for b in range(8, 14) for c in (14, 15) for d in (1, 2)
    ]
    fed = []
    feed = Llama.feed
    monkeypatch.setattr(Llama, "feed", lambda s, t, *a: fed.append(len(t)) or feed(s, t, *a))
    scorer = Scorer(sharp, tree=True)
    scorer.choose(PROMPT, calls)
    whole = sum(fed)
    fed.clear()
    scorer.choose(PROMPT, calls, 1e-3)
    assert sum(fed) < whole


def test_nothing_hangs_on_what_the_cache_held():
    model = make()
    calls = [[a, b, c, 1] for a in range(2, 6) for b in range(8, 12) for c in range(14, 18)]
    prompt = list(range(3, 43))
    for tolerance in (0.0, 1e-3):
        fresh = Scorer(model, tree=True).choose(prompt, calls, tolerance)
        used = Scorer(model, tree=True)
        for cut in (10, 25, 25, 39, 40):
            used.choose(prompt[:cut], calls[:20], tolerance)
        for before in (prompt[:40], prompt, [1, 2]):
            used.read(before)
            assert used.choose(prompt, calls, tolerance) == pytest.approx(fresh, abs=1e-5)


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
