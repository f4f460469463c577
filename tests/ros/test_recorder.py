"""A recorder and a publisher as processes of their own, and the bag that comes of it."""

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

pytest.importorskip("rclpy", exc_type=ImportError)
pytest.importorskip("handily_interfaces")
from rclpy.qos import DurabilityPolicy, QoSProfile, ReliabilityPolicy
from rclpy.serialization import serialize_message
from rosbags.highlevel import AnyReader
from rosbags.interfaces import QosDurability, QosReliability
from std_msgs.msg import String

from agent.errors import TraceError, UsageError
from agent.events import Asked, Finished
from agent.ros import recording
from agent.ros.bag import events_of
from agent.ros.definitions import Definitions, text_of
from agent.ros.recorder import Followed, adapted
from agent.ros.recording import BagWriter
from agent.trace import ADAPTER

MAGIC = b"\x89MCAP0\r\n"
EVENTS = [Asked("which bowl?"), Finished("done", "verified", "it is there", 2, 1.5)]
PUBLISHER = """
import array, sys, time
import rclpy
from handily_interfaces.msg import AgentStatus
from rclpy.qos import qos_profile_sensor_data
from sensor_msgs.msg import Image, JointState
from std_msgs.msg import String
from tf2_msgs.msg import TFMessage
from geometry_msgs.msg import TransformStamped
from agent.ros.common import LATCHED, init

init()
node = rclpy.create_node("agent")
states = node.create_publisher(JointState, "joint_states", qos_profile_sensor_data)
images = node.create_publisher(Image, "camera/image_raw", qos_profile_sensor_data)
frames = node.create_publisher(TFMessage, "/tf_static", LATCHED)
status = node.create_publisher(AgentStatus, "~/status", LATCHED)
events = node.create_publisher(String, "~/events", 100)
frames.publish(TFMessage(transforms=[TransformStamped(child_frame_id="tool")]))
status.publish(AgentStatus(state="idle", message="ready"))
count = 0
told = False
while True:
    if count < 50 and states.get_subscription_count():
        states.publish(JointState(name=["a", "b"], position=[0.25 * count, -1.0]))
        count += 1
    if images.get_subscription_count():
        images.publish(Image(width=2, height=1, step=6, encoding="rgb8",
                             data=array.array("B", range(6))))
    if not told and events.get_subscription_count():
        for line in sys.argv[1:]:
            events.publish(String(data=line))
        told = True
    latched = frames.get_subscription_count() and status.get_subscription_count()
    if told and latched and count == 50:
        print("all told", flush=True)
        count += 1
    time.sleep(0.02)
"""


@pytest.fixture
def surroundings():
    """A graph for this test alone."""
    domain = str(1 + os.getpid() % 100)
    return os.environ | {"ROS_DOMAIN_ID": domain, "ROS_AUTOMATIC_DISCOVERY_RANGE": "LOCALHOST"}


@pytest.fixture
def start(surroundings):
    started = []

    def run(*command):
        process = subprocess.Popen(
            command,
            env=surroundings,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=Path(__file__).parents[2],
        )
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()


def recorder(start, out, *parameters):
    given = [word for p in (f"out:={out}", *parameters) for word in ("-p", p)]
    return start(sys.executable, "-m", "agent.ros.recorder", "--ros-args", *given)


def publisher(start):
    lines = [ADAPTER.dump_json(event).decode() for event in EVENTS]
    return start(sys.executable, "-c", PUBLISHER, *lines)


def ended(process, number=signal.SIGINT):
    """Ask a process to end; return its code and what it has written."""
    process.send_signal(number)
    text, _ = process.communicate(timeout=20)
    return process.returncode, text


def recorded(start, out, *parameters, number=signal.SIGINT):
    """Return a bag of what the publisher tells, and what the recorder says of it."""
    process = recorder(start, out, *parameters)
    publishing = publisher(start)
    assert publishing.stdout.readline() == "all told\n"
    code, text = ended(process, number)
    assert code == 0, text
    (bag,) = out.iterdir()
    return bag, text


def contents(bag):
    """Return the messages of each topic."""
    found = {}
    with AnyReader([bag]) as reader:
        for connection, stamp, data in reader.messages():
            message = reader.deserialize(data, connection.msgtype)
            found.setdefault(connection.topic, []).append((stamp, message))
    return found


