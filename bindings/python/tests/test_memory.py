"""Tests that all memory is freed and every reference is counted once."""

import copy
import gc
import logging
import pickle
import resource
import sys
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ringwise import HashRing, HealthMonitor, RingwiseError


class Attached:
    """An object with weak references."""


STATM = Path("/proc/self/statm")


def resident() -> int:
    """Returns the resident memory of this process in bytes."""
    return int(STATM.read_text().split()[1]) * resource.getpagesize()


def new_rings() -> None:
    HashRing(map(str, range(200)))


def edits() -> None:
    ring = HashRing(map(str, range(200)))
    ring.add_node("a", meta=Attached())
    ring.replace_node("a", "b")
    ring.set_nodes(["c"])


def copies() -> None:
    ring = HashRing({str(number): {"meta": number} for number in range(200)})
    copy.copy(ring).add_node("a")
    copy.deepcopy(ring)
    pickle.loads(pickle.dumps(ring))


def lookups() -> None:
    ring = HashRing(map(str, range(200)))
    keys = [f"key-{number}" for number in range(1000)]
    for key in keys[:100]:
        ring[key]
        ring.get_nodes(bytearray(key.encode()), 200)
        next(ring.iter_nodes(memoryview(key.encode())))
    ring.get_node_batch(keys)
    ring.points()


def marks_and_places() -> None:
    ring = HashRing(map(str, range(200)))
    for number in range(100):
        ring.mark_node_unhealthy(str(number))
        ring.get_healthy_nodes(str(number), 200)
        ring.get_node_with_fallback(str(number))
    for _ in range(20):
        ring.health()
        ring.loads()
    tickets = [ring.acquire(str(number)) for number in range(1000)]
    assert all(ticket and ticket.release() for ticket in tickets)


def profile_rings() -> None:
    ring = HashRing({str(number): {"points": range(number, 2**20, 2**14)} for number in range(200)}, profile="points")
    pickle.loads(pickle.dumps(ring)).explain()
    ring.compare(HashRing(ring.nodes(), vnodes=10), (f"key-{number}" for number in range(1000)))
    for _ in range(100):
        HashRing(profile="cassandra", strategy="network", replication={"x": 1}).options.clear()
        assert ring.node("1").points
        with pytest.raises(RingwiseError):
            ring.retry_nodes("k")
        with pytest.raises(TypeError):
            ring.compare(ring, ["k", 5])  # type: ignore[list-item]


def insight() -> None:
    ring, after = HashRing(map(str, range(200))), HashRing(map(str, range(201)))
    keys = [f"key-{number}" for number in range(1000)]
    for replicas in range(2):
        ring.forecast(["0"], replicas)
        plan = ring.plan(after, replicas)
        plan.totals()
        plan.moves_of("k")
        plan.to_json()
        assert len([move for move, _ in zip(plan, keys, strict=False)]) == min(len(list(plan)), 1000)
    ring.ranges("7")
    ring.analyze_distribution(keys)
    ring.group(keys)
    ring._repr_html_()
    with pytest.raises(TypeError):
        ring.analyze_distribution([*keys * 5, 5])  # type: ignore[list-item]


def snapshots() -> None:
    ring = HashRing(map(str, range(200)))
    data = ring.to_bytes()
    HashRing.from_bytes(data)
    HashRing.from_json(ring.to_json())
    for _ in range(100):
        ring.fingerprint()
        with pytest.raises(RingwiseError):
            HashRing.from_bytes(data[:-1])


def monitors() -> None:
    ring = HashRing(map(str, range(200)), vnodes=10)
    changed = threading.Semaphore(0)
    settings: dict[str, Any] = {"interval": 0.001, "fall": 1, "on_change": lambda _node, _health: changed.release()}
    logging.disable(logging.WARNING)  # pytest keeps every record
    with HealthMonitor(ring, probe=lambda _node: False, **settings):
        for _ in range(200):
            assert changed.acquire(timeout=60)
    logging.disable(logging.NOTSET)


def refusals() -> None:
    ring = HashRing(map(str, range(200)))
    for _ in range(100):
        with pytest.raises(RingwiseError):
            ring.add_node("0", meta=Attached())
        with pytest.raises(TypeError):
            ring.get_node_batch(["k"] * 300 + [5])  # type: ignore[list-item]


