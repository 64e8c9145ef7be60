"""Counts, in the output of `make test` and `make test-systems`, what passed, what failed and what did not run.

    python3 tests/count.py LOG    prints each reason why something did not run, then one line of counts

A test that cannot run prints `did not run: REASON` on a line of its own; the runners' counts of skipped tests are added.
Exits with 1 if nothing passed or something failed.
"""

import re
import sys
from pathlib import Path

# cargo test; node --test; pytest, whose last line has all three; the plain line of our own scripts.
PYTEST = r"^=*.*?\b(\d+) {}\b.* in [\d.]+s"
COUNTS = {
    "passed": [r"^test result: \w+\. (\d+) passed", r"^(?:#|ℹ) pass (\d+)$", PYTEST.format("passed"), r"^checks: (\d+) passed"],
    "failed": [r"^test result: .*; (\d+) failed", r"^(?:#|ℹ) fail (\d+)$", PYTEST.format("failed"), r"^checks: .*, (\d+) failed"],
    "skipped": [
        r"^test result: .*; (\d+) ignored",
        r"^(?:#|ℹ) (?:skipped|todo|cancelled) (\d+)$",
        PYTEST.format("(?:skipped|xfailed)"),
    ],
}


def count(log):
    """The sums, by what they count, and the reasons of what did not run."""
    sums = {what: sum(int(n) for pattern in patterns for n in re.findall(pattern, log, re.M)) for what, patterns in COUNTS.items()}
    reasons = re.findall(r"^did not run: .*$", log, re.M)
    sums["skipped"] += len(reasons)
    return sums, reasons


def main(path):
    sums, reasons = count(Path(path).read_text(errors="replace"))
    print(*reasons, sep="\n", end="\n" if reasons else "")
    print("ci: {passed} passed, {failed} failed, {skipped} skipped".format(**sums))
    return 1 if sums["failed"] or not sums["passed"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
