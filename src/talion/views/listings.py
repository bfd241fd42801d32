"""How each kind of record is listed: its columns for people, its fields for machines, and what to type next."""

from collections.abc import Iterable
from datetime import timedelta

from talion.records import (
    Actor,
    Assessment,
    Claim,
    DateSpan,
    Doubt,
    Estimate,
    Event,
    Exchange,
    Judgement,
    Link,
    Passage,
    Place,
    Relation,
    Report,
)
from talion.views.tables import Column, Listing, Named
from talion.views.telling import (
    doubt_in_words,
    names_of_alias,
    said_basis,
    said_speaker,
    tell_estimate,
    tell_interval,
    tell_number,
)


def _kind(event: Event) -> str:
    kind = event.action + (f" {event.mode}" if event.mode else "")
    return kind if event.status == "done" else f"{kind}, {event.status}"


def _places(places: Iterable[Place]) -> str:
    named = [place for place in places if place.role in {"act", "target"}]
    return ", ".join(dict.fromkeys(place.name + (f" ({place.country})" if place.country else "") for place in named))


def _who(event: Event, named: Named) -> str:
    if event.directed:
        how = event.attribution.says
        return named.actors(event.actors) + ("" if how == "stated" else f" ({how})")
    return named.actors((*event.actors, *event.recipients)) + " (who acted is not said)"


def _day(event: Event) -> str:
    return _days(event.when) if event.when else "not given"


def _days(span: DateSpan | None) -> str:
    """A day, a year or a month where the span is one, else from when to when."""
    if span is None:
        return ""
    first, last = span.first, span.last
    if (first.year, first.month, first.day, last.month, last.day) == (last.year, 1, 1, 12, 31):
        return f"{first:%Y}"
    if first.day == 1 and (last + timedelta(days=1)) == (first + timedelta(days=32)).replace(day=1):
        return f"{first:%Y-%m}"
    return str(span).replace("..", " to ")


def _count(event: Event, effect: str) -> str:
    count = event.toll.of(effect)
    if not count.is_known:
        return ""
    # "at least 25" as 25+: a column of numbers is read down, not along.
    return f"{count.low}+" if count.high is None and count.low is not None else str(count)


def _whom(event: Event, named: Named) -> str:
    return named.actors(event.recipients) if event.recipients and event.directed else event.thing or ""


EVENTS: Listing[Event] = Listing(
    "event",
    "events",
    (
        Column("id", lambda event, _: event.id, 14, is_id=True),
        Column("day", lambda event, _: _day(event), 10),
        Column("who", _who, 12),
        Column("act", lambda event, _: _kind(event), 11),
        Column("on whom or what", _whom, 13, most=80, flow="on {}"),
        Column("killed", lambda event, _: _count(event, "killed"), 6, flow="killed: {}"),
        Column("injured", lambda event, _: _count(event, "injured"), 7, flow="injured: {}"),
        Column("where", lambda event, _: _places(event.places), 10, most=60, flow="in {}"),
    ),
    lambda event, named: {
        "id": event.id,
        "first_day": str(event.when.first) if event.when else None,
        "last_day": str(event.when.last) if event.when else None,
        "action": event.action,
        "mode": event.mode,
        "status": event.status,
        "actors": "; ".join(event.actors),
        "actor_names": "; ".join(named.actor(id) for id in event.actors),
        "recipients": "; ".join(event.recipients),
        "recipient_names": "; ".join(named.actor(id) for id in event.recipients),
        "directed": event.directed,
        "thing": event.thing,
        "weapon": event.weapon,
        "acts_low": event.acts.low,
        "acts_high": event.acts.high,
        "killed_low": event.toll.killed.low,
        "killed_best": event.toll.killed.best,
        "killed_high": event.toll.killed.high,
        "injured_low": event.toll.injured.low,
        "injured_best": event.toll.injured.best,
        "injured_high": event.toll.injured.high,
        "places": _places(event.places),
        "attribution": event.attribution.says,
        "reports": "; ".join(event.reports),
    },
    "talion show ID opens the words behind one",
)


def _judged(link: Link, named: Named) -> str:
    return next((verdict for id in (link.id, *link.members) if (verdict := named.verdict(id))), "")


