"""Who is said to have done it: claims of responsibility, blame, denials, and that nobody claimed it."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from talion.coding.acts.told import Told
from talion.coding.answers.stated import Answer
from talion.coding.events.mentioned import name_of
from talion.coding.models import SpeechFound
from talion.coding.sides.cast import Cast, Party
from talion.coding.speech.voices import Speech, Voices
from talion.records import Blame, Passage

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_NOBODY = {"no", "nobody", "none", "neither", "any"}
_BLAME = {"blame", "accuse", "suspect", "attribute", "hold", "implicate", "link", "ascribe"}
_DENY = {"deny", "reject", "disavow", "disclaim"}
_DONE_IT = re.compile(
    r"\b(responsibility|involvement|role|part|hand|responsible|behind|carrying out|conducting|attack\w*|"
    r"strike|accusation|allegation|charge|claim|everything)|^\s*(?:it|this|that|them)\b",
    re.IGNORECASE,
)


_OF_DOING = re.compile(
    r"^(?:that )?(?:\w+ ){0,4}?(?:was|were|had|been|being|having|of)?\b ?(?:involved|to blame|"
    r"planting|firing|shelling|bombing|"
    r"killing|doing|ordering|taking part|anything to do|any link|connection|culpability|complicity|guilt|targeting|"
    r"striking|shooting|hitting)\b",
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
            if token.pos_ != "VERB" and token.lower_ not in _NO_VERBS:
                continue
            if token.pos_ == "VERB" and token.lemma_.lower() in _DENY:
                denied = _each_denies(number, token, cast, acts)
                if denied:
                    found += denied
                    continue
            made = _at(number, token, cast, voices, acts)
            if made is not None:
                found.append(made)
    return found


_NO_VERBS = {"unclaimed", "responsible", "behind", "claim", "claims", "suspicion", "blame", "suspicions"}


def _has_done_it(number: int, token: "Token", cast: Cast, voices: Voices, acts: list[Told]) -> Attributed | None:
    """ "Said it was responsible", "said his group was not behind the massacre": a claim or a denial of one's own."""
    verb = token.head
    if verb.lemma_ != "be" or any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children):
        return None
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    speech = voices.at(number, token.i)
    if subject is None or speech is None or speech.speaker.kind in {"outlet", "expert", "witness"}:
        return None
    own = subject.lower_ in {"it", "they", "we"} or any(
        c.lower_ in {"its", "his", "her", "our", "their"} for c in subject.lefts
    )
    party = cast.party(number, subject)
    who = speech.speaker.actor or (party.actors[0] if own and party.actors else None)
    if not own and who is not None and who not in party.actors:
        return None
    act = _target(number, token, acts, None, of=who)
    if act is None or not own:
        return None
    negated = any(c.dep_ == "neg" for c in verb.children)
    passage = cast.paragraphs[number].of(token.sent)
    return Attributed(act, Blame("denies" if negated else "claims", who, speech.speaker.name, who, passage=passage))


def _nobody_says(number: int, token: "Token", acts: list[Told]) -> Attributed | None:
    """ "There was no immediate claim of responsibility", "without a claim": nobody says that it was they."""
    of = next((i for c in token.children if c.lower_ == "of" for i in c.children if i.dep_ == "pobj"), None)
    if of is not None and of.lemma_.lower() not in {"responsibility", "credit"}:
        return None
    none = any(c.lower_ == "no" for c in token.lefts) or token.head.lower_ == "without"
    there = token.head.lemma_ == "be" and any(c.dep_ == "expl" for c in token.head.children)
    none = none or (there and any(c.dep_ == "neg" for c in token.head.children))
    if not none or (of is None and not there):
        return None
    act = _target(number, token, acts, None)
    return Attributed(act, None, unclaimed=True) if act is not None else None


