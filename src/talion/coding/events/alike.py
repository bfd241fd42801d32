"""What a mention has in common with an act told before, one by one: kind, sides, days, places, numbers."""

from collections.abc import Sequence

from talion.coding.acts.told import EFFECTS, Told
from talion.coding.events.effects import is_effect
from talion.coding.events.groups import GENERIC, Group, SameSide, kind_of
from talion.coding.events.mentioned import Mentioned
from talion.coding.sides.cast import Cast
from talion.coding.sides.phrases import ON_TERRITORY, Party

SUMMARY = {"headline", "standfirst", "caption"}
_EXACT = 7  # days


def is_next(one: Mentioned, group: Group) -> bool:
    """Whether its sentence is the one right behind what was told of the act: "… with strikes. Three were wounded"."""
    return any(
        m.told.paragraph == one.told.paragraph and m.told.sentence.end == one.told.sentence.start
        for m in group.mentions
    )


def turns_round(told: Told, group: Group, same_side: SameSide) -> bool:
    """Whether it has the one hit who did the other: "the strikes on its men" are not the rockets it denies firing."""
    if is_effect(told) or told.sense.undirected:
        return False
    hit, hitting = _sides(told)
    for m in group.mentions:
        theirs_hit, theirs_hitting = _sides(m.told)
        if any(same_side(a, b) for a in hit for b in theirs_hitting) and not hitting & theirs_hitting:
            return True
        if any(same_side(a, b) for a in hitting for b in theirs_hit) and not hit & theirs_hit:
            return True
    return False


def _sides(told: Told) -> tuple[set[str], set[str]]:
    """Who was hit, and who did it or is accused of it."""
    return set(told.recipient.actors), {*told.actor.actors, *(told.alleged.actors if told.alleged else ())}


def is_same_number(one: Mentioned, group: Group, cast: Cast) -> bool:
    """Whether a headline and a body count the same: "free 42 hostages", "released the last of 42 people"."""
    summary = [kind_of(m, cast) in SUMMARY for m in (one, *group.mentions)]
    mine = _number(one.told)
    return (
        mine is not None and any(summary) and not all(summary) and any(_number(m.told) == mine for m in group.mentions)
    )


def _number(told: Told) -> str | None:
    """The number, above twelve, of those whom it was done to."""
    if told.recipient.first < 0:
        return None
    span = told.token.doc[told.recipient.first : told.recipient.last + 1]
    return next((t.text for t in span if t.text.replace(",", "").isdigit() and int(t.text.replace(",", "")) > 12), None)


def is_on_their_land(told: Told, group: Group, cast: Cast) -> bool:
    """Whether it names a group as hit where a state was named before by the same verb, whose land it may have been."""
    states = all(cast.kind(a) == "state" for m in group.mentions for a in m.told.recipient.actors)
    same = any(m.told.token.lemma_ == told.token.lemma_ for m in group.mentions)
    return same and states and all(cast.kind(a) in {"armed group", "umbrella"} for a in told.recipient.actors)


def differ_by_unlisted_names(one: Mentioned, group: Group, cast: Cast) -> bool:
    """Whether the two sides differ by names of which one is in no registry, so that they may be one party's."""
    mine = set(one.told.actor.actors)
    theirs = {a for m in group.mentions for a in m.told.actor.actors}
    return any((a in cast.new) != (b in cast.new) for a in mine for b in theirs)


def is_at_home_of(one: Mentioned, group: Group, cast: Cast) -> bool:
    """Whether people died in the country of the one who acted: "six were killed in Israel" is not Israel's strike."""
    homes = {
        known.country
        for m in group.mentions
        for a in m.told.actor.actors
        if (known := cast.registry.actors.get(a)) is not None and known.kind in {"state", "force"}
    }
    others = [m.told.recipient.actors for m in group.mentions]
    lands = {known.country for ids in others for a in ids if (known := cast.registry.actors.get(a)) is not None}
    if homes & lands:
        return False  # what a state does in its own land
    return any(place.country in homes for place, _ in one.places if place.country)


