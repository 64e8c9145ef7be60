"""Names and numbers formatted for people."""

import re
import unicodedata

# Control characters, characters that change the direction or the line of the text, invisible ones, and those that XML forbids.
_CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)


def printable(text: str) -> str:
    """Return a text whose special characters are escaped, so that a terminal or a page shows all of it and executes none.

    >>> printable("a\\x1b[31m")
    'a\\\\x1b[31m'
    """
    return _CONTROL.sub(lambda found: ascii(found[0])[1:-1], text)


def width(text: str) -> int:
    """Return the number of terminal columns of a printable text.

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
    """Return a text padded with spaces to a number of columns: on its left if it is aligned to the right."""
    space = " " * (columns - width(text))
    return space + text if right else text + space


def percent(part: float) -> str:
    """Return a fraction as a percentage.

    >>> percent(0.123456)
    '12.346 %'
    """
    return f"{100 * part + 0.0:.3f} %"  # never -0


def times(ratio: float) -> str:
    """Return a ratio with a times sign.

    >>> times(1.0625)
    '1.062×'
    """
    return f"{ratio:.3f}×"


def whole(number: int) -> str:
    """Return an integer with thousands separators.

    >>> whole(16000)
    '16,000'
    """
    return f"{number:,}"


def copies(replicas: int) -> str:
    """Return the end of a title if keys are on several nodes.

    >>> copies(1), copies(2)
    ('', ', 2 copies of each key')
    """
    return "" if replicas == 1 else f", {whole(replicas)} copies of each key"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural if needed.

    >>> counted(1, "node"), counted(2000, "node")
    ('1 node', '2,000 nodes')
    """
    return f"{whole(number)} {noun}" if number == 1 else f"{whole(number)} {noun}s"
