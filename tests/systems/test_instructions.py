"""No change makes a lookup dearer: the instructions of each kind stay under a limit."""

import shutil

import pytest
from instructions import CASES, TOLERANCE, count_all


@pytest.fixture(scope="module")
def counts() -> dict[tuple[str, int], float]:
    """Every count, made once."""
    if shutil.which("valgrind") is None:
        pytest.skip("valgrind is not installed; `make systems-packages` names what the systems tests need")
    return count_all()


@pytest.mark.parametrize(("kind", "length", "counted"), CASES)
def test_a_lookup_executes_no_more_than_before(counts: dict[tuple[str, int], float], kind: str, length: int, counted: float) -> None:
    limit = counted * TOLERANCE
    found = counts[kind, length]
    assert found <= limit, f"{kind}, keys of {length} bytes: {found:.1f} instructions, at most {limit:.1f} are allowed ({counted} + 3 %)"
