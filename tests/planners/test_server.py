"""A server may answer whatever it likes: nothing happens but what can be done, and it ends."""

import base64
import email.utils
import io
import json
import logging
import pickle
import time

import numpy as np
import pytest
from PIL import Image

from agent.endpoint.address import Secret, address
from agent.endpoint.client import Limits
from agent.errors import ModelError, UsageError
from agent.events import Checked, Decided, Finished, Judged
from agent.loop import Agent
from agent.planners.making import make_planner
from agent.planners.server import GAVE_UP, ServerPlanner
from agent.robot import CameraFrame
from agent.toy import ToyPerception
from agent.trace import ADAPTER, Header, TraceWriter
from agent.types import Choices, SkillCall
from tests.planners.scripted_server import (
    chosen,
    drips,
    fails,
    piece,
    says,
    sends,
    serving,
    sleeps,
    streams,
    whole,
)

KEY = "sk-very-secret-0123456789"
CHAT = [{"role": "system", "content": "Be a robot."}, {"role": "user", "content": "Goal: go"}]
PICK, DONE = SkillCall("pick", ("red block",)), SkillCall("done")
CHOICES = Choices(
    (PICK, DONE), ("say", "cannot"), {"pick(blue bowl)": "blue bowl is too wide for the hand"}
)
QUICK = Limits(wait=60.0, tries=3, pause=0.01)  # waits for no clock, even on a busy machine
GOOD, BAD = says(chosen("pick(red block)")), says(chosen("pick(blue bowl)"))
NOTHING = SkillCall("cannot", (GAVE_UP,))


@pytest.fixture
def ask():
    """Return what a planner decides when a server answers so, and what the server was asked."""
    made = []

    def asked(*script, limits=QUICK, environ=None, times=1, **kwargs):
        with serving(*script) as server:
            made.append(
                ServerPlanner(server.url, "m", limits=limits, environ=environ or {}, **kwargs)
            )
            for _ in range(times):
                decision = made[-1].decide(CHAT, CHOICES)
            return decision, server

    yield asked
    for planner in made:
        planner.close()


def agent_of(toy, url, limits=QUICK, **kwargs):
    planner = ServerPlanner(url, "m", limits=limits, environ=kwargs.pop("environ", {}))
    return Agent(toy, ToyPerception(), planner, **kwargs)


# What it answers.


def test_the_server_is_kept_to_what_can_be_done_and_asked_by_its_own_protocol(ask):
    decision, server = ask(GOOD)
    assert decision.call == PICK
    assert (decision.tokens_in, decision.tokens_out) == (100, 7)
    assert decision.probability is None
    (body,) = server.asked
    assert server.paths == ["/v1/chat/completions"]
    assert "authorization" not in server.headers[0]
    assert body["model"] == "m"
    assert body["stream"] is True
    asked = body["response_format"]["json_schema"]["schema"]["properties"]["call"]["enum"]
    assert asked == ["pick(red block)", "done()", "say(text)", "cannot(text)"]
    assert "Can be done now: pick(red block); done();" in body["messages"][-1]["content"]
    assert decision.prompt.startswith("system: Be a robot.\nuser: Goal: go\nCan be done now")


@pytest.mark.parametrize(
    "answer",
    [
        sends(whole(chosen("pick(red block)"))),
        sends(whole(f"```json\n{chosen('pick(red block)')}\n```"), kind="text/plain"),
        streams(piece(chosen("pick(red block)"), end="stop")),
        streams(": hello\n\n", piece(chosen("pick(red block)")), "data:[DONE]\r\n\r\n"),
        says(f"<think>{{}} done()</think>{chosen('pick(red block)')}"),
    ],
    ids=["whole", "fenced, as text", "no end mark", "comments", "with thoughts"],
)
def test_many_forms_of_a_good_answer_are_read(ask, answer):
    assert ask(answer)[0].call == PICK


def test_words_are_one_line_and_not_too_long(ask):
    decision, _ = ask(says(chosen("say(text)", "Hello,\nworld <|im_end|>" + "x" * 999)))
    assert decision.call.skill == "say"
    (words,) = decision.call.args
    assert words.startswith("Hello, world < |im_end|>x")
    assert len(words) == 300


def test_a_probability_is_what_the_server_says_of_the_calls_tokens(ask):
    tokens = [('{"call": "', -9.0), ("pick(red", -0.1), (" block)", -0.2), ('"}', -9.0)]
    content = [{"token": token, "logprob": logprob} for token, logprob in tokens]
    said = piece('{"call": "pick(red block)"}', end="stop")
    said["choices"][0]["logprobs"] = {"content": content}
    assert ask(streams(said))[0].probability == pytest.approx(np.exp(-0.3))
    said["choices"][0]["logprobs"] = {"content": [{**c, "logprob": None} for c in content]}
    assert ask(streams(said))[0].probability is None


