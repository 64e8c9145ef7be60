"""Tests that recommended settings reach the target."""

import json
from pathlib import Path
from typing import Any

import pytest
from process import ringwise

from ringwise import HashRing


def advice(ring: HashRing, target: str, folder: Path) -> dict[str, Any]:
    """Asks for advice, and compares every number with a ring that is built here."""
    (folder / "ring").write_bytes(ring.to_bytes())
    done = ringwise("advise", "--target", target, "--ring", "ring", "--json", folder=folder)
    found: dict[str, Any] = json.loads(done.out)
    limit = 1 + float(target.removesuffix("%")) / 100
    for choice in found["choices"]:
        options = {**ring.options, "vnodes": choice["vnodes"], "cap": choice["cap"]}
        if not ring.profile.startswith("native"):
            del options["cap"]
        stats = HashRing(ring, **options).stats()
        assert (stats.points, stats.max_over_fair) == (choice["points"], choice["max_over_fair"])
        assert (stats.max_over_fair <= limit) != choice["verdict"].endswith("misses")
    best = [choice for choice in found["choices"] if choice["verdict"].endswith("recommended")]
    assert len(best) == found["reached"] == (done.status == 0)
    return {**found, "best": best[0] if best else None}


@pytest.mark.parametrize("target", ["20%", "5%", "1.5%", "400%"])
@pytest.mark.parametrize("nodes", [2, 60])
def test_what_is_recommended_reaches_the_target(target: str, nodes: int, folder: Path) -> None:
    found = advice(HashRing({f"node-{number}": 1 + number % 2 for number in range(nodes)}, seed=nodes), target, folder)
    assert found["reached"]


def test_a_ring_that_is_even_already_stays(folder: Path) -> None:
    found = advice(HashRing(["a", "b"], cap=105), "5%", folder)
    assert (found["best"]["verdict"], found["best"]["cap"]) == ("now, recommended", 105)


def test_where_virtual_nodes_take_much_memory_it_is_a_cap(folder: Path) -> None:
    found = advice(HashRing([f"node-{number}" for number in range(100)]), "2%", folder)
    plain = next(choice for choice in found["choices"] if choice["cap"] is None and choice["verdict"] == "reaches")
    assert plain["bytes"] > 8 << 20 and found["best"]["cap"] == 102
    # A cap has a cost, which is printed.
    assert found["best"]["moved"] > plain["moved"]


def test_out_of_reach_is_an_answer(folder: Path) -> None:
    found = advice(HashRing([f"node-{number}" for number in range(50)]), "0.01%", folder)
    assert not found["reached"] and {choice["verdict"] for choice in found["choices"]} == {"now, misses", "misses"}


def test_profiles_without_a_cap_are_advised_virtual_nodes(folder: Path) -> None:
    found = advice(HashRing(["a", "b", "c"], profile="groupcache"), "10%", folder)
    assert found["best"]["vnodes"] > 50 and {choice["cap"] for choice in found["choices"]} == {None}
