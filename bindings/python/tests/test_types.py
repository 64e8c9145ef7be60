"""Tests that the stub matches the package."""

import ast
import doctest
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import ringwise
import ringwise._ringwise
from stubs import INSTALLED, SOURCE, documented, with_docstrings

# What is right says so; what is wrong ends with `# wrong`.
PROGRAM = """
from collections.abc import Iterator
from typing import Any, assert_type

from ringwise import Changes, Comparison, HashRing, Health, HealthMonitor, InvalidNameError, Node, NodeOptions, RingwiseError, Ticket
from ringwise import Distribution, Move, Plan, Range, Share, Shares, Stats
from ringwise import cassandra_token, guava_consistent_hash, jump_hash, profiles, redis_slot

ring = HashRing(["a", "b"], vnodes=10, seed=1, hash_tag="{}", zones="strict", replication_factor=3, load_factor=150)
HashRing()
HashRing({"a": 1, "b": 2})
HashRing({"a": {"weight": 1, "zone": None}, "b": {"identity": "x", "meta": object()}})
HashRing(name for name in "ab")
HashRing(ring)
HashRing([ring.node("a"), "b"])
HashRing({"a": ring.node("a"), "b": 2})
HashRing({"a": ring.node("a")._asdict()})
HashRing(5)  # wrong
HashRing([1, 2])  # wrong
HashRing(["a"], 160)  # wrong
HashRing(["a"], vnodes="160")  # wrong
HashRing(["a"], zones="wide")  # wrong
HashRing(["a"], profile="haproxy", hash="crc32", avalanche=True, balance_factor=125)
HashRing(["a"], profile="cassandra", strategy="network", replication={"dc1": 3})
HashRing({"a": {"vnodes": 40, "points": [1, 2]}}, **ring.options)
HashRing(["a"], profile=1)  # wrong
HashRing(["a"], profile="haproxy", balance_factor=1.25)  # wrong

assert_type(ring.add_node("c", 2, zone="east", identity="x", meta=object()), None)
ring.add_node("c", vnodes=40, points=range(3))
ring.add_node("c", points=["1"])  # wrong
ring.add_node("c", 2, "east")  # wrong
ring.add_node(b"c")  # wrong
ring.set_weight("a", 1.5)  # wrong
assert_type(ring.set_nodes(["a"]), Changes)
assert_type(ring.set_nodes(["a"]).added, list[str])
assert_type(ring.node("a"), Node)
assert_type(ring.node("a").zone, str | None)
assert_type(ring.node("a").vnodes, int | None)
assert_type(ring.node("a").points, tuple[int, ...] | None)
assert_type(ring.nodes(), list[str])
assert_type(len(ring), int)
assert_type(iter(ring), Iterator[str])
assert_type("a" in ring, bool)
assert_type(ring.profile, str)
assert_type(ring.options, dict[str, Any])
ring.profile = "ketama"  # wrong

assert_type(ring["k"], str)
assert_type(ring[bytearray(b"k")], str)
assert_type(ring[memoryview(b"k")], str)
ring[5]  # wrong
assert_type(ring.get_node(b"k"), str | None)
ring.get_node(key="k")  # wrong
ring.get_node(None)  # wrong
ring.get_node("k").upper()  # wrong
assert_type(ring.get_nodes("k"), list[str])
assert_type(ring.get_nodes("k", count=2), list[str])
ring.get_nodes("k", "2")  # wrong
assert_type(ring.iter_nodes("k"), Iterator[str])
assert_type(ring.get_node_batch(["k", b"k"]), list[str | None])
ring.get_node_batch([1])  # wrong
assert_type(ring.points(), list[tuple[int, str]])
assert_type(ring == ring, bool)
assert_type(ring.retry_nodes(b"k"), list[str])
assert_type(ring.explain(), str)
assert_type(ring.compare(ring, ["k", b"k"]), Comparison)
assert_type(ring.compare(ring, []).pairs, dict[tuple[str | None, str | None], int])
ring.compare(["a"], ["k"])  # wrong
ring.compare(ring, [1])  # wrong

assert_type(profiles(), list[str])
assert_type(jump_hash(1, 2), int)
assert_type(guava_consistent_hash(1, 2), int)
assert_type(redis_slot("k"), int)
assert_type(cassandra_token(b"k"), int)
jump_hash("k", 2)  # wrong
redis_slot(1)  # wrong

assert_type(ring.mark_node_unhealthy("a"), None)
assert_type(ring.mark_node_healthy("a"), None)
assert_type(ring.is_healthy("a"), bool)
ring.is_healthy(b"a")  # wrong
assert_type(ring.health(), dict[str, Health])
assert_type(ring.health("a"), Health)
ring.health(None)  # wrong
assert_type(ring.health()["a"].since, float)
assert_type(ring.health()["a"].reason, str | None)
assert_type(ring.get_healthy_nodes(b"k"), list[str])
assert_type(ring.get_healthy_nodes("k", count=2), list[str])
assert_type(ring.get_node_with_fallback("k"), str | None)
assert_type(ring.acquire("k"), Ticket | None)
assert_type(ring.load("a"), int)
assert_type(ring.set_load_factor(150), None)
ring.set_load_factor("150")  # wrong
assert_type(ring.loads(), dict[str, int])
assert_type(ring.total_load(), int)
assert_type(ring.capacity("a"), int)
ring.acquire("k").node  # wrong
if ticket := ring.acquire("k"):
    with ticket as place:
        assert_type(place.node, str)
    assert_type(ticket.release(), bool)
    ticket.node = "b"  # wrong

with HealthMonitor(ring, probe=lambda node: node.upper(), interval=1, on_change=lambda node, health: health.reason) as monitor:
    assert_type(monitor.running, bool)
assert_type(monitor, HealthMonitor)
assert_type(monitor.start(), None)
assert_type(monitor.stop(), list[str])
HealthMonitor(ring, addresses={"a": "localhost:80"}, timeout=0.5, rise=1, fall=1, jitter=0.5, concurrency=4)
HealthMonitor(ring, bool)  # wrong
HealthMonitor(["a"])  # wrong
HealthMonitor(ring, probe=lambda: True)  # wrong
HealthMonitor(ring, interval="5")  # wrong

assert_type(ring.shares(2), Shares)
assert_type(ring.forecast(["a"], replicas=2)["a"], Share)
assert_type(ring.shares()["a"].by_rank, tuple[int, ...])
assert_type(ring.shares().total, int)
assert_type(ring.stats(), Stats)
assert_type(ring.stats().over_cap, list[str])
assert_type(ring.ranges("a"), list[Range])
assert_type(ring.group(["k"]), dict[str | None, list[str]])
assert_type(ring.analyze_distribution(["k", b"k"]), Distribution)
assert_type(ring.plan(ring, 2), Plan)
assert_type(ring.plan(ring).totals(), dict[tuple[str | None, str], int])
assert_type(ring.plan(ring).moves_of("k"), list[Move])
assert_type(ring.plan(ring).to_json(), str)
for move in ring.plan(ring):
    assert_type(move.source, str | None)
    assert_type(move.target, str)
    assert_type(7 in move, bool)
    assert_type(move.size, int)
    move.rank = 1  # wrong
    start, end, *names = move  # wrong
for owned in ring.ranges("a"):
    assert_type((owned.start, owned.end, owned.total, owned.size), tuple[int, int, int, int])
    start, end = owned  # wrong
Range(0, 1, total="2")  # wrong
assert_type(ring.overlap(ring), float)
assert_type(ring.fingerprint(), str)
assert_type(HashRing.from_bytes(ring.to_bytes(), replication_factor=2), HashRing)
assert_type(HashRing.from_json(ring.to_json(), load_factor=150), HashRing)
HashRing(["a"], cap=105)
HashRing(["a"], cap="105")  # wrong
ring.shares("1")  # wrong
ring.forecast(1)  # wrong
ring.group([1])  # wrong
ring.plan(["a"])  # wrong
ring.plan(ring).moves_of(1)  # wrong
ring.plan(ring).moved = 1  # wrong
HashRing.from_bytes("ringwise")  # wrong
HashRing.from_bytes(data=b"")  # wrong
HashRing.from_json(b"{}")  # wrong

options: NodeOptions = {"weight": 1}
options = {"weigth": 1}  # wrong
class Mine(HashRing): ...  # wrong
try:
    pass
except InvalidNameError as error:
    assert_type(error, InvalidNameError)
    wide: RingwiseError = error
    value: ValueError = error
"""


