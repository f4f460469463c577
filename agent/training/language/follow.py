"""Goals that need what was said before: it, the other one, the same, back."""

from __future__ import annotations

import math
from collections.abc import Callable

from agent.goals import Context, go_back
from agent.spatial import SAME_SPOT
from agent.training.language import verbs
from agent.training.language.command import Command
from agent.training.language.forms import Target
from agent.training.language.refer import known_as, refer, spot
from agent.training.language.single import fact, goal_of
from agent.training.language.splits import Phrases, one
from agent.training.language.table import Table, Unlucky
from agent.types import Fact, ObjectState

BACK = Phrases(
    """put {it} back|put {it} back where it was|{put} {it} back|now put {it} back
    |put {it} back again, please|return {it}|return {it} to where it was|undo that
    |take that back|move {it} back to its old place|{it} should go back|back with {it}
    |bring {it} back to where it came from|no, put {it} back|restore {it} to its former spot
    |and now back again with {it}|put {it} where it was before|{put} {it} where you got it from
    |I want {it} back where it was|sorry, put {it} back|that was wrong, put {it} back
    |reverse that|undo the last move|changed my mind, put {it} back|{it} was better where it was
    |let {it} go back to its original place|send {it} back|to its old spot with {it}
    |where it was is where {it} belongs|please get {it} back to the old spot
    |could you put {it} back?|would you return {it}?|can {it} go back?|back to start with {it}
    |make it as it was before|{it} has to go back to the old position
    |{put} {it} back in its previous place|as you were: {it} back""",
    often="put {it} back|put {it} back where it was",
)
THEM_BACK = Phrases(
    """put them back|put them all back|put them back where they were|now put them back
    |return them to where they were|bring them back to their old places|they should go back
    |all of them back, please|put all of that back|could you put them back?|undo all that
    |move them back|they all belong back where they were|please get them back to the old spots
    |restore them to their former spots|and now all back again|everything back as it was""",
    often="put them back",
)
AGAIN = Phrases(
    """now {b}|now {b} too|{b} as well|and {b}|do the same with {b}|same for {b}|same with {b}
    |and {b} too|{b} too|also {b}|next {b}|then {b}|now the same with {b}|the same for {b}
    |repeat that with {b}|repeat it for {b}|likewise with {b}|{put} {b} there too
    |{put} {b} there as well|{b} goes there too|now do {b}|how about {b} now?|and now {b}
    |{b} next|{put} {b} in the same place|{b} belongs there as well|ditto for {b}
    |once more, this time with {b}|{b} should join it|can you do that with {b} too?
    |could you do the same for {b}?|what about {b}? same thing|let {b} follow|add {b}
    |{b} likewise|I want {b} there too|{b} in the same way|please also {b}|then also {b}
    |{b} should go to the same spot|and please {b} too|{put} {b} where you put that one
    |take {b} there too|let's do the same thing with {b}|one more: {b}
    |the same again but with {b}""",
    often="now {b}|same with {b}|and {b}",
)
IT = Phrases(
    """now {put} it {at}|then {put} it {at}|{put} it {at}|now {put} it {at} instead
    |{put} it {at} instead|{at} instead|no, {at}|no, {at} instead|actually, {at}
    |no wait, {put} it {at}|actually {put} it {at}|it should go {at}|now {at}|I meant {at}
    |sorry, I meant {at}|and now {put} it {at}|next {put} it {at}|make that {at}|it belongs {at}
    |I want it {at}|hmm, better {at}|on second thought, {put} it {at}
    |could you {put} it {at} now?|can you {put} it {at}?|rather {at}|please {put} it {at}
    |{put} that one {at}|{put} that {at}|ok, now {put} that {at}|it would be better {at}
    |from there {at}|not there, {at}|wrong place. {put} it {at}|it needs to be {at}
    |after that {put} it {at}|well, then {put} it {at}|the same one goes {at} now
    |{put} the same thing {at}|take it again and {put} it {at}|let's have it {at}
    |then it goes {at}|well done. now {put} it {at}|good. {put} it {at}
    |great, and now {put} it {at}|move on: {put} it {at}|it can go {at} now""",
    often="now {put} it {at}|{put} it {at} instead|no, {at}",
)
OTHER = Phrases(
    """the other one|the other block|the other cube|the second one|the remaining one
    |the one that is left|the other|the block that is left over|its companion|the last one
    |the remaining block|the leftover block""",
    often="the other one",
)
REST = Phrases(
    """now the others|the others too|and all the others|the rest as well|the rest too
    |now all the rest|same with the rest|do the same with the others|and the remaining blocks
    |put the others there as well|now the remaining ones|the other blocks too
    |and the rest of the blocks|now do the rest|all the others should go there too
    |the rest likewise|finish with the other blocks|same for all the other blocks
    |everything else goes there too|continue with the others"""
)
HOLD_IT = Phrases(
    """now pick it up|pick it up again|take it again|now take it|grab it once more
    |lift it up again|hold it|now hold it|get it back in your hand|take it back in your hand
    |now lift it|pick that one up|pick it up and hold it"""
)
NOT_IT = Phrases(
    """no, {b}|not that one, {b}|I meant {b}|no, I meant {b}|sorry, {b} instead|{b} instead
    |rather {b}|wrong one: {b}|I was talking about {b}|no no, {b}|oops, I meant {b}|not it, {b}
    |actually {b}|it should have been {b}|make that {b}"""
)
"""Another thing instead; what was moved stays where it is."""


