import pytest

from agent.decoding.trie import ROOT, Option, Trie


def test_shared_beginnings_are_stored_once():
    trie = Trie.of([[11, 12, 13], [11, 12, 14, 15], [11, 16], [20], [11, 12]])
    assert trie.tokens == (11, 12, 13, 14, 15, 16, 20)
    assert trie.parents == (ROOT, 0, 1, 1, 3, 0, ROOT)
    assert trie.depths == (0, 1, 2, 2, 3, 1, 0)
    assert trie.paths[-1] == (0, 1)


def test_inner_nodes_are_those_that_something_follows():
    trie = Trie.of([[11, 12, 13], [11, 16], [20]])
    assert trie.pick(trie.inner) == [11, 12]


def test_the_end_of_an_open_option_is_inner_though_nothing_follows():
    trie = Trie.of([Option((1, 2), (3, 4)), [1, 5], Option((), (9,))])
    assert trie.inner == (0, 1)
    assert [trie.end(k) for k in range(3)] == [1, 2, ROOT]
    assert trie.children == {ROOT: [0], 0: [1, 2], 1: []}


def test_an_open_option_takes_in_what_goes_on_with_one_of_its_tokens():
    trie = Trie.of([Option((1, 2), (3, 4)), [1, 2, 3, 7], [1, 2, 5, 7], [1, 2, 4]])
    assert trie.within(0) == [1, 3]


def test_an_empty_sequence_is_refused():
    with pytest.raises(ValueError, match="at least one token"):
        Trie.of([[]])
