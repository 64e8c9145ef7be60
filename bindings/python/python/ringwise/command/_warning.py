"""What is said beside the results, on standard error: it changes nothing, and fails nothing."""

import sys
from contextlib import suppress

from ringwise._text import printable


def say(text: str) -> None:
    """Write a line to standard error, where anybody listens; the text is one that does nothing to a terminal."""
    if sys.stderr is not None:
        with suppress(OSError):
            print("ringwise:", text, file=sys.stderr, flush=True)


def warn(text: str) -> None:
    """Say something that does not keep the command from its work."""
    say(printable(text))
