"""A picture of shares: bars with marks at the fair shares."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ringwise._evenness import evenness
from ringwise._insight import Shares
from ringwise._ringwise import HashRing
from ringwise._text import copies, counted, percent, times, whole
from ringwise.pictures._canvas import BODY, HEIGHT, SMALL, TITLE, WIDTH, paper, write
from ringwise.pictures._colouring import coloured_zones, zone_colour
from ringwise.pictures._names import shortened
from ringwise.pictures._ranking import Others, Ranked, fitted, ranked
from ringwise.pictures._shapes import bar, rule
from ringwise.pictures._theme import Theme
from ringwise.pictures._zones import name_zones, square

_LEFT, _RIGHT = 3.0, 7.9
_HEAD = 1.3
_ROWS = 20
_BOTTOM = 0.35
_LEGEND = 0.3
_ROW = 0.5
_TALLEST = 0.34


def draw_shares(ring: HashRing, theme: Theme, replicas: int = 1) -> Figure:
    """Return a picture of the share of each node, with all copies of each key, and of its fair share.

    Many nodes are columns without names, and only the fullest and emptiest have rows. The height depends on the rows.
    """
    shares = ring.shares(replicas)
    nodes = ranked(ring, shares)
    zones = coloured_zones(nodes)
    height = _height(len(nodes), _BOTTOM + _LEGEND if zones else _BOTTOM)
    figure, axes = paper(theme, _title(ring, replicas), _note(shares), height)
    if not nodes:
        write(axes, WIDTH / 2, height / 2, "no node owns keys", theme["faint"], size=TITLE, align="center")
        return figure
    top = height - _HEAD
    if len(nodes) > _ROWS:
        _profile(axes, nodes, theme)
        top -= 1.45
    rows = fitted(nodes, _ROWS if len(nodes) <= _ROWS else 14)
    if zones:
        name_zones(axes, nodes, (0.4, 0.42), 1.33, 7, theme)
    _bars(axes, rows, top, max(nodes[0].over, 1.0), zones, theme)
    return figure


def _title(ring: HashRing, replicas: int) -> str:
    return f"Shares of {counted(len(ring), 'node')}{copies(replicas) or ', owners'}"


def _note(shares: Shares) -> str:
    even = evenness(shares)
    figures = f"Fullest {times(even.fullest)}, emptiest {times(even.emptiest)}, deviation {percent(even.deviation)}."
    return f"The line is a fair share, which is the mean by weight; orange is above it. {figures}"


def _height(nodes: int, bottom: float) -> float:
    """Return the height of a picture of a number of nodes."""
    return min(HEIGHT, _HEAD + _ROW * max(nodes, 2) + bottom)


def _bars(axes: Axes, rows: list[Ranked | Others], top: float, most: float, zones: list[str], theme: Theme) -> None:
    """Draw one bar a row, all to the same scale."""
    line = min((top - (_BOTTOM + _LEGEND if zones else _BOTTOM)) / len(rows), _ROW)
    names = shortened((row.name for row in rows if isinstance(row, Ranked)), _LEFT - 0.65, BODY - 1)
    high = min(line * 0.68, _TALLEST)
    scale = (_RIGHT - _LEFT) / most
    for place, row in enumerate(rows):
        y = top - (place + 0.5) * line
        if isinstance(row, Others):
            _others(axes, row, y, high, scale, theme)
        else:
            _bar(axes, row, y, high, scale, theme)
            write(axes, _LEFT - (0.34 if zones else 0.12), y, names[row.name], theme["ink"], size=BODY - 1, align="right")
            if zones:
                square(axes, _LEFT - 0.25, y, zone_colour(row.zone, zones, theme))
    fair = _LEFT + scale
    rule(axes, (fair, top + 0.03), (fair, top - len(rows) * line - 0.03), theme["ink"], 1.2)


def _bar(axes: Axes, node: Ranked, y: float, high: float, scale: float, theme: Theme) -> None:
    bar(axes, _LEFT, y - high / 2, min(node.over, 1.0) * scale, high, theme["even"])
    if node.over > 1:
        bar(axes, _LEFT + scale, y - high / 2, (node.over - 1) * scale, high, theme["over"])
    else:
        bar(axes, _LEFT + node.over * scale, y - high / 2, (1 - node.over) * scale, high, theme["line"])
    write(axes, 8.85, y, percent(node.share), theme["ink"], size=SMALL, align="right")
    write(axes, 9.65, y, _signed(node.over - 1), theme["ink"], size=SMALL, align="right")


def _signed(part: float) -> str:
    # Rounded first, and 0 added, so that the text is never -0.
    return f"{round(100 * part, 1) + 0.0:+.1f} %".replace("-", "\N{MINUS SIGN}")


def _others(axes: Axes, others: Others, y: float, high: float, scale: float, theme: Theme) -> None:
    """Draw the row of the nodes without names: from the emptiest to the fullest of them."""
    write(axes, _LEFT - 0.12, y, f"{whole(others.number)} others", theme["faint"], size=BODY - 1, align="right")
    bar(axes, _LEFT + others.least * scale, y - high / 2, max((others.most - others.least) * scale, 0.02), high, theme["under"])
    write(axes, 8.85, y, percent(others.share), theme["faint"], size=SMALL, align="right")


def _profile(axes: Axes, nodes: list[Ranked], theme: Theme) -> None:
    """Draw all nodes as columns without names, the fullest first."""
    left, right, floor, high = 0.4, 9.65, HEIGHT - 2.3, 1.05
    scale = high / max(nodes[0].over, 1.0)
    step = (right - left) / len(nodes)
    wide = step * (0.8 if step > 0.02 else 1.0)
    for place, node in enumerate(nodes):
        x = left + place * step
        bar(axes, x, floor, wide, min(node.over, 1.0) * scale, theme["even"])
        bar(axes, x, floor + scale, wide, (node.over - 1) * scale, theme["over" if node.over > 1 else "line"])
    rule(axes, (left, floor + scale), (right, floor + scale), theme["ink"], 1.2)
