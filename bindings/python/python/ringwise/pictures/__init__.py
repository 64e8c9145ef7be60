"""Pictures of rings, shares and plans, and reports that contain them. Needs matplotlib.

>>> from ringwise import HashRing
>>> figure = draw_shares(HashRing(["a", "b", "c"]), LIGHT)
>>> figure.get_size_inches().tolist()
[10.0, 3.15]
"""

from ringwise.pictures._canvas import save, svg
from ringwise.pictures._page import Heading, Section, Table, page
from ringwise.pictures._plan import draw_plan
from ringwise.pictures._ring import draw_ring
from ringwise.pictures._shares import draw_shares
from ringwise.pictures._theme import DARK, LIGHT, THEMES, Theme

__all__ = [
    "DARK",
    "LIGHT",
    "THEMES",
    "Heading",
    "Section",
    "Table",
    "Theme",
    "draw_plan",
    "draw_ring",
    "draw_shares",
    "page",
    "save",
    "svg",
]
