"""Keys from arguments, from a file or from standard input: lines of bytes, a batch at a time, in memory that does not grow."""

import os
import stat
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import BinaryIO

from ringwise.command._failure import Failure
from ringwise.command._terminal import Progress
from ringwise.command._warning import warn

_CHUNK = 1 << 18
_LONGEST = 1 << 24

Batch = list[bytes]


def add_arguments(parser: ArgumentParser) -> None:
    """Give a parser the arguments that say which keys are meant."""
    parser.add_argument("keys", metavar="KEY", nargs="*", help="a key; - reads keys from standard input, and so does none")
    add_file(parser, "a file with one key a line; - is standard input")
    parser.add_argument("-0", "--null", action="store_true", help="keys in a file end with a zero byte, not with a line")


def add_file(parser: ArgumentParser, words: str) -> None:
    """Give a parser the argument for a file of keys."""
    parser.add_argument("-k", "--keys", metavar="FILE", dest="key_file", help=words)


def batches(given: Namespace) -> Iterator[Batch]:
    """Yield the keys of a command line in batches. Each is the bytes that were typed or read, whatever they mean."""
    if given.keys and given.key_file is not None:
        raise Failure("keys as arguments and in a file: give them in one place")
    if given.keys and given.keys != ["-"]:
        yield [os.fsencode(key) for key in given.keys]
        return
    if given.key_file is None and not given.keys and _is_terminal():
        raise Failure("no keys: give them as arguments, with --keys FILE, or on standard input")
    yield from from_file("-" if given.key_file is None else given.key_file, b"\0" if given.null else b"\n")


def from_file(path: str, end: bytes = b"\n") -> Iterator[Batch]:
    """Yield the keys of a file, each of which ends with `end`, the last one perhaps not; a key may be empty.

    A carriage return before a line feed is part of the key, and seldom meant to be: at the end a warning says of how many it was.
    """
    returns = 0
    with _opened(path) as file, Progress(_size(file)) as progress:
        keys = read = 0
        rest = b""
        while chunk := _read(path, file):
            read += len(chunk)
            data = rest + chunk
            returns += data.count(b"\r" + end)
            *batch, rest = data.split(end)
            if len(rest) > _LONGEST:
                raise Failure(f"{path}: key {keys + len(batch) + 1} is longer than {_LONGEST >> 20} MiB: one key a line is needed")
            keys += len(batch)
            progress.show(keys, read)
            if batch:
                yield batch
        if rest:
            yield [rest]
    if returns and end == b"\n":
        warn(f"{path}: keys that end with a carriage return, which is a part of them: {returns:,}; tr -d '\\r' takes it away")


def _is_terminal() -> bool:
    return sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty()


def _opened(path: str) -> BinaryIO:
    """Return a file that gives what it has as soon as it has it."""
    if path != "-":
        return open(path, "rb", buffering=0)
    if sys.stdin is not None and sys.stdin.closed:
        raise Failure("standard input has the members already: keys come from arguments, or from --keys FILE")
    try:
        return open(0, "rb", buffering=0, closefd=False)
    except OSError as error:
        raise Failure(f"standard input: {error.strerror}") from error


def _read(path: str, file: BinaryIO) -> bytes:
    try:
        return file.read(_CHUNK)
    except OSError as error:
        raise Failure(f"{path}: {error.strerror}") from error


def _size(file: BinaryIO) -> int | None:
    status = os.fstat(file.fileno())
    return status.st_size if stat.S_ISREG(status.st_mode) else None
