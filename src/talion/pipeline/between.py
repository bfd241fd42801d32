"""What is measured, judged and fitted between the sides of a selection."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from talion.errors import ScenarioError
from talion.pipeline.asking import Asking, asks_about, says_what_it_rests_on, ways_to_draw
from talion.pipeline.choosing import chained, chosen_events, holding_for, lanes_of
from talion.pipeline.dossier import Lane
from talion.pipeline.holding import Holding, OpenCase
from talion.pipeline.measured import Measured, Part
from talion.pipeline.measuring import measured_by, names_asked
from talion.pipeline.playing import fit_scenario
from talion.pipeline.watching import as_sides, stand_together, watched_days
from talion.records import Dyad, Estimate, Event, Selection, Timeline

if TYPE_CHECKING:
    from talion.measures.reciprocity import Verdict
    from talion.scenarios.calibrate import Calibrated


def measured_between(
    case: OpenCase,
    selection: Selection,
    what: str | Sequence[str] | None = None,
    *,
    lanes: Sequence[str] | None = None,
    within_days: Sequence[float] = (7.0, 30.0),
    severity: str = "acts",
    roles: str = "leave-out",
    on: date | None = None,
    seed: int = 1,
    page: Callable[[Measured], str] | None = None,
) -> Measured:
    """The measures asked for, for each two sides; what the options mean stands at `steps.measure`."""
    holding = holding_for(case, selection)
    pair = (selection.actor, selection.recipient)
    one_way = selection.between is None and None not in pair
    asked = replace(selection, between=pair, actor=None, recipient=None) if one_way else selection  # type: ignore[arg-type]
    chosen = chosen_events(case, holding, asked)
    ids = lanes_of(holding, asked, chosen, lanes)
    sides = [(id, holding.sides.lane(id, chosen)) for id in ids]
    watched = watched_days(holding, chosen, asked)
    if watched is None:
        return Measured("answered", (), selection=selection, watched=None, rests_on="no two sides act", page=page)
    war = as_sides(chosen, [lane for _, lane in sides], watched)
    pairs = [
        Dyad(one.name, other.name)
        for first, one in sides
        for second, other in sides
        # A backer that stands beside the two is asked about the other side, and not about the one it backs.
        if one != other and (len(sides) == 2 or not stand_together(holding, first, second, chosen))
    ][: 1 if one_way else None]
    rests_on = says_what_it_rests_on(war, pairs, roles)
    if what is None:
        # Quick, since nothing but shares is counted.
        numbers = shares_answered(holding, chosen, sides, selection, within_days)
        parts = [
            Part("answered", dyad, tuple(one for one in numbers if asks_about(one, dyad))) for dyad in pairs
        ]  # fmt: skip
        return Measured("answered", parts, selection=selection, watched=watched, rests_on=rests_on, page=page)
    # What else went on: a truce, fighting elsewhere, words; kinds of force are asked for between the two alone.
    around = chosen_events(case, holding, replace(asked, between=None, kinds=()))
    inside = {event.id for event in chosen}
    between = {event.id for event in chosen_events(case, holding, replace(asked, kinds=()))} - inside
    beside = [event for event in around if event.id not in inside and (event.id not in between or not event.is_force)]
    kinds = tuple(sorted({event.action for event in chosen})) if selection.kinds else ()
    names = names_asked(None if what == "page" else what)
    asking = Asking(
        as_sides([*chosen, *beside], [lane for _, lane in sides], watched),
        pairs[0] if pairs else Dyad("", ""),
        within_days=tuple(within_days),
        severity=severity,
        roles=roles,
        on=on,
        seed=seed,
        selection=replace(selection, kinds=kinds),
        raw=Timeline(tuple(around), (watched,)),
        levels={lane.name: ways_to_draw(holding.sides, id, around) for id, lane in sides},
        links=tuple(holding.links),
        exchanges=tuple(chained(holding, 0.5, among=chosen)),
    )
    found = [measured_by(name, replace(asking, attack=dyad)) for dyad in pairs for name in names]
    window = f"Observed on the {watched.days} days from {watched.first} to {watched.last}"
    parts = [
        replace(
            part,
            estimates=tuple(
                replace(one, caveats=(*one.caveats, window), selection=selection) for one in part.estimates
            ),
        )
        for part in found
    ]
    title = names[0] if len(names) == 1 else "page" if names == names_asked(None) else "measures"
    return Measured(title, parts, selection=selection, watched=watched, rests_on=rests_on, page=page)


def shares_answered(
    holding: Holding,
    events: Sequence[Event],
    sides: Sequence[tuple[str, Lane]],
    selection: Selection,
    within_days: Sequence[float],
) -> list[Estimate]:
    """How often each side answers the other\'s acts within so many days, by `measures.answered`."""
    # Imported here since it needs the numeric library, which nothing else in a list of events does.
    from talion.measures.answered import answered_share

    watched = watched_days(holding, events, selection)
    if watched is None:
        return []
    war = as_sides(events, [lane for _, lane in sides], watched)
    found = [
        answered_share(war, Dyad(one.name, other.name), within_days=days, selection=selection)
        for first, one in sides
        for second, other in sides
        # A backer that stands beside the two is asked about the other side, and not about the one it backs.
        if one != other and (len(sides) == 2 or not stand_together(holding, first, second, events))
        for days in within_days
    ]
    window = f"Observed on the {watched.days} days from {watched.first} to {watched.last}"
    return [replace(one, caveats=(*one.caveats, window)) for one in found]


def verdicts_between(
    case: OpenCase,
    selection: Selection,
    *,
    lanes: Sequence[str] | None = None,
    days: float = 7.0,
) -> list["Verdict"]:
    """The verdict on each two sides of a selection."""
    from talion.measures.reciprocity import verdict

    holding = holding_for(case, selection)
    chosen = chosen_events(case, holding, selection)
    sides = [(id, holding.sides.lane(id, chosen)) for id in lanes_of(holding, selection, chosen, lanes)]
    watched = watched_days(holding, chosen, selection)
    if watched is None:
        return []
    war = as_sides(chosen, [lane for _, lane in sides], watched)
    return [
        verdict(war, Dyad(one.name, other.name), days=days, undirected="leave out", selection=selection)
        for first, one in sides
        for second, other in sides
        if one != other and (len(sides) == 2 or not stand_together(holding, first, second, chosen))
    ]


def scenario_between(
    case: OpenCase,
    selection: Selection,
    *,
    name: str = "base",
    lanes: Sequence[str] | None = None,
    halts: Sequence[tuple[str, date]] = (),
    resumes: Sequence[tuple[str, date]] = (),
    seed: int = 1,
) -> "Calibrated":
    """A scenario fitted to the acts between two sides."""
    holding = holding_for(case, selection)
    chosen = chosen_events(case, holding, selection)
    ids = lanes_of(holding, selection, chosen, lanes)
    sides = [holding.sides.lane(id, chosen) for id in ids]
    behind = {
        side.name: backer.name
        for one, side in zip(ids, sides, strict=True)
        for other, backer in zip(ids, sides, strict=True)
        if other in holding.sides.backers_beside((one,), chosen)
    }
    watched = watched_days(holding, chosen, selection)
    if watched is None or len(sides) < 2:
        raise ScenarioError("a scenario needs acts between two sides; name them with --between, or read more reports")
    war = as_sides(chosen, sides, watched)
    parties = [side.name for side in sides]
    return fit_scenario(
        war, parties, name=name, patrons=behind, halts=halts, resumes=resumes, selection=selection, seed=seed
    )
