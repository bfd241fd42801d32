"""How well records of one act are found: two releases of one source with known truth, and coreference across reports.

    python benchmarks/matching.py                     # all of it, some minutes
    python benchmarks/matching.py --only releases     # or reports, or many

*Releases.* Rows of UCDP's Georeferenced Event Dataset (Syria, 2016 to 2019) and a second source made out of them: rows
renumbered, tolls revised, days moved or blurred, places spelled otherwise or told more coarsely, and a part of the rows
missing on either side. Which row came from which is known. What was looked at while weights were chosen is 2016 and
2017; the figures to be trusted are those of 2018 and 2019.

*Reports.* ECB+ and the Event StoryLine Corpus: news stories in which people marked which words speak of one event,
within and across stories. Our coder reads the stories; a pair of its records is true where both rest on mentions of one
event. Half of the topics were looked at, half were not. Most of these stories are about accidents, trials and films,
not about wars, and carry no day.

Beside ours stands the rule that anybody would begin with: the same day, the same kind of act, the same place.
"""

import argparse
import csv
import gzip
import random
import re
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations, pairwise
from pathlib import Path

from talion.coding.events.matching import match_events
from talion.coding.events.weigh import weigh
from talion.pipeline.case import Case
from talion.records import Event, Match, Report

SHARED = Path(__file__).parents[1] / "../shared"
GED = "data/ucdp/ucdp_ged_syria_2016_2019.csv.gz"
ESC = "benchmarks/esc/ecbplus"
NOON = datetime(2031, 1, 1, 12, tzinfo=UTC)
TAKEN_FROM, SHOWN_FROM = 0.6, 0.2
TUNED_ON = frozenset({"1", "3", "5", "8", "13", "16", "19", "23"})
BINS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)

Pair = tuple[str, str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED, help="where the real files lie")
    parser.add_argument("--only", choices=("releases", "reports", "many"))
    parser.add_argument("--events", type=int, default=100_000, help="how many records `many` makes")
    given = parser.parse_args()
    if given.only in {None, "releases"}:
        releases(given.shared / GED)
    if given.only in {None, "reports"}:
        reports(given.shared / ESC)
    if given.only in {None, "many"}:
        many(given.events)


# Two releases of one source -----------------------------------------------------------------------------------------


def releases(path: Path) -> None:
    if not path.exists():
        say(f"releases: {path} is not there")
        return
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for name, years in (("looked at: 2016 and 2017", {2016, 2017}), ("kept apart: 2018 and 2019", {2018, 2019})):
        chosen = [row for row in rows if int(float(row["year"])) in years]
        events, truth, same_side = two_sources(chosen)
        begun = time.perf_counter()
        matches = match_events(events, reports={}, same_side=same_side)
        took = time.perf_counter() - begun
        say(f"Releases, {name}: {len(events):,} records of two sources, {len(truth):,} true pairs ({took:.1f} s)")
        told(events, matches, truth, {}, same_side)


