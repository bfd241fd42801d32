"""Days and places that stand beside an act: in the head of an item, in a dateline, in what was told before."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import coder
from talion.coding.days.dates import find_days
from talion.coding.events.item_heads import head_of
from talion.coding.events.mentioned import is_of_another_time
from talion.coding.parsing.language import parse
from talion.records import DateSpan, Report

PUBLISHED = date(2031, 3, 9)  # a Sunday


@pytest.fixture(scope="module")
def reader():
    return coder(registry(), gazetteer())


def told(reader, text, word):
    """The event told by this word."""
    coded = reader.code(Report(text, published=PUBLISHED, language="en"))
    return next(e for e in coded.events if any(word in m.passage.quote for m in e.marks if m.what == "act"))


def names(event):
    return [place.name for place in event.places]


def span(text, story=None):
    return next((d.span for d in find_days(text, published=PUBLISHED, story_day=story)), None)


# ---- news of a report that opens with a deed of its own day


OPENING = "Rebels shelled Kidal on Sunday.\n\n"


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ("Gunmen attacked a police post in Gao shortly before midnight.", "attacked"),
        ("The minister said that 300 soldiers would be sent to Gao at once.", "sent"),
    ],
)
def test_news_has_the_day_of_the_report_that_opens_with_it(reader, more, word):
    when = told(reader, OPENING + more, word).when
    assert when == DateSpan.on(PUBLISHED)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Rebels shelled Kidal on Saturday.\n\nThe minister summoned the envoy of Niger.", "summoned"),
        (
            OPENING + "The president demanded that Niger close its border. On Friday rebels had attacked Gao.",
            "demanded",
        ),
        (OPENING + "The army, which bombed a market in Gao, rejected talks.", "bombed"),
        ("The opposition in Mali on Sunday accused the army of killing a mayor.", "killing"),
    ],
)
def test_news_stays_open_where_another_day_may_be_meant(reader, text, word):
    assert told(reader, text, word).when is None


# ---- days of one sentence


@pytest.mark.parametrize(
    ("text", "word", "day"),
    [
        ("Troops seized Gao on Monday and shelled Goma on Tuesday.", "shelled", date(2031, 3, 4)),
        ("Rebels, who met the envoy on Saturday, shelled Kidal on Thursday.", "shelled", date(2031, 3, 6)),
        ("In a video of 20 January she claimed the assault on Baga of 3 January.", "assault", date(2031, 1, 3)),
        ("Rebels bombed a market on Friday. The army shelled Gao two days after the attack.", "shelled", PUBLISHED),
        ("Guards forced their way in on Tuesday, two days after jets killed nine in Taiz.", "killed", date(2031, 3, 2)),
    ],
)
def test_each_act_of_a_sentence_has_its_own_day(reader, text, word, day):
    assert told(reader, text, word).when == DateSpan.on(day)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Gunmen who had crossed the border on Friday killed four soldiers near Goma.", "killed"),
        ("The army bombed Taiz and on Saturday arrested nine students in Aden.", "bombed"),
        ("Police arrested the mayor two days after the election.", "arrested"),
    ],
)
def test_a_day_of_something_else_is_not_taken(reader, text, word):
    assert told(reader, text, word).when is None


def test_what_stands_in_the_present_as_on_a_timetable_is_to_come(reader):
    text = "The foreign ministers of Kenya and Uganda meet in Nairobi on Tuesday."
    event = told(reader, text, "meet")
    assert (event.when, event.status) == (DateSpan.on(date(2031, 3, 11)), "planned")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("On New Year's Eve the army shelled Gao.", date(2030, 12, 31)),
        ("He was shot on Christmas Day 2019 in Gao.", date(2019, 12, 25)),
        ("In May 2019 men with guns attacked a meeting.", date(2019, 5, 1)),
    ],
)
def test_feasts_and_months_with_a_year(text, first):
    found = span(text)
    assert found is not None and found.first == first


def test_the_christmas_of_another_church_stays_open():
    assert span("A truce held on Orthodox Christmas Eve.") is None


def test_months_and_days_counted_from_the_story():
    year, day = DateSpan(date(2012, 1, 1), date(2012, 12, 31)), DateSpan.on(date(2028, 9, 6))
    assert span("They held Goma that November.", year) == DateSpan(date(2012, 11, 1), date(2012, 11, 30))
    assert span("In April of that year they sank a ship.", year) == DateSpan(date(2012, 4, 1), date(2012, 4, 30))
    assert span("That October marines took the port.", day) == DateSpan(date(2028, 10, 1), date(2028, 10, 31))
    assert span("They fled that January.", day) is None
    assert span("Next day the council met.", day) == DateSpan.on(date(2028, 9, 7))


# ---- what the words around an act say of its time


@pytest.mark.parametrize(
    ("text", "word", "another"),
    [
        ("Guards fled two days after aircraft bombed the camp.", "bombed", True),
        ("Rebels fired on the base in response to the killing of a general.", "killing", True),
        ("Rebels shelled the town to avenge the killing of a general.", "killing", True),
        ("Rebels shelled the town on Friday.", "shelled", False),
    ],
)
def test_what_is_put_at_another_time(text, word, another):
    [paragraph] = parse(Report(text, published=PUBLISHED, language="en"))
    token = next(t for t in paragraph.doc if t.text == word)
    assert is_of_another_time(token) is another


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("Rebels shelled Kidal on Friday. They burned a clinic.", ["Kidal"]),
        ("Rebels shelled Kidal on Friday. Two days later they burned a clinic.", []),
        ("Rebels shelled Kidal on Friday. A week after the raid they burned a clinic.", []),
    ],
)
def test_a_place_is_not_shared_with_what_came_days_later(reader, text, there):
    assert names(told(reader, text, "burned")) == there


# ---- heads of items and datelines


LOG = (
    "1) Gao, 3 January: Gunmen on motorcycles attacked a bus.\n\n"
    "2) Saturday 4 January, near Ouro Modi, Mali. Two villagers were kidnapped.\n\n"
    "3) Ménaka, 7 February 2031: A mine blew up a lorry in Kidal."
)


def test_the_head_of_an_item_gives_day_and_place(reader):
    event = told(reader, LOG, "kidnapped")
    assert (names(event), event.places[0].country) == (["Ouro Modi"], "MLI")
    assert event.when is not None and (event.when.first.month, event.when.first.day) == (1, 4)
    assert (event.when_because or "").startswith("the head of the item")
    mine = told(reader, LOG, "blew up")
    assert (names(mine), mine.when) == (["Kidal"], DateSpan.on(date(2031, 2, 7)))


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("4. 12 January, Kolofata, Cameroon. Fighters attacked.", 35),
        ("NAIROBI, 19 June - A bomb killed two people.", 0),
        ("On 3 January rebels attacked Gao. They fled.", 0),
        ("Kidal. Rebels attacked.", 0),
    ],
)
def test_what_is_the_head_of_an_item(text, length):
    assert head_of(text, find_days(text, published=PUBLISHED)) == length


def test_here_and_this_town_are_where_the_item_was_filed(reader):
    text = (
        "Briefs from the region\n\nGOMA - A truce holds.\n\n"
        "KIDAL - Gunmen stormed this northern Malian town on 3 March.\n\nADEN - A bomb exploded here on Monday."
    )
    assert names(told(reader, text, "stormed")) == ["Kidal"]
    assert names(told(reader, text, "exploded")) == ["Aden"]


# ---- places told before, and names that no list holds


@pytest.mark.parametrize(
    ("text", "word", "there"),
    [
        ("Rebels shelled Kidal on Friday. On Saturday jets bombed a radar site there.", "bombed", ["Kidal"]),
        ("Rebels seized Goma on Monday. Jets bombed the town on Tuesday.", "bombed", ["Goma"]),
        ("Artillery fire was heard near Ketsi overnight.", "fire", ["Ketsi"]),
        ("At least nine people were executed on 29 November in Ketsi and Vell.", "executed", ["Ketsi", "Vell"]),
        ("Kenya sent troops to Somalia on Friday.", "sent", ["Somalia"]),
        ("Rockets hit southern Lebanon on Sunday.", "hit", ["southern Lebanon"]),
        ("The guerrillas sank two ships in Trincomalee harbour.", "sank", ["Trincomalee"]),
        ("In Bonn an officer described the attack on Goma as murder.", "attack", ["Goma"]),
        ("A missile struck the Sheffield near Aden on Tuesday.", "struck", ["Aden"]),
    ],
)
def test_where_an_act_was(reader, text, word, there):
    assert names(told(reader, text, word)) == there
