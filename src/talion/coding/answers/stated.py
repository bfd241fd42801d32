"""Where a text says that one act answers another: the phrase, who says it, and the two acts."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from talion.coding.acts.passed_over import is_heard, pass_over
from talion.coding.acts.told import Told
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
}  # fmt: skip
_NEED_BACK = {"hit", "strike", "fire", "shoot", "fight", "shell"}
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
            speaks = verb.lemma_.lower() in _PRESENTS or (verb in verbs and verb.lemma_.lower() in {"say", "claim"})
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
        later = [n for n in here if _is_after_clause(acts[n].token)]
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
    trigger = _act_in(number, inner, acts)
    response = _governing(number, token, acts, but=trigger)
    if response is None:
        response = _by_weapon(number, token, acts, trigger)
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
        trigger = _done_to(number, inner, acts, response, cast)
    if trigger is None and response is not None and inner.lemma_.lower() in _POINTS_BACK:
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
    if trigger is None and response is not None and inner.lemma_.lower() in _POINTS_BACK:
        trigger = _trigger_before(number, token, acts, response)
    if response is None or trigger is None:
        return None
    return response, trigger, first, behind.i


# What may stand for an act told before: "in response to the threat", "for these crimes".
_POINTS_BACK = {
    "threat", "attack", "crime", "provocation", "move", "killing", "action", "aggression", "raid", "death", "decision",
    "step", "measure", "strike", "violation", "incident", "assault", "act", "outrage", "escalation", "incursion",
    "loss",
    "that", "this", "it", "them", "these", "those", "violence", "seizure", "expulsion", "arrest", "ambush", "bombing",
    "atrocity", "massacre", "blow", "event", "murder", "treachery", "breach", "hostility", "challenge",
}  # fmt: skip
_HOSTILE = {"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "THREATEN", "PROTEST", "ACCUSE"}


def _trigger_before(number: int, token: "Token", acts: list[Told], response: int) -> int | None:
    """The act that a response answers where none stands beside it: the last hostile one, best done to its actor."""
    own = set(acts[response].actor.actors)
    best: tuple[float, int] | None = None
    for n, one in enumerate(acts):
        earlier = (one.paragraph, one.token.i) < (number, token.i) and one.paragraph >= number - 3
        if n == response or not earlier or one.sense.action not in _HOSTILE or one.sense.answer:
            continue
        if one.standing.status in {"negated", "hypothetical", "planned"} or one.token.i in _words_of(acts[response]):
            continue
        worth = -(number - one.paragraph) - abs(token.i - one.token.i) / 1000 * (one.paragraph == number)
        mine, theirs = own & set(one.actor.actors), own & set(one.recipient.actors)
        worth += 2 * bool(theirs) + 0.3 * bool(one.actor.actors) - 3 * bool(mine)
        worth -= one.paragraph == number and one.sentence.start == acts[response].sentence.start
        if best is None or (worth, n) > best:
            best = (worth, n)
    return best[1] if best is not None and best[0] > -3 else None


def _words_of(one: Told) -> set[int]:
    return {t.i for t in one.tokens}


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
    response = _governing(number, token, acts, but=None)
    if response is None and opens:  # "In revenge Black Anchor bombed the academy", read as one long name
        behind = [n for n, a in enumerate(acts) if a.paragraph == number and token.i < a.token.i < token.sent.end]
        response = min(behind, key=lambda n: acts[n].token.i, default=None)
    if response is None:
        return None
    # "in response, it said, to the threat"
    trigger = _trigger_before(number, token, acts, response)
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
    later = [n for n in here if _is_after_clause(acts[n].token)]
    response = next((n for n in here if n not in later), None)
    if response is None:
        return None
    trigger = later[0] if later else _trigger_before(number, token, acts, response)
    return (response, trigger, token.i, token.i) if trigger is not None else None


_SAID_TO_BE = {"oprd", "pobj", "attr", "dobj", "ccomp"}


def _called_it(number: int, token: "Token", acts: list[Told]) -> tuple[int, int, int, int] | None:
    """ "Islamabad called it self-defence", "described the strike as revenge": of a deed told before."""
    own_defence = token.lemma_.lower() in {"defence", "defense"} and any(c.lower_ == "self" for c in token.lefts)
    if not (own_defence or token.lemma_.lower() in _CALLED) or token.dep_ not in _SAID_TO_BE:
        return None
    verb = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "as" else token.head
    if verb.dep_ == "dobj":  # "described the raid as revenge", with "as" hung on the raid
        verb = verb.head
    if verb.lemma_.lower() not in _PRESENTS:
        return None
    whose = [c for c in verb.children if c.dep_ in {"dobj", "nsubj", "nsubjpass"} and c.i != token.i]
    whose += [c for c in token.children if c.dep_ == "nsubj"]  # "called it self-defence", as a small clause
    points = next((c for c in whose if c.lower_ in {"it", "this", "that", "them", "these", "those"}), None)
    points = points or next((c for c in whose if c.dep_ != "nsubj" and c.lemma_.lower() in _POINTS_BACK), None)
    if points is None or any(c.dep_ == "prep" and c.lower_ in {"to", "for"} for c in token.children):
        return None
    before = [
        n
        for n, one in enumerate(acts)
        if one.standing.status == "done"
        and one.sense.action in _HOSTILE
        and (one.paragraph, one.token.i) < (number, token.sent.start)
        and one.paragraph >= number - 1
    ]
    told = [n for n in before if not _is_after_clause(acts[n].token)]
    response = max(told, key=lambda n: (acts[n].paragraph, acts[n].token.i), default=None)
    if response is None:
        return None
    beside = [
        n for n in before if _is_after_clause(acts[n].token) and acts[n].sentence.start == acts[response].sentence.start
    ]
    trigger = beside[0] if beside else _trigger_before(number, token, acts, response)
    return (response, trigger, verb.i, token.i) if trigger is not None and token.i - verb.i <= 6 else None


def _cited(number: int, token: "Token", acts: list[Told]) -> tuple[int, int, int, int] | None:
    """ "Closed its border, citing an attack on a bus": the reason that a side gives for a measure of its own."""
    if token.lemma_.lower() != "cite" or token.dep_ != "advcl" or token.tag_ != "VBG":
        return None
    what = next((c for c in token.children if c.dep_ == "dobj"), None)
    trigger = _act_in(number, what, acts) if what is not None else None
    response = _governing(number, token, acts, but=trigger)
    if trigger is None or response is None or acts[trigger].sense.action not in _HOSTILE:
        return None
    return response, trigger, token.i, token.i


def _is_after_clause(token: "Token") -> bool:
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


_BARE = {"revenge", "response", "retaliation", "reprisal", "reply", "return", "answer", "vengeance", "retribution"}
_CALLED = _BARE | {"self-defence", "self-defense", "punishment", "payback", "tit"}
# The words by which an answer can be told, or order alone; no other word is looked at.
_SPEAKS = frozenset(
    {*_NOUNS, *_VERBS, *_PROMPT, *_CALLED, "set", "riposte", "cite", "defence", "defense", "for", "after", "following"}
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
        and one.sense.action in _HOSTILE | {"RETREAT"}
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
    trigger = _trigger_before(number, token, acts, response)
    return (response, trigger, token.i, token.head.i) if trigger is not None else None


def _by_weapon(number: int, token: "Token", acts: list[Told], but: int | None) -> int | None:
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


def _done_to(number: int, token: "Token", acts: list[Told], response: int, cast: Cast) -> int | None:
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
    if response is None or inner is None:
        return None
    trigger = _act_in(number, inner, acts)
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
    if helpers & {"will", "would", "could", "may", "might", "should", "to"} and not purpose:
        return None
    trigger: int | None = None
    response: int | None = None
    last = token.i
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in _VERBS[lemma]:
            for inner in child.children:
                if inner.dep_ in {"pobj", "pcomp"}:
                    trigger = _act_in(number, inner, acts)
                    last = child.i
        if child.dep_ == "prep" and child.lower_ in {"with", "by"}:
            for inner in child.children:
                if inner.dep_ in {"pobj", "pcomp"}:
                    response = _act_in(number, inner, acts)
                    last = max(last, child.i)
        if child.dep_ == "dobj" and lemma in {"avenge", "answer"}:
            trigger = _act_in(number, child, acts)
            last = child.i
        if child.dep_ == "prep" and child.lower_ == "after" and lemma == "respond" and trigger is None:
            for inner in child.children:
                trigger = _act_in(number, inner, acts)
    subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
    points = subject is not None and subject.lower_ in {"it", "this", "that", "these", "those"}
    if response is None and subject is not None and (points or subject.lemma_.lower() in _POINTS_BACK):
        response = next((n for n, one in enumerate(acts) if one.paragraph == number and one.token.i == subject.i), None)
        response = response if response is not None else _latest_before(number, subject, acts, trigger)
    if response is None and lemma in _NEED_BACK | {"return", "retaliate", "respond"}:
        means = (c for c in token.children if c.dep_ == "advcl" and c.i > token.i and c.tag_ == "VBG")
        response = next((n for c in means if (n := _act_in(number, c, acts)) is not None), None)
    if response is None:
        response = _own(number, token, acts)
    if response is None:
        response = _governing(number, token, acts, but=trigger)
    if trigger is None and response is not None and lemma in _NEED_BACK | {"return", "retaliate", "respond"}:
        trigger = _before(number, token, acts, response)
        trigger = trigger if trigger is not None else _trigger_before(number, token, acts, response)
    if trigger is None and response is not None and lemma == "avenge":
        trigger = _trigger_before(number, token, acts, response)  # "to avenge the dead"
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
    if agent is not None:
        holder = subject if subject is not None else token.head if token.dep_ == "acl" else None
        if holder is None:
            return None
        response, trigger = _act_in(number, holder, acts), _act_in(number, agent, acts)
    elif subject is not None and target is not None:
        response, trigger = _act_in(number, target, acts), _act_in(number, subject, acts)
        if response is None or response == trigger:
            aims = [c for c in token.children if c.dep_ in {"xcomp", "ccomp", "advcl"} and c.i > token.i]
            response = next((n for c in aims if (n := _act_in(number, c, acts)) is not None), None)
        if response is None and target.lemma_.lower() in _CAMPAIGN:
            response = _next_after(number, token, acts)
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


def _next_after(number: int, token: "Token", acts: list[Told]) -> int | None:
    """The first deed told after this sentence in its paragraph."""
    later = [
        n
        for n, one in enumerate(acts)
        if one.paragraph == number and one.token.i >= token.sent.end and one.standing.status == "done"
    ]
    return min(later, key=lambda n: acts[n].token.i, default=None)


def _act_in(number: int, token: "Token", acts: list[Told]) -> int | None:
    """The act told by this noun phrase or clause: at its head, else the nearest one below it."""
    inside = {t.i for t in token.subtree}
    here = [n for n, one in enumerate(acts) if one.paragraph == number and one.token.i in inside]
    if not here:
        return None
    at_head = next((n for n in here if acts[n].token.i == token.i or token in acts[n].folded), None)
    if at_head is not None and acts[at_head].is_noun and token.lemma_.lower() in _POINTS_BACK:
        # "the crime of 12 March, when the enemy bombarded the hospital": the deed that the noun speaks of
        told = [n for n in here if not acts[n].is_noun and acts[n].standing.status in {"done", "historical"}]
        at_head = min(told, key=lambda n: acts[n].token.i, default=at_head)
    return at_head if at_head is not None else min(here, key=lambda n: (_depth(acts[n].token, token), acts[n].token.i))


def _depth(token: "Token", top: "Token") -> int:
    depth = 0
    while token.i not in (top.i, token.head.i):
        token, depth = token.head, depth + 1
    return depth


def _governing(number: int, token: "Token", acts: list[Told], *, but: int | None) -> int | None:
    """The act that the phrase speaks of: up the tree, then the subject on the way."""
    by_token = {t.i: n for n, one in enumerate(acts) if one.paragraph == number and n != but for t in one.tokens}
    at = token
    for _ in range(10):
        if at.i in by_token and at.i != token.i:
            return by_token[at.i]
        if at.pos_ in {"VERB", "AUX"}:
            for child in at.children:
                if child.dep_ in {"nsubj", "nsubjpass", "dobj"} and child.i != token.i:
                    if child.i in by_token:
                        return by_token[child.i]
                    points = child.lower_ in {"it", "this", "that", "they", "those", "these", "them"}
                    named_again = child.lemma_.lower() in _POINTS_BACK | {"operation", "shelling", "rocket"} and any(
                        d.lower_ in {"this", "that", "the", "these", "those"} for d in child.lefts
                    )
                    points = points or (named_again and child.dep_ != "dobj")
                    if points and (child.dep_ != "dobj" or at.lemma_.lower() in _PRESENTS):
                        before = _latest_before(number, child, acts, but)
                        if before is not None:
                            return before
        if at.head.i == at.i:
            break
        at = at.head
    return None


_PRESENTS = {"claim", "describe", "present", "see", "call", "portray", "regard", "justify", "defend", "cast", "hail"}


def _latest_before(number: int, token: "Token", acts: list[Told], but: int | None) -> int | None:
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


def _own(number: int, token: "Token", acts: list[Told]) -> int | None:
    return next((n for n, one in enumerate(acts) if one.paragraph == number and one.token.i == token.i), None)


def _before(number: int, token: "Token", acts: list[Told], response: int) -> int | None:
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


def _negated(token: "Token") -> bool:
    at = token
    for _ in range(3):
        if any(c.dep_ == "neg" for c in at.children):
            return True
        if at.head.i == at.i:
            return False
        at = at.head
    return False
