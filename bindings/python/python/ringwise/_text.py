"""Names and numbers as people read them."""

import re
import unicodedata

# Control characters, those that change the direction or the line of what follows or are not to be seen, and those that are none.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]")


def printable(text: str) -> str:
    """Return a text that does no more to a terminal than to be read.

    >>> printable("a\\x1b[31m")
    'a\\\\x1b[31m'
    """
    return _CONTROL.sub(lambda found: ascii(found[0])[1:-1], text)


def width(text: str) -> int:
    """Return how many columns of a terminal a printable text takes.

    >>> width("node"), width("é"), width("東京")
    (4, 1, 4)
    """
    if text.isascii():
        return len(text)
    return sum(_columns(letter) for letter in text)


def _columns(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Cf", "Me", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def pad(text: str, columns: int, right: bool = False) -> str:
    """Return a text filled up with spaces: before it, if it stands at the right."""
    space = " " * (columns - width(text))
    return space + text if right else text + space


def percent(part: float) -> str:
    """Return a part of a whole as people read it.

    >>> percent(0.123456)
    '12.346 %'
    """
    return f"{100 * part + 0.0:.3f} %"  # never -0


def times(ratio: float) -> str:
    """Return a ratio as people read it.

    >>> times(1.0625)
    '1.062×'
    """
    return f"{ratio:.3f}×"


def whole(number: int) -> str:
    """Return an integer as people read it.

    >>> whole(16000)
    '16,000'
    """
    return f"{number:,}"


def counted(nodes: int) -> str:
    """Return how many nodes there are.

    >>> counted(1), counted(2000)
    ('1 node', '2,000 nodes')
    """
    return f"{whole(nodes)} node" + ("" if nodes == 1 else "s")
