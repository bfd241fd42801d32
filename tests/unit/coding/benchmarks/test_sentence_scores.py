"""Counts of two collections put together are those of both."""

from talion.coding.benchmarks.sentences import Scores


def test_two_collections_together():
    one, other = Scores(), Scores()
    one.add("actor", right=1, given=2, wanted=4)
    other.add("actor", right=2, given=2, wanted=2)
    other.add("recipient", right=1, given=1, wanted=1)
    one.include(other)
    assert one.shares("actor") == (0.75, 0.5, 0.6)
    assert one.wanted == {"actor": 6, "recipient": 1}
    assert other.wanted["actor"] == 2
