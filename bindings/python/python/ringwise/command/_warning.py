"""What is said beside the results, on standard error: it changes nothing, and fails nothing."""

import sys
from contextlib import suppress

from ringwise._text import printable


def warn(text: str) -> None:
    """Say something that does not keep the command from its work, where anybody listens."""
    if sys.stderr is not None:
        with suppress(OSError):
            print("ringwise:", printable(text), file=sys.stderr, flush=True)
