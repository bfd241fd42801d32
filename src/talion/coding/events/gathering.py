"""Which mentions tell one act: headline, standfirst and body put together, two acts kept apart."""

from collections.abc import Collection, Sequence

from talion.coding.acts.folding import is_one_act
from talion.coding.acts.passed_over import pass_over
from talion.coding.acts.told import DEATHS, Told
from talion.coding.events.alike import days_fit, place_fit
from talion.coding.events.effects import is_effect
from talion.coding.events.fitting import SURELY, fit_of, named_victim
from talion.coding.events.groups import GENERIC, Group, SameSide
from talion.coding.events.headlines import join_headlines
from talion.coding.events.mentioned import DEED, Mentioned, is_of_another_time, is_only_a_loss
from talion.coding.events.points_back import is_called_so
from talion.coding.events.spoken_of import (
    give_word,
    is_asked_of,
    is_blame_for,
    is_denial_of,
    is_denied_by_nobody,
    says_none_such,
    unburden,
)
from talion.coding.events.which_act import NO_DEED
from talion.coding.sides.cast import Cast

_KEPT = {"done", "attempted", "foiled", "threatened", "planned", "denied", "habitual", "historical"}
_STORY = 4  # paragraphs


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
    at = (0, 0)
    for one in _in_order(mentioned):
        here = (one.told.paragraph, one.told.sentence.start)
        if here > at and cast.paragraphs[at[0]].kind == "body":
            groups = join_headlines(groups, at[0], cast, same_side, apart)
        at = max(at, here)
        if one.told.word in NO_DEED:
            pass_over(one.told.token, "a part in an act, which is no act by itself")
            continue
        if is_only_a_loss(one.told):
            pass_over(one.told.token, "what an act cost, and no act by itself")
            continue
        if groups and _is_of_several(one.told):
            pass_over(one.told.token, "it points at several acts, which are told by themselves")
            continue
        unburden(one, cast)
        if is_denied_by_nobody(one, cast):
            pass_over(one.told.token, "the report itself says that it was not so")
            continue
        if (one.told.standing.status not in _KEPT and not says_none_such(one.told)) or (
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
        told_again = next(
            (
                g
                for g in reversed(groups)
                if is_denial_of(one, g) or is_blame_for(one, g, same_side) or is_asked_of(one, g)
            ),
            None,
        )
        if told_again is not None:
            give_word(one, told_again, cast)
            of_it = cast.paragraphs[one.told.paragraph].of(one.told.sentence)
            told_again.lead.tolls += [toll for toll in one.tolls if not of_it.holds(toll[1])]  # counted further on
            continue
        if one.told.standing.status not in _KEPT:
            pass_over(one.told.token, f"told as {one.told.standing.status}")
            continue
        scored = [
            (fit, n)
            for n, group in enumerate(groups)
            if not any(_is_apart(one, m, apart) for m in group.mentions)
            and (fit := fit_of(one, group, cast, same_side)) > 0
        ]
        deadly = _last_deadly(one, groups)
        if deadly is not None and not any(_has_dead(m) for _, n in scored for m in groups[n].mentions):
            scored = [(1.0, deadly)]
        if scored:
            scored = _only_of_its_kind(one.told, scored, groups)
            if one.told.definite or is_effect(one.told):
                news = [pair for pair in scored if not all(_is_aside(m.told) for m in groups[pair[1]].mentions)]
                scored = news or scored
            if is_called_so(one.told):
                one.days, one.places = None, []  # "it was the third attack in Gaza this year"
            if (
                one.told.definite or is_effect(one.told) or is_called_so(one.told)
            ):  # "the attack", "two were hurt": of two that fit, the last one told
                latest = max(scored, key=lambda pair: _last_told(groups[pair[1]]))[1]
                scored = [(fit + (1.0 if n == latest else 0.0), n) for fit, n in scored]
            best = max(scored, key=lambda pair: (pair[0], pair[1]))
            if best[0] == SURELY and one.told.sense.action != groups[best[1]].lead.told.sense.action:
                for noun in groups[best[1]].mentions:  # "the crime … when they bombarded": the clause says of what kind
                    noun.told.sense = one.told.sense if noun.told.is_noun else noun.told.sense
            groups[best[1]].mentions.append(one)
            meant = _pointed_at_beside(one, groups[best[1]], [groups[n] for fit, n in scored if fit < SURELY])
            if best[0] >= SURELY and meant is not None:
                meant.mentions += groups.pop(best[1]).mentions
        else:
            groups.append(Group([one]))
    is_body = bool(cast.paragraphs) and cast.paragraphs[at[0]].kind == "body"
    return join_headlines(groups, at[0], cast, same_side, apart) if is_body else groups


def _is_of_several(told: Told) -> bool:
    """Whether a noun points back at more acts than one: "both blasts", "neither attack was claimed"."""
    return told.is_noun and any(c.lower_ in {"both", "either", "neither"} for c in told.token.lefts)


def _pointed_at_beside(one: Mentioned, beside: Group, others: Sequence[Group]) -> Group | None:
    """The act that "the attack" points at, where its sentence tells more of it: "houses burned in the attack"."""
    here = (one.told.paragraph, one.told.sentence.start)
    if not (one.told.is_noun and one.told.definite) or any(
        (m.told.paragraph, m.told.sentence.start) != here for m in beside.mentions
    ):
        return None
    fits = [
        group for group in others if all(days_fit(m, group) >= 0 and place_fit(m, group) >= 0 for m in beside.mentions)
    ]
    return max(fits, key=_last_told, default=None)


def _last_told(group: Group) -> tuple[bool, int, int]:
    """Where an act was told last; first whether ever in its own right: not "hours after a drone attack"."""
    return max((not is_of_another_time(m.told.token), m.told.paragraph, m.told.token.i) for m in group.mentions)


def _only_of_its_kind(told: Told, scored: list[tuple[float, int]], groups: Sequence[Group]) -> list[tuple[float, int]]:
    """Of the acts that a pointing noun fits, those of its own kind where there are any.

    "The kidnapping" is the act in which people were seized, "the deaths" one in which people died, whatever was told
    last.
    """
    if not (told.is_noun and told.definite):
        return scored
    if told.token.lemma_.lower() in DEATHS:
        own = [pair for pair in scored if any(_has_dead(m) for m in groups[pair[1]].mentions)]
    else:
        mode = told.sense.mode
        own = [
            pair
            for pair in scored
            if mode not in GENERIC and any(m.told.sense.mode == mode for m in groups[pair[1]].mentions)
        ]
    return own or scored


def _last_deadly(one: Mentioned, groups: Sequence[Group]) -> int | None:
    """The act that "the killings" means where nothing beside says which: the last one told in which somebody died."""
    told = one.told
    pointed = told.is_noun and told.definite and told.token.lemma_.lower() in DEATHS
    if (
        not pointed
        or named_victim(told)
        or told.actor.actors
        or told.recipient.actors
        or one.places
        or (one.days and one.days.span)
    ):
        return None
    deadly = [
        (max((m.told.paragraph, m.told.token.i) for m in group.mentions), n)
        for n, group in enumerate(groups)
        if group.lead.told.standing.status in DEED
        and not group.lead.told.so_far
        and any(_has_dead(m) for m in group.mentions)
    ]
    last = max(deadly, default=None)
    return last[1] if last is not None and told.paragraph - last[0][0] <= _STORY else None


def _is_aside(told: Told) -> bool:
    """Whether it is told only to place something else in time: "the first attack since gunmen killed 1,300 people"."""
    at = told.token
    for _ in range(8):
        if any(c.dep_ == "mark" and c.lower_ == "since" for c in at.children):
            return True
        if at.dep_ == "relcl" and told.token.i != at.i:
            return True  # "avenging three fighters who were killed in the shelling"
        if at.dep_ == "pobj" and at.head.lower_ == "since":
            return True
        if at.head.i == at.i:
            return False
        at = at.head
    return False


def _in_order(mentioned: Sequence[Mentioned]) -> list[Mentioned]:
    """The mentions as the text has them, but what leans on another word right behind that word.

    "A roadside bomb" behind the "exploded" that it is the subject of, "answered" behind the strikes it was done with.
    """
    at = {(m.told.paragraph, m.told.token.i): m for m in mentioned}

    def key(one: Mentioned) -> tuple[int, int, int]:
        number, token = one.told.paragraph, one.told.token
        if one.told.is_noun and one.told.weapon and not one.told.definite and token.dep_ == "nsubj":
            heads = [token.head, *(c for c in token.head.children if token.head.tag_ == "VBN")]
            for head in heads:
                verb = at.get((number, head.i))
                if verb is not None and head.i > token.i and is_one_act(one.told, verb.told):
                    return number, head.i, 1
        if one.told.sense.answer and not one.told.is_noun:
            means = [c for p in token.children if p.dep_ == "prep" and p.lower_ == "with" for c in p.children]
            noun = next((c.i for c in means if (number, c.i) in at), None)
            if noun is not None:
                return number, noun, 1
        return number, token.i, 0

    return sorted(mentioned, key=key)


def _has_dead(one: Mentioned) -> bool:
    return any(part.effect == "killed" and (part.count.low or part.count.best) for part, *_ in one.tolls)


def _is_apart(one: Mentioned, other: Mentioned, apart: Collection[tuple[int, int]]) -> bool:
    """Whether a text calls two mentions two acts; a noun and the clause that tells it never are."""
    if (id(one.told), id(other.told)) not in apart:
        return False
    beside = one.told.paragraph == other.told.paragraph and one.told.sentence.start == other.told.sentence.start
    return not (beside and is_one_act(one.told, other.told))


def _is_own(one: Mentioned) -> bool:
    speech = one.speech
    return speech is None or speech.speaker.actor in one.told.actor.actors
