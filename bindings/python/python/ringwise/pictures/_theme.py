"""Light and dark colours, which remain distinguishable with every kind of colour blindness.

The hues are Paul Tol's qualitative schemes "bright", on white, and "light", on black; each has two shades more. Every colour of a theme
differs from its others, so that a picture drawn in one can be turned into the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

HUES = ("blue", "red", "green", "yellow", "cyan", "purple")
SHADES = 3


@dataclass(frozen=True)
class Theme:
    """The colours of a picture by use."""

    name: str
    colours: Mapping[str, str]
    """Six hex digits for each of `paper`, `ink`, `faint`, `line`, `even`, `over` and `under`, and for three shades of each hue and grey."""

    def __getitem__(self, use: str) -> str:
        """Return the colour for a use."""
        return self.colours[use]

    def shade(self, hue: int, shade: int) -> str:
        """Return a shade of a hue by number; grey if the number is beyond the distinguishable hues."""
        family = HUES[hue] if hue < len(HUES) else "grey"
        return self.colours[f"{family}-{shade % SHADES}"]


def _theme(name: str, plain: dict[str, str], families: dict[str, str], towards: str) -> Theme:
    steps = {"grey": 0.3}
    shades = {
        f"{family}-{shade}": _mixed(hue, towards, steps.get(family, 0.22) * shade)
        for family, hue in families.items()
        for shade in range(SHADES)
    }
    return Theme(name, MappingProxyType({**plain, **shades}))


def _mixed(colour: str, other: str, part: float) -> str:
    """Return a mix of two colours; `part` is the part of the second."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one * (1 - part) + two * part):02x}" for one, two in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


LIGHT = _theme(
    "light",
    {"paper": "#ffffff", "ink": "#1b1f24", "faint": "#5d6670", "line": "#d5dae0", "even": "#566575", "over": "#d55e00", "under": "#9aa3ad"},
    {
        "blue": "#4477aa",
        "red": "#ee6677",
        "green": "#228833",
        "yellow": "#ccbb44",
        "cyan": "#66ccee",
        "purple": "#aa3377",
        "grey": "#80878f",
    },
    "#ffffff",
)
DARK = _theme(
    "dark",
    {"paper": "#14171a", "ink": "#eef1f4", "faint": "#a3acb6", "line": "#3a4149", "even": "#a9b7c6", "over": "#f0a04b", "under": "#69727c"},
    {
        "blue": "#77aadd",
        "red": "#ee8866",
        "green": "#44bb99",
        "yellow": "#eedd88",
        "cyan": "#99ddff",
        "purple": "#ffaabb",
        "grey": "#9aa2ab",
    },
    "#14171a",
)
THEMES = MappingProxyType({theme.name: theme for theme in (LIGHT, DARK)})
