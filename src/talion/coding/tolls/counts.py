"""How many were killed, injured, captured or are missing, as a text says it: ranges kept, words kept, nothing guessed.

What counts as what:

- "At least 25" is 25 with an open end, "more than 50" is 51 with an open end, "up to 80" is 80 from an open beginning,
  "between 20 and 30" is both; "about 50" is best 50 with both ends open. Vague words come from the codebook's table.
- One person is a count too: "a contractor was killed" is 1. A plural without a number is at least 2.
- "Casualties", and "killed or wounded" of one number, mix the dead and the hurt: each is given as open up to the
number.
- "No casualties" is none killed and none injured; "no reports of casualties" says nothing.
- What will, would, should or must happen, what is commanded or only possible, is no toll. "May have died" is one,
with its hedge.
- A part ("including three children", "two of them") is a part of the toll before it and is not to be added to it.
"""

import re
from dataclasses import replace

from talion.coding.tolls.arabic_script import find_arabic_script_tolls
from talion.coding.tolls.grammar import GRAMMAR
from talion.coding.tolls.people import words_for_grammar
from talion.coding.tolls.reading import Reading
from talion.coding.tolls.said import CountSaid
from talion.coding.tolls.sentences import MAY_HOLD_A_TOLL, Sentence, joined, sentences_of

_AGES = re.compile(r",? aged (?:between )?[\w-]+(?:,? [\w-]+)? and \w+(?=,? (?:were|was|died|have|had|who)\b),?")
# "Killed 120 fighters, a figure that could not be verified": the number just told, and nobody.
_A_FIGURE = re.compile(r"\b(?:a|the|that|this) figure(?= (?:that|which|no|it|the|he|she|they|not)\b|,)")


def find_tolls(text: str, *, language: str = "en") -> list[CountSaid]:
    """Every count of people killed, injured, captured or missing in the text, in its order."""
    if language in {"ar", "fa"}:
        return find_arabic_script_tolls(text, language)
    said: list[CountSaid] = []
    story: list[CountSaid] = []  # the counts of the last sentence that had any
    plain = _AGES.sub(lambda ages: " " * len(ages[0]), text)  # "two men aged 34 and 51 were hurt"
    plain = _A_FIGURE.sub(lambda words: " " * len(words[0]), plain)
    for sentence in sentences_of(plain) if MAY_HOLD_A_TOLL.search(plain) else ():
        words = words_for_grammar(Sentence(plain, joined(sentence)))
        last: list[CountSaid] = []
        here = len(said)
        for found in GRAMMAR.find(words):
            reading = Reading(text, found, last, story)
            now = getattr(reading, "read_" + found.rule.partition("__")[0])()
            if now and reading.is_earlier():
                now = [replace(one, kind="earlier") if one.kind == "total" else one for one in now]
            said.extend(now)
            last = [one for one in now if one.kind != "part"] or last
        story = said[here:] or story
    return said
