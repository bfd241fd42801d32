"""Words by which a mention points back at the act just told, or away from it to another."""

import re
from collections.abc import Set

from talion.coding.acts.told import ASSAULT, EFFECTS, OTHER_TIMES, Told, is_passive, lemma_of
from talion.coding.events.alike import SUMMARY
from talion.coding.events.effects import is_effect
from talion.coding.events.groups import Group, kind_of
from talion.coding.events.mentioned import Mentioned, opens_an_item
from talion.coding.events.thing_hit import heads_of
from talion.coding.sides.cast import Cast
from talion.coding.sides.phrases import WEAPON_NOUNS

APART = frozenset(
    [
        "another",
        "separate",
        "separately",
        "second",
        "third",
        "elsewhere",
        "meanwhile",
        "other",
        "later",
        "next",
        "earlier",
        "also",
    ]
)
_LATER = re.compile(
    r"^\W*(?:(?:some |several |a few |just )?(?:minutes|hours|\w+ hours?|\w+ minutes|shortly|soon) "
    r"(?:later|afterwards?)|later\b(?! (?:reports|said))|elsewhere|meanwhile|separately"
    r"|in (?:a|another) (?:separate|different|second|similar)"
    r"|(?:less than |about )?(?:an hour|hours|\w+ hours|minutes|\w+ minutes) after (?:the|that|this|those) "
    r"(?:\w+ )?\w+, (?:\w+ ){0,2}(?:one|two|three|four|five|six|seven|eight|nine|ten|a|an|several|some|at least|\d+)"
    r"|in another|in [A-Z]\w+(?: [A-Z]\w+)? (?:minutes|hours|\w+ hours?) later)\b",
    re.IGNORECASE,
)
_HOW = {"open fire", "shoot", "fire", "hurl", "throw", "spray", "burst", "lob", "drive", "ram"}
KILLS = {"kill", "execute", "massacre", "murder", "slaughter", "slay", "behead"}
_FIGHTS = {"attack", "ambush", "clash", "raid", "assault", "firefight", "shootout", "shooting", "gunfight", "battle"}


def is_called_so(told: Told) -> bool:
    """Whether a sentence only says what the act just told was: "It was the deadliest attack since 2005"."""
    be = told.token.head
    if not told.is_noun or told.token.dep_ != "attr" or be.lemma_ != "be" or told.sense.action != ASSAULT:
        return False
    return any(c.dep_ == "nsubj" and c.lower_ in {"it", "this", "that"} for c in be.children)


def goes_on_about(told: Told, other: Told) -> bool:
    """Whether it goes on about what a clause before it told: "jets bombed a camp; X said the strike killed two"."""
    token, verb = told.token, told.token.head
    if not (told.is_noun and told.definite and not told.plural and token.dep_ in {"nsubj", "nsubjpass"}):
        return False
    if token.i < other.token.i or other.plural or told.sense.action != other.sense.action:
        return False
    fits = not told.actor.actors or told.actor.actors == other.actor.actors
    marked = any(c.dep_ in {"mark", "advmod"} and c.lower_ in OTHER_TIMES for c in verb.children)
    below = verb.dep_ == "advcl" or any(t.lower_ in {"after", "before", "since"} for t in verb.lefts)
    same_kind = other.word in EFFECTS or told.weapon == other.weapon or not (told.weapon and other.weapon)
    return fits and same_kind and not marked and not below


def points_inside(told: Told, lemmas: Set[str]) -> bool:
    """Whether its clause names the act it belongs to: "twenty soldiers were killed in the fight"."""
    if told.is_noun or told.word not in EFFECTS:
        return False
    nouns = [c for p in told.token.children if p.dep_ == "prep" and p.lower_ in {"in", "during"} for c in p.children]
    return any(
        noun.lemma_.lower() in lemmas and any(c.lower_ in {"the", "that", "this"} for c in noun.lefts) for noun in nouns
    )


