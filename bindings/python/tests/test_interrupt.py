"""Tests that long work lets other threads run and can be interrupted by Ctrl-C."""

import subprocess
import sys

import pytest

PROGRAM = """
import itertools, os, signal, threading
from ringwise import HashRing

nodes = [str(number) for number in range(2000)]
ring, small = HashRing(nodes, vnodes=1000), HashRing(["a", "b"])
about_to = threading.Event()

def interrupt():  # runs only if the main thread releases the GIL
    about_to.wait()
    os.kill(os.getpid(), signal.SIGINT)

threading.Thread(target=interrupt).start()
about_to.set()
try:
    while True:
        {call}
except KeyboardInterrupt:
    print("interrupted")
"""

CALLS = [
    "ring.shares(2000)",
    "ring.forecast(['7'], 2000)",
    "ring.plan(HashRing(nodes[1:], vnodes=1000), 2000)",
    "small.analyze_distribution(itertools.repeat('user:42'))",
    "small.compare(small, itertools.repeat('user:42'))",
]


@pytest.mark.parametrize("call", CALLS)
def test_long_work_can_be_interrupted(call: str) -> None:
    # Without an interrupt, each takes many minutes or never ends.
    done = subprocess.run([sys.executable, "-c", PROGRAM.format(call=call)], capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stdout, done.stderr) == (0, "interrupted\n", "")
