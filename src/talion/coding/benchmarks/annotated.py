"""The coder on whole reports that somebody annotated record by record, in TOML.

A folder holds `reports/NAME.txt` and `truth/NAME.toml`. A coded event is the truth's where one of its passages overlaps
the truth's words and its action is right; each coded event answers for one act, and the pairing is the best that there
is. What is said of sides, days, places and tolls is counted over the events that were found. How the truth is written:
docs/reference/coding-quality.md.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from unicodedata import combining, normalize

from scipy.optimize import linear_sum_assignment

from talion.codebook.gazetteer import Gazetteer
from talion.codebook.registry import Registry
from talion.coding.benchmarks import tables
from talion.coding.benchmarks.tables import Progress, Table, needed, silent, some
from talion.coding.coder import Coder
from talion.errors import ReadError
from talion.records import UNKNOWN_ACTOR, WORDS, Coded, Event, Report

Row = Mapping[str, Any]
Span = tuple[int, int]


def truths(folder: Path) -> dict[str, Row]:
    """The annotation of each report by the stem of its file."""
    files = sorted(folder.glob("*.toml"))
    needed(bool(files), folder, "truth/NAME.toml, a file for each reports/NAME.txt")
    found = {}
    for file in files:
        try:
            [found[file.stem]] = tomllib.loads(file.read_text("utf-8"))["report"]
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, ValueError) as wrong:
            raise ReadError(f"{file}: is no truth of a report ({wrong}); expected is one [[report]]") from wrong
    return found


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
        """Count one answer, with what is said of it where it is wrong."""
        self.of[measure] += 1
        self.right[measure] += is_right
        if not is_right and miss:
            self.misses.append(f"{measure:32} {miss}")

    def share(self, measure: str) -> float | None:
        """Per cent that were right; None where nothing was asked."""
        return 100 * self.right[measure] / self.of[measure] if self.of[measure] else None

    def f1(self, found: str, true: str) -> float:
        """The harmonic mean of two shares, in per cent: of what is told that was found, of what was found that is."""
        recall, precision = self.share(found) or 0, self.share(true) or 0
        return 2 * recall * precision / (recall + precision) if recall + precision else 0.0


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
        return places_of(row, self.text)

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
        """Whether the type is the true one, or one that may be given."""
        return event.action in {row["action"], *row.get("action_also", ())}

    def right_status(self, event: Event, row: Row) -> bool:
        """Whether the status is the true one, or one that may be given."""
        return event.status in {row["status"], *row.get("status_also", ())}

    def right_actor(self, event: Event, row: Row) -> bool:
        """Whether those who act are right."""
        return self.right_side(event.actors, [*row["actors"], *row.get("actors_also", ())])

    def right_recipient(self, event: Event, row: Row) -> bool:
        """Whether those to whom it was done are right."""
        return self.right_side(event.recipients, [*row.get("recipients", ()), *row.get("recipients_also", ())])

    def days(self, row: Row) -> tuple[date, date] | None:
        """The true first and last day."""
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
        """Count everything."""
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
        said = [
            plain(name) for place in ours for name in (place.name, place.said) if name
        ]  # "Chennai", said as "Madras"
        right = any(_alike(one, name) for one in said for name in wanted)
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


def places_of(row: Row, text: str) -> list[Span]:
    """Every place where the words of a line of the truth stand in a report."""
    words = (row["words"], *row.get("words_also", ()))
    return [(m.start(), m.end()) for one in words for m in re.finditer(re.escape(one), text)]


def score_annotated(
    folder: Path,
    reports: Mapping[str, Report],
    coder: Coder,
    parts: Sequence[str],
    *,
    at_most: int | None,
    progress: Progress = silent,
) -> Table:
    """Share of what was right, in per cent, measure by measure; `reports` are those of the folder by their stems."""
    known = truths(folder / "truth")
    tallies = {}
    for part in parts:
        tallies[part] = Tally()
        for stem in some([stem for stem in known if tables.half_of(stem) == part], at_most):
            needed(stem in reports, folder / "reports", f"{stem}.txt, the report of truth/{stem}.toml")
            try:
                Judge(coder.code(reports[stem]), known[stem], coder.registry, coder.gazetteer).score(tallies[part])
            except (KeyError, ValueError) as wrong:
                raise ReadError(
                    f"{folder / 'truth' / stem}.toml does not follow the notation: {wrong!r}; "
                    "docs/reference/coding-quality.md says how it is written"
                ) from wrong
            progress()
    rows = [
        tables.Row(measure, tuple(v for tally in tallies.values() for v in (tally.share(measure), tally.of[measure])))
        for measure in MEASURES
        if any(tally.of[measure] for tally in tallies.values())
    ]
    rows += [
        tables.Row(f"{name}: F1", tuple(v for tally in tallies.values() for v in (tally.f1(found, true), None)))
        for name, found, true in F1S
    ]
    return Table(
        f"Annotated reports of {folder.name}: share right, in per cent",
        ("", *(column for part in parts for column in (f"{part} %", f"{part} of"))),
        tuple(rows),
        ("A part of an annotated folder is a half by the hash of the report's name.",),
    )


F1S = (
    ("events", "events found", "deeds that are true"),
    ("links", "links found", "links that are true"),
    ("assessments", "assessments found", "assessments that are true"),
    ("relations", "relations found", "relations that are true"),
)
