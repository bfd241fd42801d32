"""Who did it, said in few words that point back: "its men had done it", "they did not", "each accuse the other"."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from talion.codebook.word_classes import word_class
from talion.coding.acts.told import Told, passive_subject
from talion.coding.events.from_where import COMES, came_from
from talion.coding.events.laid_to import (
    OF_WHOM,
    knows_nothing,
    laid_to,
    of_whose_making,
    signed_by,
    thinks_of,
    who_they_were,
)
from talion.coding.events.protested import LIES, SCORNS, protested, scorned
from talion.coding.events.which_act import (
    CLAIMABLE,
    Attributed,
    is_named,
    is_unreal,
    new_claimant,
    still_spoken_of,
    target_named,
    target_of,
    who_says,
)
from talion.coding.sides.cast import Cast
from talion.coding.sides.phrases import PEOPLE_NOUNS, Party
from talion.coding.speech.cues import SPEECH_VERBS, is_nobody
from talion.coding.speech.voices import Voices
from talion.records import Blame

if TYPE_CHECKING:
    from spacy.tokens import Token

_POINTS_BACK = {"it", "so", "this", "that", "them", "both"}
_OWN = {"it", "they", "we", "he", "she", "i"}
_WHOSE = {"its", "their", "our", "his", "her"}
_VILE = {"treacherous", "barbaric", "barbarous", "cowardly", "criminal", "heinous", "savage", "brutal", "despicable",
         "barbarism", "atrocity", "crime", "outrage", "massacre", "terrorism", "murder", "murderous", "inhuman",
         "monstrous", "cruel", "vile", "unacceptable", "unjustified", "unjustifiable", "aggression", "genocide",
         "abhorrent", "appalling", "horrific", "dastardly", "bestial"}  # fmt: skip
_REFUTES = {"dismiss", "refute", "rebut", "repudiate", "scorn", "scoff"}
_CALLS = {"call", "brand", "label", "term", "deem", "describe", "denounce", *_REFUTES}
_CHARGES = {"charge", "accusation", "allegation", "claim", "charges", "accusations", "allegations", "claims"}
_GUILTY = {"responsible", "guilty", "culpable", "behind"}
SAID_SO = SPEECH_VERBS | {
    "insist",
    "maintain",
    "think",
    "believe",
    "admit",
    "boast",
    "confess",
    "reckon",
    "suspect",
    "find",
    "rule",
    "establish",
}


def in_few_words(
    number: int, token: "Token", cast: Cast, voices: Voices, acts: list[Told], known: Sequence[Attributed] = ()
) -> list[Attributed]:
    """What this word, a verb or the noun of a charge, says in few words of who did an act told before.

    `known` are the claims and blame that the report has made so far: a charge that is called a lie is among them.
    """
    lemma = token.lemma_.lower()
    if token.lower_ in OF_WHOM and token.pos_ == "NOUN":
        return of_whose_making(number, token, cast, voices, acts)
    if token.pos_ == "NOUN":
        return _charge(number, token, cast, acts) if lemma in _CHARGES else []
    if lemma == "sign":
        return signed_by(number, token, cast, acts)
    if lemma in COMES:
        return came_from(number, token, cast, voices, acts)
    if lemma in {"accuse", "blame"}:
        return _each_other(number, token, cast, acts)
    if lemma in {"lay", "lie", "put", "place", "pin", "heap", "point", "name"}:
        found = _at_the_door(number, token, cast, acts, voices) if lemma != "name" else []
        return found or laid_to(number, token, cast, voices, acts)
    if lemma == "think":
        thought = thinks_of(number, token, cast, acts)
        if thought:
            return thought
    if lemma in {"confirm", "verify"}:
        return _cannot_say(number, token, cast, acts) or _confirms_it(number, token, cast, acts)
    called = _called(number, token, cast, acts, known) if lemma in _CALLS else []
    if lemma in _HAPPENS:
        return _none_such(number, token, cast, voices, acts)
    called = called or (scorned(number, token, cast, voices, acts, known) if lemma in SCORNS else [])
    if called or lemma not in SAID_SO:
        return called
    said = _said_so(number, token, cast, voices, acts, known)
    return said or protested(number, token, cast, voices, acts, known)


def _none_such(number: int, verb: "Token", cast: Cast, voices: Voices, acts: list[Told]) -> list[Attributed]:
    """ "No such collision took place": the act told before is denied, by who speaks or by whose text it is."""
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "attr"}), None)
    lefts = {c.lower_ for c in subject.lefts} if subject is not None else set()
    if subject is None or not {"no", "such"} <= lefts:
        return []
    if any(one.paragraph == number and one.token.i == subject.i for one in acts):
        return []  # heard as an act of its own, which is kept as a denial of the other
    speech = voices.at(number, verb.i)
    actor = speech.speaker.actor if speech is not None else cast.own
    act = target_of(number, verb, acts, None, of=actor, back=True)
    if act is None or (speech is None and actor is None):
        return []
    known = cast.registry.actors.get(actor or "") or cast.new.get(actor or "")
    by = speech.speaker.name if speech is not None else known.name if known is not None else "the report"
    return [Attributed(act, Blame("denies", actor, by, actor, passage=cast.paragraphs[number].of(verb.sent)))]


_HAPPENS = {"take", "happen", "occur", "be", "exist"}


def _said_so(
    number: int, verb: "Token", cast: Cast, voices: Voices, acts: list[Told], known: Sequence[Attributed]
) -> list[Attributed]:
    """ "Said that its men had done it", "say they did not", "thought that a smaller group might be behind it"."""
    clause = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)
    if clause is None:  # "the attackers were from the League, the army said"
        before = next((c for c in verb.children if c.dep_ == "ccomp"), None)
        plain = before is not None and (
            _cleft(before) is not None or _does_it(before) or who_they_were(number, before, cast).actors
        )
        clause = before if plain else None
    if clause is None or any(c.dep_ == "neg" for c in verb.children):
        return []
    subject = next((c for c in clause.children if c.dep_ == "nsubj"), None) or _by_whom(clause)
    if subject is None:  # "had "very likely" ordered it": quotation marks have the parser hang it on "had"
        subject = next((s for h in clause.children if h.dep_ == "aux" for s in _subjects(h)), None)
    if subject is not None and subject.lower_ == "other":
        return _the_other(number, verb, clause, cast, acts)
    cleft = _cleft(clause) if subject is not None else None
    if cleft is not None:
        subject = cleft
    behind = _is_behind_it(clause)
    band = who_they_were(number, clause, cast)
    passive = passive_subject(clause) is not None
    nothing = knows_nothing(clause)
    sent_word = _subject_lemma(verb) in _MESSENGERS
    does = cleft is not None or _does_it(clause) or _has_ordered_it(number, clause, acts, whoever=sent_word)
    if subject is None or not (behind or passive or nothing or does or band.actors):
        return []
    speech = next((s for s in voices.speeches if s.paragraph == number and s.cue == verb.i), None)
    says = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if (says is None and speech is None) or (speech is not None and speech.speaker.kind in {"outlet", "expert"}):
        return []
    if says is not None:
        by, party = who_says(number, says, cast)
        actor = party.actors[0] if party.actors else speech.speaker.actor if speech is not None else None
    elif speech is not None:
        by, actor, party = speech.speaker.name, speech.speaker.actor, Party()
    act = still_spoken_of(number, clause, known, acts)
    act = act if act is not None else target_of(number, clause, acts, None, of=actor, back=True)
    if act is None or verb.sent.text.rstrip().endswith("?"):
        return []
    passage = cast.paragraphs[number].of(verb.sent)
    denied = any(c.dep_ == "neg" for c in clause.children)
    perhaps = any(c.tag_ == "MD" for c in clause.children)
    if band.actors:
        whom = band.actors[0]
        blame = Blame("blames", whom, by, actor, "probably" if hedged(clause) else None, passage)
        return [Attributed(act, blame)] if whom != actor else []
    own = subject.lower_ in _OWN or any(t.lower_ in _WHOSE for t in subject.subtree if t.i <= max(clause.i, subject.i))
    denied = denied or nothing
    if own and behind:
        return []  # read where "behind" and "responsible" are
    if own and denied:
        return [Attributed(act, Blame("denies", actor, by, actor, passage=passage))]
    if own:
        if actor is None and says is not None and not perhaps:
            named = new_claimant(number, says, cast, party)
            actor = named.actors[0] if named.actors else None
        word = says.lemma_.lower() if says is not None else ""
        somebody = actor is not None or word in _BODIES or word in _MESSENGERS  # "the rebels", "the caller"
        claim = Attributed(act, Blame("claims", actor, by, actor, passage=passage))
        return [claim] if somebody and not perhaps else []
    if denied:
        return []
    accused = _accused(number, subject, cast)
    people = subject.lemma_.lower() in PEOPLE_NOUNS and subject.tag_ == "NNS"  # "that rebels had staged it"
    somebody = people or subject.lemma_.lower() in _BODIES  # "the general's camp says the government did it"
    if (accused is None and not somebody) or (accused is not None and accused == actor):
        return []
    if says is not None and says.lemma_.lower() in _MESSENGERS and accused is not None and not perhaps:
        # "a voice on the telephone said that the Movement had done it"
        return [Attributed(act, Blame("claims", accused, by, accused, passage=passage))]
    return [Attributed(act, Blame("blames", accused, by, actor, "might" if perhaps else None, passage))]


def _cleft(clause: "Token") -> "Token | None":
    """Who did it in "it was our fighters who did it"."""
    who = next((c for c in clause.children if c.dep_ == "attr" and c.i > clause.i), None)
    if clause.lemma_ != "be" or who is None or not any(c.lower_ in {"it", "that"} for c in _subjects(clause)):
        return None
    return who if any(c.dep_ == "relcl" and _does_it(c) for c in who.children) else None


def _the_other(number: int, verb: "Token", clause: "Token", cast: Cast, acts: list[Told]) -> list[Attributed]:
    """ "Each navy says that the other fired first", "both say the other did it": blamed, and denied, by each."""
    says = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if says is None or not ({says.lower_, *(c.lower_ for c in says.lefts)} & {"each", "both", "either"}):
        return []
    act = target_of(number, clause, acts, None, back=True)
    if act is None:
        return []
    by = cast.paragraphs[number].passage(says.left_edge.i, says.i).quote
    passage = cast.paragraphs[number].of(verb.sent)
    return [Attributed(act, Blame(stance, None, by, None, passage=passage)) for stance in ("blames", "denies")]


_BODIES = word_class("groups") | word_class("not_of_state") | {"band", "camp"}
_MESSENGERS = {"voice", "caller", "message", "statement", "leaflet", "video", "note", "posting", "post",
               "recording"}  # fmt: skip


def hedged(clause: "Token") -> bool:
    """Whether a clause says itself that it is a guess: "were very probably from"."""
    return any(t.lower_ in {"probably", "likely", "apparently", "perhaps", "presumably"} for t in clause.subtree)


def _does_it(clause: "Token") -> bool:
    """ "Had done it", "did so", "did not", "had staged it": the act told before, and no other."""
    if clause.lemma_.lower() in (_DONE_BY | _SENT) - {"do"}:
        return any(c.dep_ == "dobj" and c.lower_ in {"it", "this", "them"} for c in clause.children)
    if clause.lemma_.lower() != "do":
        return False
    objects = [c for c in clause.children if c.dep_ in {"dobj", "advmod", "attr"} and c.i > clause.i]
    if any(c.dep_ == "dobj" and c.lower_ not in _POINTS_BACK for c in objects):
        return False
    return any(c.lower_ in _POINTS_BACK for c in objects) or any(c.dep_ == "neg" for c in clause.children)


def _by_whom(clause: "Token") -> "Token | None":
    """Who did it by "it was launched by the militia", which says no more of the act told before."""
    passive = passive_subject(clause)
    if passive is None or passive.lower_ not in _POINTS_BACK or clause.lemma_.lower() not in _DONE_BY:
        return None
    return next((i for c in clause.children if c.dep_ == "agent" for i in c.children if i.dep_ == "pobj"), None)


def _subjects(verb: "Token") -> "list[Token]":
    return [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}]


def _subject_lemma(verb: "Token") -> str:
    return next((c.lemma_.lower() for c in verb.children if c.dep_ == "nsubj"), "")


def _has_ordered_it(number: int, clause: "Token", acts: list[Told], *, whoever: bool = False) -> bool:
    """ "Had ordered the killing", of one whom no list has."""
    if clause.lemma_.lower() not in _DONE_BY:
        return False
    thing = next((c for c in clause.children if c.dep_ == "dobj"), None)
    told = next((one for one in acts if thing and one.paragraph == number and one.token.i == thing.i), None)
    whole = thing is not None and any(c.lower_ in {"both", "all", "these", "those"} for c in thing.lefts)
    denied = any(c.dep_ == "neg" for c in clause.children)  # "said he had not ordered the raid"
    open_still = told is not None and (denied or whoever or not told.actor.actors)
    return told is not None and told.sense.action == "ASSAULT" and (told.definite or whole) and open_still


_SENT = {"send", "drop", "shoot", "plant", "lay", "throw", "hide", "fake", "invent"}
_DONE_BY = {"launch", "fire", "carry", "plan", "order", "stage", "do", "commit", "plant", "mount", "execute", "conduct",
            "organise", "organize", "plot", "direct", "mastermind", "orchestrate", "perpetrate", "arrange"}  # fmt: skip


def _is_behind_it(clause: "Token") -> bool:
    if clause.lemma_ != "be":
        return False
    return any(c.lower_ in _GUILTY and c.i > clause.i for c in clause.children)


def _accused(number: int, token: "Token", cast: Cast) -> str | None:
    """The party that a word names, known or new; None where it names none."""
    party = cast.party(number, token)
    if party.actors:
        return party.actors[0]
    if not is_named(token):
        return None
    made = new_claimant(number, token, cast, party)
    return made.actors[0] if made.actors else None


def _each_other(number: int, verb: "Token", cast: Cast, acts: list[Told]) -> list[Attributed]:
    """ "Kiev and the rebels each accuse the other", "both sides blame one another"."""
    target = next((c for c in verb.children if c.dep_ == "dobj"), None)
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if target is None or subject is None or target.lower_ not in {"other", "another"} or is_unreal(verb):
        return []
    if target.lower_ == "other" and not any(t.lower_ in {"each", "the"} for t in verb.doc[target.i - 1 : target.i]):
        return []
    of = next((i for c in verb.children if c.dep_ == "prep" and c.lower_ in {"of", "for"} for i in c.children), None)
    if of is not None:
        inside = {t.i for t in of.subtree}
        told = [n for n, one in enumerate(acts) if one.paragraph == number and one.token.i in inside]
        act = next((n for n in told if acts[n].sense.action in CLAIMABLE), None)
        if act is None and not any(t.lower_ in _POINTS_BACK | {"attack", "attacks"} for t in of.subtree):
            return []  # "of breaking the truce": of something else
    else:
        act = None
    act = act if act is not None else target_of(number, verb, acts, None, back=True)
    if act is None:
        return []
    sides = [who_says(number, one, cast) for one in (subject, *subject.conjuncts)]
    if len(sides) == 1:
        before = dict.fromkeys(m.actor for m in cast.mentions[number] if m.last < verb.i)
        if len(before) != 2:
            return []
        sides = [(subject.text, Party((actor,))) for actor in before]
    if len(sides) != 2:
        return []
    passage = cast.paragraphs[number].of(verb.sent)
    found = []
    for (by, party), (_, other) in (sides, sides[::-1]):
        accused = other.actors[0] if other.actors else None
        found.append(
            Attributed(act, Blame("blames", accused, by, party.actors[0] if party.actors else None, passage=passage))
        )
    return found


def _at_the_door(number: int, verb: "Token", cast: Cast, acts: list[Told], voices: Voices) -> list[Attributed]:
    """ "Lay it at the door of the group", "put the blame on it", "point the finger at it"."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None and verb.dep_ == "conj":
        subject = next((c for c in verb.head.children if c.dep_ == "nsubj"), None)
    thing = next((c for c in verb.children if c.dep_ == "dobj"), None)
    below = {c.lower_: i for c in verb.children if c.dep_ == "prep" for i in c.children if i.dep_ == "pobj"}
    accused: Token | None = None
    if verb.lemma_.lower() == "point":
        finger = thing is not None and thing.lemma_.lower() == "finger"
        accused = below.get("at") or (below.get("to") if finger else None)
        if thing is not None and not finger:
            return []
    elif thing is not None and thing.lower_ in _POINTS_BACK | {"blame", "responsibility", "guilt"}:
        door = below.get("at")
        if door is not None and door.lemma_.lower() in {"door", "foot", "feet"}:
            owner = [i for c in door.children if c.lower_ == "of" for i in c.children if i.dep_ == "pobj"]
            owner += [c for c in door.children if c.dep_ == "poss"]
            accused = next(iter(owner), None)
        elif verb.lemma_.lower() == "pin" or thing.lower_ not in _POINTS_BACK:
            accused = below.get("on")
    if subject is None or accused is None or is_unreal(verb):
        return []
    whom = _accused(number, accused, cast)
    act = target_of(number, verb, acts, None, of=whom, back=True)
    if whom is None or act is None:
        return []
    by, party = who_says(number, subject, cast)
    actor = party.actors[0] if party.actors else None
    speech = voices.at(number, verb.i)
    if subject.lemma_.lower() in _CLUES:  # "evidence pointed at the group, she said"
        by, actor = (speech.speaker.name, speech.speaker.actor) if speech is not None else ("the report", None)
    if actor == whom:
        return []
    return [Attributed(act, Blame("blames", whom, by, actor, passage=cast.paragraphs[number].of(verb.sent)))]


