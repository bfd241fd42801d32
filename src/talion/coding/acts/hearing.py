"""Acts as rules and models tell them together: both read every sentence, and each corrects what the other says.

The rules know grammar, names and the words of their lexicon; the models know how such sentences go. An act that only
one of the two tells is kept where that one is sure; of an act that both tell, type, standing and sides are taken from
the surer. What was taken from whom stands in `Told.why` and in the record; what is refused is said with its reason.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from talion.codebook.acts import ActWords, Sense
from talion.codebook.word_classes import word_class
from talion.coding.acts.finding import add_means, is_of_sport
from talion.coding.acts.folding import fold_effects
from talion.coding.acts.in_passing import without_those_in_passing
from talion.coding.acts.passed_over import pass_over
from talion.coding.acts.status import standing_of, tense_of
from talion.coding.acts.told import Told, head_and_beside, is_passive, lemma_of, subject_of
from talion.coding.acts.verbs import give_actor_a_name
from talion.coding.models import Reading, TriggerFound, sure
from talion.coding.sides.cast import GROUP_NOUNS, PEOPLE_NOUNS, WEAPON_NOUNS, Cast, Party, phrase_of

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_HURT = {"hurt", "harm", "wound", "injure", "kill", "die", "gas", "grenade", "stun", "injury", "casualty", "death"}
_NO_PARTY = {"DET", "PUNCT", "PART", "ADP", "SPACE", "CCONJ", "SCONJ"}
# What stops such a thing in the air is told with the attack.
_STOPS = {"shoot", "down", "intercept", "destroy", "stop", "block", "repel", "knock"}
_FLIES = {"drone", "missile", "rocket", "projectile", "shell", "mortar"}
_MOTIVES = {"response", "reply", "retaliation", "reprisal", "revenge", "answer", "retribution", "vengeance"}
_BLAMES = {"blame", "accuse", "condemn", "denounce", "suspect", "fault"}
_TELLING = {"NOUN", "PROPN", "VERB", "ADJ"}
# Where words state an answer this surely, its two ends count as acts from a lower chance of their own.
_JOINED, _END = 0.7, 0.4
_MONTHS = {"march", "may"}
_NOMINAL = {"NOUN", "PROPN", "ADJ", "NUM"}


# "Beat Syria 2-1 in the qualifier": the result of a match, and no range of people ("killed 2-3 men").
_WINS = ("beat", "defeat", "thrash", "edg", "drew", "won", "lost")
_RESULT = re.compile(
    rf"(?:{'|'.join(_WINS)})\w*\b[^.;]{{0,60}}?\b\d[-–]\d\b"
    r"(?=[.,;]|$| (?:in|on|at|to|after|away|with|win|victory)\b)"
)


def hear(number: int, cast: Cast, told: list[Told], words: ActWords) -> list[Told]:
    """The acts of one paragraph, out of what the rules told and what the models hear, in the order of their words."""
    doc = cast.paragraphs[number].doc
    if not told and is_of_sport(doc):
        return told
    kept: list[Told] = []
    for sentence in cast.paragraphs[number].sentences:
        here = [one for one in told if sentence.start <= one.token.i < sentence.end and not _is_result(one.token)]
        kept += _of_sentence(number, sentence, cast, here, words)
    for one in kept:
        if _is_of_the_victim(one):
            one.actor = Party()
    return without_those_in_passing(sorted(fold_effects(kept), key=lambda one: one.token.i), cast)


def _is_of_the_victim(told: Told) -> bool:
    """Whether who did it stands in the words on who the victim was: "killing of X, the commander of the force"."""
    actor, victim = told.actor, told.recipient
    if actor.first < 0 or victim.first < 0 or not actor.actors:
        return False
    token = told.token.doc[actor.last]
    return any(
        above.dep_ == "appos" and victim.first <= above.head.i <= victim.last for above in (token, *token.ancestors)
    )


def _of_sentence(number: int, sentence: "Span", cast: Cast, told: list[Told], words: ActWords) -> Iterator[Told]:
    at = [(one.token.idx - sentence.start_char, one.token.idx + len(one.token) - sentence.start_char) for one in told]
    reading = cast.readings.of(number, sentence, at)
    of_rules: dict[int, Told] = {}
    for one in told:
        heard = cast.readings.number_of(one)
        if heard is None:
            yield one  # behind the point to which the models read
        else:
            of_rules.setdefault(heard, one)
    spans = {
        n: span
        for n, trigger in enumerate(reading.triggers)
        if (span := cast.readings.span(number, sentence, trigger.start, trigger.end)) is not None
    }
    # the two ends of an answer that is stated: words that tell of one ("in reply to", not "for") speak for either
    joined = set[int]()
    ends: dict[int, float] = {}
    for pair, said in cast.readings.stated(number, sentence):
        joined |= {pair.response, pair.trigger}
        if any(token.pos_ in _TELLING for token in said):
            for n in (pair.response, pair.trigger):
                ends[n] = max(ends.get(n, 0.0), pair.score)
    folded = {token.i for one in told for token in one.tokens}
    for n, trigger in enumerate(reading.triggers):
        if n in of_rules:
            one = of_rules[n]
            beside = next((m for m, span in spans.items() if m not in of_rules and _is_beside(span, one)), None)
            if beside is not None and trigger.score < sure.HEARD and not one.sense.answer:
                # "rockets hit a base": the models hear in one word what the rules hear in the other
                folded |= {token.i for token in spans[beside]}
                one.why.append(f"a model hears it in “{spans[beside].text}” ({reading.triggers[beside].score:.2f})")
                agreed: Told | None = one
            else:
                agreed = _agree(number, cast, sentence, reading, n, one, words, is_end=n in ends)
            if agreed is not None:
                yield agreed
    verbs_first = sorted(range(len(reading.triggers)), key=lambda n: n in spans and spans[n].root.pos_ != "VERB")
    kept = [*told]
    for n in verbs_first:
        trigger, span = reading.triggers[n], spans.get(n)
        if n in of_rules or span is None or any(token.i in folded for token in span):
            continue
        alone = n in joined and not any(span.root.head in other for other in spans.values())
        why = _why_not(trigger, span.root, words, answers=ends.get(n), is_joined=alone)
        if why is None and (by := _part_of(span, kept)) is not None:
            why = f"it is part of what “{by.token.text}” tells"
        if why is None and is_of_sport(span.doc, words=2):
            why = f"a model hears {trigger.type} here, in a paragraph about a match"
        if why is not None:
            pass_over(span.root, why, score=trigger.score)
            continue
        kept.append(_heard(number, cast, sentence, reading, n, span, words))
        yield kept[-1]


def _is_result(token: "Token") -> bool:
    return token.text.startswith(_WINS) and _RESULT.match(token.doc.text, token.idx) is not None


def _is_beside(span: "Span", told: Told) -> bool:
    """Whether words hang directly on those of an act, as its subject or object does."""
    return any(
        (token.head in told.tokens and token.dep_ in {"nsubj", "dobj", "nsubjpass"})
        or (token.dep_ == "pobj" and token.head.head in told.tokens and token.head.dep_ == "prep")  # "went on strike"
        for token in span
    )


def _part_of(span: "Span", told: list[Told]) -> Told | None:
    """The act whose weapon or whose phrase these words are: "rockets that fell", "forced their way into"."""
    token = span.root
    if token.pos_ not in _NOMINAL:
        return None
    lemma = lemma_of(token)
    for one in told:
        if one.is_noun:
            continue
        clause = one.token.dep_ in {"relcl", "acl"} and one.token.head.i == token.i
        if lemma in WEAPON_NOUNS and (clause or _is_beside(span, one)):
            return one
        if lemma in _EMPTY and _is_beside(span, one):
            return one
    return None


# Nouns that never tell an act alone: "the way out".
_NEVER = {"way", "part", "place", "side", "course", "path", "end", "thing"}
# Words that may tell how an act was stopped; without one of them a model's "foiled" is not believed.
_STOPPING = frozenset(
    {
        "foil", "thwart", "prevent", "avert", "stop", "intercept", "interception", "repel", "repulse", "rebuff",
        "disrupt", "abort", "defuse", "disarm", "deactivate", "discover", "discovery", "find", "uncover", "block",
        "halt", "scuttle", "neutralise", "neutralize", "shoot", "down", "destroy", "dismantle", "arrest", "detain",
        "fail", "failure", "fend", "beat", "turn", "drive", "frustrate", "plot", "before", "unexploded", "explode",
        "jam", "catch", "spot", "tip", "overpower", "tackle",
    }
)  # fmt: skip
# Nouns that name a state of things in which acts are done, and none of them.
_STATES = {"war", "conflict", "crisis", "hostility", "rivalry", "tension", "insurgency", "unrest", "violence", "feud"}


# Nouns that tell nothing of their own beside a verb: "forced their way", "took a step".
_EMPTY = {"way", "step", "part", "place", "side", "move", "course", "turn", "action", "path"}
_NO_ACT = {"ADP", "ADV", "DET", "CCONJ", "SCONJ", "PART", "INTJ"}


def _why_not(
    trigger: TriggerFound, token: "Token", words: ActWords, *, answers: float | None = None, is_joined: bool = False
) -> str | None:
    """Why an act that only the models hear is not told.

    `answers` is how surely it answers or is answered, where words state that; `is_joined` where these may be but "for".
    """
    is_end = answers is not None
    if trigger.score < (_END if answers is not None and answers >= _JOINED else sure.ACT):
        return "a model hears an act here and is not sure enough of it"
    if trigger.type_score < sure.TYPE:
        return f"a model hears an act here and is not sure that it is {trigger.type}"
    if _is_result(token):
        return f"“{token.text}” tells the result of a match"
    lemma = lemma_of(token)
    if token.pos_ in _NO_ACT:
        return f"a model hears {trigger.type} in “{token.text}”, which tells no act by itself"
    if lemma in WEAPON_NOUNS and trigger.score < sure.WEAPON and not is_end:
        return f"a model hears {trigger.type} in “{token.text}”, which names a weapon"
    if lemma in _NEVER and token.pos_ == "NOUN":
        return f"“{token.text}” tells no act by itself"
    if not any(letter.isalpha() for letter in token.text):
        return f"“{token.text}” is no word"
    if lemma in _STATES and token.pos_ == "NOUN":
        return f"“{token.text}” names a state of things, and no one act"
    if token.dep_ == "xcomp" and token.head.lemma_.lower() == "use" and is_passive(token.head):
        return f"“{token.text}” says what something was used for"
    if lemma in _HURT and not (is_end and token.pos_ in _NOMINAL):  # "in revenge for the death of a driver"
        return f"a model hears {trigger.type} in “{token.text}”, which tells what an act did, and not the act"
    if lemma in _STOPS and trigger.status in {"done", "habitual", "historical"} and _stops_what_flies(token):
        return f"“{token.text}” stops what flies, which is told with the attack"
    senses = words.verbs.get(lemma, ()) if token.pos_ == "VERB" else words.nouns.get(lemma, ())
    if lemma in _MOTIVES or (senses and all(sense.answer for sense in senses)):
        return f"“{token.text}” names a motive; the act that carries it out is told elsewhere, or not at all"
    if token.pos_ in {"PRON", "NUM"} or lemma == "one":
        return f"“{token.text}” only points at an act that is told elsewhere"
    if token.dep_ in {"compound", "amod"} and token.head.i > token.i and not is_joined:
        return f"a model hears {trigger.type} in “{token.text}”, which says what kind of “{token.head.text}” is meant"
    if trigger.type == "THREATEN" and token.pos_ in _NOMINAL:
        return f"a model hears THREATEN in “{token.text}”; what noun is a threat, the rules decide"
    if token.pos_ == "PROPN" and lemma in _MONTHS:
        return f"“{token.text}” is a month"
    return None


def _stops_what_flies(token: "Token") -> bool:
    objects = [c for verb in (token, *token.conjuncts) for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}]
    return any(lemma_of(t) in _FLIES for o in objects for t in head_and_beside(o))


def _heard(number: int, cast: Cast, sentence: "Span", reading: Reading, n: int, span: "Span", words: ActWords) -> Told:
    """An act that the models alone tell."""
    trigger, token = reading.triggers[n], span.root
    is_noun = token.pos_ in _NOMINAL
    made = Told(
        number,
        token,
        span.start,
        span.end - 1,
        _sense(trigger.type, token, words),
        token.lemma_.lower(),
        is_noun,
        standing_of(token, token if token.pos_ in {"VERB", "AUX"} else None),
    )
    made.score = round(trigger.score * trigger.type_score, 2)
    made.why.append(
        f"a model hears {trigger.type} with a score of {trigger.score:.2f} ({trigger.type_score:.2f} for the type)"
    )
    _stand(made, trigger)
    if made.standing.status == "planned" and _is_purpose(token):
        made.standing = replace(made.standing, status="hypothetical", because="what something was done for")
    determiner = next((c.lower_ for c in token.lefts if c.dep_ == "det"), None)
    made.definite = is_noun and determiner in {"the", "this", "that", "these", "those"}
    made.plural = token.tag_ in {"NNS", "NNPS"}
    actor, _ = _side(number, cast, sentence, reading, n, "actor")
    if _leaves_out_who(made, actor):
        actor = Party()
    recipient, _ = _side(number, cast, sentence, reading, n, "recipient")
    thing, _ = _side(number, cast, sentence, reading, n, "thing")
    made.actor = _acting(number, actor, cast)
    if cast.is_only_where(number, made.actor):
        made.actor = Party()
    made.recipient = recipient
    if recipient.first < 0 and thing.first >= 0:
        made.recipient = replace(thing, thing=True)
    _by_grammar(made, cast)
    if thing.first >= 0:
        made.matter = (thing.first, thing.last)
    _part_two_sides(made)
    _set_out(made)
    add_means(made, words)
    return made


def _by_grammar(made: Told, cast: Cast) -> None:
    """Give an act that the models alone hear in a verb the subject of its clause, where they name nobody who did it."""
    token = made.token
    if made.is_noun or token.pos_ != "VERB":
        return
    if made.actor.first < 0 and not is_passive(token) and (token.tag_ != "VBG" or token.dep_ == "advcl"):
        subject = subject_of(token)
        if subject is not None and subject.pos_ in {"NOUN", "PROPN", "PRON"} and subject.lower_ not in _EXPLETIVE:
            party = _acting(made.paragraph, cast.party(made.paragraph, subject), cast)
            if not _meet(party, made.recipient) and lemma_of(subject) not in WEAPON_NOUNS:
                made.actor = replace(party, why=f"the subject of '{token.text}'; {party.why}")
    if made.recipient.first < 0:
        made.recipient = _to_whom(made, cast)
    if made.sense.action == "AID" and token.lemma_.lower() in _RECEIVE and not is_passive(token):
        giver = _pobj(token, {"from"})
        if giver is not None or token.lemma_.lower() == "receive":
            made.recipient = made.actor if made.actor.first >= 0 else made.recipient
            made.actor = Party()
        if giver is not None:
            made.actor = _acting(made.paragraph, cast.party(made.paragraph, giver), cast)


_RECEIVE = {"receive", "get", "obtain", "accept", "buy", "purchase", "acquire"}


def _pobj(verb: "Token", words: set[str]) -> "Token | None":
    """What stands behind one of these prepositions of a verb or of its object."""
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    behind = [c for at in (verb, *objects) for c in at.children if c.dep_ == "prep" and c.lower_ in words]
    return next((inner for prep in behind for inner in prep.children if inner.dep_ == "pobj"), None)


def _to_whom(made: Told, cast: Cast) -> Party:
    """Whom a verb's object or the words behind its preposition name: "consult with allies", "requested it from X"."""
    token = made.token
    for child in token.children:
        if child.i < token.i:
            continue
        points = made.sense.action in _JUDGING and child.lower_ in _ACTS
        if (
            child.dep_ == "dobj"
            and made.sense.action in _TAKES_WHOM
            and child.pos_ in {"NOUN", "PROPN", "PRON"}
            and not points
        ):
            party = cast.party(made.paragraph, child)
            if _is_whom(party, child) and not _meet(party, made.actor):
                return replace(party, why=f"the object of '{token.text}'; {party.why}")
        objects = [child, *child.children] if child.dep_ == "dobj" else [child]
        for behind in objects:
            if behind.dep_ in {"prep", "dative"} and behind.lower_ in _BEHIND.get(made.sense.action, ()):
                for inner in behind.children:
                    if inner.dep_ == "pobj":
                        party = cast.party(made.paragraph, inner)
                        if _is_whom(party, inner) and not _meet(party, made.actor):
                            return replace(party, why=f"behind '{behind.text}'; {party.why}")
    return Party()


