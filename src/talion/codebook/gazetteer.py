"""Where names lie: countries, provinces, districts, towns, sites and regions, offline and in several scripts.

The towns and provinces are GeoNames' (CC BY 4.0), packed by `tools/build_gazetteer.py` into one file that is
shipped, so that a fresh clone neither downloads nor builds anything. Sites and regions are our own lists.
"""

import csv
import json
import re
import sys
import tomllib
import unicodedata
import zipfile
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from io import BytesIO
from math import asin, cos, log10, radians, sin, sqrt
from typing import Any, cast

import marisa_trie

from talion.errors import CodebookError
from talion.records import Place

# In the order in which rows are packed; "site" and "region" come from our own lists.
KINDS = ("country", "province", "district", "town", "site", "region")

# Places whose names carry the Arabic article in some spelling: there "Qaim" is "Al Qa'im".
_ARTICLE_ISO3 = (
    "AFG ARE BHR DJI DZA EGY ERI ESH IRN IRQ ISR JOR COM KWT LBN LBY MAR MLI MRT NER OMN PAK PSE QAT SAU SDN SOM SSD "
    "SYR TCD TUN TUR YEM"
)
# Rows of GeoNames that no report means: a district of old under Israel that bears Gaza's name and holds no people.
_LEFT_OUT = frozenset({7870269})
ARTICLE_COUNTRIES = frozenset(_ARTICLE_ISO3.split())
# Not "la" or "le": in other languages an article is part of the name.
_ARTICLE_FORMS = "al el ad ed adh an en ar er as es ash esh at et ath az ez ul ud il"
_ARTICLES = frozenset(_ARTICLE_FORMS.split())
_SMALL_WORDS = (
    "de del di da do dos das la las le les los y e i of the and sur aux bin ibn am der den upon und na nad du des"
)
_PARTICLES = frozenset(_SMALL_WORDS.split()) | _ARTICLES
_LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a", "ħ": "h", "ŋ": "n",
        "ی": "ي", "ى": "ي", "ې": "ي", "ک": "ك", "ة": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ـ": None, "ڵ": "ل", "ڕ": "ر",
        "ё": "е", "'": None, "’": None, "‘": None, "ʼ": None, "ʻ": None, "ʿ": None, "ʾ": None, "`": None, "´": None,
        "′": None, "ʹ": None, "ʺ": None,
    }
)  # fmt: skip
_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
_APOSTROPHES = "'’‘ʼʻʿʾ`´′"
_WORD = re.compile(rf"(?:[^\W_]|[{_MARKS}])+(?:[{_APOSTROPHES}](?:[^\W_]|[{_MARKS}])+)*")
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
_GAP = re.compile(r"[ \t\u00a0\-‐‑–]{1,3}|[ \t]*\n[ \t]*|\.[ \t]?|\u200c")
_CAPITALISED = re.compile(r"\b[A-Z][^\W\d_]{2,}")
_LONGEST = 7  # words in a name


@lru_cache(maxsize=100_000)
def _fold_word(word: str) -> str:
    word = _POSSESSIVE.sub("", word)
    if word.isascii():
        return word.casefold().translate(_LETTERS)
    bare = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
    return bare.translate(_LETTERS)


def fold_name(name: str) -> str:
    """The name without case, accents, apostrophes, hyphens and possessive: "Al-Qāʼim" and "Al Qa'im" are "al qaim"."""
    return " ".join(word for found in _WORD.finditer(name) if (word := _fold_word(found.group())))


