"""Tasks that users write: what is made of them, and what is said of every kind of mistake."""

import pytest

from agent.errors import UsageError
from agent.perception.colors import COLORS
from agent.robot import Workspace
from sims.bench.episode import Settings, episode
from sims.build import scenes
from sims.objects import THINGS
from sims.tasks.custom import load, suite_of
from sims.tasks.predicates import PREDICATES

FILE = """\
scene: tabletop
tasks:
  - id: first
    instruction: "put the red block into the blue bowl"
    objects:
      - {name: red block, at: [0.45, -0.10]}
      - {name: blue bowl}
      - {name: big green box}
    human: [{match: "which", answer: "the red one"}]
    faults: "drop=0.1"
    goal:
      - [in, red block, blue bowl]
"""
FURNITURE = """\
scene: furniture
tasks:
  - id: drawer
    instruction: open the drawer
    objects: [{name: red block}, {name: yellow bowl}]
    goal: [[open, drawer], {not: [in, red block, yellow bowl]}]
"""
ALL = {
    "scenes": ", ".join(sorted(scenes())),
    "predicates": ", ".join(PREDICATES),
    "kinds": ", ".join(THINGS),
    "colours": ", ".join(COLORS),
}


@pytest.fixture
def write(tmp_path):
    def write(text, name="mine.yaml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def complaint(path):
    with pytest.raises(UsageError) as caught:
        load(path)
    return caught.value.message.removeprefix(f"{path}:"), caught.value.hint


def test_a_file_becomes_a_suite(write):
    suite = load(write(FILE))
    instance = suite.instance("first", 0, 0, Workspace())
    assert suite.name == "mine"
    assert instance.instruction == "put the red block into the blue bowl"
    assert [t.name for t in instance.things] == ["red block", "blue bowl", "big green box"]
    assert instance.things[0].xy == (0.45, -0.10)
    assert instance.goal == [["in", "red block", "blue bowl"]]
    assert (instance.human, instance.faults) == ((("which", "the red one"),), "drop=0.1")
    assert [s.goal for s in instance.plan] == instance.goal


def test_what_is_not_written_comes_from_the_seed(write):
    suite = suite_of(str(write(FILE)))
    tables = [suite.instance("first", i, 0, Workspace()).things for i in (0, 0, 1)]
    assert tables[0] == tables[1]
    assert tables[0][0].xy == tables[2][0].xy
    assert tables[0][1].xy != tables[2][1].xy


def test_a_changed_file_is_another_version(write):
    before = load(write(FILE)).version
    assert load(write(FILE)).version == before
    assert load(write(FILE.replace("big green", "small green"))).version != before


@pytest.mark.parametrize("text", [FILE.replace('    faults: "drop=0.1"\n', ""), FURNITURE])
def test_the_expert_does_simple_goals(write, text):
    suite = load(write(text))
    (task,) = suite.tasks
    instance = suite.instance(task, 0, 0, Workspace())
    assert episode(instance, (task, 0, 0), Settings(states=False), None).success


def test_a_tower_is_built_from_below(write):
    goal = "goal: [[on, red block, green block], [on, green block, yellow block]]"
    text = f"tasks:\n- id: a\n  instruction: build\n  {goal}\n"
    plan = load(write(text)).instance("a", 0, 0, Workspace()).plan
    assert [s.subject for s in plan] == ["green block", "red block"]


def test_without_a_plan_the_expert_says_that_it_cannot(write):
    text = FILE.replace("- [in, red block, blue bowl]", "- [count, block, in, blue bowl, odd]")
    instance = load(write(text)).instance("first", 0, 0, Workspace())
    assert instance.goal == [["count", "block", "in", "blue bowl", "odd"]]
    assert (instance.plan, instance.refuse) == ((), "there is no scripted plan for this goal")


def test_a_numbered_list_counts(write):
    text = FILE.replace("- [in, red block, blue bowl]", "- [count, red, in, blue bowl, 1]")
    assert load(write(text)).instance("first", 0, 0, Workspace()).goal[0][-1] == 1


GOAL, OBJECT = "[in, red block, blue bowl]", "{name: blue bowl}"
MISTAKES = {
    "unknown key of the file": (
        *("scene: tabletop", "scenery: tabletop"),
        "1: There is no key for the file 'scenery'; there are: scene, tasks.",
    ),
    "unknown key of a task": (
        *("instruction:", "instructions:"),
        "4: There is no key for a task 'instructions'; there are: id, instruction, objects, "
        "human, faults, goal.",
    ),
    "unknown key of an object": (
        *(OBJECT, "{nam: blue bowl}"),
        "7: There is no key for an object 'nam'; there are: name, at, yaw.",
    ),
    "key twice": (
        *('faults: "drop=0.1"', "id: second"),
        "10: The key 'id' is given twice.",
    ),
    "missing key": (
        *('    instruction: "put the red block into the blue bowl"\n', ""),
        "3: A task has no 'instruction'.",
    ),
    "unknown scene": (
        *("scene: tabletop", "scene: tabeltop"),
        f"1: There is no scene 'tabeltop'; there are: {ALL['scenes']}.",
    ),
    "unknown predicate": (
        *(GOAL, "[inn, red block, blue bowl]"),
        f"12: There is no predicate 'inn'; there are: {ALL['predicates']}.",
    ),
    "too few arguments": (
        *(GOAL, "[in, red block]"),
        "12: in is written [in, thing, thing]; here it has 1 argument.",
    ),
    "too many arguments": (
        *(GOAL, "[left_of, red block, blue bowl, a little, 3]"),
        "12: left_of is written [left_of, thing, thing, [amount]]; here it has 4 arguments.",
    ),
    "wrong kind of argument": (
        *(GOAL, "[at, red block, blue bowl]"),
        "12: There is no place 'blue bowl'; there are: top left corner, top side, top right "
        "corner, left side, middle, right side, bottom left corner, bottom side, bottom right "
        "corner.",
    ),
    "unknown amount": (
        *(GOAL, "[left_of, red block, blue bowl, a bit]"),
        "12: There is no amount 'a bit'; there are: a little, a lot.",
    ),
    "unknown number": (
        *(GOAL, "[count, block, in, blue bowl, some]"),
        "12: The number to count has to be 0, 1, 2 ..., even or odd.",
    ),
    "a goal about what is not there": (
        *(GOAL, "[in, red blok, blue bowl]"),
        "12: There is no thing on this table called 'red blok'; there are: red block, blue "
        "bowl, big green box.",
    ),
    "a goal that names a thing twice": (
        *(GOAL, "[on, red block, red block]"),
        "12: on names 'red block' twice.",
    ),
    "in what is not hollow": (
        *(GOAL, "[in, red block, big green box]"),
        "12: Nothing goes in 'big green box'; it has to be a: bowl, cup, tray.",
    ),
    "furniture that is not there": (
        *(GOAL, "[open, drawer]"),
        "12: open needs furniture, and there is none in this scene.",
    ),
    "empty goal": (
        *("goal:\n      - [in, red block, blue bowl]", "goal: []"),
        "11: A goal is an empty list.",
    ),
    "unknown word for several goals": (
        *(GOAL, f"{{some: [{GOAL}]}}"),
        "12: There is no key for a goal 'some'; there are: all, any, not.",
    ),
    "two words for several goals": (
        *(GOAL, f"{{any: [{GOAL}], not: {GOAL}}}"),
        "12: A goal has to be just one of: all, any, not.",
    ),
    "any without a list of goals": (
        *(GOAL, f"{{any: {GOAL}}}"),
        "12: any takes a list of goals: {any: [[in, ...], ...]}.",
    ),
    "goals that nest too deeply": (
        *(GOAL, "{not: " * 9 + GOAL + "}" * 9),
        "12: Goals nest 8 deep at the most.",
    ),
    "unknown colour": (
        *(OBJECT, "{name: crimson bowl}"),
        f"7: There is no colour 'crimson'; there are: {ALL['colours']}.",
    ),
    "unknown kind": (
        *(OBJECT, "{name: blue bowel}"),
        f"7: There is no kind 'bowel'; there are: {ALL['kinds']}.",
    ),
    "a name of another form": (
        *(OBJECT, "{name: bowl}"),
        "7: The name 'bowl' is not of the form: [size] colour kind [number].",
    ),
    "an object twice": (
        *(OBJECT, "{name: red block}"),
        "7: The object 'red block' is listed twice.",
    ),
    "outside the workspace": (
        *("at: [0.45, -0.10]", "at: [0.95, -0.10]"),
        "6: [0.95, -0.1] is outside the workspace: x from 0.3 to 0.66, y from -0.34 to 0.34 (m).",
    ),
    "a spot that is no number": (
        *("at: [0.45, -0.10]", "at: [left, -0.10]"),
        "6: A spot's x or y has to be a number.",
    ),
    "a spot with three numbers": (
        *("at: [0.45, -0.10]", "at: [0.45, -0.10, 0.02]"),
        "6: A spot has to be [x, y] in metres.",
    ),
    "one in another": (
        *(OBJECT, "{name: blue bowl, at: [0.45, -0.05]}"),
        "7: 'blue bowl' is 0.050 m from 'red block' and needs 0.103 m.",
    ),
    "too many things": (
        *(OBJECT, "\n      - ".join(f"{{name: {c} bowl}}" for c in COLORS)),
        "6: These objects do not fit on the table.",
    ),
    "bad pattern": (
        *('match: "which"', 'match: "which("'),
        "9: The pattern 'which(' is no regular expression: missing ), unterminated subpattern "
        "at position 5.",
    ),
    "bad fault": (
        *("drop=0.1", "drip=0.1"),
        "10: There is no fault 'drip'; there are: drop, slip, moved, taken, blocked, camera, "
        "stuck, sensor.",
    ),
    "bad probability": (
        *("drop=0.1", "drop=often"),
        "10: How likely is drop? 'often' is no number from 0 to 1.",
    ),
    "bad id": (
        *("id: first", "id: my first"),
        "3: The id 'my first' has to be of letters, digits, - and _.",
    ),
    "no text": (
        *('"put the red block into the blue bowl"', "[put, it]"),
        "4: An instruction has to be a text.",
    ),
    "empty text": (
        *('"put the red block into the blue bowl"', ""),
        "4: An instruction is empty.",
    ),
    "no list": (
        *('[{match: "which", answer: "the red one"}]', "the red one"),
        "9: The list of answers has to be a list.",
    ),
    "no YAML": (
        *("{name: blue bowl}", "{name: blue bowl"),
        "8: This is no YAML: expected ',' or '}', but got '{'.",
    ),
    "alias": (*(GOAL, "*goal"), "12: Aliases (*goal) are not read; write it out."),
}


@pytest.mark.parametrize(("old", "new", "sentence"), MISTAKES.values(), ids=list(MISTAKES))
def test_a_mistake_is_answered_with_its_line(write, old, new, sentence):
    assert old in FILE
    assert complaint(write(FILE.replace(old, new)))[0] == sentence


def test_a_near_match_is_offered(write):
    path = write(FILE.replace("[in, red block", "[inn, red block"))
    assert complaint(path)[1] == "Did you mean 'in'?"


def test_an_id_twice(write):
    second = "  - id: first\n    instruction: a\n    goal: [on, red block, blue block]\n"
    assert complaint(write(FILE + second))[0] == "13: The id 'first' is given twice."


def test_furniture_takes_its_room(write):
    text = FURNITURE.replace("{name: red block}", "{name: red block, at: [0.48, 0.30]}")
    assert complaint(write(text))[0] == "5: At [0.48, 0.3] furniture stands, or comes out."


def test_unknown_furniture(write):
    said = "6: There is no furniture called 'drawr'; there are: drawer, button."
    assert complaint(write(FURNITURE.replace("[open, drawer]", "[open, drawr]")))[0] == said


def test_a_scene_that_lays_its_own_things(write):
    said = (
        "5: The scene mixed lays things of its own; objects can be listed for: tabletop, "
        "furniture, fittings."
    )
    assert complaint(write(FURNITURE.replace("scene: furniture", "scene: mixed")))[0] == said


def test_without_a_list_the_things_are_those_of_the_scene(write):
    text = "tasks:\n- id: a\n  instruction: b\n  goal: [on, pink block, red block]\n"
    assert complaint(write(text))[0] == (
        "4: There is no thing on this table called 'pink block'; there are: blue bowl, red "
        "bowl, green bowl, red block, green block, yellow block, blue block."
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "1: The file is empty."),
        ("# nothing\n", "1: The file is empty."),
        ("tasks: []\n", "1: The list of tasks is an empty list."),
        ("just words\n", "1: The file has to be a mapping with the keys: scene, tasks."),
        (b"scene: tabletop\ntasks: \xff\xfe\n", "2: This is no UTF-8 text."),
        ("tasks:\n  - \x00\n", "2: This is no YAML: a character of code 0 is not text."),
        ("[" * 5000 + "]" * 5000, "1: Lists and mappings nest 40 deep at the most."),
    ],
)
def test_what_is_no_list_of_tasks(write, content, sentence):
    assert complaint(write(content))[0] == sentence


def test_another_robot_that_cannot_reach(write):
    suite = load(write(FILE.replace("[0.45, -0.10]", "[0.62, -0.10]")))
    with pytest.raises(UsageError) as caught:
        suite.instance("first", 0, 0, Workspace(x=(0.26, 0.56), y=(-0.30, 0.30)))
    assert caught.value.message == (
        "The task 'first' puts 'red block' where this robot cannot reach: x from 0.26 to 0.56, "
        "y from -0.3 to 0.3 (m)."
    )


def test_a_missing_file(tmp_path):
    with pytest.raises(UsageError, match=r"There is no file .*none\.yaml\.$"):
        load(tmp_path / "none.yaml")


def test_a_folder(tmp_path):
    with pytest.raises(UsageError, match=r"cannot be read: Is a directory\.$"):
        load(tmp_path)


def test_a_file_named_like_a_suite_that_there_is(write):
    said = "1: There is a suite 'cap' already."
    assert complaint(write(FILE, "cap.yaml")) == (said, "Rename the file.")


def test_a_file_with_a_name_that_is_none(write):
    said = "1: The name 'my tasks' has to be of letters, digits, - and _ alone."
    assert complaint(write(FILE, "my tasks.yaml"))[0] == said
