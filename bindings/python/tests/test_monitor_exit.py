"""Tests that a process exits quietly while a health monitor runs, whatever its probes do."""

import os
import subprocess
import sys

import pytest

BEGIN = """
import logging, os, socket, sys, threading, time
from ringwise import HashRing, HealthMonitor
logging.disable()
ring, entered = HashRing(map(str, range(40))), threading.Semaphore(0)
"""

ENDINGS = {
    "idle": """
monitor = HealthMonitor(ring, probe=lambda node: entered.release(), interval=3600)
monitor.start()
for _ in range(40):
    entered.acquire()
""",
    "busy": """
monitor = HealthMonitor(ring, probe=lambda node: entered.release(), interval=0.001)
monitor.start()
for _ in range(100):
    entered.acquire()
""",
    "hung in a lock": """
def probe(node):
    entered.release()
    threading.Lock().acquire(), threading.Event().wait()
monitor = HealthMonitor(ring, probe=probe, interval=0.001, timeout=0.001)
monitor.start()
for _ in range(40):
    entered.acquire()
""",
    "hung in a socket": """
here, there = socket.socketpair()
def probe(node):
    entered.release()
    here.recv(1)
monitor = HealthMonitor(ring, probe=probe)
monitor.start()
for _ in range(10):
    entered.acquire()
""",
    "hung in a loop": """
def probe(node):
    entered.release()
    while True:
        time.sleep(1e-5)
monitor = HealthMonitor(ring, probe=probe, interval=0.001, timeout=0.001, fall=1)
monitor.start()
for _ in range(40):
    entered.acquire()
""",
    "hung in a callback": """
def on_change(node, health):
    entered.release()
    while True:
        time.sleep(1e-5)
monitor = HealthMonitor(ring, probe=lambda node: False, interval=0.001, fall=1, on_change=on_change)
monitor.start()
entered.acquire()
""",
    "connecting": """
monitor = HealthMonitor(HashRing(["127.0.0.1:1"]), interval=0.001, on_change=lambda node, health: entered.release())
monitor.start()
entered.acquire()
""",
    "raising": """
monitor = HealthMonitor(ring, probe=lambda node: entered.release(), interval=0.001)
monitor.start()
entered.acquire()
sys.exit(0)
""",
    "never collected": """
class Owner:
    def probe(self, node):
        entered.release()
owner = Owner()
owner.monitor = HealthMonitor(ring, probe=owner.probe, interval=0.001)
owner.monitor.start()
del owner
entered.acquire()
""",
}


def run(program: str, **environment: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + program], capture_output=True, text=True, timeout=60, env={**os.environ, **environment}
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_interpreter_ends_with_a_monitor_that_runs(ending: str) -> None:
    """Runs several times, because threads that continue during the exit crash only sometimes."""
    for _ in range(5):
        assert run(ENDINGS[ending]) == (0, "", "")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_forked_process_has_no_monitor_and_may_start_one() -> None:
    program = """
monitor = HealthMonitor(ring, probe=lambda node: entered.release(), interval=0.001)
other = HealthMonitor(ring, probe=lambda node: entered.release(), interval=0.001)
monitor.start()
other.start()
entered.acquire()
child = os.fork()
if child == 0:
    entered = threading.Semaphore(0)
    print(monitor.running, monitor.stop(), flush=True)
    monitor.start()
    entered.acquire()
    print(monitor.running, flush=True)
    sys.exit(7)
print(monitor.running, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), monitor.stop())
"""
    assert run(program, PYTHONWARNINGS="ignore") == (0, "False []\nTrue\nTrue 7 []\n", "")


def test_a_system_that_gives_no_thread_is_an_error() -> None:
    program = """
monitor = HealthMonitor(HashRing(["127.0.0.1:1"]))
try:
    monitor.start()
except Exception as error:
    print(type(error).__name__, str(error)[:43], monitor.running)
"""
    # More than any machine has.
    stack = str(2**46)
    assert run(program, RUST_MIN_STACK=stack) == (0, "MonitorFailedError the health monitor could not start a thread False\n", "")
