"""Tests that a health monitor marks nodes by its probes, and stops when asked to.

Nothing here depends on timing: tests wait for events that must happen, up to a limit that only a bug can reach.
"""

import gc
import logging
import socket
import threading
import time
import weakref
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any

import pytest

from ringwise import HashRing, Health, HealthMonitor, MonitorFailedError

NEVER = 60.0


class Changes:
    """The changes that a monitor reports."""

    def __init__(self) -> None:
        self.queue: SimpleQueue[tuple[str, Health]] = SimpleQueue()

    def __call__(self, node: str, health: Health) -> None:
        self.queue.put((node, health))

    def next(self) -> tuple[str, Health]:
        return self.queue.get(timeout=NEVER)

    def next_of(self, count: int) -> dict[str, Health]:
        return dict(self.next() for _ in range(count))


def monitor_of(ring: HashRing, **settings: Any) -> tuple[HealthMonitor, Changes]:
    changes = Changes()
    return HealthMonitor(ring, **{"interval": 0.001, "timeout": NEVER, "on_change": changes, **settings}), changes


def wait_until(what: Callable[[], object]) -> None:
    until = time.monotonic() + NEVER
    while not what():
        assert time.monotonic() < until
        time.sleep(0.001)


def threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("ringwise")]


@pytest.fixture(autouse=True)
def nothing_is_left() -> Any:
    """Checks after each test that no thread of a monitor is left."""
    yield
    wait_until(lambda: not threads())


def script(outcomes: str, then: bool) -> Callable[[str], bool]:
    """A probe that fails for each `-` and succeeds for each `+`, and then always does `then`."""
    left = iter(outcomes)

    def probe(_node: str) -> bool:
        outcome = next(left, None)
        return then if outcome is None else outcome == "+"

    return probe


def test_a_node_goes_down_after_fall_failures_and_up_after_rise_successes() -> None:
    ring = HashRing(["a"])
    monitor, changes = monitor_of(ring, probe=script("+--+---", then=True), fall=3, rise=2)
    with monitor:
        node, down = changes.next()
        assert (node, down.healthy, down.reason) == ("a", False, "the probe returned False")
        node, up = changes.next()
        assert (node, up.healthy, up.reason) == ("a", True, "it answers again")
        assert ring.health() == {"a": up}
        assert up.since >= down.since


def test_flapping_below_the_thresholds_changes_nothing() -> None:
    ring, ended = HashRing(["a"]), threading.Event()
    outcomes = iter("--+--+-+--+--+--+-+--+")

    def probe(_node: str) -> bool:
        outcome = next(outcomes, None)
        if outcome is None:
            ended.set()
        return outcome != "-"

    monitor, changes = monitor_of(ring, probe=probe, fall=3)
    with monitor:
        assert ended.wait(NEVER)
    assert changes.queue.empty()
    assert ring.is_healthy("a")


def test_whatever_a_probe_returns_but_false_is_an_answer() -> None:
    answers: dict[str, object] = {"a": None, "b": True, "c": 0, "d": "", "e": []}
    ring = HashRing(list(answers))
    for name in answers:
        ring.mark_node_unhealthy(name)

    monitor, changes = monitor_of(ring, probe=answers.__getitem__)
    with monitor:
        assert set(changes.next_of(5)) == set(answers)
    assert all(health.healthy for health in ring.health().values())


def test_an_answer_to_be_awaited_is_a_failure() -> None:
    async def ask(_node: str) -> bool:
        return True

    ring = HashRing(["a"])
    monitor, changes = monitor_of(ring, probe=lambda node: ask(node))
    with monitor:
        _, health = changes.next()
    assert (health.healthy, health.reason) == (False, "the probe returned a coroutine: it must wait for its answer itself")


class Unprintable(Exception):
    def __str__(self) -> str:
        raise ZeroDivisionError


RAISED: list[tuple[BaseException, str]] = [
    (OSError("no route to host"), "no route to host"),
    (TimeoutError(), "TimeoutError"),
    (KeyError("x"), "'x'"),
    (ValueError("lone \ud800"), "lone \ufffd\ufffd\ufffd"),
    (Unprintable(), "Unprintable"),
    (SystemExit(3), "3"),
    (KeyboardInterrupt(), "KeyboardInterrupt"),
]


