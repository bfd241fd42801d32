"""Dossiers for the tests of the views: an invented war with everything in it, an empty case, and a very large one."""
# ruff: noqa: E501 – a line of a report is as long as it is

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from talion.pipeline.dossier import Dossier, Lane, Made
from talion.records import (
    Actor,
    Assessment,
    Attribution,
    Blame,
    Claim,
    Count,
    DateSpan,
    Doubt,
    Estimate,
    Event,
    Exchange,
    Judgement,
    Link,
    Mark,
    Name,
    Part,
    Passage,
    Place,
    Relation,
    Report,
    Selection,
    Severity,
    Speaker,
    Toll,
    TollPart,
)

GAZETTE = """Halvard jets hit Dune depots after rocket attack

Strikes follow the death of an army engineer at a pumping station

Smoke over Tamra on 8 April 2031. Photo: Gazette NO RESALE.

Halvard Army jets struck four depots held by the Order of the Dune at Tamra and Sel late on Tuesday, killing at least 12 people and wounding more than 30, hospital staff said.

The army said the strikes were in response to a rocket attack on Sunday that killed a Halvard engineer at a pumping station outside Port Imre.

No group has claimed the rocket attack. Halvard blamed the Order of the Dune. The Order denied any part in it.

Posts along the Imre road have come under fire several times since February, and nobody has claimed those attacks.

Idris Vane, a spokesman of the Order, warned of "a hard answer" if jets fly over Tamra again.

Halvard imposed sanctions on Ashmar in March, and in 2024 it designated the Order a terrorist organisation.

Most of the Order's units are paid by Ashmar. The Order says it pays for itself.

"This is tit for tat, and the next round will be larger," said Lena Marsh of the Imre Institute.

"I guess neither side will go further before the harvest," said Tomas Reyl, a former officer.
"""

MONITOR = """Order puts its dead at Tamra at four

The Order of the Dune said on Thursday that four of its fighters died in the strikes on Tamra on 8 April. The army put the number at 15.

The Kestrel Brigades, which Ashmar has armed since 2027, fired mortars at an army post near Sel on Wednesday, wounding two soldiers. The Brigades called the fire "retaliation for Tamra".

Ashmar called up reservists on Friday, and its government asked Halvard for a halt to flights over the border.

"They have understood that a second strike would cost them more," said Oru Tann, who advises the Halvard government.
"""

COURIER = """Drone kills three near Qassim Ford

A Halvard drone struck a truck near Qassim Ford on 12 April, killing three Kestrel fighters, the district council said.

Gunmen shot dead two villagers in Lower Tamra on the night of 13 April. Nobody knows who sent them.

Police said they stopped an attempt to bomb the governor's office in Port Imre on 14 April and named the Order.

Three days later, or four, a second rocket attack hit the pumping station outside Port Imre; no one was hurt.
"""

ARABIC = """كتائب العوسق تعلن مسؤوليتها عن قصف موقع للجيش

أعلنت كتائب العوسق مسؤوليتها عن قصف موقع للجيش قرب سيل يوم الأربعاء 9 أبريل 2031، وقالت إن القصف جاء رداً على ضربة تمرا.
"""


def _report(text: str, **told: object) -> Report:
    parts, start = [], 0
    for number, paragraph in enumerate(text.split("\n\n")):
        kind = "headline" if number == 0 else "body"
        if number == 1 and text is GAZETTE:
            kind = "standfirst"
        if number == 2 and text is GAZETTE:
            split = paragraph.index("Photo:")
            parts.append(Part("caption", start, start + split))
            parts.append(Part("boilerplate", start + split, start + len(paragraph)))
        else:
            parts.append(Part(kind, start, start + len(paragraph.rstrip())))
        start += len(paragraph) + 2
    return Report(text=text, parts=tuple(parts), **told)  # type: ignore[arg-type]


