"""Active health checks. The core keeps time and judges; here are the threads on which Python code runs for it."""

import atexit
import inspect
import logging
import os
import sys
import weakref
from collections.abc import Callable, Mapping
from functools import partial
from threading import RLock, Thread, current_thread
from types import TracebackType
from typing import Any

from ringwise._ringwise import ChangeQueue, HashRing, ProbeQueue, Run
from ringwise._types import Health

Probe = Callable[[str], object]
OnChange = Callable[[str, Health], object]

logger = logging.getLogger("ringwise")


class HealthMonitor:
    """Probes the nodes of a ring, and marks them in it.

    A node that is up goes down after `fall` failures in a row, one that is down comes up after `rise` successes. Every node is probed each
    `interval` seconds, longer or shorter by up to a part `jitter` of that, up to `concurrency` nodes at once. A probe that has not answered
    within `timeout` seconds has failed; it gives up its place to the next, and its node is not probed again until it returns. So one that
    hangs delays nobody; each `interval` that it goes on hanging is another failure. All nodes begin healthy: one that is down is found
    after about `fall` intervals.

    Without a `probe`, one is a TCP connection to the node's address: its name, `host:port` or `[IPv6]:port`, unless `addresses` gives it
    another. `probe(name)` is called on threads of the monitor, for many nodes at once; it has failed if it returns `False` or raises, and
    the exception's text is the reason.

    Each change goes to the logger "ringwise", and then to `on_change(name, health)`, one at a time, on a thread of its own. What raises
    there, or in a probe, is logged, and ends nothing.

    Raises `InvalidOptionError` for a setting out of range, `InvalidAddressError` for a node whose address cannot be connected to,
    `TypeError` for an argument of a wrong type.

    It runs from `start` to `stop`, or in a `with`. Hold on to it: a monitor that nobody holds stops. It does not keep the interpreter from
    ending, and a forked process has no monitor running: start it after a fork, not before.

    >>> ring = HashRing(["127.0.0.1:11211", "127.0.0.1:11212"])
    >>> with HealthMonitor(ring, interval=0.5) as monitor:
    ...     monitor.running
    True
    >>> monitor.running
    False
    """

    def __init__(
        self,
        ring: HashRing,
        *,
        probe: Probe | None = None,
        addresses: Mapping[str, str] | None = None,
        interval: float = 5.0,
        timeout: float = 1.0,
        rise: int = 2,
        fall: int = 3,
        jitter: float = 0.1,
        concurrency: int = 32,
        on_change: OnChange | None = None,
    ) -> None:
        _check_callable("probe", probe)
        _check_callable("on_change", on_change)
        self._new_run = partial(
            Run,
            ring,
            own_probe=probe is not None,
            addresses=dict(addresses) if isinstance(addresses, Mapping) else addresses,
            interval=interval,
            timeout=timeout,
            rise=rise,
            fall=fall,
            jitter=jitter,
            concurrency=concurrency,
        )
        self._new_run()  # raises now what it would raise at the start
        self._probe, self._on_change, self._timeout = probe, on_change, float(timeout)
        # A signal handler may call us in the middle of ourselves.
        self._lock = RLock()
        self._run: Run | None = None
        self._teller: Thread | None = None

    def start(self) -> None:
        """Start probing. Does nothing if it runs.

        Raises `MonitorFailedError` if the system gives it no thread, `InvalidAddressError` for a node that has come without an address.
        """
        with self._lock:
            if self._run is not None:
                return
            run = self._new_run()
            teller = _thread("ringwise-changes", _tell, run.changes(), self._on_change)
            threads = [teller]
            if self._probe is not None:
                threads.append(_thread("ringwise-probe", _answer, run.probes(), self._probe, set()))
            run.start(threads)
            self._run, self._teller = run, teller
            _running.add(self)

    def stop(self) -> list[str]:
        """Stop probing, and return the names of the nodes whose probe still hangs; marks stay as they are.

        It waits for the probes on their way, one timeout at most, then leaves them to themselves; and as long for `on_change`.
        """
        with self._lock:
            run, teller = self._run, self._teller
            self._run = self._teller = None
            _running.discard(self)
        if run is None or teller is None:
            return []
        hanging = run.stop()
        if teller is not current_thread():
            teller.join(self._timeout)
        return hanging

    @property
    def running(self) -> bool:
        """Whether it runs."""
        return self._run is not None

    def __enter__(self) -> "HealthMonitor":
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self.stop()

    def __repr__(self) -> str:
        return f"<HealthMonitor: {'running' if self.running else 'stopped'}>"


