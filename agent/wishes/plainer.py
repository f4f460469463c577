"""Turns of phrase told more plainly, for goals that the rules could not read as they were said."""

from __future__ import annotations

import re

from agent.references.words import COLORS, NOUNS
from agent.wishes.courtesies import trim
from agent.wishes.idle import WORDS
from agent.wishes.speech import MODAL, PUT, STAYS, across

WHAT = r"(?:(?!\b(?:and|then)\b)[a-z0-9' -])+?"
"""Words of one phrase."""
COLOR, NOUN = "|".join(COLORS), "|".join(NOUNS)
CENTER = r"(?:center|middle)"
PLAINER: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(said), plain)
    for said, plain in (
        # "Take the uh the block and put it in the in the tray"
        (r"\b([a-z]+(?: [a-z]+)?) \1\b", r"\1"),
        (rf"^((?:the|that|this|my) {WHAT}), (?:then |please |maybe )?(could|can|would|might|may"
         rf"|shall|will) (?:it|he|she) (?=(?:please |maybe )?(?:{STAYS}|go|be)\b)", r"\1 \2 "),
        (rf"^((?:the|that|this|my) {WHAT}), (?:it|he|she) (?=(?:{MODAL}|goes|belongs)\b)", r"\1 "),
        (r"[,.!;] (?:go|move it|do it|come on|hurry(?: up)?)\b(?=[,.!;]|$)", ""),
        (r"[,.;!] (?:when|once|as soon as) (?:that|this|it)(?:'s| is| has been) (?:done|there|over"
         r"|finished|in place|ready),? ", ". then "),
        (rf"\btake ({WHAT})[.;!] (?:then |now |and )*(?:{PUT}) (?:it|him|that)\b",
         r"take \1 and put it"),
        (rf"\b(?:(?:dead|smack|bang|exactly|precisely)(?: in the)?|right in the) ({CENTER})\b",
         r"in the \1"),
        (r"\b(?:could|can|may|might) (?:i|we) (?:please )?(?:have|get|see)\b", "put"),
        (rf"\b({MODAL}) all (go|be|{STAYS})\b", r"\1 \2"),
        (r"\btogether (in|into|on|onto)\b", r"\1"),
        (rf"^(all|every)( the)? ([a-z]+) ({WHAT})[.;!,] (?:but )?not ({WHAT})(?:,? though)?"
         r"(?:[,.!].*)?$", r"\1\2 \3 except \5 \4"),
        (rf"^(stack|put|place) ({WHAT}) (on|onto|in|into) ({WHAT})[.,;!] (?:(?:sorry|no|oops|wait"
         r"|i mean|make that|actually),? )*(?:the )?other way (?:round|around)$", r"\1 \4 \3 \2"),
        (r"[,.;!] (?:the )?(?:others|rest|other ones) (?:i still (?:need|want)(?: them)?|not)$",
         ""),
        (rf"\b(?:my|our|his|her|their) (?=(?:(?:little|small|big|{COLOR}) )*(?:{NOUN})s?\b)",
         "the "),
        (r"\b(?:our|the|this) robot (?:is going to|will|shall|should|can|may) ", ""),
        (rf"(?:^|(?<= and ))(on|in|behind|next to|beside|near) ({WHAT}) (?:comes|goes|sits|stands"
         rf"|belongs) ({WHAT})(?= and |[,.;]|$)", r"put \3 \1 \2"),
        (rf"^(?:do not|never)(?: you dare)? (?:touch|move) ({WHAT})[.;,]+ (?:but )?"
         rf"(?:(?:{PUT}) )?(?:the )?other ([a-z]+) (?:(?:{MODAL}) )?(?:go |come |be )?"
         r"(in|into|on|to|at) ", r"put all \2 except \1 \3 "),
        (rf"^(?:do not|never)(?: you dare)? (?:touch|move) ({WHAT})[.;,]+ (?:but )?(?:(?:{PUT}) )?"
         rf"everything else (?:(?:{MODAL}) )?(?:go |come |be )?(?:over )?(in|into|on|to|at) ",
         r"put everything except \1 \2 "),
        (r"\ba couple of\b", "two"),
        (r",? (?:not|no) more$", ""),
        (r"\bside by side(?: for (?:me|us))?,? in that order\b", ""),
        (r",? nice and (?:tight|neat|tidy|close|straight)\b", ""),
        (r",? (?:i want|i need|i'd like|i'd love|want) (?:to take )?a (?:photo|picture|pic|snap)\b"
         r"[^,.;!?]*", ""),
        (r"\b1 ?x (?=[a-z])", ""),
        (r" \+ ", " and "),
        (r"\b(to|on|at) my (left|right)\b", r"\1 the \2"),
        (rf"^of the (?:two |three )?([a-z]+?)(?<!x)(?:e?s), (the [a-z]+) one ({WHAT}) (the [a-z]+)"
         r" one$", r"\2 \1 \3 \4 \1"),
        (rf"^(?:do you )?see (?:those|these) (?:two |three )?([a-z]+?)(?:es|s)[?,.;]+ ({WHAT}) (the"
         r" [a-z]+er) one$", r"\2 \3 \1"),
        (rf"^({WHAT}), that's where ({WHAT}) (?:{MODAL}) (?:be|go|stand|sit)$", r"put \2 \1"),
        (r"^(?:all )?(?:those |these |the )(?:little )?([a-z]+s) (?:are|have|were|lie)\b[^.;!?]*"
         rf"[.,;!?] ((?:{PUT}) )them\b", r"\2all the \1"),
        (rf"^(?:cent(?:er|re)) ({WHAT})$", r"put \1 in the middle"),
        (rf", and only {WHAT},", ""),
        (r"\b(?:bits and (?:bobs|pieces)|odds and ends|bits)\b", "things"),
        (r",? that's (?:how|the way|what) (?:we|i|they) [^,.;!?]*$", ""),
        (rf"^i do not want (?:to see |to find )?(?:a single|any|one) ({WHAT})(?<!s) (?:left )?"
         rf"(?:outside(?: of)?|out of) ({WHAT})$", r"put all \1s in \2"),
        (rf"^(?:no|not a single|not one) ({WHAT})(?<!s) (?:{MODAL}) (?:be|stay|remain|be left"
         rf"|lie|be lying) (?:outside(?: of)?|out of) ({WHAT})$", r"put all \1s in \2"),
        (rf"^((?:in|into|on|onto|to) {WHAT}) with (the {WHAT})$", r"put \2 \1"),
        (rf"^({WHAT})[?,.;!]+ ((?:in|into|on|onto|to) {WHAT}) with (?:them|it)$", r"put \1 \2"),
        (r"\bi would prefer\b", "i would like"),
        (rf"^({WHAT}) (?:{MODAL}) (?:end up|be|go|sit|stand) with ({WHAT}) (?:underneath|under"
         r"|below|beneath)(?: it| that)?$", r"put \1 on \2"),
    )
)  # fmt: skip
THERE = re.compile(
    rf"\b(?P<start>(?:{PUT}) {WHAT}|and {WHAT}) there\b(?: too| as well| also)?(?=[,.;:!?]|$)"
)
WHERE = re.compile(
    rf"\b((?:in|into|on|onto|at|to|behind|near|next to) (?!there){WHAT})(?=[,.;:!?]| and |$)"
)
STORY = re.compile(
    r"[.;!?]+ (?:it|he|she|they|that|this)(?:'s| has| have| is| are| wants?| looks?| was| were"
    r"| likes?| loves?)\b(?P<rest>[^.;!?,]*)[.!?]*$"
)
SHOWN = re.compile(rf"^(?:do you |you )?see (?:the|that|this) (?P<a>{WHAT})[?,.;]+ (?P<rest>.+)")
NAMED = re.compile(
    rf"^(?:we have|there is|there are|here is|here are|i have) an? (?P<a>{WHAT}) and"
    rf" an? (?P<b>{WHAT})(?: here)?[.,;:] (?P<rest>.+)"
)


def plainer(text: str) -> str:
    """Return a goal, in small letters and one spelling, in plainer words if there are any."""
    for _ in range(text.count("there")):
        m = THERE.search(text)
        if m and (places := WHERE.findall(text[: m.start()])):
            text = f"{text[: m.start()]}{m['start']} {places[-1]}{text[m.end() :]}"
    text = trim(text)
    m = STORY.search(text)
    if m and not WORDS.search(m["rest"]):
        text = text[: m.start()]
    if m := SHOWN.match(text):
        text = re.sub(r"\b(?:it|them)\b", f"the {m['a']}", m["rest"])
    elif (m := NAMED.match(text)) and "the former" in text and "the latter" in text:
        text = m["rest"].replace("the former", f"the {m['a']}")
        text = text.replace("the latter", f"the {m['b']}")
    for said, plain in PLAINER:
        text = said.sub(plain, text)
    return across(text)
