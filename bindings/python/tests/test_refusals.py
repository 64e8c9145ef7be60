"""Tests that each invalid input raises an error with the value and what is valid, and changes nothing."""

import array
import decimal
import fractions
import itertools
import operator
import pickle
import signal
from collections.abc import Callable
from typing import Any

import pytest

import ringwise
from ringwise import (
    BadSnapshotError,
    DuplicateNodeError,
    HashRing,
    HealthMonitor,
    InvalidAddressError,
    InvalidNameError,
    InvalidOptionError,
    InvalidWeightError,
    Node,
    RingwiseError,
    TooManyPointsError,
    UnknownNodeError,
)
from ringwise._ringwise import _error_classes

RING: Any = HashRing  # for calls that a type checker would reject
MONITOR: Any = HealthMonitor
NO_UTF8 = "\ufffd" * 3
WEIGHT = "a weight is an integer from 0 to 67108864"
NAME = "a name is 1 to 65535 bytes of UTF-8"
UNKNOWN = 'node "x" is not in the ring: name one of its members'
POINTS = "the weights times vnodes add up to at most 67108864"
ADDRESS = "an address is host:port or [IPv6]:port, the port from 1 to 65535"
SECONDS = "a number of seconds from 0.001 to 604800"
NODE = "a name or a Node is needed; weights come in a mapping of names to weights"
NODES = "an iterable of names or Nodes, a mapping of names to weights or options, or a HashRing is needed"
OTHER = "it must be the one that the node is given under"
COUNT = "a count is an integer from 0 up"
KEY = "a key is str, bytes or another buffer of bytes"


async def asynchronous(*_arguments: object) -> None: ...


Refusal = tuple[type[Exception], str, Callable[[Any], object]]

