"""Traces and reports as resources."""

import os

import pytest
from mcp import MCPError

from agent.errors import UsageError
from agent.mcp_server.files import ROOT, Runs

from .conftest import client


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "secret.json").write_text("{}")
    runs = tmp_path / "runs"
    for name, text in {
        "a/trace.jsonl": "{}",
        "a/frames/0001.png": "png",
        "a/.hidden.json": "{}",
        "a/key.pem": "key",
        "bench/cap/report.html": "<p>",
        "b/trace.jsonl": "{}{}",
    }.items():
        (runs / name).parent.mkdir(parents=True, exist_ok=True)
        (runs / name).write_text(text)
    os.utime(runs / "a/trace.jsonl", (1, 1))
    os.utime(runs / "b/trace.jsonl", (2, 2))
    (runs / "a/outside.json").symlink_to(tmp_path / "secret.json")
    (runs / "linked").symlink_to(tmp_path)
    return runs


def test_traces_and_reports_are_listed_the_newest_first(folder):
    entries = Runs(folder).entries()
    assert [e.path for e in entries] == ["bench/cap/report.html", "b/trace.jsonl", "a/trace.jsonl"]
    assert (entries[1].size, entries[1].type) == (4, "application/jsonl")
    assert entries[1].uri == "handily://runs/b/trace.jsonl"
    assert Runs(folder / "none").entries() == []


def test_files_are_read(folder):
    assert Runs(folder).read("b/trace.jsonl") == "{}{}"
    assert Runs(folder).read("a/frames/0001.png") == b"png"


@pytest.mark.parametrize(
    "path",
    [
        "../secret.json",
        "a/../../secret.json",
        "a/../b/trace.jsonl",
        "/etc/passwd",
        "a/.hidden.json",
        "a/outside.json",
        "linked/secret.json",
        "..\\secret.json",
        "a/trace.jsonl\0.png",
        "a",
        "",
        "c/trace.jsonl",
    ],
)
def test_what_is_elsewhere_is_not_there(folder, path):
    with pytest.raises(UsageError, match="There is no"):
        Runs(folder).read(path)


def test_only_some_kinds_are_read(folder, monkeypatch):
    with pytest.raises(UsageError, match="cannot be read here; only"):
        Runs(folder).read("a/key.pem")
    monkeypatch.setattr("agent.mcp_server.files.LARGEST", 3)
    with pytest.raises(UsageError, match="is larger than"):
        Runs(folder).read("b/trace.jsonl")


@pytest.mark.anyio
async def test_over_the_protocol(folder, door, serve):
    async with client(serve(door())) as one:
        resources = (await one.list_resources()).resources
        assert [r.uri for r in resources][:2] == [ROOT, f"{ROOT}/bench/cap/report.html"]
        listed = (await one.read_resource(ROOT)).contents[0]
        assert listed.mime_type == "application/json"
        assert f"{ROOT}/b/trace.jsonl" in listed.text
        page = (await one.read_resource(f"{ROOT}/bench/cap/report.html")).contents[0]
        assert (page.mime_type, page.text) == ("text/html", "<p>")
        picture = (await one.read_resource(f"{ROOT}/a/frames/0001.png")).contents[0]
        assert (picture.mime_type, picture.blob) == ("image/png", "cG5n")
        for path in (
            "../secret.json",
            "%2e%2e/secret.json",
            "a/..%2f..%2fsecret.json",
            "/etc/passwd",
        ):
            with pytest.raises(MCPError, match="Unknown resource"):
                await one.read_resource(f"{ROOT}/{path}")
        with pytest.raises(MCPError, match="There is no 'linked/secret"):
            await one.read_resource(f"{ROOT}/linked/secret.json")
