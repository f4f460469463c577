"""What a launch file comes to: commands, scopes, namespaces, parameters, arguments."""

import re
import sys
from pathlib import Path

import pytest
import yaml

from agent.errors import UsageError
from agent.ros.launch.surroundings import completed

SAY = "- node: {pkg: pkg, exec: e, args: $(var x)}\n"


def said(processes):
    return [process.command[1:] for process in processes]


def refused(prefix, text, why, **given):
    with pytest.raises(UsageError, match=re.escape(why)) as caught:
        prefix.plan(text, **given)
    return caught.value.hint


def test_a_node_becomes_a_command_line(prefix):
    (process,) = prefix.plan(
        """\
        - node:
            pkg: pkg
            exec: e
            name: arm
            namespace: left
            args: --goal 'red block'
            remap:
            - {from: joint_states, to: /other}
        """
    )
    assert process.arguments([Path("p.yaml")]) == [
        str(prefix.folder / "prefix/lib/pkg/e"),
        *("--goal", "red block", "--ros-args", "-r", "__node:=arm", "-r", "__ns:=/left"),
        *("-r", "joint_states:=/other", "--params-file", "p.yaml"),
    ]
    assert (process.label, process.output) == ("left/arm", "log")


@pytest.mark.skipif(
    not Path(sys.executable).with_name("handily").exists(), reason="colcon puts them elsewhere"
)
def test_a_console_script_is_found_by_its_distribution(prefix):
    (process,) = prefix.plan("- node: {pkg: handily, exec: handily, args: doctor}")
    assert process.command == (str(Path(sys.executable).parent / "handily"), "doctor")
    assert process.label == "handily"


def test_a_program_that_is_not_there_is_told_with_the_nearest(prefix):
    prefix.program("camera_node", "")
    hint = refused(prefix, "- node: {pkg: pkg, exec: camera}", "'camera'; it has: camera_node, e.")
    assert hint == "Did you mean 'camera_node'?"
    refused(prefix, "- node: {pkg: pgk, exec: e}", "there is no package 'pgk' with programs")


def test_a_scoped_group_leaves_no_trace_and_an_unscoped_one_does(prefix):
    text = """\
        - let: {name: x, value: outer}
        - set_env: {name: WHO, value: outer}
        - group:
            scoped: %s
            children:
            - let: {name: x, value: inner}
            - set_env: {name: WHO, value: inner}
            - push_ros_namespace: {namespace: deep}
            - node: {pkg: pkg, exec: e, args: "$(var x) $(env WHO)"}
        - node: {pkg: pkg, exec: e, args: "$(var x) $(env WHO)"}
        """
    first, second = prefix.plan(text.replace("            scoped: %s\n", ""))  # as by default
    assert said([first, second]) == [("inner", "inner"), ("outer", "outer")]
    assert (first.rules, second.rules) == (("__ns:=/deep",), ())
    assert (first.environment["WHO"], second.environment["WHO"]) == ("inner", "outer")
    first, second = prefix.plan(text % "false")
    assert said([first, second]) == [("inner", "inner")] * 2
    assert second.rules == ("__ns:=/deep",)


def test_namespaces_add_up_and_an_absolute_one_starts_anew(prefix):
    processes = prefix.plan(
        """\
        - push_ros_namespace: {namespace: ''}
        - node: {pkg: pkg, exec: e}
        - push_ros_namespace: {namespace: lab/}
        - group:
          - push_ros_namespace: {namespace: left}
          - node: {pkg: pkg, exec: e, name: n, namespace: arm}
          - node: {pkg: pkg, exec: e, name: n, namespace: /arm}
        - node: {pkg: pkg, exec: e}
        - node: {pkg: pkg, exec: e}
        """
    )
    assert [(p.label, p.rules[-1]) for p in processes] == [
        ("e", "__ns:=/"),
        ("lab/left/arm/n", "__ns:=/lab/left/arm"),
        ("arm/n", "__ns:=/arm"),
        ("lab/e", "__ns:=/lab"),
        ("lab/e-2", "__ns:=/lab"),
    ]
    refused(prefix, "- push_ros_namespace: {namespace: 1a}", "'/1a' is no namespace")
    refused(prefix, "- node: {pkg: pkg, exec: e, name: a b}", "'a b' is no name of a node")


def test_conditions_take_true_false_1_and_0_alone(prefix):
    text = "- node: {pkg: pkg, exec: e, %s: $(var x)}"
    arg = "- arg: {name: x}\n"
    for value, there in (("true", 1), ("True", 1), ("1", 1), ("false", 0), ("0", 0)):
        assert len(prefix.plan(arg + text % "if", x=value)) == there
        assert len(prefix.plan(arg + text % "unless", x=value)) == 1 - there
    refused(prefix, arg + text % "if", "`if` has to be true, false, 1 or 0, not 'yes'", x="yes")
    group = "- group: {if: 'false', children: [{node: {pkg: none, exec: none}}]}"
    assert prefix.plan(group) == []


def test_arguments_have_defaults_choices_and_clear_errors(prefix):
    text = "- arg: {name: x, default: $(env DAY), choice: [{value: red}, {value: blue}]}\n" + SAY
    prefix.environment["DAY"] = "red"
    assert said(prefix.plan(text)) == [("red",)]
    assert said(prefix.plan(text, x="blue")) == [("blue",)]
    hint = refused(
        prefix, text, "the argument 'x' cannot be 'bleu'; it can be: red, blue", x="bleu"
    )
    assert hint == "Did you mean 'blue'?"
    needed = "- arg: {name: goal, description: what to do}\n- arg: {name: x, default: ''}\n"
    hint = refused(prefix, needed, "the argument 'goal' (what to do) has to be given")
    assert hint == "Add: goal:=VALUE"
    hint = refused(prefix, needed, "has no argument 'gaol'; it has: goal, x.", gaol="a", goal="b")
    assert hint == "Did you mean 'goal'?"


