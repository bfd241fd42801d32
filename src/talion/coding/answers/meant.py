"""Which acts an answer means where it names them by a summary: "the raid", "these provocations", "the move"."""

from collections.abc import Callable
from dataclasses import replace

from talion.coding.acts.told import Told
from talion.coding.answers.pointing import HOSTILE, ORDERED, POINTS_BACK, SUMMARIES, latest_before, thing_told_before
from talion.coding.answers.stated import Answer
from talion.coding.sides.cast import Cast
from talion.coding.sides.phrases import Party

_POINTS = {"the", "this", "that", "these", "those"}
_DEEDS = HOSTILE - {"THREATEN", "ACCUSE"}
SameSide = Callable[[str, str], bool]


def meant(answers: list[Answer], acts: list[Told], cast: Cast, same_side: SameSide) -> list[Answer]:
    """The answers, each with the acts that its words mean.

    "The first answer to the raid", "in response to these provocations": a noun that tells no side stands for what was
    last done to the one who answers. "The move was a response", "it calls the raids self-defence": for what was last
    done, or done by the one who says so. Nobody answers an act of his own.
    """
    found = []
    for answer in answers:
        whose = answer.speech.speaker.actor if answer.speech is not None else cast.own
        one = replace(answer, response=_response(answer, acts, whose, same_side))
        told = acts[one.trigger]
        own = set(acts[one.response].actor.actors) or ({whose} if whose is not None else set())
        points = told.is_noun and told.definite and not told.recipient.actors and set(told.actor.actors) <= own
        bare = not any(c.dep_ in {"poss", "prep"} for c in told.token.children)
        if told.is_noun and told.definite and bare and not told.recipient.actors and not told.actor.actors:
            # "in reaction to the tear gas", which police had fired
            again = thing_told_before(told.paragraph, told.token, acts, one.response)
            if again is not None and not acts[again].is_noun and again != one.trigger:
                found.append(replace(one, trigger=again))
                continue
        done_to = _done_before(one, acts, own) if points and own else None
        if done_to is not None and done_to != one.response:
            told.actor = Party()
            told.recipient = Party(tuple(sorted(own)), why="who answers it")
            one = replace(one, trigger=done_to)
        found.append(one)
    return found


def _response(answer: Answer, acts: list[Told], whose: str | None, same_side: SameSide) -> int:
    told = acts[answer.response]
    before: int | None = None
    if not told.is_noun and told.sense.action == "CONSULT" and answer.speech is not None:
        before = latest_before(told.paragraph, told.token, acts, answer.trigger)  # "telephoned to say that this was"
        return answer.response if before is None or before == answer.trigger else before
    if not told.is_noun and answer.speech is not None and whose is not None and _tells_again(told):
        before = _done_before_by(
            answer, acts, whose, same_side, open_too=True
        )  # "Ankara said that it had struck because …"
        return answer.response if before is None or before == answer.trigger else before
    if not told.is_noun or told.actor.actors or told.recipient.actors:
        return answer.response
    if answer.speech is not None and whose is not None:
        before = _done_before_by(answer, acts, whose, same_side)
        if told.definite and (before is None or acts[before].paragraph < told.paragraph):
            # "the raid was in revenge for": of others, told just before; "the flights were its reply": its own
            beside = _last_of_its_kind(answer, acts)
            if beside is not None and acts[beside].paragraph == told.paragraph:
                before = beside
            elif before is None:
                before = _done_before_by(answer, acts, whose, same_side, of_any_kind=True)
        if before is None and told.definite and told.token.lemma_.lower() in ORDERED and told.sense.action == "REQUEST":
            before = latest_before(told.paragraph, told.token, acts, answer.trigger)  # "the order was prompted by"
    elif told.definite and told.token.lemma_.lower() in SUMMARIES:
        before = latest_before(told.paragraph, told.token, acts, answer.trigger)
    pointed = told.definite or told.token.doc[max(told.token.i - 1, 0)].lower_ in _POINTS
    if before is None and pointed and told.token.lemma_.lower() in POINTS_BACK:
        before = _last_of_its_kind(answer, acts)  # "called the strike retribution for the raid"
        if before is None and told.token.lemma_.lower() in SUMMARIES:
            before = latest_before(told.paragraph, told.token, acts, answer.trigger)
    return answer.response if before is None or before == answer.trigger else before


