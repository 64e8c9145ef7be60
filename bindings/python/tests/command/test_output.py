"""Tests that the output matches the transcripts. `RINGWISE_BLESS=1` rewrites them, for a reviewer to read."""

import csv
import json
import os
import re
from pathlib import Path

import pytest
from process import ringwise
from transcript import again, steps

from ringwise.command._arguments import SUBCOMMANDS

TRANSCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))
PAGE = Path(__file__).parents[4] / "docs" / "command.md"
BLESS = bool(os.environ.get("RINGWISE_BLESS"))
IN_FORMS = ("where", "balance", "plan", "forecast", "points", "explain", "fingerprint", "advise")


@pytest.mark.parametrize("file", TRANSCRIPTS, ids=lambda file: file.stem)
def test_transcripts_come_out_again(file: Path, folder: Path) -> None:
    text = again(file.read_text(), folder)
    if BLESS:
        file.write_text(text)
    assert file.read_text() == text


def test_each_command_is_in_a_transcript_in_each_form() -> None:
    lines = [step.typed for file in TRANSCRIPTS for step in steps(file.read_text())]
    for command in IN_FORMS:
        ours = [line for line in lines if f"ringwise {command} " in line]
        assert all(any(form in line for line in ours) for form in ("--json", "--csv")), command
        assert any("--json" not in line and "--csv" not in line for line in ours), command


def test_the_page_shows_what_is_printed(tmp_path: Path) -> None:
    """A block that begins with a comment is the file of that name. A block of `console` is a transcript."""
    page = PAGE.read_text()
    for language, name, text in re.findall(r"```(toml|json|yaml)\n# (\S+)\n(.*?)```", page, re.DOTALL):
        assert Path(name).suffix == f".{language}"
        (tmp_path / name).write_text(text)
    (tmp_path / "keys.txt").write_text("".join(f"user:{number}\n" for number in range(1_000)))
    blocks = re.findall(r"```console\n(.*?)```", page, re.DOTALL)
    assert len(blocks) >= 7
    came = again("".join(blocks), tmp_path)
    shown = {step.typed: step.printed for step in steps(came)}
    new = page
    for block in blocks:
        new = new.replace(block, "".join(f"$ {step.typed}\n{shown[step.typed]}" for step in steps(block)))
    if BLESS:
        PAGE.write_text(new)
    assert PAGE.read_text() == new


def test_the_examples_in_the_help_do_what_they_say(folder: Path) -> None:
    (folder / "before.toml").write_text((folder / "members.toml").read_text())
    for module in SUBCOMMANDS:
        told = ringwise(module.NAME, "--help", folder=folder)
        assert told.status == 0 and not told.errors
        examples = [line.strip() for line in told.out.splitlines() if line.startswith(("  ringwise ", "  cat "))]
        assert examples, module.NAME
        for line in examples:
            line = re.sub("> ~/.*", "> script", line).replace("--expect 455baf8501c973073b57bb3e8d5bdfb2", "")
            transcript = again(f"$ {line}\n", folder)
            assert not re.search(r"^(ringwise|usage):|^\[\d+\]$", transcript, re.MULTILINE), transcript
            (folder / ".bin" / "ringwise").unlink()
            (folder / ".bin").rmdir()


@pytest.mark.parametrize("command", ["where user:1 user:2", "balance", "forecast", "points --first 3", "advise --target 5%"])
def test_forms_hold_the_same(command: str, folder: Path) -> None:
    name, *arguments = command.split()
    as_json = ringwise(name, *arguments, "--ring", "members.toml", "--json", folder=folder)
    as_csv = ringwise(name, *arguments, "--ring", "members.toml", "--csv", folder=folder)
    rows = list(csv.DictReader(as_csv.out.splitlines()))
    if name in ("balance", "advise"):
        objects = json.loads(as_json.out)["nodes" if name == "balance" else "choices"]
    else:
        objects = [json.loads(line) for line in as_json.out.splitlines()]
    assert len(rows) == len(objects) > 0
    if name == "where":
        assert [(row["key"], [row["node"]]) for row in rows] == [(each["key"], each["nodes"]) for each in objects]
    else:
        shown = [{field: "" if value is None else str(value) for field, value in each.items()} for each in objects]
        assert rows == shown


def test_integers_that_javascript_would_round_are_strings(folder: Path) -> None:
    for arguments in (("balance",), ("forecast", "cache-1"), ("points",), ("plan", "members.toml", "after.toml", "--moves")):
        ring = () if arguments[0] == "plan" else ("--ring", "members.toml")
        text = ringwise(*arguments, *ring, "--json", folder=folder).out
        documents = [json.loads(text)] if text.startswith("{\n") else [json.loads(line) for line in text.splitlines()]
        numbers = [number for document in documents for number in integers(document)]
        assert all(abs(number) < 2**53 for number in numbers), arguments


def integers(value: object) -> list[int]:
    """Returns all integers in a JSON value."""
    if isinstance(value, dict):
        return [number for each in value.values() for number in integers(each)]
    if isinstance(value, list):
        return [number for each in value for number in integers(each)]
    return [value] if isinstance(value, int) else []