_CLUES = {
    "evidence",
    "everything",
    "clue",
    "sign",
    "trace",
    "fragment",
    "intelligence",
    "indication",
    "trail",
    "debris",
}


def _called(number: int, verb: "Token", cast: Cast, acts: list[Told], known: Sequence[Attributed]) -> list[Attributed]:
    """ "Called it responsible for the attack": blamed; "called the charge a lie": denied; "the raid savage": judged."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    clause = next((c for c in verb.children if c.dep_ in {"oprd", "ccomp", "xcomp", "attr"} and c.i > verb.i), None)
    if clause is None:
        by = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "as" and c.i > verb.i), None)
        clause = next(iter(by.children), None) if by is not None else None
    thing = next((c for c in verb.children if c.dep_ == "dobj"), None)
    refuted = verb.lemma_.lower() in _REFUTES and thing is not None and thing.lemma_.lower() in _CHARGES
    clause = thing if refuted else clause  # "dismissed the charge as theatre", whatever it is dismissed as
    if subject is None or clause is None or is_unreal(verb) or subject.lower_ in {"who", "which", "that"}:
        return []
    thing = thing or next((c for c in clause.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if thing is None and clause.dep_ == "attr" and clause.head.i != verb.i:
        thing = next((c for c in clause.head.children if c.dep_ == "nsubj"), None)
    if thing is None:
        return []
    by_name, party = who_says(number, subject, cast)
    actor = party.actors[0] if party.actors else None
    passage = cast.paragraphs[number].of(verb.sent)
    words = {t.lemma_.lower() for t in clause.subtree if t.i >= clause.left_edge.i and t.i > thing.i}
    if clause.lemma_.lower() in _GUILTY:
        whom = _accused(number, thing.doc[verb.head.i] if thing.tag_ in {"WDT", "WP"} else thing, cast)
        of = [i for c in clause.children if c.lower_ == "for" for i in c.children if i.dep_ == "pobj"]
        act = target_named(number, of[0], acts) if of else None
        act = act if act is not None else target_of(number, clause, acts, None, of=whom)
        if (whom is not None and whom == actor) or act is None:
            return []
        return [Attributed(act, Blame("blames", whom, by_name, actor, passage=passage))]
    beneath = {t.i for t in thing.subtree}
    told = [n for n, one in enumerate(acts) if one.paragraph == number and one.token.i in beneath]
    force = next((n for n in told if acts[n].sense.action in CLAIMABLE), None)
    if refuted or words & LIES or any(t.lower_ in {"lies", "false", "untrue"} for t in clause.subtree):
        charged = next((one.act for one in reversed(known) if one.blame and one.blame.stance == "blames"), None)
        if force is not None:
            act = force
        elif charged is not None and acts[charged].paragraph >= number - 1:
            act = charged
        else:
            act = target_of(number, verb, acts, None, of=actor, back=True)
        said = thing.lemma_.lower() in _SAYINGS or force is not None
        if act is None or not said:
            return []
        return [Attributed(act, Blame("denies", actor, by_name, actor, passage=passage))]
    if force is not None and words & _VILE:
        return [Attributed(force, Blame("condemns", None, by_name, actor, passage=passage))]
    return []


_SAYINGS = {"word", "charge", "accusation", "allegation", "claim", "report", "statement", "story", "account", "version",
            "it", "this", "that", "suggestion", "tale", "remark", "testimony", "finding"}  # fmt: skip


def _cannot_say(number: int, verb: "Token", cast: Cast, acts: list[Told]) -> list[Attributed]:
    """ "The ministry cannot confirm this": somebody who leaves it open."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    thing = next((c for c in verb.children if c.dep_ == "dobj"), None)
    negated = any(c.dep_ == "neg" for c in verb.children) and any(c.tag_ == "MD" for c in verb.children)
    if subject is None or thing is None or not negated or subject.lower_ in {"we", "i", "who", "which"}:
        return []
    if thing.lemma_.lower() not in _POINTS_BACK | {"claim", "report", "account", "death", "attack", "information"}:
        return []
    act = target_of(number, verb, acts, None, back=True)
    if act is None:
        return []
    by, party = who_says(number, subject, cast)
    actor = party.actors[0] if party.actors else None
    return [Attributed(act, Blame("hedges", None, by, actor, passage=cast.paragraphs[number].of(verb.sent)))]


