"""Sets hold the right call as often as promised, and a question follows from the set."""

import json

import numpy as np
import pytest

from agent.errors import UsageError
from agent.events import Answered, Asked, Started
from agent.planners.calibration import (
    Asking,
    Calibration,
    Recorded,
    calibrated,
    measured,
    shares_of,
    threshold,
)
from agent.planners.question import meant, question
from agent.robot import Workspace
from agent.types import Choices, Decision, Observation, SkillCall


def call(text):
    skill, _, inner = text.removesuffix(")").partition("(")
    return SkillCall(skill, tuple(inner.split(", ")) if inner else ())


def drawn(n, seed, calls=5):
    """Steps of a planner that is honest: a call is right as often as it thinks."""
    rng = np.random.default_rng(seed)
    out = []
    for i in range(n):
        shares = rng.dirichlet(np.full(calls, 0.4))
        right = rng.choice(calls, p=shares)
        named = {f"pick({k})": float(p) for k, p in enumerate(shares)}
        out.append(Recorded(f"episode {i // 3}", named, (f"pick({right})",)))
    return out


@pytest.mark.parametrize(
    ("n", "target", "rank"), [(9, 0.9, 9), (10, 0.9, 10), (19, 0.9, 18), (99, 0.8, 80), (4, 0.5, 3)]
)
def test_the_threshold_is_the_corrected_quantile(n, target, rank):
    scores = [k / n for k in range(1, n + 1)]
    assert threshold(scores[::-1], target) == pytest.approx(rank / n)


@pytest.mark.parametrize(("n", "target"), [(0, 0.5), (8, 0.9), (98, 0.999)])
def test_too_few_steps_promise_nothing_less_than_everything(n, target):
    assert threshold([0.1] * n, target) == 1.0


@pytest.mark.parametrize("target", [0.7, 0.85, 0.95])
def test_sets_hold_the_right_call_as_often_as_promised(target):
    covered = []
    for seed in range(20):
        found = calibrated(drawn(300, seed), target)
        covered += [found.covers(step) for step in drawn(300, 1000 + seed)]
    share = sum(covered) / len(covered)
    assert target - 0.01 < share < target + 0.02


def test_whole_episodes_are_kept_where_the_promise_is_for_them():
    steps, others = drawn(900, 1), drawn(900, 2)
    found = calibrated(steps, 0.8, per="episode")
    assert found.n == 300
    assert found.threshold > calibrated(steps, 0.8).threshold
    whole = {}
    for step in others:
        whole[step.episode] = whole.get(step.episode, True) and found.covers(step)
    assert 0.74 < sum(whole.values()) / len(whole) < 0.86


def test_of_several_right_calls_the_most_probable_counts():
    step = Recorded("", {"pick(a)": 0.3, "pick(b)": 0.6, "done()": 0.1}, ("pick(a)", "pick(b)"))
    assert step.nonconformity == pytest.approx(0.4)
    assert Calibration("", "", 0.9, 0.5, 9).covers(step)
    assert not Calibration("", "", 0.9, 0.3, 9).covers(step)
    assert Recorded("", {"done()": 1.0}, ("pick(a)",)).nonconformity == 1.0


def test_figures_come_with_intervals():
    shares = {"pick(a)": 0.9, "pick(b)": 0.1}
    steps = [Recorded(str(i), shares, ("pick(a)",)) for i in range(9)]
    steps.append(Recorded("9", shares, ("pick(b)",)))
    found = measured(Calibration("", "", 0.9, 0.5, 9), steps)
    assert found["coverage"] == "9/10 = 90.0% [59.6%, 98.2%]"
    assert found["wrong"].startswith("1/10")
    assert found["questions"].startswith("0/10")
    assert found["calls_in_a_set"] == "1.00"
    wide = measured(Calibration("", "", 0.9, 0.95, 9), steps)
    assert wide["coverage"].startswith("10/10")
    assert wide["questions"].startswith("10/10")


def test_a_calibration_is_kept_with_the_model_it_is_for(tmp_path):
    found, path = Calibration("abc", "ask", 0.85, 0.7, 99), tmp_path / "new" / "c.json"
    found.save(path)
    assert Calibration.load(path, "abc") == found
    assert json.loads(path.read_text())["threshold"] == 0.7
    with pytest.raises(UsageError, match="was made for the model abc, and this one is xyz"):
        Calibration.load(path, "xyz")
    path.write_text("[]")
    with pytest.raises(UsageError, match="is no calibration"):
        Calibration.load(path)


@pytest.mark.parametrize("target", [0.0, 1.0, -1.0])
def test_a_target_lies_between_none_and_all(target):
    with pytest.raises(UsageError, match="has to lie between 0 and 1"):
        calibrated([], target)


def test_a_promise_is_for_steps_or_episodes():
    with pytest.raises(UsageError, match="There is no unit 'day'; there are: step, episode"):
        calibrated([], 0.9, per="day")


