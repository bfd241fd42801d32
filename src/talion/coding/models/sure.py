"""How sure the models must be of what they say before it is believed, question by question.

Chosen on the `dev` sentences of `training/`, the tuning half of the official texts and the tuning part of the annotated
reports; `training/choose.py` prints what others would give. No part that is kept apart was looked at.
"""

# An act that no rule tells.
ACT = 0.65
# The same of a word that names a weapon ("rockets on the town").
WEAPON = 0.7
# An act that a rule tells is refused below this chance of being one. Out of the models' own kind of text they miss
# nouns that the rules know, so that these are refused only where next to no chance is left.
NO_ACT = {"verb": 0.05, "noun": 0.0}
# Of an act that a rule tells, the models' word on type, status and sides counts from this chance of being one on.
HEARD = 0.5
TYPE = 0.4
# From here on the models' word goes before that of the rules, where they differ.
TYPE_OVER_RULES = 0.9
STATUS_OVER_RULES = 0.5
# The same where the rules go by words that say so ("will", "long", "if").
STATUS_OVER_WORDS = 0.9
SIDE = 0.5
# A side of which the rules say nothing, and one of which they say something else.
SIDE_BESIDE_RULES = 0.7
SIDE_OVER_RULES = 0.8
CUE = 0.5
ANSWER = 0.5
# An act that only the models hear is put into the ledger from here on: their score for the act times that for its type.
RECORD = 0.8
# The same of a verb that says of somebody that he did it or will, and of one that says so of one known side to another.
RECORD_PLAIN = 0.7
RECORD_BETWEEN_TWO = 0.4
