"""Names, shortened to the space in a picture."""

import warnings
from collections.abc import Iterable
from os.path import commonprefix

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from ringwise._text import printable, width

_GAP = "…"
_POINTS = 72
# The width of letters on a screen differs a little from that in the font.
_MARGIN = 1.04
# No picture has space for more letters, and measuring them is slow.
_MOST = 400


def inches(text: str, size: float) -> float:
    """Return the length of a line of text at a size in points. It is approximate for letters of another font."""
    font = FontProperties(family="DejaVu Sans", size=size)
    with warnings.catch_warnings():
        # The font does not have the letter.
        warnings.simplefilter("ignore", UserWarning)
        measured, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    # Wide letters of East Asian scripts are as wide as high.
    other = 0.0 if text.isascii() else width(text) * size / 2
    return float(max(measured, other)) * _MARGIN / _POINTS


def shortened(names: Iterable[str], room: float, size: float) -> dict[str, str]:
    """Return the names as texts that are no longer than `room` inches at a size in points.

    A common end of all names is left out first, then a common beginning, because neither distinguishes them.

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
    """Return a text that fits. The middle is left out, because names differ at both ends."""
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
    """Return `letters` letters of a text, half of them from its beginning and half from its end."""
    tail = kept // 2
    return f"{text[: kept - tail]}{_GAP}{text[len(text) - tail :]}"
