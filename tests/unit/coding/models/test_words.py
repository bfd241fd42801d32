from hypothesis import given
from hypothesis import strategies as st

from talion.coding.models.words import MOST_PIECES, Cutter, distances

PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "shell", "##ed", "the", "ashmar", "'", "s", "-", "12", "port", ".", '"']
CUTTER = Cutter(PIECES)


def words(text):
    return [text[start:end] for start, end in CUTTER.cut(text).words]


def test_words_end_at_every_sign():
    assert words("Ashmar's port-12.") == ["Ashmar", "'", "s", "port", "-", "12", "."]


def test_the_longest_piece_is_taken_first_and_case_and_accents_are_put_aside():
    cut = CUTTER.cut("Áshmar SHELLED the port")
    assert [PIECES[n] for n in cut.pieces] == ["[CLS]", "ashmar", "shell", "##ed", "the", "port", "[SEP]"]
    assert cut.heads == (1, 2, 4, 5)


def test_a_word_that_no_pieces_make_up_is_unknown():
    assert CUTTER.cut("qqq").pieces == (2, 1, 3)


def test_curly_signs_read_as_straight_ones():
    assert CUTTER.cut("“Ashmar’s”").pieces == CUTTER.cut('"Ashmar\'s"').pieces


def test_places_of_a_stretch_are_all_its_pieces():
    text = "Ashmar shelled the port"
    cut = CUTTER.cut(text)
    assert cut.places(cut.covered(text.index("shelled"), text.index(" the"))) == [2, 3]
    assert cut.places(cut.covered(text.index("port"), len(text))) == [5]
    assert cut.places(cut.covered(6, 7)) == []  # white space alone


def test_a_long_text_is_read_as_far_as_the_models_reach():
    cut = CUTTER.cut("shelled " * 200)
    assert len(cut.pieces) <= MOST_PIECES
    assert cut.words[-1][1] <= len("shelled " * 200)
    assert len(cut.words) == (MOST_PIECES - 2) // 2


@given(st.text(max_size=80))
def test_words_stand_in_order_and_hold_what_the_text_says(text):
    cut = CUTTER.cut(text)
    edges = [edge for word in cut.words for edge in word]
    assert edges == sorted(edges)
    assert all(text[start:end].strip() for start, end in cut.words)
    assert len(cut.heads) == len(cut.words)


def test_distances_count_from_the_nearest_marked_piece():
    assert distances(6, [2, 3], most=2) == [-2, -1, 0, 0, 1, 2]
    assert distances(3, [], most=2) == [2, 2, 2]
