"""What stands in a brief, section by section, before a page is laid out: the same for HTML, text and print."""

import re
import shlex
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from talion.pipeline.dossier import Dossier
from talion.records import (
    Assessment,
    Claim,
    DateSpan,
    Doubt,
    Estimate,
    Event,
    Exchange,
    Judgement,
    Link,
    Mark,
    Passage,
    Relation,
    Report,
    Severity,
)
from talion.views import day_words, lags_and_tolls, lanes, sentences, telling, wordings
from talion.views.in_short import in_short, period_of
from talion.views.sections import (
    Chain,
    Contents,
    Day,
    Difference,
    DoubtEntry,
    Expectation,
    Item,
    LinkEntry,
    Measure,
    Quote,
    Row,
    Segment,
    Source,
    Step,
    Tie,
)
from talion.views.sentences import Cast, Run, Sentence, counted

# How much a brief shows before it says what it leaves out; the JSON of a brief holds everything.
EVENTS_SHOWN, LINKS_SHOWN, RELATIONS_SHOWN, ASSESSMENTS_SHOWN = 250, 150, 120, 80
CHAINS_SHOWN, STEPS_SHOWN = 40, 40
DOUBTS_SHOWN, SOURCES_SHOWN, DIFFERENCES_SHOWN, QUOTES_SHOWN = 100, 400, 60, 4
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "ckb", "sd", "ug", "yi", "dv", "syr", "arc"})


class _Notes:
    """The passages that a brief quotes, numbered in the order in which a reader meets them."""

    def __init__(self, dossier: Dossier) -> None:
        self.reports = {report.id: report for report in dossier.reports}
        self.numbers: dict[tuple[str, int, int], int] = {}
        self.quotes: list[Quote] = []

    def quote(self, passage: Passage, marks: Iterable[Mark] = ()) -> Quote:
        report = self.reports.get(passage.report)
        key = (passage.report, passage.start, passage.end)
        is_new = key not in self.numbers
        number = self.numbers.setdefault(key, len(self.numbers) + 1)
        language = (report.language if report else None) or "und"
        quote = Quote(
            number,
            passage.report,
            (report.outlet or report.headline or report.path or report.id) if report else passage.report,
            _published(report),
            language,
            "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr",
            report.sha256 if report else "",
            f"characters {passage.start:,} to {passage.end:,}",
            segments_of(passage, marks),
        )
        if is_new:
            self.quotes.append(quote)
        return quote


def _published(report: Report | None) -> str:
    return day_words.said_day(report.published, weekday=False) if report and report.published else "date not found"


def segments_of(passage: Passage, marks: Iterable[Mark]) -> tuple[Segment, ...]:
    """The passage cut where marks begin and end; each stretch knows every mark that covers it."""
    inside = [
        (mark.passage.start - passage.start, mark.passage.end - passage.start, sentences.category_of(mark.what))
        for mark in marks
        if passage.holds(mark.passage)
    ]
    cuts = sorted({0, len(passage.quote), *(a for a, _, _ in inside), *(b for _, b, _ in inside)})
    stretches = [
        (start, end, sorted({category for a, b, category in inside if a <= start and end <= b}))
        for start, end in pairwise(cuts)
    ]
    segments = []
    for n, (start, end, tells) in enumerate(stretches):
        after = stretches[n + 1][2] if n + 1 < len(stretches) else []
        label = ", ".join(category for category in tells if category not in after)
        plain = tuple(category for category in tells if category != "link")
        segments.append(Segment(passage.quote[start:end], plain, "link" in tells, label))
    return tuple(segments)


