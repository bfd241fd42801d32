"""Acts that words speak of without telling one: a fight as a whole, what an effort is for, work that two do together.

Official prose is full of them: "in their fight against the group", "to defeat it", "the liberation of the town will
free", "is working with its partners". No record is made of these, since no day, no place and often nobody belongs to
any one of them; whoever asks what was understood is told of them, with their type, their standing and their sides.
"""

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING

from talion.codebook.acts import Sense
from talion.coding.acts.completed import complete_sides
from talion.coding.acts.heard_sides import share_a_word
from talion.coding.acts.status import Standing, standing_of
from talion.coding.acts.told import ASSAULT, Told, is_passive, lemma_of, objects_of, subject_of
from talion.coding.sides.cast import Cast
from talion.coding.sides.phrases import GROUP_NOUNS, PEOPLE_NOUNS, Party

if TYPE_CHECKING:
    from spacy.tokens import Token

WHOLE = "a fight as a whole, and no one act of it"
PURPOSE = "what something else is done for"
OUTCOME = "what a fight is for or came to, and no one act of it"
CRUELTY = "a word for many acts, none of which it tells"
TOGETHER = "work that two do together, and no one act of it"
WORDS = "what somebody feels about what others did, in words that do nothing more"

_FIGHTS = {"campaign", "fight", "operation", "war", "struggle", "battle", "offensive", "mission", "push", "drive"}
_TALKS = {"meeting", "summit", "talk", "dialogue", "consultation"}
_ENDS = {
    "liberation", "defeat", "destruction", "recapture", "isolation", "elimination", "fall", "reconquest", "seizure",
    "encirclement", "overthrow", "demise",
}  # fmt: skip
# Those who are beaten, and no ground that is taken.
_OF_PEOPLE = {"defeat", "elimination", "overthrow", "demise"}
_CRUELTIES = {"atrocity", "brutality", "savagery", "persecution", "terror", "violence", "cruelty", "abuse"}
_COMMITS = {"commit", "perpetrate", "inflict", "unleash"}
_JOINT = {"cooperation", "co", "coordination", "partnership", "collaboration", "liaison"}
_TO_WIN = {
    "defeat", "degrade", "destroy", "eliminate", "liberate", "retake", "recapture", "reclaim", "combat", "fight",
    "isolate", "eradicate", "dismantle", "crush", "neutralise", "neutralize", "weaken", "expel", "dislodge", "rout",
    "vanquish", "uproot", "free", "contain", "repel", "confront",
}  # fmt: skip
_ON_GROUND = {"liberate", "retake", "recapture", "reclaim", "isolate", "free"}
_WITH = {"work", "coordinate", "collaborate", "partner", "liaise"}
_SIDE_BY_SIDE = {"together", "closely", "jointly", "side"}
_SHOCKED = {"appalled", "shocked", "outraged", "horrified", "dismayed", "disgusted", "revolted", "sickened"}
_GRATEFUL = {"grateful", "thankful", "indebted"}
_COMPASSION = {"thought", "prayer", "heart", "sympathy"}


def speak_of(number: int, cast: Cast, acts: Sequence[Told]) -> list[tuple[Told, str]]:
    """What a paragraph speaks of beside the acts that it tells, each with why it is no record."""
    acts = [one for one in acts if one.paragraph == number]
    taken = {token.i for one in acts for token in one.tokens}
    found: list[tuple[Told, str]] = []
    for token in cast.paragraphs[number].doc:
        if token.i not in taken and token.pos_ in {"NOUN", "PROPN", "VERB", "ADJ"}:
            found += _of_noun(number, token, cast, acts)
            found += _of_verb(number, token, cast)
            found += _of_words(number, token, cast, acts)
    complete_sides([*map(copy, acts), *(told for told, _ in found)], cast)
    return found


def _told(number: int, token: "Token", action: str, standing: Standing, actor: Party, recipient: Party) -> Told:
    is_noun = token.pos_ not in {"VERB", "AUX"}
    sense = Sense(action, undirected=action in {"COOPERATE", "CONSULT"})
    if share_a_word(actor, recipient):
        actor = Party()
    return Told(
        number, token, token.i, token.i, sense, lemma_of(token), is_noun, standing,
        actor=replace(actor.acting, thing=False), recipient=recipient,
    )  # fmt: skip


