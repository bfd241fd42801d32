"""Stated answers as links between events: whose word it is, how sure, and after how many days."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from talion.coding.acts.passed_over import pass_over
from talion.coding.acts.told import Told
from talion.coding.answers.stated import Answer
from talion.coding.sides.cast import Cast
from talion.records import Event, Link, Mark, Speaker


def links_between(
    answers: Sequence[Answer],
    acts: Sequence[Told],
    where: Sequence[int | None],
    events: dict[int, Event],
    cast: Cast,
    same: Callable[[str, str], bool],
) -> tuple[Link, ...]:
    """The stated answers as links between the events that tell the two acts, with whose word it is and how sure."""
    links: dict[tuple[str, str], Link] = {}
    for answer in answers:
        one, other = where[answer.response], where[answer.trigger]
        if one is None or other is None or one not in events or other not in events:
            _say_no_record(acts[answer.response], acts[answer.trigger], imagined=one is None)
            continue
        if one == other:
            continue
        response, trigger = events[one], events[other]
        speaker = answer.speech.speaker if answer.speech else None
        # a communiqué speaks for its side, and what a side vows is its own word
        whose = speaker.actor if speaker is not None else cast.own
        own = whose is not None and any(same(whose, a) for a in response.actors)
        own = own or (whose is None and answer.vowed)
        own = own or (whose is not None and _owns_up(whose, response, trigger, same))
        own = own or (speaker is None and _is_ours(response, trigger, cast, same))
        own = own or (speaker is not None and whose is None and _speaks_for_it(speaker, answer, response, cast))
        # whose word it is decides the basis: a side's own, or anybody else's
        basis = "declared" if own else "attributed"
        lag = (response.when.first - trigger.when.first).days if response.when and trigger.when else None
        hedged = answer.speech is not None and answer.speech.verb in {"suggest", "believe", "think"}
        link = Link(
            trigger.id,
            response.id,
            basis,
            probability=0.9 if own else 0.7 if hedged else 0.85,
            speaker=speaker,
            evidence=(answer.sentence,),
            marks=(Mark("phrase", answer.phrase),),
            reasons=(f"{speaker.name if speaker else 'The report'} says so: “{answer.phrase.quote}”.",),
            lag_days=lag,
        )
        pair = (trigger.id, response.id)
        links[pair] = _said_together(links[pair], link) if pair in links else link
    return tuple(links.values())


def _is_ours(response: Event, trigger: Event, cast: Cast, same: Callable[[str, str], bool]) -> bool:
    """Whether a side's communiqué tells, as its own, an act by a unit of which nothing else is known."""
    own = cast.own
    if own is None or not response.actors or any(actor in cast.registry.actors for actor in response.actors):
        return False
    hits_us = bool(response.recipients) and all(same(own, actor) for actor in response.recipients)
    return not hits_us and not any(same(own, actor) for actor in trigger.actors)


def _owns_up(whose: str, response: Event, trigger: Event, same: Callable[[str, str], bool]) -> bool:
    """Whether a side says why a deed was done that nobody else is named for, and that did not befall it."""
    befell_it = any(same(whose, actor) for actor in (*response.recipients, *trigger.actors))
    return not response.actors and not befell_it and response.action in {"ASSAULT", "COERCE", "SANCTION"}


_OFFICE = re.compile(
    r"\b(?:secretary(?! general)|minister|ministry|president|premier|chancellor|government|cabinet)\b", re.IGNORECASE
)
_CHIEF = re.compile(
    r"\b(?:spoke|speaks|speaking) for\b|"
    r"\b(?:leader|commander|chief|spokes\w+|emir|head|founder)\b.*\b(?:group|gang|rebels?|militia|movement|front|"
    r"guerrillas?|faction|organi[sz]ation|party)\b|"
    r"\b(?:group|gang|rebels?|militia|movement|front|guerrillas?|faction)['’]?s?['’]? "
    r"(?:\w+ )?(?:leader|commander|chief|spokes\w+|emir|head|founder)\b",
    re.IGNORECASE,
)
_STATES = {"state", "government", "force", "intergovernmental", "set"}


def _speaks_for_it(speaker: Speaker, answer: Answer, response: Event, cast: Cast) -> bool:
    """Whether somebody whose side nobody names speaks for the side that acted.

    By "its answer", of a ministry or of a group, or by his office: a minister where a state acted, "the gang's leader"
    where a group did.
    """
    if re.search(r"\b(?:its|our|my)\b", answer.owner) and speaker.kind in {"official", "party"}:
        return True
    if re.fullmatch(r"(?:an?|the|his|its)? ?spokes\w+", speaker.name, re.IGNORECASE):
        return True  # "a spokesman presented the raid as an answer", of nobody else's
    words = f"{speaker.name} {speaker.role or ''} {speaker.affiliation or ''}"
    kinds = {cast.kind(actor) for actor in response.actors}
    if kinds and kinds <= _STATES:
        return bool(_OFFICE.search(words))
    return bool(kinds) and kinds.isdisjoint(_STATES) and bool(_CHIEF.search(words))


def _said_together(one: Link, other: Link) -> Link:
    """Two statements of one answer as one link: the word of the side that acted goes before anybody else's."""
    first, then = (other, one) if other.basis == "declared" != one.basis else (one, other)
    return replace(
        first,
        evidence=tuple(dict.fromkeys((*first.evidence, *then.evidence))),
        marks=tuple(dict.fromkeys((*first.marks, *then.marks))),
        reasons=tuple(dict.fromkeys((*first.reasons, *then.reasons))),
    )


def _say_no_record(response: Told, trigger: Told, *, imagined: bool) -> None:
    """Say of an answer that it was understood, and that one of its acts did not happen, so that nothing is linked."""
    which, told = ("that answers", response) if imagined else ("that it answers", trigger)
    why = f"the act {which} is told as {told.standing.status} ({told.standing.because}), and no record"
    pass_over(response.token, why, what="answer", pair=(response, trigger))
