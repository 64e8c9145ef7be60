"""Tests shares, ranges, forecasts and counts against the ring's own points and lookups."""

import pickle
import statistics
from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringwise import (
    Distribution,
    HashRing,
    InvalidNameError,
    InvalidOptionError,
    Range,
    RingwiseError,
    Share,
    Shares,
    Stats,
    UnknownNodeError,
)
from script import real_keys

WHOLE = 2**64
NAMES = st.lists(st.text("abcdé", min_size=1, max_size=3), unique=True, max_size=6)
RINGS = st.builds(
    lambda names, weights, vnodes, seed: HashRing(dict(zip(names, weights, strict=False)), vnodes=vnodes, seed=seed),
    NAMES,
    st.lists(st.integers(0, 3), min_size=6, max_size=6),
    st.integers(1, 12),
    st.integers(0, 3),
)


def lists(ring: HashRing, replicas: int) -> Iterable[tuple[int, list[str]]]:
    """Yields the length of each segment and its nodes, from the points of a ring without zones."""
    points = ring.points()
    for number, ((before, _), (position, _)) in enumerate(pairwise([points[-1], *points] if points else [])):
        upwards = [name for _, name in points[number:] + points[:number]]
        yield (position - before) % WHOLE or (WHOLE if len(points) == 1 else 0), list(dict.fromkeys(upwards))[:replicas]


@given(RINGS, st.integers(0, 4))
def test_shares_are_those_of_the_arcs_between_points(ring: HashRing, replicas: int) -> None:
    held: Counter[tuple[str, int]] = Counter()
    for length, names in lists(ring, replicas):
        held.update({(name, rank): length for rank, name in enumerate(names)})
    shares = ring.shares(replicas)
    assert list(shares) == ring.nodes()
    assert shares.total == WHOLE
    assert {name: share.by_rank for name, share in shares.items()} == {
        name: tuple(held[name, rank] for rank in range(replicas)) for name in ring
    }


@given(RINGS, st.integers(0, 4))
def test_shares_sum_to_the_whole_times_the_length_of_the_lists(ring: HashRing, replicas: int) -> None:
    shares = ring.shares(replicas)
    assert sum(share.parts for share in shares.values()) == WHOLE * len(ring.get_nodes("any key", replicas))
    weight = sum(ring.node(name).weight for name in ring)
    for name, share in shares.items():
        assert share.parts == sum(share.by_rank)
        assert share.fraction == pytest.approx(share.parts / WHOLE)
        fair = len(ring.get_nodes("any key", replicas)) * Fraction(ring.node(name).weight, weight or 1)
        assert share.fair == pytest.approx(float(fair))


@given(RINGS)
def test_ranges_add_up_to_the_share(ring: HashRing) -> None:
    for name, share in ring.shares().items():
        ranges = ring.ranges(name)
        lengths = [(owned.end - owned.start) % WHOLE for owned in ranges]
        if ranges == [Range(0, 0)]:
            lengths = [WHOLE]
        assert sum(lengths) == share.parts
        assert lengths == [owned.size for owned in ranges]
        assert ranges == sorted(ranges, key=lambda owned: owned.start)
        assert all(type(owned) is Range for owned in ranges)


@given(RINGS, st.integers(0, 3), st.data())
def test_a_forecast_is_the_share_of_the_ring_without_the_failed(ring: HashRing, replicas: int, data: st.DataObject) -> None:
    failures = data.draw(st.lists(st.sampled_from(ring.nodes()), unique=True)) if len(ring) else []
    without = HashRing([ring.node(name) for name in ring if name not in failures], **ring.options)
    forecast, left = ring.forecast(failures, replicas), without.shares(replicas)
    assert forecast.total == left.total
    assert {name: share for name, share in forecast.items() if name not in failures} == left
    assert all(forecast[name] == (0, (0,) * replicas, 0.0, 0.0) for name in failures)
    assert ring.forecast(iter(failures), replicas) == forecast


def test_a_forecast_is_what_marks_do() -> None:
    nodes = {str(number): {"zone": "xyz"[number % 3]} for number in range(6)}
    ring = HashRing(nodes, vnodes=20)
    forecast = ring.forecast(["0", "4"], 2)
    keys = real_keys()
    for name in ("0", "4"):
        ring.mark_node_unhealthy(name)
    counts = Counter(name for key in keys for name in ring.get_healthy_nodes(key, 2))
    for name, share in forecast.items():
        assert counts[name] / len(keys) == pytest.approx(share.fraction, abs=0.03)