def _of_noun(number: int, token: "Token", cast: Cast, acts: Sequence[Told]) -> Iterator[tuple[Told, str]]:
    lemma = _lemma(token)
    if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ == "compound" or _is_in_a_name(number, token, cast):
        return
    standing = standing_of(token, None)
    if lemma in _FIGHTS:
        whom = _behind(token, {"against", "on"} if lemma == "war" else {"against"})
        if whom is None and (aim := _aim(token)) is not None:
            doer = _whose(number, token, cast)
            hit = cast.party(number, aim)
            if doer.first >= 0 and hit.first >= 0:
                hit = replace(hit, thing=not _is_people(number, aim, cast))
                yield _told(number, token, ASSAULT, _goes_on(token), doer, hit), WHOLE
        elif whom is not None and _is_somebody(number, whom, cast):
            fought = _goes_on(token)
            yield _told(number, token, ASSAULT, fought, _whose(number, token, cast), cast.party(number, whom)), WHOLE
    elif lemma in _ENDS:
        of = _behind(token, {"of"})
        whose = next((c for c in token.lefts if c.dep_ == "poss"), None)
        lost = of or whose or _given(token)
        if lost is None or not (
            _is_somebody(number, lost, cast) or _is_place(number, lost, cast) or lost.tag_ == "PRP$"
        ):
            return
        by = _behind(token, {"by", "to"} if lemma == "fall" else {"by"})
        doer = cast.party(number, by) if by is not None else Party()
        if of is not None and whose is not None:
            doer = cast.party(number, whose)
        hit = cast.party(number, lost)
        taken = lemma == "destruction" and lemma_of(lost) not in PEOPLE_NOUNS | GROUP_NOUNS
        taken = taken or (lemma not in _OF_PEOPLE and not _is_people(number, lost, cast))
        hit = replace(hit, thing=True) if taken else hit
        yield _told(number, token, ASSAULT, _not_yet(token, standing), doer, hit), OUTCOME
    elif lemma in _CRUELTIES:
        doer = _committed_by(number, token, cast)
        if doer.first >= 0:
            whom = _behind(token, {"against", "on"}) or _behind_verb(token, {"against", "on"})
            victim = cast.party(number, whom) if whom is not None else Party()
            yield _told(number, token, ASSAULT, standing, doer, victim), CRUELTY
    elif lemma in _JOINT or (lemma in {"action", "effort"} and any(c.lower_ == "joint" for c in token.lefts)):
        both, other = _behind(token, {"between", "among"}), _behind(token, {"with"})
        if both is None and other is None and token.dep_ == "dobj":
            both = _behind(token.head, {"between"})
        if both is not None and _is_somebody(number, both, cast):
            yield _told(number, token, "COOPERATE", standing, cast.party(number, both), Party()), TOGETHER
        elif other is not None and _is_somebody(number, other, cast):
            whose_work = _whose(number, token, cast)
            yield _told(number, token, "COOPERATE", standing, whose_work, cast.party(number, other)), TOGETHER
    elif lemma in _TALKS and token.dep_ in {"nsubj", "nsubjpass"} and _points(token):
        both = _behind(token, {"between", "of", "among"})
        met = cast.party(number, both) if both is not None and _is_somebody(number, both, cast) else Party()
        yield _told(number, token, "CONSULT", standing, met, Party()), "talks of which nothing else is told"
    elif lemma == "act" and (of := _behind(token, {"of"})) is not None and of.lemma_.lower() in _CRUELTIES:
        doer = _committed_by(number, token, cast)
        if doer.first >= 0:
            yield _told(number, token, ASSAULT, standing, doer, Party()), CRUELTY
    elif lemma == "advance" and (doer := _whose(number, token, cast)).first >= 0 and not doer.thing:
        yield _told(number, token, "MOBILIZE", standing, doer, Party()), "a move that is not told itself"
    elif lemma in {"support", "assistance", "help", "backing"}:
        yield from _support(number, token, cast, acts)
    elif lemma in _COMPASSION and token.dep_ == "nsubj" and token.head.lemma_ == "be":
        whom = _behind(token.head, {"with"})
        mine = next((c for c in token.lefts if c.tag_ == "PRP$"), None)
        if whom is not None and mine is not None:
            yield _told(number, token, "SUPPORT", standing, cast.party(number, mine), cast.party(number, whom)), WORDS


