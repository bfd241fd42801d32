"""Each act with the day, the places, the counts and the speaker of its own clause."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from talion.coding.acts.false_reports import is_called_false
from talion.coding.acts.told import EFFECTS, Told
from talion.coding.days.said import DaySaid
from talion.coding.events.act_days import (
    counted_back,
    dated,
    day_of_something_else,
    give_days_of_clocks,
    give_days_of_saying,
    is_behind,
    is_in_dateline,
    joined_to,
    named_by,
    share_days,
    share_the_day_of_issue,
)
from talion.coding.events.act_places import distance, give_place, give_place_again, share_places
from talion.coding.events.item_heads import give_what_the_head_says, head_of
from talion.coding.events.mentioned import DEED, Mentioned, is_of_another_time, is_only_a_loss, name_of, opens_an_item
from talion.coding.events.story_days import (
    give_days_from_acts,
    give_days_of_lags,
    give_words_the_day_of_saying,
    what_happened,
)
from talion.coding.events.unlisted_places import give_nearest_unlisted, give_unlisted
from talion.coding.events.whole_war import is_in_a_war, is_of_a_whole_war
from talion.coding.parsing.language import Paragraph
from talion.coding.places import PlaceMention
from talion.coding.sides.cast import Cast
from talion.coding.speech.voices import Speech, Voices
from talion.coding.tolls.said import CountSaid
from talion.records import (
    DateSpan,
    Speaker,
    TollPart,
)

if TYPE_CHECKING:
    from spacy.tokens import Token


# So long before its report an act is news, and no background.
_NEWS_DAYS = 60


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
    heads = [p.kind == "body" and bool(head_of(p.text, d)) for p, d in zip(cast.paragraphs, days, strict=True)]
    has_items = sum(heads) > 1
    for number, paragraph in enumerate(cast.paragraphs):
        here = [m for m in mentioned if m.told.paragraph == number]
        other = []
        on_loan: set[int] = set()  # acts with the day of a verb joined to theirs, or of their clause
        for resolved in days[number]:
            said = resolved
            span = paragraph.doc.char_span(said.start, said.end, alignment_mode="expand")
            token = span.root if span is not None and len(span) else None
            if token is None or is_in_dateline(paragraph.text, said):
                continue
            if paragraph.kind == "caption" and said.kind == "absolute":
                continue  # a caption's date is the photo's, not the strike's
            if token.dep_ == "poss" and not any(token.head in m.told.tokens for m in here):
                continue  # "an answer to Friday's rockets" dates the rockets
            if said.kind == "since" and said.span is not None and published is not None and published > said.span.first:
                said = replace(resolved, span=DateSpan(said.span.first, published))
            acts_then = dated(token, here)
            if not acts_then and said.span is not None and (happened := what_happened(token, number, mentioned)):
                acts_then = [happened]
            elsewhere = None if acts_then else day_of_something_else(said, token)
            if elsewhere is not None:
                other.append(elsewhere)
            lent = joined_to(acts_then, token, here)
            for one in (*acts_then, *lent):
                if said.phrase.lower().endswith(" after") and is_behind(token, one.told):
                    one.days = one.days or counted_back(said, days[number])
                    continue  # "two days after aircraft killed …" dates the other act
                # "in a video of 20 May she claimed the raid of 3 May": what stands over the words has them for its own
                own = one.told.token in token.ancestors or token in one.told.tokens or one is named_by(token, here)
                is_lent = not own or any(one is other for other in lent)
                better = (
                    one.days is None
                    or (one.days.span is None and said.span is not None)
                    or one.days.kind == "since"
                    or (id(one) in on_loan and not is_lent and said.span is not None)
                )
                if (better and said.kind not in {"duration", "since"}) or (one.days is None and said.kind == "since"):
                    one.days = said
                    one.days_at = paragraph.between(said.start, said.end)
                    on_loan = on_loan | {id(one)} if is_lent else on_loan - {id(one)}
        give_days_of_saying(here, days[number], paragraph)
        give_words_the_day_of_saying(here, days[number], paragraph)
        for place in places[number]:
            token = paragraph.token_at(place.start)
            if token is not None and not (place.how == "dateline" and place.start == 0):
                give_place(number, token, place, here, cast)
        for one in here:
            if not one.places:
                give_unlisted(number, one, cast)
            if not one.places:
                give_nearest_unlisted(number, one, here, cast)
            if not one.places:
                give_place_again(number, one, places, mentioned, cast)
        if has_items:
            give_what_the_head_says(here, days[number], places[number], paragraph)
        if paragraph.kind == "body":
            share_days(here, other, paragraph)
            share_places(here, paragraph, places[number])
        give_days_of_clocks(here, paragraph, published, () if cast.own is not None else mentioned)
        share_the_day_of_issue(here, cast.own, published)
        for one in here:
            _bring_up_to_date(one, published)
        for count in counts[number]:
            _give_toll(number, count, here, mentioned, cast, voices, days[number])
    give_days_of_lags(mentioned, published)
    give_days_from_acts(mentioned, published)
    for one in mentioned:
        _bring_up_to_date(one, published)
    return mentioned


def _bring_up_to_date(one: Mentioned, published: date | None) -> None:
    """An act that a model takes for history for the year beside it, though its day is one of the last weeks."""
    standing, days = one.told.standing, one.days
    if standing.status != "historical" or not standing.because.startswith("a model"):
        return
    if published is None or days is None or days.span is None or (published - days.span.last).days > _NEWS_DAYS:
        return
    one.told.standing = replace(standing, status="done", because="its day is one of the weeks before the report")


def _give_toll(
    number: int,
    count: CountSaid,
    here: list[Mentioned],
    everything: list[Mentioned],
    cast: Cast,
    voices: Voices,
    days: Sequence[DaySaid] = (),
) -> None:
    paragraph = cast.paragraphs[number]
    token = paragraph.token_at(count.start)
    if token is None or not count.count.is_known or _is_anaphor(count):
        return
    start = token.sent.start
    inside = [
        m
        for m in here
        if m.told.sentence.start == start
        and m.told.sense.action in {"ASSAULT", "COERCE", "PROTEST"}
        and not is_only_a_loss(m.told)
        and not (count.negated and m.told.standing.status not in _TOLD_AS_REAL)
    ]
    within = {t.i for t in paragraph.doc.char_span(count.start, count.end, alignment_mode="expand") or ()}
    chosen: Mentioned | None = None
    for one in inside:
        if within & {t.i for t in one.told.tokens}:
            chosen = one
            break
    inside = [m for m in inside if m.told.standing.status in _TOLD_AS_REAL or _is_under(token, m.told.token)]
    whose = _whose(number, count, cast)
    before = _acts_before(number, token, whose, everything, cast) if _speaks_of_deaths(count) else []
    if chosen is None and before and _is_in_a_clause_before(token, inside):
        inside = []  # "seven soldiers died; the army said that it had killed the assailants"
    if chosen is None and inside:
        real = [m for m in inside if m.told.standing.status in DEED] or inside
        last = max(within, default=token.i)
        below = [
            m
            for m in real
            if m.told.token.dep_ == "pobj"
            and m.told.token.head.lower_ in {"in", "by", "during", "from"}
            and 0 < m.told.token.head.i - last <= 2
        ]
        chosen = below[0] if below else min(real, key=lambda m: min(distance(token, t) for t in m.told.tokens))
    if chosen is None and _speaks_of_deaths(count):
        chosen = before[-1] if before else _act_right_behind(number, token, everything, cast)
        if chosen is not None and _is_of_another_day(token, chosen, paragraph, days):
            return
    if chosen is None or chosen.told.standing.status not in DEED | {"historical", "habitual"}:
        return
    beside = any(chosen is m for m in here) and chosen.told.sentence.start == start
    if not chosen.told.so_far and (is_in_a_war(token) if beside else is_of_a_whole_war(token)) and not _is_long(chosen):
        return
    if _is_of_an_accident(token, chosen) or is_called_false(token):
        return
    general = not count.who or (whose is None and _is_anyone(count.who) and not _OF_A_SIDE.search(count.who))
    whom = None if general and count.kind != "part" else (count.who or "of these")
    loser = _loser(number, count, cast)
    if whom is None and (whose is not None or loser is not None):
        whom = name_of(whose, cast) if whose is not None else str(loser)
    if whose is not None and cast.kind(whose) == "person":
        whom = name_of(whose, cast)
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
        speech = voices.at(number, token.i) or _teller(number, within, cast)
        chosen.tolls.append((part, passage, speech, count))
        if count.negated and count.effect == "injured" and _NOT_EVEN_HURT.search(count.said):
            chosen.tolls.append((replace(part, effect="killed"), passage, speech, replace(count, effect="killed")))


_KILLS_NOBODY = ("rape", "raping", "abduct", "kidnap", "seiz", "captur", "blockad")
_OF_A_SIDE = re.compile(r"^(?:its|his|her|their|our)\b|['’]s?\b ", re.IGNORECASE)
_TOLD_AS_REAL = DEED | {"historical", "habitual"}


def _whose(number: int, count: CountSaid, cast: Cast) -> str | None:
    """Whose the people are that a count is of: "three of its men", "Armenia had lost 105"."""
    loser = _loser(number, count, cast)
    if loser is not None:
        return next(iter(cast.party(number, loser).actors), None)
    if not count.who or not count.who_end:
        return None
    token = cast.paragraphs[number].token_at(max(count.who_start or 0, count.who_end - 1))
    if token is None:
        return None
    if token.lower_ in {"dead", "losses", "casualties"}:  # "put its dead at 71"
        token = next((c for c in token.children if c.dep_ == "poss"), token)
    while token.dep_ in {"compound", "amod", "nmod"} and token.head.i > token.i:
        token = token.head
    by_name = _named_behind(number, token, cast) if count.count.best == count.count.low == 1 else None
    return by_name or next(iter(cast.party(number, token).actors), None)


def _named_behind(number: int, token: "Token", cast: Cast) -> str | None:
    """Who is named behind his office, between commas: "the commander of the Guard, Omar Ruk, and …"."""
    behind = token.doc[token.i + 1 : min(token.i + _OFFICE_OF_AT_MOST, token.sent.end - 1)]
    comma = next((t for t in behind if t.text == ","), None)
    if comma is None or (comma.i > token.i + 1 and behind[0].lower_ not in {"of", "in", "for"}):
        return None
    name = cast.at(number, comma.i + 1)
    closed = name is not None and name.last + 1 < token.sent.end and token.doc[name.last + 1].text in {",", "."}
    return name.actor if name is not None and closed and cast.kind(name.actor) == "person" else None


_OFFICE_OF_AT_MOST = 9  # tokens from the office to the comma behind it


def _loser(number: int, count: CountSaid, cast: Cast) -> "Token | None":
    """Who "lost 105": the subject of the loss."""
    if not count.said.lower().startswith(("lost ", "losing ")):
        return None
    verb = cast.paragraphs[number].token_at(count.start)
    return next((c for c in verb.children if c.dep_ == "nsubj"), None) if verb is not None else None


def _acts_before(
    number: int, token: "Token", whose: str | None, everything: Sequence[Mentioned], cast: Cast
) -> list[Mentioned]:
    """The acts of force told before a count, the likeliest last: not one told in passing, not one by those who died."""
    item = opens_an_item(cast.paragraphs[number].text)
    found = [
        m
        for m in everything
        if m.told.sense.action == "ASSAULT"
        and (m.told.standing.status in DEED or _is_history_right_before(m.told, number, token))
        and not is_only_a_loss(m.told)
        and (m.told.paragraph, m.told.token.i) < (number, token.i)
        and m.told.paragraph >= number - 2
        and not (item and m.told.paragraph < number and cast.paragraphs[m.told.paragraph].kind == "body")
    ]
    return sorted(
        found,
        key=lambda m: (
            not m.told.token.lower_.startswith(_KILLS_NOBODY),
            whose is None or whose not in m.told.actor.actors,
            not is_of_another_time(m.told.token),
            m.told.paragraph,
            m.told.token.i,
        ),
    )


def _is_history_right_before(told: Told, number: int, token: "Token") -> bool:
    """Whether it is history, told in the sentence right before: "In 1984 they took up arms. Thousands have died"."""
    right_before = told.paragraph == number and told.sentence.end == token.sent.start
    return right_before and told.standing.status == "historical"


def _is_in_a_clause_before(token: "Token", inside: Sequence[Mentioned]) -> bool:
    """Whether a semicolon parts a count from all the acts of its sentence, which are told behind it."""
    doc = token.doc
    return bool(inside) and all(
        m.told.token.i > token.i and any(t.text == ";" for t in doc[token.i : m.told.token.i]) for m in inside
    )


def _act_right_behind(number: int, token: "Token", everything: Sequence[Mentioned], cast: Cast) -> Mentioned | None:
    """The act right behind, where none was told before: "Thirty are dead. They died when rockets fell".

    That is the act of the next sentence, or the killing with which the text below a headline's count begins.
    """
    if token.sent.end < len(token.doc):
        begin, where, words = token.doc[token.sent.end].sent.start, number, None
    elif number + 1 < len(cast.paragraphs) and cast.paragraphs[number].kind == "headline":
        begin, where, words = 0, number + 1, EFFECTS
    else:
        return None
    found = [m for m in everything if m.told.paragraph == where and m.told.sentence.start == begin]
    real = [m for m in found if m.told.sense.action == "ASSAULT" and m.told.standing.status in DEED]
    return next((m for m in real if words is None or m.told.word in words), None)


def _is_long(one: Mentioned) -> bool:
    """Whether it tells of something that went on for months: "took up arms in 1984"."""
    return one.days is not None and one.days.span is not None and one.days.span.days > _NEWS_DAYS


def _is_of_another_day(token: "Token", act: Mentioned, paragraph: Paragraph, days: Sequence[DaySaid]) -> bool:
    """Whether the sentence of a count has a day that is not the act's: "last year twelve lost their lives in Madrid".

    A day behind the act's may be the one on which people died of their wounds or were counted.
    """
    mine = act.days.span if act.days is not None else None
    begin, end = token.sent.start_char, token.sent.end_char
    said = [
        d.span
        for d in days
        if begin <= d.start < end and d.span is not None and d.kind != "duration" and not _in_aside(d, token, paragraph)
    ]
    return mine is not None and bool(said) and all(span.last < mine.first for span in said)


def _in_aside(day: DaySaid, token: "Token", paragraph: Paragraph) -> bool:
    """Whether a day stands in a clause about somebody: "the minister, who had fled in 2033, died"."""
    at = paragraph.token_at(day.start)
    clauses = {t.i for t in (at, *at.ancestors) if t.dep_ in {"relcl", "acl", "advcl"}} if at is not None else set()
    return bool(clauses - {t.i for t in (token, *token.ancestors)})


def _is_under(token: "Token", verb: "Token") -> bool:
    return verb.i == token.i or any(t.i == verb.i for t in token.ancestors)


_NOT_EVEN_HURT = re.compile(r"\b(?:hurt|hurting|harmed|harming|hit)\b", re.IGNORECASE)
_COUNTING = {"put", "speak", "count", "give"}


def _teller(number: int, within: Collection[int], cast: Cast) -> Speech | None:
    """Who counts where a verb of counting has a subject: "The ministry put the dead at 19", "the mayor spoke of 40"."""
    doc = cast.paragraphs[number].doc
    for i in (*within, min(within, default=1) - 1):
        verb = doc[max(i, 0)]
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if verb.lemma_.lower() not in _COUNTING or subject is None:
            continue
        words = doc[subject.left_edge.i : subject.right_edge.i + 1].text
        actors = cast.party(number, subject).actors
        name = name_of(actors[0], cast) if actors and subject.pos_ == "PRON" else words
        speaker = Speaker(name, "party" if actors else "unnamed", actors[0] if actors else None)
        return Speech(number, verb.i, speaker, verb.lemma_.lower(), min(within), max(within))
    return None


_ACCIDENTS = {"crash", "sink", "capsize", "collide", "derail", "overturn"}


def _is_of_an_accident(token: "Token", chosen: Mentioned) -> bool:
    """Whether people died in what the words tell of as an accident: "hours after the attack a plane crashed; all died".

    Either the sentence of the count tells it, and of the act only when it was, or the sentence right before does.
    """
    sentence = token.sent
    here = chosen.told.token.doc is token.doc
    if here and chosen.told.sentence.start == sentence.start:
        return is_of_another_time(chosen.told.token) and _tells_of_accident(sentence.root)
    before = sentence.doc[sentence.start - 1].sent.root if sentence.start else None
    same = before is not None and here and chosen.told.token.sent.root.i == before.i
    if before is None or not _tells_of_accident(before):
        return False
    return not same or is_of_another_time(chosen.told.token)


def _tells_of_accident(root: "Token") -> bool:
    return any(verb.lemma_.lower() in _ACCIDENTS for verb in (root, *root.conjuncts))


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
