"""Scores of the day and toll grammars on two annotated collections that the user has on disk.

    python benchmarks/days_and_tolls.py FOLDER

FOLDER holds `isaf/releases_dev.jsonl` (362 press releases of a military coalition, hand-coded by Strick van Linschoten
and Kuehn, 2011) and `muc4/` (MUC-3/4, NIST 1991-92). Either may be missing; that is said, and the other is scored.

Split. A document is in the tune half where the first byte of the SHA-256 of its key is even: the key is the text of an
ISAF release, and the message id ("DEV-MUC3-0001") of a MUC report. Rules and word lists were tuned on the tune half
alone. Two things blur that: some forty ISAF releases were read before the split was fixed, 17 of them in the kept-apart
half, and both scores were printed at each step, so that the choice of when to stop saw the kept-apart one.

The ISAF file gives no day of publication. It is taken from the dateline and the release number; a release with neither
counts as wrong. The MUC part gives the incident's words and asks for recall alone: it is no F score and not comparable
with the figures of 1992, which are printed for scale.

Document-level use. Both collections ask one answer of a whole text. The simplest one is made out of `find_days` and
`find_tolls`, for ISAF by `talion.coding.benchmarks.isaf`.
"""

import re
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from time import process_time

from talion.coding.benchmarks.isaf import day_of, least, releases
from talion.coding.benchmarks.muc4_scoring import key_days
from talion.coding.benchmarks.muc4_texts import Slots, published_of, read_muc4
from talion.coding.benchmarks.tables import half_of
from talion.coding.days.dates import find_days
from talion.coding.tolls.counts import find_tolls
from talion.records import DateSpan

NAMES = {"tune": "tune", "apart": "kept apart"}


# ---- ISAF ----------------------------------------------------------------------------------------------------------


def score_isaf(folder: Path, *, show: str = "") -> None:
    right: dict[str, Counter[str]] = {"tune": Counter(), "kept apart": Counter()}
    for text, gold in releases(folder / "isaf"):
        part = NAMES[half_of(text)]
        right[part]["n"] += 1
        answers = {
            "day": (day_of(text), date.fromisoformat(gold["start_date"])),
            "killed": (least(text, "killed"), gold["min_killed"]),
            "captured": (least(text, "captured"), gold["min_captured"]),
        }
        for what, (ours, theirs) in answers.items():
            right[part][what] += ours == theirs
            if show == what and part == "tune" and ours != theirs:
                print(f"--- ours {ours}, gold {theirs} {gold['event_type']}\n{text[:2600]}")
    print("ISAF releases, share of exact answers, in per cent")
    print(f"  {'':12}{'n':>5}{'day':>8}{'least killed':>14}{'least captured':>16}")
    for part, counts in right.items():
        n = counts["n"]
        day, killed, captured = (100 * counts[what] / n for what in ("day", "killed", "captured"))
        print(f"  {part:12}{n:>5}{day:>8.1f}{killed:>14.1f}{captured:>16.1f}")
    print(f"  {'large model':12}{100:>5}{53:>8}{90:>14}{71:>16}   (2024, figures from the literature)")
    print(f"  {'40 regexes':12}{362:>5}{68:>8}{87:>14}{59:>16}")
    print(f"  {'to reach':12}{'':>5}{80:>8}{92:>14}{80:>16}")


# ---- MUC-4 ---------------------------------------------------------------------------------------------------------

_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')


def muc_dev(folder: Path) -> tuple[dict[str, str], dict[str, list[Slots]]]:
    """Texts and templates of the dev part, without templates whose being there is itself in doubt."""
    texts, keys = read_muc4(folder / "muc4", ["dev"])
    return texts, {
        message: [slots for slots in templates if slots.get(1, ["*"])[0] != "*" and "?" not in slots[1][0]]
        for message, templates in keys.items()
    }


def muc_date(text: str, words: list[str], published: date | None, end: int) -> str:
    """The day said nearest before or in a sentence that names the incident's people or things; else "on or before
    today"."""
    flat = text.upper()
    days = [
        d
        for d in find_days(text, published=published)
        if d.span and d.precision in {"day", "days"} and d.start > end and d.span.days < 8
    ]
    for word in words:
        pattern = re.compile(r"\s+".join(map(re.escape, word.split())))
        for mention in pattern.finditer(flat):
            begin = max(
                flat.rfind(". ", 0, mention.start()),
                flat.rfind(".\n", 0, mention.start()),
                flat.rfind("\n\n", 0, mention.start()),
            )
            stop = min(
                (
                    at
                    for at in (
                        flat.find(". ", mention.end()),
                        flat.find(".\n", mention.end()),
                        flat.find("\n\n", mention.end()),
                    )
                    if at > 0
                ),
                default=len(flat),
            )
            near = [d for d in days if begin <= d.start < stop]
            if near:
                day = min(near, key=lambda d: abs(d.start - mention.start()))
                assert day.span
                return str(day.span)
    return f"..{published}"


