"""Commands written by hand: what they mean is of their table, and retelling changes it alike."""

import numpy as np

from agent.robot import Workspace
from agent.spatial import PLACES, holds
from agent.training.language.names import BASE
from agent.training.language.said import fact, in_order, mirrored, recolored, retold, written
from agent.types import Fact, Observation


def of_its_table(table):
    seen = Observation(table.things)
    for c in table.commands:
        assert bool(c.facts) != bool(c.refuse), c
        assert len({f.subject for f in c.facts}) == len(c.facts), c
        for f in c.facts:
            assert seen.find(f.subject), c
            there = {"at": f.target in PLACES, "held": f.target == "hand"}
            assert there.get(f.relation, seen.find(f.target) is not None), c
            assert not holds(f, seen, Workspace()), c


def test_there_are_many_and_all_are_of_their_tables():
    assert sum(len(table.commands) for table in written()) > 2000
    for table in written():
        of_its_table(table)


def test_what_is_retold_is_still_of_its_table():
    rng = np.random.default_rng(0)
    for table in written():
        of_its_table(retold(table, rng))


def test_sides_change_in_words_names_places_and_positions():
    table = next(t for t in written() if any("left" in c.text.lower() for c in t.commands))
    other = mirrored(table)
    assert mirrored(other) == table
    for before, after in zip(table.commands, other.commands, strict=True):
        assert before.text.lower().count("left") == after.text.lower().count("right")
    assert [o.position[1] for o in other.things] == [-o.position[1] for o in table.things]


def test_colours_change_alike_in_words_names_and_facts():
    rng = np.random.default_rng(3)
    changed = 0
    for table in written():
        other = recolored(table, rng)
        names = {o.name for o in other.things}
        gone = {o.color for o in table.things} - {o.color for o in other.things} - {""}
        changed += bool(gone)
        for c in other.commands:
            assert {f.subject for f in c.facts} <= names
            assert not gone & set(c.text.lower().split())
    assert changed > 0.5 * len(written())


def test_they_name_no_colour_of_the_test_alone():
    held_back = set(BASE["test"])
    said = " ".join(c.text.lower() for table in written() for c in table.commands)
    assert not held_back & set(said.split())


def test_facts_are_read_from_their_words():
    assert fact("red block in front of blue bowl") == Fact("in front of", "red block", "blue bowl")
    assert fact("red block 2 held hand") == Fact("held", "red block 2", "hand")


def test_only_a_set_is_put_in_order():
    a, b = Fact("in", "red block", "blue bowl"), Fact("in", "blue block", "blue bowl")
    assert in_order([a, b]) == (b, a)
    tower = (Fact("on", "red block", "blue block"), Fact("on", "blue block", "green block"))
    assert in_order(tower) == tower
