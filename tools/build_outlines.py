"""Thin out Natural Earth's outlines of countries to `src/talion/views/data/outlines.json`.

    python tools/build_outlines.py countries-50m.json      # from the npm package world-atlas 2.0.2

Arcs stay shared between neighbours, so a border is drawn once and nothing gapes. Needed only to bring the file up to
date.
"""

import json
import sys
from itertools import pairwise
from pathlib import Path

OUT = Path(__file__).parents[1] / "src/talion/views/data/outlines.json"
STEP = 0.01  # degrees; about a kilometre, the finest that Talion places anything
TOLERANCE = 0.025  # degrees
LEAST_AREA = 0.004  # square degrees: some 45 square kilometres


def main() -> None:
    """Read TopoJSON, thin its arcs, leave out specks, write."""
    topology = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    arcs = [thinned(points) for points in absolute(topology)]
    used: dict[int, int] = {}
    countries = []
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings = [ring for polygon in polygons for ring in polygon]
        sized = sorted(((abs(area(ring, arcs)), ring) for ring in rings), key=lambda pair: -pair[0])
        kept = [ring for n, (size, ring) in enumerate(sized) if n == 0 or size >= LEAST_AREA]
        for ring in kept:
            for arc in ring:
                used.setdefault(arc if arc >= 0 else ~arc, len(used))
        countries.append((shape["properties"]["name"], kept))
    countries.sort()
    packed = {
        "made_from": "Natural Earth 1:50m (public domain), by way of world-atlas 2.0.2; thinned",
        "step": STEP,
        "arcs": [differences(arcs[arc]) for arc in used],
        "countries": [
            {"name": name, "rings": [[used[a] if a >= 0 else ~used[~a] for a in ring] for ring in rings]}
            for name, rings in countries
        ],
    }
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(packed, separators=(",", ":"), ensure_ascii=False) + "\n", "utf-8")
    print(f"{len(countries)} countries, {len(used)} arcs, {OUT.stat().st_size / 1000:.0f} kB")


def absolute(topology: dict) -> list[list[tuple[float, float]]]:
    """The arcs as longitude and latitude."""
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(points)
    return arcs


def thinned(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The line without the points that lie within the tolerance of it (Douglas and Peucker 1973); ends stay."""
    keep = {0, len(points) - 1}
    if points[0] == points[-1]:  # a ring by itself: its far end stays too
        keep.add(max(range(len(points)), key=lambda n: distance(points[n], points[0], points[0])))
    ends = sorted(keep)
    stack = list(pairwise(ends))
    while stack:
        first, last = stack.pop()
        if last - first < 2:
            continue
        far = max(range(first + 1, last), key=lambda n: distance(points[n], points[first], points[last]))
        if distance(points[far], points[first], points[last]) > TOLERANCE:
            keep.add(far)
            stack += [(first, far), (far, last)]
    return [points[n] for n in sorted(keep)]


def distance(point: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> float:
    """From a point to a stretch of line, in degrees."""
    (x, y), (x1, y1), (x2, y2) = point, start, end
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    share = 0.0 if length == 0 else max(0.0, min(1.0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length))
    return ((x - x1 - share * (x2 - x1)) ** 2 + (y - y1 - share * (y2 - y1)) ** 2) ** 0.5


def area(ring: list[int], arcs: list[list[tuple[float, float]]]) -> float:
    """Square degrees inside a ring, by the shoelace formula."""
    points = [p for arc in ring for p in (arcs[arc] if arc >= 0 else arcs[~arc][::-1])]
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs) / 2


def differences(points: list[tuple[float, float]]) -> list[int]:
    """x, y of the first point, then the steps to each next one, in units of STEP."""
    told: list[int] = []
    before = (0, 0)
    for x, y in ((round(x / STEP), round(y / STEP)) for x, y in points):
        if told and (x, y) == before:
            continue
        told += [x - before[0], y - before[1]]
        before = (x, y)
    return told


if __name__ == "__main__":
    main()