def test_shares_are_a_mapping() -> None:
    shares = HashRing({"b": 1, "a": 2}).shares(2)
    assert isinstance(shares, Mapping)
    assert (len(shares), list(shares), "a" in shares, "c" in shares) == (2, ["a", "b"], True, False)
    assert type(shares["a"]) is Share
    assert shares.get("c") is None
    with pytest.raises(KeyError):
        shares["c"]
    again = pickle.loads(pickle.dumps(shares))
    assert type(again) is Shares
    assert (again, again.total) == (shares, shares.total)
    assert repr(HashRing(["a"]).shares()) == (
        f"Shares({{'a': Share(parts={WHOLE}, by_rank=({WHOLE},), fraction=1.0, fair=1.0)}}, total={WHOLE})"
    )


def test_statistics_are_those_of_the_shares() -> None:
    ring = HashRing({"a": 1, "b": 2, "c": 3, "drained": 0}, vnodes=20)
    ratios = [share.fraction / share.fair for share in ring.shares().values() if share.fair]
    stats = ring.stats()
    assert type(stats) is Stats
    assert (stats.nodes, stats.points, len(ratios)) == (4, 120, 3)
    assert stats.bytes > 120 * 8
    assert stats[3:6] == pytest.approx((max(ratios), min(ratios), statistics.pstdev(ratios)))
    assert stats.over_cap == []
    assert HashRing().stats()[:2] + HashRing().stats()[3:] == (0, 0, 0.0, 0.0, 0.0, [])


@given(RINGS, st.lists(st.one_of(st.text(max_size=3), st.binary(max_size=3))))
def test_groups_are_the_keys_of_each_owner_in_their_order(ring: HashRing, keys: list[str | bytes]) -> None:
    expected: dict[str | None, list[str | bytes]] = {}
    for key in keys:
        expected.setdefault(ring.get_node(key), []).append(key)
    groups = ring.group(iter(keys))
    assert list(groups.items()) == list(expected.items())


def test_a_group_holds_the_keys_that_were_given() -> None:
    class Key(str):
        """A `str` with an identity of its own."""

    keys: list[Any] = [Key("user:1"), bytearray(b"user:2"), memoryview(b"user:3"), "user:4", b"user:5"] * 200
    groups = HashRing(["a", "b", "c"]).group(keys)
    assert {id(key) for group in groups.values() for key in group} == {id(key) for key in keys}
    assert sum(map(len, groups.values())) == len(keys)
    assert HashRing().group(["a", "b"]) == {None: ["a", "b"]}
    assert HashRing(["a"]).group([]) == {}


def test_a_distribution_counts_every_key() -> None:
    ring, keys = HashRing({"a": 1, "b": 2, "drained": 0}), real_keys()
    found = ring.analyze_distribution(key if len(key) % 2 else key.encode() for key in keys)
    assert type(found) is Distribution
    counts = Counter(ring.get_node_batch(keys))
    assert found.counts == {"a": counts["a"], "b": counts["b"], "drained": 0}
    assert found.keys == len(keys)
    shares = ring.shares()
    assert found.expected == pytest.approx({name: share.fraction * len(keys) for name, share in shares.items()})
    assert found.chi_square == pytest.approx(sum((counts[name] - found.expected[name]) ** 2 / found.expected[name] for name in "ab"))
    assert 0.001 < found.p_value < 1
    assert ring.analyze_distribution(["one key"] * 10_000).p_value < 0.001


def test_a_distribution_of_nothing() -> None:
    assert HashRing(["a"]).analyze_distribution([]) == ({"a": 0}, {"a": 0.0}, 0, 0.0, 1.0)
    assert HashRing().analyze_distribution(["a", "b"]) == ({}, {}, 2, 0.0, 1.0)


def test_what_iterating_over_keys_raises_is_passed_on() -> None:
    def keys() -> Iterable[str]:
        yield from map(str, range(5000))
        raise ZeroDivisionError

    ring = HashRing(["a", "b"])
    for use in (ring.group, ring.analyze_distribution):
        with pytest.raises(ZeroDivisionError):
            use(keys())


