"""`ringwise plan`: the keys that move if one ring replaces another."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from ringwise._errors import UnsupportedError
from ringwise._ringwise import HashRing, Plan
from ringwise._text import percent, whole
from ringwise.command import _keys, _members
from ringwise.command._failure import Failure
from ringwise.command._flags import add_output, add_replicas, output_of
from ringwise.command._output import Output, Row, exact_column, number_column, text_column

NAME = "plan"
SUMMARY = "show what moves if one ring replaces another"
EXAMPLES = """\
  ringwise plan before.toml after.toml
  ringwise plan before.toml --add cache-4 --remove cache-1
  ringwise plan before.toml after.toml --replicas 2 --moves --csv
  ringwise plan before.toml --set cap=105
  ringwise plan before.toml after.toml --keys keys.txt
  ringwise plan before.toml after.toml --keys keys.txt --moves --csv
"""

_BATCH = 4096


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of this subcommand."""
    add_rings(parser)
    add_replicas(parser)
    parser.add_argument(
        "--moves", action="store_true", help="list every range of positions that moves, in ring order; with --keys, every key"
    )
    _keys.add_file(parser, "count the keys of this file, one a line, instead of shares; works for any two rings; - is standard input")
    _members.add_flags(parser)
    add_output(parser)


def add_rings(parser: ArgumentParser) -> None:
    """Add the arguments for the two rings of a plan."""
    parser.add_argument("before", metavar="BEFORE", nargs="?", help="a file of members (default: the ring of --ring or --node)")
    parser.add_argument("after", metavar="AFTER", nargs="?", help="a file of members (default: BEFORE with the edits below)")
    add_edits(parser)


def add_edits(parser: ArgumentParser) -> None:
    """Add the arguments for edits of a ring."""
    edits = parser.add_argument_group("edits, instead of a file AFTER")
    edits.add_argument("--add", metavar="NODE", action="append", default=[], help="add a node, in the form of --node")
    edits.add_argument("--remove", metavar="NAME", action="append", default=[], help="remove a node")
    edits.add_argument("--set", metavar="NAME=VALUE", dest="edited", action="append", default=[], help="change an option, such as cap=105")


def run(given: Namespace) -> int:
    """Write the totals, every move, or the count of real keys."""
    before, after = rings_of(given)
    if given.key_file is not None:
        if given.moves:
            _moving(plan_of(before, after, given.replicas), given.key_file, output_of(given))
        else:
            _compare(before, after, given.key_file, output_of(given))
        return 0
    plan, out = plan_of(before, after, given.replicas), output_of(given)
    if given.moves:
        positions = [number_column("start", exact=True), number_column("end", exact=True), number_column("rank")]
        out.stream([*positions, text_column("source", "from"), text_column("target", "to")], _batches(plan))
    else:
        _totals(plan, out, given.replicas)
    return 0


def rings_of(given: Namespace) -> tuple[HashRing, HashRing]:
    """Return the rings before and after."""
    by_flags = given.ring is not None or given.nodes
    if given.before is None and not by_flags:
        raise Failure("no ring before: a file BEFORE, --ring FILE or --node NAME is needed")
    if by_flags and given.after is not None:
        raise Failure("two files together with --ring or --node: use only one of them for the ring before")
    if by_flags:
        # Then the first argument is the ring after.
        given.before, given.after = None, given.before
    before = _members.ring_of(given) if by_flags else _members.load(given.before, _members.options_of(given))
    after = after_of(before, given)
    if after is None:
        raise Failure("no ring after: a file AFTER, or edits with --add NODE, --remove NAME and --set NAME=VALUE, are needed")
    return before, after


def after_of(before: HashRing, given: Namespace) -> HashRing | None:
    """Return the ring after, from a file or by edits; `None` if the command line has neither."""
    if given.after is not None:
        if given.add or given.remove or given.edited:
            raise Failure("a file of the ring after together with edits: use only one of them")
        return _members.load(given.after, _members.options_of(given))
    if not given.add and not given.remove and not given.edited:
        return None
    after = _members.with_options(before, _members.named_options(given.edited, {}))
    for name in given.remove:
        after.remove_node(name)
    for node in map(_members.node_of, given.add):
        after.add_node(**node)
    return after


def plan_of(before: HashRing, after: HashRing, replicas: int) -> Plan:
    """Return the plan from one ring to another. If there is none, the failure has the expected overlap instead."""
    try:
        return before.plan(after, replicas)
    except UnsupportedError as error:
        if "overlap" not in str(error):
            raise
        raise Failure(f"{error}: here {percent(before.overlap(after))}; --keys FILE counts real keys") from error


def summary(plan: Plan, replicas: int) -> str:
    """Return a sentence on how much moves."""
    counting = "" if replicas == 1 else f", counting {whole(replicas)} copies of each key"
    moved, minimum = percent(plan.moved_fraction), percent(plan.minimum_fraction)
    return f"moved {moved} of the key space{counting}; at least {minimum} must move"


def ranked(plan: Plan) -> list[tuple[tuple[str | None, str], int]]:
    """Return the totals of a plan, the largest first, then by name."""
    return sorted(plan.totals().items(), key=lambda total: -total[1])


def _totals(plan: Plan, out: Output, replicas: int) -> None:
    columns = [text_column("source", "from"), text_column("target", "to"), number_column("share", shown=percent)]
    rows: list[Row] = [(source, target, parts / plan.total, parts) for (source, target), parts in ranked(plan)]
    facts = {
        "total": str(plan.total),
        "replicas": replicas,
        "moved": str(plan.moved),
        "minimum": str(plan.minimum),
        "moved_fraction": plan.moved_fraction,
        "minimum_fraction": plan.minimum_fraction,
    }
    columns.append(exact_column("parts"))
    out.document(columns, rows, name="totals", facts=facts, notes=["", summary(plan, replicas)])


def _moving(plan: Plan, path: str, out: Output) -> None:
    """Write the keys that move, one row for each node that receives one."""
    columns = [number_column("rank"), text_column("source", "from"), text_column("target", "to"), text_column("key")]

    def rows(keys: Iterable[bytes]) -> list[Row]:
        moving = ((key.decode("utf-8", "surrogateescape"), move) for key in keys for move in plan.moves_of(key))
        return [(move.rank, move.source, move.target, key) for key, move in moving]

    out.stream(columns, map(rows, _keys.from_file(path)))


def _batches(plan: Plan) -> Iterator[list[Row]]:
    rows = ((move.start, move.end, move.rank, move.source, move.target) for move in plan)
    while batch := list[Row](islice(rows, _BATCH)):
        yield batch


def _compare(before: HashRing, after: HashRing, path: str, out: Output) -> None:
    counted = before.compare(after, chain.from_iterable(_keys.from_file(path)))
    pairs = sorted(counted.pairs.items(), key=lambda pair: (-pair[1], pair[0][0] or "", pair[0][1] or ""))
    rows = [(source, target, keys) for (source, target), keys in pairs]
    columns = [text_column("source", "from"), text_column("target", "to"), number_column("keys", shown=whole)]
    facts = {"kept": counted.kept, "moved": counted.moved}
    all_keys = counted.kept + counted.moved
    part = percent(counted.moved / all_keys) if all_keys else "none"
    notes = ["", f"{whole(all_keys)} keys: {whole(counted.kept)} stay, {whole(counted.moved)} move ({part})"]
    out.document(columns, rows, name="pairs", facts=facts, notes=notes)
