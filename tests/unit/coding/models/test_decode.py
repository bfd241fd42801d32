"""The numbers are made up by hand: what is tested is what is read out of them."""

import numpy as np
import pytest

from talion.coding.models.decode import read
from talion.coding.models.labels import MARKED_HEADS, PAIRS, SENTENCE_HEADS, STATUSES, TYPES, VERBS, slices
from talion.coding.models.words import Cutter

TEXT = "Ashmar shelled the port after Belvar raided Ashmar , it said"
CUTTER = Cutter(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *sorted(set(TEXT.lower().split()))])
SENTENCE, MARKED = slices(SENTENCE_HEADS), slices(MARKED_HEADS)
WORDS = TEXT.split()


class Told:
    """Networks that say what they are told: {(word, question): answer} for the sentence, and for each marked word."""

    def __init__(self, sentence, marked, causal=0.0):
        self._sentence, self._marked, self._causal = sentence, marked, causal

    def sentence(self, cut):
        return self._table(cut, SENTENCE, self._sentence), np.array([0.0, self._causal], dtype=np.float32), None

    def marked(self, cut, below, places, mark):
        return self._table(cut, MARKED, self._marked.get((mark, WORDS[cut.heads.index(places[0])]), {}))

    def _table(self, cut, parts, answers):
        table = np.zeros((len(cut.pieces), max(part.stop for part in parts.values())), dtype=np.float32)
        for part in parts.values():
            table[:, part.start] = 9.0
        for (word, question), answer in answers.items():
            at = cut.heads[WORDS.index(word)]
            table[at, parts[question]] = 0.0
            table[at, parts[question].start + answer] = 9.0
        return table


ACTS = {
    ("shelled", "trigger"): 1, ("shelled", "type"): TYPES.index("ASSAULT"),
    ("raided", "trigger"): 1, ("raided", "type"): TYPES.index("COERCE"),
}  # fmt: skip


def test_an_act_has_its_words_type_and_status():
    found = read(TEXT, CUTTER, Told(ACTS, {}))
    [one, other] = found.triggers
    assert TEXT[one.start : one.end] == "shelled"
    assert one.status == STATUSES[0]
    assert one.score == 1.0
    assert TEXT[other.start : other.end] == "raided"


def test_type_is_the_mean_of_both_passes():
    both = {("act", "shelled"): {("shelled", "type"): TYPES.index("ASSAULT")}}
    [one, other] = read(TEXT, CUTTER, Told(ACTS, both)).triggers
    assert (one.type, one.type_score) == ("ASSAULT", 1.0)
    assert other.type_score == 0.5


def test_roles_belong_to_the_act_that_was_marked():
    marked = {
        ("act", "shelled"): {("Ashmar", "a"): 1, ("the", "g"): 1, ("port", "g"): 2},
        ("act", "raided"): {("Belvar", "a"): 1},
    }
    roles = {(r.act, r.role, TEXT[r.start : r.end]) for r in read(TEXT, CUTTER, Told(ACTS, marked)).roles}
    assert roles == {(0, "actor", "Ashmar"), (0, "thing", "the port"), (1, "actor", "Belvar")}


def test_a_pair_is_read_from_both_of_its_acts():
    marked = {
        ("act", "shelled"): {("raided", "pair"): PAIRS.index("answers")},
        ("act", "raided"): {("shelled", "pair"): PAIRS.index("answered by")},
    }
    sentence = {**ACTS, ("after", "answers"): 1}
    [pair] = read(TEXT, CUTTER, Told(sentence, marked)).pairs
    assert (pair.kind, pair.response, pair.trigger, pair.score) == ("answers", 0, 1, 1.0)
    assert TEXT[pair.start : pair.end] == "after"


def test_a_pair_that_only_one_act_sees_is_not_kept():
    marked = {("act", "shelled"): {("raided", "pair"): PAIRS.index("answers")}}
    assert read(TEXT, CUTTER, Told({**ACTS}, marked)).pairs == ()


def test_an_act_that_only_comes_after_is_no_answer():
    marked = {
        ("act", "shelled"): {("raided", "pair"): PAIRS.index("before")},
        ("act", "raided"): {("shelled", "pair"): PAIRS.index("after")},
    }
    [pair] = read(TEXT, CUTTER, Told(ACTS, marked)).pairs
    assert (pair.kind, pair.response, pair.trigger) == ("after", 1, 0)


def test_given_acts_are_read_whatever_the_network_thinks_of_them():
    start = TEXT.index("raided")
    only_one = {key: answer for key, answer in ACTS.items() if key[0] == "shelled"}
    one, other = read(TEXT, CUTTER, Told(only_one, {}), [(start, start + len("raided"))]).triggers
    assert not one.given
    assert other.given and other.score < 0.01


def test_a_given_act_is_not_found_a_second_time():
    start = TEXT.index("raided")
    found = read(TEXT, CUTTER, Told(ACTS, {}), [(start, start + len("raided"))])
    assert [t.given for t in found.triggers] == [False, True]


def test_speech_has_its_verb_its_speaker_and_what_it_is_about():
    sentence = {**ACTS, ("said", "cue"): 1, ("said", "verb"): VERBS.index("claims")}
    marked = {("cue", "said"): {("it", "speaker"): 1, ("shelled", "about"): 1}}
    [speech] = read(TEXT, CUTTER, Told(sentence, marked)).speech
    assert speech.verb == "claims"
    assert TEXT[slice(*speech.speaker)] == "it"
    assert speech.about == (0,)


def test_cause_and_effect_do_not_overlap():
    sentence = {("after", "signal"): 1}
    beside = {(word, "cause"): 2 for word in ("after", "Belvar", "raided")}
    beside |= {(word, "effect"): 2 for word in ("shelled", "the", "port", "after")}
    found = read(TEXT, CUTTER, Told(sentence, {("signal", "after"): beside}, causal=9.0)).causal
    first = found.relations[0]
    assert TEXT[slice(*first.signal)] == "after"
    assert first.cause[0] >= first.effect[1] or first.effect[0] >= first.cause[1]
    assert found.score == 1.0


def test_a_sentence_that_is_not_causal_has_no_causes():
    assert read(TEXT, CUTTER, Told({("after", "signal"): 1}, {}, causal=-9.0)).causal.relations == ()


@pytest.mark.parametrize("text", ["", "   ", "\u200b"])
def test_nothing_is_found_in_nothing(text):
    assert read(text, CUTTER, Told({}, {})).triggers == ()
