"""Messages on standard error, which neither change the results nor fail."""

import sys
from contextlib import suppress

from ringwise._text import printable


def say(text: str) -> None:
    """Write a line to standard error, if there is one. The text must be printable."""
    if sys.stderr is not None:
        with suppress(OSError):
            print("ringwise:", text, file=sys.stderr, flush=True)


def warn(text: str) -> None:
    """Write a warning."""
    say(printable(text))
