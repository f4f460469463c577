"""Objects from one RGB-D picture: depth finds what stands on the table, colour parts it."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from agent.perception.colors import COLORS
from agent.robot import CameraFrame, Robot, Workspace
from agent.types import ObjectState, Observation

Floats = NDArray[np.float64]
FLOOR, CEILING = 0.006, 0.27
"""What is lower is table, what is higher is the drawn-back arm (m)."""
MIN_PIXELS = 40
BOWL_WIDTH = 0.09
"""Things wider than this (m) are bowls."""
HIDDEN_BY = 0.01
"""A surface this much nearer (m) than a remembered object hides it."""


class CameraPerception:
    """Looks with the fixed camera; remembers what is hidden, forgets what is gone."""

    source = "camera"

    def perceive(self, robot: Robot, previous: Observation | None) -> tuple[ObjectState, ...]:
        """Return the objects seen now, and those remembered that something hides."""
        frame = robot.capture()
        points = points_of(frame)
        seen = segment(frame, points, robot.workspace)
        names = {o.name for o in seen}
        remembered = [
            replace(o, visible=False)
            for o in (previous.objects if previous else ())
            if o.name not in names
            and previous is not None
            and o.name != previous.holding
            and hidden(o, frame)
        ]
        return (*seen, *remembered)


def points_of(frame: CameraFrame) -> Floats:
    """Return every pixel's point (H, W, 3) in the base frame, in metres."""
    height, width = frame.depth.shape
    v, u = np.mgrid[0:height, 0:width] + 0.5
    k = frame.intrinsics
    z = frame.depth.astype(np.float64)
    camera = np.stack([(u - k[0, 2]) / k[0, 0] * z, (v - k[1, 2]) / k[1, 1] * z, z], axis=-1)
    out: Floats = camera @ frame.pose[:3, :3].T + frame.pose[:3, 3]
    return out