def _lemma(token: "Token") -> str:
    """The lemma; "Operations" in a headline, taken for a name, is one too, and "co-operation" three tokens."""
    lemma = lemma_of(token)
    if token.pos_ == "PROPN" and lemma.endswith("s") and lemma[:-1] in _FIGHTS:
        return lemma[:-1]
    if lemma == "operation" and token.i > 1 and token.doc[token.i - 2].lower_ == "co":
        return "cooperation"
    return lemma


def _support(number: int, token: "Token", cast: Cast, acts: Sequence[Told]) -> Iterator[tuple[Told, str]]:
    """ "Flew sorties in support of the army", "support provided by our partners", "with Kesmaran support"."""
    of, by = _behind(token, {"of"}), _behind(token, {"from"})
    if token.dep_ == "pobj" and token.head.lower_ == "in" and of is not None and not list(token.lefts):
        above = token.head.head
        force = next((o for o in acts if above in o.tokens and o.sense.action in {ASSAULT, "MOBILIZE"}), None)
        if force is not None and _is_somebody(number, of, cast):
            made = _told(number, token, "AID", force.standing, force.actor, cast.party(number, of))
            yield made, "it says what for another act was done"
        return
    given = next((c for c in token.rights if c.dep_ == "acl" and c.tag_ == "VBN"), None)
    if given is not None and given.lemma_.lower() in {"provide", "give", "offer", "lend", "render", "extend"}:
        by = next((i for c in given.children if c.dep_ == "agent" for i in c.children if i.dep_ == "pobj"), by)
    before = next((c for c in token.lefts if c.dep_ in {"amod", "compound", "nmod"} and cast.at(number, c.i)), None)
    if by is None and token.dep_ == "pobj" and token.head.lower_ == "with":
        by = before
    if by is not None and _is_somebody(number, by, cast):
        whom = _behind(token, {"for", "to"})
        receiver = cast.party(number, whom) if whom is not None else Party()
        yield (
            _told(number, token, "AID", standing_of(token, None), cast.party(number, by), receiver),
            "help that is not told itself",
        )


def _of_verb(number: int, token: "Token", cast: Cast) -> Iterator[tuple[Told, str]]:
    if token.pos_ != "VERB" or is_passive(token):
        return
    lemma = token.lemma_.lower()
    if lemma in _WITH:
        other = _behind(token, {"with"})
        adverbs = {c.lower_ for c in token.children}
        if other is None and not (lemma == "work" and adverbs & {"together", "side"}):
            return
        if other is not None and not _is_somebody(number, other, cast):
            return
        whom = cast.party(number, other) if other is not None else Party()
        yield (
            _told(number, token, "COOPERATE", standing_of(token, token), _subject(number, token, cast), whom),
            TOGETHER,
        )
    elif lemma in _TO_WIN:
        enemy = next(iter(objects_of(token)), None)
        if enemy is None or not _is_hostile(number, enemy, cast, ground=lemma in _ON_GROUND):
            return
        standing = standing_of(token, token)
        is_aim = _is_infinitive(token) or token.dep_ == "pcomp"
        if is_aim and standing.status in {"done", "planned"}:
            standing = replace(standing, status="hypothetical", because=PURPOSE)
        elif not is_aim and lemma not in {"fight", "confront", "combat"}:
            return  # told as done: what the models do not hear there is none
        made = _told(number, token, ASSAULT, standing, _subject(number, token, cast), cast.party(number, enemy))
        yield made, PURPOSE if is_aim else WHOLE


