"""Whether an act that the words tell has happened, was tried, threatened, planned, denied, or only imagined."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from talion.codebook.word_classes import word_class

if TYPE_CHECKING:
    from spacy.tokens import Token

_ATTEMPT = {"try", "attempt", "seek", "fail"}
_PLAN = {
    "plan",
    "intend",
    "prepare",
    "want",
    "aim",
    "order",
    "decide",
    "agree",
    "hope",
    "plot",
    "consider",
    "mull",
    "ready",
    "mean",
}
_THREAT = {"threaten", "vow", "warn", "pledge", "swear", "promise"}
_STOP = {"foil", "thwart", "prevent", "avert", "stop", "intercept", "repel", "disrupt"}
_DENY = {"deny", "reject", "dismiss"}
_ASK = {"call", "urge", "demand", "ask", "appeal", "tell", "order", "request", "want", "encourage"}
_MAYBE = {"could", "may", "might", "can", "would", "should", "must"}
_POSSIBLE = {
    "possible", "potential", "future", "further", "any", "hypothetical", "imminent", "likely", "eventual", "more",
    "another", "additional", "expected", "anticipated",
}  # fmt: skip
_UNREAL_NOUNS = {
    "threat", "risk", "fear", "possibility", "prospect", "chance", "danger", "likelihood", "warning",
    "ability", "right", "date", "deadline", "timetable", "excuse", "pretext",
    "capacity", "plan", "intention", "call", "talk", "idea", "aim", "event", "case", "option", "concern",
    "potential", "capability", "permission", "authority", "willingness", "need", "request", "order", "decision",
}  # fmt: skip
_HABIT = {
    "long",
    "often",
    "regularly",
    "routinely",
    "frequently",
    "usually",
    "always",
    "typically",
    "repeatedly",
    "traditionally",
}
_AGAIN_AND_AGAIN = re.compile(r"(?:again and|time and|over and over|time and time) again|time after time|over and over")
_HEDGES = {
    "reportedly",
    "allegedly",
    "apparently",
    "possibly",
    "probably",
    "perhaps",
    "likely",
    "seemingly",
    "suspected",
    "alleged",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """The status of one mention, one of the record's or "negated" (said not to be), and the words that decide it."""

    status: str
    hedge: str | None = None
    because: str = ""
    tense: str | None = None


def standing_of(token: "Token", verb: "Token | None") -> Standing:
    """How an act stands; `verb` is its own verb, or the one that carries the noun that tells it."""
    tense = tense_of(verb if verb is not None else token)
    sentence = token.sent
    near = token.doc[max(sentence.start, token.i - 4) : min(sentence.end, token.i + 5)]
    hedge = next((t.lower_ for t in near if t.lower_ in _HEDGES), None)
    if verb is None:
        found = _of_noun(token)
        verb = _governor(token)
    else:
        found = _of_noun(token) if token.i != verb.i else None
    if found is None and verb is not None:
        found = _of_verb(verb)
    if found is None:
        return Standing("done", hedge, "told as a fact", tense)
    return Standing(found[0], hedge, found[1], tense)


def tense_of(token: "Token") -> str | None:
    """ "past", "present" or "future": of the verb that governs this word; None where there is none."""
    verb: Token | None = token
    for _ in range(12):
        if verb is None:
            return None
        if verb.pos_ in {"VERB", "AUX"}:
            helpers = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
            if helpers & {"will", "shall", "'ll", "wo"}:
                return "future"
            if (
                "to" in helpers
                and verb.head.i != verb.i
                and verb.head.lemma_.lower() in _PLAN | _THREAT | {"expect", "schedule", "be", "due"}
            ):
                return "future"
            if helpers & {"did", "had", "was", "were", "has", "have", "'ve", "been"} or verb.tag_ in {"VBD"}:
                return "past"
            if verb.tag_ == "VBN" and not helpers and verb.dep_ in {"acl", "amod", "advcl", "relcl", "ROOT", "conj"}:
                return "past"
            if verb.tag_ in {"VBZ", "VBP"} or helpers & {"is", "are", "am", "'re"}:
                return "present"
        if verb.head.i == verb.i:
            return None
        verb = verb.head
    return None