gazette = _report(
    GAZETTE, outlet="Northern Gazette (invented)", byline="M. Orr", published=date(2031, 4, 9),
    published_because="dateline", language="en", url="https://gazette.example/2031/04/09/dune?a=1&b=2",
)  # fmt: skip
monitor = _report(MONITOR, outlet="Dune Monitor (invented)", published=date(2031, 4, 11), published_because="metadata",
                  language="en")  # fmt: skip
courier = _report(COURIER, outlet="Ashmar Courier (invented)", published=date(2031, 4, 19), published_because="given",
                  language="en", path="reports/courier.txt")  # fmt: skip
arabic = _report(ARABIC, outlet="صحيفة وهمية", published=date(2031, 4, 10), published_because="metadata", language="ar")


def words(report: Report, quote: str) -> Passage:
    """The first passage of a report that reads so."""
    start = report.text.index(quote)
    return report.passage(start, start + len(quote))


def sentence(report: Report, quote: str) -> Passage:
    """The paragraph of a report in which these words stand."""
    at = report.text.index(quote)
    start = report.text.rfind("\n\n", 0, at) + 2 if "\n\n" in report.text[:at] else 0
    end = report.text.find("\n\n", at)
    return report.passage(start, end if end > 0 else len(report.text.rstrip()))


def marks(report: Report, **told: str) -> tuple[Mark, ...]:
    """Marks by what they tell: `marks(r, killed="at least 12 people")`."""
    return tuple(Mark(what, words(report, quote)) for what, quote in told.items())


def on(day: int, month: int = 4) -> DateSpan:
    """A day of the invented spring."""
    return DateSpan.on(date(2031, month, day))


ACTORS = (
    Actor("halvard", "Halvard", "state", country="XHV"),
    Actor("halvard-army", "Halvard Army", "force", country="XHV"),
    Actor("order", "Order of the Dune", "armed group", (Name("نظام الكثيب", "ar"), Name("the Order", kind="short"))),
    Actor("kestrel", "Kestrel Brigades", "armed group", (Name("كتائب العوسق", "ar"),)),
    Actor("ashmar", "Ashmar", "state", country="XAS"),
    Actor("idris-vane", "Idris Vane", "person"),
)

TAMRA = Place("Tamra", "town", "XHV", latitude=33.1, longitude=44.2)
SEL = Place("Sel", "town", "XHV", latitude=33.4, longitude=44.6)
IMRE = Place("Port Imre", "town", "XHV", latitude=32.6, longitude=44.0)

