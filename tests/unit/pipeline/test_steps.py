import inspect
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from talion.errors import LedgerError, SelectionError
from talion.ledger.ledger import Ledger
from talion.pipeline import steps
from talion.pipeline.case import Case
from talion.records import Actor, Doubt, Event, Judgement, Link, Relation, Report, Selection

from .line_coder import LineCoder

NOW = datetime(2031, 3, 21, tzinfo=UTC)
LATER = NOW + timedelta(days=1)

WAR = (
    "2031-03-01 ashmar-army > hill-front ASSAULT killed 3 in Harn",
    "2031-03-02 hill-front > ashmar ASSAULT killed 1 answers 1",
    "2031-03-04 river-guard > ashmar ASSAULT",
    "2031-03-06 river-guard > ashmar ASSAULT",
    "2031-03-08 nobody > ashmar ASSAULT blamed on hill-front",
    "2031-03-09 ashmar > hill-front THREATEN",
    "undated corland > belvar SANCTION",
)


def days(events: list[Event]) -> list[int | None]:
    return [event.when.first.day if event.when else None for event in events]


@pytest.fixture
def war(case, tell):
    tell(*WAR)
    return case


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ({}, [1, 2, 4, 6, 8, 9, None]),
        ({"actor": "Hill Front"}, [2]),
        ({"actor": "hill front"}, [2]),
        ({"actor": "Ashmar"}, [1, 9]),  # its army is a part of it
        ({"actor": "Army of Ashmar"}, [1]),  # and it is no part of its army
        ({"actor": "Belvar-backed groups"}, [2, 6]),  # the River Guard has been one since the 5th
        ({"actor": "Belvar"}, []),  # whom it backs is not itself
        ({"actor": "unknown"}, [8]),
        ({"recipient": "Ashmar"}, [2, 4, 6, 8]),
        ({"between": ("Ashmar", "Hill Front")}, [1, 2, 8, 9]),  # the 8th is blamed on it
        ({"between": ("Hill Front", "Ashmar")}, [1, 2, 8, 9]),
        ({"since": date(2031, 3, 6)}, [6, 8, 9]),
        ({"until": date(2031, 3, 2)}, [1, 2]),
        ({"kinds": ("assault",)}, [1, 2, 4, 6, 8]),
        ({"kinds": ("Threaten", "SANCTION")}, [9, None]),
        ({"statuses": ("denied",)}, []),
        ({"place": "harn"}, [1]),
        ({"search": "sanction"}, [None]),
        ({"actor": "Ashmar", "kinds": ("assault",)}, [1]),
    ],
)
def test_a_selection_chooses_acts(war, question, expected):
    assert days(war.events(Selection(**question))) == expected


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ({"actor": "Hil Front"}, "Hill Front"),
        ({"between": ("Ashmar", "Bellvar")}, "Belvar"),
        ({"kinds": ("asault",)}, "assault"),
        ({"statuses": ("dome",)}, "done"),
    ],
)
def test_a_word_that_means_nothing_here_is_answered_with_those_near_it(war, question, says):
    with pytest.raises(SelectionError, match=f"near it: .*{says}"):
        war.events(Selection(**question))


def test_a_group_that_acts_twice_in_one_act_is_counted_once(case, tell):
    tell("2031-03-06 hill-front,river-guard > ashmar ASSAULT")
    assert len(case.events(Selection(actor="Belvar-backed groups"))) == 1


def test_one_act_in_two_reports_is_one_act_with_two_claims(case, tell, day):
    tell("2031-03-01 ashmar > hill-front ASSAULT killed 3 in Harn", published=day(2))
    tell("2031-03-01 ashmar-army > hill-front ASSAULT killed 3 in Harn", published=day(3))
    [act] = case.events()
    assert len(act.members) == 2 and len(act.reports) == 2
    assert len(case.claims()) == 2 and {claim.event for claim in case.claims()} == {act.id}


def test_a_match_that_is_rejected_parts_the_acts_and_undoing_brings_them_together(case, tell, day):
    tell("2031-03-01 ashmar > hill-front ASSAULT killed 3 in Harn", published=day(2))
    tell("2031-03-01 ashmar-army > hill-front ASSAULT killed 3 in Harn", published=day(3))
    [match] = case.ledger.matches()
    case.judge(match.id, "reject", by="Ines", now=NOW)
    assert len(case.events()) == 2
    case.undo(match.id, by="Ines", now=LATER)
    assert len(case.events()) == 1


