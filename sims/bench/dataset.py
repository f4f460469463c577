"""A LeRobot dataset, version 3.0, written without LeRobot: only pyarrow is needed.

    meta/info.json, meta/stats.json, meta/tasks.parquet
    meta/episodes/chunk-000/file-000.parquet   one row an episode: where it is, and its statistics
    data/chunk-000/file-000.parquet            one row a frame
    videos/KEY/chunk-000/file-000.mp4          the same frames, many episodes a file

All of it is built beside its place, and put there when it is whole.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agent.errors import UsageError, first_line

VERSION = "v3.0"
CAMERA = "observation.images.front"
PER_FILE, PER_CHUNK = 500, 1000
"""Episodes in a file, files in a folder."""
QUANTILES = {"q01": 0.01, "q10": 0.1, "q50": 0.5, "q90": 0.9, "q99": 0.99}
SPARSE, COARSE = 5, 8
"""Of pictures, each fifth frame and each eighth row and column count for the statistics."""
SCALARS = {
    "timestamp": "float32",
    "frame_index": "int64",
    "episode_index": "int64",
    "index": "int64",
    "task_index": "int64",
}
DATA = "data/chunk-{chunk_index:03d}/file-{file_index:03d}.parquet"
VIDEO = "videos/{video_key}/chunk-{chunk_index:03d}/file-{file_index:03d}.mp4"
EPISODES = "meta/episodes/chunk-000/file-000.parquet"

Values = dict[str, NDArray[Any]]


class Dataset:
    """Writes episodes into a new folder.

    Args:
        to: the folder.
        robot: what the robot is called.
        names: of the numbers of a state, and of an action.
        fps: frames a second.
        size: height and width of the pictures; None for a dataset without.

    Raises:
        UsageError: where the folder holds something already, or pyarrow is missing.
    """

    def __init__(
        self, to: Path, robot: str, names: Sequence[str], fps: int, size: tuple[int, int] | None
    ) -> None:
        try:
            import pyarrow  # noqa: F401
        except ImportError as error:
            raise UsageError(
                "A LeRobot dataset needs pyarrow.", "Run: pip install 'handily[export]'"
            ) from error
        if to.exists() and (not to.is_dir() or any(to.iterdir())):
            raise UsageError(f"{to} is there already.", "Name another folder, or remove it.")
        self.to, self.part = to, to.with_name(f".{to.name}.part")
        self.robot, self.names, self.fps, self.size = robot, list(names), fps, size
        self.tasks: dict[str, int] = {}
        self.rows: list[dict[str, Any]] = []
        self.all: list[Values] = []
        self.frames = 0
        self._data: Any = None
        self._video: Any = None
        self._in_video = 0
        shutil.rmtree(self.part, ignore_errors=True)

    def add(
        self,
        task: str,
        states: NDArray[Any],
        actions: NDArray[Any],
        pictures: Iterable[NDArray[np.uint8]] = (),
    ) -> None:
        """Append an episode; `pictures` are as many as the states."""
        number, length = len(self.rows), len(states)
        chunk, file = divmod(number // PER_FILE, PER_CHUNK)
        if number % PER_FILE == 0:
            self._next_files(chunk, file)
        values: Values = {
            "observation.state": np.asarray(states, dtype=np.float32),
            "action": np.asarray(actions, dtype=np.float32),
            "timestamp": (np.arange(length) / self.fps).astype(np.float32),
            "frame_index": np.arange(length),
            "episode_index": np.full(length, number),
            "index": np.arange(length) + self.frames,
            "task_index": np.full(length, self.tasks.setdefault(task, len(self.tasks))),
        }
        self._data.write_table(self._table(values))
        row = {
            "episode_index": number,
            "tasks": [task],
            "length": length,
            "data/chunk_index": chunk,
            "data/file_index": file,
            "dataset_from_index": self.frames,
            "dataset_to_index": self.frames + length,
            "meta/episodes/chunk_index": 0,
            "meta/episodes/file_index": 0,
        }
        if self.size:
            row |= {
                f"videos/{CAMERA}/chunk_index": chunk,
                f"videos/{CAMERA}/file_index": file,
                f"videos/{CAMERA}/from_timestamp": self._in_video / self.fps,
                f"videos/{CAMERA}/to_timestamp": (self._in_video + length) / self.fps,
            }
            values[CAMERA] = self._film(pictures, length)
        self.frames += length
        self.all.append(values)
        row |= {f"stats/{k}/{n}": v for k, s in statistics(values).items() for n, v in s.items()}
        self.rows.append(row)

    def _film(self, pictures: Iterable[NDArray[np.uint8]], length: int) -> NDArray[Any]:
        """Append pictures to the video; return some pixels of them."""
        kept, count = [], 0
        for count, picture in enumerate(pictures, 1):
            self._video.append_data(picture)
            if count % SPARSE == 1:
                kept.append(picture[::COARSE, ::COARSE])
        assert count == length, f"{count} pictures of {length} states"
        self._in_video += count
        return np.array(kept)

    def _next_files(self, chunk: int, file: int) -> None:
        """Begin new files for the episodes that follow."""
        import imageio
        import pyarrow.parquet as pq

        self._close_files()
        path = self.part / DATA.format(chunk_index=chunk, file_index=file)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._data = pq.ParquetWriter(path, self._schema())
        if self.size:
            path = self.part / VIDEO.format(video_key=CAMERA, chunk_index=chunk, file_index=file)
            path.parent.mkdir(parents=True, exist_ok=True)
            self._in_video = 0
            self._video = imageio.get_writer(
                path,
                fps=self.fps,
                codec="libx264",
                macro_block_size=8,
                # Each second picture is whole and none looks ahead: readers jump about.
                output_params=["-crf", "23", "-g", "2", "-bf", "0"],
            )

    def _close_files(self) -> None:
        for file in (self._data, self._video):
            if file is not None:
                file.close()
        self._data = self._video = None

    def _schema(self) -> Any:
        import pyarrow as pa

        vector = pa.list_(pa.float32(), len(self.names))
        scalars = {k: pa.float32() if t == "float32" else pa.int64() for k, t in SCALARS.items()}
        return pa.schema({"observation.state": vector, "action": vector, **scalars})

    def _table(self, values: Values) -> Any:
        import pyarrow as pa

        schema = self._schema()
        return pa.Table.from_pydict({k: values[k].tolist() for k in schema.names}, schema)

    def close(self) -> None:
        """Write what is known of all episodes, and put the dataset into its place."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._close_files()
        try:
            path = self.part / EPISODES
            path.parent.mkdir(parents=True, exist_ok=True)
            pq.write_table(pa.Table.from_pylist(self.rows), path)
            pq.write_table(task_table(list(self.tasks)), self.part / "meta/tasks.parquet")
            whole = {k: np.concatenate([v[k] for v in self.all]) for k in self.all[0]}
            for name, content in (("info", self.info()), ("stats", statistics(whole))):
                text = json.dumps(content, indent=4, allow_nan=False)
                (self.part / f"meta/{name}.json").write_text(text)
            if self.to.exists():
                self.to.rmdir()
            self.part.rename(self.to)
        except OSError as error:
            raise UsageError(
                f"{self.to} cannot be written: {first_line(error)}.", "Is the disk full?"
            ) from error

    def abandon(self) -> None:
        """Leave nothing behind."""
        self._close_files()
        shutil.rmtree(self.part, ignore_errors=True)

    def info(self) -> dict[str, Any]:
        """Return `meta/info.json`."""
        vector = {"dtype": "float32", "shape": [len(self.names)], "names": self.names}
        features: dict[str, Any] = {"observation.state": vector, "action": vector}
        if self.size:
            features[CAMERA] = {
                "dtype": "video",
                "shape": [*self.size, 3],
                "names": ["height", "width", "channels"],
                "info": {
                    "video.height": self.size[0],
                    "video.width": self.size[1],
                    "video.codec": "h264",
                    "video.pix_fmt": "yuv420p",
                    "video.is_depth_map": False,
                    "video.fps": self.fps,
                    "video.channels": 3,
                    "has_audio": False,
                },
            }
        features |= {k: {"dtype": t, "shape": [1], "names": None} for k, t in SCALARS.items()}
        return {
            "codebase_version": VERSION,
            "robot_type": self.robot,
            "total_episodes": len(self.rows),
            "total_frames": self.frames,
            "total_tasks": len(self.tasks),
            "chunks_size": PER_CHUNK,
            "data_files_size_in_mb": 100,
            "video_files_size_in_mb": 200,
            "fps": self.fps,
            "splits": {"train": f"0:{len(self.rows)}"},
            "data_path": DATA,
            "video_path": VIDEO if self.size else None,
            "features": features,
        }


