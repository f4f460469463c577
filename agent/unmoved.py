"""What is said to stay as it is, taken out of a text before the rest is read.

"The bricks go in the tray and the ball doesn't" and "red in the bowl, yellow's fine where it is"
wish for no more than their first halves, as nothing else would be moved anyway. Which things the
second half names is kept, since no wish that is read can be about these.
"""

from __future__ import annotations

import re

from agent.kinds import ROOMY
from agent.mentions import mentions
from agent.phrases import things
from agent.references.words import COLORS, NOUNS, NUMBERS, VAGUE
from agent.robot import Workspace
from agent.spatial import FIXED
from agent.types import Observation
from agent.wishes.courtesies import any_of

MAY = any_of(
    r"""can|may|should|must|ought to|shall|could|might|will|has to|have to|had better|needs to
    |need to|gets to|get to|is to|are to|'ll"""
)
HERE = any_of(
    r"""put|there|here|alone|behind|still|out|home|away|where (?:it|he|she|that|they)(?:'s|'re| is
    | are| was| were| stands?| sits?| lies?)(?: now| at the moment| already)?
    |as (?:it is|is|they are)|in (?:its|their|his) (?:own )?(?:place|spot|places|spots)
    |on the (?:table|desk|tabletop|surface)|exactly|just|please|for (?:now|me|later)|right|be
    |lying about|lying around|out of (?:it|this)
    |about|around|untouched|outside|in peace|tight|unmoved|standing|lying|sitting|too|as well"""
)
TAIL = rf"(?:,? (?:{HERE}))*"
STAYS = any_of("""stays?|remains?|waits?|be left|be spared|sits? (?:this|that) (?:one )?out""")
LIES = any_of("""rests?|lies?|sits?|stands?|hangs?|stops?""")
"""Stays as well, where it is said that it does so where it is."""
WHERE = any_of(
    r"""where (?:it|he|she|that|they)(?:'s|'re| is| are)|as (?:it is|is|they are)|about|around|idle
    |out|outside|still|in (?:its|their) (?:place|spot)"""
)
SAME = any_of(
    r"""fine|okay|ok|good|happy|alright|all right|perfect|great|staying(?: put)?|spared
    |allowed(?: to stay)?|welcome to stay|off limits|off-limits|taboo|out of bounds|to stay|excused
    |exempt|left out|a spare|(?:my|our|the) spare(?: one)?|not (?:involved|included|wanted|needed
    |part of (?:it|this)|to be (?:touched|moved)|meant|invited|for moving|going anywhere)"""
)
NOT = (
    r"(?:does|do|is|are|should|must|need|can|has|have|will|was|would)(?:n't| not)"
    r"|won't|mustn't|cannot"
)
MOVING = any_of(
    r"""budge|move|count|matter|belong(?: there| in there)?|go(?: anywhere| there| in| in there)?
    |(?:to )?be (?:touched|moved|disturbed)|to move|come along|join(?: in| them)?|leave
    |need (?:moving|touching)
    |change|have to(?: move)?|concern (?:you|us)|bother (?:me|us)|shift|stir|interest me|apply"""
)
WHAT = r"(?P<x>[\w' -]+?)"
FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{WHAT} (?:(?:{MAY}) )?(?:just |simply |please |all |both )*(?:{STAYS}){TAIL}",
        rf"{WHAT} (?:(?:{MAY}) )?(?:just |simply |please |all |both )*(?:{LIES}) (?:{WHERE}){TAIL}",
        rf"{WHAT}(?: is| are|'s|'re) (?:just |quite |perfectly |all )?(?:{SAME}){TAIL}",
        rf"{WHAT} (?:{NOT})(?: (?:{MOVING})){TAIL}",
        rf"{WHAT} (?:does|do|should|must|need|has|have)(?:n't| not)",
        rf"{WHAT} (?:stays|is|are) (?:right )?where (?:it|they) (?:is|are|belongs?)",
        rf"(?:please |just |and |do )*(?:leave|keep|let)(?: me)? {WHAT}(?: (?:{HERE}))+",
        rf"(?:please |just )*leave(?: me)? {WHAT}",
        rf"{WHAT},? leave(?: (?:{HERE}))+",
        rf"(?:please |just )*(?:hands off|never mind|ignore|skip|spare) {WHAT}{TAIL}",
        rf"(?:please |just |but |and )*(?:do not|don't|never|no need to) (?:you dare )?"
        rf"(?:touch|move|disturb|bother|budge|take) {WHAT}{TAIL}",
        rf"(?:just |but |and |definitely |certainly )*not {WHAT}",
    )
)
"""Clauses that say of something that it stays."""
DEPENDS = re.compile(
    r"\b(?:if|unless|until|till|once|yet|except|when|whenever|in case|or|mean|meant|first|then|now"
    r"|none|nobody)\b"
)
"""Words with which what stays may not always do so."""
GOES_ON = re.compile(r"(?:comes?|goes|moves?|gets?|it|they|its|is|are|he|she|except|this|that)\b")
"""Begins what is said on of the same thing."""
COLOR, THING = "|".join(COLORS), "|".join((*NOUNS, *VAGUE))
ALL = re.compile(r"\b(?:all|every|everything|each|any|whatever)\b")
THE_REST = re.compile(
    r"(?:and )?(?:all )?(?:of )?(?:the )?\b(?:rest|others?|remaining|everything else|all else"
    r"|whatever else there is)\b(?: (?:half|one|ones|(?P<n>two|three|four)))?"
    rf"(?: of (?:them|it|the (?:{THING})(?:e?s)))?(?: (?P<c>{COLOR}))?(?: (?:{THING})(?:e?s)?)?"
)
"""What a text has not spoken of, or the half that it has not."""
NAMED = re.compile(
    r"(?:(?:the|that|this|these|those|my|your|both|all|any|either|of|and|other|in-between|middle"
    rf"|single|last|lone|little|big|small|remaining|{COLOR}) )*(?:{THING}|{COLOR})(?:e?s)?(?: \d)?"
    r"(?: (?:in|on|at|by|near|to|from|farther|further|nearer|closer|farthest|nearest|between|off)"
    r"(?: [a-z]+){0,4})?"
)
ONTO = re.compile(r"\b(?:in|into|on|onto|inside|from|of|by|near|beside|behind|to|than|with|as) $")
"""Words before what others go to."""
JOINT = re.compile(
    r"[,.;:!?]+(?: *(?:but|and|while|whereas|yet|though|only|just|so)\b)?,? *"
    r"|(?: -+|\s*\u2013|\s*\u2014) | +(?:but|while|whereas|yet)\b,? *"
)
ALSO = re.compile(r" +and +")
WHOLE = re.compile(
    r"\b(?:in|into|on|onto|to|at|by|near|beside|behind|left|right|middle|corner|there|back|swap)\b"
)
"""What a wish has that is whole already, where "and" goes on with another one."""