def test_links_of_two_reports_about_one_pair_of_acts_are_one_link(case, tell, day):
    lines = (
        "2031-03-01 ashmar > hill-front ASSAULT killed 3 in Harn",
        "2031-03-02 hill-front > ashmar ASSAULT killed 1",
    )
    tell(lines[0], f"{lines[1]} answers 1", published=day(3))
    tell(lines[0], f"{lines[1]} answers 1", published=day(4))
    tell(*lines, published=day(5))
    first, second = case.events()
    [link] = case.links(Selection(kinds=("assault",)))
    assert (link.trigger, link.response, link.basis) == (first.id, second.id, "attributed")
    assert len(link.evidence) == 2 and len(link.members) >= 2
    assert link.lag_days == 1


def test_a_rejected_link_is_left_out_of_lists_and_exchanges_and_can_be_asked_for(case, tell):
    tell(*WAR[:2])
    [link] = case.links()
    assert len(case.exchanges()) == 1
    case.judge(link.id[:12], "reject", by="Ines", why="another shelling is meant", now=NOW)
    assert case.links() == case.exchanges() == []
    assert case.links(rejected=True) == [link]
    [judgement] = case.judgements()
    assert (judgement.about, judgement.by, judgement.why) == (link.id, "Ines", "another shelling is meant")
    case.undo(link.id, by="Ines", now=LATER)
    assert case.links() == [link] and case.judgements() == []


def test_the_latest_judgement_counts_whoever_made_it(case, tell):
    tell(*WAR[:2])
    [link] = case.links()
    case.judge(link.id, "reject", by="Ines", now=NOW)
    case.judge(link.id, "accept", by="Omar", now=LATER)
    assert case.links() == [link]


def test_a_judgement_on_a_united_link_holds_for_every_report_that_states_it(case, tell, day):
    for published in (day(3), day(4)):
        tell(*WAR[:2], published=published)
    [link] = case.links()
    case.judge(link.id, "reject", by="Ines", now=NOW)
    tell(*WAR[:2], published=day(5), now=LATER)  # a third report states it anew, and that is another statement
    assert case.links()[0].evidence[0].report == case.reports()[2].id
    case.undo(link.id, by="Ines", now=LATER)
    assert len(case.links()[0].evidence) == 3


def test_a_link_that_a_person_accepts_counts_in_exchanges_however_unlikely(case, tell):
    tell("2031-03-01 ashmar > hill-front ASSAULT", "2031-03-09 hill-front > ashmar ASSAULT")
    [link] = case.links()
    assert link.basis == "inferred"
    assert case.exchanges(at_least=0.999) == []
    case.judge(link.id, "accept", by="Ines", now=NOW)
    assert len(case.exchanges(at_least=0.999)) == 1
    assert case.links() == [link]  # and stays inferred


def test_a_rejected_act_is_left_out_and_comes_back_when_undone(war):
    act = war.events()[0]
    war.judge(act.id, "reject", by="Ines", now=NOW)
    assert act.id not in {event.id for event in war.events()}
    assert act.id in {event.id for event in war.events(rejected=True)}
    war.undo(act.id, by="Ines", now=LATER)
    assert war.events()[0] == act


def test_an_exchange_is_judged_by_its_links(war):
    [exchange, *_] = war.exchanges()
    with pytest.raises(LedgerError, match=f"judge one of them: {exchange.links[0]}"):
        war.judge(exchange.id, "accept", by="Ines", now=NOW)


def test_undoing_what_nobody_decided_says_so(war):
    with pytest.raises(LedgerError, match="Ines has made no judgement"):
        war.undo(war.events()[0].id, by="Ines", now=NOW)


def test_the_case_can_be_asked_as_it_stood_on_a_day(case, tell):
    tell(*WAR[:1], now=NOW)
    tell(*WAR[3:4], now=NOW + timedelta(days=5))
    assert days(case.events(Selection(as_of=NOW.date()))) == [1]
    assert days(case.events(Selection(as_of=NOW.date() - timedelta(days=1)))) == []
    assert case.dossier(Selection(as_of=NOW.date())).events == tuple(case.events(Selection(as_of=NOW.date())))


def test_an_actor_that_only_a_report_names_is_known_with_its_ties_from_the_day_it_was_read(case):
    report = Report("2031-03-01 dune-league > ashmar ASSAULT. The Dune League is backed by Corland.")
    coded = case.coder.code(report)
    words = report.passage(42, len(report.text))
    case.ledger.add(
        replace(
            coded,
            actors=(Actor("dune-league", "Dune League", "armed group", provisional=True),),
            relations=(Relation("dune-league", "backed_by", "corland", report.id, passage=words),),
        ),
        now=NOW,
    )
    assert days(case.events(Selection(actor="Corland-backed groups"))) == [1]
    with pytest.raises(SelectionError, match="no actor is called 'Dune League'"):
        case.events(Selection(actor="Dune League", as_of=NOW.date() - timedelta(days=1)))