# In which way it is asked.


def test_the_ways_are_tried_in_order_and_the_first_that_is_heeded_is_kept(ask):
    refusal = fails(400, "response_format is not supported")
    tool = {"index": 0, "function": {"name": "act", "arguments": chosen("done()")}}
    tooled = streams(piece(tool_calls=[tool]), piece(end="tool_calls"))
    decision, server = ask(refusal, fails(422, "unknown response_format"), tooled, times=3)
    assert decision.call == DONE
    first, second, *rest = server.asked
    assert first["response_format"]["type"] == "json_schema"
    assert second["response_format"]["type"] == "json_object"
    assert len(rest) == 3
    assert all(body["tools"][0]["function"]["name"] == "act" for body in rest)


def test_a_constraint_that_is_ignored_is_found_out(ask):
    decision, server = ask(says("pick(red block)"), times=2)
    assert decision.call == PICK
    grammars = [body["grammar"] for body in server.asked if "grammar" in body]
    assert len(server.asked) == 5  # a schema, an object and a tool are ignored
    assert grammars[0].startswith('root ::= "pick(red block)" | "done()" | "say(" text ")"')


def test_options_that_a_server_does_not_take_are_left_out(ask):
    decision, server = ask(
        fails(400, "Unsupported parameter: 'max_tokens'; use 'max_completion_tokens'"),
        fails(500, "logprobs is not supported for this model"),
        GOOD,
        times=2,
    )
    assert decision.call == PICK
    last = server.asked[-1]
    assert len(server.asked) == 4
    assert last["max_completion_tokens"] == QUICK.words
    assert not {"max_tokens", "logprobs"} & set(last)


# What cannot be done is never chosen.


def test_what_cannot_be_done_is_put_back_once_with_the_reason(ask):
    decision, server = ask(GOOD, BAD, GOOD, times=2)
    assert decision.call == PICK
    assert decision.tokens_in == 200
    *_, said, why = server.asked[2]["messages"]
    assert said == {"role": "assistant", "content": chosen("pick(blue bowl)")}
    assert why["content"] == "blocked: blue bowl is too wide for the hand. Answer again."


@pytest.mark.parametrize(
    "answer",
    [
        BAD,
        says(chosen("throw(red block)")),
        says("I would be happy to help!"),
        says('{"call": 7}'),
        says(""),
        says(chosen("say(text)", "")),
        streams(piece(tool_calls=[{"index": 0, "function": {"name": "rm", "arguments": "{}"}}]),
                piece(end="tool_calls")),
        sends(whole(None)),
        sends(whole("{" * 3000)),
    ],
    ids=["infeasible", "no skill", "chatter", "other JSON", "empty", "no words", "unknown tool",
         "null", "braces"],
)  # fmt: skip
def test_a_server_that_never_names_what_can_be_done_gives_up_in_our_words(ask, answer):
    decision, server = ask(answer)
    assert decision.call == NOTHING
    assert len(server.asked) == 6  # five ways, and once more in the last


def test_an_unknown_tool_is_told(ask):
    call = {"index": 0, "function": {"name": "rm", "arguments": "{}"}}
    good = {"index": 0, "function": {"name": "act", "arguments": chosen("done()")}}
    no = fails(400, "response_format")
    tooled, rm = (streams(piece(tool_calls=[c]), piece(end="stop")) for c in (good, call))
    decision, server = ask(no, no, tooled, rm, tooled, times=2)
    assert decision.call == DONE
    assert "there is no tool 'rm', only act" in server.asked[-1]["messages"][-1]["content"]


def test_a_tool_may_be_named_again_with_each_piece_of_its_arguments(ask):
    said = chosen("done()")
    calls = [{"index": 0, "function": {"name": "act", "arguments": part}} for part in said]
    no = fails(400, "response_format")
    assert (
        ask(no, no, streams(*(piece(tool_calls=[c]) for c in calls), piece(end="stop")))[0].call
        == DONE
    )


def test_without_cannot_it_is_an_error():
    with serving(BAD) as server:
        planner = ServerPlanner(server.url, "m", limits=QUICK, environ={})
        with pytest.raises(ModelError, match="names nothing that can be done: blue bowl is too"):
            planner.decide(CHAT, Choices((PICK,), (), CHOICES.blocked))
        planner.close()


# How long it may take, and how much it may say.


