"""Pages written from the code at each build: the commands, the measures, the vocabularies of the codebook."""

from contextlib import suppress
from pathlib import Path
from typing import Any

from talion import records
from talion.records import actor, assessment, claim, event, link, place, report

GENERATED = Path(__file__).parent.parent / "reference" / "generated"

# Vocabularies whose words are explained one by one; a new word of theirs without a line in MEANS breaks the build.
EXPLAINED = {"Actions", "Status", "What a link rests on", "Verdicts", "What is expected", "How precise a place is"}
MEANS = {
    "AGREE": "agrees to something, or says that it will",
    "CONSULT": "meets or talks",
    "SUPPORT": "speaks for, praises, recognises",
    "CONCEDE": "gives way: frees prisoners, eases a measure, accepts a demand",
    "COOPERATE": "works together in deed: trade, joint exercise, extradition",
    "AID": "gives money, goods, weapons or shelter",
    "RETREAT": "withdraws, stops fighting, makes truce in deed",
    "REQUEST": "asks for or demands something",
    "ACCUSE": "blames, condemns, investigates",
    "REJECT": "refuses, vetoes, breaks off, leaves an agreement",
    "THREATEN": "says that it will do harm, or will if",
    "PROTEST": "demonstrates, riots, goes on strike",
    "SANCTION": "cuts ties or trade, imposes penalties, designates",
    "MOBILIZE": "moves, raises or alerts forces",
    "COERCE": "uses force short of attack: arrests, seizes, blocks, disperses",
    "ASSAULT": "attacks people or things",
    "done": "told as having happened",
    "attempted": "tried and not achieved",
    "foiled": "stopped by somebody else",
    "threatened": "somebody said that they would do it",
    "planned": "decided or prepared, not yet done",
    "denied": "somebody says that it did not happen at all",
    "hypothetical": "only supposed: an if",
    "habitual": "told as something that happens again and again, without single days",
    "historical": "told as the past, long before the story",
    "declared": "the side that acted says so itself",
    "attributed": "somebody else says so: an official, an expert, the report",
    "inferred": "nobody says so; Talion suggests it from order, sides, delay and place",
    "escalate": "expects more force",
    "deter": "expects that fear of the answer holds it back",
    "hold": "expects no change",
    "unclear": "does not say, or makes it depend on something",
    "accept": "you agree",
    "reject": "you disagree: it no longer counts",
    "unsure": "you looked and could not tell",
    "correct": "you say what it should be, field by field",
    "site": "a base, an embassy, a bridge",
    "town": "a town or village",
    "district": "a district of a province",
    "province": "a province or governorate",
    "country": "a country",
    "region": "a larger stretch of land",
    "unknown": "not known",
}
VOCABULARIES = (
    ("Actions", "What was done. The types and their order are PLOVER's, from help to violence.", event.ACTIONS),
    ("Status", "How real the act is.", event.STATUSES),
    ("Effects counted in a toll", "What happened to people.", event.EFFECTS),
    ("What a speaker does with an event", "The stance of a claim.", claim.STANCES),
    ("What a claim is about", "One claim is about one thing.", claim.TOPICS),
    ("Who speaks", "Kinds of speakers.", claim.SPEAKER_KINDS),
    ("What a link rests on", "Its basis.", link.BASES),
    ("What a link says", "One act answers another, or carries out a threat.", link.LINK_KINDS),
    ("Verdicts", "What a person can decide about a record.", link.VERDICTS),
    ("What is expected", "The direction of an assessment.", assessment.DIRECTIONS),
    ("Kinds of actors", "What an actor is.", actor.ACTOR_KINDS),
    ("Ties between actors", "Each with its days and its source.", actor.RELATION_KINDS),
    ("How precise a place is", "Never finer than the source.", place.PRECISIONS),
    ("What a place is to an act", "Only some places are where it happened.", place.PLACE_ROLES),
    ("Parts of a report", "Boilerplate is kept and coded by nobody.", report.PART_KINDS),
)


