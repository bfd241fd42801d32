"""A chronicle, our plain-text notation of a small war, as a data set of its own."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from talion.datasets.chronicle import read_chronicle, read_links
from talion.datasets.names import Parties, slug
from talion.datasets.rows import Head
from talion.datasets.told import Fit, Format, PassedOver, Source, Tie, Told, ToldRow
from talion.errors import ChronicleError, ImportingError
from talion.records import Toll, content_id


def _fit(head: Head) -> Fit:
    said = next((" ".join(row).strip() for row in head.rows if not "".join(row).strip().startswith("#")), "")
    return Fit(1.0) if said.startswith("observed ") else Fit(0.0, ("observed",))


def _asks(_head: Head) -> Sequence[str]:
    return ()


def _read(source: Source) -> Iterator[Told]:
    path = source.head.path
    try:
        text = path.read_text("utf-8")
        war, links = read_chronicle(text), read_links(text)
    except (ChronicleError, UnicodeDecodeError) as wrong:
        raise ImportingError(f"{path} is no chronicle: {wrong}") from wrong
    name = f"chronicle-{slug(path.stem)}"
    ids = {event.id: content_id("event", name, event.id) for event in war.events}
    numbers = {line.split()[0]: number for number, line in enumerate(text.splitlines(), start=1) if line.split()}
    lines = text.splitlines()
    answered = defaultdict(list)
    for link in links:
        if link.basis != "inferred":
            answered[link.response].append(Tie("line", (ids[link.trigger],), link.basis, link.probability))
    passed = 0
    for event in war.events:
        number = numbers[event.id]
        told = replace(
            event,
            id=ids[event.id],
            actors=_named(event.actors, source.parties),
            recipients=_named(event.recipients, source.parties),
            toll=Toll(tuple(replace(part, said=None) for part in event.toll.parts)),
            passages=(),
            marks=(),
            reports=(source.report,),
            members=(ids[event.id],),
            origin=f"{name} #{event.id}",
            by_rule="chronicle",
        )
        if source.wish.wants(told):
            words = {"line": " ".join(lines[number - 1].split())}
            yield ToldRow(number, told, words, ties=tuple(answered[event.id]))
        else:
            passed += 1
    yield PassedOver(passed)


def _named(names: Sequence[str], parties: Parties) -> tuple[str, ...]:
    return tuple(dict.fromkeys(parties.id(name) for name in names))


CHRONICLE = Format(
    name="chronicle",
    title="Chronicle",
    licence="the owner's",
    cite="a chronicle of the user's own",
    fit=_fit,
    read=_read,
    asks=_asks,
)