def test_keys_may_edit_the_ring_that_counts_them() -> None:
    ring = HashRing(["a", "b"])

    def keys() -> Iterable[str]:
        for number in range(10_000):
            if number == 5000:
                ring.set_nodes(["c"])
            yield f"user:{number}"

    found = ring.analyze_distribution(keys())
    assert (list(found.counts), sum(found.counts.values())) == (["a", "b"], 10_000)
    ring = HashRing(["a", "b"])
    assert sorted(map(str, ring.group(keys()))) == ["a", "b"]


RING: Any = HashRing(["a", "b"])
REPLICAS = "an integer from 0 up is needed"
UNKNOWN = 'node "x" is not in the ring: name one of its members'
KEYS = "an iterable of keys is needed"
KEY = "a key is str, bytes or another buffer of bytes"
REFUSALS: list[tuple[type[Exception], str, Any]] = [
    (ValueError, f"replicas -1: {REPLICAS}", lambda: RING.shares(-1)),
    (ValueError, f"replicas -1: {REPLICAS}", lambda: RING.forecast([], replicas=-1)),
    (ValueError, f"replicas -1: {REPLICAS}", lambda: RING.plan(RING, -1)),
    (TypeError, f"replicas of type float: {REPLICAS}", lambda: RING.shares(1.0)),
    (TypeError, f"replicas of type bool: {REPLICAS}", lambda: RING.shares(True)),
    (TypeError, f"replicas of type NoneType: {REPLICAS}", lambda: RING.shares(None)),
    (TypeError, f"replicas of type str: {REPLICAS}", lambda: RING.plan(RING, "1")),
    (InvalidOptionError, "replicas 33554433: at most 33554432 for 2 nodes", lambda: RING.shares(2**25 + 1)),
    (InvalidOptionError, "replicas 9223372036854775807: at most 33554432 for 2 nodes", lambda: RING.forecast(["a"], 10**400)),
    (UnknownNodeError, UNKNOWN, lambda: RING.ranges("x")),
    (UnknownNodeError, UNKNOWN, lambda: RING.forecast(["a", "x"])),
    (InvalidNameError, "name", lambda: RING.ranges("\ud800")),
    (InvalidNameError, "name", lambda: RING.forecast(["\ud800"])),
    (TypeError, "name of type int: a str is needed", lambda: RING.ranges(1)),
    (TypeError, "name of type int: a str is needed", lambda: RING.forecast([1])),
    (TypeError, "failures of type str: an iterable of names is needed", lambda: RING.forecast("a")),
    (TypeError, "failures of type int: an iterable of names is needed", lambda: RING.forecast(1)),
    (TypeError, f"keys of type str: {KEYS}", lambda: RING.group("user:1")),
    (TypeError, f"keys of type int: {KEYS}", lambda: RING.group(1)),
    (TypeError, f"key of type int: {KEY}", lambda: RING.group(["a", 1])),
    (UnicodeEncodeError, "surrogates not allowed", lambda: RING.group(["\ud800"])),
    (TypeError, f"keys of type str: {KEYS}", lambda: RING.analyze_distribution("user:1")),
    (TypeError, f"keys of type NoneType: {KEYS}", lambda: RING.analyze_distribution(None)),
    (TypeError, f"key of type NoneType: {KEY}", lambda: RING.analyze_distribution([*map(str, range(5000)), None])),
    (UnicodeEncodeError, "surrogates not allowed", lambda: RING.analyze_distribution(["\ud800"])),
]


@pytest.mark.parametrize(("error", "text", "call"), REFUSALS)
def test_bad_input_is_refused_in_words(error: type[Exception], text: str, call: Any) -> None:
    with pytest.raises(error) as raised:
        call()
    assert text in str(raised.value)
    assert isinstance(raised.value, RingwiseError) or not issubclass(error, RingwiseError)


def test_a_key_has_a_position() -> None:
    ring = HashRing(["a", "b", "c"])
    assert (ring.position("foo"), ring.position(b"")) == (0xE271865701F54561, 0)
    position = HashRing(["a"], profile="nginx_consistent").position("foo")
    assert position < 2**32
    with pytest.raises(TypeError, match="a key is str, bytes or another buffer of bytes"):
        ring.position(7)  # type: ignore[arg-type]
