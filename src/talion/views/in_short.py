"""The first lines of a brief: the period, the acts, the dead, the links, and what is not known."""

from collections.abc import Sequence
from datetime import date

from talion.pipeline.dossier import Dossier
from talion.records import Count, DateSpan, Event
from talion.views import day_words, lanes, sentences, toll_words, wordings
from talion.views.sentences import Cast, Run, Sentence, counted


def in_short(dossier: Dossier, cast: Cast) -> tuple[Sentence, ...]:
    """Three to six sentences that sum a dossier up.

    They tell of reports and period, acts by side, deaths, links by basis, and what cannot be told.
    """
    if not dossier.events:
        return ()
    force = [event for event in dossier.events if event.is_deed and event.is_force]
    told = [
        _short_of_period(dossier),
        _short_of_acts(dossier, force, cast),
        _short_of_deaths(force),
        _short_of_links(dossier),
        _short_of_the_unknown(dossier, force),
    ]
    return tuple(Sentence((Run(words[:1].upper() + words[1:] + "."),)) for words in told if words)


def _short_of_period(dossier: Dossier) -> str:
    n = len(dossier.reports)
    words = f"{counted(n, 'report')} {'tells' if n == 1 else 'tell'} of {counted(len(dossier.events), 'event')}"
    period = period_of(dossier.events)
    if not period:
        return words + ", none of them with a day"
    return (
        f"{words}; the picture of those with a known day runs from {period}"
        if " to " in period
        else (f"{words}; those with a known day are of {period}")
    )


def period_of(events: Sequence[Event]) -> str:
    """The days that the acts span, in words; empty where none has a day."""
    drawn, _ = lanes.drawable(events)
    spans = [event.when for event in drawn if event.when]
    if not spans:
        return ""
    first, last = min(span.first for span in spans), max(span.last for span in spans)
    return day_words.said_span(DateSpan(first, last))


def _short_of_acts(dossier: Dossier, force: Sequence[Event], cast: Cast) -> str:
    by_side = [(lane.name, sum(lanes.side_of(dossier, event) is lane for event in force)) for lane in dossier.lanes]
    said = [f"{counted(n, 'act')} of force by {_with_article(name, cast)}" for name, n in by_side if n]
    others = len(force) - sum(n for _, n in by_side)
    if others:
        said.append(
            f"{counted(others, 'act')} of force whose perpetrator is unknown, only blamed, or outside the sides"
        )
    talk = sum(wordings.is_word(event) for event in dossier.events)
    measures = sum(event.is_deed and not event.is_force and not wordings.is_word(event) for event in dossier.events)
    beside = [f"{counted(measures, 'measure')} without force"] if measures else []
    beside += [counted(talk, "threat, demand or other word", "threats, demands and other words")] if talk else []
    if not said:
        return f"They tell of no act of force, but of {sentences.listed(beside)}" if beside else ""
    return f"They tell of {sentences.listed(said)}" + (f", beside {sentences.listed(beside)}" if beside else "")


def _short_of_deaths(force: Sequence[Event]) -> str:
    if not force:
        return ""
    counts = [event.toll.killed for event in force]
    known = [count for count in counts if count.is_known]
    if not known:
        return "No report gives a count of dead, which is not zero"
    missing = len(counts) - len(known)
    beside = f"; for {counted(missing, 'act')} no count is given, which is not zero" if missing else ""
    surely = _dead_of_days([event for event in force if event.toll.killed.is_known])
    low = sum(count.low or 0 for count in known)
    if surely < low:
        return (
            f"At least {surely} people were killed: of acts told for the same day only the one with most dead counts, "
            "since reports may tell one act twice, and acts without a day are left out "
            f"({low} over all {len(known)} acts whose dead are counted){beside}"
        )
    # One open count leaves the sum open: nobody said where it ends.
    high = None if any(count.high is None for count in known) else sum(count.high or 0 for count in known)
    dead = toll_words.said_count(Count(low, None, high))
    who = "nobody was" if high == 0 else f"{dead} person was" if low == high == 1 else f"{dead} people were"
    return f"{who} killed in the {counted(len(known), 'act')} whose dead are counted{beside}"


def _dead_of_days(acts: Sequence[Event]) -> int:
    """How many died at the least, if acts told for one day may be one act; rows of a data set are acts apart."""
    of_day: dict[tuple[date, date], int] = {}
    rows = 0
    for act in acts:
        low = act.toll.killed.low or 0
        if act.origin is not None:
            rows += low
        elif act.when is not None:
            span = (act.when.first, act.when.last)
            of_day[span] = max(of_day.get(span, 0), low)
    return rows + sum(of_day.values())


def _short_of_links(dossier: Dossier) -> str:
    rejected = lanes.rejected_links(dossier.judgements)
    kept = [link for link in dossier.links if link.id not in rejected]
    if not kept:
        return "No link from an act to its answer was found"
    words = {
        "declared": "declared by the side that acted",
        "attributed": "reported by somebody else",
        "inferred": "inferred by us from order, sides and days, and stated by nobody",
    }
    bases = [(basis, sum(link.basis == basis for link in kept)) for basis in words]
    said = [f"{_count_word(n)} {'is' if n == 1 else 'are'} {words[basis]}" for basis, n in bases if n]
    thrown = sum(link.id in rejected for link in dossier.links)
    more = f"; {_count_word(thrown)} more {'was' if thrown == 1 else 'were'} rejected by a person" if thrown else ""
    return f"Of {counted(len(kept), 'link')} from an act to its answer, {sentences.listed(said)}{more}"


def _count_word(n: int) -> str:
    return counted(n, "", " ").strip()


def _short_of_the_unknown(dossier: Dossier, force: Sequence[Event]) -> str:
    dark = []
    if undated := sum(event.when is None for event in dossier.events):
        dark.append(f"the day of {counted(undated, 'event')}")
    if nobody := sum(not event.actors for event in force):
        dark.append(f"who did {counted(nobody, 'act')} of force")
    if cannot := sum(estimate.value is None for estimate in dossier.estimates):
        dark.append(f"{counted(cannot, 'measure')} for which the cases do not suffice")
    return f"What cannot be told: {sentences.listed(dark)}" if dark else ""


def _with_article(name: str, cast: Cast) -> str:
    known = next((actor.id for actor in cast.actors.values() if actor.name == name), None)
    return cast.name(known) if known else name