REFUSALS: list[Refusal] = [
    # Names, identities, zones
    (InvalidNameError, f'name "": {NAME}', lambda ring: RING([""])),
    (InvalidNameError, f'name "": {NAME}', lambda ring: ring.add_node("")),
    (InvalidNameError, f'name "": {NAME}', lambda ring: ring.replace_node("a", "")),
    (InvalidNameError, f'name "": {NAME}', lambda ring: ring.set_nodes({"": 1})),
    (InvalidNameError, f'name "{"é" * 64}…" of 65536 bytes: {NAME}', lambda ring: RING(["é" * 32768])),
    (InvalidNameError, f'name "{"n" * 64}…" of 65536 bytes: {NAME}', lambda ring: ring.add_node("n" * 65536)),
    (InvalidNameError, f'name "a{NO_UTF8}", which is not UTF-8: {NAME}', lambda ring: RING(["a\ud800"])),
    (InvalidNameError, f'name "{NO_UTF8}{NO_UTF8}", which is not UTF-8: {NAME}', lambda ring: ring.add_node("\ud83d\ude00")),
    (InvalidNameError, f'name "{NO_UTF8}", which is not UTF-8: {NAME}', lambda ring: ring.remove_node("\udfff")),
    (InvalidNameError, f'name "{NO_UTF8}", which is not UTF-8: {NAME}', lambda ring: ring.node("\udfff")),
    (InvalidNameError, 'identity "": an identity is 1 to 65535 bytes of UTF-8', lambda ring: RING({"a": {"identity": ""}})),
    (InvalidNameError, 'zone "": a zone is 1 to 65535 bytes of UTF-8', lambda ring: ring.add_node("c", zone="")),
    (
        InvalidNameError,
        f'zone "{NO_UTF8}", which is not UTF-8: a zone is 1 to 65535 bytes of UTF-8',
        lambda ring: ring.add_node("c", zone="\ud800"),
    ),
    (
        InvalidNameError,
        f'identity "{NO_UTF8}", which is not UTF-8: an identity is 1 to 65535 bytes of UTF-8',
        lambda ring: RING({"a": {"identity": "\ud800"}}),
    ),
    (TypeError, f"node of type bytes: {NODE}", lambda ring: RING([b"a"])),
    (TypeError, f"node of type int: {NODE}", lambda ring: RING([1])),
    (TypeError, "name of type int: a str is needed", lambda ring: RING({1: 1})),
    (TypeError, f"node of type int: {NODE}", lambda ring: RING(b"abc")),
    (TypeError, "name of type NoneType: a str is needed", lambda ring: ring.remove_node(None)),
    (TypeError, "name of type bytes: a str is needed", lambda ring: ring.node(b"a")),
    (TypeError, 'zone of type bytes for node "c": a str is needed', lambda ring: ring.add_node("c", zone=b"z")),
    (TypeError, 'identity of type int for node "c": a str is needed', lambda ring: ring.add_node("c", identity=7)),
    (TypeError, 'zone of type int for node "c": a str is needed', lambda ring: ring.set_nodes({"c": {"zone": 7}})),
    # Weights
    (InvalidWeightError, f'weight -1 for node "a": {WEIGHT}', lambda ring: RING({"a": -1})),
    (InvalidWeightError, f'weight 67108865 for node "c": {WEIGHT}', lambda ring: ring.add_node("c", 2**26 + 1)),
    (InvalidWeightError, f'weight 9223372036854775807 or more for node "a": {WEIGHT}', lambda ring: ring.set_weight("a", 2**63)),
    (InvalidWeightError, f'weight 9223372036854775807 or more for node "a": {WEIGHT}', lambda ring: ring.set_weight("a", 10**400)),
    (InvalidWeightError, f'weight -9223372036854775808 or less for node "a": {WEIGHT}', lambda ring: ring.set_weight("a", -(10**400))),
    (TypeError, 'weight of type float for node "c": a weight is an integer', lambda ring: ring.add_node("c", 1.5)),
    (TypeError, 'weight of type float for node "a": a weight is an integer', lambda ring: ring.set_weight("a", 1.0)),
    (TypeError, 'weight of type Decimal for node "a": a weight is an integer', lambda ring: ring.set_weight("a", decimal.Decimal(1))),
    (TypeError, 'weight of type Fraction for node "a": a weight is an integer', lambda ring: ring.set_weight("a", fractions.Fraction(1))),
    (TypeError, 'weight of type bool for node "c": a weight is an integer', lambda ring: ring.add_node("c", True)),
    (TypeError, 'weight of type str for node "a": a weight is an integer', lambda ring: ring.set_weight("a", "1")),
    (TypeError, 'weight of type float for node "a": a weight is an integer', lambda ring: RING({"a": 1.5})),
    (TypeError, 'weight of type NoneType for node "a": a weight is an integer', lambda ring: RING({"a": None})),
    (TypeError, 'weight of type float for node "a": a weight is an integer', lambda ring: RING({"a": {"weight": 1.5}})),
    # Nodes that exist, and nodes that do not
    (DuplicateNodeError, 'node "a" already exists: a name is unique in its ring', lambda ring: RING(["a", "b", "a"])),
    (DuplicateNodeError, 'node "a" already exists: a name is unique in its ring', lambda ring: ring.add_node("a")),
    (DuplicateNodeError, 'node "b" already exists: a name is unique in its ring', lambda ring: ring.replace_node("a", "b")),
    (
        DuplicateNodeError,
        'identity "i" for node "c": node "b" has it, and an identity is unique in its ring',
        lambda ring: ring.add_node("c", identity="i"),
    ),
    (
        DuplicateNodeError,
        'identity "i" for node "i": node "b" has it, and an identity is unique in its ring',
        lambda ring: ring.add_node("i"),
    ),
    (
        DuplicateNodeError,
        'identity "i" for node "d": node "c" has it, and an identity is unique in its ring',
        lambda ring: RING({"c": {"identity": "i"}, "d": {"identity": "i"}}),
    ),
    (UnknownNodeError, UNKNOWN, lambda ring: ring.remove_node("x")),
    (UnknownNodeError, UNKNOWN, lambda ring: ring.set_weight("x", 1)),
    (UnknownNodeError, UNKNOWN, lambda ring: ring.replace_node("x", "y")),
    (UnknownNodeError, UNKNOWN, lambda ring: ring.node("x")),
    (UnknownNodeError, UNKNOWN.replace("x", "n" * 64 + "…"), lambda ring: ring.node("n" * 100)),
    # Sizes: no machine has this much memory, so they must be checked before anything is built
    (TooManyPointsError, f"4503599627370496 virtual nodes: {POINTS}", lambda ring: RING({"a": 2**26}, vnodes=2**26)),
    (TooManyPointsError, f"134217728 virtual nodes: {POINTS}", lambda ring: RING(["a", "b"], vnodes=2**26)),
    (TooManyPointsError, f"67109280 virtual nodes: {POINTS}", lambda ring: ring.add_node("c", 419430)),
    # Options
    (InvalidOptionError, "vnodes 0: an integer from 1 to 67108864", lambda ring: RING(vnodes=0)),
    (InvalidOptionError, "vnodes -1: an integer from 1 to 67108864", lambda ring: RING(vnodes=-1)),
    (InvalidOptionError, "vnodes 67108865: an integer from 1 to 67108864", lambda ring: RING(vnodes=2**26 + 1)),
    (InvalidOptionError, "seed -1: an integer from 0 to 4294967295", lambda ring: RING(seed=-1)),
    (InvalidOptionError, "seed 4294967296: an integer from 0 to 4294967295", lambda ring: RING(seed=2**32)),
    (InvalidOptionError, "seed 9223372036854775807 or more: an integer from 0 to 4294967295", lambda ring: RING(seed=2**64)),
    (InvalidOptionError, 'hash_tag "{": two ASCII characters such as "{}"', lambda ring: RING(hash_tag="{")),
    (InvalidOptionError, 'hash_tag "é": two ASCII characters such as "{}"', lambda ring: RING(hash_tag="é")),
    (InvalidOptionError, f'hash_tag "{NO_UTF8}": two ASCII characters such as "{{}}"', lambda ring: RING(hash_tag="\ud800")),
    (InvalidOptionError, 'zones "wide": "spread" or "strict"', lambda ring: RING(zones="wide")),
    (InvalidOptionError, f'zones "{NO_UTF8}": "spread" or "strict"', lambda ring: RING(zones="\ud800")),
    (InvalidOptionError, "replication_factor 0: an integer from 1 to 16777216", lambda ring: RING(replication_factor=0)),
    (InvalidOptionError, "load_factor 100: an integer from 101 to 10000", lambda ring: RING(load_factor=100)),
    (InvalidOptionError, "load_factor 10001: an integer from 101 to 10000", lambda ring: RING(load_factor=10_001)),
    (TypeError, "load_factor of type float: an integer is needed", lambda ring: RING(load_factor=1.25)),
    (TypeError, "vnodes of type float: an integer is needed", lambda ring: RING(vnodes=1.5)),
    (TypeError, "vnodes of type NoneType: an integer is needed", lambda ring: RING(vnodes=None)),
    (TypeError, "seed of type bool: an integer is needed", lambda ring: RING(seed=True)),
    (TypeError, "hash_tag of type bytes: a str is needed", lambda ring: RING(hash_tag=b"{}")),
    (TypeError, "zones of type NoneType: a str is needed", lambda ring: RING(zones=None)),
    (TypeError, "replication_factor of type str: an integer is needed", lambda ring: RING(replication_factor="2")),
    (
        InvalidOptionError,
        'unknown option "vnode": the options are profile, hash_tag, zones, replication_factor, load_factor, vnodes, seed, cap',
        lambda ring: RING(["a"], vnode=3),
    ),
    (
        InvalidOptionError,
        'unknown option "wieght": the options are name, weight, zone, identity, meta, vnodes, points',
        lambda ring: RING({"a": {"wieght": 3}}),
    ),
    (TypeError, 'option of type int for node "a": a str is needed', lambda ring: RING({"a": {1: 3}})),
    # Nodes and keys
    (TypeError, f"nodes of type Node: {NODES}", lambda ring: RING(ring.node("b"))),
    (TypeError, f"node of type tuple: {NODE}", lambda ring: RING([("a", 2)])),
    (TypeError, f"node of type dict: {NODE}", lambda ring: ring.set_nodes([{"weight": 2}])),
    (InvalidNameError, f'name "b" for node "a": {OTHER}', lambda ring: RING({"a": ring.node("b")})),
    (InvalidNameError, f'name "b" for node "a": {OTHER}', lambda ring: ring.set_nodes({"a": ring.node("b")._asdict()})),
    (TypeError, "name of type int: a str is needed", lambda ring: RING([Node(1, "a", 1, None, None)])),  # type: ignore[arg-type]
    (TypeError, "name of type int: a str is needed", lambda ring: RING({"a": {"name": 1}})),
    (InvalidWeightError, f'weight -1 for node "a": {WEIGHT}', lambda ring: RING([ring.node("a")._replace(weight=-1)])),
    (TypeError, 'weight of type NoneType for node "c": a weight is an integer', lambda ring: ring.add_node("c", None)),
    (TypeError, f"nodes of type str: {NODES}", lambda ring: RING("abc")),
    (TypeError, f"nodes of type str: {NODES}", lambda ring: ring.set_nodes("abc")),
    (TypeError, f"nodes of type int: {NODES}", lambda ring: RING(5)),
    (TypeError, f"nodes of type NoneType: {NODES}", lambda ring: RING(None)),
    (TypeError, f"key of type int: {KEY}", lambda ring: ring[5]),
    (TypeError, f"key of type NoneType: {KEY}", lambda ring: ring.get_node(None)),
    (TypeError, f"key of type float: {KEY}", lambda ring: ring.get_nodes(1.5, 2)),
    (TypeError, f"key of type tuple: {KEY}", lambda ring: ring.iter_nodes(("a", "b"))),
    (TypeError, f"key of type int: {KEY}", lambda ring: ring.get_node_batch(["a"] * 300 + [5])),
    (TypeError, f"key of type int: {KEY}", lambda ring: ring.get_node_batch(b"abc")),
    (TypeError, f"key of type array: {KEY}", lambda ring: ring[array.array("I", [1])]),
    (TypeError, "keys of type str: an iterable of keys is needed", lambda ring: ring.get_node_batch("abc")),
    (TypeError, "keys of type int: an iterable of keys is needed", lambda ring: ring.get_node_batch(5)),
    (
        UnicodeEncodeError,
        "'utf-8' codec can't encode character '\\ud800' in position 1: surrogates not allowed",
        lambda ring: ring["a\ud800"],
    ),
    (
        UnicodeEncodeError,
        "'utf-8' codec can't encode character '\\ud800' in position 0: surrogates not allowed",
        lambda ring: ring.get_node_batch(["a", "\ud800"]),
    ),
    # Health and load
    (UnknownNodeError, UNKNOWN, lambda ring: ring.mark_node_unhealthy("x")),
    (UnknownNodeError, UNKNOWN, lambda ring: ring.mark_node_healthy("x")),
    (UnknownNodeError, UNKNOWN, lambda ring: ring.is_healthy("x")),
    (UnknownNodeError, UNKNOWN, lambda ring: ring.capacity("x")),
    (UnknownNodeError, UNKNOWN, lambda ring: ring.health("x")),
    (UnknownNodeError, UNKNOWN, lambda ring: ring.load("x")),
    (InvalidOptionError, "load_factor 100: an integer from 101 to 10000", lambda ring: ring.set_load_factor(100)),
    (InvalidOptionError, "load_factor 9223372036854775807 or more: an integer from 101 to 10000", lambda ring: ring.set_load_factor(2**70)),
    (TypeError, "load_factor of type NoneType: an integer is needed", lambda ring: ring.set_load_factor(None)),
    (TypeError, "load_factor of type float: an integer is needed", lambda ring: ring.set_load_factor(1.25)),
    (TypeError, "name of type NoneType: a str is needed", lambda ring: ring.health(None)),
    (TypeError, "name of type int: a str is needed", lambda ring: ring.load(1)),
    (InvalidNameError, f'name "{NO_UTF8}", which is not UTF-8: {NAME}', lambda ring: ring.is_healthy("\ud800")),
    (TypeError, "name of type bytes: a str is needed", lambda ring: ring.mark_node_unhealthy(b"a")),
    (TypeError, "name of type NoneType: a str is needed", lambda ring: ring.capacity(None)),
    (TypeError, f"key of type int: {KEY}", lambda ring: ring.get_healthy_nodes(5)),
    (TypeError, f"key of type NoneType: {KEY}", lambda ring: ring.get_node_with_fallback(None)),
    (TypeError, f"key of type list: {KEY}", lambda ring: ring.acquire([])),
    (
        UnicodeEncodeError,
        "'utf-8' codec can't encode character '\\ud800' in position 0: surrogates not allowed",
        lambda ring: ring.acquire("\ud800"),
    ),
    (ValueError, f"count -1: {COUNT}", lambda ring: ring.get_healthy_nodes("k", -1)),
    (TypeError, f"count of type str: {COUNT}", lambda ring: ring.get_healthy_nodes("k", "1")),
    # Monitors
    (InvalidAddressError, f'address "a" of node "a": {ADDRESS}', lambda ring: MONITOR(ring)),
    (InvalidAddressError, f'address "::1:80" of node "a": {ADDRESS}', lambda ring: MONITOR(ring, addresses={"a": "::1:80"})),
    (InvalidAddressError, f'address "b" of node "b": {ADDRESS}', lambda ring: MONITOR(ring, addresses={"a": "[::1]:80"})),
    (InvalidAddressError, f'address "{NO_UTF8}:80" of node "a": {ADDRESS}', lambda ring: MONITOR(ring, addresses={"a": "\ud800:80"})),
    (TypeError, 'address of type tuple for node "a": a str is needed', lambda ring: MONITOR(ring, addresses={"a": ("::1", 80)})),
    (TypeError, "name of type int: a str is needed", lambda ring: MONITOR(ring, addresses={1: "a:80"})),
    (TypeError, "addresses of type list: a mapping of names to addresses is needed", lambda ring: MONITOR(ring, addresses=["a:80"])),
    (
        InvalidOptionError,
        "addresses with a probe: only the built-in probe connects; leave out the addresses or the probe",
        lambda ring: MONITOR(ring, probe=bool, addresses={"a": "a:80"}),
    ),
    (InvalidOptionError, f"interval 0: {SECONDS}", lambda ring: MONITOR(ring, probe=bool, interval=0)),
    (InvalidOptionError, f"interval NaN: {SECONDS}", lambda ring: MONITOR(ring, probe=bool, interval=float("nan"))),
    (InvalidOptionError, f"interval inf: {SECONDS}", lambda ring: MONITOR(ring, probe=bool, interval=10**400)),
    (InvalidOptionError, f"timeout -inf: {SECONDS}", lambda ring: MONITOR(ring, probe=bool, timeout=-(10**400))),
    (InvalidOptionError, f"timeout -1.5: {SECONDS}", lambda ring: MONITOR(ring, probe=bool, timeout=-1.5)),
    (InvalidOptionError, f"timeout 604801: {SECONDS}", lambda ring: MONITOR(ring, probe=bool, timeout=decimal.Decimal(604801))),
    (InvalidOptionError, "jitter 1.5: a number from 0 to 1", lambda ring: MONITOR(ring, probe=bool, jitter=1.5)),
    (InvalidOptionError, "rise 0: an integer from 1 to 1000", lambda ring: MONITOR(ring, probe=bool, rise=0)),
    (InvalidOptionError, "fall -1: an integer from 1 to 1000", lambda ring: MONITOR(ring, probe=bool, fall=-1)),
    (InvalidOptionError, "concurrency 0: an integer from 1 to 1024", lambda ring: MONITOR(ring, probe=bool, concurrency=0)),
    (
        InvalidOptionError,
        "concurrency 9223372036854775807 or more: an integer from 1 to 1024",
        lambda ring: MONITOR(ring, probe=bool, concurrency=2**70),
    ),
    (TypeError, "interval of type str: a number of seconds is needed", lambda ring: MONITOR(ring, probe=bool, interval="5")),
    (TypeError, "timeout of type NoneType: a number of seconds is needed", lambda ring: MONITOR(ring, probe=bool, timeout=None)),
    (TypeError, "timeout of type bool: a number of seconds is needed", lambda ring: MONITOR(ring, probe=bool, timeout=True)),
    (TypeError, "jitter of type list: a number is needed", lambda ring: MONITOR(ring, probe=bool, jitter=[])),
    (TypeError, "rise of type float: an integer is needed", lambda ring: MONITOR(ring, probe=bool, rise=1.5)),
    (TypeError, "fall of type bool: an integer is needed", lambda ring: MONITOR(ring, probe=bool, fall=True)),
    (TypeError, "concurrency of type str: an integer is needed", lambda ring: MONITOR(ring, probe=bool, concurrency="32")),
    (TypeError, "probe of type int: a function is needed", lambda ring: MONITOR(ring, probe=5)),
    (TypeError, "on_change of type str: a function is needed", lambda ring: MONITOR(ring, probe=bool, on_change="log")),
    (TypeError, "async probe: a function is needed, which may wait", lambda ring: MONITOR(ring, probe=asynchronous)),
    (TypeError, "async on_change: a function is needed, which may wait", lambda ring: MONITOR(ring, probe=bool, on_change=asynchronous)),
    (TypeError, "ring of type list: a HashRing is needed", lambda ring: MONITOR(["a"], probe=bool)),
    # Counts
    (ValueError, f"count -1: {COUNT}", lambda ring: ring.get_nodes("k", -1)),
    (ValueError, f"count -9223372036854775808: {COUNT}", lambda ring: ring.get_nodes("k", -(2**70))),
    (TypeError, f"count of type float: {COUNT}", lambda ring: ring.get_nodes("k", 1.5)),
    (TypeError, f"count of type float: {COUNT}", lambda ring: ring.get_nodes("k", 2.0)),
    (TypeError, f"count of type bool: {COUNT}", lambda ring: ring.get_nodes("k", True)),
]


