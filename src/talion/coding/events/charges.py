"""Of what somebody is accused and what is denied: an act of force, help with one, or something else."""

import re
from typing import TYPE_CHECKING

from talion.coding.acts.told import Told
from talion.coding.events.condemned import POINTS
from talion.coding.events.which_act import CLAIMABLE, NO_DEED, TARGETS, Attributed, places_it, who_says, word_of
from talion.coding.sides.cast import Cast
from talion.coding.speech.voices import Voices
from talion.records import Blame

if TYPE_CHECKING:
    from spacy.tokens import Token


BLAMES = {"blame", "accuse", "suspect", "attribute", "hold", "implicate", "link", "ascribe"}


DONE_IT = re.compile(
    r"\b(responsibility|involvement|role|part|hand|responsible|behind|carrying out|conducting|attack\w*|"
    r"strike|accusation|allegation|charge|claim|everything|insinuation|account|version|suggestion|massacre|killing|murder|bombing|raid|ambush|shelling|"
    r"kidnapping|abduction|atrocit\w+|execution)|^\s*(?:it|this|that|them)\b",
    re.IGNORECASE,
)


OF_DOING = re.compile(
    r"^(?:that )?(?:\w+ ){0,4}?(?:was|were|had|been|being|having|of)?\b ?(?:involved|to blame|"
    r"planting|firing|shelling|bombing|"
    r"kill\w*|hunt\w*|poison\w*|murder\w*|assassinat\w*|abduct\w*|doing (?:it|so|that|this)|"
    r"ordering|taking part|anything to do|any link|connection|culpability|complicity|guilt|targeting|"
    r"striking|shooting|hitting)\b",
    re.IGNORECASE,
)


def denies_another_deed(number: int, verb: "Token", acts: list[Told]) -> bool:
    """Whether a clause says what is denied, and it is no act of force and no part in one: "that it shelters them"."""
    clause = next((c for c in verb.children if c.dep_ in {"ccomp", "xcomp"} and c.i > verb.i), None)
    if clause is None:
        return False
    inside = {t.i for t in clause.subtree}
    told = [one for one in acts if one.paragraph == number and one.token.i in inside and not places_it(one.token)]
    told = [one for one in told if one.word not in NO_DEED]
    if told:
        return not any(one.sense.action in CLAIMABLE and one.standing.status in TARGETS for one in told)
    said = re.sub(r"^(?:that )?(?:it|this|they|he|she) ", "", " ".join(t.text for t in clause.subtree))
    return not (DONE_IT.search(said) or OF_DOING.search(said))


def told_of_it_before(
    number: int, verb: "Token", subject: "Token", cast: Cast, voices: Voices, acts: list[Told]
) -> Attributed | None:
    """Who denies what somebody said of them right before: "Moscow denies that it has any soldiers in Ukraine"."""
    clause = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)
    about = next((c for c in clause.children if c.dep_ == "nsubj"), None) if clause is not None else None
    party = cast.party(number, subject)
    if about is None or about.lower_ not in {"it", "they", "he", "she", "we"} or not party.actors:
        return None
    inside = {t.i for t in clause.subtree} if clause is not None else set()
    if verb.sent.start == 0 or any(one.paragraph == number and one.token.i in inside for one in acts):
        return None
    before = verb.doc[verb.sent.start - 1].sent
    own = cast.registry.members(party.actors[0]) | {party.actors[0]}
    for n, told in enumerate(acts):
        speech = voices.at(number, told.token.i) if told.paragraph == number else None
        if speech is None or not before.start <= told.token.i < before.end or speech.speaker.actor in own:
            continue
        if told.standing.status in {"done", "habitual"} and any(a in own for a in told.actor.actors):
            actor = party.actors[0]
            name = word_of(number, subject, party, cast)
            return Attributed(n, Blame("denies", actor, name, actor, passage=cast.paragraphs[number].of(verb.sent)))
    return None


def agreed_before(number: int, verb: "Token", subject: "Token", cast: Cast, acts: list[Told]) -> Attributed | None:
    """Who denies a deed of words that another has told right before: "denied having agreed to one"."""
    clause = next((c for c in verb.children if c.dep_ in {"ccomp", "xcomp"} and c.i > verb.i), None)
    deed = deed_told_by(number, clause, acts) if clause is not None else None
    if deed is None or acts[deed].sense.action in CLAIMABLE:
        return None
    agreed = acts[deed].sense.action == "AGREE"
    before = [
        n
        for n, one in enumerate(acts)
        if (one.sense.action == acts[deed].sense.action or (agreed and one.sense.mode == "ceasefire"))
        and one.standing.status == "done"
        and one.paragraph == number
        and one.token.i < verb.sent.start
    ]
    if not before:
        return None
    by, party = who_says(number, subject, cast)
    actor = party.actors[0] if party.actors else None
    return Attributed(before[-1], Blame("denies", actor, by, actor, passage=cast.paragraphs[number].of(verb.sent)))


