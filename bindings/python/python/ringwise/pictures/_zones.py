"""The legend of zones: rows of colour swatches with names."""

from matplotlib.axes import Axes

from ringwise.pictures._canvas import SMALL, write
from ringwise.pictures._colouring import coloured_zones, zone_colour, zones_of
from ringwise.pictures._names import shortened
from ringwise.pictures._ranking import Ranked
from ringwise.pictures._shapes import bar
from ringwise.pictures._theme import Theme

_LINE = 0.235
_SQUARE = 0.13
_TEXT = 0.22


def square(axes: Axes, x: float, y: float, colour: str) -> None:
    """Draw a small square with its left at `x` and its middle at the height `y`."""
    bar(axes, x, y - _SQUARE / 2, _SQUARE, _SQUARE, colour)


def name_zones(axes: Axes, nodes: list[Ranked], place: tuple[float, float], wide: float, in_row: int, theme: Theme) -> float:
    """Draw the legend of the zones that have a colour, in rows of a number of entries; return its height."""
    zones, shown = zones_of(nodes), coloured_zones(nodes)
    names = shortened(shown, wide - _TEXT - 0.12, SMALL)
    texts = [(names[zone], zone_colour(zone, shown, theme), theme["ink"]) for zone in shown]
    if len(shown) < len(zones):
        texts.append((f"{len(zones) - len(shown)} more", theme["grey-0"], theme["faint"]))
    if any(node.zone is None for node in nodes):
        texts.append(("no zone", theme["grey-0"], theme["faint"]))
    for number, (text, colour, ink) in enumerate(texts):
        left, middle = place[0] + wide * (number % in_row), place[1] - _LINE * (number // in_row)
        square(axes, left, middle, colour)
        write(axes, left + _TEXT, middle, text, ink, size=SMALL)
    return _LINE * -(-len(texts) // in_row)
