"""Which act a claim, a blame or a denial is of, and whose word it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from talion.coding.acts.told import Told
from talion.coding.events.mentioned import name_of
from talion.coding.sides.cast import Cast
from talion.coding.sides.phrases import Party
from talion.coding.speech.speakers import is_a_person
from talion.records import Blame

if TYPE_CHECKING:
    from spacy.tokens import Token

NOBODY = {"no", "nobody", "none", "neither", "any"}
CLAIMABLE = {"ASSAULT", "COERCE"}
TARGETS = {"done", "attempted", "foiled", "denied", "habitual", "historical"}
# Words of having had a part in an act, which tell none.
NO_DEED = {
    "involvement",
    "role",
    "part",
    "hand",
    "responsibility",
    "accusation",
    "allegation",
    "denial",
    "blame",
    "involve",
}


@dataclass(frozen=True, slots=True)
class Attributed:
    """What one clause says of who did the act at this index; `unclaimed` where it says that nobody claims it.

    `said_at` are the paragraph and the edges of the sentence that says so.
    """

    act: int
    blame: Blame | None
    unclaimed: bool = False
    said_at: tuple[int, int, int] | None = None


def still_spoken_of(number: int, token: "Token", known: Sequence[Attributed], acts: list[Told]) -> int | None:
    """The act of which the sentences before say who did it, where none has been told since: "it was launched by".

    "Nobody has claimed the Lomir drone. The army said that it was sent by the Front. The Front denied any part."
    """
    before = [one for one in known if one.said_at is not None and one.said_at[0] == number]
    before = [one for one in before if one.said_at is not None and one.said_at[2] <= token.sent.start]
    last = before[-1] if before else None
    if last is None or last.said_at is None:
        return None
    since = range(last.said_at[2], token.i)
    told = any(one.paragraph == number and one.token.i in since and one.sense.action in CLAIMABLE for one in acts)
    return None if told else last.act


def told_before(number: int, token: "Token", acts: list[Told]) -> int | None:
    """The last deed of force told before this sentence: what "claimed them" is said of."""
    before = [
        n
        for n, one in enumerate(acts)
        if one.sense.action in CLAIMABLE
        and one.standing.status in {"done", "attempted", "foiled"}
        and (one.paragraph, one.token.i) < (number, token.sent.start)
        and one.paragraph >= number - 1
    ]
    return max(before, key=lambda n: (acts[n].paragraph, acts[n].token.i), default=None)


def target_of(
    number: int,
    token: "Token",
    acts: list[Told],
    head: "Token | None",
    of: str | None = None,
    *,
    back: bool = False,
) -> int | None:
    """The act meant: told in the same clause, else its subject, else the last deed of force told before.

    With `back`, the words point back ("did it"), and nothing behind them is meant.
    """
    force = [
        n
        for n, one in enumerate(acts)
        if one.sense.action in {"ASSAULT"}
        and one.standing.status in TARGETS
        and one.word not in NO_DEED
        and (one.score is None or (one.score >= 0.5 and _has_a_side(one)))
        and not (back and one.paragraph == number and one.token.i >= token.i)
    ]
    inside = {t.i for t in token.subtree}
    if head is not None:
        at = next(
            (n for n in force if acts[n].paragraph == number and acts[n].token.i in {t.i for t in head.subtree}), None
        )
        if at is not None:
            return at
    here = [n for n in force if acts[n].paragraph == number and acts[n].token.i in inside]
    if here:  # "hours after a raid, a blast killed him; Peru accuses Chile": not of the raid
        return min(here, key=lambda n: places_it(acts[n].token))
    same = [n for n in force if acts[n].paragraph == number and acts[n].sentence.start == token.sent.start]
    if same:
        return min(same, key=lambda n: abs(acts[n].token.i - token.i))
    before = [
        n for n in force if (acts[n].paragraph, acts[n].token.i) < (number, token.i) and acts[n].paragraph >= number - 3
    ]
    # who is blamed for it, or denies it, has not done what another is told to have done
    if of is not None:
        others = [n for n in before if not acts[n].actor.actors or of in acts[n].actor.actors]
        before = others or before
    here = [n for n in before if acts[n].paragraph == number]
    if here:
        return max(here, key=lambda n: acts[n].token.i)
    # an act that nobody is yet said to have done is the one whose author is in question
    open_ones = [n for n in before if not acts[n].actor.actors]
    return max(open_ones or before, key=lambda n: (acts[n].paragraph, acts[n].token.i), default=None)


def _has_a_side(told: Told) -> bool:
    """Whether somebody or something is named that an act which only a model hears was done by or to."""
    if told.actor.actors or told.recipient.actors or (told.is_noun and told.definite):
        return True
    return told.recipient.first >= 0 and told.token.doc[told.recipient.first].pos_ != "PRON"


def places_it(token: "Token") -> bool:
    """Whether an act only says when or where something else was: "seized troops in this week's fight"."""
    return token.dep_ == "pobj" and token.head.lower_ in {"in", "during", "after", "before", "since", "amid"}


def target_named(number: int, name: "Token", acts: list[Told]) -> int | None:
    """The last deed of force told before at the place that a name gives: "responsible for Mir Ali"."""
    if name.pos_ != "PROPN":
        return None
    before = [
        n
        for n, one in enumerate(acts)
        if one.sense.action == "ASSAULT"
        and one.standing.status in TARGETS
        and (one.paragraph, one.token.i) < (number, name.i)
        and any(t.text == name.text for t in one.sentence if one.paragraph < number or t.i < name.i)
    ]
    return max(before, key=lambda n: (acts[n].paragraph, acts[n].token.i), default=None)


def edges_of(token: "Token") -> tuple[int, int]:
    """First and last token of a noun with what stands before it."""
    first = min(
        (c.left_edge.i for c in token.lefts if c.dep_ in {"compound", "det", "amod", "poss", "nmod", "nummod"}),
        default=token.i,
    )
    return first, token.i


def word_of(number: int, token: "Token", party: Party, cast: Cast) -> str:
    """Who says so, as written; by name where the words are a pronoun."""
    ours = any(c.lower_ in {"our", "my"} for c in token.lefts)
    if token.tag_ in {"WDT", "WP"} and token.head.dep_ == "relcl" and token.head.head.pos_ != "PRON":
        return word_of(number, token.head.head, party, cast)  # "the group, which denies it"
    if ours and not party.actors and cast.own is not None:
        return name_of(cast.own, cast)
    if (token.pos_ == "PRON" or ours) and party.actors:
        known = cast.registry.actors.get(party.actors[0]) or cast.new.get(party.actors[0])
        return known.name if known else token.text
    beside = name_beside(token)
    return cast.paragraphs[number].passage(*edges_of(beside if beside is not None else token)).quote


def name_beside(token: "Token") -> "Token | None":
    """The name beside a noun: Jaish-e-Badr of "a little-known group, Jaish-e-Badr"."""
    if token.pos_ != "NOUN":
        return None
    return next((c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i > token.i), None)


def who_says(number: int, token: "Token", cast: Cast) -> tuple[str, Party]:
    """Who says so, and as written: of "he" and "she" the person told of in the sentence before."""
    if token.lower_ in {"he", "she"}:
        person = _person_before(token)
        if person is not None:
            mention = cast.at(number, person.i)
            actors = (mention.actor,) if mention is not None and cast.kind(mention.actor) == "person" else ()
            return cast.paragraphs[number].passage(*edges_of(person)).quote, Party(actors)
    party = cast.party(number, token)
    if token.lower_ in {"it", "they"} and not party.actors:
        # "the army spoke of a group, which it called responsible"
        main = next((c for c in token.sent.root.children if c.dep_ == "nsubj" and c.i < token.i), None)
        if main is not None and main.pos_ != "PRON":
            return who_says(number, main, cast)
    return word_of(number, token, party, cast), party


def _person_before(pronoun: "Token") -> "Token | None":
    """The person whom a sentence of his own goes on about: its subject before anybody else, or the only one named."""
    start = pronoun.sent.start
    for _ in range(2):  # the sentence before, or, where that tells of no person, the one before it
        if start == 0:
            return None
        before = pronoun.doc[start - 1].sent
        subject = next((c for c in before.root.children if c.dep_ == "nsubj"), None)
        if subject is not None and subject.lower_ in {"he", "she"}:
            return _person_before(subject)
        people = [e.root for e in before.ents if e.label_ == "PERSON"]
        if subject is not None and (any(subject.i == one.i for one in people) or is_a_person(subject)):
            return subject
        if people:
            return people[0] if len(people) == 1 else None
        start = before.start
    return None


def is_named(token: "Token") -> bool:
    """Whether a word is a name, has one beside it, or is made one by it: "the Jaime Martínez front"."""
    return (
        token.pos_ == "PROPN"
        or name_beside(token) is not None
        or any(c.dep_ == "compound" and c.pos_ == "PROPN" for c in token.lefts)
    )


def new_claimant(number: int, subject: "Token", cast: Cast, party: Party) -> Party:
    """Who claims under a name that no list has, beside a noun too: "a little-known group, Jaish-e-Badr"."""
    beside = name_beside(subject)
    subject = beside if beside is not None else subject
    first, last = edges_of(subject)
    new = cast.introduce(number, first, subject.i if subject.pos_ == "PROPN" else last)
    return Party((new,), first, last, why="a name that the registry does not know") if new else party


def is_unreal(token: "Token") -> bool:
    """Whether a verb is negated, or stands under a modal or "to"."""
    return any(c.dep_ == "neg" or (c.dep_ == "aux" and c.tag_ in {"MD", "TO"}) for c in token.children)
