"""What all tests share."""

import shutil
import signal
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no bug.
settings.register_profile("ringwise", deadline=None)
settings.load_profile("ringwise")

# What is started in the background is deaf to Ctrl-C, and so is all that it starts. Programs that the tests interrupt must hear it.
signal.signal(signal.SIGINT, signal.default_int_handler)

DATA = Path(__file__).parent / "command" / "data"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with what the tests of the command work on: two files of members, and some keys."""
    for file in DATA.iterdir():
        shutil.copy(file, tmp_path)
    (tmp_path / "keys.txt").write_text("".join(f"user:{number}\n" for number in range(1000)))
    return tmp_path
