"""Tests that a ring of a profile does what a native ring does, or refuses it."""

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ringwise
from ringwise import (
    Comparison,
    HashRing,
    InvalidNameError,
    InvalidOptionError,
    InvalidWeightError,
    Key,
    Node,
    NodeOptions,
    RingwiseError,
    UnknownProfileError,
    UnsupportedError,
    cassandra_token,
    guava_consistent_hash,
    jump_hash,
    profiles,
    redis_slot,
)
from script import real_keys

RING: Any = HashRing  # for calls that a type checker would reject
KEYS = [f"key-{number}" for number in range(50)]

# Options with which each profile accepts the nodes below, and builds small rings.
NEEDED: dict[str, dict[str, Any]] = {
    "points": {"bits": 32, "key_hash": "crc32"},
    "cassandra": {"replication": 3},
    "envoy_maglev": {"table_size": 251},
    "envoy_ring_hash": {"minimum": 64, "maximum": 512},
}
ALL: list[dict[str, Any]] = [
    *({"profile": name, **NEEDED.get(name, {})} for name in profiles()),
    {"profile": "libmemcached_spy", "weighted": True},
    {"profile": "cassandra", "strategy": "network", "replication": {"x": 2, "y": 1}},
    {"profile": "haproxy", "balance_factor": 125},
    {"profile": "npm_hashring", "compatibility": "hash_ring", "default_port": 80},
]
EVERY_PROFILE = pytest.mark.parametrize("options", ALL, ids=lambda options: " ".join(map(str, options.values())))


def node(options: dict[str, Any], number: int, weight: int = 1) -> dict[str, NodeOptions]:
    """Returns a node that a profile accepts: with points if it needs them."""
    said: NodeOptions = {"weight": weight}
    if options["profile"] in ("cassandra", "points"):
        points = [(place * 256 + number) * 2_654_435_761 % 2**32 for place in range(20)]
        said |= {"points": points, "zone": "y/1" if number % 2 else "x/1"}
    if options["profile"] == "npm_hashring" and number % 2:
        said["vnodes"] = 10 + number
    return {f"10.0.0.{number}:80": said}


def ring_of(options: dict[str, Any], numbers: list[int]) -> HashRing:
    members: dict[str, NodeOptions] = {}
    for number in numbers:
        members |= node(options, number)
    return HashRing(members, **options)


@EVERY_PROFILE
def test_a_ring_is_made_again_of_its_nodes_and_options(options: dict[str, Any]) -> None:
    ring = ring_of(options, [5, 1, 4, 2, 3])
    assert ring.profile == ring.options["profile"] == {"native": "native-v1"}.get(options["profile"], options["profile"])
    assert {**ring.options, **options, "profile": ring.profile} == ring.options
    again = HashRing(ring, **ring.options)
    assert (again, again.options, again.points()) == (ring, ring.options, ring.points())
    assert [again.node(name) for name in again] == [ring.node(name) for name in ring]


COPIERS: list[Callable[[HashRing], HashRing]] = [
    copy.copy,
    copy.deepcopy,
    *(lambda ring, protocol=protocol: pickle.loads(pickle.dumps(ring, protocol)) for protocol in range(pickle.HIGHEST_PROTOCOL + 1)),
]


@EVERY_PROFILE
def test_a_copy_is_equal_and_stays_so_after_the_same_edits(options: dict[str, Any]) -> None:
    ring = ring_of(options, [5, 1, 4, 2, 3])
    copies = [copier(ring) for copier in COPIERS]
    for again in (ring, *copies):
        # HAProxy renumbers the nodes after it.
        again.remove_node("10.0.0.1:80")
        (name, said), *_ = node(options, 6).items()
        again.add_node(name, said["weight"], zone=said.get("zone"), vnodes=said.get("vnodes"), points=said.get("points"))
        assert (again, again.options, again.points(), repr(again)) == (ring, ring.options, ring.points(), repr(ring))
        assert [again.node(name) for name in again] == [ring.node(name) for name in ring]
        assert again.get_node_batch(KEYS) == ring.get_node_batch(KEYS)


def test_the_order_of_nodes_is_kept_where_it_counts() -> None:
    ring = HashRing(["c", "a", "b"], profile="haproxy")
    assert (ring.nodes(), [ring.node(name).identity for name in ring]) == (["c", "a", "b"], ["1", "2", "3"])
    assert pickle.loads(pickle.dumps(ring)).nodes() == ["c", "a", "b"]
    assert ring != HashRing(["a", "b", "c"], profile="haproxy")
    assert HashRing(["c", "a"], profile="twemproxy_ketama") == HashRing(["a", "c"], profile="twemproxy_ketama")