@pytest.mark.parametrize(("error", "reason"), RAISED, ids=[type(error).__name__ for error, _ in RAISED])
def test_a_probe_that_raises_has_failed_and_goes_on(error: BaseException, reason: str) -> None:
    raises = True

    def probe(_node: str) -> None:
        if raises:
            raise error

    monitor, changes = monitor_of(HashRing(["a"]), probe=probe)
    with monitor:
        assert changes.next()[1].reason == reason
        raises = False
        assert changes.next()[1].healthy


def test_changes_and_what_raises_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "ringwise")
    outcomes = iter("---++")

    def probe(_node: str) -> None:
        if next(outcomes, "+") == "-":
            raise OSError("no route to host")

    seen = SimpleQueue[bool]()

    def on_change(_node: str, health: Health) -> None:
        seen.put(health.healthy)
        raise ZeroDivisionError("on purpose")

    with HealthMonitor(HashRing(["a"]), probe=probe, interval=0.001, timeout=NEVER, on_change=on_change):
        assert [seen.get(timeout=NEVER) for _ in range(2)] == [False, True]
    records = [(record.levelno, record.getMessage(), record.exc_info and record.exc_info[0]) for record in caplog.records]
    raised, told = "the probe of node a raised", "on_change raised for node a"
    probes = [(logging.WARNING, raised, OSError), (logging.DEBUG, raised, OSError), (logging.DEBUG, raised, OSError)]
    assert [record for record in records if record[1] == raised] == probes
    assert [record for record in records if record[1] != raised] == [
        (logging.WARNING, "node a went down: no route to host", None),
        (logging.ERROR, told, ZeroDivisionError),
        (logging.INFO, "node a went up: it answers again", None),
        (logging.ERROR, told, ZeroDivisionError),
    ]
    assert {record.name for record in caplog.records} == {"ringwise"}


def test_a_hung_probe_fails_delays_no_other_and_may_come_back() -> None:
    ring, gate, count = HashRing(["good", "hung"]), threading.Event(), {"good": 0, "hung": 0}
    enough = threading.Event()

    def probe(node: str) -> None:
        count[node] += 1
        if node == "hung" and not gate.is_set():
            gate.wait()
        if count["good"] > 100:
            enough.set()

    monitor, changes = monitor_of(ring, probe=probe, concurrency=1, timeout=0.05, fall=1, rise=1)
    with monitor:
        wait_until(lambda: not ring.is_healthy("hung"))
        assert ring.health()["hung"].reason == "no answer within 50ms"
        assert enough.wait(NEVER)
        assert count["hung"] == 1
        gate.set()
        wait_until(lambda: ring.is_healthy("hung"))
        assert count["hung"] > 1
    assert not changes.queue.empty()


def test_stop_leaves_what_hangs_and_names_it() -> None:
    ring, gate = HashRing(["a", "b", "hung"]), threading.Event()
    monitor, changes = monitor_of(ring, probe=lambda node: node == "hung" and gate.wait(), timeout=0.5, fall=1)
    monitor.start()
    assert set(changes.next_of(3)) == {"a", "b", "hung"}
    assert "hung" in monitor.stop()
    assert (monitor.running, monitor.stop()) == (False, [])
    gate.set()


def test_stop_waits_detached_for_a_probe_in_time() -> None:
    """Another thread lets the probe return. It can only run if the thread that stops does not block it."""
    entered, gate = threading.Event(), threading.Event()

    def probe(_node: str) -> None:
        entered.set()
        gate.wait()

    monitor, _ = monitor_of(HashRing(["a"]), probe=probe)

    def let_go() -> None:
        wait_until(lambda: not monitor.running)
        gate.set()

    helper = threading.Thread(target=let_go)
    monitor.start()
    assert entered.wait(NEVER)
    helper.start()
    assert monitor.stop() == []
    helper.join()


