"""Who acts on whom, and which act answers which, as networks (GEXF 1.3, for Gephi and networkx)."""

from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree

from talion.datasets.exports.content import Content

_SPACE = "http://gexf.net/1.3"


def write_gexf(content: Content, folder: Path) -> list[Path]:
    """Two networks: `actors.gexf`, an edge for each two sides and kind of act; `answers.gexf`, an edge for each link.

    Acts without a known actor, recipient or direction make no edge in `actors.gexf`; they stand in the tables.
    """
    return [_actors(content, folder / "actors.gexf"), _answers(content, folder / "answers.gexf")]


def _actors(content: Content, path: Path) -> Path:
    edges: dict[tuple[str, str, str], list[int | None]] = defaultdict(list)
    for event in content.events:
        if event.directed and event.status == "done":
            for actor in event.actors:
                for recipient in event.recipients:
                    edges[actor, recipient, event.action].append(event.toll.killed.point)
    kinds = {actor.id: actor.kind for actor in content.actors}
    nodes = sorted({end for one in edges for end in one[:2]})
    return _write(
        path, content,
        nodes=[(id, content.name(id), {"kind": kinds.get(id, "unknown")}) for id in nodes],
        edges=[
            (one[0], one[1], float(len(killed)),
             {"action": one[2], "acts": len(killed), "killed": sum(n for n in killed if n),
              "acts_without_toll": sum(n is None for n in killed)})
            for one, killed in sorted(edges.items())
        ],
    )  # fmt: skip


def _answers(content: Content, path: Path) -> Path:
    ends = {end for link in content.links for end in (link.trigger, link.response)}
    nodes = [event for event in content.events if event.id in ends]
    known = {event.id for event in nodes}
    return _write(
        path, content,
        nodes=[
            (event.id, content.phrase(event),
             {"first_day": event.when.first.isoformat() if event.when else "", "action": event.action,
              "killed": event.toll.killed.point if event.toll.killed.point is not None else -1})
            for event in nodes
        ],
        edges=[
            (link.trigger, link.response, link.probability, {"basis": link.basis, "kind": link.kind})
            for link in content.links if {link.trigger, link.response} <= known
        ],
    )  # fmt: skip


def _write(
    path: Path,
    content: Content,
    *,
    nodes: list[tuple[str, str, dict[str, str | int]]],
    edges: list[tuple[str, str, float, dict[str, str | int]]],
) -> Path:
    root = ElementTree.Element("gexf", xmlns=_SPACE, version="1.3")
    meta = ElementTree.SubElement(root, "meta", lastmodifieddate=content.printed_on)
    ElementTree.SubElement(meta, "creator").text = f"Talion {content.version}"
    ElementTree.SubElement(meta, "description").text = _clean(content.title)
    graph = ElementTree.SubElement(root, "graph", defaultedgetype="directed", mode="static")
    _columns(graph, "node", [one[2] for one in nodes])
    _columns(graph, "edge", [one[3] for one in edges])
    into = ElementTree.SubElement(graph, "nodes")
    for id, label, facts in nodes:
        _facts(ElementTree.SubElement(into, "node", id=id, label=_clean(label)), facts)
    into = ElementTree.SubElement(graph, "edges")
    for n, (source, target, weight, facts) in enumerate(edges):
        edge = ElementTree.SubElement(
            into,
            "edge",
            id=str(n),
            source=source,
            target=target,
            weight=f"{weight:g}",
            kind=str(next(iter(facts.values()))),
        )
        _facts(edge, facts)
    ElementTree.indent(root)
    ElementTree.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)
    return path


def _columns(graph: ElementTree.Element, kind: str, facts: list[dict[str, str | int]]) -> None:
    if not facts:
        return
    columns = ElementTree.SubElement(graph, "attributes", {"class": kind})
    for name, value in facts[0].items():
        ElementTree.SubElement(
            columns, "attribute", id=name, title=name, type="integer" if isinstance(value, int) else "string"
        )


def _facts(element: ElementTree.Element, facts: dict[str, str | int]) -> None:
    into = ElementTree.SubElement(element, "attvalues")
    for name, value in facts.items():
        ElementTree.SubElement(into, "attvalue", {"for": name, "value": _clean(str(value))})


def _clean(words: str) -> str:
    # XML 1.0 has no place for control characters.
    return "".join(sign if sign >= " " else " " for sign in words)
