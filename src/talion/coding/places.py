"""Places named in a text, each with what the words around it say of how near and how rough.

Rules, no model: what a name can mean comes from the gazetteer, what it does mean from the words beside it, the
countries of the text, size, and the places found nearby.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from talion.codebook.gazetteer import Candidate, Gazetteer, PlaceFound, likelihood, seat_or_self
from talion.records import Place

# How a place is named: plainly; as a capital that may stand for its government; as what something is near to;
# as one side of a border; as where the report was filed; by a name that the gazetteer does not hold.
HOWS = ("name", "capital", "near", "border", "dateline", "unlisted")


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named at these offsets; `how` is one of HOWS, `note` the words that qualify it ("30 km south of").

    The place has the role "mentioned": whether the act was there is for the coder to say. `place.said` is the text
    from `start` to `end`. `score` is how likely the place is the one meant, in factors of ten of population.
    """

    start: int
    end: int
    place: Place
    how: str = "name"
    note: str | None = None
    score: float = 0.0


def find_places(text: str, *, gazetteer: Gazetteer, countries: Iterable[str] = ()) -> list[PlaceMention]:
    """The places that a text names, in order, none inside another.

    `countries` are ISO 3166-1 alpha-3 codes that the reader expects: where the outlet's story lies, where its actors
    operate. A name that may as well be a person, an organisation or a word is left out unless its place is certain.
    """
    shouted = _is_shouted(text)
    found = [_with_kind_word(text, each) for each in gazetteer.find(text) if not _is_no_place(text, each, shouted)]
    hinted = gazetteer.countries_of_peoples(text)
    given = tuple(countries)
    for each in found:
        hinted.update(_countries_for_sure(each, given))
    for country in given:
        hinted[country] += 3
    certain = _choose_certain(text, found, hinted)
    hinted.update(place.country for place in certain.values() if place.country)
    # How much each country of the text counts, from 1 for one named once in passing to 3 for the one named most.
    most = max(hinted.values(), default=0)
    expected = {country: 1.0 + 2.0 * times / most for country, times in hinted.most_common(8)}
    chosen: list[tuple[PlaceFound, Candidate, float]] = []
    for number, each in enumerate(found):
        place, score = _choose(number, found, certain, expected)
        if number in certain or _is_likely_enough(text, each, place, score, expected, shouted):
            chosen.append((each, place, score))
            certain.setdefault(number, place)
    mentions = [_mention(text, *each, gazetteer=gazetteer) for each in chosen]
    for number, (before, after) in enumerate(pairwise(mentions), start=1):  # "KABUL, Afghanistan (Jan. 25) -"
        if before.how == "dateline" and text[before.end : after.start].strip() == ",":
            mentions[number] = replace(after, how="dateline")
    mentions += _unlisted(text, mentions, countries=tuple(expected))
    return _without_overlap(mentions)