def unmoved(text: str, seen: Observation, workspace: Workspace) -> tuple[str, frozenset[str]]:
    """Return a text in small letters without what is to stay, and the names of that.

    Where what is left may be about those things as well, the text is returned as it was.

    >>> unmoved("red in the bowl, the green one doesn't", observation, workspace)
    ('red in the bowl', frozenset({'green block'}))
    """
    if DEPENDS.search(text):
        return text, frozenset()
    kept: list[tuple[str, str]] = []
    still: set[str] = set()
    dropped, sure = "", True
    for joint, part in parts(text):
        found = None if ":" in joint and part.startswith("not ") else stays(part, seen, workspace)
        if found is not None:
            still |= found
            dropped = part
            sure = sure and bool(found or THE_REST.search(part))
        elif dropped and GOES_ON.match(part):
            return text, frozenset()
        else:
            kept.append((joint, part))
    said = "".join(joint * bool(i) + part for i, (joint, part) in enumerate(kept)).strip(" ,;:-")
    said = re.sub(r"[, ]+\band[ .]*$", "", said)
    if (not still and THE_REST.search(said)) or not (sure or ALL.search(said) is None):
        return text, frozenset()
    said = the_others(said, frozenset(still), seen, workspace)
    if not dropped or not said or any(spoken(name, said, seen) for name in still):
        return text, frozenset()
    # "The bowl stays, the cup goes to the left of it": what others go to has to be told.
    wide = any(o.kind in ROOMY for o in seen.objects if o.name in still)
    if wide and re.search(r"\b(?:it|its)\b", text[text.find(dropped) + len(dropped) :]):
        return text, frozenset()
    return said, frozenset(still)


