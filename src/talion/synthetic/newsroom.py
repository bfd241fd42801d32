"""Reports about an invented war, in the manner of four newsrooms, each with the truth of what it tells.

Outlets, places and parties are invented. Reports contradict each other as real ones do: first tolls are low and
hedged, a party's own statement counts its enemy's dead high and its own low, an act that one outlet lays to somebody
another calls unclaimed. What a report says, and not what happened, is its truth.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np

from talion.records import Count, Event
from talion.synthetic.wars import ASHMAR, BELVAR, InventedWar, invent_war

STYLES = ("wire", "daily", "statement", "weekly")
_SHARES = (0.42, 0.3, 0.18, 0.1)
_OUTLETS = {
    "wire": ("Lowland Press Agency", "Cape Wire"),
    "daily": ("The Sarvel Courier", "The Haldan Mirror", "The Morning Tide"),
    "weekly": ("The Strait Review",),
}
_ADJECTIVES = {ASHMAR: "Ashmari", BELVAR: "Belvari"}
_CAPITALS = {ASHMAR: "Oruk City", BELVAR: "Sarvel"}
_BYLINES = ("Lena Orsk", "Tomas Ferrin", "Adila Navar", "Mirek Sand", "Joan Hald")
_EXPERTS = (
    ("Ilse Marn", "a conflict researcher at the Strait Institute"),
    ("Davit Korr", "a lecturer in security studies at Haldan University"),
    ("Rana Tevel", "who follows armed groups for the Delta Observatory"),
)
_THINGS = ("base", "outpost", "depot", "barracks", "checkpoint")
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

# How a weapon is told: with an actor, without one, and as a noun that can be answered.
_TOLD: Mapping[str, tuple[tuple[str, ...], tuple[str, ...], str]] = {
    "rocket": (
        (
            "{who} fired rockets at {what} in {where} {when}",
            "{who} launched a rocket attack on {what} in {where} {when}",
        ),
        ("Rockets were fired at {what} in {where} {when}", "A rocket attack hit {what} in {where} {when}"),
        "rocket attack on",
    ),
    "artillery": (
        ("{who} shelled {what} in {where} {when}", "{who} fired artillery at {what} in {where} {when}"),
        ("{What} in {where} was shelled {when}", "Artillery fire hit {what} in {where} {when}"),
        "shelling of",
    ),
    "air strike": (
        ("{who} carried out an air strike on {what} in {where} {when}", "{who} bombed {what} in {where} {when}"),
        ("An air strike hit {what} in {where} {when}", "Unidentified aircraft bombed {what} in {where} {when}"),
        "air strike on",
    ),
    "drone": (
        (
            "{who} attacked {what} in {where} with drones {when}",
            "{who} launched a drone attack on {what} in {where} {when}",
        ),
        ("A drone attack hit {what} in {where} {when}", "Drones attacked {what} in {where} {when}"),
        "drone attack on",
    ),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One act as one report tells it: the act's id, those it names, the day in its words, and the toll it gives.

    `actor` None means that the report leaves it open; `killed` and `injured` None that it gives no number.
    """

    event: str
    actor: str | None
    recipient: str
    day: date
    day_said: str
    place: str
    weapon: str
    killed: Count | None = None
    injured: Count | None = None
    unclaimed: bool = False
    claimed_by: str | None = None
    blamed_by: str | None = None
    denied_by: str | None = None


@dataclass(frozen=True, slots=True)
class ReportTruth:
    """What one report says. `links` are (trigger, response, basis); `threats` are (who, whom)."""

    style: str
    outlet: str
    published: date
    told: tuple[Told, ...]
    links: tuple[tuple[str, str, str], ...] = ()
    threats: tuple[tuple[str, str], ...] = ()


class Written(NamedTuple):
    """One report: the name of its file, its text, and the truth of what it says."""

    filename: str
    text: str
    truth: ReportTruth


def write_reports(war: InventedWar, *, random: np.random.Generator, n_reports: int = 100) -> list[Written]:
    """So many reports about the war, in the order of their publication; every act is told about equally often.

    The same generator in the same state gives the same reports. No two have the same text.
    """
    if not war.events:
        return []
    desk = _Desk(war, random)
    drafts: list[tuple[date, str, str, ReportTruth]] = []
    texts: set[str] = set()
    turn = 0
    while len(drafts) < n_reports:
        event = war.events[turn % len(war.events)]
        turn += 1
        style = str(random.choice(STYLES, p=_SHARES))
        text, truth = _WRITERS[style](desk, event)
        if text not in texts:  # a terse wire item can come out the same twice
            texts.add(text)
            drafts.append((truth.published, truth.outlet, text, truth))
    drafts.sort(key=lambda draft: draft[:3])
    return [
        Written(f"{n:04}_{day}_{_slug(outlet)}.txt", text, truth)
        for n, (day, outlet, text, truth) in enumerate(drafts, start=1)
    ]