def _falls_on(number: int, token: "Token", cast: Cast, acts: list[Told]) -> Attributed | None:
    """ "Suspicion fell on the group": blamed, by nobody in particular."""
    verb = token.head
    if token.dep_ != "nsubj" or verb.lemma_.lower() not in {"fall", "focus", "center", "centre", "rest", "settle"}:
        return None
    on = next((i for c in verb.children if c.lower_ in {"on", "upon"} for i in c.children if i.dep_ == "pobj"), None)
    party = cast.party(number, on) if on is not None else Party()
    act = _target(number, token, acts, None)
    if act is None or not party.actors or _unreal(verb):
        return None
    passage = cast.paragraphs[number].of(token.sent)
    return Attributed(act, Blame("blames", party.actors[0], "the report", None, "suspected", passage))


def _each_denies(number: int, token: "Token", cast: Cast, acts: list[Told]) -> list[Attributed]:
    """ "Both the League and the Front denied planting it": each for itself."""
    subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
    if subject is None or not any(c.dep_ == "conj" for c in subject.rights):
        return []
    rest = " ".join(t.text for t in token.subtree if t.i > token.i)
    act = _target(number, token, acts, None)
    if act is None or not (_DONE_IT.search(rest) or _OF_DOING.search(rest)):
        return []
    found = []
    for one in (subject, *subject.conjuncts):
        mention = cast.at(number, one.i)
        if mention is not None:
            words = cast.paragraphs[number].passage(mention.first, mention.last).quote
            passage = cast.paragraphs[number].of(token.sent)
            found.append(Attributed(act, Blame("denies", mention.actor, words, mention.actor, passage=passage)))
    return found if len(found) > 1 else []


# Chosen on the `dev` sentences of training/ and the tuning part of the annotated reports.
_SURE = 0.7
_SURE_OF_VERB = 0.8
_HEARD = {"claims", "denies", "blames", "condemns"}


def hear_attributions(cast: Cast, acts: list[Told], known: Iterable[Attributed]) -> list[Attributed]:
    """The claims, blame, denials and condemnations that the models hear in sentences where no rule sees the like."""
    seen = {(one.blame.stance, one.blame.passage) for one in known if one.blame is not None}
    index = {id(told): n for n, told in enumerate(acts)}
    found: list[Attributed] = []
    for number, paragraph in enumerate(cast.paragraphs):
        here = [told for told in acts if told.paragraph == number]
        for sentence in paragraph.sentences:
            cues = [
                cue
                for cue in cast.readings.of(number, sentence).speech
                if cue.verb in _HEARD and cue.speaker and cue.score >= _SURE and cue.verb_score >= _SURE_OF_VERB
            ]
            passage = paragraph.of(sentence) if cues else None
            for cue in cues:
                if (cue.verb, passage) in seen:
                    continue
                told_by = cast.readings.told_by(here, number, sentence)
                about = [index[id(told_by[n])] for n in cue.about if n in told_by]
                made = _of_cue(number, sentence, cue, about, cast, acts)
                if made is not None and made.blame is not None:
                    seen.add((cue.verb, passage))
                    found.append(made)
    return found


def _of_cue(
    number: int, sentence: "Span", cue: SpeechFound, about: list[int], cast: Cast, acts: list[Told]
) -> Attributed | None:
    word = cast.readings.span(number, sentence, cue.start, cue.end)
    who = cast.readings.span(number, sentence, *cue.speaker) if cue.speaker else None
    if word is None or who is None or who[0].lower_ in _NOBODY or _is_of_help(word.root):
        return None
    speaker = cast.party(number, who.root)
    actor = speaker.actors[0] if speaker.actors else None
    force = [n for n in about if acts[n].sense.action in _CLAIMABLE]
    act = force[0] if force else _target(number, word.root, acts, None)
    if act is None or (cue.verb == "claims" and not force and word.root.lemma_.lower() in _PLAIN):
        return None  # "they said that it was just": nothing that could be claimed stands there
    of = acts[act].alleged or acts[act].actor
    blamed: str | None = actor
    if cue.verb == "claims" and (actor is None or (of.actors and actor not in of.actors)):
        return None
    if cue.verb == "blames":
        accused = [a for n in about for a in (*acts[n].actor.actors, *(acts[n].alleged or Party()).actors)]
        accused += [a for one in acts if one.token.i == word.root.i for a in one.recipient.actors]
        blamed = next((a for a in accused if a != actor), None)
        if blamed is None:
            return None
    if cue.verb == "condemns":
        blamed = None
    by = _by(number, who.root, speaker, cast)
    return Attributed(act, Blame(cue.verb, blamed, by, actor, passage=cast.paragraphs[number].of(sentence)))


