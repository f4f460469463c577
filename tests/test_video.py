"""A run as an mp4."""

import imageio
import numpy as np

from agent.video import Video


def test_a_run_in_which_nothing_moves_is_a_video_of_one_picture(tmp_path):
    video = Video(tmp_path / "run.mp4", lambda: np.full((360, 480, 3), 200, np.uint8))
    video.close()
    assert video.trouble == ""
    with imageio.get_reader(video.path) as film:
        assert np.abs(film.get_data(0).astype(int) - 200).mean() < 5
