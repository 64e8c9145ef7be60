"""Tests that ranges and moves contain exactly their positions, in every key space."""

import copy
import pickle
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringwise import HashRing, Move, Range, cassandra_token

WHOLE = 2**64
MEMBERS = ["10.0.0.1:80", "10.0.0.2:80", "10.0.0.3:80"]
TOKENS = {name: {"points": [-(2**62) * place, 2**61 + place]} for place, name in enumerate(MEMBERS)}
RINGS = {
    "64 bits": HashRing(MEMBERS, vnodes=5),
    "32 bits": HashRing(MEMBERS, profile="nginx_consistent"),
    "15 bits": HashRing(MEMBERS, profile="libmemcached_ketama", hash="crc"),
    "signed, 64 bits": HashRing(TOKENS, profile="cassandra"),
    "signed, 32 bits": HashRing(MEMBERS, profile="npm_ketama"),
    "one node": HashRing(MEMBERS[:1]),
}
TOTALS = {"64 bits": WHOLE, "32 bits": 2**32, "15 bits": 2**15, "signed, 64 bits": WHOLE, "signed, 32 bits": 2**32, "one node": WHOLE}
KEYS = st.one_of(st.text(), st.binary())


def walked(start: int, end: int, total: int) -> list[int]:
    """Returns the positions of a range, step by step: the first is after the start, the last is the end."""
    found = [(start + 1) % total]
    while found[-1] != end:
        found.append((found[-1] + 1) % total)
    return found


@pytest.mark.parametrize("total", range(1, 10))
def test_every_position_of_every_range_of_a_small_key_space(total: int) -> None:
    for start in range(total):
        for end in range(total):
            expected = walked(start, end, total)
            for run in (Range(start, end, total), Move(start, end, 0, None, "a", total)):
                assert [position for position in range(-2 * total, 3 * total) if position in run] == sorted(expected)
                assert run.size == len(expected)


@given(st.integers(1, WHOLE), st.data())
def test_a_range_begins_after_its_start_and_ends_with_its_end(total: int, data: st.DataObject) -> None:
    start, end = data.draw(st.integers(0, total - 1)), data.draw(st.integers(0, total - 1))
    run = Range(start, end, total)
    assert end in run
    assert (start in run) == (start == end)
    assert ((start + 1) % total) in run
    assert ((end + 1) % total in run) == (start == end)
    assert run.size == ((end - start) % total or total)
    position = data.draw(st.integers(0, total - 1))
    assert (position in run) == ((position - start - 1) % total < run.size)
    rest = Range(end, start, total)
    assert start == end or (run.size + rest.size == total and (position in run) != (position in rest))


@pytest.mark.parametrize("name", RINGS)
@given(key=KEYS)
def test_a_key_is_in_one_range_and_that_is_its_owners(name: str, key: str | bytes) -> None:
    ring = RINGS[name]
    position = ring.position(key)
    assert [owner for owner in ring for owned in ring.ranges(owner) if position in owned] == [ring[key]]


@pytest.mark.parametrize("name", RINGS)
def test_sizes_sum_to_the_share(name: str) -> None:
    ring = RINGS[name]
    shares = ring.shares()
    for owner, share in shares.items():
        assert sum(owned.size for owned in ring.ranges(owner)) == share.parts
        assert {owned.total for owned in ring.ranges(owner)} == {shares.total} == {TOTALS[name]}


def test_every_position_of_fifteen_bits_is_in_one_range() -> None:
    ring = RINGS["15 bits"]
    ranges = [owned for name in ring for owned in ring.ranges(name)]
    edges = Counter((owned.start + 1) % owned.total for owned in ranges)
    assert max(edges.values()) == 1
    for position in range(0, 2**15, 7):
        assert sum(position in owned for owned in ranges) == 1


def test_a_token_is_counted_from_the_least() -> None:
    ring = RINGS["signed, 64 bits"]
    token = cassandra_token("foo")
    assert token < 0
    position = token + 2**63
    assert position == ring.position("foo")
    [owned] = [owned for owned in ring.ranges(ring["foo"]) if position in owned]
    assert token not in owned  # it is not a position


PLANS = {
    name: ring.plan(HashRing({**{node: ring.node(node) for node in ring}, "10.0.0.4:80": 1}, **ring.options), 2)
    for name, ring in RINGS.items()
    if name != "signed, 64 bits"
}
PLANS["a table"] = HashRing(MEMBERS, profile="envoy_maglev", table_size=251).plan(
    HashRing([*MEMBERS, "10.0.0.4:80"], profile="envoy_maglev", table_size=251)
)
TABLE = HashRing(MEMBERS, profile="envoy_maglev", table_size=251)


