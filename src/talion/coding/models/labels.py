"""What the models may say: one list for each question, in the order of the model's outputs."""

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
STATUSES = (
    "done", "attempted", "foiled", "threatened", "planned", "denied", "negated", "hypothetical", "habitual",
    "historical",
)  # fmt: skip
ROLES = ("a", "r", "g", "p", "d", "k", "i", "c", "m")
ROLE_NAMES = {
    "a": "actor", "r": "recipient", "g": "thing", "p": "place", "d": "day",
    "k": "killed", "i": "injured", "c": "captured", "m": "missing",
}  # fmt: skip
VERBS = ("says", "confirms", "claims", "denies", "blames", "hedges", "condemns", "expects", "threatens")
DIRECTIONS = ("escalate", "deter", "hold", "unclear")
TIES = (
    "part_of", "backed_by", "integrated_into", "split_from", "founded_by", "led_by", "alias", "designated_by",
    "allied_with", "renamed",
)  # fmt: skip

# A span is told by three outputs for each word: outside, begins here, goes on.
SPAN = 3
# What is asked of each word of a sentence, and how many outputs the answer has.
SENTENCE_HEADS: dict[str, int] = {
    "trigger": SPAN,
    "type": len(TYPES),
    "status": len(STATUSES),
    "speaker": SPAN,
    "cue": SPAN,
    "verb": len(VERBS),
    "answers": SPAN,
    "after": SPAN,
    "expects": SPAN,
    "direction": len(DIRECTIONS),
    "conditional": 2,
    "tie": SPAN,
    "kind": len(TIES),
    "cause": SPAN,
    "effect": SPAN,
    "signal": SPAN,
}
# What is asked of the sentence as a whole.
WHOLE_HEADS: dict[str, int] = {"causal": 2}
# What can be marked before the second pass.
MARKS = ("act", "cue", "tie", "signal")
# What is asked of each word beside a marked one.
PAIRS = ("none", "answers", "answered by", "after", "before")
MARKED_HEADS: dict[str, int] = {
    **dict.fromkeys(ROLES, SPAN),
    "speaker": SPAN,
    "about": 2,
    "subject": SPAN,
    "object": SPAN,
    "cause": SPAN,
    "effect": SPAN,
    "pair": len(PAIRS),
    "type": len(TYPES),
    "status": len(STATUSES),
}


def slices(heads: dict[str, int]) -> dict[str, slice]:
    """Where each question's outputs stand in the row of all outputs."""
    found = {}
    at = 0
    for name, size in heads.items():
        found[name] = slice(at, at + size)
        at += size
    return found