def test_twenty_that_hang_among_two_hundred_hold_nobody_up() -> None:
    """The other nodes fail, so that the first change of each is seen."""
    names, gate = [f"node-{number}" for number in range(200)], threading.Event()
    monitor, changes = monitor_of(
        HashRing(names, vnodes=1), probe=lambda node: node.endswith("7") and gate.wait(), timeout=0.5, interval=3600, fall=1
    )
    monitor.start()
    assert set(changes.next_of(200)) == set(names)
    assert monitor.stop() == sorted(name for name in names if name.endswith("7"))
    gate.set()


def test_many_probes_run_at_once() -> None:
    """Each probe waits for all others, and the concurrency just allows that."""
    together = threading.Barrier(16)
    ring, done = HashRing(map(str, range(16))), SimpleQueue[str]()

    def probe(node: str) -> None:
        together.wait(NEVER)
        done.put(node)

    monitor, _ = monitor_of(ring, probe=probe, concurrency=16, interval=3600)
    with monitor:
        assert {done.get(timeout=NEVER) for _ in range(16)} == set(ring)


def test_probes_share_threads() -> None:
    """A probe can therefore keep thread-local state, such as a connection."""
    seen: set[threading.Thread] = set()
    enough = threading.Semaphore(0)

    def probe(_node: str) -> None:
        seen.add(threading.current_thread())
        enough.release()

    monitor, _ = monitor_of(HashRing(["a", "b"]), probe=probe, concurrency=1)
    with monitor:
        for _ in range(200):
            assert enough.acquire(timeout=NEVER)
    assert len(seen) < 20


def test_a_callback_may_stop_its_monitor() -> None:
    stopped = SimpleQueue[tuple[list[str], bool]]()
    monitor = HealthMonitor(
        HashRing(["a"]),
        probe=lambda _node: False,
        interval=0.001,
        timeout=NEVER,
        on_change=lambda _node, _health: stopped.put((monitor.stop(), monitor.running)),
    )
    monitor.start()
    assert stopped.get(timeout=NEVER) == ([], False)


def test_a_probe_may_stop_its_monitor() -> None:
    stopped = SimpleQueue[list[str]]()
    monitor = HealthMonitor(HashRing(["a"]), probe=lambda _node: stopped.put(monitor.stop()), timeout=0.05)
    monitor.start()
    assert stopped.get(timeout=NEVER) in ([], ["a"])  # it hangs because it waits for itself, unless another call stopped the monitor first


def test_a_callback_that_hangs_delays_nobody() -> None:
    ring, gate, entered = HashRing(["a", "b"]), threading.Event(), threading.Event()

    def on_change(_node: str, _health: Health) -> None:
        entered.set()
        gate.wait()

    monitor = HealthMonitor(ring, probe=lambda _node: False, interval=0.001, timeout=0.05, on_change=on_change)
    monitor.start()
    assert entered.wait(NEVER)
    wait_until(lambda: not any(health.healthy for health in ring.health().values()))
    assert monitor.stop() == []
    gate.set()


def test_stop_has_told_of_every_change() -> None:
    ring, changes = HashRing(map(str, range(50))), Changes()
    monitor = HealthMonitor(ring, probe=lambda _node: False, interval=0.001, timeout=NEVER, fall=1, on_change=changes)
    with monitor:
        wait_until(lambda: not all(health.healthy for health in ring.health().values()))
    assert changes.next_of(changes.queue.qsize()) == {name: health for name, health in ring.health().items() if not health.healthy}


def test_members_come_and_go_while_it_runs() -> None:
    ring = HashRing(["a"])
    monitor, changes = monitor_of(ring, probe=lambda node: node != "b")
    with monitor:
        ring.add_node("b")
        assert changes.next()[0] == "b"
        ring.remove_node("b")
        ring.add_node("b")
        assert changes.next()[0] == "b"
    assert [ring.is_healthy(name) for name in ring] == [True, False]


def test_start_and_stop_may_be_repeated() -> None:
    monitor, changes = monitor_of(HashRing(["a"]), probe=script("---+++", then=True))
    assert (monitor.running, monitor.stop()) == (False, [])
    monitor.start()
    monitor.start()
    assert monitor.running
    assert repr(monitor) == "<HealthMonitor: running>"
    assert not changes.next()[1].healthy
    monitor.stop()
    assert repr(monitor) == "<HealthMonitor: stopped>"
    with monitor as same:
        assert same is monitor
        assert changes.next()[1].healthy
    assert not monitor.running


