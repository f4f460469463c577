"""Towers in a given order: of two, of four, told by what is between, on what stays."""

from __future__ import annotations

from agent.spatial import is_clear
from agent.training.language.command import Command
from agent.training.language.natural.words import say, sentences
from agent.training.language.splits import Phrases
from agent.training.language.table import Table, Unlucky, stackable, tower
from agent.types import ObjectState

TWO = sentences(
    """make a little tower with {a} at the bottom and {b} on top|{b} over {a}
    |a two-high stack, {a_} first|a two-high stack: {a_}, then {b_}|I want {a} underneath {b}
    |{a} goes under {b}|{a} should be directly below {b}|can {a} carry {b}? I'd like to see that
    |let {a} be the base and {b} the top|tower of two: {a_}, {b_}, bottom first
    |just a small tower, {a} is down and {b} is up|build on {a}, but nothing more than {b}
    |how about a mini tower, {b} standing on {a}
    |would you mind making a pile of {a} and {b}, with {b} above?
    |go ahead and use {a} as a pedestal for {b}|{a} is the table for {b}
    |{a} supports {b}, that's all I need|{b} wants to look down on {a}, so stack them
    |two floors, {a} is the ground floor, {b} is upstairs|what belongs on {a}? {b} does
    |under {b} there should be {a}|when you're done {b} is on top and {a} is under it
    |please you make tower small, down {a}, up {b}|below: {a}. Above: {b}|bottom={a_}, top={b_}
    |pile up {a} and {b}, in this order|make {b} the roof of {a}
    |give {a} a hat, {b} would be a good one|{b} should crown {a}|lift {b} up and lower it onto {a}
    |could {b} have a seat on {a}?|granny needs the space, so get {b} onto {a}
    |to save space, stack the two: {a}, and over it {b}|{a} stays down here, {b} goes up on it
    |hmm, a stack of two, {a} as the lower one and {b} as the upper one|I'd love to see {b} atop {a}
    |have {b} ride on {a}|{a} is the plinth and {b} is the statue
    |with {b} as the upper part and {a} as the lower part, make a tower
    |something small: {a} with {b} on it, like a tower
    |the tower has only two pieces, {a} at its foot and {b} at its head""",
    often="stack {a} and {b}, {a} below",
)
FOUR = sentences(
    """a tower of four, bottom to top: {a}, {b}, {c}, {d}
    |top to bottom: {d}, {c}, {b}, {a}. Make that tower|put {b} on {a}, {c} on {b} and {d} on {c}
    |{d} on {c} on {b} on {a}|{d} on {c}, that on {b}, and that on {a}
    |start with {a}. Then {b} on it. Then {c}. And {d} is last, at the very top
    |first {b} on {a}. Then {c} on {b}. Finally {d} on {c}
    |four floors please: {a}, above it {b}, above that {c}, and {d} as the roof
    |from the ground up: {a_}, {b_}, {c_}, {d_}|from the top down: {d_}, {c_}, {b_}, {a_}
    |I want to see {a} carrying {b}, {b} carrying {c}, and {c} carrying {d}
    |how about a tower with {a} as the base, then {b}, then {c}, then {d}?
    |would you mind stacking {b} on {a}, then {c}, and {d} on top of everything?
    |go ahead, tall tower: {a}, {b}, {c}, {d}, beginning at the bottom
    |stack([{a_}, {b_}, {c_}, {d_}]), first one at the bottom
    |use {a} as the foundation and stack {b}, {c} and {d} on it, one after the other
    |{d} at the very top, under it {c}, under that {b}, and {a} at the foot
    |if I look at the tower from the top I want to see {d}, then {c}, then {b}, and at last {a}
    |can you build it four high? {a}, {b}, {c}, and {d} on top
    |{a} under {b}, {b} under {c}, {c} under {d}|{a} holds {b}, {b} holds {c}, {c} holds {d}
    |a really tall one now. {a} down, then {b}, then {c}, then {d} up
    |my nephew wants a tower, and the order is {a}, {b}, {c}, {d}, counted from the table
    |please you build: down {a}, on it {b}, on it {c}, most up {d}
    |{b} goes on {a}, then comes {c}, and {d} completes the tower
    |leave {a} there, and pile {b}, {c} and {d} on it, in that order
    |to finish with {d} on top, you'd put {b} on {a}, {c} on {b} and then {d} on {c}
    |layer by layer: {a}, then {b}, then {c}, then {d}
    |hmm, a tower. {a} at the bottom, {b} next, after that {c}, and {d} at the top
    |step 1 {b_} on {a_}, step 2 {c_} on {b_}, step 3 {d_} on {c_}
    |in the end {d} is on {c}, {c} is on {b} and {b} is on {a}
    |build a tower where {d} is highest, {c} below it, {b} below that and {a} lowest of all""",
    often="stack {a}, then {b}, then {c}, then {d}, {a} being the lowest",
)
PARTS = sentences(
    """stack {c}, {b} and {a}, with {a} as the foundation and {c} as the crown
    |tower from {b}, {a} and {c}: {a} is the base, {b} is in the middle
    |build a tower. {b} in the middle, {a} below it, {c} above it
    |build a tower in which {b} is between {a} and {c}, and {a} is the lowest
    |{b} goes between {a} at the bottom and {c} at the top
    |{c} is the roof, {a} is the foundation, {b} is what's in between
    |the roof is {c}, underneath is {b}, and the foundation is {a}
    |make a stack where {a} is lowest, {c} is highest and {b} is in the middle
    |{c} is the highest in the stack, {b} the second highest and {a} the lowest
    |lowest {a}, second {b}, highest {c}
    |{a} is lowest, {b} is second, {c} is on top, that's my tower
    |{b} second, {a} first, {c} last, counted from the bottom of the stack
    |{b} sits in the middle of the tower, {c} is over it and {a} is under it
    |the middle of the tower is {b}. {c} is its top and {a} its bottom
    |I'd like {c} as the crown of a tower, with {b} underneath and {a} as the base
    |crown: {c_}, middle: {b_}, base: {a_}|base {a_}, roof {c_}, and {b_} between them
    |foundation: {a_}, then {b_}, roof: {c_}|{a} supports {b} and {c} is the roof
    |{a} supports a tower of {b} and, on top, {c}|{b} is supported by {a} and supports {c}
    |{b} rests on {a} and has {c} on it|{b} should have {a} underneath and {c} on top
    |{b} has {c} above it and {a} below it, can you stack them like that?
    |below {b} I want {a}, and above {b} I want {c}|above {b} there's {c}, below {b} there's {a}
    |under {c} comes {b}, under {b} comes {a}|underneath {c} put {b}, and the lowest of all is {a}
    |on the bottom {a}, on the top {c}, and {b} in the middle of the stack
    |{c} on the top, {a} on the bottom, {b} in between, as a tower
    |a tower with {a} on the bottom and {c} on the top, so {b} has to be in the middle
    |a sandwich: {a} is the lower slice, {c} the upper slice, and {b} goes between
    |{b} is the cheese, {a} the bread below it and {c} the bread above it
    |put {b} between the other two: {a} is the base, {c} is the lid
    |cover {b} with {c}, but {b} has to be standing on {a}|{c} covers {b}, {b} covers {a}
    |at the base {a}, at the tip {c}, between them {b}
    |the tip of the tower is {c}, and it's {a} at the base and {b} in the middle
    |I need {b} in the middle of a stack, {a} must be the foundation and {c} the roof
    |who's on top? {c}. Who's in the middle? {b}. And {a} is the foundation
    |{a} for the base, {b} for the middle, {c} for the roof, please build it
    |{c} for the roof, {b} for the middle, {a} for the base
    |how about {b} in the middle of the tower, {c} above and {a} underneath?
    |would you mind stacking {c}, {a} and {b} so that {a} is the lowest and {b} is second?
    |go ahead and stack {b}, {c} and {a}, where {a} is lowest and {c} is highest
    |can you stack {b}, {a} and {c}? {a} has to be the base, and {c} the highest
    |with {b} in between, put {c} over {a}, so it's a tower
    |tower of {c}, {a} and {b}, but {a} should support the others and {c} should be the crown
    |I want a stack with {b} directly under {c} and directly above {a}
    |{c} should be highest, then {b}, and {a} under both of them
    |nothing goes under {a}, nothing goes over {c}, and {b} is between them in the stack
    |{a} has to carry both, first {b} and then {c}
    |highest is {c}. lowest is {a}. in the middle is {b}
    |second from the bottom of the tower is {b}, below it is {a}, above it is {c}
    |please tower: in middle {b}, under is {a}, over is {c}
    |um, {b} in the middle, {c} up, {a} down, you know, a stack
    |the heavy one, {a}, is the foundation. Then {b}, and {c} on the roof
    |my daughter drew a tower. {c} was the roof, {b} the middle and {a} the ground floor. Build it
    |think of a house: {c} is the roof, {b} is the first floor, {a} is the ground floor
    |{b} is squeezed between {a}, which is the base, and {c}, which is the top of the stack
    |place {a} underneath {b}, and {c} over {b}
    |stack them so that {a} is under {b} and {c} is over {b}""",
    often="stack {a}, {b} and {c} with {b} in the middle and {a} lowest",
)
STAYING = sentences(
    """{a} doesn't move. Stack {b} on it and {c} on {b}
    |don't move {a}, but build on it: first {b}, then {c} on that
    |leave {a} in its place and build a tower on it with {b} and, on top, {c}
    |without moving {a}, put {b} on it and {c} on {b}
    |{a} stands well where it is. Pile {b} on it, then {c}
    |keep {a} there. {b} goes on it, {c} on {b}|build on {a} right where it is: {b}, then {c}
    |use {a} as it stands for the base of a tower, then {b}, then {c} at the top
    |how about using {a} as the ground floor, no need to move it, and adding {b} and then {c}?
    |would you mind building on {a}? Just leave it there, put {b} on it and {c} on top
    |{a} is the base and stays put, {b} next, {c} at the top
    |{a} is your building site. Stack {b} there, and {c} over {b}
    |go ahead and stack {b} and then {c} onto {a}, {a} itself isn't moved
    |there's {a} already standing. Now {b} goes on it, then {c}
    |where {a} is now I want a tower: {a}, on it {b}, on it {c}
    |you don't have to touch {a}, just lower {b} onto it and then {c} onto {b}
    |stack {b_} and {c_} on {a_}, {a_} fixed|no moving {a}! only add {b} and then {c} on top
    |{c} over {b} over {a}, and {a} remains in its place
    |the base is there already, it's {a}. Add {b}, then {c}
    |please {a} not move, only put {b} up and then {c} more up
    |let {a} stay and make it the foot of a tower with {b} in the middle and {c} on top
    |since {a} is standing fine, take {b}, put it on {a}, and then {c} on {b}""",
    often="on {a}, which stays where it is, stack {b} and then {c}",
)


def told(form: Phrases, order: list[ObjectState], t: Table, tag: str) -> Command:
    """Return a tower in a given order, the first at its foot, in the words of a form."""
    facts = tower(order)
    standing = is_clear(order[0], t.seen) and not t.lies_in(order[0])
    if not stackable(order) or not standing or any(t.holds(f) for f in facts):
        raise Unlucky
    text = say(form, t, dict(zip("abcd", order, strict=False)))
    return Command(text, tuple(facts), structure=f"natural-tower-{tag}")


def of_two(t: Table) -> Command:
    """A tower of two."""
    return told(TWO, t.some(t.movable, 2), t, "of-two")


def of_four(t: Table) -> Command:
    """A tower of four."""
    return told(FOUR, t.some(t.movable, 4), t, "of-four")


def by_parts(t: Table) -> Command:
    """A tower of three, told by what is lowest, between, on top, in any order."""
    return told(PARTS, t.some(t.movable, 3), t, "by-parts")


def on_staying(t: Table) -> Command:
    """Two things on one that is not moved."""
    b, c = t.some(t.movable, 2)
    a = t.pick(o for o in t.objects if o is not c and t.fits(b, "on", o))
    return told(STAYING, [a, b, c], t, "on-staying")
