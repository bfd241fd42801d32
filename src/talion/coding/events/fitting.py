"""How well a mention fits an act told before: kind, sides, days, place, weapon, thing hit, toll."""

import re
from collections.abc import Sequence, Set

from talion.coding.acts.folding import is_one_act
from talion.coding.acts.told import ASSAULT, DEATHS, EFFECTS, OTHER_TIMES, Told, is_passive, lemma_of
from talion.coding.events.groups import GENERIC, Group, SameSide, kind_of
from talion.coding.events.mentioned import DEED, Mentioned, counts_only, is_run, opens_an_item
from talion.coding.sides.cast import Cast
from talion.coding.sides.phrases import ON_TERRITORY, WEAPON_NOUNS, Party

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
_EXACT = 7  # days
SURELY = 9.0
_LATER = re.compile(
    r"^\W*(?:(?:some |several |a few |just )?(?:minutes|hours|\w+ hours?|\w+ minutes|shortly|soon) "
    r"(?:later|afterwards?)|later\b(?! (?:reports|said))|elsewhere|meanwhile|separately"
    r"|in (?:a|another) (?:separate|different|second|similar)"
    r"|(?:less than |about )?(?:an hour|hours|\w+ hours|minutes|\w+ minutes) after (?:the|that|this|those) "
    r"(?:\w+ )?\w+, (?:\w+ ){0,2}(?:one|two|three|four|five|six|seven|eight|nine|ten|a|an|several|some|at least|\d+)"
    r"|in another|in [A-Z]\w+(?: [A-Z]\w+)? (?:minutes|hours|\w+ hours?) later)\b",
    re.IGNORECASE,
)
_HOW = {"open fire", "shoot", "fire", "hurl", "throw", "spray", "burst", "lob", "drive", "ram"}
_KILLS = {"kill", "execute", "massacre", "murder", "slaughter", "slay", "behead"}
_FIGHTS = {"attack", "ambush", "clash", "raid", "assault", "firefight", "shootout", "shooting", "gunfight", "battle"}


def _is_next(one: Mentioned, group: Group) -> bool:
    """Whether its sentence is the one right behind what was told of the act: "… with strikes. Three were wounded"."""
    return any(
        m.told.paragraph == one.told.paragraph and m.told.sentence.end == one.told.sentence.start
        for m in group.mentions
    )


