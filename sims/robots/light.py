"""An arm's description with plainer shapes to look at: drawing them is most of a picture's cost."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pybullet_data


@contextlib.contextmanager
def lightened(urdf: str, links: Sequence[str]) -> Iterator[str]:
    """Yield the path of a description whose `links` look like the shapes they collide with.

    Args:
        urdf: a description of pybullet_data, whose meshes are `visual/LINK.obj` and
            `collision/LINK.obj` in a folder beside it.
        links: the names of those meshes.
    """
    source = Path(pybullet_data.getDataPath()) / urdf
    text = source.read_text().replace("package://", f"{source.parent}/")
    for link in links:
        text = text.replace(f"meshes/visual/{link}.obj", f"meshes/collision/{link}.obj")
    with contextlib.ExitStack() as stack:
        try:
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            path = Path(folder) / source.name
            path.write_text(text)
        except OSError:  # A full disk costs speed, not the run.
            path = source
        yield str(path)
