"""Training with the real model: what is learnt, and that a killed run goes on as if it was not."""

import itertools
import json

import numpy as np
import pytest

from agent.errors import UsageError
from agent.models import load
from agent.training.batches import batches, encode
from agent.training.data import Lesson, lessons
from agent.training.lora import CURVE, Settings, Trainer, lessons_of
from agent.training.passes import forward

SETTINGS = Settings(steps=4, rank=2, batch=400, step=400, every=2, rate=3e-3)


@pytest.fixture(scope="module")
def base():
    return load("embedded-base", dtype="float32")


@pytest.fixture(scope="module")
def some():
    return list(itertools.islice(lessons(8), 12))


def test_an_example_reads_just_as_the_planner_writes_a_prompt(base, some):
    for lesson in some[:3]:
        example = encode(base.tokenizer, lesson)
        shown = base.tokenizer.apply_chat_template(list(lesson.messages), tokenize=True)
        ids = shown["input_ids"] if isinstance(shown, dict) or hasattr(shown, "keys") else shown
        assert [*example.head, *example.ids] == list(ids)[: len(example.head) + len(example.ids)]


def test_batches_hold_each_example_once_and_share_a_head(base, some):
    examples = [encode(base.tokenizer, lesson) for lesson in some]
    made = list(batches(examples, np.random.default_rng(0), 600))
    assert sorted(e.ids for b in made for e in b.examples) == sorted(e.ids for e in examples)
    assert all(e.head == b.head for b in made for e in b.examples)


def test_a_batch_gives_what_each_example_gives_alone(base, some):
    import torch

    base.model.set_attn_implementation("eager")
    examples = [encode(base.tokenizer, lesson) for lesson in some[:3]]
    with torch.no_grad():
        for batch in batches(examples, np.random.default_rng(0), 5000):
            logits, said = forward(base.model, batch)
            at = 0
            for e in batch.examples:
                alone = base.model(torch.tensor([[*e.head, *e.ids]])).logits[0]
                rows = [len(e.head) + p - 1 for p in e.said]
                part = logits[at : at + len(rows)]
                assert said[at : at + len(rows)] == [e.ids[p] for p in e.said]
                # One in bfloat16 under autocast, the other in float32.
                assert (part - alone[rows]).std() < 0.05 * alone[rows].std()
                at += len(rows)


def test_a_run_that_was_killed_goes_on_to_the_same_end(some, tmp_path):
    curves = []
    for name, stops in (("whole", (4,)), ("broken", (2, 4))):
        out = tmp_path / name
        for stop in stops:
            trainer = Trainer(out, SETTINGS, some, some[:3], say=lambda line: None)
            trainer.run(until=stop)
        rows = [json.loads(line) for line in (out / CURVE).read_text().splitlines()]
        curves.append([(r["step"], r["train"], r["loss"]) for r in rows])
    assert [c[0] for c in curves[0]] == [2, 4]
    for whole, broken in zip(*curves, strict=True):
        assert broken == pytest.approx(whole, rel=1e-3)
    assert curves[0][-1][2] < curves[0][0][2]


def test_other_settings_in_the_same_folder_are_refused(some, tmp_path):
    Trainer(tmp_path, SETTINGS, some, [], say=lambda line: None).run(until=2)
    with pytest.raises(UsageError, match="other settings"):
        Trainer(tmp_path, Settings(steps=9), some, [], say=lambda line: None)


def test_a_line_that_is_no_lesson_is_named(tmp_path):
    path = tmp_path / "lessons.jsonl"
    path.write_text('{"messages": [{"role": "user", "content": "x"}]}\n{"messages": 3}\n')
    with pytest.raises(UsageError, match="line 2"):
        lessons_of([path])
    assert isinstance(lessons_of([path.with_name("lessons.jsonl")][:0]), list)
    assert Lesson((), ()).structure == ""