def test_an_include_gets_its_arguments_and_acts_as_if_it_stood_there(prefix):
    prefix.file("- arg: {name: x}\n- arg: {name: y, default: own}\n" + SAY, "in.launch.yaml")
    text = """\
        - include:
            file: $(dirname)/in.launch.yaml
            arg:
            - {name: x, value: given}
        - node: {pkg: pkg, exec: e, args: $(var x) $(var y)}
        """
    assert said(prefix.plan(text)) == [("given",), ("given", "own")]
    # Arguments of what is included are arguments of the whole.
    assert said(prefix.plan(text, y="mine"))[1] == ("given", "mine")
    wrong = text.replace("name: x", "name: xx")
    assert "'x'" in refused(prefix, wrong, "in.launch.yaml has no argument 'xx'; it has: x, y.")
    bare = "- let: {name: x, value: a}\n- include: {file: $(dirname)/in.launch.yaml}"
    refused(prefix, bare, "in.launch.yaml needs the argument 'x'")
    hint = refused(prefix, "- include: {file: $(dirname)/inn.launch.yaml}", "there is no file")
    assert "in.launch.yaml" in hint
    refused(prefix, "- include: {file: $(dirname)/main.launch.yaml}", "includes itself")


def test_parameters_keep_their_types_and_their_order(prefix):
    (prefix.folder / "given.yaml").write_text("")
    (process,) = prefix.plan(
        """\
        - arg: {name: x, default: '5'}
        - arg: {name: t, default: 'yes'}
        - node:
            pkg: pkg
            exec: e
            param:
            - {name: whole, value: 1}
            - {name: real, value: 1.0e-7}
            - {name: flag, value: true}
            - {name: text, value: '1'}
            - {name: like_a_number, value: 1e5}
            - {name: filled, value: $(var x)}
            - {name: filled_flag, value: $(var t)}
            - {name: kept, value: $(var t), type: str}
            - {name: real_x, value: $(var x), type: float}
            - {name: some, value: [1, 2.5]}
            - {name: many, value: '[$(var x), 6]', type: list_of_int}
            - from: $(dirname)/given.yaml
            - name: top
              param:
              - {name: a, value: 1}
              - name: deeper
                param: [{name: b, value: x}]
            - {name: top, param: [{name: c, value: 2}]}
        """
    )
    first, file, last = process.parameters
    assert first == {
        "whole": 1,
        "real": 1e-7,
        "flag": True,
        "text": "1",
        "like_a_number": "1e5",
        "filled": 5,
        "filled_flag": True,
        "kept": "yes",
        "real_x": 5.0,
        "some": [1.0, 2.5],
        "many": [5, 6],
    }
    assert file == prefix.folder / "given.yaml"
    assert last == {"top": {"a": 1, "deeper": {"b": "x"}, "c": 2}}
    text = process.documents()[0]
    assert yaml.safe_load(text) == {"/**": {"ros__parameters": first}}
    assert '"like_a_number": "1e5"' in text
    assert '"flag": true' in text


def test_parameters_of_a_node_with_name_and_namespace_are_for_it_alone(prefix):
    text = "- node: {pkg: pkg, exec: e, name: n, namespace: a, param: [{name: p, value: 1}]}"
    (process,) = prefix.plan(text)
    assert process.documents() == ['"/a/n":\n  "ros__parameters":\n    "p": 1\n']


@pytest.mark.parametrize(
    ("param", "why"),
    [
        ("{name: p, value: '5', type: int}", "`value` of `param` has to be int, not '5'"),
        ("{name: p, value: 5, type: str}", "has to be str, not 5"),
        ("{name: p, value: true, type: int}", "has to be int, not True"),
        ("{name: p, value: $(var x), type: int}", "has to be int, not 'a: b'"),
        ("{name: p, value: $(var x)}", "'a: b' is neither true nor false"),
        ("{name: p, value: [1, a]}", "needs values of one type"),
        ("{name: p, value: []}", "needs values of one type"),
        ("{name: p, value: [1], type: list_of_str}", "has to be list_of_str, not 1"),
        ("{from: nowhere.yaml}", "there is no file of parameters nowhere.yaml"),
    ],
)
def test_parameters_of_a_wrong_type_are_refused(prefix, param, why):
    node = f"- node: {{pkg: pkg, exec: e, param: [{param}]}}"
    refused(prefix, "- let: {name: x, value: 'a: b'}\n" + node, why)


def test_the_environment_of_a_node_is_completed():
    full = completed({"_ROS_WHEELS_BOOTSTRAP_COMPLETE": "1"})
    assert full == {
        "AMENT_PREFIX_PATH": sys.prefix,
        "PYTHONUNBUFFERED": "1",
        "ROS_AUTOMATIC_DISCOVERY_RANGE": "LOCALHOST",
    }
    mine = {
        "AMENT_PREFIX_PATH": "/opt",
        "ROS_STATIC_PEERS": "10.0.0.1",
        "LD_LIBRARY_PATH": "/lib",
        "_ROS_WHEELS_BOOTSTRAP_COMPLETE": "1",
    }
    assert completed(mine) == {**mine, "PYTHONUNBUFFERED": "1"}
