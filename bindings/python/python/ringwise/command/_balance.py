"""`ringwise balance`: the share of each node and its fair share."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from itertools import chain
from typing import Any

from ringwise._evenness import evenness, over_fair
from ringwise._ringwise import HashRing
from ringwise._text import percent, times, whole
from ringwise.command import _keys, _members
from ringwise.command._flags import add_output, add_replicas, output_of
from ringwise.command._output import Column, Row, exact_column, number_column, text_column

NAME = "balance"
SUMMARY = "show how even a ring is: the exact share of each node and its fair share"
EXAMPLES = """\
  ringwise balance --ring members.toml
  ringwise balance --replicas 2 --ring members.toml --json
  ringwise balance --keys keys.txt --ring members.toml
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of this subcommand."""
    add_replicas(parser)
    _keys.add_file(parser, "also count the keys of this file, one a line; - is standard input")
    _members.add_flags(parser)
    add_output(parser)


def run(given: Namespace) -> int:
    """Write each node's share, and how even the ring is."""
    ring, out = _members.ring_of(given), output_of(given)
    columns, rows, facts = table(ring, given.replicas)
    notes = ["", *_summary(ring, facts)]
    if given.key_file is not None:
        columns, rows, counted = _counted(ring, given.key_file, columns, rows)
        facts |= counted
        notes.append(f"{whole(counted['keys'])} keys: chi-square {counted['chi_square']:.2f}, p-value {counted['p_value']:.4f}")
    out.document(columns, rows, name="nodes", facts=facts, notes=notes)
    return 0


def table(ring: HashRing, replicas: int) -> tuple[list[Column], list[Row], dict[str, Any]]:
    """Return the columns and rows of the shares, and the facts about all of them."""
    shares, stats = ring.shares(replicas), ring.stats()
    even = evenness(shares)
    columns = [
        text_column("node"),
        text_column("zone")._replace(tabled=any(ring.node(name).zone for name in ring.nodes())),
        number_column("weight", shown=whole),
        number_column("share", shown=percent),
        number_column("fair", shown=percent),
        number_column("over_fair", "share/fair", times),
        exact_column("parts"),
    ]
    rows: list[Row] = []
    for name, share in shares.items():
        node = ring.node(name)
        rows.append((name, node.zone, node.weight, share.fraction, share.fair, over_fair(share), share.parts))
    facts = {
        "total": str(shares.total),
        "replicas": replicas,
        "points": stats.points,
        "bytes": stats.bytes,
        "max_over_fair": even.fullest,
        "min_over_fair": even.emptiest,
        "deviation": even.deviation,
        "over_cap": stats.over_cap,
    }
    return columns, rows, facts


def _summary(ring: HashRing, facts: dict[str, Any]) -> Iterator[str]:
    """Yield sentences on how even a ring is, from the facts of `table`."""
    if not facts["points"]:
        yield f"{ring.profile}: no node owns keys" if len(ring) else f"{ring.profile}: no nodes"
        return
    yield f"{ring.profile}: {whole(len(ring))} nodes, {whole(facts['points'])} points, {whole(facts['bytes'])} bytes"
    copies = "" if facts["replicas"] == 1 else f"of {whole(facts['replicas'])} copies: "
    ends = f"fullest {times(facts['max_over_fair'])} its fair share, emptiest {times(facts['min_over_fair'])}"
    yield f"{copies}{ends}, deviation {percent(facts['deviation'])}"
    if facts["over_cap"]:
        yield f"above the cap, because they must keep their last points: {', '.join(facts['over_cap'])}"


def _counted(ring: HashRing, path: str, columns: list[Column], rows: list[Row]) -> tuple[list[Column], list[Row], dict[str, Any]]:
    """Return the shares with the counts of real keys."""
    found = ring.analyze_distribution(chain.from_iterable(_keys.from_file(path)))
    more = [number_column("keys", shown=whole), number_column("expected", shown=lambda keys: f"{keys:,.1f}")]
    counted: list[Row] = [(*row, found.counts[row[0]], found.expected[row[0]]) for row in rows]
    return [*columns, *more], counted, {"keys": found.keys, "chi_square": found.chi_square, "p_value": found.p_value}
