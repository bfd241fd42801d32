"""The ledger as flat tables with typed columns: what a spreadsheet, a data package and Parquet all hold."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from talion.datasets.exports.content import Content, licence_of
from talion.records import Count, Event, Passage, Place
from talion.records.event import EFFECTS, STATUSES

Cell = str | int | float | bool | date | datetime | tuple[str, ...] | None
# The types of a column, by the names of Frictionless' Table Schema.
TYPES = ("string", "integer", "number", "boolean", "date", "datetime", "list")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its type is one of TYPES; `points_to` names the table and column whose ids it holds."""

    name: str
    type: str
    says: str
    points_to: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under typed columns; the first column is the key."""

    name: str
    says: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables_of(content: Content) -> tuple[Table, ...]:
    """Events, tolls, links, claims, reports, actors, relations, assessments, judgements and doubts, in this order."""
    return tuple(Table(name, says, columns, tuple(rows(content))) for name, (says, columns, rows) in _TABLES.items())


def _events(content: Content) -> Iterable[tuple[Cell, ...]]:
    for event in content.events:
        place = place_of(event)
        counts = [_low_best_high(event.toll.of(effect)) for effect in ("killed", "injured", "captured")]
        yield (
            event.id, event.when.first if event.when else None, event.when.last if event.when else None,
            event.when_because, event.time_of_day, event.action, event.mode, event.status, event.directed,
            event.actors, tuple(map(content.name, event.actors)),
            event.recipients, tuple(map(content.name, event.recipients)),
            event.attribution.says, event.attribution.unclaimed,
            place.name if place else None, place.precision if place else None, place.country if place else None,
            place.province if place else None, place.latitude if place else None, place.longitude if place else None,
            *(n for count in counts for n in count),
            event.weapon, event.thing if not _is_held_back(event, content) else None,
            event.acts.low, event.acts.high, event.score, event.by_rule, event.origin,
            event.reports, event.members,
        )  # fmt: skip


def _is_held_back(event: Event, content: Content) -> bool:
    # What was hit is told in the report's own words.
    return bool(event.reports) and set(event.reports) <= content.without_words


def place_of(event: Event) -> Place | None:
    """Where the act was, the target before where it came from; None where only other places are named."""
    order = {"act": 0, "target": 1, "origin": 2, "route": 3}
    places = [place for place in event.places if place.role in order]
    return min(places, key=lambda place: order[place.role], default=None)


def _low_best_high(count: Count) -> tuple[int | None, int | None, int | None]:
    return count.low, count.best, count.high


def _tolls(content: Content) -> Iterable[tuple[Cell, ...]]:
    for event in content.events:
        for n, part in enumerate(event.toll.parts):
            yield (
                f"{event.id}/{n + 1}", event.id, part.effect, part.count.low, part.count.best, part.count.high,
                part.party, part.whose, part.civilian, part.includes_attackers,
                None if _is_held_back(event, content) else part.said,
            )  # fmt: skip


def _links(content: Content) -> Iterable[tuple[Cell, ...]]:
    for link in content.links:
        yield (
            link.id, link.trigger, link.response, link.kind, link.basis, link.probability, link.lag_days,
            link.speaker.name if link.speaker else None,
            tuple(words for passage in link.evidence if (words := content.words(passage))),
            () if link.evidence and all(p.report in content.without_words for p in link.evidence) else link.reasons,
        )  # fmt: skip


def _claims(content: Content) -> Iterable[tuple[Cell, ...]]:
    for claim in content.claims:
        killed = claim.toll.killed if claim.toll else Count()
        yield (
            claim.id, claim.event, claim.stance, claim.about,
            claim.speaker.name if claim.speaker else None, claim.speaker.kind if claim.speaker else None,
            claim.speaker.actor if claim.speaker else None, claim.actors, claim.hedge,
            *_low_best_high(killed), *_passage(claim.passage, content),
        )  # fmt: skip


def _passage(passage: Passage | None, content: Content) -> tuple[str | None, int | None, int | None, str | None]:
    if passage is None:
        return None, None, None, None
    return passage.report, passage.start, passage.end, content.words(passage)


def _reports(content: Content) -> Iterable[tuple[Cell, ...]]:
    for report in content.reports:
        yield (
            report.id, report.outlet, report.published, report.published_because, report.headline
            if report.id not in content.without_words else None,
            report.language, report.url, report.media_type, report.sha256, len(report.text), licence_of(report),
            report.id not in content.without_words,
        )  # fmt: skip


def _actors(content: Content) -> Iterable[tuple[Cell, ...]]:
    for actor in content.actors:
        yield (
            actor.id, actor.name, actor.kind, tuple(name.text for name in actor.names), actor.country,
            actor.ucdp, actor.gw, actor.cow, actor.provisional, actor.source,
        )  # fmt: skip


def _relations(content: Content) -> Iterable[tuple[Cell, ...]]:
    for tie in content.relations:
        yield (
            tie.id, tie.subject, tie.kind, tie.object,
            tie.since.first if tie.since else None, tie.since.last if tie.since else None,
            tie.until.first if tie.until else None, tie.until.last if tie.until else None,
            tie.quantifier, tie.confidence, tie.said_by, tie.source, content.words(tie.passage),
        )  # fmt: skip


def _assessments(content: Content) -> Iterable[tuple[Cell, ...]]:
    for one in content.assessments:
        yield (
            one.id, one.speaker.name, one.speaker.kind, one.speaker.affiliation, one.direction, one.actors, one.toward,
            one.condition, one.hedge, one.question, one.made_on, one.horizon, *_passage(one.passage, content),
        )  # fmt: skip


def _judgements(content: Content) -> Iterable[tuple[Cell, ...]]:
    for one in content.judgements:
        yield one.id, one.about, one.verdict, one.by, one.at, one.why or None


def _doubts(content: Content) -> Iterable[tuple[Cell, ...]]:
    for n, doubt in enumerate(content.doubts):
        yield f"doubt-{n + 1}", doubt.about, doubt.kind, doubt.severity.value, doubt.says


def _count_columns(effects: Sequence[str]) -> tuple[Column, ...]:
    says = {"low": "the least that any source gives", "best": "one number where the sources agree", "high": "the most"}
    return tuple(
        Column(f"{effect}_{side}", "integer", f"{effect}: {words}; empty is not known, never zero")
        for effect in effects
        for side, words in says.items()
    )


_PASSAGE = (
    Column("report", "string", "the report that says so", ("reports", "id")),
    Column("start", "integer", "where its words begin in the report's text, in characters"),
    Column("end", "integer", "where they end"),
    Column("quote", "string", "the words; empty where they are not passed on"),
)

_TABLES: Mapping[str, tuple[str, tuple[Column, ...], Callable[[Content], Iterable[tuple[Cell, ...]]]]] = {
    "events": (
        "Acts, weighed over reports and data sets: who did what to whom, when, where, at what cost.",
        (
            Column("id", "string", "known by its content"),
            Column("first_day", "date", "the first day on which it can have happened; empty is not known"),
            Column("last_day", "date", "the last such day"),
            Column("day_because", "string", "how the day was found"),
            Column("time_of_day", "string", "as said"),
            Column("action", "string", "PLOVER type"),
            Column("mode", "string", "PLOVER mode"),
            Column("status", "string", ", ".join(STATUSES)),
            Column("directed", "boolean", "false: both sides are known and who acted is not"),
            Column("actors", "list", "ids of who did it; empty is unknown"),
            Column("actor_names", "list", "their names"),
            Column("recipients", "list", "ids of whom it was done to"),
            Column("recipient_names", "list", "their names"),
            Column("attribution", "string", "claimed, stated, blamed, unclaimed or denied"),
            Column("unclaimed", "boolean", "a text says that nobody claims it"),
            Column("place", "string", "where it happened"),
            Column("place_precision", "string", "site, town, district, province, country, region or unknown"),
            Column("country", "string", "ISO 3166-1 alpha-3"),
            Column("province", "string", "where known"),
            Column("latitude", "number", "degrees, two decimals at most, never finer than a town"),
            Column("longitude", "number", "degrees, two decimals at most"),
            *_count_columns(("killed", "injured", "captured")),
            Column("weapon", "string", "with what"),
            Column("thing", "string", "what was hit, as written"),
            Column("acts_low", "integer", "for how many acts the record stands, at least"),
            Column("acts_high", "integer", "at most"),
            Column("score", "number", "how sure the coder is of the record, 0 to 1; empty from a person or a data set"),
            Column("by_rule", "string", "which rule made it"),
            Column("origin", "string", "the data set it comes from; empty for reports"),
            Column("reports", "list", "ids of the reports that tell it"),
            Column("members", "list", "ids of the records of single reports that it was weighed from"),
        ),
        _events,
    ),
    "tolls": (
        "What each act cost people, part by part. Parts with a party may be contained in the total.",
        (
            Column("id", "string", "the act and the number of the part"),
            Column("event", "string", "the act", ("events", "id")),
            Column("effect", "string", ", ".join(EFFECTS)),
            Column("low", "integer", "at least"), Column("best", "integer", "one number where there is one"),
            Column("high", "integer", "at most"),
            Column("party", "string", "of whom: an actor's id or a category as written; empty is anyone"),
            Column("whose", "string", "to which actor they belong"),
            Column("civilian", "boolean", "empty where nobody says"),
            Column("includes_attackers", "boolean", "empty where nobody says"),
            Column("said", "string", "the words of the count"),
        ),
        _tolls,
    ),
    "links": (
        "Which act answers which. Inferred links are suggestions of Talion and no motive.",
        (
            Column("id", "string", "known by its ends, kind and basis"),
            Column("trigger", "string", "the act that is answered", ("events", "id")),
            Column("response", "string", "the act that answers", ("events", "id")),
            Column("kind", "string", "answers, or carries_out a threat"),
            Column("basis", "string", "declared by who acted, attributed by a speaker or the report, or inferred"),
            Column("probability", "number", "0 to 1"),
            Column("lag_days", "integer", "days from trigger to response"),
            Column("speaker", "string", "who says so"),
            Column("evidence", "list", "the words that say so"),
            Column("reasons", "list", "why, in plain sentences"),
        ),
        _links,
    ),
    "claims": (
        "Who says what about which act; claims that contradict each other stand side by side.",
        (
            Column("id", "string", "known by its content"),
            Column("event", "string", "the act", ("events", "id")),
            Column("stance", "string", "asserts, claims, denies, blames, hedges, …"),
            Column("about", "string", "act, actor, toll, reason, day, place, effect, intent"),
            Column("speaker", "string", "who says so; empty for the report itself"),
            Column("speaker_kind", "string", "party, official, expert, witness, outlet, organisation, unnamed"),
            Column("speaker_actor", "string", "the actor the speaker speaks for"),
            Column("actors", "list", "whom the claim names as having done it"),
            Column("hedge", "string", "the words that weaken it"),
            *_count_columns(("killed",)),
            *_PASSAGE,
        ),
        _claims,
    ),
    "reports": (
        "The texts and data sets behind the acts, without their text.",
        (
            Column("id", "string", "the beginning of the text's hash"),
            Column("outlet", "string", "who published it"), Column("published", "date", "when"),
            Column("published_because", "string", "how that day was found"),
            Column("headline", "string", "where there is one"), Column("language", "string", "ISO 639-1"),
            Column("url", "string", "where it was found"), Column("media_type", "string", "of the text"),
            Column("sha256", "string", "of the text, UTF-8"), Column("characters", "integer", "length of the text"),
            Column("licence", "string", "as stated; empty where none is"),
            Column("words_passed_on", "boolean", "whether these files hold words of it"),
        ),
        _reports,
    ),
    "actors": (
        "Who is who.",
        (
            Column("id", "string", "readable and lasting"), Column("name", "string", "the usual one"),
            Column("kind", "string", "state, armed group, umbrella, …"), Column("names", "list", "in any script"),
            Column("country", "string", "ISO 3166-1 alpha-3"), Column("ucdp", "integer", "UCDP actor id"),
            Column("gw", "integer", "Gleditsch-Ward number"), Column("cow", "integer", "Correlates of War number"),
            Column("provisional", "boolean", "named by a text and not in the registry"),
            Column("source", "string", "where the facts come from"),
        ),
        _actors,
    ),
    "relations": (
        "Dated ties between actors, each with its source.",
        (
            Column("id", "string", "known by its content"),
            Column("subject", "string", "this actor", ("actors", "id")),
            Column("kind", "string", "is part_of, backed_by, …"),
            Column("object", "string", "that actor", ("actors", "id")),
            Column("since_first", "date", "empty is not known"), Column("since_last", "date", ""),
            Column("until_first", "date", "empty is not known"), Column("until_last", "date", ""),
            Column("quantifier", "string", "most of, some"),
            Column("confidence", "string", "sure, disputed or doubtful"),
            Column("said_by", "string", "who says so"), Column("source", "string", "a citation or a report's id"),
            Column("quote", "string", "the words, where a report says so"),
        ),
        _relations,
    ),
    "assessments": (
        "What speakers expect of whom by when.",
        (
            Column("id", "string", "known by its content"), Column("speaker", "string", "who"),
            Column("speaker_kind", "string", "expert, official, party, …"), Column("affiliation", "string", "as said"),
            Column("direction", "string", "escalate, deter, hold, unclear"), Column("actors", "list", "of whom"),
            Column("toward", "list", "toward whom"), Column("condition", "string", "the words of an if"),
            Column("hedge", "string", "might, I guess"), Column("question", "string", "so that it can be answered"),
            Column("made_on", "date", "when said"), Column("horizon", "date", "by when"), *_PASSAGE,
        ),
        _assessments,
    ),
    "judgements": (
        "What people decided about a record: beside it, changing nothing in it.",
        (
            Column("id", "string", "known by its content"), Column("about", "string", "the record"),
            Column("verdict", "string", "accept, reject, unsure"), Column("by", "string", "who"),
            Column("at", "datetime", "when"), Column("why", "string", "in their words"),
        ),
        _judgements,
    ),
    "doubts": (
        "What should make a reader wonder.",
        (
            Column("id", "string", "its number in this file"), Column("about", "string", "the record"),
            Column("kind", "string", "in a word"), Column("severity", "string", "note, doubt, warning"),
            Column("says", "string", "in a sentence"),
        ),
        _doubts,
    ),
}  # fmt: skip
