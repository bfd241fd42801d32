"""Days that a story gives and the sentence of an act does not: "it happened on 5 July", "hours later", reactions.

Each is a reason that can be read: `because` says what the day was taken from, and a span is no narrower than the words.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from talion.coding.days.said import DaySaid
from talion.coding.events.act_days import has_had, is_fresh
from talion.coding.events.groups import Group
from talion.coding.events.mentioned import DEED, Mentioned, is_of_another_time
from talion.coding.parsing.language import Paragraph
from talion.records import WORDS, DateSpan

if TYPE_CHECKING:
    from spacy.tokens import Token

_HAPPEN = {"happen", "occur", "take"}
_INCIDENT = {"it", "this", "that", "incident", "event", "episode", "tragedy", "crime", "accident", "operation"}
_FORCE = {"ASSAULT", "COERCE", "PROTEST"}
_NEAR = 3  # paragraphs


def what_happened(token: "Token", number: int, mentioned: Sequence[Mentioned]) -> Mentioned | None:
    """The act told last that these words date: "it happened on 5 July", "the incident took place on Monday"."""
    verb = next((t for t in token.ancestors if t.pos_ == "VERB"), None)
    if verb is None or verb.lemma_.lower() not in _HAPPEN or verb.tag_ not in {"VBD", "VBN"}:
        return None
    if verb.lemma_.lower() == "take" and not any(c.dep_ == "dobj" and c.lower_ == "place" for c in verb.children):
        return None
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None or subject.lemma_.lower() not in _INCIDENT:
        return None
    before = [
        m
        for m in mentioned
        if m.told.sense.action in _FORCE
        and m.told.standing.status in DEED
        and (m.told.paragraph, m.told.token.i) < (number, verb.i)
        and number - m.told.paragraph <= _NEAR
    ]
    last = max(before, key=lambda m: (m.told.paragraph, m.told.token.i), default=None)
    return last if last is not None and last.days is None else None


_LAG = re.compile(
    r"^\W*(?:(?P<soon>(?:less than |about |half )?an hour|half an hour|minutes|moments|shortly|soon)"
    r"|(?:a few |several |some |just )?(?P<hours>hours))"
    r" (?:(?P<on>later|afterwards?)|after (?:the|that|this) (?P<what>\w+))\b",
    re.IGNORECASE,
)


def give_days_of_lags(mentioned: Sequence[Mentioned], published: date | None) -> None:
    """For "hours after the shelling" and "an hour later": the day of what was told before, or that to the next."""
    order = sorted(mentioned, key=lambda m: (m.told.paragraph, m.told.token.i))
    for n, one in enumerate(order):
        lag = _LAG.match(one.told.sentence_text)
        if lag is None or (one.days is not None and one.days.span is not None) or one.told.standing.status not in DEED:
            continue
        if one.told.definite or has_had(one.told):
            continue
        told = [
            m
            for m in order[:n]
            if (m.told.paragraph, m.told.sentence.start) != (one.told.paragraph, one.told.sentence.start)
            and _is_dated(m)
            and m.told.standing.status in DEED
        ]
        if lag["what"]:
            told = [m for m in told if any(_same_word(t.lemma_, lag["what"]) for t in m.told.tokens)]
        if not told:
            continue
        base = told[-1].days
        if base is None or base.span is None or one.told.paragraph - told[-1].told.paragraph > _NEAR:
            continue
        last = base.span.last + timedelta(days=1 if lag["hours"] else 0)
        last = max(base.span.last, min(last, published)) if published is not None else last
        because = f"'{lag[0].strip()}': counted from '{told[-1].told.word}', which is dated: {base.because}"
        one.days = replace(
            base, span=DateSpan(base.span.first, last), precision="days", because=because, time_of_day=None
        )
        one.days_at = told[-1].days_at


_FROM_AN_ACT = re.compile(
    r"(?:(?P<n>an?|one|two|three|four|five|six|seven|ten|\d{1,2}) )?"
    r"(?P<unit>minute|hour|day|week)s? (?P<side>after|before)$",
    re.IGNORECASE,
)
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}


def give_days_from_acts(mentioned: Sequence[Mentioned], published: date | None) -> None:
    """For "two days after the raid" and "hours before the blast": counted from that act, where its day is told."""
    order = sorted(mentioned, key=lambda m: (m.told.paragraph, m.told.token.i))
    for n, one in enumerate(order):
        said = one.days
        lag = _FROM_AN_ACT.search(said.phrase) if said is not None and said.span is None else None
        if said is None or lag is None or (lag["n"] is None and lag["unit"] in {"day", "week"}):
            continue
        doc = one.told.token.doc
        phrase = doc.char_span(said.start, said.end, alignment_mode="expand")
        noun = next((c for c in phrase[-1].children if c.dep_ == "pobj"), None) if phrase is not None else None
        if noun is None:
            continue
        meant = next((m for m in order if m.told.token.doc is doc and noun in m.told.tokens), None)
        known = [m for m in order[:n] if _is_dated(m) and m.told.standing.status in DEED and m is not one]
        same_word = [m for m in known if any(_same_word(t.lemma_, noun.lemma_) for t in m.told.tokens)]
        same_kind = [m for m in known if meant is not None and m.told.sense.action == meant.told.sense.action]
        known = same_word or same_kind
        if meant is not None and _is_dated(meant):
            known.append(meant)
        base = known[-1].days if known else None
        if base is None or base.span is None:
            continue
        sign = 1 if lag["side"].lower() == "after" else -1
        count = _COUNTS.get((lag["n"] or "").lower()) or int(lag["n"] or 1)
        if lag["unit"].lower() in {"day", "week"}:
            step = timedelta(days=sign * count * (7 if lag["unit"].lower() == "week" else 1))
            span = DateSpan(base.span.first + step, base.span.last + step)
        else:
            hours = timedelta(days=1 if lag["unit"].lower() == "hour" else 0)
            first, last = (
                (base.span.first, base.span.last + hours) if sign > 0 else (base.span.first - hours, base.span.last)
            )
            span = DateSpan(first, max(base.span.last, min(last, published)) if published is not None else last)
        if published is not None and span.first > published:
            continue
        because = f"'{said.phrase}' counted from '{known[-1].told.word}', which is dated: {base.because}"
        one.days = replace(said, span=span, precision="day" if span.is_one_day else "days", because=because)


def _is_dated(one: Mentioned) -> bool:
    return one.days is not None and one.days.span is not None and one.days.span.days <= 2


def _same_word(one: str, other: str) -> bool:
    """Whether two words are of one stem: "shelled" and "shelling"."""
    return len(one) > 3 and one.lower()[:5].rstrip("es") == other.lower()[:5].rstrip("es")


def give_words_the_day_of_saying(here: Sequence[Mentioned], days: Sequence[DaySaid], paragraph: Paragraph) -> None:
    """For a threat or a demand without a day of its own: the day of saying it, "said on Monday that … might …"."""
    for one in here:
        if one.days is not None or one.speech is None or one.told.sense.action not in WORDS or has_had(one.told):
            continue
        cue = paragraph.doc[one.speech.cue]
        between = paragraph.doc[min(cue.i, one.told.token.i) : max(cue.i, one.told.token.i)]
        if cue not in one.told.token.ancestors or any(t.text == ";" for t in between):
            continue
        for said in days:
            token = paragraph.token_at(said.end - 1)
            if token is None or said.span is None or not said.span.is_one_day:
                continue
            if said.kind not in {"weekday", "relative", "absolute", "anaphoric"}:
                continue
            if any(token in c.subtree for c in cue.children if c.dep_ in {"prep", "npadvmod"}):
                one.days = replace(said, because=f"the day on which it is said: {said.because}")
                one.days_at = paragraph.between(said.start, said.end)
                break


_A_STORY = 7  # days
_POINTS = re.compile(r"\b(?:the|that|this|these|those|his|her|its|their) (?:\w+ )?(\w+)", re.IGNORECASE)


def give_reactions_their_days(groups: Iterable[Group], published: date | None) -> None:
    """For words and answers that speak of an act with a day and have none: from that day to the day of the report.

    "The prime minister condemned the strikes": not before the strikes, and not after the report.
    """
    if published is None:
        return
    known = list(groups)
    told = [
        (m, day.span, group)
        for group in known
        if (day := _day_of(group, published)) is not None and day.span is not None
        for m in group.mentions
    ]
    for group in known:
        lead = group.lead
        if any(m.days is not None or is_of_another_time(m.told.token) for m in group.mentions) or not _reacts(lead):
            continue
        spoken_of = _POINTS.findall(lead.told.sentence_text)
        found = [
            (m, span)
            for m, span, other in told
            if other is not group and (_stands_in(m, lead) or (_is_before(m, lead) and _is_meant(m, spoken_of)))
        ]
        how = "it speaks of"
        if not found and lead.told.sense.action in WORDS:
            found = [
                (m, span)
                for m, span, _ in told
                if m.told.paragraph == lead.told.paragraph
                and _is_before(m, lead)
                and m.told.standing.tense == "past"
                and not m.told.definite
                and (published - span.first).days <= 1
            ]
            how = "said in one paragraph with"
        if not found:
            continue
        trigger, span = max(found, key=lambda pair: (pair[0].told.paragraph, pair[0].told.token.i))
        because = f"{how} '{trigger.told.word}', which is dated: from that day to the day of the report"
        lead.days = DaySaid(0, 0, "", DateSpan(span.first, published), "days", because)


_OPENING = 2  # paragraphs of the body in which a report says when its news is


def give_news_its_day(groups: Iterable[Group], paragraphs: Sequence[Paragraph], published: date | None) -> None:
    """For news without a day, in a report that opens with a deed of its own day: that day.

    A wire of Wednesday that opens with what was fired "early on Wednesday": "two rockets fell shortly before midnight".
    Not where the paragraph names another day, and not for what stands in the sentence of the opening or before it. In
    a report that opens with a deed of the day before, news may be of either day, and stays open.
    """
    if published is None:
        return
    known = list(groups)
    told = [
        (m, m.days.span) for group in known for m in group.mentions if m.days is not None and m.days.span is not None
    ]
    today = DateSpan.on(published)
    bodies = [n for n, paragraph in enumerate(paragraphs) if paragraph.kind == "body"][:_OPENING]
    opening = next(
        (m for m, span in told if m.told.paragraph in bodies and span == today and m.told.standing.status in DEED), None
    )
    if opening is None or opening.days is None:
        return
    of_other_days = {m.told.paragraph for m, span in told if not span.touches(today)}
    because = f"news of the story of '{opening.told.word}', which is dated: {opening.days.because}"
    for group in known:
        lead = group.lead
        here = lead.told.paragraph
        if any(m.days is not None for m in group.mentions) or not _is_news(lead) or here in of_other_days:
            continue
        beside = opening.told.paragraph == here and opening.told.sentence.start == lead.told.sentence.start
        if paragraphs[here].kind == "body" and _is_before(opening, lead) and not beside:
            lead.days = DaySaid(0, 0, "", today, "day", because)


def _is_news(one: Mentioned) -> bool:
    """Whether it is told as new, in the past or as a threat or a plan, and not as what was before or is done often."""
    told = one.told
    if told.definite or told.so_far or has_had(told) or told.standing.status not in DEED | {"threatened", "planned"}:
        return False
    if any(t.dep_ in {"relcl", "pcomp"} for t in (told.token, *told.token.ancestors)) or is_of_another_time(told.token):
        return False  # "accused the army of killing a mayor": when, it does not say
    speaks = one.speech is not None or told.sense.action in WORDS
    return is_fresh(one) or (speaks and told.standing.status in {"threatened", "planned"})


def _day_of(group: Group, published: date) -> DaySaid | None:
    """The day of a deed of this week's story."""
    days = [m.days for m in group.mentions if m.days is not None and m.days.span is not None]
    shortest = min(days, key=lambda day: day.span.days if day.span else 0, default=None)
    if shortest is None or shortest.span is None or group.lead.told.standing.status not in DEED:
        return None
    near = shortest.span.days <= 2 and shortest.span.last <= published
    return shortest if near and (published - shortest.span.first).days <= _A_STORY else None


def _stands_in(noun: Mentioned, lead: Mentioned) -> bool:
    """Whether an act is spoken of as told in the sentence of another: "accused Iran of organising the attack"."""
    told = noun.told
    beside = told.paragraph == lead.told.paragraph and told.sentence.start == lead.told.sentence.start
    return beside and told.is_noun and told.definite and told.token.i > lead.told.token.i


def _is_before(one: Mentioned, other: Mentioned) -> bool:
    return (one.told.paragraph, one.told.token.i) < (other.told.paragraph, other.told.token.i)


def _is_meant(one: Mentioned, nouns: Sequence[str]) -> bool:
    return any(_same_word(token.lemma_, noun) for token in one.told.tokens for noun in nouns)


def _reacts(one: Mentioned) -> bool:
    """Whether it is told in the plain past, as words or as a new deed."""
    told = one.told
    if told.definite or told.so_far or has_had(told) or told.standing.status not in DEED | {"threatened"}:
        return False
    return told.sense.action in WORDS or is_fresh(one)