def _without_article(word: str) -> str:
    """The folded word without an article, "" if it is nothing else."""
    if word in _ARTICLES:
        return ""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def without_articles(folded: str) -> str:
    """The folded name without Arabic articles, wherever they stand: "deir ez zor" is "deir zor"."""
    return " ".join(bare for word in folded.split() if (bare := _without_article(word)))


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place that a name may mean; `countries` are those that a region lies in, for all else the one country."""

    name: str
    kind: str
    country: str | None
    province: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    geonames: int | None = None
    is_capital: bool = False
    is_own_name: bool = False
    is_noted: bool = False
    countries: tuple[str, ...] = ()
    what: str | None = None
    source: str | None = None

    def place(self, *, said: str | None = None, role: str = "mentioned") -> Place:
        """The record, as precise as the kind of place; `said` is the name as written."""
        return Place(
            name=self.name,
            precision=self.kind,
            country=self.country,
            province=self.name if self.kind == "province" else self.province,
            latitude=self.latitude,
            longitude=self.longitude,
            geonames=self.geonames,
            role=role,
            said=said,
        )

    def km_to(self, other: "Candidate | Place") -> float | None:
        """Great-circle distance, None where either has no coordinates."""
        if None in (self.latitude, self.longitude, other.latitude, other.longitude):
            return None
        here, there = (cast(float, self.latitude), cast(float, self.longitude)), other
        return km_between(here, (cast(float, there.latitude), cast(float, there.longitude)))


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """A name of places at these offsets, with all it may mean, the most populous first.

    `is_common` marks a word that is seldom a place in news ("Police", "March", "Most").
    """

    start: int
    end: int
    candidates: tuple[Candidate, ...]
    is_common: bool = False


def km_between(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Great-circle kilometres between two points given as latitude and longitude in degrees."""
    lat, lon, other_lat, other_lon = map(radians, (*here, *there))
    half = sin((other_lat - lat) / 2) ** 2 + cos(lat) * cos(other_lat) * sin((other_lon - lon) / 2) ** 2
    return 12742.0 * asin(sqrt(min(1.0, half)))


