"""A report needs nothing but itself, says what is uncertain, and trusts nobody's words."""

import csv
import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from agent.errors import UsageError
from agent.events import Acted, Answered, Asked, Decided, Finished, Judged, Started
from agent.robot import Workspace
from agent.trace import Header, TraceWriter
from agent.types import Decision, ObjectState, Observation, Outcome, SkillCall, Verdict
from sims.bench import page
from sims.bench.film import film
from sims.bench.views import steps

EVIL = "<script>alert('x')</script>"
SEEN = Observation((ObjectState("red <b>", "block", "red", (0.45, 0, 0.02), (0.04,) * 3),))
CALL = SkillCall("say", (EVIL,))


def events(prompt="p" * 500):
    """Return a short run's events, with words that are no friend of HTML in each."""
    return [
        Started(EVIL, "local", SEEN, "pick(object)"),
        Asked(f"which {EVIL}?"),
        Answered("the red one"),
        Decided(1, Decision(CALL, 0.25, ((EVIL, 0.5),), prompt)),
        Judged(1, Verdict("block", EVIL)),
        Decided(2, Decision(CALL, 0.75, (), f"{prompt} and {EVIL}")),
        Judged(2, Verdict()),
        Acted(2, Outcome(False, f"failed & {EVIL}"), SEEN),
        Finished("gave up", "contradicted", EVIL, 2, 1.0),
    ]


def write(run, r, told):
    header = Header(scene="task", robot="panda", seed=1, planner="local", perception="oracle")
    writer = TraceWriter(run.episode(r.task, r.seed) / "trace.jsonl", header)
    for event in told:
        writer.write(event)
    writer.close()


class Checker(HTMLParser):
    """Collects tags and addresses, and finds tags that are not closed in order."""

    VOID = frozenset({"meta", "img", "br"})
    OPEN = frozenset({"td", "th"})

    def __init__(self, text):
        super().__init__()
        self.tags, self.addresses, self.stack = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.addresses += [v for k, v in attrs if k in ("src", "href")]
        if tag not in self.VOID | self.OPEN:
            self.stack.append(tag)

    def handle_endtag(self, tag):
        assert self.stack.pop() == tag


def test_words_of_anybody_stay_words(made, record):
    bad = record(0, success=False, instruction=EVIL, message=f"{EVIL} & more")
    run = made("a", [bad, record(1, success=False, error=EVIL)], planner=EVIL, model='"><i>')
    write(run, bad, events())
    text = page.report([run.path], html=run.path / "report.html").read_text()
    assert "<script" not in text
    assert "&lt;script&gt;alert" in text
    found = Checker(text)
    assert found.stack == []
    assert "script" not in found.tags
    assert "[the first 500 letters are those of the step before]" in text
    for words in ("p = 0.25", "p = 0.75", "block: ", "the red one", "red &lt;b&gt; at middle"):
        assert words in text


def test_a_page_needs_nothing_else_and_shows_the_film(real):
    failed = next(r for r in real.records() if not r.success)
    film(real, failed)
    out = real.path / "report.html"
    text = page.report([real.path], html=out).read_text()
    found = Checker(text)
    assert found.tags.count("video") == 1
    assert all(address.startswith("data:") for address in found.addresses)
    assert "url(" not in text.replace("url(#", "")
    assert "--only seen/pick-and-place:1" in text
    assert "1  pick" not in text  # captions are in the film alone
    assert "50.0 % [9.5, 90.5], n = 2" in text
    assert re.search(r"re-implemented tasks, other simulator and arm;\s+published n", text)
    assert "97.2 long-horizon" in text


def test_runs_of_one_suite_are_compared_and_what_cannot_be_is_told(made, record):
    a = made("a", [record(i, success=i > 1) for i in range(4)])
    b = made("b", [record(i) for i in range(4)], perception="camera")
    c = made("c", [record(0)], robot="xarm")
    text = page.report([a.path, b.path, c.path], html=a.path / "r.html").read_text()
    assert "+50.0 points" in text
    assert "2 gained, 0 lost, McNemar p = 0.5" in text
    assert "each has another table" in text
    assert "camera" in text


def test_a_run_of_nothing_says_so_everywhere(made, record):
    run = made("a", [])
    broken = made("b", [record(0, success=False, error="boom")], suite="gone", episodes=5)
    text = page.report([run.path, broken.path], html=run.path / "r.html").read_text()
    assert text.count("No episode has been judged") == 2
    assert "boom" in text
    assert "no episode judged" in page.markdown([run.path])
    rows = list(csv.DictReader(io.StringIO(page.csv([run.path, broken.path]))))
    assert [r["success_rate"] for r in rows] == ["", "", ""]
    with pytest.raises(UsageError, match="no run to report"):
        page.report([], html=run.path / "r.html")


def test_markdown_and_csv_have_the_same_numbers(made, record):
    rows = [record(0, "seen/a|b"), record(1, "seen/a|b", success=False), record(0, "odd/<x>")]
    run = made("a", rows, suite="mine")
    text = page.markdown([run.path, run.path])
    assert "| expert | 66.7 % [20.8, 93.9], n = 3 | 0.83 | 0 | 0 | 0 | 4.0 |" in text
    assert "| seen | 50.0 % [9.5, 90.5], n = 2 |" in text
    (whole, odd, both) = csv.DictReader(io.StringIO(page.csv([run.path])))
    assert (whole["task"], whole["successes"], whole["judged"]) == ("all", "2", "3")
    assert (odd["task"], both["task"]) == ("odd/<x>", "seen/a|b")
    assert float(both["success_rate"]) == 0.5


def test_two_runs_that_nothing_tells_apart_are_named_by_their_folders(made, record):
    runs = [made(name, [record(0)]).path for name in "ab"]
    text = page.markdown(runs)
    assert "expert (a)" in text
    assert "expert (b)" in text


def test_the_steps_of_a_trace_carry_what_was_seen_before_each():
    moved = replace(SEEN, objects=(replace(SEEN.objects[0], position=(0.45, 0.2, 0.02)),))
    told = events()
    told[7] = replace(told[7], observation=moved)
    told.insert(8, Decided(3, Decision(SkillCall("done"))))
    first, second, third = steps(told, Workspace())
    assert first.notes[0] == ("asks", f"which {EVIL}?")
    assert (first.verdict, first.ok) == (f"block: {EVIL}", None)
    assert (second.ok, second.known, second.prompt) == (False, 500, f" and {EVIL}")
    assert first.seen == second.seen != third.seen
    assert third.notes == [("ended", f"gave up, {EVIL}")]
