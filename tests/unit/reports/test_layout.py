"""Parts of a plain text, told apart by its lines and words."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from talion.reports.boilerplate import credit_start, is_boilerplate
from talion.reports.layout import dateline_of, lay_out, paragraphs


def kinds(text: str) -> list[tuple[str, str]]:
    return [(part.kind, text[part.start : part.end]) for part in lay_out(text).parts]


WRAPPED = """Ashmar shells Belvar after ambush
By Our Correspondent

The army of Ashmar shelled positions of the Belvar Front late on Sunday,
killing at least four fighters, two officials said, in what they called
an answer to an ambush on Friday.

A spokesman for the front denied that it had laid the ambush. He said the
army was "looking for a pretext".
"""


def test_lines_broken_at_a_width_are_one_paragraph():
    assert [kind for kind, _ in kinds(WRAPPED)] == ["headline", "byline", "body", "body"]
    assert kinds(WRAPPED)[2][1].count("\n") == 2


def test_one_paragraph_a_line_stays_so():
    text = "The army fired.\nThe front answered within the hour.\nMonitors counted nine shells.\n"
    assert [text[start:end] for start, end in paragraphs(text)] == text.splitlines()


def test_a_report_that_opens_with_a_sentence_has_no_headline():
    assert [kind for kind, _ in kinds("The army fired on Sunday.\n\nThe front answered.")] == ["body", "body"]


def test_a_sentence_under_the_headline_opens_the_story():
    assert [kind for kind, _ in kinds("Army fires\n\nThe army fired on Sunday.\n\nThe front answered.")] == [
        "headline", "body", "body",
    ]  # fmt: skip


def test_a_sentence_between_headline_and_byline_is_a_standfirst():
    assert [kind for kind, _ in kinds("Army fires\n\nFive people died.\n\nBy Jo Doe\n\nThe army fired.")] == [
        "headline", "standfirst", "byline", "body",
    ]  # fmt: skip


def test_who_edited_is_parted_from_who_reported():
    assert kinds("Army fires\n\nThe army fired.\n\n(Reporting by Jo Doe; Editing by Al Roe)")[2:] == [
        ("byline", "(Reporting by Jo Doe"), ("boilerplate", "; Editing by Al Roe)"),
    ]  # fmt: skip


def test_the_slug_of_an_agency_is_no_headline():
    assert kinds("UPDATE 2 - Army fires on villages\n\nThe army fired.")[:2] == [
        ("boilerplate", "UPDATE 2 -"), ("headline", "Army fires on villages"),
    ]  # fmt: skip


def test_a_headline_with_a_colon_is_no_header_line():
    assert kinds("Ashmar: army fires\n\nThe army fired.")[0] == ("headline", "Ashmar: army fires")


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("Smoke over Orsk. REUTERS/Stringer NO RESALES. NO ARCHIVES.", "REUTERS/Stringer NO RESALES. NO ARCHIVES."),
        ("Smoke over Orsk on Sunday. (AP Photo/Jo Doe)", "(AP Photo/Jo Doe)"),
        ("Smoke over Orsk [Jo Doe/Reuters]", "[Jo Doe/Reuters]"),
        ("Smoke over Orsk. Jo Doe/AFP via Getty Images", "Jo Doe/AFP via Getty Images"),
        ("Smoke over Orsk. Photograph: Jo Doe/EPA", "Photograph: Jo Doe/EPA"),
        ("Smoke over Orsk. EPA-EFE/JO DOE", "EPA-EFE/JO DOE"),
        ("Smoke over Orsk. Photo by Jo Doe", "Photo by Jo Doe"),
        ("Smoke over Orsk. © Jo Doe", "© Jo Doe"),
        ("Smoke over Orsk, 3 May 2031. PHOTO: Orsk Daily", "PHOTO: Orsk Daily"),
        ("Smoke over Orsk. Orsk Courier / no resale", "Orsk Courier / no resale"),
    ],
)
def test_the_credit_of_a_picture_is_parted_from_its_caption(caption, credit):
    start = credit_start(caption)
    assert start is not None and caption[start:].strip() == credit


@pytest.mark.parametrize("label", ["Photo:", "PHOTO:", "Picture:", "IMAGE:"])
def test_a_label_announces_a_caption_and_its_credit_is_parted_from_it(label):
    line = f"{label} Smoke rises over Orsk on Sunday. Jo Doe/AFP"
    assert kinds(f"Army fires\n\n{line}\n\nThe army fired.")[1:4] == [
        ("boilerplate", label), ("caption", "Smoke rises over Orsk on Sunday."), ("boilerplate", "Jo Doe/AFP"),
    ]  # fmt: skip


def test_a_label_before_a_name_alone_announces_a_credit():
    for line in ("Photo: Jo Doe", "Photo: Jo Doe/AFP", "PHOTO: Handout"):
        assert kinds(f"Army fires\n\nThe army fired.\n\n{line}")[2] == ("boilerplate", line)


@pytest.mark.parametrize(
    "sentence",
    [
        "(Adding to the toll, two guards died on Monday.)",
        "All times of peace end, the mayor said.",
        "Clients of the bank fled.",
        "Picture a village: forty houses and a mill.",
        "The army told AFP that the shelling went on for an hour.",
        "Reuters could not verify the account of either side.",
        "The front released a photograph of the burnt lorry.",
        "Read out on state television, the statement blamed the front.",
        "Ashmar and Belvar signed the truce in May/June 2030.",
        "By Sunday evening the army had answered, and forty shells had fallen on the villages along the river.",
        "Share prices in Ashmar fell after the attack.",
        "Related attacks were reported from the north.",
        "Editors at the state broadcaster were told not to name the dead.",
        "Translated into numbers, the truce failed nine times.",
    ],
)
def test_a_sentence_of_the_report_is_no_boilerplate(sentence):
    assert not is_boilerplate(sentence)
    assert kinds(f"Army fires\n\nIt fired.\n\n{sentence}")[2] == ("body", sentence)


@pytest.mark.parametrize(
    "note",
    [
        "Powered by automated translation",
        "Read more: Five facts on the truce",
        "Sign up for our newsletter",
        "© 2031 Ashmar Wire. All rights reserved.",
        "This article was translated from Belvari by Jo Doe.",
        "We use cookies to make this site better.",
        "Facebook Twitter WhatsApp",
        "Editing by Al Roe",
        "(AFP)",
        "(Adds comment from the army, paragraphs 3 to 5)",
        "(Corrects name of village in second paragraph.)",
        "(Writes through with fresh shelling)",
        "(Refiles to fix dateline)",
        "All times local.",
        "The Orsk Wire. All times local. Clients may not republish.",
        "All times are in GMT",
        "Clients may not republish.",
        "Not for republication",
        "جميع الحقوق محفوظة",
        "تمامی حقوق محفوظ است",
    ],
)
def test_a_note_of_the_publisher_is_boilerplate(note):
    assert is_boilerplate(note)


@pytest.mark.parametrize(
    ("paragraph", "dateline"),
    [
        ("TELMAR, Dec 30 (Wire) - Rockets hit", "TELMAR, Dec 30 (Wire) - "),
        ("TELMAR, Ashmar (AP) — Rockets hit", "TELMAR, Ashmar (AP) — "),
        ("ORSK — Rockets hit", "ORSK — "),
        ("Telmar, 30 December 2030 (Wire) – Rockets hit", "Telmar, 30 December 2030 (Wire) – "),
        ("تلمار (الوكالة) - أصابت صواريخ", "تلمار (الوكالة) - "),
        ("Talks failed - the army attacked", None),
        ("Telmar - a border town - was hit", None),
    ],
)
def test_a_dateline_is_known_by_capitals_agency_or_day(paragraph, dateline):
    assert dateline_of(paragraph) == dateline


@given(some.text(alphabet="aB \n.,:-(/)#\xa0م1", max_size=200))
def test_parts_hold_text_in_order_and_lose_nothing_but_space(text):
    parts = lay_out(text).parts
    rest = "".join(
        text[end:start]
        for end, start in zip(
            [0, *[part.end for part in parts]], [*[part.start for part in parts], len(text)], strict=True
        )
    )
    assert not rest.replace("#", "").strip()
