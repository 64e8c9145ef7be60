"""Keys from arguments, from a file or from standard input, read in batches and in constant memory."""

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
    """Add the arguments for keys."""
    parser.add_argument("keys", metavar="KEY", nargs="*", help="a key; with - or without any, keys are read from standard input")
    add_file(parser, "a file of keys, one a line; - is standard input")
    parser.add_argument("-0", "--null", action="store_true", help="keys in the file end with a zero byte instead of a line feed")


def add_file(parser: ArgumentParser, words: str) -> None:
    """Add the argument for a file of keys."""
    parser.add_argument("-k", "--keys", metavar="FILE", dest="key_file", help=words)


def batches(given: Namespace) -> Iterator[Batch]:
    """Yield the keys of a command line in batches, as the bytes that were typed or read."""
    if given.keys and given.key_file is not None:
        raise Failure("keys as arguments and in a file: use only one of them")
    if given.keys and given.keys != ["-"]:
        yield [os.fsencode(key) for key in given.keys]
        return
    if given.key_file is None and not given.keys and _is_terminal():
        raise Failure("no keys: pass them as arguments, with --keys FILE, or on standard input")
    yield from from_file("-" if given.key_file is None else given.key_file, b"\0" if given.null else b"\n")


def from_file(path: str, end: bytes = b"\n") -> Iterator[Batch]:
    """Yield the keys of a file. Each ends with `end`, except perhaps the last one; a key may be empty.

    A carriage return before a line feed is part of the key, but rarely on purpose: a warning counts them at the end.
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
        warn(f"{path}: keys that end with a carriage return: {returns:,}; it is part of the key; remove it with tr -d '\\r'")


def _is_terminal() -> bool:
    return sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty()


def _opened(path: str) -> BinaryIO:
    """Open a file without buffering, so that keys arrive as soon as they are written."""
    if path != "-":
        return open(path, "rb", buffering=0)
    if sys.stdin is not None and sys.stdin.closed:
        raise Failure("standard input is already used for the members: pass keys as arguments or with --keys FILE")
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
