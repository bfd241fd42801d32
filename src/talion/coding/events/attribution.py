"""Who is said to have done it: claims of responsibility, blame, denials, and that nobody claimed it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from talion.codebook.word_classes import word_class
from talion.coding.acts.told import Told
from talion.coding.events.charges import (
    BLAMES,
    HELPING,
    HELPS,
    answers_another_charge,
    deed_told_by,
    denies_another_deed,
    denies_what_is_said_here,
    is_of_force,
    no_part,
)
from talion.coding.events.condemned import CONDEMN, condemned
from talion.coding.events.denials import denial_at, denied, each_denies
from talion.coding.events.in_few_words import in_few_words
from talion.coding.events.laid_to import OF_WHOM
from talion.coding.events.protested import NO_DENIAL
from talion.coding.events.which_act import (
    CLAIMABLE,
    NOBODY,
    TARGETS,
    Attributed,
    is_named,
    is_unreal,
    new_claimant,
    target_named,
    target_of,
    told_before,
    who_says,
    word_of,
)
from talion.coding.models import SpeechFound
from talion.coding.sides.cast import Cast
from talion.coding.sides.opposite import NOT_THEMSELVES
from talion.coding.sides.phrases import WEAPON_NOUNS, Party
from talion.coding.speech.cues import said_by
from talion.coding.speech.denying import DENIES, leaves_open, says_no
from talion.coding.speech.heard import is_done_to
from talion.coding.speech.voices import Voices
from talion.records import Blame

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


def find_attributions(
    cast: Cast, voices: Voices, acts: list[Told], before: Sequence[Attributed] = ()
) -> list[Attributed]:
    """Every claim, blame and denial of an act that the report tells, with its passage.

    `before` are those that the acts themselves tell: a charge of which a denial speaks is among them.
    """
    found: list[Attributed] = []
    for number, paragraph in enumerate(cast.paragraphs):
        for token in paragraph.doc:
            if token.pos_ != "VERB" and token.lower_ not in _NO_VERBS:
                continue
            if token.pos_ == "VERB" and token.lemma_.lower() in DENIES and not leaves_open(token):
                of_each = each_denies(number, token, cast, acts)
                if of_each:
                    found += of_each
                    continue
            if token.lemma_.lower() in CONDEMN:
                found += condemned(number, token, cast, acts)
                continue
            known = [*before, *found]
            one = _at(number, token, cast, voices, acts, known)
            made = [one] if one is not None else in_few_words(number, token, cast, voices, acts, known)
            found += [replace(one, said_at=(number, token.sent.start, token.sent.end)) for one in made]
    return found


_NO_VERBS = {
    "unclaimed", "responsible", "behind", "claim", "claims", "suspicion", "blame", "suspicions", "charge", "accusation",
    "allegation", *OF_WHOM,
}  # fmt: skip


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
    act = target_of(number, token, acts, None, of=who)
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
    alone = token.dep_ == "ROOT" and token.sent.start + 2 >= token.i  # "No claim.", "No immediate claim."
    if not none or (of is None and not there and not alone):
        return None
    act = target_of(number, token, acts, None)
    return Attributed(act, None, unclaimed=True) if act is not None else None


def _falls_on(number: int, token: "Token", cast: Cast, acts: list[Told]) -> Attributed | None:
    """ "Suspicion fell on the group": blamed, by nobody in particular."""
    verb = token.head
    if token.dep_ != "nsubj" or verb.lemma_.lower() not in {"fall", "focus", "center", "centre", "rest", "settle"}:
        return None
    on = next((i for c in verb.children if c.lower_ in {"on", "upon"} for i in c.children if i.dep_ == "pobj"), None)
    party = cast.party(number, on) if on is not None else Party()
    act = target_of(number, token, acts, None)
    if act is None or not party.actors or is_unreal(verb):
        return None
    passage = cast.paragraphs[number].of(token.sent)
    return Attributed(act, Blame("blames", party.actors[0], "the report", None, "suspected", passage))


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
    if word is None or who is None or who[0].lower_ in NOBODY or _is_of_help(word.root):
        return None
    if any(is_done_to(who.root, acts[n], word.root) for n in about):
        return None  # "reports that it had killed one of their commanders proved false"
    speaker = cast.party(number, who.root)
    actor = speaker.actors[0] if speaker.actors else None
    if cue.verb == "denies" and (not says_no(word.root) or leaves_open(word.root)):
        return None  # "insists that they struck first" denies nothing
    if cue.verb == "claims" and word.root.lemma_.lower() in DENIES:
        return None
    clause = said_by(word.root) if cue.verb == "denies" else None
    if clause is not None and clause.lemma_.lower() in NO_DENIAL:
        return None  # "said it had not received any report"
    force = [n for n in about if acts[n].sense.action in CLAIMABLE]
    other = bool(about) or denies_another_deed(number, word.root, acts)
    if cue.verb == "denies" and not force and (other or answers_another_charge(number, word.root, acts)[0]):
        return None  # "denied having agreed to a truce"
    act = force[0] if force else target_of(number, word.root, acts, None)
    if cue.verb == "denies" and not force and denies_what_is_said_here(number, word.root, acts):
        return None
    if cue.verb == "denies" and force and acts[force[0]].standing.status == "negated":
        act = _told_of_that_kind(acts, force[0])  # "said that nobody had been detained"
    if act is None or (cue.verb == "claims" and not force and word.root.lemma_.lower() in _PLAIN):
        return None  # "they said that it was just": nothing that could be claimed stands there
    of = acts[act].alleged or acts[act].actor
    blamed: str | None = actor
    if cue.verb == "claims" and (actor is None or (of.actors and actor not in of.actors)):
        return None
    if cue.verb == "claims" and cast.kind(actor or "") == "state" and _are_irregulars(acts[act].paragraph, of, cast):
        return None  # "the army claimed that a rebel commando had done it"
    if cue.verb == "claims" and force and _are_of_another(acts[act].paragraph, of, cast):
        return None  # "Zambia said that troops from Orlan had shelled it"
    if cue.verb == "blames":
        accused = [a for n in about for a in (*acts[n].actor.actors, *(acts[n].alleged or Party()).actors)]
        accused += [a for one in acts if one.token.i == word.root.i for a in one.recipient.actors]
        blamed = next((a for a in accused if a != actor), None)
        if blamed is None:
            return None
    if cue.verb == "condemns":
        blamed = None
    by = word_of(number, who.root, speaker, cast)
    return Attributed(act, Blame(cue.verb, blamed, by, actor, passage=cast.paragraphs[number].of(sentence)))


def _are_irregulars(number: int, party: Party, cast: Cast) -> bool:
    """Whether the words for a party without a name are those for rebels and bandits, whom no state sends."""
    doc = cast.paragraphs[number].doc
    return (
        not party.actors
        and party.first >= 0
        and any(token.lemma_.lower() in _OF_NO_STATE for token in doc[party.first : party.last + 1])
    )


_OF_NO_STATE = word_class("not_of_state")


def _are_of_another(number: int, party: Party, cast: Cast) -> bool:
    """Whether those who did it are told apart by words behind them, of which no party is known: "troops from Orlan"."""
    if party.actors or party.first < 0:
        return False
    head = cast.paragraphs[number].doc[party.first : party.last + 1].root
    behind = [t for c in head.rights if c.dep_ in {"prep", "acl", "relcl"} for t in c.subtree]
    return any(t.pos_ == "PROPN" and cast.at(number, t.i) is None for t in behind)


def _told_of_that_kind(acts: list[Told], denied: int) -> int | None:
    """The last act of the same kind told before one that somebody says did not happen."""
    one = acts[denied]
    before = [
        n
        for n, other in enumerate(acts[:denied])
        if other.sense.action == one.sense.action
        and other.standing.status in TARGETS
        and other.paragraph >= one.paragraph - 2
    ]
    return before[-1] if before else None


def _is_of_help(token: "Token") -> bool:
    """ "Denies arming the rebels", "accused them of backing the group": of no act of force."""
    if token.dep_ == "relcl" and token.head.lemma_.lower() in {"charge", "accusation", "claim", "allegation"}:
        return True  # "a charge that both deny"
    below = [c for c in token.children if c.dep_ in {"xcomp", "ccomp", "dobj", "prep"} and c.i > token.i]
    below += [i for c in below if c.dep_ == "prep" for i in c.children if i.dep_ == "pcomp"]
    return any(c.lemma_.lower() in HELPS for c in below)


_PLAIN = {"say", "tell", "add", "write", "state", "note"}


def _at(
    number: int, token: "Token", cast: Cast, voices: Voices, acts: list[Told], known: list[Attributed]
) -> Attributed | None:
    lemma = token.lemma_.lower()
    if token.pos_ in {"NOUN", "PROPN"} and lemma in {"claim", "suspicion", "blame"}:
        return _nobody_says(number, token, acts) if lemma == "claim" else _falls_on(number, token, cast, acts)
    if token.lower_ in {"responsible", "behind"}:
        return _has_done_it(number, token, cast, voices, acts)
    if lemma in _ADMITS or (lemma == "take" and _takes_responsibility(token)):
        return _claimed(number, token, cast, acts)
    if token.lower_ == "unclaimed":
        act = target_of(number, token, acts, token.head)
        return Attributed(act, None, unclaimed=True) if act is not None else None
    if lemma in BLAMES:
        return _blamed(number, token, cast, voices, acts)
    if lemma == "have" and no_part(token):
        return denied(number, token, cast, voices, acts)
    if lemma in DENIES and not leaves_open(token):
        return denial_at(number, token, cast, voices, acts, known)
    return None


def _strikes(thing: "Token") -> "Token | None":
    """The name before a weapon that stands for what was done with it: "nobody has claimed the Lomir drone"."""
    if thing.lemma_.lower() not in WEAPON_NOUNS:
        return None
    return next((c for c in thing.lefts if c.pos_ == "PROPN" and c.dep_ in {"compound", "nmod", "poss"}), None)


_ADMITS = {"claim", "admit", "acknowledge", "own", "confess"}
_FAULTS = {"mistake", "error", "fault", "blunder", "guilt", "deed", "act"}


def is_somebody(token: "Token") -> bool:
    """Whether a noun stands for people of whom one can be accused, though nobody named: "a retired colonel"."""
    return token.pos_ == "NOUN" and token.lemma_.lower() in _PEOPLE


_PEOPLE = word_class("people") | word_class("not_of_state") | word_class("accused")


def _takes_responsibility(token: "Token") -> bool:
    return any(c.dep_ == "dobj" and c.lemma_.lower() in {"responsibility", "credit"} for c in token.children)


def _claimed(number: int, token: "Token", cast: Cast, acts: list[Told]) -> Attributed | None:
    objects = [c for c in token.children if c.dep_ in {"dobj", "nsubjpass"}]
    if token.lemma_.lower() != "claim":  # "owned up to three such raids", "confessed to the killing"
        to = [c for c in token.children if c.dep_ == "prep" and c.lower_ == "to"]
        to += [i for c in token.children if c.dep_ in {"prep", "advmod", "prt"} for i in c.children if i.lower_ == "to"]
        objects += [i for c in to for i in c.children if i.dep_ == "pobj"]
    told_here = {t.i for one in acts if one.paragraph == number for t in one.tokens if one.sense.action in CLAIMABLE}
    responsible = any(
        o.lemma_.lower() in {"responsibility", "credit", "attack", "strike", "bombing", "ambush", "fire", "raid"}
        or _strikes(o) is not None
        or (o.i in told_here and not any(c.dep_ == "relcl" for c in token.children))
        or (token.lemma_.lower() == "claim" and o.lower_ in {"it", "them"})
        or (token.lemma_.lower() in {"admit", "acknowledge"} and o.lemma_.lower() in _FAULTS)
        for o in objects
    )
    agent = next((i for c in token.children if c.dep_ == "agent" for i in c.children if i.dep_ == "pobj"), None)
    passive = any(c.dep_ == "auxpass" for c in token.children)
    if not responsible and not (passive and target_of(number, token, acts, None) is not None):
        return None
    subject = agent if passive else next((c for c in token.children if c.dep_ == "nsubj"), None)
    points = not passive and any(o.lower_ in {"it", "them", "this", "that", "those"} for o in objects)
    act = told_before(number, token, acts) if points else None
    for thing in objects if act is None else ():
        name = _strikes(thing)
        act = target_named(number, name, acts) if name is not None else act
    if act is None:
        claimant = cast.party(number, subject).actors if subject is not None else ()
        whose = claimant[0] if claimant else "" if subject is not None and is_named(subject) else None
        act = target_of(number, token, acts, objects[0] if objects and passive else None, of=whose)
    if act is None:
        return None
    negated = any(c.dep_ == "neg" for c in token.children)
    nobody = subject is not None and (subject.lower_ in NOBODY or any(c.lower_ in NOBODY for c in subject.children))
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
        party = new_claimant(number, subject, cast, party)
    if not party.actors and subject.lemma_.lower() not in word_class("not_of_state"):
        return None
    who = party.actors[0] if party.actors else None  # "claimed by a cell of the Red Dawn"
    words = word_of(number, subject, party, cast)
    return Attributed(act, Blame("claims", who, words, who, passage=cast.paragraphs[number].of(token.sent)))


def _blamed(number: int, token: "Token", cast: Cast, voices: Voices, acts: list[Told]) -> Attributed | None:
    lemma = token.lemma_.lower()
    passive = any(c.dep_ in {"auxpass"} for c in token.children) or (
        token.tag_ == "VBN" and token.dep_ in {"acl", "relcl"}
    )
    subject = next((c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    target = next((c for c in token.children if c.dep_ == "dobj"), None)
    guilty = next((c for c in token.children if c.lower_ in {"responsible", "accountable"}), None)
    if target is None and guilty is not None:  # "hold the group responsible"
        target = next((c for c in guilty.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
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
    if of is None and lemma in {"accuse", "suspect"}:  # "its neighbour of seizing the town", hung on the neighbour
        below = (i for c in blamed.children if c.lower_ == "of" for i in c.children if i.dep_ == "pcomp")
        of = next(below, None)
    charged: int | None = None
    if lemma in {"accuse", "suspect", "link", "implicate"} and of is not None and not is_of_force(number, of, acts):
        charged = deed_told_by(number, of, acts)
        standing = any(c.lower_ in {"long", "often", "repeatedly", "regularly", "always"} for c in token.children)
        if charged is None or standing or acts[charged].sense.action not in HELPING:
            return None  # "accused them of lying": of something else than an act told here
    elif lemma in {"accuse", "suspect"} and of is not None:
        deed = deed_told_by(number, of, acts)
        if deed is not None and acts[deed].sense.action in CLAIMABLE:
            charged = deed  # "accused them of seizing the town": of that, whatever else is told before
    party = cast.party(number, blamed)
    within = next((c for c in guilty.children if c.lower_ == "for"), None) if guilty is not None else of
    inside = {t.i for t in blamed.subtree}
    # "blamed the front; the front said that the army had mined it": nothing behind it is meant
    back = within is None and not any(one.paragraph == number and one.token.i in inside for one in acts)
    act = charged
    if act is None:
        act = target_of(number, token, acts, None, of=party.actors[0] if party.actors else None, back=back)
    if act is None:
        return None
    if not party.actors and is_named(blamed):
        party = new_claimant(number, blamed, cast, party)
    if not party.actors and party.why != NOT_THEMSELVES and not is_somebody(blamed):
        return None
    speech = voices.at(number, token.i)
    words, who = (speech.speaker.name if speech else "the report"), Party()
    if by is not None:
        words, who = who_says(number, by, cast)
    hedge = "suspected" if lemma == "suspect" else None
    # "accused its neighbour": whoever that is, not itself
    itself = not party.actors or (bool(who.actors) and who.actors[0] == party.actors[0] and blamed.pos_ != "PROPN")
    return Attributed(
        act,
        Blame(
            "blames",
            None if itself else party.actors[0],
            words,
            who.actors[0] if who.actors else None,
            hedge,
            cast.paragraphs[number].of(token.sent),
        ),
    )
