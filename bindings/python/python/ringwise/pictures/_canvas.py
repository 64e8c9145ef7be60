"""Canvases of a fixed width, and how they are saved: the same picture always has the same bytes."""

import io
import logging
import warnings
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ringwise.pictures._theme import Theme

WIDTH, HEIGHT = 10.0, 6.25
"""The width and the largest height in inches, the units of a picture's coordinates."""
DOTS = 160
"""The resolution of a PNG: its width is 1600, its height up to 1000."""
FORMATS = ("svg", "png")

TITLE, BODY, SMALL = 15.0, 10.0, 8.5
"""Sizes of text, in points."""

# `Any`, because the types in matplotlib differ between versions.
_SETTINGS: Any = {
    "font.family": ["DejaVu Sans", "sans-serif"],
    # Names may contain dollar signs, which are not formulas.
    "text.parse_math": False,
    # Text stays text, so that it can be searched and names in any script find a font.
    "svg.fonttype": "none",
    "svg.hashsalt": "ringwise",
}


def paper(theme: Theme, title: str, note: str, height: float = HEIGHT) -> tuple[Figure, Axes]:
    """Return a picture with a title and a note, and axes over all of it, in inches from the lower left corner."""
    # Missing fonts do not concern the reader of a picture.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    with matplotlib.rc_context(_SETTINGS):
        figure = Figure(figsize=(WIDTH, height), facecolor=theme["paper"])
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, WIDTH)
        axes.set_ylim(0, height)
        write(axes, 0.4, height - 0.5, title, theme["ink"], size=TITLE, weight="bold")
        write(axes, 0.4, height - 0.82, note, theme["faint"])
        return figure, axes


def write(
    axes: Axes, x: float, y: float, text: str, colour: str, *, size: float = BODY, align: Any = "left", weight: str = "normal"
) -> None:
    """Write a line of text, centred at this height."""
    with matplotlib.rc_context(_SETTINGS):
        axes.text(x, y, text, color=colour, fontsize=size, ha=align, va="center_baseline", fontweight=weight)


def save(figure: Figure, path: str) -> None:
    """Save a picture to a file. The suffix of its name is one of `FORMATS`."""
    data = rendered(figure, Path(path).suffix.lower()[1:])
    with open(path, "wb") as file:
        file.write(data)


def svg(figure: Figure) -> str:
    """Return a picture as SVG."""
    return rendered(figure, "svg").decode()


def rendered(figure: Figure, form: str) -> bytes:
    """Return the bytes of a picture in one of `FORMATS`."""
    file = io.BytesIO()
    metadata = {"Date": None, "Creator": "ringwise"} if form == "svg" else {"Software": "ringwise"}
    with matplotlib.rc_context(_SETTINGS), warnings.catch_warnings():
        # A missing glyph is no problem in SVG, because the reader may have a font for it.
        warnings.simplefilter("ignore", UserWarning)
        figure.savefig(file, format=form, dpi=DOTS, metadata=metadata, facecolor=figure.get_facecolor())
    return file.getvalue()
