"""Names at the length that a picture has room for."""

import warnings
from collections.abc import Iterable
from os.path import commonprefix

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from ringwise._text import printable, width

_GAP = "…"
_POINTS = 72
# Screens draw letters a little wider or narrower than their font says.
_MARGIN = 1.04
# No picture has room for more letters, and measuring them takes long.
_MOST = 400


def inches(text: str, size: float) -> float:
    """Return how long a line of text of so many points is; where its letters are of another font, about that."""
    font = FontProperties(family="DejaVu Sans", size=size)
    with warnings.catch_warnings():
        # Of a letter that this font does not have.
        warnings.simplefilter("ignore", UserWarning)
        measured, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    # East Asian letters, of two columns, are as wide as they are high.
    other = 0.0 if text.isascii() else width(text) * size / 2
    return float(max(measured, other)) * _MARGIN / _POINTS


def shortened(names: Iterable[str], room: float, size: float) -> dict[str, str]:
    """Return each name as a text that is no longer than so many inches, in letters of so many points.

    What all names have in common goes first, from their ends and if need be from their beginnings, since it tells nothing apart.

    >>> shortened(["cache-1.europe.example.com", "cache-2.europe.example.com"], 1.5, 9)["cache-1.europe.example.com"]
    'cache-1…'
    """
    texts = {name: printable(name) for name in names}
    if len(texts) < 2 or all(_fits(text, room, size) for text in texts.values()):
        return {name: _short(text, room, size) for name, text in texts.items()}
    texts = _without_end(texts)
    fitted = {name: _short(text, room, size) for name, text in texts.items()}
    if len(set(fitted.values())) == len(fitted):
        return fitted
    return {name: _short(text, room, size) for name, text in _without_beginning(texts).items()}


def _without_end(texts: dict[str, str]) -> dict[str, str]:
    end = len(commonprefix([text[::-1] for text in texts.values()]))
    return {name: text[:-end] + _GAP if end > 1 else text for name, text in texts.items()}


def _without_beginning(texts: dict[str, str]) -> dict[str, str]:
    beginning = len(commonprefix(list(texts.values())))
    return {name: _GAP + text[beginning:] if beginning > 1 else text for name, text in texts.items()}


def _short(text: str, room: float, size: float) -> str:
    """Return a text that fits: what is left out is in its middle, since names differ at both ends."""
    if _fits(text, room, size):
        return text
    low, high = 0, min(len(text) - 1, _MOST)
    while low < high:
        kept = (low + high + 1) // 2
        low, high = (kept, high) if inches(_cut(text, kept), size) <= room else (low, kept - 1)
    return _cut(text, low)


def _fits(text: str, room: float, size: float) -> bool:
    return len(text) <= _MOST and inches(text, size) <= room


def _cut(text: str, kept: int) -> str:
    """Return as many letters of a text, half of them from its beginning and half from its end."""
    tail = kept // 2
    return f"{text[: kept - tail]}{_GAP}{text[len(text) - tail :]}"
