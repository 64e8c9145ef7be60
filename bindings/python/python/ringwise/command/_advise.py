"""`ringwise advise`: how many virtual nodes, or which cap, make a ring as even as is wanted, and what each costs."""

import math
import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Iterator
from copy import copy
from statistics import mean
from typing import NamedTuple

from ringwise._ringwise import HashRing
from ringwise._text import percent, times, whole
from ringwise.command import _members
from ringwise.command._failure import Failure
from ringwise.command._flags import add_output, output_of
from ringwise.command._output import Row, number_column, text_column

NAME = "advise"
SUMMARY = "find the virtual nodes, or the cap, for a wanted balance, and what each costs"
EXAMPLES = """\
  ringwise advise --target 5% --ring members.toml
  ringwise advise --target 1% --ring members.toml --json

The target is how far the fullest node may be above its fair share. Every row is a ring that was built, and measured exactly.
It exits with status 1 if no ring that is reasonable reaches the target.
"""

_OUT_OF_REACH = 1
# Some seconds of building, and some hundred megabytes: beyond, the answer is a cap, or no.
_MOST_POINTS = 1 << 22
# Above it, a cap is worth its price: a lookup no longer finds its points in the processor's cache.
_MUCH_MEMORY = 1 << 23
# How near to the least number the search goes: a sixteenth.
_FINENESS = 4
_NEWCOMERS = 5
_LOWEST_CAP, _HIGHEST_CAP = 101, 1000
# A whole number may be meant without its sign; 0.05 may be meant as 5 %.
_PERCENT = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,6})?(?= ?%)|[0-9]{1,4}(?! ?%)) ?%?")


class Choice(NamedTuple):
    """One way to make the ring, with what it gives and what it costs."""

    vnodes: int
    cap: int | None
    points: int
    bytes: int
    max_over_fair: float
    moved: float
    """What part of the keys moves when a node of weight 1 joins, on the average of some."""

    def reaches(self, target: float) -> bool:
        """Return whether no node is further above its fair share."""
        return 0 < self.max_over_fair <= 1 + target


def add_arguments(parser: ArgumentParser) -> None:
    """Give the parser of this subcommand its arguments."""
    parser.add_argument("--target", type=target, required=True, metavar="PERCENT", help="how far above its fair share a node may be: 5%%")
    _members.add_flags(parser)
    add_output(parser)


def target(text: str) -> float:
    """Read a percentage as a part of a whole.

    >>> target("5%")
    0.05
    """
    found = _PERCENT.fullmatch(text)
    if found is None or float(found[1]) == 0:
        raise ArgumentTypeError(f'"{text}": a percentage above 0, such as 5%, is needed')
    return float(found[1]) / 100


def run(given: Namespace) -> int:
    """Write the choices, and which is best."""
    ring, out = _members.ring_of(given), output_of(given)
    if "vnodes" not in ring.options:
        raise Failure(f"profile {ring.profile}: it has no virtual nodes to choose; the native profile has, and a cap too")
    if not ring.points():
        raise Failure("no node owns a point: give one a weight above 0")
    now = _choice(ring, ring.options["vnodes"], ring.options.get("cap"))
    choices = list(dict.fromkeys([now, *_reaching(ring, given.target)]))
    best = _best(choices, given.target)
    columns = [
        number_column("vnodes", shown=whole),
        number_column("cap", shown=lambda cap: f"{cap} %"),
        number_column("points", shown=whole),
        number_column("bytes", shown=whole),
        number_column("max_over_fair", "fullest/fair", times),
        number_column("moved", "one node more moves", percent),
        text_column("verdict"),
    ]
    rows: list[Row] = [(*choice, _verdict(choice, choice is choices[0], choice is best, given.target)) for choice in choices]
    fair = 1 / (1 + sum(ring.node(name).weight for name in ring.nodes()))
    facts = {"target": given.target, "fair_move": fair, "reached": best is not None}
    out.document(columns, rows, name="choices", facts=facts, notes=["", *_advice(ring, best, now, fair, given.target)])
    return _OUT_OF_REACH if best is None else 0


def _choice(ring: HashRing, vnodes: int, cap: int | None) -> Choice:
    """Return a choice with all that it costs."""
    made = HashRing(ring, vnodes=vnodes, cap=cap)
    stats = made.stats()
    return Choice(vnodes, cap, stats.points, stats.bytes, stats.max_over_fair, _moved(made))


