"""A plan as a flow diagram from node to node."""

from collections import defaultdict
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ringwise._ringwise import Plan
from ringwise._text import copies, counted, percent, whole
from ringwise.pictures._canvas import BODY, HEIGHT, SMALL, TITLE, WIDTH, paper, write
from ringwise.pictures._names import shortened
from ringwise.pictures._shapes import bar, flow
from ringwise.pictures._theme import HUES, Theme

_LEFT, _RIGHT = 3.5, 6.5
_THICK = 0.16
_TOP, _BOTTOM = HEIGHT - 1.5, 0.3
_ROWS = 16
_LINE = 0.22
_FADED = 0.5
_PART = 0.85
_NAME = 2.0

Name = str | None
"""The name of a node; `None` as a source if the ring before has no node."""

_OTHERS = ""
"""The name for all other nodes. No node has it."""


class Place(NamedTuple):
    """The extent of a node on its side, from `low` to `high`, in proportion to what moves."""

    low: float
    high: float
    parts: int
    colour: str


def draw_plan(plan: Plan, theme: Theme, replicas: int = 1) -> Figure:
    """Return a picture of a plan: sources on the left, targets on the right, flows as thick as the share that moves.

    The smallest are drawn together.
    """
    counting = ", every copy counted" if replicas > 1 else ""
    note = f"Moved {percent(plan.moved_fraction)} of the key space{counting}; at least {percent(plan.minimum_fraction)} must move."
    figure, axes = paper(theme, f"What moves from node to node{copies(replicas)}", note)
    if not plan.moved:
        write(axes, WIDTH / 2, HEIGHT / 2, "no key moves", theme["faint"], size=TITLE, align="center")
        return figure
    totals = plan.totals()
    gives, gets = _sums(totals, 0), _sums(totals, 1)
    left, right = _gathered(gives), _gathered(gets)
    scale = (_TOP - _BOTTOM - _LINE * max(len(left), len(right))) / plan.moved
    # The side with fewer nodes is coloured, because it needs fewer colours.
    by_target = len(gets) < len(gives)
    sources = _places(left, scale, theme, coloured=not by_target)
    targets = _places(right, scale, theme, coloured=by_target)
    _flows(axes, _flow_sums(totals, left, right), sources, targets, scale, by_target)
    _side(axes, sources, len(gives), plan.total, theme, at_left=True)
    _side(axes, targets, len(gets), plan.total, theme, at_left=False)
    return figure


def _sums(totals: dict[tuple[Name, str], int], side: int) -> dict[Name, int]:
    """Return what each node on a side loses or receives, the largest first."""
    sums: dict[Name, int] = defaultdict(int)
    for pair, parts in totals.items():
        sums[pair[side]] += parts
    return dict(sorted(sums.items(), key=lambda item: (-item[1], item[0] or "")))


def _gathered(sums: dict[Name, int]) -> dict[Name, int]:
    """Return the sums of the nodes that have room for a name, and of all others together."""
    if len(sums) <= _ROWS:
        return sums
    shown = dict(list(sums.items())[: _ROWS - 1])
    return {**shown, _OTHERS: sum(sums.values()) - sum(shown.values())}


def _flow_sums(totals: dict[tuple[Name, str], int], left: dict[Name, int], right: dict[Name, int]) -> dict[tuple[Name, Name], int]:
    flows: dict[tuple[Name, Name], int] = defaultdict(int)
    for (source, target), parts in totals.items():
        flows[source if source in left else _OTHERS, target if target in right else _OTHERS] += parts
    return flows


def _places(sums: dict[Name, int], scale: float, theme: Theme, *, coloured: bool) -> dict[Name, Place]:
    """Return the extents of the nodes of a side. Each has at least the height of a line of text."""
    used = sum(sums.values()) * scale + _LINE * len(sums)
    top = _TOP - (_TOP - _BOTTOM - used) / 2
    places = {}
    for number, (name, parts) in enumerate(sums.items()):
        high = top - _LINE / 2
        places[name] = Place(high - parts * scale, high, parts, _colour(name, number, theme) if coloured else theme["under"])
        top -= parts * scale + _LINE
    return places


def _colour(name: Name, number: int, theme: Theme) -> str:
    return theme["under"] if name == _OTHERS else theme.shade(number % len(HUES), number // len(HUES))


def _flows(
    axes: Axes,
    flows: dict[tuple[Name, Name], int],
    sources: dict[Name, Place],
    targets: dict[Name, Place],
    scale: float,
    by_target: bool,
) -> None:
    """Draw the flows in the order of their ends, so that few of them cross."""
    left = {name: place.high for name, place in sources.items()}
    right = {name: place.high for name, place in targets.items()}
    for source in sources:
        for target in targets:
            thick = flows.get((source, target), 0) * scale
            if thick:
                colour = targets[target].colour if by_target else sources[source].colour
                ends = (left[source] - thick, left[source]), (right[target] - thick, right[target])
                flow(axes, (_LEFT, *ends[0]), (_RIGHT, *ends[1]), colour, _FADED)
                left[source] -= thick
                right[target] -= thick


def _side(axes: Axes, places: dict[Name, Place], count: int, total: int, theme: Theme, *, at_left: bool) -> None:
    """Draw the nodes of a side, with their names."""
    x, text, align = (_LEFT - _THICK, _LEFT - _THICK - 0.12, "right") if at_left else (_RIGHT, _RIGHT + _THICK + 0.12, "left")
    part, name_at = (text, text - _PART) if at_left else (text + _PART - 0.1, text + _PART)
    # A source of `None` is not a node, so it needs no heading.
    if None not in places:
        heading = f"{counted(count, 'node')} {'give' if at_left else 'get'}{'s' if count == 1 else ''}"
        write(axes, text, _TOP + 0.16, heading, theme["faint"], size=SMALL, align=align)
    names = shortened((name for name in places if name), _NAME, BODY - 1)
    for name, place in places.items():
        bar(axes, x, place.low, _THICK, place.high - place.low, place.colour)
        shown = f"{whole(count - _ROWS + 1)} others" if name == _OTHERS else "no node before" if name is None else names[name]
        colour, middle = theme["faint"] if name == _OTHERS else theme["ink"], (place.low + place.high) / 2
        write(axes, part, middle, percent(place.parts / total), colour, size=SMALL, align="right")
        write(axes, name_at, middle, shown, colour, size=BODY - 1, align=align)