@pytest.mark.parametrize("name", PLANS)
@given(key=KEYS)
def test_a_key_is_part_of_the_moves_that_hold_its_position(name: str, key: str | bytes) -> None:
    position = RINGS.get(name, TABLE).position(key)
    assert sorted(PLANS[name].moves_of(key), key=lambda move: move.rank) == sorted(
        (move for move in PLANS[name] if position in move), key=lambda move: move.rank
    )


@pytest.mark.parametrize("name", PLANS)
def test_sizes_of_moves_sum_to_what_is_moved(name: str) -> None:
    plan = PLANS[name]
    assert sum(move.size for move in plan) == plan.moved > 0
    assert {move.total for move in plan} == {plan.total}


VALUES: list[Range | Move] = [
    Range(0, 0),
    Range(1, 2, 2**32),
    Range(1, 2, 2**15),
    Move(1, 2, 0, "a", "b"),
    Move(1, 2, 0, "a", "c"),
    Move(1, 2, 0, None, "b"),
    Move(1, 2, 1, "a", "b"),
    Move(1, 2, 0, "a", "b", 2**32),
]


def test_ranges_and_moves_are_equal_by_value() -> None:
    for place, one in enumerate(VALUES):
        assert [one == other for other in VALUES] == [place == other for other in range(len(VALUES))]
        for again in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one)), eval(repr(one))):
            assert (again == one, hash(again) == hash(one), type(again)) == (True, True, type(one))
    assert len(set(VALUES)) == len(VALUES)
    values: list[Any] = VALUES
    assert (values[0] != (0, 0), values[3] != (1, 2, 0, "a", "b")) == (True, True)


def test_they_are_shown_with_the_total_where_it_is_not_the_usual_one() -> None:
    assert repr(Range(3, 9)) == "Range(start=3, end=9)"
    assert repr(Range(3, 9, 2**32)) == "Range(start=3, end=9, total=4294967296)"
    assert repr(Move(3, 9, 1, None, "it's")) == 'Move(start=3, end=9, rank=1, source=None, target="it\'s")'


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_they_are_frozen_and_no_tuples(value: Any) -> None:
    for name in ("start", "rank", "other"):
        with pytest.raises(AttributeError):
            setattr(value, name, 1)
    assert not hasattr(value, "__dict__")
    for use in (iter, len, tuple):
        with pytest.raises(TypeError):
            use(value)


def test_they_can_be_matched() -> None:
    for value in VALUES:
        match value:
            case Range(start, end):
                assert (start, end) == (value.start, value.end)
            case Move(start, end, rank, source, target):
                assert (start, end, rank, source, target) == (1, 2, value.rank, value.source, value.target)


RANGE: Any = Range
MOVE: Any = Move
POSITION = "an integer is needed, as position(key) returns it"
REFUSALS: list[tuple[type[Exception], str, Any]] = [
    (TypeError, f"position of type str: {POSITION}", lambda: "user:42" in RANGE(0, 0)),
    (TypeError, f"position of type float: {POSITION}", lambda: 1.0 in RANGE(0, 0)),
    (TypeError, f"position of type bool: {POSITION}", lambda: True in MOVE(0, 0, 0, None, "a")),
    (ValueError, "start -1: an integer from 0 to 18446744073709551615", lambda: RANGE(-1, 0)),
    (ValueError, "end 4: an integer from 0 to 3", lambda: RANGE(0, 4, total=4)),
    (ValueError, "total 0: an integer from 1 to 18446744073709551616", lambda: RANGE(0, 0, 0)),
    (ValueError, f"total {2**64 + 1}: an integer from 1 to 18446744073709551616", lambda: MOVE(0, 0, 0, None, "a", 2**64 + 1)),
    (ValueError, "rank -1: an integer from 0 to 18446744073709551615", lambda: MOVE(0, 0, -1, None, "a")),
    (TypeError, "start of type str: an integer is needed", lambda: RANGE("0", 0)),
    (TypeError, "total of type NoneType: an integer is needed", lambda: RANGE(0, 0, None)),
]


@pytest.mark.parametrize(("error", "text", "call"), REFUSALS)
def test_bad_input_is_refused_in_words(error: type[Exception], text: str, call: Any) -> None:
    with pytest.raises(error) as raised:
        call()
    assert str(raised.value) == text
