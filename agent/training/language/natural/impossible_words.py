"""Sentences of wishes that things cannot fulfil: too wide, too large, too round, not hollow."""

from __future__ import annotations

from agent.training.language.natural.words import sentences

INTO = sentences(
    """put {a} in {b}|{a} goes in {b}|can you get {a} into {b}?|I want {a} inside {b}
    |drop {a} into {b}|{a} into {b} please|could {a} be stored in {b}|see if {a} goes into {b}
    |take {a} and put it in {b}|{b} should contain {a}|how about {a} in {b}?|hide {a} in {b}
    |mind putting {a} in {b}?|I'd love to see {a} in {b}|{a} has to be in {b} by noon
    |go ahead and squeeze {a} into {b}
    |there's {b}. And there's {a}. The one goes in the other, {a} in {b}|my kid wants {a} in {b}
    |{a_} in {b_}|please you put {a} inside of {b}|why isn't {a} in {b}? do it
    |{b} is the new home of {a}, it lives in there|stuff {a} in {b}, I don't care how
    |{a} looks like it would fit in {b}, try it|bury {a} in {b}|lower {a} gently into {b}
    |in {b}, that's where I'd have {a}|fill {b} with {a}|let {a} disappear in {b}
    |I bet you get {a} in {b}|is it possible to have {a} in {b}? then do so
    |pack {a} into {b}, we're leaving""",
    often="put {a} in {b}|{a_} in {b_}",
)
ONTO = sentences(
    """put {a} on {b}|{a} goes on top of {b}|can you get {a} to stand on {b}?|stack {a} on {b}
    |balance {a} on {b}|{a} onto {b} please|I want {a} sitting on top of {b}
    |how about {a} on {b}?|take {a} and set it on {b}|{b} should carry {a}
    |see if {a} stays on {b}|mind placing {a} on {b}?|I'd love to see {a} on top of {b}
    |go ahead and stack {a} onto {b}|my kid bets you can't put {a} on {b}. Show her|{a_} on {b_}
    |first find {b}. then set {a} on it|{a} is the roof, {b} the house. Put {a} on {b}
    |please you put {a} up on {b}|let {a} rest on {b}|why isn't {a} on {b}? put it there
    |crown {b} with {a}|a little tower: {b} below, {a} on it|on {b}, that's where I'd have {a}
    |lower {a} very carefully onto {b}|{a} has to be on {b} when I come back
    |would {a} look good on {b}? try it|make {a} sit on {b}|pile {a} on top of {b}""",
    often="put {a} on {b}|{a_} on {b_}",
)
WIDE = sentences(
    """pick up {a}|put {a} {at}|{a} {at}|move {a} {to}|hold {a} for me|can you lift {a}?
    |I want {a} {at}|{a} should be {at}|take {a} and set it {at}|could you grab {a}?
    |how about {a} {at}?|mind moving {a} {to}?|{a} is in my way, put it {at}
    |go ahead and take {a}|show me how you lift {a}|{a} belongs {at}, bring it there
    |please you take {a}|someone wants {a} {at}|keep {a} in your hand for a second
    |i'd be glad to have {a} {at}|raise {a} so I can wipe under it|{a}, up!
    |why is {a} not {at}? please move it|would you carry {a} {to}""",
    often="put {a} {at}|pick up {a}",
)
AT_ONCE = sentences(
    """put {a} in {b} and in {c} at the same time|{a} should be in {b} and in {c}, both at once
    |I want {a} in {b}. And at the same time I want it in {c}
    |{a} goes in {b} and also stays in {c}, simultaneously
    |can {a} be in both {b} and {c} at once?|have {a} in {b} while it is in {c} as well
    |in the end {a} has to be in {b} and, all the same, it has to be in {c} at that very moment
    |{a}: in {b} and, without leaving it, in {c}|I'd like {a} in two places at once, {b} and {c}
    |keep {a} in {b} and at the same moment keep it in {c}
    |make it so that {a} is in {b} and in {c} together
    |mind having {a} in {b} and {c} simultaneously?
    |when you are done, {a} must be in {b} and {a} must be in {c}, at the same time
    |how about {a} being in {b} and in {c} at one and the same time?
    |i need {a} inside {b} and inside {c} both together same time"""
)
TWO_PLACES = sentences(
    """put {a} {here} and {there} at the same time|{a} should be {here} and, at once, {there}
    |I want {a} {here}. And simultaneously {there}|can {a} be both {here} and {there} at once?
    |{a} has to be {here} and {there}, both at the same time
    |have {a} {here} while it is also {there}|{a}: {here} and {there}, at the same moment
    |make {a} be {here} and {there} together, at once
    |at the end {a} is {here} and at the same time {there}
    |mind having {a} {here} and {there} simultaneously?
    |i need {a} in two places at once, {here} and {there}"""
)
EACH_OTHER = sentences(
    """put {a} on {b} and {b} on {a}|{a} on {b} and at the same time {b} on {a}
    |I want {a} on top of {b} and {b} on top of {a}, both at once
    |{a} should stand on {b} while {b} stands on {a}
    |stack {a} on {b}, and in the end {b} should be on {a} as well
    |can {a} be on {b} and {b} be on {a} at the same time?
    |{a} goes on {b} and, simultaneously, {b} goes on {a}
    |make it so that {a} is on {b} and {b} is on {a}
    |each on the other, please: {a} on {b}, {b} on {a}"""
)
