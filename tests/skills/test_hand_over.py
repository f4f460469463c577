RED = [("red", 0.45, -0.12)]


def when_held_out(table, then):
    """Do something once the hand is held out and still."""
    grip = table.robot.grip

    def gripped(width):
        grip(width)
        then()

    table.robot.grip = gripped


def test_it_is_let_go_when_somebody_takes_it(lay):
    table = lay(blocks=RED)
    assert table.do("pick", "red block").ok
    when_held_out(table, lambda: table.world.move("red block", 2.0, 0.0, 0.5))
    handed = table.do("hand_over", "bottom side")
    assert handed.ok, handed.message
    assert table.body.observation.holding is None


def test_it_is_kept_where_nobody_takes_it(lay):
    table = lay(blocks=RED)
    assert table.do("pick", "red block").ok
    handed = table.do("hand_over", "bottom side")
    assert not handed.ok
    assert "nobody took red block" in handed.message
    assert table.body.observation.holding == "red block"


def test_what_falls_is_not_handed_over(lay):
    table = lay(blocks=RED)
    assert table.do("pick", "red block").ok
    when_held_out(table, lambda: table.world.move("red block", 0.5, 0.1, 0.02))
    handed = table.do("hand_over", "bottom side")
    assert not handed.ok
    assert "lies on the table" in handed.message


def test_only_what_is_held_goes_and_only_to_a_place(lay):
    table = lay(blocks=RED)
    assert table.refuses("nothing is held", "hand_over", "bottom side")
    assert table.do("pick", "red block").ok
    assert table.refuses("there is no place 'moon'", "hand_over", "moon")
