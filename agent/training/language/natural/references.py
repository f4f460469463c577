"""Things that are told by where they are, what is nearest, what is in or on what, what is big."""

from __future__ import annotations

import itertools

from agent.spatial import gap, is_in, is_on
from agent.training.language.command import Command
from agent.training.language.natural.words import say, sentences
from agent.training.language.refer import CLEAR, known_as, peers
from agent.training.language.single import fact, goal_of
from agent.training.language.splits import Phrases, one
from agent.training.language.table import Table, Unlucky
from agent.types import ObjectState

MOST = sentences(
    """put the {side}most {ak} {at}|{side}most {ak} {at}|take the {side}most {ak} and put it {at}
    |grab the {ak} that's {side}most and put it {at}|can you put the {side}most {ak} {at}?
    |the {ak} all the way on the {side} goes {at}|move the {side}most {ak} {to}
    |put the first {ak} from the {side} {at}|the {side}most {ak}, put that one {at}
    |pick the {ak} that is most on the {side} and put it {at}
    |which {ak} is the {side}most? put it {at}|I want the {side}most {ak} {at} please
    |look at the {side}most {ak}. it should go {at}
    |{at} is where the {side}most {ak} should be|by the end the {side}most {ak} should be {at}
    |it is the {side}most {ak} and no other that I want {at}|how about the {side}most {ak} {at}
    |mind putting the {side}most {ak} {at}?|time for the {side}most {ak} to go {to}
    |go ahead and stick the {side}most {ak} {at}|the {ak} at the very {side} belongs {at}
    |whichever {ak} is {side}most, I want it {at}
    |whatever {ak} you find first coming from the {side}, put it {at}
    |counting from the {side}, {ak} number one goes {at}
    |start at the {side}. the first {ak} you meet goes {at}
    |see the {ak} at the {side} end? bring it {to}
    |no other {ak} is further to the {side} than the one I want {at}|{ak}, {side}most: {at}
    |{side}most {ak} -> {at}|the {ak} on the extreme {side} has to be {at}
    |the outermost {ak} on the {side} is to be put {at}
    |could the {side}most {ak} be moved {to} please|what I want {at} is the {side}most {ak}
    |the {ak} I mean is the {side}most one, it should be {at}
    |hmm, the {side}most one, the {ak} I mean. {to} with it
    |please you take {ak} most to {side} and put {at}|pls {side}most {ak} {at} thx
    |look from the {side}: the {ak} that comes first belongs {at}
    |I would rather see the {side}most {ak} {at}|make it so that the {ak} now {side}most is {at}
    |carry the {ak} at the {side} end {to}
    |would you be so kind as to place the {side}most {ak} {at}
    |do you know which {ak} is {side}most? I'd like that one {at}
    |nothing but the {side}most {ak}: {at}|any chance of getting the {side}most {ak} {at}""",
    often="put the {side}most {ak} {at}",
)
SECOND = sentences(
    """put the second {ak} from the {side} {at}|second {ak} from the {side} {at}
    |take the second {ak} from the {side} and put it {at}
    |count from the {side}: the second {ak} goes {at}|move the 2nd {ak} from the {side} {to}
    |the {ak} that's second from the {side} should be {at}
    |not the {side}most {ak} but the one after it, put it {at}
    |could you take the second {ak} from the {side}? It goes {at}
    |{ak} number two from the {side} goes {at}|number 2 from the {side}, that {ak} belongs {at}
    |the {ak} after the {side}most one should be {at}
    |skip the {side}most {ak}, take the next one and put it {at}
    |leave the {side}most {ak}, the one that follows goes {at}
    |from the {side}: one, two. that second {ak} goes {at}
    |starting at the {side}, ignore the first {ak} and move the next {to}
    |it's the second {ak} from the {side} I want {at}
    |{at} I want the second {ak} from the {side}
    |by the end the second {ak} from the {side} should be {at}
    |what I'd like {at} is the second {ak} counted from the {side}
    |only one {ak} is further to the {side} than the one I want {at}|2nd {ak} from {side}: {at}
    |how about the second {ak} from the {side}, {at}
    |could you get the second {ak} from the {side} {to}
    |coming from the {side}, the first {ak} stays, the second goes {at}
    |mind moving the second {ak} from the {side} {to}?
    |go ahead and park the second {ak} from the {side} {at}
    |please you take {ak} two from {side} and put {at}
    |so not the first but the second {ak} from the {side}, {to} with it
    |which {ak} is second from the {side}? that one should be {at}""",
    often="put the second {ak} from the {side} {at}",
)
NEAREST = sentences(
    """put the {ak} nearest to {m} {at}|put the {ak} closest to {m} {at}
    |take the {ak} next to {m} - the closest one - and put it {at}
    |which {ak} is closest to {m}? put it {at}|the {ak} that's closest to {m} goes {at}
    |find the {ak} nearest to {m} and put it {at}
    |{ak} nearest {m_}: {at}|I mean the {ak} closest to {m}, it should be {at}
    |can you take the {ak} that is nearest to {m} and put it {at}
    |look which {ak} is nearest to {m} and move it {to}
    |the nearest {ak} to {m} please, {at}
    |{at} is where the {ak} closest to {m} should be
    |by the end the {ak} nearest to {m} should be {at}
    |it's the {ak} closest to {m} that I want {at}
    |starting from {m}, the first {ak} you reach goes {at}
    |measure from {m}: the closest {ak} goes {at}
    |whichever {ak} is nearest to {m}, I'd like it {at}
    |no {ak} is closer to {m} than the one I want {at}
    |the {ak} with the shortest way to {m} should be {at}
    |how about the {ak} closest to {m}, {at}?|mind moving the {ak} nearest to {m} {to}?
    |some {ak} is closest to {m}. park it {at}
    |look around {m}. take the nearest {ak} and leave it {at}
    |do you see {m}? the {ak} nearest to it is to be put {at}
    |there's {m}, and there's the {ak} closest to it. that {ak} goes {at}
    |closest {ak} to {m_}: {at}|the {ak} that {m} has as its nearest neighbour goes {at}
    |what I want {at} is the {ak} nearest to {m}|could the {ak} closest to {m} be brought {to}?
    |please you take the {ak} most near to {m} and put it {at}|pls put closest {ak} to {m_} {at}
    |go ahead and carry the {ak} nearest to {m} {to}
    |just any {ak}? no, the one nearest to {m}. put it {at}
    |that {ak} near {m}, the closest one I mean, should be {at}
    |who's closest to {m}? that {ak} goes {at}|time for the {ak} nearest to {m} to be {at}""",
    often="put the {ak} closest to {m} {at}",
)
INSIDE = sentences(
    """put what's in {m} {at}|take the {ak} out of {m} and put it {at}|the one in {m} goes {at}
    |put the {ak} that is in {m} {at}|whatever is in {m}, put it {at}
    |there's a {ak} in {m}. Put it {at}|what's in {m} should be {at}
    |move the thing in {m} {to}|can you get the {ak} out of {m} and put it {at}?
    |{ak} from {m_} {to}|see what's in {m}? I want it {at}|get it out of {m}, and put it {at}
    |somebody put a {ak} in {m}, it belongs {at}
    |{at} is where the contents of {m} should be|the contents of {m} go {at}
    |what is inside {m} belongs {at}|by the end what's in {m} now should be {at}
    |it's the {ak} in {m} that I want {at}|free the {ak} from {m} and put it {at}
    |rescue the {ak} from {m}, it's safe {at}|fish the {ak} out of {m} and drop it {at}
    |pull it out of {m}, the {ak} I mean, and put it {at}|dig out what's in {m} and place it {at}
    |reach into {m}, take what's there and put it {at}
    |look into {m}. the {ak} you find there goes {at}|what about the {ak} in {m}? I see it {at}
    |mind taking the {ak} out of {m}? I want it {at}
    |time for the {ak} to leave {m}. {at} is its new place
    |{m} should be empty and the {ak} that is in it {at}|I want {m} empty. the {ak} goes {at}
    |empty {m}, the thing in it should be {at}|something is lying in {m}. I want it {at}
    |you'll find something in {m}, bring it {to}|what do we have in {m}? ah yes. {to} with it
    |the {ak} that's sitting in {m} has to be moved {to}|the {ak} inside {m} is to be put {at}
    |could the contents of {m} be moved {to}|contents of {m_}: {at}|{ak} out of {m_}, then {to}
    |move what {m} contains {to}|the thing that {m} holds should be {at}
    |it shouldn't be in {m}, it should be {at}, the {ak} I mean
    |please you take out {ak} of {m} and put it {at}|pls get whats in {m} {to}
    |unload {m}, the {ak} goes {at}|take out whatever somebody left in {m} and park it {at}
    |only what's in {m} has to be moved, it goes {at}|who put the {ak} in {m}? it should be {at}
    |{m} is no place for the {ak}, {at} would be better""",
    often="take the {ak} out of {m} and put it {at}",
)
ATOP = sentences(
    """take what's on top of {m} and put it {at}|put the {ak} that is on {m} {at}
    |the one on top of {m} goes {at}|take the {ak} off {m} and put it {at}
    |get the {ak} down from {m}, it goes {at}|what's on {m} should be {at}
    |there is a {ak} on {m}, move it {to}|unstack {m}: put the one on it {at}
    |the {ak} sitting on {m} belongs {at}|{m} has something on it. I want that {at}
    |{m} should have nothing on it, put the {ak} {at}|free {m}: the {ak} on it goes {at}
    |it's the {ak} on top of {m} that I want {at}
    |once you are done, the {ak} that is on {m} should be {at}
    |{at} is where the {ak} on {m} should be
    |lift the {ak} off {m} and set it down {at}
    |remove the {ak} from the top of {m} and park it {at}|how about the {ak} on {m}, {at}?
    |mind taking the {ak} down from {m}? {to} with it|whatever stands on {m} goes {at}
    |whatever is on top of {m}, bring it {to}|relieve {m} of its load, which goes {at}
    |what {m} carries should be {at}|see what's standing on {m}? move it {to}
    |the thing on {m} is to be put {at}|could what is on {m} be moved {to}?
    |{ak} off {m_}, then {to}|time for the {ak} to climb down from {m}. put it {at}
    |take the tower apart: what's on {m} goes {at}
    |please you take {ak} from top of {m} and put {at}|who put the {ak} on {m}? I want it {at}""",
    often="take the {ak} off {m} and put it {at}",
)
BIG = sentences(
    """put the biggest {ak} {at}|move the big {ak} {to}|take the largest {ak} and put it {at}
    |the bigger {ak} goes {at}|biggest {ak} {at}|can you lift the big {ak}? put it {at}
    |which {ak} is bigger? that one goes {at}
    |{at} is where the biggest {ak} should be|the big {ak} is the one I want {at}
    |by the end the largest {ak} should be {at}|the {ak} that takes up the most room goes {at}
    |no {ak} is bigger than the one I want {at}|compare them: the larger {ak} goes {at}
    |how about the big {ak}, {at}?|mind carrying the big {ak} {to}?
    |whichever {ak} is the largest, put it {at}|the large {ak}, not the small one, should be {at}
    |may the largest {ak} please be moved {to}|max size {ak}: {at}
    |wow that {ak} is huge, the big one, put it {at}
    |please you take the more big {ak} and put it {at}|time to move the biggest {ak} {to}
    |the giant {ak} wants to be {at}|show me the large {ak} {at}""",
    often="put the biggest {ak} {at}",
)
SMALL = sentences(
    """put the smallest {ak} {at}|move the small {ak} {to}|the smaller {ak} goes {at}
    |take the small {ak} and put it {at}|smallest {ak} {at}|can you grab the small {ak}? put it {at}
    |the little {ak} should be {at}
    |{at}, that's where I want the smallest {ak}|what I want {at} is the small {ak}
    |the tiny {ak} goes {at}|the tiniest {ak} should be {at}
    |which {ak} is the smallest? bring it {to}|that cute little {ak}, can it be {at}?
    |put the baby {ak} {at}|the {ak} that takes up the least room belongs {at}
    |no {ak} is smaller than the one I want {at}|the smallest {ak} is to be put {at}
    |leave the big {ak}, the small one goes {at}|min size {ak}: {at}
    |mind bringing the little {ak} {to}?|please the more small {ak} {at}
    |any chance to get the small {ak} {to}|look for the smallest {ak} and leave it {at}
    |make it so that the smallest {ak} is {at}""",
    often="put the smallest {ak} {at}",
)
ONLY = sentences(
    """put the only {ak} {at}|there's only one {ak}, put it {at}|the one {ak} we have goes {at}
    |there is just one {ak} here. it should be {at}|we have a single {ak}, I want it {at}
    |the {ak} goes {at}|can you put the {ak} {at}?|I see one {ak} and no other. bring it {to}
    |{ak} {at} please, there is just the one
    |is there another {ak}? no. ok, this one goes {at}
    |it's the only {ak}, you can't go wrong: {to} with it|the sole {ak} is to be placed {at}
    |by the end our only {ak} should be {at}
    |you know the {ak}, there's just one, I'd like it {at}""",
    often="put the only {ak} {at}",
)
LOOSE = sentences(
    """put the {ak} that isn't in anything {at}|the {ak} that is still on the table goes {at}
    |take the loose {ak} and put it {at}|one {ak} isn't in anything yet, put it {at}
    |the {ak} lying free should be {at}|the {ak} that nobody has put into anything goes {at}
    |which {ak} is not inside something? I'd like it {at}
    |the only {ak} that is not in something belongs {at}
    |move the {ak} that stands directly on the table {to}
    |the last {ak} out on the table goes {at}
    |don't take any {ak} out, take the free one and put it {at}|{ak} not in anything: {at}
    |not what has been put away already, but the {ak} still out here, should be {at}
    |by the end the {ak} that is now in nothing should be {at}""",
    often="put the {ak} that isn't in anything {at}",
)
AXES = {"left": (1, 1), "right": (1, -1), "top": (0, 1), "bottom": (0, -1)}


