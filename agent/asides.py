"""What is said around a wish and changes nothing of it: reasons, shrugs and estimates.

"Shift it a touch to the left, it's almost right where it is, give or take" wishes for nothing
behind its first comma. Rules that go by single words would take "right" and "or" for more.
"""

from __future__ import annotations

import re

from agent.references.words import COLORS, NOUNS
from agent.wishes.courtesies import INDIFFERENT, any_of

IDLE = any_of(
    """i bet you can(?:not|'t)|what if (?:you|we)|how about|no wait|out of the way|get rid of
    |(?:grateful|nice|lovely|great|good|glad|happy|kind|better|nicer|cool|awesome) if
    |if (?:you (?:would|could|can|like|please|want|will|don't mind|do not mind|have time|may)
    |(?:it|that|this)(?:'s| is) (?:ok|okay|alright|fine|possible|not too much trouble))
    |if (?:possible|i may)|if you'd (?:be so (?:kind|good)|please|like|mind)
    |don't you think|do you think|(?:would|is|was|does|do|are)n't (?:it|they)
    |real quick|right now|this time|once you (?:have |are )?(?:[a-z]+ )?(?:done|ready|free|can)
    |i(?:'m| am) (?:left|right)[ -]handed
    |when you (?:have|get) (?:a|the) (?:moment|minute|second|chance)|at last|for once"""
)
IDLE_WORDS = re.compile(rf"\b(?:{IDLE})\b")
"""Said around a wish, with words in it that change other goals."""
END = r"(?=[,.;:!?]|$)"
OWN = "".join(rf"(?<!\b{who} )" for who in ("my", "our", "his", "her", "their", "a", "an"))
THINGS = "|".join(noun for noun in NOUNS if noun != "can")
NAMED = (
    rf"\b(?:{'|'.join(COLORS)})s?\b|{OWN}\b(?:{THINGS})s?\b|\bthe cans?\b|<"
    r"|\b(?:corner|edge|side|middle|center|beside|behind|next to|in front of)s?\b"
    r"|\b(?:on|to|at) (?:the|my|your) (?:left|right)\b"
)
"""Things, but for "my mug", and places."""
WORDS = rf"(?:(?!{NAMED})[^,.;:!?])*"
"""The rest of a clause in which no thing is named, and no place."""
WHY = re.compile(
    rf",? \b(?:because|cause|cos|coz|cuz|seeing as|seeing that|given that)\b{WORDS}{END}"
    rf"|,? \bso(?: that)? (?:there(?:'s| is| will be|'ll be)|i|we|he|she|they|you|people|nobody"
    rf"|no one|everybody|everyone|none of us|my [a-z]+|the (?:kids|children|others|baby|dog|cat)"
    rf")\b(?! (?:want|need|would|wish|prefer)\b|'d\b){WORDS}{END}"
)
"""Why something is wished for."""
WISHING = any_of(
    """to|supposed|meant|needed|wanted|going|better|best|for|not|only|on|in|at|by|near|left|behind
    |right(?! where| there| here| now)"""
)
"""Words behind "it is" by which that is a wish, or tells which thing is meant."""
BREAK = r"(?:[,;:.!?]+|\s-+) (?:and |but )?"
SO_IT_IS = re.compile(
    rf"{BREAK}(?:it|they|he|she|this|there)(?:'s| is|'re| are| was| were)"
    rf" (?!(?:{WISHING})\b){WORDS}{END}"
    rf"|{BREAK}(?:it|they|he|she|this)(?:'s| is|'re| are) in (?:the|my|our|your|his|her)"
    rf" (?:way|light|road)\b{WORDS}{END}"
    rf"|{BREAK}i (?:keep|always|just) \w+ing\b{WORDS}{END}"
)
"""What is so, told behind a wish, and why it is made."""
PICK = re.compile(
    rf"[,.;:!?]+ (?:just |you |go on, )*(?:pick|choose|take) (?:any(?: one)?|whichever|one)\b{END}"
)
"""That any will do."""
REST = re.compile(
    r"[,.;:!?]* ?\b(?:and |but )?(?:(?:all )?the (?:rest|others|other ones)|everything else"
    r"|all else|everyone else)(?: (?:can|may|should|shall|must|will|could))?(?: just)?"
    r" (?:stays?|remains?|lies?|sits?|stands?|waits?|rests?|(?:is|are|be) (?:fine|ok|okay|good|left"
    r"|not needed|to stay))(?: (?:put|about|around|here|there|alone|out|in place|as (?:it is|is"
    r"|they are)|where (?:it is|they are|it stands|they stand|it lies|they lie|they like)))*"
    rf"{END}"
    r"|[,.;:!?]+ (?:and |but )?(?:leave|ignore|forget(?: about)?|never mind|keep|skip)"
    r" (?:(?:all )?the (?:rest|others|other ones)|everything else|all else)(?: (?:alone|be|there"
    rf"|out|in place|where (?:it is|they are)|as (?:it is|they are)|untouched))*{END}"
    r"|[,.;:!?]+ (?:and |but )?(?:nothing (?:else|more)|no others?|(?:do not|don't|dont) (?:touch"
    r"|move|bother with) (?:anything else|the (?:rest|others)))(?: (?:moves|should move|is to move"
    rf"|please))*{END}"
)
"""That what was not spoken of stays where it is."""
ONLY = re.compile(r"^(?:please |now |so )*(?:only|just) (?=\w)")
ROUGHLY = re.compile(
    r",? ?\b(?:give or take(?: a (?:bit|little))?|more or less|or (?:so|thereabouts)"
    rf"|(?:is|are|will be|should be|would be) (?:plenty|enough|fine|perfect|ok|okay){END}"
    r"|(?:(?:that|this|it)(?:'ll| will| would|'d| should) do(?: (?:it|nicely|fine))?)"
    r"|no (?:more|further|less)(?: than that)?|not (?:more|further|less)(?: than that)?)\b"
)
"""How exactly a number is meant."""

ASKING = re.compile(rf"[,;]? (?:would|could|will|can|won't) (?:you|ya)(?: please)?{END}")
"""A courtesy behind a wish."""
SOUNDS = re.compile(
    r"^(?:(?:h+m+|u+m+|u+h+|e+r+m?|a+h+|o+h+)[,.! ]+|(?:well|so|right|now|ok(?:ay)?)[,.!]+ *)+"
)
"""Said before anything is."""
MOST = re.compile(r"\b\w{2,}est\b|\bmost\b|\b(?:near|clos|farth|furth|bigg|small)er\b")
"""What tells which one is meant, and is no shrug: "whichever is nearest to you"."""


def brief(text: str) -> str:
    """Return a text in small letters without what changes nothing of its wish.

    >>> brief("a touch to the left with it, it's almost right where it is")
    'a touch to the left with it'
    """
    text = PICK.sub("", IDLE_WORDS.sub("", text))
    less = REST.sub("", text)
    text = text if less == text else ONLY.sub("", less)
    text = INDIFFERENT.sub(
        lambda m: m[0] if MOST.search(m[0]) else "", ROUGHLY.sub("", WHY.sub("", text))
    )
    return ASKING.sub("", SO_IT_IS.sub("", SOUNDS.sub("", text)))