def test_show_gives_an_act_with_what_it_answers_and_what_answers_it(war):
    first, second = war.events()[:2]
    shown = war.show(first.id[:11] + "…")
    assert shown.record == first
    assert [link.response for link in shown.answered_by if link.basis == "attributed"] == [second.id]
    assert [claim.event for claim in shown.claims] == [first.id]
    assert [report.id for report in shown.reports] == list(first.reports)
    assert {actor.id for actor in shown.actors} == {"ashmar-army", "hill-front"}
    assert second.id in {link.response for link in war.show(second.id.split("-")[1]).answers}


def test_show_gives_a_record_of_any_kind(war):
    link, claim, exchange, report = war.links()[0], war.claims()[0], war.exchanges()[0], war.reports()[0]
    assert isinstance(war.show(link.id).record, Link) and len(war.show(link.id).events) == 2
    assert war.show(claim.id).record == claim
    assert len(war.show(exchange.id).events) == len(exchange.events)
    assert isinstance(war.show(report.id).record, Report) and len(war.show(report.id).events) == len(WAR)
    assert war.show("Hill Front").relations[0].object == "belvar"
    assert days(list(war.show("hill-front").events)) == [1, 2, 9]


def test_show_of_nothing_says_so(war):
    with pytest.raises(LedgerError, match="holds nothing with the id 'event-zzz'"):
        war.show("event-zzz")


def test_actors_and_relations_are_those_that_occur(war):
    assert [actor.name for actor in war.actors()] == [
        "Army of Ashmar", "Ashmar", "Belvar", "Corland", "Hill Front", "River Guard",
    ]  # fmt: skip
    assert {(tie.subject, tie.kind, tie.object) for tie in war.relations()} == {
        ("ashmar-army", "part_of", "ashmar"),
        ("hill-front", "backed_by", "belvar"),
        ("river-guard", "backed_by", "belvar"),
    }
    assert {actor.id for actor in war.actors(Selection(actor="Corland"))} == {"corland", "belvar"}


def test_a_tie_of_other_days_than_the_acts_is_left_out(case, tell, day):
    def backed() -> set[str]:
        return {tie.subject for tie in case.relations() if tie.kind == "backed_by"}

    tell("2031-03-03 river-guard > ashmar ASSAULT", "2031-03-04 belvar > ashmar ASSAULT", published=day(4))
    assert backed() == set()  # the River Guard is backed since the 5th
    tell("2031-03-03 river-guard > ashmar ASSAULT", "2031-03-04 belvar > ashmar ASSAULT", published=day(5))
    assert backed() == {"river-guard"}


def test_reports_are_chosen_by_their_own_days_and_words(case, tell, day):
    tell(*WAR[:1], published=day(2))
    tell(*WAR[3:4], published=day(7))
    assert [report.outlet for report in case.reports(Selection(since=day(3)))] == ["Outlet 2"]
    assert [report.outlet for report in case.reports(Selection(search="Harn"))] == ["Outlet 1"]


def test_the_sides_of_a_brief_are_the_two_with_most_force_between_them(war):
    dossier = war.dossier()
    # the state for its army; both groups together, as each alone did less
    assert {lane.name for lane in dossier.lanes} == {"Ashmar", "Belvar-backed groups"}
    [ashmar] = [lane for lane in dossier.lanes if lane.name == "Ashmar"]
    assert ashmar.actors == {"ashmar", "ashmar-army"}
    assert dossier.title in {"Ashmar and Belvar-backed groups", "Belvar-backed groups and Ashmar"}


def test_the_sides_can_be_named_up_to_three(war):
    dossier = war.dossier(lanes=("Ashmar", "Hill Front", "River Guard"))
    assert [lane.name for lane in dossier.lanes] == ["Ashmar", "Hill Front", "River Guard"]
    with pytest.raises(SelectionError, match="two or three sides; not 1"):
        war.dossier(lanes=("Ashmar",))
    with pytest.raises(SelectionError, match="are the same actor"):
        war.dossier(lanes=("Ashmar", "ashmar"))