@pytest.mark.slow
def test_a_run_is_recorded_as_it_was_received(start, tmp_path):
    before = time.time_ns()
    bag, text = recorded(start, tmp_path / "bags")
    with AnyReader([bag]) as reader:
        kinds = {c.topic: c.msgtype for c in reader.connections}
        (offered,) = next(
            c.ext.offered_qos_profiles for c in reader.connections if c.topic == "/agent/status"
        )
    assert kinds == {
        "/joint_states": "sensor_msgs/msg/JointState",
        "/camera/image_raw": "sensor_msgs/msg/Image",
        "/tf_static": "tf2_msgs/msg/TFMessage",
        "/agent/status": "handily_interfaces/msg/AgentStatus",
        "/agent/events": "std_msgs/msg/String",
    }
    assert offered.durability == QosDurability.TRANSIENT_LOCAL
    assert offered.reliability == QosReliability.RELIABLE

    found = contents(bag)
    states = [message for _, message in found["/joint_states"]]
    assert 40 <= len(states) <= 50  # best effort
    assert all(s.name == ["a", "b"] for s in states)
    assert [s.position[0] for s in states] == sorted(s.position[0] for s in states)
    assert states[-1].position.tolist() == [0.25 * 49, -1.0]
    assert bytes(found["/camera/image_raw"][0][1].data) == bytes(range(6))
    ((_, status),) = found["/agent/status"]
    assert (status.state, status.message) == ("idle", "ready")
    ((_, frames),) = found["/tf_static"]
    assert frames.transforms[0].child_frame_id == "tool"
    assert all(before < stamp < time.time_ns() for rows in found.values() for stamp, _ in rows)

    assert events_of(bag) == EVENTS
    assert events_of(bag / f"{bag.name}.mcap") == EVENTS
    assert f"/joint_states {len(states)}" in text
    assert str(bag) in text


@pytest.mark.slow
def test_pictures_can_be_left_out_and_sigterm_ends_well(start, tmp_path):
    bag, _ = recorded(start, tmp_path / "bags", "images:=false", number=signal.SIGTERM)
    assert "/camera/image_raw" not in contents(bag)
    data = (bag / f"{bag.name}.mcap").read_bytes()
    assert data.startswith(MAGIC)
    assert data.endswith(MAGIC)
    footer = data[-len(MAGIC) - 20 : -len(MAGIC)]
    summary = int.from_bytes(footer[:8], "little")
    assert data[summary] == 0x03  # the index begins with the types of messages


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(start, tmp_path):
    (tmp_path / "file").write_text("")
    process = recorder(start, tmp_path / "file" / "bags")
    text, _ = process.communicate(timeout=20)
    assert process.returncode == 2
    assert "Traceback" not in text
    assert f"No bag can be written in {tmp_path}/file/bags: Not a directory." in text


def test_a_parameter_that_cannot_be_is_told_in_a_sentence(start, tmp_path):
    process = recorder(start, tmp_path, "topics:=['a b']")
    text, _ = process.communicate(timeout=20)
    assert process.returncode == 2
    assert "handily_recorder: The parameter topics has one that cannot be" in text
    assert not list(tmp_path.iterdir())


def offered(reliability, durability):
    return QoSProfile(depth=1, reliability=reliability, durability=durability)


def test_all_publishers_of_a_topic_are_heard():
    best, sure = ReliabilityPolicy.BEST_EFFORT, ReliabilityPolicy.RELIABLE
    kept, gone = DurabilityPolicy.TRANSIENT_LOCAL, DurabilityPolicy.VOLATILE
    latched = [offered(sure, kept)]
    own = adapted(latched, 5)
    assert (own.depth, own.reliability, own.durability) == (5, sure, kept)
    followed = Followed("std_msgs/msg/String", SimpleNamespace(qos_profile=own))
    assert followed.hears([])
    assert followed.hears(latched)
    for other in (offered(best, kept), offered(sure, gone)):
        assert not followed.hears([*latched, other])
        again = SimpleNamespace(qos_profile=adapted([*latched, other], 5))
        assert Followed("std_msgs/msg/String", again).hears([*latched, other])


# Without a graph.


def wire(text):
    return serialize_message(String(data=text))


def written(tmp_path, texts, **options):
    writer = BagWriter(tmp_path, **options)
    writer.add("/words", "std_msgs/msg/String")
    for number, text in enumerate(texts):
        writer.write("/words", 1000 + number, wire(text))
    return writer


def words(bag):
    return [message.data for _, message in contents(bag).get("/words", ())]


def test_bags_of_the_same_second_do_not_overwrite_each_other(tmp_path):
    bags = [written(tmp_path, [name]) for name in "abc"]
    for bag in bags:
        bag.close()
        bag.close()
    assert [words(bag.path) for bag in bags] == [["a"], ["b"], ["c"]]
    assert all(bag.counts == {"/words": 1} for bag in bags)


def test_an_empty_bag_can_be_read(tmp_path):
    writer = written(tmp_path, [])
    writer.close()
    assert words(writer.path) == []


def test_a_bag_stops_at_its_limit(tmp_path):
    writer = written(tmp_path, ["x" * 1000] * 100, limit=20_000)
    assert writer.trouble == (
        f"The bag {writer.path} stops here: it has reached max_bytes, 20000. "
        "What was written can be read."
    )
    assert not writer.failed
    writer.close()
    assert 8 < len(words(writer.path)) == writer.counts["/words"] < 18
    assert sum(f.stat().st_size for f in writer.path.glob("*.mcap")) <= 20_000


