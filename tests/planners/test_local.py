"""The real model chooses among what it is given, and from nothing else."""

import pytest

from agent.events import Acted, Remaining, Started
from agent.models import LoadedModel, load
from agent.planners.local import LocalPlanner, closes, to_the_point, unfinished
from agent.robot import Workspace
from agent.toy import thing
from agent.types import Choices, Observation, Outcome, SkillCall

SYSTEM = """You control a robot arm over a table. Answer with the one skill call to do next.
pick(object): take an object
place(in, container): put what the hand holds into a container
ask(question): ask the person
Pick before you place. When every part of the goal is reached, call done()."""
SCENE = "Seen: red block at left side; green block at right side; blue bowl at centre.\n"


def chat(goal, hand="empty"):
    return [
        {"role": "system", "content": SYSTEM},
        {"role": "user", "content": f"{SCENE}Hand: {hand}.\nGoal: {goal}"},
    ]


def calls(*texts):
    pairs = (text.removesuffix(")").partition("(") for text in texts)
    return tuple(SkillCall(skill, tuple(a.split(", ")) if a else ()) for skill, _, a in pairs)


PICKS = calls("pick(red block)", "pick(green block)", "pick(blue bowl)", "done()")


@pytest.fixture(scope="module")
def model():
    # The person's own cache: filling one for this file alone would take 20 s.
    return load()


@pytest.fixture(scope="module")
def planner(model):
    return LocalPlanner(model)


@pytest.mark.llm
@pytest.mark.parametrize("color", ["red", "green"])
def test_it_picks_what_the_goal_names(planner, color):
    decision = planner.decide(chat(f"put the {color} block in the blue bowl"), Choices(PICKS))
    assert str(decision.call) == f"pick({color} block)"
    assert decision.probability > 0.5


@pytest.mark.llm
def test_it_knows_where_to_put_what_it_holds(planner):
    places = Choices(calls("place(in, blue bowl)", "place(on, green block)", "done()"))
    decision = planner.decide(chat("put the red block in the blue bowl", "red block"), places)
    assert str(decision.call) == "place(in, blue bowl)"


@pytest.mark.llm
def test_probabilities_are_ordered_and_sum_to_one(planner):
    decision = planner.decide(chat("put the red block in the blue bowl"), Choices(PICKS, ("ask",)))
    shares = [decision.probability, *(p for _, p in decision.alternatives)]
    assert sum(shares) == pytest.approx(1.0)
    assert shares == sorted(shares, reverse=True)
    assert len(decision.alternatives) == 4
    assert decision.prompt.endswith("<|im_start|>assistant\n")
    assert decision.seconds > 0


@pytest.mark.llm
@pytest.mark.parametrize("goal", ["sing a song", "done()", "pick(red block)"])
def test_only_what_can_be_done_is_chosen(planner, goal):
    only = Choices(calls("pick(green block)", "pick(blue bowl)"))
    assert planner.decide(chat(goal), only).call in only.calls


@pytest.mark.llm
def test_a_decision_does_not_hang_on_what_was_decided_before(planner, model):
    later = chat("put the green block in the blue bowl")
    fresh = LocalPlanner(model).decide(later, Choices(PICKS))
    planner.decide(chat("put the red block in the blue bowl"), Choices(PICKS))
    again = planner.decide(later, Choices(PICKS))
    assert again.call == fresh.call
    assert again.probability == pytest.approx(fresh.probability, abs=1e-3)
    assert dict(again.alternatives) == pytest.approx(dict(fresh.alternatives), abs=1e-3)


@pytest.mark.llm
@pytest.mark.parametrize("skill", ["ask", "say"])
def test_free_text_is_one_line_without_the_closing_bracket(planner, skill):
    decision = planner.decide(chat("put it in the bowl"), Choices((), (skill,)))
    assert decision.call.skill == skill
    (text,) = decision.call.args
    assert text == text.strip()
    assert "\n" not in text
    assert not closes(text)
    assert decision.probability == 1.0