LINKS: Listing[Link] = Listing(
    "link",
    "links",
    (
        Column("id", lambda link, _: link.id, 13, is_id=True),
        Column("response", lambda link, named: named.event(link.response), 26),
        Column("answers", lambda link, named: named.event(link.trigger), 26, flow="answers {}"),
        Column("says who", lambda link, _: link.basis, 10),
        Column("p", lambda link, _: f"{link.probability:.2f}", 4, flow="probability {}", right=True),
        Column(
            "days",
            lambda link, _: "" if link.lag_days is None else str(link.lag_days),
            4,
            flow="after days: {}",
            right=True,
        ),
        Column("judged", _judged, 8, flow="judged: {}"),
    ),
    lambda link, named: {
        "id": link.id,
        "trigger": link.trigger,
        "response": link.response,
        "trigger_is": named.event(link.trigger),
        "response_is": named.event(link.response),
        "kind": link.kind,
        "basis": link.basis,
        "basis_means": said_basis(link),
        "probability": link.probability,
        "lag_days": link.lag_days,
        "speaker": link.speaker.name if link.speaker else None,
        "words": " … ".join(passage.quote for passage in link.evidence),
        "reasons": "; ".join(link.reasons),
        "judged": _judged(link, named),
    },
    'talion judge ID accept --by NAME --why "…" decides on one; inferred links are suggestions',
    names_events=True,
)


def _span(exchange: Exchange, named: Named) -> tuple[str, str]:
    spans = [named.events[id].when for id in exchange.events if id in named.events]
    days = [span for span in spans if span]
    return (str(min(span.first for span in days)), str(max(span.last for span in days))) if days else ("", "")


def _sides(exchange: Exchange, named: Named) -> str:
    who = [named.actors(named.events[id].actors) for id in exchange.events if id in named.events]
    return ", ".join(dict.fromkeys(who))


def _dead(exchange: Exchange, named: Named) -> str:
    dead = [named.events[id].toll.killed for id in exchange.events if id in named.events]
    known = [count for count in dead if count.is_known]
    return f"{sum(count.low or 0 for count in known)}+" if known else ""


EXCHANGES: Listing[Exchange] = Listing(
    "exchange",
    "exchanges",
    (
        Column("id", lambda exchange, _: exchange.id, 17, is_id=True),
        Column("from", lambda exchange, named: _span(exchange, named)[0], 10, flow="from {}"),
        Column("to", lambda exchange, named: _span(exchange, named)[1], 10, flow="to {}"),
        Column("acts", lambda exchange, _: str(len(exchange.events)), 4, flow="acts: {}", right=True),
        Column("who acted", _sides, 24),
        Column(
            "begins in our record with",
            lambda exchange, named: named.event(exchange.events[0]),
            24,
            flow="beginning in our record with {}",
        ),
        Column("killed", _dead, 6, flow="killed: {}"),
    ),
    lambda exchange, named: {
        "id": exchange.id,
        "first_day": _span(exchange, named)[0],
        "last_day": _span(exchange, named)[1],
        "acts": len(exchange.events),
        "who_acted": _sides(exchange, named),
        "events": "; ".join(exchange.events),
        "links": "; ".join(exchange.links),
    },
    "An exchange begins where our record begins, which is not who started it",
    names_events=True,
)

ACTORS: Listing[Actor] = Listing(
    "actor",
    "actors",
    (
        Column("id", lambda actor, _: actor.id, 16, is_id=True),
        Column("name", lambda actor, _: actor.name, 16),
        Column("kind", lambda actor, _: actor.kind, 8),
        Column("country", lambda actor, _: actor.country or "", 7),
        Column(
            "also called",
            lambda actor, _: ", ".join(name.text for name in actor.names if name.text != actor.name),
            20,
            most=90,
            flow="also {}",
        ),
        Column("", lambda actor, _: "named by a report only" if actor.provisional else "", 12),
    ),
    lambda actor, _: {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "country": actor.country,
        "also_called": "; ".join(name.text for name in actor.names if name.text != actor.name),
        "provisional": actor.provisional,
        "ucdp": actor.ucdp,
        "gw": actor.gw,
        "cow": actor.cow,
        "source": actor.source,
    },
    "talion relations tells what ties them",
)