def _of_words(number: int, token: "Token", cast: Cast, acts: Sequence[Told]) -> Iterator[tuple[Told, str]]:
    """ "I am appalled by the killings", "we are grateful for the help": said, and felt, and no more."""
    word = token.lower_
    if word not in _SHOCKED | _GRATEFUL or token.pos_ not in {"ADJ", "VERB"}:
        return
    verb = token if token.pos_ == "VERB" else token.head
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None and token.dep_ == "conj":
        subject = next((c for c in token.head.head.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        subject = subject or next((c for c in token.head.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or not (subject.tag_ == "PRP" or _is_somebody(number, subject, cast)) or subject.lower_ == "it":
        return
    whom = _behind(token, {"to"}) if word in _GRATEFUL else None
    receiver = cast.party(number, whom) if whom is not None else Party()
    action = "SUPPORT" if word in _GRATEFUL else "ACCUSE"
    if action == "ACCUSE":
        told = {t.i for t in token.subtree}
        receiver = next((o.actor for o in acts if o.token.i in told and o.actor.first >= 0), Party())
    yield _told(number, token, action, standing_of(token, None), cast.party(number, subject), receiver), WORDS


def _behind(token: "Token", words: set[str]) -> "Token | None":
    """What stands behind one of these prepositions of a word."""
    behind = (c for c in token.rights if c.dep_ == "prep" and c.lower_ in words)
    return next((i for c in behind for i in c.children if i.dep_ == "pobj"), None)


def _behind_verb(noun: "Token", words: set[str]) -> "Token | None":
    """The same of the verb that has the word for its object or in a clause behind it."""
    verb = next((c for c in noun.rights if c.dep_ in {"acl", "relcl"}), noun.head if noun.dep_ == "dobj" else None)
    return _behind(verb, words) if verb is not None else None


def _aim(noun: "Token") -> "Token | None":
    """What a fight is to win: "their operation to isolate the town"."""
    verb = next((c for c in noun.rights if c.dep_ in {"acl", "relcl"} and _is_infinitive(c)), None)
    if verb is None or verb.lemma_.lower() not in _TO_WIN | {"seize", "capture", "take", "clear", "encircle", "oust"}:
        return None
    return next(iter(objects_of(verb)), None)


def _given(noun: "Token") -> "Token | None":
    """To whom a verb deals it: "deal the rebels a lasting defeat"."""
    if noun.dep_ != "dobj":
        return None
    whom = (c for c in noun.head.children if c.dep_ in {"dative", "iobj", "dobj"} and c.pos_ != "ADP" and c.i < noun.i)
    return next(whom, None)


def _whose(number: int, noun: "Token", cast: Cast) -> Party:
    """Who carries on what a noun names: whose it is, or who begins, leads or goes on with it."""
    for child in noun.lefts:
        if child.dep_ == "poss" or (child.dep_ in {"amod", "compound", "nmod"} and cast.at(number, child.i)):
            return cast.party(number, child)
    by = _behind(noun, {"by"})
    if by is not None:
        return cast.party(number, by)
    if noun.dep_ == "dobj" and noun.head.pos_ == "VERB" and not is_passive(noun.head):
        return _subject(number, noun.head, cast) if noun.head.lemma_.lower() in _CARRIES_ON else Party()
    return Party()


_CARRIES_ON = {
    "begin", "start", "launch", "lead", "continue", "wage", "conduct", "join", "resume", "intensify", "accelerate",
    "pursue", "press", "mount", "win", "lose", "step", "carry", "expand", "prosecute", "escalate",
}  # fmt: skip


def _subject(number: int, verb: "Token", cast: Cast) -> Party:
    subject = subject_of(verb)
    if (
        subject is None
        or subject.pos_ not in {"NOUN", "PROPN", "PRON"}
        or subject.lower_ in {"it", "this", "that", "there"}
    ):
        return Party()
    return cast.party(number, subject) if _is_somebody(number, subject, cast) else Party()


def _committed_by(number: int, noun: "Token", cast: Cast) -> Party:
    whose = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    if whose is None:
        whose = _behind(noun, {"by"})
    clause = next((c for c in noun.rights if c.dep_ in {"relcl", "acl"} and c.lemma_.lower() in _COMMITS), None)
    if whose is None and clause is not None:
        agent = next((i for c in clause.children if c.dep_ == "agent" for i in c.children), None)
        whose = agent if agent is not None else subject_of(clause)
    if whose is None and noun.dep_ == "dobj" and noun.head.lemma_.lower() in _COMMITS and not is_passive(noun.head):
        whose = subject_of(noun.head)
    if whose is None or whose.i == noun.i or not _is_somebody(number, whose, cast):
        return Party()
    return cast.party(number, whose)


def _points(noun: "Token") -> bool:
    """Whether a noun points at something known: "this meeting", "the summit"."""
    return any(c.lower_ in {"this", "the", "these", "that"} for c in noun.lefts if c.dep_ == "det")


def _goes_on(noun: "Token") -> Standing:
    """How a fight as a whole stands: what is said of it ahead ("will be aided") leaves it what it is."""
    standing = standing_of(noun, None)
    is_ahead = any(c.lower_ in _AHEAD for c in noun.lefts)
    if is_ahead:
        return replace(standing, status="planned", because="said to come")
    return replace(standing, status="done") if standing.status in {"planned", "hypothetical"} else standing


_AHEAD = {"forthcoming", "upcoming", "coming", "planned", "future", "imminent", "expected", "looming", "possible"}


def _not_yet(noun: "Token", standing: Standing) -> Standing:
    """What is aimed at or still to come is imagined: "to enable the liberation of the town", "its fall would"."""
    if standing.status not in {"done", "planned"}:
        return standing
    for above in noun.ancestors:
        if above.pos_ not in {"VERB", "AUX"}:
            continue
        helpers = {c.lower_ for c in above.children if c.dep_ == "aux"}
        if helpers & {"will", "would", "to", "shall"}:
            return replace(standing, status="hypothetical", because=PURPOSE)
        if above.tag_ in {"VBD", "VBZ", "VBP"} or above.dep_ == "ROOT":
            break
    return replace(standing, status="done") if standing.status == "planned" else standing


def _is_infinitive(verb: "Token") -> bool:
    at = verb
    while at.dep_ == "conj" and at.head.pos_ == "VERB" and at.head.tag_ == at.tag_:
        at = at.head
    return at.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in at.children)


def _is_somebody(number: int, token: "Token", cast: Cast) -> bool:
    """Whether words stand for a party or for people, known or not."""
    if token.tag_ in {"PRP", "PRP$", "WP", "WDT"}:
        return token.lower_ not in {"it", "which", "that"} or bool(cast.party(number, token).actors)
    if lemma_of(token) in PEOPLE_NOUNS | GROUP_NOUNS:
        return True
    party = cast.party(number, token)
    return not party.thing and bool(party.actors or party.unnamed)


def _is_people(number: int, token: "Token", cast: Cast) -> bool:
    """Whether those are beaten who stand there, and not a place taken."""
    if token.tag_ == "PRP$" or _is_place(number, token, cast):
        return False
    return _is_somebody(number, token, cast)


def _is_place(number: int, token: "Token", cast: Cast) -> bool:
    return token.ent_type_ in {"GPE", "LOC", "FAC"} or lemma_of(token) in _GROUND or cast.party(number, token).thing


_GROUND = {"city", "town", "village", "area", "district", "territory", "region", "province", "capital", "stronghold"}


def _is_hostile(number: int, token: "Token", cast: Cast, *, ground: bool) -> bool:
    """Whether somebody can be fought here: a party, a band; of what is taken, a place."""
    if ground and _is_place(number, token, cast):
        return True
    if token.tag_ == "PRP" or lemma_of(token) in GROUP_NOUNS:
        return token.lower_ != "it" or bool(cast.party(number, token).actors)
    return _is_somebody(number, token, cast) and not cast.party(number, token).thing


def _is_in_a_name(number: int, token: "Token", cast: Cast) -> bool:
    mention = cast.at(number, token.i)
    return mention is not None and mention.how in {"name", "metonym"} and mention.last > mention.first
