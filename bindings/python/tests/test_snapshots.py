"""Tests that snapshots have the specified format, restore the ring, and that anything else is refused."""

import json
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placements import Case
from ringwise import (
    BadSnapshotError,
    HashRing,
    InvalidOptionError,
    InvalidWeightError,
    RingwiseError,
    SnapshotVersionError,
    UnsupportedError,
    profiles,
)
from script import VECTORS, Record, records
from test_vectors import code

RING: Any = HashRing
NAME = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=4)
ZONE = st.none() | NAME
RINGS = st.builds(
    lambda nodes, vnodes, seed, zones, cap: RING(nodes, vnodes=vnodes, seed=seed, zones=zones, cap=cap),
    st.dictionaries(NAME, st.fixed_dictionaries({"weight": st.integers(0, 3), "zone": ZONE, "meta": st.just("mine")}), max_size=5),
    st.integers(1, 20),
    st.integers(0, 2**32 - 1),
    st.sampled_from(["spread", "strict"]),
    st.none() | st.integers(101, 1000),
)


class Player:
    """Compares the snapshot, fingerprint and JSON of every case with the vectors, and counts them."""

    def __init__(self) -> None:
        self.case = Case(0, [])
        self.ring = HashRing()
        self.checks = 0

    def play(self) -> int:
        for record in records(VECTORS / "snapshots.tsv"):
            if record.kind == "profile":
                self.case = Case(0, [])
            if record.kind in ("profile", "option", "node"):
                self.case.read(record)
            else:
                self.check(record, bytes.fromhex(record.field(0)))
                self.checks += 1
        return self.checks

    def check(self, record: Record, data: bytes) -> None:
        where = f"line {record.line}"
        match record.kind:
            case "snapshot":
                self.ring = self.case.ring()
                assert self.ring.to_bytes() == data, where
                assert HashRing.from_bytes(data) == self.ring, where
            case "fingerprint":
                assert self.ring.fingerprint() == record.field(0), where
            case "json":
                assert self.ring.to_json() == data.decode(), where
                assert HashRing.from_json(data.decode()) == self.ring, where
            case "reads":
                assert HashRing.from_json(data.decode()) == self.ring, where
            case "bad" | "bad_json":
                with pytest.raises(RingwiseError) as raised:
                    HashRing.from_bytes(data) if record.kind == "bad" else HashRing.from_json(data.decode())
                assert code(raised.value) == record.field(1), where
            case _:
                raise AssertionError(f"{where}: no record {record.kind}")


def test_every_snapshot_of_the_vectors() -> None:
    assert Player().play() > 180


@given(RINGS)
def test_a_ring_comes_back_from_bytes_and_from_json(ring: HashRing) -> None:
    data, text = ring.to_bytes(), ring.to_json()
    for again in (HashRing.from_bytes(data), HashRing.from_json(text)):
        assert again == ring
        assert (again.to_bytes(), again.to_json(), again.fingerprint()) == (data, text, ring.fingerprint())
        assert again.points() == ring.points()
        assert [again.node(name) for name in again] == [ring.node(name)._replace(meta=None) for name in ring]
    assert json.loads(text)["nodes"] == [
        {
            key: value
            for key, value in {"name": name, "weight": ring.node(name).weight, "zone": ring.node(name).zone}.items()
            if value is not None
        }
        for name in ring
    ]


@given(RINGS, RINGS)
def test_rings_are_equal_exactly_if_their_snapshots_are(ring: HashRing, other: HashRing) -> None:
    equal = ring == other
    assert (ring.to_bytes() == other.to_bytes()) == equal
    assert (ring.fingerprint() == other.fingerprint()) == equal
    assert (ring.to_json() == other.to_json()) == equal


@pytest.mark.parametrize("profile", profiles())
def test_a_ring_of_every_profile_comes_back(profile: str) -> None:
    points: Any = {"points": {"10.0.0.1:80": {"points": [1]}}, "cassandra": {"10.0.0.1:80": {"points": [1], "zone": "x/1"}}}
    ring = HashRing(points.get(profile, ["10.0.0.1:80", "10.0.0.2:80"]), profile=profile, replication_factor=1)
    for again in (HashRing.from_bytes(ring.to_bytes()), HashRing.from_json(ring.to_json()), pickle.loads(pickle.dumps(ring))):
        assert again == ring
        assert again["user:42"] == ring["user:42"]
    assert pickle.loads(pickle.dumps(ring)).options == ring.options


def test_any_buffer_is_read() -> None:
    ring = HashRing(["a", "b"])
    data = ring.to_bytes()
    assert type(data) is bytes
    assert HashRing.from_bytes(bytearray(data)) == HashRing.from_bytes(memoryview(data)) == HashRing.from_bytes(snapshot=data) == ring
    assert HashRing.from_json(text=ring.to_json()) == ring