@pytest.mark.parametrize(
    "answer",
    [sleeps(30.0), drips(": still here\n\n", 0.05), drips("x", 0.05)],
    ids=["silent", "kept alive", "letter by letter"],
)
def test_a_slow_server_is_not_waited_for(ask, answer):
    begun = time.monotonic()
    with pytest.raises(ModelError, match=r"has not answered within 0.4 s"):
        ask(answer, limits=Limits(wait=0.4))
    assert time.monotonic() - begun < 20


@pytest.mark.parametrize(
    "text",
    [
        f"data: {json.dumps(piece('more and more '))}\n\n" * 50,
        f"data: {json.dumps(piece('      '))}\n\n" * 50,
        "data: " + "x" * 5000,
        f": {'x' * 5000}\n\n",
    ],
    ids=["text", "blanks", "a line", "comments"],
)
def test_endless_output_is_cut(ask, text):
    decision, server = ask(drips(text, 0.0), limits=Limits(wait=60.0, size=300_000, tries=1))
    assert decision.call == NOTHING
    assert len(server.asked) == 6


def test_a_huge_answer_is_cut(ask):
    huge = whole("x" * 2_000_000)
    assert ask(sends(huge), limits=Limits(wait=60.0, size=300_000))[0].call == NOTHING


def test_an_answer_at_its_limit_is_not_whole(ask):
    cut = streams(piece(chosen("pick(red block)"), end="length"))
    assert ask(cut, GOOD)[0].call == PICK
    assert ask(cut)[0].call == NOTHING


# What passes by, and what does not.


def test_it_is_asked_again_when_it_says_so(ask):
    begun = time.monotonic()
    decision, server = ask(fails(429, "slow down", retry_after="0.3"), GOOD)
    assert decision.call == PICK
    assert 0.3 <= time.monotonic() - begun < 20
    assert len(server.asked) == 2


def test_a_date_to_come_back_at_is_honoured(ask):
    date = email.utils.formatdate(time.time() + 2, usegmt=True)
    begun = time.monotonic()
    ask(fails(503, retry_after=date), GOOD, limits=Limits(wait=60.0))
    assert 0.5 <= time.monotonic() - begun < 20


def test_a_wait_beyond_all_patience_ends_at_once(ask):
    begun = time.monotonic()
    with pytest.raises(ModelError, match="asks to wait 3600 s: status 429: quota is spent"):
        ask(fails(429, "quota is spent", retry_after="3600"))
    assert time.monotonic() - begun < 20


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (fails(500, "the model fell over"), "status 500: the model fell over"),
        (fails(500, "upstream fell over"), "status 500: upstream fell over"),
        (streams(piece('{"call": "pi')), "its answer was cut off"),
        (streams(), "it answered nothing"),
        (sends(b'{"choices": [{"mess'), "what it answered is no chat completion"),
        (sends(b'{"choices": "none"}'), "what it answered is no chat completion"),
        (sends(b"\xff\xfe\x00"), "what it answered is no chat completion"),
        (sends(b"[]"), "what it answered is no chat completion"),
        (sends(b""), "it answered nothing"),
        (sends(b"{}"), "it answered nothing"),
        (sends(b'{"error": {"message": "out of memory"}}'), "it broke off: out of memory"),
        (streams("data: {{{\n\n"), "what it answered is no chat completion"),
        (streams(piece("x"), {"error": {"message": "boom"}}), "it broke off: boom"),
    ],
)
def test_what_does_not_pass_is_told(ask, answer, why):
    with pytest.raises(ModelError, match="failed 3 times: ") as caught:
        ask(answer)
    assert why in caught.value.message


def test_what_is_wrong_is_asked_for_where_a_stream_says_nothing(ask):
    with pytest.raises(ModelError, match="the context is too long"):
        ask(streams(), fails(400, "the context is too long"))
    decision, server = ask(streams(), sends(whole(chosen("done()"))))
    assert decision.call == DONE
    assert ["stream" in body for body in server.asked] == [True, False]


def test_what_was_cut_off_is_asked_for_again(ask):
    decision, server = ask(streams(piece('{"call": "pick(')), GOOD)
    assert decision.call == PICK
    assert len(server.asked) == 2