strikes = Event(
    "event-strikes", "ASSAULT", "heavy-weapons", actors=("halvard-army",), recipients=("order",), when=on(8),
    places=(TAMRA, SEL), weapon="air strike", thing="four depots held by the Order of the Dune",
    toll=Toll((TollPart("killed", Count(4, None, 15)), TollPart("killed", Count(4, 4, 4), party="fighters", whose="order"),
               TollPart("injured", Count(31), said="more than 30"))),
    time_of_day="late", when_because="“Tuesday” before the day of publication, Wednesday 9 April 2031",
    passages=(sentence(gazette, "Halvard Army jets"), sentence(monitor, "The Order of the Dune said")),
    marks=(*marks(gazette, actor="Halvard Army jets", act="struck", thing="four depots held by the Order of the Dune",
                  recipient="Order of the Dune", place="Tamra and Sel", when="late on Tuesday",
                  killed="at least 12 people", injured="wounding more than 30"),
           *marks(monitor, killed="four of its fighters died", when="on 8 April")),
    reports=(gazette.id, monitor.id), members=("event-strikes-a", "event-strikes-b"), score=0.91, by_rule="strike",
)  # fmt: skip
rockets = Event(
    "event-rockets", "ASSAULT", "heavy-weapons", recipients=("halvard",), when=on(6), places=(IMRE,),
    weapon="rocket", thing="a pumping station", attribution=Attribution(
        (Blame("blames", "order", "Halvard", "halvard", passage=words(gazette, "Halvard blamed the Order of the Dune")),
         Blame("denies", "order", "The Order", "order", passage=words(gazette, "The Order denied any part in it"))),
        unclaimed=True),
    toll=Toll((TollPart("killed", Count.exactly(1), party="Halvard engineer", civilian=True),)),
    when_because="“Sunday” before Tuesday 8 April 2031",
    passages=(sentence(gazette, "The army said"), sentence(gazette, "No group has claimed")),
    marks=marks(gazette, weapon="rocket attack", when="on Sunday", killed="killed a Halvard engineer",
                thing="a pumping station", place="Port Imre", unclaimed="No group has claimed"),
    reports=(gazette.id,),
)  # fmt: skip
road = Event(
    "event-road", "ASSAULT", "firearms", when=DateSpan(date(2031, 2, 1), date(2031, 4, 9)), acts=Count(2),
    thing="posts along the Imre road", attribution=Attribution(unclaimed=True), recipients=("halvard",),
    passages=(sentence(gazette, "Posts along"),), marks=marks(gazette, act="come under fire", acts="several times"),
    reports=(gazette.id,),
)  # fmt: skip
mortars = Event(
    "event-mortars", "ASSAULT", "heavy-weapons", actors=("kestrel",), recipients=("halvard-army",), when=on(9),
    weapon="mortar", places=(SEL,), thing="an army post", toll=Toll((TollPart("injured", Count.exactly(2), "soldiers"),)),
    attribution=Attribution((Blame("claims", "kestrel", "كتائب العوسق", "kestrel", passage=sentence(arabic, "أعلنت")),)),
    passages=(sentence(monitor, "The Kestrel Brigades"), sentence(arabic, "أعلنت")),
    marks=(*marks(monitor, actor="The Kestrel Brigades", act="fired mortars at", place="Sel", when="on Wednesday",
                  injured="wounding two soldiers"),
           *marks(arabic, actor="كتائب العوسق", act="قصف", when="يوم الأربعاء 9 أبريل 2031")),
    reports=(monitor.id, arabic.id),
)  # fmt: skip
warning = Event(
    "event-warning", "THREATEN", "violence", actors=("order",), recipients=("halvard",), when=on(9),
    thing="a hard answer", passages=(sentence(gazette, "Idris Vane"),),
    marks=marks(gazette, actor="Idris Vane", act="warned of", thing='"a hard answer"'), reports=(gazette.id,),
)  # fmt: skip
sanctions = Event(
    "event-sanctions", "SANCTION", actors=("halvard",), recipients=("ashmar",),
    when=DateSpan(date(2031, 3, 1), date(2031, 3, 31)), passages=(sentence(gazette, "Halvard imposed"),),
    marks=marks(gazette, act="imposed sanctions", recipient="Ashmar", when="in March"), reports=(gazette.id,),
)  # fmt: skip
designation = Event(
    "event-designation", "SANCTION", "designate", status="historical", actors=("halvard",), recipients=("order",),
    when=DateSpan(date(2024, 1, 1), date(2024, 12, 31)), thing="a terrorist organisation",
    passages=(sentence(gazette, "Halvard imposed"),),
    marks=marks(gazette, act="designated", when="in 2024", thing="a terrorist organisation"), reports=(gazette.id,),
)  # fmt: skip
reservists = Event(
    "event-reservists", "MOBILIZE", "troops", actors=("ashmar",), when=on(11),
    passages=(sentence(monitor, "Ashmar called up"),), marks=marks(monitor, act="called up reservists", when="on Friday"),
    reports=(monitor.id,),
)  # fmt: skip
demand = Event(
    "event-demand", "REQUEST", actors=("ashmar",), recipients=("halvard",), when=on(11),
    thing="a halt to flights over the border", passages=(sentence(monitor, "Ashmar called up"),),
    marks=marks(monitor, thing="a halt to flights over the border"), reports=(monitor.id,),
)  # fmt: skip
drone = Event(
    "event-drone", "ASSAULT", actors=("halvard-army",), recipients=("kestrel",), when=on(12), weapon="drone",
    thing="a truck", places=(Place("Qassim Ford", "town", "XAS", latitude=33.6, longitude=45.1),),
    toll=Toll((TollPart("killed", Count.exactly(3), "Kestrel fighters"),)),
    passages=(sentence(courier, "A Halvard drone"),),
    marks=marks(courier, actor="Halvard", weapon="drone", killed="killing three Kestrel fighters", when="on 12 April"),
    reports=(courier.id,),
)  # fmt: skip
gunmen = Event(
    "event-gunmen", "ASSAULT", "firearms", when=on(13), time_of_day="night",
    places=(Place("Lower Tamra", "town", "XHV", latitude=33.08, longitude=44.25),), weapon="gun",
    toll=Toll((TollPart("killed", Count.exactly(2), "villagers", civilian=True),)),
    passages=(sentence(courier, "Gunmen shot"),), marks=marks(courier, killed="two villagers"), reports=(courier.id,),
)  # fmt: skip
plot = Event(
    "event-plot", "ASSAULT", "explosives", status="foiled", actors=("order",), when=on(14), places=(IMRE,),
    thing="the governor's office", weapon="bomb", attribution=Attribution(
        (Blame("blames", "order", "Police", passage=sentence(courier, "Police said")),)),
    passages=(sentence(courier, "Police said"),), marks=marks(courier, act="stopped an attempt to bomb"),
    reports=(courier.id,),
)  # fmt: skip
second = Event(
    "event-second", "ASSAULT", weapon="rocket", thing="the pumping station", places=(IMRE,), recipients=("halvard",),
    when=DateSpan(date(2031, 4, 17), date(2031, 4, 18)), toll=Toll((TollPart("injured", Count.exactly(0)),)),
    passages=(sentence(courier, "Three days later"),), marks=marks(courier, when="Three days later, or four"),
    reports=(courier.id,),
)  # fmt: skip
undated = Event(
    "event-undated", "ASSAULT", "abduct", actors=("order",), recipients=("halvard",), thing="two surveyors",
    reports=(courier.id,), passages=(sentence(courier, "Gunmen shot"),),
)  # fmt: skip