def last_of(context: Context, t: Table) -> ObjectState:
    """Return what was spoken of last, if it was one thing and the hand can move it."""
    if len(context.facts) > 1 and len({f.target for f in context.facts}) == 1:
        raise Unlucky
    last = t.get(context.facts[-1].subject)
    if last not in t.movable and context.facts[-1].relation != "held":
        raise Unlucky
    return last


def back(t: Table, context: Context) -> Command:
    """What was moved goes back."""
    last = last_of(context, t)
    was = context.before.get(last.name)
    if was is None or context.facts[-1].relation == "held":
        raise Unlucky
    if math.dist(was[:2], last.position[:2]) < 2 * SAME_SPOT or not t.workspace.contains(
        *was[:2], 0.015
    ):
        raise Unlucky
    other = [o for o in t.objects if o is not last]
    if any(math.dist(was[:2], o.position[:2]) < max(o.size[:2]) / 2 + 0.07 for o in other):
        raise Unlucky
    it = one(("it", "it", "that", "that one", known_as(last, t) or "it"), t.rng)
    text = BACK.pick(t.split, t.rng).format(it=it, put=verbs.PUT.pick(t.split, t.rng))
    return Command(text, (go_back(last.name, context),), structure="follow-back")


def all_back(t: Table, context: Context) -> Command:
    """All that was moved to one place goes back."""
    names = [f.subject for f in context.facts]
    spots = [context.before.get(name) for name in names]
    one_place = len(names) > 1 and len({f.target for f in context.facts}) == 1
    if not one_place or context.facts[0].relation == "back":
        raise Unlucky
    others = [o for o in t.objects if o.name not in names]
    for name, was in zip(names, spots, strict=True):
        if was is None or t.get(name) not in t.movable:
            raise Unlucky
        if math.dist(was[:2], t.get(name).position[:2]) < 2 * SAME_SPOT:
            raise Unlucky
        near = (math.dist(was[:2], o.position[:2]) - max(o.size[:2]) / 2 for o in others)
        if min(near, default=1.0) < 0.07 or not t.workspace.contains(*was[:2], 0.015):
            raise Unlucky
    facts = tuple(go_back(name, context) for name in names)
    return Command(THEM_BACK.pick(t.split, t.rng), facts, structure="follow-back-all")


def moved_again(t: Table, context: Context) -> Command:
    """It goes somewhere else."""
    last = last_of(context, t)
    relation, target = goal_of(last, t)
    form = IT.pick(t.split, t.rng)
    text = form.format(put=verbs.PUT.pick(t.split, t.rng), at=spot(relation, target, t))
    return Command(text, (fact(relation, last, target),), structure="follow-it")


def same(t: Table, context: Context) -> Command:
    """Another thing goes to the same place."""
    relation, target, b = another(t, context)
    alone = [o for o in t.movable if o.kind == b.kind and o.name not in said(context)]
    words = refer(b, t, t.movable)
    structure = "follow-same"
    if alone == [b] and t.chance(0.7):
        words, structure = OTHER.pick(t.split, t.rng), "follow-other"
    put = verbs.PUT.pick(t.split, t.rng)
    text = AGAIN.pick(t.split, t.rng).format(b=words, put=put)
    return Command(text, (fact(relation, b, target),), structure=structure)


def instead(t: Table, context: Context) -> Command:
    """Another thing was meant."""
    relation, target, b = another(t, context)
    text = NOT_IT.pick(t.split, t.rng).format(b=refer(b, t, t.movable))
    return Command(text, (fact(relation, b, target),), structure="follow-instead")


def said(context: Context) -> set[str]:
    """Return what was spoken of in the last goal."""
    return {f.subject for f in context.facts} | {f.target for f in context.facts}


def another(t: Table, context: Context) -> tuple[str, Target, ObjectState]:
    """Return the last wish for another thing, if it can be done."""
    last = context.facts[-1]
    if last.relation not in ("in", "at"):
        raise Unlucky
    b = t.pick(o for o in t.movable if o.name not in said(context))
    target: Target = last.target if last.relation == "at" else t.get(last.target)
    free = t.room(target, [b]) if isinstance(target, str) else t.fits(b, "in", target)
    if not free or t.holds(Fact(last.relation, b.name, last.target)):
        raise Unlucky
    return last.relation, target, b


def rest(t: Table, context: Context) -> Command:
    """All the other blocks go to the same place."""
    last = context.facts[-1]
    them = [b for b in t.free_blocks() if b.name not in said(context)]
    if len(them) < 2 or last.relation not in ("in", "at"):
        raise Unlucky
    if last.relation == "at" and not t.room(last.target, them):
        raise Unlucky
    if last.relation == "in":
        bowl = t.get(last.target)
        if bowl.kind == "cup" or not all(t.fits(b, "in", bowl) for b in them):
            raise Unlucky
    facts = t.open(Fact(last.relation, b.name, last.target) for b in them)
    return Command(REST.pick(t.split, t.rng), facts, structure="follow-rest")


def hold_it(t: Table, context: Context) -> Command:
    """It is to be held."""
    last = last_of(context, t)
    if context.facts[-1].relation == "held":
        raise Unlucky
    text = HOLD_IT.pick(t.split, t.rng)
    return Command(text, (Fact("held", last.name, "hand"),), structure="follow-hold")


MAKERS: tuple[tuple[Callable[[Table, Context], Command], float], ...] = (
    (back, 0.20),
    (all_back, 0.20),
    (moved_again, 0.14),
    (same, 0.38),
    (instead, 0.12),
    (rest, 0.14),
    (hold_it, 0.02),
)
"""With how often each is tried."""
