"""HAProxy's `hash-type consistent` and the profile `haproxy`: the same server for every key."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from agreement import Case, Nodes, agree
from backends import HTTP, Backends
from chance import draw
from haproxy import FUNCTIONS, haproxy, hashing, random_case
from keys import LINE, crc32_key, keys
from proxy import ask_http, folder

KEYS = 600
NAMES = [f"s{number}" for number in range(30)]


def compare(cases: Sequence[Case], asked: Sequence[list[bytes]], home: Path) -> None:
    """Asks a HAProxy with all these rings where the keys go, and ringwise too."""
    backends = Backends(HTTP)
    for name in NAMES:
        backends.listen(name, home / name)
    with backends, haproxy(cases, home) as version:
        for number, (case, keys) in enumerate(zip(cases, asked, strict=True)):
            agree(version, case, keys, ask_http(home / "front", f"/u{number}", keys))


def test_every_key_is_on_the_same_server() -> None:
    chance = draw("haproxy")
    cases = [random_case(chance, NAMES, **hashing(chance, function)) for function in FUNCTIONS * 8]
    with folder(chance) as home:
        compare(cases, [keys(chance, KEYS, LINE) for _ in cases], home)


def test_keys_that_meet_a_point_or_the_middle_between_two() -> None:
    chance = draw("haproxy, points")
    cases, asked = [], []
    for _ in range(4):
        case = random_case(chance, NAMES, hash="crc32")
        points = sorted({point for point, _ in case.ring().points()})
        aimed = chance.sample(points, min(len(points), 150)) + [(here + there) // 2 for here, there in pairwise(points)][:150]
        cases.append(case)
        asked.append([crc32_key(chance, (position + by) % 2**32) for position in aimed for by in (-1, 0, 1)])
    with folder(chance) as home:
        compare(cases, asked, home)


def test_ids_that_share_all_points() -> None:
    chance = draw("haproxy, equal points")
    # Labels are 4096 times the id, in 32 bits.
    ids = [base + round_ * 2**20 for base in chance.sample(range(1, 2**20), 5) for round_ in chance.sample(range(2000), 3)]
    chance.shuffle(ids)
    numbered = zip(NAMES, ids, strict=False)
    nodes: Nodes = {name: {"weight": chance.randint(1, 20), "identity": str(id_)} for name, id_ in numbered}
    with folder(chance) as home:
        compare([Case("haproxy", nodes, {"hash": "wt6"})], [keys(chance, KEYS, LINE)], home)
