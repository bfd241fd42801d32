"""How often the places of a report are found: provinces of coalition releases (ISAF), countries and towns of MUC-4.

    python benchmarks/places.py [--misses]

Each set is split in two by a hash of its id: rules were tuned on one half, the other was kept apart. The texts are
not part of the project; the script says so where they are absent. `--misses` prints those of the tuning half.
"""

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from talion.codebook.gazetteer import fold_name, gazetteer
from talion.coding.places import find_places

TEXTS = Path(__file__).resolve().parents[2] / "shared" / "benchmarks"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--misses", action="store_true")
    asked = options.parse_args()
    if not TEXTS.is_dir():
        print(f"There are no texts in {TEXTS}: nothing measured.")
        return
    provinces_of_releases(misses=asked.misses)
    places_of_muc(misses=asked.misses)
    speed()


def half_of(identifier: str) -> str:
    return "tuned on" if sha256(identifier.encode()).digest()[0] % 2 else "kept apart"


def provinces_of_releases(*, misses: bool) -> None:
    places = gazetteer()
    tally: Counter[tuple[str, str]] = Counter()
    for line in (TEXTS / "isaf/releases_dev.jsonl").read_text("utf-8").splitlines():
        _, asked, answer = (turn["value"] for turn in json.loads(line)["conversations"])
        gold = {plain(province) for province in json.loads(answer)["province"]}
        text = asked.removeprefix("PRESS RELEASE TEXT: ")
        half = half_of(text[:200])
        found = find_places(text, gazetteer=places, countries=["AFG"])
        named = [plain(p) for m in found if m.how not in {"dateline", "capital"} and (p := m.place.province)]
        tally[half, "releases"] += 1
        tally[half, "first"] += bool(named) and named[0] in gold
        tally[half, "most"] += bool(named) and Counter(named).most_common(1)[0][0] in gold
        tally[half, "all"] += gold <= set(named)
        if misses and half == "tuned on" and not gold <= set(named):
            print("ISAF", gold, named, "|", " ".join(text.split())[:400])
    for half in ("tuned on", "kept apart"):
        n = tally[half, "releases"]
        print(
            f"ISAF, {half}: {n} releases; every coded province found {tally[half, 'all'] / n:.3f}; "
            f"first province named is coded {tally[half, 'first'] / n:.3f}, most named {tally[half, 'most'] / n:.3f}"
        )


SPELLINGS = {"paktya": "paktia", "day kundi": "daykundi", "panjshir": "panjshir", "sar e pul": "sar e pul"}


def plain(province: str) -> str:
    folded = fold_name(province.replace("_", " "))
    return SPELLINGS.get(folded, folded)


def places_of_muc(*, misses: bool) -> None:
    places = gazetteer()
    tally: Counter[tuple[str, str]] = Counter()
    keys = read_muc_keys()
    lost: Counter[str] = Counter()
    for identifier, text in read_muc_texts():
        gold = keys.get(identifier, set())
        if not gold:
            continue
        half = half_of(identifier)
        found = find_places(text, gazetteer=places)
        names = {fold_name(text[m.start : m.end]) for m in found} | {fold_name(m.place.name) for m in found}
        countries = {m.place.country for m in found}
        gold_countries = {places.country_of(country) for country, _ in gold}
        for country, town in gold:
            code = places.country_of(country)
            if town is None:
                tally[half, "countries"] += 1
                tally[half, "countries found"] += code in countries
            elif fold_name(town) in fold_name(text):
                tally[half, "towns"] += 1
                meant = [
                    m for m in found if fold_name(town) in (fold_name(m.place.name), fold_name(text[m.start : m.end]))
                ]
                is_found = fold_name(town) in names
                tally[half, "towns found"] += is_found
                tally[half, "towns right"] += any(m.place.country == code for m in meant)
                if half == "tuned on" and not any(m.place.country == code for m in meant):
                    lost[f"{country}: {town} {[m.place.country for m in meant][:2]}"] += 1
        for mention in found:
            if mention.place.precision in {"town", "district", "province"}:
                tally[half, "named"] += 1
                tally[half, "named there"] += mention.place.country in gold_countries
                if misses and half == "tuned on" and mention.place.country not in gold_countries:
                    lost[f"+ {text[mention.start : mention.end]!r} as {mention.place.country}"] += 1
    if misses:
        for what, times in lost.most_common(150):
            print("MUC", times, what)
    for half in ("tuned on", "kept apart"):
        t = {what: n for (which, what), n in tally.items() if which == half}
        print(
            f"MUC-4, {half}: countries found {t['countries found'] / t['countries']:.3f} of {t['countries']}; "
            f"towns found {t['towns found'] / t['towns']:.3f}, in the right country "
            f"{t['towns right'] / t['towns']:.3f} of {t['towns']}; of {t['named']} towns and provinces named "
            f"{t['named there'] / t['named']:.3f} lie in a country coded"
        )


def read_muc_keys() -> dict[str, set[tuple[str, str | None]]]:
    """For each text the countries and towns of its incidents."""
    keys: dict[str, set[tuple[str, str | None]]] = {}
    for file in sorted((TEXTS / "muc4").glob("*/key-*")):
        identifier = ""
        for line in file.read_text("latin-1").splitlines():
            if line.startswith("0."):
                identifier = line.split()[3]
            elif line.startswith("3.") and "*" not in line[30:]:
                for place in line[30:].split("/"):
                    parts = [part.strip(" ?()") for part in place.split(":")]
                    keys.setdefault(identifier, set()).add((parts[0].split(" - ")[0], None))
                    for part in parts[1:]:
                        town = re.match(r"([^(]+) \((?:CITY|TOWN|MUNICIPALITY|VILLAGE|DEPARTMENT|CAPITAL)\b", part)
                        if town and " - " not in part:
                            keys[identifier].add((parts[0], town.group(1).strip()))
    return keys


def read_muc_texts() -> Iterator[tuple[str, str]]:
    for file in sorted((TEXTS / "muc4").glob("*/*-muc3*")):
        if file.name.startswith("key"):
            continue
        pieces = re.split(r"(?m)^((?:DEV|TST\d)-MUC3-\d{4})\b.*$", file.read_text("latin-1"))
        yield from zip(pieces[1::2], pieces[2::2], strict=True)


def speed() -> None:
    places = gazetteer()
    text = "\n\n".join(body for _, body in read_muc_texts())
    releases = [
        json.loads(line)["conversations"][1]["value"]
        for line in (TEXTS / "isaf/releases_dev.jsonl").read_text("utf-8").splitlines()
    ]
    for name, texts in (("upper-case MUC-4", text.split("\n\n\n")), ("ISAF", releases * 5)):
        began = time.process_time()
        for each in texts:
            find_places(each, gazetteer=places)
        words = sum(len(each.split()) for each in texts)
        print(f"{name}: {words / (time.process_time() - began):,.0f} words a second of one core")


if __name__ == "__main__":
    main()
