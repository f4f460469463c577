"""The recorded conversations hold together, and figures are taken as they should be."""

import json

from agent.decoding.latency import CHATS, Said, steps, summary


def test_each_recorded_step_ends_with_the_persons_turn_and_offers_the_call_that_was_made():
    rows = [step for episode in json.loads(CHATS.read_text()) for step in episode["steps"]]
    read = list(steps())
    assert len(read) == len(rows) > 30
    for row, step in zip(rows, read, strict=True):
        assert [m["role"] for m in step.chat[:2]] == ["system", "user"]
        assert step.chat[-1]["role"] == "user"
        assert [str(c) for c in step.choices.calls] == row["calls"]
        assert row["call"] in row["calls"] or row["call"].partition("(")[0] in row["open"]


def test_ways_are_compared_step_by_step_with_ours():
    ours = [Said("done()", 2, s, s) for s in (0.1, 0.2, 0.3)]
    other = [Said(text, 4, 10 * s.seconds, s.cpu) for text, s in zip("xy", ours[:2], strict=True)]
    other.append(Said("done()", 4, 3.0, 0.3))
    rows = summary({"ours": ours, "other": other})
    assert rows["other"]["ratio"] == 10.0
    assert rows["other"]["cpu_ratio"] == 1.0
    assert rows["other"]["tokens"] == 4
    assert (rows["ours"]["same"], round(rows["other"]["same"], 2)) == (1.0, 0.33)