def test_a_node_shows_what_its_profile_adds() -> None:
    ring = HashRing({"a": {"vnodes": 7}, "b": 1}, profile="npm_hashring")
    ring.add_node("c", vnodes=9)
    assert [ring.node(name).vnodes for name in "abc"] == [7, None, 9]
    assert ring.node("a") == Node("a", "a", 1, None, None, vnodes=7)
    assert ring.set_nodes([ring.node("a")._replace(vnodes=8), ring.node("b"), "c"]).changed == ["a", "c"]

    tokens = HashRing({"a": {"points": [2**63 - 1, -(2**63)]}, "b": {"points": (0,)}}, profile="cassandra")
    tokens.add_node("c", points=iter([5]))
    assert [tokens.node(name).points for name in "abc"] == [(2**63 - 1, -(2**63)), (0,), (5,)]
    assert HashRing([tokens.node(name) for name in tokens], **tokens.options) == tokens

    points = HashRing({"a": {"points": [2**64 - 1, 7]}, "b": {"points": [0]}}, profile="points")
    assert points.points() == [(0, "b"), (7, "a"), (2**64 - 1, "a")]


def test_a_list_of_maglev_is_the_owner() -> None:
    ring = HashRing(["a", "b", "c"], profile="envoy_maglev", replication_factor=3)
    for names in (ring.get_nodes("k"), ring.get_nodes("k", 1), list(ring.iter_nodes("k")), ring.get_healthy_nodes("k", 1)):
        assert names == [ring["k"]]
    assert ring.get_nodes("k", 0) == []
    ring.mark_node_unhealthy(ring["k"])
    assert ring.get_healthy_nodes("k") == [ring.get_node_with_fallback("k")] != [ring["k"]]


def test_retries_are_those_of_spymemcached() -> None:
    ring = HashRing(["10.0.0.1:11211", "10.0.0.2:11211"], profile="spymemcached_ketama")
    tries = ring.retry_nodes("user:42")
    assert (len(tries), tries[0], set(tries)) == (7, ring["user:42"], set(ring))
    assert ring.retry_nodes(b"user:42") == tries
    assert HashRing(profile="spymemcached_ketama").retry_nodes("user:42") == []


def test_a_profile_has_its_own_bound_of_loads() -> None:
    ring = HashRing(["a", "b"], profile="lafikl")
    assert "load_factor" not in ring.options
    tickets = [ring.acquire("k") for _ in range(100)]
    assert all(tickets)
    assert all(load <= ring.capacity(name) for name, load in ring.loads().items())


def test_explain_says_what_a_profile_does() -> None:
    lines = HashRing(["10.0.0.1:11211"], profile="libmemcached_ketama", hash="md5").explain().splitlines()
    assert lines[0] == "profile libmemcached_ketama"
    assert any('"10.0.0.1-0"' in line for line in lines)
    assert HashRing(["é"]).explain().startswith("profile native-v1\n")


def test_compare_counts_keys() -> None:
    ketama = HashRing(["a", "b", "c"], profile="ketama")
    native = HashRing(ketama.nodes())
    keys = real_keys(3000)
    comparison = ketama.compare(native, keys)
    pairs = list(zip(ketama.get_node_batch(keys), native.get_node_batch(keys), strict=True))
    assert comparison == Comparison(
        kept=sum(old == new for old, new in pairs),
        moved=sum(old != new for old, new in pairs),
        pairs={pair: pairs.count(pair) for pair in pairs},
    )
    assert 0 < comparison.kept < comparison.moved
    mixed: list[Key] = ["é", "é".encode(), bytearray(b"x")]
    assert ketama.compare(ketama, iter(mixed)).kept == 3
    assert HashRing().compare(native, [b"k"]) == (0, 1, {(None, native["k"]): 1})
    assert HashRing().compare(HashRing(), ["k"] * 2) == (2, 0, {(None, None): 2})
    assert native.compare(other=ketama, keys=[]) == (0, 0, {})


def test_compare_sees_two_whole_rings() -> None:
    before, after = HashRing(["a"]), HashRing(["b"])

    def keys() -> Any:
        yield "k"
        before.set_nodes(["x"])
        after.set_nodes(["y"])
        yield "k"

    assert before.compare(after, keys()).pairs == {("a", "b"): 2}