def statistics(values: Values) -> dict[str, dict[str, Any]]:
    """Return each feature's statistics; those of pictures by colour, from 0 to 1."""
    out = {}
    for key, rows in values.items():
        count = len(rows)
        picture = rows.ndim == 4
        flat = rows.reshape(-1, rows.shape[-1] if rows.ndim > 1 else 1).astype(np.float64)
        flat = flat / 255 if picture else flat
        found = {
            "min": flat.min(axis=0),
            "max": flat.max(axis=0),
            "mean": flat.mean(axis=0),
            "std": flat.std(axis=0),
            **{name: np.quantile(flat, q, axis=0) for name, q in QUANTILES.items()},
        }
        shape = (3, 1, 1) if picture else (-1,)
        out[key] = {n: v.reshape(shape).tolist() for n, v in found.items()} | {"count": [count]}
    return out


def task_table(tasks: Sequence[str]) -> Any:
    """Return the tasks as pandas writes a table of them, whose index are the words."""
    import pyarrow as pa

    index = "__index_level_0__"
    text = {"pandas_type": "unicode", "numpy_type": "object"}
    about = {
        "index_columns": [index],
        "column_indexes": [
            {"name": None, "field_name": None, **text, "metadata": {"encoding": "UTF-8"}}
        ],
        "columns": [
            {
                "name": "task_index",
                "field_name": "task_index",
                "pandas_type": "int64",
                "numpy_type": "int64",
                "metadata": None,
            },
            {"name": None, "field_name": index, **text, "metadata": None},
        ],
        "creator": {"library": "pyarrow", "version": pa.__version__},
        "pandas_version": "2.0.0",
    }
    table = pa.table({"task_index": list(range(len(tasks))), index: list(tasks)})
    return table.replace_schema_metadata({"pandas": json.dumps(about)})
