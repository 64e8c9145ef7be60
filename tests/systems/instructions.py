"""How many instructions a lookup executes: `make instructions` prints it, `test_instructions.py` holds it under a limit.

Callgrind counts the same on every run and on a busy machine, so a change of one per cent shows. Two runs with a different number of rounds
execute the same set-up; the difference, divided by the calls, is one lookup with the loop around it.
"""

import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ["cargo", "build", "--release", "--locked", "--quiet", "--package", "ringwise", "--example", "instructions"]
ROUNDS = (1, 3)
LENGTHS = (8, 16, 50)

# Instructions a call (a key, for the batch) on a ring of 100 nodes, by the bytes of a key, as rustc 1.95.0 on x86_64 compiles them. Lower a
# number when a lookup gets cheaper; none rises without a reason in the commit that raises it.
COUNTED = {
    "get_node": (180.4, 194.4, 249.4),
    "get_nodes3": (407.0, 421.1, 476.1),
    "batch": (166.3, 179.4, 233.4),
    "points_profile": (262.0, 332.1, 637.0),
}
CASES = [(kind, length, counted) for kind, row in COUNTED.items() for length, counted in zip(LENGTHS, row, strict=True)]
TOLERANCE = 1.03
"""What another patch release of the compiler may add."""


def build() -> Path:
    """Builds the program that looks keys up, and returns where it is."""
    subprocess.run(BUILD, cwd=ROOT, check=True)
    return ROOT / os.environ.get("CARGO_TARGET_DIR", "target") / "release/examples/instructions"


def executed(program: Path, kind: str, length: int, rounds: int) -> tuple[int, int]:
    """Returns the instructions of a whole run, and how many keys it looked up in each round."""
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", str(program), kind, str(length), str(rounds)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    collected = re.search(r"Collected : (\d+)", run.stderr)
    if run.returncode != 0 or collected is None:
        raise RuntimeError(f"{command}: exit {run.returncode}\n{run.stdout}{run.stderr}")
    return int(collected[1]), int(run.stdout)


def instructions(program: Path, kind: str, length: int) -> float:
    """Returns the instructions of one lookup."""
    (few, keys), (many, _) = (executed(program, kind, length, rounds) for rounds in ROUNDS)
    return (many - few) / (keys * (ROUNDS[1] - ROUNDS[0]))


def count_all() -> dict[tuple[str, int], float]:
    """Returns the instructions of one lookup, by its kind and the bytes of its keys."""
    program = build()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        runs = {(kind, length): pool.submit(instructions, program, kind, length) for kind, length, _ in CASES}
        return {case: run.result() for case, run in runs.items()}


def main() -> None:
    """Prints a row for each kind of lookup, and how much each count differs from the table's."""
    if shutil.which("valgrind") is None:
        sys.exit("did not run: valgrind is not installed: apt-get install valgrind")
    found = count_all()
    print(f"{'instructions a call':<20}" + "".join(f"{length:>11} bytes" for length in LENGTHS))
    for kind, row in COUNTED.items():
        counts = [(found[kind, length], counted) for length, counted in zip(LENGTHS, row, strict=True)]
        print(f"{kind:<20}" + "".join(f"{count:>8.1f} ({100 * (count / counted - 1):+5.1f}%)" for count, counted in counts))


if __name__ == "__main__":
    main()