EVENTS = (designation, road, sanctions, rockets, strikes, mortars, warning, demand, reservists, drone, gunmen, plot,
          second, undated)  # fmt: skip

declared = Link(
    rockets.id, strikes.id, "declared", 0.97, speaker=Speaker("The army", "party", "halvard-army"), lag_days=2,
    evidence=(sentence(gazette, "The army said"),), marks=marks(gazette, phrase="in response to"),
)  # fmt: skip
attributed = Link(
    strikes.id, mortars.id, "declared", 0.93, speaker=Speaker("Kestrel Brigades", "party", "kestrel"), lag_days=1,
    evidence=(sentence(monitor, "The Kestrel Brigades"), sentence(arabic, "أعلنت")),
    marks=(*marks(monitor, phrase="retaliation for Tamra"), *marks(arabic, phrase="رداً على ضربة تمرا")),
)  # fmt: skip
said = Link(
    rockets.id, warning.id, "attributed", 0.7, speaker=Speaker("Lena Marsh", "expert", affiliation="Imre Institute"),
    evidence=(sentence(gazette, "This is tit for tat"),), marks=marks(gazette, phrase="tit for tat"), lag_days=3,
)  # fmt: skip
inferred = Link(
    mortars.id, drone.id, "inferred", 0.58, lag_days=3,
    reasons=("the sides are swapped", "three days lie between them", "both are near the border"),
)  # fmt: skip
rejected = Link(drone.id, gunmen.id, "inferred", 0.34, lag_days=1, reasons=("one day lies between them",))
LINKS = (declared, attributed, said, inferred, rejected)

JUDGEMENTS = (
    Judgement(rejected.id, "reject", "R. Okafor", datetime(2031, 4, 20, 9, 30, tzinfo=UTC), "Who shot is not known."),
    Judgement(inferred.id, "accept", "R. Okafor", datetime(2031, 4, 20, 9, 40, tzinfo=UTC), "Same unit, same road."),
)

