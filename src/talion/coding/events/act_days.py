"""Which act a day dates: the one of its own clause, the one behind an answer, the one that is said."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from talion.coding.acts.told import Told
from talion.coding.days.said import DaySaid
from talion.coding.events.mentioned import Mentioned, in_clause_of, is_of_another_time, is_run
from talion.coding.parsing.language import Paragraph
from talion.coding.speech.cues import SPEECH_VERBS
from talion.records import WORDS, DateSpan, Passage

if TYPE_CHECKING:
    from spacy.tokens import Token


DAY_OF_SAYING = "reported"


_PLACE_BEFORE = re.compile(r"(?:^|\s)[A-Z][A-Z'’-]{2,}(?: [A-Z'’-]{2,})*(?:,? ?\(?[A-Z][\w .'’-]{1,30}\)?)?,? ?\(?$")
_DASH_AFTER = re.compile(r"\)?,? ?(?:\([^)\n]{2,60}\) ?)?(?:-|–|—)")


def is_in_dateline(text: str, said: DaySaid) -> bool:
    """Whether a day is the one under which a report was filed: "BREE, Arnor (May 3) -", "BREE, 3 May (AGENCY) --"."""
    if said.kind != "absolute":
        return False
    before, after = text[max(0, said.start - 60) : said.start], text[said.end : said.end + 70]
    alone = before.endswith("(") and after.startswith(")")
    return bool(_PLACE_BEFORE.search(before)) and (alone or bool(_DASH_AFTER.match(after)))


def give_days_of_saying(here: list[Mentioned], days: Sequence[DaySaid], paragraph: Paragraph) -> None:
    """For a deed without a day of its own that somebody reports on a named day: that day or the one before.

    "Said on Sunday that forces had carried out strikes" tells of something just done; how long before, it does not say.
    `because` says so, and the event gets a doubt.
    """
    for one in here:
        told = one.told
        some = not is_run(told) or bool(told.folded and told.recipient.actors)
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


def dated(token: "Token", here: list[Mentioned]) -> list[Mentioned]:
    """The acts that the words at this token date: those of the clause that they stand in.

    "Said on Monday that aircraft had bombed" dates the saying. "Forced their way in on Tuesday, two days after aircraft
    killed" dates the first. "On bases controlled by the group late on Sunday" dates what hit the bases, since a state
    of things has no hour.
    """
    start = token.sent.start
    inside = [m for m in here if m.told.sentence.start == start]
    if not inside:
        return []
    named = named_by(token, inside)
    if named is not None:
        return [named]
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
            chosen = [m for m in inside if any(in_clause_of(t, at) for t in m.told.tokens)]
            chosen = chosen or _when_it_was(at, inside)
            if chosen:
                break
            if at.lemma_.lower() in SPEECH_VERBS and any(c.dep_ == "ccomp" for c in at.children):
                return _within_what_is_said(token, at, inside)
            if at.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in _OF_ANOTHER_TIME for c in at.children):
                return []  # "the deadliest attack since they called a truce in May"
            if at.dep_ == "pcomp" and any(c.lower_ == "what" for c in at.subtree):
                at = at.head  # "on what it called hideouts in the hills on Thursday"
                continue
            if at.dep_ in {"acl", "relcl"} and at.head.dep_ in {"nsubj", "nsubjpass"} and at.head.i < token.i:
                return []  # "the front, formed in 2012, held the town": when it was formed
            if at.dep_ not in {"acl", "amod", "relcl", "xcomp", "conj", "advcl", "auxpass", "ccomp"}:
                break
        if at.head.i == at.i:
            break
        at = at.head
    alone = len(inside) == 1 and not any(t.lemma_.lower() in SPEECH_VERBS for t in token.ancestors)
    if not chosen and alone and any(in_clause_of(t, token.sent.root) for t in inside[0].told.tokens):
        chosen = inside
    return [_behind_an_answer(_judged(one, token, inside), token, inside) for one in chosen]


def _when_it_was(verb: "Token", inside: Sequence[Mentioned]) -> list[Mentioned]:
    """The acts of a clause with "when" below a verb that tells none: "ten people died on Friday when a bus was hit"."""
    clauses = [c for c in verb.children if c.dep_ == "advcl" and any(k.lower_ in {"when", "as"} for k in c.children)]
    return [m for c in clauses for m in inside if any(in_clause_of(t, c) for t in m.told.tokens)]


def joined_to(chosen: Sequence[Mentioned], token: "Token", here: Sequence[Mentioned]) -> list[Mentioned]:
    """The acts whose verbs "and" joins to a dated one, which have its day where they have none of their own.

    "Attacked a post and burned a clinic on Friday"; but in "shelled the town and on Sunday arrested ten people" the
    day stands before the verb that it dates, and says nothing of what is told before it.
    """
    known = {id(m) for m in chosen}
    return [
        m
        for m in here
        if id(m) not in known
        and any(_joined(m.told, other.told) and not m.told.token.i < token.i < other.told.token.i for other in chosen)
    ]


def named_by(token: "Token", here: Sequence[Mentioned]) -> Mentioned | None:
    """The act that a day behind "of" names: "the assault on Baga of 3 January"."""
    first = token.left_edge.i
    if first == 0 or token.doc[first - 1].lower_ != "of":
        return None
    before = [
        m
        for m in here
        if m.told.is_noun
        and m.told.token.i < first - 1
        and m.told.sentence.start == token.sent.start
        and not any(t.pos_ in {"VERB", "AUX", "PUNCT"} for t in token.doc[m.told.token.i + 1 : first])
    ]
    return max(before, key=lambda m: m.told.token.i, default=None)


_OF_ANOTHER_TIME = {"since", "after", "before", "until", "because", "although", "though", "whereas"}


def _judged(one: Mentioned, token: "Token", inside: list[Mentioned]) -> Mentioned:
    """The act that is judged, where the day stands behind it: "condemns the attack on a clinic near Bree on 10 May"."""
    verb = one.told.token
    if (deed := _charged_with(one, token, inside)) is not None:
        return deed
    if one.told.sense.action not in WORDS or one.told.is_noun or token.i < verb.i:
        return one
    what = next((c for c in verb.children if c.dep_ == "dobj" and c.i < token.i), None)
    judged = next((m for m in inside if what is not None and what in m.told.tokens and m.told.is_noun), None)
    if judged is None or what is None or judged.told.sense.action == one.told.sense.action:
        return one  # nothing is judged in "opened talks in May"
    described = any(
        c.dep_ == "prep" and any(d.dep_ == "pobj" for d in c.children) and c.i < token.i for c in what.rights
    )
    said_now = verb.tag_ in {"VBZ", "VBP", "VB", "VBG"}
    return judged if said_now or (described and token.pos_ in {"PROPN", "NUM"}) else one


def _charged_with(one: Mentioned, token: "Token", inside: list[Mentioned]) -> Mentioned | None:
    """The deed over which somebody is held, tried or mourned: "in custody over the murder of a judge on 20 July".

    A weekday there may as well be that of the arrest; a day of a month is that of the deed.
    """
    if token.i < one.told.token.i or not (_MONTHS & {t.lower_ for t in token.subtree} or token.lower_ in _MONTHS):
        return None
    between = [m for m in inside if one.told.token.i < m.told.token.i < token.i and m.told.is_noun]
    for other in reversed(between):
        noun = other.told.token
        over = noun.head
        described = any(c.dep_ == "prep" and c.i < token.i for c in noun.rights)
        if (
            described
            and over.dep_ == "prep"
            and over.lower_ in {"over", "for", "of", "with", "about"}
            and over.i > one.told.token.i
        ):
            return other
    return None


_MONTHS = frozenset(
    {
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december", "jan", "feb", "apr", "aug", "sept", "sep", "oct", "nov", "dec",
    }
)  # fmt: skip
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


def is_behind(token: "Token", told: Told) -> bool:
    """Whether the words open the clause of this act: "two days after aircraft killed …".

    In "shelled the camp two days after the attack" they date the shelling.
    """
    after = next((t for t in token.doc[token.i : token.i + 4] if t.lower_ == "after"), token)
    if any(c.dep_ == "pobj" for c in after.children):
        return False
    return any(t in after.subtree or t.i in {after.head.i, after.head.head.i} for t in told.tokens)


_SMALL = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}


def counted_back(said: DaySaid, here: Sequence[DaySaid]) -> DaySaid | None:
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


def _joined(one: Told, other: Told) -> bool:
    if _leads_up_to(one.token, other.token):
        return True
    return not one.is_noun and not other.is_noun and other.token in list(one.token.conjuncts)


def _leads_up_to(token: "Token", verb: "Token") -> bool:
    """Whether words tell how an act came about: "took the town on Tuesday after shelling the garrison for hours"."""
    if token.dep_ != "pcomp" or token.tag_ != "VBG" or token.head.lower_ not in {"after", "by"}:
        return False
    long = any(t.lemma_.lower() in _LONG_SPANS for t in token.subtree)
    return token.head.head.i == verb.i and not long


_LONG_SPANS = {"day", "week", "month", "year"}


_LONG_AGO = frozenset({
    "years", "year", "decade", "decades", "previously", "formerly", "once", "past", "month", "months", "earlier",
})  # fmt: skip


def share_days(here: list[Mentioned], other: Sequence[tuple["Token", DaySaid]], paragraph: Paragraph) -> None:
    """Give a deed that names no day the day of what is told before it in the same paragraph, in the same tense.

    "Doruvia closed the border and expelled eleven diplomats on Tuesday. It also put two brigades on alert." So too
    where the day is that of something else (`other`): "Troops searched the valley on Friday. Three rebels were killed."
    Background ("had", "years ago", "since") takes no day from what stands before it.
    """
    last: _Breath | None = None
    days = iter(sorted(((verb.i, verb, said) for verb, said in other), key=lambda day: day[0]))
    day = next(days, None)
    for one in sorted(here, key=lambda m: m.told.token.i):
        while day is not None and day[0] < one.told.sentence.start:
            last = _Breath(day[1].text, day[2], paragraph.between(day[2].start, day[2].end), is_speech=False)
            day = next(days, None)
        deed = one.told.standing.status in {"done", "attempted", "foiled"}
        if one.days is not None:
            carries = deed and one.days.span is not None and one.days.kind not in {"since", "duration"}
            aside = _in_passing(one.told) or is_of_another_time(one.told.token)
            if carries and not aside and one.days.span is not None:
                short = one.days.span.days <= 2
                words_in = one.told.sentence.start if one.told.sense.action in WORDS else -1
                is_speech = one.speech is not None
                last = _Breath(one.told.word, one.days, one.days_at, is_speech, words_in) if short else None
            continue
        if last is None or one.told.sense.undirected or not is_fresh(one) or (last.is_speech and one.speech is None):
            continue
        if last.words_in == one.told.sentence.start and one.told.sense.action not in WORDS:
            continue  # "today accused the army of killing …": the day of the accusing
        if is_of_another_time(one.told.token):
            continue  # "fired on the base in response to the killing of the general"
        because = f"told in one breath with '{last.word}', which is dated: {last.days.because}"
        one.days, one.days_at = replace(last.days, because=because, time_of_day=None), last.at


@dataclass(frozen=True, slots=True)
class _Breath:
    """What was told last with a day: its word, the day and where that stands, and whether somebody says it."""

    word: str
    days: DaySaid
    at: Passage | None
    is_speech: bool
    words_in: int = -1  # the sentence that it stands in, where it is itself words


def day_of_something_else(said: DaySaid, token: "Token") -> tuple["Token", DaySaid] | None:
    """The verb in the past that a day dates where it dates no act: "conducted an operation on Friday"."""
    if said.span is None or said.span.days > 2 or said.kind not in {"weekday", "relative", "absolute", "anaphoric"}:
        return None
    verb = next((t for t in (token, *token.ancestors) if t.pos_ in {"VERB", "AUX"}), None)
    if verb is None or verb.tag_ not in {"VBD", "VBN"} or verb.lemma_.lower() in SPEECH_VERBS:
        return None
    had = any(c.dep_ == "aux" and c.lower_ in {"had", "will", "would"} for c in verb.children)
    return None if had or verb.dep_ not in {"ROOT", "conj"} else (verb, said)


def is_fresh(one: Mentioned, *, hour: str = "") -> bool:
    """Whether it is told as one new deed of the story, in the past, and not as background.

    `hour` is what says when: "by evening they had surrounded it" and "earlier in the day" are no background.
    """
    told = one.told
    new = not has_had(told) or hour.casefold().startswith("by ")
    plain = told.standing.tense == "past" and new and not is_run(told)
    words = {t.lower_ for t in told.sentence} - {*hour.casefold().split()}
    deed = told.standing.status in {"done", "attempted", "foiled"}
    return deed and plain and not words & _LONG_AGO and not told.definite


def _in_passing(told: Told) -> bool:
    """Whether a clause hung on a noun tells it: "a curfew imposed by officers who seized power two days earlier"."""
    return not told.is_noun and any(t.dep_ == "relcl" for t in (told.token, *told.token.ancestors))


_CLOCK = re.compile(
    r"\b(?:at|around|about|approximately|shortly (?:before|after)) "
    r"(?:(?:[01]?\d|2[0-3])[:.][0-5]\d|(?:[01]\d|2[0-3])[0-5]\d)\b"
    r"(?! (?:people|on \d|(?!GMT|UTC|Greenwich)[A-Z]))"
)


_HOUR = re.compile(
    r"\b(?:(?:earlier|later) (?:in|on) (?:the|that) day|later that day|"
    r"by (?:mid-?day|noon|midnight|evening|nightfall|dusk|dawn|mid-?morning|mid-?afternoon|late afternoon)|"
    r"(?:shortly|just|soon|an hour|hours) (?:before|after) (?:midnight|noon|dawn|dusk|sunrise|sunset|nightfall)|"
    r"at (?:dawn|dusk|noon|midnight|sunrise|sunset|nightfall)|"
    r"in the (?:early hours|small hours|(?:early |late )?(?:morning|afternoon|evening)))\b(?! (?:on|of|last)\b)",
    re.IGNORECASE,
)


def give_days_of_clocks(
    here: list[Mentioned], paragraph: Paragraph, published: date | None, mentioned: Sequence[Mentioned]
) -> None:
    """Put a deed of which only the hour is told on the day of the story, or of the report where the story names none.

    "Struck two sites near Bree at 05:00"; "the attack of Saturday … Troops arrived at 8:40 p.m.". A communiqué tells of
    the hours up to its own; for it `mentioned` is empty. An hour in words ("by evening", "earlier in the day") says
    less: without a day in the story it may be the day of the report or the one before.
    """
    if published is None or paragraph.kind != "body":
        return
    for one in here:
        if one.days is not None:
            continue
        clock = _CLOCK.search(one.told.sentence_text)
        words = _HOUR.search(one.told.sentence_text) if clock is None else None
        if words is not None and is_fresh(one, hour=words[0]):
            _give_day_of_hour(one, words[0], published, mentioned)
            continue
        if clock is None or not is_fresh(one):
            continue
        told = [m for m in mentioned if _is_of_the_story(m, one.told, published)]
        if told and (last := told[-1]).days is not None:
            because = f"only the hour is told ('{clock[0]}'): the day of '{last.told.word}', which is told before"
            one.days, one.days_at = replace(last.days, because=because, time_of_day=None), last.days_at
        else:
            because = f"only the hour is told ('{clock[0]}'): the day of the report"
            one.days = DaySaid(0, 0, clock[0], DateSpan.on(published), "day", because)


def _give_day_of_hour(one: Mentioned, words: str, published: date, mentioned: Sequence[Mentioned]) -> None:
    told = [m for m in mentioned if _is_of_the_story(m, one.told, published)]
    if told and (last := told[-1]).days is not None:
        because = f"'{words}': the day of '{last.told.word}', which is told before"
        one.days, one.days_at = replace(last.days, because=because, time_of_day=None), last.days_at
    else:
        because = f"'{words}': the day of the report or the one before"
        one.days = DaySaid(0, 0, words, DateSpan(published - timedelta(days=1), published), "day", because)


def _is_of_the_story(one: Mentioned, told: Told, published: date) -> bool:
    """Whether it is a deed with a day of this week, told before `told` and not far from it."""
    span = one.days.span if one.days is not None else None
    before = (one.told.paragraph, one.told.token.i) < (told.paragraph, told.token.i)
    near = before and told.paragraph - one.told.paragraph <= 2
    deed = one.told.standing.status in {"done", "attempted", "foiled"} and one.told.sense.action not in WORDS
    return near and deed and span is not None and span.days <= 2 and 0 <= (published - span.last).days <= 7


def has_had(told: Told) -> bool:
    """Whether a perfect tells it: "had fired", "of having fired"."""
    return any(
        c.dep_ == "aux" and c.lower_ in {"had", "has", "have", "having", "'d"} for t in told.tokens for c in t.children
    )


def share_the_day_of_issue(here: list[Mentioned], own: str | None, published: date | None) -> None:
    """Date the threats and demands that a party makes in its own paper, in the present: on the day it came out."""
    if own is None or published is None:
        return
    for one in here:
        if one.days is None and one.told.sense.action in WORDS and one.speech is None and not has_had(one.told):
            because = "said in the paper of the one who says it, on the day it came out"
            one.days = DaySaid(0, 0, "", DateSpan.on(published), "day", because)