def contents_of(dossier: Dossier) -> Contents:
    """Everything a brief says about a dossier, each list cut to what a reader can use, with what was left out."""
    cast = Cast(dossier.actors, dossier.reports)
    notes = _Notes(dossier)
    shown, left = chosen_events(dossier)
    where = _where(dossier, shown)
    named = {event.id: telling.name_event(event, cast) for event in dossier.events}
    ids = {event.id for event in shown}
    rejected = lanes.rejected_links(dossier.judgements)
    judged = _judged(dossier.judgements)
    dated = [event for event in shown if event.when]
    doubts_of: dict[str, list[str]] = {}
    for doubt in dossier.doubts:
        doubts_of.setdefault(doubt.about, []).append(telling.doubt_in_words(doubt, cast))
    claims_of: dict[str, list[Claim]] = {}
    for claim in dossier.claims:
        claims_of.setdefault(claim.event, []).append(claim)
    into: dict[str, list[Link]] = {}
    out_of: dict[str, list[Link]] = {}
    for link in dossier.links:
        if link.id not in rejected:
            into.setdefault(link.response, []).append(link)
            out_of.setdefault(link.trigger, []).append(link)

    def item(event: Event, *, with_day: bool) -> Item:
        side, side_class = where[event.id]
        claims = claims_of.get(event.id, [])
        own_links = [*into.get(event.id, []), *out_of.get(event.id, [])]
        marks = [*event.marks, *(m for c in claims for m in c.marks), *(m for k in own_links for m in k.marks)]
        passages = list(dict.fromkeys([*event.passages, *(claim.passage for claim in claims)]))
        passages = [p for p in passages if not any(q != p and q.holds(p) for q in passages)]
        lost = [m.passage for m in event.marks if not any(p.holds(m.passage) for p in passages)]
        passages += [around for p in lost if (around := _around(p, notes)) and around not in passages]
        return Item(
            event.id, lanes.anchor(event.id), telling.tell_event(event, cast, with_day=with_day),
            telling.tell_attribution(event, cast), side, side_class, wordings.is_word(event),
            len(set(event.reports)) <= 1, event.when_because,
            tuple(notes.quote(p, marks) for p in dict.fromkeys(passages[:QUOTES_SHOWN])),
            (*_sayers(claims, cast), *_each_once(telling.tell_claim(c, cast) for c in claims if _adds(c, event))),
            _ends([(k.trigger, k.basis) for k in into.get(event.id, ())], named, ids),
            _ends([(k.response, k.basis) for k in out_of.get(event.id, ())], named, ids),
            tuple(doubts_of.get(event.id, ())), judged.get(event.id, ()), _how(event, len(passages)),
        )  # fmt: skip

    days: list[Day] = []
    for event in dated:
        heading = day_words.said_span(event.when, weekday=True) if event.when else ""
        entry = item(event, with_day=bool(event.when and not event.when.is_one_day))
        if days and days[-1].heading == heading:
            days[-1] = Day(heading, (*days[-1].items, entry))
        else:
            days.append(Day(heading, (entry,)))
    undated = tuple(item(event, with_day=True) for event in shown if not event.when)
    links, links_left = _links(dossier, cast, notes, named, ids, rejected, judged)
    ties, ties_left = _ties(dossier, cast, notes)
    differences, differences_left = _differences(dossier, cast, notes, named, ids)
    expectations, expectations_left = _expectations(dossier, cast, notes)
    doubts, doubts_left = _doubts(dossier, cast, named, ids)
    sources, sources_left = _sources(dossier, notes)
    _, not_drawn = lanes.drawable(shown)
    return Contents(
        title=dossier.title,
        asks=dossier.selection.says,
        as_of=dossier.selection.as_of.isoformat() if dossier.selection.as_of else None,
        printed_on=dossier.made.printed_on,
        period=period_of(dossier.events),
        short=in_short(dossier, cast),
        is_empty=not dossier.events,
        sides=tuple(dict.fromkeys(where[event.id] for event in shown)),
        days=tuple(days),
        undated=undated,
        events_left_out=_left_out(left, "event", "talion events", dossier) if left else None,
        shown=tuple(event.id for event in shown),
        rows=tuple(_row(event, where, into, named) for event in shown),
        not_drawn=tuple(
            (named[event.id], lanes.anchor(event.id), why)
            for event, why in sorted(not_drawn, key=lambda p: (p[0].when.first if p[0].when else date.max, p[0].id))
        ),
        links=links,
        links_left_out=_left_out(links_left, "link", "talion links", dossier) if links_left else None,
        chains=tuple(_chain(exchange, dossier, named, where, ids) for exchange in dossier.exchanges[:CHAINS_SHOWN]),
        chains_left_out=(
            _left_out(len(dossier.exchanges) - CHAINS_SHOWN, "exchange", "talion exchanges", dossier)
            if len(dossier.exchanges) > CHAINS_SHOWN else None
        ),
        measures=tuple(_measure(estimate, cast) for estimate in dossier.estimates),
        ties=ties,
        ties_left_out=_left_out(ties_left, "tie", "talion actors", dossier) if ties_left else None,
        differences=differences,
        differences_left_out=(
            _left_out(differences_left, "disagreement", "talion brief --format json", dossier)
            if differences_left else None
        ),
        expectations=expectations,
        expectations_left_out=(
            _left_out(expectations_left, "expectation", "talion assessments", dossier) if expectations_left else None
        ),
        threats=tuple(
            (telling.tell_event(event, cast).text, lanes.anchor(event.id), _came(event, out_of, named))
            for event in shown if wordings.is_word(event) or event.action == "SANCTION"
        ),
        doubts=doubts,
        doubts_left_out=_left_out(doubts_left, "doubt", "talion brief --format json", dossier) if doubts_left else None,
        sources=sources,
        sources_left_out=(
            _left_out(sources_left, "report", "talion brief --format json", dossier) if sources_left else None
        ),
        made=_made(dossier),
        quotes=tuple(notes.quotes),
    )  # fmt: skip


