"""Things on one another, as people describe a tower: what is below, between and on top."""

from __future__ import annotations

from agent.spatial import is_clear
from agent.training.language.command import Command
from agent.training.language.natural.words import say, sentences
from agent.training.language.table import Table, Unlucky, stackable, tower
from agent.types import ObjectState

THREE = sentences(
    """build a tower: {a} at the base, {b} in the middle, {c} on top|{c_} on {b_} on {a_}
    |{c} on {b}, and that on {a}|put {c} on {b} and {b} on {a}
    |stack {a}, {b} and {c}, in that order, {a} at the bottom
    |stack them: {a} first, then {b}, then {c}|tower please: {a_}, {b_}, {c_} from bottom to top
    |can you build a tower with {a} at the bottom, then {b} and {c} on top?
    |I want a tower. {a} at the bottom, {b} on that and {c} at the very top
    |{b} goes on {a} and {c} goes on {b}|put {b} on {a}, then {c} on top of that
    |make a stack, bottom to top: {a}, {b}, {c}|make a stack, top to bottom: {c}, {b}, {a}
    |{a_} bottom, {b_} middle, {c_} top|stack of 3: {a_} / {b_} / {c_}, {a_} is the base
    |start with {a}, put {b} on it and then {c} on top|take {a} as base. then {b}. then {c} on top
    |build me a tower with {c} on top, {b} under it and {a} at the very bottom
    |use {a} as the base, then stack {b} and {c} on it
    |I'd like {c} to sit on {b} and {b} to sit on {a}
    |could you stack {b} on {a} and then {c} on {b} please
    |let's make a tower, {a} is the bottom, {c} is the top and {b} is in between
    |tower with three floors: {a}, above it {b}, above that {c}|first {b} on {a}. then {c} on {b}
    |stack {b} onto {a} and {c} onto {b}|{c} on top of {b} on top of {a}, please
    |put {a} at the bottom, {b} in the middle, {c} on top
    |please make tower, down {a}, middle {b}, up {c}|can you do {c} over {b} over {a}
    |I want to see {a} carrying {b}, and {b} carrying {c}
    |stack up {a}, {b} and {c} for me, {c} should end up on top and {a} at the bottom
    |on {a} comes {b} and on {b} comes {c}|{a} stays. {b} on {a}. {c} on {b}
    |how about a tower: {a}, on it {b}, on that {c}?
    |would you mind stacking {b} on {a} and after that {c} on {b}?
    |go ahead and stack {a}, {b}, {c}, going up|{a} first. Next floor, {b}. Roof, {c}
    |ground floor {a}, first floor {b}, second floor {c}
    |I'm thinking of a tower, {a} down below, then {b}, then {c} as the tip
    |the tower I want has {a} for a foot, {b} for a belly and {c} for a head
    |like a snowman: {a} is the feet, {b} is the tummy, {c} is the head
    |like a burger, {a} below, {b} as the filling and {c} over it
    |{c} should be standing on {b}, which should be standing on {a}
    |{c} on top of {b}, which in turn is on {a}|on {a} I want {b}, and on {b} I want {c}
    |{b} onto {a}, {c} onto that, done|bottom {a_}, then {b_}, top {c_}
    |base={a_}, mid={b_}, top={c_}|stack({a_}, {b_}, {c_}), bottom first
    |order from the table up: {a}, {b}, {c}|order from the top down: {c}, {b}, {a}
    |seen from above, first comes {c}, then {b}, and at the very bottom {a}
    |if I look from top to bottom I want to see {c}, {b} and {a}|reading upwards: {a_}, {b_}, {c_}
    |when you're done, {c} is the highest, {b} is just below it and {a} carries the two
    |in the end {b} rests on {a}, and {c} rests on {b}
    |{a} at the foot of the tower, {c} at its tip, and {b} sandwiched between the two
    |sandwich {b} between {a} and {c}, with {a} being the lower one
    |{b} has to be between {a} and {c} in the stack, {c} on top
    |a pile please. {a} lies at the bottom, {b} comes next, and {c} finishes it
    |could the three be piled up, {a}, then {b}, then {c}?
    |{a} supports {b}. {b} supports {c}. That's what it should look like
    |let {a} carry {b} and let {b} carry {c}|{b} climbs on {a}, and {c} climbs on {b}
    |give {b} a piggyback ride on {a}, and {c} one on {b}|put {b} up on {a}. Good? Now {c} up on {b}
    |first step, {b} on {a}. second step, {c} on {b}|1) {b_} on {a_} 2) {c_} on {b_}
    |take {b}, set it on {a}. Then take {c} and set it on {b}
    |I'd like you to place {b} on {a}, and then, carefully, {c} on {b}
    |can {b} stand on {a}? And {c} on {b}? Show me|what if {b} stood on {a} and {c} on {b}?
    |is it possible to get {b} onto {a} and then {c} onto {b}?
    |think you can manage a stack of {a}, {b} and {c}, from bottom to top?
    |my grandson would love a tower, {a} below, then {b}, then {c} on the very top
    |my kid asked for a tower with {a} at the bottom, then {b}, then {c}
    |for the photo I need {b} on top of {a} and {c} on top of {b}
    |so that everyone can see {c}, put it on {b}, but put {b} on {a} before that
    |before {c} goes on {b}, {b} has to be on {a}|{c} goes on {b}, but only after {b} is on {a}
    |pile {b} on {a} and then pile {c} on it|build upwards from {a}: first {b}, then {c}
    |beginning with {a}, stack {b} and finally {c}
    |{a} is where it starts, {b} follows, {c} is last, all in one tower
    |leave {a} where it stands, stack {b} on it, and {c} on {b}
    |don't move {a}, just build on it: {b} and then {c}
    |um, a tower? {a}, and {b} on it, and then, uh, {c}
    |let's see... {a} below, {b} over it, and then {c}, yes, like that
    |hmm, I'd put {b} on {a}, and then maybe {c} on {b}|ok tower time. {a}! then {b}! then {c}!
    |a small tower would make me happy: {a} beneath {b}, {b} beneath {c}
    |{a} under {b}, {b} under {c}|{a} below {b} and {b} below {c}, that's the tower
    |have {a} under {b} and {c} above {b}|{c} at the very top, {b} right below it, {a} at the base
    |top: {c}. Below that: {b}. Below that: {a}|I want {c} up there on {b}, and {b} on {a}
    |no more talking, {b} on {a}, {c} on {b}|please you make one on other: {a}, up {b}, more up {c}
    |i want that {b} is on {a} and {c} is on {b}|tower: foot {a_}, then {b_}, head {c_}
    |the sequence is {a}, {b}, {c}. Please stack them like this from below
    |stack in the order I say them. {a}. {b}. {c}.|stak {b} on {a} and then {c} on {b}
    |a three storey house: {a}, above that {b}, and above that {c}
    |three blocks high I guess: {a_}, then {b_} on it, then {c_} on that
    |we need a stack for the next test, {a} lowest, {b} middle, {c} highest
    |the client wants a stack with {c} over {b} over {a}
    |make me something tall. {a}, then {b} over it, then {c} over that
    |all three on one another: {a}, {b} and {c}, with {a} at the bottom and {c} on top
    |{b} should find itself on {a}, and {c} on {b}|{c} belongs on {b} and {b} belongs on {a}
    |would it be okay to have {c} on {b} and {b} on {a}?
    |combine {a}, {b} and {c} into a tower, in this order from the ground
    |{a}, on top {b}, on top {c}
    |with {a} as the lowest piece, build a tower of {a}, {b} and {c}, {c} being the last
    |please be careful: {b} onto {a} first, after that {c} onto {b}
    |once {b} is on {a}, stack {c} on {b}
    |you put {b} on {a}, and when that holds, you put {c} on {b}
    |two stacking moves for you: {b} to {a}, {c} to {b}
    |{a} is wide awake and wants a load: first {b}, and {c} over it
    |is there a way to see {c} on {b} and {b} on {a} at once?
    |balance {b} on {a}, and if it stands, balance {c} on {b}
    |I need a landmark, three high: {a} at ground level, {b} over it, {c} at the peak
    |{c} gets the penthouse, {b} lives below, and {a} is the ground floor
    |make {a} the first, {b} the second and {c} the last in a stack that grows upwards
    |start at the table with {a}, go up with {b}, end with {c}
    |may I have {b} on {a} and, if that isn't asking too much, {c} on {b}?
    |from bottom up it reads {a_}, {b_}, {c_}
    |what a tower needs: {a} as a base, {b} as a middle, {c} as a top. Build that
    |you take {a}, you add {b}, you add {c}, and there's a tower
    |wedding cake: {a} is the lowest tier, {b} the one above it and {c} the one at the top""",
    often="put {b} on {a}, then {c} on top of that",
)
ALL = sentences(
    """stack all the blocks|build a tower with all the blocks|stack everything up, blocks I mean
    |can you build a tower?|build me a tower please|make a tower|make the blocks into a tower
    |stack the blocks|stack the blocks on top of each other|one big tower with all blocks please
    |how high can you stack? use all the blocks|build the tallest tower you can
    |build a tower as high as you can with the blocks|all blocks in one stack, any order
    |stack all blocks, order doesn't matter|can you pile the blocks up?
    |I wonder if you can stack all of these blocks|let's build a tower out of the blocks
    |tower time! use every block|please stack all the blocks, I don't care about the order
    |use the blocks to make a tall tower|put all the blocks on top of each other
    |how about one tower made of all the blocks?|would you mind piling all the blocks up?
    |go ahead and stack all of the blocks|I want to see a skyscraper made of all these blocks
    |the blocks should all be in one tower at the end
    |in the end there is just one stack, and it has all the blocks in it
    |no block should be left on its own, stack them all
    |a tower, please, and don't leave any block out
    |my son loves towers. Can you build one from all the blocks?
    |make it tall: all blocks on one another|as high as possible please, use all the blocks
    |let's go up! All blocks in one pile|one block on another until there are none left
    |keep stacking until you run out of blocks|take the blocks and stack them, I don't mind how
    |stack them all, the blocks, whichever way you like
    |build up, not out. All the blocks in one stack|all the blocks need to be stacked
    |could the blocks be stacked, all of them?|are you good at stacking? Show me with all the blocks
    |what's the highest tower you can make with these blocks?
    |do you think all the blocks fit in one tower? Try it|blocks: stack, all, any order
    |task: single stack, all blocks|pile of blocks please, all of them
    |I need more space on the table, so stack up all the blocks
    |the blocks take up too much room, put them all on one stack|please make from all blocks a tower
    |please you stack all block|wanna see a huge tower with all the blocks
    |I'd be delighted if you built a tower from all the blocks
    |sweetheart, build grandma a nice tall tower out of all the blocks
    |show us your best tower, all blocks|erect a tower, material: all the blocks
    |the blocks could be a tower, don't you think? Use all of them
    |turn the blocks into one big stack|hmm, tower. Yes, a tower, with all the blocks
    |a tower! a tower! with all the blocks!|ok time to build, all the blocks, one tower
    |you choose the order, but stack all the blocks
    |in whatever order, please put all the blocks on one another
    |assemble the blocks into a single stack|set all of the blocks one upon another
    |all these blocks lying around... make a tower of them|I bet you can't stack all of the blocks
    |stak all blocks|put the blocks in a pile, one over the other, all of them
    |can a tower be made from all the blocks here? Then make one
    |a stack containing all the blocks, order up to you|get all the blocks stacked before lunch""",
    often="stack all the blocks|build a tower",
)
BASE = sentences(
    """build a tower with all the blocks, {a} at the base|stack all the blocks, start with {a}
    |stack all blocks on {a}|use all the blocks for a tower but {a} has to be at the bottom
    |put all the other blocks on {a}, one on top of the other
    |make a tower, {a} at the bottom, the others in any order
    |{a} is the base, stack the other blocks on it|can you make a tower on {a} with all the others
    |tower of all blocks, {a} goes at the bottom
    |all the blocks in one stack please, and {a} is the lowest
    |how about a tower of all the blocks that begins with {a}?
    |would you mind stacking all the other blocks on {a}?
    |go ahead and pile all the blocks up, but {a} first
    |{a} stays down, all the other blocks go on it, one over the other
    |leave {a} where it is and make a tower on it from all the other blocks
    |{a} carries all the others: one tower of blocks, please
    |the foundation is {a}. All other blocks go above it in one tower
    |with {a} as the foundation, stack up all the blocks
    |I want {a} at the foot of a tower that has all the blocks in it
    |build on {a}: all the remaining blocks, any order|stack all blocks, base = {a_}
    |all blocks, one tower, {a_} lowest
    |since {a} is so sturdy, use it as the base and stack the rest of the blocks on it
    |from {a} upwards, build a tower with all the blocks you've got
    |which goes first? {a}. And then all the other blocks on top of it, up and up
    |the tower of all the blocks should stand on {a}
    |can {a} be the bottom one and all the other blocks be stacked above it?
    |please make tower from all blocks, {a} is down
    |all blocks but {a} have to be stacked up, and {a} goes under them all
    |nothing goes under {a}, but all the other blocks go over it in a tower
    |my son says {a} must be the bottom of the tower. Use all the blocks""",
    often="stack all the blocks, start with {a}",
)
TOP = sentences(
    """build a tower with all the blocks and {a} on top|stack all the blocks, {a} goes on last
    |make a tower, {a} on top, the rest in any order|{a} should be on top of a tower of all blocks
    |stack all the blocks with {a} at the very top|all the blocks in a tower, {a} last
    |pile up all the blocks please, {a} is the top one
    |all the blocks in one stack, and {a} on top of them all
    |how about a tower of all the blocks that ends with {a}?
    |would you mind stacking all the blocks so that {a} is the highest?
    |go ahead and stack all the blocks, just keep {a} for last
    |{a} is the roof of a tower made from all the other blocks
    |the crown of the tower is {a}, below it go all the other blocks
    |nothing should be on {a}, but all the other blocks should be under it in one tower
    |I want {a} to look down on all the other blocks, so stack them with {a} on top
    |stack all blocks, top = {a_}|all blocks, one tower, {a_} highest
    |finish with {a} when you stack all the blocks
    |make a tower from all the other blocks first, and then put {a} on it
    |can {a} be the very last in a tower with all the blocks?
    |{a} gets the best view. Stack all blocks with it at the top
    |please make tower from all blocks, {a} is up
    |my daughter wants {a} highest of all, in a tower with all the blocks
    |one big tower of blocks with {a} sitting on the very top""",
    often="build a tower with all the blocks and {a} on top",
)


