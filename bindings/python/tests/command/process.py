"""Runs the command as a process."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

# Only a failure takes longer.
NEVER = 300

COMMAND = (sys.executable, "-W", "error", "-m", "ringwise")


class Done(NamedTuple):
    """The result of a run."""

    status: int
    out: str
    errors: str


def environment(**more: str) -> dict[str, str]:
    """Returns an environment in which the output does not depend on the machine."""
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM", "COLUMNS", "PYTHONWARNINGS")}
    return {**kept, "TERM": "xterm", "COLUMNS": "120", **more}


def ringwise(*arguments: object, folder: Path, given: bytes = b"", **more: str) -> Done:
    """Runs the command in a folder until it ends."""
    command = [*COMMAND, *map(str, arguments)]
    done = subprocess.run(command, input=given, capture_output=True, cwd=folder, env=environment(**more), timeout=NEVER)
    return Done(done.returncode, done.stdout.decode("utf-8", "surrogateescape"), done.stderr.decode())