def _words(*parts: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """A pattern in which a blank stands for white space of any kind and length."""
    return re.compile("".join(parts).replace(" ", r"[ \t\n]+"), flags)


_WAY = r"(?:north|south|east|west)(?:-?(?:east|west)| (?:east|west))?"
_TOWARDS = rf"(?:(?:{_WAY}|far(?: |-){_WAY})ern(?:most)?|{_WAY})"
_DIRECTION = _words(rf"(?<![\w-])({_TOWARDS}|central|upper|lower) (?:parts? of |side of )?$")
_OF_TYPE = r"(?:(?:the )?(?:\w+ )?(?:town|city|village|district|province|governorate|region|capital|port)(?: of)? )?"
_NEAR = _words(
    r"(?<![\w-])(near(?:by| to)?|close to|outside(?: of)?|around|",
    r"in the (?:vicinity|area|outskirts|suburbs|countryside) of|",
    r"not far from|(?:on|in) the (?:edge|outskirts) of|adjacent to|off (?:the coast of )?|next to|",
    rf"just (?:inside|outside)) {_OF_TYPE}(?:the )?$",
)
_AWAY = _words(
    r"((?:(?:some|about|around|roughly|nearly|approximately|less than|more than) )?",
    r"(?:\d[\d.,]*|a few|several|dozens of|a dozen)[-\s]*(?:kms?|kilomet(?:re|er)s?|miles?|mi|met(?:er|re)s?|m)\b",
    rf"[^.,;\n]{{0,30}}?(?:{_WAY})?(?:ern)?[\s]*(?:of|from|outside|off|away from|inside)) {_OF_TYPE}(?:the )?$",
)
_WAY_OF = _words(rf"(?<![\w-])((?:just |to the )?{_WAY}(?: and {_WAY})? of) {_OF_TYPE}(?:the )?$")
_NEAR_OTHER = re.compile(
    r"(بالقرب من|قرب|قُرب|جوار|شمال[يه]?|جنوب[يه]?|شرق[يه]?|غرب[يه]?|ضواحي|نزدیک|نزدیکی|در نزدیکی|حومه|"
    r"\bпод|\bблиз|\bоколо|\bнеподалеку от|\bвозле|\bпоблизу|\bбіля|ליד|סמוך ל)\s*(?:مدينة|بلدة|قرية|شهر)?\s*$"
)
_BORDER_BETWEEN = _words(
    r"\bborders? (?:between|of|with) (?:the )?(?:[\w'’-]{2,30}(?: [\w'’-]{2,30}){0,3}? and (?:the )?)?$"
)
_BORDER_AFTER = _words(r"(?:[-–/][A-Z]\w+)?['’]?s? (?:border|frontier)\b")
_INSIDE = rf"(?:the |central |downtown |nearby |{_WAY}(?:ern)? )*{_OF_TYPE}$"
_LOCATIVE = _words(
    r"(?<!\w)(?:in|at|near|inside|outside|around|across|throughout|from|to|towards?|into|of|on|over|between|via|through|",
    r"reach(?:ed|ing)?|left|leave|hit|struck|bombed|shelled|seized|captured|retook|entered|besieged|central|downtown|camp|",
    rf"في|من|إلى|على|قرب|در|از|به|в|у|из|на|под|с|ב) {_INSIDE}",
)
_STRICTLY_IN = _words(
    r"(?<!\w)(?:in|at|near|inside|outside|around|across|throughout|over|central|downtown|bombed|shelled|entered|left) ",
    rf"{_INSIDE}|{_WAY}ern $",
)
# "in the US."; in "the US strikes" it names no place.
_IN_THE = _words(r"(?<!\w)(?:in|from|to|into|across|throughout|inside|outside|around|over) the $")
_NO_NOUN_AFTER = _words(
    r"[^\w\s'’-]|\s*$| (?:and|or|on|in|by|with|to|for|who|which|that|was|were|is|are|has|have|had|as|but|since|after|",
    r"before|when|while|during|last|this|from|off|near|at)\b",
)
_SHIP = _words(r"(?<!\w)(?:the|HMS|USS|H\.M\.S\.|U\.S\.S\.) $")
_AND_BEFORE = _words(r"(?:,|(?<!\w)and|(?<!\w)or|;) (?:in )?(?:the )?$")
_PLACE_WORD_AFTER = _words(
    r"(?:['’]s)? (?:(?:international|military|old|main|refugee|provincial|green|city) )?(?:airport|airfield|air base|",
    r"airbase|base|camp|city|town|village|suburbs?|outskirts|countryside|area|neighbou?rhood|dam|crossing|refinery|",
    r"valley|mountains?|plain|desert|river|road|highway|hospital|port|prison|stadium|market|square|university|",
    r"oil ?fields?|jurisdiction)\b",
)
_KIND_AFTER = _words(
    r" (provinces?|governorates?|oblasts?|muhafazah?|wilaya|states?|departments?|prefecture|region(?:al)?|districts?|",
    r"county|subdistrict|raion|city|town|village|municipality|island)\b",
)
_KIND_BEFORE = _words(
    r"(?<!\w)(provinces?|governorates?|oblast|state|department|region|districts?|county|city|town|village|محافظة|ولاية|استان|",
    r"مدينة|بلدة|قرية|شهر|город[еау]?|области?|область) (?:of )?(?:the )?$",
)
_ENDS_IN_KIND = _words(r"\w(?: |-)(?:province|governorate|oblast|state|region|department|district|county|city)$")
# What a word for a kind of place begins with.
_KIND_OF_WORD = {
    "provinc": "province", "governo": "province", "oblast": "province", "oblasts": "province", "muhafaz": "province",
    "wilaya": "province", "state": "province", "states": "province", "departm": "province", "prefect": "province",
    "region": "province", "regiona": "province", "distric": "district", "county": "district", "subdist": "district",
    "raion": "district", "city": "town", "town": "town", "village": "town", "municip": "town", "محافظة": "province",
    "ولاية": "province", "استان": "province", "област": "province", "مدينة": "town", "بلدة": "town", "قرية": "town",
    "شهر": "town", "город": "town",
}  # fmt: skip
_TITLES = (
    r"(?<!\w)(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Lord|Lady|Gen|General|Maj|Major|Col|Colonel|Lt|Lieutenant|Capt|Captain|"
    r"Sgt|Sergeant|Adm|Admiral|Cpl|Private|President|Minister|Senator|Sen|Rep|Congressman|Sheikh|Shaikh|Sheik|Imam|Mullah|"
    r"Maulvi|Mawlawi|Ayatollah|Hajji|Haji|Qari|Prince|Princess|King|Queen|Emir|Emperor|Pope|Bishop|Father|Rabbi|Abu|Abou|"
    r"Umm|bin|ibn|Comrade|Commander|Judge|Justice|Ambassador|Secretary|Chairman|Spokesman|Spokeswoman|St)\.? $"
)
_TITLE = _words(_TITLES, flags=re.NOFLAG)
_TITLE_SHOUTED = _words(_TITLES)
_BODY_BEFORE = _words(
    r"(?:State|Movement|Party|Front|Organi[sz]ation|Army|Forces|Brigades?|Battalions?|Council|Bank|",
    r"League|Institute|Church|Voice|Radio|Times|Partisans|Ansar|Bishop|Archbishop|Duke|Earl|Treaty|Peace|Battle|Lord|",
    r"Prince) (?:of|for) (?:the )?(?:\w+ and (?:the )?)?$|",
    # "Islamic State in Iraq" is a name; "the brigade's fighters in Baghdad" are in Baghdad
    r"(?:State|Movement|Party|Front|Church|Voice|Ansar) in (?:the )?(?:\w+ and (?:the )?)?$",
    flags=re.NOFLAG,
)
_BODY_AFTER = _words(
    r" (?:[A-Z]\w+ )?(?:House|Accords?|Agreements?|Declaration|Conventions?|Protocol|Process|Treaty|Summit|",
    r"Communiqu[eé]|Post|Times|Journal|Herald|Tribune|Observer|Gazette|Star|Today|Street|Avenue|Brigades?|Battalion|Corps|Regiment|",
    r"Squadron|Institute|Foundation|Group|Bank|Airlines|Airways|Club|FC|United|Party|Front|Army|Cartel|Council|Conference|",
    r"Command|Liberation|Initiative|Cent(?:re|er) for|Watch|Reporter|Press|News|Television|TV|Radio)\b",
    flags=re.NOFLAG,
)
_NAME_BEFORE = re.compile(r"([A-Z][\w’'-]+)[ \t]+(?:[A-Z]\.[ \t]*)?$")
_NAME_AFTER = re.compile(r"[ \t]+(?:[A-Z]\.[ \t]*)?(?:(?:[Aa]l|[Ee]l|bin|ibn|de|von|van)[ -])?([A-Z][\w’'-]+)")
_DATELINE = re.compile(
    r"(?:,[ \t]*[^\n,(.]{2,30})?(?:[ \t]*\([^)\n]{2,40}\)[ \t]*(?:\n|--|—|–|[ \t]-[ \t])"
    r"|[^\n.]{0,50}?(?:--|—|–|[ \t]-[ \t]))"
)
_DATELINE_OF_CAPITALS = re.compile(r"(?:,[ \t]*[^\n,(.]{2,30})?[ \t]*(?:\([^)\n]{2,40}\)|--|—|–|-[ \t])")
_IN_COMMAS = re.compile(
    r"\s*(?:,|\(|،|\sin|\sof)\s+(?:(?:the|in|northern|southern|eastern|western|central|and)\s+)*\(?$"
)
# Capitalised words that may stand before or after the name of a place without making it a person's.
_BESIDE = """
    the in at on of near north south east west northern southern eastern western central greater upper lower old new
    inner outer downtown from to and but for with as when while after before since during meanwhile also both iraqi
    syrian iranian afghan russian ukrainian israeli palestinian lebanese turkish saudi yemeni libyan sudanese somali
    nigerian malian us u.s. american british french german uk un nato eu coalition province governorate district city
    town village airport international base airbase air field camp dam bridge valley river road highway hospital
    university prison police sunday monday tuesday wednesday thursday friday saturday january february march april may
    june july august september october november december operations islamic republic state kingdom federation island
    islands mount lake gulf sea port fort naval military army kurdish arab sunni shiite shia jewish christian houthi
    taliban this that these those there if by ministry embassy consulate parliament governor mayor region oblast strip
    bank crossing front line nuclear power plant green zone oilfield refinery stadium square market offensive
"""
_BESIDE_A_PLACE = frozenset(_BESIDE.split())


def _is_shouted(text: str) -> bool:
    sample = [c for c in text[:4000] if c.isascii() and c.isalpha()]
    return len(sample) > 40 and sum(c.isupper() for c in sample) > 0.75 * len(sample)


def _is_no_place(text: str, each: PlaceFound, shouted: bool) -> bool:
    """Whether the words beside the name show a person or an organisation."""
    before, after = text[max(0, each.start - 60) : each.start], text[each.end : each.end + 40]
    if (_TITLE_SHOUTED if shouted else _TITLE).search(before) or _BODY_BEFORE.search(before):
        return True
    if not shouted and {place.kind for place in each.candidates} in ({"town"}, {"town", "district"}):
        named_so = any(place.name.startswith("The ") for place in each.candidates)
        if not named_so and _SHIP.search(before) and _NO_NOUN_AFTER.match(after):
            return True  # "the blow at the Sheffield": a ship, a paper or a team
    return not shouted and bool(_BODY_AFTER.match(after))


def _with_kind_word(text: str, each: PlaceFound) -> PlaceFound:
    """The mention with only the kinds that "province", "district" or "city" beside it allow, where any fits."""
    after = _KIND_AFTER.match(text, each.end)
    before = _KIND_BEFORE.search(text, max(0, each.start - 25), each.start)
    word = (after or before).group(1).lower() if (after or before) else ""  # type: ignore[union-attr]
    kind = _KIND_OF_WORD.get(word[:7], _KIND_OF_WORD.get(word[:6]))
    kinds = {kind, "region"} if word.startswith("region") else {kind}
    fitting = tuple(place for place in each.candidates if place.kind in kinds)
    if kind == "town" and not fitting:
        fitting = tuple(place for place in each.candidates if place.kind in {"district", "site"})
    return replace(each, candidates=fitting) if fitting else each


def _countries_for_sure(each: PlaceFound, given: Collection[str]) -> tuple[str, ...]:
    """The countries that a mention says the story is in, whatever else it may mean."""
    first = max(each.candidates, key=likelihood)
    if each.is_common or any(place.country in given for place in each.candidates if place.country != first.country):
        return ()
    if first.kind == "region":
        return first.countries if len(first.countries) <= 3 else ()
    is_sizeable = first.is_own_name and (first.population > 50_000 or first.kind == "province")
    is_unrivalled = is_sizeable and all(place.country == first.country for place in each.candidates)
    if first.country and (first.kind in {"country", "site"} or first.is_capital or is_unrivalled):
        return (first.country,)
    return ()


def _choose_certain(text: str, found: Sequence[PlaceFound], hinted: Counter[str]) -> dict[int, Candidate]:
    """Those whose next neighbour says where they lie: "Tripoli, Lebanon", "Andar district, Ghazni province"."""
    certain: dict[int, Candidate] = {}
    for number in range(len(found) - 2, -1, -1):
        here, there = found[number], found[number + 1]
        between = text[here.end : there.start]
        between = _KIND_AFTER.sub("", between, count=1) if len(between) < 60 else between
        if len(between) > 30 or not _IN_COMMAS.fullmatch(between):
            continue
        wider = (certain[number + 1],) if number + 1 in certain else there.candidates
        if "," not in between and "(" not in between and here.candidates[0].kind in {"country", "region"}:
            continue
        inside = [
            (place, big) for big in wider for place in here.candidates if place is not big and _lies_in(place, big)
        ]
        if inside:
            place, big = max(
                inside, key=lambda pair: likelihood(pair[0]) + likelihood(pair[1], countries=tuple(hinted))
            )
            certain[number] = place
            certain.setdefault(number + 1, big)
    return certain


def _lies_in(place: Candidate, big: Candidate) -> bool:
    order = ("site", "town", "district", "province", "country", "region")
    if order.index(place.kind) >= order.index(big.kind):
        return False
    if big.kind == "country":
        return place.country == big.country
    if big.kind == "region":
        return place.country in big.countries
    if big.kind == "province":
        return place.country == big.country and (place.province == big.name or place.kind == "site")
    return place.country == big.country and place.province == big.province


def _choose(
    number: int, found: Sequence[PlaceFound], certain: dict[int, Candidate], expected: Mapping[str, float]
) -> tuple[Candidate, float]:
    """The likeliest meaning of one mention and how likely it is."""
    each = found[number]
    neighbours = [
        certain[other]
        for other in (number - 1, number + 1, number - 2, number + 2)
        if other in certain and certain[other].kind in {"town", "site", "province", "district"}
    ]
    if number in certain:
        return certain[number], 9.0
    scored = [
        (
            max((likelihood(place, near=near) for near in neighbours), default=likelihood(place))
            + _country_weight(place, expected)
            + (1.0 if place.is_own_name else 0.0),
            place,
        )
        for place in each.candidates
    ]
    score, place = seat_or_self(scored)
    return place, score


def _country_weight(place: Candidate, expected: Mapping[str, float]) -> float:
    if place.kind == "country":
        return 0.0
    return max((expected.get(country, 0.0) for country in place.countries), default=0.0)


def _is_likely_enough(
    text: str, each: PlaceFound, place: Candidate, score: float, expected: Mapping[str, float], shouted: bool
) -> bool:
    """Whether the name is a place at all: the smaller the place, the plainer its context has to be."""
    before, after = text[max(0, each.start - 60) : each.start], text[each.end : each.end + 40]
    if each.is_common or (shouted and place.kind == "country" and each.end - each.start <= 3):
        return not shouted and place.country in expected and bool(_KIND_AFTER.match(after))
    if place.kind == "country" and re.fullmatch(r"[A-Z.]{2,6}", text[each.start : each.end]) and not shouted:
        return bool(_IN_THE.search(before) and _NO_NOUN_AFTER.match(after))
    if place.kind in {"country", "region", "site"}:
        return shouted or place.kind != "country" or not _is_in_a_name(before, after)
    says_kind = (
        _KIND_AFTER.match(after) or _KIND_BEFORE.search(before) or _ENDS_IN_KIND.search(text[each.start : each.end])
    )
    if place.kind in {"province", "district"} and says_kind:
        return True
    needed = 6.0
    is_placed = True
    if _PLACE_WORD_AFTER.match(after) or says_kind:
        needed -= 2.5
    elif _LOCATIVE.search(before) or _NEAR_OTHER.search(before) or _AWAY.search(before):
        needed -= 1.5
    elif _AND_BEFORE.search(before):
        needed -= 0.5
    else:
        is_placed = False
    if not shouted and _is_in_a_name(before, after):
        needed += 2.5
    if expected and place.kind in {"town", "district", "province"} and place.country not in expected:
        is_odd_name = not place.is_own_name and text[each.start].isascii()
        needed += 0.5 + (1.0 if is_odd_name else 0.0) + (0.8 if shouted else 0.0)
    if shouted:  # every word may be a name
        needed += 0.7 if is_placed else 2.2
    name = text[each.start : each.end]
    if len(name) <= 3 and name.isascii():
        needed += 1.5
    if name[0].lower() == name[0].upper():  # no capital letter says that it is a name
        needed += -1.5 if place.population > 100_000 else 0.7
    return score >= needed


def _is_in_a_name(before: str, after: str) -> bool:
    """Whether a capitalised word beside it makes it part of a longer name, as a person's or a firm's."""
    left = _NAME_BEFORE.search(before)
    if left and left.group(1).lower() not in _BESIDE_A_PLACE:
        if _TITLE.search(before[: left.start(1)]):
            return True
        opening = before[: left.start(1)].rstrip(" \t")
        if opening and opening[-1] not in '.!?\n“"':
            return True
        if left.group(1).lower().endswith(("ed", "ing")):
            return False
        return left.group(1)[-1:] not in {"y"}
    right = _NAME_AFTER.match(after)
    return bool(right and right.group(1).lower() not in _BESIDE_A_PLACE)


def _mention(text: str, each: PlaceFound, place: Candidate, score: float, *, gazetteer: Gazetteer) -> PlaceMention:
    """The record, with the words before it read for direction, distance and nearness."""
    start, end = each.start, each.end
    window = max(0, start - 90)
    before = text[window:start]
    how, note = "name", None
    record = place.place(said=text[start:end])
    direction = _DIRECTION.search(before)
    if direction:
        start = window + direction.start(1)
        said = text[start:end]
        record = replace(record, said=said)
        if place.kind == "country" and place.country:
            middle = gazetteer.middle_of(place.country, direction.group(1))
            latitude, longitude = middle or (None, None)
            name = f"{' '.join(direction.group(1).lower().split())} {place.name}"
            record = replace(record, name=name, precision="region", latitude=latitude, longitude=longitude)
        else:
            note = direction.group(1)
        before = text[window:start]
    away = _AWAY.search(before) or _WAY_OF.search(before) or _NEAR.search(before) or _NEAR_OTHER.search(before)
    if away:
        how, note = "near", " ".join(away.group(1).split())
    elif _BORDER_BETWEEN.search(before) or _BORDER_AFTER.match(text, end):
        how = "border"
    elif _is_dateline(text, start, end):
        how = "dateline"
    elif place.is_capital and not (
        direction
        or _STRICTLY_IN.search(before)
        or _PLACE_WORD_AFTER.match(text, end)
        or _is_followed_by_wider(text, end)
    ):
        how = "capital"
    return PlaceMention(start, end, record, how, note, round(score, 2))


def _is_dateline(text: str, start: int, end: int) -> bool:
    line = text[text.rfind("\n", 0, start) + 1 :][:120]
    if not text[text.rfind("\n", 0, start) + 1 : start].strip():
        return bool(_DATELINE.match(text, end)) or (
            text[start:end].isupper() and bool(_DATELINE_OF_CAPITALS.match(text, end))
        )
    return text[start:end].isupper() and not line.isupper() and bool(_DATELINE_OF_CAPITALS.match(text, end))


def _is_followed_by_wider(text: str, end: int) -> bool:
    return bool(re.match(r",[ \t\n]+[A-Z]", text[end : end + 6])) and text[end : end + 1] == ","


_UNLISTED = re.compile(
    r"\b([A-Z][\w’'-]+(?:[ -](?:[A-Z][\w’'-]+|e|i|al))*)[ \t\n]+(district|village|subdistrict)\b"
    r"|\b(village|town|hamlet|district)[ \t\n]+of[ \t\n]+([A-Z][\w’'-]+(?:[ -](?:[A-Z][\w’'-]+|al))*)"
)


def _unlisted(text: str, mentions: Sequence[PlaceMention], *, countries: Sequence[str]) -> list[PlaceMention]:
    """Villages and districts that a text calls so and the gazetteer does not hold; no coordinates are made up."""
    more = []
    taken = [(mention.start, mention.end) for mention in mentions]
    for match in _UNLISTED.finditer(text):
        group = 1 if match.group(1) else 4
        start, end = match.span(group)
        word = (match.group(2) or match.group(3)).lower()
        name = match.group(group)
        first = name.split()[0]
        if first.lower() in _BESIDE_A_PLACE and " " in name:
            start += len(first) + 1
            name = text[start:end]
        if name.lower() in _BESIDE_A_PLACE or any(a < end and start < b for a, b in taken):
            continue
        wider = next(
            (m for m in mentions if 0 <= m.start - match.end() <= 25 and "." not in text[match.end() : m.start]), None
        )
        place = Place(
            name=name,
            precision="district" if "district" in word else "town",
            country=wider.place.country if wider else (countries[0] if len(countries) == 1 else None),
            province=wider.place.province if wider else None,
            role="mentioned",
            said=name,
        )
        more.append(PlaceMention(start, end, place, "unlisted"))
    return more


def _without_overlap(mentions: Collection[PlaceMention]) -> list[PlaceMention]:
    kept: list[PlaceMention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept
