"""Transcripts of a shell: lines that begin with `$ ` are typed, what follows is printed, and `[2]` is an exit status that is not 0."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from process import COMMAND, NEVER, environment


class Step(NamedTuple):
    """A line that is typed, and all that it prints."""

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
    """Puts the command where a shell finds it, and returns that folder."""
    place = folder / ".bin"
    place.mkdir()
    program = place / "ringwise"
    program.write_text(f'#!/bin/sh\nexec {" ".join(COMMAND)} "$@"\n')
    program.chmod(0o755)
    return place


def typed(line: str, folder: Path, place: Path) -> str:
    """Types a line into a shell, and returns what a transcript has of it."""
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
    """Returns a transcript as it comes out now."""
    place = shell(folder)
    return "".join(f"$ {step.typed}\n{typed(step.typed, folder, place)}" for step in steps(text))
