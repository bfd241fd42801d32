"""One report in, everything that it tells out: events, claims, links, relations, assessments, doubts."""

import gc
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from talion.codebook.acts import ActWords, act_words
from talion.codebook.gazetteer import Gazetteer
from talion.codebook.registry import Registry
from talion.coding.acts.finding import find_acts
from talion.coding.acts.hearing import hear
from talion.coding.acts.passed_over import is_heard, listening, pass_over
from talion.coding.acts.status import tense_of
from talion.coding.acts.told import Told
from talion.coding.acts.unrecorded import speak_of
from talion.coding.answers.heard import hear_answers
from talion.coding.answers.links import links_between
from talion.coding.answers.meant import meant
from talion.coding.answers.stated import Answer, find_answers
from talion.coding.days.in_paragraphs import days_of
from talion.coding.events.accused import accusations
from talion.coding.events.attribution import find_attributions, hear_attributions
from talion.coding.events.building import to_event
from talion.coding.events.claims import claims_about
from talion.coding.events.doubts import doubts_about
from talion.coding.events.gathering import gather
from talion.coding.events.groups import Group
from talion.coding.events.kept import is_told_of_somebody, is_worth_keeping
from talion.coding.events.left_open import fill_recipients
from talion.coding.events.mentions import mention_all
from talion.coding.events.own_word import blamed_by_the_other_side, own_claims
from talion.coding.events.pointers import fold_pointers
from talion.coding.events.story_days import give_news_its_day, give_reactions_their_days
from talion.coding.events.which_act import Attributed, places_it
from talion.coding.parsing.language import Paragraph, parse
from talion.coding.places import PlaceMention, find_places
from talion.coding.relations.facts import find_relations
from talion.coding.sides.cast import Cast
from talion.coding.speech.assessments import find_assessments
from talion.coding.speech.cues import find_speech
from talion.coding.speech.demands import find_demands
from talion.coding.speech.heard import hear_speech
from talion.coding.speech.refusals import as_refusal
from talion.coding.speech.threats import as_threat, find_menaces, find_vows, one_threat_a_sentence
from talion.coding.tolls.counts import find_tolls
from talion.records import Actor, Blame, Coded, Considered, Doubt, Event, Relation, Report, Severity

if TYPE_CHECKING:
    from spacy.tokens import Token

_Found = TypeVar("_Found")
VERSION = "rules-8 and models-4"
_READ = {None, "en"}


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
        return coded, listened.considered(trail.paragraphs, trail.telling, trail.acts, trail.unrecorded)

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
        acts = [as_refusal(told, voices.at(told.paragraph, told.token.i)) for told in acts]
        for number in range(len(paragraphs)):
            speeches = [s for s in voices.speeches if s.paragraph == number]
            here = [told for told in acts if told.paragraph == number]
            vows = find_vows(number, cast, speeches, here)
            menaces = find_menaces(number, cast, voices, [*here, *vows])
            acts += [*vows, *menaces, *find_demands(number, cast, speeches, [*here, *vows, *menaces])]
        trail.acts = acts = sorted(acts, key=lambda told: (told.paragraph, told.token.i))
        if is_heard():
            trail.unrecorded = [found for number in range(len(paragraphs)) for found in speak_of(number, cast, acts)]
        acts = one_threat_a_sentence(acts, self._same)
        trail.aside = _threatened(trail.acts, acts)
        acts, on_a_side_s_word = _without_denied(acts, cast)
        days = days_of(paragraphs, report.published, tense_of)
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
        told_by_them = [*on_a_side_s_word, *own]
        told_by_them += accusations(cast, voices, acts, told_by_them, self._same)
        said = [*told_by_them, *find_attributions(cast, voices, acts, told_by_them)]
        heard = hear_attributions(cast, acts, said)
        for attributed in (*said, *heard):
            group = where[attributed.act]
            if group is None or _is_a_victim_s(attributed, groups[group]):
                continue
            if attributed not in heard or not self._is_another_s(attributed, groups[group]):
                groups[group].attributed.append(attributed)
        # "Telkes slashed its tariffs in response to an offer": an answer between nobodies that only models hear
        answers = [a for a in answers if is_told_of_somebody(acts[a.response], acts[a.trigger])]
        answered = {where[a.response] for a in answers} | {where[a.trigger] for a in answers}
        kept = [n for n, group in enumerate(groups) if n in answered or is_worth_keeping(group)]
        aside = {(one.paragraph, one.token.i) for one in trail.aside}
        trail.telling = [
            token
            for n in kept
            for one in groups[n].mentions
            for token in one.told.tokens
            if token is one.told.token or (one.told.paragraph, token.i) not in aside
        ]
        events = {n: to_event(groups[n], cast, report.published) for n in kept}
        links = links_between(answers, acts, where, events, cast, self._same)
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
            claims=tuple(claims_about(groups, events, cast)),
            links=links,
            relations=tuple(relations),
            assessments=tuple(
                part.read("assessments", lambda: tuple(find_assessments(cast, voices, report.published, acts)), ())
            ),
            actors=tuple(actors.values()),
            doubts=(*doubts_about(report, unique), *part.doubts),
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


@dataclass(slots=True)
class _Trail:
    """What a reading leaves behind for whoever asks why.

    The paragraphs, the acts that were understood, those of them set aside for another that threatens them, what the
    words only speak of, and the words by which the records are told.
    """

    paragraphs: list[Paragraph] = field(default_factory=list)
    acts: list[Told] = field(default_factory=list)
    aside: list[Told] = field(default_factory=list)
    unrecorded: list[tuple[Told, str]] = field(default_factory=list)
    telling: list["Token"] = field(default_factory=list)


def _is_a_victim_s(attributed: Attributed, group: Group) -> bool:
    """Whether the one heard to claim an act is the one whom it hit: "the group said that aircraft hit its convoy"."""
    blame = attributed.blame
    if blame is None or blame.stance != "claims" or blame.actor is None or attributed.said_at is not None:
        return False  # who says in so many words that they did it means it
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


def _unique(events: Iterable[Event]) -> tuple[Event, ...]:
    found: dict[str, Event] = {}
    for event in events:
        found.setdefault(event.id, event)
    return tuple(found.values())


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