def fit_of(one: Mentioned, group: Group, cast: Cast, same_side: SameSide) -> float:
    """How well a mention fits a group: 0 where it cannot be the same act."""
    told = one.told
    lead = group.lead
    beside = [
        m for m in group.mentions if m.told.paragraph == told.paragraph and m.told.sentence.start == told.sentence.start
    ]
    if beside:  # two words in one sentence tell two acts, where the one does not tell what the other did
        told_on = _befell_too(one, beside, group) or _goes_on_about(told, beside[-1].told)
        return SURELY if told_on or any(is_one_act(m.told, told) for m in beside) else 0.0
    if is_called_so(told) and lead.told.sense.action == ASSAULT and lead.told.standing.status in DEED:
        near = 0 <= told.paragraph - max(m.told.paragraph for m in group.mentions) <= 1
        return SURELY - 1 if near and not lead.told.so_far else 0.0
    if not _same_kind(one, group) or (told.standing.status in DEED) != (lead.told.standing.status in DEED):
        return 0.0
    if told.standing.status not in DEED and told.standing.status != lead.told.standing.status:
        return 0.0
    actors = _side_fit(
        [told.alleged or told.actor], [m.told.alleged or m.told.actor for m in group.mentions], same_side
    )
    summary_one = kind_of(one, cast) in _SUMMARY
    summary_group = any(kind_of(m, cast) in _SUMMARY for m in group.mentions)
    same_thing = _heads_of(told) & {head for m in group.mentions for head in _heads_of(m.told)}
    if actors < 0 and same_thing and summary_one != summary_group and _by_unlisted_names(one, group, cast):
        actors = 0.3  # a headline's short name, and the full one that nobody has listed yet
    recipients = _side_fit(_hit([told]), _hit([m.told for m in group.mentions]), same_side)
    if recipients < 0 and _is_own_account(one, actors) and _is_on_their_land(told, group, cast):
        recipients = 0.0  # "Iran said it had hit bases of the group", of the missiles that hit targets in Pakistan
    if actors < 0 or recipients < 0 or _turns_round(told, group, same_side):
        return 0.0
    victim = named_victim(told)
    if victim is not None and not any(t.text == victim for m in group.mentions for t in m.told.sentence):
        return 0.0
    if told.sense.answer and not told.is_noun and actors <= 0:
        return 0.0  # "Iran responded": to an act of which nobody says that it was Iran's
    days = days_fit(one, group)
    if days < 0 or (told.sense.action == "THREATEN" and not _same_words(one, group)):
        return 0.0
    place = place_fit(one, group)
    if place < 0 or (_is_of_another_item(one, group, cast) and place < 1 and days <= 0):
        return 0.0
    in_body = not summary_one and any(kind_of(m, cast) not in _SUMMARY for m in group.mentions)
    if _other_thing(one, group):
        return 0.0  # "the bombing of their camps" is not the bombing of the academy
    its_fire = _is_its_fire(told, group)
    fresh = in_body and not told.definite and not is_effect(told) and not its_fire
    if fresh and told.is_noun and told.acts.high == 1 and _counts_others(one, group):
        return 0.0  # "in March, after an attack killed seven soldiers" is not the ambush that killed two
    bare = all(m.told.is_noun and not m.told.definite for m in group.mentions)
    if fresh and told.is_noun and told.acts.high == 1 and bare and days <= 0 and place < 1:
        return 0.0  # "an attack", and "a raid" of which another sentence told
    if fresh and (_opens_anew(told) or (_is_new(one, group) and (actors <= 0 or recipients <= 0))):
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
        (summary_one or summary_group) and any(_by_the_same(told, m.told) for m in group.mentions)
    )
    lemmas = {m.told.token.lemma_.lower() for m in group.mentions}
    same_word = told.token.lemma_.lower() in lemmas or (told.token.lemma_.lower() in _KILLS and bool(_KILLS & lemmas))
    inside = _points_inside(told, lemmas)
    of_thing = told.is_noun and told.definite and _is_by_its_thing(told, group)
    how = False
    points_back = (
        (same_mode and told.is_noun and not told.actor.actors and not one.places)
        or (told.definite and told.is_noun and (one.days is None or one.days.span is None))
        or is_effect(told)
        or inside
        or of_thing
        or (how := _is_how(one, group) or its_fire)
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
        or _same_toll(one, group)
        or ((same_thing or place >= 1) and (summary_one or summary_group))
        or _same_number(one, group, cast)
    ):
        return 0.0
    if told.so_far != lead.told.so_far or (is_effect(told) and _at_home_of(one, group, cast)):
        return 0.0
    if _is_many_times(told) and not summary_one and not all(_is_many_times(m.told) for m in group.mentions):
        return 0.0  # "has fired on the base at least 30 times" is not the drone of Wednesday
    run = in_body and (_is_run_of([one]) != _is_run_of(group.mentions)) and not (told.definite and told.plural)
    if run and not (is_effect(told) and _is_next(one, group)):
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
    if (toll := _same_toll(one, group)) or _same_number(one, group, cast):
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
    apart = any(t.lower_ in _APART and not counts_only(t) for t in told.sentence)
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
    if lead.standing.status not in DEED or lead.so_far or not _same_kind(one, group, above=True):
        return True
    others = [m.told for m in group.mentions]
    two_sided = told.sense.undirected or lead.sense.undirected
    actors = _side_fit([told.alleged or told.actor], [m.alleged or m.actor for m in others], same_side)
    recipients = _side_fit(_hit([told]), _hit(others), same_side)
    things = _heads_of(told)
    hit = {head for other in others for head in _heads_of(other)}
    if not two_sided and (
        (actors < 0 and not (_by_unlisted_names(one, group, cast) and things & hit))
        or recipients < 0
        or _turns_round(told, group, same_side)
    ):
        return True
    other_thing = bool(things and hit) and not things & {t.lemma_.lower() for o in others for t in o.sentence}
    return other_thing or days_fit(one, group) < 0 or place_fit(one, group) < 0


