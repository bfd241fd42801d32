"""What is passed by to save time would have found nothing."""

from talion.coding.parsing.shapes import Grammar, Kinds, Word
from talion.coding.tolls.counts import find_tolls

_KINDS = Kinds(("OTHER", "NUMBER", "UNIT", "AGO"))
_RULES = {"ago": "n=(NUMBER)OTHER?u=(UNIT)AGO", "count": "NUMBER"}


def _found(grammar: Grammar, kinds: str) -> list[tuple[str, int, int]]:
    words = [Word(n, n + 1, _KINDS[kind]) for n, kind in enumerate(kinds.split())]
    return [(found.rule, found.first, found.last) for found in grammar.find(words)]


def test_kinds_with_which_no_rule_begins_may_still_stand_inside_one() -> None:
    line = "OTHER OTHER NUMBER OTHER UNIT AGO OTHER NUMBER OTHER"
    skipping = _found(Grammar(_KINDS, _RULES, never_first=("OTHER",)), line)
    assert skipping == _found(Grammar(_KINDS, _RULES), line) == [("ago", 2, 6), ("count", 7, 8)]


def test_a_text_without_a_word_of_harm_counts_nobody() -> None:
    assert find_tolls("Two hundred people marched past three police stations.") == []
    assert [one.effect for one in find_tolls("Two men walked on. Three people were killed.")] == ["killed"]
