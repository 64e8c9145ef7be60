"""What the tests of the command share."""

from pathlib import Path

import pytest
from process import AFTER, MEMBERS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two files of members, and some keys."""
    (tmp_path / "members.toml").write_text(MEMBERS)
    (tmp_path / "after.toml").write_text(AFTER)
    (tmp_path / "keys.txt").write_text("".join(f"user:{number}\n" for number in range(1000)))
    return tmp_path
