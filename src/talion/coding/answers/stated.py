"""Where a text says that one act answers another: the phrase, who says it, and the two acts."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from talion.coding.acts.passed_over import is_heard, pass_over
from talion.coding.acts.told import Told
from talion.coding.answers.pointing import (
    HOSTILE,
    POINTS_BACK,
    PRESENTS,
    SUMMARIES,
    THAT,
    act_at,
    act_in,
    by_weapon,
    done_before_to,
    done_to,
    governing,
    is_after_clause,
    latest_before,
    next_after,
    trigger_before,
)
from talion.coding.sides.cast import Cast
from talion.coding.speech.voices import Speech, Voices
from talion.records import Passage, Speaker

if TYPE_CHECKING:
    from spacy.tokens import Token

# "in response to", "in retaliation for", "as revenge for": the noun, and what may stand behind it
_NOUNS = {
    "response": {"to"}, "retaliation": {"for", "to", "against", "after", "over"}, "reprisal": {"for", "to",
    "against", "after"},
    "revenge": {"for"}, "vengeance": {"for"}, "answer": {"to"}, "retribution": {"for"}, "payback": {"for"},
    "reply": {"to"},
    "punishment": {"for"}, "reaction": {"to"}, "self-defence": {"after", "against", "following"},
    "self-defense": {"after", "against", "following"}, "defence": {"after"}, "defiance": {"of"},
    "protest": {"at", "over", "against"}, "tit-for-tat": {"for"}, "countermeasure": {"to"},
}  # fmt: skip
# "retaliated for", "responded to": the verb, and what stands before the trigger
_VERBS = {
    "retaliate": {"for", "after", "over", "to", "against"}, "respond": {"to"}, "reply": {"to"},
    "answer": set(), "avenge": set(),
    "hit": set(), "strike": set(), "fire": set(), "shoot": set(), "fight": set(), "shell": set(), "return": set(),
    "react": {"to"}, "reciprocate": set(), "repay": set(), "meet": set(),
}  # fmt: skip
_NEED_BACK = {"hit", "strike", "fire", "shoot", "fight", "shell"}
# Verbs by which whoever answers need not say what.
_ANSWERS = {*_NEED_BACK, "retaliate", "respond", "reply", "answer", "return", "react", "reciprocate"}
_PROMPT = {
    "prompt",
    "trigger",
    "provoke",
    "spark",
    "draw",
    "prompting",
    "set off",
    "bring",
    "lead",
    "ignite",
    "unleash",
}
_DEATH = {"death", "killing", "murder", "assassination", "loss", "slaying"}


@dataclass(frozen=True, slots=True)
class Answer:
    """One stated answer: indices of the two mentions in the list of acts, the phrase, and the speech that states it.

    `vowed` where the one who answers says so by the very act: "vows a painful answer to the seizure".
    """

    response: int
    trigger: int
    phrase: Passage
    sentence: Passage
    speech: Speech | None
    vowed: bool = False


def find_answers(cast: Cast, voices: Voices, acts: list[Told]) -> list[Answer]:
    """Every stated answer whose two acts the report tells. "After" alone is order, and makes none."""
    found: list[Answer] = []
    for number, paragraph in enumerate(cast.paragraphs):
        for token in paragraph.doc:
            if token.lemma_.lower() not in _SPEAKS and token.lower_ not in _SPEAKS:
                continue
            pair = (
                _noun_answer(number, token, acts, cast)
                or _punished(number, token, acts)
                or _verb_answer(number, token, acts)
                or _prompted(number, token, acts)
                or _came(number, token, acts, cast)
                or _bare(number, token, acts)
                or _called(number, token, acts)
                or _called_it(number, token, acts)
                or _cited(number, token, acts)
                or _for_that(number, token, acts)
                or _judged(number, token, acts)
                or _over(number, token, acts)
            )
            if pair is None:
                if is_heard():
                    _say_why(number, token, acts)
                continue
            response, trigger, first, last = pair
            if response == trigger or _negated(token):
                why = "one act is told here, and not two" if response == trigger else "it is said not to be one"
                pass_over(token, why, what="answer")
                continue
            found.append(
                Answer(
                    response,
                    trigger,
                    paragraph.passage(first, last),
                    paragraph.of(token.sent),
                    voices.at(number, token.i) or _presenter(number, token, cast),
                    _is_vowed(acts[response], token),
                )
            )
    return found


_VOWS = {"vow", "promise", "pledge", "threaten", "warn", "swear"}


def _is_vowed(response: Told, token: "Token") -> bool:
    verb = response.token
    return verb.lemma_.lower() in _VOWS and verb.i < token.i and any(t.i == token.i for t in verb.subtree)


def _presenter(number: int, token: "Token", cast: Cast) -> Speech | None:
    """Who calls an act an answer, without a clause of speech: "Ankara presents them as …", "in response, it said"."""
    at = token
    for _ in range(6):
        verbs = [c for c in at.children if c.dep_ == "parataxis"] if at.pos_ in {"VERB", "AUX"} else []
        for verb in [*verbs, at]:
            speaks = verb.lemma_.lower() in PRESENTS or (verb in verbs and verb.lemma_.lower() in {"say", "claim"})
            subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
            if speaks and subject is not None and verb.pos_ == "VERB":
                actors = cast.party(number, subject).actors
                if not actors:
                    return None
                known = cast.registry.actors.get(actors[0]) or cast.new.get(actors[0])
                name = subject.text if subject.pos_ != "PRON" or known is None else known.name
                speaker = Speaker(name, "party", actors[0])
                return Speech(number, verb.i, speaker, verb.lemma_.lower(), subject.i, subject.i, {token.i})
        if at.head.i == at.i:
            return None
        at = at.head
    return None


def _say_why(number: int, token: "Token", acts: list[Told]) -> None:
    """Say of words that speak of an answer, or of order, why no answer was made of them."""
    lemma, behind = token.lemma_.lower(), token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    if lemma in {"after", "following"} and token.dep_ in {"mark", "prep"}:
        here = [n for n, one in enumerate(acts) if one.paragraph == number and one.sentence.start == token.sent.start]
        later = [n for n in here if is_after_clause(acts[n].token)]
        if later and len(here) > len(later):
            pass_over(token, f"“{token.text}” alone is order, and no answer", what="answer")
        return
    by_noun = token.pos_ in {"NOUN", "PROPN"} and behind in _NOUNS.get(lemma, ())
    by_verb = token.pos_ == "VERB" and (lemma in {"avenge", "retaliate"} or behind in _VERBS.get(lemma, ()))
    bare = lemma in _BARE and token.dep_ == "pobj" and token.head.lower_ == "in"
    if by_noun or by_verb or bare:
        pass_over(token, "the act that answers and the one that it answers are not both told here", what="answer")


def _noun_answer(number: int, token: "Token", acts: list[Told], cast: Cast) -> tuple[int, int, int, int] | None:
    allowed = _NOUNS.get(token.lemma_.lower())
    if allowed is None or token.pos_ not in {"NOUN", "PROPN"}:
        return None
    behind = next((c for c in token.children if c.dep_ == "prep" and c.lower_ in allowed), None)
    if behind is None and token.i + 1 < len(token.doc) and token.doc[token.i + 1].lower_ in allowed:
        behind = token.doc[token.i + 1]
    if behind is None:
        return None
    inner = next((c for c in behind.children if c.dep_ in {"pobj", "pcomp"}), None)
    if inner is None:
        return None
    if not (token.dep_ == "pobj" and token.head.lower_ in {"in", "as"}) and token.dep_ not in {
        "attr",
        "oprd",
        "dobj",
        "pobj",
        "appos",
    }:
        return None
    if token.lemma_.lower() == "protest" and not (token.dep_ == "pobj" and token.head.lower_ == "in"):
        return None
    first = token.head.i if token.dep_ == "pobj" else token.i
    trigger = act_in(number, inner, acts)
    response = governing(number, token, acts, but=trigger)
    if response is None:
        response = by_weapon(number, token, acts, trigger)
    if response is None and token.dep_ == "attr":  # "This is our answer to the bombing, they said after shelling …"
        response = next(
            (
                n
                for n, one in enumerate(acts)
                if one.paragraph == number
                and one.sentence.start == token.sent.start
                and n != trigger
                and one.standing.status == "done"
                and one.token.i > inner.i
            ),
            None,
        )
    if trigger is None and response is not None:
        trigger = done_to(number, inner, acts, response, cast)
    if trigger is None and response is not None and inner.lemma_.lower() in POINTS_BACK:
        # "the crime of 12 March, when the enemy bombarded the hospital"
        trigger = next(
            (
                n
                for n, one in enumerate(acts)
                if one.paragraph == number
                and inner.i < one.token.i < token.sent.end
                and n != response
                and one.standing.status == "done"
            ),
            None,
        )
    if trigger is None and response is not None and inner.lemma_.lower() in POINTS_BACK:
        trigger = trigger_before(number, token, acts, response)
    if response is None or trigger is None:
        return None
    return response, trigger, first, behind.i


def _bare(number: int, token: "Token", acts: list[Told]) -> tuple[int, int, int, int] | None:
    """ "In revenge, X bombed the academy": an answer whose trigger was told before."""
    if token.lemma_.lower() not in _BARE or token.pos_ not in {"NOUN", "PROPN"} or token.i == token.sent.start:
        return None
    opens = token.i - 1 == token.sent.start and token.doc[token.i - 1].lower_ == "in"
    if not opens and (token.dep_ != "pobj" or token.head.lower_ != "in"):
        return None
    if any(c.dep_ == "prep" for c in token.children):
        return None
    after = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    if after in {"to", "for", "against", "after"}:
        return None
    response = governing(number, token, acts, but=None)
    if response is None and opens:  # "In revenge Black Anchor bombed the academy", read as one long name
        behind = [n for n, a in enumerate(acts) if a.paragraph == number and token.i < a.token.i < token.sent.end]
        response = min(behind, key=lambda n: acts[n].token.i, default=None)
    if response is None:
        return None
    # "in response, it said, to the threat"
    trigger = trigger_before(number, token, acts, response)
    return (response, trigger, token.i - 1 if opens else token.head.i, token.i) if trigger is not None else None


def _called(number: int, token: "Token", acts: list[Told]) -> tuple[int, int, int, int] | None:
    """ "A day after gunmen killed six, in what the group called revenge", "in a tit-for-tat move"."""
    lemma = token.lemma_.lower()
    if lemma not in _CALLED:
        return None
    doc = token.doc
    start = max(token.i - 8, token.sent.start)
    what = token.dep_ in {"oprd", "dobj", "attr", "pobj", "ccomp", "acomp"} and any(
        doc[i].lower_ == "what" for i in range(start, token.i - 1)
    )
    tit = lemma == "tit" and doc[token.i : token.i + 5].text.lower().startswith("tit-for-tat")
    if not (what or tit) or any(c.dep_ == "prep" and c.lower_ in {"to", "for"} for c in token.children):
        return None
    here = [
        n
        for n, one in enumerate(acts)
        if one.paragraph == number and one.sentence.start == token.sent.start and one.standing.status == "done"
    ]
    later = [n for n in here if is_after_clause(acts[n].token)]
    told = [n for n in here if n not in later]
    told = [n for n in told if not acts[n].is_noun] or [n for n in told if not acts[n].definite] or told
    response = next(iter([n for n in told if acts[n].token.i < token.i][-1:] or told), None)
    if response is None:
        return None
    trigger = later[0] if later else trigger_before(number, token, acts, response)
    return (response, trigger, token.i, token.i) if trigger is not None else None


SAID_TO_BE = frozenset({"oprd", "pobj", "attr", "dobj", "ccomp"})


def _called_it(number: int, token: "Token", acts: list[Told]) -> tuple[int, int, int, int] | None:
    """ "Islamabad called it self-defence", "described the strike as revenge": of a deed told before."""
    own_defence = token.lemma_.lower() in {"defence", "defense"} and any(c.lower_ == "self" for c in token.lefts)
    if not (own_defence or token.lemma_.lower() in _CALLED) or token.dep_ not in SAID_TO_BE:
        return None
    verb = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "as" else token.head
    if verb.dep_ == "dobj":  # "described the raid as revenge", with "as" hung on the raid
        verb = verb.head
    if verb.lemma_.lower() not in PRESENTS:
        return None
    whose = [c for c in verb.children if c.dep_ in {"dobj", "nsubj", "nsubjpass"} and c.i != token.i]
    whose += [c for c in token.children if c.dep_ == "nsubj"]  # "called it self-defence", as a small clause
    points = next((c for c in whose if c.lower_ in {"it", "this", "that", "them", "these", "those"}), None)
    points = points or next((c for c in whose if c.dep_ != "nsubj" and c.lemma_.lower() in POINTS_BACK), None)
    if points is None or any(c.dep_ == "prep" and c.lower_ in {"to", "for"} for c in token.children):
        return None
    before = [
        n
        for n, one in enumerate(acts)
        if one.standing.status == "done"
        and one.sense.action in HOSTILE
        and (one.paragraph, one.token.i) < (number, token.sent.start)
        and one.paragraph >= number - 1
    ]
    told = [n for n in before if not is_after_clause(acts[n].token)]
    response = max(told, key=lambda n: (acts[n].paragraph, acts[n].token.i), default=None)
    if response is None:
        return None
    beside = [
        n for n in before if is_after_clause(acts[n].token) and acts[n].sentence.start == acts[response].sentence.start
    ]
    trigger = beside[0] if beside else trigger_before(number, token, acts, response)
    return (response, trigger, verb.i, token.i) if trigger is not None and token.i - verb.i <= 6 else None


def _cited(number: int, token: "Token", acts: list[Told]) -> tuple[int, int, int, int] | None:
    """ "Closed its border, citing an attack on a bus": the reason that a side gives for a measure of its own."""
    if token.lemma_.lower() != "cite" or token.dep_ != "advcl" or token.tag_ != "VBG":
        return None
    what = next((c for c in token.children if c.dep_ == "dobj"), None)
    trigger = act_in(number, what, acts) if what is not None else None
    response = governing(number, token, acts, but=trigger)
    if trigger is None or response is None or acts[trigger].sense.action not in HOSTILE:
        return None
    return response, trigger, token.i, token.i


# What a side says of an act before it does something about it, and the words that stand for the act.
_JUDGES = {"call", "brand", "term", "label", "denounce", "condemn", "reject", "dismiss", "deplore", "protest"}


def _judged(number: int, token: "Token", acts: list[Told]) -> tuple[int, int, int, int] | None:
    """ "Called the measure illegal and recalled its envoy": what is done about the act that is judged."""
    if token.lemma_.lower() not in _JUDGES or token.pos_ != "VERB":
        return None
    heads = {token.i, *(c.i for c in token.children)}  # "called it illegal and left", with "left" hung on "illegal"
    verb = next((t for t in token.subtree if t.dep_ == "conj" and t.pos_ == "VERB" and t.head.i in heads), None)
    what = next(
        (
            t
            for t in token.subtree
            if verb is not None
            and token.i < t.i < verb.i
            and (t.lemma_.lower() in SUMMARIES or (t.dep_ == "dobj" and act_at(number, t, acts) is not None))
            and any(c.lower_ in {"the", "this", "that", "these", "those"} for c in t.lefts)
        ),
        None,
    )
    if verb is None or what is None or any(c.dep_ == "nsubj" for c in verb.children):
        return None
    response = next(
        (
            n
            for n, one in enumerate(acts)
            if one.paragraph == number and verb in one.tokens and one.standing.status == "done"
        ),
        None,
    )
    if response is None or acts[response].sense.action not in {"SANCTION", "COERCE", "MOBILIZE", "ASSAULT"}:
        return None
    judged = act_at(number, what, acts)
    if judged is not None and what.lemma_.lower() not in SUMMARIES:
        is_hostile = acts[judged].sense.action in HOSTILE and judged != response
        return (response, judged, token.i, what.i) if is_hostile else None
    before = [
        n
        for n, one in enumerate(acts)
        if one.paragraph == number
        and one.token.i < token.i
        and one.sense.action in HOSTILE
        and one.standing.status == "done"
    ]
    if not before or (before[-1] != before[0] and acts[before[-1]].sentence.start != token.sent.start):
        return None  # of several told in other sentences, nobody says which
    return response, before[-1], token.i, what.i


# What a side does "over" something: of other acts, the word says what they are about.
_OVER = {"PROTEST", "SANCTION", "COERCE"}
_OVER_WORDS = {"protest", "summon", "complain"}


def _over(number: int, token: "Token", acts: list[Told]) -> tuple[int, int, int, int] | None:
    """ "Expelled four diplomats over the poisoning", "protests over the arrest"."""
    if token.lower_ != "over" or token.dep_ != "prep":
        return None
    inner = next((c for c in token.children if c.dep_ in {"pobj", "pcomp"}), None)
    trigger = act_in(number, inner, acts) if inner is not None else None
    if trigger is None or acts[trigger].sense.action not in HOSTILE or acts[trigger].standing.status != "done":
        return None
    heads = (token.head, token.head.head) if token.head.dep_ in {"dobj", "pobj"} else (token.head,)
    response = next((n for head in heads if (n := act_at(number, head, acts)) is not None), None)
    if response is None or acts[response].standing.status != "done":
        return None
    does = acts[response].sense.action in _OVER or acts[response].token.lemma_.lower() in _OVER_WORDS
    return (response, trigger, token.i, token.i) if does else None


def _for_that(number: int, token: "Token", acts: list[Told]) -> tuple[int, int, int, int] | None:
    """ "You flogged our cook; for that your barge will burn": an act of force, and what was done before it."""
    if token.lower_ != "for" or token.dep_ != "prep":
        return None
    that = next((c for c in token.children if c.dep_ == "pobj" and c.lower_ in {"that", "this", "it"}), None)
    if that is None or that.i != token.i + 1:
        return None
    response = next((n for n, one in enumerate(acts) if one.paragraph == number and token.head in one.tokens), None)
    if response is None or acts[response].sense.action not in {"ASSAULT", "COERCE", "SANCTION"}:
        return None
    trigger = trigger_before(number, token, acts, response)
    return (response, trigger, token.i, that.i) if trigger is not None else None


_BARE = {"revenge", "response", "retaliation", "reprisal", "reply", "return", "answer", "vengeance", "retribution"}
_CALLED = _BARE | {"self-defence", "self-defense", "punishment", "payback", "tit"}
# The words by which an answer can be told, or order alone; no other word is looked at.
_SPEAKS = frozenset(
    {
        *_NOUNS,
        *_VERBS,
        *_PROMPT,
        *_CALLED,
        *_JUDGES,
        "set",
        "riposte",
        "cite",
        "defence",
        "defense",
        "for",
        "after",
        "following",
        "over",
    }
)


def _came(number: int, token: "Token", acts: list[Told], cast: Cast) -> tuple[int, int, int, int] | None:
    """ "Luvenia's reply came on Wednesday: tariffs, a ban on flights": the act behind it answers the one before."""
    if token.lemma_.lower() not in {"reply", "response", "answer", "retaliation", "reprisal", "revenge", "riposte"}:
        return None
    if token.dep_ not in {"nsubj", "nsubjpass"} or token.head.lemma_.lower() not in {"come", "follow", "be", "take"}:
        return None
    if any(c.dep_ in {"aux"} and c.lower_ in {"will", "would", "may", "might"} for c in token.head.children):
        return None
    later = [
        n
        for n, one in enumerate(acts)
        if one.paragraph == number
        and token.i < one.token.i < token.sent.end + 30
        and one.standing.status == "done"
        and one.sense.action in HOSTILE | {"RETREAT"}
    ]
    if not later:
        return None
    response = min(later, key=lambda n: acts[n].token.i)
    whose = next((c for c in token.children if c.dep_ == "poss"), None)
    party = cast.party(number, whose) if whose is not None else None
    for n in later:
        if (
            party is not None
            and party.actors
            and not acts[n].actor.actors
            and acts[n].sentence.start == token.sent.start
        ):
            acts[n].actor = party
            acts[n].why.append(f"whose {token.lower_} it is")
    trigger = trigger_before(number, token, acts, response)
    return (response, trigger, token.i, token.head.i) if trigger is not None else None


_TARGETS = {"target", "punish", "penalise", "penalize", "single", "list", "blacklist", "designate"}


def _punished(number: int, token: "Token", acts: list[Told]) -> tuple[int, int, int, int] | None:
    """ "Sanctioned for its part in the attack": a measure other than force, and the act it is said to be for."""
    if token.dep_ != "prep" or token.lower_ != "for":
        return None
    response = next(
        (
            n
            for n, one in enumerate(acts)
            if one.paragraph == number and token.head in one.tokens and one.sense.action in {"SANCTION", "COERCE"}
        ),
        None,
    )
    inner = next((c for c in token.children if c.dep_ in {"pobj", "pcomp"}), None)
    if response is None and token.head.lemma_.lower() in _TARGETS:  # "the officials were targeted for their part in …"
        response = next(
            (
                n
                for n in range(len(acts) - 1, -1, -1)
                if (acts[n].paragraph, acts[n].token.i) < (number, token.i)
                and acts[n].paragraph >= number - 1
                and acts[n].sense.action == "SANCTION"
                and acts[n].standing.status == "done"
            ),
            None,
        )
    if response is None or inner is None:
        return None
    trigger = act_in(number, inner, acts)
    if trigger is None and inner.lemma_.lower() in {"part", "role", "involvement"}:
        beside = (c for p in token.head.children if p.dep_ == "prep" and p.lower_ == "in" for c in p.children)
        trigger = next((n for c in beside if c.i > inner.i and (n := act_in(number, c, acts)) is not None), None)
    if trigger is None or acts[trigger].sense.action != "ASSAULT":
        return None
    return response, trigger, token.i, token.i


def _verb_answer(number: int, token: "Token", acts: list[Told]) -> tuple[int, int, int, int] | None:
    lemma = token.lemma_.lower()
    if (
        token.pos_ != "VERB"
        or lemma not in _VERBS
        or (lemma in _NEED_BACK and not any(c.lower_ == "back" for c in token.children))
        or (lemma == "return" and not any(c.dep_ == "dobj" and c.lower_ == "fire" for c in token.children))
    ):
        return None
    helpers = {c.lower_ for c in token.children if c.dep_ == "aux"}
    purpose = lemma == "avenge" and token.dep_ == "advcl" and helpers == {"to"}  # "attacked the post to avenge …"
    is_ahead = bool(helpers & {"will", "would", "could", "may", "might", "should", "to"}) and not purpose
    subject = next((c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    passive = subject is not None and subject.dep_ == "nsubjpass"
    if lemma == "meet" and not passive:
        return None
    trigger: int | None = None
    response: int | None = None
    last = token.i
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in _VERBS[lemma]:
            for inner in child.children:
                if inner.dep_ in {"pobj", "pcomp"}:
                    trigger = act_in(number, inner, acts)
                    last = child.i
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"with", "by"}:
            for inner in child.children:
                if inner.dep_ in {"pobj", "pcomp"}:
                    response = act_in(number, inner, acts)
                    last = max(last, child.i)
        if child.dep_ == "dobj" and lemma in {"avenge", "answer", "repay"}:
            trigger = act_in(number, child, acts)
            last = child.i
        if child.dep_ == "prep" and child.lower_ == "after" and lemma == "respond" and trigger is None:
            for inner in child.children:
                trigger = act_in(number, inner, acts)
    if is_ahead and response is None:  # "vowed to avenge it" is told, and by "would respond to any attack" nothing is
        vow = act_at(number, token.head, acts)
        if (
            vow is None
            or trigger is None
            or acts[vow].sense.action != "THREATEN"
            or acts[trigger].standing.status != "done"
        ):
            return None
        return vow, trigger, token.i, last if last - token.i <= 6 else token.i
    if passive and subject is not None and response is not None:  # "the call was answered with stones"
        trigger = act_in(number, subject, acts)
        if trigger is None and (subject.lower_ in THAT or subject.lemma_.lower() in POINTS_BACK):
            trigger = latest_before(number, subject, acts, response)
        return (response, trigger, token.i, token.i) if trigger is not None else None
    points = subject is not None and subject.lower_ in {"it", "this", "that", "these", "those"}
    if response is None and subject is not None and (points or subject.lemma_.lower() in POINTS_BACK):
        response = next((n for n, one in enumerate(acts) if one.paragraph == number and one.token.i == subject.i), None)
        response = response if response is not None else latest_before(number, subject, acts, trigger)
    if response is None and lemma in _NEED_BACK | {"return", "retaliate", "respond"}:
        means = (c for c in token.children if c.dep_ == "advcl" and c.i > token.i and c.tag_ == "VBG")
        response = next((n for c in means if (n := act_in(number, c, acts)) is not None), None)
    if response is None:
        response = act_at(number, token, acts)
    if response is None:
        response = governing(number, token, acts, but=trigger)
    if trigger is None and response is not None and lemma in _ANSWERS:
        trigger = done_before_to(number, token, acts, response)
        trigger = trigger if trigger is not None else trigger_before(number, token, acts, response)
    if trigger is None and response is not None and lemma == "avenge":
        trigger = trigger_before(number, token, acts, response)  # "to avenge the dead"
    if response is None or trigger is None:
        return None
    return response, trigger, token.i, last if last - token.i <= 6 else token.i


def _prompted(number: int, token: "Token", acts: list[Told]) -> tuple[int, int, int, int] | None:
    lemma = token.lemma_.lower()
    particle = next((c.lower_ for c in token.children if c.dep_ == "prt"), "")
    if (lemma not in _PROMPT and f"{lemma} {particle}" not in _PROMPT) or token.pos_ != "VERB":
        return None
    subject = next((c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    agent = next((i for c in token.children if c.dep_ == "agent" for i in c.children if i.dep_ == "pobj"), None)
    target = next((c for c in token.children if c.dep_ == "dobj"), None)
    if target is None and lemma == "lead":
        ways = (c for c in token.children if c.dep_ == "prep" and c.lower_ == "to")
        target = next((i for c in ways for i in c.children if i.dep_ in {"pobj", "pcomp"}), None)
    if agent is not None:
        holder = subject if subject is not None else token.head if token.dep_ == "acl" else None
        if holder is None:
            return None
        response, trigger = act_in(number, holder, acts), act_in(number, agent, acts)
    elif subject is not None and target is not None:
        response, trigger = act_in(number, target, acts), act_in(number, subject, acts)
        if response is None or response == trigger:
            aims = [c for c in token.children if c.dep_ in {"xcomp", "ccomp", "advcl"} and c.i > token.i]
            response = next((n for c in aims if (n := act_in(number, c, acts)) is not None), None)
        if response is None and target.lemma_.lower() in _CAMPAIGN:
            response = next_after(number, token, acts)
        if trigger is None and subject.lower_ in {"which", "that"} and token.dep_ == "relcl":
            trigger = governing(number, token, acts, but=response)  # "were beaten, which set off a march"
        elif trigger is None and subject.lower_ in THAT:
            trigger = latest_before(number, subject, acts, response)
    else:
        return None
    if response is None or trigger is None or acts[response].token.i == acts[trigger].token.i:
        return None
    return response, trigger, token.i, token.i


_CAMPAIGN = {
    "campaign",
    "crackdown",
    "response",
    "wave",
    "war",
    "offensive",
    "manhunt",
    "reaction",
    "operation",
    "series",
}


def _negated(token: "Token") -> bool:
    at = token
    for _ in range(3):
        if any(c.dep_ == "neg" for c in at.children):
            return True
        if at.head.i == at.i:
            return False
        at = at.head
    return False
