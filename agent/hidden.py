"""What a goal says that only the person knows, such as a favourite colour: it has to be asked."""

from __future__ import annotations

import re

WHO = r"(?:i|we|he|she|they|you|my \w+|our \w+|the \w+|mr\.? \w+|mrs\.? \w+|ms\.? \w+|dr\.? \w+)"
DID = (
    r"(?:told|mentioned|picked out|picked|chose|asked for|promised|showed|pointed (?:out|at)"
    r"|had in mind|was thinking of|am thinking of|talked about|likes? best|used last|had last)"
)
START = r"(?:(?:please|just|oh|and|now|ok|okay|so|hey|well|can you|could you|would you)[, ]+)*"
ONLY_THEY = re.compile(
    rf"\b(?:my|his|her|our|their|your|\w+'s) (?:own )?favou?rite (?:colou?r|one|block|cube|bowl|cup"
    r"|thing|place|spot|side|corner|number)\b(?! is\b)"
    rf"|\b(?:the one|which|that|where|the (?:bowl|block|cube|place|spot|color|colour)) {WHO}"
    rf" (?:\w+ )?{DID}\b(?! to\b)"
    r"|\bas (?:we )?(?:discussed|agreed|promised|planned|arranged|last time)\b"
    r"|\blike (?:last time|yesterday|we (?:said|discussed|agreed)|the last time)\b"
    r"|\bone of (?:them|those|these)(?: (?:two|three|four))?(?: \w+){0,2} (?:is|'s)"
    r" (?:mine|hers|his)\b"
    r"|\bas many (?:\w+ ){1,6}?as (?:i|we|he|she|they|my)\b"
    r"|\b(?:that|this) thing (?:over )?(?:there|here)\b"
    r"|\b(?:the|its) (?:correct|proper|usual) (?:place|spot|one|bowl|block|cube|side|order)\b"
    r"|\b(?:you know|guess) (?:which|the one)\b"
    r"|^(?:please |just |oh |and |now |ok |okay )*(?:put|move|take|grab|pick up|bring|get|pop|stick"
    r"|place|set) (?:that|this) one\b"
    rf"|^{START}(?:put|move|take|bring|get|pop|stick|place|set|shift|push|slide) (?:that|this)"
    r"(?= (?:over|to|into|in|onto|on|up|down|away|back|closer|there)\b)"
    rf"|^{START}(?:that|this) one (?:over )?there\b"
    r"|\bone (?:particular|certain|specific) (?:side|place|spot|block|bowl|one|order|cube)\b"
)


def hidden(goal: str) -> str:
    """Return the words of a goal that nobody but the person can make sense of, or nothing."""
    found = ONLY_THEY.search(goal.lower().replace("\u2019", "'"))
    return re.sub(f"^{START}", "", found[0]) if found else ""