def _confirms_it(number: int, verb: "Token", cast: Cast, acts: list[Told]) -> list[Attributed]:
    """ "The rebels confirmed the raid but not the toll": what was told before, by another."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    thing = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if subject is None or thing is None or is_unreal(verb) or subject.lower_ in {"we", "i", "who", "which", "that"}:
        return []
    act = next((n for n, one in enumerate(acts) if one.paragraph == number and one.token.i == thing.i), None)
    if act is None and thing.lemma_.lower() in _POINTS_BACK | {"claim", "report", "account"}:
        act = target_of(number, verb, acts, None, back=True)
    elif act is not None and not (acts[act].is_noun and acts[act].sense.action in CLAIMABLE):
        return []
    if act is None or is_nobody(subject):
        return []
    by, party = who_says(number, subject, cast)
    actor = party.actors[0] if party.actors else None
    return [Attributed(act, Blame("confirms", None, by, actor, passage=cast.paragraphs[number].of(verb.sent)))]


def _charge(number: int, noun: "Token", cast: Cast, acts: list[Told]) -> list[Attributed]:
    """ "The navy's charge that their divers did it": blamed, by whose charge it is."""
    clause = next((c for c in noun.children if c.dep_ in {"acl", "ccomp", "relcl"} and c.i > noun.i), None)
    by = next((c for c in noun.children if c.dep_ == "poss"), None)
    by = by or next((i for c in noun.children if c.lower_ == "by" for i in c.children if i.dep_ == "pobj"), None)
    subject = next((c for c in clause.children if c.dep_ == "nsubj"), None) if clause is not None else None
    if clause is None or by is None or subject is None or is_unreal(clause):
        return []
    doing = clause.lemma_.lower() == "do" and noun.doc[clause.i + 1 : clause.i + 2].text.lower() in _POINTS_BACK
    if not doing and not _is_behind_it(clause):
        return []
    name, party = who_says(number, by, cast)
    actor = party.actors[0] if party.actors else None
    whom = _accused(number, subject, cast)
    act = target_of(number, clause, acts, None, of=whom, back=True)
    if act is None or whom is None or whom == actor:
        return []
    return [Attributed(act, Blame("blames", whom, name, actor, passage=cast.paragraphs[number].of(noun.sent)))]
