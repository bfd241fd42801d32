"""Headlines: verbs that could be nouns, what is brought down, and the report's own words behind the parser's."""

from datetime import date

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import Coder
from talion.coding.parsing.headlines import past_of_headline
from talion.records import Event, Report


@pytest.fixture(scope="module")
def reads() -> Coder:
    return Coder(registry(), gazetteer())


def _read_as(line: str) -> str:
    for start, end, past in sorted(past_of_headline(line), reverse=True):
        line = line[:start] + past + line[end:]
    return line


@pytest.mark.parametrize(
    ("line", "read_as"),
    [
        ("Insurgents raid mine near Kitgum, kill 9 guards", "Insurgents raided mine near Kitgum and killed 9 guards"),
        ("Chad shells rebel camp after border ambush", "Chad shelled rebel camp after border ambush"),
        ("Police fire on marchers in Conakry", "Police fired on marchers in Conakry"),
        ("Tuareg front claims ambush on convoy", "Tuareg front claimed ambush on convoy"),
        ("Lima, Quito trade fire on river", "Lima and Quito traded fire on river"),
        ("Greek guns hit back at islet", "Greek guns hit back at islet"),
    ],
)
def test_a_verb_that_could_be_a_noun_is_read_in_the_past(line, read_as):
    assert _read_as(line) == read_as


@pytest.mark.parametrize(
    "line",
    [
        "Drone strikes on Sumy rise in May",
        "Teachers' strike enters second week",
        "Greek attacks worry Ankara",
        "Three strikes planned on Lisbon trams",
        "Peace talks open in Juba as rains end",
        "The militia attacks the town when it rains.",  # a sentence, and no headline
    ],
)
def test_a_noun_stays_a_noun(line):
    assert _read_as(line) == line


def _events(reads: Coder, text: str) -> list[Event]:
    return list(reads.code(Report(text, published=date(2031, 3, 9), language="en")).events)


def test_the_attackers_of_a_headline_are_not_the_state_that_it_names(reads):
    [event] = _events(reads, "Rebels attack army base in northern Chad, kill 12 soldiers")
    assert event.actors == () and event.recipients == ("chad",) and event.toll is not None
    words = {mark.passage.quote for mark in event.marks if mark.what == "act"}
    assert "attack" in words and "attacked" not in words  # the report's own word


def test_both_acts_of_a_headline_are_read_with_their_sides(reads):
    events = _events(reads, "Rocket fire from Gaza wounds three in Sderot, Israel hits back")
    assert [(e.actors, e.recipients) for e in events] == [((), ("israel",)), (("israel",), ())]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Iran shot down an American drone over the strait.", [(("iran",), ("united-states",))]),
        ("Syria said it had downed a Turkish drone near Idlib.", [(("syria",), ("turkey",))]),
        ("Ukraine said it had shot down 12 Russian drones overnight.", []),
        ("The army of Iraq downed a suicide drone over Erbil.", []),
        ("Israel shot down a Yemeni missile over Eilat.", []),
    ],
)
def test_one_drone_that_is_somebodys_is_shot_at_and_a_swarm_is_stopped(reads, text, found):
    assert [(e.actors, e.recipients) for e in _events(reads, text) if e.action == "ASSAULT"] == found


def test_a_town_taken_back_is_seized(reads):
    [event] = _events(reads, "Somali troops retook Adale from Al-Shabaab on Monday.")
    assert (event.action, event.mode) == ("COERCE", "seize")
    assert "retook" in {mark.passage.quote for mark in event.marks if mark.what == "act"}


def test_a_town_before_an_act_says_where_and_a_gang_is_no_state(reads):
    vow, stabbing = _events(reads, "Israel vows to respond after Tel Aviv stabbing")
    assert vow.action == "THREATEN" and stabbing.actors == ()
    [battle] = _events(reads, "Ten killed as Haitian gangs battle for port")
    assert "haiti" not in battle.actors
