"""Smoke test of an installed package. `packages.py` copies this file and script.py out of the tree and runs it with each package.

    python smoke.py ENVIRONMENT VECTORS

Needs only Python and the package, which must be the one of the virtual environment in the folder ENVIRONMENT.
"""

import importlib.metadata
import importlib.resources
import pickle
import subprocess
import sys
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import ringwise
from ringwise import HashRing, HealthMonitor, InvalidOptionError

# An isolated interpreter does not search the folder of the program.
sys.path.append(str(Path(__file__).parent))
from script import records


def check_package(environment: Path) -> None:
    """Checks what is installed, and where."""
    assert environment in Path(ringwise.__file__).parents, ringwise.__file__
    assert importlib.metadata.version("ringwise") == ringwise.__version__
    files = importlib.resources.files(ringwise)
    assert all((files / name).is_file() for name in ("py.typed", "_ringwise.pyi"))


def check_vectors(vectors: Path) -> int:
    """Checks the lists of all keys, and returns their number."""
    nodes: dict[str, Any] = {}
    options: dict[str, Any] = {}
    made: HashRing | None = None
    checked = 0
    for record in records(vectors):
        match record.kind:
            case "profile":
                nodes, options, made = {}, {}, None
            case "option":
                options[record.field(0)] = record.value()
            case "node":
                nodes[record.text(0)] = record.options()
            case "key" | "walk":
                made = made or HashRing(nodes, **options)
                names = record.texts(1)
                assert made.get_nodes(bytes.fromhex(record.field(0)), len(names)) == names, f"line {record.line}"
                checked += 1
    return checked


def check_promises() -> None:
    """Checks features that need both the Python files and the native module."""
    ring = HashRing({"a": {"meta": [1]}, "b": 2})
    again = pickle.loads(pickle.dumps(ring))
    assert again == ring
    assert again.node("a") == ring.node("a")
    unknown: dict[str, Any] = {"size": 3}
    try:
        HashRing(**unknown)
    except InvalidOptionError as error:
        assert str(error).startswith('unknown option "size"'), error
    else:
        raise AssertionError("an unknown option was taken")


def check_profiles() -> None:
    """Checks that the package has the profiles, with their options."""
    ring = HashRing(["10.0.0.1:11211", "10.0.0.2:11211", "10.0.0.3:11211"], profile="libmemcached_ketama", hash="md5")
    assert ring["foo"] == "10.0.0.2:11211"
    assert pickle.loads(pickle.dumps(ring)).options == ring.options
    assert len(ringwise.profiles()) == 30


def check_insight() -> None:
    """Checks analysis, snapshots and HTML of a ring."""
    ring, after = HashRing(["a", "b", "c"]), HashRing(["a", "b"])
    assert sum(share.parts for share in ring.shares().values()) == ring.shares().total == 2**64
    assert {move.source for move in ring.plan(after)} == {"c"}
    assert HashRing.from_bytes(ring.to_bytes()) == HashRing.from_json(ring.to_json()) == ring
    assert ring.fingerprint() == "455baf8501c973073b57bb3e8d5bdfb2"
    assert "3 nodes" in ring._repr_html_()


def check_monitor() -> None:
    """Checks that a monitor probes, marks, calls back and stops."""
    ring, changes = HashRing(["a", "b"]), SimpleQueue[str]()
    with HealthMonitor(ring, probe=lambda name: name != "a", interval=0.01, on_change=lambda name, _health: changes.put(name)):
        assert changes.get(timeout=60) == "a"
    assert ring.get_node_with_fallback("k") == "b"
    ticket = ring.acquire("k")
    assert ticket is not None and ticket.node == "b"


def check_command(environment: Path) -> None:
    """Checks that the command works without other packages, and has its completion scripts."""

    def said(*words: str) -> str:
        return subprocess.run([environment / "bin" / "ringwise", *words], capture_output=True, text=True, check=True).stdout

    assert said("--version") == f"ringwise {ringwise.__version__}\n"
    assert said("where", "user:42", "--node", "a", "--csv") == "key,node\nuser:42,a\n"
    assert all("balance" in said("completion", shell) for shell in ("bash", "zsh", "fish"))
    assert (importlib.resources.files(ringwise) / "pictures" / "page.css").is_file()


if __name__ == "__main__":
    check_package(Path(sys.argv[1]))
    assert check_vectors(Path(sys.argv[2])) > 3000
    check_promises()
    check_profiles()
    check_insight()
    check_monitor()
    check_command(Path(sys.argv[1]))