def write_synthetic_case(folder: Path, n_reports: int, seed: int) -> list[Written]:
    """A folder with an invented war to read: `reports/`, the war's parties in `case.actors/`, and `truth.json`.

    Read them into `case.talion` in the same folder, and the parties are known.
    """
    random = np.random.default_rng(seed)
    days = max(120, n_reports // 3)
    war = invent_war(random=random, days=days, attacks_per_day=(0.12, 0.1))
    written = write_reports(war, random=random, n_reports=n_reports)
    reports = folder / "reports"
    reports.mkdir(parents=True, exist_ok=True)
    for name, text, _ in written:
        (reports / name).write_text(text, encoding="utf-8")
    actors = folder / "case.actors"
    actors.mkdir(exist_ok=True)
    (actors / "actors.toml").write_text(_actor_rows(war), encoding="utf-8")
    (actors / "relations.toml").write_text(_relation_rows(war), encoding="utf-8")
    truth = {
        "answers": sorted(war.true_pairs),
        "unclaimed": sorted(war.unclaimed),
        "reports": {name: asdict(what) for name, _, what in written},
    }
    (folder / "truth.json").write_text(json.dumps(truth, default=str, indent=1, ensure_ascii=False), encoding="utf-8")
    return written


def actor_id(name: str) -> str:
    """The id under which `write_synthetic_case` registers a party: its name in small letters, hyphens for spaces."""
    return _slug(name)


@dataclass(slots=True)
class _Piece:
    """A report while it is written."""

    style: str
    outlet: str
    published: date
    told: list[Told] = field(default_factory=list)
    links: list[tuple[str, str, str]] = field(default_factory=list)
    threats: list[tuple[str, str]] = field(default_factory=list)

    def done(self, parts: Sequence[str], head: Sequence[str] = ()) -> tuple[str, ReportTruth]:
        header = [f"Outlet: {self.outlet}", f"Published: {self.published}", "Language: en", *head]
        text = "\n".join(header) + "\n\n" + "\n\n".join(part for part in parts if part) + "\n"
        truth = ReportTruth(
            self.style, self.outlet, self.published, tuple(self.told), tuple(self.links), tuple(self.threats)
        )
        return text, truth


class _Desk:
    """What all newsrooms know of the war, and the words they share."""

    def __init__(self, war: InventedWar, random: np.random.Generator) -> None:
        self.war = war
        self.random = random
        self.by_id = {event.id: event for event in war.events}
        self.trigger_of = {link.response: link.trigger for link in war.links}

    def one_of(self, choices: Sequence[str]) -> str:
        return choices[int(self.random.integers(len(choices)))]

    def chance(self, share: float) -> bool:
        return bool(self.random.random() < share)

    def side(self, name: str) -> str:
        return self.war.side_of(name)

    def force(self, name: str) -> str:
        """A member as the subject of an act: a state acts through its forces."""
        if name in _ADJECTIVES:
            return self.one_of(
                (f"{_ADJECTIVES[name]} forces", f"{_ADJECTIVES[name]} troops", f"The {_ADJECTIVES[name]} army")
            )
        return f"The {name}"

    def target(self, event: Event) -> str:
        # What was hit is a thing of the act and told alike, whoever reports it.
        thing, name = _THINGS[sum(event.id.encode()) % len(_THINGS)], event.recipients[0]
        if name in _ADJECTIVES:
            return f"{_article(_ADJECTIVES[name])} {_ADJECTIVES[name]} army {thing}"
        return f"{_article(thing)} {thing} of the {name}"

    def toll(self, piece: _Piece, event: Event, *, bias: str = "press") -> tuple[Count | None, Count | None, str]:
        """Killed and injured as this report gives them, and the words that follow the act."""
        dead, hurt = event.toll.killed.best or 0, event.toll.injured.best or 0
        if bias == "own":  # a party counts its own dead low
            dead, hurt = dead * 2 // 3, hurt * 2 // 3
        elif bias == "enemy":
            dead += int(self.random.poisson(1 + dead))
        elif self.chance(0.15):  # two outlets seldom agree on everything
            dead = max(0, dead + int(self.random.integers(-1, 3)))
        if dead == 0 and hurt == 0:
            return Count.exactly(0), None, self.one_of((". No casualties were reported", ", causing no casualties"))
        if self.chance(0.12):
            return None, None, ", causing damage"
        early = piece.style == "wire" and self.chance(0.5)
        killed = injured = None
        said = []
        if dead:
            killed = Count(dead) if early else Count.exactly(dead)
            who = "people" if dead > 1 else "person"
            said.append(f"killing {'at least ' if early else ''}{_number(dead)} {who}")
        if hurt and self.chance(0.8 if dead else 1.0):
            injured = Count.exactly(hurt)
            verb = self.one_of(("wounding", "injuring"))
            said.append(f"{verb} {_number(hurt)}" + ("" if dead else " people" if hurt > 1 else " person"))
        return killed, injured, ", " + " and ".join(said)

    def day(self, event: Event, published: date) -> str:
        """When it was, in the words of a report of that day; early or late is a thing of the act and told alike."""
        assert event.when is not None
        day = event.when.first
        ago = (published - day).days
        if ago == 1 and self.chance(0.15):
            return "yesterday"
        if 0 <= ago < 7:
            hour = ("on", "on", "early on", "late on")[sum(event.id.encode()) % 4]
            return f"{hour if self.chance(0.7) else 'on'} {day:%A}"
        return f"on {day:%B} {day.day}" + ("" if ago < 180 else f", {day.year}")

    def act(self, piece: _Piece, event: Event, *, named: bool, bias: str = "press", **said: object) -> str:
        """One sentence that tells an act, entered into the report's truth."""
        assert event.when is not None
        day = event.when.first
        active, passive, _ = _TOLD[event.weapon or "rocket"]
        when = self.day(event, piece.published)
        killed, injured, toll = self.toll(piece, event, bias=bias)
        what = self.target(event)
        where = event.places[0].name
        template = self.one_of(active if named else passive)
        who = self.force(event.actors[0])
        told = Told(
            event.id, event.actors[0] if named else None, event.recipients[0], day, when, where,
            event.weapon or "rocket", killed, injured, **said,  # type: ignore[arg-type]
        )  # fmt: skip
        piece.told.append(told)
        sentence = template.format(who=who, what=what, What=what[0].upper() + what[1:], where=where, when=when)
        return f"{sentence}{toll}."

    def noun(self, event: Event, published: date) -> str:
        """An act as something that is answered: "the rocket attack on Qarneth on Monday"."""
        assert event.when is not None
        return f"{_TOLD[event.weapon or 'rocket'][2]} {event.places[0].name} {self.day(event, published)}"

    def trigger(self, event: Event) -> Event | None:
        name = self.trigger_of.get(event.id)
        return self.by_id[name] if name else None

    def spokesman(self, side: str) -> str:
        return self.one_of(
            (
                f"the {_ADJECTIVES[side]} defence ministry",
                f"{_article(_ADJECTIVES[side])} {_ADJECTIVES[side]} army spokesman",
            )
        )


def _wire(desk: _Desk, event: Event) -> tuple[str, ReportTruth]:
    """A wire item: dateline, short sentences, hedged first numbers."""
    piece = _piece(desk, "wire", event, (0, 1))
    unclaimed = event.id in desk.war.unclaimed
    side, hit = desk.side(event.actors[0]), desk.side(event.recipients[0])
    place = event.places[0].name
    blames = unclaimed and desk.chance(0.35)
    denies = unclaimed and desk.chance(0.3)
    lead = desk.act(
        piece, event, named=not unclaimed, unclaimed=unclaimed and not blames,
        blamed_by=hit if blames else None, denied_by=side if denies else None,
    )  # fmt: skip
    dateline = f"{place.upper()}, {piece.published:%B} {piece.published.day} ({piece.outlet}) - "
    parts = [dateline + lead]
    if blames:
        parts.append(f"{_capital(desk.spokesman(hit))} blamed {side} for the attack.")
    elif unclaimed:
        parts.append(
            desk.one_of(("No group claimed responsibility for the attack.", "Nobody has claimed the attack so far."))
        )
    if denies:
        parts.append(f"{side} denied that it was behind the attack.")
    _because(desk, piece, event, parts, attributed=True)
    if desk.chance(0.35):
        parts.append(_threat(desk, piece, event))
    if desk.chance(0.5):
        parts.append(desk.one_of((
            "It was not immediately possible to verify the reports.",
            f"Roads around {place} were closed and mobile phone service was interrupted.",
            f"{desk.war.side_of(event.recipients[0])} and {side} have been fighting over the strait for years.",
        )))  # fmt: skip
    return piece.done(parts)


def _daily(desk: _Desk, event: Event) -> tuple[str, ReportTruth]:
    """A daily's piece: headline, standfirst, byline, voices and an expert."""
    piece = _piece(desk, "daily", event, (1, 2))
    unclaimed = event.id in desk.war.unclaimed
    hit = desk.side(event.recipients[0])
    place, noun = event.places[0].name, _TOLD[event.weapon or "rocket"][2].rpartition(" ")[0]
    headline = desk.one_of((
        f"{place} hit again as fighting goes on",
        f"{_capital(noun)} shakes {place}",
        f"After the {noun}, {place} counts the cost",
    ))  # fmt: skip
    standfirst = desk.one_of((
        f"Residents speak of a sleepless night, and {hit} weighs what to do next",
        "Both capitals trade accusations while families look for shelter",
    ))  # fmt: skip
    parts = [headline, standfirst, f"By {desk.one_of(_BYLINES)}"]
    parts.append(desk.act(piece, event, named=not unclaimed, unclaimed=unclaimed))
    if unclaimed:
        parts.append("Nobody had claimed responsibility by the time this newspaper went to press.")
    _because(desk, piece, event, parts, attributed=True)
    parts.append(desk.one_of((
        "“We heard a roar and then the windows were gone,” said a shopkeeper who did not want to be named.",
        "“My children no longer ask what the noise is,” a teacher said.",
        "“We have been told to stay at home, but home is what was hit,” said a nurse.",
    )))  # fmt: skip
    if desk.chance(0.5):
        parts.append(_threat(desk, piece, event))
    if desk.chance(0.6):
        name, role = desk.one_of(tuple(f"{name}|{role}" for name, role in _EXPERTS)).split("|")
        expects = desk.one_of((
            "“I expect an answer within days,” said {name}, {role}.",
            "“Neither side can afford a wider war,” said {name}, {role}. “They will hold back.”",
            "“This is meant to deter, and it may well do the opposite,” said {name}, {role}.",
        ))  # fmt: skip
        parts.append(expects.format(name=name, role=role))
    return piece.done(parts)


def _statement(desk: _Desk, event: Event) -> tuple[str, ReportTruth]:
    """A party's own statement: the actor claims and gives its reason, or the side that was hit blames the other."""
    unclaimed = event.id in desk.war.unclaimed
    actor, side, hit = event.actors[0], desk.side(event.actors[0]), desk.side(event.recipients[0])
    if not unclaimed and desk.chance(0.65):
        piece = _piece(
            desk,
            "statement",
            event,
            (0, 1),
            outlet=f"{actor} press office" if actor != side else f"{side} defence ministry",
        )
        parts = [f"STATEMENT BY {('THE ' + actor) if actor != side else 'THE DEFENCE MINISTRY OF ' + side}".upper()]
        parts.append(desk.act(piece, event, named=True, bias="enemy", claimed_by=actor))
        _because(desk, piece, event, parts, attributed=False)
        parts.append(desk.one_of((
            f"{side} will continue to defend its people.",
            "The operation was limited in scope and is now over.",
        )))  # fmt: skip
    else:
        piece = _piece(desk, "statement", event, (0, 1), outlet=f"{hit} defence ministry")
        parts = [f"STATEMENT BY THE DEFENCE MINISTRY OF {hit}".upper()]
        parts.append(desk.act(piece, event, named=not unclaimed, bias="own", blamed_by=hit if unclaimed else None))
        if unclaimed:
            parts.append(f"The Defence Ministry of {hit} holds {side} responsible for this attack.")
        if desk.chance(0.5):
            parts.append(_threat(desk, piece, event))
    return piece.done(parts)


def _weekly(desk: _Desk, event: Event) -> tuple[str, ReportTruth]:
    """A round-up of the week that ends with the day after the act: up to six acts, a sentence each."""
    piece = _piece(desk, "weekly", event, (1, 2))
    week = [
        other
        for other in desk.war.events
        if other.when and timedelta(0) <= piece.published - other.when.first < timedelta(days=7)
    ][-6:]
    parts = [f"The week in the strait, to {piece.published:%B} {piece.published.day}"]
    for other in week:
        unclaimed = other.id in desk.war.unclaimed
        told = [desk.act(piece, other, named=not unclaimed, unclaimed=unclaimed)]
        if unclaimed:
            told.append("Nobody claimed the attack.")
        _because(desk, piece, other, told, attributed=True)
        parts.append(" ".join(told))
    parts.append(
        desk.one_of(
            ("Talks on the shared port were put off again.", "Aid agencies asked both sides to keep the roads open.")
        )
    )
    return piece.done(parts)


_WRITERS: Mapping[str, Callable[[_Desk, Event], tuple[str, ReportTruth]]] = {
    "wire": _wire,
    "daily": _daily,
    "statement": _statement,
    "weekly": _weekly,
}


def _piece(desk: _Desk, style: str, event: Event, delay: tuple[int, int], outlet: str | None = None) -> _Piece:
    assert event.when is not None
    published = event.when.first + timedelta(days=int(desk.random.integers(delay[0], delay[1] + 1)))
    return _Piece(style, outlet or desk.one_of(_OUTLETS[style]), published)


def _because(desk: _Desk, piece: _Piece, event: Event, parts: list[str], *, attributed: bool) -> None:
    """Now and then, the reason of an act that is a true answer, as its actor or somebody else gives it."""
    trigger = desk.trigger(event)
    if trigger is None or event.id in desk.war.unclaimed or not desk.chance(0.55):
        return
    side = desk.side(event.actors[0])
    noun = desk.noun(trigger, piece.published)
    if not attributed:
        parts.append(
            desk.one_of(
                (f"This was in response to the {noun}.", f"The strike was carried out in retaliation for the {noun}.")
            )
        )
        basis = "declared"
    elif desk.chance(0.7):
        parts.append(
            desk.one_of(
                (
                    f"{side} said the attack was in response to the {noun}.",
                    f"{_capital(desk.spokesman(side))} said it was retaliation for the {noun}.",
                )
            )
        )
        basis = "declared"
    else:
        parts.append(f"The attack came in response to the {noun}, analysts said.")
        basis = "attributed"
    piece.links.append((trigger.id, event.id, basis))
    if trigger.id not in {told.event for told in piece.told}:
        assert trigger.when is not None
        place = trigger.places[0].name
        when = noun.partition(place + " ")[2]
        weapon = trigger.weapon or "rocket"
        piece.told.append(Told(trigger.id, None, trigger.recipients[0], trigger.when.first, when, place, weapon))


def _threat(desk: _Desk, piece: _Piece, event: Event) -> str:
    side, hit = desk.side(event.actors[0]), desk.side(event.recipients[0])
    piece.threats.append((hit, side))
    return desk.one_of((
        f"{hit} threatened {side} with a strong response.",
        f"{_capital(desk.spokesman(hit))} warned that {hit} would respond to {side} at a time of its choosing.",
        f"“{side} will pay for this,” {desk.spokesman(hit)} said.",
    ))  # fmt: skip


def _actor_rows(war: InventedWar) -> str:
    rows = []
    for side, members in war.sides.items():
        for member in members:
            rows += ["[[actor]]", f'id = "{_slug(member)}"', f'name = "{member}"']
            if member == side:
                rows += ['kind = "state"', f'names = ["{_ADJECTIVES[side]}"]']
            else:
                rows.append('kind = "armed group"')
            rows += ['source = "Invented for a synthetic war."', ""]
    return "\n".join(rows)


def _relation_rows(war: InventedWar) -> str:
    rows = []
    for side, members in war.sides.items():
        for member in members:
            if member != side:
                rows += [
                    "[[relation]]",
                    f'subject = "{_slug(member)}"',
                    'kind = "backed_by"',
                    f'object = "{_slug(side)}"',
                ]
                rows += ['source = "Invented for a synthetic war."', ""]
    return "\n".join(rows)


def _number(n: int) -> str:
    return _NUMBERS[n] if n < len(_NUMBERS) else str(n)


def _article(word: str) -> str:
    return "an" if word[0].lower() in "aeiou" else "a"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _slug(name: str) -> str:
    return "-".join(name.lower().removeprefix("the ").split())