def two_sources(rows: Sequence[Mapping[str, str]]):
    """The rows as records of two data sets, the pairs that are one act, and who counts as whose side."""
    draw = random.Random(4)
    ones, others, pairs = [], [], []
    numbers = list(range(len(rows)))
    draw.shuffle(numbers)
    for row, number in zip(rows, numbers, strict=True):
        fate = draw.random()
        if fate > 0.12:
            ones.append(dict(row))
        if fate < 0.88:
            others.append(altered(row, 900_000 + number, draw))
        if 0.12 < fate < 0.88:
            pairs.append((str(int(float(row["id"]))), str(900_000 + number)))
    events: list[Event] = []
    found: dict[str, str] = {}
    with Case.open(":memory:") as case, tempfile.TemporaryDirectory() as folder:
        for data_set, told_rows in (("ucdp-ged", ones), ("second", others)):
            path = Path(folder) / f"{data_set}.csv"
            with path.open("w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, rows[0].keys())
                writer.writeheader()
                writer.writerows(told_rows)
            with Case.open(":memory:") as single:
                single.import_data("ucdp-ged", [path], now=NOON)
                read = single.ledger.events()
            for event in read:
                number = (event.origin or "").rpartition("#")[2]
                found[number] = event.id
                events.append(
                    replace(event, origin=f"{data_set} #{number}", passages=(), marks=(), reports=(data_set,))
                )
        sides = case.holding().sides
    truth = {ordered(found[one], found[other]) for one, other in pairs if one in found and other in found}
    return events, truth, sides.same_actor


def altered(row: Mapping[str, str], number: int, draw: random.Random) -> dict[str, str]:
    """The row as another desk would have it: about half of the rows differ in something that matters."""
    new = dict(row)
    new["id"] = str(number)
    if draw.random() < 0.25:
        best = int(float(row["best"]))
        best = max(0, best + draw.choice((-2, -1, 1, 2, 3))) if best < 10 else round(best * draw.uniform(0.6, 1.6))
        keeps = draw.random() < 0.5  # the old number stays inside the new range, or is given up
        low, high = int(float(row["low"])), int(float(row["high"]))
        new |= {"best": str(best), "low": str(min(best, low) if keeps else best)}
        new |= {"high": str(max(best, high) if keeps else best)}
        new |= dict.fromkeys(("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"), "")
    if draw.random() < 0.15:
        by = timedelta(days=draw.choice((-1, 1)))
        first, last = (date.fromisoformat(row[name]) for name in ("date_start", "date_end"))
        if draw.random() < 0.7:
            new |= {"date_start": str(first + by), "date_end": str(last + by)}
        else:
            new |= {"date_start": str(first - timedelta(days=1)), "date_end": str(last + timedelta(days=1))}
    fate = draw.random()
    if fate < 0.1:
        new |= {"where_prec": "4", "where_coordinates": row["adm_1"], "adm_2": ""}
    elif fate < 0.2 and row["adm_2"]:
        new |= {"where_prec": "3", "where_coordinates": row["adm_2"]}
    elif fate < 0.4:
        new["where_coordinates"] = respelled(row["where_coordinates"], draw)
        for name in ("latitude", "longitude"):
            new[name] = str(float(row[name]) + draw.uniform(-0.03, 0.03))
    return new


def respelled(name: str, draw: random.Random) -> str:
    """A transliteration by somebody else."""
    swaps = [("ou", "u"), ("ee", "i"), ("aa", "a"), ("q", "k"), ("dh", "z"), ("a", "e"), ("i", "e"), ("Al ", "al-")]
    draw.shuffle(swaps)
    for old, new in swaps[:3]:
        name = name.replace(old, new, 1)
    return re.sub(r" (town|village|city)$", "", name)


# Coreference across reports -----------------------------------------------------------------------------------------


def reports(folder: Path) -> None:
    if not folder.exists():
        say(f"reports: {folder} is not there")
        return
    from talion.codebook.gazetteer import gazetteer
    from talion.codebook.registry import registry
    from talion.coding.coder import coder

    reader = coder(registry(), gazetteer())
    topics = sorted(folder.iterdir(), key=lambda path: int(path.name))
    for name, wanted in (
        ("looked at", [topic for topic in topics if topic.name in TUNED_ON]),
        ("kept apart", [topic for topic in topics if topic.name not in TUNED_ON]),
    ):
        events, sources, truth, gold = coded_stories(wanted, reader)
        begun = time.perf_counter()
        matches = match_events(events, reports=sources)
        report_of = {event.id: event.reports[0] for event in events}
        matches = [match for match in matches if report_of[match.first] != report_of[match.second]]
        took = time.perf_counter() - begun
        say(
            f"Reports, {name}: topics {', '.join(topic.name for topic in wanted)}; {len(sources)} stories, "
            f"{len(events)} of our records rest on a marked event, {len(truth)} pairs of them are one event "
            f"({took:.1f} s; people tied {gold} events over several stories)"
        )
        told(events, matches, truth, sources, None)


def coded_stories(topics, reader):
    """Records that rest on a marked event, the stories, the pairs that are one event, how many events people tied."""
    events, sources, truth, gold = [], {}, set(), 0
    for topic in topics:
        mentioned: dict[str, list[tuple[str, Event]]] = {}
        chains: dict[str, set[str]] = {}
        for path in sorted(topic.glob("*.xml")):
            report, mentions = story(path)
            sources[report.id] = report
            for _, _, chain in mentions:
                chains.setdefault(chain, set()).add(report.id)
            for event in reader.code(report).events:
                chain = chain_of(event, mentions)
                if chain is not None:
                    events.append(event)
                    mentioned.setdefault(chain, []).append((report.id, event))
        gold += sum(len(inside) > 1 for inside in chains.values())
        for same in mentioned.values():
            truth |= {ordered(a.id, b.id) for (r, a), (s, b) in combinations(same, 2) if r != s}
    return events, sources, truth, gold


def story(path: Path) -> tuple[Report, list[tuple[int, int, str]]]:
    """A story as running text, and the spans of its event mentions, each with the chain that people put it into."""
    root = ET.parse(path).getroot()
    words, at, spans, sentence = [], 0, {}, None
    for token in root.iter("token"):
        word = token.text or ""
        if sentence is not None and token.get("sentence") != sentence:
            words.append("\n")
            at += 1
        sentence = token.get("sentence")
        before = "" if not words or words[-1] == "\n" or re.fullmatch(r"[.,;:?!)'’”%]|'s|n't", word) else " "
        words.append(before + word)
        spans[token.get("t_id")] = (at + len(before), at + len(before) + len(word))
        at += len(before) + len(word)
    anchors, chain_of_mention = {}, {}
    for mention in root.find("Markables") or ():
        if mention.tag.startswith(("ACTION", "NEG_ACTION")):
            anchors[mention.get("m_id")] = [anchor.get("t_id") for anchor in mention.findall("token_anchor")]
    instances = {one.get("m_id"): one.get("instance_id") for one in root.find("Markables") or ()}
    for relation in root.find("Relations") or ():
        target = relation.find("target")
        chain = relation.get("note") or (instances.get(target.get("m_id")) if target is not None else None)
        for source in relation.findall("source"):
            chain_of_mention[source.get("m_id")] = (
                chain if relation.tag.startswith("CROSS") else f"{path.name} {relation.get('r_id')}"
            )
    found = [
        (spans[ids[0]][0], spans[ids[-1]][1], chain_of_mention.get(mention) or f"{path.name} {mention}")
        for mention, ids in anchors.items()
        if ids and ids[0] in spans and ids[-1] in spans
    ]
    return Report("".join(words), outlet=path.stem, language="en", path=path.name), found


def chain_of(event: Event, mentions: Sequence[tuple[int, int, str]]) -> str | None:
    """The event that people saw where our record has its act; None where they marked none."""
    for mark in event.marks:
        if mark.what == "act":
            for start, end, chain in mentions:
                if start < mark.passage.end and mark.passage.start < end:
                    return chain
    return None


# What is told -------------------------------------------------------------------------------------------------------


def told(events, matches: Sequence[Match], truth: set[Pair], sources, same_side) -> None:
    likely = {ordered(match.first, match.second): match.probability for match in matches}
    united = weigh(events, matches, reports=sources, same_side=same_side, at_least=TAKEN_FROM)
    of = united.of
    groups: dict[str, list[str]] = {}
    for record, act in of.items():
        groups.setdefault(act, []).append(record)
    from_one = {event.id: event.origin.split()[0] if event.origin else event.reports[0] for event in events}
    taken = {
        ordered(a, b) for inside in groups.values() for a, b in combinations(inside, 2) if from_one[a] != from_one[b]
    }
    simple = by_rule(events, from_one)
    for name, found in (
        ("same day, kind and place", simple),
        (f"ours, suggested (from {SHOWN_FROM})", set(likely)),
        (f"ours, taken for one act (from {TAKEN_FROM}, no rival)", taken),
    ):
        say(f"  {name}: {scores(found, truth)}")
    say("  of matches of a probability   so many   were true")
    error, squared = 0.0, 0.0
    for low, high in pairwise(BINS):
        inside = [(pair, p) for pair, p in likely.items() if low <= p < high]
        if inside:
            share = sum(pair in truth for pair, _ in inside) / len(inside)
            mean = sum(p for _, p in inside) / len(inside)
            error += abs(share - mean) * len(inside)
            say(f"    {low:.2f} to {min(high, 1):.2f} (mean {mean:.2f})   {len(inside):6,}     {share:.2f}")
    squared = sum((p - (pair in truth)) ** 2 for pair, p in likely.items())
    if likely:
        say(f"  off by {error / len(likely):.3f} on average; Brier score {squared / len(likely):.3f}")


def scores(found: set[Pair], truth: set[Pair]) -> str:
    right = len(found & truth)
    precision, recall = right / len(found) if found else 0.0, right / len(truth) if truth else 0.0
    f = 2 * precision * recall / (precision + recall) if right else 0.0
    return f"{len(found):,} pairs, precision {precision:.3f}, recall {recall:.3f}, F1 {f:.3f}"


def by_rule(events: Sequence[Event], from_one: Mapping[str, str]) -> set[Pair]:
    """Every pair of two sources with one day (where they have one), one kind of act and one place."""
    alike: dict[tuple[object, ...], list[str]] = {}
    for event in events:
        place = event.places[0].name.casefold() if event.places else ""
        alike.setdefault((event.when, event.action, place), []).append(event.id)
    return {
        ordered(a, b) for inside in alike.values() for a, b in combinations(inside, 2) if from_one[a] != from_one[b]
    }


def ordered(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


# Many ---------------------------------------------------------------------------------------------------------------


def many(events: int) -> None:
    """Time to match records of two sources over thirty years, and twice as many: twice the time where it is linear."""
    from talion.records import Count, DateSpan, Place, Toll, TollPart

    def made(size: int) -> Iterator[Event]:
        draw = random.Random(9)
        for number in range(size):
            # As many a day in the long war as in the short one: a case grows by its years.
            day = date(1950, 1, 1) + timedelta(days=draw.randrange(max(1, size // 10)))
            dead = draw.randrange(6)
            yield Event(
                f"event-{number}",
                "ASSAULT",
                actors=(f"side-{draw.randrange(12)}",),
                recipients=(f"side-{draw.randrange(12, 24)}",),
                when=DateSpan.on(day),
                places=(Place(f"Town {draw.randrange(400)}", "town"),),
                toll=Toll((TollPart("killed", Count.exactly(dead)),)),
                origin=f"{draw.choice(('one', 'other'))} #{number}",
            )

    seconds = []
    for size in (events // 2, events):
        records = list(made(size))
        begun = time.perf_counter()
        found = match_events(records, reports={})
        weigh(records, found, reports={})
        seconds.append(time.perf_counter() - begun)
        say(
            f"Many: {size:,} records of two sources, {len(found):,} matches, matched and weighed in {seconds[-1]:.1f} s"
        )
    say(f"  twice the records take {seconds[1] / seconds[0]:.1f} times as long")


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
