"""A real proxy that runs in a folder of its own, and how to ask it which server a key goes to."""

import os
import random
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

import pytest
from fleet import NEVER

AT_ONCE = 100
"""How many requests are sent before the first answer is read."""


def program(name: str, ask: str) -> tuple[str, str]:
    """The path of a program, and its name with its version; skips the test if the program is not installed."""
    path = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if path is None:
        pytest.skip(f"{name} is not installed; `make systems-packages` names what the systems tests need")
    answer = subprocess.run([path, ask], capture_output=True, text=True)
    version = re.search(r"\d+\.\d+[.\d]*", answer.stdout + answer.stderr)
    assert version is not None, answer
    return path, f"{name} {version[0]}"


@contextmanager
def folder(chance: random.Random) -> Iterator[Path]:
    """A folder, by whose path chance decides too, short enough for a socket in it."""
    path = Path(tempfile.gettempdir(), f"ringwise-{chance.getrandbits(64):x}")
    # Of a run that was killed, and is repeated.
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(mode=0o700)
    try:
        yield path
    finally:
        shutil.rmtree(path)


@contextmanager
def running(command: list[str], home: Path, front: Path) -> Iterator[None]:
    """Runs a proxy in a folder until the block ends, from when it takes connections at its front."""
    log = home / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=home, stdout=output, stderr=subprocess.STDOUT)
    try:
        until = time.monotonic() + NEVER
        while True:
            try:
                connect(front).close()
                break
            except OSError:
                assert process.poll() is None, f"{command} ended with {process.returncode}: {log.read_text()}"
                assert time.monotonic() < until, f"{command} takes no connection: {log.read_text()}"
                time.sleep(0.01)
        yield
    finally:
        process.kill()
        process.wait()


def connect(front: Path) -> socket.socket:
    """A connection to a proxy."""
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.settimeout(NEVER)
        connection.connect(str(front))
    except OSError:
        connection.close()
        raise
    return connection


def ask_http(front: Path, path: str, keys: Sequence[bytes]) -> list[str]:
    """Which server answers each key, which goes in a header `X-Key`."""

    def answer(stream: BufferedReader) -> str:
        status, headers = http_head(stream)
        body = stream.read(int(headers["content-length"])).decode()
        assert status == "200", (status, body)
        return body

    return ask(front, keys, lambda key: http_request("GET", path, key), answer)


def ask_http_head(front: Path, path: str, keys: Sequence[bytes], header: str) -> list[str]:
    """A header of the proxy's answer to each key; it does not matter whether a server answered."""
    return ask(front, keys, lambda key: http_request("HEAD", path, key), lambda stream: http_head(stream)[1][header])


def http_request(method: str, path: str, key: bytes) -> bytes:
    return b"%s %s HTTP/1.1\r\nHost: ringwise\r\nX-Key: %s\r\n\r\n" % (method.encode(), path.encode(), key)


def http_head(stream: BufferedReader) -> tuple[str, dict[str, str]]:
    """The status of an answer, and its headers by name in lower case."""
    status, *lines = iter(lambda: stream.readline().rstrip().decode(), "")
    headers = (line.partition(": ") for line in lines)
    return status.split()[1], {name.lower(): value for name, _, value in headers}


def ask_memcached(front: Path, keys: Sequence[bytes]) -> list[str]:
    """Which server answers each key."""

    def answer(stream: BufferedReader) -> str:
        first = stream.readline()
        assert first.startswith(b"VALUE "), first
        name = stream.readline().rstrip().decode()
        assert stream.readline() == b"END\r\n"
        return name

    return ask(front, keys, lambda key: b"get %s\r\n" % key, answer)


def ask(front: Path, keys: Sequence[bytes], request: Callable[[bytes], bytes], answer: Callable[[BufferedReader], str]) -> list[str]:
    """What a proxy answers to a request for each key, over one connection."""
    answers = []
    with connect(front) as connection, connection.makefile("rb") as stream:
        for start in range(0, len(keys), AT_ONCE):
            some = keys[start : start + AT_ONCE]
            connection.sendall(b"".join(map(request, some)))
            answers += [answer(stream) for _ in some]
    return answers