def test_functions() -> None:
    assert [jump_hash(key, 10) for key in (0, 1, 42, 2**64 - 1)] == [0, 6, 2, 9]
    assert jump_hash(key=5006675456876174058, buckets=32768) == 32767
    assert guava_consistent_hash(key=5006675456876174058, buckets=32768) == 48
    assert jump_hash(7, 0) == guava_consistent_hash(7, 0) == 0
    assert jump_hash(7, 2**32 - 1) < 2**32 - 1
    assert redis_slot("foo") == redis_slot(b"{foo}.bar") == redis_slot(memoryview(b"foo")) == 12182
    assert cassandra_token("foo") == cassandra_token(bytearray(b"foo")) == -2129773440516405919


COMMON = "profile, hash_tag, zones, replication_factor, load_factor"
KEY = "a key is str, bytes or another buffer of bytes"
SOME = "an int, a str, a bool or a mapping of str to int is needed"
REFUSALS: list[tuple[type[Exception], str, Callable[[], object]]] = [
    (UnknownProfileError, f'unknown profile "ketma": the profiles are {", ".join(profiles())}', lambda: RING(profile="ketma")),
    (UnknownProfileError, f'unknown profile "": the profiles are {", ".join(profiles())}', lambda: RING(profile="")),
    (TypeError, "profile of type NoneType: a str is needed", lambda: RING(profile=None)),
    (
        InvalidOptionError,
        f'unknown option "hsh": the options are {COMMON}, hash, avalanche, balance_factor',
        lambda: RING(profile="haproxy", hsh="sdbm"),
    ),
    (
        InvalidOptionError,
        f'unknown option "hash": the options are {COMMON}, vnodes, seed, cap; profiles libmemcached_ketama, libmemcached_ketama_weighted, '
        "libmemcached_spy, twemproxy_ketama, spymemcached_ketama, haproxy, envoy_ring_hash, buraksezer_v0, buraksezer_v1 have it",
        lambda: RING(hash="md5"),
    ),
    # Features that a profile does not have
    (
        UnsupportedError,
        f"vnodes 10: profile ketama has no such option, its options are {COMMON}",
        lambda: RING(profile="ketama", vnodes=10),
    ),
    (
        UnsupportedError,
        f"seed 0: profile uhashring has no such option, its options are {COMMON}, vnodes",
        lambda: RING(profile="uhashring", seed=0),
    ),
    (
        UnsupportedError,
        'zones "spread": profile cassandra takes zones as its strategy does',
        lambda: RING(profile="cassandra", zones="spread"),
    ),
    (
        UnsupportedError,
        "load_factor 125: profile lafikl has a rule of its own for what makes a node full",
        lambda: RING(profile="lafikl", load_factor=125),
    ),
    (
        UnsupportedError,
        "a list of 2 nodes: profile envoy_maglev has one node for each key",
        lambda: HashRing(["a", "b"], profile="envoy_maglev").get_nodes("k", 2),
    ),
    (
        UnsupportedError,
        "a list of 3 nodes: profile envoy_maglev has one node for each key",
        lambda: HashRing(profile="envoy_maglev").get_healthy_nodes("k", count=3),
    ),
    (
        UnsupportedError,
        "retry_nodes of profile native-v1: only profile spymemcached_ketama has them",
        lambda: HashRing(["a"]).retry_nodes("k"),
    ),
    # Values of options
    (
        InvalidOptionError,
        'hash "md5": one of "sdbm", "djb2", "wt6", "crc32"',
        lambda: RING(profile="haproxy", hash="md5"),
    ),
    (InvalidOptionError, 'hash 7: one of "sdbm", "djb2", "wt6", "crc32"', lambda: RING(profile="haproxy", hash=7)),
    (InvalidOptionError, "avalanche 1: true or false", lambda: RING(profile="haproxy", avalanche=1)),
    (
        InvalidOptionError,
        "balance_factor 9223372036854775807 or more: an integer from 101 to 65535",
        lambda: RING(profile="haproxy", balance_factor=10**400),
    ),
    (InvalidOptionError, "table_size 100: a prime number", lambda: RING(profile="envoy_maglev", table_size=100)),
    (
        InvalidOptionError,
        'replication {"dc1": 3}: an integer from 1 to 16777216',
        lambda: RING(profile="cassandra", replication={"dc1": 3}),
    ),
    (TypeError, f"balance_factor of type float: {SOME}", lambda: RING(profile="haproxy", balance_factor=1.25)),
    (TypeError, f"hash of type NoneType: {SOME}", lambda: RING(profile="haproxy", hash=None)),
    (TypeError, f"hash of type bytes: {SOME}", lambda: RING(profile="haproxy", hash=b"sdbm")),
    (TypeError, f"replication of type list: {SOME}", lambda: RING(profile="cassandra", replication=[("dc1", 3)])),
    (TypeError, "name in replication of type int: a str is needed", lambda: RING(profile="cassandra", replication={1: 3})),
    (TypeError, "value in replication of type str: an integer is needed", lambda: RING(profile="cassandra", replication={"dc1": "3"})),
    (TypeError, "value in replication of type bool: an integer is needed", lambda: RING(profile="cassandra", replication={"dc1": True})),
    (
        UnicodeEncodeError,
        "'utf-8' codec can't encode character '\\ud800' in position 0: surrogates not allowed",
        lambda: RING(profile="cassandra", replication={"\ud800": 3}),
    ),
    # Nodes
    (
        UnsupportedError,
        'weight 2 for node "a": profile stathat has no weights but 0 and 1',
        lambda: RING({"a": 2}, profile="stathat"),
    ),
    (
        InvalidWeightError,
        'weight 257 for node "a": profile haproxy takes a weight from 0 to 256',
        lambda: HashRing(["a"], profile="haproxy").set_weight("a", 257),
    ),
    (
        InvalidNameError,
        'identity "01" for node "a": an id is an integer from 1 to 2147483647, in decimal',
        lambda: HashRing(profile="haproxy").add_node("a", identity="01"),
    ),
    (
        UnsupportedError,
        'vnodes of node "a": profile ketama has no such field, and takes nodes without it',
        lambda: RING({"a": {"vnodes": 3}}, profile="ketama"),
    ),
    (
        UnsupportedError,
        'points of node "a": the ring\'s profile has no such field, and takes nodes without it',
        lambda: HashRing().add_node("a", points=[]),
    ),
    (
        InvalidOptionError,
        'vnodes 0 for node "a": an integer from 1 to 67108864',
        lambda: RING({"a": {"vnodes": 0}}, profile="npm_hashring"),
    ),
    (
        InvalidOptionError,
        'points are missing for node "a": under profile cassandra a node is given its points',
        lambda: RING(["a"], profile="cassandra"),
    ),
    (
        InvalidOptionError,
        'point 18446744073709551616 for node "a": an integer from 0 to 18446744073709551615',
        lambda: RING({"a": {"points": [2**64]}}, profile="points"),
    ),
    (
        InvalidOptionError,
        f'point {-(2**127)} for node "a": an integer from -9223372036854775808 to 9223372036854775807',
        lambda: RING({"a": {"points": [-(10**400)]}}, profile="cassandra"),
    ),
    (TypeError, 'vnodes of type str for node "a": an integer is needed', lambda: RING({"a": {"vnodes": "3"}})),
    (TypeError, 'vnodes of type bool for node "a": an integer is needed', lambda: RING().add_node("a", vnodes=True)),
    (TypeError, 'points of type int for node "a": an iterable of integers is needed', lambda: RING({"a": {"points": 3}})),
    (TypeError, 'point of type float for node "a": an integer is needed', lambda: RING({"a": {"points": [1, 2.0]}})),
    (TypeError, 'point of type str for node "a": an integer is needed', lambda: RING().add_node("a", points="12")),
    # Functions, and methods that take keys
    (ValueError, "key -1: an integer from 0 to 18446744073709551615", lambda: jump_hash(-1, 3)),
    (ValueError, "key 18446744073709551616: an integer from 0 to 18446744073709551615", lambda: guava_consistent_hash(2**64, 3)),
    (ValueError, "buckets -1: an integer from 0 to 4294967295", lambda: jump_hash(1, -1)),
    (ValueError, "buckets 4294967296: an integer from 0 to 4294967295", lambda: guava_consistent_hash(1, 2**32)),
    (TypeError, "key of type str: an integer is needed", lambda: jump_hash("k", 3)),  # type: ignore[arg-type]
    (TypeError, "buckets of type float: an integer is needed", lambda: jump_hash(1, 3.0)),  # type: ignore[arg-type]
    (TypeError, f"key of type int: {KEY}", lambda: redis_slot(5)),  # type: ignore[arg-type]
    (TypeError, f"key of type NoneType: {KEY}", lambda: cassandra_token(None)),  # type: ignore[arg-type]
    (TypeError, f"key of type int: {KEY}", lambda: RING(["a"]).compare(HashRing(), ["k", 5])),
    (TypeError, "keys of type str: an iterable of keys is needed", lambda: RING(["a"]).compare(HashRing(), "abc")),
    (TypeError, "other of type list: a HashRing is needed", lambda: RING(["a"]).compare(["a"], ["k"])),
    (TypeError, f"key of type int: {KEY}", lambda: RING(profile="spymemcached_ketama").retry_nodes(5)),
]


