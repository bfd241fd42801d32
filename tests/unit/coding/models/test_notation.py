import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
sys.path.insert(0, str(ROOT))
from training.notation import NotationError, part_of, read_line, read_sentences  # noqa: E402


def test_spans_nest_and_their_offsets_are_those_of_the_plain_text():
    sentence = read_line("[Ash guns]{a1} [hit]{1 ASSAULT done} [a [Bel]{r1} post]{g1}.")
    assert sentence.text == "Ash guns hit a Bel post."
    act = sentence.acts[1]
    assert {(role, sentence.text[s.start : s.end]) for role, s in act.roles} == {
        ("a", "Ash guns"),
        ("r", "Bel"),
        ("g", "a Bel post"),
    }


def test_several_tags_on_one_span_are_parted():
    sentence = read_line("[Ash]{a1; sA} [vowed]{1 THREATEN done; cue A threatens} to go.")
    assert sentence.cues[0].about == 0
    assert sentence.speakers["A"] == [sentence.acts[1].roles[0][1]]


def test_answers_expectations_and_ties_are_read():
    line = (
        "[hit]{1 ASSAULT done} [for]{answers 1>2} [raid]{2 ASSAULT done}; [a [fight]{3 ASSAULT hypothetical} "
        "if they come]{expects A escalate if}; [B]{x} [backed by]{rel backed_by x>y} [C]{y}"
    )
    sentence = read_line(line)
    assert (sentence.answers[0].response, sentence.answers[0].trigger) == (1, 2)
    assert sentence.expected[0].conditional
    assert sentence.ties[0].kind == "backed_by"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("[hit{1 ASSAULT done}", "outside of a tag"),
        ("hit]{a1}", "without its '\\['"),
        ("[hit]", "without '{…}'"),
        ("[hit]{1 BOMB done}", "type 'BOMB'"),
        ("[hit]{1 ASSAULT maybe}", "status 'maybe'"),
        ("[Ash]{a1} spoke", "act 1, which no word tells"),
        ("[for]{answers 1>2}", "act 1, which no word tells"),
        ("[,]{a1}", "holds no word"),
        ("[hit]{what}", "none of the notation's"),
    ],
)
def test_a_bad_line_names_its_file_and_line(line, says):
    with pytest.raises(NotationError, match=f"a01.txt, line 7: .*{says}"):
        read_line(line, "a01.txt", 7)


def test_the_part_hangs_on_the_words_alone():
    assert part_of("Ash hit  Bel.") == part_of("Ash hit Bel.")
    parts = [part_of(f"sentence {n}") for n in range(1000)]
    assert 70 < parts.count("apart") < 130
    assert 70 < parts.count("dev") < 130


def test_all_sentences_of_the_project_can_be_read():
    assert len(read_sentences()) >= 100
