"""The placement of nginx's `hash … consistent`, slow and plain, and the maker of the golden vectors of its option `vnodes`.

Written from the section `nginx_consistent` of docs/profiles.md. With the 160 points of nginx itself it must place every key
where the real one did, as recorded in tests/vectors/profiles; `check` compares those too.

    python3 tests/reference/nginx.py vectors   writes tests/vectors/nginx-vnodes.tsv to the standard output
    python3 tests/reference/nginx.py check     makes it again and compares; exits with 1 if anything differs
"""

import gzip
import sys
from bisect import bisect_left
from itertools import count
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

sys.dont_write_bytecode = True

from native import compare  # noqa: E402

VECTORS = Path(__file__).resolve().parent.parent / "vectors"


class Server(NamedTuple):
    name: str
    weight: int = 1
    identity: str = ""

    def text(self):
        """The text of the server line."""
        return self.identity or self.name


def host_and_port(text):
    """A socket has no port; another server has one only if its line does."""
    if text.startswith("unix:"):
        return text.removeprefix("unix:"), ""
    host, colon, port = text.rpartition(":")
    return (host, port) if colon and port.isdecimal() else (text, "")


def points_of(server, vnodes):
    """The numbers of one server's points."""
    start = b"\0".join(part.encode() for part in host_and_port(server.text()))
    point = 0
    for _ in range(server.weight * vnodes):
        point = crc32(start + point.to_bytes(4, "little"))
        yield point


def ring_of(servers, vnodes):
    """The points in ring order, each with its server; of equal ones that of the server given first remains."""
    owners = {}
    for server in servers:
        for point in points_of(server, vnodes):
            owners.setdefault(point, server)
    return sorted((point, server.name) for point, server in owners.items())


def walk(ring, key):
    """The servers in the order in which a key meets them."""
    start = bisect_left(ring, (crc32(key), ""))
    return list(dict.fromkeys(name for _, name in ring[start:] + ring[:start]))


# The vectors.


def twins(vnodes):
    """Two servers, the second of which has a first point that the first has too."""
    seen = {}
    for number in count():
        server = Server(f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}:80")
        for place, point in enumerate(points_of(server, vnodes)):
            if point in seen and seen[point] != server and place == 0:
                return [seen[point], server]
            seen.setdefault(point, server)


def cases():
    """A title, the option, the servers, and whether all points are written."""
    three = [Server("10.0.0.1:80"), Server("10.0.0.2:80"), Server("10.0.0.3:80")]
    mixed = [Server("backend"), Server("unix:/run/a.sock", 2), Server("[::1]:8080", 0), Server("old:80", 3, "10.0.0.9:80")]
    yield "one point a server", 1, three, True
    yield "fewer points than nginx has", 40, three, True
    yield "weights, a socket, a name without a port, a drained server, an identity", 7, mixed, True
    yield "the points of nginx, set", 160, mixed, False
    yield "more points than nginx has", 1000, mixed, False
    yield "a tie", 1, twins(1), True
    yield "a tie, in the other order", 1, twins(1)[::-1], True


def keys_of(servers):
    """Keys of all kinds: at a point, because they are what a first point is made of; ordinary ones; the empty one."""
    yield b""
    for server in servers:
        yield b"\0".join(part.encode() for part in host_and_port(server.text())) + bytes(4)
    for number in range(200):
        yield f"/images/{number}.jpg".encode()


def vectors():
    """The bytes of nginx-vnodes.tsv."""
    lines = ["# Placements of nginx's ring with other numbers of points, by tests/reference/nginx.py."]
    for title, vnodes, servers, whole in cases():
        lines += ["", f"# {title}", "profile\tnginx_consistent", f"option\tvnodes\t{vnodes}"]
        lines += ["\t".join(["node", server.name, str(server.weight), "", server.identity]).rstrip("\t") for server in servers]
        ring = ring_of(servers, vnodes)
        if whole:
            lines += [f"point\t{point:016x}\t{name}" for point, name in ring]
        lines += ["\t".join(["walk", key.hex(), *walk(ring, key)]) for key in keys_of(servers)]
        # Every edit makes the ring again: the option must outlive it.
        first = servers[0]
        lines += [f"weight\t{first.name}\t{first.weight + 1}"]
        ring = ring_of([first._replace(weight=first.weight + 1), *servers[1:]], vnodes)
        lines += ["\t".join(["walk", key.hex(), *walk(ring, key)]) for key in keys_of(servers)]
    return ("\n".join(lines) + "\n").encode()


def recorded_cases():
    """The memberships whose servers were all up, each with the keys of nginx and the servers that it chose."""
    text = gzip.decompress((VECTORS / "profiles/systems/nginx.tsv.gz").read_bytes()).decode()
    lists, servers, found = [], [], []
    for kind, *fields in (line.split("\t") for line in text.splitlines() if not line.startswith("#")):
        match kind:
            case "keys":
                lists.append([])
            case "k":
                lists[-1].append(bytes.fromhex(fields[0]))
            case "case":
                servers = []
            case "node":
                servers.append(Server(fields[0], int(fields[1])))
            case "owners":
                found.append((servers, lists[int(fields[0])], fields[1:]))
    return found


def differs_from_nginx():
    """Prints the first recorded placement that differs; returns whether one does, or none was found."""
    placements = 0
    for servers, keys, owners in recorded_cases():
        ring = ring_of(servers, 160)
        for key, owner in zip(keys, owners, strict=True):
            made, placements = walk(ring, key)[0], placements + 1
            if owner != "-" and made != servers[int(owner)].name:
                print(f"nginx sent {key!r} to {servers[int(owner)].name}, the reference sends it to {made}")
                return True
    return placements < 1000


def main(arguments):
    """Runs one command and returns the exit status."""
    match arguments:
        case ["vectors"]:
            sys.stdout.buffer.write(vectors())
            return 0
        case ["check"]:
            return int(compare(VECTORS / "nginx-vnodes.tsv", vectors()) or differs_from_nginx())
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
