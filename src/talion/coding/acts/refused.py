"""Why an act that only the models hear is not told: by its word, its grammar, or an act that tells it already."""

import re
from typing import TYPE_CHECKING

from talion.codebook.acts import ActWords
from talion.coding.acts.accidents import accident
from talion.coding.acts.interception import makes_safe
from talion.coding.acts.threatened import advises
from talion.coding.acts.told import ASSAULT, Told, head_and_beside, is_figure, is_passive, lemma_of, subject_of
from talion.coding.models import TriggerFound, sure
from talion.coding.sides.phrases import WEAPON_NOUNS

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_HURT = {
    "hurt", "harm", "wound", "injure", "kill", "die", "gas", "grenade", "stun", "injury", "casualty", "death", "dead",
    "wounded", "injured", "toll", "fatality", "body", "corpse", "perish", "victim", "survivor", "deceased", "fatal",
}  # fmt: skip
# What stops such a thing in the air is told with the attack.
_STOPS = {"shoot", "down", "intercept", "destroy", "stop", "block", "repel", "knock"}
_FLIES = {"drone", "missile", "rocket", "projectile", "shell", "mortar"}
_MOTIVES = {"response", "reply", "retaliation", "reprisal", "revenge", "answer", "retribution", "vengeance"}
# Where words state an answer this surely, its two ends count as acts from a lower chance of their own.
_JOINED, _END = 0.7, 0.4
_MONTHS = {"march", "may"}
# The kinds of words that tell an act as a noun does.
NOMINAL = {"NOUN", "PROPN", "ADJ", "NUM"}
# "Beat Syria 2-1 in the qualifier": the result of a match, and no range of people ("killed 2-3 men").
_WINS = ("beat", "defeat", "thrash", "edg", "drew", "won", "lost")
_RESULT = re.compile(
    rf"(?:{'|'.join(_WINS)})\w*\b[^.;]{{0,60}}?\b\d[-–]\d\b"
    r"(?=[.,;]|$| (?:in|on|at|to|after|away|with|win|victory)\b)"
)


_SCORE = re.compile(r"\w+\b[^.;\d]{0,60}, \d-\d(?=[.;]|$)")


def is_result(token: "Token") -> bool:
    """Whether a verb tells the result of a match: "beat Syria 2-1"."""
    if token.text.startswith(_WINS) and _RESULT.match(token.doc.text, token.idx) is not None:
        return True
    # "gunned down Liverpool at Wembley, 2-1"
    return token.pos_ == "VERB" and _SCORE.match(token.doc.text, token.idx) is not None