@pytest.mark.parametrize(("error", "message", "refused"), REFUSALS, ids=[message[:48] for _, message, _ in REFUSALS])
def test_it_is_refused(error: type[Exception], message: str, refused: Callable[[], object]) -> None:
    with pytest.raises(error) as raised:
        refused()
    assert (type(raised.value).__name__, str(raised.value)) == (error.__name__, message)


def test_an_edit_without_room_changes_nothing() -> None:
    ring = HashRing(["a", "b", "c", "d", "e"], profile="buraksezer_v0", partitions=5)
    before = copy.copy(ring)
    with pytest.raises(InvalidOptionError, match="^load_percent 125: 6 nodes have no room for 5 partitions"):
        ring.add_node("f")
    assert (ring, ring.points()) == (before, before.points())


def test_what_raises_among_keys_raises() -> None:
    def keys() -> Any:
        yield "k"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        HashRing(["a"]).compare(HashRing(["a"]), keys())


NUMBERS, WEIGHTS = st.integers(0, 7), st.integers(0, 2)
EDITS = st.one_of(
    st.tuples(st.just("add"), NUMBERS, WEIGHTS),
    st.tuples(st.just("remove"), NUMBERS),
    st.tuples(st.just("weigh"), NUMBERS, WEIGHTS),
    st.tuples(st.just("replace"), NUMBERS, NUMBERS),
    st.tuples(st.just("set"), st.lists(st.tuples(NUMBERS, WEIGHTS), max_size=4, unique_by=lambda pair: pair[0])),
)


