"""What is exported is what was seen and done, in the published formats."""

import json
from dataclasses import replace

import imageio
import numpy as np
import pytest

from agent.errors import UsageError
from agent.prompt import messages
from agent.robot import Workspace
from agent.trace import read_trace
from sims.bench import dataset
from sims.bench.dataset import CAMERA, Dataset, statistics
from sims.bench.export import chats, evenly, lerobot
from sims.bench.film import states


def test_chats_are_the_prompts_of_the_successes_up_to_the_last_answer(real, tmp_path):
    out = tmp_path / "new" / "chat.jsonl"
    assert chats([real.path], out) == 1
    (line,) = out.read_text().splitlines()
    (said,) = json.loads(line).values()
    done = next(r for r in real.records() if r.success)
    _, events = read_trace(real.episode(done.task, done.seed) / "trace.jsonl")
    assert said == messages(events, Workspace())[: len(said)]
    assert [m["role"] for m in said[:3]] == ["system", "user", "assistant"]
    assert said[-1] == {"role": "assistant", "content": "done()"}
    assert f"Goal: {done.instruction}" in said[1]["content"]
    assert chats([real.path], out, failures=True) == 2


def test_what_cannot_be_exported_is_told(made, record, tmp_path):
    lost = made("a", [record(0, success=False)]).path
    with pytest.raises(UsageError, match="no successful episode"):
        chats([lost], tmp_path / "chat.jsonl")
    bare = made("b", [record(0)]).path
    with pytest.raises(UsageError, match="has a trace"):
        chats([bare], tmp_path / "chat.jsonl")
    with pytest.raises(UsageError, match="has recorded states"):
        lerobot([bare], tmp_path / "data")
    with pytest.raises(UsageError, match="several robots"):
        lerobot([bare, made("c", [record(0)], robot="xarm").path], tmp_path / "data")
    with pytest.raises(UsageError, match=r"run\.json"):
        lerobot([tmp_path / "nothing"], tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_states_are_spaced_evenly_whatever_the_recorder_did():
    # The first moment, the first frame just after it, and the last moment written twice.
    times = np.array([0.25, 0.254, 0.358, 0.458, 0.558, 0.6, 0.6])
    assert evenly(times, np.arange(7.0)).tolist() == [0.0, 2.0, 3.0, 4.0]


def test_a_lerobot_dataset_is_what_its_version_3_says(real, tmp_path):
    pq = pytest.importorskip("pyarrow.parquet")
    to = tmp_path / "data"
    assert lerobot([real.path], to, failures=True) == 2
    info = json.loads((to / "meta/info.json").read_text())
    assert info["codebase_version"] == "v3.0"
    assert (info["total_episodes"], info["fps"], info["robot_type"]) == (2, 10, "panda")
    rows = pq.read_table(to / info["data_path"].format(chunk_index=0, file_index=0))
    features = info["features"]
    assert set(rows.column_names) == {k for k, f in features.items() if f["dtype"] != "video"}
    assert rows.num_rows == info["total_frames"]
    for key in ("observation.state", "action"):
        field = rows.schema.field(key)
        assert str(field.type) == "fixed_size_list<element: float>[8]"
        assert features[key]["shape"] == [8] == [len(features[key]["names"])]
    episodes = pq.read_table(to / "meta/episodes/chunk-000/file-000.parquet").to_pylist()
    tasks = pq.read_table(to / "meta/tasks.parquet")
    about = json.loads(tasks.schema.metadata[b"pandas"])
    assert about["index_columns"] == ["__index_level_0__"]  # pandas reads the words as the index
    words = tasks["__index_level_0__"].to_pylist()
    table = rows.to_pydict()
    for record, e in zip(real.records(), episodes, strict=True):
        part = slice(e["dataset_from_index"], e["dataset_to_index"])
        assert table["frame_index"][part] == list(range(e["length"]))
        assert set(table["episode_index"][part]) == {e["episode_index"]}
        assert table["timestamp"][part] == pytest.approx(np.arange(e["length"]) / 10)
        assert [words[i] for i in set(table["task_index"][part])] == [record.instruction]
        assert e["tasks"] == [record.instruction]
        state = np.array(table["observation.state"][part])
        assert np.array_equal(table["action"][part][:-1], state[1:])
        assert 0.0 <= state[:, 7].min() < 0.06 < state[:, 7].max() < 0.09  # it closed, it opened
        _, kept = states(real.episode(record.task, record.seed) / "states.npz")
        assert state[-1, :7] == pytest.approx(kept[-1, 14:21], abs=0.01)
        assert e[f"videos/{CAMERA}/from_timestamp"] == part.start / 10
        assert e[f"videos/{CAMERA}/to_timestamp"] == pytest.approx(part.stop / 10)
    video = to / info["video_path"].format(video_key=CAMERA, chunk_index=0, file_index=0)
    with imageio.get_reader(video) as reader:
        assert reader.count_frames() == info["total_frames"]
        assert reader.get_meta_data()["fps"] == 10
        assert list(reader.get_data(0).shape) == features[CAMERA]["shape"]
    stats = json.loads((to / "meta/stats.json").read_text())
    assert set(stats) == set(features)
    assert np.shape(stats[CAMERA]["mean"]) == (3, 1, 1)
    assert 0.5 < np.mean(stats[CAMERA]["mean"]) < 1.0
    assert stats["index"]["max"] == [info["total_frames"] - 1]
    assert stats["action"]["count"] == [info["total_frames"]]
    assert list(tmp_path.iterdir()) == [to]
    with pytest.raises(UsageError, match="there already"):
        lerobot([real.path], to)


def test_many_episodes_go_into_further_files(tmp_path, monkeypatch):
    pq = pytest.importorskip("pyarrow.parquet")
    monkeypatch.setattr(dataset, "PER_FILE", 2)
    data = Dataset(tmp_path / "d", "panda", ["a", "b"], 10, (16, 24))
    for i in range(3):
        values = np.full((4, 2), i)
        data.add(f"task {i % 2}", values, values, [np.full((16, 24, 3), i, np.uint8)] * 4)
    data.close()
    rows = pq.read_table(tmp_path / "d/meta/episodes/chunk-000/file-000.parquet").to_pylist()
    assert [r["data/file_index"] for r in rows] == [0, 0, 1]
    assert [r[f"videos/{CAMERA}/from_timestamp"] for r in rows] == [0.0, 0.4, 0.0]
    assert [r["dataset_from_index"] for r in rows] == [0, 4, 8]
    parts = [pq.read_table(p) for p in sorted((tmp_path / "d/data/chunk-000").iterdir())]
    assert [p.num_rows for p in parts] == [8, 4]
    assert data.tasks == {"task 0": 0, "task 1": 1}
    assert json.loads((tmp_path / "d/meta/info.json").read_text())["total_tasks"] == 2


def test_a_dataset_that_breaks_off_leaves_nothing(real, tmp_path, monkeypatch):
    pytest.importorskip("pyarrow")

    def full(self):
        raise OSError("No space left on device")

    monkeypatch.setattr(Dataset, "info", full)
    with pytest.raises(UsageError, match="cannot be written"):
        lerobot([real.path], tmp_path / "d", pictures=False)
    assert list(tmp_path.iterdir()) == []


def test_statistics_are_by_column_and_pictures_by_colour():
    found = statistics({"x": np.array([1.0, 2.0, 3.0]), "v": np.zeros((2, 5))})
    assert found["x"]["q50"] == [2.0]
    assert found["x"]["std"] == pytest.approx([np.std([1, 2, 3])])
    assert len(found["v"]["mean"]) == 5
    red = np.zeros((2, 4, 4, 3), np.uint8)
    red[..., 0] = 255
    assert statistics({"p": red})["p"]["mean"] == [[[1.0]], [[0.0]], [[0.0]]]


def test_an_episode_of_another_world_is_not_exported(real, tmp_path, made):
    r = real.records()[0]
    other = made("other", [replace(r, index=1)])
    place = other.episode(r.task, r.seed)
    place.mkdir(parents=True)
    for file in real.episode(r.task, r.seed).iterdir():
        (place / file.name).write_bytes(file.read_bytes())
    with pytest.raises(UsageError, match="another world"):
        lerobot([other.path], tmp_path / "d")
