"""Finds the profile of a system: tries all of them on keys with known nodes, and counts the right ones."""

from collections.abc import Mapping, Sequence
from typing import Any

from ringwise import HashRing, RingwiseError, profiles

HASHES = """default md5 crc crc16 crc32 crc32a fnv1_64 fnv1a_64 fnv1_32 fnv1a_32 hsieh murmur jenkins murmur3
one_at_a_time sdbm djb2 wt6""".split()


def agreements(nodes: Sequence[str], known: Mapping[str, str]) -> list[tuple[str, dict[str, Any], int]]:
    """Returns the profiles that accept these nodes, with their hashes and the number of right keys, the most first."""
    found = []
    for name in profiles():
        tries: list[dict[str, Any]] = [{}, *({"hash": hash} for hash in HASHES)]
        for options in tries:
            try:
                ring = HashRing(nodes, profile=name, **options)
            except RingwiseError:
                continue  # it has no such hash, or cannot have these nodes
            found.append((name, options, sum(ring[key] == node for key, node in known.items())))
    return sorted(found, key=lambda entry: -entry[2])


def main() -> None:
    nodes = ["10.0.0.1:11211", "10.0.0.2:11211", "10.0.0.3:11211"]
    fleet = HashRing(nodes, profile="twemproxy_ketama", hash="crc32a")  # in place of the existing system
    known = {f"user:{number}": fleet[f"user:{number}"] for number in range(300)}
    for name, options, right in agreements(nodes, known)[:3]:
        print(f"{right} of {len(known)}", name, options)


if __name__ == "__main__":
    main()
