"""A run as an mp4, one picture every tenth of a simulated second."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agent.errors import UsageError, first_line

FPS = 20
"""Pictures are taken at 10 a simulated second and shown at twice the speed."""


class Video:
    """Collects pictures into a file. `caption` is drawn into each.

    A full disk costs the rest of the video, never the run; `trouble` then says so.
    """

    what = "video"

    def __init__(self, path: Path, render: Callable[[], NDArray[np.uint8]]) -> None:
        import imageio

        self.path, self._render = path, render
        self.caption = ""
        self.trouble = ""
        self.empty = True
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._writer: Any = imageio.get_writer(path, fps=FPS, macro_block_size=8)
        except (OSError, ValueError) as error:
            raise UsageError(f"The video {path} cannot be written.", "Name it .mp4.") from error

    def frame(self) -> None:
        """Take one picture."""
        if self.trouble:
            return
        from PIL import Image, ImageDraw

        image = Image.fromarray(self._render())
        if self.caption:
            draw = ImageDraw.Draw(image)
            draw.text((8, image.height - 26), self.caption, fill=(40, 40, 40), font_size=18)
        self._append(np.asarray(image))

    def _append(self, pixels: NDArray[np.uint8]) -> None:
        try:
            self._writer.append_data(pixels)
            self.empty = False
        except OSError as error:
            self.trouble = (
                f"The video {self.path} stops here: the encoder ended "
                f"({first_line(error)}). Is the disk full?"
            )

    def close(self) -> None:
        """Finish the file, and see whether it can be played: the encoder fails in silence."""
        import imageio

        if self.empty:  # nothing has moved: then the video shows that
            self.frame()
        try:
            self._writer.close()
            imageio.get_reader(self.path).close()
        except (OSError, ValueError, IndexError) as error:
            self.trouble = self.trouble or (
                f"The video {self.path} is incomplete ({first_line(error)}). Is the disk full?"
            )
