"""Prompts and answers are cut as the tokenizer cuts them together, for several kinds of it."""

import json

import pytest
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers
from transformers import PreTrainedTokenizerFast

from agent.decoding.tokens import Tokens
from agent.models import load

CLOSED = ["pick(red block)", "pick(green block)", "place(in, blue bowl)", "done()"]
TEXT = [
    *CLOSED,
    'ask("which one?")',
    "ask(How many blocks?)",
    "user: put the red block in the blue bowl",
    "assistant: pick(red block) assistant: place(in, blue bowl) assistant: done()",
] * 20
TEMPLATE = "{% for m in messages %}<s>{{ m.role }}\n{{ m.content }}</s>{% endfor %}<s>assistant\n"


def byte_level(merge_spaces=False):
    """A BPE over bytes, as GPT-2's; one that merges across words where spaces are no borders."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(
        add_prefix_space=False, use_regex=not merge_spaces
    )
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=400, special_tokens=["<s>", "</s>"], initial_alphabet=alphabet
    )
    tokenizer.train_from_iterator(TEXT, trainer)
    return tokenizer


def sentencepiece():
    """A BPE that writes spaces as a mark, and puts one before each text, as Llama 2's."""
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>"))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")]
    )
    tokenizer.decoder = decoders.Sequence(
        [decoders.Replace("▁", " "), decoders.Fuse(), decoders.Strip(" ", 1, 0)]
    )
    letters = sorted({c for text in TEXT for c in text} | {"\n", "▁"})
    trainer = trainers.BpeTrainer(
        vocab_size=300, special_tokens=["<unk>", "<s>", "</s>"], initial_alphabet=letters
    )
    tokenizer.train_from_iterator(TEXT, trainer)
    return tokenizer


KINDS = {
    "bytes": byte_level,
    "merging": lambda: byte_level(merge_spaces=True),
    "sentencepiece": sentencepiece,
}


@pytest.fixture(scope="module", params=[*KINDS, *(f"{kind} chat" for kind in KINDS)])
def tokenizer(request):
    kind, _, chat = request.param.partition(" ")
    made = PreTrainedTokenizerFast(
        tokenizer_object=KINDS[kind](), bos_token="<s>", eos_token="</s>"
    )
    made.chat_template = TEMPLATE if chat else None
    return made


def prompt_of(tokenizer):
    if tokenizer.chat_template:
        chat = [{"role": "user", "content": "put the red block in the blue bowl"}]
        return tokenizer.apply_chat_template(chat, tokenize=False)
    return "user: put the red block in the blue bowl\nassistant: "


def test_what_is_read_and_what_follows_is_what_the_tokenizer_makes_of_both(tokenizer):
    tokens, prompt = Tokens(tokenizer), prompt_of(tokenizer)
    read, options = tokens.options(prompt, CLOSED)
    for text, option in zip(CLOSED, options, strict=True):
        whole = tokenizer.encode(prompt + text + tokens.end, add_special_tokens=False)
        assert [*read, *option.tokens] == whole
        assert not option.more


def test_closed_answers_end_so_that_none_begins_another(tokenizer):
    tokens = Tokens(tokenizer)
    assert tokens.end == ("</s>" if tokenizer.chat_template else "\n")
    texts = ["ask(why)", "ask(why) (now)", "ask(why not)"]
    _, options = tokens.options(prompt_of(tokenizer), texts)
    for a in options:
        for b in options:
            assert a is b or b.tokens[: len(a.tokens)] != a.tokens


def test_an_open_answer_goes_on_with_any_token_that_its_bracket_begins(tokenizer):
    tokens, prompt = Tokens(tokenizer), prompt_of(tokenizer)
    read, (_, option) = tokens.options(prompt, ["done()"], ["ask("])
    said = [tokenizer.decode([*read, *option.tokens, t]) for t in option.more]
    assert any(text.endswith("ask(") for text in said)
    assert all("ask(" in text and "ask()" not in text for text in said)
    for words in ('"which one?")', "How many blocks?)", "why)"):
        whole = tokenizer.encode(prompt + "ask(" + words, add_special_tokens=False)
        at = len(read) + len(option.tokens)
        if whole[:at] == [*read, *option.tokens]:
            assert whole[at] in option.more


def test_what_all_answers_have_in_common_is_read_with_the_prompt(tokenizer):
    tokens, prompt = Tokens(tokenizer), prompt_of(tokenizer)
    read, options = tokens.options(prompt, ["place(in, blue bowl)", "place(in, red bowl)"])
    assert read
    assert len({option.tokens[0] for option in options}) == 2


def test_one_answer_leaves_one_token_to_score(tokenizer):
    _, (option,) = Tokens(tokenizer).options(prompt_of(tokenizer), ["done()"])
    assert len(option.tokens) == 1


@pytest.mark.llm
def test_the_embedded_models_answers_are_cut_off_after_its_header():
    tokenizer = load().tokenizer
    tokens = Tokens(tokenizer)
    chat = [{"role": "user", "content": "hi"}]
    prompt = tokenizer.apply_chat_template(chat, tokenize=False, add_generation_prompt=True)
    read, options = tokens.options(prompt, ["pick(red block)", "done()"], ["ask("])
    assert read == tokenizer.encode(prompt)
    assert tokenizer.convert_ids_to_tokens(options[1].tokens) == ["done", "()", "<|im_end|>"]
    shared, _ = tokens.options(prompt, ["place(in, blue bowl)", "place(in, red bowl)"])
    assert tokenizer.decode(shared[len(read) :]) == "place(in,"
    spelled = json.dumps(tokenizer.convert_ids_to_tokens(options[2].more))
    assert '"("' in spelled
    assert '"()"' not in spelled