@pytest.mark.parametrize(("error", "message", "refused"), REFUSALS, ids=[message[:48] for _, message, _ in REFUSALS])
def test_it_is_refused_and_nothing_changes(error: type[Exception], message: str, refused: Callable[[Any], object]) -> None:
    ring = HashRing({"a": 2, "b": {"zone": "z", "identity": "i", "meta": "mine"}}, seed=7)
    before, points = [ring.node(name) for name in ring], ring.points()
    with pytest.raises(error) as raised:
        refused(ring)
    assert (type(raised.value).__name__, str(raised.value)) == (error.__name__, message)
    assert ([ring.node(name) for name in ring], ring.points()) == (before, points)


def test_what_raises_while_it_is_read_raises() -> None:
    class Broken:
        def __iter__(self) -> Any:
            yield "a"
            raise ZeroDivisionError

        def __index__(self) -> int:
            raise ZeroDivisionError

    class Wrong:
        def __iter__(self) -> Any:
            raise TypeError("its own")

    ring = HashRing(["a"])
    with pytest.raises(TypeError, match="^nodes of type Wrong: ") as raised:
        RING(Wrong())
    assert str(raised.value.__cause__) == "its own"
    for call in (lambda: RING(Broken()), lambda: ring.get_node_batch(Broken()), lambda: ring.set_weight("a", Broken())):  # type: ignore[arg-type]
        with pytest.raises(ZeroDivisionError):
            call()


