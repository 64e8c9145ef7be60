"""Places the keys of a file on the nodes of another file, and prints a digest, which is the same in every language.

`demo.py NODES KEYS`: NODES has a name, a weight and a zone a line, separated by tabs; KEYS a key a line.
"""

import sys
from pathlib import Path

from ringwise import HashRing, NodeOptions


def node(line: str) -> tuple[str, NodeOptions]:
    """Reads the name and the options of a node."""
    name, weight, zone = line.split("\t")
    return name, {"weight": int(weight), "zone": zone}


def lines(file: str) -> list[str]:
    """Returns the lines of a text, without line ends."""
    return Path(file).read_text(encoding="utf-8").removesuffix("\n").split("\n")


def digest(ring: HashRing, keys: list[str]) -> int:
    """64-bit FNV-1a over the first three nodes of each key. A newline ends each name, another one each list."""
    state = 0xCBF29CE484222325
    for key in keys:
        for byte in "".join(f"{name}\n" for name in [*ring.get_nodes(key, 3), ""]).encode():
            state = (state ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return state


def main() -> None:
    """Reads both files, makes the ring and prints its digest."""
    if len(sys.argv) != 3:
        sys.exit("usage: demo.py NODES KEYS")
    nodes, keys = map(lines, sys.argv[1:])
    print(f"digest {digest(HashRing(dict(map(node, nodes))), keys):016x}")


if __name__ == "__main__":
    main()