def why_not(
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
    if is_result(token):
        return f"“{token.text}” tells the result of a match"
    lemma = lemma_of(token)
    if token.pos_ in _NO_ACT:
        return f"a model hears {trigger.type} in “{token.text}”, which tells no act by itself"
    if lemma in WEAPON_NOUNS and trigger.score < sure.WEAPON and not is_end:
        return f"a model hears {trigger.type} in “{token.text}”, which names a weapon"
    if (
        lemma in WEAPON_NOUNS
        and token.dep_ == "pobj"
        and token.head.lower_ == "of"
        and lemma_of(token.head.head) in _COUNTS
    ):
        return f"“{token.text}” is what “{token.head.head.text}” counts"
    if lemma in _JUDGED and any(
        inner.lemma_.lower() in _LAWS for c in token.children if c.lower_ == "of" for inner in c.children
    ):
        return f"“{token.text}” judges an act that is told elsewhere"
    if lemma in _NEVER and token.pos_ == "NOUN":
        return f"“{token.text}” tells no act by itself"
    if lemma in _DOERS and token.pos_ in NOMINAL:
        return f"“{token.text}” says who did something, which is told elsewhere"
    if token.pos_ == "NOUN" and _is_told_behind_a_colon(token):
        return f"“{token.text}” is what the words behind the colon tell"
    if (why := _figure(token) if token.pos_ == "VERB" else _fight_with_nobody(token)) is not None:
        return why
    if not any(letter.isalpha() for letter in token.text):
        return f"“{token.text}” is no word"
    if trigger.type == ASSAULT and (why := accident(token)) is not None:
        return why
    if lemma in _CONTAINS and token.pos_ in {"VERB", "NOUN"} and token.tag_ in {"VBP", "VBZ", "NN", "NNS", "VBG"}:
        return f"“{token.text}” says what is where, and tells no act"  # "bases that house US troops"
    if lemma in _STATES and token.pos_ == "NOUN":
        return f"“{token.text}” names a state of things, and no one act"
    if token.dep_ == "xcomp" and token.head.lemma_.lower() == "use" and is_passive(token.head):
        return f"“{token.text}” says what something was used for"
    if lemma in _HURT and not (is_end and token.pos_ in NOMINAL):  # "in revenge for the death of a driver"
        return f"a model hears {trigger.type} in “{token.text}”, which tells what an act did, and not the act"
    if trigger.type == ASSAULT and token.pos_ == "VERB" and makes_safe(token, *_sides(token)):
        return f"“{token.text}” makes safe what was found"
    if lemma in _STOPS and trigger.status in {"done", "habitual", "historical"} and _stops_what_flies(token):
        return f"“{token.text}” stops what flies, which is told with the attack"
    senses = words.verbs.get(lemma, ()) if token.pos_ == "VERB" else words.nouns.get(lemma, ())
    if lemma in _MOTIVES or (senses and all(sense.answer for sense in senses)):
        return f"“{token.text}” names a motive; the act that carries it out is told elsewhere, or not at all"
    if token.pos_ in {"PRON", "NUM"} or lemma == "one":
        return f"“{token.text}” only points at an act that is told elsewhere"
    if token.dep_ in {"compound", "amod"} and token.head.i > token.i and not is_joined:
        return f"a model hears {trigger.type} in “{token.text}”, which says what kind of “{token.head.text}” is meant"
    if trigger.type == "THREATEN" and advises(token):
        return f"“{token.text}” is against a word or a thought, and threatens nobody"
    if trigger.type == "REQUEST" and lemma in _WISHES and any(c.dep_ == "xcomp" for c in token.children):
        return f"“{token.text}” asks nobody for anything"  # "wants to withdraw from the pact"
    if trigger.type == "THREATEN" and token.pos_ in NOMINAL:
        return f"a model hears THREATEN in “{token.text}”; what noun is a threat, the rules decide"
    if token.pos_ == "PROPN" and lemma in _MONTHS:
        return f"“{token.text}” is a month"
    return None


_WISHES = {"want", "wish", "hope", "like", "seek", "prefer"}
# Nouns that never tell an act alone: "the way out"; and those that name who did one: "eight dead attackers".
_NEVER = {"blow", "setback", "way", "part", "place", "side", "course", "path", "end", "thing"}
_DOERS = {
    "attacker", "assailant", "killer", "murderer", "assassin", "bomber", "gunman", "shooter", "raider", "hijacker",
    "kidnapper", "captor", "perpetrator", "ambusher", "arsonist", "invader", "intruder", "looter", "protester",
    "demonstrator", "mediator", "negotiator",
}  # fmt: skip
_CONTAINS = {"house", "host", "contain", "accommodate"}
_COUNTS = {"number", "count", "total", "type", "kind", "range", "stock", "use", "supply", "lack"}
_JUDGED = {"breach", "violation", "infringement", "abuse", "contravention"}
_LAWS = {"sovereignty", "law", "charter", "right", "principle", "norm", "integrity", "convention", "constitution"}
# Nouns that name a state of things in which acts are done, and none of them.
_STATES = {"war", "conflict", "crisis", "hostility", "rivalry", "tension", "insurgency", "unrest", "violence", "feud"}
_NO_ACT = {"ADP", "ADV", "DET", "CCONJ", "SCONJ", "PART", "INTJ"}


def _is_told_behind_a_colon(token: "Token") -> bool:
    """ "Had answered a "provocation": gunmen, it said, had shot at the post": one act, told by its verb."""
    sentence = token.sent
    behind = iter(token.doc[token.i + 1 : sentence.end])
    mark = next((t for t in behind if not t.is_quote), None)
    return mark is not None and mark.text == ":" and any(t.pos_ == "VERB" for t in behind)


def _figure(token: "Token") -> str | None:
    """ "Dockers battle a mountain of cargo", "took shelter": no act that anybody suffers."""
    lemma = token.lemma_.lower()
    whom = next((c for c in token.children if c.dep_ == "dobj"), None)
    if whom is None:
        return None
    if lemma in {"take", "seek", "find"} and whom.lemma_.lower() in {"shelter", "refuge", "cover"}:
        return f"“{token.text} {whom.text}” does nothing to anybody"
    if lemma in {"lay", "place", "light"} and whom.lemma_.lower() in _FOR_THE_DEAD:
        return f"“{token.text} {whom.text}” honours the dead"
    if lemma in {"fight", "battle", "combat", "tackle"} and whom.pos_ == "NOUN" and is_figure(whom):
        return f"“{token.text} {whom.text}” is a figure of speech"
    return None


def _fight_with_nobody(noun: "Token") -> str | None:
    """ "The soldiers' fight against the floods", "the battle against inflation"."""
    if noun.pos_ != "NOUN" or noun.lemma_.lower() not in {"fight", "battle", "war", "campaign", "struggle"}:
        return None
    behind = (i for c in noun.rights if c.lower_ == "against" for i in c.children if i.dep_ == "pobj")
    whom = next(behind, None)
    if whom is None or whom.pos_ != "NOUN" or not is_figure(whom) or whom.lemma_.lower() in _TERROR:
        return None
    return f"“{noun.text} against {whom.text}” is a figure of speech"


_TERROR = {"terrorism", "terror", "extremism", "militancy"}
_FOR_THE_DEAD = {"flower", "wreath", "rose", "carnation", "bouquet", "candle", "tribute", "stone", "cornerstone"}


def _sides(verb: "Token") -> "tuple[Token | None, Token | None]":
    """The subject and the object of a verb by its grammar; of a passive but what it is done to."""
    if is_passive(verb):
        return None, next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    return subject_of(verb), next((c for c in verb.children if c.dep_ == "dobj"), None)


def _stops_what_flies(token: "Token") -> bool:
    objects = [c for verb in (token, *token.conjuncts) for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}]
    return any(lemma_of(t) in _FLIES for o in objects for t in head_and_beside(o))


