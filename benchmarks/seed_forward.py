"""One report of 30 December 2019 played forward: what could be expected on that day, and what came.

Usage: python benchmarks/seed_forward.py [--seed-report ../shared/seed/report.txt]

From reports dated 30 December 2019 or before alone: the shipped ones, and the report that four experts speak in, where
it is there. Prints every number of the page docs/discussion/seed-played-forward.md.
"""

import argparse
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from talion.examples import reports, sequence
from talion.forecasts.judged import cases_needed, power, power_says
from talion.forecasts.question_file import Asked, questions_in
from talion.forecasts.scores import score
from talion.pipeline.case import Case
from talion.pipeline.forecasting import Forecasting
from talion.records import Forecast, Selection

ON = date(2019, 12, 30)
# The shipped report of 27 December tells of attacks since October: from then on the reports would have told.
WATCHED_FROM = date(2019, 10, 1)
BETWEEN = Selection(between=("United States", "Iran-backed groups"))
EXPERTS = ("Renad Mansour", "Michael Stephens", "Hisham Al Hashimi")
ORDER = ("climatology", "own rate", "steady rate", "own memory", "play", *EXPERTS)


def main(arguments: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--seed-report", type=Path, default=Path("../shared/seed/report.txt"))
    given = options.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        case = read_until_the_day(work, given.seed_report)
        if not given.seed_report.exists():
            print(f"{given.seed_report} is absent: the four experts' chances stand in the shipped file of questions")
        ahead(case)
        asked = list(questions_in(sequence().read_text("utf-8"), name="sequence.toml"))
        one_by_one(case, asked, work)
        case.close()
    what_it_can_show()
    return 0


def read_until_the_day(work: Path, seed: Path) -> Case:
    """A case of nothing but what was published by the day."""
    texts = work / "reports"
    texts.mkdir()
    for report in sorted(reports().iterdir()):
        if report.name[:10] <= ON.isoformat():
            shutil.copyfile(report, texts / report.name)
    if seed.exists():
        shutil.copyfile(seed, texts / "2019-12-30_seed.txt")
    case = Case.open(work / "seed.talion")
    case.read([texts])
    late = [one for one in case.reports() if one.published is None or one.published > ON]
    assert not late, "a report of a later day, or of no day, was read"
    print(f"{len(case.reports())} reports, the last of {max(one.published for one in case.reports() if one.published)}")
    return case


def ahead(case: Case) -> None:
    """The next 7, 30 and 90 days by every forecaster, as far as they give a number."""
    print("\n| days | question | " + " | ".join(ORDER[:5]) + " |")
    print("|" + "---|" * 7)
    for days in (7, 30, 90):
        done = case.forecast(ON, days=days, selection=BETWEEN, watched_from=WATCHED_FROM, hold=False)
        if days == 7:
            for line in done.rests_on:
                print(f"<!-- {line} -->")
            print(f"<!-- rules {done.rules} -->")
        for one in done.asked:
            if one.question.asks == "happens" and one.question.about is None:
                row = {made.by: f"{made.probability:.2f}" for made in done.of(one.question)}
                said = one.question.says.partition(" from ")[0]
                print(f"| {days} | {said} | " + " | ".join(row.get(name, "") for name in ORDER[:5]) + " |")
    told = {(who, why) for who, _, why in done.withheld}
    for who, why in sorted(told):
        print(f"<!-- {who} gives none: {why} -->")


def one_by_one(case: Case, asked: Sequence[Asked], work: Path) -> None:
    """The questions set on the day, with everybody's chance, what came, and what each earned."""
    mine = [one for one in asked if one.question.opens == date(2019, 12, 31)]
    path = work / "asked.toml"
    from talion.forecasts.question_file import written_questions

    path.write_text(written_questions(mine), "utf-8")
    done = case.forecast(
        ON, days=90, selection=BETWEEN, questions=path, watched_from=WATCHED_FROM, hold=False, models=("play",)
    )
    print(f"\n<!-- rules {done.rules} -->")
    print("\n| until | question | came | " + " | ".join(ORDER) + " |")
    print("|" + "---|" * (3 + len(ORDER)))
    sums: dict[str, list[float]] = {}
    for one in mine:
        row = {made.by: made for made in done.of(one.question)}
        came = "cannot tell" if one.outcome is None else one.question.outcomes[one.outcome]
        cells = []
        for name in ORDER:
            cells.append(cell(row.get(name), one))
            if name in row and one.outcome is not None and one.question.is_yes_or_no:
                sums.setdefault(name, []).append(score(row[name], one.outcome, one.question).brier)
        print(f"| {one.question.closes} | {one.question.says} | {came} | " + " | ".join(cells) + " |")
    print("\n| by | questions | mean Brier score |\n|---|---|---|")
    for name, scores in sorted(sums.items(), key=lambda item: sum(item[1]) / len(item[1])):
        print(f"| {name} | {len(scores)} | {sum(scores) / len(scores):.3f} |")
    alike(done, mine, sums)


def cell(made: Forecast | None, one: Asked) -> str:
    if made is None:
        return ""
    if not one.question.is_yes_or_no:
        return f"{1 - made.chances[-1]:.2f} by then"
    earned = "" if one.outcome is None else f" ({score(made, one.outcome, one.question).brier:.2f})"
    return f"{made.chances[1]:.2f}{earned}"


def alike(done: Forecasting, mine: Iterable[Asked], sums: dict[str, list[float]]) -> None:
    """Each expert beside own memory on the questions that both answered."""
    print("\n| expert | questions | expert | own memory |\n|---|---|---|---|")
    for name in EXPERTS:
        pairs = []
        for one in mine:
            row = {made.by: made for made in done.of(one.question)}
            if name in row and "own memory" in row and one.outcome is not None:
                pairs.append(tuple(score(row[who], one.outcome, one.question).brier for who in (name, "own memory")))
        if pairs:
            means = [sum(values) / len(values) for values in zip(*pairs, strict=True)]
            print(f"| {name} | {len(pairs)} | {means[0]:.3f} | {means[1]:.3f} |")
    assert sums


def what_it_can_show() -> None:
    print(f"\nOne day is one case: {power_says(1)}.")
    print(f"Of twelve such days: {power_says(12)}.")
    far, near = power(12, 0.9, 0.3), power(12, 0.4, 0.3)
    print(f"Exact power of 12 cases at 5 %: .9 against .3 {far:.2f}, .4 against .3 {near:.2f}")
    print(f"To tell .6 from .3 takes {cases_needed(0.6, 0.3)} cases, .4 from .3 {cases_needed(0.4, 0.3)}.")


if __name__ == "__main__":
    raise SystemExit(main())
