"""The embedded model: cached once, repaired when damaged, used even where nothing can be kept."""

import os

import pytest

from agent.errors import ModelError
from agent.loop import Agent
from agent.models import load
from agent.planners.local import LocalPlanner
from agent.toy import ToyPerception

pytestmark = pytest.mark.llm


@pytest.fixture(scope="session")
def cache(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cache")
    load(cache_dir=folder)
    return folder


def test_a_damaged_cache_is_told_and_built_again(cache):
    weights = next(cache.glob("*/model.safetensors"))
    os.truncate(weights, 1000)
    said = []
    load(cache_dir=cache, notify=said.append)
    assert said[0].startswith("The cached model was damaged")
    assert weights.stat().st_size > 200_000_000
    said.clear()
    load(cache_dir=cache, notify=said.append)
    assert said == []


def test_where_nothing_can_be_kept_the_model_works_all_the_same(tmp_path):
    (tmp_path / "file").write_text("in the way")
    said = []
    model = load(cache_dir=tmp_path / "file" / "cache", notify=said.append)
    assert "set HANDILY_CACHE to a folder that can be written" in said[-1]
    assert model.model is not None


def test_a_model_that_is_not_there_says_what_is_allowed():
    with pytest.raises(ModelError, match="There is no model at '/no/such/model'") as error:
        load("/no/such/model")
    assert "embedded-base" in error.value.hint


def test_the_model_does_a_goal_on_the_toy_robot(cache, toy):
    planner = LocalPlanner(lambda: load(cache_dir=cache))
    agent = Agent(toy, ToyPerception(), planner)
    events = list(agent.run("put the red block in the blue bowl"))
    decided = [e.decision for e in events if e.kind == "decided"]
    assert events[-1].verification == "verified"
    assert str(decided[0].call) == "pick(red block)"
    assert decided[0].probability + sum(p for _, p in decided[0].alternatives) <= 1.0001
    assert decided[0].prompt.endswith("<|im_start|>assistant\n")
