"""Events of one report: the mentions of one act made into one record with the words that each fact was taken from."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from talion.coding.acts.folding import is_superlative
from talion.coding.acts.told import DEATHS
from talion.coding.events.groups import GENERIC, Group, kind_of, weight_of
from talion.coding.events.mentioned import Mentioned, name_of
from talion.coding.events.tolled import toll_of
from talion.coding.sides.cast import Cast
from talion.coding.sides.phrases import ON_TERRITORY, Party
from talion.coding.sides.pointing import ASKED
from talion.records import (
    Attribution,
    Blame,
    Count,
    Event,
    Mark,
    Place,
    Toll,
    content_id,
)

if TYPE_CHECKING:
    pass


# A day this far before publication makes an act background, not news.
HISTORICAL_AFTER_DAYS = 300


_MODE_OF_WEAPON = {
    "air strike": "heavy-weapons", "drone": "heavy-weapons", "rocket": "heavy-weapons", "missile": "heavy-weapons",
    "artillery": "heavy-weapons", "bomb": "explosives", "suicide bomb": "suicide-attack", "firearms": "firearms",
}  # fmt: skip


def to_event(group: Group, cast: Cast, published: date | None) -> Event:
    """The event that a group of mentions tells, with the words that each of its facts was taken from."""
    lead = group.lead
    told = lead.told
    report = cast.paragraphs[told.paragraph].report
    mentions = sorted(group.mentions, key=weight_of, reverse=True)
    marks: list[Mark] = []
    actor = _best_side([m.told.actor for m in mentions], cast)
    recipient = _best_side([m.told.recipient for m in mentions], cast)
    for what, side in (("actor", actor), ("recipient", recipient)):
        holder = next((m for m in mentions if getattr(m.told, what) is side), None)
        if holder is not None and side.first >= 0 and ASKED not in side.why:
            marks.append(
                Mark(
                    "thing" if side.thing and side is recipient else what,
                    cast.paragraphs[holder.told.paragraph].passage(side.first, side.last),
                )
            )
        named = holder.told.words_for(what) if holder is not None else None
        if holder is not None and named is not None:
            marks.append(Mark(what, cast.paragraphs[holder.told.paragraph].passage(*named)))
    things = [m for m in mentions if m.told.recipient.thing]
    thing_holder = max(
        things,
        key=lambda m: (kind_of(m, cast) == "body", m.told.recipient.last - m.told.recipient.first),
        default=None,
    )
    thing = None
    if thing_holder is not None:
        party = thing_holder.told.recipient
        words = cast.paragraphs[thing_holder.told.paragraph].passage(party.first, party.last)
        thing = words.quote
        if Mark("thing", words) not in marks:
            marks.append(Mark("thing", words))
    matter = next((m for m in mentions if m.told.matter is not None), None)
    if thing is None and matter is not None and matter.told.matter is not None:
        words = cast.paragraphs[matter.told.paragraph].passage(*matter.told.matter)
        thing = words.quote
        marks.append(Mark("thing", words))
    for one in mentions:
        marks.append(Mark("act", cast.paragraphs[one.told.paragraph].passage(one.told.first, one.told.last)))
    dated = _best_day(mentions)
    when, because, time_of_day = None, None, None
    if dated is not None and dated.days is not None:
        when, because, time_of_day = dated.days.span, dated.days.because, dated.days.time_of_day
        if dated.days_at is not None:
            marks.append(Mark("when", dated.days_at))
    places: dict[str, Place] = {}
    for one in mentions:
        for place, passage in one.places:
            places.setdefault(place.name, place)
            marks.append(Mark("place", passage))
    toll = toll_of(mentions, marks, cast)
    status = told.standing.status
    if (
        status == "done"
        and when is not None
        and published is not None
        and (published - when.last) > timedelta(days=HISTORICAL_AFTER_DAYS)
    ):
        status = "historical"
    if status == "done" and when is not None and published is not None and when.first > published:
        status = "planned"
    actors, blames, unclaimed = _attribution(group, actor)
    if status == "denied" and actors and told.actor.actors:
        # "it is denied that X did it": X is named with the status that says so, and the denial is kept as X's word
        denied = Blame(
            "denies",
            actors[0],
            name_of(actors[0], cast),
            actors[0],
            passage=cast.paragraphs[told.paragraph].of(told.sentence),
        )
        blames = tuple(dict.fromkeys([*blames, *([] if _is_denied_by(actors[0], blames) else [denied])]))
    specific = max(
        (m.told for m in mentions),
        key=lambda t: (t.sense.mode not in GENERIC, t.sense.mode is not None, t.weapon is not None),
    )
    weapon = next((m.told.weapon for m in mentions if m.told.sense.weapon), None) or next(
        (m.told.weapon for m in mentions if m.told.weapon), None
    )
    from_the_air = weapon == "air strike" and specific.sense.mode == "explosives"
    by_weapon = _MODE_OF_WEAPON.get(weapon or "") if told.sense.action == "ASSAULT" else None
    mode = by_weapon if from_the_air else specific.sense.mode or by_weapon
    passages = tuple(dict.fromkeys(cast.paragraphs[m.told.paragraph].of(m.told.sentence) for m in mentions))
    acts = _acts(mentions)
    directed = not told.sense.undirected
    hit = tuple(a for a in recipient.actors if a not in actors)
    if told.sense.action == "ASSAULT" and directed:
        hit = _with_those_harmed(hit, toll, actors, by_land=recipient.why == ON_TERRITORY, cast=cast)
    recipients = _without_their_parts(hit, cast)
    first = min(
        (cast.paragraphs[m.told.paragraph].passage(m.told.first, m.told.last) for m in mentions), key=lambda p: p.start
    )
    known = (bool(actors), bool(recipients or thing), when is not None, bool(places), told.standing.hedge is None)
    return Event(
        id=content_id("event", report.id, told.sense.action, first.start, first.end),
        action=told.sense.action,
        mode=mode,
        status=status,
        actors=actors,
        recipients=recipients,
        when=when,
        places=tuple(places.values()),
        toll=toll,
        attribution=Attribution(blames, unclaimed, stated=_is_stated(group, actors, status, cast)),
        directed=directed,
        acts=acts,
        weapon=weapon if told.sense.action == "ASSAULT" else None,
        thing=thing,
        when_because=because,
        time_of_day=time_of_day,
        passages=passages,
        marks=tuple(dict.fromkeys(marks)),
        reports=(report.id,),
        score=round((0.4 + 0.12 * sum(known)) * (told.score if told.score is not None else 1.0), 2),
        by_rule="; ".join(
            dict.fromkeys(
                filter(None, [f"'{told.word}'", *told.why, told.standing.because, told.actor.why, told.recipient.why])
            )
        ),
    )


def _is_denied_by(actor: str, blames: tuple[Blame, ...]) -> bool:
    return any(blame.stance == "denies" and blame.by_actor == actor for blame in blames)


def _with_those_harmed(
    hit: tuple[str, ...], toll: Toll, actors: tuple[str, ...], *, by_land: bool, cast: Cast
) -> tuple[str, ...]:
    """Whom an act of force was done to: whose things it hit, and whose people it killed or hurt.

    Who is put down only because it was in their land gives way to those who were harmed. Nobody's own dead make them
    the recipient of what they did themselves.
    """
    own = {id for actor in actors for id in cast.registry.members(actor)}
    harmed = [part.whose for part in toll.parts if part.whose and part.effect in {"killed", "injured"}]
    harmed = [one for one in dict.fromkeys(harmed) if one not in own and not own & cast.registry.members(one)]
    if cast.own is not None and any(one != cast.own for one in (*hit, *harmed)):
        # "three of our fighters fell" in what was their own deed
        harmed = [one for one in harmed if one != cast.own]
        hit = tuple(one for one in hit if one != cast.own)
    if not harmed:
        return hit
    kept = () if by_land else hit
    return tuple(dict.fromkeys((*kept, *harmed)))


def _without_their_parts(actors: tuple[str, ...], cast: Cast) -> tuple[str, ...]:
    """ "US troops and an American contractor" are one side: a part is left out where its whole is named too."""
    return tuple(a for a in actors if not any(a != b and a in cast.registry.members(b) for b in actors))


def _best_side(sides: list[Party], cast: Cast) -> Party:
    """The party told most exactly: a group's own name before a set, a set before a state it was named by."""

    def rank(party: Party) -> tuple[int, int, int]:
        kinds = [cast.kind(a) for a in party.actors]
        exact = (
            0
            if not kinds
            else 3
            if any(k in {"armed group", "umbrella", "force", "party", "person"} for k in kinds)
            else 2
            if "state" in kinds
            else 1
        )
        return exact if party.why != ON_TERRITORY else min(exact, 1), len(party.actors), int(not party.thing)

    return max(sides, key=rank)