def told(form: Phrases, a: ObjectState, t: Table, tag: str, **marks: ObjectState) -> Command:
    """Return a wish about a thing that the form's own words tell."""
    relation, target = goal_of(a, t)
    own = {"side": t.tags[-1]} if form in (MOST, SECOND) else {}
    text = say(form, t, {"a": a, **marks}, [(relation, target)], **own)
    return Command(text, (fact(relation, a, target),), structure=f"natural-{tag}")


def ordinal(t: Table) -> Command:
    """The leftmost, or the second from the left, of its kind."""
    a = t.pick(t.movable)
    side = one(("left", "right", "left", "right", "top", "bottom"), t.rng)
    axis, sign = AXES[side]
    ranked = sorted([a, *peers(a, t)], key=lambda o: sign * o.position[axis])
    spots = [sign * o.position[axis] for o in ranked]
    if len(ranked) < 2 or min(b - a for a, b in itertools.pairwise(spots)) < CLEAR:
        raise Unlucky
    rank = ranked.index(a)
    if rank > 1 or (rank == 1 and len(ranked) < 3):
        raise Unlucky
    t.tags.append(side)
    return told((MOST, SECOND)[rank], a, t, ("ordinal-first", "ordinal-second")[rank])


def nearest(t: Table) -> Command:
    """The one of its kind that is closest to another thing."""
    a = t.pick(t.movable)
    others = peers(a, t)
    m = t.pick(o for o in t.objects if o is not a and o not in others)
    if not others or gap(a, m) > min(gap(o, m) for o in others) - CLEAR or not known_as(m, t):
        raise Unlucky
    return told(NEAREST, a, t, "nearest", m=m)


