"""Goals that the rules cannot read: what the planner may say of them, and what is made of it."""

from agent.body import Body
from agent.events import Asked, Checked, Remaining, Understood
from agent.loop import Agent
from agent.planners.base import Restates
from agent.planners.expert import ExpertPlanner
from agent.planners.feedback import Feedback
from agent.planners.replay import ReplayPlanner
from agent.restating import CANNOT, END, UNCLEAR, answer, lines, question
from agent.robot import Workspace
from agent.spatial import PLACES
from agent.toy import ToyPerception
from agent.trace import understood_of
from agent.types import Fact, SkillCall

ODD = "the red block fancies a swim in the blue bowl"
IN_BOWL = Fact("in", "red block", "blue bowl")
MOVE = (SkillCall("pick", ("red block",)), SkillCall("place", ("in", "blue bowl")))
DONE = SkillCall("done")


def look(toy):
    return Body(toy, ToyPerception()).look()


def understanding(toy, facts, calls=(*MOVE, DONE), **kwargs):
    planner = ReplayPlanner(calls, [Understood(tuple(facts), 0.9)])
    return Agent(toy, ToyPerception(), planner, **kwargs)


def told(events):
    return [e.facts for e in events if isinstance(e, Remaining) and e.complete]


def test_what_was_understood_is_told_measured_and_never_called_verified(toy):
    events = list(understanding(toy, [IN_BOWL]).run(ODD))
    assert told(events) == [("red block in blue bowl",), ()]
    assert events[-1].verification == "unverified"
    assert "what was understood is so: red block in blue bowl" in events[-1].message


def test_a_claim_against_what_was_understood_is_contradicted(toy):
    events = list(understanding(toy, [IN_BOWL], [DONE], max_claims=1).run(ODD))
    (checked,) = (e for e in events if isinstance(e, Checked))
    assert checked.verification == "contradicted"


def test_what_the_rules_read_is_not_restated(toy):
    wrong = Fact("in", "green block", "blue bowl")
    events = list(understanding(toy, [wrong]).run("put the red block in the blue bowl"))
    assert understood_of(events) == []
    assert events[-1].verification == "verified"


def test_a_goal_that_stays_unclear_gets_no_list(toy):
    planner = ReplayPlanner([DONE], [Understood((), 0.8, UNCLEAR)])
    events = list(Agent(toy, ToyPerception(), planner).run(ODD))
    assert told(events) == []


def test_an_answer_is_restated_together_with_the_goal(toy):
    calls = [SkillCall("ask", ("Which bowl?",)), *MOVE, DONE]
    unclear = Understood((), 0.8, UNCLEAR)
    planner = ReplayPlanner(calls, [unclear, Understood((IN_BOWL,), 0.9)])
    agent = Agent(toy, ToyPerception(), planner, ask=lambda question: "the blue one, silly")
    events = list(agent.run("the red block fancies a swim"))
    kinds = [type(e) for e in events if isinstance(e, Asked | Understood)]
    assert kinds == [Understood, Asked, Understood]
    assert told(events)[0] == ("red block in blue bowl",)


def test_planners_that_cannot_restate_are_not_asked_to(toy):
    assert not isinstance(ExpertPlanner(), Restates)
    without = Feedback(ReplayPlanner([], [Understood((IN_BOWL,), 0.9)]), "success+scene")
    assert without.restate(ODD, look(toy), Workspace()) is None


def test_lines_are_all_that_could_be_wanted_and_nothing_else(toy):
    seen = look(toy)
    first = lines(seen, Workspace(), [])
    assert first["red block in blue bowl"] == IN_BOWL
    assert {"red block held hand", "red block at top side", UNCLEAR, CANNOT} <= set(first)
    assert END not in first
    assert not any(f and f.subject == f.target for f in first.values())
    later = lines(seen, Workspace(), [IN_BOWL])
    assert END in later
    assert not {UNCLEAR, CANNOT} & set(later)
    assert not any(f and f.subject == "red block" for f in later.values())


def test_what_is_so_already_is_not_wanted(toy):
    def places():
        found = lines(look(toy), Workspace(), [])
        return {f.target for f in found.values() if f and str(f).startswith("red block at")}

    assert len(places()) == len(PLACES) - 1


def test_the_question_holds_what_is_seen_what_was_wanted_before_and_what_was_answered(toy):
    chat = question("it too", look(toy), Workspace(), [IN_BOWL], ["the\ngreen one"])
    said = chat[1]["content"]
    assert said.startswith("Seen: ")
    assert said.endswith(
        "Before: red block in blue bowl.\nGoal: it too\nThe person says: the green one"
    )
    assert answer([IN_BOWL]) == "red block in blue bowl\nend"
    assert answer([]) == UNCLEAR