def _is_of_help(token: "Token") -> bool:
    """ "Denies arming the rebels", "accused them of backing the group": of no act of force."""
    if token.dep_ == "relcl" and token.head.lemma_.lower() in {"charge", "accusation", "claim", "allegation"}:
        return True  # "a charge that both deny"
    below = [c for c in token.children if c.dep_ in {"xcomp", "ccomp", "dobj", "prep"} and c.i > token.i]
    below += [i for c in below if c.dep_ == "prep" for i in c.children if i.dep_ == "pcomp"]
    return any(c.lemma_.lower() in _HELPS for c in below)


_PLAIN = {"say", "tell", "add", "write", "state", "note"}


def _at(number: int, token: "Token", cast: Cast, voices: Voices, acts: list[Told]) -> Attributed | None:
    lemma = token.lemma_.lower()
    if token.pos_ in {"NOUN", "PROPN"} and lemma in {"claim", "suspicion", "blame"}:
        return _nobody_says(number, token, acts) if lemma == "claim" else _falls_on(number, token, cast, acts)
    if token.lower_ in {"responsible", "behind"}:
        return _has_done_it(number, token, cast, voices, acts)
    if lemma in _CONDEMN:
        return _condemned(number, token, cast, acts)
    if lemma in {"claim", "admit", "acknowledge"} or (lemma == "take" and _takes_responsibility(token)):
        return _claimed(number, token, cast, acts)
    if token.lower_ == "unclaimed":
        act = _target(number, token, acts, token.head)
        return Attributed(act, None, unclaimed=True) if act is not None else None
    if lemma in _BLAME:
        return _blamed(number, token, cast, voices, acts)
    if lemma == "have" and _no_part(token):
        return _denied(number, token, cast, voices, acts)
    if lemma in _DENY:
        subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
        rest = " ".join(t.text for t in token.subtree if t.i > token.i)
        if subject is None or not (_DONE_IT.search(rest) or _OF_DOING.search(rest)):
            return None
        clause = next((c for c in token.children if c.dep_ == "ccomp"), None)
        if clause is not None and not _tells_of_it(number, clause, acts):
            return None  # "denied that it had a camp there"
        return _denied(number, token, cast, voices, acts)
    return None


def _tells_of_it(number: int, clause: "Token", acts: list[Told]) -> bool:
    """Whether a clause is about an act: tells one, or speaks of a part in it."""
    inside = {t.i for t in clause.subtree}
    if any(one.paragraph == number and one.token.i in inside for one in acts):
        return True
    said = " ".join(t.text for t in clause.subtree)
    return bool(_DONE_IT.search(re.sub(r"^(?:that )?(?:it|this|they|he|she) ", "", said)) or _OF_DOING.search(said))


def _condemned(number: int, token: "Token", cast: Cast, acts: list[Told]) -> Attributed | None:
    """ "Cuba condemned the bombing": who judges an act, which says nothing of who did it."""
    subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
    objects = [c for c in token.children if c.dep_ in {"dobj", "prep"} and c.i > token.i]
    agent = next((i for c in token.children if c.dep_ == "agent" for i in c.children if i.dep_ == "pobj"), None)
    if agent is not None:  # "the bombing was condemned by the Union"
        passive = next((c for c in token.children if c.dep_ == "nsubjpass"), None)
        subject, objects = agent, [passive] if passive is not None else []
    if subject is None or subject.lower_ in {"who", "which", "that"} or _unreal(token):
        return None
    if not objects:
        return None
    inside = {t.i for c in objects for t in c.subtree}
    force = [n for n, one in enumerate(acts) if one.paragraph == number and one.token.i in inside]
    act = next((n for n in force if acts[n].sense.action in _CLAIMABLE), None)
    pointed = {t.lemma_.lower() for c in objects for t in c.subtree} & _POINTS
    if act is None and pointed:
        act = _target(number, token, acts, None)
    if act is None:
        return None
    party = cast.party(number, subject)
    by = _by(number, subject, party, cast)
    actor = party.actors[0] if party.actors else None
    return Attributed(act, Blame("condemns", None, by, actor, passage=cast.paragraphs[number].of(token.sent)))