ENDLESS: list[Callable[[Any], object]] = [
    RING,
    lambda keys: HashRing(["a"]).get_node_batch(keys),
    lambda keys: HashRing(["a"]).group(keys),
    lambda keys: HashRing(["a"]).analyze_distribution(keys),
    lambda keys: HashRing(["a"]).compare(HashRing(["a"]), keys),
    lambda keys: HashRing(["a"]).add_node("b", points=map(len, keys)),
]


@pytest.mark.parametrize("read", ENDLESS, ids=["nodes", "batch", "group", "distribution", "compare", "points"])
def test_what_has_no_end_can_be_interrupted(read: Callable[[Any], object]) -> None:
    class InterruptedError(Exception):
        """The exception of the signal handler."""

    def interrupt(*_: object) -> None:
        raise InterruptedError

    before = signal.signal(signal.SIGALRM, interrupt)
    keys = itertools.repeat("k", 10**8)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.01)
        with pytest.raises(InterruptedError):
            read(keys)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert operator.length_hint(keys) > 0


def test_a_released_buffer_is_no_key() -> None:
    released = memoryview(b"abc")
    released.release()
    with pytest.raises(ValueError, match="released memoryview"):
        HashRing(["a"])[released]


def test_integers_need_not_be_int() -> None:
    class Three:
        def __index__(self) -> int:
            return 3

    class Huge:
        def __index__(self) -> int:
            return -(2**100)

    ring = HashRing(["a"])
    ring.set_weight("a", Three())  # type: ignore[arg-type]
    assert ring.node("a").weight == 3
    with pytest.raises(InvalidWeightError, match="weight -9223372036854775808"):
        ring.set_weight("a", Huge())  # type: ignore[arg-type]