def score_muc(folder: Path, *, show: str = "") -> None:
    texts, keys = muc_dev(folder)
    tally: dict[str, Counter[str]] = {"tune": Counter(), "kept apart": Counter()}
    for message, slots in ((name, one) for name, templates in keys.items() for one in templates):
        text = texts.get(message)
        if text is None:
            continue
        part = NAMES[half_of(message)]
        counts = tally[part]
        published = published_of(text)
        dateline = text.find("--")
        words = [
            s.replace('\\"', '"')
            for n in (18, 19, 12, 9, 10, 6)
            for line in slots.get(n, [])
            for s in _STRING.findall(line)
        ]
        key = {
            f"..{days.last}" if days.first is None else str(DateSpan(days.first, days.last))
            for days in key_days(slots[2][0])
        }
        if key:
            counts["date n"] += 1
            ours = muc_date(text, words, published, dateline)
            counts["date"] += ours in key
            if show == "muc-date" and part == "tune" and ours not in key:
                print(message, published, "key", slots[2][0], "ours", ours, words[:2])
        flat = text.upper()
        said = [c for c in find_tolls(text) if not c.negated]
        numbers = {s: line.split(":")[0].strip() for line in slots.get(21, []) for s in _STRING.findall(line)}
        for line in slots.get(23, []):
            effect = {"DEATH": "killed", "INJURY": "injured"}.get(line.split(":")[0].strip(" ?"))
            if effect is None:
                continue
            names = _STRING.findall(line)
            near = []
            for name in names:
                for mention in re.finditer(r"\s+".join(map(re.escape, name.replace('\\"', '"').split())), flat):
                    near += [
                        c
                        for c in said
                        if c.effect == effect and c.start <= mention.end() + 30 and c.end >= mention.start() - 30
                    ]
            counts["effect n"] += 1
            counts["effect"] += bool(near)
            if show == "muc-effect" and part == "tune" and not near:
                where = [
                    m.start()
                    for name in names
                    for m in re.finditer(r"\s+".join(map(re.escape, name.replace('\\"', '"').split())), flat)
                ]
                print(message, effect, names, [text[max(0, at - 90) : at + 110].replace("\n", " ") for at in where[:2]])
            number = next((numbers[name] for name in names if name in numbers), "")
            if number.isdigit() or number == "PLURAL":
                counts["number n"] += 1
                right = any(
                    (number == "PLURAL" and c.count.low != c.count.high)
                    or (number.isdigit() and int(number) in {c.count.low, c.count.best, c.count.high})
                    for c in near
                )
                counts["number"] += right
                if show == "muc-number" and part == "tune" and near and not right:
                    print(message, effect, number, names, [(str(c.count), c.said[:90]) for c in near])
    print(
        "MUC-4 dev, recall in per cent: the incident's words are given, its day, and its victims' fate and "
        "number, are found"
    )
    print(f"  {'':12}{'n':>6}{'date':>8}{'n':>6}{'effect':>8}{'n':>6}{'number':>8}")
    for part, c in tally.items():
        cells = "".join(
            f"{c[w + ' n']:>6}{100 * c[w] / max(1, c[w + ' n']):>8.1f}" for w in ("date", "effect", "number")
        )
        print(f"  {part:12}{cells}")
    print(
        "  best of 1992 (F on unseen texts, incident found as well; TST3 / TST4): date 58.9 / 59.4, effect "
        "56.6 / 50.9, number 60.6 / 52.7"
    )


def speed(folder: Path) -> None:
    text = (
        "\n\n".join(list(muc_dev(folder)[0].values())[:120])
        if (folder / "muc4/dev").exists()
        else "\n\n".join(t for t, _ in releases(folder / "isaf"))
    )
    words = len(text.split())
    for name, run in (
        ("find_days", lambda: find_days(text, published=date(1990, 6, 1))),
        ("find_tolls", lambda: find_tolls(text)),
    ):
        begin = process_time()
        run()
        print(f"  {name:12}{words / (process_time() - begin):>10,.0f} words a CPU-second")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    place = Path(sys.argv[1])
    show = sys.argv[2] if len(sys.argv) > 2 else ""
    if (place / "isaf/releases_dev.jsonl").exists():
        score_isaf(place, show=show)
    else:
        print(f"ISAF releases: not found at {place / 'isaf/releases_dev.jsonl'}; not scored")
    if (place / "muc4/dev").exists():
        score_muc(place, show=show)
    else:
        print(f"MUC-4: not found at {place / 'muc4/dev'}; not scored")
    if any((place / part).exists() for part in ("muc4/dev", "isaf")):
        print("Speed, one thread")
        speed(place)
