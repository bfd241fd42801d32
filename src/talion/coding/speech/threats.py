"""Threats: what a party vows, warns of or lets follow, with or without a verb of threatening."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from talion.codebook.acts import Sense
from talion.codebook.word_classes import word_class
from talion.coding.acts.status import Standing
from talion.coding.acts.told import ASSAULT, Told, is_passive, subject_of
from talion.coding.sides.cast import Cast
from talion.coding.sides.phrases import Party
from talion.coding.speech.voices import Speech, Voices

if TYPE_CHECKING:
    from spacy.tokens import Token


_MENACE = re.compile(
    r"\b(?:find (?:their|his|its|your|an?) (?:own )?graves?|pay (?:for (?:it|this|that|their|his|its|the)|dearly|"
    r"(?:the|a) (?:\w+ )?price|with (?:their|his|your|its) (?:lives|life|blood|heads?))|"
    r"(?:will|would|shall|to) regret|(?:not|never) (?:go|be left|remain|stay) (?:unanswered|unpunished|unavenged)|"
    r"(?:will|would|shall|must) be avenged|(?:hour|day) of (?:reckoning|revenge|vengeance|judgement)|"
    r"within (?:our|its|their|his) (?:reach|range)|"
    r"(?:be|is) met with (?:[\w-]+ ){0,4}(?:blow|response|force|fire|answer|resistance|retaliation|strike|fist)|"
    r"(?:severe|grave|dire|serious|harsh|painful|devastating) (?:\w+ )?consequences|"
    r"(?:will|would|shall|or) be (?:struck|hit|attacked|bombed|shot|crushed|targeted|shelled|punished|destroyed|"
    r"wiped out|hunted down|annihilated|sunk|blown up|treated as (?:an enemy|enemies|hostile)|a target|targets)|"
    r"(?:this|it|that) (?:is|was) (?:not the end|not over|(?:only|just) (?:the|a) (?:beginning|start))\b|"
    r"(?:get|receive|meet|have|find) (?:the|its|an?) (?:\w+ )?(?:reply|answer|response) (?:that )?(?:it|they|he) "
    r"deserved?s?|(?:will|would|shall) not (?:\w+ )?sleep (?:\w+ )?(?:soundly|quietly|safely|in peace)|"
    r"teach (?:\w+ ){1,3}a lesson|(?:is|are|be|become) (?:a )?legitimate targets?|"
    r"at (?:the|a) (?:right|proper|appropriate) (?:time|moment|place)|"
    r"(?:time|moment|hour) of (?:our|its|their) choosing|"
    r"(?:blood|crime) (?:will|would|shall) not (?:be forgotten|go)|gates of hell|(?:will|shall|would) (?:crush|"
    r"annihilate|bury|wipe out|obliterate|exterminate|raze|flatten|burn|drown) |(?:will|shall|would) (?:be|face) "
    r"(?:the )?(?:next|death)|settle (?:the |our )?scores?|(?:severe|harsh|crushing|painful) (?:blow|punishment)|"
    r"(?:heavier|harsher|stronger|tougher|sterner|graver|further|more (?:severe|painful)|severe|grave|dire|painful) "
    r"(?:measures|steps|action|consequences|blows|strikes|sanctions|penalties) (?:will|would|shall) "
    r"(?:follow|be taken|come)|"
    r"(?:[Ww]hoever|[Aa]nyone who|[Tt]hose who|[Aa]ny(?: \w+)? (?:who|that)) (?:[\w'’-]+ ){1,8}(?:will|shall|would) "
    r"(?:not|never|regret|pay|suffer|answer|face|perish|die|meet)|"
    r"(?:will|would|shall) (?:go on|continue|not stop|fight on|carry on|keep on)\b[^.;]{0,60}?\buntil)",
    re.IGNORECASE,
)
_NO_MENACE = re.compile(r"\b(?:if (?:he|she|they) (?:is|are) convicted|sentenced|court)\b", re.IGNORECASE)
_AHEAD = {"will", "would", "shall", "'ll", "may", "might", "could", "can", "wo"}


def as_threat(told: Told, speech: Speech | None, own_side: str | None, same_side: Callable[[str, str], bool]) -> Told:
    """The act as a threat, where a party says that it will strike or answer: words, whatever comes of them."""
    kind, who = (speech.speaker.kind, speech.speaker.actor) if speech is not None else ("party", own_side)
    if (who is None and kind != "official") or kind not in {"party", "official"}:
        return told
    if told.sense.action == "THREATEN" and not told.actor.actors and who is not None and not told.is_noun:
        ahead = any(c.dep_ == "aux" and c.lower_ in {"will", "would", "shall", "'ll"} for c in told.token.children)
        if ahead and is_passive(told.token):  # "a spokesman said that the dead would be avenged"
            told.actor = Party((who,), told.actor.first, told.actor.last, why="who says so")
    if (
        told.sense.action not in {ASSAULT, "MOBILIZE", "COERCE"}
        or told.standing.status not in {"planned", "hypothetical", "threatened"}
        or told.sense.undirected
    ):
        return told
    helpers = {c.lower_ for t in told.tokens for c in t.children if c.dep_ == "aux"}
    own = not told.actor.actors or (who is not None and any(same_side(who, a) for a in told.actor.actors))
    sure = {"will", "would", "shall", "'ll"} if told.sense.action == ASSAULT else _AHEAD
    if not helpers & sure or not own:
        return told
    # "demonstrators who attack would be shot" leaves out who shoots, "any attack would be an error" tells no act
    passive = not told.is_noun and is_passive(told.token) and told.token.dep_ not in {"relcl", "acl"}
    if not told.sense.answer and not told.actor.actors and not passive:
        return told
    if told.sense.action == "COERCE" and not passive:
        return told
    if told.sense.action == "MOBILIZE" and helpers & {"will", "would", "'ll"} and not _is_conditional(told):
        return told  # "about 3,000 more soldiers would be sent": an announcement
    sense = Sense("THREATEN", "violence", status="threatened")
    standing = Standing("threatened", told.standing.hedge, "a party says what it will do", told.standing.tense)
    side = told.actor.actors or ((who,) if who is not None else ())
    actor = Party(side, told.actor.first, told.actor.last, unnamed=not side, why="who says so")
    return replace(
        told, sense=sense, standing=standing, actor=actor, why=[*told.why, "said by the one who would do it"]
    )


def _is_conditional(told: Told) -> bool:
    return any(t.lower_ in {"if", "unless", "should"} for t in told.sentence)


def find_menaces(number: int, cast: Cast, voices: Voices, told: list[Told]) -> list[Told]:
    """Threats without a verb of threatening, in a party's own mouth: "will find their graves", "within our reach"."""
    paragraph = cast.paragraphs[number]
    doc = paragraph.doc
    taken = {one.sentence.start for one in told if one.sense.action == "THREATEN"}
    found: list[Told] = []
    for hit in _MENACE.finditer(paragraph.text):
        span = doc.char_span(hit.start(), hit.end(), alignment_mode="expand")
        if span is None or not len(span):
            continue
        token = span.root
        sentence = token.sent
        if sentence.start in taken or _NO_MENACE.search(sentence.text):
            continue
        if hit[0].endswith("until") and not _goes_on_striking(hit.start(), token):
            continue
        speech = voices.at(number, token.i)
        who, first, last = cast.own, -1, -1
        if speech is not None:
            if speech.speaker.kind in {"expert", "witness", "outlet", "organisation"}:
                continue
            who, first, last = speech.speaker.actor, speech.first, speech.last
        else:
            vow = next((t for t in (token, *token.ancestors) if t.lemma_.lower() in _VOWING), sentence.root)
            subject = next((c for c in vow.children if c.dep_ == "nsubj"), None)
            party = cast.party(number, subject) if subject is not None else Party()
            if vow.lemma_.lower() in _VOWING and party.actors:
                who, first, last = party.actors[0], party.first, party.last
        if who is None:
            continue
        sense = Sense("THREATEN", "violence", status="threatened")
        standing = Standing("threatened", None, f"'{hit[0]}'")
        menace = Told(number, token, span.start, span.end - 1, sense, token.lemma_.lower(), False, standing)
        menace.actor = Party((who,), first, last, why="who says so")
        menace.recipient = _vowed_against(number, token, cast, who)
        if hit[0].endswith("until"):
            end = next((t for t in sentence if t.lower_ == "until" and t.idx >= hit.start()), token).head
            ender = next((c for c in end.children if c.dep_ == "nsubj"), None)
            party = cast.party(number, ender) if ender is not None else Party()
            menace.recipient = party if party.actors and who not in party.actors else menace.recipient
        if speech is not None and speech.cue != token.i:
            menace.folded.append(doc[speech.cue])
        found.append(menace)
        taken.add(sentence.start)
    return found


