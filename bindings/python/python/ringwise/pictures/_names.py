"""Names at the length that a picture has room for."""

from collections.abc import Iterable
from os.path import commonprefix

from ringwise._text import printable, width

_GAP = "…"


def shortened(names: Iterable[str], columns: int) -> dict[str, str]:
    """Return each name as a text that takes at most so many columns.

    What all names have in common goes first, from their ends and then from their beginnings, since it tells nothing apart.

    >>> shortened(["cache-1.europe.example.com", "cache-2.europe.example.com"], 12)["cache-1.europe.example.com"]
    'cache-1…'
    """
    texts = {name: printable(name) for name in names}
    if len(texts) > 1 and any(width(text) > columns for text in texts.values()):
        texts = _without_end(texts)
    if len(texts) > 1 and any(width(text) > columns for text in texts.values()):
        texts = _without_beginning(texts)
    return {name: short(text, columns) for name, text in texts.items()}


def _without_end(texts: dict[str, str]) -> dict[str, str]:
    end = len(commonprefix([text[::-1] for text in texts.values()]))
    return {name: text[:-end] + _GAP if end > 1 else text for name, text in texts.items()}


def _without_beginning(texts: dict[str, str]) -> dict[str, str]:
    beginning = len(commonprefix(list(texts.values())))
    return {name: _GAP + text[beginning:] if beginning > 1 else text for name, text in texts.items()}


def short(text: str, columns: int) -> str:
    """Return a text that takes at most so many columns: what is left out is in its middle, since names differ at both ends.

    >>> short("cache-1.europe.example.com", 15)
    'cache-1…ple.com'
    """
    text = printable(text)
    if width(text) <= columns:
        return text
    room = columns - 1
    head, tail = _fitting(text, room - room // 2), _fitting(text[::-1], room // 2)[::-1]
    return f"{head}{_GAP}{tail}"


def _fitting(text: str, columns: int) -> str:
    """Return as much of the beginning as fits."""
    end = 0
    while end < len(text) and width(text[: end + 1]) <= columns:
        end += 1
    return text[:end]