def is_called_so(told: Told) -> bool:
    """Whether a sentence only says what the act just told was: "It was the deadliest attack since 2005"."""
    be = told.token.head
    if not told.is_noun or told.token.dep_ != "attr" or be.lemma_ != "be" or told.sense.action != ASSAULT:
        return False
    return any(c.dep_ == "nsubj" and c.lower_ in {"it", "this", "that"} for c in be.children)


def _befell_too(one: Mentioned, beside: Sequence[Mentioned], group: Group) -> bool:
    """Whether it tells what else befell people in the act beside it: "119 were killed; a further 47 were injured"."""
    others = {m.told.word for m in beside}
    both = is_effect(one.told) and all(is_effect(m.told) for m in beside) and one.told.word not in others
    return both and days_fit(one, group) >= 0 and place_fit(one, group) >= 0 and not _opens_anew(one.told)


def _goes_on_about(told: Told, other: Told) -> bool:
    """Whether it goes on about what a clause before it told: "jets bombed a camp; X said the strike killed two"."""
    token, verb = told.token, told.token.head
    if not (told.is_noun and told.definite and not told.plural and token.dep_ in {"nsubj", "nsubjpass"}):
        return False
    if token.i < other.token.i or other.plural or told.sense.action != other.sense.action:
        return False
    fits = not told.actor.actors or told.actor.actors == other.actor.actors
    marked = any(c.dep_ in {"mark", "advmod"} and c.lower_ in OTHER_TIMES for c in verb.children)
    below = verb.dep_ == "advcl" or any(t.lower_ in {"after", "before", "since"} for t in verb.lefts)
    same_kind = other.word in EFFECTS or told.weapon == other.weapon or not (told.weapon and other.weapon)
    return fits and same_kind and not marked and not below


def named_victim(told: Told) -> str | None:
    """Who died by a noun's own words: "the murder of Rajiv Gandhi" is not the bombing told before."""
    if not told.is_noun or told.token.lemma_.lower() not in DEATHS:
        return None
    whom = (c for p in told.token.children if p.dep_ == "prep" and p.lower_ == "of" for c in p.children)
    return next((c.text for c in whom if c.pos_ == "PROPN"), None)


def _points_inside(told: Told, lemmas: Set[str]) -> bool:
    """Whether its clause names the act it belongs to: "twenty soldiers were killed in the fight"."""
    if told.is_noun or told.word not in EFFECTS:
        return False
    nouns = [c for p in told.token.children if p.dep_ == "prep" and p.lower_ in {"in", "during"} for c in p.children]
    return any(
        noun.lemma_.lower() in lemmas and any(c.lower_ in {"the", "that", "this"} for c in noun.lefts) for noun in nouns
    )


def _is_by_its_thing(told: Told, group: Group) -> bool:
    """Whether a noun is told apart by what was hit in the act: "the ferry attack" after "fired at a ferry"."""
    things = {c.lemma_.lower() for c in told.token.lefts if c.dep_ == "compound"} - WEAPON_NOUNS
    return any(t.lemma_.lower() in things for m in group.mentions for t in m.told.sentence)


def _is_many_times(told: Told) -> bool:
    """Whether it tells that something was done a number of times."""
    return not told.is_noun and any(
        c.lower_ == "times" and any(n.dep_ == "nummod" for n in c.children) for c in told.token.subtree
    )


def _is_single(told: Told) -> bool:
    """Whether a noun tells one act and no more: "a drone attack"."""
    return told.is_noun and not told.plural and not told.so_far