def test_every_kind_of_error_has_its_class() -> None:
    classes = _error_classes()
    for kind, error in classes.items():
        assert error.__name__ == "".join(map(str.title, kind.split("_"))) + "Error"
        assert RingwiseError in error.__bases__
        assert getattr(ringwise, error.__name__) is error
        assert error.__module__ == "ringwise"
    assert set(classes.values()) == set(RingwiseError.__subclasses__())


def test_errors_are_also_the_built_in_ones_that_people_expect() -> None:
    for error in (InvalidNameError, InvalidWeightError, InvalidOptionError, InvalidAddressError, BadSnapshotError):
        assert issubclass(error, ValueError)
    assert issubclass(UnknownNodeError, KeyError)


def test_an_error_can_be_pickled() -> None:
    with pytest.raises(UnknownNodeError) as raised:
        HashRing().node("x")
    again = pickle.loads(pickle.dumps(raised.value))
    assert (type(again), str(again)) == (UnknownNodeError, UNKNOWN)


def test_a_node_without_an_address_that_came_later_is_refused_at_the_start() -> None:
    ring = HashRing(["10.0.0.1:11211"])
    monitor = HealthMonitor(ring)
    ring.add_node("c")
    with pytest.raises(InvalidAddressError) as raised:
        monitor.start()
    assert str(raised.value) == f'address "c" of node "c": {ADDRESS}'
    assert not monitor.running


def test_a_number_of_seconds_need_not_be_a_float() -> None:
    with MONITOR(HashRing(), interval=decimal.Decimal("0.5"), timeout=fractions.Fraction(1, 2), jitter=1) as monitor:
        assert monitor.running