class Gazetteer:
    """Names to places. Rows stay packed; a `Candidate` is made when a name is asked for."""

    def __init__(
        self,
        packed: "Packed",
        *,
        own: Mapping[str, Sequence[Candidate]],
        common: Iterable[str] = (),
        peoples: Mapping[str, str] | None = None,
    ) -> None:
        self._packed = packed
        self._own: dict[str, tuple[Candidate, ...]] = {key: tuple(places) for key, places in own.items()}
        self._own_trie = marisa_trie.Trie(list(self._own))
        self._common = frozenset(common)
        self._peoples = dict(peoples or {})
        self._seen: dict[str, tuple[Candidate, ...]] = {}

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """All that this name may mean, in any of the scripts; most populous first, own sites and regions before all."""
        folded = fold_name(name)
        bare = without_articles(folded)
        found = self._of_key(folded) + (self._of_key(bare) if bare and bare != folded else ())
        if not found and folded[:4] == "the ":
            found = self._of_key(folded[4:])
        return _unique(found)

    def resolve(
        self, name: str, *, countries: Iterable[str] = (), near: Candidate | Place | None = None
    ) -> Place | None:
        """The one place that the name means most likely, given countries (ISO 3166-1 alpha-3) and a place nearby."""
        found = self.candidates(name)
        hinted = tuple(countries)
        if not found:
            return None
        scored = [(likelihood(place, countries=hinted, near=near), place) for place in found]
        return seat_or_self(scored)[1].place(said=name)

    def country_of(self, name: str) -> str | None:
        """The ISO 3166-1 alpha-3 code of a country, by any of its names; None for anything else."""
        return next((place.country for place in self.candidates(name) if place.kind == "country"), None)

    def country_name(self, code: str) -> str:
        """The English name of a country by its alpha-3 code; the code itself where there is none."""
        return self._packed.country_names.get(code, code)

    def middle_of(self, country: str, direction: str) -> tuple[float, float] | None:
        """Roughly where "northern Iraq" is: the middle of the provinces on that side, to a tenth of a degree."""
        return self._packed.middle_of(country, direction)

    def countries_of_peoples(self, text: str) -> Counter[str]:
        """How often words like "Iraqi" or "Syrians" occur, by country: no places, but they say where a story lies."""
        named = (self._peoples.get(word.casefold()) for word in _CAPITALISED.findall(text))
        return Counter(country for country in named if country)

    def find(self, text: str) -> list[PlaceFound]:
        """Every name of a place, the longest at each point, none inside another, in order.

        In scripts that have capital letters a name begins with one. What the name means, and whether it is a place
        at all rather than a person or a word, is left to who knows more of the text.
        """
        words = [(match.start(), match.end(), match.group()) for match in _WORD.finditer(text)]
        found: list[PlaceFound] = []
        index = 0
        while index < len(words):
            step = 1
            if _may_begin(words, index, text):
                hit = self._longest_at(words, index, text)
                if hit is not None:
                    last, place = hit
                    found.append(place)
                    step = last - index + 1
            index += step
        return found

    def _longest_at(self, words: list[tuple[int, int, str]], index: int, text: str) -> tuple[int, PlaceFound] | None:
        """The last word and the mention of the longest name that begins here."""
        window = [index]
        while len(window) < _LONGEST and window[-1] + 1 < len(words):
            if not _GAP.fullmatch(text, words[window[-1]][1], words[window[-1] + 1][0]):
                break
            window.append(window[-1] + 1)
        folded = [_fold_word(words[i][2]) for i in window]
        if not folded[0]:
            return None
        best: tuple[int, tuple[Candidate, ...]] | None = None
        for spelling, change in _spellings(folded):
            key = ""
            ends: dict[int, int] = {}  # length of the key so far -> position in the window
            for position, word in enumerate(spelling):
                if word:
                    key = f"{key} {word}" if key else word
                    ends[len(key)] = position
            for name in sorted(
                {*self._own_trie.prefixes(key), *self._packed.keys.prefixes(key)}, key=len, reverse=True
            ):
                position = ends.get(len(name), -1)
                if position < 0 or (best is not None and position < best[0]):
                    continue
                written = [words[i][2] for i in window[: position + 1]]
                is_capitalised = _has_capitals(written)
                places = tuple(
                    place
                    for place in self._of_key(name)
                    if (is_capitalised or place.kind in {"site", "region"})
                    and _fits_case(place, name, written[-1])
                    and _bears(place, change)
                )
                if places:
                    if best is not None and best[0] == position:
                        places = _unique(best[1] + places)
                    best = (position, places)
                    break
        if best is None:
            return None
        last = window[best[0]]
        end = words[last][1]
        possessive = _POSSESSIVE.search(words[last][2])
        if possessive:
            end -= len(possessive.group())
        elif len(words[last][2]) == 1 and text[end : end + 1] == ".":  # "U.S."
            end += 1
        is_short_form = len(folded[0]) <= 3 and words[index][2].isupper() and best[1][0].kind == "country"  # "US"
        meant = folded[1 : best[0] + 1] if folded[0] == "the" and best[0] else folded[: best[0] + 1]
        is_common = (" ".join(meant) in self._common or meant[0][0].isdigit()) and not is_short_form
        return last, PlaceFound(words[index][0], end, best[1], is_common)

    def _of_key(self, key: str) -> tuple[Candidate, ...]:
        if key not in self._seen:
            if len(self._seen) > 50_000:
                self._seen.clear()
            packed = sorted(self._packed.of_key(key), key=lambda place: -place.population)
            self._seen[key] = self._own.get(key, ()) + tuple(packed)
        return self._seen[key]


def likelihood(place: Candidate, *, countries: Sequence[str] = (), near: Candidate | Place | None = None) -> float:
    """How likely a bare name means this place: size first, then the countries hinted, then what lies nearby.

    The unit is a factor of ten in population. A hinted country outweighs three of them.
    """
    size = {"country": 9.0, "region": 7.5, "site": 6.5, "province": 5.2, "district": 3.2}.get(place.kind, 0.0)
    # A town of our own lists is in the news more than its size says.
    score = size or max(log10(place.population + 10), 4.7 * place.is_noted) + (0.8 if place.is_capital else 0.0)
    if countries:
        if place.country in countries or set(place.countries) & set(countries):
            score += 3.0
        elif place.kind in {"town", "district", "province"}:
            score -= 1.0
    if near is not None:
        away = place.km_to(near)
        if away is not None:
            score += 2.0 if away < 100 else 1.0 if away < 400 else 0.0
    return score


