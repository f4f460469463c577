import pytest

from agent.decoding.trie import ROOT, Trie


def test_shared_beginnings_are_stored_once():
    trie = Trie.of([[11, 12, 13], [11, 12, 14, 15], [11, 16], [20], [11, 12]])
    assert trie.tokens == (11, 12, 13, 14, 15, 16, 20)
    assert trie.parents == (ROOT, 0, 1, 1, 3, 0, ROOT)
    assert trie.depths == (0, 1, 2, 2, 3, 1, 0)
    assert trie.paths[-1] == (0, 1)


def test_inner_nodes_are_those_that_something_follows():
    trie = Trie.of([[11, 12, 13], [11, 16], [20]])
    assert trie.pick(trie.inner) == [11, 12]


def test_ancestors_end_at_the_first_token():
    trie = Trie.of([[1, 2, 3], [1, 4]])
    assert trie.ancestors(2) == [2, 1, 0]
    assert trie.ancestors(3) == [3, 0]


def test_an_empty_sequence_is_refused():
    with pytest.raises(ValueError, match="at least one token"):
        Trie.of([[]])