def _is_whom(party: Party, token: "Token") -> bool:
    return not party.thing and (bool(party.actors) or lemma_of(token) in PEOPLE_NOUNS or lemma_of(token) in GROUP_NOUNS)


_TAKES_WHOM = {"CONSULT", "ACCUSE", "REQUEST", "SUPPORT", "THREATEN"}
_BEHIND = {
    "CONSULT": {"with", "to"}, "COOPERATE": {"with"}, "AGREE": {"with", "to"}, "AID": {"to", "for"},
    "REQUEST": {"from", "on", "upon", "to"}, "SUPPORT": {"for", "with"}, "SANCTION": {"on", "against"},
    "ASSAULT": {"on", "against", "at", "upon"}, "THREATEN": {"against"},
}  # fmt: skip


_EXPLETIVE = {"there", "it", "that", "which", "this", "what"}


def _is_purpose(token: "Token") -> bool:
    """Whether a verb says what something was done for: "sent fighters to support him"."""
    return token.dep_ == "advcl" and any(child.lower_ == "to" and child.dep_ == "aux" for child in token.children)


def _agree(
    number: int,
    cast: Cast,
    sentence: "Span",
    reading: Reading,
    n: int,
    told: Told,
    words: ActWords,
    *,
    is_end: bool = False,
) -> Told | None:
    """An act that a rule tells, after the models were asked; None where they give it next to no chance."""
    trigger = reading.triggers[n]
    # "rockets exploded near the base": where a weapon is told with it, the rule stands
    if (
        not reading.gated
        and not told.weapon
        and not is_end
        and trigger.score < sure.NO_ACT["noun" if told.is_noun else "verb"]
    ):
        pass_over(told.token, "a rule tells an act here, and the models hear none", score=trigger.score)
        return None
    if trigger.score < sure.HEARD:
        return told  # of an act that they do not hear, the models know nothing
    told_by_more = told.sense.answer or told.sense.calls_for  # "calls for revenge": its own words say what it is
    if trigger.type != told.sense.action and trigger.type_score >= sure.TYPE_OVER_RULES and not told_by_more:
        told.why.append(f"a model hears {trigger.type} ({trigger.type_score:.2f}) and not {told.sense.action}")
        told.sense = _sense(trigger.type, told.token, words)
    _stand(told, trigger)
    actor, score = _side(number, cast, sentence, reading, n, "actor")
    if _is_better(actor, told.actor, score) and not (_leaves_out_who(told, actor) or _meet(actor, told.recipient)):
        told.actor = _acting(number, actor, cast)
    recipient, score = _side(number, cast, sentence, reading, n, "recipient")
    if _is_better(recipient, told.recipient, score) and not _meet(recipient, told.actor):
        if told.recipient.thing and told.recipient.first >= 0 and told.matter is None:
            told.matter = (told.recipient.first, told.recipient.last)
        told.recipient = recipient
    elif recipient.first < 0 and told.recipient.first < 0 and not told.recipient.actors:
        thing, score = _side(number, cast, sentence, reading, n, "thing")
        if score >= sure.SIDE_BESIDE_RULES and not _meet(thing, told.actor):
            told.recipient = replace(thing, thing=True)
    elif recipient.first < 0 <= told.recipient.first and not told.recipient.thing and not told.recipient.actors:
        thing, score = _side(number, cast, sentence, reading, n, "thing")
        if _meet(thing, told.recipient):
            told.recipient = replace(told.recipient, thing=True)
    _part_two_sides(told)
    _set_out(told)
    return told


