from datetime import date, timedelta
from pathlib import Path

import pytest

from talion.datasets.mapping import suggested
from talion.datasets.rows import head_of
from talion.datasets.said import attributed, count, counts_in, crossing
from talion.errors import ImportingError
from talion.pipeline.case import Case
from talion.records import Count, DateSpan

SHARED = Path(__file__).parents[3] / "../shared/data/ledgers"


def test_a_spreadsheet_with_plain_headings_needs_no_mapping(take, case: Case):
    take("raids.csv", "Date,Attacker,Target,Attack type,Dead\n2031-03-04,Ashmar,Belvar,air strike,4\n")
    [event] = case.events()
    assert (event.action, event.weapon, event.actors, event.recipients) == (
        "ASSAULT", "air strike", ("new-ashmar",), ("new-belvar",)
    )  # fmt: skip
    assert event.toll.killed == Count.exactly(4) and event.when == DateSpan.on(date(2031, 3, 4))


def test_every_number_of_an_act_opens_its_cell(take, case: Case):
    take("raids.csv", "date,actor,target,action,killed\n2031-03-04,Ashmar,Belvar,shelling,4\n")
    [event] = case.events()
    [report] = case.reports()
    for mark in event.marks:
        report.check(mark.passage)
    assert {mark.what: mark.passage.quote for mark in event.marks}["killed"] == "4"


def test_a_row_of_hashtags_is_tolerated_and_names_columns(take, case: Case):
    text = (
        "Jour,Groupe,Cible,Acte,Morts\n#date,#group,#target,#event,#affected+killed\n2031-03-04,Ashmar,Belvar,raid,3\n"
    )
    done = take("hxl.csv", text)
    assert (done.read, done.taken) == (1, 1)
    assert case.events()[0].toll.killed == Count.exactly(3)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp1256"])
def test_any_encoding_reads(take, case: Case, encoding: str):
    name = "كتائب المرج" if encoding in {"utf-8", "utf-16", "cp1256"} else "Légion de Qarn"
    rows = "".join(f"2031-03-{day:02},{name},Belvar,shelling,{name}\n" for day in range(4, 24))
    take("raids.csv", ("date,actor,target,action,note\n" + rows).encode(encoding))
    assert name in {actor.name for actor in case.actors()}


@pytest.mark.parametrize(("sign", "name"), [(";", "raids.csv"), ("\t", "raids.tsv"), ("|", "raids.txt")])
def test_other_separators_read(take, case: Case, sign: str, name: str):
    take(
        name,
        sign.join(["date", "actor", "target", "action"]) + "\n" + sign.join(["2031-03-04", "A", "B", "raid"]) + "\n",
    )
    assert len(case.events()) == 1


def test_a_workbook_reads_as_its_csv_does(take, case: Case, tmp_path: Path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["date", "actor", "target", "action", "killed"])
    book.active.append([date(2031, 3, 4), "كتائب المرج", "Belvar", "raid", 4.0])
    book.save(tmp_path / "raids.xlsx")
    case.import_data("table", [tmp_path / "raids.xlsx"])
    [event] = case.events()
    assert event.when == DateSpan.on(date(2031, 3, 4)) and event.toll.killed == Count.exactly(4)


def test_parquet_reads(case: Case, tmp_path: Path):
    polars = pytest.importorskip("polars")
    table = {"date": [date(2031, 3, 4)], "actor": ["Ashmar"], "target": ["Belvar"], "action": ["raid"], "killed": [4]}
    polars.DataFrame(table).write_parquet(tmp_path / "raids.parquet")
    case.import_data("table", [tmp_path / "raids.parquet"])
    assert case.events()[0].toll.killed == Count.exactly(4)


def test_two_voices_on_one_toll_stand_side_by_side(take, case: Case):
    take(
        "r.csv",
        "date,actor,target,action,killed,note\n2031-03-04,A,B,raid,4,4 killed per Herald; 9 per Wire (conflict)\n",
    )
    [event] = case.events()
    assert event.toll.killed == Count(4, 4, 9)
    said = {claim.speaker.name: claim.toll.killed for claim in case.claims() if claim.speaker and claim.toll}
    assert said == {"Herald": Count.exactly(4), "Wire": Count.exactly(9)}
    assert any("Herald says 4 killed; Wire says 9 killed" in doubt.says for doubt in case.doubts())