def test_a_dossier_holds_what_its_acts_rest_on_and_nothing_dangles(war):
    dossier = war.dossier(Selection(between=("Ashmar", "Hill Front")), printed_on="2031-03-21", command="talion brief")
    ids = {event.id for event in dossier.events}
    assert days(list(dossier.events)) == [1, 2, 8, 9]
    assert all({link.trigger, link.response} <= ids for link in dossier.links)
    assert {claim.event for claim in dossier.claims} == ids
    assert len(dossier.exchanges) >= 1 and all(ids.issuperset(exchange.events) for exchange in dossier.exchanges)
    named = {actor.id for actor in dossier.actors}
    assert all({*event.actors, *event.recipients} <= named for event in dossier.events)
    assert {report.id for report in dossier.reports} == {name for event in dossier.events for name in event.reports}
    assert (dossier.made.printed_on, dossier.made.command, dossier.made.coder, dossier.made.case) == (
        "2031-03-21", "talion brief", "lines 1", "war",
    )  # fmt: skip


def test_an_act_that_a_text_ties_to_a_selected_one_comes_into_the_dossier(war):
    dossier = war.dossier(Selection(actor="Hill Front"))
    assert days(list(dossier.events)) == [1, 2]


def test_a_dossier_of_an_empty_case_is_empty(case):
    dossier = case.dossier()
    assert dossier.events == dossier.lanes == dossier.estimates == dossier.exchanges == ()
    assert dossier.title == "war"


def test_the_share_of_answers_is_measured_between_sides_with_their_members_as_one(case, tell, day):
    # Three attacks by Ashmar or its army; two are answered within 3 days, by different groups.
    tell(
        "2031-03-06 ashmar-army > hill-front ASSAULT",
        "2031-03-08 river-guard > ashmar ASSAULT",
        "2031-03-12 ashmar > hill-front ASSAULT",
        "2031-03-13 hill-front > ashmar-army ASSAULT",
        "2031-03-16 ashmar > river-guard ASSAULT",
        published=day(30),
    )
    estimates = case.measure(lanes=("Ashmar", "Belvar-backed groups"), within_days=(3,))
    [share] = [one for one in estimates if one.n == 3]
    assert share.value == pytest.approx(2 / 3)
    assert "Belvar-backed groups" in share.question


def test_every_verb_has_one_line_that_says_what_it_does():
    verbs = [
        name
        for name, step in vars(steps).items()
        if inspect.isfunction(step) and step.__module__ == steps.__name__ and not name.startswith("_")
    ]
    assert {"read", "events", "links", "exchanges", "show", "judge", "undo", "dossier", "doctor"} <= set(verbs)
    for verb in verbs:
        first = getattr(steps, verb).__doc__.splitlines()[0]
        assert first.endswith(".") and len(first) < 110


def test_the_doctor_finds_a_missing_case_and_a_whole_one(case, tell, tmp_path):
    tell(*WAR)
    [found] = [finding for finding in steps.doctor(case.path) if finding.what == "case"]
    assert found.state == "ok" and "7 events" in found.says
    tell(*WAR[:3])
    [found] = [finding for finding in steps.doctor(case.path) if finding.what == "case"]
    assert "matches" in found.says and "matchs" not in found.says
    [missing] = [finding for finding in steps.doctor(tmp_path / "none.talion") if finding.what == "case"]
    assert missing.state == "missing" and missing.way_out
    wrong = tmp_path / "text.talion"
    wrong.write_text("not a case")
    assert [finding.state for finding in steps.doctor(wrong) if finding.what == "case"] == ["wrong"]


def test_the_doctor_names_the_versions_of_what_is_installed():
    found = {finding.what: finding for finding in steps.doctor()}
    assert found["python"].state == found["talion"].state == found["sqlalchemy"].state == "ok"
    assert "case" not in found


# Sides and their backers ---------------------------------------------------------------------------------------------


def test_a_backer_that_acts_stands_beside_the_two_sides_and_one_that_does_not_act_stays_out(case, tell):
    shelling = ("2031-03-01 ashmar > hill-front ASSAULT", "2031-03-02 hill-front > ashmar ASSAULT")
    tell(*shelling)
    assert {lane.name for lane in case.dossier().lanes} == {"Ashmar", "Hill Front"}
    tell(*shelling, "2031-03-03 belvar > ashmar THREATEN")
    dossier = case.dossier()
    assert {lane.name for lane in dossier.lanes[:2]} == {"Ashmar", "Hill Front"}
    assert dossier.lanes[2].name == "Belvar" and dossier.title.endswith(" and Belvar")
    [threat] = [event for event in dossier.events if event.action == "THREATEN"]
    assert dossier.lane_of(threat) == dossier.lanes[2]


def test_a_backer_that_a_side_acts_on_has_a_lane_and_one_that_others_act_on_has_none(case, tell):
    shelling = ("2031-03-01 ashmar > hill-front ASSAULT", "2031-03-02 hill-front > ashmar ASSAULT")
    tell(*shelling, "2031-03-03 corland > belvar SANCTION")
    assert len(case.dossier().lanes) == 2
    tell(*shelling, "2031-03-04 ashmar > belvar SANCTION")
    assert [lane.name for lane in case.dossier().lanes[2:]] == ["Belvar"]


