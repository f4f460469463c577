"""Tasks as Gymnasium environments."""

import warnings

import gymnasium
import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env
from gymnasium.vector import AsyncVectorEnv

import sims.envs
from agent.errors import UsageError
from agent.robot import Workspace
from sims.task_env import CALLS, KINDS, TaskEnv
from sims.tasks.base import suites
from sims.tasks.goals import needs_words

STACK = "handily/cap-stack-all-v0"
MINE = """\
tasks:
  - id: into-bowl
    instruction: put the red block in the blue bowl
    objects:
      - {name: red block, at: [0.50, -0.10], yaw: 0.3}
      - {name: blue bowl, at: [0.45, 0.15]}
    goal: [in, red block, blue bowl]
"""


@pytest.fixture
def mine(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(MINE)
    return path


def same(a, b):
    return a.keys() == b.keys() and all(np.array_equal(a[k], b[k]) for k in a)


def test_every_task_has_its_id():
    sims.envs.register_all()
    kwargs = gymnasium.spec(STACK).kwargs
    assert kwargs == {"suite": "cap", "task": "seen/stack-all"}
    assert gymnasium.spec("handily/cap-seen-stack-all-v0").kwargs == kwargs
    other = gymnasium.spec("handily/cap-unseen-attributes-stack-all-v0").kwargs
    assert other["task"] == "unseen-attributes/stack-all"


def test_what_needs_words_has_no_id():
    for suite in suites().values():
        for task in suite.tasks:
            goal = suite.instance(task, 0, 0, Workspace()).goal
            assert (task in suite.spoken) == needs_words(goal), (suite.name, task)
            name = sims.envs.identifier(suite.name, task)
            assert (name in gymnasium.registry) != needs_words(goal)


@pytest.mark.parametrize("control", ["delta", "skill"])
def test_gymnasium_finds_nothing_wrong(control):
    env = gymnasium.make(STACK, control=control, obs="rgb", perception="oracle")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        check_env(env.unwrapped, skip_render_check=True)
    env.close()


@pytest.mark.parametrize("control", ["delta", "skill"])
def test_the_same_seed_and_actions_give_the_same_episode(control):
    env = gymnasium.make(STACK, control=control)
    runs = []
    for _ in range(2):
        observation, info = env.reset(seed=5)
        env.action_space.seed(5)
        run = [(observation, info["instruction"])]
        for _ in range(3):
            mask = info.get("action_mask")
            observation, reward, *_, info = env.step(env.action_space.sample(mask))
            run.append((observation, reward))
        runs.append(run)
    env.close()
    assert all(same(a, b) and x == y for (a, x), (b, y) in zip(*runs, strict=True))


def test_two_processes_at_once():
    made = [lambda: gymnasium.make(f"sims.envs:{STACK}", perception="oracle")] * 2
    envs = AsyncVectorEnv(made)
    observation, info = envs.reset(seed=[1, 2])
    assert observation["objects"].shape[0] == 2
    assert info["perception"].tolist() == ["oracle", "oracle"]
    observation, rewards, *_ = envs.step(np.zeros((2, 5), np.float32))
    envs.close()
    assert rewards.tolist() == [0.0, 0.0]
    assert not np.array_equal(observation["objects"][0], observation["objects"][1])


def test_skills_by_number_reach_the_goal(mine):
    env = TaskEnv(str(mine), "into-bowl", control="skill")
    _, info = env.reset(seed=0)
    assert info["instruction"] == "put the red block in the blue bowl"
    assert info["action_mask"].sum() == len(info["calls"])
    *_, info = env.step(info["calls"].index("pick(red block)"))
    assert (info["ok"], info["score"]) == (True, 0.0)
    _, reward, terminated, truncated, info = env.step(info["calls"].index("place(in, blue bowl)"))
    env.close()
    assert (reward, terminated, truncated, info["success"]) == (1.0, True, False, True)


def test_small_steps_of_the_hand_reach_the_goal(mine, watched):
    env = TaskEnv(str(mine), "into-bowl", reward="sparse", perception="oracle", max_steps=120)
    observation, _ = env.reset(seed=0)
    kind = {KINDS[int(row[1]) - 1]: row for row in observation["objects"] if row[0]}
    block, bowl = kind["block"], kind["bowl"]
    over = [(*block[4:6], 0.15, 1), (*block[4:6], 0.02, 1), (*block[4:6], 0.02, -1)]
    over += [(*block[4:6], 0.2, -1), (*bowl[4:6], 0.2, -1), (*bowl[4:6], 0.06, -1)]
    over += [(*bowl[4:6], 0.06, 1), (*bowl[4:6], 0.25, 1)]
    turn, end, held = float(block[7]), None, False
    for x, y, z, fingers in over:
        for i in range(15):
            by = np.subtract((x, y, z), observation["tool"][:3])
            if i > 4 and np.abs(by).max() < 0.005:
                break
            action = np.array([*by, turn, fingers], np.float32)
            action = np.clip(action, env.action_space.low, env.action_space.high)
            observation, reward, terminated, truncated, info = env.step(action)
            held, turn = held or bool(observation["objects"][:, 11].any()), turn - action[3]
            if terminated or truncated:
                end = reward, terminated, info["success"]
    env.close()
    assert held
    assert end == (1.0, True, True)
    watched.check()


def test_a_claim_ends_an_episode_and_is_no_success(mine):
    env = TaskEnv(str(mine), "into-bowl", control="skill", perception="oracle")
    _, info = env.reset(seed=0)
    _, reward, terminated, _, info = env.step(info["calls"].index("done()"))
    assert (reward, terminated, info["success"]) == (0.0, True, False)
    env.reset(seed=0)
    _, reward, terminated, _, info = env.step(CALLS - 1)
    env.close()
    assert (reward, terminated, info["ok"]) == (0.0, False, False)
    assert info["outcome"].endswith("calls; 127 is none of them")


def test_an_episode_is_cut_off_and_can_be_seen(mine):
    env = TaskEnv(str(mine), "into-bowl", max_steps=1, render_mode="rgb_array")
    env.reset(seed=0)
    *_, terminated, truncated, _ = env.step(np.zeros(5, np.float32))
    assert env.render().shape == (300, 400, 3)
    env.close()
    assert (terminated, truncated) == (False, True)


def test_faults_happen_to_skills_alone(mine):
    mine.write_text(MINE + '    faults: "slip=1"\n')
    env = TaskEnv(str(mine), "into-bowl", perception="oracle")
    env.reset(seed=0)
    assert env.step(np.zeros(5, np.float32))[-1]["ok"]
    env.close()
    env = TaskEnv(str(mine), "into-bowl", control="skill", perception="oracle")
    _, info = env.reset(seed=0)
    *_, info = env.step(info["calls"].index("pick(red block)"))
    assert not info["ok"]
    env.close()


def test_the_tasks_of_a_file_have_ids(mine):
    assert sims.envs.register_file(mine) == ("handily/mine-into-bowl-v0",)
    env = gymnasium.make("handily/mine-into-bowl-v0", max_episode_steps=3)
    assert env.spec.max_episode_steps == 3
    env.close()
    mine.write_text(MINE.replace("goal: [in,", "goal: [[refused, gone], [in,").rstrip() + "]\n")
    assert sims.envs.register_file(mine) == ()


def test_a_wrong_word_is_answered_with_what_there_is():
    with pytest.raises(UsageError, match=r"There is no control 'joints'; there are: delta, skill"):
        TaskEnv("cap", "seen/stack-all", control="joints")
    with pytest.raises(UsageError, match=r"There is no task 'seen/stack-al'; there are: .*"):
        TaskEnv("cap", "seen/stack-al")