def test_totals_that_contradict_each_other_both_stand(take, case: Case, tmp_path: Path):
    mapping = tmp_path / "m.toml"
    mapping.write_text(
        '[columns]\nlast_day = "as_of"\nacts = "total"\nscope = "scope"\nsource = "who"\n'
        '[constants]\nactor = "Ashmar"\nrecipient = "Belvar"\naction = "attack"\n'
    )
    rows = "2031-03-14,55,since 1 Mar,Herald\n2031-03-14,56,since 1 Mar,Wire\n"
    rows += '2031-03-31,160,"since 1 Mar, more than",Desk\n'
    rows += "2031-04-04,118,derived,Ministry\n"
    take("totals.csv", "as_of,total,scope,who\n" + rows, "table", mapping=mapping)
    events = case.events()
    assert sorted(str(event.acts) for event in events) == ["118", "55", "56", "at least 161"]
    assert not any(event.is_deed for event in events)  # a total is no act that anybody could answer
    says = {doubt.says for doubt in case.doubts() if doubt.kind == "two-counts"}
    assert any("55 by 2031-03-14" in one and "56 by 2031-03-14" in one for one in says)
    assert any("Desk says at least 161 by 2031-03-31, Ministry says 118 by 2031-04-04" in one for one in says)


def test_a_stated_answer_becomes_a_link_with_its_words(take, case: Case):
    rows = "2031-03-04,Ashmar,Belvar,raid on Qarn,\n2031-03-06,Belvar,Ashmar,shelling,2031-03-04 raid\n"
    take("r.csv", "date,actor,target,action,response to\n" + rows)
    [link] = [link for link in case.links() if link.basis == "attributed"]
    assert link.evidence[0].quote == "2031-03-04 raid" and link.lag_days == 2


def test_an_answer_to_no_row_is_a_doubt_and_no_link(take, case: Case):
    rows = "2031-03-06,Belvar,Ashmar,shelling,months of pressure\n"
    take("r.csv", "date,actor,target,action,response to\n" + rows)
    assert case.links() == [] and any(doubt.kind == "answers-unclear" for doubt in case.doubts())


def test_words_for_a_toll_that_is_no_number_are_kept_as_unknown(take, case: Case):
    take("r.csv", "date,actor,target,action,killed\n2031-03-04,A,B,raid,a number\n2031-03-05,A,B,raid,\n")
    first, second = case.events()
    assert not first.toll.killed.is_known and first.toll.parts[0].said == "a number"
    assert second.toll.parts == ()


def test_a_day_that_can_be_two_is_asked_about(take, case: Case, tmp_path: Path):
    rows = "date,actor,target,action\n" + "05/06/2031,A,B,raid\n" * 2
    with pytest.raises(ImportingError, match="can be two days"):
        take("r.csv", rows)
    mapping = tmp_path / "m.toml"
    columns = "\n".join(f'{name} = "{name}"' for name in ("date", "actor", "action"))
    mapping.write_text(f'[columns]\n{columns}\nrecipient = "target"\n[dates]\norder = "dmy"\n')
    take("r.csv", rows, "table", mapping=mapping)
    assert {event.when.first for event in case.events()} == {date(2031, 6, 5)}


def test_other_rows_of_the_table_say_which_comes_first(take, case: Case):
    take("r.csv", "date,actor,target,action\n05/06/2031,A,B,raid\n25/06/2031,A,B,raid\n")
    assert [event.when.first for event in case.events()] == [date(2031, 6, 5), date(2031, 6, 25)]


def test_the_own_words_of_a_table_are_mapped(take, case: Case, tmp_path: Path):
    mapping = tmp_path / "m.toml"
    mapping.write_text(
        '[columns]\ndate = "d"\nactor = "a"\nrecipient = "b"\naction = "t"\n[actions]\n"Type 3" = "SANCTION"\n'
    )
    take("r.csv", "d,a,b,t\n2031-03-04,A,B,Type 3\n", "table", mapping=mapping)
    assert case.events()[0].action == "SANCTION"


