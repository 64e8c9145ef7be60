"""Does an installed ringwise work? `packaging.py` copies this file out of the tree and runs it with each package that it made.

    python smoke.py ENVIRONMENT VECTORS

Needs nothing but Python and the package, which must be that of the virtual environment in the folder ENVIRONMENT.
"""

import importlib.metadata
import importlib.resources
import pickle
import sys
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import ringwise
from ringwise import HashRing, HealthMonitor, InvalidOptionError


def text(field: str) -> str:
    """Reads a name, an identity or a zone of a vector file."""
    return bytes.fromhex(field[4:]).decode() if field.startswith("hex:") else field


def check_package(environment: Path) -> None:
    """Checks what was installed, and where."""
    assert environment in Path(ringwise.__file__).parents, ringwise.__file__
    assert importlib.metadata.version("ringwise") == ringwise.__version__ == ringwise.version()
    files = importlib.resources.files(ringwise)
    assert all((files / name).is_file() for name in ("py.typed", "_ringwise.pyi"))


def check_vectors(vectors: Path) -> int:
    """Checks the lists of all keys; returns how many."""
    nodes: dict[str, Any] = {}
    options: dict[str, Any] = {}
    made: HashRing | None = None
    checked = 0
    for line in vectors.read_text(encoding="utf-8").split("\n"):
        match line.split("\t"):
            case ["profile", _]:
                nodes, options, made = {}, {}, None
            case ["option", name, value]:
                options[name] = int(value) if name in ("vnodes", "seed") else value
            case ["node", name, weight, *rest]:
                zone, identity = [*map(text, rest), "", ""][:2]
                nodes[text(name)] = {"weight": int(weight), "zone": zone or None, "identity": identity or None}
            case ["key" | "walk", key, *names]:
                made = made or HashRing(nodes, **options)
                assert made.get_nodes(bytes.fromhex(key), len(names)) == list(map(text, names)), line
                checked += 1
    return checked


def check_promises() -> None:
    """Checks what needs the Python files and the native module together."""
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


def check_monitor() -> None:
    """Checks that a monitor of this package's probes, marks, tells and ends."""
    ring, changes = HashRing(["a", "b"]), SimpleQueue[str]()
    with HealthMonitor(ring, probe=lambda name: name != "a", interval=0.01, on_change=lambda name, _health: changes.put(name)):
        assert changes.get(timeout=60) == "a"
    assert ring.get_node_with_fallback("k") == "b"
    ticket = ring.acquire("k")
    assert ticket is not None and ticket.node == "b"


if __name__ == "__main__":
    check_package(Path(sys.argv[1]))
    assert check_vectors(Path(sys.argv[2])) > 3000
    check_promises()
    check_monitor()
