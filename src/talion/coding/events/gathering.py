"""Which mentions tell one act: headline, standfirst and body put together, two acts kept apart."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from talion.coding.acts.folding import is_one_act, is_superlative
from talion.coding.acts.passed_over import pass_over
from talion.coding.acts.told import EFFECTS, Told, is_passive
from talion.coding.events.attribution import NO_DEED, Attributed
from talion.coding.events.mentioned import DEED, Mentioned, counts_only, is_run, name_of
from talion.coding.sides.cast import ON_TERRITORY, Cast, Party
from talion.records import Blame, Count

if TYPE_CHECKING:
    from spacy.tokens import Token

_KEPT = {"done", "attempted", "foiled", "threatened", "planned", "denied", "habitual", "historical"}


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
GENERIC = {None, "heavy-weapons"}


SameSide = Callable[[str, str], bool]


@dataclass(slots=True)
class Group:
    """The mentions of one act; `spoken_of` are those that deny it or lay it to somebody, and add nothing else."""

    mentions: list[Mentioned]
    attributed: list[Attributed] = field(default_factory=list)
    spoken_of: list[Mentioned] = field(default_factory=list)

    @property
    def lead(self) -> Mentioned:
        """The mention that tells most, in the body rather than above it."""
        return max(self.mentions, key=weight_of) if len(self.mentions) > 1 else self.mentions[0]

    @property
    def doers(self) -> tuple[str, ...]:
        """All that any mention names as having done it."""
        return tuple(dict.fromkeys(a for one in self.mentions for a in one.told.actor.actors))


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
    for one in _in_order(mentioned):
        if one.told.word in NO_DEED:
            pass_over(one.told.token, "a part in an act, which is no act by itself")
            continue
        _unburden(one, cast)
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
        told_again = next(
            (g for g in reversed(groups) if _is_denial_of(one, g) or _is_blame_for(one, g, same_side)), None
        )
        if told_again is not None:
            _give_word(one, told_again, cast)
            continue
        scored = [
            (fit, n)
            for n, group in enumerate(groups)
            if not any(_is_apart(one, m, apart) for m in group.mentions)
            and (fit := _fit(one, group, cast, same_side)) > 0
        ]
        deadly = _last_deadly(one, groups)
        if deadly is not None and not any(_has_dead(m) for _, n in scored for m in groups[n].mentions):
            scored = [(1.0, deadly)]
        if scored:
            scored = _only_of_its_kind(one.told, scored, groups)
            if one.told.definite or _is_effect(one.told):
                news = [pair for pair in scored if not all(_is_aside(m.told) for m in groups[pair[1]].mentions)]
                scored = news or scored
            if one.told.definite or _is_effect(
                one.told
            ):  # "the attack", "two were hurt": of two that fit, the last one told
                latest = max(
                    scored, key=lambda pair: max((m.told.paragraph, m.told.token.i) for m in groups[pair[1]].mentions)
                )[1]
                scored = [(fit + (1.0 if n == latest else 0.0), n) for fit, n in scored]
            best = max(scored, key=lambda pair: (pair[0], pair[1]))
            if best[0] == _SURELY and one.told.sense.action != groups[best[1]].lead.told.sense.action:
                for noun in groups[best[1]].mentions:  # "the crime … when they bombarded": the clause says of what kind
                    noun.told.sense = one.told.sense if noun.told.is_noun else noun.told.sense
            groups[best[1]].mentions.append(one)
        else:
            groups.append(Group([one]))
    return groups


DEATHS = {"killing", "death", "murder", "slaying", "assassination"}


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
    if not pointed or told.actor.actors or told.recipient.actors or one.places or (one.days and one.days.span):
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


def _is_next(one: Mentioned, group: Group) -> bool:
    """Whether its sentence is the one right behind what was told of the act: "… with strikes. Three were wounded"."""
    return any(
        m.told.paragraph == one.told.paragraph and m.told.sentence.end == one.told.sentence.start
        for m in group.mentions
    )


_STORY = 4  # paragraphs


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


def _fit(one: Mentioned, group: Group, cast: Cast, same_side: SameSide) -> float:
    """How well a mention fits a group: 0 where it cannot be the same act."""
    told = one.told
    lead = group.lead
    beside = [
        m for m in group.mentions if m.told.paragraph == told.paragraph and m.told.sentence.start == told.sentence.start
    ]
    if beside:  # two words in one sentence tell two acts, where the one does not tell what the other did
        return _SURELY if any(is_one_act(m.told, told) for m in beside) else 0.0
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
    if actors < 0 or recipients < 0:
        return 0.0
    if told.sense.answer and not told.is_noun and actors <= 0:
        return 0.0  # "Iran responded": to an act of which nobody says that it was Iran's
    days = _days_fit(one, group)
    if days < 0 or (told.sense.action == "THREATEN" and not _same_words(one, group)):
        return 0.0
    place = _place_fit(one, group)
    if place < 0:
        return 0.0
    in_body = not summary_one and any(kind_of(m, cast) not in _SUMMARY for m in group.mentions)
    if _other_thing(one, group):
        return 0.0  # "the bombing of their camps" is not the bombing of the academy
    fresh = in_body and not told.definite and not _is_effect(told)
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
    if one.told.paragraph == group.mentions[-1].told.paragraph and (told.definite or _is_effect(told)):
        score += 0.6
    same_weapon = bool(told.weapon) and any(m.told.weapon == told.weapon for m in group.mentions)
    same_weapon = same_weapon or (
        (summary_one or summary_group) and any(_by_the_same(told, m.told) for m in group.mentions)
    )
    same_word = told.token.lemma_.lower() in {m.told.token.lemma_.lower() for m in group.mentions}
    how = False
    points_back = (
        (same_mode and told.is_noun and not told.actor.actors and not one.places)
        or (told.definite and told.is_noun and (one.days is None or one.days.span is None))
        or _is_effect(told)
        or (how := _is_how(one, group))
    )
    if how:
        score += 1.0  # "gunmen opened fire", of the attack just told by its noun
    if not points_back and not (
        actors > 0
        or recipients > 0
        or days > 0.3
        or same_weapon
        or same_word
        or _same_toll(one, group)
        or (same_thing and (summary_one or summary_group))
        or _same_number(one, group, cast)
    ):
        return 0.0
    if told.so_far != lead.told.so_far or (_is_effect(told) and _at_home_of(one, group, cast)):
        return 0.0
    run = in_body and (_is_run_of([one]) != _is_run_of(group.mentions)) and not (told.definite and told.plural)
    if run and not (_is_effect(told) and _is_next(one, group)):
        return 0.0  # "attacks on bases have increased" is not the rocket attack of Friday
    if same_weapon:
        score += 1.0
    if same_word:
        score += 0.6
    elif told.definite and told.is_noun:
        score -= 0.6
    if same_word and _is_own_account(one, actors):
        score += 0.8  # "Iran said it had hit bases of the group", of the strike that was told above
    if told.plural and told.definite and all(m.told.is_noun and not m.told.plural for m in group.mentions):
        score -= 1.0
    if _same_toll(one, group) or _same_number(one, group, cast):
        score += 1.5
    if same_thing and (summary_one or summary_group):
        score += 1.0
    in_headline = any(kind_of(m, cast) in {"headline", "standfirst"} for m in group.mentions)
    far = told.paragraph - max(m.told.paragraph for m in group.mentions)
    near = far <= 1 or (in_headline and far <= 4 and (_is_effect(told) or told.definite))
    undated = one.days is None or one.days.span is None
    if near and undated:
        score += 1.0 + (0.5 if not told.actor.actors else 0.0)
    effect = _is_effect(told)
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


_SURELY = 9.0
_JUDGES = {
    "condemn", "denounce", "deplore", "describe", "call", "praise", "hail", "welcome", "mourn", "discuss",
    "investigate", "regret", "recall", "mark", "condone", "criticise", "criticize", "slam",
}  # fmt: skip


_SHOWS = {
    "violate",
    "breach",
    "undermine",
    "constitute",
    "amount",
    "threaten",
    "represent",
    "demonstrate",
    "contravene",
}


def _is_said_of_it(verb: "Token") -> bool:
    """Whether a sentence says what "it" or "the attack" was."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return (
        verb.lemma_ == "be"
        and subject is not None
        and (subject.lower_ in {"it", "this", "that"} or any(c.lower_ in {"the", "this"} for c in subject.lefts))
    )


