"""The path from words over boxes and depth to objects, with a tiny detector that is random.

What is tested is the path: a model with random weights finds nothing in particular.
"""

import json
import math

import numpy as np
import pytest
from transformers import (
    CLIPTokenizer,
    Owlv2Config,
    Owlv2ForObjectDetection,
    Owlv2ImageProcessorPil,
    Owlv2Processor,
)

from agent.errors import ModelError, UsageError
from agent.perception.detector import Box, DetectorPerception, load
from sims.bench.perception import Gaze
from sims.robots.panda import Panda
from sims.scenes.mixed import lay
from sims.world import World

LETTERS = "abcdefghijklmnopqrstuvwxyz"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Save a detector with a few hidden units, as anybody's would be saved."""
    import torch

    torch.manual_seed(0)
    path = tmp_path_factory.mktemp("owl")
    # The model takes a query that begins with 0 for none.
    words = [
        "<|pad|>",
        "<|startoftext|>",
        "<|endoftext|>",
        *LETTERS,
        *(f"{c}</w>" for c in LETTERS),
    ]
    (path / "vocab.json").write_text(json.dumps({w: i for i, w in enumerate(words)}))
    (path / "merges.txt").write_text("#version: 0.2\n")
    tokenizer = CLIPTokenizer(
        str(path / "vocab.json"), str(path / "merges.txt"), model_max_length=16, pad_token="<|pad|>"
    )
    small = {
        "hidden_size": 16,
        "intermediate_size": 16,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
    }
    config = Owlv2Config(
        text_config={**small, "vocab_size": len(words), "bos_token_id": 1, "eos_token_id": 2},
        vision_config={**small, "image_size": 64, "patch_size": 16},
        projection_dim=16,
    )
    model = Owlv2ForObjectDetection(config)
    with torch.no_grad():
        # Large boxes, wherever they are, so that things lie in some of them.
        model.box_head.dense2.weight.zero_()
        model.box_head.dense2.bias.copy_(torch.tensor([0.0, 0.0, 3.0, 3.0]))
    model.save_pretrained(path)
    images = Owlv2ImageProcessorPil(size={"height": 64, "width": 64})
    Owlv2Processor(images, tokenizer).save_pretrained(path)
    return path


@pytest.fixture(scope="module")
def table():
    with World() as world:
        robot = Panda(world)
        lay(world, np.random.default_rng(3), robot.workspace, [("red", "cup"), ("blue", "big box")])
        yield Gaze(robot.capture(), robot.workspace), {o.kind: o for o in world.true_objects()}


def test_a_saved_model_is_loaded_and_answers_in_boxes(folder, table):
    frame = table[0].capture()
    boxes = load(str(folder)).boxes(frame.rgb, ["cup", "red box"], 0.0)
    assert boxes
    assert {box.word for box in boxes} <= {"cup", "red box"}
    assert boxes == sorted(boxes, key=lambda box: -box.score)
    assert all(0 <= box.score <= 1 and box.left < box.right for box in boxes)


def test_the_whole_path_gives_objects_with_names(folder, table):
    eyes = DetectorPerception(load(str(folder)), ["cup", "box"], threshold=0.0)
    seen = eyes.perceive(table[0], None)
    names = [o.name for o in seen]
    assert names
    assert len(names) == len(set(names))
    assert all(o.kind in ("cup", "box") and o.confidence <= 1 for o in seen)
    assert DetectorPerception(load(str(folder)), ["cup"], 1.01).perceive(table[0], None) == ()


class Drawn:
    """A detector that draws the boxes that it is given."""

    def __init__(self, boxes):
        self.given = boxes

    def boxes(self, rgb, words, threshold):
        return self.given


def test_a_box_round_a_thing_is_measured_by_depth(table):
    gaze, truth = table
    frame = gaze.capture()
    boxes = []
    for word, kind in (("mug", "cup"), ("blue box", "box")):
        o = truth[kind]
        camera = frame.pose[:3, :3].T @ (np.array(o.position) - frame.pose[:3, 3])
        u, v, w = frame.intrinsics @ camera
        half = 0.75 * max(o.size) * frame.intrinsics[0, 0] / w
        boxes.append(Box(u / w - half, v / w - half, u / w + half, v / w + half, word, 0.8))
    seen = DetectorPerception(Drawn(boxes), ["mug", "blue box"]).perceive(gaze, None)
    assert {o.name for o in seen} == {"red mug", "blue box"}
    for o in seen:
        true = truth["cup" if o.kind == "mug" else "box"]
        assert math.dist(o.position, true.position) < 0.006
        assert o.size == pytest.approx(true.size, abs=0.012) or o.kind == "box"
        assert o.confidence == 0.8


def test_a_box_with_nothing_in_it_is_nothing(table):
    nothing = Drawn([Box(0, 0, 30, 30, "cup", 0.9)])
    assert DetectorPerception(nothing, ["cup"]).perceive(table[0], None) == ()


def test_what_cannot_be_loaded_says_so(tmp_path):
    with pytest.raises(ModelError, match="nowhere"):
        load(str(tmp_path / "nowhere"))
    with pytest.raises(UsageError):
        DetectorPerception(Drawn([]), [])