def _set_out(told: Told) -> None:
    """ "Some 750 soldiers would leave for the region": who leaves for a place is sent there."""
    token = told.token
    goes = told.sense.action == "RETREAT" and token.lemma_.lower() in {"leave", "depart"} and not told.is_noun
    if goes and any(c.dep_ == "prep" and c.lower_ == "for" for c in token.children):
        told.sense = Sense("MOBILIZE", "troops", sure=True)


def _acting(number: int, party: Party, cast: Cast) -> Party:
    """The party as the one who acts: "Iraqi planes" are no thing that was hit."""
    return give_actor_a_name(number, replace(party.acting, thing=False), cast)


def _leaves_out_who(told: Told, heard: Party) -> bool:
    """Whether whom the models hear belongs elsewhere.

    "Three were killed, the militia said": a passive that names nobody, where they take who speaks for it.
    """
    doc = told.token.doc
    if heard.last >= 0 and doc[heard.last].dep_ == "poss" and doc[heard.last].head not in told.tokens:
        return True  # "the attacks, and Iran's calls for revenge": whose the other act is
    subject = None if told.is_noun else next((c for c in told.token.children if c.dep_ == "nsubj"), None)
    if subject is not None and subject.tag_ == "WP" and told.token.dep_ in {"ccomp", "xcomp"}:
        return heard.first < subject.i  # "officers doubt who fired": it is asked
    if told.is_noun or not is_passive(told.token):
        return False
    return not any(token.lower_ == "by" for token in doc[max(heard.first - 3, 0) : heard.first + 1])


