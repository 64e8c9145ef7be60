"""Recorded placements of other systems: the cases of `vectors/profiles`, which tests/README.md describes, to compare with a ring."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import ringwise
from ringwise import HashRing, NodeOptions, Ticket
from script import VECTORS, Record, records

PROFILES = VECTORS / "profiles"
FUNCTIONS = ("cassandra_token", "guava_consistent_hash", "jump_hash", "redis_slot")
NOTHING = "-"
"""The field for a value that was not recorded, and for no node."""


@dataclass
class Case:
    """A case of a file: members and the nodes of keys."""

    number: int
    keysets: list[list[bytes]]
    profile: str = ""
    options: dict[str, Any] = field(default_factory=dict)
    nodes: dict[str, NodeOptions] = field(default_factory=dict)
    down: list[str] = field(default_factory=list)
    ranges: list[str] = field(default_factory=list)
    answers: list[Record] = field(default_factory=list)

    def read(self, record: Record) -> None:
        """Adds a record."""
        match record.kind:
            case "profile":
                self.profile = record.field(0)
            case "option":
                self.options[record.field(0)] = value(record.field(1))
            case "node":
                self.nodes[record.text(0)] = record.options()
            case "down":
                self.down.append(record.text(0))
            case "ranges":
                self.ranges = record.fields
            case _:
                self.answers.append(record)

    def ring(self) -> HashRing:
        """Returns the ring of this case; an unused one if the case is of a function."""
        if self.profile in FUNCTIONS:
            return HashRing()
        ring = HashRing(self.nodes, profile=self.profile, **self.options)
        for name in self.down:
            ring.mark_node_unhealthy(name)
        return ring


class Player:
    """Compares a ring with all answers of a system, and counts the checks."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.ring = case.ring()
        self.numbers = {name: str(number) for number, name in enumerate(case.nodes)}
        self.tickets: list[Ticket | None] = []
        self.placed = 0
        self.listed = 0

    def play(self) -> tuple[int, int]:
        """Checks everything, and returns the numbers of placements and lists."""
        for record in self.case.answers:
            step: Callable[[Record], None] = getattr(self, record.kind)
            step(record)
        return self.placed, self.listed

    def number(self, name: str | None) -> str:
        return NOTHING if name is None else self.numbers[name]

    def compare(self, record: Record, got: list[str], expected: list[str]) -> None:
        where = f"case {self.case.number}, {self.case.profile} {self.case.options}, line {record.line}, {record.kind}"
        assert got == expected, f"{where}: {[pair for pair in zip(got, expected, strict=True) if pair[0] != pair[1]][:3]}"

    def answers(self, record: Record, first: int = 1) -> tuple[list[bytes], list[str]]:
        """Returns the keys that have an answer and the answers, which begin at that field."""
        keys, answers = self.case.keysets[int(record.field(first - 1))], record.fields[first:]
        recorded = [(key, answer) for key, answer in zip(keys, answers, strict=False) if answer != NOTHING]
        return [key for key, _ in recorded], [answer for _, answer in recorded]

    def check_each(self, record: Record, place: Callable[[bytes], str], first: int = 1) -> None:
        keys, expected = self.answers(record, first)
        self.compare(record, list(map(place, keys)), expected)
        self.placed += len(expected)

    def check_lists(self, record: Record, place: Callable[[bytes, int], list[str]], first: int = 1) -> None:
        keys, expected = self.answers(record, first)
        lists = (place(key, names.count(",") + 1) for key, names in zip(keys, expected, strict=True))
        self.compare(record, [",".join(map(self.number, names)) for names in lists], expected)
        self.listed += len(expected)

    def owners(self, record: Record) -> None:
        self.check_each(record, lambda key: self.number(self.ring.get_node(key)))
        keys, expected = self.answers(record)
        self.compare(record, list(map(self.number, self.ring.get_node_batch(keys))), expected)

    def fallback(self, record: Record) -> None:
        self.check_each(record, lambda key: self.number(self.ring.get_node_with_fallback(key)))

    def lists(self, record: Record) -> None:
        self.check_lists(record, self.ring.get_nodes)

    def retries(self, record: Record) -> None:
        self.check_lists(record, lambda key, count: self.ring.retry_nodes(key)[:count])

    def grouped_owners(self, record: Record) -> None:
        self.check_each(record, lambda key: self.number(self.grouped(record, key, len(self.ring))[0]), first=2)

    def grouped_lists(self, record: Record) -> None:
        self.check_lists(record, lambda key, count: self.grouped(record, key, count), first=2)

    def grouped(self, record: Record, key: bytes, count: int) -> list[str]:
        """Returns a list, sorted stably by data centre."""
        centres = record.field(0).split(",")
        return sorted(self.ring.get_nodes(key, count), key=lambda name: centres.index((self.case.nodes[name]["zone"] or "").split("/")[0]))

    def acquires(self, record: Record) -> None:
        first, expected = int(record.field(1)), record.fields[2:]
        taken = [self.ring.acquire(key) for key in self.case.keysets[int(record.field(0))][first : first + len(expected)]]
        self.compare(record, [self.number(ticket and ticket.node) for ticket in taken], expected)
        self.tickets += taken
        self.placed += len(expected)

    def releases(self, record: Record) -> None:
        for number in record.fields:
            ticket = self.tickets[int(number)]
            assert ticket is not None and ticket.release(), f"line {record.line}: acquire {number}"

    def loads(self, record: Record) -> None:
        loads = self.ring.loads()
        self.compare(record, [str(loads[name]) for name in self.case.nodes], record.fields)

    def entries(self, record: Record) -> None:
        self.compare(record, [self.number(name) for _, name in self.ring.points()], record.fields)

    def results(self, record: Record) -> None:
        self.check_each(record, self.result)

    def result(self, key: bytes) -> str:
        function = getattr(ringwise, self.case.profile)
        if self.case.profile in ("jump_hash", "guava_consistent_hash"):
            (buckets,) = self.case.options.values()
            return str(function(int.from_bytes(key), buckets))
        result: int = function(key)
        if not self.case.ranges:
            return str(result)
        return next(str(number) for number, ranges in enumerate(self.case.ranges) if within(ranges, result))


def within(ranges: str, slot: int) -> bool:
    """Returns whether a slot is in one of these ranges."""
    ends = (part.split("-") for part in ranges.split(","))
    return any(int(first) <= slot <= int(last[0] if last else first) for first, *last in ends)


def value(text: str) -> int | str | dict[str, int]:
    """Reads the value of an option: an integer, `true` or `false`, integers by name, or otherwise text."""
    if text.lstrip("-").isdecimal():
        return int(text)
    if text in ("true", "false"):
        return text == "true"
    if "=" in text:
        return {name: int(integer) for name, _, integer in (pair.partition("=") for pair in text.split(","))}
    return text


def cases(file: str) -> list[Case]:
    """Returns the cases of a file in order."""
    keysets: list[list[bytes]] = []
    found: list[Case] = []
    for record in records(PROFILES / f"{file}.tsv.gz"):
        match record.kind:
            case "keys":
                keysets.append([])
            case "k":
                keysets[-1].append(bytes.fromhex(record.field(0)))
            case "case":
                found.append(Case(int(record.field(0)), keysets))
            case _:
                found[-1].read(record)
    return found