# A town of so many people is meant by a name that it shares with its province, where nothing says "province".
SEAT_POPULATION = 10_000


def seat_or_self(scored: Sequence[tuple[float, Candidate]]) -> tuple[float, Candidate]:
    """The likeliest place; where that is a province or district, its town of that name: a bare "Basra" is the city."""
    score, place = max(scored, key=lambda pair: pair[0])
    if place.kind not in {"province", "district"}:
        return score, place
    seats = [
        pair
        for pair in scored
        if pair[1].kind == "town"
        and pair[1].country == place.country
        and (pair[1].population > SEAT_POPULATION or pair[1].is_noted)
    ]
    return max(seats, key=lambda pair: pair[0], default=(score, place))


def _unique(places: Iterable[Candidate]) -> tuple[Candidate, ...]:
    return tuple(dict.fromkeys(places))


def _may_begin(words: list[tuple[int, int, str]], index: int, text: str) -> bool:
    _, end, word = words[index]
    first = word[0]
    if first.isupper():
        return True
    if not first.isalpha():
        return False
    if first.lower() == first.upper():  # a script without capitals
        return True
    # "al-Qaim", "el-Arish"
    return (
        word in _ARTICLES
        and index + 1 < len(words)
        and words[index + 1][2][0].isupper()
        and text[end : words[index + 1][0]] in ({"-", "‐", "‑", " "} if word in {"al", "el"} else {"-", "‐", "‑"})
    )


def _has_capitals(name: Sequence[str]) -> bool:
    """Whether each word of the name is capitalised, but for "de", "al" and the like."""
    return all(
        word[0].isupper() or word[0].lower() == word[0].upper() or word.lower() in _PARTICLES or word in _ARTICLES
        for word in name
    )


def _fits_case(place: Candidate, key: str, last_word: str) -> bool:
    """Whether a short form like "US" or "DR" is written in capitals; "Us" and "Dr" are no countries."""
    return len(key) > 3 or place.kind != "country" or last_word.isupper() or not last_word.isascii()


def _bears(place: Candidate, change: str) -> bool:
    """Whether a place may be meant by its name without its article, in another case, or with a word written onto it."""
    if change == "article":
        return place.kind in {"site", "region"} or (place.kind != "country" and place.country in ARTICLE_COUNTRIES)
    if change == "arabic article":  # "السورية" is "the Syrian", not Syria
        return place.kind in {"site", "region", "province"} or (place.kind == "town" and place.population > 20_000)
    if change in {"clitic", "case"}:
        return place.kind not in {"town", "district"} or place.population > 20_000
    return True


