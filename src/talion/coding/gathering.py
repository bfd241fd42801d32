"""Which mentions tell one act: headline, standfirst and body put together, two acts kept apart."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from talion.coding.attribution import Attributed
from talion.coding.cast import ON_TERRITORY, Cast, Party
from talion.coding.mentioned import DEED, Mentioned, is_run
from talion.coding.passed_over import pass_over
from talion.coding.told import EFFECTS, Told

if TYPE_CHECKING:
    pass


_KEPT = {"done", "attempted", "foiled", "threatened", "planned", "denied", "habitual"}


_SUMMARY = {"headline", "standfirst", "caption"}


_APART = frozenset(
    [
        "another",
        "separate",
        "separately",
        "second",
        "third",
        "elsewhere",
        "meanwhile",
        "other",
        "later",
        "next",
        "earlier",
        "also",
    ]
)


GENERIC = {None, "heavy-weapons"}


SameSide = Callable[[str, str], bool]


@dataclass(slots=True)
class Group:
    """The mentions of one act, its most telling one first."""

    mentions: list[Mentioned]
    attributed: list[Attributed] = field(default_factory=list)

    @property
    def lead(self) -> Mentioned:
        """The mention that tells most, in the body rather than above it."""
        return max(self.mentions, key=weight_of)


def weight_of(one: Mentioned) -> tuple[int, int, int, int]:
    """How much a mention tells: sides, day, place, toll; then the body before what stands above it."""
    told = one.told
    return (
        sum(
            (
                bool(told.actor.actors),
                bool(told.recipient.actors),
                one.days is not None and one.days.span is not None,
                bool(one.places),
                bool(one.tolls),
            )
        ),
        not told.definite,
        -told.paragraph,
        -told.token.i,
    )


def gather(
    mentioned: Sequence[Mentioned], cast: Cast, same_side: SameSide, apart: Collection[tuple[int, int]] = ()
) -> list[Group]:
    """The mentions as acts: what a headline, a standfirst and a body tell of one act is one group.

    "The strikes" joins the nearest act before it that fits; "a rocket attack" joins only what a headline or a caption
    told of it, or an act with the same day and sides. What does not fit in kind, standing, side, day or weapon stays
    apart.
    `apart` holds pairs of mentions (by the `id` of their Told) that a text calls two acts, one answering the other.
    """
    groups: list[Group] = []
    order = sorted(mentioned, key=lambda m: (m.told.paragraph, m.told.token.i))
    for one in order:
        if one.told.standing.status not in _KEPT or (
            one.speech is not None
            and one.told.standing.status == "planned"
            and not _is_own(one)
            and one.speech.speaker.kind not in {"party", "official"}
        ):
            because = f" ({one.told.standing.because})" if one.told.standing.because else ""
            pass_over(
                one.told.token,
                f"told as {one.told.standing.status}{because}"
                if one.told.standing.status not in _KEPT
                else "somebody without a part in it says what others plan",
            )
            continue
        scored = [
            (fit, n)
            for n, group in enumerate(groups)
            if not any((id(one.told), id(m.told)) in apart for m in group.mentions)
            and (fit := _fit(one, group, cast, same_side)) > 0
        ]
        if scored:
            if one.told.definite or _is_effect(
                one.told
            ):  # "the attack", "two were hurt": of two that fit, the last one told
                latest = max(
                    scored, key=lambda pair: max((m.told.paragraph, m.told.token.i) for m in groups[pair[1]].mentions)
                )[1]
                scored = [(fit + (1.0 if n == latest else 0.0), n) for fit, n in scored]
            best = max(scored, key=lambda pair: (pair[0], pair[1]))
            groups[best[1]].mentions.append(one)
        else:
            groups.append(Group([one]))
    return groups


def _is_own(one: Mentioned) -> bool:
    speech = one.speech
    return speech is None or speech.speaker.actor in one.told.actor.actors


def _fit(one: Mentioned, group: Group, cast: Cast, same_side: SameSide) -> float:
    """How well a mention fits a group: 0 where it cannot be the same act."""
    told = one.told
    lead = group.lead
    if any(m.told.paragraph == told.paragraph and m.told.sentence.start == told.sentence.start for m in group.mentions):
        return 0.0  # two words in one sentence tell two acts, where one is not folded into the other
    if not _same_kind(one, group) or (told.standing.status in DEED) != (lead.told.standing.status in DEED):
        return 0.0
    if told.standing.status not in DEED and told.standing.status != lead.told.standing.status:
        return 0.0
    actors = _side_fit(
        [told.alleged or told.actor], [m.told.alleged or m.told.actor for m in group.mentions], same_side
    )
    recipients = _side_fit(_hit([told]), _hit([m.told for m in group.mentions]), same_side)
    if actors < 0 or recipients < 0:
        return 0.0
    days = _days_fit(one, group)
    if days < 0 or (told.sense.action == "THREATEN" and not _same_words(one, group)):
        return 0.0
    place = _place_fit(one, group)
    if place < 0:
        return 0.0
    summary_one = kind_of(one, cast) in _SUMMARY
    summary_group = any(kind_of(m, cast) in _SUMMARY for m in group.mentions)
    if _other_thing(one, group):
        return 0.0  # "the bombing of their camps" is not the bombing of the academy
    score = 1.5 * actors + 1.5 * recipients + 2.0 * days + 1.0 * place
    modes = {m.told.sense.mode for m in group.mentions} - {None, "heavy-weapons", "troops", "discontinue", "demo"}
    same_mode = told.sense.mode in modes
    if same_mode and told.is_noun and (one.days is None or one.days.span is None) and told.acts.high == 1:
        score += 1.2  # "the coup" after "seized power", "the trawler seizure"
    if told.definite:
        score += 1.0 + 1.0 / (1 + abs(told.paragraph - group.mentions[-1].told.paragraph))
    if summary_one or summary_group:
        score += 1.0
    if one.told.paragraph == group.mentions[-1].told.paragraph and (told.definite or _is_effect(told)):
        score += 0.6
    same_weapon = bool(told.weapon) and any(m.told.weapon == told.weapon for m in group.mentions)
    same_word = told.token.lemma_.lower() in {m.told.token.lemma_.lower() for m in group.mentions}
    points_back = (
        (same_mode and told.is_noun and not told.actor.actors and not one.places)
        or (told.definite and told.is_noun and (one.days is None or one.days.span is None))
        or _is_effect(told)
    )
    if not points_back and not (
        actors > 0 or recipients > 0 or days > 0.3 or same_weapon or same_word or _same_toll(one, group)
    ):
        return 0.0
    if told.so_far != lead.told.so_far or (_is_effect(told) and _at_home_of(one, group, cast)):
        return 0.0
    in_body = not summary_one and any(kind_of(m, cast) not in _SUMMARY for m in group.mentions)
    if in_body and (_is_run_of([one]) != _is_run_of(group.mentions)) and not (told.definite and told.plural):
        return 0.0  # "attacks on bases have increased" is not the rocket attack of Friday
    if same_weapon:
        score += 1.0
    if same_word:
        score += 0.6
    elif told.definite and told.is_noun:
        score -= 0.6
    if told.plural and told.definite and all(m.told.is_noun and not m.told.plural for m in group.mentions):
        score -= 1.0
    if _same_toll(one, group):
        score += 1.5
    in_headline = any(kind_of(m, cast) in {"headline", "standfirst"} for m in group.mentions)
    far = told.paragraph - max(m.told.paragraph for m in group.mentions)
    near = far <= 1 or (in_headline and far <= 4 and (_is_effect(told) or told.definite))
    undated = one.days is None or one.days.span is None
    if near and undated:
        score += 1.0 + (0.5 if not told.actor.actors else 0.0)
    effect = _is_effect(told)
    apart = bool({t.lower_ for t in told.sentence} & _APART)
    needed = 1.9 if told.definite or summary_one or summary_group or (effect and near) else 2.4
    if apart and not told.definite and not summary_one:
        needed += 1.2
    if (
        told.is_noun
        and not told.definite
        and not summary_one
        and not told.plural
        and one.told.paragraph == group.mentions[-1].told.paragraph
    ):
        needed += 1.0
    return score if score >= needed else 0.0


def _other_thing(one: Mentioned, group: Group) -> bool:
    """Whether the mention names a thing that was hit which none of the others names."""
    if not one.told.recipient.thing or one.told.recipient.first < 0:
        return False

    def heads(told: Told) -> set[str]:
        doc = told.token.doc
        span = doc[told.recipient.first : told.recipient.last + 1]
        return {t.lemma_.lower() for t in span if t.pos_ in {"NOUN", "PROPN"}}

    theirs = [heads(m.told) for m in group.mentions if m.told.recipient.thing and m.told.recipient.first >= 0]
    return bool(theirs) and not any(heads(one.told) & other for other in theirs) and bool(one.told.is_noun)


def _at_home_of(one: Mentioned, group: Group, cast: Cast) -> bool:
    """Whether people died in the country of the one who acted: "six were killed in Israel" is not Israel's strike."""
    homes = {
        known.country
        for m in group.mentions
        for a in m.told.actor.actors
        if (known := cast.registry.actors.get(a)) is not None and known.kind in {"state", "force"}
    }
    return any(place.country in homes for place, _ in one.places if place.country)


