"""Mentions of acts in parsed text: which word tells it, who did it to whom, and whether it happened."""

from dataclasses import replace
from typing import TYPE_CHECKING

from talion.codebook.acts import ActWords
from talion.codebook.word_classes import word_class
from talion.coding.acts.folding import fold_effects
from talion.coding.acts.nouns import noun_sense, tell_noun
from talion.coding.acts.passed_over import is_heard, pass_over
from talion.coding.acts.told import ASSAULT, EFFECTS, Told, head_and_beside
from talion.coding.acts.verb_senses import is_adjective, verb_senses, why_none
from talion.coding.acts.verbs import tell_verb
from talion.coding.sides.cast import Cast
from talion.coding.sides.phrases import THING_NOUNS, phrase_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SPORT = word_class("sport")
# Verbs that tell an act in some phrase ("take hostage", "go on strike") and stand everywhere without one.
_EVERYDAY = {
    "be", "have", "do", "go", "take", "make", "give", "put", "set", "get", "come", "hold", "keep", "bring", "call",
    "say", "tell", "see", "leave", "find", "run", "turn", "stand", "break", "open", "move", "begin", "start", "end",
    "stop", "add", "speak", "talk", "announce", "plan", "return", "remain", "stay", "reach", "enter", "try", "use",
    "share", "carry", "place", "fail",
}  # fmt: skip


def find_acts(number: int, cast: Cast, words: ActWords) -> list[Told]:
    """Every mention of an act in one paragraph, in the order of its words."""
    doc = cast.paragraphs[number].doc
    if is_of_sport(doc):
        for token in doc:
            if token.lemma_.lower() in (words.verbs if token.pos_ == "VERB" else words.nouns):
                pass_over(token, "the paragraph tells of sport")
        return []
    told: list[Told] = []
    nouns: dict[int, Told] = {}
    for token in doc:
        hit = noun_sense(token, words)
        if hit is not None:
            made = tell_noun(number, token, *hit, cast)
            if made is not None:
                told.append(made)
                nouns[token.i] = made
    for token in doc:
        if token.pos_ not in {"VERB", "AUX"} or token.i in nouns:
            continue
        if is_adjective(token):
            if token.lemma_.lower() in words.verbs:
                pass_over(token, f"it describes “{token.head.text}” and tells no act of its own")
            continue
        for word, sense, last in verb_senses(token, words):
            verb = tell_verb(number, token, word, sense, last, cast, nouns)
            if isinstance(verb, Told):
                told.append(verb)
            if verb is not None:
                break
        else:
            # the last to be said: where a sense was tried, that said why
            if is_heard() and token.lemma_.lower() in words.verbs and token.lemma_.lower() not in _EVERYDAY:
                pass_over(token, why_none(token, words))
    told = fold_effects(_fold_means(_without_fire_exchanged(told)))
    for one in told:
        add_means(one, words)
    return sorted(told, key=lambda one: one.token.i)


def _without_fire_exchanged(told: list[Told]) -> list[Told]:
    """Without the noun where its verb tells the same act: "exchanged mortar fire" is one exchange, and no barrage."""
    verbs = {one.token.i for one in told if not one.is_noun and one.word.endswith(" fire")}
    return [one for one in told if not (one.is_noun and one.token.dep_ == "dobj" and one.token.head.i in verbs)]


def _fold_means(told: list[Told]) -> list[Told]:
    """Fold "fired from a ship" into "was hit by a missile fired from a ship": one act, told by its means too."""
    kept = list(told)
    for one in told:
        weapon = one.token.head
        if one.is_noun or one.token.dep_ != "acl" or one.token.lemma_.lower() not in _SENT or weapon.pos_ != "NOUN":
            continue
        verb = weapon.head.head if weapon.head.dep_ == "agent" else weapon.head if weapon.dep_ == "nsubj" else None
        same = [o for o in kept if verb is not None and o.token.i == verb.i and o.sense.action == one.sense.action]
        act = same[0] if same else None
        if act is not None:
            act.folded += one.tokens
            if not act.actor.actors and one.actor.actors:
                act.actor = one.actor
            kept.remove(one)
    return kept


