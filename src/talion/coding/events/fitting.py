"""How well a mention fits an act told before: kind, sides, days, place, weapon, thing hit, toll."""

from collections.abc import Sequence

from talion.coding.acts.folding import is_one_act
from talion.coding.acts.told import ASSAULT, DEATHS, Told
from talion.coding.events.alike import (
    SUMMARY,
    counts_others,
    days_fit,
    differ_by_unlisted_names,
    is_at_home_of,
    is_next,
    is_on_their_land,
    is_same_kind,
    is_same_number,
    known_hit,
    place_fit,
    same_toll,
    side_fit,
    threatens_the_same,
    turns_round,
)
from talion.coding.events.effects import is_effect
from talion.coding.events.groups import Group, SameSide, kind_of
from talion.coding.events.mentioned import DEED, Mentioned, counts_only, is_run
from talion.coding.events.other_hands import is_by_other_hands
from talion.coding.events.points_back import (
    APART,
    KILLS,
    goes_on_about,
    is_called_so,
    is_how,
    is_its_fire,
    is_of_another_item,
    opens_anew,
    points_inside,
)
from talion.coding.events.thing_hit import (
    heads_of,
    is_by_its_thing,
    is_by_the_same_weapon,
    is_other_thing,
    names_others,
)
from talion.coding.sides.cast import Cast

SURELY = 9.0