def _tells_again(told: Told) -> bool:
    """Whether a verb tells an act as one done before, and nothing of whom it hit: "it had struck"."""
    doc, first = told.token.doc, told.recipient.first
    if told.recipient.actors or (first >= 0 and doc[first].lower_ not in _POINTS | {"it", "them"}):
        return False  # "it had hit the plant", and not "a plant"
    return any(c.dep_ == "aux" and c.lower_ in {"had", "has", "have"} for c in told.token.children)


def _last_of_its_kind(answer: Answer, acts: list[Told]) -> int | None:
    """The last deed of the response's type told in the sentences before it, here or in the paragraph above."""
    told, trigger = acts[answer.response], acts[answer.trigger]
    before = [
        n
        for n, one in enumerate(acts)
        if one is not trigger
        and (one.paragraph, one.token.i) < (told.paragraph, told.token.i)
        and one.paragraph >= told.paragraph - 1
        and one.sense.action == told.sense.action
        and one.standing.status in {"done", "attempted"}
        and not (set(one.actor.actors) and set(one.actor.actors) <= set(trigger.actor.actors))
    ]
    return before[-1] if before else None


def _done_before(answer: Answer, acts: list[Told], own: set[str]) -> int | None:
    """The last act of the trigger's kind that was done to those who answer.

    Of a summary ("these provocations"), one of any hostile kind, and where none was done to them by name, the last that
    somebody else is named for.
    """
    told, response = acts[answer.trigger], acts[answer.response]
    sums_up = told.token.lemma_.lower() in SUMMARIES
    kinds = HOSTILE if sums_up else {told.sense.action}
    before = [
        n
        for n, one in enumerate(acts)
        if one is not told
        and one is not response
        and (one.paragraph, one.token.i) < (told.paragraph, told.token.i)
        and one.paragraph >= told.paragraph - 3
        and one.sense.action in kinds
        and one.standing.status in {"done", "attempted", "foiled"}
        and not own & set(one.actor.actors)
    ]
    to_them = [n for n in before if own & set(acts[n].recipient.actors)]
    by_others = [n for n in before if sums_up and acts[n].actor.actors]
    # by others on nobody who is known, in the same paragraph: before what an earlier one tells was done to them
    nearer = [
        n
        for n in before
        if told.recipient.first < 0
        and acts[n].paragraph == told.paragraph
        and acts[n].actor.actors
        and not acts[n].recipient.actors
    ]
    nearer = [n for n in nearer if not any(acts[m].paragraph == told.paragraph for m in to_them)]
    return next(iter((nearer or to_them or by_others)[-1:]), None)


def _done_before_by(
    answer: Answer,
    acts: list[Told],
    whose: str,
    same_side: SameSide,
    *,
    open_too: bool = False,
    of_any_kind: bool = False,
) -> int | None:
    """The last act of its kind by the one who calls it an answer: "the raids were self-defence, Ankara said"."""
    response = acts[answer.response]
    before = [
        n
        for n, one in enumerate(acts)
        if n != answer.trigger
        and (one.paragraph, one.token.i) < (response.paragraph, response.token.i)
        and one.paragraph >= response.paragraph - 2
        and (one.sense.action == response.sense.action or (of_any_kind and one.sense.action in _DEEDS))
        and one.standing.status in {"done", "historical"}
        and (any(same_side(whose, actor) for actor in one.actor.actors) or (open_too and not one.actor.actors))
        and not any(same_side(whose, actor) for actor in one.recipient.actors)
    ]
    return before[-1] if before else None