def _governor(token: "Token") -> "Token | None":
    """The verb whose subject or object the act is: "an attack would …", "threatened attacks"."""
    at = token
    for _ in range(4):
        if at.head.i == at.i:
            return None
        if at.dep_ in {"nsubj", "nsubjpass", "dobj", "obj", "attr"} and at.head.pos_ in {"VERB", "AUX"}:
            return at.head
        if at.dep_ not in {"conj", "appos"}:
            return None
        at = at.head
    return None


def _of_last_year(child: "Token") -> bool:
    """ "Last year's attacks"."""
    return child.dep_ == "poss" and child.lower_ in {"year", "decade"} and any(c.lower_ == "last" for c in child.lefts)


def _long_ago(verb: "Token") -> bool:
    """ "Has used gas in the past": the past as a whole, and not "in the past week"."""
    behind = (i for c in verb.rights if c.dep_ == "prep" and c.lower_ == "in" for i in c.children)
    if not any(i.lower_ == "past" and i.dep_ == "pobj" for i in behind):
        return False
    return verb.tag_ in {"VBD", "VBN"}


_FINDS = {"find", "discover", "uncover", "unearth", "defuse", "disarm", "deactivate", "dismantle"}


def _makes_safe(verb: "Token", bomb: "Token") -> bool:
    """Whether a bomb was found or made safe: "found a car bomb", "bomb near school destroyed"."""
    lemma = verb.lemma_.lower()
    if bomb.dep_ in {"dobj", "nsubjpass"} and lemma in _FINDS:
        return not any(c.dep_ == "neg" for c in verb.children)
    hit = any(c.dep_ in {"dobj", "agent"} for c in verb.children)
    return bomb.dep_ in {"nsubj", "nsubjpass"} and lemma == "destroy" and verb.tag_ in {"VBN", "VBD"} and not hit


def _of_noun(token: "Token") -> tuple[str, str] | None:
    for child in token.lefts:
        word = child.lower_
        if word in {"planned", "plotted", "intended"}:
            return "planned", f"'{word}'"
        if word in {"attempted", "failed", "unsuccessful", "abortive", "botched"}:
            return "attempted", f"'{word}'"
        if word in {"foiled", "thwarted"}:
            return "foiled", f"'{word}'"
        if word == "threatened":
            return "threatened", f"'{word}'"
        if word in {"previous", "past"} or _of_last_year(child):
            return "historical", f"'{child.text}'"
        if word in {"no", "neither", "without"} and child.dep_ in {"det", "neg", "preconj"}:
            return "negated", f"'{word}'"
        if word in _POSSIBLE and not (word in {"another", "more", "further", "any", "additional"} and _is_past(token)):
            return "hypothetical", f"'{word}'"
    if token.dep_ == "pobj":
        preposition = token.head
        above = preposition.head
        if preposition.lower_ in {"without", "before", "against", "lest"} and above.lemma_.lower() in {
            "protect",
            "defend",
            "guard",
            "protection",
            "defence",
            "defense",
        }:
            return "hypothetical", f"'{above.text} {preposition.text}'"
        if preposition.lower_ == "without":
            return "negated", "'without'"
        if above.lemma_.lower() in _UNREAL_NOUNS and preposition.lower_ in {
            "of",
            "for",
            "to",
            "about",
            "against",
            "in",
        }:
            return (
                "threatened" if above.lemma_.lower() in {"threat", "call", "warning"} else "hypothetical"
            ), f"'{above.text}'"
        if above.lemma_.lower() in _ASK | _THREAT and preposition.lower_ in {"for", "of", "with", "against", "about"}:
            return "threatened" if above.lemma_.lower() in _THREAT | {
                "call"
            } else "hypothetical", f"'{above.text} {preposition.text}'"
        if above.lemma_.lower() in _STOP | {"refrain"}:
            return "hypothetical", f"'{above.text}'"
    verb = _governor(token)
    is_over = verb is not None and verb.lemma_.lower() in _COMPLETED and _is_past(token)
    if verb is not None and is_over and token.dep_ in {"dobj", "nsubjpass"}:
        return "done", f"'{verb.text}'"
    if verb is not None and token.lemma_.lower() in {"bomb", "mine"} and _makes_safe(verb, token):
        return "foiled", f"'{verb.text}'"
    if verb is not None and token.dep_ in {"dobj", "obj", "conj", "nsubjpass"}:
        lemma = verb.lemma_.lower()
        if lemma in _STOP and any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children):
            return "hypothetical", f"'to {verb.text}'"
        if lemma in _STOP and not any(c.dep_ == "neg" for c in verb.children):
            return "foiled", f"'{verb.text}'"
        if lemma in _DENY:
            return "denied", f"'{verb.text}'"
        off = any(c.dep_ == "prt" and c.lower_ == "off" for c in verb.children)
        if lemma in {"cancel", "postpone", "forbid", "ban"} or (lemma == "call" and off):
            return "hypothetical", f"'{verb.text}'"
        if lemma in _PLAN - {"order"} and lemma not in {"agree", "hope"}:
            return "planned", f"'{verb.text}'"
        if lemma in _THREAT:
            return "threatened", f"'{verb.text}'"
        if lemma in {
            "expect",
            "fear",
            "anticipate",
            "risk",
            "avoid",
            "predict",
            "provoke",
            "deter",
            "invite",
            "justify",
        }:
            return "hypothetical", f"'{verb.text}'"
    return None


