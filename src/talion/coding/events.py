"""Events of one report: mentions of one act gathered, with their days, places, tolls and attribution."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from talion.coding.acts import EFFECTS, Told
from talion.coding.attribution import Attributed
from talion.coding.cast import ON_TERRITORY, Cast, Party, is_place_of_conjunct
from talion.coding.dates import DaySaid
from talion.coding.language import Paragraph
from talion.coding.places import PlaceMention
from talion.coding.speech import SPEECH_VERBS, Speech, Voices
from talion.coding.tolls import CountSaid
from talion.records import (
    WORDS,
    Attribution,
    Blame,
    Count,
    DateSpan,
    Event,
    Mark,
    Passage,
    Place,
    Toll,
    TollPart,
    content_id,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

# A day this far before publication makes an act background, not news.
HISTORICAL_AFTER_DAYS = 300
DAY_OF_SAYING = "reported"
_DEED = {"done", "attempted", "foiled"}
_KEPT = {"done", "attempted", "foiled", "threatened", "planned", "denied", "habitual"}
_SUMMARY = {"headline", "standfirst", "caption"}
_IN = {
    "in",
    "at",
    "near",
    "inside",
    "outside",
    "on",
    "across",
    "around",
    "from",
    "over",
    "along",
    "off",
    "within",
    "into",
    "to",
    "of",
    "between",
}
_PLACE_NOUNS = frozenset(
    [
        "province",
        "city",
        "town",
        "district",
        "area",
        "governorate",
        "airport",
        "base",
        "camp",
        "region",
        "village",
        "border",
        "countryside",
        "suburb",
        "desert",
        "airfield",
        "port",
        "valley",
        "strip",
        "compound",
        "headquarters",
        "county",
        "state",
        "oblast",
        "crossing",
        "capital",
        "outskirts",
        "side",
    ]
)
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
_ROLES = {"from": "origin"}
_GENERIC = {None, "heavy-weapons"}
_MODE_OF_WEAPON = {
    "air strike": "heavy-weapons", "drone": "heavy-weapons", "rocket": "heavy-weapons", "missile": "heavy-weapons",
    "artillery": "heavy-weapons", "bomb": "explosives", "suicide bomb": "suicide-attack", "firearms": "firearms",
}  # fmt: skip


@dataclass(slots=True)
class Mentioned:
    """One mention of an act with what its sentence says of day, place and toll, and who says it."""

    told: Told
    days: DaySaid | None = None
    days_at: Passage | None = None
    places: list[tuple[Place, Passage]] = field(default_factory=list)
    tolls: list[tuple[TollPart, Passage, Speech | None, CountSaid]] = field(default_factory=list)
    speech: Speech | None = None


@dataclass(slots=True)
class Group:
    """The mentions of one act, its most telling one first."""

    mentions: list[Mentioned]
    attributed: list[Attributed] = field(default_factory=list)

    @property
    def lead(self) -> Mentioned:
        """The mention that tells most, in the body rather than above it."""
        return max(self.mentions, key=_weight)


SameSide = Callable[[str, str], bool]


def mention_all(
    cast: Cast,
    voices: Voices,
    acts: Sequence[Told],
    days: Sequence[Sequence[DaySaid]],
    places: Sequence[Sequence[PlaceMention]],
    counts: Sequence[Sequence[CountSaid]],
    published: date | None = None,
) -> list[Mentioned]:
    """Each act with the day, the places and the counts of its own clause."""
    mentioned = [Mentioned(one, speech=voices.at(one.paragraph, one.token.i)) for one in acts]
    for number, paragraph in enumerate(cast.paragraphs):
        here = [m for m in mentioned if m.told.paragraph == number]
        for resolved in days[number]:
            said = resolved
            span = paragraph.doc.char_span(said.start, said.end, alignment_mode="expand")
            token = span.root if span is not None and len(span) else None
            if token is None or (paragraph.kind == "caption" and said.kind == "absolute"):
                continue  # a caption's date is the photo's, not the strike's
            if token.dep_ == "poss" and not any(token.head in m.told.tokens for m in here):
                continue  # "an answer to Friday's rockets" dates the rockets
            if said.kind == "since" and said.span is not None and published is not None and published > said.span.first:
                said = replace(resolved, span=DateSpan(said.span.first, published))
            for one in _dated(token, here):
                if said.phrase.lower().endswith(" after") and _is_behind(token, one.told):
                    one.days = one.days or _counted_back(said, days[number])
                    continue  # "two days after aircraft killed …" dates the other act
                better = one.days is None or (one.days.span is None and said.span is not None)
                if (better and said.kind not in {"duration", "since"}) or (one.days is None and said.kind == "since"):
                    one.days = said
                    one.days_at = paragraph.between(said.start, said.end)
        _give_days_of_saying(here, days[number], paragraph)
        for place in places[number]:
            token = paragraph.token_at(place.start)
            if token is not None and not (place.how == "dateline" and place.start == 0):
                _give_place(number, token, place, here, cast)
        for one in here:
            if not one.places:
                _give_unlisted(number, one, cast)
        for count in counts[number]:
            _give_toll(number, count, here, mentioned, cast, voices)
    return mentioned


def _give_days_of_saying(here: list[Mentioned], days: Sequence[DaySaid], paragraph: Paragraph) -> None:
    """For a deed without a day of its own that somebody reports on a named day: that day or the one before.

    "Said on Sunday that forces had carried out strikes" tells of something just done; how long before, it does not say.
    `because` says so, and the event gets a doubt.
    """
    for one in here:
        told = one.told
        some = not _is_run(told) or bool(told.folded and told.recipient.actors)
        fresh = told.sense.action == "ASSAULT" and told.standing.status == "done" and not told.definite and some
        if one.days is not None or one.speech is None or not fresh or paragraph.kind != "body":
            continue
        cue = paragraph.doc[one.speech.cue]
        for said in days:
            token = paragraph.token_at(said.end - 1)
            if (
                token is None
                or said.span is None
                or not said.span.is_one_day
                or said.kind not in {"weekday", "relative", "absolute"}
            ):
                continue
            if any(token in c.subtree for c in cue.children if c.dep_ in {"prep", "npadvmod"}):
                span = DateSpan(said.span.first - timedelta(days=1), said.span.last)
                because = f"{DAY_OF_SAYING} '{said.phrase}'; taken as that day or the day before"
                one.days = replace(said, span=span, precision="days", because=because)
                one.days_at = paragraph.between(said.start, said.end)
                break


def _dated(token: "Token", here: list[Mentioned]) -> list[Mentioned]:
    """The acts that the words at this token date: those of the clause that they stand in.

    "Said on Monday that aircraft had bombed" dates the saying. "Forced their way in on Tuesday, two days after aircraft
    killed" dates the first. "On bases controlled by the group late on Sunday" dates what hit the bases, since a state
    of things has no hour.
    """
    inside = [m for m in here if m.told.sentence.start == token.sent.start]
    if not inside:
        return []
    holder = {t.i: m for m in inside for t in m.told.tokens}
    at = token
    chosen: list[Mentioned] = []
    within = False
    for _ in range(12):
        if at.i in holder:
            # "warned them to stay away from Sunday on" dates what they are to do, not the warning
            chosen = [] if within and holder[at.i].told.sense.action in WORDS else [holder[at.i]]
            break
        within = within or (at.pos_ == "VERB" and at.dep_ in {"xcomp", "ccomp"})
        if at.pos_ in {"VERB", "AUX"}:
            chosen = [m for m in inside if any(_in_clause_of(t, at) for t in m.told.tokens)]
            if chosen:
                break
            if at.lemma_.lower() in SPEECH_VERBS and any(c.dep_ == "ccomp" for c in at.children):
                return _within_what_is_said(token, at, inside)
            if at.dep_ not in {"acl", "relcl", "xcomp", "conj", "advcl", "auxpass", "ccomp"}:
                break
        if at.head.i == at.i:
            break
        at = at.head
    alone = len(inside) == 1 and not any(t.lemma_.lower() in SPEECH_VERBS for t in token.ancestors)
    if not chosen and alone and any(_in_clause_of(t, token.sent.root) for t in inside[0].told.tokens):
        chosen = inside
    chosen = [_behind_an_answer(one, token, inside) for one in chosen]
    # verbs joined by "and" share the day of the first where the others have none
    return chosen + [m for m in inside if m not in chosen and any(_joined(m.told, other.told) for other in chosen)]


_ANSWERING = {"response", "retaliation", "reprisal", "revenge", "after", "following", "retribution", "answer"}


def _behind_an_answer(one: Mentioned, token: "Token", inside: list[Mentioned]) -> Mentioned:
    """The trigger, where the day stands behind it: "bombed the camp in retaliation for a raid in the town on 1 May"."""
    later = [m for m in inside if one.told.token.i < m.told.token.i < token.i]
    for other in later:
        between = token.doc[one.told.token.i : other.told.token.i]
        dated_before = any(t.ent_type_ == "DATE" for t in between)
        if any(t.lower_ in _ANSWERING for t in between) and (dated_before or token.i - other.told.token.i <= 12):
            return other
    return one


def _within_what_is_said(token: "Token", cue: "Token", inside: list[Mentioned]) -> list[Mentioned]:
    """The act that a day stands behind within what is said: "… in strikes late on Sunday, officials said on Monday"."""
    for clause in cue.children:
        if clause.dep_ == "ccomp" and clause.right_edge.i < cue.i and token.i < cue.i:
            before = [
                m
                for m in inside
                if m.told.token.i < token.i and all(t.text != ";" for t in token.doc[m.told.token.i : token.i])
            ]
            return before[-1:]
    return []


def _is_behind(token: "Token", told: Told) -> bool:
    """Whether the words open the clause of this act: "two days after aircraft killed …"."""
    return any(t in token.subtree or t.i in {token.head.i, token.head.head.i} for t in told.tokens)


_SMALL = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}


def _counted_back(said: DaySaid, here: Sequence[DaySaid]) -> DaySaid | None:
    """The day of the earlier act, so many days before the one day that the paragraph names before these words."""
    words = said.phrase.lower().split()
    count = _SMALL.get(words[0]) if len(words) == 3 and words[1] in {"day", "days"} and words[2] == "after" else None
    named = [
        d
        for d in here
        if d.start < said.start
        and d.span is not None
        and d.span.is_one_day
        and d.kind in {"weekday", "absolute", "relative"}
    ]
    if count is None or not named or named[-1].span is None:
        return None
    day = named[-1].span.first - timedelta(days=count)
    return replace(
        said, span=DateSpan.on(day), precision="day", because=f"'{said.phrase}', counted back from '{named[-1].phrase}'"
    )


def _in_clause_of(token: "Token", verb: "Token") -> bool:
    """Whether a word hangs on this verb without another clause between."""
    at = token
    for _ in range(10):
        if at.i == verb.i:
            return True
        if at.dep_ in {"ccomp", "advcl", "relcl", "acl", "parataxis", "pcomp"} or at.head.i == at.i:
            return False
        at = at.head
    return False


def _joined(one: Told, other: Told) -> bool:
    return not one.is_noun and not other.is_noun and other.token in list(one.token.conjuncts)


def _distance(one: "Token", other: "Token") -> int:
    up: dict[int, int] = {one.i: 0}
    at, steps = one, 0
    while at.head.i != at.i:
        at, steps = at.head, steps + 1
        up[at.i] = steps
    at, steps = other, 0
    while at.i not in up:
        if at.head.i == at.i:
            return 99
        at, steps = at.head, steps + 1
    return up[at.i] + steps


def _give_place(number: int, token: "Token", found: PlaceMention, here: list[Mentioned], cast: Cast) -> None:
    """Places behind a preposition of place only: "Iraq's army", "Washington said", "against Iran" name parties."""
    mention = cast.at(number, token.i)
    if mention is not None and mention.how in {"demonym", "set"}:
        return
    head = token
    span = cast.paragraphs[number].doc.char_span(found.start, found.end, alignment_mode="expand")
    if span is not None and len(span):
        head = span.root
    preposition: Token | None = None
    at = head
    if is_place_of_conjunct(head):
        at = next(
            i
            for c in reversed(list(head.head.rights))
            if c.dep_ == "prep" and c.i < head.i
            for i in c.children
            if i.dep_ == "pobj"
        )
    for _ in range(8):
        if at.dep_ == "pobj" or (at.dep_ in {"pcomp"} and at.head.dep_ == "prep"):
            preposition = at.head
            break
        if at.dep_ in {"conj", "appos", "compound", "nmod", "npadvmod", "nummod", "dep", "poss"} and at.head.i != at.i:
            if at.dep_ == "poss" and found.place.precision == "country":
                return
            if (
                at.dep_ in {"compound", "nmod", "poss"}
                and at.head.lemma_.lower() not in _PLACE_NOUNS
                and at.head.pos_ != "PROPN"
            ):
                break
            at = at.head
            continue
        break
    in_caption = cast.paragraphs[number].kind == "caption"
    if preposition is None or preposition.lower_ not in _IN:
        # "the Qaim strike", "Baghdad bombing": the place stands before the act
        before = next(
            (m for m in here if m.told.is_noun and head.head.i == m.told.token.i and head.dep_ in {"compound", "nmod"}),
            None,
        )
        if before is None or mention is not None:
            if not (in_caption and here):
                return
            before = here[0]
        _add_place(before, found, cast.paragraphs[number].between(found.start, found.end), "act")
        return
    if mention is not None and mention.how == "metonym" and preposition.lower_ in {"on", "of", "to", "between"}:
        return
    if preposition.lower_ in {"on", "between", "of", "to"} and (
        found.place.precision == "country" or mention is not None
    ):
        return
    inside = [m for m in here if m.told.sentence.start == token.sent.start]
    if not inside:
        return
    # "in Iraq's first …", "director of the Iraq initiative": only what hangs on an act or its parties counts
    far = {id(m): min(_distance(preposition, t) for t in m.told.tokens) for m in inside}
    nearest = min(inside, key=lambda m: far[id(m)])
    if far[id(nearest)] > 6 or _in_another_clause(preposition, nearest.told):
        return
    role = _ROLES.get(preposition.lower_, "act")
    _add_place(nearest, found, cast.paragraphs[number].between(found.start, found.end), role)


def _give_unlisted(number: int, one: Mentioned, cast: Cast) -> None:
    """A place that no gazetteer lists: a name behind "in", "at" or "near" that is no party, no person and no day."""
    doc = cast.paragraphs[number].doc
    harmed = one.told.recipient
    roots = [*one.told.tokens, *(doc[harmed.first : harmed.last + 1] if harmed.first >= 0 else [])]
    for root in roots:
        for child in root.children:
            near = child.lower_ in {"in", "at", "near", "outside"} or (
                child.lower_ in {"on", "of"} and one.told.is_noun and root.i == one.told.token.i
            )
            if child.dep_ != "prep" or not near:
                continue
            for inner in child.children:
                unlike = {"DATE", "TIME", "CARDINAL"} | (set() if child.lower_ in {"in", "near"} else {"PERSON"})
                if inner.dep_ != "pobj" or inner.pos_ != "PROPN" or inner.ent_type_ in unlike:
                    continue
                first = min((c.i for c in inner.lefts if c.dep_ == "compound"), default=inner.i)
                if (
                    any(m.first <= inner.i and first <= m.last for m in cast.mentions[number])
                    or not doc[first].text[0].isupper()
                ):
                    continue
                said = cast.paragraphs[number].passage(first, inner.i)
                one.places.append((Place(said.quote, "unknown", said=said.quote), said))


def _in_another_clause(token: "Token", told: Told) -> bool:
    """Whether a verb with a subject of its own stands between the words and the act.

    "Saying it threatened stability in Iraq" and "In Tehran, a spokesman rejected …" place other things.
    """
    own = {t.i for t in told.tokens}
    at = token
    for _ in range(10):
        at = at.head
        if at.i in own:
            return False
        if at.pos_ in {"VERB", "AUX"} and any(c.dep_ in {"nsubj", "nsubjpass"} for c in at.children):
            return not any(_in_clause_of(t, at) for t in told.tokens)
        if at.head.i == at.i:
            return False
    return False


def _add_place(one: Mentioned, found: PlaceMention, passage: Passage, role: str) -> None:
    place = replace(found.place, role=role)
    if all(place.name != other.name for other, _ in one.places):
        one.places.append((place, passage))


def _give_toll(
    number: int, count: CountSaid, here: list[Mentioned], everything: list[Mentioned], cast: Cast, voices: Voices
) -> None:
    paragraph = cast.paragraphs[number]
    token = paragraph.token_at(count.start)
    if token is None or not count.count.is_known or _is_anaphor(count):
        return
    inside = [
        m
        for m in here
        if m.told.sentence.start == token.sent.start and m.told.sense.action in {"ASSAULT", "COERCE", "PROTEST"}
    ]
    within = {t.i for t in paragraph.doc.char_span(count.start, count.end, alignment_mode="expand") or ()}
    chosen: Mentioned | None = None
    for one in inside:
        if within & {t.i for t in one.told.tokens}:
            chosen = one
            break
    if chosen is None and inside:
        real = [m for m in inside if m.told.standing.status in _DEED] or inside
        last = max(within, default=token.i)
        below = [
            m
            for m in real
            if m.told.token.dep_ == "pobj"
            and m.told.token.head.lower_ in {"in", "by", "during", "from"}
            and 0 < m.told.token.head.i - last <= 2
        ]
        chosen = below[0] if below else min(real, key=lambda m: min(_distance(token, t) for t in m.told.tokens))
    if chosen is None and _speaks_of_deaths(count):
        before = [
            m
            for m in everything
            if m.told.sense.action == "ASSAULT"
            and m.told.standing.status in _DEED
            and (m.told.paragraph, m.told.token.i) < (number, token.i)
            and m.told.paragraph >= number - 2
        ]
        chosen = max(before, key=lambda m: (m.told.paragraph, m.told.token.i), default=None)
    if chosen is None or chosen.told.standing.status not in _DEED | {"historical", "habitual"}:
        return
    whose: str | None = None
    if count.who and count.who_end is not None and count.who_end > 0:
        who_token = paragraph.token_at(max(count.who_start or 0, (count.who_end or 1) - 1))
        if who_token is not None:
            while (
                who_token.dep_ in {"compound", "amod", "nmod"}
                and who_token.head.i != who_token.i
                and who_token.head.i > who_token.i
            ):
                who_token = who_token.head
            party = cast.party(number, who_token)
            whose = party.actors[0] if party.actors else None
    general = not count.who or (whose is None and _is_anyone(count.who))
    whom = None if general and count.kind != "part" else (count.who or "of these")
    if whose is not None and cast.kind(whose) == "person":
        whom = _name_of(whose, cast)
    part = TollPart(
        count.effect,
        count.count,
        party=whom,
        whose=whose,
        civilian=count.civilian,
        said=count.said,
    )
    passage = paragraph.between(count.start, count.end)
    if all(part != other or passage != at for other, at, _, _ in chosen.tolls):
        chosen.tolls.append((part, passage, voices.at(number, token.i), count))


def _speaks_of_deaths(count: CountSaid) -> bool:
    if count.negated and "without" in count.said.lower():
        return False
    return count.effect in {"killed", "injured", "missing"} and (not count.negated or count.count.high == 0)


def _is_anaphor(count: CountSaid) -> bool:
    """ "The service members were lightly hurt": people counted before, not more of them."""
    return (
        bool(count.who)
        and (count.who or "").lower().startswith(("the ", "those ", "these "))
        and count.count.best is None
        and count.count.low == 2
    )


def _is_anyone(who: str) -> bool:
    last = who.lower().split()[-1]
    return last in {
        "people",
        "persons",
        "person",
        "others",
        "dead",
        "casualties",
        "victims",
        "individuals",
        "men",
        "deaths",
        "fatalities",
        "injured",
        "wounded",
        "bodies",
    }


def _weight(one: Mentioned) -> tuple[int, int, int, int]:
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


# ---------------------------------------------------------------- one act, several mentions


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
            one.speech is not None and one.told.standing.status == "planned" and not _is_own(one)
        ):
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
    if not _same_kind(one, group) or (told.standing.status in _DEED) != (lead.told.standing.status in _DEED):
        return 0.0
    if told.standing.status not in _DEED and told.standing.status != lead.told.standing.status:
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
    summary_one = _kind_of(one, cast) in _SUMMARY
    summary_group = any(_kind_of(m, cast) in _SUMMARY for m in group.mentions)
    score = 1.5 * actors + 1.5 * recipients + 2.0 * days + 1.0 * place
    if told.definite:
        score += 1.0 + 1.0 / (1 + abs(told.paragraph - group.mentions[-1].told.paragraph))
    if summary_one or summary_group:
        score += 1.0
    if one.told.paragraph == group.mentions[-1].told.paragraph and (told.definite or _is_effect(told)):
        score += 0.6
    same_weapon = bool(told.weapon) and any(m.told.weapon == told.weapon for m in group.mentions)
    same_word = told.token.lemma_.lower() in {m.told.token.lemma_.lower() for m in group.mentions}
    points_back = (told.definite and told.is_noun and (one.days is None or one.days.span is None)) or _is_effect(told)
    if not points_back and not (
        actors > 0 or recipients > 0 or days > 0.3 or same_weapon or same_word or _same_toll(one, group)
    ):
        return 0.0
    if told.so_far != lead.told.so_far or (_is_effect(told) and _at_home_of(one, group, cast)):
        return 0.0
    in_body = not summary_one and any(_kind_of(m, cast) not in _SUMMARY for m in group.mentions)
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
    in_headline = any(_kind_of(m, cast) in {"headline", "standfirst"} for m in group.mentions)
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
    return all(_is_run(m.told) for m in mentions) and not one_night


def _is_run(told: Told) -> bool:
    return told.so_far or (told.is_noun and told.plural and not told.definite and told.acts.high is None)


def _kind_of(one: Mentioned, cast: Cast) -> str:
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
    if one.told.sense.mode in _GENERIC or modes & _GENERIC or one.told.sense.mode in modes:
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


# ---------------------------------------------------------------- a group as an event


def to_event(group: Group, cast: Cast, published: date | None) -> Event:
    """The event that a group of mentions tells, with the words that each of its facts was taken from."""
    lead = group.lead
    told = lead.told
    report = cast.paragraphs[told.paragraph].report
    mentions = sorted(group.mentions, key=_weight, reverse=True)
    marks: list[Mark] = []
    actor = _best_side([m.told.actor for m in mentions], cast)
    recipient = _best_side([m.told.recipient for m in mentions], cast)
    for what, side in (("actor", actor), ("recipient", recipient)):
        holder = next((m for m in mentions if getattr(m.told, what) is side), None)
        if holder is not None and side.first >= 0:
            marks.append(
                Mark(
                    "thing" if side.thing else what,
                    cast.paragraphs[holder.told.paragraph].passage(side.first, side.last),
                )
            )
    things = [m for m in mentions if m.told.recipient.thing]
    thing_holder = max(
        things,
        key=lambda m: (_kind_of(m, cast) == "body", m.told.recipient.last - m.told.recipient.first),
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
    toll = _toll(mentions, marks)
    status = told.standing.status
    if (
        status == "done"
        and when is not None
        and published is not None
        and (published - when.last) > timedelta(days=HISTORICAL_AFTER_DAYS)
    ):
        status = "historical"
    actors, blames, unclaimed = _attribution(group, actor)
    if status == "denied" and actors and told.actor.actors:
        # who denies having done it is nobody's perpetrator: the denial stands, the act waits for another report
        denied = Blame(
            "denies",
            actors[0],
            _name_of(actors[0], cast),
            actors[0],
            passage=cast.paragraphs[told.paragraph].of(told.sentence),
        )
        actors, blames = (), tuple(dict.fromkeys([*blames, denied]))
    specific = max(
        (m.told for m in mentions),
        key=lambda t: (t.sense.mode not in _GENERIC, t.sense.mode is not None, t.weapon is not None),
    )
    weapon = next((m.told.sense.weapon for m in mentions if m.told.sense.weapon), None) or next(
        (m.told.weapon for m in mentions if m.told.weapon), None
    )
    mode = specific.sense.mode or (_MODE_OF_WEAPON.get(weapon or "") if told.sense.action == "ASSAULT" else None)
    passages = tuple(dict.fromkeys(cast.paragraphs[m.told.paragraph].of(m.told.sentence) for m in mentions))
    acts = _acts(mentions)
    directed = not told.sense.undirected
    recipients = _without_their_parts(tuple(a for a in recipient.actors if a not in actors), cast)
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
        attribution=Attribution(blames, unclaimed, stated=bool(actors) and status != "denied"),
        directed=directed,
        acts=acts,
        weapon=weapon if told.sense.action == "ASSAULT" else None,
        thing=thing,
        when_because=because,
        time_of_day=time_of_day,
        passages=passages,
        marks=tuple(dict.fromkeys(marks)),
        reports=(report.id,),
        score=round(0.4 + 0.12 * sum(known), 2),
        by_rule="; ".join(
            dict.fromkeys([f"'{told.word}'", *told.why, told.standing.because, told.actor.why, told.recipient.why])
        ).strip("; "),
    )


def _name_of(actor: str, cast: Cast) -> str:
    known = cast.registry.actors.get(actor) or cast.new.get(actor)
    return known.name if known else actor


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


def _toll(mentions: list[Mentioned], marks: list[Mark]) -> Toll:
    """The reporter's own counts before a speaker's; an update before what it updates; rivals stay claims."""
    chosen: dict[tuple[str, str | None], tuple[TollPart, int]] = {}
    for one in sorted(mentions, key=lambda m: (m.told.paragraph, m.told.token.i)):
        for part, passage, speech, said in one.tolls:
            key = (part.effect, part.party)
            rank = (
                (2 if said.kind == "update" else 0)
                + (1 if speech is None else 0)
                + (1 if part.count.best is not None or part.count.low else 0)
            )
            if key not in chosen or rank > chosen[key][1]:
                chosen[key] = (part, rank)
                marks.append(Mark(part.effect, passage))
    counted = {part.effect for part, _ in chosen.values() if part.count != Count(2)}
    chosen = {key: held for key, held in chosen.items() if held[0].count != Count(2) or held[0].effect not in counted}
    ceilings = {
        part.effect: part.count.high
        for part, _ in chosen.values()
        if part.party is None and part.count.high is not None
    }
    # "no casualties", and eighty dead by the other side's count: a rival, which stays a claim
    chosen = {
        key: held
        for key, held in chosen.items()
        if held[0].party is None or (held[0].count.low or 0) <= ceilings.get(held[0].effect, 10**9)
    }
    total = {part.effect for part, _ in chosen.values() if part.party is None}
    within = {id(part) for one in mentions for part, _, _, said in one.tolls if said.kind == "part"}
    parts: list[TollPart] = []
    for part, _ in chosen.values():
        if id(part) in within and part.effect not in total:
            continue  # "seven guards, including two generals": two of the seven, not two more
        twin = next(
            (
                p
                for p in parts
                if (p.effect, p.count) == (part.effect, part.count)
                and (p.whose == part.whose or None in {p.whose, part.whose})
                and p.party
                and part.party
            ),
            None,
        )
        if twin is None:
            parts.append(part)
        elif len(part.party or "") > len(
            twin.party or ""
        ):  # "a US contractor" and "a US civilian contractor" are one man
            parts[parts.index(twin)] = part
    return Toll(tuple(parts))


def _attribution(group: Group, actor: Party) -> tuple[tuple[str, ...], tuple[Blame, ...], bool]:
    blames = tuple(dict.fromkeys(a.blame for a in group.attributed if a.blame is not None))
    unclaimed = any(a.unclaimed for a in group.attributed)
    claimants = tuple(dict.fromkeys(b.actor for b in blames if b.stance == "claims" and b.actor))
    actors = actor.actors or claimants
    return actors, blames, unclaimed and not claimants


def _acts(mentions: list[Mentioned]) -> Count:
    counted = [m.told.acts for m in mentions if m.told.acts.best is not None and m.told.acts.best > 1]
    if counted:
        return counted[0]
    if any((m.told.plural and m.told.is_noun) or m.told.so_far for m in mentions):
        return Count(2)
    return Count.exactly(1)
