"""Tests that copies place every key alike and keep metas."""

import copy
import pickle
from collections.abc import Callable

import pytest

from ringwise import HashRing

Copier = Callable[[HashRing], HashRing]


def pickled(protocol: int) -> Copier:
    def copier(ring: HashRing) -> HashRing:
        again: HashRing = pickle.loads(pickle.dumps(ring, protocol))
        return again

    return copier


PICKLES = [pytest.param(pickled(protocol), id=f"pickle {protocol}") for protocol in range(pickle.HIGHEST_PROTOCOL + 1)]
DEEP = [pytest.param(copy.deepcopy, id="deepcopy"), *PICKLES]
ALL = [pytest.param(copy.copy, id="copy"), *DEEP]


def sample() -> HashRing:
    ring = HashRing(
        {"a": {"weight": 2, "zone": "east", "meta": {"port": 1}}, "b": {"identity": "beta", "zone": "west"}, "c": 0, "d\ud7ff\0": 1},
        vnodes=20,
        seed=7,
        hash_tag="[]",
        zones="strict",
        replication_factor=3,
        load_factor=150,
    )
    ring.replace_node("a", "e")
    return ring


@pytest.mark.parametrize("copier", ALL)
def test_a_copy_is_equal_and_places_alike(copier: Copier) -> None:
    ring = sample()
    again = copier(ring)
    assert type(again) is HashRing
    assert again is not ring
    assert again == ring
    assert again.options == ring.options
    assert [again.node(name) for name in again] == [ring.node(name) for name in ring]
    assert again.points() == ring.points()
    assert all(again.get_nodes(str(key)) == ring.get_nodes(str(key)) for key in range(100))


@pytest.mark.parametrize("copier", ALL)
def test_a_copy_is_its_own(copier: Copier) -> None:
    ring = sample()
    again = copier(ring)
    again.remove_node("e")
    again.add_node("new", meta="mine")
    ring.add_node("newer")
    assert ring == HashRing({**{name: ring.node(name) for name in sample()}, "newer": 1}, **ring.options)
    assert again == HashRing({**{name: ring.node(name) for name in sample() if name != "e"}, "new": 1}, **ring.options)
    assert [ring.node("e").meta, again.node("new").meta] == [{"port": 1}, "mine"]
    assert again.get_node_batch(["k"] * 2) == [again["k"]] * 2


def test_a_copy_shares_what_is_attached() -> None:
    ring = sample()
    assert copy.copy(ring).node("e").meta is ring.node("e").meta


@pytest.mark.parametrize("copier", DEEP)
def test_a_deep_copy_has_its_own(copier: Copier) -> None:
    ring = sample()
    assert copier(ring).node("e").meta is not ring.node("e").meta


@pytest.mark.parametrize("copier", DEEP)
def test_what_is_attached_may_hold_the_ring(copier: Copier) -> None:
    ring = HashRing(["a", "b"])
    attached: list[object] = [ring]
    ring.add_node("c", meta=attached)
    ring.add_node("d", meta=attached)
    again = copier(ring)
    assert again.node("c").meta[0] is again
    assert again.node("d").meta is again.node("c").meta


@pytest.mark.parametrize("copier", ALL)
def test_an_empty_ring(copier: Copier) -> None:
    assert copier(HashRing()) == HashRing()


def test_equal_rings_have_equal_pickles() -> None:
    assert pickle.dumps(HashRing(["b", "a"])) == pickle.dumps(HashRing(["a", "b"]))


@pytest.mark.parametrize("copier", ALL)
def test_a_copy_has_no_health_and_no_load(copier: Copier) -> None:
    ring = HashRing(["a", "b"], load_factor=300)
    ring.mark_node_unhealthy("a")
    ticket = ring.acquire("k")
    again = copier(ring)
    assert again.is_healthy("a")
    assert again.loads() == {"a": 0, "b": 0}
    again.mark_node_unhealthy("b")
    assert (ring.is_healthy("b"), ring.loads()) == (True, {"a": 0, "b": 1})
    assert ticket is not None and ticket.release()
    assert again.options["load_factor"] == 300
