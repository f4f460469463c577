"""The guard's file: what it says, and what is said of one that says something wrong."""

import textwrap

import pytest

from agent import guarding
from agent.errors import UsageError
from agent.guard import Guard, denied
from agent.guarding import Config, checked_policy, configured, load
from agent.limits import Limits, Zone
from agent.robot import Workspace


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "guard.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_the_example_says_what_it_says(written):
    config = load(written(textwrap.dedent(guarding.__doc__.split("\n\n", 1)[1])))
    assert config.guard() == Guard(
        forbidden=("red cup", "bowl"),
        max_steps=20,
        max_repeats=2,
        skills=("pick", "place", "home", "look"),
        policy="risky",
        max_seconds=300.0,
        max_tokens=50_000,
        max_cost=0.10,
        price_in=0.15,
        price_out=0.60,
    )
    inf = float("inf")
    assert config.limits == Limits(
        workspace=Workspace((0.32, 0.60), (-inf, inf), (-inf, inf)),
        keep_out=(Zone("laptop", (0.30, 0.40), (0.20, 0.34), (0.0, 0.3)),),
        max_speed=0.5,
        max_force=40.0,
        joints=((1, -1.5, 1.5),),
    )
    assert config.timeout == 30.0


def test_an_empty_file_changes_nothing(written):
    for config in (load(written("")), configured(None), Config()):
        assert config.guard() == Guard()
        assert config.limits == Limits()


def test_the_command_line_overrides_the_file_and_names_who_is_asked(written):
    config = configured(written("[confirm]\npolicy = 'risky'"))
    assert config.guard().confirm is denied
    guard = config.guard(lambda call, reason: True, "always")
    assert guard.policy == "always"
    assert guard.confirm(None, "")


ZONE = "[[keep_out]]\nname = 'a'\nx = [0, 1]\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[skilz]", "There is no key 'skilz' in guard.toml; did you mean 'skills'?"),
        (
            "[skills]\nalowed = []",
            "There is no key 'alowed' in [skills] of guard.toml; did you mean 'allowed'?",
        ),
        (
            ZONE + "y = [0, 1]\nzed = 1",
            "There is no key 'zed' in [keep_out.1] of guard.toml; did you mean 'z'?",
        ),
        (
            "[zebra]",
            "There is no key 'zebra' in guard.toml; there are: budget, confirm, keep_out, limits, "
            "skills, touch, workspace.",
        ),
        (ZONE, "The key 'y' is missing in [keep_out.1] of guard.toml."),
        (ZONE + "y = [0]", "keep_out.1.y.2 in guard.toml is missing."),
        (
            "[skills]\nallowed = ['pick', 'plaze']",
            "skills.allowed.2 in guard.toml cannot be 'plaze': there is no such skill; "
            "did you mean 'place'?",
        ),
        (
            "[limits]\nspeed = 2.0",
            "limits.speed in guard.toml cannot be 2.0: input should be less than or equal to 1.",
        ),
        (
            "[workspace]\nx = [0.6, 0.3]",
            "workspace.x in guard.toml cannot be [0.6, 0.3]: "
            "the first number has to be less than the second.",
        ),
        (
            "[workspace]\nx = [0, nan]",
            "workspace.x.2 in guard.toml cannot be nan: input should be a finite number.",
        ),
        (
            "[touch]\nnever = ['bowl', 'the leftmost block']",
            "touch.never.2 in guard.toml cannot be 'the leftmost block': 'leftmost' may mean "
            "another thing once things have moved; name it by its colour and its kind.",
        ),
        (
            "[touch]\nnever = ['the']",
            "touch.never.1 in guard.toml cannot be 'the': it names nothing.",
        ),
        (
            "[budget]\nsteps = true",
            "budget.steps in guard.toml cannot be True: input should be a valid integer.",
        ),
        (
            "[budget]\ncost = 1.0",
            "[budget] in guard.toml limits the cost, but has no price_in and no price_out.",
        ),
        (
            "[confirm]\npolicy = 'sometimes'",
            "confirm.policy in guard.toml cannot be 'sometimes': "
            "input should be 'never', 'risky' or 'always'.",
        ),
        (
            "[limits]\njoints = {0 = [1, 2]}",
            "limits.joints.0 in guard.toml cannot be '0': "
            "input should be greater than or equal to 1.",
        ),
        (
            f"[touch]\n{'k' * 999} = 1",
            f"There is no key '{'k' * 76}... in [touch] of guard.toml; there",
        ),
        ("a =", "guard.toml is no valid TOML: Invalid value (at end of document)."),
        (
            b"\xff",
            "guard.toml is no valid TOML: 'utf-8' codec can't decode byte 0xff in position 0: "
            "invalid start byte.",
        ),
        ("#" * (1 << 20) + "#", "guard.toml is larger than 1 MB."),
        ("a=" + "[" * 100_000, "guard.toml is no valid TOML"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(written, text, message):
    with pytest.raises(UsageError) as error:
        load(written(text))
    assert error.value.message.startswith(message)
    assert len(error.value.message) < 300


def test_a_policy_has_one_of_three_names():
    assert [checked_policy(p) for p in (None, "never", "risky", "always")] == [
        None,
        "never",
        "risky",
        "always",
    ]
    with pytest.raises(UsageError, match="'maybe'; it can be never, risky or always"):
        checked_policy("maybe")
