"""What the guard allows, blocks and refuses, and whom it asks first."""

from dataclasses import replace

import pytest

from agent.body import Body
from agent.events import exit_code
from agent.guard import Guard, Spent, denied
from agent.loop import Agent
from agent.naming import means, words
from agent.planners.expert import ExpertPlanner
from agent.planners.replay import ReplayPlanner
from agent.skills.library import SkillLibrary
from agent.toy import ToyPerception, ToyRobot, thing
from agent.types import Choices, Decision, ObjectState, SkillCall

PICK, PUSH, POUR, HOME, DONE, CANNOT = (
    SkillCall("pick", ("red block",)),
    SkillCall("push", ("red block", "left")),
    SkillCall("pour", ("blue bowl",)),
    SkillCall("home"),
    SkillCall("done"),
    SkillCall("cannot", ("it is too heavy",)),
)
ALL = Choices((PICK, PUSH, POUR, HOME, DONE, CANNOT), ("say", "ask", "cannot"))
CUP, BOWL = thing("red", "cup", 0.4, 0.1), thing("blue", "bowl", 0.4, -0.1)


def verdict(guard, call, choices=ALL, failed=(), **more):
    found = guard.check(Decision(call), choices, failed, **more)
    return found.kind, found.reason


def test_without_limits_everything_that_can_be_done_is_allowed():
    assert {verdict(Guard(), call) for call in ALL.calls} == {("allow", "")}


def test_what_cannot_be_done_is_blocked_with_the_best_reason_there_is():
    choices = Choices((DONE,), blocked={"pick(red block)": "too wide", "push": "the hand is full"})
    assert verdict(Guard(), PICK, choices) == ("block", "too wide")
    assert verdict(Guard(), PUSH, choices) == ("block", "the hand is full")
    assert verdict(Guard(), HOME, choices) == ("block", "home() cannot be done now")


@pytest.mark.parametrize("args", [(), ("",), ("  ",), ("a", "b")])
def test_what_is_said_is_a_few_words(args):
    assert verdict(Guard(), SkillCall("say", args)) == ("block", "say takes a few words")
    assert verdict(Guard(), SkillCall("say", ("hello",)))[0] == "allow"


def test_the_same_call_may_fail_so_often():
    failed = [PICK, PUSH, PICK]
    assert verdict(Guard(), PICK, failed=failed)[1] == "pick(red block) failed 2 times already"
    assert verdict(Guard(max_repeats=3), PICK, failed=failed)[0] == "allow"


@pytest.mark.parametrize(
    ("rule", "thing", "so"),
    [
        ("red cup", CUP, True),
        ("The  RED\tcup", CUP, True),
        ("cup", CUP, True),
        ("cups", CUP, True),
        ("mug", CUP, True),
        ("all the red cups", CUP, True),
        ("blue cup", CUP, False),
        ("", CUP, False),
        ("dishes", BOWL, True),
        ("box", thing("red", "block", 0.4, 0.0), False),
        ("red cup", "rеd сuр", True),  # noqa: RUF001
        ("red cup", "ｒｅｄ ｃｕｐ", True),  # noqa: RUF001
        ("red cup", "red\u200b c\u00adup", True),
        ("red cup", "rèd_cüp", True),
        ("red cup", "red-cup.", True),
        ("glass", "glasses", True),
        ("red bowl", "dark red bowl 2", True),
        ("red bowl 2", "red bowl", False),
    ],
)
def test_what_a_description_means(rule, thing, so):
    assert means(rule, thing) is so


def test_words_are_the_same_however_they_are_spelt():
    assert words("The boxes, any grey torches") == {"box", "gray", "torch"}


@pytest.mark.parametrize("name", ["red block", "RED  block", "the red blocks", "rеd blоck"])  # noqa: RUF001
def test_a_forbidden_name_is_refused_however_it_is_spelt(name):
    guard = Guard(forbidden=("red block",))
    assert verdict(guard, SkillCall("pick", (name,))) == ("refuse", f"{name} must not be touched")
    assert verdict(guard, SkillCall("say", ("red block",)))[0] == "allow"