def _of_verb(verb: "Token") -> tuple[str, str] | None:
    at = verb
    if verb.dep_ == "pcomp" and verb.head.lower_ == "without":
        return "negated", "'without'"
    negated = any(c.dep_ == "neg" for c in verb.children) or any(
        c.dep_ in {"nsubj", "nsubjpass"}
        and (c.lower_ in {"nobody", "none", "neither"} or any(d.lower_ in {"no", "neither"} for d in c.children))
        for c in verb.children
    )
    helpers = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if not negated and _performs(verb, helpers):
        return "done", "said in the first person, which does it"
    negated = negated or _shares_a_negation(verb) or _is_done_to_nobody(verb)
    if negated:
        above = verb.head.lemma_.lower() if verb.head.i != verb.i else ""
        return ("denied" if above in _DENY else "negated"), "a negation"
    if any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "lest", "whether"} for c in verb.children):
        return "hypothetical", "a condition"
    if helpers & {"will", "shall", "'ll"}:
        return "planned", "future tense"
    if "would" in helpers and _is_reported(verb) and not any(c.dep_ == "advcl" and _has_if(c) for c in verb.children):
        return "planned", "future in reported speech"
    if helpers & _MAYBE:
        return "hypothetical", f"'{sorted(helpers & _MAYBE)[0]}'"
    if verb.dep_ == "conj" and verb.tag_ == verb.head.tag_ == "VB" and not helpers and not _has_subject(verb):
        return _of_verb(verb.head)  # "to degrade and destroy"
    if _is_fixed(verb, helpers):
        return "planned", "the present tense of what is fixed for a day"
    for child in verb.children:
        if child.dep_ == "advmod" and child.lower_ in _HABIT and child.lower_ != "repeatedly":
            return "habitual", f"'{child.text}'"
    if any(_AGAIN_AND_AGAIN.fullmatch(verb.doc[c.left_edge.i : c.right_edge.i + 1].text) for c in verb.children):
        return "habitual", "again and again"
    if verb.lemma_.lower() in _STATES and _is_a_state(verb):
        return "habitual", "a state of things"
    if _for_years(verb):
        return "habitual", "for a long time"
    if _long_ago(verb):
        return "historical", "in the past"
    if at.dep_ == "relcl" and verb.tag_ in {"VBP", "VBZ"} and _is_of_a_modal(at.head):
        return "hypothetical", "whoever does it"  # "those who attack would be shot"
    if at.dep_ in {"relcl", "acl"} and any(c.lower_ == "to" for c in at.children):
        first = any(c.lower_ in {"first", "last", "only", "latest", "second", "third"} for c in at.head.lefts)
        return ("done", "the first to do it") if first else ("hypothetical", "an infinitive")
    for _ in range(6):
        if at.dep_ not in {"xcomp", "ccomp", "pcomp", "conj", "acl", "advcl", "relcl"} or at.head.i == at.i:
            break
        if at.dep_ == "advcl" and _is_told_as_past(at):
            break  # "vowed to respond after rockets killed two": what has been is not vowed
        holder = at.head
        if holder.dep_ == "prep":
            holder = holder.head
        lemma = holder.lemma_.lower()
        infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in at.children)
        if infinitive and lemma in {"vote", "resolve"}:
            decided = _of_verb(holder)  # "the chamber voted to close the consulate": so it is decided
            return decided or ("done", DECIDED)
        if at.dep_ in {"xcomp", "ccomp", "pcomp", "acl"}:
            if infinitive or at.tag_ == "VBG" or at.dep_ == "pcomp":
                if any(c.dep_ == "neg" for c in holder.children) and lemma in _PLAN | _ATTEMPT | _THREAT:
                    return "negated", "a negation"
                if lemma == "fail" and verb.lemma_.lower() in _OWED:
                    return "negated", f"'{holder.text}'"
                if lemma in _ATTEMPT:
                    return "attempted", f"'{holder.text}'"
                if _is_helped(at, holder):
                    return "hypothetical", f"'{holder.text}'"
                if lemma in _THREAT:
                    return "threatened", f"'{holder.text}'"
                if lemma in _PLAN or lemma in _ASK or lemma in {"expect", "set", "due", "likely"}:
                    return ("planned" if lemma in _PLAN else "hypothetical"), f"'{holder.text}'"
                if lemma in _STOP | {"refrain", "deter", "avoid"}:
                    return ("foiled" if lemma in _STOP - {"stop"} else "hypothetical"), f"'{holder.text}'"
                if lemma in _DENY:
                    return "denied", f"'{holder.text}'"
                if lemma in _UNREAL_NOUNS | {"able", "ready", "willing", "designed", "design", "allow", "enable"}:
                    return "hypothetical", f"'{holder.text}'"
            if at.dep_ == "ccomp" and any(t.text == ";" for t in holder.doc[at.i : holder.i]):
                break  # "set fire to a hall; one side blames the other, which rejects it"
            if at.dep_ == "ccomp" and lemma in _DENY:
                near = {t.lower_ for t in holder.doc[max(0, holder.i - 4) : holder.i]}
                return ("negated" if near & {"nor", "neither"} else "denied"), f"'{holder.text}'"
            if at.dep_ == "ccomp" and lemma in _ASK and _is_wish(at) and at.i > holder.i:
                return "hypothetical", f"'{holder.text}'"  # "demanded that the troops be withdrawn"
            if at.dep_ == "ccomp" and lemma in _TELLS and _may_be_said(holder):
                return "hypothetical", f"'can {holder.text}'"
            if at.dep_ == "ccomp" and lemma in _TELLS and _is_left_unsaid(at, holder):
                return "hypothetical", f"'not {holder.text}'"
            if at.dep_ == "ccomp" and lemma in {"fear", "worry", "hope", "expect", "predict"}:
                return "hypothetical", f"'{holder.text}'"
        if at.dep_ == "advcl" and infinitive:
            return "planned", "a purpose"
        if at.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in {"if", "unless"} for c in at.children):
            return "hypothetical", "a condition"
        at = holder
        if at.pos_ not in {"VERB", "AUX", "NOUN", "ADJ"}:
            break
        more = {c.lower_ for c in at.children if c.dep_ == "aux"}
        if at.pos_ == "VERB" and more & {"will", "shall", "'ll"} and verb.dep_ in {"xcomp", "conj"}:
            return "planned", "future tense"
        if at.pos_ == "VERB" and more & _MAYBE and verb.dep_ in {"xcomp", "conj"}:
            return "hypothetical", f"'{sorted(more & _MAYBE)[0]}'"
    return None