def _unburden(one: Mentioned, cast: Cast) -> None:
    """Take from a mention what its grammar cannot mean.

    Who condemns "the bombing" did not do it, nor on the day of condemning it; who says that people "were killed" is not
    thereby who killed them.
    """
    told = one.told
    verb = told.token.head
    if told.is_noun and told.token.dep_ == "attr" and is_superlative(told.token) and _is_said_of_it(verb):
        # "It was the bloodiest attack since February 1994, when 68 died": the act just told, and no day and toll of it
        told.definite, told.plural, told.so_far, told.acts = True, False, False, Count.exactly(1)
        if told.standing.status in {"historical", "habitual"}:
            told.standing = replace(told.standing, status="done")
        one.days, one.days_at = None, None
        since = next(
            (t.i for t in told.token.subtree if t.lower_ in {"since", "after", "when"} and t.i > told.token.i), None
        )
        doc = cast.paragraphs[told.paragraph]
        one.tolls = [
            toll for toll in one.tolls if since is None or (at := doc.token_at(toll[3].start)) is None or at.i < since
        ]
    speech = one.speech
    shows = told.is_noun and told.token.dep_ == "nsubj" and verb.lemma_.lower() in _SHOWS
    if shows and speech is not None and speech.first <= told.actor.first and told.actor.last <= speech.last:
        told.actor = Party()  # "Russia said the bombing of the airport violated international law"
    if told.is_noun and told.token.dep_ == "dobj" and verb.lemma_.lower() in _JUDGES:
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if subject is not None and told.actor.first <= subject.i <= told.actor.last:
            told.actor = Party()
        if told.definite and told.recipient.first < 0:
            one.days, one.days_at = None, None
    if told.is_noun and told.actor.first > told.token.i and _is_behind_on(told.token, told.actor.first):
        told.actor = Party()  # "the attacks on a militia and Iran's calls for retaliation"
    accuser = _accuser(told.token)
    if told.is_noun and accuser is not None and told.actor.first > accuser.i and told.alleged is None:
        told.alleged, told.actor = told.actor, Party()  # "blamed the brigade for the attack"
    by = any(c.dep_ == "agent" for t in told.tokens for c in t.children)
    if not told.is_noun and one.speech is not None and is_passive(told.token) and not by:
        speech = one.speech
        if told.actor.first >= 0 and told.actor.first <= speech.last and speech.first <= told.actor.last:
            told.actor = Party()


