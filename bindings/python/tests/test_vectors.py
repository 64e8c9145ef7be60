"""Tests that Python places the keys of every golden vector as the reference does."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from ringwise import HashRing, NodeOptions, RingwiseError, Ticket
from script import VECTORS, Record, digest, real_keys, records

KEYS = real_keys(1000)


class Pairs(Mapping[str, NodeOptions]):
    """A mapping that may contain a name twice, as a script may and a dict may not."""

    def __init__(self, pairs: list[tuple[str, NodeOptions]]) -> None:
        self.pairs = pairs

    def __getitem__(self, name: str) -> NodeOptions:
        return dict(self.pairs)[name]

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self.pairs)

    def __len__(self) -> int:
        return len(self.pairs)

    def items(self) -> Any:
        return self.pairs


class Player:
    """Runs a script, and counts the checks."""

    def __init__(self, file: str) -> None:
        self.records = records(VECTORS / file)
        self.place = 0
        self.checks = 0
        self.options: dict[str, Any] = {}
        self.nodes: dict[str, NodeOptions] = {}
        self.made: HashRing | None = None
        self.tickets: list[Ticket | None] = []

    def play(self) -> int:
        """Runs all records, and returns the number of checks."""
        while self.place < len(self.records):
            record = self.take()
            step: Callable[[Record], None] = getattr(self, record.kind, self.edit)
            step(record)
        return self.checks

    def take(self) -> Record:
        self.place += 1
        return self.records[self.place - 1]

    def following(self, kind: str) -> Iterator[Record]:
        while self.place < len(self.records) and self.records[self.place].kind == kind:
            yield self.take()

    def ring(self) -> HashRing:
        if self.made is None:
            self.made = HashRing(self.nodes, **self.options)
        self.checks += 1
        return self.made

    def profile(self, record: Record) -> None:
        self.options, self.nodes, self.made, self.tickets = {"profile": record.field(0)}, {}, None, []

    def option(self, record: Record) -> None:
        assert self.made is None
        self.options[record.field(0)] = record.value()

    def node(self, record: Record) -> None:
        assert self.made is None
        self.nodes[record.text(0)] = record.options()

    def point(self, record: Record) -> None:
        expected = [(int(point.field(0), 16), point.text(1)) for point in [record, *self.following("point")]]
        assert self.ring().points() == expected, f"line {record.line}"

    def key(self, record: Record) -> None:
        key, expected = bytes.fromhex(record.field(0)), record.texts(1)
        ring = self.ring()
        assert ring.get_nodes(key, len(expected)) == expected, f"line {record.line}"
        assert ring.get_node(key) == (expected[0] if expected else None), f"line {record.line}"
        assert ring.get_node_batch([key]) == [ring.get_node(key)], f"line {record.line}"

    def walk(self, record: Record) -> None:
        self.key(record)
        key, expected = bytes.fromhex(record.field(0)), record.texts(1)
        assert self.ring().get_nodes(key, len(expected) + 3) == expected, f"line {record.line}"
        assert list(self.ring().iter_nodes(key)) == expected, f"line {record.line}"

    def digest(self, record: Record) -> None:
        assert digest(self.ring(), KEYS) == record.field(0), f"line {record.line}"

    def down(self, record: Record) -> None:
        ring, name = self.ring(), record.text(0)
        ring.mark_node_unhealthy(name)
        assert not ring.is_healthy(name), f"line {record.line}"

    def up(self, record: Record) -> None:
        ring, name = self.ring(), record.text(0)
        ring.mark_node_healthy(name)
        assert ring.is_healthy(name), f"line {record.line}"

    def healthy(self, record: Record) -> None:
        ring, key, expected = self.ring(), bytes.fromhex(record.field(0)), record.texts(1)
        assert ring.get_healthy_nodes(key, len(expected) + 3) == expected, f"line {record.line}"
        assert ring.get_healthy_nodes(key) == expected[:2], f"line {record.line}"
        assert ring.get_node_with_fallback(key) == (expected[0] if expected else None), f"line {record.line}"

    def acquire(self, record: Record) -> None:
        ticket = self.ring().acquire(bytes.fromhex(record.field(0)))
        assert (ticket and ticket.node) == (record.text(1) or None), f"line {record.line}"
        self.tickets.append(ticket)

    def release(self, record: Record) -> None:
        ring, ticket = self.ring(), self.tickets[int(record.field(0))]
        before = ring.total_load()
        counts = ticket is not None and ticket.release()
        assert counts == (record.field(1) == "yes"), f"line {record.line}"
        assert ring.total_load() == before - counts, f"line {record.line}"

    def load(self, record: Record) -> None:
        assert self.ring().loads()[record.text(0)] == int(record.field(1)), f"line {record.line}"

    def edit(self, record: Record) -> None:
        ring = self.ring()
        edit = self.edit_of(ring, record)
        for refusal in self.following("fails"):
            before = ring.nodes(), ring.points(), ring.options
            with pytest.raises(RingwiseError) as raised:
                edit()
            assert code(raised.value) == refusal.field(0), f"line {record.line}"
            assert (ring.nodes(), ring.points(), ring.options) == before, f"line {record.line}"
            return
        edit()

    def edit_of(self, ring: HashRing, record: Record) -> Callable[[], object]:
        match record.kind:
            case "add":
                options = record.options()
                weight, zone, identity = options["weight"], options["zone"], options["identity"]
                return lambda: ring.add_node(record.text(0), weight, zone=zone, identity=identity)
            case "remove":
                return lambda: ring.remove_node(record.text(0))
            case "weight":
                return lambda: ring.set_weight(record.text(0), int(record.field(1)))
            case "replace":
                return lambda: ring.replace_node(record.text(0), record.text(1))
            case "set":
                nodes = Pairs([(node.text(0), node.options()) for node in self.following("node")])
                assert self.take().kind == "end"
                return lambda: ring.set_nodes(nodes)
        raise AssertionError(f"line {record.line}: no record {record.kind}")


def code(error: RingwiseError) -> str:
    """Returns the name of a class as in vectors: `UNKNOWN_NODE` for `UnknownNodeError`."""
    name = type(error).__name__.removesuffix("Error")
    return "".join(f"_{letter}" if letter.isupper() else letter.upper() for letter in name).removeprefix("_")


def test_every_key_of_the_vectors() -> None:
    assert Player("native-v1.tsv").play() > 3000


def test_every_edit_of_the_script() -> None:
    assert Player("native-v1-edits.tsv").play() > 400


def test_every_mark_and_load_of_the_script() -> None:
    assert Player("native-v1-local.tsv").play() > 2000


def test_every_key_edit_and_mark_under_a_cap() -> None:
    assert Player("native-v1-cap.tsv").play() > 4000


def test_every_key_of_nginx_with_other_numbers_of_points() -> None:
    assert Player("nginx-vnodes.tsv").play() > 2000