def _is_of_another_item(one: Mentioned, group: Group, cast: Cast) -> bool:
    """Whether either stands in an item of a list, where each item tells an act of its own, and they not in one."""
    numbers = {m.told.paragraph for m in group.mentions if cast.paragraphs[m.told.paragraph].kind == "body"}
    if not numbers or one.told.paragraph in numbers or kind_of(one, cast) in _SUMMARY:
        return False
    items = all(opens_an_item(cast.paragraphs[number].text) for number in numbers)
    mine = items and not one.told.definite and opens_an_item(cast.paragraphs[one.told.paragraph].text)
    return mine or all(_is_numbered(cast.paragraphs[number].text) for number in numbers)


def _is_numbered(text: str) -> bool:
    return text.lstrip()[:1].isdigit() and opens_an_item(text)


def _turns_round(told: Told, group: Group, same_side: SameSide) -> bool:
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


def _opens_anew(told: Told) -> bool:
    """Whether a sentence opens with words that part what it tells from what was told: "Hours later", "Elsewhere"."""
    heads = [told.token, *(c for c in told.token.children if c.dep_ == "nsubj" and not c.is_stop)]
    other = any(
        c.lower_ in {"another", "second", "third", "separate", "more"}
        for t in heads
        for c in t.lefts
        if t.pos_ == "NOUN"
    )
    return other or bool(_LATER.match(told.sentence_text))


def _is_new(one: Mentioned, group: Group) -> bool:
    """Whether it names both a thing hit and a place, and other ones than all the mentions beside it."""
    mine = {p.name for p, _ in one.places}
    theirs = {p.name for m in group.mentions for p, _ in m.places}
    things = {head for m in group.mentions for head in _heads_of(m.told)}
    heads = _heads_of(one.told)
    return bool(mine and theirs and heads and things) and not mine & theirs and not heads & things


def _is_how(one: Mentioned, group: Group) -> bool:
    """Whether it tells how what was just told by a noun went on: "the attack on a convoy … Armed men opened fire"."""
    told = one.told
    places = {place.name for m in group.mentions for place, _ in m.places}
    elsewhere = any(place.name not in places for place, _ in one.places)
    bare = not told.actor.actors and not elsewhere and (one.days is None or one.days.span is None)
    if not bare or told.so_far or any(t.lower_ in _APART for t in told.sentence):
        return False
    near = 0 <= told.paragraph - max(m.told.paragraph for m in group.mentions) <= 1
    if (
        told.word in _HOW
        and near
        and all(m.told.is_noun and m.told.token.lemma_.lower() in _FIGHTS for m in group.mentions)
    ):
        return True
    had = any(c.dep_ == "aux" and c.lower_ in {"has", "have"} for c in told.token.children)
    carried = told.is_noun and not told.definite and not told.plural and bool(told.folded)  # "set off a bomb"
    fresh = (carried or not told.is_noun) and not is_effect(told) and told.standing.status == "done" and not had
    to_others = is_passive(told.token) and not told.recipient.thing  # "Six women were raped"
    return near and fresh and not to_others and all(_says_not_how(m.told) for m in group.mentions)


def _says_not_how(told: Told) -> bool:
    """Whether it names an act and leaves open how it was done and what was hit: "a suicide bombing killed 40"."""
    return not _heads_of(told) and (
        (told.is_noun and not told.so_far and not told.sense.undirected) or (told.word in EFFECTS | _KILLS)
    )


