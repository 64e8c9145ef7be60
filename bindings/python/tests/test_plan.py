"""Tests that a plan, applied key by key, leads from one ring to the other, and that it uses little memory."""

import gc
import json
import weakref
from collections import Counter
from itertools import islice
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringwise import HashRing, Move, Plan, UnsupportedError
from test_memory import resident

WHOLE = 2**64
NODES = st.dictionaries(
    st.sampled_from("abcdefgh"),
    st.fixed_dictionaries({"weight": st.integers(0, 2), "zone": st.sampled_from([None, "x", "y"])}),
    max_size=6,
)


def ring_of(nodes: Any) -> HashRing:
    return HashRing(nodes, vnodes=8)


def length(move: Move) -> int:
    assert move.size == ((move.end - move.start) % WHOLE or WHOLE)
    return move.size


@given(NODES, NODES, st.integers(0, 3))
def test_a_plan_leads_from_one_ring_to_the_other(before_nodes: Any, after_nodes: Any, replicas: int) -> None:
    before, after = ring_of(before_nodes), ring_of(after_nodes)
    plan = before.plan(after, replicas)
    every = set(plan)
    for key in map(str, range(40)):
        there, here = before.get_nodes(key, replicas), after.get_nodes(key, replicas)
        moves = plan.moves_of(key)
        assert every >= set(moves)
        assert [here[move.rank] for move in moves] == [move.target for move in moves]
        assert all(move.source in there if there else move.source is None for move in moves)
        assert {name for name in there if name in here} | {move.target for move in moves} == set(here)


@given(NODES, NODES, st.integers(0, 3))
def test_totals_are_those_of_the_moves(before_nodes: Any, after_nodes: Any, replicas: int) -> None:
    before, after = ring_of(before_nodes), ring_of(after_nodes)
    plan = before.plan(after, replicas)
    totals: Counter[tuple[str | None, str]] = Counter()
    for move in plan:
        assert type(move) is Move
        totals[move.source, move.target] += length(move)
    assert plan.totals() == totals
    assert plan.moved == totals.total()
    held, holds = before.shares(replicas), after.shares(replicas)
    more = {name: share.parts - (held[name].parts if name in held else 0) for name, share in holds.items()}
    assert plan.minimum == sum(max(0, parts) for parts in more.values()) <= plan.moved
    assert plan.total == WHOLE
    assert (plan.moved_fraction, plan.minimum_fraction) == pytest.approx((plan.moved / WHOLE, plan.minimum / WHOLE))
    if len(before.get_nodes("", replicas)) == len(after.get_nodes("", replicas)):
        for name in {*held, *holds}:
            gets = sum(parts for (_, target), parts in totals.items() if target == name)
            gives = sum(parts for (source, _), parts in totals.items() if source == name)
            assert gets - gives == (holds[name].parts if name in holds else 0) - (held[name].parts if name in held else 0)


@given(NODES, NODES, st.integers(1, 3))
def test_reversed_a_plan_swaps_source_and_target(before_nodes: Any, after_nodes: Any, replicas: int) -> None:
    before, after = ring_of(before_nodes), ring_of(after_nodes)
    if len(before.get_nodes("", replicas)) != len(after.get_nodes("", replicas)):
        replicas = min(1, len(before.get_nodes("", 1)), len(after.get_nodes("", 1)))
    there, back = before.plan(after, replicas), after.plan(before, replicas)
    assert {(target, source): parts for (source, target), parts in back.totals().items()} == there.totals()
    for key in map(str, range(40)):
        swapped = Counter((move.target, move.source) for move in back.moves_of(key))
        assert Counter((move.source, move.target) for move in there.moves_of(key)) == swapped
    assert list(before.plan(before, replicas)) == []


@given(NODES, st.sampled_from("abcdefgh"), st.integers(0, 3), st.integers(1, 3))
def test_one_edit_of_a_native_ring_moves_the_least(nodes: Any, name: str, weight: int, replicas: int) -> None:
    before, after = ring_of(nodes), ring_of(nodes)
    if name in after:
        after.set_weight(name, weight)
    else:
        after.add_node(name, weight, zone="y")
    for plan in (before.plan(after, replicas), after.plan(before, replicas)):
        assert plan.moved == plan.minimum


def test_a_plan_of_a_thousand_nodes_makes_no_list() -> None:
    before = HashRing(f"node-{number}" for number in range(1000))
    after = HashRing(f"node-{number}" for number in range(1001))
    plan = before.plan(after)
    added = sum(map(length, plan))
    assert (len(list(plan)), {move.target for move in plan}) == (160, {"node-1000"})
    assert added == plan.moved == plan.minimum == after.shares()["node-1000"].parts

    other = before.plan(HashRing(f"other-{number}" for number in range(1000)))
    sum(1 for _ in islice(other, 10_000))  # the parts that are allocated once
    start, most, count, parts = resident(), 0, 0, 0
    for move in other:
        count, parts = count + 1, parts + length(move)
        if count % 10_000 == 0:
            most = max(most, resident() - start)
    assert (parts, other.moved) == (WHOLE, WHOLE)
    assert count > 300_000
    assert most < 4_000_000  # a list would take 16 times as much


