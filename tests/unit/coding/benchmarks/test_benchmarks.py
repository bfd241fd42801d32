"""Each benchmark on a few made-up lines in its own format, and what a wrong folder is told."""

import json
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from talion.coding.benchmarks.cnc import read_causal
from talion.coding.benchmarks.isaf import published_day
from talion.coding.benchmarks.muc4_scoring import (
    Days,
    Fill,
    Template,
    Where,
    key_days,
    key_places,
    points,
    score,
    wanted,
)
from talion.coding.benchmarks.tables import Row, Table, half_of, macro_f1, some
from talion.errors import TalionError
from talion.pipeline.steps import benchmark
from talion.views.cli import main
from talion.views.commands.benchmarking import table_lines

ISAF = """PRESS RELEASE TEXT: ISAF Joint Command Morning Update (Aug. 5, 2011)

KABUL, Afghanistan (Aug. 5, 2011) - A combined force killed three insurgents in Khost province yesterday.
"""
MUC = """DEV-MUC3-0001 (XXX)

   SAN SALVADOR, 3 JAN 90 (XXX) -- [TEXT] A BOMB EXPLODED AT A BANK IN SAN SALVADOR ON 2 JANUARY 1990, KILLING TWO
GUARDS.
"""
KEY = {
    0: "DEV-MUC3-0001", 1: "1", 2: "02 JAN 90", 3: "EL SALVADOR: SAN SALVADOR (CITY)", 4: "BOMBING",
    5: "ACCOMPLISHED", 9: "-", 10: "-", 11: "-", 12: '"BANK"', 18: "-", 19: '"GUARDS"', 21: '2: "GUARDS"',
    23: 'DEATH: "GUARDS"',
}  # fmt: skip
PETRARCH = """<Sentences>
<Sentence date="19950101" id="MADE-01" evaluate="true">
<EventCoding sourcecode="ARN" targetcode="GON" eventcode="223"/>
<Text>Arnorian troops attacked Gondor on Monday.</Text></Sentence>
<Sentence date="19950101" id="MADE-02"><Text>It rained in Arnor on Monday.</Text></Sentence>
</Sentences>"""


def both_halves(line: str) -> list[str]:
    """Two lines made of one, of either half."""
    of = {half_of(made): made for made in (line.replace("N", str(n)) for n in range(40))}
    return [of["tune"], of["apart"]]


def rows(name: str, path: Path, **options) -> dict[str, tuple]:
    return {row.what: row.values for row in benchmark(name, path, **options).table.rows}


def test_isaf_counts_exact_days_and_least_numbers(tmp_path):
    gold = {"start_date": "2011-08-04", "min_killed": 3, "min_captured": 0}
    turns = [{"value": ""}, {"value": ISAF}, {"value": json.dumps(gold)}]
    (tmp_path / "releases_dev.jsonl").write_text(json.dumps({"conversations": turns}) + "\n", encoding="utf-8")
    text = ISAF.removeprefix("PRESS RELEASE TEXT: ")
    assert str(published_day(text)[0]) == "2011-08-05"
    found = rows("isaf", tmp_path, part=half_of(text))
    assert found[f"{half_of(text)}, grammars"] == (1, 100, 100, 100)
    assert found["40 lines of regular expressions, all 362 releases"] == (362, 68, 87, 59)


def test_muc4_reads_its_keys_and_scores_slot_by_slot(tmp_path):
    (tmp_path / "dev").mkdir()
    (tmp_path / "dev" / "dev-muc3-0001").write_text(MUC, encoding="latin-1")
    key = "".join(f"{f'{n}.  SLOT':36}{fill}\n" for n, fill in KEY.items())
    (tmp_path / "dev" / "key-dev-0001").write_text(key, encoding="latin-1")
    found = rows("muc4", tmp_path, part="tune")
    assert found["type"][:3] == (100, 100, pytest.approx(100))
    assert found["victim effect"][2] == pytest.approx(100) and found["victim number"][2] == pytest.approx(100)
    assert found["date"] == (100, 100, pytest.approx(100), "58.9 / 59.4")
    with pytest.raises(TalionError, match="'tst1'"):
        benchmark("muc4", tmp_path, part="apart")


@pytest.mark.parametrize(
    ("fill", "answers"),
    [
        ("02 JAN 90", (Days(date(1990, 1, 2), date(1990, 1, 2)),)),
        ("- 15 JUN 89", (Days(None, date(1989, 6, 15)),)),
        ("08 JAN 90 - 09 JAN 90", (Days(date(1990, 1, 8), date(1990, 1, 9)),)),
    ],
)
def test_a_date_of_a_key_is_a_day_a_span_or_a_bound(fill, answers):
    assert key_days(fill) == answers


