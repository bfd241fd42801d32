"""What the small parser often gets wrong in reports of attacks, set right in the tree before anybody reads it."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SUBJECTS = {"nsubj", "nsubjpass"}
_FINITE = {"VBD", "VBZ", "VBP", "VBN"}
_LOOSE = {"conj", "ccomp", "advcl", "dep", "parataxis"}
_HURT = {"wounded", "injured", "killed", "hurt"}
_OF_COUNTS = {"of", "at", "with", "to", "from"}
# How far apart the participle and the verb that the noun is the subject of may stand.
_NEAR = 12
# A head to the left is a negative number, kept as spaCy keeps it: without a sign.
_WRAP = 2**64


def mend(doc: "Doc") -> "Doc":
    """The same parse with shortened relative clauses where they belong.

    In "rockets fired from the coast killed two people" the parser takes *fired* for the verb and hangs *killed* on
    whatever stands before it, so that the one who spoke before becomes the killer. A verb without a subject, joined by
    no word and no comma to what it hangs on, takes the noun before a participle as its subject. In "spoke of eight dead
    and more than twenty wounded" the wounded are people, whom nobody who spoke has wounded.
    """
    for verb in doc:
        low, tag, kind = verb.lower_, verb.tag_, verb.dep_
        if tag in _FINITE:
            if low in _HURT and _are_counted(verb):
                verb.tag_ = "JJ"
            elif kind in _LOOSE and (participle := _participle_before(verb)) is not None:
                _take_over(verb, participle)
        elif kind == "dative" and tag.startswith("NN") and verb.head.lower_ in _NAMING:
            for called in verb.head.rights:
                if called.dep_ == "dobj" and called.i > verb.i:
                    verb.dep_, called.dep_ = "dobj", "oprd"  # "designated the Front a terrorist group": the Front
                    break
        elif kind == "conj" and tag in {"NNP", "NNPS"} and (next_one := _verb_behind(verb)) is not None:
            _give_subject(next_one, verb)
        elif low in _WEEKDAYS and kind in _SUBJECTS and (noun := _whose_day(verb)) is not None:
            _give_verb_to(noun, verb)
        if low in _COMPASS and (noun := _noun_before(verb)) is not None:
            _part_from(noun, verb)
    return doc


def _verb_behind(name: "Token") -> "Token | None":
    """The verb whose subject a name is that was joined to a noun: "condemned the shooting and Japan sent a plane"."""
    doc, noun = name.doc, name.head
    if name.i + 1 >= len(doc) or noun.dep_ != "dobj" or noun.tag_ not in {"NN", "NNS"} or name.i <= noun.i:
        return None
    verb = doc[name.i + 1]
    joined = verb.tag_ in {"VBD", "VBZ", "VBP"} and verb.dep_ == "conj" and verb.head.i == noun.head.i
    if not joined or any(child.dep_ in _SUBJECTS for child in verb.children):
        return None
    return verb


def _give_subject(verb: "Token", name: "Token") -> None:
    """Makes a name the subject of the verb behind it."""
    doc = name.doc
    heads = [token.head.i for token in doc]
    kinds = [token.dep_ for token in doc]
    heads[name.i], kinds[name.i] = verb.i, "nsubj"
    _write(doc, heads, kinds)


_NAMING = {"designated", "designates", "declared", "labelled", "labeled", "branded", "proclaimed"}
_WEEKDAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday"}
_COMPASS = {"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"}


def _whose_day(day: "Token") -> "Token | None":
    """The noun that does what a day is taken to do: the marchers of "marchers who held it since Monday withdrew"."""
    verb = day.head
    since = day.nbor(-1) if day.i > day.sent.start else None
    if since is None or since.head != verb or since.dep_ != "mark" or verb.dep_ != "advcl" or verb.i <= day.i:
        return None
    clause = verb.head
    noun = clause.head
    is_relative = clause.dep_ in {"relcl", "acl"} and noun.tag_.startswith("NN") and noun.i < clause.i < since.i
    return noun if is_relative and noun.dep_ == "ROOT" else None


def _give_verb_to(noun: "Token", day: "Token") -> None:
    """Makes the verb the sentence's, the noun its subject, and the day one that belongs to the clause on the noun."""
    doc, verb, since = noun.doc, day.head, day.nbor(-1)
    heads = [token.head.i for token in doc]
    kinds = [token.dep_ for token in doc]
    clause = verb.head
    heads[verb.i], kinds[verb.i] = verb.i, "ROOT"
    heads[noun.i] = verb.i
    kinds[noun.i] = "nsubjpass" if any(child.dep_ == "auxpass" for child in verb.lefts) else "nsubj"
    heads[since.i], kinds[since.i] = clause.i, "prep"
    heads[day.i], kinds[day.i] = since.i, "pobj"
    for child in noun.rights:
        if child.i > verb.i:
            heads[child.i] = verb.i
    _write(doc, heads, kinds)


