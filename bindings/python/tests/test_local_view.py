"""Tests of health marks and of load."""

import copy
import pickle
import time

import pytest

from ringwise import HashRing, Health, Key, Ticket, UnknownNodeError, UnsupportedError

ABC = ["a", "b", "c"]


def taken(ring: HashRing, key: Key) -> Ticket:
    ticket = ring.acquire(key)
    assert ticket is not None
    return ticket


def test_keys_go_elsewhere_while_their_node_is_down_and_come_back() -> None:
    ring = HashRing(ABC)
    first, second, third = ring.get_nodes("k", 3)
    ring.mark_node_unhealthy(first)
    assert ring.get_node_with_fallback("k") == second
    assert ring.get_healthy_nodes("k", 3) == ring.get_healthy_nodes("k") == ring.get_healthy_nodes("k", count=None) == [second, third]
    assert (ring["k"], ring.get_nodes("k", 3)) == (first, [first, second, third])
    ring.mark_node_healthy(first)
    assert ring.get_node_with_fallback("k") == first
    assert ring.get_healthy_nodes("k", 2**200) == [first, second, third]
    assert ring.get_healthy_nodes("k", 0) == []


def test_any_key_has_a_healthy_list() -> None:
    ring = HashRing(ABC)
    ring.mark_node_unhealthy("a")
    text = ring.get_healthy_nodes("é", 3), ring.get_node_with_fallback("é")
    keys: list[Key] = ["é", "é".encode(), bytearray("é".encode()), memoryview("é".encode())]
    for key in keys:
        assert (ring.get_healthy_nodes(key, 3), ring.get_node_with_fallback(key)) == text
        with taken(ring, key) as ticket:
            assert ticket.node == text[1]


@pytest.mark.parametrize("ring", [HashRing(), HashRing({"a": 0}), HashRing(ABC)], ids=["empty", "drained", "down"])
def test_where_no_healthy_node_owns_anything_there_is_none(ring: HashRing) -> None:
    for name in ring:
        ring.mark_node_unhealthy(name)
    assert ring.get_healthy_nodes("k", 5) == []
    assert ring.get_node_with_fallback("k") is None
    assert ring.acquire("k") is None
    assert ring.loads() == dict.fromkeys(ring, 0)
    assert all(ring.capacity(name) == 0 for name in ring)


def test_health_says_when_it_changed() -> None:
    before = time.time()
    ring = HashRing(ABC)
    made = ring.health()
    assert list(made) == ABC
    assert all(health.healthy and health.reason is None for health in made.values())
    ring.mark_node_unhealthy("b")
    down = ring.health()["b"]
    assert (down.healthy, down.reason) == (False, None)
    assert before - 1 <= made["b"].since <= down.since <= time.time() + 1  # the clock may be changed
    ring.mark_node_unhealthy("b")
    assert ring.health() == {**made, "b": down}
    ring.mark_node_healthy("b")
    assert isinstance(ring.health()["b"], Health)
    assert ring.health()["b"].since >= down.since


def test_health_and_load_of_one_node_are_those_in_the_dict_of_all() -> None:
    ring = HashRing(ABC, load_factor=110)
    ring.mark_node_unhealthy("b")
    tickets = [taken(ring, str(key)) for key in range(9)]
    assert {name: ring.health(name) for name in ring} == ring.health()
    assert isinstance(ring.health("a"), Health)
    assert {name: ring.load(name) for name in ring} == ring.loads()
    assert [sum(ticket.node == name for ticket in tickets) for name in ring] == list(ring.loads().values())


def test_marks_stay_with_their_node() -> None:
    ring = HashRing(ABC)
    for name in ABC:
        ring.mark_node_unhealthy(name)
    ring.set_weight("a", 3)
    ring.add_node("d")
    ring.remove_node("b")
    ring.add_node("b")
    ring.replace_node("c", "e")
    ring.set_nodes({name: 1 for name in ring})
    assert {name: health.healthy for name, health in ring.health().items()} == {"a": False, "b": True, "d": True, "e": True}


def test_marks_and_loads_are_no_part_of_equality() -> None:
    ring, other = HashRing(ABC, load_factor=110), HashRing(ABC)
    ring.mark_node_unhealthy("a")
    taken(ring, "k")
    assert ring == other