def chosen_events(dossier: Dossier) -> tuple[tuple[Event, ...], int]:
    """The events that a brief shows, in their order, and how many it leaves out.

    Where there are too many, those with links, deaths and several reports come first.
    """
    events = dossier.events
    if len(events) <= EVENTS_SHOWN:
        return events, 0
    weight = {event.id: min(event.toll.killed.point or 0, 400) ** 0.5 + 0.5 * len(event.reports) for event in events}
    for link in dossier.links:
        worth = 3.0 if link.basis != "inferred" else link.probability
        for end in (link.trigger, link.response):
            if end in weight:
                weight[end] += worth
    best = {e.id for e in sorted(events, key=lambda e: (-weight[e.id], e.id))[:EVENTS_SHOWN]}
    return tuple(event for event in events if event.id in best), len(events) - EVENTS_SHOWN


def _left_out(n: int, one: str, command: str, dossier: Dossier) -> str:
    asked = dossier.selection
    words = [command]
    if asked.between:
        words.append(f"--between {shlex.quote(asked.between[0])} {shlex.quote(asked.between[1])}")
    for flag, value in (("actor", asked.actor), ("recipient", asked.recipient), ("since", asked.since),
                        ("until", asked.until), ("place", asked.place), ("as-of", asked.as_of)):  # fmt: skip
        if value:
            words.append(f"--{flag} {shlex.quote(str(value))}")
    more = f"{n:,} more {one}{'' if n == 1 else 's'}"
    return f"{more} {'is' if n == 1 else 'are'} not shown here. This lists all: {' '.join(words)}"


def _where(dossier: Dossier, events: Sequence[Event]) -> dict[str, tuple[str, str]]:
    """The side of each event and the style class of its lane in the picture."""
    names, _ = lanes.lanes_of(dossier, events)
    out = {}
    for event in events:
        side = lanes.side_of(dossier, event)
        if side is not None:
            out[event.id] = (side.name, lanes.lane_class(names.index(side.name), names))
        elif event.actors and event.directed and event.attribution.says != "blamed":
            out[event.id] = ("Outside the sides", "s-unknown")
        else:
            out[event.id] = ("Perpetrator unknown" if event.directed else "Direction not known", "s-unknown")
    return out


def _is_bare(claim: Claim) -> bool:
    """Whether a claim says no more than that the act happened: many such are told in one line."""
    return claim.about == "act" and claim.stance in {"asserts", "confirms"} and not claim.words and not claim.hedge


def _sayers(claims: Sequence[Claim], cast: Cast) -> tuple[Sentence, ...]:
    told = telling.said_by((c.speaker for c in claims if c.speaker and _is_bare(c)), cast)
    return (Sentence((Run(f"That it happened is said by {told}."),)),) if told else ()


