"""Shapes of the pictures: parts of rings, bars, lines and flows."""

from collections.abc import Iterable
from math import ceil, cos, pi, sin
from typing import TypeAlias

from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

_STEP = pi / 90
_START, _LINE, _CURVE, _CLOSE = (int(code) for code in (Path.MOVETO, Path.LINETO, Path.CURVE4, Path.CLOSEPOLY))

Part: TypeAlias = tuple[float, float]
"""The start and end of a part of a ring, as fractions of a turn: clockwise, from the top."""


def ring_parts(axes: Axes, centre: tuple[float, float], radii: tuple[float, float], parts: Iterable[Part], colour: str) -> None:
    """Draw parts of a ring between two radii, as one shape."""
    points: list[tuple[float, float]] = []
    codes: list[int] = []
    for start, end in parts:
        outline = _outline(centre, radii, start, end)
        points += [*outline, outline[0]]
        codes += [_START, *[_LINE] * (len(outline) - 1), _CLOSE]
    if points:
        axes.add_patch(PathPatch(Path(points, codes), facecolor=colour, edgecolor="none", linewidth=0))


def _outline(centre: tuple[float, float], radii: tuple[float, float], start: float, end: float) -> list[tuple[float, float]]:
    steps = max(1, ceil((end - start) * 2 * pi / _STEP))
    turns = [start + (end - start) * step / steps for step in range(steps + 1)]
    inner, outer = radii
    return [_at(centre, outer, turn) for turn in turns] + [_at(centre, inner, turn) for turn in reversed(turns)]


def _at(centre: tuple[float, float], radius: float, turn: float) -> tuple[float, float]:
    return centre[0] + radius * sin(2 * pi * turn), centre[1] + radius * cos(2 * pi * turn)


def bar(axes: Axes, x: float, y: float, width: float, height: float, colour: str) -> None:
    """Draw a bar with its lower left corner at `x` and `y`."""
    axes.add_patch(Rectangle((x, y), width, height, facecolor=colour, edgecolor="none", linewidth=0))


def rule(axes: Axes, start: tuple[float, float], end: tuple[float, float], colour: str, width: float = 1.0) -> None:
    """Draw a straight line."""
    axes.plot([start[0], end[0]], [start[1], end[1]], color=colour, linewidth=width, solid_capstyle="butt")


def flow(axes: Axes, left: tuple[float, float, float], right: tuple[float, float, float], colour: str, opacity: float) -> None:
    """Draw a flow from an edge on the left to one on the right. An edge is its x, its lower and its upper y."""
    (x, low, high), (to, low_there, high_there) = left, right
    middle = (x + to) / 2
    points = [(x, high), (middle, high), (middle, high_there), (to, high_there)]
    points += [(to, low_there), (middle, low_there), (middle, low), (x, low), (x, high)]
    codes = [_START, *[_CURVE] * 3, _LINE, *[_CURVE] * 3, _CLOSE]
    axes.add_patch(PathPatch(Path(points, codes), facecolor=colour, edgecolor="none", linewidth=0, alpha=opacity))
