"""Fixtures and settings of all tests."""

import shutil
import signal
from pathlib import Path

import pytest
from hypothesis import settings

# Tests must not fail because the machine is busy.
settings.register_profile("ringwise", deadline=None)
settings.load_profile("ringwise")

# Background processes ignore Ctrl-C, and so do their children. The programs that tests interrupt must not ignore it.
signal.signal(signal.SIGINT, signal.default_int_handler)

DATA = Path(__file__).parent / "command" / "data"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the files of the command's tests: two files of members and some keys."""
    for file in DATA.iterdir():
        shutil.copy(file, tmp_path)
    (tmp_path / "keys.txt").write_text("".join(f"user:{number}\n" for number in range(1000)))
    return tmp_path