def test_a_place_of_a_key_is_a_path_and_either_end_of_a_road():
    road = key_places("ARNOR: BREE (TOWN) - DALE (CITY)")
    assert [tuple(next(iter(part)) for part in where.parts) for where in road] == [("arnor", "bree"), ("arnor", "dale")]


def path(*names):
    return Where(tuple(frozenset({name}) for name in names))


@pytest.mark.parametrize(
    ("slot", "key", "ours", "worth"),
    [
        ("type", "BOMBING", "BOMBING", 1),
        ("type", "BOMBING", "ATTACK", 0.5),
        ("type", "ATTACK", "BOMBING", 0),
        ("confidence", "SUSPECTED OR ACCUSED BY AUTHORITIES", "SUSPECTED OR ACCUSED", 0.5),
        ("date", Days(date(1990, 1, 2), date(1990, 1, 2)), Days(None, date(1990, 1, 2)), 0.5),
        ("date", Days(date(1990, 1, 1), date(1990, 1, 9)), Days(date(1990, 1, 4), date(1990, 1, 4)), 0.5),
        ("date", Days(date(1990, 1, 2), date(1990, 1, 2)), Days(date(1990, 1, 3), date(1990, 1, 3)), 0),
        ("location", path("arnor", "bree"), path("arnor", "eriador", "bree"), 1),
        ("location", path("arnor", "bree"), path("arnor"), 0.5),
        ("location", path("arnor", "bree"), path("gondor"), 0),
        ("perpetrator organisation", "army of arnor", "army", 0.5),
    ],
)
def test_a_fill_is_right_partly_right_or_wrong(slot, key, ours, worth):
    assert points([Fill((key,))], [Fill((ours,))], slot) == (worth, 0)


def test_an_optional_template_or_fill_that_nobody_gives_is_not_missing():
    key = {n: [fill] for n, fill in KEY.items()} | {10: ['? "GREY BAND"'], 11: ['? POSSIBLE: "GREY BAND"']}
    counts = defaultdict(float)
    score([wanted(key)], [], counts)
    assert counts["type possible"] == 1 and counts["perpetrator organisation possible"] == 0
    score([wanted(key | {1: ["2 (OPTIONAL)"]})], [], counts)
    assert counts["type possible"] == 1


def test_templates_are_paired_only_where_they_name_the_same_people_or_things():
    key = wanted({n: [fill] for n, fill in KEY.items()})
    fills = {slot: list(fills) for slot, fills in key.fills.items()}
    assert score([key], [Template(("a bomb at a bank",), fills)], defaultdict(float)) == [(0, 0)]
    assert score([key], [Template(("a bomb at a school",), fills)], defaultdict(float)) == []


def test_each_victim_is_a_fill_of_its_own():
    key = {n: [fill] for n, fill in KEY.items()}
    key |= {21: ['2: "GUARDS"', '1: "CLERK"'], 23: ['DEATH: "GUARDS"', 'DEATH: "CLERK"']}
    assert [fill.answers for fill in wanted(key).fills["victim number"]] == [(2,), (1,)]


