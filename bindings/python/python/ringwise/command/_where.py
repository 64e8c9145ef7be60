"""`ringwise where`: the nodes of keys."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import Any

from ringwise._ringwise import HashRing
from ringwise.command import _keys, _members
from ringwise.command._flags import add_output, add_replicas, output_of
from ringwise.command._output import Column, Output, Row, node_column, text_column

NAME = "where"
SUMMARY = "show the nodes that hold keys"
EXAMPLES = """\
  ringwise where user:42 user:43 --ring members.toml
  ringwise where --replicas 2 user:42 --ring members.toml
  ringwise where --keys keys.txt --ring members.toml --csv
  cat keys.txt | ringwise where - --ring members.toml
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of this subcommand."""
    _keys.add_arguments(parser)
    add_replicas(parser)
    _members.add_flags(parser)
    add_output(parser)


def run(given: Namespace) -> int:
    """Write the nodes of each key."""
    ring, out = _members.ring_of(given), output_of(given)
    columns = min(given.replicas, max(len(ring), 1))
    # If the profile refuses the count, fail before the first line.
    ring.get_nodes(b"", columns)
    lists = ((keys, _lists(ring, keys, columns)) for keys in _keys.batches(given))
    if out.form == "json":
        _objects(out, lists)
    else:
        out.stream(_columns(ring, columns, out.form), (_rows(keys, nodes, out.form) for keys, nodes in lists))
    return 0


Lists = list[tuple[str | None, ...]]


def _lists(ring: HashRing, keys: _keys.Batch, columns: int) -> Lists:
    """Return the nodes of each key, padded with `None` to the number of columns."""
    if columns == 1:
        return [(owner,) for owner in ring.get_node_batch(keys)]
    nodes = (ring.get_nodes(key, columns) for key in keys)
    return [(*names, *[None] * (columns - len(names))) for names in nodes]


def _columns(ring: HashRing, columns: int, form: str) -> list[Column]:
    """Return the columns. In a table the nodes come first, because their width is known in advance."""
    names = ["node"] if columns == 1 else [f"node_{place}" for place in range(1, columns + 1)]
    if form == "csv":
        return [text_column("key"), *map(text_column, names)]
    return [*(node_column(ring, name, name.replace("_", " ")) for name in names), text_column("key")]


def _rows(keys: _keys.Batch, lists: Lists, form: str) -> list[Row]:
    texts = (key.decode("utf-8", "surrogateescape") for key in keys)
    if form == "csv":
        return [(key, *nodes) for key, nodes in zip(texts, lists, strict=True)]
    return [(*nodes, key) for key, nodes in zip(texts, lists, strict=True)]


def _objects(out: Output, lists: Iterator[tuple[_keys.Batch, Lists]]) -> None:
    for keys, nodes in lists:
        named = zip(keys, nodes, strict=True)
        out.write("".join(json.dumps({**_named(key), "nodes": [name for name in names if name]}) + "\n" for key, names in named))
        out.flush()


def _named(key: bytes) -> dict[str, Any]:
    """Return a key for JSON: as text, or as hex digits if it is not UTF-8."""
    try:
        return {"key": key.decode()}
    except UnicodeDecodeError:
        return {"key_hex": key.hex()}