def fit_of(one: Mentioned, group: Group, cast: Cast, same_side: SameSide) -> float:
    """How well a mention fits a group: 0 where it cannot be the same act."""
    told = one.told
    lead = group.lead
    beside = [
        m for m in group.mentions if m.told.paragraph == told.paragraph and m.told.sentence.start == told.sentence.start
    ]
    if beside:  # two words in one sentence tell two acts, where the one does not tell what the other did
        told_on = _befell_too(one, beside, group) or goes_on_about(told, beside[-1].told)
        return SURELY if told_on or any(is_one_act(m.told, told) for m in beside) else 0.0
    if is_called_so(told) and lead.told.sense.action == ASSAULT and lead.told.standing.status in DEED:
        near = 0 <= told.paragraph - max(m.told.paragraph for m in group.mentions) <= 1
        return SURELY - 1 if near and not lead.told.so_far else 0.0
    if not is_same_kind(one, group) or (told.standing.status in DEED) != (lead.told.standing.status in DEED):
        return 0.0
    if told.standing.status not in DEED and told.standing.status != lead.told.standing.status:
        return 0.0
    actors = side_fit([told.alleged or told.actor], [m.told.alleged or m.told.actor for m in group.mentions], same_side)
    summary_one = kind_of(one, cast) in SUMMARY
    summary_group = any(kind_of(m, cast) in SUMMARY for m in group.mentions)
    same_thing = heads_of(told) & {head for m in group.mentions for head in heads_of(m.told)}
    if actors < 0 and same_thing and summary_one != summary_group and differ_by_unlisted_names(one, group, cast):
        actors = 0.3  # a headline's short name, and the full one that nobody has listed yet
    recipients = side_fit(known_hit([told]), known_hit([m.told for m in group.mentions]), same_side)
    if recipients < 0 and _is_own_account(one, actors) and is_on_their_land(told, group, cast):
        recipients = 0.0  # "Iran said it had hit bases of the group", of the missiles that hit targets in Pakistan
    if actors < 0 or recipients < 0 or turns_round(told, group, same_side) or is_by_other_hands(told, group, cast):
        return 0.0
    victim = named_victim(told)
    if victim is not None and not any(t.text == victim for m in group.mentions for t in m.told.sentence):
        return 0.0
    if told.sense.answer and not told.is_noun and actors <= 0:
        return 0.0  # "Iran responded": to an act of which nobody says that it was Iran's
    days = days_fit(one, group)
    if days < 0 or (told.sense.action == "THREATEN" and not threatens_the_same(one, group)):
        return 0.0
    place = place_fit(one, group)
    if place < 0 or (is_of_another_item(one, group, cast) and place < 1 and days <= 0):
        return 0.0
    in_body = not summary_one and any(kind_of(m, cast) not in SUMMARY for m in group.mentions)
    if is_other_thing(one, group):
        return 0.0  # "the bombing of their camps" is not the bombing of the academy
    its_fire = is_its_fire(told, group)
    fresh = in_body and not told.definite and not is_effect(told) and not its_fire
    if fresh and told.is_noun and told.acts.high == 1 and counts_others(one, group):
        return 0.0  # "in March, after an attack killed seven soldiers" is not the ambush that killed two
    bare = all(m.told.is_noun and not m.told.definite for m in group.mentions)
    if fresh and told.is_noun and told.acts.high == 1 and bare and days <= 0 and place < 1:
        return 0.0  # "an attack", and "a raid" of which another sentence told
    if fresh and (opens_anew(told) or (names_others(one, group) and (actors <= 0 or recipients <= 0))):
        return 0.0  # "hours later jets bombed rebel positions" is not the truck that rammed a convoy
    score = 1.5 * actors + 1.5 * recipients + 2.0 * days + 1.0 * place
    modes = {m.told.sense.mode for m in group.mentions} - {None, "heavy-weapons", "troops", "discontinue", "demo"}
    same_mode = told.sense.mode in modes
    if same_mode and told.is_noun and (one.days is None or one.days.span is None) and told.acts.high == 1:
        score += 1.2  # "the coup" after "seized power", "the trawler seizure"
    if told.definite:
        score += 1.0 + 1.0 / (1 + abs(told.paragraph - group.mentions[-1].told.paragraph))
    if summary_one or summary_group:
        score += 1.0
    if one.told.paragraph == group.mentions[-1].told.paragraph and (told.definite or is_effect(told)):
        score += 0.6
    same_weapon = bool(told.weapon) and any(m.told.weapon == told.weapon for m in group.mentions)
    same_weapon = same_weapon or (
        (summary_one or summary_group) and any(is_by_the_same_weapon(told, m.told) for m in group.mentions)
    )
    lemmas = {m.told.token.lemma_.lower() for m in group.mentions}
    same_word = told.token.lemma_.lower() in lemmas or (told.token.lemma_.lower() in KILLS and bool(KILLS & lemmas))
    inside = points_inside(told, lemmas)
    of_thing = told.is_noun and told.definite and is_by_its_thing(told, group)
    how = False
    points_back = (
        (same_mode and told.is_noun and not told.actor.actors and not one.places)
        or (told.definite and told.is_noun and (one.days is None or one.days.span is None))
        or is_effect(told)
        or inside
        or of_thing
        or (how := is_how(one, group) or its_fire)
    )
    if inside or of_thing:
        score += 1.5
    if how:
        score += 1.0  # "gunmen opened fire", of the attack just told by its noun
    if not points_back and not (
        actors > 0
        or recipients > 0
        or days > 0.3
        or same_weapon
        or same_word
        or same_toll(one, group)
        or ((same_thing or place >= 1) and (summary_one or summary_group))
        or is_same_number(one, group, cast)
    ):
        return 0.0
    if told.so_far != lead.told.so_far or (is_effect(told) and is_at_home_of(one, group, cast)):
        return 0.0
    if _is_many_times(told) and not summary_one and not all(_is_many_times(m.told) for m in group.mentions):
        return 0.0  # "has fired on the base at least 30 times" is not the drone of Wednesday
    run = in_body and (_is_run_of([one]) != _is_run_of(group.mentions)) and not (told.definite and told.plural)
    if run and not (is_effect(told) and is_next(one, group)):
        return 0.0  # "attacks on bases have increased" is not the rocket attack of Friday
    if same_weapon:
        score += 1.0
    if same_word:
        score += 0.6
    elif told.definite and told.is_noun:
        score -= 0.6
    if same_word and _is_own_account(one, actors):
        score += 0.8  # "Iran said it had hit bases of the group", of the strike that was told above
    if told.plural and told.definite and any(_is_single(m.told) for m in group.mentions):
        score -= 1.0  # "the strikes" are not "a drone attack"
    elif _is_single(told) and told.definite and all(m.told.is_noun and m.told.plural for m in group.mentions):
        score -= 1.0  # nor is "that attack" one of "the raids" of a night
    if (toll := same_toll(one, group)) or is_same_number(one, group, cast):
        score += 2.0 if (toll or 0) > 12 else 1.5
    if same_thing and (summary_one or summary_group):
        score += 1.0
    in_headline = any(kind_of(m, cast) in {"headline", "standfirst"} for m in group.mentions)
    far = told.paragraph - max(m.told.paragraph for m in group.mentions)
    near = far <= 1 or (in_headline and far <= 4 and (is_effect(told) or told.definite))
    near = near or (in_headline and same_word and told.definite and told.is_noun)  # what the report is about
    undated = one.days is None or one.days.span is None
    if near and undated:
        score += 1.0 + (0.5 if not told.actor.actors else 0.0)
    effect = is_effect(told)
    apart = any(t.lower_ in APART and not counts_only(t) for t in told.sentence)
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


