"""Configuration files: TOML, JSON and YAML as plain data. Failures name the line and column."""

import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ringwise.command._failure import Failure, missing

MAGIC = b"ringwise"
"""The first bytes of a snapshot."""

_LARGEST = 1 << 28
_TOML_PLACE = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)


def content(path: str) -> bytes:
    """Return the bytes of a file, unless it is larger than any that describes a ring."""
    if path == "-" and sys.stdin is None:
        raise Failure("standard input is closed")
    if path == "-" and sys.stdin.closed:
        raise Failure("standard input is already used: only one file can be -")
    with sys.stdin.buffer if path == "-" else open(path, "rb") as file:
        data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise Failure(f"{path}: more than {_LARGEST >> 20} MiB: a file of members is smaller")
    return data


def plain(path: str, data: bytes) -> Any:
    """Return what a file says, read as its name says, or else as JSON if it begins with a brace, or else as TOML."""
    text = _text(path, data)
    form = Path(path).suffix.lower()
    if form not in _READERS:
        form = ".json" if text.lstrip().startswith("{") else ".toml"
    try:
        return _READERS[form](path, text)
    except RecursionError as error:
        raise Failure(f"{path}: nested too deeply") from error
    except ValueError as error:
        # Integers of thousands of digits, and invalid dates.
        raise Failure(f"{path}: {error}") from error


def is_json(data: bytes) -> bool:
    """Return whether the text of a file begins like JSON."""
    return data.decode("utf-8-sig", "replace").lstrip().startswith("{")


def _text(path: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _fault(path, data.count(b"\n", 0, error.start) + 1, None, "not UTF-8") from error


def _fault(path: str, line: int, column: int | None, what: str) -> Failure:
    place = f"{line}" if column is None else f"{line}:{column}"
    return Failure(f"{path}:{place}: {what[:1].lower()}{what[1:]}")


def _toml(path: str, text: str) -> Any:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _TOML_PLACE.fullmatch(str(error))
        if found is None:
            raise
        what, line, column = found.groups()
        if line is None:
            raise _fault(path, len(text.splitlines()), None, f"{what} at the end of the file") from error
        hint = "; put a name with colons or dots in quotes" if what.startswith("Expected '='") else ""
        raise _fault(path, int(line), int(column), what + hint) from error


def _json(path: str, text: str) -> Any:
    def fields(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        named = dict(pairs)
        if len(named) < len(pairs):
            twice, _ = Counter(name for name, _ in pairs).most_common(1)[0]
            raise Failure(f'{path}: "{twice}" twice in one object')
        return named

    try:
        return json.loads(text, object_pairs_hook=fields)
    except json.JSONDecodeError as error:
        raise _fault(path, error.lineno, error.colno, error.msg) from error


def _yaml(path: str, text: str) -> Any:
    if find_spec("yaml") is None:
        raise missing("PyYAML", f"{path}: a file in YAML", "yaml")
    from ringwise.command import _yaml

    try:
        return _yaml.loaded(text)
    except _yaml.Fault as fault:
        raise _fault(path, fault.line, fault.column, fault.what) from fault


_READERS: dict[str, Callable[[str, str], Any]] = {".toml": _toml, ".json": _json, ".yaml": _yaml, ".yml": _yaml}