def three(t: Table) -> Command:
    """A tower of three in a given order."""
    order = t.some(t.movable, 3)
    facts = tower(order)
    standing = is_clear(order[0], t.seen) and not t.lies_in(order[0])
    if not stackable(order) or not standing or any(t.holds(f) for f in facts):
        raise Unlucky
    a, b, c = order
    text = say(THREE, t, {"a": a, "b": b, "c": c})
    return Command(text, tuple(facts), structure="natural-tower")


def standing_blocks(t: Table) -> list[ObjectState]:
    """Return the blocks by name, if they can all be stacked."""
    blocks = t.free_blocks()
    if not 1 < len(blocks) < 6 or any(t.lies_in(b) for b in blocks) or not stackable(blocks):
        raise Unlucky
    return blocks


def any_order(t: Table) -> Command:
    """A tower of all the blocks, the first by name at its base."""
    blocks = standing_blocks(t)
    return Command(say(ALL, t, {}), t.open(tower(blocks)), structure="natural-stack-all")


def ends(t: Table) -> Command:
    """A tower of all the blocks, of which one is at the base or on top."""
    blocks = standing_blocks(t)
    if len(blocks) < 3:
        raise Unlucky
    a = t.pick(blocks)
    others = [b for b in blocks if b is not a]
    base = t.chance(0.6)
    order = [a, *others] if base else [*others, a]
    form, tag = (BASE, "base") if base else (TOP, "top")
    text = say(form, t, {"a": a})
    return Command(text, t.open(tower(order)), structure=f"natural-tower-{tag}")