def test_plv_asks_for_the_root_between_the_marked_sides(tmp_path):
    sentences = both_halves("Iran bombed Syria in week N.")
    lines = ["sentence\tsource\ttarget\tgold_root", *(f"{one}\tIran\tSyria\tASSAULT" for one in sentences)]
    (tmp_path / "PLV_train.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = rows("plv", tmp_path)
    assert found["tune"] == found["apart"] == (1, 1, 1.0, 1.0)


def test_petrarch_says_what_became_of_each_sentence(tmp_path):
    (tmp_path / "PETR.UnitTest.records.xml").write_text(PETRARCH, encoding="utf-8")
    done = benchmark("petrarch", tmp_path)
    assert done.table.columns == ("what became of it", "act", "no event")
    assert {row.what: row.values for row in done.table.rows}["passes"] == (1, 1)


def test_cnc_reads_marked_spans(tmp_path):
    told = "<ARG0>The raid</ARG0> <SIG0>caused</SIG0> <ARG1>a riot</ARG1> ."
    text = "The raid caused a riot ."
    (tmp_path / "train_subtask1.csv").write_text(f"index,text,label\n1,{text},1\n", encoding="utf-8")
    with pytest.raises(TalionError, match="train_subtask2_grouped"):
        read_causal(tmp_path)
    (tmp_path / "train_subtask2_grouped.csv").write_text(
        f"text,causal_text_w_pairs\n{text},\"['{told}']\"\n", encoding="utf-8"
    )
    [sentence] = read_causal(tmp_path)
    assert sentence.causal
    spans = {name: [text[s.start : s.end] for s in found] for name, found in sentence.relations[0].items()}
    assert spans == {"cause": ["The raid"], "effect": ["a riot"], "signal": ["caused"]}


def test_sentences_of_ones_own_are_scored(tmp_path):
    line = "[Iran]{a1} [bombed]{1 ASSAULT done} [Syria]{r1} in the week of the fair."
    (tmp_path / "mine.txt").write_text(line + "\n", encoding="utf-8")
    half = half_of("Iran bombed Syria in the week of the fair.")
    found = rows("official", tmp_path / "mine.txt", part=half)
    for name in ("acts found, and type", "status", "actor", "recipient"):
        assert found[f"{half}: {name}"] == (1.0, 1.0, 1.0, 1)


def test_reports_of_ones_own_are_scored(tmp_path):
    for folder in ("reports", "truth"):
        (tmp_path / folder).mkdir()
    told = "Iran bombed Syria on 3 March 2031, state media said. Nobody gave a toll."
    text = f"Published: 2031-03-05\nLanguage: en\n\n{told}\n"
    (tmp_path / "reports" / "one.txt").write_text(text, encoding="utf-8")
    with pytest.raises(TalionError, match=r"truth/NAME\.toml"):
        benchmark("own", tmp_path)
    truth = """[[report]]
[[report.event]]
key = "raid"
words = "bombed Syria"
action = "ASSAULT"
status = "done"
actors = ["iran"]
recipients = ["syria"]
days = ["2031-03-03", "2031-03-03"]
"""
    (tmp_path / "truth" / "one.toml").write_text(truth, encoding="utf-8")
    found = rows("own", tmp_path, part=half_of("one"))
    assert found["events found"] == found["actor"] == found["day exact"] == (100, 1)
    (tmp_path / "truth" / "one.toml").write_text(truth.replace("action", "deed"), encoding="utf-8")
    with pytest.raises(TalionError, match=r"one\.toml does not follow the notation: KeyError\('action'\)"):
        benchmark("own", tmp_path)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("muc4", "'dev'"), ("isaf", "releases_dev.jsonl"), ("plv", "PLV_train.tsv"), ("cnc", "train_subtask1.csv"),
        ("petrarch", "PETR.UnitTest.records.xml"), ("official", "sentences.txt"), ("own", "reports/NAME.txt"),
    ],
)  # fmt: skip
def test_a_wrong_folder_is_told_the_file_that_is_expected(name, expected, tmp_path):
    with pytest.raises(TalionError, match=expected):
        benchmark(name, tmp_path)
    with pytest.raises(TalionError, match="there is no"):
        benchmark(name, tmp_path / "nowhere")


def test_what_there_is_no_benchmark_or_part_of_is_refused(tmp_path):
    with pytest.raises(TalionError, match="muc4, isaf"):
        benchmark("muc5", tmp_path)
    with pytest.raises(TalionError, match="tune, apart and all"):
        benchmark("isaf", tmp_path, part="middle")


def test_a_sample_hangs_on_the_words_alone():
    texts = [f"text {n}" for n in range(20)]
    assert some(texts, 5) == some(texts[::-1], 5) == some(texts, None)[:5]


def test_macro_f1_is_the_mean_over_the_true_labels():
    # a: F1 2/3 (one right of one said and two true); b: F1 2/3 (one right of two said, one true)
    assert macro_f1([("a", "a"), ("a", "b"), ("b", "b")]) == pytest.approx(2 / 3)


def test_a_table_is_laid_out_in_columns_and_marks_what_is_published():
    table = Table("A title", ("", "n", "F1"), (Row("tune", (3, 50.04)), Row("a peer", (None, 60.0), is_published=True)))
    assert table_lines(table) == [
        "A title",
        "                    n    F1",
        "tune                3  50.0",
        "a peer (published)  -  60.0",
    ]


def test_the_command_prints_words_or_json(tmp_path, capsys):
    sentences = both_halves("Iran bombed Syria in week N.")
    lines = ["sentence\tsource\ttarget\tgold_root", *(f"{one}\tIran\tSyria\tASSAULT" for one in sentences)]
    (tmp_path / "PLV_train.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for as_json in ([], ["--json"]):
        try:
            main(["benchmark", "plv", str(tmp_path), "--part", "tune", "--at-most", "1", *as_json])
        except SystemExit as end:
            assert not end.code
        told = capsys.readouterr().out
        if as_json:
            said = json.loads(told)
            assert said["name"] == "plv" and said["table"]["rows"][0]["values"] == [1, 1, 1.0, 1.0]
        else:
            assert "(published)" in told and "0.821" in told and "apart" not in told.split("\n\n")[1]