def test_nobody_there_is_told():
    with serving(GOOD) as server:
        url = server.url
    planner = ServerPlanner(url, "m", limits=QUICK, environ={})
    with pytest.raises(ModelError, match=r"failed 3 times: no connection") as caught:
        planner.decide(CHAT, CHOICES)
    planner.close()
    assert caught.value.hint == "Is it running?"


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (fails(401, "bad key"), "wants another key (status 401): bad key"),
        (fails(404, "model 'm' not found"), "refuses (status 404): model 'm' not found"),
        (fails(400, "the context is too long"), "refuses (status 400): the context is too long"),
        (sends(b"<html>Log in</html>", "text/html; charset=utf-8"), "it answers with a page"),
    ],
)
def test_what_no_other_try_mends_is_told_at_once(ask, answer, why):
    with pytest.raises(ModelError) as caught:
        ask(answer, limits=Limits(pause=60.0))
    assert why in caught.value.message


# The budget.


def test_a_goal_may_cost_so_many_calls(toy):
    with serving(says(chosen("say(text)", "hm"))) as server:
        agent = agent_of(toy, server.url, Limits(calls=3))
        for _ in range(2):  # each goal anew
            before = len(server.asked)
            with pytest.raises(ModelError, match="used up what it may cost: 3 calls"):
                list(agent.run("put the red block in the blue bowl"))
            assert len(server.asked) == before + 3
        agent.planner.close()


@pytest.mark.parametrize("answer", [GOOD, sends(whole(chosen("pick(red block)")))])
def test_a_goal_may_cost_so_many_tokens_whether_the_server_counts_or_not(ask, answer):
    with pytest.raises(ModelError, match="used up what it may cost: 50 tokens"):
        ask(answer, limits=Limits(tokens=50), times=4)


# The key.


def test_the_key_reaches_the_server_and_nothing_else(toy, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    shout = says(chosen("say(text)", f"The key is {KEY}!"))
    script = (fails(429, f"{KEY} is too fast"), shout, fails(401, f"Wrong key: {KEY}"))
    with serving(*script) as server:
        agent = agent_of(toy, server.url, environ={"HANDILY_API_KEY": KEY})
        header = Header(scene="", robot="", seed=0, planner="server", perception="toy")
        writer = TraceWriter(tmp_path / "trace.jsonl", header)
        told = []

        def run():
            for event in agent.run("put the red block in the blue bowl"):
                writer.write(event)
                told.append(repr(event) + ADAPTER.dump_json(event).decode())

        with pytest.raises(ModelError) as caught:
            run()
        writer.close()
        client = agent.planner.client
        told += [repr(e.locals) for e in caught.traceback if "agent/" in str(e.path)]
        told += [str(caught.value), caught.value.hint]
        told += [repr(vars(o)) for o in (agent.planner, client)] + [repr(client._address)]
        told += [caplog.text, (tmp_path / "trace.jsonl").read_text()]
        agent.planner.close()
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"
    assert "The key is ***!" in "".join(told)
    assert "Wrong key: ***" in caught.value.message
    assert KEY not in "".join(told)
    assert KEY not in json.dumps(server.asked)
    assert caught.value.__cause__ is None


def test_a_key_is_not_written_down():
    secret = Secret(KEY)
    assert KEY not in f"{secret} {secret!r}"
    with pytest.raises(TypeError, match="written nowhere"):
        pickle.dumps(secret)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(ask, status):
    with serving(GOOD) as elsewhere:
        there = elsewhere.url.replace("127.0.0.1", "localhost") + "/chat/completions"
        with pytest.raises(ModelError, match="sends us elsewhere"):
            ask(fails(status, location=there), environ={"HANDILY_API_KEY": KEY})
        assert not elsewhere.asked


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("", "needs to know where the server is"),
        ("http://me:hunter2@localhost/v1", "user names and passwords in a URL end up in traces"),
        ("localhost:11434", "none that starts with http"),
        ("ftp://localhost/v1", "none that starts with http"),
        ("http:///v1", "none that starts with http"),
        ("http://localhost:port/v1", "none that starts with http"),
        ("http://local host/v1", "none that starts with http"),
        ("https://api.example/v1?key=hunter2", "has a query behind it"),
        ("http://192.0.2.1/v1", "The key would go to 192.0.2.1 unencrypted"),
        ("http://localhost.example/v1", "The key would go to localhost.example unencrypted"),
    ],
)
def test_a_wrong_address_is_refused_without_repeating_it(url, why):
    with pytest.raises(UsageError) as caught:
        address(url, {"HANDILY_API_KEY": KEY})
    said = caught.value.message + caught.value.hint
    assert why in said
    assert "hunter2" not in said
    assert KEY not in said


