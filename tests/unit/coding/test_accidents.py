"""A crash, a flood or a blaze is nobody's act, unless the words have somebody do it."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import Coder
from talion.records import Report


@pytest.fixture(scope="module")
def reads() -> Coder:
    return Coder(registry(), gazetteer())


def _assaults(reads: Coder, text: str) -> int:
    coded = reads.code(Report(text, published=date(2031, 3, 9), language="en"))
    return sum(event.action == "ASSAULT" for event in coded.events)


@pytest.mark.parametrize(
    "text",
    [
        "Some 40 migrants were killed when a dinghy capsized off Samos, the coastguard said.",
        "Six soldiers died when their lorry skidded off the road near Herat.",
        "A blaze at a barracks in Minna killed seven recruits on Monday.",
        "Three ministers were killed in a helicopter crash near Accra.",
        "A landslide killed eleven troops in Manipur on Thursday.",
    ],
)
def test_nobody_does_an_accident(reads, text):
    assert _assaults(reads, text) == 0


@pytest.mark.parametrize(
    "text",
    [
        "Some 40 migrants were killed when the navy of Greece rammed a dinghy, which capsized off Samos.",
        "Three ministers were killed when a missile hit their helicopter, which crashed near Accra.",
        "Mortar fire killed seven recruits at a barracks in Minna on Monday.",
        "A truck bomb in Accra killed nine when it made a hotel collapse.",
    ],
)
def test_what_somebody_did_is_told_though_something_sank_or_fell(reads, text):
    assert _assaults(reads, text) >= 1