def _is_effect(told: Told) -> bool:
    return not told.is_noun and told.word in EFFECTS and not told.actor.actors and not told.so_far


def _is_run_of(mentions: Sequence[Mentioned]) -> bool:
    """Whether the mentions tell a run of acts over time: "the strikes late on Sunday" were several, and one night's."""
    one_night = any(m.days is not None and m.days.span is not None and m.days.span.days <= 2 for m in mentions)
    return all(is_run(m.told) for m in mentions) and not one_night


def kind_of(one: Mentioned, cast: Cast) -> str:
    """The kind of paragraph that a mention stands in: headline, standfirst, caption or body."""
    return cast.paragraphs[one.told.paragraph].kind


def _same_kind(one: Mentioned, group: Group) -> bool:
    lead = group.lead.told
    if one.told.sense.action != lead.sense.action or one.told.sense.undirected != lead.sense.undirected:
        return False
    weapons = {m.told.weapon for m in group.mentions if m.told.weapon} - {None}
    if one.told.weapon and weapons and one.told.weapon not in weapons:
        related = (
            {"rocket", "missile", "artillery"},
            {"bomb", "suicide bomb"},
            {"air strike", "drone", "missile", "bomb"},
        )
        if not any(one.told.weapon in r and weapons & r for r in related):
            return False
    modes = {m.told.sense.mode for m in group.mentions}
    if one.told.sense.mode in GENERIC or modes & GENERIC or one.told.sense.mode in modes:
        return True
    return (
        one.told.sense.action == "ASSAULT"
        and bool(
            {one.told.sense.mode, *modes} <= {"explosives", "suicide-attack", "assassinate", "massacre", "firearms"}
        )
        and ("assassinate" in modes or "suicide-attack" in modes | {one.told.sense.mode})
    )


