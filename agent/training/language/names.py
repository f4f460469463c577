"""Colours, shapes and made-up names: how things are called, by split."""

from __future__ import annotations

from agent.retelling import FAMILIAR
from agent.training.language.splits import Phrases, Rng, one, parts

BASE = {
    "train": FAMILIAR,
    "val": FAMILIAR,
    "test": parts("pink|cyan|brown|gray|purple"),
}
"""The colours that a camera names; the test's occur nowhere else."""

SHADES: dict[str, Phrases] = {
    "red": Phrases("crimson|scarlet|ruby|cherry-red|bright red|deep red", val="ruddy", test="-"),
    "blue": Phrases("azure|navy|cobalt|dark blue|royal blue|blueish", val="sapphire", test="-"),
    "green": Phrases("emerald|lime|grass-green|leaf green|greenish", val="jade", test="-"),
    "yellow": Phrases("lemon|canary|sunny yellow|bright yellow", val="mustard", test="-"),
    "orange": Phrases("tangerine|amber|carrot-colored|pumpkin-colored", val="apricot", test="-"),
    "white": Phrases("snow-white|ivory|chalk-white|pure white", val="milky", test="-"),
    "pink": Phrases("-", val="--", test="rosy"),
    "purple": Phrases("-", val="--", test="violet|lilac"),
    "brown": Phrases("-", val="--", test="chestnut|chocolate"),
    "gray": Phrases("-", val="--", test="grey|ash-gray"),
    "cyan": Phrases("-", val="--", test="turquoise"),
}
"""Other words for a colour, where it is the only one of its sort."""

UNUSUAL = Phrases(
    """teal|olive|black|silver|gold|striped|dotted|checkered|spotted|shiny|wooden|glass|metal
    |plastic|rubber|velvet|marbled|glossy|matte|transparent|foam|felt|paper|steel|clay|maroon
    |khaki|peach|plaid|zigzag|speckled|frosted|glowing|starry|mossy|sandy|rusty|cork|bamboo
    |leather|tartan|neon|sparkly|knitted|waxed|painted|hollowed|lacquered|cardboard|stone""",
    val="chrome|tin-foil|ceramic|polished|woolen|mirrored",
    test="brass|denim|crystal|woven|granite|ribbed",
)
"""Words before a shape that no palette has."""

SYLLABLES = {
    "train": parts(
        """zor|blat|mip|dax|wug|fen|gor|tul|rak|bim|lop|sni|ke|vo|pra|mu|dri|hap|jol|qui|nes|tov|ba
    |cri|fli|gre|ost|ul|ped|jar"""
    ),
    "val": parts("thrim|vonk|squil|ebb|harg|moop"),
    "test": parts("glorf|xan|twee|bronk|ziff|ild"),
}
LETTERS = {"train": "ABCDEFGHJKLMN", "val": "PQRS", "test": "TUVWXYZ"}
LABELS = {
    "train": parts("item|object|part|thing|sample|unit|piece"),
    "val": parts("specimen|element"),
    "test": parts("component|article"),
}

NOUNS: dict[str, Phrases] = {
    "block": Phrases("block|cube|brick|toy block|little cube|building block",
                     often="block", val="block|cubelet|square block", test="block|cuboid|die"),
    "bowl": Phrases("bowl|dish|basin|round dish|container|receptacle",
                    often="bowl", val="bowl|soup bowl|round container", test="bowl|saucer|vessel"),
    "cup": Phrases("cup|mug|beaker", often="cup", val="cup|tumbler", test="cup|goblet"),
    "can": Phrases("can|tin|tin can", often="can", val="can|soda can", test="can|canister"),
    "ball": Phrases("ball|sphere|round ball", often="ball", val="ball|orb", test="ball|globe"),
    "box": Phrases("box|carton|package", often="box", val="box|parcel", test="box|crate"),
    "tray": Phrases("tray|serving tray", often="tray", val="tray|platter", test="tray|salver"),
}  # fmt: skip
"""Words for a kind; its own name is everybody's."""
BROAD = frozenset("container receptacle vessel brick package piece dish".split())
"""Words that could mean things of several kinds."""


def invented(rng: Rng, split: str) -> str:
    """Return a word that exists nowhere: zorblat."""
    return "".join(one(SYLLABLES[split], rng) for _ in range(int(rng.integers(2, 4))))


def label(rng: Rng, split: str) -> str:
    """Return a label as in `block A7`."""
    letter = one(LETTERS[split], rng)
    number = int(rng.integers(1, 40))
    return one((f"{letter}{number}", letter, f"{letter}-{number}", f"{letter}{letter}"), rng)


def shades(color: str, split: str) -> tuple[str, ...]:
    """Return the other words for a colour."""
    table = SHADES.get(color)
    return tuple(w for w in table.of(split) if w.strip("-")) if table else ()