def _best_day(mentions: list[Mentioned]) -> Mentioned | None:
    with_days = [m for m in mentions if m.days is not None]
    resolved = [m for m in with_days if m.days is not None and m.days.span is not None]
    if resolved:
        return min(
            resolved,
            key=lambda m: (m.days.span.days, m.days.time_of_day is None) if m.days and m.days.span else (0, False),
        )
    return with_days[0] if with_days else None


# What answers the question who did it; who condemns an act says nothing of that.
_OF_WHO = {"claims", "blames", "denies"}


def _attribution(group: Group, actor: Party) -> tuple[tuple[str, ...], tuple[Blame, ...], bool]:
    blames = tuple(
        dict.fromkeys(a.blame for a in group.attributed if a.blame is not None and a.blame.stance in _OF_WHO)
    )
    unclaimed = any(a.unclaimed for a in group.attributed)
    claimants = tuple(dict.fromkeys(b.actor for b in blames if b.stance == "claims" and b.actor))
    actors = actor.actors or claimants
    blames += _denied_by_blaming_others(blames)
    return actors, blames, unclaimed and not claimants


def _denied_by_blaming_others(blames: tuple[Blame, ...]) -> tuple[Blame, ...]:
    """Who is blamed and says that others did it denies it: "the front said that the army had mined the dam itself"."""
    accused = {b.actor for b in blames if b.stance == "blames" and b.actor}
    denying = {b.by_actor for b in blames if b.stance == "denies"}
    return tuple(
        Blame("denies", b.by_actor, b.by, b.by_actor, b.hedge, b.passage)
        for b in blames
        if b.stance == "blames" and b.by_actor in accused - denying and b.actor != b.by_actor
    )


def _is_stated(group: Group, actors: tuple[str, ...], status: str, cast: Cast) -> bool:
    """Whether the reporter names who did it in a voice that is no side's: neither a speaker's nor a communiqué's."""
    if not actors or status == "denied":
        return False
    return cast.own is None and any(m.told.actor.actors and m.speech is None for m in group.mentions)


def _is_one_for_all(one: Mentioned) -> bool:
    """Whether a plural says nothing of how many acts there were: "one of the worst attacks", "the killings"."""
    told = one.told
    return is_superlative(told.token) or (told.definite and told.token.lemma_.lower() in DEATHS)


def _acts(mentions: list[Mentioned]) -> Count:
    counted = [m.told.acts for m in mentions if m.told.acts.best is not None and m.told.acts.best > 1]
    if counted:
        return counted[0]
    if any((m.told.plural and m.told.is_noun and not _is_one_for_all(m)) or m.told.so_far for m in mentions):
        return Count(2)
    return Count.exactly(1)