def answers_another_charge(number: int, verb: "Token", acts: list[Told]) -> tuple[bool, int | None]:
    """Whether "denies it" answers a charge, told right before, of something else than an act of force; and of what."""
    inside = {t.i for t in verb.subtree if t.i > verb.i}
    if any(one.paragraph == number and one.token.i in inside and one.sense.action in CLAIMABLE for one in acts):
        return False, None
    start = verb.sent.start
    before = [verb.doc[start - 1].sent] if start else []
    for sentence in (verb.sent, *before):
        charges = [t for t in sentence if t.i < verb.i and t.pos_ == "VERB" and t.lemma_.lower() in BLAMES]
        if charges:
            of = next((c for c in charges[-1].children if c.dep_ == "prep" and c.lower_ == "of"), None)
            deed = next(iter(of.children), None) if of is not None else None
            if deed is None or is_of_force(number, deed, acts):
                return False, None
            return True, deed_told_by(number, deed, acts)
        saying = [t for t in sentence if t.i < verb.i and t.lemma_.lower() in _SAYS and t.pos_ == "VERB"]
        said = [t.i for t in saying if t.dep_ in _OF_CLAUSES]
        told = [n for n, one in enumerate(acts) if said and one.paragraph == number and said[-1] < one.token.i < verb.i]
        first = min(told, key=lambda n: acts[n].token.i, default=None)
        if first is not None and acts[first].sense.action in HELPING and not acts[first].is_noun:
            return True, first  # "says that the guards helped the group to hit a ship; B denies that"
    return False, None


def denies_what_is_said_here(number: int, verb: "Token", acts: list[Told]) -> bool:
    """Whether "it" is what was just said, and that tells no act: "A says that B leads them; B denies it"."""
    if not any(c.dep_ == "dobj" and c.lower_ in {"it", "this", "that"} for c in verb.children):
        return False
    said = next((t for t in verb.sent if t.i < verb.i and t.lemma_.lower() in _SAYS and t.dep_ in _OF_CLAUSES), None)
    if said is None:
        return False
    before = verb.doc[verb.sent.start : verb.i].text
    told = any(one.paragraph == number and verb.sent.start <= one.token.i < verb.i for one in acts)
    points = any(t.lower_ in _POINTS_BACK for t in verb.doc[said.i : verb.i])
    return not (told or points or DONE_IT.search(before) or OF_DOING.search(before))


_SAYS = {"say", "allege", "claim", "maintain", "report", "insist", "write", "state", "assert"}


_OF_CLAUSES = {"ROOT", "ccomp", "conj", "parataxis"}


_POINTS_BACK = {"it", "this", "they", "them", "did", "done"}


def deed_told_by(number: int, deed: "Token", acts: list[Told]) -> int | None:
    """The act that the words of a charge tell: "of having armed the ambushers"."""
    return next((n for n, one in enumerate(acts) if one.paragraph == number and one.token.i == deed.i), None)


def no_part(token: "Token") -> bool:
    """ "Had no part in", "has nothing to do with"."""
    for child in token.children:
        if child.dep_ == "dobj":
            if child.lower_ == "nothing" and any(t.lower_ == "do" for t in child.subtree):
                return True
            if child.lemma_.lower() in {"part", "role", "hand", "involvement", "connection", "link", "knowledge"}:
                return any(c.lower_ == "no" for c in child.children)
    return False


def deed_in(number: int, verb: "Token", acts: list[Told]) -> int | None:
    """The act of force that the clause under a denial tells: "denied that it had seized sailors in the clash"."""
    clause = next((c for c in verb.children if c.dep_ in {"ccomp", "xcomp"} and c.i > verb.i), None)
    inside = {t.i for t in clause.subtree} if clause is not None else set()
    return next(
        (
            n
            for n, one in enumerate(acts)
            if one.paragraph == number
            and one.token.i in inside
            and one.sense.action in CLAIMABLE
            and one.standing.status in TARGETS
            and one.word not in NO_DEED
            and not places_it(one.token)
        ),
        None,
    )


_DOES = re.compile(
    r"\b(?:behind|carr(?:y|ied|ying)|responsib\w+|involve\w+|plant\w+|order\w*|stag\w+|mastermind\w*|"
    r"plot\w*|perpetrat\w+|"
    r"role|part|hand|doing|done|commit\w*|conduct\w*|plann\w+|orchestrat\w+|it|them|this)\b",
    re.IGNORECASE,
)


def is_of_force(number: int, of: "Token", acts: list[Told]) -> bool:
    """Whether what somebody is accused of is an act of force, or a part in one."""
    inside = {t.i for t in of.subtree}
    told = [n for n in acts if n.paragraph == number and n.token.i in inside]
    if any(n.sense.action in CLAIMABLE for n in told):
        return of.lemma_.lower() not in HELPS
    words = " ".join(t.text for t in of.subtree)
    points = {t.lemma_.lower() for t in of.subtree} & POINTS
    return bool(points or _DOES.search(words)) and of.lemma_.lower() not in HELPS


HELPING = {"AID", "SUPPORT", "COOPERATE"}


HELPS = {"back", "support", "arm", "train", "fund", "harbour", "harbor", "shelter", "supply", "finance", "sponsor",
          "aid", "assist", "equip", "help"}  # fmt: skip
