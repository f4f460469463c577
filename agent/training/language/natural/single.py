"""One thing somewhere, as a visitor types or says it."""

from __future__ import annotations

from agent.training.language.command import Command
from agent.training.language.natural.words import say, sentences
from agent.training.language.single import fact
from agent.training.language.splits import one
from agent.training.language.table import SIDES, Table
from agent.types import Fact

IN = sentences(
    """put {a} in {b}|{a_} in {b_}|{a_} into {b_} please|could you drop {a} in {b}?
    |can you put {a} inside {b} for me please|drop {a} into {b}|throw {a} in {b}
    |I'd like {a} in {b}|hey, can you pop {a} into {b}?|just toss {a} in {b}
    |so {a} goes in {b}|so {a}, that one should go into {b}|go get {a} into {b}
    |take {a}, put it in {b}|grab {a} and drop it in {b}|pick up {a} and put it inside {b}
    |ok now {a} into {b}|please to put {a} in {b}|robot please you put {a} in {b}
    |can you get {a} inside {b}, I can't reach|let's see if you can get {a} into {b}
    |I bet you can't put {a} in {b}|show my son how you put {a} in {b}
    |you see {b}? {a} should be in there|see {a}? I want it in {b}|find {a}. it goes in {b}
    |would you be able to place {a} in {b}
    |move {a} from where it is now into {b}|fill {b} with {a}
    |let's start easy. put {a} in {b}|hmm, maybe put {a} in {b}
    |not sure you get this but {a} in {b} please|why don't you put {a} in {b}
    |do you know where {a} is? put it in {b}|{a} is looking for a home, I think {b} is the one
    |hide {a} in {b}|can {a} go in {b}?|i want that {a} is in {b}
    |{b} - that's where {a} goes|test: {a_} in {b_}|pick {a_}, place in {b_}
    |pick and place: {a_} into {b_}|could {a} please end up in {b}|{a} should live in {b}""",
    often="put {a} in {b}|{a_} in {b_}",
)
ON = sentences(
    """put {a} on {b}|{a_} on {b_}|{a_} on top of {b_}|stack {a} on {b}|stack {a} on top of {b}
    |can you put {a} on top of {b}?|could you stack {a} onto {b} please
    |put {a} on {b} without knocking it over|see if you can balance {a} on {b}
    |{a} should sit on {b}|set {a} down on {b}, gently|place {a} on {b} carefully
    |pick up {a} and put it on {b}|take {a} and stack it on {b}
    |grab {a}, then set it on top of {b}|I want {a} on top of {b}
    |ok, {a} on {b}, go|now {a} on top of {b}|I'd like to see {a} standing on {b}
    |are you able to stack {a} on {b}|make {a} stand on {b}|is it possible to put {a} on {b}
    |my daughter wants {a} on top of {b}|{b} needs something on it. {a}, I'd say
    |{a} goes on top of {b}|lift {a} onto {b}|let {a} rest on {b}
    |{b} on the bottom, {a} on the top|you know what, {a} on {b}""",
    often="put {a} on {b}|stack {a} on {b}",
)
AT = sentences(
    """put {a} {at}|move {a} {to}|{a_} {at}|{a_} {to}|{a_} {to} pls|can you move {a} {to}?
    |could you please put {a} {at}|I'd like {a} {at}|push {a} {to}|slide {a} {to}
    |bring {a} {to}|take {a} {to}|shift {a} {to}|can we get {a} {to}|{a} should be {at}
    |{a}, move it {to}|{a} {at} please
    |let's have {a} {at} for a change|would you put {a} {at} for me
    |pick up {a} and put it {at}|grab {a} and bring it {to}|take {a} and set it down {at}
    |I want {a} {at}, not where it is now|{a} to the {place}|{a_} -> {place}|{a_}: {place}
    |we need {a} {at}|ok so please move {a} {to}|place the {ac} {ak} {at}
    |hey robot, {a} belongs {at}|you can put {a} {at}|I think {a} looks better {at}
    |{a} is in the wrong spot, it should be {at}|put {a} somewhere {at}
    |can {a} be {at}|see the {place}? put {a} there|the {place} is free, put {a} there
    |please you bring {a} {to}|go get {a} and leave it {at}|carry {a} carefully {to}
    |there is nothing {at}, so put {a} there|i need that {a} is {at}
    |relocate {a} to the {place}|target for {a_}: {place}|um, {a} {at}, if that works
    |{a} has to move. {at} would be good|you're doing great, now {a} {to}""",
    often="put {a} {at}|move {a} {to}",
)
SIDE = sentences(
    """put {a} {at}|place {a} {at} please|{a_} {at}|move {a} so it's {at}|what I need is {a} {at}
    |can you put {a} {at}?|could you set {a} down {at}|pick up {a} and put it {at}
    |{a} should go {at}|{a} should be {at}|take {a} and place it {at}|{a} goes {at}
    |{at}, that's where I want {a}|now {a}, it goes {at}|set {a} {at}|stand {a} {at} please
    |I'd love {a} {at}|would you mind putting {a} {at}|I'd like to have {a} {at}
    |please you put {a} {at}|my turn: {a} {at}|it would be nice to have {a} {at}
    |{a} has to be {at}, can you do it|grab {a} and leave it {at}|next, {a} {at} please
    |there's room {at}, put {a} there|let's put {a} {at} and see how that looks""",
    often="put {a} {at}|place {a} {at} please",
)
NEXT_TO = sentences(
    """put {a} next to {b}|move {a} next to {b}|{a_} next to {b_}|bring {a} close to {b}
    |put {a} beside {b}, any side is fine|{a} should be near {b}|{a} and {b} belong together
    |put {a} by {b}|can {a} stand next to {b}|set {a} down near {b} please
    |{a} right next to {b}|I want {a} to be with {b}, side by side""",
    often="put {a} next to {b}",
)
HOLD = sentences(
    """pick up {a}|grab {a}|can you pick up {a}?|pick {a_}|lift {a} up please
    |take {a} in your hand|hold {a} for a second|just grab {a}, don't put it down
    |let me see you pick up {a}|can you hold {a} for me|pick up {a} and hold it there
    |get {a} and wait|show me {a}, lift it up""",
    often="pick up {a}",
)


