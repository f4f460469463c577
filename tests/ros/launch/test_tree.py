"""Everything that ROS would not take, or that the runner does not know, is refused in words."""

import re
import textwrap

import pytest

from agent.errors import UsageError
from agent.ros.launch.tree import Argument, Group, Let, read


def tree(tmp_path, text):
    file = tmp_path / "x.launch.yaml"
    file.write_text(textwrap.dedent(text))
    return read(file)


NODE = "- node: {pkg: p, exec: e, "


def test_a_file_is_read_into_frozen_actions_with_their_lines(tmp_path):
    first, group = tree(
        tmp_path,
        """\
        launch:
        - arg: {name: a, default: '1', description: what it is, choice: [{value: '1'}]}
        - group:
            scoped: false
            if: "true"
            children:
            - let:
                name: b
                value: $(var a)
        """,
    )
    assert isinstance(first, Argument)
    assert (first.name, first.choices, first.place.line) == ("a", ("1",), 2)
    assert isinstance(group, Group)
    assert not group.scoped
    assert isinstance(group.actions[0], Let)
    assert group.actions[0].place.line == 7


@pytest.mark.parametrize(
    ("body", "why", "hint"),
    [
        ("- nodes: {}", "line 2: there is no action `nodes` here; there are: arg, let,", "'node'"),
        ("- executable: {cmd: ls}", "there is no action `executable` here", ""),
        ("- node", "an action has to be one tag with its attributes, not 'node'", "Tags: arg"),
        ("- {let: {}, arg: {}}", "an action has to be one tag", ""),
        ("- node: p", "`node` has to be a mapping, not 'p'", ""),
        ("- node: {package: p}", "`node` has no attribute 'package'; it may have: pkg, exec", ""),
        ("- node: {pkg: p, exce: e}", "`node` has no attribute 'exce'", "Did you mean 'exec'?"),
        ("- node: {pkg: p}", "`node` needs the attribute `exec`", ""),
        ("- let: {name: a}", "`let` needs the attribute `value`", ""),
        ("- let: {name: a, value: 5}", "`value` of `let` has to be text, not 5", 'value: "5"'),
        ("- arg: {name: a, default: true}", "`default` of `arg` has to be text", '"true"'),
        ("- arg: {name: $(var b)}", "`name` of `arg` cannot have $(...)", ""),
        ("- arg: {name: a, choice: []}", "`choice` of `arg` has to be a list", "- value:"),
        (NODE + "if: true}", "`if` of `node` has to be text, not True", 'if: "true"'),
        (NODE + "if: '1', unless: '0'}", "`node` cannot have both `if` and `unless`", ""),
        (NODE + "respawn: true}", "`respawn` of `node` has to be text", 'respawn: "true"'),
        (NODE + "respawn_delay: 2}", "`respawn_delay` of `node` has to be a number", "2.0"),
        (NODE + "respawn_delay: -2.0}", "cannot be negative", ""),
        (NODE + "on_exit: [{shutdown: {}}]}", "can only be the word shutdown", ""),
        (NODE + "remap: {from: a, to: b}}", "`remap` of `node` has to be a list", "- from:"),
        (NODE + "remap: [{from: a, too: b}]}", "`remap` has no attribute 'too'", "'to'"),
        (NODE + "param: [{name: a}]}", "`param` has to be a `from` alone", ""),
        (NODE + "param: [{from: a, name: b}]}", "it has: from, name", ""),
        (NODE + "param: [{name: a, value: }]}", "has to be true or false, a number", ""),
        (NODE + "param: [{name: a, value: {}}]}", "has to be true or false, a number", ""),
        (NODE + "param: [{name: a, value: 1, type: integer}]}", "no type 'integer'", "'int'"),
        (NODE + "args: [a, b]}", "`args` of `node` has to be text, not ['a', 'b']", ""),
        ("- group: {scoped: 'no', children: []}", "`scoped` of `group` has to be true or", ""),
        ("- group: {scoped: false}", "`group` needs the attribute `children`", ""),
        ("- group: {children: {}}", "`children` has to be a list of actions", ""),
        ("- let: {name: a, name: b}", "line 2: the YAML cannot be read: 'name' stands twice", ""),
        ("- let: {name: [}", "the YAML cannot be read", ""),
    ],
)
def test_what_is_not_in_the_grammar_is_refused(tmp_path, body, why, hint):
    with pytest.raises(UsageError, match=re.escape(why)) as caught:
        tree(tmp_path, f"launch:\n{body}\n")
    assert caught.value.message.startswith("x.launch.yaml, line ")
    assert hint in caught.value.hint


def test_a_file_without_a_list_of_actions_is_refused(tmp_path):
    for text, met in (("launch: 5", "not 5"), ("lunch: []", "not: lunch"), ("[]", "not: list")):
        with pytest.raises(UsageError, match=re.escape(met)):
            tree(tmp_path, text)
    (tmp_path / "x.launch.py").write_text("")
    with pytest.raises(UsageError, match=r"x\.launch\.py is no YAML launch file"):
        read(tmp_path / "x.launch.py")
