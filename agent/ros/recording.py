"""Writes a bag: what is received of a run over ROS. Nothing here needs a graph."""

from __future__ import annotations

import contextlib
import itertools
import os
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from rosbags.interfaces import Qos
from rosbags.rosbag2 import StoragePlugin, Writer
from rosbags.rosbag2.errors import WriterError
from rosbags.rosbag2.storage_mcap import PendingChunk

from agent.errors import UsageError
from agent.ros.definitions import Definitions

RESERVE = 16 * 2**20
"""How much of the disk (bytes) stays free: a bag without its index is none."""
OVERHEAD = 64
"""What a message takes in the file (bytes) beside its content, generously; `ABOUT` is what a
topic, and the bag as a whole, take beside their messages and definitions."""
ABOUT = 2048
NEVER = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a bag is whole: its length (bytes), messages a topic, their first and last time."""

    end: int
    counts: dict[int, int]
    first: int
    last: int


class BagWriter:
    """A new MCAP bag in a folder, named by date and time; whatever happens, it can be read.

    Where it can grow no more, `trouble` says why, the bag is finished, and what comes later is
    dropped. `failed` tells whether that was the disk's doing.

    Args:
        out: the folder; made if there is none.
        limit: how large the bag may become (bytes), 0 for as large as it gets.
    """

    def __init__(self, out: Path, limit: int = 0) -> None:
        self.limit, self.size = limit, ABOUT
        self.trouble = ""
        self.failed = self.closed = False
        self.definitions = Definitions()
        self.connections: dict[str, Any] = {}
        try:
            out.mkdir(parents=True, exist_ok=True)
            if (free := space(out)) < RESERVE:
                raise OSError(f"the disk is full ({free // 2**20} MiB free)")
            self.writer = new_bag(out)
        except OSError as error:
            raise UsageError(
                f"No bag can be written in {out}: {error.strerror or error}.",
                "Free some space, or name another folder with the parameter out.",
            ) from error
        self.path: Path = self.writer.path
        self.storage: Any = self.writer.storage
        """Of rosbags, which knows no way back from a disk that is full; see `back`."""
        self.marks: list[Mark] = []
        self.mark()

    @property
    def counts(self) -> dict[str, int]:
        """Return how many messages of each topic the bag has."""
        return {name: self.writer.counts[c.id] for name, c in self.connections.items()}

    def add(self, topic: str, kind: str, offered: Sequence[Qos] = ()) -> None:
        """Add a topic with a type and the qualities at which it is published.

        Raises UsageError for a type that no installed package defines.
        """
        self.definitions.need(kind)
        if self.closed:
            return
        connection = self.writer.add_connection(
            topic, kind, typestore=self.definitions.store, offered_qos_profiles=offered
        )
        self.connections[topic] = connection
        self.size += 2 * len(connection.msgdef.data) + ABOUT  # with the messages, and in the index

    def write(self, topic: str, stamp: int, data: bytes) -> None:
        """Append a serialized message that was received at a time (ns)."""
        if self.closed:
            return
        size = len(data) + OVERHEAD
        if self.limit and self.size + size > self.limit:
            self.end(f"it has reached max_bytes, {self.limit}")
            return
        try:
            if space(self.path) < RESERVE + size:
                raise OSError("the disk is full")
            self.writer.write(self.connections[topic], stamp, data)
            self.size += size
            if len(self.storage.chunks) == len(self.marks):
                self.mark()
        except OSError as error:
            self.failed = True
            self.end(error.strerror or str(error))

    def end(self, why: str) -> None:
        """Finish the bag before its time."""
        self.trouble = f"The bag {self.path} stops here: {why}. What was written can be read."
        self.close()

    def close(self) -> None:
        """Finish the bag with its index; may be called twice.

        Where the index does not fit, the latest messages make way for it.
        """
        if self.closed:
            return
        self.closed = True
        try:
            while not self.finished():
                nothing_pends = not self.storage.chunk.bio.tell()
                if nothing_pends and len(self.storage.chunks) < len(self.marks):
                    if len(self.marks) == 1:
                        break
                    self.marks.pop()
                self.back()
        except OSError as error:
            self.trouble = f"The bag {self.path} is lost: {error.strerror or error}."

    def finished(self) -> bool:
        """Try to finish; return whether it went well."""
        try:
            self.writer.close()
        except OSError as error:
            self.failed = True
            self.trouble = self.trouble or (
                f"The end of the bag {self.path} is lost: {error.strerror or error}."
            )
            return False
        return True

    @property
    def file(self) -> Path:
        """Return the file in the bag's folder."""
        return Path(self.storage.path)

    def mark(self) -> None:
        """Note that the bag is whole up to here."""
        self.storage.bio.flush()
        w = self.writer
        end = self.file.stat().st_size
        self.marks.append(Mark(end, dict(w.counts), w.min_timestamp, w.max_timestamp))

    def back(self) -> None:
        """Go back to the last mark, and forget what was begun after it."""
        mark, storage = self.marks[-1], self.storage
        with contextlib.suppress(OSError, ValueError):
            storage.bio.raw.close()  # what it still holds must never reach the file
        storage.bio = self.file.open("r+b")
        storage.bio.truncate(mark.end)
        storage.bio.seek(mark.end)
        storage.chunk = PendingChunk(NEVER, 0, BytesIO(), defaultdict(list))
        del storage.chunks[len(self.marks) - 1 :]
        counts = {c.id: mark.counts.get(c.id, 0) for c in self.connections.values()}
        storage.channel_stats, self.writer.counts = dict(counts), counts
        storage.message_start_time = self.writer.min_timestamp = mark.first
        storage.message_end_time = self.writer.max_timestamp = mark.last
        self.writer.storage = storage


def new_bag(out: Path) -> Writer:
    """Return a writer into a folder that was not there before."""
    name = time.strftime("%Y%m%d-%H%M%S")
    for number in itertools.count(1):
        path = out / (name if number == 1 else f"{name}-{number}")
        with contextlib.suppress(WriterError):  # another one began in the same second
            writer = Writer(path, version=9, storage_plugin=StoragePlugin.MCAP)
            writer.open()
            return writer
    raise AssertionError


def space(folder: Path) -> int:
    """Return how much can still be written where a folder is (bytes)."""
    there = os.statvfs(folder)
    return there.f_bavail * there.f_frsize
