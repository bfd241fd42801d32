"""Each act with the day, the places, the counts and the speaker of its own clause."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from talion.coding.acts.told import Told
from talion.coding.days.dates import DaySaid
from talion.coding.events.act_days import (
    counted_back,
    dated,
    day_of_something_else,
    give_days_of_clocks,
    give_days_of_saying,
    is_behind,
    is_in_dateline,
    share_days,
    share_the_day_of_issue,
)
from talion.coding.events.act_places import distance, give_place, give_place_again, give_unlisted, share_places
from talion.coding.events.mentioned import DEED, Mentioned, name_of
from talion.coding.events.story_days import give_days_of_lags, give_words_the_day_of_saying, what_happened
from talion.coding.places import PlaceMention
from talion.coding.sides.cast import Cast
from talion.coding.speech.voices import Voices
from talion.coding.tolls.counts import CountSaid
from talion.records import (
    DateSpan,
    TollPart,
)

if TYPE_CHECKING:
    pass


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
    for number, paragraph in enumerate(cast.paragraphs):
        here = [m for m in mentioned if m.told.paragraph == number]
        other = []
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
            for one in acts_then:
                if said.phrase.lower().endswith(" after") and is_behind(token, one.told):
                    one.days = one.days or counted_back(said, days[number])
                    continue  # "two days after aircraft killed …" dates the other act
                better = (
                    one.days is None or (one.days.span is None and said.span is not None) or one.days.kind == "since"
                )
                if (better and said.kind not in {"duration", "since"}) or (one.days is None and said.kind == "since"):
                    one.days = said
                    one.days_at = paragraph.between(said.start, said.end)
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
                give_place_again(number, one, places, cast)
        if paragraph.kind == "body":
            share_days(here, other, paragraph)
            share_places(here, paragraph)
        give_days_of_clocks(here, paragraph, published, () if cast.own is not None else mentioned)
        share_the_day_of_issue(here, cast.own, published)
        for count in counts[number]:
            _give_toll(number, count, here, mentioned, cast, voices)
    give_days_of_lags(mentioned, published)
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
        before = [
            m
            for m in everything
            if m.told.sense.action == "ASSAULT"
            and m.told.standing.status in DEED
            and (m.told.paragraph, m.told.token.i) < (number, token.i)
            and m.told.paragraph >= number - 2
        ]
        chosen = max(before, key=lambda m: (m.told.paragraph, m.told.token.i), default=None)
    if chosen is None or chosen.told.standing.status not in DEED | {"historical", "habitual"}:
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
