"""Things turned on the spot, alone or beside another wish."""

from __future__ import annotations

from agent.spatial import support_of
from agent.training.language.command import Command
from agent.training.language.forms import clause
from agent.training.language.refer import refer
from agent.training.language.single import fact, goal_of
from agent.training.language.splits import Phrases, one
from agent.training.language.table import Table
from agent.types import Fact
from agent.wishes.turning import is_seen, turned

TURN = Phrases(
    """turn {a} by {n} degrees|rotate {a} {n} degrees|rotate {a} by {n} degrees
    |turn {a} {n} degrees|give {a} a turn of {n} degrees|{a} should be turned by {n} degrees
    |I want {a} turned {n} degrees|please turn {a} {n} degrees|could you rotate {a} by {n} degrees
    |swing {a} round by {n} degrees""",
    val="spin {a} by {n} degrees|{a} needs a spin of {n} degrees",
    test="twist {a} through {n} degrees|let {a} be twisted {n} degrees",
)
WAY = Phrases(
    "counter-clockwise|to the left|", val="anticlockwise|", test="in the mathematical sense|"
)
BACK = Phrases("clockwise|to the right", val="clockwise, that is", test="as a clock turns")
DEGREES = (15, 30, 45, 60, 75, 90)


def turn(t: Table) -> Command:
    """One thing turned, at times with another one put somewhere."""
    degrees = one(DEGREES, t.rng)
    degrees = degrees if t.chance(0.6) else -degrees
    a = t.pick(o for o in t.movable if is_seen(o, degrees) and not support_of(o, t.seen))
    words = refer(a, t, t.movable)
    way = (WAY if degrees > 0 else BACK).pick(t.split, t.rng)
    text = TURN.pick(t.split, t.rng).format(a=words, n=abs(degrees))
    text = f"{text} {way}".strip()
    facts: tuple[Fact, ...] = (turned(a, degrees),)
    if t.chance(0.3):
        b = t.pick(o for o in t.movable if o.name != a.name)
        relation, target = goal_of(b, t, [o for o in t.objects if o.name != a.name])
        text += f" and {clause(refer(b, t, t.movable), t, relation, target)}"
        facts = (*facts, fact(relation, b, target))
    return Command(text, facts, structure="turned")
