"""The loop on the toy robot: what happens, what is said of it, what the next prompt shows."""

import pytest

from agent.errors import UsageError
from agent.events import Decided, exit_code
from agent.guard import Guard
from agent.loop import Agent
from agent.planners.expert import ExpertPlanner
from agent.planners.replay import ReplayPlanner
from agent.prompt import messages
from agent.toy import ToyPerception
from agent.types import SkillCall

TWO_STEPS = "put the red block in the blue bowl, then put the green block on the yellow block"


def calls(events):
    return [str(e.decision.call) for e in events if isinstance(e, Decided)]


def prompt_text(agent):
    return "\n".join(m["content"] for m in messages(agent.events, agent.body.workspace))


def replay(toy, *wanted, **kwargs):
    return Agent(toy, ToyPerception(), ReplayPlanner([SkillCall(*c) for c in wanted]), **kwargs)


def test_two_steps_are_carried_out_and_verified(toy):
    events = list(Agent(toy, ToyPerception(), ExpertPlanner()).run(TWO_STEPS))
    assert calls(events) == [
        "pick(red block)",
        "place(in, blue bowl)",
        "pick(green block)",
        "place(on, yellow block)",
        "done()",
    ]
    assert events[-1].verification == "verified"
    assert exit_code(events[-1]) == 0


def test_a_false_claim_is_contradicted_and_reaches_the_prompt(toy):
    agent = replay(toy, ("done",), max_claims=2)
    events = list(agent.run("put the red block in the blue bowl"))
    assert events[-1].verification == "contradicted"
    assert exit_code(events[-1]) == 1
    assert "contradicted: red block is not in blue bowl" in prompt_text(agent)


def test_an_outcome_and_what_changed_reach_the_prompt(toy):
    agent = replay(toy, ("pick", ("red block",)))
    list(agent.run("pick up the red block"))
    assert "ok: holding red block\nTo do: nothing." in prompt_text(agent)


def test_a_failure_and_its_reason_reach_the_prompt(toy):
    toy.grip = lambda width: setattr(toy, "width", width)
    agent = replay(toy, ("pick", ("red block",)))
    list(agent.run("pick up the red block"))
    assert "failed: missed red block" in prompt_text(agent)


def test_what_is_blocked_reaches_the_prompt_and_moves_nothing(toy):
    agent = replay(toy, ("place", ("in", "blue bowl")), max_claims=1)
    before = dict(toy.objects)
    list(agent.run("put the red block in the blue bowl"))
    assert "blocked: nothing is held" in prompt_text(agent)
    assert toy.objects == before


@pytest.mark.parametrize("skill", ["say", "ask", "cannot"])
def test_a_skill_of_words_without_any_is_blocked(toy, skill):
    agent = replay(toy, (skill,), ("done",), max_claims=1)
    list(agent.run("put the red block in the blue bowl"))
    assert f"blocked: {skill}" in prompt_text(agent)


def test_an_answer_reaches_the_prompt(toy):
    agent = replay(toy, ("ask", ("Which block?",)), ask=lambda question: "the red one")
    list(agent.run("put the red block or another in the blue bowl"))
    assert "The person says: the red one" in prompt_text(agent)


def test_an_object_that_somebody_took_away_reaches_the_prompt(toy):
    agent = replay(toy, ("pick", ("red block",)), ("place", ("in", "blue bowl")))
    stream = agent.run("put the red block in the blue bowl")
    for event in stream:
        if event.kind == "acted" and event.step == 1:
            del toy.objects["green block"]
    assert "green block is gone" in prompt_text(agent)


def test_a_second_goal_sees_the_first(toy):
    agent = Agent(toy, ToyPerception(), ExpertPlanner())
    list(agent.run("put the red block in the blue bowl"))
    list(agent.run("put the green block on the yellow block"))
    text = prompt_text(agent)
    assert text.index("put the red block") < text.index("put the green block")


def test_an_object_that_is_not_there_is_asked_about(toy):
    events = list(
        Agent(toy, ToyPerception(), ExpertPlanner()).run("put the pink block in the bowl")
    )
    assert events[-1].message.startswith("I see no pink block. I see: green block,")
    assert exit_code(events[-1]) == 3
    assert toy.held is None