_ARABIC = re.compile(r"[\u0600-\u06ff]")
_HEBREW = re.compile(r"[\u0590-\u05ff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
# Endings that a Russian or Ukrainian noun takes in a sentence, and what the name may end in by itself.
_CASE_ENDINGS = (
    ("ии", ("ия",)), ("ію", ("ія",)), ("ії", ("ія",)), ("ию", ("ия",)), ("ией", ("ия",)), ("ой", ("а",)),
    ("ою", ("а",)), ("ом", ("",)),
    ("ем", ("", "ь")), ("е", ("", "а", "я", "ь")), ("у", ("", "а")), ("ю", ("я", "ь")), ("а", ("",)), ("я", ("ь",)),
    ("и", ("а", "ь", "я")), ("ы", ("а", "ы")), ("і", ("", "а")),
)  # fmt: skip


def _spellings(folded: list[str]) -> Iterator[tuple[list[str], str]]:
    """The words as they stand, without articles, without what Arabic, Hebrew and Russian put before or after a name."""
    yield folded, ""
    first = folded[0]
    bare = [_without_article(word) for word in folded]
    if bare != folded:
        yield bare, "arabic article" if _ARABIC.match(first) else "article"
    if first.isascii():
        return
    if _ARABIC.match(first):
        for stem in _arabic_stems(first):
            yield [stem, *folded[1:]], "clitic"
    elif _HEBREW.match(first):
        for cut in (1, 2):
            if len(first) > cut + 1 and first[cut - 1] in "בלמהושכ":
                yield [first[cut:], *folded[1:]], "clitic"
    elif _CYRILLIC.match(first):
        for ending, instead in _CASE_ENDINGS:
            if first.endswith(ending) and len(first) > len(ending) + 2:
                for nominative in instead:
                    yield [first[: -len(ending)] + nominative, *folded[1:]], "case"


def _arabic_stems(word: str) -> Iterator[str]:
    """The word without "and", "in", "to" written onto it: "والموصل" holds "الموصل", "للعراق" holds "العراق"."""
    rest = word
    if rest[0] in "وف" and len(rest) > 3:
        rest = rest[1:]
        yield rest
    if rest.startswith("لل") and len(rest) > 4:
        yield "ال" + rest[2:]
    elif rest[0] in "بلك" and len(rest) > 4:
        yield rest[1:]


class Packed:
    """The shipped rows: columns of numbers, one text of names, a trie of keys, and for each key its rows."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(BytesIO(data)) as box:
            about = json.loads(box.read("about.json"))
            self.names = box.read("names.txt").decode().split("\n")
            self.keys = marisa_trie.Trie().frombytes(box.read("keys.marisa"))
            self._kind = _column("B", box.read("kind"))
            self._flags = _column("B", box.read("flags"))
            self._country = _column("B", box.read("country"))
            self._province = _column("H", box.read("province"))
            self._latitude = _column("h", box.read("latitude"))
            self._longitude = _column("h", box.read("longitude"))
            self._population = _column("I", box.read("population"))
            self._geonames = _column("I", box.read("geonames"))
            self._rows = _column("I", box.read("rows"))
            counts = box.read("counts")
        self._first = _column("I", b"")
        total = 0
        for count in counts:
            self._first.append(total)
            total += count
        self._first.append(total)
        self._iso3: list[str] = about["iso3"]
        self.country_names: dict[str, str] = dict(zip(self._iso3, self.names, strict=False))

    def of_key(self, key: str) -> Iterator[Candidate]:
        """The rows of one folded name."""
        number = self.keys.get(key)
        if number is not None:
            for row in self._rows[self._first[number] : self._first[number + 1]]:
                if self._geonames[row] in _LEFT_OUT:
                    continue
                place = self.row(row)
                own = fold_name(place.name)
                yield replace(place, is_own_name=place.is_noted or key in (own, without_articles(own)))

    def middle_of(self, country: str, direction: str) -> tuple[float, float] | None:
        """The middle of those provinces of a country that lie in its "northern", "south-west" or "central" part."""
        points = self._province_points(country)
        if not points:
            return None
        way = direction.lower()
        latitudes, longitudes = sorted(p[0] for p in points), sorted(p[1] for p in points)
        third = (len(points) + 2) // 3
        kept = [
            point
            for point in points
            if ("north" not in way or point[0] >= latitudes[-third])
            and ("south" not in way or point[0] <= latitudes[third - 1])
            and ("east" not in way or point[1] >= longitudes[-third])
            and ("west" not in way or point[1] <= longitudes[third - 1])
        ] or points
        return round(sum(p[0] for p in kept) / len(kept), 1), round(sum(p[1] for p in kept) / len(kept), 1)

    def _province_points(self, country: str) -> list[tuple[float, float]]:
        if country not in self._iso3:
            return []
        number = self._iso3.index(country)
        return [
            (self._latitude[row] / 100, self._longitude[row] / 100)
            for row in range(len(self._iso3), self._kind.index(KINDS.index("town")))
            if self._country[row] == number and self._latitude[row] != NO_DEGREES
        ]

    def row(self, number: int) -> Candidate:
        """One place by the number of its row."""
        country = self._country[number]
        province = self._province[number]
        latitude, longitude = self._latitude[number], self._longitude[number]
        unplaced = latitude == NO_DEGREES
        return Candidate(
            name=self.names[number],
            kind=KINDS[self._kind[number]],
            country=self._iso3[country],
            province=self.names[province] if province else None,
            latitude=None if unplaced else latitude / 100,
            longitude=None if unplaced else longitude / 100,
            population=self._population[number],
            geonames=self._geonames[number] or None,
            is_capital=bool(self._flags[number] & IS_CAPITAL),
            is_noted=bool(self._flags[number] & IS_NOTED),
            countries=(self._iso3[country],),
        )

    def __len__(self) -> int:
        return len(self.names)


# What a site may be said to be that is a town: those that GeoNames' list of towns lacks.
TOWNS = ("town", "village", "kibbutz")
NO_DEGREES = -32768
IS_CAPITAL = 1
IS_NOTED = 2


def _column(code: str, data: bytes) -> Any:
    column = array(code)
    column.frombytes(data)
    if sys.byteorder == "big":  # packed on a little-endian machine
        column.byteswap()
    return column


def read_own_places(text: str, *, kind: str, file: str) -> Iterator[tuple[Candidate, tuple[str, ...]]]:
    """Sites or regions of a TOML file, each with all its names."""
    for name, row in tomllib.loads(text).items():
        known = {"names", "countries", "province", "at", "what", "source", "note"}
        if set(row) - known or "source" not in row or "countries" not in row:
            raise CodebookError(
                f"{file}: [{name!r}] needs countries and source and may have {', '.join(sorted(known))}; it has "
                f"{', '.join(row)}"
            )
        latitude, longitude = row.get("at", (None, None))
        countries = tuple(row["countries"])
        place = Candidate(
            name=name,
            kind="town" if row.get("what") in TOWNS else kind,
            is_noted=True,
            is_own_name=True,
            country=countries[0] if len(countries) == 1 or kind == "site" else None,
            province=row.get("province"),
            latitude=latitude,
            longitude=longitude,
            countries=countries,
            what=row.get("what"),
            source=row["source"],
        )
        yield place, (name, *row.get("names", ()))


@cache
def gazetteer() -> Gazetteer:
    """The shipped gazetteer, read once a process."""
    data = resources.files("talion.codebook") / "data"
    own: dict[str, list[Candidate]] = {}
    for file, kind in (("sites.toml", "site"), ("regions.toml", "region")):
        for place, names in read_own_places((data / file).read_text("utf-8"), kind=kind, file=file):
            for name in names:
                folded = fold_name(name)
                for key in dict.fromkeys((folded, without_articles(folded))):
                    if key and place not in own.setdefault(key, []):
                        own[key].append(place)
    lines = (data / "not-places.txt").read_text("utf-8").splitlines()
    common = {fold_name(word.replace("_", " ")) for line in lines if not line.startswith("#") for word in line.split()}
    packed = Packed((data / "gazetteer.zip").read_bytes())
    return Gazetteer(packed, own=own, common=common, peoples=_peoples((data / "states.csv").read_text("utf-8")))


def _peoples(states: str) -> dict[str, str]:
    """ "iraqi" and "iraqis" to IRQ, out of the list of states."""
    peoples: dict[str, str] = {}
    for row in csv.DictReader(states.splitlines()):
        for cell in (row.get("adjectives"), row.get("nationals")):
            for word in (cell or "").split("|"):
                if word.strip().isalpha() and row.get("iso3"):
                    peoples.setdefault(word.strip().casefold(), row["iso3"])
    return peoples