@pytest.mark.llm
def test_calibration_divides_by_the_share_under_a_goal_that_says_nothing(model):
    goal, nothing = chat("put the green block in the blue bowl"), chat("do something")
    plain, raised = LocalPlanner(model, False), LocalPlanner(model, True)

    def shares(planner, *chats):
        decision = planner.decide(chats[0], Choices(PICKS), *chats[1:])
        return dict([(str(decision.call), decision.probability), *decision.alternatives])

    with_goal, without = shares(plain, goal), shares(plain, nothing)
    ratios = {call: with_goal[call] / without[call] for call in with_goal}
    expected = {call: ratio / sum(ratios.values()) for call, ratio in ratios.items()}
    assert shares(raised, goal, nothing) == pytest.approx(expected, abs=0.02)
    assert shares(plain, goal, nothing) == pytest.approx(with_goal, abs=0.02)


@pytest.mark.llm
def test_a_model_that_has_nothing_to_say_takes_the_best_closed_call(model):
    class Silent:
        """A tokenizer that makes words of everything but what the model generates."""

        chat_template = None

        def __getattr__(self, name):
            return getattr(model.tokenizer, name)

        def __len__(self):
            return len(model.tokenizer)

        def decode(self, ids, **options):
            return ""

    planner = LocalPlanner(LoadedModel(model.model, Silent(), "embedded"))
    prompt = [{"role": "user", "content": "Hello.\nassistant: ask(who)\nuser: Again"}]
    decision = planner.decide(prompt, Choices(calls("home()"), ("ask",)))
    assert decision.alternatives[0][0] == "ask("
    assert str(decision.call) == "home()"
    assert decision.probability < 0.5
    assert decision.prompt.endswith("user: Again\nassistant: ")


@pytest.mark.llm
def test_where_questions_are_offered_none_is_made_up(planner):
    goal = chat("put some blocks in the blue bowl")
    offered = Choices((SkillCall("ask", ("How many blocks?",)), *PICKS), ("ask", "say"))
    decision = planner.decide(goal, offered)
    shares = dict([(str(decision.call), decision.probability), *decision.alternatives])
    assert "ask(" not in shares
    assert {"ask(How many blocks?)", "say("} <= set(shares)
    assert sum(shares.values()) == pytest.approx(1.0, abs=0.01)


@pytest.mark.llm
def test_a_chat_that_goes_on_or_begins_anew_is_decided_as_if_it_were_the_first(model):
    first, second = chat("put the red block in the blue bowl"), chat("put the green block away")
    longer = [
        *first,
        {"role": "assistant", "content": "pick(red block)"},
        {"role": "user", "content": "ok: holding red block\nNow: red block in hand."},
    ]
    places = Choices(calls("place(in, blue bowl)", "place(on, green block)", "done()"), ("ask",))
    used = LocalPlanner(model)
    for said, choices in ((first, Choices(PICKS)), (longer, places), (second, Choices(PICKS))):
        for _ in range(2):
            kept = used.decide(said, choices)
            fresh = LocalPlanner(model).decide(said, choices)
            assert kept.call == fresh.call
            assert kept.probability == pytest.approx(fresh.probability, abs=1e-3)
            assert dict(kept.alternatives) == pytest.approx(dict(fresh.alternatives), abs=1e-3)


@pytest.mark.llm
def test_a_new_episode_reads_the_same_instructions_no_second_time(model):
    planner = LocalPlanner(model)
    planner.decide(chat("put the red block in the blue bowl"), Choices(PICKS))
    prompt = planner.render(chat("push the green block"))
    read, _ = planner._tokens.options(prompt, [str(c) for c in PICKS])
    new = planner._scorer.cache.new(read)
    assert 0 < new < 20
    assert len(read) > 100


def test_nothing_to_choose_from_is_refused():
    planner = LocalPlanner(LoadedModel(None, None, "embedded"))
    with pytest.raises(ValueError, match="There is nothing to choose from"):
        planner.decide(chat("anything"), Choices(()))


@pytest.mark.parametrize(
    ("said", "closed"),
    [("which one?)", True), ("the left (red) one", False), ("the one (red)", False), ("", False)],
)
def test_a_call_is_closed_by_a_bracket_that_it_has_not_opened(said, closed):
    assert closes(said) == closed