def edit(ring: HashRing, options: dict[str, Any], verb: str, *arguments: Any) -> None:
    names = [f"10.0.0.{argument}:80" for argument in arguments if isinstance(argument, int)]
    match verb:
        case "add":
            (said,) = node(options, *arguments).values()
            ring.add_node(names[0], said["weight"], zone=said.get("zone"), vnodes=said.get("vnodes"), points=said.get("points"))
        case "remove":
            ring.remove_node(names[0])
        case "weigh":
            ring.set_weight(names[0], arguments[1])
        case "replace":
            ring.replace_node(*names)
        case "set":
            ring.set_nodes({name: said for pair in arguments[0] for name, said in node(options, *pair).items()})


@given(st.sampled_from(ALL), st.lists(EDITS, max_size=10), st.sets(NUMBERS, max_size=3))
def test_a_ring_is_sound_whatever_its_profile_and_edits(options: dict[str, Any], edits: list[tuple[Any, ...]], down: set[int]) -> None:
    ring = ring_of(options, [])
    for verb, *arguments in edits:
        before = copy.copy(ring)
        try:
            edit(ring, options, verb, *arguments)
        except RingwiseError:
            assert (ring, ring.points()) == (before, before.points())
    again = HashRing(ring, **ring.options)
    assert (again, again.points()) == (ring, ring.points())
    marked = {name for name in ring if int(name[7]) in down}
    for name in marked:
        ring.mark_node_unhealthy(name)
    for key in KEYS:
        names = list(ring.iter_nodes(key))
        assert ring.get_node(key) == (names[0] if names else None)
        assert len(set(names)) == len(names)
        assert all(ring.get_nodes(key, count) == names[:count] for count in (0, 1))
        assert ring.get_nodes(key) == names[:2]
        healthy = ring.get_healthy_nodes(key)
        assert not marked & set(healthy)
        assert ring.get_node_with_fallback(key) == (healthy[0] if healthy else None)
    assert ring.get_node_batch(KEYS) == [ring.get_node(key) for key in KEYS]
    assert ring.compare(again, KEYS).kept == len(KEYS)


def test_profiles_lists_their_names() -> None:
    assert profiles()[0] == "native"
    assert len(profiles()) == len(set(profiles())) == 30
    assert ringwise.profiles() is not ringwise.profiles()