def classify(rgb: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Return the index of the nearest named colour for pixels (N, 3), -1 for none.

    Shading scales a colour, so directions are compared, and the scale only lightly.
    """
    palette = np.array(list(COLORS.values()), dtype=np.float64)
    pixels = rgb.astype(np.float64)
    length = np.linalg.norm(pixels, axis=1, keepdims=True) + 1e-9
    norm = np.linalg.norm(palette, axis=1)
    cosine = (pixels / length) @ (palette / norm[:, None]).T
    angle = np.arccos(np.clip(cosine, -1.0, 1.0))
    scale = np.abs(np.log(length / (norm * 0.85)))
    cost = angle + 0.05 * scale
    best = cost.argmin(axis=1)
    out: NDArray[np.int64] = np.where(cost[np.arange(len(best)), best] < 0.16, best, -1)
    return out


def segment(frame: CameraFrame, points: Floats, workspace: Workspace) -> list[ObjectState]:
    """Return the objects in a picture: one connected patch of one colour each."""
    x, y, z = points[..., 0], points[..., 1], points[..., 2]
    (x0, x1), (y0, y1) = workspace.x, workspace.y
    around = 0.12
    mask = (z > FLOOR) & (z < CEILING)
    mask &= (x > x0 - around) & (x < x1 + around) & (y > y0 - around) & (y < y1 + around)
    labels = np.full(mask.shape, -1)
    labels[mask] = classify(frame.rgb[mask])
    found: list[ObjectState] = []
    for index, color in enumerate(COLORS):
        patches, count = ndimage.label(labels == index, structure=np.ones((3, 3)))
        if not count:
            continue
        sizes = np.bincount(patches.ravel())
        clouds = [points[patches == i] for i in range(1, count + 1) if sizes[i] >= MIN_PIXELS]
        found += objects_of(color, merge(clouds))
    return found


def merge(clouds: list[Floats]) -> list[Floats]:
    """Join patches of one colour that something in between has cut apart (a bowl's rim)."""
    merged: list[Floats] = []
    for cloud in sorted(clouds, key=len, reverse=True):
        for i, other in enumerate(merged):
            span = np.concatenate([other, cloud])
            width = np.ptp(span[:, :2], axis=0).max()
            if np.ptp(other[:, :2], axis=0).max() > 0.07 and width < 0.175:
                merged[i] = span
                break
        else:
            merged.append(cloud)
    return merged


def objects_of(color: str, clouds: list[Floats]) -> list[ObjectState]:
    """Return one object a cloud, with names that tell two of a kind apart."""
    out: list[ObjectState] = []
    for o in (o for cloud in clouds for o in objects_in(color, cloud)):
        same = sum(other.kind == o.kind for other in out)
        out.append(replace(o, name=f"{o.name} {same + 1}") if same else o)
    return out


def objects_in(color: str, cloud: Floats) -> list[ObjectState]:
    """Return what one patch shows: a block, a bowl, or a bowl with blocks of its colour."""
    if not wide(cloud):
        o = block(color, cloud)
        return [o] if o else []
    round_one = bowl(color, cloud)
    reach = np.linalg.norm(cloud[:, :2] - round_one.position[:2], axis=1)
    # Near the middle a bowl is low; what stands up there is something that lies in it.
    inside = (reach < 0.6 * round_one.size[0] / 2) & (cloud[:, 2] > 0.5 * round_one.top)
    inner = block(color, cloud[inside]) if inside.sum() >= MIN_PIXELS else None
    return [round_one, inner] if inner else [round_one]


def wide(cloud: Floats) -> bool:
    """Tell whether a cloud is as wide as a bowl."""
    return float(np.ptp(cloud[:, :2], axis=0).max()) > BOWL_WIDTH


def bowl(color: str, cloud: Floats) -> ObjectState:
    """Fit a circle to the rim (least squares, Kasa 1976)."""
    top = float(np.percentile(cloud[:, 2], 98))
    rim = cloud[cloud[:, 2] > top - 0.008][:, :2]
    a = np.column_stack([2 * rim, np.ones(len(rim))])
    (cx, cy, c), *_ = np.linalg.lstsq(a, (rim**2).sum(axis=1), rcond=None)
    radius = math.sqrt(max(1e-6, c + cx * cx + cy * cy))
    size = (2 * radius, 2 * radius, top)
    return ObjectState(f"{color} bowl", "bowl", color, (float(cx), float(cy), top / 2), size)


def block(color: str, cloud: Floats) -> ObjectState | None:
    """Fit the smallest rectangle to the top face; take its side as the height too."""
    top = float(np.percentile(cloud[:, 2], 97))
    face = cloud[cloud[:, 2] > top - 0.006][:, :2]
    if len(face) < 20:
        return None
    centre, width, depth, yaw = rectangle(face)
    if not 0.02 < width < 0.08:
        return None
    if depth < 0.7 * width:
        # Only a strip of the top shows (another block covers it): trust the front face.
        centre = front_centre(cloud, width)
    height = width if top > 0.7 * width else top
    position = (float(centre[0]), float(centre[1]), top - height / 2)
    name = f"{color} block"
    return ObjectState(name, "block", color, position, (width, width, height), yaw)


def front_centre(cloud: Floats, width: float) -> Floats:
    """Return the centre (x, y) behind a front face that looks towards the camera (+x)."""
    y = (cloud[:, 1].min() + cloud[:, 1].max()) / 2
    return np.array([cloud[:, 0].max() - width / 2, y])


def rectangle(face: Floats) -> tuple[Floats, float, float, float]:
    """Return centre, longer and shorter side (m), yaw (rad) of the smallest rectangle."""
    best = (math.inf, np.zeros(2), 0.0, 0.0, 0.0)
    for yaw in np.radians(np.arange(-45, 45, 1.5)):
        c, s = math.cos(yaw), math.sin(yaw)
        turned = face @ np.array([[c, -s], [s, c]])
        low, high = np.percentile(turned, 0.5, axis=0), np.percentile(turned, 99.5, axis=0)
        area = float(np.prod(high - low))
        if area < best[0]:
            middle = (low + high) / 2 @ np.array([[c, s], [-s, c]])
            best = (area, middle, float(high[0] - low[0]), float(high[1] - low[1]), float(yaw))
    _, centre, a, b, yaw = best
    return centre, max(a, b), min(a, b), yaw


def hidden(o: ObjectState, frame: CameraFrame) -> bool:
    """Tell whether something nearer to the camera covers an object's last place."""
    world_to_camera = np.linalg.inv(frame.pose)
    at = world_to_camera @ np.array([*o.position, 1.0])
    if at[2] <= 0:
        return True
    u, v, _ = frame.intrinsics @ (at[:3] / at[2])
    height, width = frame.depth.shape
    if not (0 <= u < width and 0 <= v < height):
        return True
    nearer = float(at[2]) - float(frame.depth[int(v), int(u)])
    # The object's own front would be half its size nearer than its centre.
    return nearer > max(o.size) / 2 + HIDDEN_BY
