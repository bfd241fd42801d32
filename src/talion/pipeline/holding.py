"""What a case held on a day, its records brought together: acts over reports, links and claims about those acts."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Protocol

from talion.codebook.registry import Registry
from talion.coding.events.weigh import Weighed, weigh
from talion.ledger.ledger import Ledger
from talion.linking.unite import unite_links
from talion.pipeline.correcting import corrected
from talion.pipeline.sides import Sides
from talion.records import BASES, Claim, Coded, Doubt, Event, Judgement, Link, Match, Report


class ReportCoder(Protocol):
    """What turns a report into records."""

    @property
    def version(self) -> str:
        """Which coder this is; another version is another coder."""

    def code(self, report: Report) -> Coded:
        """The records that the report yields."""


class OpenCase(Protocol):
    """What a step needs of a case."""

    @property
    def ledger(self) -> Ledger:
        """What is held."""

    @property
    def known_actors(self) -> Registry:
        """Who is who whatever the reports of the case say."""

    def registry_as_of(self, as_of: date | None) -> Registry:
        """Who was who at the end of a day (now, without one), the actors that reports of the case name included."""

    @property
    def coder(self) -> ReportCoder:
        """Who reads."""

    @property
    def make_coder(self) -> Callable[[], ReportCoder]:
        """What makes such a coder in another process, and hence can be pickled."""

    def holding(self, *, as_of: date | None = None, with_rejected: bool = False) -> "Holding":
        """What the case held at the end of a day, brought together once for as long as nothing is written."""


class Holding:
    """What a case held at the end of a day (now, without one), each part worked out when first asked for.

    Records that a person rejected, and whose rejection stands, are left out unless `with_rejected`. Of several
    judgements on one record the latest counts, whoever made it.
    """

    def __init__(
        self,
        case: OpenCase,
        *,
        as_of: date | None = None,
        with_rejected: bool = False,
        parties: Mapping[str, frozenset[str]] | None = None,
        without_reports: frozenset[str] = frozenset(),
    ) -> None:
        """`parties` narrows the acts to those with one of these actors on a side ("actor", "recipient"), or to those
        between two ("one", "other"), and what a match or a link ties to them: a dyad out of a million events.
        `without_reports` leaves out these reports and whatever record rests on one of them.
        """
        self._without = without_reports
        self._case = case
        self._parties = parties
        self.as_of = as_of
        self._with_rejected = with_rejected

    @cached_property
    def reports(self) -> dict[str, Report]:
        """The reports by id, in the order of their days."""
        return {report.id: report for report in self._case.ledger.reports(self.as_of) if report.id not in self._without}

    @cached_property
    def registry(self) -> Registry:
        """Who is who."""
        return self._case.registry_as_of(self.as_of)

    @cached_property
    def sides(self) -> Sides:
        """Who counts as whom."""
        return Sides(self.registry)

    @cached_property
    def verdicts(self) -> dict[str, str]:
        """The verdict that stands on each record that was judged."""
        return {about: judgement.verdict for about, judgement in self._standing.items()}

    @cached_property
    def _standing(self) -> dict[str, Judgement]:
        stored = self._case.ledger.judgements(self.as_of)
        return {judgement.about: judgement for judgement in sorted(stored, key=lambda one: one.at)}

    @cached_property
    def records(self) -> list[Event]:
        """Events of single reports."""
        found = self._case.ledger.events(as_of=self.as_of) if self._parties is None else self._of_parties(self._parties)
        kept = [event for event in found if self._is_kept(event.id) and self._without.isdisjoint(event.reports)]
        if "correct" not in self.verdicts.values():
            return kept
        judged = self._standing
        return [
            corrected(event, judged[event.id]) if self.verdicts.get(event.id) == "correct" else event for event in kept
        ]

    def _of_parties(self, parties: Mapping[str, frozenset[str]]) -> list[Event]:
        ledger = self._case.ledger
        if {"one", "other"} <= parties.keys():
            between = ledger.events_of_two(parties["one"], parties["other"], as_of=self.as_of)
            found = {event.id: event for event in between}
        else:
            found = {
                event.id: event
                for side, ids in parties.items()
                for event in ledger.events_of(ids, side=side, as_of=self.as_of)
            }
        pairs = [(match.first, match.second) for match in ledger.matches(self.as_of)]
        pairs += [(link.trigger, link.response) for link in ledger.links(self.as_of)]
        tied, reached = set(found), set(found)
        while reached:  # a match of a match is the same act too
            reached = {end for pair in pairs if not reached.isdisjoint(pair) for end in pair} - tied
            tied |= reached
        found |= {event.id: event for event in ledger.events_with_ids(tied - found.keys(), as_of=self.as_of)}
        return sorted(found.values(), key=_by_day)

    @cached_property
    def weighed(self) -> Weighed:
        """Acts over all reports."""
        matches = self._case.ledger.matches(self.as_of)
        tied = {end for match in matches for end in (match.first, match.second)}
        found = self._weigh([record for record in self.records if record.id in tied], matches)
        # A record that no match ties stands as it is, and a data set has a hundred thousand of them.
        alone = [
            record if record.members else replace(record, members=(record.id,))
            for record in self.records
            if record.id not in tied
        ]
        if not alone:
            return found
        of = {**found.of, **{record.id: record.id for record in alone}}
        return Weighed(tuple(sorted((*found.events, *alone), key=_by_day)), found.doubts, of)

    def _weigh(self, records: Sequence[Event], matches: Iterable[Match]) -> Weighed:
        return weigh(
            records,
            matches,
            {about for about, verdict in self.verdicts.items() if verdict == "reject"},
            reports=self.reports,
            same_side=self.sides.same_actor,
            land_of=self.sides.land_of,
            is_person=self.sides.is_person,
            accepted={about for about, verdict in self.verdicts.items() if verdict in {"accept", "correct"}},
        )

    @cached_property
    def events(self) -> dict[str, Event]:
        """Acts over all reports, by id, in the order of their days (undated last)."""
        return {event.id: event for event in self.weighed.events}

    @cached_property
    def links(self) -> list[Link]:
        """Links between acts, each pair and kind once, on the strongest basis that any text gives; `members` as stored.

        The likeliest stand first among those of one response.
        """
        live = [
            link
            for link in self._case.ledger.links(self.as_of)
            if self._is_kept(link.id)
            and {link.trigger, link.response} <= self.weighed.of.keys()
            and self._without.isdisjoint(passage.report for passage in link.evidence)
        ]
        strongest: dict[tuple[str, str, str], Link] = {}
        united = unite_links(live, self.weighed.of, self.events)
        for link in sorted(united, key=lambda link: (BASES.index(link.basis), link.id)):
            key = (link.trigger, link.response, link.kind)
            stronger = strongest.setdefault(key, link)
            if stronger is not link:
                strongest[key] = replace(stronger, members=tuple(sorted({*stronger.members, *link.members})))
        order = {id: n for n, id in enumerate(self.events)}
        return sorted(
            strongest.values(),
            key=lambda link: (order[link.response], -link.probability, order[link.trigger], link.kind),
        )

    def accepted(self, link: Link) -> bool:
        """Whether a person accepted this link, as it stands or as one of the links it was united from."""
        return any(self.verdicts.get(id) == "accept" for id in (link.id, *link.members))

    @cached_property
    def claims(self) -> list[Claim]:
        """Claims about acts."""
        return list(self._claims)

    @cached_property
    def _claims(self) -> dict[Claim, str]:
        """Each claim about an act, and the id under which it is stored."""
        return {
            replace(claim, event=self.weighed.of[claim.event]): claim.id
            for claim in self._case.ledger.claims(self.as_of)
            if claim.event in self.weighed.of and self._is_kept(claim.id) and claim.passage.report not in self._without
        }

    def claims_about(self, events: Iterable[str]) -> list[Claim]:
        """The claims about these acts."""
        wanted = set(events)
        return [claim for claim in self.claims if claim.event in wanted]

    @cached_property
    def doubts(self) -> list[Doubt]:
        """Doubts of reading and of weighing; what is about a record of one report is about its act.

        What one report leaves open and another tells is doubtful no longer.
        """
        read = self._case.ledger.doubts(self.as_of)
        carried = [replace(doubt, about=self.weighed.of.get(doubt.about, doubt.about)) for doubt in read]
        open_still = [doubt for doubt in carried if not self._is_told(doubt)]
        return list(dict.fromkeys((*open_still, *self.weighed.doubts)))

    def _is_told(self, doubt: Doubt) -> bool:
        act = self.events.get(doubt.about)
        return act is not None and (
            (doubt.kind == "no-day" and act.when is not None) or (doubt.kind == "unknown-actor" and bool(act.actors))
        )

    @cached_property
    def judgements(self) -> list[Judgement]:
        """What people decided, about the ids that lists show: a link as united, an act as weighed."""
        stored = self._case.ledger.judgements(self.as_of)
        shown = self._shown if stored else {}  # not worked out for nobody's judgement
        return list(dict.fromkeys(replace(one, about=shown.get(one.about, one.about)) for one in stored))

    @cached_property
    def _shown(self) -> Mapping[str, str]:
        shown = dict(self.weighed.of)
        shown |= {stored: claim.id for claim, stored in self._claims.items()}
        for link in self.links:
            shown |= dict.fromkeys(link.members, link.id)
        return shown

    @cached_property
    def _stored(self) -> Mapping[str, tuple[str, ...]]:
        stored = defaultdict(list)
        for inside, outside in self._shown.items():
            stored[outside].append(inside)
        return {outside: tuple(sorted(inside)) for outside, inside in stored.items()}

    def stored_as(self, shown: str) -> tuple[str, ...]:
        """The ids in the case file of something that a list shows; its own id where it is stored as it is shown."""
        return self._stored.get(shown, (shown,))

    def shown_as(self, stored: str) -> str:
        """The id under which lists show something that is stored."""
        return self._shown.get(stored, stored)

    def ids(self) -> Iterator[str]:
        """The ids of all acts, links and claims as lists show them."""
        yield from self.events
        yield from (link.id for link in self.links)
        yield from (claim.id for claim in self.claims)

    def _is_kept(self, id: str) -> bool:
        return self._with_rejected or self.verdicts.get(id) != "reject"


def _by_day(event: Event) -> tuple[bool, date, date, str]:
    if event.when is None:
        return True, date.max, date.max, event.id
    return False, event.when.first, event.when.last, event.id