def _is_its_fire(told: Told, group: Group) -> bool:
    """Whether it tells of the weapons just told of: "fired missiles at two bases … The missiles struck …".

    Also who is said to have fired them: "Rockets fell on a market. The ministry says that the rebels fired them".
    """
    them = next((c for c in told.token.children if c.dep_ == "dobj" and c.lower_ in {"them", "it"}), None)
    if not told.is_noun and them is not None and told.token.lemma_.lower() in {"fire", "launch", "plant", "lay"}:
        near = 0 <= told.paragraph - max(m.told.paragraph for m in group.mentions) <= 1
        return near and any(lemma_of(t) in WEAPON_NOUNS for m in group.mentions for t in m.told.sentence)
    subject = next((c for c in told.token.children if c.dep_ == "nsubj"), None)
    if told.is_noun or subject is None or lemma_of(subject) not in WEAPON_NOUNS:
        return False
    if not any(c.lower_ in {"the", "these", "those"} for c in subject.lefts):
        return False
    near = 0 <= told.paragraph - max(m.told.paragraph for m in group.mentions) <= 1
    weapon = lemma_of(subject)
    return near and any(lemma_of(t) == weapon for m in group.mentions for t in m.told.sentence)


def _same_number(one: Mentioned, group: Group, cast: Cast) -> bool:
    """Whether a headline and a body count the same: "free 42 hostages", "released the last of 42 people"."""
    summary = [kind_of(m, cast) in _SUMMARY for m in (one, *group.mentions)]
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


def _is_own_account(one: Mentioned, actors: float) -> bool:
    """Whether a side tells of what it had done, with no day, place and toll of its own."""
    bare = (one.days is None or one.days.span is None) and not one.places and not one.tolls
    had = any(c.dep_ == "aux" and c.lower_ in {"had", "has", "have"} for c in one.told.token.children)
    own = one.speech is not None and one.speech.speaker.actor in one.told.actor.actors
    return actors > 0 and bare and had and own and not one.told.is_noun


def _is_on_their_land(told: Told, group: Group, cast: Cast) -> bool:
    """Whether it names a group as hit where a state was named before by the same verb, whose land it may have been."""
    states = all(cast.kind(a) == "state" for m in group.mentions for a in m.told.recipient.actors)
    same = any(m.told.token.lemma_ == told.token.lemma_ for m in group.mentions)
    return same and states and all(cast.kind(a) in {"armed group", "umbrella"} for a in told.recipient.actors)


def _by_the_same(one: Told, other: Told) -> bool:
    """Whether the weapon of the one is named by the words of the other: "missile attack", "missiles and drones hit"."""
    return _names(one.weapon, other) or _names(other.weapon, one)


def _names(weapon: str | None, told: Told) -> bool:
    subject = next((c for c in told.token.children if c.dep_ == "nsubj"), None)
    return (
        weapon is not None
        and subject is not None
        and any(t.lemma_.lower() == weapon for t in (*subject.conjuncts, subject))
    )


def _other_thing(one: Mentioned, group: Group) -> bool:
    """Whether the mention names a thing that was hit which none of the others names."""
    claimed = one.told.token.dep_ == "dobj" and one.told.token.head.lemma_.lower() == "claim"
    if one.told.is_noun and one.told.definite and (claimed or _in_a_clause(one.told)):
        return False  # "the attack, which hit a hospital", after the town that was struck
    mine = _heads_of(one.told)
    if one.told.recipient.first >= 0 and _points(one.told):
        return False  # "rockets came down on the base": the one told of before
    theirs = [_heads_of(m.told) for m in group.mentions if _heads_of(m.told)]
    return bool(mine and theirs) and not any(mine & other for other in theirs) and bool(one.told.is_noun)


def _in_a_clause(told: Told) -> bool:
    """Whether a verb and not the noun itself names the thing hit: "…, which hit a school", "the strikes damaged"."""
    if told.recipient.first < 0:
        return False
    head = told.token.doc[told.recipient.first : told.recipient.last + 1].root
    if head.dep_ == "dobj" and head.head in told.folded:
        return True
    return any(t.dep_ == "relcl" and t.head.i == told.token.i for t in head.ancestors)


def _points(told: Told) -> bool:
    """Whether the thing that was hit is only pointed at: "the base", with nothing that says which."""
    span = told.token.doc[told.recipient.first : told.recipient.last + 1]
    return len(span) == 2 and span[0].lower_ in {"the", "this", "that"} and span[1].pos_ == "NOUN"


