"""What all tests share."""

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no bug.
settings.register_profile("ringwise", deadline=None)
settings.load_profile("ringwise")

DATA = Path(__file__).parent / "command" / "data"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with what the tests of the command work on: two files of members, and some keys."""
    for file in DATA.iterdir():
        shutil.copy(file, tmp_path)
    (tmp_path / "keys.txt").write_text("".join(f"user:{number}\n" for number in range(1000)))
    return tmp_path