def test_a_thousand_starts_and_stops_leave_nothing() -> None:
    ring, tasks = HashRing(["a", "b", "c"]), threading.active_count()

    class Probe:
        def __call__(self, _node: str) -> None: ...

    probe = Probe()
    seen = weakref.ref(probe)
    for _ in range(1000):
        monitor = HealthMonitor(ring, probe=probe, interval=0.001, timeout=NEVER)
        monitor.start()
        assert monitor.stop() == []
    del probe, monitor
    wait_until(lambda: seen() is None)
    wait_until(lambda: threading.active_count() == tasks)


@pytest.mark.parametrize("hangs", [False, True])
def test_a_monitor_that_nobody_holds_stops(hangs: bool) -> None:
    ring, gate, probed = HashRing(["a", "b"]), threading.Event(), SimpleQueue[str]()

    def probe(node: str) -> None:
        probed.put(node)
        if hangs and node == "a":
            gate.wait()

    monitor = HealthMonitor(ring, probe=probe, interval=0.001, timeout=0.05)
    seen = weakref.ref(monitor)
    monitor.start()
    assert {probed.get(timeout=NEVER), probed.get(timeout=NEVER)} <= {"a", "b"}
    del monitor
    assert seen() is None
    wait_until(lambda: len(threads()) <= hangs)
    gate.set()


def test_a_stopped_monitor_whose_probe_holds_it_is_collected() -> None:
    class Owner:
        def __init__(self) -> None:
            self.monitor = HealthMonitor(HashRing(["a"]), probe=self.probe, timeout=NEVER)

        def probe(self, _node: str) -> None: ...

    owner = Owner()
    with owner.monitor:
        pass
    seen = weakref.ref(owner)
    del owner
    wait_until(lambda: not threads())
    gc.collect()
    assert seen() is None


def test_a_monitor_outlives_its_ring() -> None:
    monitor, changes = monitor_of(HashRing(["a"]), probe=lambda _node: False)
    with monitor:
        assert changes.next()[0] == "a"


def listening(port: int = 0) -> socket.socket:
    return socket.create_server(("127.0.0.1", port), backlog=128)


def test_without_a_probe_it_connects() -> None:
    server = listening()
    port = server.getsockname()[1]
    ring = HashRing([f"127.0.0.1:{port}", "named"])
    monitor, changes = monitor_of(ring, addresses={"named": f"localhost:{port}"}, interval=0.01)
    with monitor:
        server.close()
        down = changes.next_of(2)
        assert [health.healthy for health in down.values()] == [False, False]
        assert "refused" in str(down["named"].reason)
        assert ring.get_node_with_fallback("k") is None
        with listening(port):
            assert [health.healthy for health in changes.next_of(2).values()] == [True, True]
        assert ring.get_node_with_fallback("k") == ring["k"]


def test_addresses_are_those_of_when_it_was_made() -> None:
    addresses = {"a": "127.0.0.1:1"}
    monitor, changes = monitor_of(HashRing(["a"]), addresses=addresses)
    addresses["a"] = "nonsense"
    with monitor:
        assert not changes.next()[1].healthy


def test_a_system_without_threads_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monitor, _ = monitor_of(HashRing(["a"]), probe=lambda _node: True)

    def start(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patched:
        patched.setattr(threading.Thread, "start", start)
        with pytest.raises(MonitorFailedError) as raised:
            monitor.start()
    assert str(raised.value) == "the health monitor could not start a thread: can't start new thread"
    assert not monitor.running
    with monitor:
        assert monitor.running


def test_without_a_further_thread_probes_go_on_one_by_one(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monitor, changes = monitor_of(HashRing(["a", "b"]), probe=lambda _node: False)
    started, start = [0], threading.Thread.start

    def limited(thread: threading.Thread) -> None:
        started[0] += 1
        if started[0] > 2:  # one thread for changes, one for probes
            raise RuntimeError("can't start new thread")
        start(thread)

    with monkeypatch.context() as patched:
        patched.setattr(threading.Thread, "start", limited)
        with monitor:
            assert set(changes.next_of(2)) == {"a", "b"}
    assert "no further thread for probes; this one continues when its probe returns" in caplog.text