def speaks_against(one: Mentioned, group: Group, cast: Cast, same_side: SameSide) -> bool:
    """Whether kind, sides, days, places or the thing hit say that a headline tells another act than a group."""
    told, lead = one.told, group.lead.told
    if lead.standing.status not in DEED or lead.so_far or not is_same_kind(one, group, above=True):
        return True
    others = [m.told for m in group.mentions]
    two_sided = told.sense.undirected or lead.sense.undirected
    actors = side_fit([told.alleged or told.actor], [m.alleged or m.actor for m in others], same_side)
    recipients = side_fit(known_hit([told]), known_hit(others), same_side)
    things = heads_of(told)
    hit = {head for other in others for head in heads_of(other)}
    if not two_sided and (
        (actors < 0 and not (differ_by_unlisted_names(one, group, cast) and things & hit))
        or recipients < 0
        or turns_round(told, group, same_side)
    ):
        return True
    other_thing = bool(things and hit) and not things & {t.lemma_.lower() for o in others for t in o.sentence}
    return other_thing or days_fit(one, group) < 0 or place_fit(one, group) < 0


def _befell_too(one: Mentioned, beside: Sequence[Mentioned], group: Group) -> bool:
    """Whether it tells what else befell people in the act beside it: "119 were killed; a further 47 were injured"."""
    others = {m.told.word for m in beside}
    both = is_effect(one.told) and all(is_effect(m.told) for m in beside) and one.told.word not in others
    return both and days_fit(one, group) >= 0 and place_fit(one, group) >= 0 and not opens_anew(one.told)


def named_victim(told: Told) -> str | None:
    """Who died by a noun's own words: "the murder of Rajiv Gandhi" is not the bombing told before."""
    if not told.is_noun or told.token.lemma_.lower() not in DEATHS:
        return None
    whom = (c for p in told.token.children if p.dep_ == "prep" and p.lower_ == "of" for c in p.children)
    return next((c.text for c in whom if c.pos_ == "PROPN"), None)


def _is_many_times(told: Told) -> bool:
    """Whether it tells that something was done a number of times."""
    return not told.is_noun and any(
        c.lower_ == "times" and any(n.dep_ == "nummod" for n in c.children) for c in told.token.subtree
    )


def _is_single(told: Told) -> bool:
    """Whether a noun tells one act and no more: "a drone attack"."""
    return told.is_noun and not told.plural and not told.so_far


def _is_own_account(one: Mentioned, actors: float) -> bool:
    """Whether a side tells of what it had done, with no day, place and toll of its own."""
    bare = (one.days is None or one.days.span is None) and not one.places and not one.tolls
    had = any(c.dep_ == "aux" and c.lower_ in {"had", "has", "have"} for c in one.told.token.children)
    own = one.speech is not None and one.speech.speaker.actor in one.told.actor.actors
    return actors > 0 and bare and had and own and not one.told.is_noun


def _is_run_of(mentions: Sequence[Mentioned]) -> bool:
    """Whether the mentions tell a run of acts over time: "the strikes late on Sunday" were several, and one night's."""
    one_night = any(m.days is not None and m.days.span is not None and m.days.span.days <= 2 for m in mentions)
    return all(is_run(m.told) for m in mentions) and not one_night
