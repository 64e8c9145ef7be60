"""Real shells read the completion of the command: fish completes with it, and zsh finds it; bash is tested with the command."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

NEVER = 300


def program(name: str) -> str:
    """Returns the path of a shell."""
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"{name} is not installed; `make systems-packages` names what the systems tests need")
    return path


def script(shell: str, folder: Path) -> Path:
    """Writes the script of a shell as a user does, and returns its path."""
    file = folder / {"zsh": "_ringwise", "fish": "ringwise.fish"}[shell]
    with open(file, "wb") as out:
        subprocess.run([sys.executable, "-m", "ringwise", "completion", shell], stdout=out, check=True, timeout=NEVER)
    return file


def run(*command: object, folder: Path) -> str:
    """Runs a shell in a folder, and returns what it prints."""
    words = list(map(str, command))
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=True, timeout=NEVER).stdout


def test_fish_completes(tmp_path: Path) -> None:
    line = f'source {script("fish", tmp_path)}; complete --do-complete "ringwise {{}}"'

    def completed(words: str) -> set[str]:
        lines = run(program("fish"), "--no-config", "-c", line.format(words), folder=tmp_path).splitlines()
        return {each.split("\t")[0] for each in lines}

    assert "balance" in completed("ba")
    assert {"--ring", "--json"} <= completed("balance --")
    assert "dark" in completed("plot ring --theme d")
    assert completed("balance --profile nginx_c") == {"nginx_consistent"}
    assert completed("balance --zones st") == {"strict"}


def test_zsh_finds_it(tmp_path: Path) -> None:
    script("zsh", tmp_path)
    lines = [
        f"fpath=({tmp_path} $fpath)",
        f"autoload -Uz compinit && compinit -u -d {tmp_path}/dump",
        "print $_comps[ringwise]",
        "autoload -Uz +X _ringwise && print read",
    ]
    assert run(program("zsh"), "-f", "-c", "\n".join(lines), folder=tmp_path) == "_ringwise\nread\n"