def _is_behind_on(noun: "Token", at: int) -> bool:
    """Whether a word stands in the phrase that says whom an act was done to: no "by", no clause between."""
    word = noun.doc[at]
    for _ in range(8):
        if word.dep_ == "prep" and word.head.i == noun.i:
            return word.lower_ in {"on", "against", "at", "upon"}
        if word.dep_ in {"agent", "relcl", "acl"} or word.head.i == word.i:
            return False
        word = word.head
    return False


def _accuser(token: "Token") -> "Token | None":
    """The verb that lays this act to somebody: "blamed … for the attack", "accused … of the raid"."""
    at = token
    for _ in range(5):
        at = at.head
        if at.lemma_.lower() in _ACCUSES:
            return at
        if at.pos_ == "VERB" or at.head.i == at.i:
            return None
    return None


_ACCUSES = {"blame", "accuse", "suspect", "hold"}


def _is_denial_of(one: Mentioned, group: Group) -> bool:
    """Whether a mention denies the act of a group: "denied that it had targeted the prison", where it was struck."""
    told, lead = one.told, group.lead.told
    if told.standing.status != "denied" or lead.standing.status not in DEED or told.sense.action != lead.sense.action:
        return False
    near = 0 <= told.paragraph - max(m.told.paragraph for m in group.mentions) <= 1
    same_weapon = bool(told.weapon) and any(m.told.weapon == told.weapon for m in group.mentions)
    return near and (
        same_weapon or _same_thing(told, group) or (told.is_noun and told.definite and told.recipient.first < 0)
    )


def _is_blame_for(one: Mentioned, group: Group, same_side: SameSide) -> bool:
    """Whether a side says who did an act of which nobody else says it: "the army had mined the dam itself"."""
    told, lead = one.told, group.lead.told
    if one.speech is None or one.speech.speaker.kind in {"outlet", "expert"}:
        return False
    who = one.speech.speaker.actor
    if not told.actor.actors or told.standing.status not in DEED or lead.standing.status not in DEED:
        return False
    if told.sense.action != "ASSAULT" or lead.sense.action != "ASSAULT":
        return False
    if any(m.told.actor.actors for m in group.mentions) or (
        who is not None and any(same_side(who, a) for a in told.actor.actors)
    ):
        return False
    near = 0 <= told.paragraph - max(m.told.paragraph for m in group.mentions) <= 1
    undated = one.days is None or one.days.span is None or _days_fit(one, group) > 0
    return near and undated and _same_thing(told, group)


def _same_thing(told: Told, group: Group) -> bool:
    """Whether a mention names the thing that a group's mentions name: "the prison" after "a prison in Saada"."""
    if told.recipient.first < 0:
        return False
    doc = told.token.doc
    head = doc[told.recipient.first : told.recipient.last + 1].root
    if head.pos_ not in {"NOUN", "PROPN"} or not any(c.lower_ in {"the", "this", "that"} for c in head.lefts):
        return False
    return any(
        head.lemma_.lower() == t.lemma_.lower()
        for m in group.mentions
        for t in m.told.sentence
        if t.pos_ in {"NOUN", "PROPN"} and (m.told.paragraph, t.i) < (told.paragraph, head.i)
    )