def _source(source: str, named: Named) -> str:
    return named.cast.publication(source) if source in named.cast.reports else source


def _subject(tie: Relation, named: Named) -> str:
    if names := names_of_alias(tie):
        return names[0]
    return f"{tie.quantifier} {named.actor(tie.subject)}" if tie.quantifier else named.actor(tie.subject)


RELATIONS: Listing[Relation] = Listing(
    "relation",
    "relations",
    (
        Column("id", lambda tie, _: tie.id, 17, is_id=True),
        Column("who", _subject, 16),
        Column("tie", lambda tie, _: "also known as" if names_of_alias(tie) else tie.kind.replace("_", " "), 10),
        Column("whom", lambda tie, named: (names_of_alias(tie) or ("", named.actor(tie.object)))[1], 16),
        Column("since", lambda tie, _: _days(tie.since), 10, flow="since {}"),
        Column("until", lambda tie, _: _days(tie.until), 10, flow="until {}"),
        Column("", lambda tie, _: "" if tie.confidence == "sure" else tie.confidence, 8),
        Column("source", lambda tie, named: _source(tie.source, named), 20, most=110),
    ),
    lambda tie, named: {
        "id": tie.id,
        "subject": tie.subject,
        "subject_name": named.actor(tie.subject),
        "kind": tie.kind,
        "object": tie.object,
        "object_name": named.actor(tie.object),
        "since": str(tie.since) if tie.since else None,
        "until": str(tie.until) if tie.until else None,
        "quantifier": tie.quantifier,
        "confidence": tie.confidence,
        "said_by": tie.said_by,
        "note": tie.note,
        "source": tie.source,
        "words": tie.passage.quote if tie.passage else None,
    },
    "An empty day is not known; it does not mean always",
)

ASSESSMENTS: Listing[Assessment] = Listing(
    "assessment",
    "assessments",
    (
        Column("id", lambda one, _: one.id, 19, is_id=True),
        Column("who expects", lambda one, named: said_speaker(one.speaker, named.cast, one.passage.report), 16),
        Column("direction", lambda one, _: one.direction, 9),
        Column("of whom", lambda one, named: ", ".join(named.actor(id) for id in one.actors), 12),
        Column("in these words", lambda one, _: one.words, 26),
        Column("by", lambda one, _: str(one.horizon) if one.horizon else "", 10, flow="by {}"),
        Column("report", lambda one, named: named.cast.publication(one.passage.report), 14),
    ),
    lambda one, _: {
        "id": one.id,
        "speaker": one.speaker.name,
        "role": one.speaker.role,
        "affiliation": one.speaker.affiliation,
        "direction": one.direction,
        "actors": "; ".join(one.actors),
        "toward": "; ".join(one.toward),
        "words": one.words,
        "condition": one.condition,
        "hedge": one.hedge,
        "question": one.question,
        "made_on": str(one.made_on) if one.made_on else None,
        "horizon": str(one.horizon) if one.horizon else None,
        "report": one.passage.report,
    },
    "An expectation without a day cannot be scored until somebody sets one",
)

CLAIMS: Listing[Claim] = Listing(
    "claim",
    "claims",
    (
        Column("id", lambda claim, _: claim.id, 14, is_id=True),
        Column("who", lambda claim, named: said_speaker(claim.speaker, named.cast, claim.report), 16),
        Column("does", lambda claim, _: claim.stance, 8),
        Column("of the", lambda claim, _: claim.about, 6, flow="the {}"),
        Column("about", lambda claim, named: named.event(claim.event), 22),
        Column("words", lambda claim, _: claim.passage.quote, 26, most=160),
        Column("report", lambda claim, named: named.cast.publication(claim.report), 14),
    ),
    lambda claim, named: {
        "id": claim.id,
        "event": claim.event,
        "event_is": named.event(claim.event),
        "speaker": claim.speaker.name if claim.speaker else None,
        "speaker_actor": claim.speaker.actor if claim.speaker else None,
        "stance": claim.stance,
        "about": claim.about,
        "actors": "; ".join(claim.actors),
        "hedge": claim.hedge,
        "words": claim.passage.quote,
        "report": claim.report,
        "start": claim.passage.start,
        "end": claim.passage.end,
    },
    "Claims that disagree stand side by side in talion show EVENT",
    names_events=True,
)

