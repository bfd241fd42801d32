"""Which act words point at: the act told by a phrase, the one it speaks of, the last one told before."""

from typing import TYPE_CHECKING

from talion.coding.acts.told import Told
from talion.coding.sides.cast import Cast

if TYPE_CHECKING:
    from spacy.tokens import Token

# What may stand for an act told before: "in response to the threat", "for these crimes".
POINTS_BACK = {
    "threat", "attack", "crime", "provocation", "move", "killing", "action", "aggression", "raid", "death", "decision",
    "step", "measure", "strike", "violation", "incident", "assault", "act", "outrage", "escalation", "incursion",
    "loss",
    "that", "this", "it", "them", "these", "those", "violence", "seizure", "expulsion", "arrest", "ambush", "bombing",
    "atrocity", "massacre", "blow", "event", "murder", "treachery", "breach", "hostility", "challenge",
}  # fmt: skip
THAT = {"this", "that", "it", "these", "those"}
# Nouns that sum up an act told before and say nothing of what it was.
SUMMARIES = {
    "provocation", "crime", "aggression", "move", "measure", "step", "action", "incident", "event", "escalation",
    "violation", "outrage", "decision", "act", "violence", "hostility", "atrocity",
}  # fmt: skip
# What is answered.
HOSTILE = {"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "THREATEN", "PROTEST", "ACCUSE"}
# Verbs by which somebody says what an act was.
PRESENTS = {"claim", "describe", "present", "see", "call", "portray", "regard", "justify", "defend", "cast", "hail"}


def trigger_before(number: int, token: "Token", acts: list[Told], response: int) -> int | None:
    """The act that a response answers where none stands beside it: the last hostile one, best done to its actor."""
    own = set(acts[response].actor.actors)
    best: tuple[float, int] | None = None
    for n, one in enumerate(acts):
        earlier = (one.paragraph, one.token.i) < (number, token.i) and one.paragraph >= number - 3
        if n == response or not earlier or one.sense.action not in HOSTILE or one.sense.answer:
            continue
        if one.standing.status in {"negated", "hypothetical", "planned"} or one.token.i in _words_of(acts[response]):
            continue
        worth = -(number - one.paragraph) - abs(token.i - one.token.i) / 1000 * (one.paragraph == number)
        mine, theirs = own & set(one.actor.actors), own & set(one.recipient.actors)
        worth += 2 * bool(theirs) + 0.3 * bool(one.actor.actors) - 3 * bool(mine)
        worth -= one.paragraph == number and one.sentence.start == acts[response].sentence.start
        worth -= 0.6 * (one.sense.action in {"THREATEN", "ACCUSE"})  # what was done goes before what was said
        if best is None or (worth, n) > best:
            best = (worth, n)
    return best[1] if best is not None and best[0] > -3 else None


def _words_of(one: Told) -> set[int]:
    return {t.i for t in one.tokens}


def is_after_clause(token: "Token") -> bool:
    """Whether an act stands in a clause or phrase that "after" or "following" opens."""
    at = token
    for _ in range(6):
        if any(c.dep_ == "mark" and c.lower_ in {"after", "since"} for c in at.children):
            return True
        if at.dep_ in {"pobj", "pcomp"} and at.head.lower_ in {"after", "following"}:
            return True
        if at.head.i == at.i:
            return False
        at = at.head
    return False


def by_weapon(number: int, token: "Token", acts: list[Told], but: int | None) -> int | None:
    """ "Many see the rockets as a response": the last act with that weapon, told before."""
    holder = token
    while holder.pos_ not in {"VERB", "AUX"} and holder.head.i != holder.i:
        holder = holder.head
    words = {
        t.lemma_.lower() for c in holder.children if c.dep_ in {"dobj", "nsubj", "nsubjpass"} for t in (c, *c.lefts)
    }
    before = [
        n
        for n, one in enumerate(acts)
        if n != but
        and one.weapon in words
        and (one.paragraph, one.token.i) < (number, token.i)
        and one.standing.status == "done"
    ]
    return before[-1] if before else None


def done_to(number: int, token: "Token", acts: list[Told], response: int, cast: Cast) -> int | None:
    """ "In revenge for Soleimani": the last act told before of which he was the recipient."""
    party = cast.party(number, token)
    if not party.actors or party.thing:
        return None
    before = [
        n
        for n, one in enumerate(acts)
        if n != response
        and set(party.actors) & set(one.recipient.actors)
        and one.sense.action == "ASSAULT"
        and one.standing.status == "done"
    ]
    return before[-1] if before else None


def next_after(number: int, token: "Token", acts: list[Told]) -> int | None:
    """The first deed told after this sentence in its paragraph."""
    later = [
        n
        for n, one in enumerate(acts)
        if one.paragraph == number and one.token.i >= token.sent.end and one.standing.status == "done"
    ]
    return min(later, key=lambda n: acts[n].token.i, default=None)


def act_in(number: int, token: "Token", acts: list[Told]) -> int | None:
    """The act told by this noun phrase or clause: at its head, else the nearest one below it."""
    inside = {t.i for t in token.subtree}
    here = [n for n, one in enumerate(acts) if one.paragraph == number and one.token.i in inside]
    if not here:
        return None
    at_head = next((n for n in here if acts[n].token.i == token.i or token in acts[n].folded), None)
    if at_head is not None and acts[at_head].is_noun and token.lemma_.lower() in POINTS_BACK:
        # "the crime of 12 March, when the enemy bombarded the hospital": the deed that the noun speaks of
        told = [n for n in here if not acts[n].is_noun and acts[n].standing.status in {"done", "historical"}]
        at_head = min(told, key=lambda n: acts[n].token.i, default=at_head)
    return at_head if at_head is not None else min(here, key=lambda n: (_depth(acts[n].token, token), acts[n].token.i))


def _depth(token: "Token", top: "Token") -> int:
    depth = 0
    while token.i not in (top.i, token.head.i):
        token, depth = token.head, depth + 1
    return depth


def governing(number: int, token: "Token", acts: list[Told], *, but: int | None) -> int | None:
    """The act that the phrase speaks of: up the tree, then the subject on the way."""
    by_token = {t.i: n for n, one in enumerate(acts) if one.paragraph == number and n != but for t in one.tokens}
    at = token
    for _ in range(10):
        if at.i in by_token and at.i != token.i and at.lemma_.lower() not in PRESENTS:
            return by_token[at.i]
        if at.pos_ in {"VERB", "AUX"}:
            for child in at.children:
                if child.dep_ in {"nsubj", "nsubjpass", "dobj"} and child.i != token.i:
                    if child.i in by_token:
                        return by_token[child.i]
                    points = child.lower_ in {"it", "this", "that", "they", "those", "these", "them"}
                    named_again = child.lemma_.lower() in POINTS_BACK | {"operation", "shelling", "rocket"} and any(
                        d.lower_ in {"this", "that", "the", "these", "those"} for d in child.lefts
                    )
                    points = points or (named_again and child.dep_ != "dobj")
                    if points and (child.dep_ != "dobj" or at.lemma_.lower() in PRESENTS):
                        before = latest_before(number, child, acts, but)
                        if before is not None:
                            return before
        if at.head.i == at.i:
            break
        at = at.head
    return None


def latest_before(number: int, token: "Token", acts: list[Told], but: int | None) -> int | None:
    """The act that "it" or "this" stands for: the last deed told before, here or in the paragraph above."""
    before = [
        n
        for n, one in enumerate(acts)
        if n != but
        and one.sense.action in {"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST"}
        and one.standing.status in {"done", "attempted"}
        and ((one.paragraph == number and one.token.i < token.sent.start) or one.paragraph == number - 1)
    ]
    return max(before, key=lambda n: (acts[n].paragraph, acts[n].token.i), default=None)


def act_at(number: int, token: "Token", acts: list[Told]) -> int | None:
    """The act whose own word this is."""
    return next((n for n, one in enumerate(acts) if one.paragraph == number and one.token.i == token.i), None)


def done_before_to(number: int, token: "Token", acts: list[Told], response: int) -> int | None:
    """What "responded" answers where the words do not say: the last act before it on the one who responds."""
    own = set(acts[response].actor.actors)
    subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
    for n in range(len(acts) - 1, -1, -1):
        one = acts[n]
        earlier = one.paragraph == number and one.token.i < token.i and token.i - one.token.i < 60
        if n == response or not earlier or one.sense.answer:
            continue
        if own and own & set(one.recipient.actors):
            return n
        if subject is not None and one.recipient.actors and not own:
            return n
    return None
