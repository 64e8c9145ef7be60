"""Transcripts of a shell. Lines after `$ ` are typed, the following lines are printed, and `[2]` is an exit status other than 0."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from process import COMMAND, NEVER, environment


class Step(NamedTuple):
    """A typed line and its output."""

    typed: str
    printed: str


def steps(text: str) -> Iterator[Step]:
    """Yields the steps of a transcript."""
    typed, printed = "", ""
    for line in text.splitlines(keepends=True):
        if line.startswith("$ "):
            if typed:
                yield Step(typed, printed)
            typed, printed = line[2:].rstrip("\n"), ""
        else:
            printed += line
    if typed:
        yield Step(typed, printed)


def shell(folder: Path) -> Path:
    """Installs the command in a folder for the shell, and returns that folder."""
    place = folder / ".bin"
    place.mkdir()
    program = place / "ringwise"
    program.write_text(f'#!/bin/sh\nexec {" ".join(COMMAND)} "$@"\n')
    program.chmod(0o755)
    return place


def typed(line: str, folder: Path, place: Path) -> str:
    """Types a line into a shell, and returns its transcript."""
    variables = environment(PATH=f"{place}:{Path(sys.executable).parent}:/usr/bin:/bin")
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line],
        cwd=folder,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=NEVER,
    )
    printed = done.stdout.decode("utf-8", "surrogateescape")
    if printed and not printed.endswith("\n"):
        printed += "\n"
    return printed + (f"[{done.returncode}]\n" if done.returncode else "")


def again(text: str, folder: Path) -> str:
    """Returns the current output of a transcript."""
    place = shell(folder)
    return "".join(f"$ {step.typed}\n{typed(step.typed, folder, place)}" for step in steps(text))
