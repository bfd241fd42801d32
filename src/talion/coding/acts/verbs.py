"""Acts that verbs tell: which sense holds with these objects, who did it, to whom, and when it is no act."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from talion.codebook.acts import ActWords, Sense
from talion.coding.acts.accidents import accident
from talion.coding.acts.folding import fold_foiled, fold_into_noun
from talion.coding.acts.interception import is_defence, makes_safe
from talion.coding.acts.passed_over import pass_over
from talion.coding.acts.status import Standing, standing_of
from talion.coding.acts.threatened import threatened, threatens
from talion.coding.acts.told import (
    ABSTRACT,
    ASSAULT,
    EFFECTS,
    Told,
    head_and_beside,
    is_figure,
    is_imperative,
    is_passive,
    lemma_of,
    subject_of,
)
from talion.coding.sides.cast import Cast
from talion.coding.sides.phrases import GROUP_NOUNS, PEOPLE_NOUNS, WEAPON_NOUNS, Party, phrase_of
from talion.coding.sides.pointing import meant_by_clause
from talion.records import Count

if TYPE_CHECKING:
    from spacy.tokens import Token


# "The rockets landed on the base": verbs that tell an attack where a weapon is their subject.
_LANDING = {"land", "slam", "crash", "fall", "impact", "rain"}


def is_adjective(token: "Token") -> bool:
    """ "state-sanctioned militia" sanctions nobody; "the injured men" are counted, not told."""
    return token.dep_ == "amod" and token.head.i > token.i


def verb_senses(token: "Token", words: ActWords) -> Iterator[tuple[str, Sense, int]]:
    """The senses that a verb can have with what stands beside it, with its words and its last token."""
    lemma = token.lemma_.lower()
    phrased = False
    for child in token.children:
        if (
            child.i > token.i
            and child.dep_ in {"prt", "advmod", "acomp", "dobj", "oprd", "prep"}
            and child.i - token.i <= (8 if child.dep_ == "prt" else 2)
            and not (child.dep_ == "prep" and child.nbor(-1).lower_ in _TAKEN)
        ):
            phrase = f"{lemma} {child.lower_}"
            phrased = phrased or (child.dep_ == "prt" and phrase in words.verbs)
            for sense in words.verbs.get(phrase, ()):
                if _verb_fits(token, sense):
                    yield phrase, sense, child.i
    if phrased:
        return  # to shoot down is not to shoot
    # what is fired, dropped or imposed says more than the verb alone
    for sense in sorted(words.verbs.get(lemma, ()), key=lambda s: not _is_tested(s)):
        if _verb_fits(token, sense):
            yield lemma, sense, token.i
    if lemma in _LANDING and any(
        c.dep_ == "nsubj" and lemma_of(_related(c)) in WEAPON_NOUNS - {"fire", "jet", "aircraft", "helicopter", "round"}
        for c in token.children
    ):
        yield lemma, replace(words.verbs["hit"][0], on=frozenset({"on", "in", "into", "near", "inside", "at"})), token.i


# "Took part in the assault" takes nobody in.
_TAKEN = {"part", "place", "refuge", "shelter", "cover", "interest"}


def _related(subject: "Token") -> "Token":
    """What "that" and "which" stand for: "two rockets that fell in the square"."""
    if subject.lower_ in {"that", "which"} and subject.head.dep_ == "relcl":
        return subject.head.head
    return subject


def why_none(token: "Token", words: ActWords) -> str:
    """Why no sense of a verb holds here, for somebody who asks: what would have to stand beside it."""
    senses = words.verbs.get(token.lemma_.lower(), ())
    wanted = [word for s in senses for word in (*sorted(s.object), *sorted(s.complement), *sorted(s.calls_for))]
    if not wanted:
        return "no sense of it as an act fits who and what stand beside it"
    shown = ", ".join(f"“{word}”" for word in dict.fromkeys(wanted[:: max(1, len(wanted) // 3)][:3]))
    return f"it tells an act only with words such as {shown} beside it"


def _is_tested(sense: Sense) -> bool:
    return bool(sense.object or sense.complement or sense.calls_for or sense.subject or sense.alone)


def _verb_fits(token: "Token", sense: Sense) -> bool:
    if sense.alone and (is_passive(token) or any(c.dep_ in {"dobj", "obj", "ccomp"} for c in token.children)):
        return False
    if sense.subject and not _subject_fits(token, sense):
        return False
    if not sense.object and not sense.complement and not sense.calls_for:
        return True
    if sense.calls_for:
        behind = [
            c
            for c in token.children
            if (c.dep_ == "prep" and c.lower_ == "for") or (c.dep_ == "dobj" and token.lemma_.lower() != "call")
        ]
        return any(t.lemma_.lower() in sense.calls_for for c in behind for t in c.subtree if t.i > token.i)
    objects = [c for c in token.children if c.dep_ in {"dobj", "obj", "nsubjpass", "oprd", "attr", "ccomp", "xcomp"}]
    if token.dep_ in {"acl", "relcl"}:
        objects.append(token.head)
    if (
        sense.action in _GIVES
        and "with" in sense.on
        and token.lemma_.lower() in {"provide", "supply", "furnish", "equip"}
    ):
        # "provided Kesmara with tents"
        objects += [i for c in token.children if c.dep_ == "prep" and c.lower_ == "with" for i in c.children]
    near = [t for o in objects for t in head_and_beside(o)]
    if sense.action == ASSAULT and any(t.lower_ in {"tear", "stun", "rubber", "gas", "blank", "water"} for t in near):
        return False  # what disperses a crowd is no attack
    if sense.complement:
        behind = [
            t
            for c in token.children
            if c.i > token.i
            and (c.dep_ in {"prep", "oprd", "dobj", "xcomp"} or (c.dep_ == "ccomp" and sense.action == "REQUEST"))
            for t in c.subtree
        ]
        text = " ".join(t.lower_ for t in [*near, *behind])
        if any(word in text for word in sense.complement):
            return True
        if sense.mode == "designate":
            return False
    return any(lemma_of(t) in sense.object or t.lower_ in sense.object for t in near)


def _subject_fits(token: "Token", sense: Sense) -> bool:
    """Whether the one who does it is of the kind that the sense asks for; a passive that leaves it out fits."""
    who: Token | None
    if is_passive(token):
        who = next((i for c in token.children if c.dep_ == "agent" for i in c.children if i.dep_ == "pobj"), None)
        if who is None:
            return sense.action == "COERCE"  # "was sentenced to death": by whom goes without saying
        return any(lemma_of(t) in sense.subject for t in head_and_beside(who))
    who = subject_of(token)
    if who is not None and who.lower_ in {"who", "that", "which"} and token.dep_ == "relcl":
        who = token.head
    return who is not None and any(
        lemma_of(t) in sense.subject or t.lower_ in sense.subject for t in head_and_beside(who)
    )


def tell_verb(
    number: int, token: "Token", word: str, sense: Sense, last: int, cast: Cast, nouns: dict[int, Told]
) -> "Told | bool | None":
    """A Told; True where the verb is folded into an act told by a noun; None where this sense does not hold."""
    standing = standing_of(token, token)
    passive = is_passive(token)
    subject = subject_of(token)
    if (
        subject is not None
        and subject.lower_ in {"that", "which"}
        and token.dep_ == "relcl"
        and lemma_of(token.head) in WEAPON_NOUNS
    ):
        subject = token.head  # "the rockets that struck the base"
    objects = [c for c in token.children if c.dep_ in {"dobj", "obj"}]
    if not objects and last != token.i and token.doc[last].dep_ == "prep":  # "cordoned off the roads"
        objects = [c for c in token.doc[last].children if c.dep_ == "pobj"]
    if sense.foils:
        folded = fold_foiled(number, token, objects, subject, nouns, cast, passive=passive)
        if folded is None:
            pass_over(token, "no act is told that it would have stopped")
        return folded
    if is_imperative(token, subject):
        pass_over(token, "an order, which tells of no act")
        return None
    told_by_object = next(
        (nouns[o.i] for o in (*objects, *([subject] if passive and subject is not None else [])) if o.i in nouns), None
    )
    if sense.object and told_by_object is not None and told_by_object.sense.action == sense.action:
        if token not in told_by_object.folded:
            told_by_object.folded.append(token)
        _carry_over(number, told_by_object, token, subject, passive=passive, cast=cast)
        aimed = _aimed_at(number, token, sense, cast)
        if aimed.actors and (
            not told_by_object.recipient.actors
            or set(told_by_object.recipient.actors) <= set(told_by_object.actor.actors)
        ):
            told_by_object.recipient = aimed
        return True  # "launched a rocket attack", "fired missiles at X, its first attack on it": the noun tells it
    if (
        sense.action == ASSAULT
        and not sense.answer
        and fold_into_noun(number, token, subject, objects, passive, cast, nouns)
    ):
        return True
    if standing.because == "a purpose" and sense.action != ASSAULT:
        pass_over(token, "a purpose: what something else was done for")
        return None  # "sent fighters to support the president": what for, and no act by itself
    told = Told(number, token, token.i, last, sense, word, False, standing)
    if sense.status and standing.status == "done":
        told.standing = Standing(sense.status, standing.hedge, standing.because, standing.tense)
    agent = next((i for c in token.children if c.dep_ == "agent" for i in c.children if i.dep_ == "pobj"), None)
    if passive:
        if agent is not None:
            told.actor = cast.party(number, agent).acting
            if not told.actor.actors and lemma_of(agent) in WEAPON_NOUNS:
                told.actor = _whose_weapon(number, agent, cast)
        if subject is not None:
            told.recipient = _without_agent(number, token, subject, cast.party(number, subject), cast)
            if sense.action == "MOBILIZE":  # "5,000 American soldiers are deployed": who is sent is the side that acts
                sent, told.recipient = told.recipient, Party()
                speaker = cast.speaker_at(number, token.i)
                if speaker is not None and not any(c.dep_ in {"amod", "compound"} for c in subject.lefts):
                    sent = replace(sent, actors=(speaker,), why="forces of the side that speaks")
                told.actor = told.actor if told.actor.actors or agent is not None else replace(sent.acting, thing=False)
    else:
        if subject is not None:
            told.actor = with_those_beside(number, token, _acting(number, subject, cast), cast)
        judges = sense.mode == "disapprove" or sense.action == "REJECT"
        about_an_act = judges and objects and objects[0].lower_ in {"it", "this", "that", "them"}
        if objects and not about_an_act and objects[0].i != last and not _is_own_force(told, objects[0]):
            told.recipient = cast.party(number, objects[0])
    if sense.action in _GIVES and sense.object and objects and _is_given(objects[0], sense) and not passive:
        told.recipient = _given_to(number, token, objects[0], told.recipient, cast)
    hit_thing = bool(sense.object)
    fired = [o for first in objects for o in (first, *first.conjuncts)]
    behind = [*token.children, *(c for o in fired for c in o.children if sense.object)]
    for child in behind:
        if child.dep_ in {"prep", "dative"} and child.lower_ in (sense.on or {"on", "against", "at"}):
            for inner in child.children:
                if inner.dep_ == "pobj" and not (sense.action in _GIVES and _is_given(inner, sense)):
                    party = cast.party(number, inner)
                    if hit_thing or sense.undirected or not told.recipient.actors:
                        if party.actors or party.thing or party.unnamed:
                            told.recipient = party
                        hit_thing = False
    if (
        sense.undirected
        and not passive
        and subject is not None
        and len(told.actor.actors) > 1
        and not told.recipient.actors
        and not objects  # "their forces fought the attackers": both on one side
    ):
        both = told.actor
        told.actor = Party(both.actors[:1], both.first, both.last, why="one of two sides")
        told.recipient = Party(both.actors[1:], both.first, both.last, why="one of two sides")
    if sense.object and sense.action != ASSAULT and not told.recipient.actors:
        whose = _owned(number, objects or ([subject] if passive and subject is not None else []), cast)
        if whose.actors and whose.actors != told.actor.actors:
            told.recipient = whose
    if sense.undirected and not passive and not told.recipient.actors and subject is not None:
        # of what somebody says, those in his words alone: "a report found that troops were fighting"
        inside = token.left_edge.i if token.dep_ in {"ccomp", "xcomp", "advcl"} else token.sent.start
        before = [m.actor for m in cast.mentions[number] if inside <= m.first and m.last < token.i]
        pair = list(dict.fromkeys(before))
        if len(pair) == 2 and (told.actor.actors == () or told.actor.actors[0] in pair):
            told.actor = Party((pair[0],), subject.i, subject.i, why="one of two sides")
            told.recipient = Party((pair[1],), subject.i, subject.i, why="one of two sides")
    told.matter = _matter(token, sense, told.recipient)
    if sense.action == "AGREE" and objects and not told.recipient.actors:
        told.recipient = _promised(number, token, objects[0], told.actor, cast) or told.recipient
    if sense.action == "AID" and sense.object and objects:
        given = [i for c in token.children if c.dep_ == "prep" and c.lower_ == "with" for i in c.children]
        told.matter = phrase_of(next((i for i in given if _is_given(i, sense)), objects[0]))
        told.recipient = _supported(number, token, cast) or told.recipient
    if sense.action == "REQUEST" and not told.recipient.actors:
        asked = _asked(number, token, cast)
        told.recipient = asked if asked.first >= 0 else told.recipient
    if sense.action == "THREATEN" and not told.recipient.actors:
        told.recipient = threatened(number, token, cast)
    if _counts_so_far(token) if told.word in EFFECTS else _goes_on(token):
        told.so_far, told.acts = True, Count(2)
    if subject is not None and lemma_of(subject) in WEAPON_NOUNS and not passive:
        told.actor = _whose_weapon(number, subject, cast)
        told.why.append(f"'{subject.text}' is what struck, not who")
    why_not = _why_not(told, token, objects, subject, passive=passive)
    if why_not is not None:
        pass_over(token, why_not)
        return None
    return told


# What is given passes from one to another, and is neither.
_GIVES = {"AID", "COOPERATE", "CONCEDE"}


def _is_given(thing: "Token", sense: Sense) -> bool:
    return any(lemma_of(t) in sense.object for t in head_and_beside(thing))


def _given_to(number: int, verb: "Token", thing: "Token", known: Party, cast: Cast) -> Party:
    """To whom "contributed 20 million dollars to the fund" gives it: a party, people, or a body that no list knows."""
    for child in (*verb.children, *thing.children):
        if child.dep_ not in {"prep", "dative"} or child.lower_ not in {"to", "for"} or child.i < thing.i:
            continue
        inner = next((c for c in child.children if c.dep_ == "pobj"), None)
        party = cast.party(number, inner) if inner is not None else Party()
        if inner is None or not (party.actors or lemma_of(inner) in PEOPLE_NOUNS or inner.ent_type_ == "ORG"):
            continue
        return give_actor_a_name(number, replace(party, thing=False), cast)
    return known if known.actors or lemma_of(thing) in PEOPLE_NOUNS else Party()


def _promised(number: int, verb: "Token", agreement: "Token", actor: Party, cast: Cast) -> Party | None:
    """With whom an accord is whose words say only what it gives: "signed an accord to supply Doruvia with wheat"."""
    for clause in (*agreement.children, *(c for c in verb.children if c.i > agreement.i)):
        below = list(clause.children)
        if clause.dep_ not in {"acl", "relcl", "xcomp", "advcl"} or not any(
            c.lower_ == "to" and c.dep_ == "aux" for c in below
        ):
            continue
        whom = [c for c in below if c.dep_ in {"dobj", "dative"}]
        whom += [i for c in below if c.dep_ in {"prep", "dative"} and c.lower_ in _TO_WHOM for i in c.children]
        for one in whom:
            party = cast.party(number, one)
            if party.actors and not party.thing and not set(party.actors) & set(actor.actors):
                return party
    return None


_TO_WHOM = {"to", "with", "from"}


def with_those_beside(number: int, verb: "Token", actor: Party, cast: Cast) -> Party:
    """Who acts and those who act with him: "Kesmara, together with Doruvia, has condemned"."""
    if not actor.actors:
        return actor
    head = verb.doc[actor.last]
    places = [*head.rights, *(c for c in verb.lefts if c.i > actor.last), *(c for t in verb.lefts for c in t.children)]
    for child in places:
        if child.dep_ != "prep" or child.lower_ != "with" or not actor.last < child.i < verb.i:
            continue
        if child.nbor(-1).lower_ not in {"together", "along", "jointly"}:
            continue
        inner = next((c for c in child.children if c.dep_ == "pobj"), None)
        other = cast.party(number, inner) if inner is not None else Party()
        if other.actors:
            return replace(actor, actors=tuple(dict.fromkeys((*actor.actors, *other.actors))))
    return actor


def _is_own_force(told: Told, token: "Token") -> bool:
    """Whether an object is what the actor moves, and nobody to whom it is done: "called up 4,000 reservists"."""
    if told.word in _SHOOTS and lemma_of(token) in WEAPON_NOUNS:
        return True  # "fired two missiles"
    return told.sense.action == "MOBILIZE" and (lemma_of(token) in PEOPLE_NOUNS or lemma_of(token) in GROUP_NOUNS)


_SHOOTS = {"fire", "launch", "hurl", "lob", "shoot", "throw", "test"}


def _carry_over(number: int, told: Told, verb: "Token", subject: "Token | None", *, passive: bool, cast: Cast) -> None:
    """Give an act told by a noun the one who does its verb: "the curfew imposed by the officers"."""
    agent = next((i for c in verb.children if c.dep_ == "agent" for i in c.children if i.dep_ == "pobj"), None)
    who = agent if passive else subject
    if who is None or told.actor.actors or who.i == told.token.i:
        return
    told.actor = _acting(number, who, cast)
    told.why.append(f"actor by '{verb.text}'")
    if told.standing.status != "done":
        return
    told.standing = standing_of(told.token, verb)


def _owned(number: int, objects: list["Token"], cast: Cast) -> Party:
    """Whose the object is, where a measure is taken against what somebody has: "the accounts of six officers"."""
    for held in objects:
        for child in held.children:
            if child.dep_ == "poss" or (child.dep_ in {"amod", "compound", "nmod"} and cast.at(number, child.i)):
                party = cast.party(number, child)
                if party.actors:
                    return party
            if child.dep_ == "prep" and child.lower_ in {"of", "against", "from", "to", "with", "for"}:
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        party = cast.party(number, inner)
                        if party.actors or party.unnamed:
                            return party
    return Party()


def _aimed_at(number: int, token: "Token", sense: Sense, cast: Cast) -> Party:
    for child in token.children:
        if child.dep_ in {"prep", "dative"} and child.lower_ in sense.on:
            for inner in child.children:
                if inner.dep_ == "pobj":
                    party = cast.party(number, inner)
                    if party.actors:
                        return party
    return Party()


# What stands there and may be shelled, though who hits the road or the market has done it no harm.
_STANDING = {"market", "road", "wall", "ground", "target"}
_NO_SIDES = "no two sides that are known stand beside it, and the word alone is too weak"
_NOBODY = "nobody is said to do it: no party, no people, no name"


def _why_not(
    told: Told, token: "Token", objects: list["Token"], subject: "Token | None", *, passive: bool
) -> str | None:
    """Why this verb, in this sense, tells no act with these sides; None where it does."""
    sense = told.sense
    action = sense.action
    if sense.answer:
        points = subject is not None and subject.lower_ in {"it", "this", "that", "these", "those"}
        if points and not passive and told.standing.status == "done":
            return "it points back at an act told before, which is the one that answers"
        return None if told.actor.actors or passive else "who answers is no party that is known"
    if action == "THREATEN":
        if not _is_somebody(told.actor, subject, passive=passive):
            return _NOBODY
        return None if sense.sure or threatens(token, told.actor) else "what is said is no threat"
    target = subject if passive else (objects[0] if objects else None)
    if action == ASSAULT and makes_safe(token, None if passive else subject, target):
        return "to blow up what was found makes it safe"
    if action == ASSAULT and sense.weak:
        by = next((i for c in token.children if c.dep_ == "agent" for i in c.children), None) if passive else subject
        armed = by is not None and lemma_of(by) in WEAPON_NOUNS
        if target is not None and target.lemma_.lower() in (ABSTRACT - _STANDING if armed else ABSTRACT):
            return f"“{target.text}” is nothing that can be attacked but in a figure of speech"
        if told.word in {"hit", "strike", "target"} and target is None and told.recipient.first < 0:
            return "nothing is said to be hit"
        if told.word in _LANDING:
            return None if told.recipient.first >= 0 else "nothing is said to be hit"
        if told.word in {"shoot down", "down", "destroy"} and target is not None and is_defence(target):
            return "to stop what flies is defence, and told with the attack"
        strong = told.recipient.actors or told.recipient.thing or told.recipient.unnamed
        strong = strong or (target is not None and target.ent_type_ in {"GPE", "LOC", "FAC"})
        strong = strong or (target is not None and target.pos_ == "PROPN" and target.ent_type_ not in {"PERSON", "ORG"})
        by_whom = told.actor.actors or told.actor.unnamed or (subject is not None and lemma_of(subject) in WEAPON_NOUNS)
        if (strong and (by_whom or passive)) or (by_whom and sense.mode and told.recipient.first >= 0):
            return None
        return "too weak a word alone: " + (
            "whom or what it was done to is nobody and nothing that is known" if not strong else "nobody does it"
        )
    if action == ASSAULT and told.word in {"fight", "battle"}:
        if target is not None and not passive and target.pos_ == "NOUN" and is_figure(target):
            return f"“{told.word} {target.text}” is a figure of speech"
        return None if told.actor.actors and told.recipient.actors else _NO_SIDES
    if action == ASSAULT:
        if told.word in EFFECTS and (why := accident(token)) is not None:
            return why
        if target is not None or told.actor.actors or told.actor.unnamed or told.recipient.first >= 0:
            return None
        return "neither who did it nor to whom is said"
    if (
        action == "COERCE"
        and not sense.sure
        and target is not None
        and target.lemma_.lower() in {"power", "control", "chance", "initiative", "opportunity"}
    ):
        return f"“{target.text}” is nothing that is taken from anybody by force"
    if action == "REQUEST":
        if not _asks(told, token):
            return "nothing is asked for"
        return None if _is_somebody(told.actor, subject, passive=passive) else _NOBODY
    if action == "PROTEST":
        return None if subject is not None else _NOBODY
    somebody = _is_somebody(told.actor, subject, passive=passive)
    two_sides = told.actor.actors and told.recipient.actors and told.actor.actors != told.recipient.actors
    if sense.sure:
        return None if somebody or passive or sense.subject else _NOBODY
    speaks = subject is not None and subject.lower_ in {"i", "we"} and not passive
    if action in {"SUPPORT", "ACCUSE"} and speaks and told.recipient.actors:
        return None  # "we thank Kesmara": who speaks does it
    if sense.weak:
        return None if two_sides else _NO_SIDES
    if action in {"MOBILIZE", "SANCTION", "AID"} and passive and not told.actor.actors and sense.object:
        return None  # "soldiers would be sent, the ministry said": the speaker may turn out to be the one who sends
    if action == "COERCE":
        if told.recipient.first < 0:
            return "nobody is named to whom it was done"
        return None if somebody or passive else _NOBODY
    if action in {"MOBILIZE", "AID", "RETREAT", "SANCTION", "CONCEDE", "COOPERATE", "REJECT"}:
        return None if somebody or (passive and target is not None) else _NOBODY
    return None if two_sides else _NO_SIDES


def _is_somebody(actor: Party, subject: "Token | None", *, passive: bool) -> bool:
    """Whether a party or people do it: a name, a band, "officers"; "the flood" and "prices" are nobody."""
    if actor.actors or actor.unnamed:
        return True
    if subject is None or passive:
        return False
    near = head_and_beside(subject)
    return (
        subject.ent_type_ in {"PERSON", "ORG", "GPE", "NORP"}
        or any(lemma_of(t) in PEOPLE_NOUNS or lemma_of(t) in GROUP_NOUNS for t in near)
        or (subject.pos_ == "PROPN" and subject.ent_type_ == "")
    )


def _asks(told: Told, token: "Token") -> bool:
    """Whether somebody asks for something: "calls it a breach" asks for nothing."""
    if told.word in {"want", "wish", "tell", "instruct", "advise", "direct"}:
        whom = told.recipient  # "wants to withdraw" asks nobody for anything
        return whom.first >= 0 and not set(whom.actors) & set(told.actor.actors)
    if told.sense.sure or told.word in {"urge", "implore", "beg", "petition"}:
        return True
    wanted = any(
        c.dep_ in {"ccomp", "xcomp", "advcl"} or (c.dep_ == "prep" and c.lower_ in {"for", "on", "upon", "to"})
        for c in token.children
        if c.i > token.i
    )
    if told.word == "call":
        wanted = any(c.dep_ == "prep" and c.lower_ in {"on", "upon", "for"} for c in token.children)
    elif told.word in {"press", "insist", "order", "ask"}:
        wanted = wanted and bool(told.recipient.actors) and told.word != "insist"
    elif told.word == "demand":
        wanted = True
    return wanted


def _counts_so_far(token: "Token") -> bool:
    """ "Have been killed since Monday", "so far": a sum over many acts, and no act."""
    words = {t.lower_ for t in token.subtree}
    if "since" in words and any(c.lower_ in {"have", "has", "had"} for c in token.children):
        return True
    near = token.sent.text.lower()
    return any(
        phrase in near
        for phrase in (" so far", " to date", " in total", " over the past ", " in the past ", " overall")
    )


def _goes_on(token: "Token") -> bool:
    """ "Has attacked soft targets since it lost the towns", "fired again and again": deeds over some time."""
    have = any(c.dep_ == "aux" and c.lower_ in {"has", "have", "'ve"} for c in token.children)
    if (have or token.tag_ == "VBD") and any(
        c.lower_ == "repeatedly"
        or (c.lower_ in {"again", "over"} and c.i + 2 < len(c.doc) and c.nbor(1).lower_ == "and")
        for c in token.children
    ):
        return True
    return have and any(
        c.lower_ == "since" or any(m.dep_ == "mark" and m.lower_ == "since" for m in c.children)
        for c in token.children
        if c.i > token.i
    )


def _supported(number: int, token: "Token", cast: Cast) -> Party | None:
    """Whom "sent fighters to Syria to support President X" supports."""
    for clause in token.children:
        if clause.dep_ == "advcl" and clause.lemma_.lower() in {"support", "help", "back", "aid", "assist"}:
            for child in clause.children:
                if child.dep_ == "dobj":
                    party = cast.party(number, child)
                    return party if party.actors else None
    return None


def _matter(token: "Token", sense: Sense, recipient: Party) -> tuple[int, int] | None:
    """What is imposed, threatened or called for, as first and last token."""
    if sense.action == "THREATEN":
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in {"of", "for", "with"}:
                inner = next((c for c in child.children if c.dep_ == "pobj"), None)
                if inner is not None:
                    return phrase_of(inner)
    if sense.action == "SANCTION":
        behind = [
            c
            for c in token.children
            if c.dep_ in {"dobj", "oprd", "attr", "nsubjpass"} and not recipient.first <= c.i <= recipient.last
        ]
        behind += [
            i for c in token.children if c.dep_ == "prep" and c.lower_ == "as" for i in c.children if i.dep_ == "pobj"
        ]
        if behind and (sense.complement or sense.object):
            return phrase_of(behind[-1])
    return None


# "Demanded that he be freed": of whoever holds him.
_OF_OTHERS = {"free", "release", "extradite", "try", "punish", "arrest", "hand", "return", "prosecute", "spare"}


def _asked(number: int, token: "Token", cast: Cast) -> Party:
    """Of whom: the subject of what is demanded ("demanded that American troops leave")."""
    for clause in token.children:
        if clause.dep_ in {"ccomp", "xcomp"}:
            for child in clause.children:
                freed = child.dep_ == "nsubjpass" and clause.lemma_.lower() in _OF_OTHERS
                if child.dep_ in {"nsubj", "nsubjpass"} and not freed:
                    return cast.party(number, child)
    return Party()


def _acting(number: int, subject: "Token", cast: Cast) -> Party:
    if subject.lower_ in {"that", "which", "who"} and subject.head.dep_ == "relcl":
        return cast.party(number, meant_by_clause(subject.head))
    return give_actor_a_name(number, cast.party(number, subject).acting, cast)


def give_actor_a_name(number: int, party: Party, cast: Cast) -> Party:
    """The one who acts; a name that the registry does not know is a new party."""
    if party.first < 0 or party.unnamed or party.thing:
        return party
    together = [
        t
        for t in cast.paragraphs[number].doc[party.first : party.last + 1]
        if t.pos_ == "PROPN" and (t.dep_ == "conj" or t.conjuncts) and t.ent_type_ in {"", "GPE", "ORG", "NORP"}
    ]
    if len(together) > len(party.actors) and len(together) == 2:  # "Varelia and Karsun", where one or neither is known
        known = [cast.at(number, t.i) for t in together]
        names = [
            mention.actor if mention is not None else cast.introduce(number, phrase_of(t)[0], t.i)
            for t, mention in zip(together, known, strict=True)
        ]
        if all(names) and set(party.actors) <= set(names):
            return replace(party, actors=tuple(dict.fromkeys(n for n in names if n)), why="names told together")
    if party.actors:
        return party
    head = cast.paragraphs[number].doc[party.last]
    if head.pos_ == "PROPN":
        new = cast.introduce(number, phrase_of(head)[0], head.i)
        if new:
            return Party((new,), party.first, party.last, why="a name that the registry does not know")
    return party


def _without_agent(number: int, verb: "Token", subject: "Token", party: Party, cast: Cast) -> Party:
    """Whose "Kesmaran post hit by Doruvian shells" is, which in a headline is one phrase: by the words before it."""
    if verb.dep_ != "acl" or verb.head.i != subject.i:
        return party
    whose = [m for c in subject.lefts if (m := cast.at(number, c.i)) is not None]
    if not whose:
        return party
    return replace(party, actors=(whose[-1].actor,), first=subject.left_edge.i, last=subject.i)


def _whose_weapon(number: int, weapon: "Token", cast: Cast) -> Party:
    """ "Israeli warplanes hit", "rockets fired by X hit": whose, where the words say so."""
    beside = [c for c in weapon.head.children if c.dep_ == "nsubj" and weapon.i < c.i < weapon.head.i]
    if weapon.dep_ == "nsubj" and any(c.lower_ == "of" for c in weapon.rights) and beside:
        mention = cast.at(number, beside[-1].i)  # "jets of the mission Sentinel fired": the parser makes two subjects
        if mention is not None:
            return Party((mention.actor,), mention.first, mention.last, why="whose weapon it was")
    for child in weapon.children:
        if child.i < weapon.i and child.dep_ in {"amod", "compound", "nmod", "poss"}:
            mention = cast.at(number, child.i)
            if mention is not None:
                return Party((mention.actor,), mention.first, mention.last, why="whose weapon it was")
        if child.dep_ in {"acl", "relcl"} and child.lemma_.lower() in {"fire", "launch", "plant", "drop"}:
            for agent in child.children:
                if agent.dep_ == "prep" and agent.lower_ == "from":
                    for inner in agent.children:  # "fired from a Kesmaran aircraft", and not "from Gaza"
                        owned = inner.dep_ == "pobj" and lemma_of(inner) in WEAPON_NOUNS
                        whose = [m for c in inner.lefts if owned and (m := cast.at(number, c.i)) is not None]
                        if whose:
                            return Party((whose[-1].actor,), whose[-1].first, whose[-1].last, why="whose weapon it was")
                if agent.dep_ == "agent":
                    for inner in agent.children:
                        if inner.dep_ == "pobj":
                            return cast.party(number, inner)
    return Party(unnamed=True, why="only the weapon is named")