def test_each_iterator_of_a_plan_is_its_own() -> None:
    plan = HashRing(["a"], vnodes=5).plan(HashRing(["b", "c"], vnodes=5))
    first, second = iter(plan), iter(plan)
    assert iter(first) is first
    assert next(first) == next(second)
    assert list(first) == list(second)
    assert next(first, None) is None


def test_later_edits_do_not_change_a_plan() -> None:
    before, after = HashRing(["a", "b"], vnodes=20), HashRing(["b", "c"], vnodes=20)
    plan = before.plan(after, 2)
    moves, text, key = list(plan), str(plan), plan.moves_of("user:42")
    begun = iter(plan)
    first = next(begun)
    before.set_nodes(["x"])
    after.replace_node("c", "y")
    assert [first, *begun] == list(plan) == moves
    assert (str(plan), plan.moves_of("user:42")) == (text, key)
    assert {move.target for move in moves} <= {"b", "c"}


def test_a_plan_from_and_to_nothing() -> None:
    empty, ring = HashRing(), HashRing(["a"])
    assert list(empty.plan(ring)) == [Move(0, 0, 0, None, "a")]
    assert empty.plan(ring).totals() == {(None, "a"): WHOLE}
    assert list(ring.plan(empty)) == []
    assert (ring.plan(ring).moves_of("user:42"), empty.plan(ring).moves_of(b"user:42")) == ([], [Move(0, 0, 0, None, "a")])


def test_a_plan_is_shown_as_a_table() -> None:
    plan = HashRing(["a"]).plan(HashRing(["b"]))
    assert str(plan).splitlines() == [
        "from  to      share",
        "a     b   100.000 %",
        "moved 100.000 % of the key space; at least 100.000 % must move",
    ]
    assert repr(plan) == "<Plan: moves 1 of the key space, 1 is the least>"


@given(NODES, NODES, st.integers(0, 2))
def test_json_says_all_that_the_plan_says(before_nodes: Any, after_nodes: Any, replicas: int) -> None:
    plan = ring_of(before_nodes).plan(ring_of(after_nodes), replicas)
    said = json.loads(plan.to_json())
    assert (said["replicas"], *(int(said[name]) for name in ("total", "moved", "minimum"))) == (
        replicas,
        plan.total,
        plan.moved,
        plan.minimum,
    )
    assert {(pair["source"], pair["target"]): int(pair["parts"]) for pair in said["totals"]} == plan.totals()
    moves = [Move(int(move["start"]), int(move["end"]), move["rank"], move["source"], move["target"]) for move in said["moves"]]
    assert moves == list(plan)


def test_a_cycle_through_a_plan_is_collected() -> None:
    class Attached:
        plan: Plan

    attached = Attached()
    ring = HashRing({"a": {"meta": attached}})
    attached.plan = ring.plan(HashRing(["b"]))
    begun = iter(attached.plan)
    watched = weakref.ref(attached)
    del attached, ring
    gc.collect()
    assert watched() is not None  # the iterator holds the rings
    del begun
    gc.collect()
    assert watched() is None


def test_the_expected_overlap_is_what_real_keys_show() -> None:
    names = [f"10.0.0.{number}:11211" for number in range(10)]
    ring, other = HashRing(names), HashRing(names[2:], seed=1)
    keys = [f"user:{number}" for number in range(100_000)]
    kept = sum(map(str.__eq__, ring.get_node_batch(keys), other.get_node_batch(keys)))  # type: ignore[arg-type]
    expected = ring.overlap(other)
    assert abs(kept / len(keys) - expected) < 5 * (expected * (1 - expected) / len(keys)) ** 0.5
    assert other.overlap(ring) == pytest.approx(expected)
    assert ring.overlap(HashRing()) == 0


def test_rings_whose_keys_stand_elsewhere_have_no_plan() -> None:
    with pytest.raises(UnsupportedError) as raised:
        HashRing(["a"]).plan(HashRing(["a"], seed=7))
    assert str(raised.value) == (
        "a plan from profile native-v1, seed 0 to profile native-v1, seed 7: their keys have different positions; "
        "overlap(other) returns the share of keys that is expected to stay"
    )


def test_what_is_no_ring_is_refused() -> None:
    ring: Any = HashRing(["a"])
    with pytest.raises(TypeError) as raised:
        ring.plan(["a"])
    assert str(raised.value) == "after of type list: a HashRing is needed"
    with pytest.raises(TypeError) as raised:
        ring.overlap(None)
    assert str(raised.value) == "other of type NoneType: a HashRing is needed"
    plan: Any = ring.plan(ring)
    with pytest.raises(TypeError) as raised:
        plan.moves_of(1)
    assert str(raised.value) == "key of type int: a key is str, bytes or another buffer of bytes"
    with pytest.raises(UnicodeEncodeError):
        plan.moves_of("\ud800")
    with pytest.raises(TypeError):
        Plan()