def test_a_full_disk_is_told_at_the_start(tmp_path, monkeypatch):
    monkeypatch.setattr(recording, "space", lambda folder: 2**20)
    with pytest.raises(UsageError, match=r"the disk is full \(1 MiB free\)"):
        BagWriter(tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_disk_that_fills_leaves_a_bag_that_can_be_read(tmp_path, monkeypatch):
    writer = written(tmp_path, ["a", "b"])
    monkeypatch.setattr(recording, "space", lambda folder: 2**20)
    writer.write("/words", 2000, wire("c"))
    assert "stops here: the disk is full" in writer.trouble
    assert writer.failed
    writer.write("/words", 2001, wire("d"))
    assert words(writer.path) == ["a", "b"]


@pytest.mark.parametrize(
    ("size", "whole"), [(500_000, 0), (2_000_000, 11), (2_202_500, 11), (2_300_000, 22)]
)
def test_a_write_that_fails_leaves_a_bag_that_can_be_read(tmp_path, size, whole):
    """Whatever is cut off: the first chunk, a later one in its midst, the index after it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    texts = [f"{number:03d}" + "x" * 100_000 for number in range(25)]
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
        writer = written(tmp_path, texts)
        writer.close()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    found = words(writer.path)
    assert "File too large" in writer.trouble
    assert writer.failed
    assert found == texts[: len(found)]
    assert len(found) == whole
    assert writer.counts == {"/words": len(found)}
    with AnyReader([writer.path]) as reader:
        assert not whole or reader.end_time == 1000 + whole


@pytest.mark.parametrize(
    "kind",
    [
        "tf2_msgs/msg/TFMessage",
        "handily_interfaces/msg/AgentStatus",
        "control_msgs/msg/JointTolerance",
        "diagnostic_msgs/msg/DiagnosticArray",
    ],
)
def test_types_are_those_that_the_packages_have(kind):
    import importlib

    definitions = Definitions()
    definitions.need(kind)
    package, _, name = kind.partition("/msg/")
    support = getattr(importlib.import_module(f"{package}.msg"), name)
    fields = [name for name, _ in definitions.store.fielddefs[kind][1]]
    assert fields == list(support.get_fields_and_field_types())
    assert text_of(kind)


def test_a_type_made_of_others_brings_them_along(tmp_path, monkeypatch):
    folder = tmp_path / "share/odd_msgs/msg"
    folder.mkdir(parents=True)
    (folder / "Pair.msg").write_text("Half[2] halves\nstd_msgs/Header header\n")
    (folder / "Half.msg").write_text("float64 value\n")
    monkeypatch.setenv("AMENT_PREFIX_PATH", str(tmp_path))
    writer = BagWriter(tmp_path / "bags")
    writer.add("/pairs", "odd_msgs/msg/Pair")
    writer.close()
    with AnyReader([writer.path]) as reader:
        assert "odd_msgs/msg/Half" in reader.typestore.fielddefs


def test_a_type_of_no_package_is_told(tmp_path):
    with pytest.raises(UsageError, match=r"No installed package defines odd_msgs/msg/Odd\.$"):
        BagWriter(tmp_path).add("/odd", "odd_msgs/msg/Odd")


# Read back.


def told(tmp_path, *lines, topics=("/agent/events",)):
    writer = BagWriter(tmp_path)
    for number, topic in enumerate(topics):
        writer.add(topic, "std_msgs/msg/String")
        for line in lines:
            writer.write(topic, 1000 + number, wire(line))
    writer.close()
    return writer.path


def test_events_of_several_agents_are_told_apart(tmp_path):
    line = ADAPTER.dump_json(EVENTS[0]).decode()
    bag = told(tmp_path, line, topics=("/left/agent/events", "/right/agent/events"))
    with pytest.raises(TraceError) as caught:
        events_of(bag)
    assert caught.value.message == (
        f"The bag {bag} has several agents: name one of /left/agent/events, /right/agent/events."
    )
    assert events_of(bag, "/left/agent/events") == EVENTS[:1]


@pytest.mark.parametrize(
    ("lines", "topics", "why"),
    [
        (['{"kind": "odd"}'], ["/agent/events"], "message 1 on events: this is no event"),
        (["hello"], ["/words"], r"no events of an agent: a topic \.\.\./events is not in it"),
    ],
)
def test_what_is_no_run_is_refused(tmp_path, lines, topics, why):
    with pytest.raises(TraceError, match=why):
        events_of(told(tmp_path, *lines, topics=topics))


def test_what_is_no_bag_is_refused(tmp_path):
    cut = tmp_path / "cut.mcap"
    whole = told(tmp_path, ADAPTER.dump_json(EVENTS[0]).decode())
    cut.write_bytes((whole / f"{whole.name}.mcap").read_bytes()[:-40])
    for path in (tmp_path / "absent", tmp_path, cut):
        with pytest.raises(TraceError, match="cannot be read"):
            events_of(path)