def test_the_answer_takes_the_place_of_what_was_missing(toy):
    agent = Agent(toy, ToyPerception(), ExpertPlanner(), ask=lambda question: "the red one")
    events = list(agent.run("put the pink block in the blue bowl"))
    assert events[-1].verification == "verified"


def test_what_could_mean_several_things_is_asked_about_before_anything_moves(toy):
    asked = []

    def answer(question):
        asked.append(question)
        return "the green one"

    agent = Agent(toy, ToyPerception(), ExpertPlanner(), ask=answer)
    events = list(agent.run("put the block in the bowl"))
    assert asked == [
        "Which one do you mean by 'block': green block, red block or yellow block?",
    ]
    assert str(events[-1].message) == "green block in blue bowl"


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("the pink one", "I see no pink block. I see: "),
        ("x" * 600, "The goal has 626 characters; at most 500 are read."),
    ],
)
def test_answers_that_do_not_help_end_a_run(toy, answer, message):
    agent = Agent(toy, ToyPerception(), ExpertPlanner(), ask=lambda question: answer)
    events = list(agent.run("put the pink block in the bowl"))
    assert events[-1].ending == "no answer"
    assert events[-1].message.startswith(message)
    assert toy.moves == 0


def test_put_it_back_and_the_other_one_go_by_what_was_done(toy):
    del toy.objects["yellow block"]
    agent = Agent(toy, ToyPerception(), ExpertPlanner())
    start = toy.objects["red block"].position
    endings = [
        list(agent.run(goal))[-1].verification
        for goal in ("put the red block in the blue bowl", "now the other one", "put it back")
    ]
    assert endings == ["verified"] * 3
    list(agent.run("put the red block back"))
    assert toy.objects["red block"].position == pytest.approx(start, abs=0.03)


@pytest.mark.parametrize("goal", ["qwxz blorp fnord", "поставь красный кубик в миску"])
def test_nonsense_and_other_languages_are_answered_clearly(toy, goal):
    events = list(Agent(toy, ToyPerception(), ExpertPlanner()).run(goal))
    assert events[-1].message.startswith(f"I did not understand '{goal}'. Say in English")
    assert exit_code(events[-1]) == 3


@pytest.mark.parametrize(
    ("goal", "message"),
    [
        ("  ", "The goal is empty."),
        ("a" * 10_000, "The goal has 10000 characters; at most 500 are read."),
    ],
)
def test_a_goal_that_is_none_says_what_is_wrong(toy, goal, message):
    with pytest.raises(UsageError, match=message):
        list(Agent(toy, ToyPerception(), ExpertPlanner()).run(goal))


def test_a_forbidden_object_is_refused(toy):
    guard = Guard(forbidden=("red block",))
    events = list(Agent(toy, ToyPerception(), ExpertPlanner(), guard=guard).run(TWO_STEPS))
    assert exit_code(events[-1]) == 4
    assert events[-1].message == "red block must not be touched"


def test_a_stop_ends_the_run_but_not_the_conversation(toy):
    agent = Agent(toy, ToyPerception(), ExpertPlanner())
    for event in (stream := agent.run(TWO_STEPS)):
        if event.kind == "decided":
            toy.stop()
            break
    assert list(stream)[-1].ending == "stopped"
    assert list(agent.run("put the red block in the blue bowl"))[-1].verification == "verified"


def test_a_form_that_is_accepted_but_not_offered_is_carried_out(toy):
    agent = replay(toy, ("pick", ("red block",)), ("place", ("left of", "blue bowl", "a little")))
    events = list(agent.run("put the red block a little left of the blue bowl"))
    outcomes = [e.outcome.ok for e in events if e.kind == "acted"]
    assert outcomes[:2] == [True, True]


def test_a_short_correction_is_understood(toy):
    agent = Agent(toy, ToyPerception(), ExpertPlanner())
    list(agent.run("put the red block in the blue bowl"))
    events = list(agent.run("hmm, bottom side instead"))
    assert events[0].kind == "started"


def test_a_long_conversation_is_remembered_for_its_latest_goals(toy):
    agent = Agent(toy, ToyPerception(), ExpertPlanner())
    sizes = []
    for _ in range(60):
        list(agent.run("put the red block in the blue bowl"))
        list(agent.run("put the red block on the yellow block"))
        sizes.append(len(agent.events))
    assert max(sizes[20:]) <= max(sizes[10:20])
    assert list(agent.run("put it in the blue bowl"))[-1].verification == "verified"
