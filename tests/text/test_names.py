"""Names in running text, and the words that may stand beside them."""

from __future__ import annotations

from commentguard.text.names import find_names, follows_name, leads_to_name


def test_names_of_two_words_and_names_with_a_verb() -> None:
    joined, named = find_names("my jar, and Zorbal keeps it warm; ProofNest too, called Oxen")
    assert joined == {"ProofNest"}
    assert named == {"Zorbal", "Oxen"}


def test_words_beside_a_name() -> None:
    assert follows_name("keeps")
    assert follows_name("can't")
    assert not follows_name("issue")
    assert leads_to_name("called")
    assert not leads_to_name("calls")
