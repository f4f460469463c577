"""What `$(...)` stands for, and which of them are refused."""

import re
from pathlib import Path

import pytest

from agent.errors import UsageError
from agent.ros.launch.refusals import Place
from agent.ros.launch.substitutions import Scope, fill, parse, words
from agent.ros.launch.surroundings import ROOT

PLACE = Place(Path("a.launch.yaml"), 3)


def filled(text, configurations=None, environment=None):
    scope = Scope(Path("/folder"), environment or {}, configurations or {})
    return fill(parse(text, PLACE), scope, PLACE)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (r"plain, with (parentheses) and \$5", "plain, with (parentheses) and $5"),
        ("$(var x)", "1"),
        ("a$(var x)b$(var x)", "a1b1"),
        ("$(var $(var name))", "1"),
        ("$(env SET)", "here"),
        ("$(env UNSET other)", "other"),
        ("$(env UNSET 'two words')", "two words"),
        ('$(env UNSET "in $(var x) room")', "in 1 room"),
        ("$(env UNSET '')", ""),
        (r"$(env UNSET a\)b)", "a)b"),
        ("$(env UNSET pre$(var x)/post)", "pre1/post"),
        ("$(dirname)/x.yaml", "/folder/x.yaml"),
        (r"\$(var x)", "$(var x)"),
        (r"a\\b", r"a\b"),
        ("it's", "it's"),
        ("", ""),
    ],
)
def test_a_text_is_filled_in(text, said):
    assert filled(text, {"x": "1", "name": "x"}, {"SET": "here"}) == said


@pytest.mark.parametrize(
    ("text", "why", "hint"),
    [
        ("$(vra x)", "there is no substitution $(vra) in '$(vra x)'", "Did you mean 'var'?"),
        ("$(eval 1+1)", "there is no substitution $(eval)", ""),
        ("$(find-pkg-prefix a)", "there is no substitution $(find-pkg-prefix)", "find-pkg-share"),
        ("$(var x", "$(var is not closed", "Allowed: $(var NAME)"),
        ("$()", "after $( there has to be a name", ""),
        ("$(var)", "$(var) takes words: 1, not 0", ""),
        ("$(dirname x)", "$(dirname) takes words: 0, not 1", ""),
        ("$(env A b c)", "$(env) takes words: 1 or 2, not 3", ""),
        ("$(env A  b)", "one space stands between words", ""),
        ("$(env A 'b)", "a quote is not closed", ""),
        ("$(env A b'c)", "needs a backslash", ""),
        ("costs $5", "'$' needs a backslash here", ""),
        (r"$(env A b\ c)", "a text with spaces needs quotes", ""),
        ("$(var xs)", "nothing named 'xs' is set here for $(var xs); set: x.", "Did you mean 'x'?"),
        ("$(env UNSET)", "the environment variable UNSET is not set", "$(env UNSET DEFAULT)"),
    ],
)
def test_what_cannot_be_filled_in_is_refused_with_its_place(text, why, hint):
    with pytest.raises(UsageError, match=re.escape(why)) as caught:
        filled(text, {"x": "1"})
    assert caught.value.message.startswith("a.launch.yaml, line 3: ")
    assert hint in caught.value.hint


def test_the_words_of_a_command_are_split_but_never_within_a_substitution():
    scope = Scope(Path("/"), {}, {"goal": "put it down", "x": "1"})

    def split(text):
        return [fill(word, scope, PLACE) for word in words(parse(text, PLACE), PLACE)]

    assert split("--goal $(var goal) --x=$(var x)s  'a b'") == [
        *("--goal", "put it down", "--x=1s", "a b")
    ]
    assert split("$(var x) $(var x)$(var x)") == ["1", "11"]
    assert split("  ") == []
    with pytest.raises(UsageError, match="a quote in `args` is not closed"):
        split("'$(var goal)'")


def test_the_share_of_a_package_is_looked_for_in_the_prefixes(tmp_path):
    installed = {"AMENT_PREFIX_PATH": f"/nowhere:{tmp_path}"}
    (tmp_path / "share" / "other").mkdir(parents=True)
    there = str(tmp_path / "share" / "other")
    assert filled("$(find-pkg-share other)", environment=installed) == there
    # A source tree is newer than what was installed from it.
    (tmp_path / "share" / "handily").mkdir(parents=True)
    assert filled("$(find-pkg-share handily)", environment=installed) == str(ROOT)
    with pytest.raises(UsageError, match="there is no package 'handly'") as caught:
        filled("$(find-pkg-share handly)", environment=installed)
    assert caught.value.hint == "Did you mean 'handily'?"