def is_same_kind(one: Mentioned, group: Group, *, above: bool = False) -> bool:
    """Whether action, weapon and mode allow one act; `above` is less strict, for a headline."""
    lead = group.lead.told
    if one.told.sense.action != lead.sense.action:
        return False
    if one.told.sense.undirected != lead.sense.undirected and not (above or _is_the_fight(one.told)):
        return False
    weapons = {m.told.weapon for m in group.mentions if m.told.weapon} - {None}
    if one.told.weapon and weapons and one.told.weapon not in weapons:
        related = (
            {"rocket", "missile", "artillery"},
            {"bomb", "suicide bomb"},
            {"air strike", "drone", "missile", "bomb"},
        )
        by_men = above and {one.told.weapon, *weapons} <= {"firearms", "bomb", "suicide bomb", "blade"}
        if not by_men and not any(one.told.weapon in r and weapons & r for r in related):
            return False
    verbs = [m.told.word for m in group.mentions if not m.told.is_noun and m.told.word not in EFFECTS]
    if one.told.is_noun and one.told.weapon and verbs and all(word in _DOWNS for word in verbs):
        return False  # "hours after the missile attack" an airliner was shot down
    modes = {m.told.sense.mode for m in group.mentions}
    taken = one.told.sense.mode == "abduct" and is_effect(one.told) and is_next(one, group)
    if (
        not taken
        and not one.told.is_noun
        and not lead.is_noun
        and (one.told.sense.mode == "abduct") != ("abduct" in modes)
    ):
        return False  # "gunmen kidnap two workers" and "the army kills a commander" are two acts
    if one.told.is_noun and lead.sense.action != "ASSAULT" and (one.told.sense.mode is None or None in modes):
        # "the coup" and "a curfew" are both coercion; without a word in common they are two
        return any(_stem(one.told) & _stem(m.told) for m in group.mentions)
    exact = modes - GENERIC
    if taken or one.told.sense.mode in GENERIC or not exact or one.told.sense.mode in modes:
        return True
    return (
        one.told.sense.action == "ASSAULT"
        and bool(
            {one.told.sense.mode, *modes} <= {"explosives", "suicide-attack", "assassinate", "massacre", "firearms"}
        )
        and bool(modes & {"assassinate", "massacre"} or {"suicide-attack", "massacre"} & {*modes, one.told.sense.mode})
    )


def _is_the_fight(told: Told) -> bool:
    """Whether a noun points at fighting that may have been told as one side's attack: "died in the fighting"."""
    return told.sense.undirected and told.is_noun and told.definite and not told.actor.actors


_DOWNS = {"shoot down", "down", "bring down"}


def _stem(told: Told) -> set[str]:
    return {t.lemma_.lower()[:4] for t in told.tokens}


def known_hit(acts: Sequence[Told]) -> list[Party]:
    """Who was hit, where more is known than on whose territory."""
    return [told.recipient for told in acts if told.recipient.why != ON_TERRITORY]


def side_fit(ones: list[Party], others: list[Party], same_side: SameSide) -> float:
    """1 where they name a party in common, less where only their sides are one, 0 where none is named, else below 0."""
    mine = {a for p in ones for a in p.actors}
    theirs = {a for p in others for a in p.actors}
    if not mine or not theirs:
        return 0.0
    if mine & theirs:
        return 1.0
    if any(same_side(a, b) for a in mine for b in theirs):
        return 0.7
    return -1.0


def days_fit(one: Mentioned, group: Group) -> float:
    """Above 0 where its days touch those of the group, 0 where none are said, below 0 where others are."""
    mine = one.days.span if one.days else None
    theirs = [m.days.span for m in group.mentions if m.days and m.days.span]
    if mine is None or not theirs:
        return 0.0
    if mine.days <= _EXACT:  # a year that holds both days does not make them one
        theirs = [span for span in theirs if span.days <= _EXACT] or theirs
    if any(mine.touches(span) for span in theirs):
        return 1.0 if mine.days <= 7 else 0.3
    return -1.0


def place_fit(one: Mentioned, group: Group) -> float:
    """Above 0 where its places may be those of the group, 0 where none are said, below 0 where others are."""
    mine = [p for p, _ in one.places]
    theirs = [p for m in group.mentions for p, _ in m.places]
    if not mine or not theirs:
        return 0.0
    if {p.name for p in mine} & {p.name for p in theirs}:
        return 1.0
    countries = {p.country for p in mine if p.country}, {p.country for p in theirs if p.country}
    if countries[0] and countries[1] and not countries[0] & countries[1]:
        return -1.0
    fine = {"site", "town"}
    if any(p.precision in fine for p in mine) and any(p.precision in fine for p in theirs):
        near = any(
            p.latitude is not None
            and q.latitude is not None
            and abs(p.latitude - q.latitude) + abs((p.longitude or 0) - (q.longitude or 0)) < 0.7
            for p in mine
            for q in theirs
        )
        return 0.5 if near else -1.0
    return 0.3


def threatens_the_same(one: Mentioned, group: Group) -> bool:
    """Whether two threats threaten the same: "calls for retaliation" and "calls for resistance" are two."""

    def content(told: Told) -> set[str]:
        return {t.lemma_.lower() for t in told.token.subtree if t.i > told.token.i and t.pos_ in {"NOUN", "VERB"}}

    mine = content(one.told)
    theirs = {word for m in group.mentions for word in content(m.told)}
    return not mine or not theirs or bool(mine & theirs)


def counts_others(one: Mentioned, group: Group) -> bool:
    """Whether both count people killed, and nobody counts the same."""
    mine = {p.count.low for p, *_ in one.tolls if p.effect == "killed" and p.count.low}
    theirs = {p.count.low for m in group.mentions for p, *_ in m.tolls if p.effect == "killed" and p.count.low}
    return bool(mine and theirs) and not mine & theirs


def same_toll(one: Mentioned, group: Group) -> int | None:
    """The highest number of people of whom both say the same."""
    mine = {(p.effect, p.count.low) for p, *_ in one.tolls if p.count.low}
    theirs = {(p.effect, p.count.low) for m in group.mentions for p, *_ in m.tolls if p.count.low}
    return max((low for _, low in mine & theirs if low), default=None)