# Why what a body votes to do is told as done.
DECIDED = "a body decides so"
_FIXED = {
    "go", "begin", "open", "start", "meet", "leave", "arrive", "resume", "fly", "visit", "travel", "return", "expire",
    "gather", "sit", "march", "walk",
}  # fmt: skip
_AGAIN = {"every", "each", "most", "since", "until", "usually"}


def _is_fixed(verb: "Token", helpers: set[str]) -> bool:
    """ "Three men go on trial on May 10": what is said of a day to come as if it were; headlines say so of any day."""
    if verb.tag_ not in {"VBP", "VBZ"} or helpers or verb.lemma_ not in _FIXED or verb.sent[-1].text != ".":
        return False
    behind = [c for c in verb.rights if c.dep_ in {"prep", "npadvmod"}]
    days = [t for c in behind for t in c.subtree if t.ent_type_ == "DATE"]
    return bool(days) and not any(t.lower_ in _AGAIN or t.tag_ in {"NNS", "NNPS"} for t in days)


# Verbs that tell how things stand unless they stand in the simple past: "is supplied by", "has armed … since".
_STATES = {
    "support", "supply", "finance", "fund", "arm", "shelter", "harbour", "harbor", "bankroll", "equip", "train",
    "occupy", "hold", "control", "recruit", "deploy", "station", "patrol", "guard", "ban", "blockade", "host",
}  # fmt: skip