def test_sides_that_are_named_one_by_one_are_all_there_are(case, tell):
    tell("2031-03-01 ashmar > hill-front ASSAULT", "2031-03-03 belvar > ashmar THREATEN")
    assert len(case.dossier(lanes=("Ashmar", "Hill Front")).lanes) == 2


def test_a_backer_is_measured_against_the_other_side_and_not_against_whom_it_backs(case, tell):
    tell("2031-03-01 ashmar > hill-front ASSAULT", "2031-03-03 belvar > ashmar THREATEN")
    asked = [one.question for one in case.dossier(within_days=(7,)).estimates]
    assert len(asked) == 4 and not any("Belvar" in question and "Hill Front" in question for question in asked)


def test_what_goes_on_with_backed_groups_holds_their_backer_and_what_nobody_is_known_to_have_done(case, tell):
    tell(
        "2031-03-01 belvar > ashmar ASSAULT",
        "2031-03-02 ashmar > belvar SANCTION",
        "2031-03-03 nobody > ashmar ASSAULT",
        "2031-03-04 nobody > ashmar ASSAULT blamed on corland",
        "2031-03-06 river-guard > ashmar ASSAULT",
        "2031-03-07 belvar > corland ASSAULT",
        "2031-03-08 nobody > corland ASSAULT",
    )
    assert days(case.events(Selection(between=("Ashmar", "Belvar-backed groups")))) == [1, 2, 3, 6]
    assert days(case.events(Selection(between=("Ashmar", "River Guard")))) == [3, 6]  # a group does not name its backer
    dossier = case.dossier(Selection(between=("Ashmar", "Belvar-backed groups")))
    assert [lane.name for lane in dossier.lanes] == ["Ashmar", "Belvar-backed groups", "Belvar"]


# The time that was watched -------------------------------------------------------------------------------------------


def window(case, **question) -> str:
    [estimate, *_] = case.measure(Selection(**question), lanes=("Ashmar", "Hill Front"), within_days=(7,))
    return estimate.caveats[-1]


def test_an_act_from_long_ago_does_not_stretch_the_time_that_was_watched(case, tell, day):
    tell("2022-01-01 ashmar > hill-front ASSAULT", "2031-03-01 hill-front > ashmar ASSAULT", published=day(20))
    assert window(case) == "Observed on the 20 days from 2031-03-01 to 2031-03-20"


def test_the_time_that_was_watched_begins_with_the_first_report_and_ends_with_the_last_of_the_case(case, tell, day):
    tell("undated ashmar > hill-front ASSAULT", published=day(5))
    tell("2031-03-09 corland > belvar ASSAULT", published=day(20))
    assert window(case) == "Observed on the 16 days from 2031-03-05 to 2031-03-20"


# What is brought together once ---------------------------------------------------------------------------------------


def test_acts_are_weighed_once_for_as_long_as_nothing_is_written(war):
    before = war.holding()
    war.events(), war.links(), war.claims(), war.dossier()
    assert war.holding() is before and war.holding(with_rejected=True) is before
    war.judge(war.events()[0].id, "reject", by="Ines", now=NOW)
    assert war.holding() is not before and war.holding(with_rejected=True) is not war.holding()


def test_what_another_program_writes_into_the_file_is_seen_at_once(war):
    act = war.events()[0]
    with Ledger.open(war.path) as other:
        other.judge(Judgement(act.id, "reject", "Omar", NOW))
    assert act.id not in {event.id for event in war.events()}


class OpenEnds(LineCoder):
    """The line coder, which doubts an act that nobody is named for."""

    def code(self, report):
        coded = super().code(report)
        doubts = (Doubt(one.id, "unknown-actor", "Nobody is named.") for one in coded.events if not one.actors)
        return replace(coded, doubts=tuple(doubts))


def test_what_one_report_leaves_open_and_another_tells_is_no_doubt(case, tmp_path, day):
    with Case(case.ledger, registry=case.known_actors, coder=OpenEnds()) as doubting:
        for n, who in enumerate(("nobody", "hill-front")):
            path = tmp_path / f"told-{n}.txt"
            path.write_text(f"2031-03-01 {who} > ashmar ASSAULT killed 3 in Harn. Told by outlet {n}.")
            doubting.read([path], published=day(2 + n), now=NOW)
            assert len(doubting.events()) == 1
            assert ("unknown-actor" in {doubt.kind for doubt in doubting.doubts()}) == (who == "nobody")