QUESTIONS = [
    (
        ["pick(red block)", "pick(green block)", "pick(yellow block)"],
        "Which block do you mean: the red block, the green block or the yellow block?",
    ),
    (
        ["pick(red block)", "pick(red bowl)"],
        "Which thing do you mean: the red block or the red bowl?",
    ),
    (
        ["place(left of, green bowl)", "place(in front of, green bowl)"],
        "On which side of the green bowl: left of or in front of?",
    ),
    (
        ["place(in, red bowl)", "place(in, blue bowl)"],
        "Which bowl do you mean: the red bowl or the blue bowl?",
    ),
    (
        ["place(in, red bowl)", "place(near, red bowl)"],
        "How shall it be put to the red bowl: in or near?",
    ),
    (["place(at, middle)", "place(at, left side)"], "Where: the middle or the left side?"),
    (
        ["done()", "pick(red block)", "place(left of, blue bowl)", "look()"],
        "What shall I do: stop, as it is done, pick the red block, put it to the left of the "
        "blue bowl or look?",
    ),
    (["pick(red block)"], "Shall I pick the red block?"),
]


@pytest.mark.parametrize(("calls", "words"), QUESTIONS)
def test_the_question_says_what_the_calls_differ_in(calls, words):
    assert question([call(text) for text in calls]) == words


@pytest.mark.parametrize(
    ("answer", "calls", "best"),
    [
        ("the red one", 0, "pick(red block)"),
        ("I mean the yellow block", 0, "pick(yellow block)"),
        ("the block", 0, None),
        ("a few", 0, None),
        ("in front of the green bowl", 2, "place(in front of, green bowl)"),
        ("put the red block to the left of the green bowl", 2, "place(left of, green bowl)"),
        ("yes please", 7, "pick(red block)"),
        ("no, not that", 7, None),
    ],
)
def test_an_answer_names_a_call(answer, calls, best):
    there = [call(text) for text in QUESTIONS[calls][0]]
    assert meant(answer, there) == (call(best) if best else None)


class Fixed:
    """Thinks the same of every step."""

    name = "fixed"

    def __init__(self, **shares):
        self.shares = sorted(shares.items(), key=lambda pair: -pair[1])

    def choose(self, events, choices, workspace):
        ((top, share), *rest) = [(TEXTS[name], share) for name, share in self.shares]
        chosen = SkillCall("ask", ("Which one?",)) if top == "ask(" else call(top)
        return Decision(chosen, share, tuple(rest), seconds=0.5)


TEXTS = {"red": "pick(red block)", "green": "pick(green block)", "done": "done()", "ask": "ask("}
TEXTS["many"] = "ask(How many?)"
CHOICES = Choices(tuple(call(t) for t in list(TEXTS.values())[:3]), ("say", "ask"))
BEGUN = [Started("put a block away", "fixed", Observation(()), "")]
WHICH = "Which block do you mean: the red block or the green block?"


def choose(events=(), threshold=0.8, choices=CHOICES, **shares):
    asking = Asking(Fixed(**shares), Calibration("", "", 0.9, threshold, 9))
    return asking.choose([*BEGUN, *events], choices, Workspace())


def test_it_acts_where_one_call_may_be_right():
    decision = choose(red=0.9, green=0.06, done=0.04)
    assert str(decision.call) == "pick(red block)"
    assert decision.probability == 0.9


def test_it_asks_where_several_may_be():
    decision = choose(red=0.5, green=0.4, done=0.1)
    assert decision.call == SkillCall("ask", (WHICH,))
    assert decision.alternatives[0] == ("pick(red block)", 0.5)
    assert decision.seconds == 0.5


def test_it_asks_where_none_is_likely_enough():
    assert choose(threshold=0.1, red=0.5, green=0.4, done=0.1).call.args == (WHICH,)


@pytest.mark.parametrize(
    ("answer", "text"),
    [("the green one", "pick(green block)"), ("whichever", "pick(red block)")],
)
def test_it_goes_on_with_the_answer_and_asks_no_second_time(answer, text):
    events = [Asked(WHICH), Answered(answer)]
    assert str(choose(events, red=0.5, green=0.4, done=0.1).call) == text


def test_a_new_goal_is_asked_about_anew():
    events = [Asked(WHICH), Answered("the green one"), *BEGUN]
    assert choose(events, red=0.5, green=0.4, done=0.1).call.args == (WHICH,)


def test_what_the_model_asks_itself_is_made_plain_or_asked_as_it_is():
    assert choose(ask=0.4, red=0.3, green=0.3).call.args == (WHICH,)
    assert choose(ask=0.9, red=0.1).call.args == ("Which one?",)
    after = choose([Asked("Which one?"), Answered("red")], ask=0.9, red=0.05, green=0.04)
    assert str(after.call) == "pick(red block)"


def test_a_question_that_is_offered_is_put_beside_one_call():
    offered = Choices((*CHOICES.calls, SkillCall("ask", ("How many?",))), ("ask",))
    shares = {"red": 0.5, "many": 0.4, "done": 0.1}
    assert choose(choices=offered, **shares).call.args == ("How many?",)
    after = choose([Asked("How many?"), Answered("two")], choices=offered, **shares)
    assert str(after.call) == "pick(red block)"


def test_nothing_is_asked_where_that_cannot_be_done():
    silent = Choices(CHOICES.calls, ("say",))
    assert str(choose(choices=silent, red=0.5, green=0.4, done=0.1).call) == "pick(red block)"


def test_open_calls_are_told_by_their_beginning():
    said = Decision(SkillCall("ask", ("Who?",)), 0.7, (("say(", 0.2), ("done()", 0.1)))
    assert shares_of(said, CHOICES) == {"ask(": 0.7, "say(": 0.2, "done()": 0.1}
    closed = Choices((*CHOICES.calls, SkillCall("ask", ("Who?",))), ("ask",))
    assert "ask(Who?)" in shares_of(said, closed)