def test_what_a_call_would_touch_counts_too():
    guard = Guard(forbidden=("cup",))
    assert verdict(guard, PUSH, touched=(BOWL,)) == ("allow", "")
    assert verdict(guard, PUSH, touched=(BOWL, CUP)) == ("refuse", "red cup must not be touched")


def test_only_some_skills_may_move_the_arm():
    guard = Guard(skills=("pick",))
    assert verdict(guard, PICK) == ("allow", "")
    assert verdict(guard, PUSH) == ("block", "push is not allowed")
    assert [verdict(guard, call)[0] for call in (DONE, CANNOT)] == ["allow", "allow"]
    assert verdict(guard, SkillCall("teleport"))[1] == "teleport is not allowed"
    assert guard.offers(ALL).calls == (PICK, DONE, CANNOT)
    assert Guard().offers(ALL) is ALL


@pytest.mark.parametrize(
    ("limit", "spent", "reason"),
    [
        ({"max_seconds": 60.0}, Spent(61.0), "the time is up: 61 of 60 s"),
        ({"max_tokens": 100}, Spent(0.0, 70, 30), "the tokens are used up: 100 of 100"),
        (
            {"max_cost": 0.01, "price_in": 1.0, "price_out": 10.0},
            Spent(0.0, 5000, 500),
            "the money is spent: 0.0100 of 0.01",
        ),
    ],
)
def test_a_budget_ends_a_run_but_not_before_its_honest_end(limit, spent, reason):
    guard = Guard(**limit)
    assert verdict(guard, PICK, spent=spent) == ("refuse", reason)
    assert verdict(guard, SkillCall("say", ("hello",)), spent=spent)[0] == "refuse"
    assert verdict(guard, DONE, spent=spent)[0] == verdict(guard, CANNOT, spent=spent)[0] == "allow"
    assert verdict(guard, PICK, spent=Spent(1.0, 10, 10))[0] == "allow"


@pytest.mark.parametrize(
    ("policy", "asked"),
    [
        ("never", []),
        ("risky", [(PUSH, "push is risky"), (POUR, "pour is risky")]),
        (
            "always",
            [
                (PICK, "every motion is asked"),
                (PUSH, "push is risky"),
                (POUR, "pour is risky"),
                (HOME, "every motion is asked"),
            ],
        ),
    ],
)
def test_what_a_policy_asks_about(policy, asked):
    heard = []

    def confirm(call, reason):
        heard.append((call, reason))
        return True

    guard = Guard(policy=policy, confirm=confirm)
    assert {verdict(guard, call)[0] for call in ALL.calls} == {"allow"}
    assert heard == asked


def test_a_skill_that_nobody_knows_is_risky_and_moves():
    guard = Guard()
    assert guard.is_risky("teleport")
    assert guard.moves("teleport")
    assert not guard.is_risky("pick")
    assert not guard.moves("say")


def test_who_makes_a_guard_may_say_what_is_risky_and_what_moves():
    guard = Guard(policy="always", risky=frozenset({"pick"}), moving=frozenset({"pick", "pour"}))
    assert [guard.doubt(c.skill) for c in (PICK, POUR, PUSH)] == [
        "pick is risky",
        "every motion is asked",
        "",
    ]


def test_without_a_person_nothing_is_confirmed_and_the_impossible_is_not_asked():
    assert not denied(PICK, "because")
    guard = Guard(policy="always")
    assert verdict(guard, PICK) == ("refuse", "pick(red block) was not confirmed")
    assert verdict(guard, PICK, Choices((DONE,)))[0] == "block"


# In the loop.


def run(toy, *wanted, goal="put the red block in the blue bowl", **kwargs):
    planner = ReplayPlanner([SkillCall(*c) for c in wanted])
    return list(Agent(toy, ToyPerception(), planner, **kwargs).run(goal))