def test_an_unknown_node_has_no_health() -> None:
    ring = HashRing(["a"])
    for call in (ring.is_healthy, ring.mark_node_healthy, ring.mark_node_unhealthy, ring.capacity, ring.health, ring.load):
        with pytest.raises(UnknownNodeError):
            call("b")
    assert ring.is_healthy("a")


def test_a_hot_key_overflows_along_its_list() -> None:
    ring = HashRing(ABC, load_factor=150)
    nodes = [taken(ring, "k").node for _ in range(9)]
    first, second, third = ring.get_nodes("k", 3)
    # At most ceil(1.5 * (t + 1) / 3) of t: 1, 1, 2, 2, 3, 3, 4, 4, 5.
    assert nodes == [first, second, first, second, first, second, first, second, first]
    assert ring.loads() == {first: 5, second: 4, third: 0}
    assert {ring.capacity(name) for name in ABC} == {5}


def test_the_load_factor_can_change_while_slots_are_taken() -> None:
    ring = HashRing(ABC, load_factor=110)
    tickets = [taken(ring, "k") for _ in range(9)]
    loads = ring.loads()
    before, copied = ring.capacity("a"), copy.copy(ring)
    ring.set_load_factor(300)
    assert (ring.options["load_factor"], ring.loads()) == (300, loads)
    assert ring.capacity("a") > before
    first = ring["k"]
    assert [taken(ring, "k").node for _ in range(5)] == [first] * 5
    assert (copied.options["load_factor"], HashRing(ring).options["load_factor"]) == (110, 300)
    assert pickle.loads(pickle.dumps(ring)).options["load_factor"] == 300
    assert all(ticket.release() for ticket in tickets)
    with pytest.raises(UnsupportedError, match="^load_factor 150: "):
        HashRing(["a"], profile="lafikl").set_load_factor(150)


def test_capacity_follows_weight_health_and_load() -> None:
    ring = HashRing({"a": 1, "b": 3, "drained": 0}, load_factor=200)
    assert [ring.capacity(name) for name in ring] == [1, 2, 0]
    tickets = [taken(ring, str(key)) for key in range(7)]
    assert [ring.capacity(name) for name in ring] == [4, 12, 0]
    ring.mark_node_unhealthy("b")
    left = ring.loads()["a"]
    assert [ring.capacity(name) for name in ring] == [2 * (left + 1), 0, 0]
    assert ring.total_load() == 7
    for ticket in tickets:
        ticket.release()
    assert (ring.total_load(), ring.loads()) == (0, {"a": 0, "b": 0, "drained": 0})


def test_a_ticket_is_given_back_by_with() -> None:
    ring = HashRing(ABC)
    ticket = taken(ring, "k")
    with ticket as same:
        assert same is ticket
        assert ring.loads()[ticket.node] == 1
        assert repr(ticket) == f"<Ticket on {ticket.node!r}>"
    assert ring.total_load() == 0
    assert repr(ticket) == f"<Ticket on {ticket.node!r}, released>"
    assert not ticket.release()


def test_a_ticket_is_given_back_when_its_block_raises() -> None:
    ring = HashRing(ABC)
    with pytest.raises(ZeroDivisionError), taken(ring, "k"):
        raise ZeroDivisionError
    assert ring.total_load() == 0


def test_a_ticket_released_inside_its_block_counts_once() -> None:
    ring = HashRing(["a"])
    other = taken(ring, "k")
    with taken(ring, "k") as ticket:
        assert ticket.release()
    assert ring.loads() == {"a": 1}
    assert other.release()


def test_a_ticket_is_worth_nothing_once_its_node_was_removed() -> None:
    ring = HashRing(["a"])
    old = taken(ring, "k")
    ring.remove_node("a")
    ring.add_node("a")
    new = taken(ring, "k")
    assert not old.release()
    assert ring.loads() == {"a": 1}
    assert new.release()


def test_a_ticket_outlives_its_ring() -> None:
    ticket = taken(HashRing(["a"]), "k")
    assert (ticket.node, ticket.release(), ticket.release()) == ("a", True, False)


def test_a_ticket_s_node_is_the_ring_s_string() -> None:
    ring = HashRing(ABC)
    assert taken(ring, "k").node is ring["k"]


def test_nobody_makes_a_ticket() -> None:
    with pytest.raises(TypeError, match="cannot create 'ringwise.Ticket' instances"):
        Ticket()