def _noun_before(direction: "Token") -> "Token | None":
    """The noun that is read as a part of "north of": the "base" of "struck Balad air base north of Baghdad"."""
    before = direction.nbor(-1) if direction.i > direction.sent.start else None
    after = direction.nbor(1) if direction.i + 1 < len(direction.doc) else None
    joined = before is not None and before.head == direction and before.dep_ in {"compound", "nmod"}
    if not joined or before is None or after is None or after.lower_ != "of" or not before.tag_.startswith("NN"):
        return None
    return before


def _part_from(noun: "Token", direction: "Token") -> None:
    """Gives the noun the place of the direction, and hangs the direction on the noun."""
    doc = noun.doc
    heads = [token.head.i for token in doc]
    kinds = [token.dep_ for token in doc]
    above = direction.head
    heads[noun.i], kinds[noun.i] = (noun.i if above == direction else above.i), direction.dep_
    if direction.dep_ in {"advmod", "npadvmod"}:
        kinds[noun.i] = "dobj" if above.i < noun.i and above.tag_.startswith("VB") else "npadvmod"
    for child in direction.lefts:
        if child != noun:
            heads[child.i] = noun.i
    heads[direction.i], kinds[direction.i] = noun.i, "advmod"
    _write(doc, heads, kinds)


def _are_counted(verb: "Token") -> bool:
    """Whether a word of harm only says what befell those counted before it: "a toll of nine and forty injured"."""
    number = verb.nbor(-1) if verb.i > verb.sent.start else None
    if number is None or not (number.like_num or number.tag_ == "CD"):
        return False
    if any(c.dep_ in {"dobj", "auxpass", "aux", "agent", *_SUBJECTS} for c in verb.children):
        return False
    while number.dep_ == "conj" and number.head.i < number.i:
        number = number.head
    return number.dep_ == "dobj" or (number.dep_ == "pobj" and number.head.lower_ in _OF_COUNTS)


def _participle_before(verb: "Token") -> "Token | None":
    """The participle that was read as the verb of the noun before it, if `verb` is that noun's true verb."""
    if any(child.dep_ in _SUBJECTS or child.dep_ in {"csubj", "expl", "cc", "mark"} for child in verb.lefts):
        return None
    doc = verb.doc
    for one in doc[max(verb.sent.start, verb.i - _NEAR) : verb.i]:
        if one.tag_ not in {"VBN", "VBD"} or not _is_bare_with_subject(one):
            continue
        between = doc[one.i + 1 : verb.i]
        if len(between) and not any(_parts_clauses(t) for t in between) and one.head != verb:
            return one
    return None


def _is_bare_with_subject(verb: "Token") -> bool:
    """Whether it has a noun right before it as subject, no auxiliary and no object: "rockets fired from …"."""
    before = list(verb.lefts)
    subjects = [child for child in before if child.dep_ in _SUBJECTS]
    return (
        len(subjects) == 1
        and subjects[0].i == verb.i - 1
        and subjects[0].tag_.startswith("NN")
        and not any(child.dep_ in {"aux", "auxpass", "neg"} for child in before)
        and not any(child.dep_ in {"dobj", "attr", "ccomp", "xcomp", "acomp"} for child in verb.rights)
    )


def _parts_clauses(token: "Token") -> bool:
    return (
        token.dep_ in {"cc", "mark"}
        or token.text in {",", ";", ":", "-", "--", "—", "–", '"'}
        or token.tag_ in {"WDT", "WP", "WRB", "CC"}
    )


def _take_over(verb: "Token", participle: "Token") -> None:
    """Gives the verb the participle's place and subject, and hangs the participle on that noun."""
    doc = verb.doc
    heads = [token.head.i for token in doc]
    kinds = [token.dep_ for token in doc]
    subject = next(child for child in participle.lefts if child.dep_ in _SUBJECTS)
    heads[verb.i] = verb.i if participle.head == participle else participle.head.i
    kinds[verb.i] = participle.dep_
    for child in participle.children:
        if child.i < subject.i or (child.i > verb.i):
            heads[child.i] = verb.i
    heads[subject.i], heads[participle.i] = verb.i, subject.i
    kinds[subject.i] = "nsubjpass" if any(child.dep_ == "auxpass" for child in verb.lefts) else "nsubj"
    kinds[participle.i] = "acl"
    participle.tag_ = "VBN"
    _write(doc, heads, kinds)


def _write(doc: "Doc", heads: list[int], kinds: list[str]) -> None:
    strings = doc.vocab.strings
    places = [[(head - i) % _WRAP, strings.add(kind)] for i, (head, kind) in enumerate(zip(heads, kinds, strict=True))]
    doc.from_array(["HEAD", "DEP"], np.array(places, dtype="uint64"))  # type: ignore[arg-type]  # the stubs know no NumPy