def inside(t: Table) -> Command:
    """What is alone in a hollow thing."""
    m = t.pick(o for o in t.hollow if len(t.contents(o)) == 1)
    a = t.pick(o for o in t.movable if is_in(o, m))
    return told(INSIDE, a, t, "what-is-in", m=m)


def atop(t: Table) -> Command:
    """What is on top of another thing."""
    a = t.pick(o for o in t.movable if any(is_on(o, b) for b in t.objects))
    m = t.pick(b for b in t.objects if is_on(a, b))
    return told(ATOP, a, t, "what-is-on", m=m)


def sized(t: Table) -> Command:
    """The biggest or the smallest of its kind."""
    a = t.pick(o for o in t.movable if peers(o, t))
    sizes = [max(o.size) for o in peers(a, t)]
    big, small = max(a.size) > max(sizes) * 1.2, max(a.size) < min(sizes) / 1.2
    if not (big or small):
        raise Unlucky
    return told(BIG if big else SMALL, a, t, "size")


def only(t: Table) -> Command:
    """The only one of its kind."""
    a = t.pick(o for o in t.movable if not peers(o, t))
    return told(ONLY, a, t, "only")


def loose(t: Table) -> Command:
    """The only one of its kind that is in nothing: it stands on the table."""
    a = t.pick(o for o in t.movable if peers(o, t) and all(t.lies_in(b) for b in peers(o, t)))
    if t.lies_in(a) or any(is_on(a, b) for b in t.objects):
        raise Unlucky
    return told(LOOSE, a, t, "loose")