def _heads_of(told: Told) -> set[str]:
    """The nouns by which the thing that was hit is named."""
    if not told.recipient.thing or told.recipient.first < 0:
        return set()
    span = told.token.doc[told.recipient.first : told.recipient.last + 1]
    if told.is_noun and told.definite and all(t.pos_ == "PROPN" for t in span):
        return set()  # "the raid on Tazerzait" says where, and not what
    return {t.lemma_.lower() for t in span if t.pos_ in {"NOUN", "PROPN"}}


def _by_unlisted_names(one: Mentioned, group: Group, cast: Cast) -> bool:
    """Whether the two sides differ by names of which one is in no registry, so that they may be one party's."""
    mine = set(one.told.actor.actors)
    theirs = {a for m in group.mentions for a in m.told.actor.actors}
    return any((a in cast.new) != (b in cast.new) for a in mine for b in theirs)


def _at_home_of(one: Mentioned, group: Group, cast: Cast) -> bool:
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


def is_effect(told: Told) -> bool:
    """Whether it only tells what an act did to people, by nobody named: "two were hurt", "six were abducted"."""
    if told.is_noun or told.actor.actors or told.so_far:
        return False
    befell = told.sense.mode == "abduct" or (told.word in _DONE_TO_THEM and _counts_people(told))
    return told.word in EFFECTS or (befell and told.actor.first < 0 and is_passive(told.token))


_DONE_TO_THEM = {"shoot", "shoot dead", "behead", "burn", "hack", "slaughter", "massacre", "execute", "butcher"}
_THEM = {"victim", "dead", "body", "corpse", "other", "they", "some", "most", "many"}


def _counts_people(told: Told) -> bool:
    """Whether it tells of people who are only counted or pointed at: "eleven were shot", "victims were hacked"."""
    subject = next((c for c in told.token.children if c.dep_ == "nsubjpass"), None)
    if subject is None:
        head = told.token.head
        subject = (
            next((c for c in head.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
            if told.token.dep_ == "conj"
            else None
        )
    if subject is None or told.recipient.actors:
        return False
    return subject.like_num or subject.lemma_.lower() in _THEM or any(c.dep_ == "nummod" for c in subject.lefts)


def _is_run_of(mentions: Sequence[Mentioned]) -> bool:
    """Whether the mentions tell a run of acts over time: "the strikes late on Sunday" were several, and one night's."""
    one_night = any(m.days is not None and m.days.span is not None and m.days.span.days <= 2 for m in mentions)
    return all(is_run(m.told) for m in mentions) and not one_night


def _same_kind(one: Mentioned, group: Group, *, above: bool = False) -> bool:
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
    taken = one.told.sense.mode == "abduct" and is_effect(one.told) and _is_next(one, group)
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


def _same_words(one: Mentioned, group: Group) -> bool:
    """Whether two threats threaten the same: "calls for retaliation" and "calls for resistance" are two."""

    def content(told: Told) -> set[str]:
        return {t.lemma_.lower() for t in told.token.subtree if t.i > told.token.i and t.pos_ in {"NOUN", "VERB"}}

    mine = content(one.told)
    theirs = {word for m in group.mentions for word in content(m.told)}
    return not mine or not theirs or bool(mine & theirs)


def _counts_others(one: Mentioned, group: Group) -> bool:
    """Whether both count people killed, and nobody counts the same."""
    mine = {p.count.low for p, *_ in one.tolls if p.effect == "killed" and p.count.low}
    theirs = {p.count.low for m in group.mentions for p, *_ in m.tolls if p.effect == "killed" and p.count.low}
    return bool(mine and theirs) and not mine & theirs


def _same_toll(one: Mentioned, group: Group) -> int | None:
    """The highest number of people of whom both say the same."""
    mine = {(p.effect, p.count.low) for p, *_ in one.tolls if p.count.low}
    theirs = {(p.effect, p.count.low) for m in group.mentions for p, *_ in m.tolls if p.count.low}
    return max((low for _, low in mine & theirs if low), default=None)
