"""Who is said to have done it: claims of responsibility, blame, denials, and that nobody claimed it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from talion.coding.cast import Cast, Party
from talion.coding.mentioned import name_of
from talion.coding.speech import Voices
from talion.coding.told import Told
from talion.records import Blame, Passage

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOBODY = {"no", "nobody", "none", "neither", "any"}
_BLAME = {"blame", "accuse", "suspect", "attribute", "hold", "implicate", "link", "ascribe"}
_DENY = {"deny", "reject", "disavow", "disclaim"}
_DONE_IT = re.compile(
    r"\b(responsibility|involvement|role|part|hand|responsible|behind|carrying out|conducting|attack\w*|"
    r"strike|accusation|allegation|charge|claim|everything)|^\s*(?:it|this|that|them)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Attributed:
    """What one clause says of who did the act at this index; `unclaimed` where it says that nobody claims it."""

    act: int
    blame: Blame | None
    unclaimed: bool = False


def find_attributions(cast: Cast, voices: Voices, acts: list[Told]) -> list[Attributed]:
    """Every claim, blame and denial of an act that the report tells, with its passage."""
    found: list[Attributed] = []
    for number, paragraph in enumerate(cast.paragraphs):
        for token in paragraph.doc:
            if token.pos_ != "VERB" and token.lower_ not in {"unclaimed", "responsible", "behind"}:
                continue
            made = _at(number, token, cast, voices, acts)
            if made is not None:
                found.append(made)
    return found


def _at(number: int, token: "Token", cast: Cast, voices: Voices, acts: list[Told]) -> Attributed | None:
    lemma = token.lemma_.lower()
    passage = cast.paragraphs[number].of(token.sent)
    if lemma in {"claim", "admit", "acknowledge"} or (lemma == "take" and _takes_responsibility(token)):
        return _claimed(number, token, cast, acts)
    if token.lower_ == "unclaimed":
        act = _target(number, token, acts, token.head)
        return Attributed(act, None, unclaimed=True) if act is not None else None
    if lemma in _BLAME:
        return _blamed(number, token, cast, voices, acts)
    if lemma == "have" and _no_part(token):
        return _denied(number, token, cast, acts, passage)
    if lemma in _DENY:
        subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
        rest = " ".join(t.text for t in token.subtree if t.i > token.i)
        if subject is None or not _DONE_IT.search(rest):
            return None
        return _denied(number, token, cast, acts, passage)
    return None


def blamed_by_the_other_side(told: Told, voices: Voices, same_side: Callable[[str, str], bool]) -> Blame | None:
    """The blame that lies in a side's own telling of what was done to it; None where somebody else tells it.

    "The United States said that the group had fired the rockets that killed an American" names a perpetrator on the
    word of the one who was hit.
    """
    speech = voices.at(told.paragraph, told.token.i)
    if speech is None or speech.speaker.actor is None or speech.speaker.kind not in {"party", "official"}:
        return None
    who = speech.speaker.actor
    if (
        told.sense.action != "ASSAULT"
        or told.sense.undirected
        or len(told.actor.actors) != 1
        or told.standing.status == "denied"
    ):
        return None
    [actor] = told.actor.actors
    if same_side(who, actor) or not any(same_side(who, harmed) for harmed in told.recipient.actors):
        return None
    passage = voices.cast.paragraphs[told.paragraph].of(told.sentence)
    return Blame("blames", actor, speech.speaker.name, who, told.standing.hedge, passage)


def _no_part(token: "Token") -> bool:
    """ "Had no part in", "has nothing to do with"."""
    for child in token.children:
        if child.dep_ == "dobj":
            if child.lower_ == "nothing" and any(t.lower_ == "do" for t in child.subtree):
                return True
            if child.lemma_.lower() in {"part", "role", "hand", "involvement", "connection", "link"}:
                return any(c.lower_ == "no" for c in child.children)
    return False


def _denied(number: int, token: "Token", cast: Cast, acts: list[Told], passage: Passage) -> Attributed | None:
    subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
    if subject is None:
        return None
    party = cast.party(number, subject)
    act = _target(number, token, acts, None)
    if act is None:
        return None
    if not party.actors and subject.lower_ in {"both", "neither", "all"}:
        return _both_deny(number, token, subject, act, cast, passage)
    if not party.actors:
        return None
    name = _by(number, subject, party, cast)
    return Attributed(act, Blame("denies", party.actors[0], name, party.actors[0], passage=passage))


def _both_deny(
    number: int, token: "Token", subject: "Token", act: int, cast: Cast, passage: Passage
) -> Attributed | None:
    """ "Both deny it": the last two parties named before."""
    before = [m.actor for m in cast.mentions[number] if m.last < token.i and cast.kind(m.actor) != "state"]
    last = list(dict.fromkeys(reversed(before)))[:2]
    if not last:
        return None
    return Attributed(act, Blame("denies", last[0], subject.text, last[0], passage=passage))


def own_claims(cast: Cast, voices: Voices, acts: list[Told], same_side: Callable[[str, str], bool]) -> list[Attributed]:
    """Acts that the side that did them tells itself: "Kesmara's minister said its artillery shelled the post"."""
    found = []
    for n, told in enumerate(acts):
        if told.sense.action != "ASSAULT" or told.standing.status not in {"done", "attempted"} or told.sense.undirected:
            continue
        speech = voices.at(told.paragraph, told.token.i)
        who = speech.speaker.actor if speech is not None else cast.own
        if speech is not None and speech.speaker.kind not in {"party", "official"}:
            continue
        actor = next((a for a in told.actor.actors if who is not None and same_side(a, who)), None)
        if actor is None or (told.is_noun and told.definite and not told.folded):
            continue
        name = speech.speaker.name if speech is not None else name_of(actor, cast)
        passage = cast.paragraphs[told.paragraph].of(told.sentence)
        found.append(Attributed(n, Blame("claims", actor, name, who, told.standing.hedge, passage)))
    return found


def _by(number: int, token: "Token", party: Party, cast: Cast) -> str:
    """Who says so, as written; by name where the words are a pronoun."""
    if token.pos_ == "PRON" and party.actors:
        known = cast.registry.actors.get(party.actors[0]) or cast.new.get(party.actors[0])
        return known.name if known else token.text
    return cast.paragraphs[number].passage(*_edges(token)).quote


_CLAIMABLE = {"ASSAULT", "COERCE"}


def _takes_responsibility(token: "Token") -> bool:
    return any(c.dep_ == "dobj" and c.lemma_.lower() in {"responsibility", "credit"} for c in token.children)


def _claimed(number: int, token: "Token", cast: Cast, acts: list[Told]) -> Attributed | None:
    objects = [c for c in token.children if c.dep_ in {"dobj", "nsubjpass"}]
    told_here = {t.i for one in acts if one.paragraph == number for t in one.tokens if one.sense.action in _CLAIMABLE}
    responsible = any(
        o.lemma_.lower() in {"responsibility", "credit", "attack", "strike", "bombing", "ambush", "fire", "raid"}
        or (o.i in told_here and not any(c.dep_ == "relcl" for c in token.children))
        or (token.lemma_.lower() == "claim" and o.lower_ in {"it", "them"})
        for o in objects
    )
    agent = next((i for c in token.children if c.dep_ == "agent" for i in c.children if i.dep_ == "pobj"), None)
    passive = any(c.dep_ == "auxpass" for c in token.children)
    if not responsible and not (passive and _target(number, token, acts, None) is not None):
        return None
    subject = agent if passive else next((c for c in token.children if c.dep_ == "nsubj"), None)
    act = _target(number, token, acts, objects[0] if objects and passive else None)
    if act is None:
        return None
    negated = any(c.dep_ == "neg" for c in token.children)
    nobody = subject is not None and (subject.lower_ in _NOBODY or any(c.lower_ in _NOBODY for c in subject.children))
    none_said = negated or (nobody and subject is not None)
    if none_said or any(
        t.lower_ == "no"
        and t.head.lemma_.lower() in {"group", "one", "faction", "organisation", "organization", "claim"}
        for t in token.sent
    ):
        return Attributed(act, None, unclaimed=True)
    if subject is None:
        return None
    party = cast.party(number, subject)
    if not party.actors:
        party = _new_claimant(number, subject, cast, party)
    if not party.actors:
        return None
    words = _by(number, subject, party, cast)
    return Attributed(
        act, Blame("claims", party.actors[0], words, party.actors[0], passage=cast.paragraphs[number].of(token.sent))
    )


def _new_claimant(number: int, subject: "Token", cast: Cast, party: Party) -> Party:
    first, last = _edges(subject)
    new = cast.introduce(number, first, subject.i if subject.pos_ == "PROPN" else last)
    return Party((new,), first, last, why="a name that the registry does not know") if new else party


def _blamed(number: int, token: "Token", cast: Cast, voices: Voices, acts: list[Told]) -> Attributed | None:
    lemma = token.lemma_.lower()
    passive = any(c.dep_ in {"auxpass"} for c in token.children) or (
        token.tag_ == "VBN" and token.dep_ in {"acl", "relcl"}
    )
    subject = next((c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    target = next((c for c in token.children if c.dep_ == "dobj"), None)
    behind = {
        c.lower_: i
        for c in token.children
        if c.dep_ in {"prep", "agent", "dative"}
        for i in c.children
        if i.dep_ in {"pobj", "pcomp"}
    }
    blamed: Token | None = None
    by: Token | None = None
    if lemma == "hold" and not any(t.lower_ in {"responsible", "accountable"} for t in token.subtree):
        return None
    if passive:
        blamed = behind.get("on") or behind.get("to")
        by = behind.get("by")
        if blamed is None and subject is not None and lemma in {"blame", "accuse", "suspect", "hold"}:
            blamed = subject
    else:
        by = subject
        blamed = (
            behind.get("on")
            if lemma == "blame" and "on" in behind
            else behind.get("to")
            if lemma in {"attribute", "ascribe"}
            else target
        )
    if blamed is None:
        return None
    party = cast.party(number, blamed)
    act = _target(number, token, acts, None)
    if act is None:
        return None
    if not party.actors and blamed.pos_ == "PROPN":
        party = _new_claimant(number, blamed, cast, party)
    if not party.actors:
        return None
    who = cast.party(number, by) if by is not None else Party()
    speech = voices.at(number, token.i)
    if by is not None:
        words = _by(number, by, who, cast)
    else:
        words = speech.speaker.name if speech else "the report"
    hedge = "suspected" if lemma == "suspect" else None
    return Attributed(
        act,
        Blame(
            "blames",
            party.actors[0],
            words,
            who.actors[0] if who.actors else None,
            hedge,
            cast.paragraphs[number].of(token.sent),
        ),
    )


def _target(number: int, token: "Token", acts: list[Told], head: "Token | None") -> int | None:
    """The act meant: told in the same clause, else its subject, else the last deed of force told before."""
    force = [
        n
        for n, one in enumerate(acts)
        if one.sense.action in {"ASSAULT"}
        and one.standing.status in {"done", "attempted", "foiled", "denied", "habitual"}
    ]
    inside = {t.i for t in token.subtree}
    if head is not None:
        at = next(
            (n for n in force if acts[n].paragraph == number and acts[n].token.i in {t.i for t in head.subtree}), None
        )
        if at is not None:
            return at
    here = [n for n in force if acts[n].paragraph == number and acts[n].token.i in inside]
    if here:
        return here[0]
    same = [n for n in force if acts[n].paragraph == number and acts[n].sentence.start == token.sent.start]
    if same:
        return min(same, key=lambda n: abs(acts[n].token.i - token.i))
    before = [
        n for n in force if (acts[n].paragraph, acts[n].token.i) < (number, token.i) and acts[n].paragraph >= number - 3
    ]
    here = [n for n in before if acts[n].paragraph == number]
    if here:
        return max(here, key=lambda n: acts[n].token.i)
    # an act that nobody is yet said to have done is the one whose author is in question
    open_ones = [n for n in before if not acts[n].actor.actors]
    return max(open_ones or before, key=lambda n: (acts[n].paragraph, acts[n].token.i), default=None)


def _edges(token: "Token") -> tuple[int, int]:
    first = min(
        (c.left_edge.i for c in token.lefts if c.dep_ in {"compound", "det", "amod", "poss", "nmod", "nummod"}),
        default=token.i,
    )
    return first, token.i
