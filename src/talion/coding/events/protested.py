"""What the accused say, and how a charge is scorned: "it did no such thing", "were elsewhere", "calls that a lie"."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from talion.coding.acts.told import Told
from talion.coding.events.charged import charge_before, deed_of_theirs
from talion.coding.events.which_act import CLAIMABLE, Attributed, is_unreal, target_of, who_says
from talion.coding.sides.cast import Cast
from talion.coding.speech.cues import said_by
from talion.coding.speech.voices import Voices
from talion.records import Blame

if TYPE_CHECKING:
    from spacy.tokens import Token

LIES = {"lie", "falsehood", "fabrication", "slander", "nonsense", "invention", "propaganda", "untrue", "false",
        "libel", "fantasy", "rubbish", "baseless", "calumny", "hoax", "fable", "forgery", "fiction", "myth", "absurd",
        "ridiculous", "preposterous", "groundless", "unfounded", "fake", "smear", "ludicrous", "tale", "novel",
        "concoction", "fairytale", "disinformation", "misinformation", "provocation", "farce", "theatre", "theater",
        "cynical", "laughable", "delusion", "distortion"}  # fmt: skip
# Verbs at whose words a charge may be scorned or innocence be protested.
SCORNS = {"call", "brand", "label", "term", "deem", "describe", "speak", "talk", "have", "plead", "protest", "insist",
          "maintain", "reply", "retort", "say", "answer", "respond", "counter", "claim", "assert", "laugh", "scoff",
          "sneer", "jeer", "shrug", "brush", "wave", "dismiss", "refute", "rebut", "repudiate"}  # fmt: skip
_OWN = {"it", "they", "we", "he", "she", "i"}
_WHOSE = {"its", "their", "our", "his", "her", "my"}
_POINTS = {"it", "this", "that", "them", "these", "those"}
_NONE = {"no", "none", "nobody", "nothing", "neither", "never", "nor"}
_BLAMELESS = {"innocent", "elsewhere", "blameless", "guiltless"}
_IN_COURT = {"innocent", "guilty", "innocence"}
_AWAY = {"abroad", "away", "nowhere", "silent", "idle", "asleep", "absent", "unarmed", "grounded"}
# What one has not done that denies no deed: "said it had received no request".
NO_DENIAL = {
    "comment", "confirm", "verify", "receive", "hear", "respond", "reply", "rule", "discuss", "decide", "agree",
    "accept", "want", "expect", "see", "need", "seek", "negotiate", "recognise", "recognize", "think", "believe",
    "intend", "hesitate", "rest", "forget", "forgive", "tolerate", "allow", "yield", "surrender", "give", "stop",
    "fear", "care", "mind", "doubt", "find", "reach", "sign", "understand", "learn", "lose", "suffer",
}  # fmt: skip


def scorned(
    number: int, verb: "Token", cast: Cast, voices: Voices, acts: list[Told], known: Sequence[Attributed]
) -> list[Attributed]:
    """A charge scorned in other words than those of a denial: "spoke of lies", "will have none of it", "innocence"."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    lemma = verb.lemma_.lower()
    if lemma in {"reply", "retort", "answer", "say", "respond", "counter"}:
        if not _is_bare_scorn(verb):
            return []
        if subject is not None and subject.lemma_.lower() in LIES:  # "Nonsense, replied Moscow": the parser turns it
            subject = next((c for c in verb.children if c.dep_ == "dobj"), None)
    elif lemma in _DISMISSES:
        if not any(c.dep_ == "dobj" and c.lower_ in {"it", "this", "that"} for c in verb.children) or is_unreal(verb):
            return []
        return _denied(number, verb, subject, cast, voices, acts, known, charged=True)
    elif lemma in _LAUGHS:
        if not _laughs_off(verb):
            return []
    elif lemma == "have":
        if not _will_not_have(verb):
            return []
    elif lemma in {"plead", "protest", "insist", "maintain", "claim", "assert"}:
        if not _protests_innocence(verb):
            return []
        return _denied(number, verb, subject, cast, voices, acts, known, innocent=True)
    elif not _names_it_a_lie(verb):
        return []
    return _denied(number, verb, subject, cast, voices, acts, known)


