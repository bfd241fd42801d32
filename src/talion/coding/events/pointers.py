"""Words that point at an act told before: "the attack", "three were killed", with no side, day or place beside."""

from collections.abc import Callable, Collection, Sequence

from talion.coding.acts.told import ASSAULT, EFFECTS, Told
from talion.coding.events.groups import GENERIC, Group
from talion.coding.events.mentioned import Mentioned

_HURT = EFFECTS | {"hurt", "harm"}
_HAPPENED = {"done", "historical"}
_NEAR = 1  # paragraphs: who "was killed" without more was killed in what was told last
_POINTED_AT = {"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "SANCTION", "RETREAT", "AGREE"}
# Nouns that may stand for any act of their kind; others only for one of their own word, weapon or mode.
_ANY = {
    "attack", "assault", "strike", "raid", "incident", "operation", "violence", "crime", "action", "aggression",
    "bloodshed", "killing", "fighting", "move", "measure", "decision", "step", "incursion", "escalation", "atrocity",
}  # fmt: skip
_STEM = 4  # letters by which "the shelling" and "shelled", "the seizure" and "seized" are known for one word
_OUTCOMES = {"capture", "detain", "seize", "arrest", "take", "captured"}

SameSide = Callable[[str, str], bool]
Pairs = Collection[tuple[int, int]]


def fold_pointers(groups: list[Group], same_side: SameSide, apart: Pairs) -> list[Group]:
    """The groups, with what only points at an act joined to the act that it points at, told before it or in a headline.

    Its tolls and claims go along, so that rival tolls stand at one act. What an answer ties to an act (`apart`, pairs
    of ids of mentions) is not that act. Where nothing told before fits, the group stays.
    """
    order = sorted(groups, key=lambda group: _place(group.mentions[0]))
    kept: list[Group] = []
    for group in order:
        accusers = _accusers(group, groups)
        others = [
            one for one in kept if not _told_apart(group, one, apart) and not _is_theirs(one, accusers, same_side)
        ]
        target = None
        if _only_points(group):
            latest = sorted(others, key=lambda one: max(_place(m) for m in one.mentions), reverse=True)
            target = next((one for one in latest if _fits(group, one, same_side)), None)
        if target is None and _is_noun_alone(group):
            target = _named_again(group, others)
        if target is None and others and _is_outcome(group, others[-1]):
            others[-1].lead.tolls.extend(group.mentions[0].tolls)
            others[-1].spoken_of.extend(group.mentions)
            others[-1].attributed.extend(group.attributed)
            continue
        if target is None:
            kept.append(group)
        else:
            target.mentions.extend(group.mentions)
            target.attributed.extend(group.attributed)
            target.spoken_of.extend(group.spoken_of)
    left = {id(group) for group in kept}
    return [group for group in groups if id(group) in left]


def _accusers(pointer: Group, groups: Sequence[Group]) -> set[str]:
    """Who accuses somebody of what is pointed at: "accused Iran of organising the attack"."""
    where = {(one.told.paragraph, one.told.sentence.start) for one in pointer.mentions if one.told.alleged is not None}
    return {
        actor
        for group in groups
        for one in group.mentions
        if one.told.sense.action == "ACCUSE" and (one.told.paragraph, one.told.sentence.start) in where
        for actor in one.told.actor.actors
    }


def _is_theirs(act: Group, accusers: Collection[str], same_side: SameSide) -> bool:
    """Whether those who accuse somebody else did it themselves."""
    own = {a for one in act.mentions for a in one.told.actor.actors}
    return any(same_side(a, b) or same_side(b, a) for a in accusers for b in own)


def _told_apart(one: Group, other: Group, apart: Pairs) -> bool:
    return any((id(a.told), id(b.told)) in apart for a in one.mentions for b in other.mentions)


def _only_points(group: Group) -> bool:
    return all(
        one.told.sense.action == ASSAULT
        and one.told.standing.status in _HAPPENED
        and not one.told.actor.actors
        and not one.told.so_far
        and (one.told.word in _HURT or (one.told.is_noun and one.told.definite and not one.tolls))
        for one in group.mentions
    )


def _fits(pointer: Group, act: Group, same_side: SameSide) -> bool:
    lead = act.lead.told
    if lead.sense.action != ASSAULT or lead.standing.status not in _HAPPENED or _only_points(act):
        return False
    if any(_says_more(one, act) for one in pointer.mentions):
        return False
    by_noun = all(one.told.is_noun for one in pointer.mentions)
    first = pointer.mentions[0].told
    last = max(act.mentions, key=_place).told
    gap = first.paragraph - last.paragraph
    if "historical" in {first.standing.status, lead.standing.status} and (
        by_noun or gap or last.sentence.end not in {first.sentence.start, first.sentence.end}
    ):
        return False  # "in 2018 bombs went off; seven died": but nothing told far from it is history with it
    if not by_noun and gap > _NEAR:
        return False
    hurt = {a for one in pointer.mentions for a in one.told.recipient.actors}
    own = {a for one in act.mentions for a in one.told.actor.actors}
    accused = {a for one in act.mentions if one.told.alleged is not None for a in one.told.alleged.actors}
    if by_noun and any(same_side(a, b) or same_side(b, a) for a in hurt for b in accused):
        return False  # "the strikes on its fighters" are not the rockets that it denies having fired
    if any(same_side(a, b) or same_side(b, a) for a in hurt for b in own):
        # nobody is taken to have struck their own side, and yet they may have lost people in what they did
        return not by_noun and gap == 0 and lead.sense.mode != "heavy-weapons" and first.token.tag_ == "VBN"
    hit = {a for one in act.mentions for a in one.told.recipient.actors}
    if not hurt or not hit:
        return by_noun or first.paragraph == lead.paragraph
    if not by_noun and gap == 0 and lead.sense.mode is None and first.token.tag_ == "VBN" and bool(own):
        return True  # in a fight both sides lose people
    return any(same_side(a, b) or same_side(b, a) for a in hurt for b in hit)


def _is_noun_alone(group: Group) -> bool:
    """Whether a group is but a noun that takes its act for known, with nobody, no day, no place, no toll of its own."""
    return all(
        one.told.is_noun
        and (one.told.definite or _is_bare(one.told))
        and not one.told.plural
        and one.told.sense.action in _POINTED_AT
        and one.told.standing.status in {"done", "attempted", "foiled"}
        and not one.told.actor.actors
        and (one.told.recipient.first < 0 or _is_bare(one.told) or not _hits(one.told))
        and not one.tolls
        for one in group.mentions
    )


def _hits(told: Told) -> bool:
    return bool(told.recipient.actors) or told.recipient.thing


def _is_bare(told: Told) -> bool:
    """ "Trawler seizure", "school bombing": a headline's noun, without an article, behind the name of the thing."""
    before = told.token.doc[told.token.i - 1] if told.token.i > told.token.sent.start else None
    return before is not None and before.dep_ == "compound" and before.head.i == told.token.i


def _named_again(pointer: Group, kept: list[Group]) -> Group | None:
    """The act that a noun names again: by its own word, else by its weapon or mode, else the last of its kind."""
    told = pointer.mentions[0].told
    best: tuple[float, int] | None = None
    for n, group in enumerate(kept):
        lead = group.lead.told
        if lead.standing.status not in {"done", "attempted", "foiled", "denied"} or lead.so_far:
            continue
        word = any(_stem(told) & _stem(m.told) for m in group.mentions)
        if not told.definite and not (word and _same_thing_before(told, group)):
            continue
        if lead.sense.action != told.sense.action and not word:
            continue
        modes = {m.told.sense.mode for m in group.mentions} - GENERIC
        weapons = {m.told.weapon for m in group.mentions} - {None}
        if weapons and told.weapon and told.weapon not in weapons:
            continue
        kind = told.sense.mode in modes or told.weapon in weapons
        if not word and not kind and told.token.lemma_.lower() not in _ANY:
            continue
        if not word and any(_says_more(one, group) for one in pointer.mentions):
            continue
        if word and any(_contradicts(one, group) for one in pointer.mentions):
            continue
        far = told.paragraph - max(m.told.paragraph for m in group.mentions)
        worth = 3.0 * word + 1.0 * kind - 0.4 * max(far, 0) - 2.0 * (lead.standing.status == "denied")
        if lead.standing.status == "denied" and not word:
            continue  # "denied losing a drone" is no attack that "the attack" could mean
        if best is None or (worth, n) >= best:
            best = (worth, n)
    return kept[best[1]] if best is not None else None


def _same_thing_before(told: Told, group: Group) -> bool:
    thing = told.token.doc[told.token.i - 1].lower_
    return any(thing in {t.lower_ for t in m.told.sentence} for m in group.mentions)


_POWER = {"oust", "overthrow", "topple", "depose"}


def _stem(told: Told) -> set[str]:
    words = {t.lemma_.lower() for t in told.tokens}
    takes = words & {"seize", "take", "grab", "usurp"} and any(
        c.lower_ == "power" for t in told.tokens for c in t.children
    )
    if takes or words & _POWER:
        return {"coup", "puts", "take"}
    return {t.lemma_.lower()[:_STEM] for t in told.tokens if len(t.lemma_) >= _STEM} - {"carr", "laun", "take", "cond"}


def _is_outcome(group: Group, act: Group) -> bool:
    """ "Three saboteurs were killed and one was captured", "We captured two officers": what the act of force just told
    also led to, by those who did it or by nobody named, with no other day and place.
    """
    if len(group.mentions) != 1 or act.lead.told.sense.action != ASSAULT:
        return False
    one = group.mentions[0]
    told = one.told
    captured = told.sense.action == "COERCE" and told.word in _OUTCOMES and not told.is_noun
    if not captured or act.lead.told.standing.status not in {"done", "attempted", "foiled"} or _says_more(one, act):
        return False
    last = max(act.mentions, key=_place).told
    if last.paragraph != told.paragraph or told.sentence.start > last.sentence.end:
        return False
    subject = next((c for c in told.token.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    hit = next((c for c in told.token.children if c.dep_ == "dobj"), subject)
    if last.sentence.start == told.sentence.start:
        counted = hit is not None and (hit.pos_ == "NUM" or hit.lemma_.lower() in {"other", "another"})
        return counted and not told.actor.actors
    ours = subject is not None and subject.lower_ in {"we", "they"}
    return ours and hit is not None and any(c.dep_ == "nummod" for c in hit.lefts) and not told.recipient.thing


def _says_more(one: Mentioned, act: Group) -> bool:
    """Whether a mention names a day or a place that the act's mentions do not."""
    days = {m.days.span for m in act.mentions if m.days}
    places = {place.name for m in act.mentions for place, _ in m.places}
    other_day = one.days is not None and one.days.span is not None and one.days.span not in days
    return other_day or any(place.name not in places for place, _ in one.places)


def _contradicts(one: Mentioned, act: Group) -> bool:
    """Whether a mention names another day or another place than the act's mentions do."""
    days = [m.days.span for m in act.mentions if m.days and m.days.span]
    places = {place.name for m in act.mentions for place, _ in m.places}
    mine = one.days.span if one.days else None
    other_day = mine is not None and bool(days) and not any(mine.touches(span) for span in days)
    return other_day or bool(places and one.places and not places & {place.name for place, _ in one.places})


def _place(one: Mentioned) -> tuple[int, int]:
    return one.told.paragraph, one.told.token.i