_VOWING = {"promise", "vow", "swear", "pledge", "say", "warn", "write"}


def _goes_on_striking(start: int, token: "Token") -> bool:
    """ "They will go on until it ends": the speaker, or what he does; "the talks will go on until Friday": neither."""
    verb = next((t for t in token.sent if t.idx >= start and t.pos_ == "VERB"), token)
    subject = subject_of(verb)
    if subject is None or any(t.ent_type_ in {"DATE", "TIME"} for t in verb.subtree):
        return False
    return subject.lower_ in {"they", "we", "it", "he", "i"} or subject.lemma_.lower() in _DEEDS


_DEEDS = {"attack", "strike", "operation", "raid", "struggle", "fight", "resistance", "blockade", "war", "offensive"}


def find_vows(number: int, cast: Cast, speeches: list[Speech], told: list[Told]) -> list[Told]:
    """Threats that a party makes by naming what will come: "severe revenge awaits them", "would pay a heavy price"."""
    doc = cast.paragraphs[number].doc
    taken = {one.sentence.start for one in told if one.sense.action == "THREATEN"}
    vows: list[Told] = []
    for speech in speeches:
        if speech.speaker.actor is None or speech.speaker.kind not in {"party", "official"}:
            continue
        for index in sorted(speech.content):
            token = doc[index]
            if not _is_vow(token) or token.sent.start in taken:
                continue
            sense = Sense("THREATEN", "violence", status="threatened")
            vow = Told(
                number,
                token,
                token.i,
                token.i,
                sense,
                token.lemma_.lower(),
                token.pos_ == "NOUN",
                Standing("threatened", None, "a party says what will come"),
            )
            vow.actor = Party((speech.speaker.actor,), speech.first, speech.last, why="who says so")
            vow.folded.append(doc[speech.cue])
            vow.recipient = _vowed_against(number, token, cast, speech.speaker.actor)
            vows.append(vow)
            taken.add(token.sent.start)
    return vows