def is_beside(span: "Span", told: Told) -> bool:
    """Whether words hang directly on those of an act, as its subject or object does."""
    return any(
        (token.head in told.tokens and token.dep_ in {"nsubj", "dobj", "nsubjpass"})
        or (token.dep_ == "pobj" and token.head.head in told.tokens and token.head.dep_ == "prep")  # "went on strike"
        for token in span
    )


def part_of(span: "Span", told: list[Told], kind: str = "") -> Told | None:
    """The act whose weapon or whose phrase these words are: "rockets that fell", "forced their way into".

    So is the "alert" of "put the fleet on alert", which is heard as an act of the same kind.
    """
    token = span.root
    if token.pos_ not in NOMINAL:
        return None
    lemma = lemma_of(token)
    for one in told:
        if one.is_noun:
            continue
        clause = one.token.dep_ in {"relcl", "acl"} and one.token.head.i == token.i
        if lemma in WEAPON_NOUNS and (clause or is_beside(span, one)):
            return one
        if lemma in _EMPTY and is_beside(span, one):
            return one
        phrases = " ".join(one.sense.complement)
        if one.sense.action == kind and f" {lemma}" in phrases and is_beside(span, one):
            return one
    return None


# Nouns that tell nothing of their own beside a verb: "forced their way", "took a step".
_EMPTY = {"way", "step", "part", "place", "side", "move", "course", "turn", "action", "path"}


def joined_means(token: "Token", told: list[Told]) -> Told | None:
    """The act that a means is joined to: the "stun grenades" of "answered with tear gas and stun grenades"."""
    if lemma_of(token) not in WEAPON_NOUNS | _AGAINST_CROWDS:
        return None
    beside = {t.i for t in (token.head, *token.lefts) if "conj" in {t.dep_, token.dep_} or t.dep_ == "nmod"}
    return next((one for one in told if one.is_noun and one.token.i in beside), None)


_AGAINST_CROWDS = {"gas", "cannon", "baton", "canister", "pellet"}