def test_a_type_checker_knows_right_from_wrong(tmp_path: Path) -> None:
    """Runs in a folder of its own, so that mypy sees only the installed package."""
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    mypy = [sys.executable, "-m", "mypy", "--strict", "--no-pretty", "--no-error-summary"]
    checked = subprocess.run([*mypy, "program.py"], cwd=tmp_path, capture_output=True, text=True)
    reported = {int(line) for line in re.findall(r"^program\.py:(\d+): error:", checked.stdout, re.MULTILINE)}
    wrong = {number for number, line in enumerate(PROGRAM.split("\n"), 1) if line.endswith("# wrong")}
    assert reported == wrong, checked.stdout + checked.stderr


def test_every_public_name_is_there() -> None:
    assert all(hasattr(ringwise, name) for name in ringwise.__all__)
    public = {name for name in dir(ringwise) if not name.startswith("_") and not isinstance(getattr(ringwise, name), ModuleType)}
    assert public | {"__version__"} == set(ringwise.__all__)


STUB = INSTALLED.read_text(encoding="utf-8")
DOCUMENTED = [item for item in documented(ast.parse(STUB).body, ringwise._ringwise) if item.text is not None]
FUNCTIONS = {"cassandra_token", "guava_consistent_hash", "jump_hash", "profiles", "redis_slot"}


def test_the_docstrings_of_the_stub_are_those_of_the_module() -> None:
    """With `RINGWISE_BLESS=1`, writes them into the stub."""
    stub = STUB
    if os.environ.get("RINGWISE_BLESS"):
        stub = with_docstrings(SOURCE.read_text(encoding="utf-8"))
        SOURCE.write_text(stub, encoding="utf-8")
    assert with_docstrings(stub) == stub
    public = {name for name in vars(ringwise.HashRing) if not name.startswith("_")}
    assert {f"HashRing.{name}" for name in public} | {"HashRing", *FUNCTIONS} <= {item.name for item in DOCUMENTED}


PYTHON = [("ringwise", ringwise.__doc__ or ""), ("HealthMonitor", ringwise.HealthMonitor.__doc__ or "")]
EXAMPLES = [*PYTHON, *((name, text or "") for name, _, text in DOCUMENTED)]


@pytest.mark.parametrize(("name", "text"), EXAMPLES, ids=[name for name, _ in EXAMPLES])
def test_the_examples_in_docstrings_are_right(name: str, text: str) -> None:
    test = doctest.DocTestParser().get_doctest(text, vars(ringwise).copy(), name, None, 0)
    assert doctest.DocTestRunner().run(test).failed == 0


def test_every_class_says_that_it_comes_from_ringwise() -> None:
    for name in ringwise.__all__:
        thing = getattr(ringwise, name)
        if isinstance(thing, type):
            assert (thing.__module__, thing.__name__) == ("ringwise", name)
