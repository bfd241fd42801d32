"""Which act words point at: the act told by a phrase, the one it speaks of, the last one told before."""

from typing import TYPE_CHECKING

from talion.coding.acts.told import Told, subject_of
from talion.coding.sides.cast import Cast
from talion.coding.sides.phrases import Party

if TYPE_CHECKING:
    from spacy.tokens import Token

# The act that answers, the one that it answers, and the first and last of the words that say so.
Stated = tuple[int, int, int, int]
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
ORDERED = {"order", "ban", "embargo", "deployment", "operation", "sanction"}  # what a measure is called again
SUMMARIES = {
    "provocation", "crime", "aggression", "move", "measure", "step", "action", "incident", "event", "escalation",
    "violation", "outrage", "decision", "act", "violence", "hostility", "atrocity",
}  # fmt: skip
# What is answered.
HOSTILE = {"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "THREATEN", "PROTEST", "ACCUSE"}
FRIENDLY = {"AGREE", "CONCEDE", "RETREAT", "AID", "COOPERATE", "SUPPORT"}
# Words by which something is given for something.
GIVEN_BACK = {"return", "exchange", "reciprocate", "reciprocity", "repay"}
_DEEDS = HOSTILE - {"THREATEN", "ACCUSE"}
# Verbs by which somebody says what an act was.
PRESENTS = {"claim", "describe", "present", "see", "call", "portray", "regard", "justify", "defend", "cast", "hail",
    "term", "dub", "label"}  # fmt: skip


_TAKES = {"take", "read", "interpret", "understand"}  # "took it as an answer to the hanging"


def trigger_before(number: int, token: "Token", acts: list[Told], response: int) -> int | None:
    """The act that a response answers where none stands beside it: the last hostile one, best done to its actor.

    What somebody gives "in return" is given for a friendly act.
    """
    own = set(acts[response].actor.actors) - set(acts[response].recipient.actors)
    gives = acts[response].sense.action in FRIENDLY and token.lemma_.lower() in GIVEN_BACK
    kinds = FRIENDLY if gives else HOSTILE
    subject = subject_of(acts[response].token)
    earlier = [
        n
        for n, one in enumerate(acts)
        if n != response
        and number - 3 <= one.paragraph
        and (one.paragraph, one.token.i) < (number, token.i)
        and one.sense.action in kinds
        and not one.sense.answer
        and one.standing.status not in {"negated", "hypothetical", "planned"}
        and one.token.i not in _words_of(acts[response])
    ]
    best: tuple[float, int] | None = None
    for n in earlier:
        one = acts[n]
        worth = -(number - one.paragraph) - abs(token.i - one.token.i) / 1000 * (one.paragraph == number)
        mine, theirs = own & set(one.actor.actors), own & set(one.recipient.actors)
        is_said = one.sense.action in {"THREATEN", "ACCUSE"}
        worth += (0.3 if is_said else 2) * bool(theirs) + 0.3 * bool(one.actor.actors) - 3 * bool(mine)
        # in one sentence, it has to be told by a clause before that of the response
        beside = one.paragraph == number and one.sentence.start == acts[response].sentence.start
        worth -= beside and not (subject is not None and one.token.i < subject.i)
        worth += 2.5 * (beside and _is_clause_before(one.token, acts[response].token))
        worth -= 0.7 * (not beside and is_after_clause(one.token))  # the older of two that another sentence tells
        worth += 0.3 * (one.sense.action == "ASSAULT")
        worth -= 0.6 * is_said  # what was done goes before what was said
        # "downed tools over the sacking, and the company responded": to what was done, and not to what that was about
        worth -= any(_hangs_on(one, acts[m]) and not own & set(acts[m].actor.actors) for m in earlier)
        if best is None or (worth, n) > best:
            best = (worth, n)
    return best[1] if best is not None and best[0] > -3 else None


def beside(response: int, trigger: int, token: "Token", acts: list[Told]) -> list[int]:
    """The further acts that one phrase says the same of: "in response, X expelled the envoy, closed its ports and …".

    They are joined to the first by "and" or commas, with its subject and status; the phrase stands before them all, or
    the joined acts are what somebody "replied by" doing.
    """
    first = acts[response]
    if first.standing.status != "done" or token.i > first.token.i:
        return []
    found = []
    for n, one in enumerate(acts):
        joined = one.paragraph == first.paragraph and one.token.i > first.token.i and _joined(first.token, one.token)
        if not joined or n == trigger or one.standing.status not in {"done", "threatened"}:
            continue
        if one.is_noun != first.is_noun or (one.is_noun and token.pos_ != "VERB"):
            continue  # "answered with air raids and a blockade"
        by_others = any(c.dep_ in {"nsubj", "nsubjpass"} for c in one.token.children) and token.dep_ != "nsubj"
        if by_others or one.sense.action not in HOSTILE:
            continue  # "Israel's response was swift: jets bombed the runways and the navy blockaded the ports"
        found.append(n)
    return found


def _joined(first: "Token", other: "Token") -> bool:
    """Whether "and" or a comma joins one act to the first: "expelled the attaché, closed its ports and froze …"."""
    if other in first.conjuncts:
        return True
    above = other.head if other.dep_ == "conj" else other  # a list that the parser hangs on its first verb
    bare = above.dep_ == "advcl" and above.head.i == first.i and above.i > first.i and above.tag_ in {"VBD", "VBN"}
    return bare and not any(c.dep_ in {"mark", "nsubj", "nsubjpass", "aux"} for c in above.children)


def clause_just_before(number: int, token: "Token", acts: list[Told], response: int) -> int | None:
    """The deed of the clause that a semicolon parts from this one: "X recalled its envoy; Y replied in kind"."""
    before = [
        n
        for n, one in enumerate(acts)
        if n != response
        and one.paragraph == number
        and one.sentence.start == token.sent.start
        and one.sense.action in HOSTILE
        and one.standing.status in {"done", "attempted"}
        and _is_clause_before(one.token, token)
        and not is_after_clause(one.token)
        and one.token.dep_ in {"ROOT", "conj", "ccomp", "parataxis"}
    ]
    return before[-1] if before else None


def _is_clause_before(token: "Token", verb: "Token") -> bool:
    """Whether a semicolon alone parts one verb's clause from the next: "X recalled its envoy; Y replied by …"."""
    if token.i > verb.i or token.pos_ not in {"VERB", "AUX"}:
        return False
    between = token.doc[token.i : verb.i]
    return [t.text for t in between if t.text in {";", ":"}] == [";"]


def _hangs_on(one: Told, other: Told) -> bool:
    """Whether an act stands among the words that hang on the verb of another deed of its sentence."""
    if one is other or other.is_noun or other.sense.action not in _DEEDS | FRIENDLY:
        return False
    if one.paragraph != other.paragraph or one.sentence.start != other.sentence.start:
        return False
    at = one.token
    while at.head.i != at.i:
        if at.dep_ in {"conj", "ccomp", "parataxis"} and at.pos_ in {"VERB", "AUX"}:
            return False
        at = at.head
        if at.i == other.token.i:
            return True
    return False


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
    party = cast.party(number, token) if token.pos_ != "PRON" else Party()
    if not party.actors or party.thing:
        return None
    before = [
        n
        for n, one in enumerate(acts)
        if n != response
        and (one.paragraph, one.token.i) < (number, token.i)
        and set(party.actors) & set(one.recipient.actors)
        and one.sense.action == "ASSAULT"
        and one.standing.status == "done"
    ]
    return before[-1] if before else None


# What a deed is called again whose verb is another word: "burned the customs house … in answer to the fire".
_NAMED_SO = {
    "fire": {"burn", "torch", "set", "fire"}, "blaze": {"burn", "torch", "set"}, "arson": {"burn", "torch", "set"},
    "blast": {"bomb", "explode", "blow"}, "explosion": {"bomb", "explode", "blow"}, "death": {"kill", "shoot", "die"},
    "loss": {"kill", "take", "capture", "sink", "seize"}, "bloodshed": {"kill", "shoot"}, "closure": {"close", "shut"},
}  # fmt: skip


def thing_told_before(number: int, what: "Token", acts: list[Told], response: int) -> int | None:
    """What was done before to the thing or at the place of these words: "payment for Kelpport", "for the caravan".

    Or what is named again by another word of the verb that told it: "because of the overflights".
    """
    words = {t.lemma_.lower() for t in (what, *what.lefts) if t.pos_ == "PROPN"} or {what.lemma_.lower()}
    lemma = what.lemma_.lower()
    stem = lemma[:4] if len(lemma) > 5 else lemma
    deeds = _NAMED_SO.get(lemma, ())
    before = []
    for n, one in enumerate(acts):
        earlier = (one.paragraph, one.token.i) < (number, what.sent.start if one.is_noun else what.i)
        if n == response or not earlier or one.paragraph < number - 4 or one.sense.action not in _DEEDS:
            continue
        if one.standing.status not in {"done", "attempted", "historical"} or one.token.i == what.i:
            continue
        clause = {t.lemma_.lower() for t in one.token.subtree if t.pos_ in {"NOUN", "PROPN", "NUM"}}
        verb = one.token.lemma_.lower()
        named_again = not one.is_noun and (verb in deeds or (len(stem) > 3 and verb.startswith(stem)))
        if words <= clause or (named_again and what.pos_ == "NOUN"):
            before.append(n)
    return max(before, key=lambda n: (acts[n].paragraph, acts[n].token.i), default=None)


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
    says_whom = at_head is not None and acts[at_head].recipient.first >= 0  # "the killing of a general, whom they shot"
    if at_head is not None and acts[at_head].is_noun and not says_whom and token.lemma_.lower() in POINTS_BACK:
        # "the crime of 12 March, when the enemy bombarded the hospital": the deed that the noun speaks of
        # (and not "an attack that Islamabad blamed on militants")
        told = [
            n
            for n in here
            if not acts[n].is_noun
            and acts[n].standing.status in {"done", "historical"}
            and acts[n].sense.action in _DEEDS
        ]
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
        if at.i in by_token and at.i != token.i:
            told = by_token[at.i]
            if at.lemma_.lower() not in PRESENTS or acts[told].sense.action == "REQUEST":  # "called on them to arm"
                return told
        if at.lemma_ == "do" and any(c.lower_ == "so" for c in at.children):  # "he did so in reply to the hijacking"
            return latest_before(number, at, acts, but)
        if (
            at.lemma_ == "act" and at.pos_ == "VERB" and at.i not in by_token
        ):  # "that its army had acted in response to"
            return latest_before(number, at, acts, but)
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
                    takes = at.lemma_.lower() in _TAKES and any(c.lower_ == "as" for c in at.children)
                    if points and (child.dep_ != "dobj" or at.lemma_.lower() in PRESENTS or takes):
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
    for n in range(len(acts) - 1, -1, -1):
        one = acts[n]
        earlier = one.paragraph == number and one.token.i < token.i and token.i - one.token.i < 60
        if n == response or not earlier or one.sense.answer or one.standing.status in {"negated", "hypothetical"}:
            continue
        if own & set(one.recipient.actors) and not own & set(one.actor.actors):
            return n
    return None


def judged_before(number: int, verb: "Token", acts: list[Told]) -> int | None:
    """What somebody condemned before he said this: "condemned the strikes and threatened retaliation"."""
    above = verb.head if verb.dep_ == "conj" else None
    if above is None or above.lemma_.lower() not in _CONDEMNS:
        return None
    what = next((c for c in above.children if c.dep_ == "dobj"), None)
    told = act_in(number, what, acts) if what is not None else None
    is_done = told is not None and acts[told].sense.action in HOSTILE and acts[told].standing.status == "done"
    return told if is_done else None


_CONDEMNS = {"condemn", "denounce", "deplore", "decry", "blast", "slam"}


def told_after(number: int, token: "Token", acts: list[Told]) -> int | None:
    """The act in a clause or phrase of time below a verb: "hit back after rockets fell", "when it was shelled"."""
    for child in token.children:
        if child.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in _TIMES for c in child.children):
            return act_in(number, child, acts)
        if child.dep_ == "advcl" and any(c.dep_ == "advmod" and c.lower_ == "when" for c in child.children):
            return act_in(number, child, acts)
        if child.dep_ == "prep" and child.lower_ in {"after", "following"}:
            return next((n for c in child.children if (n := act_in(number, c, acts)) is not None), None)
    return None


_TIMES = {"after", "when", "once"}


def clause_before(number: int, subject: "Token", acts: list[Told]) -> int | None:
    """The deed that a pronoun stands for which opens a later clause of its sentence: "…, and these drew a missile".

    Of one, the deed that the clause before tells first; of several, the nearest that is told in the plural.
    """
    before = [
        n
        for n, one in enumerate(acts)
        if one.paragraph == number
        and one.token.sent.start == subject.sent.start
        and one.token.i < subject.i
        and one.sense.action in _DEEDS
        and one.standing.status in {"done", "attempted", "historical"}
    ]
    if subject.lower_ in {"these", "those", "they"}:
        return max((n for n in before if acts[n].plural), key=lambda n: acts[n].token.i, default=None)
    free = [n for n in before if not any(_hangs_on(acts[n], acts[m]) for m in before)]
    free = [n for n in free if not any(acts[n].token in acts[m].token.subtree for m in free if m != n)]
    return max(free, key=lambda n: acts[n].token.i, default=None)