def test_what_is_given_beside_a_snapshot_counts() -> None:
    ring = HashRing(["a", "b"], replication_factor=3, load_factor=150)
    plain = HashRing.from_bytes(ring.to_bytes())
    assert (plain.options["replication_factor"], plain.options["load_factor"]) == (2, 125)
    for again in (
        HashRing.from_bytes(ring.to_bytes(), replication_factor=3, load_factor=150),
        HashRing.from_json(ring.to_json(), replication_factor=3, load_factor=150),
    ):
        assert again.options == ring.options
    lafikl = HashRing(["a"], profile="lafikl")
    assert HashRing.from_bytes(lafikl.to_bytes()) == lafikl
    with pytest.raises(UnsupportedError, match="^load_factor 125: profile lafikl has a rule of its own"):
        HashRing.from_bytes(lafikl.to_bytes(), load_factor=125)


DATA = HashRing(["a", "b"]).to_bytes()
BUFFER = "bytes or another buffer of bytes are needed"
REFUSALS: list[tuple[type[Exception], str, Any]] = [
    (BadSnapshotError, 'snapshot, byte 0: "": a snapshot begins with "ringwise"', lambda: RING.from_bytes(b"")),
    (BadSnapshotError, "snapshot, byte 8: 8 bytes: a snapshot has more, so it was cut", lambda: RING.from_bytes(b"ringwise")),
    (BadSnapshotError, "it was cut, extended or changed since it was written", lambda: RING.from_bytes(DATA[:-1])),
    (BadSnapshotError, "it was cut, extended or changed since it was written", lambda: RING.from_bytes(DATA + b"\0")),
    (SnapshotVersionError, "snapshot format 2: this version of ringwise reads format 1", lambda: RING.from_json('{"ringwise": 2}')),
    (
        BadSnapshotError,
        'snapshot, line 2, column 6: unknown field "sede": the fields are ringwise, nodes, profile, ',
        lambda: RING.from_json('{\n"sede": 7}'),
    ),
    (BadSnapshotError, "snapshot, line 1, column 0", lambda: RING.from_json("")),
    (
        InvalidWeightError,
        'weight -1 for node "b": a weight is an integer from 0 to 67108864',
        lambda: RING.from_json('{"nodes": [{"name": "b", "weight": -1}]}'),
    ),
    (InvalidOptionError, "replication_factor 0: an integer from 1 to 16777216", lambda: RING.from_bytes(DATA, replication_factor=0)),
    (InvalidOptionError, "load_factor 100: an integer from 101 to 10000", lambda: RING.from_json("{}", load_factor=100)),
    (TypeError, "replication_factor of type NoneType: an integer is needed", lambda: RING.from_bytes(DATA, replication_factor=None)),
    (TypeError, "load_factor of type float: an integer is needed", lambda: RING.from_json("{}", load_factor=1.25)),
    (TypeError, f"snapshot of type str: {BUFFER}", lambda: RING.from_bytes("ringwise")),
    (TypeError, f"snapshot of type NoneType: {BUFFER}", lambda: RING.from_bytes(None)),
    (TypeError, "text of type bytes: a str is needed", lambda: RING.from_json(b"{}")),
    (UnicodeEncodeError, "surrogates not allowed", lambda: RING.from_json('{"nodes": ["\ud800"]}')),
    (TypeError, "positional argument", lambda: RING.from_bytes(DATA, 3)),
    (InvalidOptionError, "cap 100: an integer from 101 to 1000", lambda: RING(["a"], cap=100)),
    (InvalidOptionError, "cap 9223372036854775807 or more: an integer from 101 to 1000", lambda: RING(["a"], cap=10**400)),
    (TypeError, "cap of type float: an integer is needed", lambda: RING(["a"], cap=1.05)),
    (TypeError, "cap of type bool: an integer is needed", lambda: RING(["a"], cap=True)),
    (UnsupportedError, "cap", lambda: RING(["a"], profile="ketama", cap=105)),
]


@pytest.mark.parametrize(("error", "text", "call"), REFUSALS)
def test_bad_input_is_refused_in_words(error: type[Exception], text: str, call: Any) -> None:
    with pytest.raises(error) as raised:
        call()
    assert text in str(raised.value)


@given(st.binary(max_size=60), st.integers(0, 200), st.integers(1, 255))
def test_no_bytes_are_taken_for_another_ring(junk: bytes, place: int, flip: int) -> None:
    place %= len(DATA)
    changed = DATA[:place] + bytes([DATA[place] ^ flip]) + DATA[place + 1 :]
    for data in (junk, b"ringwise\1\0" + junk, changed, DATA[:place]):
        with pytest.raises(RingwiseError):
            HashRing.from_bytes(data)


def test_a_cap_is_an_option_like_any_other() -> None:
    names = [f"node-{number}" for number in range(100)]
    capped, plain = HashRing(names, cap=105), HashRing(names)
    assert capped.stats().max_over_fair <= 1.05 < plain.stats().max_over_fair
    assert (capped.options["cap"], plain.options["cap"]) == (105, None)
    assert capped != plain
    assert HashRing(capped, **capped.options) == capped
    assert HashRing(names, cap=None) == plain


def test_statistics_name_the_nodes_that_stay_over_the_cap() -> None:
    ring = HashRing(["a", "b", "c"], vnodes=1, cap=101)
    shares = ring.shares()
    assert ring.stats().over_cap == [name for name, share in shares.items() if share.fraction > 1.01 / 3] != []