def _is_blamed(token: "Token") -> bool:
    """Whether somebody is blamed or accused here: "accused Iran of it", "pinned the blame on Iran"."""
    at = token.head if token.dep_ == "pobj" else token
    before = token.nbor(-1) if token.i else token
    if before.lower_ in {"blames", "blamed", "accuses", "accused", "suspects", "condemns", "denounces"}:
        return True  # a headline, that the parser reads as a row of names
    return at.dep_ in {"dobj", "nsubjpass", "prep"} and at.head.lemma_.lower() in _BLAMES


def _meet(one: Party, other: Party) -> bool:
    """Whether two parties share a word."""
    return one.first >= 0 and other.first >= 0 and one.first <= other.last and other.first <= one.last


def _is_better(heard: Party, told: Party, score: float) -> bool:
    """Whether the models' words for a side go before the rules': where these have none, or name nobody and differ."""
    if heard.first < 0:
        return False
    if told.first < 0 and not told.actors:
        return score >= sure.SIDE_BESIDE_RULES
    if _meet(heard, told):
        return bool(heard.actors) and not told.actors
    return score >= sure.SIDE_OVER_RULES and (bool(heard.actors) or not told.actors)


def _stand(told: Told, trigger: TriggerFound) -> None:
    """The models' status where they are sure of it, else that of the rules. A threat that is made is threatened."""
    ruled = told.standing
    status = trigger.status
    if told.sense.action == "THREATEN" and status in {"done", "planned", "threatened"}:
        status = "threatened"
    tense = ruled.tense or tense_of(told.token)
    enough = sure.STATUS_OVER_RULES if ruled.because == "told as a fact" else sure.STATUS_OVER_WORDS
    if status == "foiled" and not any(t.lemma_.lower() in _STOPPING for t in told.sentence):
        status = ruled.status  # who stopped it, or how, has to be in the sentence
    if status == ruled.status or trigger.status_score < enough:
        told.standing = replace(ruled, tense=tense)
        return
    because = f"a model, with a score of {trigger.status_score:.2f}"
    told.standing = replace(ruled, status=status, because=because, tense=tense)