@pytest.mark.parametrize(
    ("url", "posts", "header"),
    [
        ("https://api.openai.com/v1", "https://api.openai.com/v1/chat/completions", "theirs"),
        ("https://openai.com.example", "https://openai.com.example/v1/chat/completions", ""),
        ("http://[::1]:8000/v1/", "http://[::1]:8000/v1/chat/completions", ""),
        ("http://192.0.2.1/v1", "http://192.0.2.1/v1/chat/completions", ""),
        ("http://localhost:1/v1/chat/completions", "http://localhost:1/v1/chat/completions", ""),
    ],
)  # fmt: skip
def test_the_key_of_openai_goes_to_openai_alone(url, posts, header):
    found = address(url, {"OPENAI_API_KEY": "theirs"})
    assert found.url == posts
    assert found.key.header == f"Bearer {header}"


def test_a_key_goes_unencrypted_only_where_it_is_allowed():
    allowed = {"HANDILY_API_KEY": KEY, "HANDILY_ALLOW_PLAIN_HTTP": "1"}
    assert address("http://192.0.2.1/v1", allowed).key
    with pytest.raises(UsageError, match="has letters in it that no key has"):
        address("http://localhost/v1", {"HANDILY_API_KEY": "a\r\nb"})


# Whole episodes.


def oracle(exchange):
    """Do what remains, as it is told."""
    says(chosen(next(call for call in WANTED if f"{call};" in exchange.last)))(exchange)


WANTED = ("place(in, blue bowl)", "pick(red block)", "done()")


def test_a_goal_is_done(toy):
    with serving(oracle, oracle, says(chosen("done()"))) as server:
        agent = agent_of(toy, server.url)
        *events, last = agent.run("put the red block in the blue bowl")
        agent.planner.close()
    assert last.verification == "verified"
    calls = [str(e.decision.call) for e in events if isinstance(e, Decided)]
    assert calls == ["pick(red block)", "place(in, blue bowl)", "done()"]


def test_a_lie_about_success_is_contradicted(toy):
    with serving(says(chosen("done()"))) as server:
        agent = agent_of(toy, server.url)
        *events, last = agent.run("put the red block in the blue bowl")
        agent.planner.close()
    checked = [e for e in events if isinstance(e, Checked)]
    assert [e.verification for e in checked] == ["contradicted"] * 3
    assert (last.ending, last.verification) == ("done", "contradicted")
    assert (
        "contradicted: red block is not in blue bowl" in server.asked[-1]["messages"][-1]["content"]
    )
    assert toy.moves == 0 or toy.objects["red block"].position[:2] == (0.40, 0.20)


@pytest.mark.parametrize("answer", [BAD, says("pick(everything)"), says(chosen("fly()"))])
def test_what_cannot_be_done_moves_nothing(toy, answer):
    before = dict(toy.objects)
    with serving(answer) as server:
        agent = agent_of(toy, server.url)
        *events, last = agent.run("put the red block in the blue bowl")
        agent.planner.close()
    assert isinstance(last, Finished)
    assert (last.ending, last.verification) == ("gave up", "contradicted")
    assert all(e.verdict.kind == "allow" for e in events if isinstance(e, Judged))
    assert toy.objects == before


# The camera's picture.


def test_the_latest_picture_goes_with_the_last_message(toy):
    rgb = np.zeros((3, 4, 3), np.uint8)
    rgb[0, 0] = 250, 10, 20
    perception = ToyPerception()
    perception.frame = CameraFrame(rgb, rgb[..., 0].astype(np.float32), np.eye(3), np.eye(4))
    with serving(says(chosen("done()"))) as server:
        planner = ServerPlanner(server.url, "m", vision=True, environ={})
        agent = Agent(toy, perception, planner)
        decided = next(e for e in agent.run("pick the red block") if isinstance(e, Decided))
        planner.close()
    *before, last = server.asked[0]["messages"]
    assert all(isinstance(message["content"], str) for message in before)
    text, image = last["content"]
    assert "Can be done now" in text["text"]
    head, _, data = image["image_url"]["url"].partition(",")
    assert head == "data:image/png;base64"
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(base64.b64decode(data)))), rgb)
    assert decided.decision.prompt.endswith("[picture]\n(schema)")
    assert data not in decided.decision.prompt


def test_without_vision_no_picture_is_sent(ask):
    _, server = ask(GOOD)
    assert isinstance(server.asked[0]["messages"][-1]["content"], str)


# How it is made.


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (("server", "embedded", None, None, "http://localhost/v1"), "needs the model's name"),
        (("server", "m"), "needs to know where the server is"),
        (("local", "embedded", None, None, "http://localhost/v1"), "asks no server"),
        (("expert", "embedded", None, None, "", True), "asks no server"),
    ],
)
def test_what_does_not_go_together_is_told(args, why):
    with pytest.raises(UsageError, match=why):
        make_planner(*args)
