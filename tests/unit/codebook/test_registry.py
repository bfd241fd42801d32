"""Who is meant by a name, where a text names whom, and who counts as whom on a day. All parties are invented."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talion.codebook.registry import Registry
from talion.codebook.rows import Rows, Usage
from talion.records import Actor, DateSpan, Name, Relation


def a(id_: str, name: str, kind: str = "armed group", *others: str) -> Actor:
    return Actor(id_, name, kind, (Name(name), *(Name(other) for other in others)))


def tie(subject: str, kind: str, object_: str, since: str = "", until: str = "", confidence: str = "sure") -> Relation:
    def day(text: str) -> DateSpan | None:
        return DateSpan.on(date.fromisoformat(text)) if text else None

    return Relation(subject, kind, object_, "an almanac", day(since), day(until), confidence=confidence)


ACTORS = (
    a("ashmar", "Ashmar", "state", "ASH"),
    a("belvar", "Belvar", "state"),
    a("ashmar-armed-forces", "Ashmari Armed Forces", "force"),
    a("night-guard", "Night Guard", "force"),
    a("brotherhood", "Brotherhood", "armed group", "Al-Ikhwa", "الإخوة"),
    a("sons-of-the-brotherhood", "Sons of the Brotherhood", "armed group", "Abna' al-Ikhwa"),
    a("river-front", "River Front", "armed group", "RVF"),
    a("delta-brigade", "Delta Brigade"),
    a("banner", "Banner", "umbrella"),
    a("concert", "Concert of States", "intergovernmental"),
    a("ivo-marn", "Ivo Marn", "person", "Marn"),
    a("tet", "Tet Movement", "armed group", "TeT"),
    a("ashmari-forces-party", "Ashmari Forces", "party"),
)
RELATIONS = (
    tie("ashmar-armed-forces", "part_of", "ashmar"),
    tie("night-guard", "part_of", "ashmar-armed-forces"),
    tie("ashmar", "led_by", "ivo-marn", "2030-01-01", "2032-12-31"),
    tie("river-front", "backed_by", "night-guard", "2031-03-01"),
    tie("delta-brigade", "part_of", "river-front", "2031-06-01", "2031-12-31"),
    tie("river-front", "member_of", "banner"),
    tie("banner", "integrated_into", "belvar", "2031-01-01"),
    tie("belvar", "member_of", "concert"),
    tie("sons-of-the-brotherhood", "backed_by", "belvar", "2031-01-01", "", "disputed"),
)
USAGES = (
    Usage("Ashmari", "ashmar", "demonym"),
    Usage("Ashmaris", "ashmar", "nationals"),
    Usage("Belvari", "belvar", "demonym"),
    Usage("Ashgrad", "ashmar", "metonym"),
)


def made(*more: Relation) -> Registry:
    return Registry(
        Rows(
            {actor.id: actor for actor in ACTORS}, (*RELATIONS, *more), USAGES, {}, ("Ashgrad Herald", "Gulf of Ashmar")
        )
    )


REGISTRY = made()


def found(text: str) -> list[tuple[str, str, str]]:
    return [(text[name.start : name.end], name.actor, name.how) for name in REGISTRY.find(text)]


def resolved(name: str) -> tuple[str, str] | None:
    meaning = REGISTRY.resolve(name)
    return (meaning.actor.id, meaning.how) if meaning else None


@pytest.mark.parametrize(
    ("name", "actor", "how"),
    [
        ("River Front", "river-front", "exact"),
        ("river-front", "river-front", "exact"),
        ("the RIVER-FRONT", "river-front", "normalised"),
        ("Ikhwa", "brotherhood", "normalised"),
        ("إخوة", "brotherhood", "normalised"),
        ("الاخوه", "brotherhood", "normalised"),
        ("Sons of the Brotherhod", "sons-of-the-brotherhood", "fuzzy"),
        ("Ashgrad", "ashmar", "metonym"),
        ("Ashmari", "ashmar", "demonym"),
        ("Ashmari army", "ashmar-armed-forces", "demonym"),
        ("the Government of Ashmar", "ashmar", "normalised"),
        ("Ashmar-backed groups", "ashmar-backed-groups", "set"),
        ("Ashmari-backed militias", "ashmar-backed-groups", "set"),
        ("Ashgrad-backed rebels", "ashmar-backed-groups", "set"),
        ("pro-Ashmar groups", "ashmar-backed-groups", "set"),
        ("River Frnt", None, None),
        ("Rivér Frontt", "river-front", "fuzzy"),
    ],
)
def test_a_name_is_resolved_and_says_how(name, actor, how):
    assert resolved(name) == ((actor, how) if actor else None)


@pytest.mark.parametrize("name", ["", "  ", "Sons", "Front", "River", "Brotherhood of Iron", "Qarlund", "the", "of"])
def test_part_of_a_name_or_an_unknown_name_is_nobody(name):
    assert REGISTRY.resolve(name) is None


def test_a_name_inside_a_longer_name_is_another_actor():
    assert resolved("Brotherhood") == ("brotherhood", "exact")
    assert resolved("Sons of the Brotherhood") == ("sons-of-the-brotherhood", "exact")
    assert found("Sons of the Brotherhood fought the Brotherhood.") == [
        ("Sons of the Brotherhood", "sons-of-the-brotherhood", "name"),
        ("Brotherhood", "brotherhood", "name"),
    ]


@given(st.sampled_from([n.text for actor in ACTORS for n in actor.names]), st.data())
def test_case_and_diacritics_never_change_whom_a_name_means(name, data):
    marks = data.draw(st.lists(st.sampled_from(["", "\u0301", "\u0323"]), min_size=len(name), max_size=len(name)))
    upper = data.draw(st.lists(st.booleans(), min_size=len(name), max_size=len(name)))
    changed = "".join(
        (c.upper() if up else c.lower()) + (mark if c.isascii() and c.isalpha() else "")
        for c, up, mark in zip(name, upper, marks, strict=True)
    )
    assert REGISTRY.resolve(changed).actor == REGISTRY.resolve(name).actor


_PIECES = ("Ashmar", "Ashmari-backed", "ASH's", "River", "Front", "al-Ikhwa", ",", ".", "والإخوة")


@given(st.text(max_size=80) | st.lists(st.sampled_from(_PIECES)).map(" ".join))
def test_what_is_found_lies_in_order_in_the_text_and_never_overlaps(text):
    names = REGISTRY.find(text)
    assert all(0 <= name.start < name.end <= len(text) for name in names)
    assert all(one.end <= other.start for one, other in pairwise(names))
    assert all(name.actor in REGISTRY.actors for name in names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ashmar's answer", [("Ashmar", "ashmar", "name")]),
        ("an ASH raid, ash everywhere", [("ASH", "ashmar", "name")]),
        ("the belvar tree", []),
        ("Ashgrad said", [("Ashgrad", "ashmar", "metonym")]),
        ("the Ashgrad Herald said", []),
        ("in the Gulf of Ashmar", []),
        ("Ashmari troops left", [("Ashmari troops", "ashmar-armed-forces", "demonym")]),
        ("Ashmar's armed forces", [("Ashmar's armed forces", "ashmar-armed-forces", "demonym")]),
        ("Belvari troops", [("Belvari troops", "belvar", "demonym")]),
        ("the Ashmari foreign ministry", [("Ashmari foreign ministry", "ashmar", "demonym")]),
        ("in Ashmar forces loyal to", [("Ashmar", "ashmar", "name")]),
        ("Ashmaris fled", [("Ashmaris", "ashmar", "demonym")]),
        ("Ashmari forces and the Ashmari Forces",
         [("Ashmari forces", "ashmar-armed-forces", "demonym"), ("Ashmari Forces", "ashmari-forces-party", "name")]),
        ("Ashmar-backed Belvari militia River Front",
         [("Ashmar-backed Belvari militia", "ashmar-backed-groups", "set"), ("River Front", "river-front", "name")]),
        ("pro-Ashmar fighters", [("pro-Ashmar fighters", "ashmar-backed-groups", "set")]),
        ("a pro-Ashmar song and an anti-Ashmar one", []),
        ("Ashmar-led forces", [("Ashmar-led forces", "ashmar", "demonym")]),
        ("Let TeT go", [("TeT", "tet", "name")]),
        ("tet", []),
        ("President Marn met the painter Olga Marn there yesterday", [("Marn", "ivo-marn", "name")]),
        ("قصفت الإخوة والإخوة", [("الإخوة", "brotherhood", "name"), ("الإخوة", "brotherhood", "name")]),
        ("al-Ikhwa struck", [("al-Ikhwa", "brotherhood", "name")]),
        ("River, Front", []),
        ("River\nFront", [("River\nFront", "river-front", "name")]),
    ],
)  # fmt: skip
def test_a_text_names(text, names):
    assert found(text) == names


def test_a_phrase_says_which_part_of_the_state_it_is_about():
    [name] = REGISTRY.find("the Ashmari police")
    assert name.organ == "police"


def test_a_state_counts_its_forces_and_its_leader_and_not_whom_it_backs():
    assert REGISTRY.members("Ashmar", on=date(2031, 7, 1)) == {
        "ashmar",
        "ashmar-armed-forces",
        "night-guard",
        "ivo-marn",
    }
    assert "ivo-marn" not in REGISTRY.members("Ashmar", on=date(2033, 1, 1))


def test_the_groups_that_a_state_backs_are_computed_for_the_day():
    def backed(day: str) -> frozenset[str]:
        return REGISTRY.members("Ashmar-backed groups", on=date.fromisoformat(day)) - {"ashmar-backed-groups"}

    assert backed("2031-02-28") == set()
    assert backed("2031-03-01") == {"river-front"}
    assert backed("2031-06-01") == {"river-front", "delta-brigade"}
    assert backed("2032-01-01") == {"river-front"}


def test_the_widest_level_holds_the_state_and_whom_it_backs():
    on = date(2031, 7, 1)
    widest = REGISTRY.members("Ashmar", on=on, backed=True)
    assert widest == REGISTRY.members("Ashmar", on=on) | {"river-front", "delta-brigade"}


def test_integration_alliance_and_intergovernmental_membership_do_not_roll_up():
    assert REGISTRY.members("Belvar") == {"belvar"}
    assert REGISTRY.members("Concert of States") == {"concert"}
    assert REGISTRY.members("Banner") >= {"banner", "river-front"}


def test_a_disputed_tie_counts_unless_only_sure_ones_are_asked_for():
    assert "sons-of-the-brotherhood" in REGISTRY.members("Belvar-backed groups")
    assert "sons-of-the-brotherhood" not in REGISTRY.members("Belvar-backed groups", at_least="sure")


def test_a_circle_of_parts_ends():
    circle = made(tie("ashmar", "part_of", "night-guard"))
    assert "ashmar" in circle.members("Night Guard")


@given(st.dates(date(2030, 1, 1), date(2033, 12, 31)), st.sampled_from([actor.id for actor in ACTORS]))
def test_what_counts_on_a_day_counts_without_a_day(on, actor):
    assert {actor} <= REGISTRY.members(actor, on=on) <= REGISTRY.members(actor)


def test_a_group_has_members():
    assert REGISTRY.is_group("Banner") and REGISTRY.is_group("Ashmar-backed groups") and REGISTRY.is_group("Ashmar")
    assert not REGISTRY.is_group("Delta Brigade") and not REGISTRY.is_group("Qarlund")


def test_relations_are_those_of_the_day():
    assert [tie.kind for tie in REGISTRY.relations_of("Delta Brigade", on=date(2031, 7, 1))] == ["part_of"]
    assert REGISTRY.relations_of("Delta Brigade", on=date(2033, 1, 1)) == ()


def test_more_rows_give_a_new_registry_and_leave_the_old_one():
    more = REGISTRY.with_rows([a("qarlund", "Qarlund")], [tie("qarlund", "backed_by", "ashmar")])
    assert more.resolve("Qarlund").actor.id == "qarlund"
    assert "qarlund" in more.members("Ashmar-backed groups")
    assert REGISTRY.resolve("Qarlund") is None


def test_a_row_with_a_known_id_takes_its_place():
    more = REGISTRY.with_rows([a("river-front", "Stream Front")], [])
    assert more.resolve("Stream Front").actor.id == "river-front"
    assert more.actors["river-front"].name == "Stream Front"