REPORTS: Listing[Report] = Listing(
    "report",
    "reports",
    (
        Column("id", lambda report, _: report.id, 15, is_id=True),
        Column("day", lambda report, _: str(report.published) if report.published else "not found", 10),
        Column("known from", lambda report, _: report.published_because or "", 10),
        Column("outlet", lambda report, _: report.outlet or "", 14),
        Column("headline", lambda report, _: report.headline or report.text.strip()[:80], 24),
        Column("lang", lambda report, _: report.language or "?", 4),
    ),
    lambda report, _: {
        "id": report.id,
        "published": str(report.published) if report.published else None,
        "published_because": report.published_because,
        "outlet": report.outlet,
        "byline": report.byline,
        "headline": report.headline,
        "language": report.language,
        "original": report.original,
        "translated_by": report.translated_by,
        "url": report.url,
        "path": report.path,
        "media_type": report.media_type,
        "sha256": report.sha256,
        "notes": " ".join(report.notes),
    },
    "talion events --report ID lists what one says",
)

DOUBTS: Listing[Doubt] = Listing(
    "doubt",
    "doubts",
    (
        Column("id", lambda doubt, _: doubt.about, 15, is_id=True),
        Column("", lambda doubt, _: doubt.severity.value, 7),
        Column("about", lambda doubt, named: named.event(doubt.about), 22),
        Column("says", lambda doubt, named: doubt_in_words(doubt, named.cast), 30),
    ),
    lambda doubt, named: {
        "about": doubt.about,
        "about_is": named.event(doubt.about),
        "kind": doubt.kind,
        "severity": doubt.severity.value,
        "says": doubt.says,
    },
    "talion show ID opens what a doubt is about",
    names_events=True,
)

JUDGEMENTS: Listing[Judgement] = Listing(
    "judgement",
    "judgements",
    (
        Column("id", lambda one, _: one.about, 15, is_id=True),
        Column("at", lambda one, _: f"{one.at:%Y-%m-%d %H:%M}", 16),
        Column("by", lambda one, _: one.by, 10),
        Column("verdict", lambda one, _: one.verdict, 7),
        Column("why", lambda one, _: one.says, 20),
    ),
    lambda one, _: {
        "id": one.id,
        "about": one.about,
        "verdict": one.verdict,
        "by": one.by,
        "at": one.at.isoformat(),
        "why": one.says,
    },
    "talion undo ID --by NAME withdraws the latest of a person",
)

ESTIMATES: Listing[Estimate] = Listing(
    "number",
    "numbers",
    (
        Column("question", lambda one, named: named.cast.with_articles(one.question), 26),
        Column("value", lambda one, _: tell_estimate(one), 8),
        Column("interval", lambda one, _: tell_interval(one), 12),
        Column(
            "by chance",
            lambda one, _: "" if one.chance is None else tell_number(one, one.chance),
            9,
            flow="{} by chance",
        ),
        Column("n", lambda one, _: str(one.n), 3, flow="n = {}", right=True),
        Column("but", lambda one, named: named.cast.with_articles("; ".join(one.caveats)), 24),
    ),
    lambda one, _: {
        "question": one.question,
        "value": one.value,
        "low": one.low,
        "high": one.high,
        "level": one.level,
        "unit": one.unit,
        "n": one.n,
        "chance": one.chance,
        "within_days": one.within_days,
        "how": one.how,
        "caveats": "; ".join(one.caveats),
        "selection": one.selection.says,
    },
    "A number is about these events and these days, and says nothing of motive",
)

PASSAGES: Listing[Passage] = Listing(
    "passage",
    "passages",
    (
        Column("id", lambda passage, _: passage.report, 15, is_id=True),
        Column("report", lambda passage, named: named.cast.publication(passage.report), 20),
        Column("words", lambda passage, _: passage.quote, 40),
    ),
    lambda passage, named: {
        "id": passage.id,
        "report": passage.report,
        "publication": named.cast.publication(passage.report),
        "start": passage.start,
        "end": passage.end,
        "words": passage.quote,
    },
    "talion events --report ID lists what a report says",
)