def _each_once(sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """Sentences without those that say the same again, from other words."""
    told: dict[str, Sentence] = {}
    for sentence in sentences:
        told.setdefault(sentence.text, sentence)
    return tuple(told.values())


def _adds(claim: Claim, event: Event) -> bool:
    """Whether a claim says more than the sentence and the lines on who did it."""
    if claim.about == "actor" and event.attribution.blames:
        return False
    if _is_bare(claim):
        return False
    return claim.speaker is not None or claim.about == "toll"


def _ends(links: Sequence[tuple[str, str]], named: dict[str, str], shown: set[str]) -> tuple[tuple[str, str, str], ...]:
    return tuple((named[event], _go(event, shown), basis) for event, basis in links if event in named)


def _go(event: str, shown: set[str]) -> str:
    return lanes.anchor(event) if event in shown else ""


def _around(passage: Passage, notes: _Notes) -> Passage | None:
    """The line in which a marked word stands, for a mark outside the event's own passages (a date in a caption)."""
    report = notes.reports.get(passage.report)
    if report is None or report.text[passage.start : passage.end] != passage.quote:
        return None
    start = report.text.rfind("\n", 0, passage.start) + 1
    end = report.text.find("\n", passage.end)
    end = len(report.text) if end < 0 else end
    return report.passage(max(start, passage.start - 160), min(end, passage.end + 160))


def _how(event: Event, passages: int) -> str:
    told = []
    if event.score is not None:
        told.append(f"read with a score of {event.score:.2f}")
    if event.by_rule:
        told.append(f"by the rule “{event.by_rule}”")
    if len(event.members) > 1:
        told.append(f"weighed from {counted(len(event.members), 'record')} of the same act")
    if passages > QUOTES_SHOWN:
        told.append(f"{passages - QUOTES_SHOWN} more passages: talion show {event.id}")
    return "; ".join(told)


def _judged(judgements: Sequence[Judgement]) -> dict[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    verbs = {"accept": "accepted", "reject": "rejected", "unsure": "unsure", "correct": "corrected"}
    for judgement in sorted(judgements, key=lambda j: (j.at, j.id)):
        why = f": {judgement.says}" if judgement.says else ""
        day = day_words.said_day(judgement.at.date(), weekday=False)
        said = f"{verbs[judgement.verdict]} by {judgement.by} on {day}"
        out[judgement.about] = (*out.get(judgement.about, ()), said + why)
    return out


def _links(
    dossier: Dossier,
    cast: Cast,
    notes: _Notes,
    named: dict[str, str],
    shown: set[str],
    rejected: frozenset[str],
    judged: dict[str, tuple[str, ...]],
) -> tuple[tuple[LinkEntry, ...], int]:
    events = {event.id: event for event in dossier.events}
    rank = {"declared": 0, "attributed": 1, "inferred": 2}
    known = [link for link in dossier.links if link.trigger in events and link.response in events]
    ranked = sorted(known, key=lambda k: (k.id in rejected, rank[k.basis], -k.probability, k.id))
    entries = tuple(
        LinkEntry(
            telling.tell_link(link, events, cast), link.basis, f"{link.probability:.2f}", _lag(link),
            _go(link.trigger, shown), _go(link.response, shown), named[link.trigger], named[link.response],
            tuple(notes.quote(p, link.marks) for p in link.evidence[:QUOTES_SHOWN]), judged.get(link.id, ()),
            link.id in rejected,
        )
        for link in ranked[:LINKS_SHOWN]
    )  # fmt: skip
    return entries, max(0, len(known) - LINKS_SHOWN)


def _chain(
    exchange: Exchange,
    dossier: Dossier,
    named: dict[str, str],
    where: dict[str, tuple[str, str]],
    shown: set[str],
) -> Chain:
    """The acts of an exchange in the order of their days, and which earlier one each of them answers."""
    acts = [event for event in exchange.events if event in named]
    places = {event: n for n, event in enumerate(acts, start=1)}
    inside = [
        link for link in dossier.links if link.id in exchange.links and {link.trigger, link.response} <= set(acts)
    ]
    spans = [event.when for event in dossier.events if event.id in places and event.when]
    period = DateSpan(min(span.first for span in spans), max(span.last for span in spans)) if spans else None
    steps = tuple(
        Step(
            places[event], named[event], _go(event, shown), *where.get(event, ("", "s-unknown")),
            tuple(
                (places[link.trigger], link.basis, _lag(link))
                for link in sorted(inside, key=lambda link: (places[link.trigger], link.basis))
                if link.response == event
            ),
        )
        for event in acts[:STEPS_SHOWN]
    )  # fmt: skip
    more = len(acts) - STEPS_SHOWN
    return Chain(
        exchange.id,
        counted(len(acts), "act") + (f", {day_words.said_span(period)}" if period else ", no day given"),
        steps,
        f"{counted(more, 'more act')} of this exchange: talion show {exchange.id}" if more > 0 else None,
    )


def _lag(link: Link) -> str:
    if link.lag_days is None:
        return "days between not known"
    return "the same day" if link.lag_days == 0 else f"after {counted(link.lag_days, 'day')}"


def _ties(dossier: Dossier, cast: Cast, notes: _Notes) -> tuple[tuple[Tie, ...], int]:
    # A group has one founding; sources that name two stand against each other. It may well have two backers.
    single = {"founded_by", "led_by", "split_from", "renamed", "integrated_into"}
    groups: dict[tuple[str, str, str], list[Relation]] = {}
    for relation in dossier.relations:
        other = "" if relation.kind in single else relation.object
        groups.setdefault((relation.subject, relation.kind, other), []).append(relation)
    order = sorted(groups, key=lambda k: (cast.name(k[0]).removeprefix("the ").casefold(), k))
    ties = []
    for key in order:
        told = groups[key]
        # "2009" and "2 July 2009" agree; a source without a day disagrees with nobody.
        days = [relation.since for relation in told if relation.since]
        differs = len({relation.object for relation in told}) > 1 or any(
            one.meet(other) is None for one in days for other in days
        )
        for relation in sorted(told, key=lambda r: (r.object, str(r.since), r.source, r.id)):
            is_report = relation.source in cast.reports
            ties.append(Tie(
                telling.tell_relation(relation, cast),
                cast.publication(relation.source) if is_report else relation.source,
                relation.source if is_report else None,
                differs or relation.confidence == "disputed",
                None if telling.names_of_alias(relation) else relation.note,
                notes.quote(relation.passage, relation.marks) if relation.passage else None,
            ))  # fmt: skip
    return tuple(ties[:RELATIONS_SHOWN]), max(0, len(ties) - RELATIONS_SHOWN)


_ABOUT = {"toll": "how many", "actor": "who did it", "act": "whether it happened", "reason": "why", "day": "when",
          "place": "where", "effect": "what it did", "intent": "what was meant"}  # fmt: skip


def _differences(
    dossier: Dossier, cast: Cast, notes: _Notes, named: dict[str, str], shown: set[str]
) -> tuple[tuple[Difference, ...], int]:
    told: dict[tuple[str, str], list[Claim]] = {}
    for claim in dossier.claims:
        if claim.event in named:
            told.setdefault((claim.event, claim.about), []).append(claim)
    out: list[Difference] = []
    for (event, about), claims in told.items():
        if not _differ(about, claims):
            continue
        strip = lags_and_tolls.toll_strip(lags_and_tolls.claimed_tolls(event, claims, cast), key=f"toll-{len(out)}")
        sayings = {telling.tell_claim(claim, cast): notes.quote(claim.passage, claim.marks) for claim in claims}
        out.append(Difference(named[event], _go(event, shown) or None, _ABOUT[about], tuple(sayings.items()), strip))
    return tuple(out[:DIFFERENCES_SHOWN]), max(0, len(out) - DIFFERENCES_SHOWN)


def _differ(about: str, claims: Sequence[Claim]) -> bool:
    stances = {"denies" if claim.stance == "denies" else "asserts" for claim in claims}
    if len(stances) > 1:
        return True
    if about == "toll":
        return len({claim.toll.killed for claim in claims if claim.toll and claim.toll.killed.is_known}) > 1
    if about == "actor":
        return len({claim.actors for claim in claims if claim.actors}) > 1
    if about == "day":
        return len({claim.when for claim in claims if claim.when}) > 1
    if about in {"reason", "intent"}:
        return len({claim.speaker.name if claim.speaker else "" for claim in claims}) > 1
    return False


def _expectations(dossier: Dossier, cast: Cast, notes: _Notes) -> tuple[tuple[Expectation, ...], int]:
    out = tuple(_expectation(assessment, cast, notes) for assessment in dossier.assessments[:ASSESSMENTS_SHOWN])
    return out, max(0, len(dossier.assessments) - ASSESSMENTS_SHOWN)


def _expectation(told: Assessment, cast: Cast, notes: _Notes) -> Expectation:
    of = cast.names(told.actors) or "not said"
    if told.toward:
        of += f", toward {cast.names(told.toward)}"
    horizon = day_words.said_day(told.horizon, weekday=False) if told.horizon else "no day given: cannot be scored yet"
    more = telling.speaker_is(told.speaker)
    words = f"“{' '.join(told.words.split())}”" + (f" (hedged: “{told.hedge}”)" if told.hedge else "")
    return Expectation(told.speaker.name, more or "–", of, telling.DIRECTION_WORDS[told.direction], words,
                       told.condition or "–", horizon, notes.quote(told.passage, told.marks))  # fmt: skip


def _came(event: Event, out_of: dict[str, list[Link]], named: dict[str, str]) -> str:
    links = [k for k in out_of.get(event.id, ()) if k.kind == "carries_out" and k.response in named]
    done = [named[k.response] for k in links if k.basis != "inferred"]
    likely = [
        f"Nobody says so, but it was carried out, with a probability of {k.probability:.2f}, by {named[k.response]}."
        for k in links
        if k.basis == "inferred" and k.probability >= 0.5
    ]
    return " ".join(([f"Carried out by {sentences.listed(done)}."] if done else []) + likely)


def _doubts(dossier: Dossier, cast: Cast, named: dict[str, str], shown: set[str]) -> tuple[tuple[DoubtEntry, ...], int]:
    weight = {Severity.WARNING: 0, Severity.DOUBT: 1, Severity.NOTE: 2}
    reports = {report.id for report in dossier.reports}
    told: dict[tuple[int, str], list[Doubt]] = {}
    for doubt in sorted(dossier.doubts, key=lambda d: weight[d.severity]):
        told.setdefault((weight[doubt.severity], telling.doubt_in_words(doubt, cast)), []).append(doubt)

    def entry(says: str, doubts: Sequence[Doubt]) -> DoubtEntry:
        about = dict.fromkeys(
            (named.get(d.about, "a report" if d.about in reports else ""),
             _go(d.about, shown) or (d.about if d.about in reports else ""))
            for d in doubts
        )  # fmt: skip
        return DoubtEntry(doubts[0].severity.value, says, tuple(pair for pair in about if pair[0]))

    entries = [entry(says, doubts) for (_, says), doubts in told.items()]
    return tuple(entries[:DOUBTS_SHOWN]), max(0, len(entries) - DOUBTS_SHOWN)


def _sources(dossier: Dossier, notes: _Notes) -> tuple[tuple[Source, ...], int]:
    quoted = {quote.report for quote in notes.quotes}
    # Every source that a note quotes must stand on the page, or its link leads nowhere.
    first = [report for report in dossier.reports if report.id in quoted]
    rest = [report for report in dossier.reports if report.id not in quoted]
    kept = {report.id for report in (first + rest)[: max(SOURCES_SHOWN, len(first))]}
    out = [_source(report) for report in dossier.reports if report.id in kept]
    return tuple(out), len(dossier.reports) - len(out)


_FOUND = {"metadata": "in the page's metadata", "caption": "in a caption", "dateline": "in the dateline",
          "given": "given by the user", "url": "in the address", "file name": "in the name of the file"}  # fmt: skip


def _source(report: Report) -> Source:
    aside = sum(part.end - part.start for part in report.parts if part.kind == "boilerplate")
    language = report.language or "und"
    because = report.published_because
    return Source(
        report.id, report.outlet or "outlet not given", report.headline or "", _published(report),
        _FOUND.get(because, because) if because else "", language,
        "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr", report.sha256,
        f"{aside:,} characters of boilerplate set aside" if aside else "nothing set aside",
        report.url if report.url and re.match(r"https?://", report.url, re.IGNORECASE) else None,
        report.path,
        f"translated by {report.translated_by or 'somebody not named'}" if report.original or report.translated_by
        else None,
    )  # fmt: skip


def _measure(estimate: Estimate, cast: Cast) -> Measure:
    within = f"{estimate.within_days:g} days" if estimate.within_days is not None else "–"
    return Measure(
        cast.with_articles(estimate.question), telling.tell_estimate(estimate), telling.tell_interval(estimate),
        estimate.n, within, telling.tell_number(estimate, estimate.chance),
        tuple(cast.with_articles(caveat) for caveat in estimate.caveats), estimate.selection.says, estimate.how,
    )  # fmt: skip


def _row(event: Event, where: dict[str, tuple[str, str]], into: dict[str, list[Link]], named: dict[str, str]) -> Row:
    answers = [f"{named[k.trigger]} ({k.basis})" for k in into.get(event.id, ()) if k.trigger in named]
    return Row(
        day_words.said_span(event.when) if event.when else "not given", where[event.id][0], named[event.id],
        lanes.anchor(event.id), str(event.toll.killed) if event.toll.killed.is_known else "not given",
        len(set(event.reports)), "; ".join(answers) or "–",
    )  # fmt: skip


def _made(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    made = dossier.made
    rows = [
        ("Version", f"Talion {made.version}"), ("Read by", made.coder), ("Command", made.command), ("Case", made.case),
        ("Printed on", made.printed_on), ("Selection", dossier.selection.says),
    ]  # fmt: skip
    if dossier.selection.as_of:
        rows.append(("As the case stood on", dossier.selection.as_of.isoformat()))
    return (*rows, *((f"Option {name}", value) for name, value in made.options))
