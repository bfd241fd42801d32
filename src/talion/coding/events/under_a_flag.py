"""Ships and planes that carry people or goods: whose flag they bear does not say against whom an attack was meant.

"A Greek-owned tanker", "a Ukrainian airliner": the thing that was hit. That it was meant for the state, the rest of a
report says, where it tells of other deeds between the two; or a state's own coastguard, that seizes a ship of another.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from talion.coding.acts.told import ASSAULT, Told
from talion.coding.events.groups import Group
from talion.coding.sides.cast import Cast

WHOSE_FLAG = "a ship or plane whose flag says nothing of whom it was meant for"
# Ships and planes that are nobody's in a war.
CIVIL_CRAFT = frozenset({
    "merchant", "cargo", "tanker", "tankers", "freighter", "freighters", "ferry", "ferries", "airliner", "container",
    "commercial", "merchantman", "merchantmen", "trawler", "trawlers", "fishing", "passenger", "liner", "airliners",
    "tug", "tugs", "tugboat", "barge", "barges", "dhow", "dhows", "yacht", "coaster", "grain", "bulk",
    "bulker", "supertanker", "fishermen",
})  # fmt: skip
_OF_AN_ARMY = {"navy", "naval", "military", "army", "warship", "frigate", "gunboat", "armed"}
_OWNED = {"owned", "flagged", "registered", "operated", "managed", "chartered", "run", "linked", "bound"}
_HYPHENS = {"-", "\u2010", "\u2011"}
_AGAINST = {"ASSAULT", "COERCE", "SANCTION", "THREATEN", "MOBILIZE"}
SameSide = Callable[[str, str], bool]


def leave_open_whose_flag(groups: Sequence[Group], cast: Cast, same_side: SameSide) -> None:
    """Take the state of its flag from what was hit, where nothing else says that it was meant for that state."""
    borne = [(group, m.told) for group in groups for m in group.mentions if _bears_a_flag(m.told, cast)]
    if not borne:
        return
    apart = {id(told) for _, told in borne}
    deeds = [
        (group, a, r)
        for group in groups
        for m in group.mentions
        if m.told.sense.action in _AGAINST and id(m.told) not in apart
        for a in m.told.actor.actors
        for r in m.told.recipient.actors
    ]

    def are_at_odds(one: str, state: str, here: Group) -> bool:
        for group, a, r in deeds:
            there = (same_side(a, one) and same_side(r, state)) or (same_side(a, state) and same_side(r, one))
            if group is not here and there:
                return True
        return _is_of_the_land(one, state, cast)

    for group, told in borne:
        [state] = told.recipient.actors
        doers = set(group.doers) or {a for m in group.mentions if m.told.alleged for a in m.told.alleged.actors}
        if state == cast.own or (told.sense.action != ASSAULT and _takes_for_a_state(told, doers, cast)):
            continue
        fought = not doers and any(state in (a, r) for here, a, r in deeds if here is not group)
        if not fought and not any(are_at_odds(one, state, group) for one in doers):
            told.recipient = replace(told.recipient, actors=(), thing=True, why=WHOSE_FLAG)


def _bears_a_flag(told: Told, cast: Cast) -> bool:
    """Whether what was hit is a ship or plane, or owned abroad, and named by one state alone."""
    party = told.recipient
    if told.sense.action not in {ASSAULT, "COERCE"} or party.first < 0 or len(party.actors) != 1:
        return False
    if cast.kind(party.actors[0]) != "state":
        return False
    doc = told.token.doc
    words = {t.lower_ for t in doc[party.first : party.last + 1]}
    named = [m for m in cast.mentions[told.paragraph] if party.first <= m.first and m.last <= party.last]
    of_it = [m for m in named if m.actor == party.actors[0] and doc[m.last].dep_ != "poss"]
    if not of_it or words & _OF_AN_ARMY:
        return False
    return bool(words & CIVIL_CRAFT) or _is_owned(told, of_it[-1].last)


def _is_owned(told: Told, last: int) -> bool:
    """Whether a state is named as the owner abroad: "a Greek-owned mine", "the Liberian-flagged Ambra"."""
    behind = told.token.doc[last + 1 : last + 3]
    return len(behind) == 2 and behind[0].text in _HYPHENS and behind[1].lower_ in _OWNED


def _takes_for_a_state(told: Told, doers: set[str], cast: Cast) -> bool:
    """Whether one state takes what is another's: "the Luvenian navy seized a Quarran trawler"."""
    first, last = told.recipient.first, told.recipient.last
    owned = any(_is_owned(told, i) for i in range(first, last))
    return not owned and any(cast.kind(one) in {"state", "government", "force"} for one in doers)


def _is_of_the_land(actor: str, state: str, cast: Cast) -> bool:
    """Whether an armed group is of the very land whose state it is."""
    group, land = cast.registry.actors.get(actor), cast.registry.actors.get(state)
    if group is None or land is None or cast.kind(actor) not in {"armed group", "umbrella"}:
        return False
    return group.country is not None and group.country == land.country
