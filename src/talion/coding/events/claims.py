"""What each speaker says about an event: that it was, its toll, who did it, what it was for."""

import re
from collections.abc import Sequence

from talion.coding.events.groups import Group
from talion.coding.events.mentioned import Mentioned
from talion.coding.sides.cast import Cast
from talion.coding.speech.denying import says_no
from talion.coding.speech.voices import Speech
from talion.records import Claim, Event, Mark, Passage, Speaker, Toll

_STANCES = {
    "deny": "denies", "confirm": "confirms", "claim": "claims", "blame": "blames", "accuse": "blames",
    "condemn": "condemns",
    "warn": "threatens", "vow": "threatens", "threaten": "threatens", "suggest": "hedges",
    "believe": "hedges", "think": "hedges",
    "estimate": "hedges", "predict": "expects", "urge": "demands", "admit": "confirms", "acknowledge": "confirms",
}  # fmt: skip


def claims_about(groups: Sequence[Group], events: dict[int, Event], cast: Cast) -> list[Claim]:
    """What anybody says about the events: that they were, whom they hit, who did them, what they were for."""
    claims: dict[str, Claim] = {}

    def keep(claim: Claim) -> None:
        claims.setdefault(claim.id, claim)

    for number, event in events.items():
        group = groups[number]
        for one in group.mentions:
            paragraph = cast.paragraphs[one.told.paragraph]
            passage = paragraph.of(one.told.sentence)
            speech = one.speech
            act = Mark("act", paragraph.passage(one.told.first, one.told.last))
            # "the strikes were meant as a warning" speaks of the act and does not say that it was
            speaks_of_it = speech is not None and one.told.definite and one.told.is_noun and len(group.mentions) > 1
            if speaks_of_it and speech is not None:
                keep(_remark(event, one, speech, passage, act))
            else:
                keep(
                    Claim(
                        event.id,
                        passage,
                        _stance(speech, one),
                        "act",
                        speech.speaker if speech else None,
                        actors=one.told.actor.actors,
                        hedge=one.told.standing.hedge,
                        marks=(act,),
                    )
                )
            for part, at, said_by, _ in one.tolls:
                keep(
                    Claim(
                        event.id,
                        paragraph.of(one.told.sentence) if paragraph.of(one.told.sentence).holds(at) else at,
                        "hedges" if said_by and said_by.verb in {"suggest", "believe", "estimate"} else "asserts",
                        "toll",
                        said_by.speaker if said_by else None,
                        toll=Toll((part,)),
                        words=at.quote,
                        marks=(Mark(part.effect, at),),
                    )
                )
        for attributed in group.attributed:
            blame = attributed.blame
            if blame is None or blame.passage is None:
                continue
            keep(
                Claim(
                    event.id,
                    blame.passage,
                    blame.stance,
                    "act" if blame.stance == "condemns" else "actor",
                    _blamer(blame.by, blame.by_actor),
                    actors=(blame.actor,) if blame.actor else (),
                    words=blame.by,
                    hedge=blame.hedge,
                )
            )
    return list(claims.values())


_INTENT = re.compile(r"\b(design|meant|aim|intend|purpose|messag|signal|warning|reinforce|deter)", re.IGNORECASE)
_REASON = re.compile(r"\b(response|retaliat|reprisal|reveng|answer|tit[- ]for[- ]tat|following|because)", re.IGNORECASE)


def _remark(event: Event, one: Mentioned, speech: Speech, passage: Passage, act: Mark) -> Claim:
    """What a speaker says of an act that is told elsewhere: its intent, its reason, or its effect."""
    about = "intent" if _INTENT.search(passage.quote) else "reason" if _REASON.search(passage.quote) else "effect"
    words = " ".join(passage.quote.split())
    return Claim(event.id, passage, _stance(speech, one), about, speech.speaker, words=words, marks=(act,))


def _blamer(name: str, actor: str | None) -> Speaker | None:
    if name == "the report":
        return None
    return Speaker(name, "party" if actor else "unnamed", actor)


def _stance(speech: Speech | None, one: Mentioned) -> str:
    """What who speaks does by saying it: assert, deny, confirm, claim, blame, hedge."""
    if one.told.standing.status == "denied":
        insists = speech is not None and not says_no(one.told.token.doc[speech.cue])
        return "asserts" if insists else "denies"  # "maintains that the ship had rammed a boat", which others deny
    if speech is None:
        return "hedges" if one.told.standing.hedge else "asserts"
    return _STANCES.get(speech.verb, "asserts")