def _is_a_state(verb: "Token") -> bool:
    helpers = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    if verb.tag_ in {"VBZ", "VBP"} or (helpers & {"is", "are", "'s", "'re"} and verb.tag_ == "VBN"):
        return not any(c.lower_ in {"being"} for c in verb.children)
    since = any(c.dep_ == "prep" and c.lower_ == "since" for c in verb.children)
    return (bool(helpers & {"has", "have"}) and since) or (verb.dep_ == "acl" and verb.tag_ == "VBN" and since)


def _for_years(verb: "Token") -> bool:
    """ "Have been fighting for years"."""
    return any(
        c.dep_ == "prep"
        and c.lower_ in {"for", "over", "since"}
        and any(i.lemma_.lower() in {"year", "decade", "month"} and i.tag_ == "NNS" for i in c.children)
        for c in verb.children
    ) and any(c.lower_ in {"have", "has", "had"} for c in verb.children)


def _is_done_to_nobody(verb: "Token") -> bool:
    """ "Kidnapped no one", "had shot at nobody"."""
    below = [c for c in verb.children if c.i > verb.i and c.dep_ in {"dobj", "prep"}]
    objects = [i for c in below for i in ((c,) if c.dep_ == "dobj" else c.children)]
    return any(
        o.lower_ in {"nobody", "none"} or (o.lower_ == "one" and o.i > 0 and o.nbor(-1).lower_ == "no") for o in objects
    )