CLAIMS = (
    Claim(strikes.id, sentence(gazette, "Halvard Army jets"), "asserts", "toll",
          Speaker("Hospital staff", "witness"), toll=Toll((TollPart("killed", Count(12)),)),
          marks=marks(gazette, killed="at least 12 people", speaker="hospital staff")),
    Claim(strikes.id, sentence(monitor, "The Order of the Dune said"), "asserts", "toll",
          Speaker("The Order of the Dune", "party", "order"), toll=Toll((TollPart("killed", Count.exactly(4)),)),
          marks=marks(monitor, killed="four of its fighters died")),
    Claim(strikes.id, sentence(monitor, "The army put"), "asserts", "toll", Speaker("The army", "party", "halvard-army"),
          toll=Toll((TollPart("killed", Count.exactly(15)),)), marks=marks(monitor, killed="number at 15")),
    Claim(rockets.id, words(gazette, "Halvard blamed the Order of the Dune."), "blames", "actor",
          Speaker("Halvard", "party", "halvard"), actors=("order",)),
    Claim(rockets.id, words(gazette, "The Order denied any part in it."), "denies", "actor",
          Speaker("The Order", "party", "order"), actors=("order",)),
    Claim(mortars.id, sentence(arabic, "أعلنت"), "claims", "actor", Speaker("كتائب العوسق", "party", "kestrel"),
          actors=("kestrel",), marks=marks(arabic, actor="كتائب العوسق")),
    Claim(strikes.id, sentence(gazette, "The army said"), "asserts", "reason", Speaker("The army", "party", "halvard-army"),
          words="in response to a rocket attack on Sunday"),
)  # fmt: skip

RELATIONS = (
    Relation("kestrel", "backed_by", "ashmar", monitor.id, since=DateSpan(date(2027, 1, 1), date(2027, 12, 31)),
             passage=sentence(monitor, "The Kestrel Brigades"), marks=marks(monitor, since="since 2027")),
    Relation("order", "backed_by", "ashmar", gazette.id, quantifier="most of", confidence="disputed",
             passage=sentence(gazette, "Most of the Order")),
    Relation("order", "designated_by", "halvard", gazette.id, since=DateSpan(date(2024, 1, 1), date(2024, 12, 31)),
             passage=sentence(gazette, "Halvard imposed")),
    Relation("order", "founded_by", "idris-vane", "Handbook of invented groups, p. 12",
             since=DateSpan(date(2016, 1, 1), date(2016, 12, 31))),
    Relation("order", "founded_by", "ashmar", "Yearbook of invented wars, p. 3",
             since=DateSpan(date(2018, 1, 1), date(2018, 12, 31)), said_by="ashmar"),
    Relation("halvard-army", "part_of", "halvard", "Handbook of invented groups, p. 2"),
)  # fmt: skip

ASSESSMENTS = (
    Assessment(Speaker("Lena Marsh", "expert", affiliation="Imre Institute"), sentence(gazette, "This is tit for tat"),
               "escalate", "the next round will be larger", made_on=date(2031, 4, 9)),
    Assessment(Speaker("Tomas Reyl", "expert", role="former officer"), sentence(gazette, "I guess neither"), "hold",
               "neither side will go further before the harvest", ("halvard", "order"), condition="before the harvest",
               hedge="I guess", horizon=date(2031, 6, 15), made_on=date(2031, 4, 9)),
    Assessment(Speaker("Oru Tann", "expert", role="adviser to the Halvard government"),
               sentence(monitor, "They have understood"), "deter", "a second strike would cost them more", ("order",),
               ("halvard",), made_on=date(2031, 4, 11)),
)  # fmt: skip

ESTIMATES = (
    Estimate("Share of acts by Halvard answered by the Order's side within 14 days", 0.5, 0.12, 0.88, "share", 4,
             "answered_share", chance=0.31, within_days=14, caveats=("Only four acts: read it as a count, not a rate.",)),
    Estimate("Share of acts by the Order's side answered by Halvard within 14 days", None, None, None, "share", 1,
             "answered_share", within_days=14, caveats=("One act is too few to tell.",)),
    Estimate("Median days to an answer", 2.0, 1.0, 3.0, "days", 4, "median_lag"),
)  # fmt: skip