@pytest.mark.parametrize("limit", [{"max_seconds": 1e-9}, {"max_tokens": 10}])
def test_a_run_without_budget_moves_nothing(toy, limit):
    class Wordy(ExpertPlanner):
        def choose(self, *args):
            return Decision(super().choose(*args).call, tokens_in=9, tokens_out=1)

    before = dict(toy.objects)
    agent = Agent(toy, ToyPerception(), Wordy(), guard=Guard(**limit))
    events = list(agent.run("put the red block in the blue bowl"))
    assert (events[-1].ending, events[-1].verification) == ("refused", "contradicted")
    assert exit_code(events[-1]) == 4
    assert toy.objects == before


def test_a_skill_that_is_not_allowed_is_not_offered_and_not_done(toy):
    seen = []

    class Watching(ReplayPlanner):
        def choose(self, events, choices, workspace):
            seen.append(choices)
            return super().choose(events, choices, workspace)

    before = dict(toy.objects)
    agent = Agent(toy, ToyPerception(), Watching([PUSH]), guard=Guard(skills=("pick",)))
    events = list(agent.run("push the red block to the left"))
    judged = next(e.verdict for e in events if e.kind == "judged")
    assert (judged.kind, judged.reason) == ("block", "push is not allowed")
    assert {c.skill for c in seen[0].calls} & {"push", "home", "look"} == set()
    assert toy.objects == before


def piece(color, x, y):
    return ObjectState(f"{color} piece", "piece", color, (x, y, 0.01), (0.02, 0.02, 0.02))


def test_sweeping_all_pieces_would_touch_the_forbidden_one():
    toy = ToyRobot([piece("red", 0.4, 0.1), piece("green", 0.5, 0.1)])
    for what in ("pieces", "green pieces", "green piece"):
        events = run(
            toy, ("sweep", (what, "left side")), guard=Guard(forbidden=("red piece",)), goal="sweep"
        )
        assert events[-1].message == "red piece must not be touched", what


def test_what_stands_on_a_thing_is_touched_with_it_and_what_holds_it_is_too(toy):
    toy.objects["red block"] = thing("red", "block", 0.40, -0.05)
    events = run(toy, ("pick", ("red block",)), guard=Guard(forbidden=("bowl",)))
    assert events[-1].message == "blue bowl must not be touched"


def test_what_would_be_taken_away_or_brushed_aside_counts_too(toy):
    # The green block stands on the red one, and the yellow one on that.
    x, y = 0.40, 0.20
    for height, color in ((0.06, "green"), (0.10, "yellow")):
        o = thing(color, "block", x, y)
        toy.objects[o.name] = replace(o, position=(x, y, height))
    calls = (
        SkillCall("uncover", ("red block",)),
        SkillCall("unstack", ("green block",)),
        SkillCall("place", ("on", "red block")),
    )
    body = Body(toy, ToyPerception())
    body.look()
    library = SkillLibrary()
    for call in calls:
        assert "yellow block" in {o.name for o in library.touched(call, body)}
    for call in (SkillCall("place", ("near", "red block")), SkillCall("say", ("red block",))):
        assert library.touched(call, body) == ()
    assert library.touched(SkillCall("teleport", ("red block",)), body) == ()


def test_what_is_in_the_hand_moves_with_every_motion(toy):
    body = Body(toy, ToyPerception())
    body.look()
    SkillLibrary().run(SkillCall("pick", ("red block",)), body)
    guard = Guard(forbidden=("red block",))
    for call in (HOME, SkillCall("place", ("at", "middle"))):
        touched = SkillLibrary().touched(call, body)
        assert verdict(guard, call, touched=touched)[0] == "refuse"


def test_beside_a_forbidden_thing_something_may_be_put_only_without_naming_it(toy):
    guard = Guard(forbidden=("bowl",))
    calls = ("pick", ("red block",)), ("place", ("left of", "blue bowl"))
    assert run(toy, *calls, guard=guard)[-1].message == "blue bowl must not be touched"
    toy.grip(toy.hand.opening)
    calls = ("pick", ("green block",)), ("place", ("at", "middle"))
    events = run(toy, *calls, guard=guard, goal="put the green block in the middle")
    assert events[-1].verification == "verified"