_CONDEMN = {"condemn", "denounce", "deplore", "decry", "deprecate"}
# What may stand for an act told before: "condemned it", "condemned the killings".
_POINTS = {
    "it", "them", "this", "that", "attack", "bombing", "strike", "raid", "shelling", "killing", "violence", "murder",
    "assault", "massacre", "ambush", "atrocity", "crime", "blast", "explosion", "kidnapping", "incursion", "move",
    "aggression", "terrorism", "act", "seizure",
}  # fmt: skip


def _unreal(token: "Token") -> bool:
    return any(c.dep_ == "neg" or (c.dep_ == "aux" and c.tag_ in {"MD", "TO"}) for c in token.children)


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
        or not told.actor.actors
        or told.standing.status == "denied"
    ):
        return None
    actor = told.actor.actors[0]
    points = told.is_noun and told.definite and not told.recipient.actors
    if same_side(who, actor) or not (points or any(same_side(who, harmed) for harmed in told.recipient.actors)):
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


def _denied(number: int, token: "Token", cast: Cast, voices: Voices, acts: list[Told]) -> Attributed | None:
    passage = cast.paragraphs[number].of(token.sent)
    subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
    if subject is None:
        return None
    party = cast.party(number, subject)
    act = _target(number, token, acts, None, of=party.actors[0] if party.actors else None)
    if act is None:
        return None
    if not party.actors and subject.lower_ in {"both", "neither", "all"}:
        return _both_deny(number, token, subject, act, cast, passage)
    speech = next((s for s in voices.speeches if s.paragraph == number and s.cue == token.i), None)
    if not party.actors and speech is not None and speech.speaker.actor is not None:
        # "a spokesman for the group, Ada Poe, denied it"
        who = speech.speaker.actor
        return Attributed(act, Blame("denies", who, speech.speaker.name, who, passage=passage))
    if not party.actors and subject.pos_ != "PROPN":
        return None
    actor = party.actors[0] if party.actors else None
    name = _by(number, subject, party, cast)
    return Attributed(act, Blame("denies", actor, name, actor, passage=passage))


def _both_deny(
    number: int, token: "Token", subject: "Token", act: int, cast: Cast, passage: Passage
) -> Attributed | None:
    """ "Both deny it": the last two parties named before."""
    before = [m.actor for m in cast.mentions[number] if m.last < token.i and cast.kind(m.actor) != "state"]
    last = list(dict.fromkeys(reversed(before)))[:2]
    if not last:
        return None
    return Attributed(act, Blame("denies", last[0], subject.text, last[0], passage=passage))


