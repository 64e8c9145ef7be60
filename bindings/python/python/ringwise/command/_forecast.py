"""`ringwise forecast`: where keys go if nodes fail."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from ringwise._evenness import over_fair
from ringwise._insight import Shares
from ringwise._ringwise import HashRing
from ringwise._text import percent, times, whole
from ringwise.command import _members
from ringwise.command._failure import Failure
from ringwise.command._flags import add_output, add_replicas, output_of
from ringwise.command._output import Column, Output, Row, exact_column, node_column, number_column, text_column

NAME = "forecast"
SUMMARY = "show what each node holds if others fail"
EXAMPLES = """\
  ringwise forecast --ring members.toml
  ringwise forecast cache-1 --ring members.toml
  ringwise forecast --zone east --ring members.toml --json

Without a name, each row is the loss of one node.
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of this subcommand."""
    parser.add_argument("failures", metavar="NAME", nargs="*", help="a node that fails")
    parser.add_argument("--zone", metavar="ZONE", action="append", default=[], help="a zone, all nodes of which fail")
    add_replicas(parser)
    _members.add_flags(parser)
    add_output(parser)


def run(given: Namespace) -> int:
    """Write the shares after these failures, or the effect of each single failure."""
    ring, out = _members.ring_of(given), output_of(given)
    failures = list(dict.fromkeys([*given.failures, *_in_zones(ring, given.zone)]))
    if failures:
        _after(ring, failures, given.replicas, out)
    else:
        _each(ring, given.replicas, out)
    return 0


def _in_zones(ring: HashRing, zones: list[str]) -> Iterator[str]:
    for zone in zones:
        names = [name for name in ring.nodes() if ring.node(name).zone == zone]
        if not names:
            raise Failure(f'zone "{zone}": no node has this zone')
        yield from names


def _after(ring: HashRing, failures: list[str], replicas: int, out: Output) -> None:
    before, after = ring.shares(replicas), ring.forecast(failures, replicas)
    columns = [
        text_column("node"),
        number_column("before", shown=percent),
        number_column("after", shown=percent),
        number_column("gain", shown=lambda gain: f"{100 * gain:+.3f} %"),
        number_column("over_fair", "share/fair", times),
        exact_column("parts"),
    ]
    rows: list[Row] = []
    for name, share in after.items():
        gain = share.fraction - before[name].fraction
        rows.append((name, before[name].fraction, share.fraction, gain, over_fair(share), share.parts))
    facts = {"total": str(after.total), "replicas": replicas, "failures": failures, "max_over_fair": fullest(after)[1]}
    out.document(columns, rows, name="nodes", facts=facts, notes=["", _summary(failures, after, replicas)])


def _summary(failures: list[str], after: Shares, replicas: int) -> str:
    name, over = fullest(after)
    without = f"without {', '.join(failures)}"
    if name is None:
        return f"{without} no node holds keys"
    holders = [share for share in after.values() if share.parts]
    if replicas > 1 and all(share.parts == after.total for share in holders):
        # Then a node may exceed its fair share by far, but it cannot hold less.
        return f"{without} every remaining node holds every key: {whole(replicas)} copies on {whole(len(holders))} nodes"
    return f"{without} the fullest is {name}, with {times(over)} its fair share"


def fullest(shares: Shares) -> tuple[str | None, float]:
    """Return the node with the highest ratio of its share to its fair share, and that ratio; `None` if no node holds keys."""
    over = {name: ratio for name, share in shares.items() if (ratio := over_fair(share)) is not None}
    name = max(over, key=over.__getitem__, default=None)
    return name, 0.0 if name is None else over[name]


def loss_columns(ring: HashRing) -> list[Column]:
    """Return the columns for the loss of each node."""
    return [
        node_column(ring, "node", "lost"),
        number_column("share", "its share", percent),
        node_column(ring, "heir", "most goes to"),
        number_column("gain", "its gain", percent),
        node_column(ring, "fullest", "then fullest"),
        number_column("over_fair", "share/fair", times),
    ]


def losses(ring: HashRing, names: list[str], replicas: int) -> Iterator[Row]:
    """Yield the effect of the failure of each of these nodes: rows of `loss_columns`."""
    before = ring.shares(replicas)
    for lost in names:
        after = ring.forecast([lost], replicas)
        gains = {name: share.fraction - before[name].fraction for name, share in after.items() if name != lost}
        heir = max(gains, key=gains.__getitem__, default=None)
        if heir is not None and gains[heir] <= 0:
            heir = None
        name, over = fullest(after)
        yield lost, before[lost].fraction, heir, gains[heir] if heir is not None else 0.0, name, over


def _each(ring: HashRing, replicas: int, out: Output) -> None:
    out.stream(loss_columns(ring), ([row] for row in losses(ring, ring.nodes(), replicas)))
