"""nutcracker's `distribution: ketama` and the profile `twemproxy_ketama`: the same server for every key."""

import random
from collections.abc import Sequence
from pathlib import Path

from agreement import Case, Nodes, agree
from backends import MEMCACHED, Backends
from chance import address, draw, weights
from fleet import free_port
from keys import LINE, keys
from proxy import ask_memcached, folder, program, running
from servers import Servers
from twins import twins

KEYS = 600
SERVERS = 50
"""How many servers there are to draw from."""
SIZES = [1, 2, 3, 7, 12, 25, 40, 47, 50]
"""Some at which single precision drops a label: 25, 47 and 50 equal servers."""
HASHES = """
    one_at_a_time md5 crc16 crc32 crc32a fnv1_64 fnv1a_64 fnv1_32 fnv1a_32 hsieh murmur jenkins
""".split()


def test_every_key_is_on_the_same_server() -> None:
    for hash_ in HASHES:
        # A process for each hash: none has too many connections.
        chance = draw(f"twemproxy, {hash_}")
        with folder(chance) as home:
            backends = Backends(MEMCACHED)
            servers = some_servers(chance, backends, home)
            cases = [random_case(chance, servers, hash=hash_) for _ in range(4)]
            compare(chance, cases, [keys(chance, KEYS, LINE) for _ in cases], backends, home)


def test_keys_with_tags() -> None:
    chance = draw("twemproxy, tags")
    with folder(chance) as home:
        backends = Backends(MEMCACHED)
        servers = some_servers(chance, backends, home)
        cases = [random_case(chance, servers, hash=chance.choice(HASHES), hash_tag=tag) for tag in ("{}", "$$", "<>", "}{")]
        asked = [tagged(chance, str(case.options["hash_tag"])) for case in cases]
        compare(chance, cases, asked, backends, home)


def test_keys_that_meet_a_point() -> None:
    chance = draw("twemproxy, points")
    with folder(chance) as home:
        backends = Backends(MEMCACHED)
        servers = some_servers(chance, backends, home)
        cases = [random_case(chance, servers, hash="md5") for _ in range(4)]
        # The first point of a label is the first word of its MD5, which is also its position as a key.
        asked = [[f"{label}-{number}".encode() for label in labels(case) for number in range(12)] for case in cases]
        compare(chance, cases, asked, backends, home)


def test_points_that_meet() -> None:
    chance = draw("twemproxy, equal points")
    with folder(chance) as home:
        backends = Backends(MEMCACHED)
        servers = some_servers(chance, backends, home)
        cases = []
        for pair in chance.sample(twins(chance, "{}-0".format, 4), 8):
            for identities in (pair, reversed(pair)):
                named = zip(servers, identities, strict=False)
                nodes: Nodes = {server: {"weight": 1, "identity": name} for server, name in named}
                cases.append(Case("twemproxy_ketama", nodes, {"hash": "md5"}))
        # Of 320 points one is the pair's, so some ten keys of each ring are decided by it.
        compare(chance, cases, [keys(chance, 3000, LINE) for _ in cases], backends, home)


def some_servers(chance: random.Random, backends: Backends, home: Path) -> list[str]:
    """Servers of all kinds, by the names that the configuration has."""
    some = Servers(chance, backends, home)
    return some.start(SERVERS, [some.address, lambda: some.at_port(11211), some.localhost, some.socket])


def random_case(chance: random.Random, servers: Sequence[str], **options: str | int | bool) -> Case:
    """Some of these servers, in any order, with weights and with names of their own for none, some or all of them."""
    some = chance.sample(servers, chance.choice(SIZES))
    given = chance.choice([0.0, 0.5, 1.0])
    weighted = zip(some, weights(chance, len(some), 100), strict=True)
    nodes: Nodes = {server: {"weight": weight} for server, weight in weighted}
    for number, node in enumerate(nodes.values()):
        if chance.random() < given:
            # The last fills the buffer that nutcracker writes labels to, but for a byte.
            long = f"{number:03}-".ljust(79, "x")
            node["identity"] = chance.choice([f"shard-{number:03}", f"cache{number}.example.com:11211", f"n{number}", long])
    return Case("twemproxy_ketama", nodes, options)


def labels(case: Case) -> list[str]:
    """What is hashed of each server, before the number of its point."""

    def derived(name: str) -> str:
        return f"{name}:" if name.startswith("/") else name.removesuffix(":11211")

    return [node.get("identity") or derived(name) for name, node in case.nodes.items()]


def tagged(chance: random.Random, tag: str) -> list[bytes]:
    """Keys with both of a tag's characters, one, or none; in order or not; and few texts between them."""
    start, end = tag[0], tag[1]
    shapes = ["{s}{t}{e}{r}", "{r}{s}{t}{e}", "{r}{s}{t}", "{t}{e}{r}", "{s}{e}{r}", "{e}{s}{t}{e}{r}", "{s}{s}{t}{e}{e}{r}", "{r}"]
    return [
        chance.choice(shapes).format(s=start, e=end, t=f"user{chance.randint(0, 30)}", r=f"item{chance.getrandbits(30)}").encode()
        for _ in range(KEYS)
    ]


def compare(chance: random.Random, cases: Sequence[Case], asked: Sequence[list[bytes]], backends: Backends, home: Path) -> None:
    """Asks a nutcracker with all these rings where the keys go, and ringwise too."""
    path, version = program("nutcracker", "-V")
    (home / "nutcracker.yml").write_text("".join(pool(number, case, home) for number, case in enumerate(cases)))
    # It insists on a port for its figures.
    command = [path, "-c", "nutcracker.yml", "-p", "pid", "-o", "/dev/stderr", "-a", address(chance), "-s", str(free_port())]
    with backends, running(command, home, home / "p0"):
        for number, (case, keys) in enumerate(zip(cases, asked, strict=True)):
            agree(version, case, keys, ask_memcached(home / f"p{number}", keys))


def pool(number: int, case: Case, home: Path) -> str:
    """A ring in nutcracker's configuration, with the socket `p<number>`."""
    lines = [f"p{number}:", f"  listen: {home / f'p{number}'}", "  distribution: ketama", f"  hash: {case.options['hash']}"]
    if "hash_tag" in case.options:
        lines.append(f'  hash_tag: "{case.options["hash_tag"]}"')
    lines.append("  servers:")
    lines += [f"   - {name}:{node['weight']} {node.get('identity', '')}".rstrip() for name, node in case.nodes.items()]
    return "\n".join([*lines, ""])
