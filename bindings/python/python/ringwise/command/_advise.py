"""`ringwise advise`: the virtual nodes or the cap that make a ring as even as wanted, and their costs."""

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
SUMMARY = "find the virtual nodes or the cap for a target balance, and what each costs"
EXAMPLES = """\
  ringwise advise --target 5% --ring members.toml
  ringwise advise --target 1% --ring members.toml --json

The target is how far the fullest node may exceed its fair share. Each row is a ring that was built and measured exactly.
The exit status is 1 if no ring of a reasonable size reaches the target.
"""

_OUT_OF_REACH = 1
# A larger ring takes seconds to build and hundreds of megabytes.
_MOST_POINTS = 1 << 22
# A larger ring does not fit in the processor's cache, so that a cap is worth its cost.
_MUCH_MEMORY = 1 << 23
# The search stops within a sixteenth of the least number.
_FINENESS = 4
_NEWCOMERS = 5
_LOWEST_CAP, _HIGHEST_CAP = 101, 1000
# 5 is 5 %, but 0.05 may be meant as 5 %, so a fraction needs the sign.
_PERCENT = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,6})?(?= ?%)|[0-9]{1,4}(?! ?%)) ?%?")


class Choice(NamedTuple):
    """A variant of the ring, with its balance and its costs."""

    vnodes: int
    cap: int | None
    points: int
    bytes: int
    max_over_fair: float
    moved: float
    """The mean fraction of the keys that moves if a node of weight 1 is added."""

    def reaches(self, target: float) -> bool:
        """Return whether no node exceeds its fair share by more than the target."""
        return 0 < self.max_over_fair <= 1 + target


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of this subcommand."""
    parser.add_argument("--target", type=target, required=True, metavar="PERCENT", help="how far a node may exceed its fair share: 5%%")
    _members.add_flags(parser)
    add_output(parser)


def target(text: str) -> float:
    """Read a percentage as a fraction.

    >>> target("5%")
    0.05
    """
    found = _PERCENT.fullmatch(text)
    if found is None or float(found[1]) == 0:
        raise ArgumentTypeError(f'"{text}": a percentage above 0, such as 5%, is needed')
    return float(found[1]) / 100


def run(given: Namespace) -> int:
    """Write the choices, and mark the best."""
    ring, out = _members.ring_of(given), output_of(given)
    if "vnodes" not in ring.options:
        raise Failure(f"profile {ring.profile}: it has no option vnodes; the native profile has vnodes and cap")
    if not ring.points():
        raise Failure("no node owns points: a weight above 0 is needed")
    now = _choice(ring, ring.options["vnodes"], ring.options.get("cap"))
    choices = list(dict.fromkeys([now, *_reaching(ring, given.target)]))
    best = _best(choices, given.target)
    columns = [
        number_column("vnodes", shown=whole),
        number_column("cap", shown=lambda cap: f"{cap} %"),
        number_column("points", shown=whole),
        number_column("bytes", shown=whole),
        number_column("max_over_fair", "fullest/fair", times),
        number_column("moved", "adding a node moves", percent),
        text_column("verdict"),
    ]
    rows: list[Row] = [(*choice, _verdict(choice, choice is choices[0], choice is best, given.target)) for choice in choices]
    fair = 1 / (1 + sum(ring.node(name).weight for name in ring.nodes()))
    facts = {"target": given.target, "fair_move": fair, "reached": best is not None}
    out.document(columns, rows, name="choices", facts=facts, notes=["", *_advice(ring, best, now, fair, given.target)])
    return _OUT_OF_REACH if best is None else 0


def _choice(ring: HashRing, vnodes: int, cap: int | None) -> Choice:
    """Return a choice with its costs."""
    made = HashRing(ring, vnodes=vnodes, cap=cap)
    stats = made.stats()
    return Choice(vnodes, cap, stats.points, stats.bytes, stats.max_over_fair, _moved(made))


def _moved(ring: HashRing) -> float:
    """Return the fraction of the keys that moves if a node of weight 1 is added: the mean of a few names."""
    parts = []
    for number in range(_NEWCOMERS):
        after = copy(ring)
        after.add_node(_newcomer(ring, number))
        parts.append(ring.plan(after).moved_fraction)
    return mean(parts)


def _newcomer(ring: HashRing, number: int) -> str:
    """Return an unused name. It is an address reserved for documentation, because some profiles accept only addresses."""
    ports = (port for port in range(1024 + number, 65536, _NEWCOMERS) if f"192.0.2.1:{port}" not in ring)
    return f"192.0.2.1:{next(ports)}"


def _reaching(ring: HashRing, wanted: float) -> Iterator[Choice]:
    """Yield alternatives: more virtual nodes, and a cap with the same number and with four times as many."""
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
    """Return about the least number from `first` to `most` that reaches the target, by doubling and then bisecting."""
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
    """Return the choice to recommend: the ring as it is if it reaches the target, else more virtual nodes, else a cap."""
    good = [choice for choice in choices if choice.reaches(wanted)]
    if choices[0] in good:
        return choices[0]
    plain = next((choice for choice in good if choice.cap is None), None)
    if plain is not None and plain.bytes <= _MUCH_MEMORY:
        return plain
    return min(good, key=lambda choice: choice.moved, default=None) if plain is None else _cheapest(good, plain)


def _cheapest(good: list[Choice], plain: Choice) -> Choice:
    """Return the choice with a cap that moves least, or the plain one if there is none."""
    return min((choice for choice in good if choice.cap is not None), key=lambda choice: choice.moved, default=plain)


def _verdict(choice: Choice, is_now: bool, is_best: bool, wanted: float) -> str:
    words = ["now"] if is_now else []
    words.append("recommended" if is_best else "reaches" if choice.reaches(wanted) else "misses")
    return ", ".join(words)


def _advice(ring: HashRing, best: Choice | None, now: Choice, fair: float, wanted: float) -> Iterator[str]:
    goal = f"at most {percent(wanted)} above its fair share"
    if best is None:
        yield f"none found: no ring of up to {whole(_MOST_POINTS)} points that was tried has every node {goal}"
        if wanted < _LOWEST_CAP / 100 - 1 and ring.profile.startswith("native"):
            yield f"the lowest cap is {_LOWEST_CAP} percent: it reaches a target of {_LOWEST_CAP - 100} %"
    elif best is now:
        yield f"no change is needed: every node is {goal}"
    elif best.cap is None:
        price = ", and edits move only the keys that have to move" if ring.profile.startswith("native") else ""
        yield f"use vnodes {best.vnodes}: every node is {goal}{price}"
    else:
        yield f"use cap {best.cap} with vnodes {best.vnodes}: every node is {goal}"
        yield f"the cost: adding a node moves {percent(best.moved)} of the keys; its fair share is {percent(fair)}"
    yield f"adding a node: of weight 1, the mean of {_NEWCOMERS} names; the numbers hold for these members only"
