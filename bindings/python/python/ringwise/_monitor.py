"""Active health checks. The core schedules probes and decides; this module has the threads that run Python code for it."""

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
    """A health monitor, which probes the nodes of a ring and marks them healthy or unhealthy.

    A node that is up goes down after `fall` consecutive failures; a node that is down comes up after `rise` consecutive
    successes. Each node is probed every `interval` seconds, plus or minus up to the fraction `jitter` of that, and up to
    `concurrency` nodes at once. A probe without an answer after `timeout` seconds has failed. While it hangs, it delays no
    other node, its own node is not probed again, and each further `interval` counts as a failure. All nodes begin healthy,
    so that a node that is down is marked after about `fall` intervals.

    The built-in probe opens a TCP connection to the address of the node: its name, as `host:port` or `[IPv6]:port`, unless
    `addresses` has another. If you pass a `probe`, the monitor calls `probe(name)` on threads of its own, for several nodes
    at once. The probe has failed if it returns `False` or raises; then the text of the exception is the reason.

    Each change is logged to the logger "ringwise" and then passed to `on_change(name, health)`: one change at a time, on a
    thread of its own. Exceptions in `on_change` or in a probe are logged, and the monitor goes on.

    Raises `InvalidOptionError` if a setting is out of range, `InvalidAddressError` if the address of a node is not valid,
    and `TypeError` if an argument is of the wrong type.

    The monitor runs from `start` to `stop`, or in a `with` block. Keep a reference to it: without one it stops. It does not
    keep the interpreter from exiting. A forked process has no running monitor, so start it after a fork, not before.

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
        self._new_run()  # raises what it would raise at the start
        self._probe, self._on_change, self._timeout = probe, on_change, float(timeout)
        # Reentrant, because a signal handler may call these methods while one of them runs.
        self._lock = RLock()
        self._run: Run | None = None
        self._notifier: Thread | None = None

    def start(self) -> None:
        """Start probing. Does nothing if the monitor runs.

        Raises `MonitorFailedError` if the system refuses a thread, and `InvalidAddressError` if a node that was added since has
        no valid address.
        """
        with self._lock:
            if self._run is not None:
                return
            run = self._new_run()
            notifier = _thread("ringwise-changes", _notify, run.changes(), self._on_change)
            threads = [notifier]
            if self._probe is not None:
                threads.append(_thread("ringwise-probe", _answer, run.probes(), self._probe, set()))
            run.start(threads)
            self._run, self._notifier = run, notifier
            _running.add(self)

    def stop(self) -> list[str]:
        """Stop probing, and return the names of the nodes whose probe still hangs. Nodes keep their marks.

        It waits up to one timeout for running probes, and up to one more for `on_change`.
        """
        with self._lock:
            run, notifier = self._run, self._notifier
            self._run = self._notifier = None
            _running.discard(self)
        if run is None or notifier is None:
            return []
        hanging = run.stop()
        if notifier is not current_thread():
            notifier.join(self._timeout)
        return hanging

    @property
    def running(self) -> bool:
        """Whether the monitor runs."""
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
    """Return a thread that has no reference to the monitor, so that this can be collected, and that does not delay the exit."""
    return Thread(name=name, target=target, args=arguments, daemon=True)


def _answer(probes: ProbeQueue, probe: Probe, raised: set[str]) -> None:
    """Run probes until enough other threads do."""
    while wanted := probes.take():
        request, another_waits = wanted
        if not another_waits:
            # This probe may hang, so another thread has to wait for the next.
            try:
                _thread("ringwise-probe", _answer, probes, probe, raised).start()
            except RuntimeError:
                logger.exception("no further thread for probes; this one continues when its probe returns")
        request.answer(_failure(probe, request.node, raised))


def _failure(probe: Probe, node: str, raised: set[str]) -> str | None:
    """Probe a node, and return why it failed; `None` if it succeeded."""
    try:
        answer = probe(node)
        if inspect.isawaitable(answer):
            # Nothing would await it, and every such probe would count as a success.
            if inspect.iscoroutine(answer):
                answer.close()
            raise TypeError(f"the probe returned a {type(answer).__name__}: it must wait for its answer itself")
        if answer is False:
            return "the probe returned False"
    except BaseException as error:
        # One traceback is enough each time that a node starts to fail.
        logger.log(logging.DEBUG if node in raised else logging.WARNING, "the probe of node %s raised", node, exc_info=True)
        raised.add(node)
        return _text(error)
    raised.discard(node)
    return None


def _text(error: BaseException) -> str:
    """Return the text of an exception, or its name if it has none."""
    try:
        return str(error) or type(error).__name__
    except Exception:
        return type(error).__name__


def _notify(changes: ChangeQueue, on_change: OnChange | None) -> None:
    """Log changes and pass them on, in their order, until there are no more."""
    while change := changes.take():
        node, health = change
        try:
            logger.log(logging.INFO if health.healthy else logging.WARNING, "node %s went %s: %s", node, *_state(health))
            if on_change is not None:
                on_change(node, health)
        except BaseException:
            _report("on_change raised for node %s", node)


def _report(message: str, node: str) -> None:
    """Log an exception. If logging raises, the thread must go on."""
    try:
        logger.exception(message, node)
    except BaseException:
        sys.excepthook(*sys.exc_info())


def _state(health: Health) -> tuple[str, str | None]:
    return "up" if health.healthy else "down", health.reason


_running: "weakref.WeakSet[HealthMonitor]" = weakref.WeakSet()


def _at_exit() -> None:
    """Stop all monitors without waiting for them."""
    for run in _taken():
        run.leave()


def _in_fork() -> None:
    """Forget all monitors: this process has none of their threads, so a lock that one of them held stays locked."""
    for run in _taken():
        run.forget()


def _taken() -> list[Run]:
    """Take the runs from all monitors."""
    monitors = list(_running)
    runs = [monitor._run for monitor in monitors if monitor._run is not None]
    for monitor in monitors:
        monitor._run, monitor._lock = None, RLock()
    _running.clear()
    return runs


atexit.register(_at_exit)
if sys.platform != "win32":
    os.register_at_fork(after_in_child=_in_fork)