def protested(
    number: int, verb: "Token", cast: Cast, voices: Voices, acts: list[Told], known: Sequence[Attributed]
) -> list[Attributed]:
    """What somebody says that cannot be so if the charge is true: "they were elsewhere", "had fired nothing"."""
    clause = said_by(verb)
    if clause is None or any(c.dep_ == "neg" for c in verb.children):
        return []
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    speech = next((s for s in voices.speeches if s.paragraph == number and s.cue == verb.i), None)
    if speech is not None and speech.speaker.kind in {"outlet", "expert"}:
        return []
    about = next((c for c in clause.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if about is None or any(c.tag_ == "MD" and c.lower_ not in {"could", "can"} for c in clause.children):
        return []
    if about.lower_ in {"this", "that", "it"} and _is_untrue(clause):
        return _denied(number, verb, subject, cast, voices, acts, known)
    own = about.lower_ in _OWN or any(t.lower_ in _WHOSE for t in about.subtree)
    innocent = any(c.dep_ == "acomp" and c.lower_ == "innocent" for c in clause.children)
    if (own or innocent) and _is_blameless(clause):
        return _denied(number, verb, subject, cast, voices, acts, known, innocent=True)
    if not _is_negative(clause, about) or clause.lemma_.lower() in NO_DENIAL:
        return []
    if own:
        return _denied(number, verb, subject, cast, voices, acts, known, about_them=True)
    return _denies_the_deed(number, verb, clause, subject, cast, voices, acts)


def _denied(
    number: int,
    verb: "Token",
    subject: "Token | None",
    cast: Cast,
    voices: Voices,
    acts: list[Told],
    known: Sequence[Attributed],
    *,
    innocent: bool = False,
    about_them: bool = False,
    charged: bool = False,
) -> list[Attributed]:
    """The denial with the act that it is of; none where no charge stands before that it could answer.

    Who is "innocent" may answer the court of any story. Who says what "it had not done" must be somebody accused.
    """
    by, actor = _whose_word(number, verb, subject, cast, voices)
    if by is None or by.lower() in {"who", "which", "that", "i"}:
        return []
    inside = {t.i for t in verb.subtree}
    told = next(
        (n for n, one in enumerate(acts) if one.paragraph == number and one.token.i in inside
         and one.token.i > verb.i and one.sense.action in CLAIMABLE),
        None,
    )  # fmt: skip
    act = charge_before(number, verb, cast, known, of=actor, by=by, anybody=not about_them)
    if act is None and about_them:
        act = deed_of_theirs(number, verb, cast, acts, actor)
        act = act if act is not None else _laid_to_nobody_yet(number, verb, cast, voices, acts, actor)
        if act is None and _says_they_had_no_part(verb, actor):
            act = charge_before(number, verb, cast, known, of=actor, by=by, anybody=True)
            act = act if act is not None else _told_beside(number, verb, acts, of_nobody=True)
    if act is None and not about_them and not charged:
        act = told if told is not None else _told_beside(number, verb, acts)
        if act is None and innocent:
            act = target_of(number, verb, acts, None, of=actor or "", back=True)
            if (
                act is not None
                and acts[act].paragraph < number - 1
                and not _IN_COURT & {t.lower_ for t in verb.subtree}
            ):
                return []  # "they were elsewhere": of an act told long before it says nothing
    if act is None:
        return []
    passage = cast.paragraphs[number].of(verb.sent)
    return [Attributed(act, Blame("denies", actor, by, actor, passage=passage))]


def _whose_word(
    number: int, verb: "Token", subject: "Token | None", cast: Cast, voices: Voices
) -> tuple[str | None, str | None]:
    speech = next((s for s in voices.speeches if s.paragraph == number and s.cue == verb.i), None)
    if subject is not None:
        by, party = who_says(number, subject, cast)
        actor = party.actors[0] if party.actors else None
        return by, actor or (speech.speaker.actor if speech is not None else None)
    return (speech.speaker.name, speech.speaker.actor) if speech is not None else (None, None)


def _says_they_had_no_part(verb: "Token", actor: str | None) -> bool:
    """Whether it is a deed of force, or being where it was, that a party has not done: "no unit had been near it"."""
    clause = said_by(verb)
    if clause is None:
        return False
    about = next((c for c in clause.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    ours = about is not None and any(t.lower_ in {"we", "our"} for t in about.subtree)
    return (actor is not None or ours) and clause.lemma_.lower() in _PART


_PART = {
    "touch", "harm", "hurt", "fire", "shoot", "attack", "hit", "strike", "kill", "bomb", "shell", "send", "launch",
    "lay", "plant", "burn", "do", "order", "drop", "throw", "be", "operate", "fly", "enter", "cross", "target", "use",
}  # fmt: skip


def _told_beside(number: int, verb: "Token", acts: Sequence[Told], *, of_nobody: bool = False) -> int | None:
    """The last deed of force told in the sentence or the one before: of that a scornful word is."""
    start = verb.doc[verb.sent.start - 1].sent.start if verb.sent.start else 0
    found = [
        n
        for n, one in enumerate(acts)
        if one.paragraph == number
        and start <= one.token.i < verb.i
        and one.sense.action in CLAIMABLE
        and one.standing.status in {"done", "attempted", "foiled", "habitual", "historical"}
        and (one.score is None or one.score >= 0.5)
        and not (of_nobody and one.actor.actors)
    ]
    strikes = [n for n in found if acts[n].sense.action == "ASSAULT"]
    return (strikes or found)[-1] if found else None


def _laid_to_nobody_yet(
    number: int, verb: "Token", cast: Cast, voices: Voices, acts: Sequence[Told], actor: str | None
) -> int | None:
    """The deed that another party has just told of a doer whom the text leaves open: "the ship had laid mines"."""
    if actor is None or not verb.sent.start or cast.kind(actor) == "intergovernmental":
        return None
    before = verb.doc[verb.sent.start - 1].sent
    for n, one in enumerate(acts):
        speech = voices.at(number, one.token.i) if one.paragraph == number else None
        if speech is None or not before.start <= one.token.i < before.end or speech.speaker.actor in {None, actor}:
            continue
        open_still = not one.actor.actors and one.actor.first >= 0
        if one.sense.action in CLAIMABLE and one.standing.status == "done" and open_still:
            return n
    return None


def _denies_the_deed(
    number: int, verb: "Token", clause: "Token", subject: "Token | None", cast: Cast, voices: Voices, acts: list[Told]
) -> list[Attributed]:
    """ "No inmate has been beaten, says the warden": what was told before is said not to have been done to them."""
    negated = next((one for one in acts if one.paragraph == number and one.token.i == clause.i), None)
    by, actor = _whose_word(number, verb, subject, cast, voices)
    if negated is None or by is None or negated.sense.action not in CLAIMABLE:
        return []
    victim = _head_of(negated)
    for n in range(len(acts) - 1, -1, -1):
        one = acts[n]
        before = one.paragraph == number and one.token.i < min(verb.i, clause.i)
        if not before or one.sense.action != negated.sense.action or one.standing.status not in {"done", "habitual"}:
            continue
        if one.token.sent.start < _start_back(verb, 2):
            continue
        same = one.token.lemma_ == negated.token.lemma_ or (victim is not None and victim == _head_of(one))
        speech = voices.at(number, one.token.i)
        if same and (speech is None or speech.speaker.name != by):
            passage = cast.paragraphs[number].of(verb.sent)
            return [Attributed(n, Blame("denies", actor, by, actor, passage=passage))]
    return []


def _head_of(told: Told) -> str | None:
    if told.recipient.first < 0:
        return None
    root = told.token.doc[told.recipient.first : told.recipient.last + 1].root
    return root.lemma_.lower() if root.pos_ in {"NOUN", "PROPN"} else None


def _start_back(token: "Token", sentences: int) -> int:
    start = token.sent.start
    for _ in range(sentences):
        if start == 0:
            break
        start = token.doc[start - 1].sent.start
    return int(start)


def _is_negative(clause: "Token", about: "Token") -> bool:
    """Whether a clause says that something was not: "had not fired", "none of its guns", "carried nothing"."""
    if any(c.dep_ == "neg" for c in clause.children):
        return True
    words = [about, *about.lefts]
    words += [
        t for c in clause.children if c.dep_ in {"dobj", "attr", "pobj", "advmod", "acomp"} for t in (c, *c.lefts)
    ]
    return any(t.lower_ in _NONE or t.lower_ in _AWAY or t.dep_ == "neg" for t in words)


def _is_blameless(clause: "Token") -> bool:
    """ "Are innocent", "was elsewhere", "is not guilty", "did no such thing"."""
    below = [c for c in clause.children if c.dep_ in {"acomp", "attr", "advmod", "dobj", "oprd"}]
    if clause.lemma_ == "be":
        if any(c.lower_ in _BLAMELESS for c in below):
            return not any(c.dep_ == "neg" for c in clause.children)
        return any(c.lower_ == "guilty" for c in below) and any(
            t.dep_ == "neg" for t in (*clause.children, *(g for c in below for g in c.children))
        )
    if clause.lemma_.lower() == "frame" or (clause.lemma_ == "have" and any(c.lower_ == "alibi" for c in below)):
        return not any(c.dep_ == "neg" for c in clause.children)
    if clause.lemma_ == "do":
        thing = next((c for c in below if c.dep_ == "dobj"), None)
        words = {t.lower_ for t in thing.subtree} if thing is not None else set()
        return {"no", "such"} <= words or ("nothing" in words and bool(words & {"kind", "sort"}))
    return False


def _is_untrue(clause: "Token") -> bool:
    """ "That is not true", "this was false", "it is a lie"."""
    if clause.lemma_ != "be":
        return False
    said = [c for c in clause.children if c.dep_ in {"acomp", "attr", "oprd"}]
    negated = any(c.dep_ == "neg" for c in clause.children)
    if negated:
        return any(c.lower_ in {"true", "so", "correct", "case"} for c in said)
    return any(c.lemma_.lower() in LIES | {"wrong"} for c in said)


def _is_bare_scorn(verb: "Token") -> bool:
    """ "Nonsense, replied Moscow", ""Lies," said the governor": one word for the whole charge."""
    said = [
        c
        for c in verb.children
        if c.dep_ in {"nsubj", "ccomp", "dobj", "intj", "npadvmod", "dep", "advcl"} and c.i < verb.i
    ]
    for word in said:
        if word.lemma_.lower() in LIES and not any(c.dep_ in {"nsubj", "cop"} for c in word.children):
            return True
    return False


_DISMISSES = {"dismiss", "refute", "rebut", "repudiate"}
_LAUGHS = {"laugh", "scoff", "sneer", "jeer", "shrug", "brush", "wave"}


def _laughs_off(verb: "Token") -> bool:
    """ "Laughed at that", "scoffed at the charge", "brushed the accusation aside", "shrugged it off"."""
    at = [i for c in verb.children if c.dep_ == "prep" and c.lower_ == "at" for i in c.children if i.dep_ == "pobj"]
    if verb.lemma_.lower() in {"shrug", "brush", "wave", "laugh"} and not at:
        away = any(c.lower_ in {"off", "aside", "away"} for c in verb.children)
        at = [c for c in verb.children if c.dep_ == "dobj"] if away else []
    return any(i.lower_ in {"it", "that", "this"} or i.lemma_.lower() in _CHARGES | {"claim", "suggestion"} for i in at)


def _will_not_have(verb: "Token") -> bool:
    """ "Will have none of it", "will not have it that they killed anybody"."""
    if not any(c.dep_ == "aux" and c.lemma_.lower() in {"will", "would"} for c in verb.children):
        return False
    thing = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if thing is None:
        return False
    if thing.lower_ == "none":
        return any(t.lower_ in {"it", "this", "that"} for t in thing.subtree)
    negated = any(c.dep_ == "neg" for c in verb.children)
    return negated and thing.lower_ == "it" and any(c.dep_ == "ccomp" for c in verb.children)


def _protests_innocence(verb: "Token") -> bool:
    """ "Pleaded not guilty", "protested its innocence", "insists on his innocence"."""
    if is_unreal(verb):
        return False
    below = list(verb.children)
    below += [i for c in below if c.dep_ == "prep" for i in c.children]
    if any(c.lemma_.lower() == "innocence" for c in below):
        return True
    guilty = next((c for c in below if c.lower_ == "guilty"), None)
    return guilty is not None and any(t.dep_ == "neg" or t.lower_ == "not" for t in (*guilty.children, *verb.children))


def _names_it_a_lie(verb: "Token") -> bool:
    """ "Calls that a lie", "calls this propaganda", "spoke of lies", "described the report as a fairy tale"."""
    if is_unreal(verb):
        return False
    after = [t for t in verb.subtree if t.i > verb.i]
    lie = next((t for t in after if t.lemma_.lower() in LIES), None)
    if verb.lemma_.lower() not in {"speak", "talk"} and _gives_a_charge_a_name(after):
        return True
    if lie is None or lie.i - verb.i > 8:
        return False
    if verb.lemma_.lower() in {"speak", "talk"}:
        return lie is not None and lie.dep_ == "pobj" and lie.head.lower_ == "of" and lie.head.head.i == verb.i
    between = [t for t in after if t.i < lie.i]
    return any(t.lower_ in _POINTS or t.lemma_.lower() in _SAYINGS for t in between)


def _gives_a_charge_a_name(after: "Sequence[Token]") -> bool:
    """ "Called the charge a cheap novel", "the account an insult": whatever it is called, unless it be true."""
    charge = next((t for t in after if t.pos_ == "NOUN"), None)
    if charge is None or charge.lemma_.lower() not in _CHARGES or charge.i > after[0].i + 2:
        return False
    if not any(c.lower_ in {"the", "this", "that", "these", "such"} or c.dep_ == "poss" for c in charge.lefts):
        return False
    rest = [t for t in after if t.i > charge.i and t.pos_ in {"NOUN", "ADJ", "PROPN"}]
    return bool(rest) and not any(t.lemma_.lower() in _TRUE for t in rest)


_CHARGES = {"charge", "accusation", "allegation", "account", "version", "story", "insinuation"}
_TRUE = {"true", "correct", "credible", "accurate", "serious", "grave", "plausible", "justified", "consistent",
         "damning", "believable", "convincing", "disturbing", "alarming", "worrying", "reliable", "founded", "shocking",
         "compelling", "important", "new", "welcome"}  # fmt: skip
_SAYINGS = {"word", "charge", "accusation", "allegation", "claim", "report", "statement", "story", "account", "version",
            "suggestion", "tale", "remark", "testimony", "finding", "rumour", "rumor", "idea"}  # fmt: skip