def one_threat_a_sentence(told: list[Told], same_side: Callable[[str, str], bool]) -> list[Told]:
    """The acts without what a threat in the same sentence threatens: "vowed to strike" is one threat and no strike.

    So is "the president threatened that his country would strike", and "the minister vowed that Israel would".
    """
    kept: list[Told] = []
    for one in told:
        earlier = next((k for k in kept if _threatens_it(k, one, same_side)), None)
        if earlier is None:
            kept.append(one)
            continue
        earlier.folded += one.tokens
        if not earlier.actor.actors:
            earlier.actor = one.actor
        if not earlier.recipient.actors or set(earlier.recipient.actors) & set(earlier.actor.actors):
            earlier.recipient = one.recipient
    return kept


def _threatens_it(threat: Told, one: Told, same_side: Callable[[str, str], bool]) -> bool:
    beside = threat.paragraph == one.paragraph and threat.sentence.start == one.sentence.start
    if threat.sense.action != "THREATEN" or not beside:
        return False
    if one.sense.action != "THREATEN" and one.standing.status != "threatened":
        return False
    if not one.actor.actors or set(threat.actor.actors) & set(one.actor.actors):
        return True
    if one.token.dep_ != "ccomp" or one.token.head not in threat.tokens:
        return False
    return not threat.actor.actors or any(same_side(x, y) for x in threat.actor.actors for y in one.actor.actors)


def _is_vow(token: "Token") -> bool:
    lemma = token.lemma_.lower()
    if token.pos_ == "NOUN" and lemma in word_class("vows"):
        verb = token.head
        while verb.pos_ not in {"VERB", "AUX"} and verb.head.i != verb.i:
            verb = verb.head
        helpers = {c.lower_ for c in verb.children if c.dep_ == "aux"}
        if any(c.dep_ == "neg" for c in verb.children):
            return False
        if lemma in {"action", "answer", "response"} and not any(
            c.lower_
            in {"more", "further", "strong", "hard", "harsh", "severe", "crushing", "firm", "decisive", "painful"}
            for c in token.lefts
        ):
            return False
        return verb.lemma_.lower() in {"await", "expect", "face"} or bool(helpers & {"will", "would", "shall"})
    if lemma in {"pay", "exact"} and token.pos_ == "VERB":
        future = any(c.dep_ == "aux" and c.lower_ in {"will", "would", "shall"} for c in token.children)
        price = any(c.dep_ == "dobj" and c.lemma_.lower() in {"price", "cost"} for c in token.children)
        dearly = any(c.lower_ == "dearly" for c in token.children)
        behind = [i for c in token.children if c.dep_ == "prep" and c.lower_ == "for" for i in c.children]
        return future and (price or dearly or any(_is_paid_for(one) for one in behind))
    return False


def _is_paid_for(what: "Token") -> bool:
    """Whether it is a deed that somebody pays for, and no goods: "will pay for this crime", "for new schools"."""
    return what.lemma_.lower() in _PAID_FOR or what.dep_ == "pcomp" or any(c.tag_ == "PRP$" for c in what.lefts)


_PAID_FOR = word_class("force") | {
    "it", "this", "that", "what", "they", "these", "crime", "deed", "blood", "act", "aggression", "death", "murder",
    "mistake", "treachery", "betrayal", "massacre", "raid", "killing", "insult", "folly", "loss", "drop", "life",
}  # fmt: skip


def _vowed_against(number: int, token: "Token", cast: Cast, speaker: str) -> Party:
    verb = token
    while verb.pos_ not in {"VERB", "AUX"} and verb.head.i != verb.i:
        verb = verb.head
    near = [c for c in verb.children if c.dep_ in {"nsubj", "dobj", "nsubjpass"} and c.i != token.i]
    near += [
        i
        for c in token.children
        if c.dep_ == "prep" and c.lower_ in {"against", "on"}
        for i in c.children
        if i.dep_ == "pobj"
    ]
    for candidate in near:
        party = cast.party(number, candidate)
        own = any(
            speaker == a or speaker in cast.registry.members(a) or a in cast.registry.members(speaker)
            for a in party.actors
        )
        if party.actors and not own:
            return party
    return Party()