_SENT = {"fire", "launch", "drop"}


def add_means(told: Told, words: ActWords) -> None:
    """Add to an act the thing that it was at and what it was done with, where its clause says so."""
    if told.sense.action == ASSAULT and told.matter is None and not told.recipient.thing:
        told.matter = _thing_at(told)
    told.weapon = told.sense.weapon or _weapon(told, words)
    if told.weapon == "bomb" and not told.is_noun and _by_aircraft(told.token):
        told.weapon = "air strike"
    for folded in told.folded:
        told.weapon = told.weapon or _weapon(replace(told, token=folded, is_noun=False), words)


_AIRCRAFT = {"aircraft", "airplane", "bomber", "gunship", "helicopter", "jet", "plane", "planes", "warplane"}


def _by_aircraft(verb: "Token") -> bool:
    """Whether what bombs flies: "American jets bombed", "was bombed by warplanes"."""
    doers = [c for c in verb.children if c.dep_ == "nsubj"]
    doers += [i for c in verb.children if c.dep_ == "agent" for i in c.children if i.dep_ == "pobj"]
    return any(t.lemma_.lower() in _AIRCRAFT or t.lower_ in _AIRCRAFT for t in doers)


def is_of_sport(doc: "Doc", *, words: int = 4) -> bool:
    """Whether a paragraph tells of a match and no fight: it has so many words of sport, or says what page it is of."""
    if doc[0].text.isupper() and doc[0].lower_ in {"sport", "sports", "football", "cricket"}:
        return True
    if "words of sport" not in doc.user_data:
        doc.user_data["words of sport"] = len({t.lemma_.lower() for t in doc} & _SPORT)
    return bool(doc.user_data["words of sport"] >= words)


def _thing_at(told: Told) -> tuple[int, int] | None:
    """ "Killed a contractor at a military compound": the thing that the act was at, as first and last token."""
    for token in told.tokens:
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in {"at", "inside", "outside"}:
                for inner in child.children:
                    if inner.dep_ == "pobj" and inner.lemma_.lower() in THING_NOUNS and inner.pos_ == "NOUN":
                        return phrase_of(inner)
    return None


# "Five helicopters were destroyed": what these verbs have for an object was hit, and is no weapon.
_ON_ITS_OBJECT = EFFECTS | {"hit", "strike", "attack", "wreck", "torch", "ambush", "raid", "bomb", "shell", "capture"}


def _weapon(told: Told, words: ActWords) -> str | None:
    """What it was done with: a word in the act itself, its subject, its object, or behind "with", "by", "using"."""
    if told.sense.action != ASSAULT or told.word == "shoot down":
        return None
    token = told.token
    near = [token, *(c for c in token.lefts if c.dep_ in {"compound", "amod", "nmod", "punct"})]
    if told.is_noun:
        near += [
            t
            for c in token.children
            if c.dep_ in {"prep", "acl"} and c.lower_ in {"with", "by", "using", "involving", "from"}
            for t in c.subtree
        ]
    else:
        by_what = {"nsubj", "prt"} if told.word in _ON_ITS_OBJECT else {"nsubj", "nsubjpass", "dobj", "prt"}
        for child in token.children:
            if child.dep_ in by_what:
                near += head_and_beside(child)
            elif child.dep_ in {"prep", "agent", "advcl"} and child.lower_ in {"with", "by", "using", "from"}:
                near += [t for t in child.subtree if abs(t.i - child.i) <= 6]
        if token.dep_ in {"acl", "relcl"}:
            near += head_and_beside(token.head)
    text = " " + " ".join(t.lower_ for t in sorted(set(near), key=lambda t: t.i)) + " "
    for word, weapon in words.weapons.items():
        if f" {word} " in text or f" {word}s " in text:
            return weapon
    return None
