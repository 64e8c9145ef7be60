"""A picture of the ring: its segments by owner, its zones, and the sum of each node."""

from collections import Counter
from collections.abc import Iterator

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ringwise._errors import UnsupportedError
from ringwise._ringwise import HashRing
from ringwise._text import copies, counted, percent, times, whole
from ringwise.pictures._canvas import BODY, HEIGHT, SMALL, TITLE, WIDTH, paper, write
from ringwise.pictures._colouring import coloured_zones, colours, zone_colour
from ringwise.pictures._names import shortened
from ringwise.pictures._ranking import Others, Ranked, fitted, ranked
from ringwise.pictures._shapes import Part, ring_parts
from ringwise.pictures._theme import Theme
from ringwise.pictures._zones import name_zones, square

_CENTRE = (2.95, 2.62)
_ZONES, _ARCS, _SUMS = (2.32, 2.42), (1.72, 2.26), (1.12, 1.5)
# More segments are too thin to see.
_CELLS = 1440
_MOST_POINTS = 1 << 20
_ROWS = 18
_LINE = 0.235
_LEGEND, _SHARES, _RATIOS = 5.85, 8.6, 9.65

Owned = tuple[Part, str]


def draw_ring(ring: HashRing, theme: Theme, replicas: int = 1) -> Figure:
    """Return a picture of the ring: outside the segments of owners, inside what each node holds of all copies."""
    nodes = ranked(ring, ring.shares(replicas))
    arcs = _owned(ring)
    figure, axes = paper(
        theme, f"The ring of {counted(len(ring), 'node')}{copies(replicas)}", _note(ring, arcs, bool(coloured_zones(nodes)), replicas)
    )
    if not nodes:
        write(axes, WIDTH / 2, HEIGHT / 2, "no node owns keys", theme["faint"], size=TITLE, align="center")
        return figure
    found = colours(nodes, theme)
    _arcs(axes, arcs, nodes, found, theme)
    _sums(axes, nodes, found)
    write(axes, _CENTRE[0], _CENTRE[1] + 0.14, times(nodes[0].over), theme["ink"], size=TITLE, align="center", weight="bold")
    write(axes, _CENTRE[0], _CENTRE[1] - 0.16, "fullest / fair", theme["faint"], size=SMALL, align="center")
    _legend(axes, nodes, found, theme)
    return figure


def _note(ring: HashRing, arcs: list[Owned], zoned: bool, replicas: int) -> str:
    start = f"{ring.profile}, {counted(ring.stats().points, 'point')}."
    held = "owns" if replicas == 1 else "holds"
    if not arcs:
        return f"{start} What each node {held}."
    what = "zones and owners" if zoned else "owners"
    cells = f", by most of {_CELLS} cells" if len(arcs) == _CELLS else ""
    return f"{start} Outside, {what}{cells}; inside, what each {held}."


def _arcs(axes: Axes, arcs: list[Owned], nodes: list[Ranked], found: dict[str, str], theme: Theme) -> None:
    zones, zone = coloured_zones(nodes), {node.name: node.zone for node in nodes}
    by_colour: dict[str, list[Part]] = {}
    by_zone: dict[str, list[Part]] = {}
    for part, name in arcs:
        by_colour.setdefault(found[name], []).append(part)
        if zones:
            by_zone.setdefault(zone_colour(zone[name], zones, theme), []).append(part)
    for colour, parts in by_colour.items():
        ring_parts(axes, _CENTRE, _ARCS, parts, colour)
    for colour, parts in by_zone.items():
        ring_parts(axes, _CENTRE, _ZONES, parts, colour)


def _owned(ring: HashRing) -> list[Owned]:
    """Return the segments with their owners; none if the profile is a table or if there are too many segments."""
    if ring.stats().points > _MOST_POINTS:
        return []
    try:
        # A table has no ranges. It has plans, but of entries, which are not segments.
        for name in ring.nodes()[:1]:
            ring.ranges(name)
        arcs = list(_exact(ring))
    except UnsupportedError:
        return []
    return arcs if len(arcs) < _CELLS else _cells(arcs)


def _exact(ring: HashRing) -> Iterator[Owned]:
    """Yield the segments with their owners, in ring order."""
    # A plan from an empty ring lists all that the ring owns, in one pass.
    owned = HashRing((), **ring.options).plan(ring)
    for move in owned:
        begin, stop = move.start / move.total, move.end / move.total
        if move.start < move.end:
            yield (begin, stop), move.target
        else:
            yield (begin, 1.0), move.target
            if move.end:
                yield (0.0, stop), move.target


def _cells(arcs: list[Owned]) -> list[Owned]:
    """Return the ring in cells of equal size, each with the node that owns most of it."""
    held = [Counter[str]() for _ in range(_CELLS)]
    for (start, end), name in arcs:
        for cell in range(int(start * _CELLS), min(int(end * _CELLS) + 1, _CELLS)):
            held[cell][name] += round((min(end, (cell + 1) / _CELLS) - max(start, cell / _CELLS)) * 1e12)
    return [((cell / _CELLS, (cell + 1) / _CELLS), owners.most_common(1)[0][0]) for cell, owners in enumerate(held)]


def _sums(axes: Axes, nodes: list[Ranked], found: dict[str, str]) -> None:
    """Draw the sum of each node, zone by zone, with small gaps between nodes."""
    in_order = sorted(nodes, key=lambda node: (node.zone is None, node.zone or "", -node.share))
    gap = min(0.002, 0.2 / len(nodes)) if len(nodes) > 1 else 0.0
    start, whole_share = 0.0, sum(node.share for node in nodes)
    for node in in_order:
        # With replicas the shares sum to more than 1: to 1 for each copy.
        turn = node.share / whole_share
        end = start + turn
        if turn > gap:
            ring_parts(axes, _CENTRE, _SUMS, [(start + gap / 2, end - gap / 2)], found[node.name])
        start = end


def _legend(axes: Axes, nodes: list[Ranked], found: dict[str, str], theme: Theme) -> None:
    top = HEIGHT - 1.2
    zones = coloured_zones(nodes)
    if zones:
        write(axes, _LEGEND, top, "zones", theme["faint"], size=SMALL)
        top -= _LINE + name_zones(axes, nodes, (_LEGEND, top - _LINE), 1.85, 2, theme) + 0.1
    rows = fitted(nodes, min(_ROWS, int((top - 0.4) / _LINE)))
    names = shortened((row.name for row in rows if isinstance(row, Ranked)), _SHARES - _LEGEND - 0.95, BODY - 1)
    write(axes, _LEGEND, top, "fullest first", theme["faint"], size=SMALL)
    write(axes, _SHARES, top, "share", theme["faint"], size=SMALL, align="right")
    write(axes, _RATIOS, top, "of fair", theme["faint"], size=SMALL, align="right")
    for place, row in enumerate(rows, 1):
        y = top - place * _LINE
        if isinstance(row, Others):
            _row(axes, y, f"{whole(row.number)} others", row.share, f"{row.least:.2f} to {row.most:.2f}×", theme["faint"])
        else:
            square(axes, _LEGEND, y, found[row.name])
            _row(axes, y, names[row.name], row.share, times(row.over), theme["ink"])


def _row(axes: Axes, y: float, name: str, share: float, ratio: str, colour: str) -> None:
    write(axes, _LEGEND + 0.22, y, name, colour, size=BODY - 1)
    write(axes, _SHARES, y, percent(share), colour, size=SMALL, align="right")
    write(axes, _RATIOS, y, ratio, colour, size=SMALL, align="right")
