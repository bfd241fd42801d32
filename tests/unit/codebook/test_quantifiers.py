from talion.codebook.quantifiers import recent_days, vague_counts
from talion.records import Count


def test_a_vague_word_has_a_least_and_an_open_end():
    assert vague_counts()["dozens"] == Count(24)
    assert vague_counts()["several"] == Count(3)


def test_a_couple_is_two():
    assert vague_counts()["a couple"] == Count(2, None, 2)


def test_recent_days_reach_less_far_back_than_recent_weeks():
    assert recent_days()["day"] < recent_days()["week"] < recent_days()["month"]
