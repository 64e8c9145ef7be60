"""Prints, after the results, the seed that repeats them and the number of comparisons."""

from time import perf_counter

import agreement
import pytest
from chance import SEED

STARTED = perf_counter()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Prints the seed and the counts."""
    terminalreporter.line(f"random draws: RINGWISE_SEED={SEED} repeats them")
    for system, count in agreement.placements.items():
        terminalreporter.line(f"compared with {system}: {count} placements on {agreement.rings[system]} rings")
    terminalreporter.line(f"all of it took {perf_counter() - STARTED:.1f} s")
