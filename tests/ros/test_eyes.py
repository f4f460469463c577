"""Pictures as cameras send them, in the encodings and with the padding that they have."""

import array

import numpy as np
import pytest
from geometry_msgs.msg import TransformStamped
from sensor_msgs.msg import CameraInfo, Image
from tf2_msgs.msg import TFMessage

from agent.errors import NoPicture
from agent.ros.eyes import Mounts, frame_of

HEIGHT, WIDTH = 2, 3
COLOR = np.arange(HEIGHT * WIDTH * 3, dtype=np.uint8).reshape(HEIGHT, WIDTH, 3)
DEPTH = np.linspace(0.5, 1.0, HEIGHT * WIDTH, dtype=np.float32).reshape(HEIGHT, WIDTH)


def image(values, encoding, padding=0):
    rows = values.reshape(HEIGHT, -1).view(np.uint8).reshape(HEIGHT, -1)
    rows = np.pad(rows, ((0, 0), (0, padding)))
    return Image(
        height=HEIGHT,
        width=WIDTH,
        encoding=encoding,
        step=rows.shape[1],
        data=array.array("B", rows.tobytes()),
    )


def info():
    return CameraInfo(k=np.array([2.0, 0, 1, 0, 2, 1, 0, 0, 1]))


@pytest.mark.parametrize("padding", [0, 4])
def test_colour_and_depth_are_read_whatever_pads_their_rows(padding):
    frame = frame_of(
        image(COLOR, "rgb8", padding), image(DEPTH, "32FC1", padding), info(), np.eye(4)
    )
    assert (frame.rgb == COLOR).all()
    assert (frame.depth == DEPTH).all()
    assert frame.intrinsics[0, 0] == 2.0


def test_other_encodings_are_turned_into_ours():
    millimetres = (DEPTH * 1000).astype(np.uint16)
    frame = frame_of(image(COLOR, "bgr8"), image(millimetres, "16UC1"), info(), np.eye(4))
    assert (frame.rgb == COLOR[:, :, ::-1]).all()
    assert frame.depth == pytest.approx(DEPTH, abs=0.001)


def test_what_cannot_be_read_is_told():
    with pytest.raises(NoPicture, match="mono8"):
        frame_of(image(COLOR, "mono8"), image(DEPTH, "32FC1"), info(), np.eye(4))
    small = image(DEPTH, "32FC1")
    small.height = 1
    with pytest.raises(NoPicture, match="registered"):
        frame_of(image(COLOR, "rgb8"), small, info(), np.eye(4))


class Nobody:
    """A node on which nothing is ever received."""

    def create_subscription(self, *_):
        return None


def at(child, parent, x, turned=False):
    t = TransformStamped()
    t.header.frame_id, t.child_frame_id = parent, child
    t.transform.translation.x = x
    if turned:  # by half a turn about z
        t.transform.rotation.z, t.transform.rotation.w = 1.0, 0.0
    return t


def test_a_camera_is_found_by_the_frames_between_it_and_one_that_is_known():
    mounts = Mounts(Nobody())
    mounts.learn(TFMessage(transforms=[at("eye", "tripod", 1.0), at("tripod", "base", 2.0, True)]))
    pose = mounts.find("eye", {"base": np.eye(4)})
    assert pose[:3, 3] == pytest.approx([1.0, 0.0, 0.0])  # two ahead, one back
    hand = np.eye(4)
    hand[0, 3] = 5.0
    mounts.learn(TFMessage(transforms=[at("wrist_eye", "tool", 0.5)]))
    assert mounts.find("wrist_eye", {"base": np.eye(4), "tool": hand})[0, 3] == 5.5


def test_a_camera_that_hangs_on_nothing_known_is_not_found():
    mounts = Mounts(Nobody())
    mounts.learn(TFMessage(transforms=[at("a", "b", 1.0), at("b", "a", 1.0)]))
    assert mounts.find("a", {"base": np.eye(4)}) is None
    assert mounts.find("moon", {"base": np.eye(4)}) is None
