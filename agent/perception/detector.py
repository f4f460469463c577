"""Objects by words: an open-vocabulary detector draws boxes, depth says where and how large.

Any model of transformers' zero-shot object detection will do, such as OWLv2 (Minderer et
al. 2023) or Grounding DINO (Liu et al. 2023). torch and transformers load lazily.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agent.errors import ModelError, UsageError, first_line
from agent.perception.capture import picture
from agent.perception.colors import COLORS
from agent.perception.memory import remembered
from agent.perception.naming import named
from agent.perception.outlines import face_of
from agent.perception.picture import MIN_PIXELS, NAMES, NONE, Patch, Sight, seen_in, united
from agent.robot import CameraFrame, Robot
from agent.types import ObjectState, Observation

THRESHOLD = 0.2
"""Boxes with a lower score are not believed."""
OVERLAP = 0.5
"""Boxes that share more of their union than this are of one thing: the better one stays."""
NEAR = 0.12
"""What lies this much (m) behind the middle of a box's things is something else."""


@dataclass(frozen=True, slots=True)
class Box:
    """A detection: pixels from the left and the top, what it is, how sure (0 to 1)."""

    left: float
    top: float
    right: float
    bottom: float
    word: str
    score: float


@dataclass(frozen=True, slots=True)
class Detector:
    """A zero-shot detector with its processor."""

    model: Any
    processor: Any
    name: str

    def boxes(self, rgb: NDArray[np.uint8], words: Sequence[str], threshold: float) -> list[Box]:
        """Return what of `words` a picture (H, W, 3) shows, the surest first."""
        import torch
        from PIL import Image

        queries = [list(words)]
        inputs = self.processor(text=queries, images=Image.fromarray(rgb), return_tensors="pt")
        with torch.inference_mode():
            outputs = self.model(**inputs)
        (found,) = self.processor.post_process_grounded_object_detection(
            outputs, threshold=threshold, target_sizes=[rgb.shape[:2]], text_labels=queries
        )
        sides, scores = found["boxes"].tolist(), found["scores"].tolist()
        boxes = [
            Box(left, top, right, bottom, word, score)
            for (left, top, right, bottom), score, word in zip(
                sides, scores, found["text_labels"], strict=True
            )
            # Grounding DINO may answer with a part of a word, or none.
            if word in words
        ]
        return distinct(sorted(boxes, key=lambda box: -box.score))


def load(
    name: str, *, notify: Callable[[str], None] = lambda line: None, download: bool = False
) -> Detector:
    """Load a detector from a folder or by its hub name.

    The network is touched only with `download`, which is for a name that a person gave.
    Raises ModelError when it cannot be had.
    """
    from transformers import AutoModelForZeroShotObjectDetection, AutoProcessor

    where = str(Path(name).expanduser()) if Path(name).expanduser().exists() else name
    if download and where == name and not Path(name).exists():
        notify(f"{name} is downloaded from the Hugging Face hub unless it is here already.")
    try:
        local = {"local_files_only": not download}
        model = AutoModelForZeroShotObjectDetection.from_pretrained(where, **local)
        processor = AutoProcessor.from_pretrained(where, **local)
    except Exception as error:  # foreign files make the libraries raise whatever they like
        raise ModelError(
            f"The detector {name!r} cannot be loaded: {first_line(error)}",
            "It has to be a zero-shot object detection model, such as google/owlv2-base-patch16.",
        ) from error
    return Detector(model.eval(), processor, name)


class DetectorPerception:
    """Looks for things named by words, such as "cup" or "red mug", with one camera.

    Args:
        detector: what draws the boxes; see `load`.
        words: what to look for. A word of colour in front of it is the thing's colour;
            without one the colour is measured.
        threshold: boxes with a lower score are not believed.
    """

    source = "detector"

    def __init__(
        self, detector: Detector, words: Sequence[str], threshold: float = THRESHOLD
    ) -> None:
        if not words:
            raise UsageError("The detector needs at least one word to look for.")
        self.detector, self.words, self.threshold = detector, tuple(words), threshold
        self.frame: CameraFrame | None = None
        """The picture of the latest look."""

    def perceive(
        self, robot: Robot, previous: Observation | None, camera: str | None = None
    ) -> tuple[ObjectState, ...]:
        """Return what the boxes hold that stands out of the table, and what is hidden."""
        frame = self.frame = picture(robot, camera or "fixed")
        sight = seen_in(frame, robot.workspace)
        boxes = self.detector.boxes(frame.rgb, self.words, self.threshold)
        states = (measured(box, sight) for box in boxes)
        seen = named([o for o in states if o is not None], previous)
        return (*seen, *remembered(seen, previous, [frame]))


def measured(box: Box, sight: Sight) -> ObjectState | None:
    """Return what a box holds as an object, or None where nothing stands out of the table.

    The points that most of the box shows on one surface are the thing: those of the patches
    whose middle lies in the box, none of them far behind the nearest.
    """
    inside = [patch for patch in sight.patches if holds(box, patch)]
    if not inside:
        return None
    largest = max(inside, key=lambda patch: len(patch.points))
    middle = largest.points.mean(axis=0)
    near = [p for p in inside if np.linalg.norm(p.points.mean(axis=0) - middle) < NEAR]
    whole = united(near)
    points = whole.points
    face = face_of(whole)
    low, high = np.percentile(points, [1, 99], axis=0)
    size, at, yaw = high - low, (high + low) / 2, 0.0
    if face is not None and face.corners and face.beyond(points) < 0.05:
        size[:2], at[:2] = (face.box.along, face.box.across), (face.box.x, face.box.y)
        yaw = face.box.yaw
    top = float(high[2]) if face is None else face.level
    color, kind = sort_of(box.word, whole, sight)
    extents = (float(size[0]), float(size[1]), top)
    where = (float(at[0]), float(at[1]), top / 2)
    return ObjectState("", kind, color, where, extents, yaw, confidence=box.score)


def holds(box: Box, patch: Patch) -> bool:
    """Tell whether most of a patch lies within a box."""
    rows, columns = patch.pixels.T
    within = (columns >= box.left) & (columns < box.right)
    within &= (rows >= box.top) & (rows < box.bottom)
    return int(within.sum()) >= max(MIN_PIXELS, len(rows) // 2)


def sort_of(word: str, patch: Patch, sight: Sight) -> tuple[str, str]:
    """Return colour and kind: what the word says, else the colour that most pixels have."""
    first, _, rest = word.partition(" ")
    if rest and first in COLORS:
        return first, rest
    labels = sight.labels[patch.pixels[:, 0], patch.pixels[:, 1]]
    counts = np.bincount(labels[labels != NONE], minlength=len(NAMES))
    return NAMES[int(counts.argmax())], word


def distinct(boxes: Sequence[Box]) -> list[Box]:
    """Return boxes, the surest first, without those that cover a surer one."""
    kept: list[Box] = []
    for box in boxes:
        if all(shared(box, other) < OVERLAP for other in kept):
            kept.append(box)
    return kept


def shared(a: Box, b: Box) -> float:
    """Return the share of their union that two boxes have in common."""
    width = max(0.0, min(a.right, b.right) - max(a.left, b.left))
    height = max(0.0, min(a.bottom, b.bottom) - max(a.top, b.top))
    both = width * height
    areas = sum((c.right - c.left) * (c.bottom - c.top) for c in (a, b))
    return both / max(areas - both, 1e-9)