def _give_word(one: Mentioned, group: Group, cast: Cast) -> None:
    """Keep a denial or blame at the act that it is of, as the word of who said it."""
    told = one.told
    stance = "denies" if told.standing.status == "denied" else "blames"
    speaker = one.speech.speaker if one.speech is not None else None
    who = told.actor.actors[0] if told.actor.actors else speaker.actor if speaker is not None else None
    by = speaker.actor if speaker is not None and speaker.actor is not None else who
    name = speaker.name if speaker is not None else name_of(who, cast) if who is not None else "the report"
    passage = cast.paragraphs[told.paragraph].of(told.sentence)
    group.attributed.append(Attributed(-1, Blame(stance, who, name, by, told.standing.hedge, passage)))
    group.spoken_of.append(one)
    pass_over(
        told.token, "the act told before, denied" if stance == "denies" else "the act told before, laid to somebody"
    )


_LATER = re.compile(
    r"^\W*(?:(?:some |several |a few |just )?(?:minutes|hours|\w+ hours?|\w+ minutes|shortly|soon) "
    r"(?:later|afterwards?)|later\b(?! (?:reports|said))|elsewhere|meanwhile|separately"
    r"|in (?:a|another) (?:separate|different|second|similar)"
    r"|in another|in [A-Z]\w+(?: [A-Z]\w+)? (?:minutes|hours|\w+ hours?) later)\b",
    re.IGNORECASE,
)


def _opens_anew(told: Told) -> bool:
    """Whether a sentence opens with words that part what it tells from what was told: "Hours later", "Elsewhere"."""
    heads = [told.token, *(c for c in told.token.children if c.dep_ == "nsubj" and not c.is_stop)]
    other = any(
        c.lower_ in {"another", "second", "third", "separate", "more"}
        for t in heads
        for c in t.lefts
        if t.pos_ == "NOUN"
    )
    return other or bool(_LATER.match(told.sentence.text))


def _is_new(one: Mentioned, group: Group) -> bool:
    """Whether it names both a thing hit and a place, and other ones than all the mentions beside it."""
    mine = {p.name for p, _ in one.places}
    theirs = {p.name for m in group.mentions for p, _ in m.places}
    things = {head for m in group.mentions for head in _heads_of(m.told)}
    heads = _heads_of(one.told)
    return bool(mine and theirs and heads and things) and not mine & theirs and not heads & things


_HOW = {"open fire", "shoot", "fire", "hurl", "throw", "spray", "burst", "lob"}
_FIGHTS = {"attack", "ambush", "clash", "raid", "assault", "firefight", "shootout", "shooting", "gunfight", "battle"}


def _is_how(one: Mentioned, group: Group) -> bool:
    """Whether it tells how what was just told by a noun went on: "the attack on a convoy … Armed men opened fire"."""
    told = one.told
    bare = not told.actor.actors and not one.places and (one.days is None or one.days.span is None)
    if told.word not in _HOW or not bare or told.so_far or any(t.lower_ in _APART for t in told.sentence):
        return False
    near = 0 <= told.paragraph - max(m.told.paragraph for m in group.mentions) <= 1
    return near and all(m.told.is_noun and m.told.token.lemma_.lower() in _FIGHTS for m in group.mentions)


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
    if one.told.is_noun and one.told.definite and _in_a_clause(one.told):
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
    if not one.told.is_noun and not lead.is_noun and (one.told.sense.mode == "abduct") != ("abduct" in modes):
        return False  # "gunmen kidnap two workers" and "the army kills a commander" are two acts
    if one.told.is_noun and lead.sense.action != "ASSAULT" and (one.told.sense.mode is None or None in modes):
        # "the coup" and "a curfew" are both coercion; without a word in common they are two
        return any(_stem(one.told) & _stem(m.told) for m in group.mentions)
    exact = modes - GENERIC
    if one.told.sense.mode in GENERIC or not exact or one.told.sense.mode in modes:
        return True
    return (
        one.told.sense.action == "ASSAULT"
        and bool(
            {one.told.sense.mode, *modes} <= {"explosives", "suicide-attack", "assassinate", "massacre", "firearms"}
        )
        and ("assassinate" in modes or "suicide-attack" in modes | {one.told.sense.mode})
    )


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


def _days_fit(one: Mentioned, group: Group) -> float:
    mine = one.days.span if one.days else None
    theirs = [m.days.span for m in group.mentions if m.days and m.days.span]
    if mine is None or not theirs:
        return 0.0
    if mine.days <= _EXACT:  # a year that holds both days does not make them one
        theirs = [span for span in theirs if span.days <= _EXACT] or theirs
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