def _moved(ring: HashRing) -> float:
    """Return what part of the keys moves when a node of weight 1 joins, on the average of a few names."""
    parts = []
    for number in range(_NEWCOMERS):
        after = copy(ring)
        after.add_node(_newcomer(ring, number))
        parts.append(ring.plan(after).moved_fraction)
    return mean(parts)


def _newcomer(ring: HashRing, number: int) -> str:
    """Return a name that no node has; of the documentation's addresses, since some profiles take nothing else."""
    ports = (port for port in range(1024 + number, 65536, _NEWCOMERS) if f"192.0.2.1:{port}" not in ring)
    return f"192.0.2.1:{next(ports)}"


def _reaching(ring: HashRing, wanted: float) -> Iterator[Choice]:
    """Yield what the ring could be instead: more virtual nodes, and a cap on as many as now and on four times as many."""
    now = ring.options["vnodes"]
    per_vnode = max(ring.stats().points // now, 1)
    most = max(_MOST_POINTS // per_vnode, 1)
    plain = _least(lambda vnodes: 0 < HashRing(ring, vnodes=vnodes, cap=None).stats().max_over_fair <= 1 + wanted, min(now, most), most)
    yield _choice(ring, plain or most, None)
    cap = min(math.floor(100 * (1 + wanted) + 1e-6), _HIGHEST_CAP)
    if cap < _LOWEST_CAP or not ring.profile.startswith("native"):
        return
    for vnodes in dict.fromkeys((min(now, most), min(4 * now, most))):
        if plain is None or vnodes < plain:
            yield _choice(ring, vnodes, cap)


def _least(reaches: Callable[[int], bool], first: int, most: int) -> int | None:
    """Return about the least number from `first` to `most` that reaches what is wanted: doubled until it does, then halved between."""
    low, high = 0, first
    if reaches(first):
        return first
    while not reaches(high):
        if high == most:
            return None
        low, high = high, min(2 * high, most)
    while high - low > max(1, high >> _FINENESS):
        middle = (low + high) // 2
        low, high = (low, middle) if reaches(middle) else (middle, high)
    return high


def _best(choices: list[Choice], wanted: float) -> Choice | None:
    """Return the choice to take: what is there if it will do, then what moves least, unless that takes much memory."""
    good = [choice for choice in choices if choice.reaches(wanted)]
    if choices[0] in good:
        return choices[0]
    plain = next((choice for choice in good if choice.cap is None), None)
    if plain is not None and plain.bytes <= _MUCH_MEMORY:
        return plain
    return min(good, key=lambda choice: choice.moved, default=None) if plain is None else _cheapest(good, plain)


def _cheapest(good: list[Choice], plain: Choice) -> Choice:
    """Return the capped choice that moves least, or the plain one if there is none."""
    return min((choice for choice in good if choice.cap is not None), key=lambda choice: choice.moved, default=plain)


def _verdict(choice: Choice, is_now: bool, is_best: bool, wanted: float) -> str:
    words = ["now"] if is_now else []
    words.append("recommended" if is_best else "reaches" if choice.reaches(wanted) else "misses")
    return ", ".join(words)


def _advice(ring: HashRing, best: Choice | None, now: Choice, fair: float, wanted: float) -> Iterator[str]:
    goal = f"at most {percent(wanted)} above its fair share"
    if best is None:
        yield f"none found: of those tried, of up to {whole(_MOST_POINTS)} points, no ring has every node {goal}"
        if wanted < _LOWEST_CAP / 100 - 1 and ring.profile.startswith("native"):
            yield f"the least cap is {_LOWEST_CAP} percent: for a target of {_LOWEST_CAP - 100} % there is one"
    elif best is now:
        yield f"the ring as it is has every node {goal}"
    elif best.cap is None:
        price = ", and edits move no more keys than they must" if ring.profile.startswith("native") else ""
        yield f"take vnodes {best.vnodes}: every node is {goal}{price}"
    else:
        yield f"take cap {best.cap} with vnodes {best.vnodes}: every node is {goal}"
        yield f"its price: a node more moves {percent(best.moved)} of the keys, where its fair share is {percent(fair)}"
    yield f"a node more: of weight 1, the mean of {_NEWCOMERS} names; with other members all of it comes out a little differently"