def _sense(action: str, token: "Token", words: ActWords) -> Sense:
    """What the lexicon knows of a word as an act of this type, without what it asks to stand beside it."""
    lemma = lemma_of(token)
    senses = words.verbs.get(lemma, ()) if token.pos_ in {"VERB", "AUX"} else words.nouns.get(lemma, ())
    known = next((s for s in senses if s.action == action and not (s.object or s.complement or s.calls_for)), None)
    if known is not None and not known.answer and not known.foils:
        return replace(known, sure=True)
    return Sense(action, sure=True)


def _part_two_sides(told: Told) -> None:
    """ "Talks between A and B": of an act without direction, one is put down on either side."""
    both = told.actor
    talks = told.sense.undirected or told.sense.action == "CONSULT"
    whom = not told.is_noun and any(c.dep_ == "dobj" and c.lower_ != "fire" for c in told.token.children)
    if talks and len(both.actors) > 1 and not told.recipient.actors and not (whom and told.sense.action == "ASSAULT"):
        told.actor = replace(both, actors=both.actors[:1], why="one of two sides")
        told.recipient = replace(both, actors=both.actors[1:], why="one of two sides")


def _side(number: int, cast: Cast, sentence: "Span", reading: Reading, n: int, role: str) -> tuple[Party, float]:
    """Whom the words of a role stand for, several where several are said, and how sure the models are of the words."""
    parties = [
        (party, score)
        for start, end, score in _stretches(reading, n, role)
        if (party := _party(number, cast, sentence, start, end)).first >= 0
        # "Mr Adar blames Iran": who is blamed stands in a claim, and did it in nobody's words but his
        and not (
            role == "actor" and any(_is_blamed(t) or _is_where(t) for t in sentence.doc[party.first : party.last + 1])
        )
    ]
    if not parties:
        return Party(), 0.0
    best, score = max(parties, key=lambda pair: pair[1])
    if role == "recipient" and reading.triggers[n].type in _JUDGING and sentence.doc[best.last].lower_ in _ACTS:
        return Party(), 0.0  # "condemned it": the act, which is nobody
    actors = tuple(dict.fromkeys(actor for party, _ in parties for actor in party.actors))
    why = f"a model, with a score of {score:.2f}"
    return replace(best, actors=actors, why=f"{best.why}; {why}" if best.why else why), score