DOUBTS = (
    Doubt(strikes.id, "two-tolls", "The Order says 4 dead, the army 15; kept as 4 to 15.", Severity.WARNING),
    Doubt(undated.id, "no-day", "The report gives no day for the abduction.", Severity.DOUBT),
    Doubt(gazette.id, "caption-date", "The day stands in a caption, too.", Severity.NOTE),
)

MADE = Made("0.1.0", 'talion brief --between Halvard "Order of the Dune"', "spring.talion", "2031-04-21", "rules 1",
            (("within-days", "14"), ("at-least", "0.5")))  # fmt: skip


def full() -> Dossier:
    """Fourteen events of an invented spring in four reports, one of them Arabic, with everything a brief can hold."""
    return Dossier(
        title="Halvard and the Order of the Dune",
        selection=Selection(between=("Halvard", "Order of the Dune"), since=date(2024, 1, 1)),
        lanes=(
            Lane("Halvard", frozenset({"halvard", "halvard-army"})),
            Lane("Order of the Dune", frozenset({"order", "kestrel"})),
            Lane("Ashmar", frozenset({"ashmar"})),
        ),
        reports=(gazette, arabic, monitor, courier),
        events=EVENTS,
        claims=CLAIMS,
        links=LINKS,
        exchanges=(
            Exchange((rockets.id, strikes.id, mortars.id, drone.id), (declared.id, attributed.id, inferred.id)),
        ),
        actors=ACTORS,
        relations=RELATIONS,
        assessments=ASSESSMENTS,
        estimates=ESTIMATES,
        judgements=JUDGEMENTS,
        doubts=DOUBTS,
        made=MADE,
    )


def empty() -> Dossier:
    """A case that holds nothing yet."""
    return Dossier("Nothing yet", Selection(), (), (), (), (), (), (), (), (), (), (), (), (),
                   Made("0.1.0", "talion brief", "case.talion", "2031-04-21", "rules 1"))  # fmt: skip


def large(reports: int = 1000) -> Dossier:
    """As many one-act reports as asked for over half a year, one side and the other in turn, each answering the last."""
    texts = [
        Report(f"Report {n}\n\nThe {'Halvard Army' if n % 2 else 'Order of the Dune'} attacked the post at Sel, killing "
               f"{n % 7} people, officials said in statement {n}. " + "The road was closed for the day. " * 12,
               outlet=f"Wire {n % 9}", published=date(2031, 1, 1) + timedelta(days=n * 180 // reports), language="en")
        for n in range(reports)
    ]  # fmt: skip
    events = [
        Event(f"event-{n:05}", "ASSAULT", weapon=("rocket", "air strike", "mortar")[n % 3],
              actors=("halvard-army",) if n % 2 else ("order",), recipients=("order",) if n % 2 else ("halvard-army",),
              when=DateSpan.on(report.published or date(2031, 1, 1)), places=(SEL,),
              toll=Toll((TollPart("killed", Count.exactly(n % 7)),)), passages=(words(report, "The "),),
              marks=marks(report, act="attacked"), reports=(report.id,))
        for n, report in enumerate(texts)
    ]  # fmt: skip
    links = [
        Link(before.id, after.id, "inferred", 0.5 + 0.4 * ((n * 7) % 10) / 10, reasons=("the sides are swapped",),
             lag_days=(after.when.first - before.when.first).days if after.when and before.when else None)
        for n, (before, after) in enumerate(pairwise(events))
    ]  # fmt: skip
    return Dossier(
        "A long war", Selection(),
        (Lane("Halvard", frozenset({"halvard", "halvard-army"})), Lane("Order of the Dune", frozenset({"order"}))),
        tuple(texts), tuple(events), (), tuple(links), (), ACTORS, RELATIONS[-1:], (), ESTIMATES, (), (), MADE,
    )  # fmt: skip