def _hit(acts: Sequence[Told]) -> list[Party]:
    """Who was hit, where more is known than on whose territory."""
    return [told.recipient for told in acts if told.recipient.why != ON_TERRITORY]


def _side_fit(ones: list[Party], others: list[Party], same_side: SameSide) -> float:
    mine = {a for p in ones for a in p.actors}
    theirs = {a for p in others for a in p.actors}
    if not mine or not theirs:
        return 0.0
    if mine & theirs:
        return 1.0
    if any(same_side(a, b) for a in mine for b in theirs):
        return 0.7
    return -1.0


def _days_fit(one: Mentioned, group: Group) -> float:
    mine = one.days.span if one.days else None
    theirs = [m.days.span for m in group.mentions if m.days and m.days.span]
    if mine is None or not theirs:
        return 0.0
    if any(mine.touches(span) for span in theirs):
        return 1.0 if mine.days <= 7 else 0.3
    return -1.0


def _place_fit(one: Mentioned, group: Group) -> float:
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


def _same_words(one: Mentioned, group: Group) -> bool:
    """Whether two threats threaten the same: "calls for retaliation" and "calls for resistance" are two."""

    def content(told: Told) -> set[str]:
        return {t.lemma_.lower() for t in told.token.subtree if t.i > told.token.i and t.pos_ in {"NOUN", "VERB"}}

    mine = content(one.told)
    theirs = {word for m in group.mentions for word in content(m.told)}
    return not mine or not theirs or bool(mine & theirs)


def _same_toll(one: Mentioned, group: Group) -> bool:
    mine = {(p.effect, p.count.low) for p, *_ in one.tolls if p.count.low}
    theirs = {(p.effect, p.count.low) for m in group.mentions for p, *_ in m.tolls if p.count.low}
    return bool(mine & theirs)
