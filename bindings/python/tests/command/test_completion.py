"""Tests of the completion scripts.

shtab makes the scripts from the parser of the command. `RINGWISE_BLESS=1` rewrites them.
"""

import argparse
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import shtab
from process import ringwise

from ringwise import profiles
from ringwise.command._arguments import parser
from ringwise.command._completion import SHELLS

VALUES = {"--profile": profiles(), "--zones": ["spread", "strict"]}

SCRIPTS = Path(__file__).parents[2] / "python" / "ringwise" / "command" / "completions"


def actions(top: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Yields the arguments of a parser and its subcommands."""
    for action in top._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from actions(command)


def script(shell: str) -> str:
    """Returns the script of a shell, which completes files, profiles and modes."""
    top = parser()
    for action in actions(top):
        if action.metavar in ("FILE", "BEFORE", "AFTER"):
            action.complete = shtab.FILE  # type: ignore[attr-defined]
        for flag in action.option_strings:
            # Values to complete. The command itself accepts any value, because the errors of the core are better.
            action.choices = VALUES.get(flag, action.choices)
    return shtab.complete(top, shell).rstrip() + "\n"


@pytest.mark.parametrize("shell", SHELLS)
def test_scripts_are_up_to_date(shell: str, tmp_path: Path) -> None:
    file = SCRIPTS / f"ringwise.{shell}"
    if os.environ.get("RINGWISE_BLESS"):
        file.write_text(script(shell))
    assert file.read_text() == script(shell), "RINGWISE_BLESS=1 makes it anew"
    assert ringwise("completion", shell, folder=tmp_path) == (0, script(shell), "")


def completed(*words: str, folder: Path) -> set[str]:
    """Returns the completions of the last word in bash."""
    lines = [
        f"source {SCRIPTS / 'ringwise.bash'}",
        f"COMP_WORDS=({' '.join(words)}) COMP_CWORD={len(words) - 1}",
        "_shtab_ringwise",
        'printf "%s\\n" "${COMPREPLY[@]}"',
    ]
    # The last word may be empty.
    done = subprocess.run(["bash", "-c", "\n".join(lines)], cwd=folder, capture_output=True, text=True, check=True)
    return {word.strip() for word in done.stdout.split("\n") if word.strip()}


def test_bash_completes_commands_flags_and_files(tmp_path: Path) -> None:
    (tmp_path / "members.toml").touch()
    assert completed("ringwise", "ba", folder=tmp_path) == {"balance"}
    assert {"--json", "--csv", "--ring", "--replicas"} <= completed("ringwise", "balance", "--", folder=tmp_path)
    assert completed("ringwise", "balance", "--ring", "mem", folder=tmp_path) == {"members.toml"}
    assert completed("ringwise", "plot", "ring", "--theme", "d", folder=tmp_path) == {"dark"}
    assert completed("ringwise", "completion", "z", folder=tmp_path) == {"zsh"}
    assert completed("ringwise", "balance", "--profile", "nginx_c", folder=tmp_path) == {"nginx_consistent"}
    assert completed("ringwise", "plan", "--zones", "st", folder=tmp_path) == {"strict"}
