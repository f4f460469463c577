"""What is to be done depends on what is on the table."""

from __future__ import annotations

from agent.training.language.command import Command
from agent.training.language.natural.words import say, sentences
from agent.training.language.needs import a_, absent, decided
from agent.training.language.refer import known_as
from agent.training.language.single import fact, goal_of
from agent.training.language.table import Table, Unlucky
from agent.types import Fact, ObjectState

IF_ELSE = sentences(
    """if there is {x}, put {a} {at}, otherwise put {b} {at2}
    |is there {x}? then {a} {at}. if not, {b} {at2}|{a} {at} if you see {x}, else {b} {at2}
    |do you see {x}? Yes: {a} {at}. No: {b} {at2}
    |look around for {x}. If you find it {a} goes {at}, if you don't {b} goes {at2}
    |if {x} is on the table I want {a} {at}, if it isn't I want {b} {at2}
    |depending on whether there is {x}: with it, {a} {at}; without it, {b} {at2}
    |provided there's {x} here, {a} should be {at}. Otherwise {b} should be {at2}
    |I can't see if there's {x}. If so, move {a} {to}. If not, move {b} {to2}
    |put {b} {at2}, unless there's {x}, in that case put {a} {at} instead
    |should {x} be here, {a} {at}; should there be none, {b} {at2}
    |{x} on the table? {a} {at}! No {n}? {b} {at2}!
    |in case of {x} {a} {at}, in case of no {n} {b} {at2}
    |suppose there is {x}, then {a} goes {at}. Suppose there isn't, then {b} goes {at2}
    |check for {x} please. Found? {a} {at}. Not found? {b} {at2}
    |could you put {a} {at} if there's {x}, or {b} {at2} if there's no {n}?
    |when you can see {x} then put {a} {at}, and when you can't then {b} {at2}
    |either there is {x}, and you put {a} {at}, or there is none, and you put {b} {at2}
    |I think there was {x}. If I'm right, {a} {at}. If I'm wrong, {b} {at2}
    |no {n}? {b} {at2}. But if there is one, {a} {at}|if {x} exists: {a_} {at} else: {b_} {at2}
    |it depends. With {x} around, {a} is to go {at}. With none around, {b} is to go {at2}
    |only if there's no {n}, {b} goes {at2}. If there is, it's {a} that goes, {at}
    |please look is there {x}, yes then {a} {at}, no then {b} {at2}
    |my friend says there is {x}. If that's true, {a} {at}; if he's lying, {b} {at2}""",
    often="if there is {x}, put {a} {at}, otherwise put {b} {at2}",
)
IF_IT = sentences(
    """if there is {x}, put it {at}, otherwise {b} {at2}
    |is there {x}? put it {at}. if not, {b} {at2}
    |do you see {x}? Then it goes {at}. No? Then {b} goes {at2}
    |{x}, if you have one, goes {at}, else {b} {at2}
    |find {x} and put it {at}; if there is none, {b} {at2}
    |if you can find {x}, bring it {to}, and if you can't, bring {b} {to2}
    |I'd like {x} {at}. Should there be none, then {b} {at2} instead
    |look for {x}. There? {at} with it. Not there? {b} {at2}
    |in case there's {x}, it should be {at}. In case there isn't, {b} should be {at2}
    |put {x} {at} if there is one, and if there isn't put {b} {at2}
    |have we got {x}? if we have, set it {at}, if we haven't, set {b} {at2}
    |got {x}? {at}. none? {b} {at2}|{x} would be nice {at}. if there's no such thing, {b} {at2}
    |provided you spot {x}, move it {to}; failing that, {b} {to2}
    |could you check for {x}? If there's one it goes {at}, otherwise do {b}, {at2}
    |let's put {x} {at}, or, if we have none, {b} {at2}
    |if {x} is there it goes {at} else {b} {at2}
    |is {x} here? i hope so, put it {at}. when not, put {b} {at2}""",
    often="if there is {x}, put it {at}, otherwise {b} {at2}",
)
WHEN = sentences(
    """if there is {x}, put {a} {at}|is there {x}? then put {a} {at}|{a} {at} if you see {x}
    |do you see {x}? If so, {a} goes {at}
    |I can't see from here, but if there's {x} then {a} {at}
    |in case you have {x} there, move {a} {to}|check if there's {x}. If there is, {a} {at}
    |as long as there's {x} on the table, {a} should be {at}
    |provided that {x} is among the things, {a} {at}|with {x} on the table, {a} goes {at}
    |{x}? if yes: {a} {at}|should you spot {x}, would you put {a} {at}?
    |only if there's {x}, {a} goes {at}|seeing that there is {x}, {a} {at} please
    |there is {x}, isn't there? Then {a} {at}|suppose {x} is here. in that case {a} {at}""",
    often="if there is {x}, put {a} {at}",
)
UNLESS = sentences(
    """if there is no {n}, put {a} {at}|no {n} here? then {a} {at}|{a} {at} unless there's {x}
    |unless you see {x}, {a} goes {at}|I don't think there's {x}. If there is none, {a} {at}
    |is {x} missing? Then put {a} {at}|without {x} on the table {a} should be {at}
    |check for {x}. If you can't find one, {a} {at}|{a} {at}, but only if there's no {n}
    |should there be no {n}, move {a} {to}|as long as there isn't {x}, {a} goes {at}
    |can't see {x}? {a} {at} then|in case there is no {n} I'd like {a} {at}
    |we seem to have no {n}. If that's so, {a} {at}|seeing that there's no {n}, {a} {at}""",
    often="if there is no {n}, put {a} {at}",
)
IN_IT = sentences(
    """if there is {x}, put {a} in it, otherwise in {m}
    |is there {x}? then {a} goes in there. if not, in {m}
    |{a} goes in {m}, unless there's {x}, then it goes in that
    |put {a} in {x} if there is one, or else in {m}
    |do you see {x}? {a} in it, please. No? Then {a} in {m}
    |I'd like {a} in {x}, but if we have none, in {m}
    |look for {x} to put {a} in. None there? Use {m}
    |{x} for {a}, if you find one. {m} if you don't
    |provided there's {x}, drop {a} in there; failing that, in {m}
    |no {n}? {a} in {m}. But if there's one, {a} in that one
    |if {x} is on the table, that's where {a} goes. If it isn't, {a} goes in {m}
    |could {a} go in {x}? should there be no {n}, {m} will do
    |{a} needs a container. {x} if there is one, {m} if not
    |have we got {x}? if so, {a} into it, if not, {a} into {m}""",
    often="if there is {x}, put {a} in it, otherwise in {m}",
)