def spoken(name: str, text: str, seen: Observation) -> bool:
    """Tell whether a text speaks of a thing that is no more than what others go to."""
    o = seen.find(name)
    if o is None or o.kind in ROOMY:
        return False
    bare = rf"{o.color}(?: one)?(?! (?:{'|'.join(NOUNS)}))" if o.color else name
    return bool(re.search(rf"\b(?:{re.escape(name)}|{bare})\b", text))


def the_others(text: str, still: frozenset[str], seen: Observation, workspace: Workspace) -> str:
    """Return a text with the names of what "the others" are beside what it names before, or stays.

    Without them, where that is not sure.
    """
    m = THE_REST.search(text)
    if m is None:
        return text
    before, after = text[: m.start()], text[m.end() :]
    told = {n for _, names in mentions(before, seen, workspace) for n in names.split(", ")}
    told |= {o.name for o in seen.objects if spoken(o.name, before, seen)} | still
    kinds = {o.kind for o in seen.objects if o.name in told} - {*ROOMY}
    if re.search(r"\b(?:everything|all) else\b", m[0]):
        kinds = {o.kind for o in seen.objects} - {*ROOMY, *FIXED}
    left = [o for o in seen.objects if o.kind in kinds and o.name not in told]
    left = [o for o in left if m["c"] in (None, o.color)]
    one = re.search(r"\bother(?: one| (?:block|cube|brick))?$", m[0]) is not None
    number = NUMBERS.get(m["n"] or "", 1 if one else len(left))
    if not left or len(left) != number or ONTO.search(before):
        return ""
    # What is told of these further on is told twice.
    if any(spoken(o.name, after, seen) for o in left):
        return ""
    return before + " and ".join(f"the {o.name}" for o in left) + after


def parts(text: str) -> list[tuple[str, str]]:
    """Return the clauses of a text, each with what stands before it."""
    cuts = [m.span() for m in JOINT.finditer(text)]
    for m in ALSO.finditer(text):
        start = max((end for _, end in cuts if end <= m.start()), default=0)
        if WHOLE.search(text[start : m.start()]):
            cuts.append(m.span())
    cuts = [(0, 0), *sorted(cuts)]
    ends = [*(a for a, _ in cuts[1:]), len(text)]
    return [(text[a:b], text[b:end].strip()) for (a, b), end in zip(cuts, ends, strict=True)]


def stays(clause: str, seen: Observation, workspace: Workspace) -> frozenset[str] | None:
    """Return the names of what a clause wants to stay; None where it wants no such thing."""
    for form in FORMS:
        m = form.fullmatch(clause)
        what = next(filter(None, m.groups()), "") if m else ""
        if not what or re.search(rf"\b(?:{NOT}|and then|then)\b", what):
            continue
        if THE_REST.fullmatch(what):
            return frozenset()
        names = named(what, seen, workspace)
        if names or NAMED.fullmatch(what):
            return names
    return None


def named(what: str, seen: Observation, workspace: Workspace) -> frozenset[str]:
    """Return the names of what a phrase means; none where that is not sure."""
    found = things(what, seen, workspace=workspace)
    if found is None and not what.startswith("the "):
        found = things(f"the {what}", seen, workspace=workspace)
    if isinstance(found, list):
        return frozenset(found)
    told = mentions(what, seen, workspace, sets=True)
    whole = (names for phrase, names in told if len(phrase) > 0.6 * len(what))
    return frozenset(n for names in whole for n in names.split(", "))
