"""Who somebody was on a day."""

from datetime import date

import pytest

from talion.codebook.registry import registry
from talion.errors import SelectionError
from talion.pipeline.knowing import known_of
from talion.records import Actor, DateSpan, Relation


def _day(month: int, day: int) -> DateSpan:
    return DateSpan.on(date(2031, month, day))


INVENTED = registry().with_rows(
    [
        Actor("qarn-league", "Qarn League", "armed group"),
        Actor("qarn-front", "Qarn Front", "umbrella"),
        Actor("tamur", "Tamur", "state"),
    ],
    [
        Relation("qarn-league", "part_of", "qarn-front", "a yearbook", _day(1, 1), _day(6, 30)),
        Relation("qarn-league", "backed_by", "tamur", "another yearbook", _day(3, 1)),
    ],
)  # fmt: skip


def test_what_held_on_the_day_stands_apart_from_what_held_on_others():
    known = known_of(INVENTED, "Qarn League", date(2031, 2, 1))
    assert [tie.kind for tie in known.ties] == ["part_of"]
    assert [tie.kind for tie in known.other_days] == ["backed_by"]
    assert [actor.name for actor in known.counts_as] == ["Qarn Front"]


def test_a_computed_set_is_among_what_it_counts_as_from_the_day_of_the_tie():
    after = known_of(INVENTED, "the Qarn League", date(2031, 8, 1))
    assert [actor.name for actor in after.counts_as] == ["Tamur-backed groups"]
    assert after.resolution.how == "normalised"


def test_an_umbrella_names_its_members():
    assert [actor.name for actor in known_of(INVENTED, "Qarn Front", date(2031, 2, 1)).members] == ["Qarn League"]
    assert not known_of(INVENTED, "Qarn Front", date(2032, 2, 1)).members


def test_a_name_that_means_nobody_is_refused_with_what_is_near():
    with pytest.raises(SelectionError, match="no actor is called 'Zzyzx Brigade'"):
        known_of(INVENTED, "Zzyzx Brigade", None)
