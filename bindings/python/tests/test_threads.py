"""Tests that lookups see complete rings while another thread edits."""

import copy
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from ringwise import HashRing, Ticket

KEYS = [f"key-{number}" for number in range(500)]
EDITS = 10_000
READERS = 4


@contextmanager
def eager_switches() -> Iterator[None]:
    """Makes threads switch far more often than usual."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def in_threads(work: Callable[[int], None], count: int = 4) -> None:
    with eager_switches(), ThreadPoolExecutor(count) as threads:
        for done in [threads.submit(work, number) for number in range(count)]:
            done.result()


def beside(edit: Callable[[], None], look: Callable[[], None], readers: int = 3) -> None:
    """Edits in one thread while others look, from before the first edit until after the last, at least once."""
    ready, done = threading.Barrier(readers + 1), threading.Event()

    def work(number: int) -> None:
        ready.wait()
        if number == 0:
            try:
                edit()
            finally:
                done.set()
        else:
            last = False
            while not last:
                last = done.is_set()
                look()

    in_threads(work, readers + 1)


def test_every_answer_belongs_to_some_published_ring() -> None:
    """Two sets of members without a common name alternate, so a list with names of both is an error."""
    memberships = [{f"{side}{number}": 1 for number in range(5)} for side in "ab"]
    ring = HashRing(memberships[0], vnodes=8, replication_factor=5)
    owners = [dict(zip(KEYS, HashRing(nodes, vnodes=8).get_node_batch(KEYS), strict=True)) for nodes in memberships]
    batches = [[side[key] for key in KEYS] for side in owners]
    lists = [{key: HashRing(nodes, vnodes=8).get_nodes(key, 5) for key in KEYS} for nodes in memberships]

    def edit() -> None:
        for number in range(1, EDITS + 1):
            ring.set_nodes(memberships[number % 2])

    def look() -> None:
        for key in KEYS[:50]:
            assert ring[key] in (owners[0][key], owners[1][key])
            assert ring.get_nodes(key) in (lists[0][key], lists[1][key])
            assert list(ring.iter_nodes(key)) in (lists[0][key], lists[1][key])
        assert ring.get_node_batch(KEYS) in batches
        assert ring.nodes() in (sorted(memberships[0]), sorted(memberships[1]))
        assert len(ring) == 5

    beside(edit, look, READERS)
    assert ring == HashRing(memberships[EDITS % 2], vnodes=8)


def test_no_edit_of_many_writers_is_lost() -> None:
    ring = HashRing(vnodes=2)

    def work(writer: int) -> None:
        for number in range(100):
            ring.add_node(f"{writer}-{number}", meta=(writer, number))
        for number in range(0, 100, 2):
            ring.remove_node(f"{writer}-{number}")

    in_threads(work)
    assert ring.nodes() == sorted(f"{writer}-{number}" for writer in range(4) for number in range(1, 100, 2))
    assert all(ring.node(name).meta == tuple(map(int, name.split("-"))) for name in ring)


def test_a_node_is_never_seen_without_its_meta() -> None:
    ring = HashRing({"a": {"weight": 0, "meta": 0}}, vnodes=1)

    def edit() -> None:
        for weight in range(1, 2000):
            ring.set_nodes({"a": {"weight": weight % 50, "meta": weight % 50}})

    def look() -> None:
        for node in (ring.node("a"), copy.copy(ring).node("a"), HashRing(ring).node("a")):
            assert node.weight == node.meta

    beside(edit, look)


def test_one_iterator_serves_many_threads() -> None:
    ring = HashRing((str(number) for number in range(2000)), vnodes=2)
    names, taken = ring.iter_nodes("k"), [list[str]() for _ in range(4)]

    def work(number: int) -> None:
        taken[number].extend(names)

    in_threads(work)
    assert sorted(name for part in taken for name in part) == ring.nodes()


def test_acquires_and_releases_add_up() -> None:
    ring = HashRing({"a": 1, "b": 2, "c": 1}, load_factor=110)
    kept: list[list[Ticket]] = [[] for _ in range(4)]

    def work(number: int) -> None:
        for step in range(5000):
            ticket = ring.acquire(KEYS[step % 7])
            assert ticket is not None
            if step % 5:
                assert ticket.release()
            else:
                kept[number].append(ticket)

    in_threads(work)
    tickets = [ticket for part in kept for ticket in part]
    assert ring.total_load() == sum(ring.loads().values()) == len(tickets) == 4000
    assert ring.loads() == {name: sum(ticket.node == name for ticket in tickets) for name in ring}
    in_threads(lambda number: [ticket.release() for ticket in kept[number]].clear())
    assert ring.loads() == {"a": 0, "b": 0, "c": 0}


def test_a_ticket_releases_once_however_many_threads_try() -> None:
    ring = HashRing(["a"])
    kept = ring.acquire("k")
    tickets = [ring.acquire("k") for _ in range(2000)]
    releases: list[list[bool]] = [[] for _ in range(4)]

    def work(number: int) -> None:
        releases[number].extend(ticket.release() for ticket in tickets if ticket)

    in_threads(work)
    assert [sum(each) for each in zip(*releases, strict=True)] == [1] * 2000
    assert (ring.total_load(), kept and kept.node) == (1, "a")


def test_marks_are_seen_whole() -> None:
    """A lookup sees the node and the list of the same mark."""
    ring = HashRing(["a", "b"])

    def mark() -> None:
        for _ in range(2000):
            ring.mark_node_unhealthy("a")
            ring.mark_node_healthy("a")

    def look() -> None:
        assert sorted(ring.get_healthy_nodes("k", 2)) in (["a", "b"], ["b"])
        assert ring.get_node_with_fallback("k") in ("a", "b")
        assert ring.is_healthy("b")

    beside(mark, look)
    assert ring.is_healthy("a")
