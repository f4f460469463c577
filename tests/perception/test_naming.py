"""What a thing is called after it was moved, hidden in part, or taken for something else."""

from agent.perception.naming import named
from agent.types import ObjectState, Observation


def thing(name, kind, x, y, z, size, color="red"):
    return ObjectState(name, kind, color, (x, y, z), size)


CAN = thing("red can", "can", 0.4, 0.0, 0.05, (0.06, 0.06, 0.10))
IN_HAND = thing("red can", "can", 0.3, 0.0, 0.52, (0.06, 0.06, 0.10))


def seen(*objects):
    return [ObjectState("", o.kind, o.color, o.position, o.size) for o in objects]


def test_a_can_that_lies_on_its_side_is_still_the_can_that_was_put_down():
    fallen = [thing("", "block", 0.5 + 0.035 * i, 0.1, 0.04, (0.04,) * 3) for i in range(3)]
    (o,) = named(seen(*fallen), Observation((IN_HAND,)))
    assert (o.name, o.kind, o.size) == ("red can", "can", CAN.size)
    assert abs(o.position[0] - 0.535) < 1e-9
    assert o.confidence <= 0.5


def test_what_is_half_hidden_where_it_stood_keeps_its_name():
    half = thing("", "cylinder", 0.41, 0.01, 0.04, (0.06, 0.06, 0.05))
    assert [o.name for o in named(seen(half), Observation((CAN,)))] == ["red can"]


def test_something_else_elsewhere_is_something_new():
    other = thing("", "block", 0.6, 0.3, 0.02, (0.04,) * 3)
    assert [o.name for o in named(seen(other), Observation((CAN,)))] == ["red block"]


def test_what_is_too_large_is_something_new():
    tray = thing("", "tray", 0.4, 0.0, 0.01, (0.2, 0.14, 0.025))
    block = thing("red block", "block", 0.4, 0.0, 0.02, (0.04,) * 3)
    assert [o.name for o in named(seen(tray), Observation((block,)))] == ["red tray"]


def test_where_two_things_are_missing_nothing_is_guessed():
    ball = thing("red ball", "ball", 0.5, 0.2, 0.033, (0.066,) * 3)
    odd = thing("", "cylinder", 0.4, 0.0, 0.03, (0.06, 0.06, 0.06))
    assert [o.name for o in named(seen(odd), Observation((CAN, ball)))] == ["red cylinder"]


def test_a_hidden_bowl_is_not_what_fell_out_of_the_hand():
    bowl = thing("red bowl", "bowl", 0.4, 0.0, 0.03, (0.15, 0.15, 0.055))
    block = thing("red block", "block", 0.3, 0.0, 0.52, (0.04,) * 3)
    fallen = thing("", "block", 0.41, 0.01, 0.02, (0.04,) * 3)
    before = Observation((bowl, block), holding="red block")
    assert [o.name for o in named(seen(fallen), before)] == ["red block"]
