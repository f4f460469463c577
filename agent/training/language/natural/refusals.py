"""What visitors ask for that cannot be done, with the reason to give."""

from __future__ import annotations

from agent.skills.grasp import faces
from agent.training.language.command import Command
from agent.training.language.impossible import UNKNOWN
from agent.training.language.natural.words import say, sentences
from agent.training.language.needs import absent
from agent.training.language.refusals import NO_SKILL_REASON, NOTHING_SUCH, OUT_OF_REACH
from agent.training.language.single import goal_of
from agent.training.language.table import WIDEST, Table, Unlucky

MISSING = sentences(
    """can you hand me the {x}?|take the {x} and put it behind {b}
    |where did you put the {x}? give it to me
    |pick up the {x}|grab the {x} please|I need the {x}, can you get it|move the {x} next to {b}
    |give me that {x} over there|put the {x} somewhere else|could you get me the {x}
    |put {b} next to the {x}|pass me the {x} quickly|the {x} please
    |take the {x} and put it on {b}|put {b} in front of the {x}""",
    often="pick up the {x}",
)
NO_SKILL = sentences(
    """can you make me a coffee?|get me a beer|juggle with the blocks|what's the time?
    |throw {a} at my colleague
    |can you dance?|tell me a story|do my homework|wipe the table|clean the table with a sponge
    |can you cut {a} in two?|break {a}|sing happy birthday|wave at us|give me a high five
    |shake my hand|can you draw something?|open the window|open the door for me
    |play rock paper scissors with me|balance {a} on your elbow|throw {a} up and catch it
    |how much does {a} weigh?|spin {a} around really fast|paint {a} black|fold my shirt
    |bring me the newspaper from outside|play chess with me|tie my shoes|turn off the lights
    |take a selfie with us"""
)
BEYOND = sentences(
    """throw {a} on the floor|put {a} on the floor|hide {a} down there under the table
    |put {a} on my chair
    |take {a} to the other room|put {a} on the shelf|put {a} in my pocket
    |bring {a} over to the door|put {a} on the other table over there
    |drop {a} off the edge of the table|carry {a} to the kitchen|put {a} behind you, off the table
    |put {a} on the windowsill|throw {a} out of the window|put {a} on top of the cupboard""",
    often="put {a} on the floor",
)
REACH = sentences(
    """can you get {a}?|pick up {a}, it's far away I know|put {a} {at}|try to reach {a}
    |bring {a} {to}|reach over and grab {a}|get {a} and put it {at}|move {a} closer to us, {to}""",
    often="put {a} {at}",
)


def refused(text: str, reason: str, tag: str) -> Command:
    """Return a goal that is to be refused."""
    return Command(text, refuse=reason, structure=f"natural-no-{tag}")


def missing(t: Table) -> Command:
    """A thing that is not there: one that no table has, or one of another colour."""
    x = UNKNOWN.pick(t.split, t.rng) if t.chance(0.6) else absent(t)
    return refused(say(MISSING, t, {"b": t.pick(t.movable)}, x=x), NOTHING_SUCH, "such-thing")


def no_skill(t: Table) -> Command:
    """What two fingers cannot do."""
    return refused(say(NO_SKILL, t, {"a": t.pick(t.movable)}), NO_SKILL_REASON, "skill")


def beyond(t: Table) -> Command:
    """To where no arm reaches."""
    return refused(say(BEYOND, t, {"a": t.pick(t.movable)}), OUT_OF_REACH, "reach")


def too_far(t: Table) -> Command:
    """What stands too far away."""
    a = t.pick(o for o in t.objects if o not in t.inside)
    if min(w for _, w in faces(a)) > WIDEST:
        raise Unlucky
    relation, target = goal_of(a, t)
    text = say(REACH, t, {"a": a}, [(relation, target)])
    return refused(text, f"{a.name} is out of reach", "reach")