def is_of_another_item(one: Mentioned, group: Group, cast: Cast) -> bool:
    """Whether either stands in an item of a list, where each item tells an act of its own, and they not in one."""
    numbers = {m.told.paragraph for m in group.mentions if cast.paragraphs[m.told.paragraph].kind == "body"}
    if not numbers or one.told.paragraph in numbers or kind_of(one, cast) in SUMMARY:
        return False
    items = all(opens_an_item(cast.paragraphs[number].text) for number in numbers)
    mine = items and not one.told.definite and opens_an_item(cast.paragraphs[one.told.paragraph].text)
    return mine or all(_is_numbered(cast.paragraphs[number].text) for number in numbers)


def _is_numbered(text: str) -> bool:
    return text.lstrip()[:1].isdigit() and opens_an_item(text)


def opens_anew(told: Told) -> bool:
    """Whether a sentence opens with words that part what it tells from what was told: "Hours later", "Elsewhere"."""
    heads = [told.token, *(c for c in told.token.children if c.dep_ == "nsubj" and not c.is_stop)]
    other = any(
        c.lower_ in {"another", "second", "third", "separate", "more"}
        for t in heads
        for c in t.lefts
        if t.pos_ == "NOUN"
    )
    return other or bool(_LATER.match(told.sentence_text))


def is_how(one: Mentioned, group: Group) -> bool:
    """Whether it tells how what was just told by a noun went on: "the attack on a convoy … Armed men opened fire"."""
    told = one.told
    places = {place.name for m in group.mentions for place, _ in m.places}
    elsewhere = any(place.name not in places for place, _ in one.places)
    bare = not told.actor.actors and not elsewhere and (one.days is None or one.days.span is None)
    if not bare or told.so_far or any(t.lower_ in APART for t in told.sentence):
        return False
    near = 0 <= told.paragraph - max(m.told.paragraph for m in group.mentions) <= 1
    if (
        told.word in _HOW
        and near
        and all(m.told.is_noun and m.told.token.lemma_.lower() in _FIGHTS for m in group.mentions)
    ):
        return True
    had = any(c.dep_ == "aux" and c.lower_ in {"has", "have"} for c in told.token.children)
    carried = told.is_noun and not told.definite and not told.plural and bool(told.folded)  # "set off a bomb"
    fresh = (carried or not told.is_noun) and not is_effect(told) and told.standing.status == "done" and not had
    to_others = is_passive(told.token) and not told.recipient.thing  # "Six women were raped"
    return near and fresh and not to_others and all(_says_not_how(m.told) for m in group.mentions)


def _says_not_how(told: Told) -> bool:
    """Whether it names an act and leaves open how it was done and what was hit: "a suicide bombing killed 40"."""
    return not heads_of(told) and (
        (told.is_noun and not told.so_far and not told.sense.undirected) or (told.word in EFFECTS | KILLS)
    )


def is_its_fire(told: Told, group: Group) -> bool:
    """Whether it tells of the weapons just told of: "fired missiles at two bases … The missiles struck …".

    Also who is said to have fired them: "Rockets fell on a market. The ministry says that the rebels fired them".
    """
    them = next((c for c in told.token.children if c.dep_ == "dobj" and c.lower_ in {"them", "it"}), None)
    if not told.is_noun and them is not None and told.token.lemma_.lower() in {"fire", "launch", "plant", "lay"}:
        near = 0 <= told.paragraph - max(m.told.paragraph for m in group.mentions) <= 1
        return near and any(lemma_of(t) in WEAPON_NOUNS for m in group.mentions for t in m.told.sentence)
    subject = next((c for c in told.token.children if c.dep_ == "nsubj"), None)
    if told.is_noun or subject is None or lemma_of(subject) not in WEAPON_NOUNS:
        return False
    if not any(c.lower_ in {"the", "these", "those"} for c in subject.lefts):
        return False
    near = 0 <= told.paragraph - max(m.told.paragraph for m in group.mentions) <= 1
    weapon = lemma_of(subject)
    return near and any(lemma_of(t) == weapon for m in group.mentions for t in m.told.sentence)
