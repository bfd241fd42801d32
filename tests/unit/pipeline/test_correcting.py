"""What a person corrects stands beside the record, with a name, and can be undone."""

from datetime import UTC, datetime

import pytest

from talion.errors import LedgerError, RecordError, SelectionError
from talion.records import Judgement

ONE = "2031-03-01 ashmar > hill-front ASSAULT killed 3 in Harn"
LATER = datetime(2031, 4, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("field", "typed", "is_now"),
    [
        ("actor", "River Guard; the Hill Front", lambda act: act.actors == ("river-guard", "hill-front")),
        ("actor", "unknown", lambda act: act.actors == ()),
        ("recipient", "Corland", lambda act: act.recipients == ("corland",)),
        ("day", "2031-03-02..2031-03-04", lambda act: act.when.days == 3),
        ("day", "unknown", lambda act: act.when is None),
        ("killed", "4..", lambda act: (act.toll.killed.low, act.toll.killed.high) == (4, None)),
        ("killed", "..4", lambda act: (act.toll.killed.low, act.toll.killed.high) == (None, 4)),
        ("injured", "2", lambda act: act.toll.injured.best == 2 and act.toll.killed.low == 3),
        ("status", "Attempted", lambda act: act.status == "attempted"),
        ("action", "coerce", lambda act: act.action == "COERCE"),
        ("place", "Timbuktu", lambda act: act.places[0].name == "Timbuktu" and act.places[0].country == "MLI"),
        ("place", "the mill at Zzyzx", lambda act: act.places[0].name == "the mill at Zzyzx"),
    ],
)
def test_a_corrected_act_is_shown_as_corrected_and_the_record_stays(case, tell, field, typed, is_now):
    tell(ONE)
    [before] = case.events()
    case.judge(before.id, "correct", by="A. Reader", corrections={field: typed}, now=LATER)
    [after] = case.events()
    assert after.id == before.id and is_now(after)
    assert f"{field} corrected by A. Reader" in after.by_rule
    [held] = case.ledger.events()
    assert not is_now(held)
    case.undo(before.id, by="A. Reader", now=LATER)
    assert case.events() == [before]


def test_a_correction_of_one_act_in_two_reports_holds_in_both(case, tell):
    tell(ONE)
    tell(ONE)
    [act] = case.events()
    assert len(act.members) == 2
    made = case.judge(act.id, "correct", by="A. Reader", corrections={"killed": "7"}, now=LATER)
    assert len(made) == 2
    [act] = case.events()
    assert act.toll.killed.best == 7


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("colour", "red", "'colour' cannot be corrected; choose one of action, mode"),
        ("day", "yesterday", "'yesterday' is no day: write 2019-12-27"),
        ("day", "2031-02-30", "is no day"),
        ("killed", "some", "'some' is no count of the killed: write 3, 3..5"),
        ("killed", "5..3", "is no count of the killed"),
        ("status", "perhaps", "'perhaps' is no status"),
        ("actor", "Nobody We Know", "no actor is called 'Nobody We Know'"),
    ],
)
def test_what_cannot_be_understood_is_refused_and_nothing_is_held(case, tell, field, typed, says):
    tell(ONE)
    [act] = case.events()
    with pytest.raises(SelectionError, match=says):
        case.judge(act.id, "correct", by="A. Reader", corrections={field: typed}, now=LATER)
    assert not case.judgements()


def test_a_correction_needs_something_corrected_and_only_acts_have_it(case, tell):
    tell(ONE, "2031-03-02 hill-front > ashmar ASSAULT answers 1")
    with pytest.raises(RecordError, match="goes with what is corrected"):
        Judgement("event-1", "correct", "A. Reader", LATER)
    with pytest.raises(RecordError, match="no other verdict does"):
        Judgement("event-1", "accept", "A. Reader", LATER, corrections=(("killed", "3"),))
    [link] = [one for one in case.links() if one.basis != "inferred"]
    with pytest.raises(LedgerError, match="is no act"):
        case.judge(link.id, "correct", by="A. Reader", corrections={"killed": "3"}, now=LATER)


def test_a_review_goes_through_what_nobody_judged_yet(case, tell):
    tell(ONE, "2031-03-02 hill-front > ashmar ASSAULT")
    first, second = case.review()
    case.judge(first, "accept", by="A. Reader", now=LATER)
    assert case.review() == [second]
    assert set(case.review(again=True)) == {first, second}
    with pytest.raises(SelectionError, match="'reports' cannot be reviewed"):
        case.review(records="reports")