def _is_where(token: "Token") -> bool:
    """Whether somebody stands in a clause that only says where: "from an area where the group has had no presence"."""
    for above in (token, *token.ancestors):
        if above.dep_ in {"relcl", "conj"} and any(c.lower_ == "where" for c in above.children):
            return True
    return False


_JUDGING = {"ACCUSE", "REJECT", "SUPPORT"}
_ACTS = {"it", "this", "that", "them", "these", "those"}


def _stretches(reading: Reading, n: int, role: str) -> Iterator[tuple[int, int, float]]:
    """The words of a role; two stretches with nothing between them ("the" and "al-Dhafra base") are one."""
    found = sorted(
        (one.start, one.end, one.score)
        for one in reading.roles
        if one.act == n and one.role == role and one.score >= sure.SIDE
    )
    while found:
        start, end, score = found.pop(0)
        while found and not reading.text[end : found[0][0]].strip(" -'’"):
            _, end, other = found.pop(0)
            score = max(score, other)
        yield start, end, score


def _party(number: int, cast: Cast, sentence: "Span", start: int, end: int) -> Party:
    span = cast.readings.span(number, sentence, start, end)
    if span is None or all(token.pos_ in _NO_PARTY for token in span):
        return Party()
    head = span.root
    if head.pos_ not in _NAMES_SOMEBODY and cast.at(number, head.i) is None:
        # "a coalition" of "a coalition airstrike": what the grammar hangs together is not the side
        inside = [token for token in span if token.pos_ in _NAMES_SOMEBODY or cast.at(number, token.i) is not None]
        if not inside:
            return Party()
        head = inside[-1]
    if head.dep_ in {"amod", "compound", "nmod"} and head.pos_ in {"ADJ", "PROPN"} and span[-1].i == head.i:
        whole = head.head  # "an Iraqi" of "an Iraqi militia"
        if whole.pos_ == "NOUN" and whole.lemma_.lower() in _NOT_OF_STATE:
            head = whole
    party = cast.party(number, head)
    if party.first < 0:
        first, last = phrase_of(head)
        return replace(party, first=first, last=last)
    return party


_NOT_OF_STATE = word_class("not_of_state")
_NAMES_SOMEBODY = {"NOUN", "PROPN", "PRON", "NUM"}