def own_claims(
    cast: Cast,
    voices: Voices,
    acts: list[Told],
    same_side: Callable[[str, str], bool],
    answers: Sequence[Answer] = (),
    doers: Sequence[tuple[str, ...]] = (),
) -> list[Attributed]:
    """Acts that the side that did them tells itself: "Kesmara's minister said its artillery shelled the post".

    Whoever gives the reason for an act of their own owns to it too ("the shelling was in retaliation for …, she said");
    `doers` are, act by act, those who did it by any of its mentions.
    In a side's own communiqué, what its enemy did is told as that side's blame.
    """
    found = []
    for n, told in enumerate(acts):
        if told.sense.action != "ASSAULT" or told.standing.status not in {"done", "attempted"} or told.sense.undirected:
            continue
        speech = voices.at(told.paragraph, told.token.i)
        passage = cast.paragraphs[told.paragraph].of(told.sentence)
        if speech is not None and _is_speaker(told, speech):
            by = Blame("claims", speech.speaker.actor, speech.speaker.name, speech.speaker.actor, passage=passage)
            found.append(Attributed(n, by))
            continue
        who = speech.speaker.actor if speech is not None else cast.own
        if speech is not None and speech.speaker.kind not in {"party", "official"}:
            by_name = _named_speaker(told, speech, cast)
            if by_name is not None:
                found.append(Attributed(n, Blame("claims", by_name, speech.speaker.name, by_name, passage=passage)))
            continue
        if speech is None and who is not None and not told.actor.actors and _are_ours(told):
            told.actor = replace(told.actor, actors=(who,), why="forces of the side whose voice this is")
        if speech is not None and who is None and _is_bare_spokesman(speech.speaker.name) and told.actor.actors:
            who = told.actor.actors[0]  # "Army kills commander in raid, says spokesman"
        actor = next((a for a in told.actor.actors if who is not None and same_side(a, who)), None)
        if actor is None and speech is None and who is not None and told.actor.actors and _are_ours(told):
            actor = told.actor.actors[0]
        if speech is None and who is not None and actor is None and told.actor.actors:
            found.append(Attributed(n, Blame("blames", told.actor.actors[0], name_of(who, cast), who, passage=passage)))
        if actor is None or (told.is_noun and told.definite and not told.folded):
            continue
        name = speech.speaker.name if speech is not None else name_of(actor, cast)
        found.append(Attributed(n, Blame("claims", actor, name, who, told.standing.hedge, passage)))
    claimed = {one.act for one in found}
    for answer in answers:
        told, speech = acts[answer.response], answer.speech
        who = speech.speaker.actor if speech is not None else cast.own
        done_by = (*told.actor.actors, *(doers[answer.response] if doers else ()))
        actor = next((a for a in done_by if who is not None and same_side(a, who)), None)
        if actor is None or answer.response in claimed or told.sense.action != "ASSAULT":
            continue
        name = speech.speaker.name if speech is not None else name_of(actor, cast)
        found.append(Attributed(answer.response, Blame("claims", actor, name, who, passage=answer.sentence)))
    return found


_OURS = {
    "hero", "fighter", "soldier", "unit", "brigade", "battalion", "force", "troop", "artillery", "defence", "defense",
    "aviation", "navy", "gunner", "pilot", "lion", "mujahid", "mujahideen", "division", "regiment", "army", "squadron",
    "aircraft", "marine", "commando", "ranger", "guard", "detachment",
}  # fmt: skip
_OWNS = {"say", "tell", "admit", "confess", "testify", "boast", "acknowledge", "recall", "describe"}


def _are_ours(told: Told) -> bool:
    """Whether who acted is named as forces, in the voice of a side that has not called them its enemy's."""
    if told.actor.first < 0:
        return False
    words = told.token.doc[told.actor.first : told.actor.last + 1]
    lemmas = {t.lemma_.lower() for t in words}
    return bool(lemmas & _OURS) and not lemmas & {"enemy", "hostile", "terrorist", "mercenary", "so", "occupation"}


def _is_bare_spokesman(name: str) -> bool:
    return (
        re.fullmatch(r"(?:(?:the|an?|its|his) )?(?:(?:army|military|police) )?spokes\w+", name, re.IGNORECASE)
        is not None
    )


def _is_speaker(told: Told, speech: Speech) -> bool:
    """Whether who acted is who speaks: "told a court how he and eleven others killed 23 people", "we fired"."""
    if told.actor.first < 0 or speech.speaker.kind in {"outlet", "expert"} or speech.speaker.actor is not None:
        return False
    first = told.token.doc[told.actor.first].lower_
    if first in {"i", "we"}:
        return speech.quoted
    doc = told.token.doc
    between = doc[speech.cue : max(told.actor.first, speech.cue)]
    other = any(t.ent_type_ == "PERSON" and t.dep_ in {"nsubj", "dobj", "dative"} for t in between)
    return first in {"he", "she"} and speech.verb in _OWNS and not other and told.actor.first > speech.cue