def test_a_mapping_that_is_not_there_is_suggested(take, tmp_path: Path):
    mapping = tmp_path / "m.toml"
    with pytest.raises(ImportingError, match="a suggestion stands there now"):
        take("r.csv", "Date,Who did it,Target,Action\n2031-03-04,A,B,raid\n", "table", mapping=mapping)
    assert 'recipient = "Target"' in mapping.read_text()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('[columns]\ndate = "Nope"\n', "no column 'Nope'"),
        ('[columns]\nfoo = "date"\n', "nothing that a column can hold"),
        ('[actions]\nx = "KICK"\n', "must be one of AGREE"),
        ("[columns\n", "is no mapping"),
    ],
)
def test_a_mapping_that_does_not_fit_says_where(take, tmp_path: Path, text: str, why: str):
    mapping = tmp_path / "m.toml"
    mapping.write_text(text)
    with pytest.raises(ImportingError, match=why):
        take("r.csv", "date,actor,target,action\n2031-03-04,A,B,raid\n", "table", mapping=mapping)


def test_the_same_row_twice_is_two_acts(take, case: Case):
    take("r.csv", "date,actor,target,action\n" + "2031-03-04,A,B,raid\n" * 2)
    assert len(case.events()) == 2


def test_both_parties_to_a_truce_did_it(take, case: Case):
    take("r.csv", "date,actor,target,action\n2031-03-04,Ashmar;Belvar,,ceasefire\n")
    [event] = case.events()
    assert event.action == "RETREAT" and not event.directed


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("4", Count.exactly(4)), ("25.0", Count.exactly(25)), ("1,835", Count.exactly(1835)),
        ("at least 6", Count(low=6)), ("6+", Count(low=6)), ("over 160", Count(low=161)), (">160", Count(low=161)),
        ("up to 7", Count(high=7)), ("4 or 9", Count(4, None, 9)), ("118-160", Count(118, None, 160)),
        ("about 30", Count(best=30)), ("two", Count.exactly(2)), ("minor", None), ("", None),
    ],
)  # fmt: skip
def test_counts_read_as_people_write_them(said: str, meant: Count | None):
    assert count(said) == meant


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("VOA: at least 6 in the two raids", [("killed", Count(low=6), "VOA")]),
        ("at least 25 fighters killed (AFP)", [("killed", Count(low=25), "AFP")]),
        ("2 Ashmari and 1 Belvari killed; 14 wounded",
         [("killed", Count.exactly(3), None), ("injured", Count.exactly(14), None)]),
        ("one drone per AFP, three per Herald", []),
        ("Belvar: 26 killed/46 wounded early, 31 later; Ashmar: 70+ fighters",
         [("killed", Count.exactly(26), "Belvar"), ("injured", Count.exactly(46), "Belvar")]),
    ],
)  # fmt: skip
def test_notes_give_counts_and_who_says_them(note: str, said: list[tuple[str, Count, str | None]]):
    found = list(counts_in(note, given={"killed": Count.exactly(5)}))
    assert [(one.effect, one.count, one.who) for one in found] == said


def test_acts_are_told_by_the_words_that_reports_use():
    assert crossing("rockets (about 30)").weapon == "rocket"
    assert crossing("ASSAULT").action == "ASSAULT"
    assert crossing("drone shot down").weapon is None
    assert crossing("weather") is None


def test_who_claims_and_who_blames():
    assert attributed("Tel League (claimed)") == ("Tel League", "claims", "Tel League")
    assert attributed("Tel League (Ashmar attribution)") == ("Tel League", "blames", "Ashmar")
    assert attributed("Tel League") == ("Tel League", "blames", None)


@pytest.mark.skipif(not SHARED.exists(), reason="the real ledgers are not here")
def test_the_militias_ledger_comes_in_whole_with_its_contradictions(case: Case):
    path = SHARED / "us_iran_backed_militias_2017_2024.csv"
    [done] = case.import_data(None, [path]).files
    assert (done.read, done.taken, done.set_aside) == (65, 65, 0)
    assert sum(link.basis == "attributed" for link in case.links()) >= 20
    says = [doubt.says for doubt in case.doubts()]
    assert any("KSS says 4 killed; SOHR says 9 killed" in one for one in says)
    assert suggested(head_of(path)).columns["answers"] == "stated_response_to"
    assert timedelta(0) < case.events()[-1].when.last - case.events()[0].when.first