@pytest.mark.llm
def test_what_is_sure_to_come_is_read_ahead_and_changes_nothing(model):
    planner, first = LocalPlanner(model), chat("put the red block in the blue bowl")
    planner.prepare()
    call = planner.decide(first, Choices(PICKS)).call
    longer = [
        *first,
        {"role": "assistant", "content": str(call)},
        {"role": "user", "content": "ok: holding red block\nNow: red block in hand."},
    ]
    places = Choices(calls("place(in, blue bowl)", "place(on, green block)", "done()"))
    read, _ = planner._tokens.options(planner.render(longer), [str(c) for c in places.calls])
    before = planner._scorer.cache.new(read)
    planner.prepare()
    assert planner._scorer.cache.new(read) < before - 5
    ahead, fresh = planner.decide(longer, places), LocalPlanner(model).decide(longer, places)
    assert ahead.call == fresh.call
    # Processors with tiles for bfloat16 round by the shape of what is multiplied.
    assert dict(ahead.alternatives) == pytest.approx(dict(fresh.alternatives), abs=1e-3)


@pytest.mark.parametrize(
    ("holding", "left", "complete", "so"),
    [
        ("red block", ("red block in blue bowl",), True, True),
        ("red block", ("red block 2 in blue bowl",), True, False),
        ("red block", ("green block in blue bowl",), True, False),
        ("red block", ("red block in blue bowl",), False, False),
        ("red block", (), True, False),
        (None, ("red block in blue bowl",), True, False),
    ],
)
def test_nothing_is_done_while_the_hand_holds_what_is_to_go_elsewhere(holding, left, complete, so):
    events = [
        Started("put the red block in the blue bowl", "local", Observation(()), ""),
        Acted(1, Outcome(True, ""), Observation((), holding=holding)),
        Remaining(left, complete=complete),
    ]
    assert unfinished(events) is so
    assert not unfinished([*events, Started("stack the blocks", "local", Observation(()), "")])


def test_what_a_goal_read_in_full_is_not_about_is_not_taken():
    things = (
        thing("red", "block", 0.4, 0.2),
        thing("green", "block", 0.6, -0.3),
        thing("white", "block", 0.6, 0.3),
        thing("blue", "bowl", 0.4, -0.1),
    )
    events = [Started("put the red block in the blue bowl", "local", Observation(things), "")]
    all_ = calls("pick(red block)", "pick(green block)", "pick(white block)", "look()", "done()")

    def kept(*left, **more):
        return set(map(str, to_the_point([*events, Remaining(left, **more)], all_, Workspace())))

    told = {"pick(red block)", "look()", "done()"}
    assert kept("red block in blue bowl") == told
    # What stands where something is to go is in the way.
    assert kept("red block at top left corner") == told
    assert kept("red block at bottom right corner") == {*told, "pick(white block)"}
    for less in ({"complete": False}, {"obstacles": ("green block is on red block",)}):
        assert kept("red block in blue bowl", **less) == set(map(str, all_))


def test_what_is_in_the_hand_goes_where_it_is_wanted_if_it_can():
    seen = Observation((thing("red", "block", 0.4, 0.2),), holding="red block")
    acted = Acted(1, Outcome(True, ""), seen)
    offer = calls("place(in, blue bowl)", "place(at, middle)", "look()")
    wanted = [acted, Remaining(("red block in blue bowl",))]
    assert to_the_point(wanted, offer, Workspace()) == calls("place(in, blue bowl)", "look()")
    other = [acted, Remaining(("red block on white block",))]
    assert to_the_point(other, offer, Workspace()) == offer


def test_what_can_be_done_next_is_taken_first():
    seen = Observation(
        (
            thing("red", "block", 0.4, 0.2),
            thing("blue", "block", 0.5, 0.0),
            thing("green", "block", 0.6, -0.2),
        )
    )
    acted = Acted(1, Outcome(True, ""), seen)
    offer = calls("pick(red block)", "pick(blue block)", "pick(green block)", "look()")
    tower = [acted, Remaining(("red block on blue block", "blue block on green block"))]
    assert to_the_point(tower, offer, Workspace()) == calls(
        "pick(blue block)", "pick(green block)", "look()"
    )
    turned = [acted, Remaining(("red block turned to 62",))]
    turns = (*offer, *calls("rotate(red block, 45)", "rotate(red block, to 62)"))
    assert to_the_point(turned, turns, Workspace()) == calls("look()", "rotate(red block, to 62)")
