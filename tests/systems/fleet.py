"""Real servers on loopback: memcached and Redis processes that can be killed and started again."""

import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

COMMANDS = {
    "memcached": lambda port: ["memcached", "-u", "root", "-l", "127.0.0.1", "-p", port, "-U", "0", "-m", "16"],
    "redis": lambda port: ["redis-server", "--bind", "127.0.0.1", "--port", port, "--save", "", "--appendonly", "no"],
}
# Longer than anything takes here: what has not happened by then never will.
NEVER = 60.0


class Server:
    """One process, known by its address."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.port = free_port()
        self.name = f"127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        """Starts the process, and waits until it takes connections."""
        command = COMMANDS[self.kind](str(self.port))
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + NEVER
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                assert self.process.poll() is None, f"{command} ended with {self.process.returncode}"
                assert time.monotonic() < until, f"{command} takes no connection"
                time.sleep(0.01)

    def kill(self) -> None:
        """Ends the process as a crash would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@contextmanager
def fleet(kind: str, count: int) -> Iterator[dict[str, Server]]:
    """So many servers of a kind, by name, until the block ends."""
    program = COMMANDS[kind]("0")[0]
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed; `make systems-packages` names what the systems tests need")
    servers: dict[str, Server] = {}
    try:
        for _ in range(count):
            server = Server(kind)
            servers[server.name] = server
        yield servers
    finally:
        for server in servers.values():
            server.kill()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