def within(t: Table) -> Command:
    """One thing in another."""
    a = t.pick(t.movable)
    b = t.pick(o for o in t.hollow if t.fits(a, "in", o))
    facts = t.open([Fact("in", a.name, b.name)])
    return Command(say(IN, t, {"a": a, "b": b}), facts, structure="natural-in")


def upon(t: Table) -> Command:
    """One thing on another."""
    a = t.pick(t.movable)
    b = t.pick(o for o in t.objects if t.fits(a, "on", o))
    facts = t.open([Fact("on", a.name, b.name)])
    return Command(say(ON, t, {"a": a, "b": b}), facts, structure="natural-on")


def at(t: Table) -> Command:
    """One thing at a place."""
    a = t.pick(t.movable)
    place = t.place([a])
    text = say(AT, t, {"a": a}, [("at", place)])
    return Command(text, t.open([Fact("at", a.name, place)]), structure="natural-at")


def aside(t: Table) -> Command:
    """One thing on a side of another."""
    a = t.pick(t.movable)
    relation = one(SIDES[t.split], t.rng)
    b = t.pick(o for o in t.objects if t.fits(a, relation, o))
    facts = t.open([fact(relation, a, b)])
    return Command(say(SIDE, t, {"a": a}, [(relation, b)]), facts, structure="natural-beside")


def near(t: Table) -> Command:
    """One thing next to another, on whichever side."""
    a = t.pick(t.movable)
    b = t.pick(o for o in t.objects if t.fits(a, "near", o))
    facts = t.open([Fact("near", a.name, b.name)])
    return Command(say(NEXT_TO, t, {"a": a, "b": b}), facts, structure="natural-near")


def hold(t: Table) -> Command:
    """One thing in the hand."""
    a = t.pick(t.movable)
    text = say(HOLD, t, {"a": a})
    return Command(text, (Fact("held", a.name, "hand"),), structure="natural-hold")