def write_vocabularies(folder: Path) -> None:
    """One page with a table for each vocabulary that a record keeps to."""
    lines = []
    for title, says, words in VOCABULARIES:
        lines += [f"## {title}", "", says, ""]
        if title in EXPLAINED:
            lines += ["| word | means |", "|---|---|"]
            lines += [f"| `{word}` | {MEANS[word]} |" for word in words]
        else:
            lines += [", ".join(f"`{word}`" for word in words)]
        lines += [""]
    (folder / "vocabularies.md").write_text("\n".join(lines), "utf-8")


def write_measures(folder: Path) -> None:
    """One section a measure, from its card: the question, the formula, and how it misleads."""
    from talion.errors import MeasureError
    from talion.measures.catalogue import MEASURES, PREAMBLE
    from talion.pipeline.measuring import name_of

    lines = ["Each example follows these lines, and runs as a test:", "", "```py", PREAMBLE.rstrip(), "```", ""]
    for card in MEASURES:
        lines += [f"## {card.name.replace('_', ' ').capitalize()}", "", card.question, ""]
        lines += [f"*Formula:* {card.formula}", ""]
        if card.assumes:
            lines += [f"*It takes for granted:* {' '.join(card.assumes)}", ""]
        lines += ["How it misleads:", ""]
        lines += [f"- {sentence}" for sentence in card.misleads]
        lines += ["", f"*From:* {card.reference}", "", f"*In Python:* `{card.measure.__module__}.{card.name}`", ""]
        if card.example:
            lines += ["```py", card.example, "```", ""]
        with suppress(MeasureError):
            lines += [f"*On the command line:* `talion measure {name_of(card.name)} --between A B`", ""]
    (folder / "measures.md").write_text("\n".join(lines), "utf-8")


def write_commands(folder: Path) -> None:
    """One section a command, from the Typer app: what it does, its arguments and its options."""
    import typer.main

    from talion.views.cli import app

    root: Any = typer.main.get_command(app)
    lines = []
    for name, command in sorted(root.commands.items()):
        if not command.hidden:
            lines += _section(f"talion {name}", command, depth=2)
    (folder / "commands.md").write_text("\n".join(lines), "utf-8")


def _section(called: str, command: Any, *, depth: int) -> list[str]:
    says = " ".join((command.help or "").replace("\b", "").split("\f")[0].split())
    options = [thing for thing in command.params if thing.param_type_name == "option" and not thing.hidden]
    arguments = [thing for thing in command.params if thing.param_type_name == "argument"]
    form = " ".join([called, *(_as_typed(thing) for thing in arguments), *(["[OPTIONS]"] if options else [])])
    lines = [f"{'#' * depth} `{called}`", "", says, "", "```text", form, "```", ""]
    if options:
        lines += ["| option | what it does |", "|---|---|"]
        for thing in options:
            value = f" {thing.metavar}" if thing.metavar else ""
            names = ", ".join(f"`{name}{value}`" for name in [*thing.opts, *thing.secondary_opts])
            lines.append(f"| {names} | {_cell(thing.help or '')} |")
        lines.append("")
    for name, below in sorted(getattr(command, "commands", {}).items()):
        lines += _section(f"{called} {name}", below, depth=depth + 1)
    return lines


def _as_typed(argument: Any) -> str:
    name = argument.metavar or argument.name.upper()
    return name if argument.required else f"[{name}]"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def write_pages(_app: object) -> None:
    """Everything that is written from the code, before the pages are read."""
    GENERATED.mkdir(parents=True, exist_ok=True)
    write_vocabularies(GENERATED)
    write_measures(GENERATED)
    write_commands(GENERATED)


def setup(app: Any) -> dict[str, Any]:
    """What Sphinx asks of an extension."""
    assert records.ACTIONS == event.ACTIONS
    app.connect("builder-inited", write_pages)
    return {"version": "1", "parallel_read_safe": True}
