"""Words of towers as a whole: how many and how high they are, and how their blocks are listed."""

from __future__ import annotations

import re

from agent.references.words import COLORS, NOUNS, NUMBERS
from agent.wishes.courtesies import any_of

HEAPS = (
    "towers?|stacks?|piles?|columns?|pillars?|heaps?|sandwich|burger|snowman|skyscrapers?|totems?"
    "|stacked|stacking|piled|piling|houses"
)
TALL = re.compile(
    rf"\b(?:{HEAPS}|high|storeys?|layers?|one on (?:top of )?(?:the other|another)"
    r"|on(?: top of)? (?:each other|one another)|lowest|highest|atop)\b"
)
"""By which a text is about a tower."""
UPRIGHT = re.compile(
    r"\b(?:base|foundation|roof|summit|ground floor|build up|crown(?:ed|ing)|filling|meat)\b"
)
"""By which it is about a tower where several levels are told."""
UPON = re.compile(r"\b(?:one )?on(?: top of)? (?:each other|one another|another|the other)\b")
TOWERS = "(?:towers|stacks|piles|columns|pillars|heaps|houses|sandwiches|totems)"
TWO = re.compile(
    rf"\b(?:two|2|pair of|couple of|twin|both)(?: [\w-]+){{0,2}} {TOWERS}\b"
    rf"|\beach of the {TOWERS}\b|\btwo (?:little|small|short|low|mini) ones\b"
    rf"|\bone (?:{HEAPS})\b.*\b(?:another|the other)\b|\beach (?:tower|stack|pile|column)\b"
    rf"|\b(?:pairs|couples|twos)\b|\btwins?\b(?! {TOWERS})|\btwo (?:and|by) two\b"
)
"""By which it is about two."""
ALIKE = re.compile(
    r"\b(?:same|by|matching|own) colors?\b|\b(?:its|a|their) twins?\b|\bmatch\w*\b|\balike\b"
)
MIXED = re.compile(
    r"\bmixed\b|\b(?:different|both|two) colors\b"
    r"|\b(?:one|a) <\d+>[^,.;!?]{0,12}?\b(?:and|with|on|below|above)[a-z ]* (?:one|a|an) <\d+>"
)
TURNS = re.compile(r"\balternat\w+\b|\bby turns\b|\bin turns?\b|\bstrip(?:es|y|ed)\b|\bzebra\b")
SEVERAL = "|".join(word for word, n in NUMBERS.items() if n > 1)
COLOR = "|".join(COLORS)
HIGH = re.compile(
    rf"\b(?P<n>{SEVERAL})(?: of (?:the|these|those|them|my|our)\b"
    rf"| (?:(?!{COLOR})\w+ )?(?:blocks|cubes|bricks)\b|(?= and no more\b)"
    r"|[ -](?:high|tall|storeys?|stories|layers?|levels?|floors?|block|cube)\b)"
    rf"|\b(?:tower|stack|pile|heap|column) of (?P<of>{SEVERAL})\b(?! \w+s\b)"
)
ALL = re.compile(
    r"\b(?:all|every|everything|lot|whoever|whichever|any|tallest|highest tower|as (?:high|tall) as"
    r"|(?:stack|pile) (?:them|these|those|'?em))\b"
)
ORDER = r"(?:in )?(?:any|whatever|whichever|either) (?:order|way up|way(?: round)?|sequence)"
FREE = re.compile(
    rf"\b(?:{ORDER}(?: works| is fine)?|(?:what|whatever|who|the order)\b[^,.;!?<]* up to you"
    r"|(?:you|who|whoever)(?: may)? (?:choose|pick|decide|likes?)|order is (?:free|yours|up to you)"
    r"|freely|up to you|your (?:choice|pick)|as you (?:like|please|wish)|who goes where|you like"
    r"|(?:do not|don't|does not|doesn't) (?:care|mind|matter)[^,.;!?]*|[^,.;!?]* may swap)\b"
)
"""By which the order is left open."""
BETWEEN_THEM = re.compile(r"\b(?:something|anything|a block)(?: \w+)? between\b")
APART = re.compile(
    r"\b(?:no contact|not (?:to )?(?:touch(?:ing)?(?! the)|be (?:next to|on) each other|meet"
    r"|be neighbou?rs)|keep(?:ing)? [^,.;]{0,30}apart|separated?)\b"
    rf"|{BETWEEN_THEM.pattern}"
)
NOT = re.compile(
    r"\b(?:not|never|neither|nor|no|cannot|anything but|anyone but|anything except|other than)\b"
    r"|n't\b"
)
AGAIN = re.compile(r"\b(?:hm+|no|wait|sorry|i mean|i meant|rather|actually|not)\b")
"""Said between two directions of a list, of which the later one counts."""
MORE = re.compile(
    r"\b(?:and )?(?:no|nothing) (?:more|else|higher|further)\b|\bmake sure\b"
    r"|\b(?:can(?:not|'t| not)|won't|will not) (?:take|carry|hold|bear) (?:any|much)? ?weight\b"
)
REVERSED = re.compile(
    r"\b(?:(?:in )?revers\w*|(?:the )?other way (?:round|around|about)|upside down|backwards)\b"
)
THEN = re.compile(r"\b(?:then|followed by|next(?! to)|in (?:this|that) order)\b")
SO_FAR = re.compile(
    r"\b(?:all of (?:that|it|this)|(?:that|this|the) pair|(?:the two|the three) of them"
    r"|those (?:two|three)|both of them|the whole (?:thing|lot)|everything|the lot"
    r"|all(?: this| that)?)"
    r"(?= (?:(?:goes|sits|is|stands|comes|then|should be) )*(?:on|onto|upon|over|on top of|atop) <)"
)
"""All that was told before."""
NESTED = re.compile(r",? on (?:that|this) (?:\w+)(?: one| block)?,")
"""In "red, on that blue, on that green" it is the former that is below."""
PART = re.compile(
    r"[,.;:!?]|\b(?:and|with|then|followed by|but|whereas|while|plus|so|such|where)\b"
)
LISTED = re.compile(r"(?:[\s,]*<\d+>)*?[\s,]*(?:(?:and|or|nor|both)[\s,]+)+<\d+>")
"""What stands behind a thing that is told in one with others: "<0>, <1> and <2>"."""
CHANGING = any_of(
    r"""if|unless|swap|switch|row|line|cm|centimet(?:er|re)s?|degrees|push|turn|rotate|beside
    |next to|in front|behind|count|empty|again|undo|half|cancel|forget|kidding|joking
    |when(?! you)|until|pour|open|close|wave|say|tell|unstack|down|apart|dismantle|topple|knock
    |off|away|except|without|leave|alone|before|as soon as|hand|touch|scratch|nah|rather|than
    |cans|boxes|near|nearer|nearest|far|farther|further|farthest|furthest|rear|front|back|closest
    |closer|smallest|biggest|smaller|bigger|squeezed|normally|usually|either|mean|meant|sorry
    |wait|or|not|never|no|nor|neither|left|right|corner|side|edge|same|flip|handed|already
    |existing|continue|add|raise"""
)
OTHER_THINGS = "|".join(n for n, kind in NOUNS.items() if kind not in ("block", "can"))
CHANGES = re.compile(
    rf"\b(?:{CHANGING}|(?:{OTHER_THINGS})s?)\b|\d|n't\b|\bstack\b.*\bstack\b|\b(?:{COLOR})s?\b"
    r"|(?<!any )(?<!every )(?<!each )(?<!one )\b(?:block|cube|brick)\b"
)
"""What tells another wish, other things, or an order that no clue has told."""