def _named_speaker(told: Told, speech: Speech, cast: Cast) -> str | None:
    """Who speaks of an act of their own by a pronoun beside a name: "a group calling itself the Front"."""
    if told.actor.first < 0 or told.token.doc[told.actor.first].lower_ not in {"it", "they", "its", "their"}:
        return None
    if speech.speaker.kind in {"outlet", "expert", "witness"}:
        return None
    cue = told.token.doc[speech.cue]
    subject = next((c for c in cue.children if c.dep_ == "nsubj"), None)
    inside = {t.i for t in subject.subtree} if subject is not None else set()
    beside = {m.actor for m in cast.mentions[told.paragraph] if m.first in inside}
    return next((a for a in told.actor.actors if a in beside and cast.kind(a) != "state"), None)


def _by(number: int, token: "Token", party: Party, cast: Cast) -> str:
    """Who says so, as written; by name where the words are a pronoun."""
    ours = any(c.lower_ in {"our", "my"} for c in token.lefts)
    if ours and not party.actors and cast.own is not None:
        return name_of(cast.own, cast)
    if (token.pos_ == "PRON" or ours) and party.actors:
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
    points = not passive and any(o.lower_ in {"it", "them", "this", "that", "those"} for o in objects)
    act = _told_before(number, token, acts) if points else None
    if act is None:
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
    of = behind.get("of") or behind.get("for") or behind.get("with")
    if lemma in {"accuse", "suspect", "link", "implicate"} and of is not None and not _is_of_force(number, of, acts):
        return None  # "accused Pakistan of arming the militants": of something else than an act told here
    party = cast.party(number, blamed)
    act = _target(number, token, acts, None, of=party.actors[0] if party.actors else None)
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


_DOES = re.compile(
    r"\b(?:behind|carr(?:y|ied|ying)|responsib\w+|involve\w+|plant\w+|order\w*|stag\w+|mastermind\w*|"
    r"plot\w*|perpetrat\w+|"
    r"role|part|hand|doing|done|commit\w*|conduct\w*|plann\w+|orchestrat\w+|it|them|this)\b",
    re.IGNORECASE,
)


def _is_of_force(number: int, of: "Token", acts: list[Told]) -> bool:
    """Whether what somebody is accused of is an act of force, or a part in one."""
    inside = {t.i for t in of.subtree}
    if any(n.paragraph == number and n.token.i in inside and n.sense.action in _CLAIMABLE for n in acts):
        return of.lemma_.lower() not in _HELPS
    words = " ".join(t.text for t in of.subtree)
    points = {t.lemma_.lower() for t in of.subtree} & _POINTS
    return bool(points or _DOES.search(words)) and of.lemma_.lower() not in _HELPS


_HELPS = {"back", "support", "arm", "train", "fund", "harbour", "harbor", "shelter", "supply", "finance", "sponsor",
          "aid", "assist", "equip"}  # fmt: skip


# Words of having had a part in an act, which tell none.
NO_DEED = {
    "involvement",
    "role",
    "part",
    "hand",
    "responsibility",
    "accusation",
    "allegation",
    "denial",
    "blame",
    "involve",
}


def _told_before(number: int, token: "Token", acts: list[Told]) -> int | None:
    """The last deed of force told before this sentence: what "claimed them" is said of."""
    before = [
        n
        for n, one in enumerate(acts)
        if one.sense.action in _CLAIMABLE
        and one.standing.status in {"done", "attempted", "foiled"}
        and (one.paragraph, one.token.i) < (number, token.sent.start)
        and one.paragraph >= number - 1
    ]
    return max(before, key=lambda n: (acts[n].paragraph, acts[n].token.i), default=None)


def _target(number: int, token: "Token", acts: list[Told], head: "Token | None", of: str | None = None) -> int | None:
    """The act meant: told in the same clause, else its subject, else the last deed of force told before."""
    force = [
        n
        for n, one in enumerate(acts)
        if one.sense.action in {"ASSAULT"}
        and one.standing.status in {"done", "attempted", "foiled", "denied", "habitual", "historical"}
        and one.word not in NO_DEED
        and (one.score is None or one.score >= 0.5)
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
    # who is blamed for it, or denies it, has not done what another is told to have done
    if of is not None:
        others = [n for n in before if not acts[n].actor.actors or of in acts[n].actor.actors]
        before = others or before
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