HealthMonitor.__module__ = "ringwise"


def _check_callable(what: str, value: Any) -> None:
    if value is not None and not callable(value):
        raise TypeError(f"{what} of type {type(value).__name__}: a function is needed")
    if inspect.iscoroutinefunction(value):
        raise TypeError(f"async {what}: a function is needed, which may wait")


def _thread(name: str, target: Callable[..., None], *arguments: object) -> Thread:
    """A thread that does not hold the monitor, which could not be collected then, nor keeps the interpreter from ending."""
    return Thread(name=name, target=target, args=arguments, daemon=True)


def _answer(probes: ProbeQueue, probe: Probe, raised: set[str]) -> None:
    """Runs probes until there are enough other threads for that."""
    while taken := probes.take():
        asked, another_waits = taken
        if not another_waits:
            # This probe may hang: somebody has to wait for the next.
            try:
                _thread("ringwise-probe", _answer, probes, probe, raised).start()
            except RuntimeError:
                logger.exception("no further thread for probes: this one goes on when its probe returns")
        asked.answer(_failure(probe, asked.node, raised))


def _failure(probe: Probe, node: str, raised: set[str]) -> str | None:
    """Probes a node, and says why it failed."""
    try:
        answer = probe(node)
        if inspect.isawaitable(answer):
            # Nobody would wait for it, and it would be taken for a success for ever.
            if inspect.iscoroutine(answer):
                answer.close()
            raise TypeError(f"the probe returned a {type(answer).__name__}: it must wait for its answer itself")
        if answer is False:
            return "the probe returned False"
    except BaseException as error:
        # One traceback each time that a node starts to fail is enough.
        logger.log(logging.DEBUG if node in raised else logging.WARNING, "the probe of node %s raised", node, exc_info=True)
        raised.add(node)
        return _text(error)
    raised.discard(node)
    return None


def _text(error: BaseException) -> str:
    """The text of an exception; its name if it has none."""
    try:
        return str(error) or type(error).__name__
    except Exception:
        return type(error).__name__


def _tell(changes: ChangeQueue, on_change: OnChange | None) -> None:
    """Tells of changes, in their order, until there are no more."""
    while change := changes.take():
        node, health = change
        try:
            logger.log(logging.INFO if health.healthy else logging.WARNING, "node %s went %s: %s", node, *_words(health))
            if on_change is not None:
                on_change(node, health)
        except BaseException:
            _report("on_change raised for node %s", node)


def _report(message: str, node: str) -> None:
    """Logs an exception. A log that raises itself must not end the telling."""
    try:
        logger.exception(message, node)
    except BaseException:
        sys.excepthook(*sys.exc_info())


def _words(health: Health) -> tuple[str, str | None]:
    return "up" if health.healthy else "down", health.reason


_running: "weakref.WeakSet[HealthMonitor]" = weakref.WeakSet()


def _at_exit() -> None:
    """Stops all monitors without waiting for them."""
    for run in _taken():
        run.leave()


def _in_fork() -> None:
    """Forgets all monitors: this process has none of their threads, and nobody to open a lock that one of them held."""
    for run in _taken():
        run.forget()


def _taken() -> list[Run]:
    """Takes their runs from all monitors."""
    monitors = list(_running)
    runs = [monitor._run for monitor in monitors if monitor._run is not None]
    for monitor in monitors:
        monitor._run, monitor._lock = None, RLock()
    _running.clear()
    return runs


atexit.register(_at_exit)
if sys.platform != "win32":
    os.register_at_fork(after_in_child=_in_fork)
