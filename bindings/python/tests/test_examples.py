"""Tests that the examples print what their comments say."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from ringwise import HashRing
from script import SHARED, digest, real_keys

PACKAGE = Path(__file__).parents[1]
EXAMPLES = PACKAGE / "examples"


def run(example: str, *arguments: object) -> str:
    """Runs an example, and returns its output."""
    command = [sys.executable, "-W", "error", str(EXAMPLES / example), *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_quickstart() -> None:
    assert run("quickstart.py") == "cache-1\n['cache-1', 'cache-3']\n"


def test_nodes() -> None:
    zones, *rest = run("nodes.py").splitlines()
    assert sorted(re.findall(r"\w+", zones)) == ["east", "west"]
    assert rest == ["{'port': 5432}", "['db-1', 'db-2', 'db-4']", 'node "db-9" is not in the ring: name one of its members']


def promised(example: str) -> list[str]:
    """Returns the output that the comments of an example promise."""
    lines = (EXAMPLES / example).read_text(encoding="utf-8").splitlines()
    return [line.partition("  # ")[2] for line in lines if line.strip().startswith("print(") and "  # " in line]


@pytest.mark.parametrize(("example", "least"), [("how_even.py", 4), ("how_much_moves.py", 3)])
def test_it_prints_what_its_comments_say(example: str, least: int) -> None:
    printed, comments = run(example).splitlines(), promised(example)
    assert len(comments) >= least
    for comment in comments:
        assert comment in printed


def test_how_even_ends_with_the_balance_of_real_keys() -> None:
    printed = run("how_even.py").splitlines()
    owned = [float(percent) for line in printed for percent in re.findall(r"owns ([\d.]+)%", line)]
    changes = [float(change) for line in printed for change in re.findall(r": ([+-][\d.]+)%", line)]
    assert (len(owned), len(changes)) == (4, 4)
    assert sum(owned) == pytest.approx(100, abs=0.05)
    assert sum(changes) == pytest.approx(0, abs=0.05)
    assert sum(int(line.split()[0]) for line in printed if "keys go to" in line) == 100


def test_failover() -> None:
    assert run("failover.py").splitlines() == [
        "cache-1 is down: the probe returned False",
        "cache-3 instead of cache-1",
        "['cache-3']",
        "cache-1",
    ]


def test_which_profile() -> None:
    first, second, _ = run("which_profile.py").splitlines()
    assert first == "300 of 300 twemproxy_ketama {'hash': 'crc32a'}"
    assert not second.startswith("300 ")


def test_profiles() -> None:
    owner, *explained, kept, refused = run("profiles.py").splitlines()
    assert (owner, kept) == ("10.0.0.1:11211", "326 of 1000 keys would stay")
    assert explained[0] == "profile twemproxy_ketama"
    assert '"10.0.0.1-0"' in "".join(explained)
    assert refused.startswith("vnodes 100: profile twemproxy_ketama has no such option, its options are ")


def test_a_cache_moves_and_misses_nothing() -> None:
    stays, first, second, written, expired = run("migrate.py").splitlines()
    kept, moved = map(int, re.findall(r"\d+", stays))
    assert (kept + moved, kept > 0, moved > 500) == (1000, True, True)
    assert first == f"first reads: 1000 found, {moved} of them at their old owner"
    assert second == "second reads: 1000 found, 0 of them at their old owner"
    assert written == "after a write: another and nothing at the old owner: None"
    assert expired == "when the old values have expired: 1 found"


def test_a_replicated_store_goes_on_without_a_server() -> None:
    assert run("replicated_store.py").splitlines() == [
        "written to store-4 store-3 store-1",
        "store-4 is down; store-3 says Ada",
        "written to store-3 store-1 only",
        "store-4 is back, but stale: it has Ada; the latest is Ada Lovelace",
        "refused: 1 of 3 copies of user:42, and 2 are needed",
    ]


def test_a_load_balancer_is_sticky_and_bounded() -> None:
    sticky, *loads, overflow, left, moved, back = run("load_balancer.py").splitlines()
    assert sticky == "alice stays on her backend: True"
    counts = [list(map(int, re.findall(r"(\d+) requests of at most (\d+)", line)[0])) for line in loads]
    assert sum(load for load, _ in counts) == 150
    assert [capacity for _, capacity in counts] == [95, 48, 48]  # 125 % of their part of 151, rounded up
    assert all(load <= capacity for load, capacity in counts)
    assert sum(map(int, re.findall(r": (\d+)", overflow))) == 50
    assert len(re.findall(r"'[\w-]+'", overflow)) > 1
    assert (left, moved, back) == ("left when all are done: 0", "only sessions of small-1 move: True", "and they come back: True")


def test_the_demo_prints_the_digest_of_all_keys(tmp_path: Path) -> None:
    nodes = tmp_path / "nodes.tsv"
    nodes.write_text("a\t2\teast\nb\t1\twest\nc\t3\teast\n")
    ring = HashRing({"a": {"weight": 2, "zone": "east"}, "b": {"zone": "west"}, "c": {"weight": 3, "zone": "east"}})
    assert run("demo.py", nodes, SHARED / "data" / "package-names.txt") == f"digest {digest(ring, real_keys())}\n"
    assert len(real_keys()) == 10_000
