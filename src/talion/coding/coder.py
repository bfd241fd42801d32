"""One report in, everything that it tells out: events, claims, links, relations, assessments, doubts."""

import gc
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from talion.codebook.acts import ActWords, act_words
from talion.codebook.gazetteer import Gazetteer
from talion.codebook.registry import Registry
from talion.codebook.word_classes import word_class
from talion.coding.acts.finding import find_acts
from talion.coding.acts.hearing import hear
from talion.coding.acts.passed_over import listening, pass_over
from talion.coding.acts.status import tense_of
from talion.coding.acts.told import Told
from talion.coding.answers.heard import hear_answers
from talion.coding.answers.meant import meant
from talion.coding.answers.stated import Answer, find_answers
from talion.coding.days.dates import find_days
from talion.coding.days.said import DaySaid, Tense
from talion.coding.events.act_days import DAY_OF_SAYING
from talion.coding.events.attribution import find_attributions, hear_attributions
from talion.coding.events.building import to_event
from talion.coding.events.gathering import gather
from talion.coding.events.groups import Group
from talion.coding.events.left_open import fill_recipients
from talion.coding.events.mentioned import Mentioned
from talion.coding.events.mentions import mention_all
from talion.coding.events.own_word import blamed_by_the_other_side, own_claims
from talion.coding.events.pointers import fold_pointers
from talion.coding.events.story_days import give_news_its_day, give_reactions_their_days
from talion.coding.events.which_act import Attributed, places_it
from talion.coding.models import sure
from talion.coding.parsing.language import Paragraph, parse
from talion.coding.places import PlaceMention, find_places
from talion.coding.relations.facts import find_relations
from talion.coding.sides.cast import Cast
from talion.coding.speech.assessments import find_assessments
from talion.coding.speech.cues import find_speech
from talion.coding.speech.demands import find_demands
from talion.coding.speech.denying import DENIES, says_no
from talion.coding.speech.heard import hear_speech
from talion.coding.speech.threats import as_threat, find_menaces, find_vows, one_threat_a_sentence
from talion.coding.speech.voices import Speech
from talion.coding.tolls.counts import find_tolls
from talion.records import (
    Actor,
    Blame,
    Claim,
    Coded,
    Considered,
    DateSpan,
    Doubt,
    Event,
    Link,
    Mark,
    Passage,
    Relation,
    Report,
    Severity,
    Speaker,
    Toll,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_Found = TypeVar("_Found")
VERSION = "rules-7 and models-4"
_READ = {None, "en"}
_OF_FORCE = {"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "THREATEN"}
_SET_FOR = {"strike", "march", "protest", "rally", "talk", "meeting", "election", "vote", "vigil", "summit", "walkout"}
_TIMETABLE = {
    "meet", "vote", "open", "begin", "start", "resume", "fly", "travel", "leave", "depart", "arrive", "visit", "host",
    "convene", "expire", "close", "end", "elect", "choose", "march", "strike",
}  # fmt: skip
_AHEAD = {"will", "expect", "expects", "shall", "would", "'ll", "predict", "predicts"}
_PEOPLE = word_class("people")
_NAMED_DAYS = {"absolute", "weekday", "relative"}
# "that October", "in April of that year", "the following year": counted from a day, a month or a year
_OF_A_YEAR = re.compile(r"\b(?:[Tt]hat|same|following|next|previous) (?:same )?(?:year\b|[A-Z][a-z]+$)")
_STANCES = {
    "deny": "denies", "confirm": "confirms", "claim": "claims", "blame": "blames", "accuse": "blames",
    "condemn": "condemns",
    "warn": "threatens", "vow": "threatens", "threaten": "threatens", "suggest": "hedges",
    "believe": "hedges", "think": "hedges",
    "estimate": "hedges", "predict": "expects", "urge": "demands", "admit": "confirms", "acknowledge": "confirms",
}  # fmt: skip


class Coder:
    """Reads reports by rules and small models: the same report and the same codebook give the same records."""

    version = VERSION

    def __init__(self, registry: Registry, gazetteer: Gazetteer, words: ActWords | None = None) -> None:
        self.registry = registry
        self.gazetteer = gazetteer
        self.words = words or act_words()
        self._same = lru_cache(maxsize=65536)(self._one_side)
        self._is_warm = False

    def code(self, report: Report) -> Coded:
        """Everything that this report tells.

        A report in a language that is not read yet gives no events and a doubt that says so.
        """
        coded = self._read(report, _Trail())
        if not self._is_warm:
            # What the first report had loaded (grammar, models, names, places) stays; looking through it for garbage
            # again and again would cost a twentieth of the time.
            gc.freeze()
            self._is_warm = True
        return coded

    def explain(self, report: Report) -> tuple[Coded, tuple[Considered, ...]]:
        """What `code` gives, and each word that could have told an act or an answer and of which no record was made."""
        trail = _Trail()
        with listening() as listened:
            coded = self._read(report, trail)
        return coded, listened.considered(trail.paragraphs, trail.telling, trail.acts)

    def _country_of(self, town: str) -> str | None:
        place = self.gazetteer.resolve(town)
        return place.country if place is not None else None

    def _read(self, report: Report, trail: "_Trail") -> Coded:
        if report.language not in _READ:
            says = f"This report is in {report.language}, which the coder does not read yet; only its text is kept."
            return Coded(report, doubts=(Doubt(report.id, "not-read", says, Severity.WARNING),))
        paragraphs = parse(report)
        trail.paragraphs = paragraphs
        cast = Cast(
            self.registry, paragraphs, lambda name: bool(self.gazetteer.candidates(name)), country_of=self._country_of
        )
        voices = find_speech(cast)
        cast.speaker_at = voices.actor_at
        for speech in voices.speeches:
            offset = paragraphs[speech.paragraph].doc[speech.cue].idx
            cast.readings.cues.setdefault(speech.paragraph, []).append(offset)
        acts = [told for number in range(len(paragraphs)) for told in self._acts(number, cast)]
        hear_speech(voices, acts)
        acts = [as_threat(told, voices.at(told.paragraph, told.token.i), cast.own, self._same) for told in acts]
        for number in range(len(paragraphs)):
            speeches = [s for s in voices.speeches if s.paragraph == number]
            here = [told for told in acts if told.paragraph == number]
            vows = find_vows(number, cast, speeches, here)
            menaces = find_menaces(number, cast, voices, [*here, *vows])
            acts += [*vows, *menaces, *find_demands(number, cast, speeches, [*here, *vows, *menaces])]
        trail.acts = acts = sorted(acts, key=lambda told: (told.paragraph, told.token.i))
        acts = one_threat_a_sentence(acts)
        trail.aside = _threatened(trail.acts, acts)
        acts, on_a_side_s_word = _without_denied(acts, cast)
        days = self._days(paragraphs, report.published)
        places = self._places(paragraphs, cast)
        counts = [find_tolls(p.text) for p in paragraphs]
        mentioned = mention_all(cast, voices, acts, days, places, counts, report.published)
        for number, told in enumerate(acts):
            blame = blamed_by_the_other_side(told, voices, self._same)
            if blame is not None:
                on_a_side_s_word.append(Attributed(number, blame))
                told.alleged = told.actor
                told.actor = replace(told.actor, actors=(), unnamed=True)
        part = _Parts(report)
        none: list[Answer] = []
        answers = part.read("answers", lambda: find_answers(cast, voices, acts), none)
        answers = answers + part.read("answers", lambda: hear_answers(cast, voices, acts, answers), none)
        answers = meant(answers, acts, cast, self._same)
        apart = {
            (id(acts[a]), id(acts[b])) for x in answers for a, b in ((x.response, x.trigger), (x.trigger, x.response))
        }
        groups = gather(mentioned, cast, self._same, apart)
        groups = fold_pointers(groups, self._same, apart)
        fill_recipients(groups, cast, self._same, [(acts[x.response], acts[x.trigger]) for x in answers])
        give_reactions_their_days(groups, report.published)
        give_news_its_day(groups, paragraphs, report.published)
        of_act = {id(one.told): n for n, group in enumerate(groups) for one in (*group.mentions, *group.spoken_of)}
        where = [of_act.get(id(told)) for told in acts]
        doers = [() if n is None else groups[n].doers for n in where]
        hit = [() if n is None else groups[n].hit for n in where]
        own = own_claims(cast, voices, acts, self._same, answers, doers, hit)
        said = [*on_a_side_s_word, *find_attributions(cast, voices, acts), *own]
        heard = hear_attributions(cast, acts, said)
        for attributed in (*said, *heard):
            group = where[attributed.act]
            if group is None or _is_a_victim_s(attributed, groups[group]):
                continue
            if attributed not in heard or not self._is_another_s(attributed, groups[group]):
                groups[group].attributed.append(attributed)
        # "Telkes slashed its tariffs in response to an offer": an answer between nobodies that only models hear
        answers = [a for a in answers if _is_told_of_somebody(acts[a.response], acts[a.trigger])]
        answered = {where[a.response] for a in answers} | {where[a.trigger] for a in answers}
        kept = [n for n, group in enumerate(groups) if n in answered or _is_worth_keeping(group)]
        aside = {(one.paragraph, one.token.i) for one in trail.aside}
        trail.telling = [
            token
            for n in kept
            for one in groups[n].mentions
            for token in one.told.tokens
            if token is one.told.token or (one.told.paragraph, token.i) not in aside
        ]
        events = {n: to_event(groups[n], cast, report.published) for n in kept}
        links = self._links(answers, acts, where, events, cast)
        no_ties: tuple[list[Relation], dict[str, Actor]] = ([], {})
        relations, people = part.read("relations", lambda: find_relations(cast, voices, days), no_ties)
        used = {a for e in events.values() for a in (*e.actors, *e.recipients)}
        used |= {a for r in relations for a in (r.subject, r.object)} | {
            b.actor for e in events.values() for b in e.attribution.blames if b.actor
        }
        actors = {**{a: actor for a, actor in cast.new.items() if a in used}, **people}
        unique = _unique(events.values())
        return Coded(
            report,
            events=unique,
            claims=tuple(_claims(groups, events, cast)),
            links=links,
            relations=tuple(relations),
            assessments=tuple(
                part.read("assessments", lambda: tuple(find_assessments(cast, voices, report.published, acts)), ())
            ),
            actors=tuple(actors.values()),
            doubts=(*_doubts(report, unique), *part.doubts),
        )

    def _acts(self, number: int, cast: Cast) -> list[Told]:
        """The mentions of one paragraph: what rules and models tell together."""
        return hear(number, cast, find_acts(number, cast, self.words), self.words)

    def _is_another_s(self, attributed: Attributed, group: Group) -> bool:
        """Whether one is heard to claim what others are told to have done: "the raids killed 12, the militia said"."""
        blame = attributed.blame
        if blame is None or blame.stance != "claims" or blame.actor is None or not group.doers:
            return False
        return not any(self._same(blame.actor, one) or self._same(one, blame.actor) for one in group.doers)

    def _one_side(self, one: str, other: str) -> bool:
        if one == other:
            return True
        return other in self.registry.members(one) or one in self.registry.members(other)

    def _days(self, paragraphs: Sequence[Paragraph], published: date | None) -> list[list[DaySaid]]:
        """What each paragraph says of days; "the night before" hangs on the last day named."""
        found: list[list[DaySaid]] = []
        story: DateSpan | None = None
        for paragraph in paragraphs:

            def tense_at(start: int, end: int, paragraph: Paragraph = paragraph) -> str | None:  # noqa: ARG001  (find_days gives both)
                token = paragraph.token_at(start)
                if token is not None and token.dep_ == "pobj" and token.head.lower_ in {"for", "until", "by"}:
                    above = token.head.head
                    if token.head.lower_ == "for" and (above.pos_ == "VERB" or above.lemma_.lower() in _SET_FOR):
                        return "future"  # "called a strike for Monday"
                ahead = token is not None and any(t.lower_ in _AHEAD for t in token.sent if t.i < token.i)
                if ahead and token is not None and any(t.lower_ in {"before", "by", "until"} for t in token.ancestors):
                    return "future"  # "I expect an attack before the anniversary on 1 July"
                if token is not None and paragraph.kind == "body" and _is_on_the_timetable(token):
                    return "future"  # "the ministers meet in Vienna on Tuesday"
                return tense_of(token) if token is not None else None

            here = find_days(paragraph.text, published=published, tense_at=tense_at, story_day=story)
            first = next(
                (d.span for d in here if d.span is not None and d.span.days <= 2 and d.kind in _NAMED_DAYS), None
            )
            if story is None and first is not None and any(d.kind == "anaphoric" and d.span is None for d in here):
                here = find_days(paragraph.text, published=published, tense_at=tense_at, story_day=first)
            here = [self._after_a_day(d, here, paragraph, published, tense_at) for d in here]
            story = next(
                (d.span for d in reversed(here) if d.span is not None and d.span.days <= 2 and d.kind in _NAMED_DAYS),
                story,
            )
            found.append(here)
        return found

    def _after_a_day(
        self, said: DaySaid, here: Sequence[DaySaid], paragraph: Paragraph, published: date | None, tense_at: Tense
    ) -> DaySaid:
        """ "That same night" after "on January 17" in the same paragraph is the night of the 17th."""
        if said.kind != "anaphoric":
            return said
        reach = 366 if _OF_A_YEAR.search(said.phrase) else 31 if "month" in said.phrase.lower() else 2
        before = [
            d
            for d in here
            if d.start < said.start and d.span is not None and d.span.days <= reach and d.kind in _NAMED_DAYS
        ]
        if not before:
            return said
        again = find_days(paragraph.text, published=published, tense_at=tense_at, story_day=before[-1].span)
        return next((d for d in again if (d.start, d.end) == (said.start, said.end)), said)

    def _places(self, paragraphs: Sequence[Paragraph], cast: Cast) -> list[list[PlaceMention]]:
        countries = [
            actor.country
            for mentions in cast.mentions
            for m in mentions
            if (actor := self.registry.actors.get(m.actor)) is not None
            and actor.country
            and m.how in {"name", "demonym"}
        ]
        return [find_places(p.text, gazetteer=self.gazetteer, countries=countries) for p in paragraphs]

    def _links(
        self,
        answers: Sequence[Answer],
        acts: Sequence[Told],
        where: Sequence[int | None],
        events: dict[int, Event],
        cast: Cast,
    ) -> tuple[Link, ...]:
        links: dict[tuple[str, str], Link] = {}
        for answer in answers:
            one, other = where[answer.response], where[answer.trigger]
            if one is None or other is None or one not in events or other not in events:
                _say_no_record(acts[answer.response], acts[answer.trigger], imagined=one is None)
                continue
            if one == other:
                continue
            response, trigger = events[one], events[other]
            speaker = answer.speech.speaker if answer.speech else None
            # a communiqué speaks for its side, and what a side vows is its own word
            whose = speaker.actor if speaker is not None else cast.own
            own = whose is not None and any(self._same(whose, a) for a in response.actors)
            own = own or (speaker is None and answer.vowed)
            own = own or (speaker is None and self._is_ours(cast.own, response, trigger))
            # whose word it is decides the basis: a side's own, or anybody else's
            basis = "declared" if own else "attributed"
            lag = (response.when.first - trigger.when.first).days if response.when and trigger.when else None
            hedged = answer.speech is not None and answer.speech.verb in {"suggest", "believe", "think"}
            link = Link(
                trigger.id,
                response.id,
                basis,
                probability=0.9 if own else 0.7 if hedged else 0.85,
                speaker=speaker,
                evidence=(answer.sentence,),
                marks=(Mark("phrase", answer.phrase),),
                reasons=(f"{speaker.name if speaker else 'The report'} says so: “{answer.phrase.quote}”.",),
                lag_days=lag,
            )
            pair = (trigger.id, response.id)
            links[pair] = _said_together(links[pair], link) if pair in links else link
        return tuple(links.values())

    def _is_ours(self, own: str | None, response: Event, trigger: Event) -> bool:
        """Whether a side's communiqué tells, as its own, an act by a unit of which nothing else is known."""
        if own is None or not response.actors or any(actor in self.registry.actors for actor in response.actors):
            return False
        hits_us = bool(response.recipients) and all(self._same(own, actor) for actor in response.recipients)
        return not hits_us and not any(self._same(own, actor) for actor in trigger.actors)


def _is_on_the_timetable(token: "Token") -> bool:
    """Whether a day is that of what stands in the present as on a timetable: "parliament votes on Friday"."""
    verb = next((t for t in (token, *token.ancestors) if t.pos_ in {"VERB", "AUX"}), None)
    if verb is None or verb.tag_ not in {"VBZ", "VBP"} or verb.lemma_.lower() not in _TIMETABLE:
        return False
    return verb.dep_ in {"ROOT", "conj", "relcl", "ccomp"} and not any(c.dep_ in {"aux", "neg"} for c in verb.children)


def _said_together(one: Link, other: Link) -> Link:
    """Two statements of one answer as one link: the word of the side that acted goes before anybody else's."""
    first, then = (other, one) if other.basis == "declared" != one.basis else (one, other)
    return replace(
        first,
        evidence=tuple(dict.fromkeys((*first.evidence, *then.evidence))),
        marks=tuple(dict.fromkeys((*first.marks, *then.marks))),
        reasons=tuple(dict.fromkeys((*first.reasons, *then.reasons))),
    )


@dataclass(slots=True)
class _Trail:
    """What a reading leaves behind for whoever asks why.

    The paragraphs, the acts that were understood, those of them set aside for another that threatens them, and the
    words by which the records are told.
    """

    paragraphs: list[Paragraph] = field(default_factory=list)
    acts: list[Told] = field(default_factory=list)
    aside: list[Told] = field(default_factory=list)
    telling: list["Token"] = field(default_factory=list)


def _is_a_victim_s(attributed: Attributed, group: Group) -> bool:
    """Whether the one heard to claim an act is the one whom it hit: "the group said that aircraft hit its convoy"."""
    blame = attributed.blame
    if blame is None or blame.stance != "claims" or blame.actor is None:
        return False
    return blame.actor in group.hit and blame.actor not in group.doers


def _threatened(before: Sequence[Told], after: Sequence[Told]) -> list[Told]:
    """The acts that stand under a threat of their sentence, which is the record."""
    kept = {id(told) for told in after}
    aside = [told for told in before if id(told) not in kept]
    for told in aside:
        pass_over(told.token, "what the same sentence threatens; the threat is the record")
    return aside


def _without_denied(acts: list[Told], cast: Cast) -> tuple[list[Told], list[Attributed]]:
    """The acts without those that a side denies having done where the same sentence tells the act as done.

    "Denied that it had fired the rockets that struck the base" tells one act, and a denial of who did it.
    """
    kept, denied = [], []
    for told in acts:
        inside = {t.i for t in told.token.subtree}
        other = next(
            (
                o
                for o in acts
                if o is not told
                and o.paragraph == told.paragraph
                and o.token.i in inside
                and o.standing.status == "done"
                and not places_it(o.token)
            ),
            None,
        )
        if (
            told.standing.status != "denied"
            or other is None
            or not told.actor.actors
            or other.sense.action != "ASSAULT"
        ):
            kept.append(told)
        else:
            pass_over(told.token, "a denial of the act that the same sentence tells")
            other.alleged = other.alleged or told.actor
            denied.append((told, other))
    where = {id(told): number for number, told in enumerate(kept)}
    blames = []
    for told, other in denied:
        actor = told.actor.actors[0]
        known = cast.registry.actors.get(actor) or cast.new.get(actor)
        passage = cast.paragraphs[told.paragraph].of(told.sentence)
        blame = Blame("denies", actor, known.name if known else actor, actor, passage=passage)
        blames.append(Attributed(where[id(other)], blame))
    return kept, blames


def coder(registry: Registry, gazetteer: Gazetteer) -> Coder:
    """The coder that Talion uses, on this registry and gazetteer."""
    return Coder(registry, gazetteer)


def _is_worth_keeping(group: Group) -> bool:
    """Whether a group tells somebody's act: "the conflict" and "the retaliation" alone tell nothing."""
    lead = group.lead
    told = lead.told
    if told.sense.answer and not any(m.told.actor.actors and m.told.recipient.actors for m in group.mentions):
        _pass_over_all(group, "it says that somebody answers, and not what was done by whom to whom")
        return False
    if all(m.told.score is not None for m in group.mentions):
        if not group.attributed and not any(_has_a_party(m.told) for m in group.mentions):
            _pass_over_all(group, "only a model hears it, and nobody that is known did it or suffered it")
            return False
        sure_enough = sure.ACT if any(_is_denied_outright(m.told) for m in group.mentions) else sure.RECORD
        if not group.attributed and max(m.told.score or 0.0 for m in group.mentions) < sure_enough:
            _pass_over_all(group, "only a model hears it, and it is not sure enough of it for a record")
            return False
    if told.sense.action in {"ASSAULT", "COERCE", "PROTEST"}:
        # "the attack on the base", with no side, day, place or toll, points at an act told somewhere else
        is_told = bool(group.attributed) or any(
            m.told.actor.actors
            or m.told.recipient.actors
            or m.tolls
            or m.places
            or (m.days and m.days.span)
            or (m.told.recipient.first >= 0 and not m.told.definite and told.sense.action != "ASSAULT")
            or _is_told_in_full(m.told)
            or m.told.standing.status in {"attempted", "foiled"}
            for m in group.mentions
        )
        if not is_told:
            _pass_over_all(group, "no side, day, place or toll is told with it: it points at an act told elsewhere")
        return is_told
    return True


def _is_denied_outright(told: Told) -> bool:
    """Whether somebody known "denies" in so many words what was done with somebody known: "denies backing them"."""
    verb = told.token.head
    denies = verb.lemma_.lower() in DENIES and told.token.dep_ in {"ccomp", "xcomp", "dobj"}
    return denies and told.standing.status == "denied" and bool(told.actor.actors) and bool(told.recipient.actors)


def _say_no_record(response: Told, trigger: Told, *, imagined: bool) -> None:
    """Say of an answer that it was understood, and that one of its acts did not happen, so that nothing is linked."""
    which, told = ("that answers", response) if imagined else ("that it answers", trigger)
    why = f"the act {which} is told as {told.standing.status} ({told.standing.because}), and no record"
    pass_over(response.token, why, what="answer", pair=(response, trigger))


def _is_told_of_somebody(response: Told, trigger: Told) -> bool:
    """Whether an answer is told of people in conflict: a known party at one end, or force at one that words are for."""
    both = (response, trigger)
    if any(told.score is None or _has_a_party(told) for told in both):
        return True
    somebody = any(party.first >= 0 for told in both for party in (told.actor, told.recipient))
    if somebody and any(told.sense.action in _OF_FORCE and (told.score or 0) >= sure.RECORD for told in both):
        return True
    why = "only a model hears it, and nobody known is at either end"
    pass_over(response.token, why, what="answer", pair=both)
    return False


def _has_a_party(told: Told) -> bool:
    """Whether anybody known did it or suffered it; of force, which strikes unnamed people too, anybody at all."""
    if told.actor.actors or told.recipient.actors:
        return True
    return told.sense.action in {"ASSAULT", "COERCE", "PROTEST"} and told.recipient.first >= 0


def _pass_over_all(group: Group, why: str) -> None:
    for one in group.mentions:
        pass_over(one.told.token, why)


def _is_told_in_full(told: Told) -> bool:
    """ "Militants opened fire on a bus": nobody with a name, and yet an act with one who did it or what was hit."""
    people = any(told.token.doc[i].lemma_.lower() in _PEOPLE for i in (told.recipient.last, told.actor.last) if i >= 0)
    somebody = told.recipient.thing or told.recipient.unnamed or told.actor.unnamed or people
    if told.sense.action == "PROTEST" and not told.is_noun:
        return True
    return somebody and (not told.is_noun or bool(told.folded and not told.definite))


def _unique(events: Iterable[Event]) -> tuple[Event, ...]:
    found: dict[str, Event] = {}
    for event in events:
        found.setdefault(event.id, event)
    return tuple(found.values())


def _claims(groups: Sequence[Group], events: dict[int, Event], cast: Cast) -> list[Claim]:
    claims: dict[str, Claim] = {}

    def keep(claim: Claim) -> None:
        claims.setdefault(claim.id, claim)

    for number, event in events.items():
        group = groups[number]
        for one in group.mentions:
            paragraph = cast.paragraphs[one.told.paragraph]
            passage = paragraph.of(one.told.sentence)
            speech = one.speech
            act = Mark("act", paragraph.passage(one.told.first, one.told.last))
            # "the strikes were meant as a warning" speaks of the act and does not say that it was
            speaks_of_it = speech is not None and one.told.definite and one.told.is_noun and len(group.mentions) > 1
            if speaks_of_it and speech is not None:
                keep(_remark(event, one, speech, passage, act))
            else:
                keep(
                    Claim(
                        event.id,
                        passage,
                        _stance(speech, one),
                        "act",
                        speech.speaker if speech else None,
                        actors=one.told.actor.actors,
                        hedge=one.told.standing.hedge,
                        marks=(act,),
                    )
                )
            for part, at, said_by, _ in one.tolls:
                keep(
                    Claim(
                        event.id,
                        paragraph.of(one.told.sentence) if paragraph.of(one.told.sentence).holds(at) else at,
                        "hedges" if said_by and said_by.verb in {"suggest", "believe", "estimate"} else "asserts",
                        "toll",
                        said_by.speaker if said_by else None,
                        toll=Toll((part,)),
                        words=at.quote,
                        marks=(Mark(part.effect, at),),
                    )
                )
        for attributed in group.attributed:
            blame = attributed.blame
            if blame is None or blame.passage is None:
                continue
            keep(
                Claim(
                    event.id,
                    blame.passage,
                    blame.stance,
                    "act" if blame.stance == "condemns" else "actor",
                    _blamer(blame.by, blame.by_actor),
                    actors=(blame.actor,) if blame.actor else (),
                    words=blame.by,
                    hedge=blame.hedge,
                )
            )
    return list(claims.values())


_INTENT = re.compile(r"\b(design|meant|aim|intend|purpose|messag|signal|warning|reinforce|deter)", re.IGNORECASE)
_REASON = re.compile(r"\b(response|retaliat|reprisal|reveng|answer|tit[- ]for[- ]tat|following|because)", re.IGNORECASE)


def _remark(event: Event, one: Mentioned, speech: Speech, passage: Passage, act: Mark) -> Claim:
    """What a speaker says of an act that is told elsewhere: its intent, its reason, or its effect."""
    about = "intent" if _INTENT.search(passage.quote) else "reason" if _REASON.search(passage.quote) else "effect"
    words = " ".join(passage.quote.split())
    return Claim(event.id, passage, _stance(speech, one), about, speech.speaker, words=words, marks=(act,))


def _blamer(name: str, actor: str | None) -> Speaker | None:
    if name == "the report":
        return None
    return Speaker(name, "party" if actor else "unnamed", actor)


def _stance(speech: Speech | None, one: Mentioned) -> str:
    if one.told.standing.status == "denied":
        insists = speech is not None and not says_no(one.told.token.doc[speech.cue])
        return "asserts" if insists else "denies"  # "maintains that the ship had rammed a boat", which others deny
    if speech is None:
        return "hedges" if one.told.standing.hedge else "asserts"
    return _STANCES.get(speech.verb, "asserts")


class _Parts:
    """Reads what hangs on the acts, part by part: where one fails, the others stand, and a doubt says so."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self.doubts: list[Doubt] = []

    def read(self, what: str, how: Callable[[], _Found], nothing: _Found) -> _Found:
        try:
            return how()
        except Exception as wrong:  # noqa: BLE001 - a text that breaks one part must not keep the acts out
            says = f"The {what} of this report could not be read ({type(wrong).__name__}: {wrong})."
            self.doubts.append(Doubt(self._report.id, "part-not-read", says, Severity.WARNING))
            return nothing


def _doubts(report: Report, events: Sequence[Event]) -> list[Doubt]:
    doubts = []
    if report.published is None:
        says = "The day of publication is not known, so days such as “on Friday” could not be resolved."
        doubts.append(Doubt(report.id, "no-publication-day", says, Severity.WARNING))
    for event in events:
        if not event.is_deed or event.action != "ASSAULT":
            continue
        if event.when is None:
            says = f"No day is given{f' beyond “{_said(event)}”' if _said(event) else ''}; it is not put on any."
            doubts.append(Doubt(event.id, "no-day", says))
        if event.when_because and event.when_because.startswith(DAY_OF_SAYING):
            says = f"Only the day it was reported is given (“{_said(event)}”); it is put on that day or the one before."
            doubts.append(Doubt(event.id, "day-of-saying", says))
        if not event.actors:
            says = "Nobody is named as having done it; it stays unknown until somebody claims it or a person judges."
            doubts.append(Doubt(event.id, "unknown-actor", says, Severity.NOTE))
        if event.status == "historical":
            doubts.append(Doubt(event.id, "background", "It lies far back and is told as background.", Severity.NOTE))
    return doubts


def _said(event: Event) -> str:
    return next((mark.passage.quote for mark in event.marks if mark.what == "when"), "")
