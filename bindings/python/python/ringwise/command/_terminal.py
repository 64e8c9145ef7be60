"""Colours and progress, which only terminals show."""

import os
import sys
import time
from typing import BinaryIO

_BAR = 24
_PAUSE = 0.1


def has_colours(when: str, stream: BinaryIO) -> bool:
    """Return whether to colour a stream. `when` is `always`, `never`, or `auto`: on terminals that support it, unless disabled."""
    if when != "auto":
        return when == "always"
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and stream.isatty()


class Progress:
    """The progress of a stream of keys, as a context manager. It is shown if standard error is a terminal and the output is not."""

    def __init__(self, size: int | None) -> None:
        self._size = size
        self._drawn = float("-inf")
        self._shows = sys.stderr is not None and sys.stderr.isatty() and not (sys.stdout is not None and sys.stdout.isatty())

    def show(self, keys: int, read: int) -> None:
        """Show the number of keys and the fraction of bytes that are done."""
        now = time.monotonic()
        if self._shows and now - self._drawn >= _PAUSE:
            self._drawn = now
            sys.stderr.write(f"\r{self._bar(read)}{keys:,} keys\x1b[K")
            sys.stderr.flush()

    def _bar(self, read: int) -> str:
        if not self._size:
            return ""
        part = min(read / self._size, 1.0)
        full = int(part * _BAR)
        return f"[{'#' * full}{'.' * (_BAR - full)}] {part:4.0%} "

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_: object) -> None:
        if self._shows and self._drawn >= 0:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
