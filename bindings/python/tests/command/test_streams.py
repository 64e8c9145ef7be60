"""Tests that keys are streamed: in constant memory, without delay, as bytes, until the reader closes the output."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest
from process import COMMAND, NEVER, environment, ringwise

from ringwise import HashRing

MILLION = 1_000_000
MOST_MEMORY = 256 << 20


def started(*arguments: str, folder: Path, stdin: int | IO[bytes] = subprocess.PIPE) -> subprocess.Popen[bytes]:
    """Starts the command with pipes for its input and output."""
    command = [*COMMAND, *arguments]
    return subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder, env=environment())


# The memory of a child counts from that of its parent, so a small process starts it and reports the memory.
MEASURED = """
import os, subprocess, sys
child = subprocess.Popen(sys.argv[1:], stdout=open("out", "wb"), stdin=open("million", "rb"))
_, status, used = os.wait4(child.pid, 0)
child.returncode = os.waitstatus_to_exitcode(status)
print(child.returncode, used.ru_maxrss * 1024)
"""


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["where", "-", "--csv"], b"\nuser:999999,"),
        (["where", "-", "--json"], b'\n{"key": "user:999999"'),
        (["where", "-"], b"  user:999999\n"),
        (["balance", "--keys", "-"], b"\n1,000,000 keys: "),
        (["plan", "members.toml", "after.toml", "--keys", "-"], b"\n1,000,000 keys: "),
    ],
)
def test_a_million_keys_stream_in_little_memory(command: list[str], words: bytes, folder: Path) -> None:
    with open(folder / "million", "wb") as file:
        file.writelines(b"user:%d\n" % number for number in range(MILLION))
    ring = [] if command[0] == "plan" else ["--ring", "members.toml"]
    program = [sys.executable, "-c", MEASURED, *COMMAND, *command, *ring]
    done = subprocess.run(program, capture_output=True, text=True, cwd=folder, env=environment(), timeout=NEVER)
    status, memory = map(int, done.stdout.split())
    assert (status, done.stderr) == (0, "")
    assert memory < MOST_MEMORY, f"{memory >> 20} MiB"
    out = (folder / "out").read_bytes()
    assert words in out
    if command[0] == "where":
        assert out.count(b"user:") == MILLION


def test_what_it_says_of_keys_is_what_the_ring_says(folder: Path) -> None:
    ring = HashRing(["a", "b", "c"], seed=3)
    keys = [f"key {number}" for number in range(5000)]
    given = "".join(f"{key}\n" for key in keys).encode()
    flags = ["--node", "a", "--node", "b", "--node", "c", "--seed", "3", "--csv"]
    owners = ringwise("where", *flags, folder=folder, given=given).out.splitlines()[1:]
    assert owners == [f"{key},{ring[key]}" for key in keys]
    lists = ringwise("where", *flags, "--replicas", "2", folder=folder, given=given).out.splitlines()[1:]
    assert lists == [",".join([key, *ring.get_nodes(key, 2)]) for key in keys]


def test_an_answer_comes_before_the_next_key(folder: Path) -> None:
    with started("where", "--ring", "members.toml", "--csv", folder=folder) as child:
        assert child.stdin and child.stdout
        for number, heading in ((1, True), (2, False)):
            child.stdin.write(b"user:%d\n" % number)
            child.stdin.flush()
            if heading:
                assert child.stdout.readline() == b"key,node\n"
            assert child.stdout.readline().startswith(b"user:%d," % number)
        child.stdin.close()
        assert child.wait(NEVER) == 0


def test_nobody_who_reads_is_no_failure(folder: Path) -> None:
    (folder / "many").write_bytes(b"".join(b"user:%d\n" % number for number in range(300_000)))
    for command in (["where", "--keys", "many"], ["points", "--vnodes", "50000"]):
        with started(*command, "--ring", "members.toml", folder=folder, stdin=subprocess.DEVNULL) as child:
            assert child.stdout and child.stderr
            assert child.stdout.readline()
            child.stdout.close()
            assert (child.wait(NEVER), child.stderr.read()) == (141, b"")


def test_ctrl_c_ends_it_without_a_word(folder: Path) -> None:
    with started("where", "--ring", "members.toml", "--csv", folder=folder) as child:
        assert child.stdin and child.stdout and child.stderr
        child.stdin.write(b"user:1\n")
        child.stdin.flush()
        # The command runs, and waits for the next key.
        assert child.stdout.readline() == b"key,node\n" and child.stdout.readline()
        child.send_signal(signal.SIGINT)
        assert (child.wait(NEVER), child.stdout.read(), child.stderr.read()) == (130, b"", b"")


def test_keys_are_bytes_and_come_out_as_they_came_in(folder: Path) -> None:
    keys = [b"\xff\xfe", "café".encode(), b"", b"a\xc3", b" x ", b"\r", b"tab\tand,comma"]
    done = subprocess.run(
        [*COMMAND, "where", "--ring", "members.toml"],
        input=b"\n".join(keys) + b"\n",
        capture_output=True,
        cwd=folder,
        # A locale with another encoding.
        env=environment(LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"),
        check=True,
        timeout=NEVER,
    )
    shown = [line[21:] for line in done.stdout.split(b"\n")[1:-1]]
    # Control characters are escaped.
    assert shown == [key.replace(b"\r", rb"\r").replace(b"\t", rb"\t") for key in keys]
    argument = subprocess.run([*COMMAND, "where", b"\xff\xfe", "-n", "a", "--json"], capture_output=True, cwd=folder, check=True)
    assert argument.stdout == b'{"key_hex": "fffe", "nodes": ["a"]}\n'


def test_a_line_without_an_end_is_no_key(folder: Path) -> None:
    with open("/dev/zero", "rb") as zeros:
        with started("where", "--ring", "members.toml", folder=folder, stdin=zeros) as child:
            assert child.stderr and child.wait(NEVER) == 2
            assert child.stderr.read() == b"ringwise: -: key 1 is longer than 16 MiB: one key a line is needed\n"


def terminal(*arguments: str, folder: Path, **variables: str) -> tuple[str, bytes]:
    """Runs the command with a terminal as standard error; returns the output of both."""
    ours, its = pty.openpty()
    child = subprocess.Popen(
        [*COMMAND, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=its,
        cwd=folder,
        env=environment(**variables),
    )
    os.close(its)
    assert child.stdout
    shown, out = b"", b""
    open_ends = {ours, child.stdout.fileno()}
    while open_ends:
        for end in select.select(list(open_ends), [], [])[0]:
            try:
                data = os.read(end, 1 << 16)
            except OSError:  # on Linux, reading a terminal whose other side is closed
                data = b""
            if not data:
                open_ends.remove(end)
            elif end == ours:
                shown += data
            else:
                out += data
    assert child.wait(NEVER) == 0
    os.close(ours)
    child.stdout.close()
    return shown.decode(), out


def test_progress_is_shown_on_a_terminal_and_nowhere_else(folder: Path) -> None:
    shown, out = terminal("where", "--keys", "keys.txt", "--ring", "members.toml", folder=folder)
    assert re.search(r"\r\[#+\.*\] +\d+% [\d,]+ keys", shown), shown
    assert shown.endswith("\r\x1b[K") and b"\x1b" not in out and out.count(b"\n") == 1001
    assert ringwise("where", "--keys", "keys.txt", "--ring", "members.toml", folder=folder).errors == ""


def test_colours_are_for_terminals(folder: Path) -> None:
    plain = ringwise("balance", "--ring", "members.toml", folder=folder).out
    coloured = ringwise("balance", "--ring", "members.toml", "--color", "always", folder=folder).out
    assert "\x1b" not in plain and "\x1b[1m" in coloured
    assert re.sub(r"\x1b\[\d*m", "", coloured) == plain
    on_terminal = seen("balance", "--ring", "members.toml", folder=folder)
    assert "\x1b[1m" in on_terminal
    assert "\x1b" not in seen("balance", "--ring", "members.toml", folder=folder, NO_COLOR="1")
    assert "\x1b" not in seen("balance", "--ring", "members.toml", folder=folder, TERM="dumb")
    assert "\x1b" not in seen("balance", "--ring", "members.toml", "--color", "never", folder=folder)


def seen(*arguments: str, folder: Path, **variables: str) -> str:
    """Returns the output of the command on a terminal."""
    ours, its = pty.openpty()
    with subprocess.Popen([*COMMAND, *arguments], stdin=subprocess.DEVNULL, stdout=its, cwd=folder, env=environment(**variables)) as child:
        os.close(its)
        shown = b""
        try:
            while data := os.read(ours, 1 << 16):
                shown += data
        except OSError:  # on Linux, reading a terminal whose other side is closed
            pass
        assert child.wait(NEVER) == 0
    os.close(ours)
    return shown.decode().replace("\r\n", "\n")


def test_at_a_terminal_it_asks_for_keys_rather_than_wait(folder: Path) -> None:
    ours, its = pty.openpty()
    command = [*COMMAND, "where", "--ring", "members.toml"]
    done = subprocess.run(command, stdin=its, capture_output=True, text=True, cwd=folder, env=environment(), timeout=NEVER)
    os.close(its)
    os.close(ours)
    words = "ringwise: no keys: pass them as arguments, with --keys FILE, or on standard input\n"
    assert (done.returncode, done.stderr) == (2, words)


def test_names_cannot_speak_to_the_terminal(folder: Path) -> None:
    name = "a\x1b[31m\u202eb\nc"
    (folder / "bad.json").write_text('{"nodes": ["a\\u001b[31m\\u202eb\\nc"]}')
    for command in (["balance"], ["where", name], ["forecast"], ["points", "--first", "1"], ["forecast", name]):
        out = ringwise(*command, "--ring", "bad.json", folder=folder).out
        assert not set(out) & set("\x1b\u202e") and r"a\x1b[31m\u202eb\nc" in out, command


def test_keys_of_another_systems_lines_are_told_of(folder: Path) -> None:
    # The last pair is split, because the command reads chunks of 256 KiB.
    lines = b"a\r\nb\n\r\n" + b"x" * ((1 << 18) - 9) + b"\r\n"
    (folder / "windows").write_bytes(lines)
    for flags in (["--keys", "windows"], ["--keys", "windows", "--null"]):
        done = ringwise("where", "--node", "a", "--json", *flags, folder=folder)
        assert done.status == 0 and done.out.count("\n") == (1 if "--null" in flags else 4)
        told = "ringwise: windows: keys that end with a carriage return: 3; it is part of the key; remove it with tr -d '\\r'\n"
        assert done.errors == ("" if "--null" in flags else told)