def _shares_a_negation(verb: "Token") -> bool:
    """ "Nobody was killed or injured", "no number of people killed"."""
    while verb.dep_ == "conj" and verb.head.dep_ in {"acl", "conj"}:
        verb = verb.head  # "no number of people killed or injured"
    if verb.dep_ == "conj" and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children):
        subject = next((c for c in verb.head.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        nobody = subject is not None and (
            subject.lower_ in {"nobody", "none"} or any(d.lower_ == "no" for d in subject.children)
        )
        joined = any(c.dep_ == "cc" and c.lower_ in {"or", "nor"} for c in verb.head.children)
        if joined and verb.head.dep_ == "acl" and _shares_a_negation(verb.head):
            return True
        return nobody or (joined and any(c.dep_ == "neg" for c in verb.head.children))
    if verb.dep_ == "acl" and verb.head.dep_ == "pobj" and verb.head.head.lower_ == "of":
        return any(c.lower_ == "no" for c in verb.head.head.head.children)
    return False


_TELLS = {"say", "claim", "confirm", "announce", "acknowledge", "admit", "state", "report", "mention", "indicate"}


def _may_be_said(above: "Token") -> bool:
    """ "Both sides can say that they have struck": what somebody may say, and nobody tells."""
    return any(c.dep_ == "aux" and c.lower_ in {"can", "could", "may", "might"} for c in above.children)


def _is_left_unsaid(verb: "Token", above: "Token") -> bool:
    """Whether nobody says that it was so: "has not said that it fired". "Did not say why it fired": it did."""
    asked = {"why", "how", "when", "where", "who", "which", "what", "whose", "whom"}
    return any(c.dep_ == "neg" for c in above.children) and not any(t.lower_ in asked for t in verb.lefts)


def _has_subject(verb: "Token") -> bool:
    return any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)


def _is_wish(verb: "Token") -> bool:
    helpers = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    return (verb.tag_ == "VB" and not helpers) or (verb.tag_ in {"VBN", "VBD"} and helpers == {"be"})


def _is_of_a_modal(noun: "Token") -> bool:
    return noun.dep_ in {"nsubj", "nsubjpass"} and any(
        c.dep_ == "aux" and c.lower_ in _MAYBE | {"will", "shall", "'ll"} for c in noun.head.children
    )


def _is_told_as_past(clause: "Token") -> bool:
    """Whether a clause says when or why something is done by what has been: "after rockets killed two"."""
    marked = any(
        c.lower_ in {"after", "because", "since", "when", "as", "following"} and c.dep_ in {"mark", "advmod"}
        for c in clause.lefts
    )
    return marked and (clause.tag_ == "VBD" or any(c.tag_ == "VBD" for c in clause.lefts if c.dep_.startswith("aux")))


def _is_reported(verb: "Token") -> bool:
    at = verb
    while at.dep_ == "conj" and at.head.i != at.i:
        at = at.head
    return at.dep_ == "ccomp" and at.head.tag_ in {"VBD", "VBN"} and at.head.lemma_.lower() in word_class("speech")


# What is done by saying so: "I want to thank Kesmara", "we must condemn the raid".
_PERFORMED = frozenset({
    "thank", "congratulate", "commend", "condemn", "denounce", "deplore", "convey", "express", "extend", "welcome",
    "salute", "praise", "applaud", "reiterate", "reaffirm", "apologise", "apologize", "appeal", "urge", "offer",
    "acknowledge", "recognise", "recognize", "stress", "emphasise", "emphasize", "join", "pay",
})  # fmt: skip
_WISHING = frozenset({"want", "like", "wish", "love", "beg", "have"})
# What somebody owes: who failed to do it did not do it, and did not try.
_OWED = frozenset({
    "cooperate", "co-operate", "release", "comply", "provide", "allow", "protect", "respect", "honour", "honor", "meet",
    "implement", "ratify", "sign", "deliver", "condemn", "withdraw", "pay", "disarm", "grant", "return", "consult",
    "agree", "support", "help", "attend", "hand", "apologise", "apologize", "respond", "fulfil", "fulfill",
})  # fmt: skip
_HELPS = frozenset({
    "help", "assist", "enable", "allow", "permit", "empower", "equip", "aid", "support", "join", "train",
})  # fmt: skip
_BENT_ON = frozenset({"focus", "aim", "dedicate", "devote", "concentrate", "bend", "geared", "centre", "center"})


def _performs(verb: "Token", helpers: set[str]) -> bool:
    """Whether who speaks does by his words what the verb names: "I would like to thank", "we must condemn"."""
    if verb.lemma_.lower() not in _PERFORMED or verb.tag_ not in {"VB", "VBP"}:
        return False
    at = verb
    while at.dep_ == "conj" and not any(c.dep_ == "nsubj" for c in at.children):
        at = at.head  # "I want to congratulate X and thank Y"
    wishes = at.dep_ == "xcomp" and at.head.lemma_.lower() in _WISHING and at.head.tag_ in {"VB", "VBP"}
    holder = at.head if wishes else at
    subject = next((c for c in holder.children if c.dep_ == "nsubj"), None)
    if subject is None or subject.lower_ not in {"i", "we"}:
        return False
    return (wishes or "must" in helpers) and not any(c.dep_ == "neg" for c in holder.children)


def _is_helped(verb: "Token", holder: "Token") -> bool:
    """Whether somebody is helped to do it, or only bent on it: "assists the army to defeat", "focused on taking"."""
    lemma = holder.lemma_.lower()
    if verb.dep_ == "pcomp":
        word = verb.head.lower_
        if lemma in _BENT_ON:
            return word in {"on", "at", "to"}
        return word == "in" and lemma in _HELPS and holder.tag_ not in {"VBD", "VBN"}
    if verb.dep_ not in {"xcomp", "ccomp"} or verb.tag_ != "VB" or lemma not in _HELPS:
        return False
    return holder.tag_ not in {"VBD", "VBN"} or any(c.lower_ == "to" and c.dep_ == "aux" for c in holder.children)


def _has_if(verb: "Token") -> bool:
    return any(c.dep_ == "mark" and c.lower_ in {"if", "unless"} for c in verb.children)


_COMPLETED = frozenset({"complete", "finish", "finalise", "finalize"})


def _is_past(token: "Token") -> bool:
    return tense_of(token.head) == "past"
