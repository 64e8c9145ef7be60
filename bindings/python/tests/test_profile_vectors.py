"""Tests that each profile places keys as its system does, through Python."""

import pytest

from placements import NOTHING, PROFILES, Player, cases
from ringwise import profiles
from script import Record, records

# The cases that a profile reproduces, by file and number.
CASES: dict[tuple[str, int], Record] = {
    (line.kind, int(line.field(0))): line for line in records(PROFILES / "manifest.tsv") if line.field(1) != NOTHING
}


@pytest.mark.parametrize("file", dict.fromkeys(file for file, _ in CASES))
def test_every_recorded_placement_is_reproduced(file: str) -> None:
    """The manifest lists each case with its counts, so that no case or key is lost."""
    checked = {(file, case.number): (case.profile, *map(str, Player(case).play())) for case in cases(file)}
    assert checked == {case: (line.field(1), line.field(3), line.field(4)) for case, line in CASES.items() if case[0] == file}


def test_the_manifest_is_whole() -> None:
    assert len(CASES) == 1104
    assert sum(int(line.field(3)) for line in CASES.values()) == 369_523 + 70_968
    assert sum(int(line.field(4)) for line in CASES.values()) == 12_147 + 30_100
    ringless = {"cassandra_token", "guava_consistent_hash", "jump_hash", "redis_slot"}
    assert {line.field(1) for line in CASES.values()} == {*profiles(), *ringless} - {"native", "points"}
