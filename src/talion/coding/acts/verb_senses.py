"""Which senses of an act a verb can have with what stands beside it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from talion.codebook.acts import ActWords, Sense
from talion.coding.acts.ground_won import GROUND, is_ground_won
from talion.coding.acts.sentenced import SENTENCED, is_sentence
from talion.coding.acts.told import ASSAULT, head_and_beside, is_passive, lemma_of, subject_of
from talion.coding.sides.phrases import WEAPON_NOUNS

if TYPE_CHECKING:
    from spacy.tokens import Token

# "The rockets landed on the base": verbs that tell an attack where a weapon is their subject.
LANDING = {"land", "slam", "crash", "fall", "impact", "rain"}


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
            and child.dep_ in {"prt", "advmod", "acomp", "dobj", "oprd", "prep", "agent", "intj"}
            and child.i - token.i <= (8 if child.dep_ == "prt" else 2)
            and not (child.dep_ == "prep" and child.nbor(-1).lower_ in _TAKEN)
        ):
            phrase = f"{lemma} {child.lower_}"
            phrased = phrased or (child.dep_ == "prt" and phrase in words.verbs)
            for sense in sorted(words.verbs.get(phrase, ()), key=lambda s: not _is_tested(s)):
                if _verb_fits(token, sense):
                    yield phrase, sense, child.i
    if (over := _particle_of_number(token)) is not None:
        for sense in words.verbs.get(f"{lemma} {over.lower_}", ()):
            if _verb_fits(token, sense):
                phrased = True
                yield f"{lemma} {over.lower_}", sense, over.i
    if is_ground_won(token):
        yield lemma, GROUND, token.i
    if is_sentence(token):
        yield lemma, SENTENCED, token.i
    if phrased:
        return  # to shoot down is not to shoot
    # what is fired, dropped or imposed says more than the verb alone
    for sense in sorted(words.verbs.get(lemma, ()), key=lambda s: not _is_tested(s)):
        if _verb_fits(token, sense):
            yield lemma, sense, token.i
    if lemma in LANDING and any(
        c.dep_ == "nsubj" and lemma_of(_related(c)) in WEAPON_NOUNS - {"fire", "jet", "aircraft", "helicopter", "round"}
        for c in token.children
    ):
        yield lemma, replace(words.verbs["hit"][0], on=frozenset({"on", "in", "into", "near", "inside", "at"})), token.i


def _particle_of_number(token: "Token") -> "Token | None":
    """ "Is to hand over 14 fishermen": the parser takes the particle for "more than"."""
    following = token.nbor(1) if token.i + 1 < len(token.doc) else None
    counts = following is not None and following.lower_ == "over" and following.dep_ in {"quantmod", "advmod"}
    return following if counts and following is not None and following.head.i > following.i else None


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
        sense.action in GIVES
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
            and (
                c.dep_ in {"prep", "oprd", "dobj", "xcomp"}
                or (c.dep_ == "ccomp" and (sense.action == "REQUEST" or token.lemma_ in _BIDDING))
                or (c.dep_ == "advcl" and (token.lemma_ in _BIDDING or sense.action == "PROTEST"))
            )
            for t in c.subtree
        ]
        text = " ".join(t.lower_ for t in [*near, *behind])
        if any(word in text for word in sense.complement) or _is_among_own_words(token, sense):
            return True
        if token.doc[token.i + 1 : token.i + 6].text.lower().startswith(tuple(sense.complement)):
            return True  # "continues to stand shoulder to shoulder with", where the parser hears another verb
        if sense.mode == "designate":
            return "non grata" in sense.complement and "non grata" in token.doc[token.i : token.i + 14].text
    if "dollar" in sense.object and any(_is_money(t) for t in near):
        return True  # "granted four million crowns"
    if any(c.dep_ == "dobj" and c.ent_type_ in {"GPE", "LOC"} for c in token.children) and _is_given_up(token, sense):
        return True
    return any(lemma_of(t) in sense.object or t.lower_ in sense.object for t in near)


def _is_among_own_words(verb: "Token", sense: Sense) -> bool:
    """Whether a phrase stands in the words behind a verb that hang on no other verb.

    "Sent X, who ran the port, and Y to prison": the parser hangs "to prison" on Y.
    """
    kept = verb.doc.user_data  # one verb is asked for many senses
    own: str | None = kept.get(f"own words {verb.i}")
    if own is None:
        own = kept[f"own words {verb.i}"] = " ".join(_own_words(verb))
    return any(word in own for word in sense.complement)


def _own_words(verb: "Token") -> "Iterator[str]":
    for token in verb.doc[verb.i + 1 : verb.i + _FAR]:
        if token.is_sent_start:
            return
        if token.pos_ in {"VERB", "AUX"}:
            continue
        above = token.head
        while above.head.i != above.i and above.pos_ not in {"VERB", "AUX"}:
            above = above.head
        if above.i == verb.i:
            yield token.lower_


_FAR = 45  # tokens behind a verb


def _is_given_up(verb: "Token", sense: Sense) -> bool:
    """ "Handed the town back to the government", "shut Runavik to foreign ships": a place with a name for an object."""
    behind = [c for c in verb.children if c.i > verb.i and c.dep_ in {"prep", "dative"} and c.lower_ == "to"]
    if not behind:
        return False
    if sense.mode == "release":
        return verb.lemma_ in {"hand", "give"}
    return sense.mode == "discontinue" and "border" in sense.object and verb.lemma_ in {"close", "shut", "seal"}


# "Gave them a week to leave", "let them go": the clause behind belongs to what is said.
_BIDDING = {"give", "let"}


def _is_money(token: "Token") -> bool:
    """ "Four million crowns", and not "four million people"."""
    if token.ent_type_ == "MONEY":
        return True
    counted = any(c.dep_ == "nummod" and {t.lower_ for t in c.subtree} & {"million", "billion"} for c in token.lefts)
    return counted and token.lemma_.lower() in _COINS


_COINS = {
    "crown", "krone", "krona", "pound", "franc", "peso", "rupee", "rouble", "ruble", "dinar", "rial", "riyal", "lira",
    "mark", "yen", "yuan", "shilling", "naira", "rand", "dirham", "zloty", "shekel", "dollar", "euro", "guilder",
}  # fmt: skip


def _subject_fits(token: "Token", sense: Sense) -> bool:
    """Whether the one who does it is of the kind that the sense asks for; a passive that leaves it out fits."""
    who: Token | None
    if is_passive(token):
        who = next((i for c in token.children if c.dep_ == "agent" for i in c.children if i.dep_ == "pobj"), None)
        if who is None:
            # "was sentenced to death": by whom goes without saying; "was driven off": it does not
            return sense.action == "COERCE" and sense.mode != "restrict"
        return any(lemma_of(t) in sense.subject for t in head_and_beside(who))
    who = subject_of(token)
    if who is not None and who.lower_ in {"who", "that", "which"} and token.dep_ == "relcl":
        who = token.head
    return who is not None and any(
        lemma_of(t) in sense.subject or t.lower_ in sense.subject for t in head_and_beside(who)
    )


# What is given passes from one to another, and is neither.
GIVES = {"AID", "COOPERATE", "CONCEDE"}
