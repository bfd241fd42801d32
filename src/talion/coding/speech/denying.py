"""Whether words deny something, by themselves or by a negation in what follows them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

DENIES = {"deny", "reject", "disavow", "disclaim"}
_REFUTES = {
    "refute", "dismiss", "rebut", "contradict", "dispute", "repudiate", "denial", "rejection", "contest", "distance",
    "false", "untrue", "lie", "nonsense", "exclude", "disown", "rule",
}  # fmt: skip
_NONE = {"no", "nobody", "none", "neither", "any", "nothing", "never", "untrue", "false", "lie", "lies"}


def says_no(word: "Token") -> bool:
    """Whether a word denies: "denied", "said that nobody had been held"; "insists that they struck first" does not."""
    if word.lemma_.lower() in DENIES | _REFUTES:
        return True
    return any(t.dep_ == "neg" or t.lower_ in _NONE for t in word.subtree if t.i >= word.i)


def denies_anywhere(sentence: "Span") -> bool:
    """Whether a sentence has any word that denies, negates or doubts."""
    return any(
        t.dep_ == "neg" or t.lower_ in _NONE or t.lemma_.lower() in DENIES | _REFUTES | _DOUBTS for t in sentence
    )


_DOUBTS = {"accuse", "blame", "allege", "allegation", "accusation", "claim", "charge", "rumour", "rumor", "without"}


def leaves_open(word: "Token") -> bool:
    """Whether a denial is itself negated: "would neither admit nor deny it", "did not deny it"."""
    verbs = [word, *(word.ancestors if word.dep_ in {"conj", "xcomp"} else ())][:2]
    if any(c.dep_ == "neg" or c.lower_ in {"neither", "nor"} for v in verbs for c in v.children):
        return True
    return any(t.lower_ in {"neither", "nor"} for t in word.doc[max(word.sent.start, word.i - 3) : word.i])


def subject_near(verb: "Token") -> "Token | None":
    """The subject of a verb; of two that the parser gives it, the one right before it: "…, X says; Y denies it"."""
    subjects = [c for c in verb.children if c.dep_ == "nsubj"]
    return next((c for c in reversed(subjects) if c.i < verb.i), subjects[0] if subjects else None)