def seen(t: Table, movable: bool = False) -> ObjectState:
    """Return a thing that its colour and shape alone tell from all others."""
    names = [f"{o.color} {o.kind}" for o in t.objects]
    among = t.movable if movable else t.objects
    return t.pick(
        o for o in among if o.color and o.name == f"{o.color} {o.kind}" and names.count(o.name) == 1
    )


def either(t: Table) -> Command:
    """One of two wishes, whichever the table decides."""
    a, b = t.some(t.movable, 2)
    there = t.chance(0.5)
    name = seen(t).name if there else absent(t)
    todo, other = goal_of(a, t), goal_of(b, t)
    text = say(IF_ELSE, t, {"a": a, "b": b}, [todo, other], x=a_(name), n=name)
    return Command(text, (decided(there, a, todo, b, other),), structure="natural-condition")


def it_or_another(t: Table) -> Command:
    """A thing somewhere if there is one, and if not another thing."""
    there = t.chance(0.5)
    found = seen(t, movable=True)
    a = found if there else t.pick(t.movable)
    name = found.name if there else absent(t)
    b = t.pick(o for o in t.movable if o is not a)
    others = [o for o in t.objects if o is not b]
    todo, other = goal_of(a, t, others), goal_of(b, t)
    text = say(IF_IT, t, {"b": b}, [todo, other], x=a_(name))
    return Command(text, (decided(there, a, todo, b, other),), structure="natural-condition-it")


def when(t: Table) -> Command:
    """One wish, on a condition that is met."""
    a = t.pick(t.movable)
    there = t.chance(0.5)
    relation, target = goal_of(a, t)
    name = seen(t).name if there else absent(t)
    text = say(WHEN if there else UNLESS, t, {"a": a}, [(relation, target)], x=a_(name), n=name)
    structure = "natural-condition-met" if there else "natural-condition-not"
    return Command(text, (fact(relation, a, target),), structure=structure)


def in_it(t: Table) -> Command:
    """A thing in one bowl if there is such, and if not in another."""
    a = t.pick(t.movable)
    fitting = [o for o in t.hollow if t.fits(a, "in", o) and known_as(o, t)]
    m = t.pick(fitting)
    there = t.chance(0.5)
    if there:
        target = seen(t)
        if target not in fitting or target is m or target.kind == "tray":
            raise Unlucky
        name = target.name
    else:
        target, name = m, absent(t)
        if name.split()[-1] not in ("bowl", "cup", "box"):
            raise Unlucky
    facts = t.open([Fact("in", a.name, target.name)])
    text = say(IN_IT, t, {"a": a, "m": m}, x=a_(name), n=name)
    return Command(text, facts, structure="natural-condition-in-it")