@pytest.mark.skipif(not STATM.exists(), reason="only Linux says how much memory a process has")
@pytest.mark.parametrize(
    "work", [new_rings, edits, copies, lookups, marks_and_places, profile_rings, insight, snapshots, monitors, refusals]
)
def test_memory_does_not_grow(work: Callable[[], None]) -> None:
    """A ring takes half a megabyte here. If the last 150 were kept, that would be nine times the limit."""
    for _ in range(50):
        work()
    gc.collect()
    before = resident()
    for _ in range(150):
        work()
    assert resident() - before < 8 * 2**20


def test_a_name_is_given_by_reference() -> None:
    ring = HashRing(["only"])
    name = ring["k"]
    before = sys.getrefcount(name)
    held = [ring[str(key)] for key in range(100)] + ring.get_node_batch(map(str, range(100))) + ring.nodes()
    assert sys.getrefcount(name) == before + 201
    del held
    assert sys.getrefcount(name) == before


def test_a_ticket_holds_its_ring_s_name_and_lets_it_go() -> None:
    ring = HashRing(["only"])
    name = ring["k"]
    before = sys.getrefcount(name)
    tickets = [ring.acquire("k") for _ in range(100)]
    assert sys.getrefcount(name) == before + 100
    del tickets
    assert sys.getrefcount(name) == before
    assert ring.total_load() == 100  # forgotten tickets hold their slots


def test_keys_are_let_go() -> None:
    ring = HashRing(["a", "b"])
    key, array = "a key that nobody else has", bytearray(b"abc")
    before = sys.getrefcount(key), sys.getrefcount(array)
    holders = ring.iter_nodes(key), ring.iter_nodes(array)
    each: str | bytearray
    for each in (key, array):
        ring[each]
        ring.get_nodes(each, 2)
        ring.get_node_batch([each] * 3)
        ring.get_healthy_nodes(each, 2)
        ring.get_node_with_fallback(each)
        ring.acquire(each)
    del each
    assert (sys.getrefcount(key), sys.getrefcount(array)) == before
    array.append(0)  # raises if a buffer of it is still in use
    del holders


def test_what_was_attached_goes_with_its_node() -> None:
    watched = [Attached() for _ in range(5)]
    seen = [weakref.ref(each) for each in watched]
    ring = HashRing({str(number): {"meta": watched[number]} for number in range(5)})
    del watched
    assert all(ref() is not None for ref in seen)
    ring.remove_node("0")
    ring.set_nodes({"1": {"meta": ring.node("1").meta}, "2": 1, "4": {"meta": ring.node("4").meta}})
    assert [ref() is not None for ref in seen] == [False, True, False, False, True]
    ring.replace_node("1", "5")
    assert seen[1]() is ring.node("5").meta
    del ring
    assert [ref() for ref in seen] == [None] * 5


def test_a_ring_that_holds_itself_is_collected() -> None:
    attached = Attached()
    ring = HashRing({"a": {"meta": attached}})
    attached.ring = ring  # type: ignore[attr-defined]
    attached.holders = ring.iter_nodes("k")  # type: ignore[attr-defined]
    seen = weakref.ref(attached)
    del attached, ring
    assert seen() is not None
    gc.collect()
    assert seen() is None


def test_what_was_attached_may_use_the_ring_as_it_goes() -> None:
    ring = HashRing(["a", "b"])
    answers: list[object] = []

    class Last:
        def __del__(self) -> None:
            ring.add_node(f"added-{len(answers)}")
            answers.append((ring["k"], ring.node("b"), ring.get_nodes("k", 5)))

    def attach() -> None:
        ring.add_node("c", meta=Last())

    attach()
    ring.remove_node("c")
    attach()
    ring.set_nodes(["a", "b"])
    assert len(answers) == 2
    assert ring.nodes() == ["a", "added-1", "b"]


def test_a_key_may_use_the_ring_as_it_is_read() -> None:
    ring = HashRing(["a", "b"])

    class Keys:
        def __iter__(self) -> "Keys":
            return self

        def __next__(self) -> str:
            if len(ring) > 300:
                raise StopIteration
            ring.add_node(f"n{len(ring)}")
            return ring["k"]

    assert len(ring.get_node_batch(Keys())) == 299
