import pytest

THREE = [("red", 0.45, -0.12), ("green", 0.45, 0.12, 0.4), ("blue", 0.55, 0.0)]
TOWER = ("red block", "green block", "blue block")


def test_a_tower_stands_from_the_bottom_up(lay):
    table = lay(blocks=THREE)
    built = table.do("stack", *TOWER)
    assert built.ok, built.message
    assert built.measured == {"height": 3}
    heights = [table.true(name).position[2] for name in TOWER]
    assert heights == pytest.approx([0.02, 0.06, 0.10], abs=0.003)


def test_what_stands_already_stays(lay):
    table = lay(blocks=THREE)
    assert table.do("stack", *TOWER[:2]).ok
    before = table.true("green block").position
    assert table.do("stack", *TOWER).ok
    assert table.true("green block").position == pytest.approx(before, abs=0.004)


def test_unstacking_puts_the_top_one_on_the_table(lay):
    table = lay(blocks=THREE)
    assert table.do("stack", *TOWER).ok
    assert table.refuses("something is on top of green block", "unstack", "green block")
    assert table.do("unstack", "blue block").ok
    assert table.true("blue block").position[2] == pytest.approx(0.02, abs=0.003)
    assert table.refuses("stands on nothing but the table", "unstack", "blue block")


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        (("red block",), "two different things"),
        (("red block", "red block"), "two different things"),
        (("red block", "pink block"), "pink block is not to be seen"),
    ],
)
def test_no_tower_of_what_is_not_there(lay, args, reason):
    assert lay(blocks=THREE).refuses(reason, "stack", *args)
