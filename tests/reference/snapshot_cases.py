"""The rings, bytes and texts of the golden vectors of snapshots, in the format of tests/README.md. Run snapshot.py, not this."""

from cases import text as field
from snapshot import Node, Ring, items, sealed, text, value

# The vectors.

POINTS = (0, 1, 2**53 + 1, 2**63, 2**64 - 1)
TOKENS = (-(2**63), -1, 0, 2**53 + 1, 2**63 - 1)


def cases():
    """A title, a profile, what is given, and other texts of JSON that are read as the same ring."""
    abc = [Node("c"), Node("a"), Node("b")]
    addresses = [Node(f"10.0.0.{number}:{11211 + number}") for number in (2, 1)]
    yield "no node at all", "native", {}, [], ["{}", '{"ringwise": 1, "nodes": []}', ' {\n"profile" :"native" , "seed":null}\n']
    yield "three nodes", "native", {}, abc, ['{"nodes": ["b", "c", {"name": "a"}]}']
    yield (
        "the example of the page",
        "native",
        {"seed": 7},
        [Node("b", 2, "z", "id"), Node("a")],
        ['{"nodes": [{"zone": "z", "identity": "id", "weight": 2, "name": "b"}, "a"], "seed": 7}'],
    )
    yield (
        "every option",
        "native",
        {"vnodes": 40, "seed": 2**32 - 1, "hash_tag": "{}", "zones": "strict", "cap": 110},
        [Node("a", 0, "east"), Node("b", 2**10 + 1, "west", "shard 1")],
        [],
    )
    odd = ["\x00", "a\tb", "a\nb", "a\x1f\x7f\x08\x0c\r", '"\\/', "é", "\u2028", "\U0001f600", "hex:61", "a" * 300, "\ue000", "\U00010000"]
    escaped = '{"nodes": [{"name": "\\u0061", "zone": "\\ud83d\\ude00", "identity": "a"}]}'
    yield "names with everything in them", "native", {}, [Node(name, 1, name, name + "!") for name in odd], []
    yield "an identity that is the name", "native", {}, [Node("a", 1, "\U0001f600", "a")], [escaped]
    yield (
        "where order counts",
        "ketama",
        {},
        [Node("b:1", 3), Node("a:1")],
        ['{"profile":"ketama","nodes":[{"name":"b:1","weight":3},"a:1"]}'],
    )
    yield (
        "a hash for both",
        "libmemcached_ketama",
        {"hash": "md5"},
        [
            Node("10.0.0.1:11211", derived="10.0.0.1"),
            Node("10.0.0.2:11211", 1, None, "10.0.0.2", derived="10.0.0.2"),
            Node("b", 1, None, "c"),
        ],
        [],
    )
    yield "defaults that are given", "libmemcached_ketama", {"hash": "default", "point_hash": "default"}, addresses, []
    yield "a yes", "libmemcached_spy", {"weighted": True, "hash": "md5"}, [Node("10.0.0.1:11211", 5, derived="/10.0.0.1:11211")], []
    yield "sorted all the same", "twemproxy_ketama", {"hash": "md5", "hash_tag": "[]"}, [Node("b:1", 2), Node("a:1")], []
    yield "nginx", "nginx_consistent", {}, [*addresses, Node("unix:/run/a.sock", 2)], []
    yield (
        "another number of points",
        "nginx_consistent",
        {"vnodes": 40},
        addresses,
        ['{"nodes": ["10.0.0.2:11213", "10.0.0.1:11212"], "vnodes": 40, "profile": "nginx_consistent"}'],
    )
    yield "nginx's own number, set", "nginx_consistent", {"vnodes": 160}, addresses, []
    yield "tengine", "tengine", {}, [Node("10.0.0.1:80", 1, None, "17"), Node("10.0.0.2:80", 2)], []
    yield (
        "ids that are given, even where they would be implied",
        "haproxy",
        {},
        [Node("s1", 1, None, "1"), Node("s2"), Node("s3", 256, None, "77")],
        ['{"avalanche":true,"profile":"haproxy","nodes":[{"name":"s1","identity":"1"},"s2",{"name":"s3","identity":"77","weight":256}]}'],
    )
    yield "a hash, and so no avalanche", "haproxy", {"hash": "crc32", "balance_factor": 150}, [Node("s1"), Node("s2", 0)], []
    yield "envoy", "envoy_ring_hash", {"minimum": 64}, addresses, []
    yield "a table", "envoy_maglev", {"table_size": 251}, abc, []
    yield (
        "compatibility and its default",
        "npm_hashring",
        {"compatibility": "hash_ring"},
        [Node("a:1", 1, None, None, 7), Node("b:1", 2)],
        [],
    )
    yield (
        "all of its options",
        "npm_hashring",
        {"algorithm": "sha1", "vnodes": 10, "replicas": 2, "default_port": 80},
        [Node("a:80", derived="a")],
        [],
    )
    yield "stathat", "stathat", {"fnv": True}, abc, []
    yield "partitions", "buraksezer_v1", {"partitions": 71, "vnodes": 5, "load_percent": 200, "hash": "fnv64a"}, abc, []
    yield (
        "replicas by data centre",
        "cassandra",
        {"strategy": "network", "replication": {"dc2": 1, "dc1": 3, "": 0}},
        [Node("b", 1, "dc1/r1", points=TOKENS), Node("a", 1, "dc2/r1", points=()), Node("c", 0, "dc3", points=(7,))],
        [],
    )
    yield "replicas", "cassandra", {"replication": 3}, [Node("a", points=(1,)), Node("b", points=(-2,))], []
    last = '{"points":[18446744073709551615,5,5],"name":"a"}'
    yield (
        "points up to the last",
        "points",
        {"key_hash": "xxh64", "pick": "le"},
        [Node("b", points=POINTS), Node("a", points=(2**64 - 1, 5, 5))],
        [f'{{"profile":"points","key_hash":"xxh64","pick":"le","bits":64,"nodes":[{{"name":"b","points":{list(POINTS)}}},{last}]}}'],
    )
    python = ["hash_ring", "uhashring", "consistent_hash", "naive_md5", "naive_sha256"]
    others = ["serialx_v1", "serialx_v2", "npm_consistent_hashing", "npm_ketama", "groupcache", "lafikl", "buraksezer_v0"]
    for profile in python + others:
        yield f"the defaults of {profile}", profile, {}, [Node("b"), Node("a")], []
    yield "a hash that is given", "libmemcached_ketama_weighted", {"hash": "crc"}, [Node("b", 2), Node("a")], []
    java = {"format": "libmemcached", "weighted": True}
    yield "all that spymemcached has", "spymemcached_ketama", java, [Node("b:1", 2), Node("a:1")], []
    yield "words and labels", "uhashring_ketama", {"replicas": 2, "vnodes": 10}, [Node("b", 2), Node("a")], []
    yield "forgotten replicas", "npm_hashring", {"compatibility": "hash_ring", "replicas": 9}, [Node("b"), Node("a")], []
    yield "points of 32 bits", "points", {"bits": 32, "key_hash": "crc32", "pick": "gt"}, [Node("a", points=(0, 2**32 - 1))], []


def bad():
    """Bytes that are no snapshot, and the error of each."""
    ring = Ring("native", [Node("a"), Node("b", 2, "z", "id")], seed=7)
    body, whole = ring.body(), ring.snapshot()
    place = {part: body.index(part) + len(part) for part in (b"vnodes", b"seed", b"zones", b"spread", b"native-v1")}

    def changed(at, *new):
        return sealed(body[:at] + bytes(new) + body[at + len(new) :])

    nodes = place[b"spread"]
    yield "nothing", b"", "BAD_SNAPSHOT"
    yield "the magic alone", b"ringwise", "BAD_SNAPSHOT"
    yield "another magic", b"Ringwise" + whole[8:], "BAD_SNAPSHOT"
    yield "the least that could have a checksum", sealed(b"ringwise\x01\x00"), "BAD_SNAPSHOT"
    yield "cut by a byte", whole[:-1], "BAD_SNAPSHOT"
    yield "a byte more", whole + b"\0", "BAD_SNAPSHOT"
    yield "a byte more, and the right checksum", sealed(body + b"\0"), "BAD_SNAPSHOT"
    yield "cut in the last node, and the right checksum", sealed(body[:-1]), "BAD_SNAPSHOT"
    yield "a bit flipped", changed(nodes + 8, ord("A"))[:-4] + whole[-4:], "BAD_SNAPSHOT"
    yield "format 2", changed(8, 2, 0), "SNAPSHOT_VERSION"
    yield "format 2, whatever follows", sealed(b"ringwise\x02\x00"), "SNAPSHOT_VERSION"
    yield "format 65535", changed(8, 255, 255), "SNAPSHOT_VERSION"
    yield "format 0", changed(8, 0, 0), "SNAPSHOT_VERSION"
    yield "format 2, with a wrong checksum", whole[:8] + b"\x02\x00" + whole[10:], "BAD_SNAPSHOT"
    yield "a profile that nobody knows", changed(place[b"native-v1"] - 1, ord("9")), "UNKNOWN_PROFILE"
    yield "the native profile by its other name", sealed(body.replace(text("native-v1"), text("native"))), "BAD_SNAPSHOT"
    yield "2^32 - 1 options", changed(place[b"native-v1"], 255, 255, 255, 255), "BAD_SNAPSHOT"
    yield "2^32 - 1 nodes", changed(nodes, 255, 255, 255, 255), "BAD_SNAPSHOT"
    yield "a node more than there is", changed(nodes, 3), "BAD_SNAPSHOT"
    yield "a node less than there is", changed(nodes, 1), "BAD_SNAPSHOT"
    yield "a name of 2^32 - 1 bytes", changed(nodes + 4, 255, 255, 255, 255), "BAD_SNAPSHOT"
    yield "no name", sealed(body[: nodes + 4] + text("") + body[nodes + 9 :]), "BAD_SNAPSHOT"
    yield "a name that is no UTF-8", changed(nodes + 8, 255), "BAD_SNAPSHOT"
    yield "two nodes of one name", changed(nodes + 8, ord("b")), "BAD_SNAPSHOT"
    yield "nodes in another order", changed(nodes + 8, ord("c")), "BAD_SNAPSHOT"
    yield "a weight of 2^26 + 1", changed(nodes + 9, 1, 0, 0, 4), "BAD_SNAPSHOT"
    yield "more points than a ring has", changed(nodes + 9, 0, 0, 0, 4), "BAD_SNAPSHOT"
    yield "a field that nobody knows", changed(nodes + 13, 16), "BAD_SNAPSHOT"
    yield "a field of another profile", Ring("native", [Node("a", vnodes=5)]).snapshot(), "BAD_SNAPSHOT"
    yield "points on the native ring", Ring("native", [Node("a", points=())]).snapshot(), "BAD_SNAPSHOT"
    yield "an identity that is the name", sealed(body.replace(text("id"), text("b"))), "BAD_SNAPSHOT"
    yield "two nodes of one identity", sealed(body.replace(text("id"), text("a"))), "BAD_SNAPSHOT"
    yield "vnodes 0", changed(place[b"vnodes"] + 1, 0), "BAD_SNAPSHOT"
    yield "vnodes below 0", changed(place[b"vnodes"] + 1, *[255] * 8), "BAD_SNAPSHOT"
    yield "vnodes of another type", changed(place[b"vnodes"], 2), "BAD_SNAPSHOT"
    yield "a type that nobody knows", changed(place[b"vnodes"], 9), "BAD_SNAPSHOT"
    yield "a seed of 2^32", changed(place[b"seed"] + 5, 1), "BAD_SNAPSHOT"
    yield "zones that nobody knows", changed(place[b"spread"] - 1, ord("t")), "BAD_SNAPSHOT"
    yield "an option that nobody knows", changed(place[b"seed"] - 1, ord("k")), "BAD_SNAPSHOT"
    spread = text("zones") + value("spread")
    yield (
        "a default left out",
        sealed(body.replace(spread, b"").replace(text("native-v1") + b"\3", text("native-v1") + b"\2")),
        "BAD_SNAPSHOT",
    )
    seed, vnodes = text("seed") + value(7), text("vnodes") + value(160)
    yield "options in another order", sealed(body.replace(vnodes + seed, seed + vnodes)), "BAD_SNAPSHOT"
    twice = body.replace(seed, seed + seed).replace(text("native-v1") + b"\3", text("native-v1") + b"\4")
    yield "an option twice", sealed(twice), "BAD_SNAPSHOT"
    beside = body.replace(seed, seed + text("load_factor") + value(200)).replace(text("native-v1") + b"\3", text("native-v1") + b"\4")
    yield "an option that is no part of placement", sealed(beside), "BAD_SNAPSHOT"
    many = [text(f"option {number}") + value(1) for number in range(1000)]
    yield "options without end", sealed(body[: place[b"native-v1"]] + items(many) + items([])), "BAD_SNAPSHOT"
    tagged = Ring("native", hash_tag="{}}")
    yield "a hash tag of three characters", tagged.snapshot(), "BAD_SNAPSHOT"
    derived = Node("a:11211", 1, None, "a", derived="?")
    yield "an identity that is the derived one", Ring("libmemcached_ketama", [derived]).snapshot(), "BAD_SNAPSHOT"
    yield "an identity that two nodes come to", Ring("libmemcached_ketama", [Node("a:11211"), Node("a")]).snapshot(), "BAD_SNAPSHOT"
    yield "a weight that the profile has not", Ring("stathat", [Node("a", 2)]).snapshot(), "BAD_SNAPSHOT"
    yield "a seed that the profile has not", sealed(body.replace(text("native-v1"), text("uhashring"))), "BAD_SNAPSHOT"
    yield "no points where there must be some", Ring("points", [Node("a")]).snapshot(), "BAD_SNAPSHOT"
    far = Ring("points", [Node("a", points=(2**32,))], bits=32, key_hash="crc32")
    yield "a point beyond the last", far.snapshot(), "BAD_SNAPSHOT"
    for zones in ("strict", "spread"):
        yield f"zones {zones} where the profile has its own way", Ring("cassandra", zones=zones).snapshot(), "BAD_SNAPSHOT"
    yield "a cap that the profile has not", Ring("stathat", cap=105).snapshot(), "BAD_SNAPSHOT"
    yield "a cap that is too low", Ring("native", cap=100).snapshot(), "BAD_SNAPSHOT"
    centres = Ring("cassandra", strategy="network", replication={"a": 1, "b": 2}).body()
    yield "a map in another order", sealed(centres.replace(text("a"), text("c"))), "BAD_SNAPSHOT"
    yield "a name in a map twice", sealed(centres.replace(text("a"), text("b"))), "BAD_SNAPSHOT"
    gained = Ring("nginx_consistent", vnodes=40).body().replace(value(40), value(160))
    yield "the default of an option that the profile gained", sealed(gained), "BAD_SNAPSHOT"
    flag = Ring("stathat", fnv=True).body()
    yield "neither yes nor no", sealed(flag.replace(text("fnv") + b"\3\1", text("fnv") + b"\3\2")), "BAD_SNAPSHOT"


def bad_json():
    """Texts that are no JSON of a ring, and the error of each."""
    yield "", "BAD_SNAPSHOT"
    yield "[]", "BAD_SNAPSHOT"
    yield '"a"', "BAD_SNAPSHOT"
    yield "{} {}", "BAD_SNAPSHOT"
    yield '{"nodes": ["a"]', "BAD_SNAPSHOT"
    yield '{"nodes": ["a",]}', "BAD_SNAPSHOT"
    yield '{"seed": 1, "seed": 1}', "BAD_SNAPSHOT"
    yield '{"ringwise": 1, "ringwise": 1}', "BAD_SNAPSHOT"
    yield '{"profile": "native", "profile": "native"}', "BAD_SNAPSHOT"
    yield '{"nodes": [], "nodes": []}', "BAD_SNAPSHOT"
    yield '{"nodes": [{"name": "a", "name": "a"}]}', "BAD_SNAPSHOT"
    yield '{"sede": 1}', "BAD_SNAPSHOT"
    yield '{"profile": "ketama", "seed": 1}', "BAD_SNAPSHOT"
    yield '{"replication_factor": 3}', "BAD_SNAPSHOT"
    yield '{"load_factor": 150}', "BAD_SNAPSHOT"
    yield '{"nodes": [{"name": "a", "wieght": 1}]}', "BAD_SNAPSHOT"
    yield '{"nodes": [{"weight": 1}]}', "BAD_SNAPSHOT"
    yield '{"nodes": [1]}', "BAD_SNAPSHOT"
    yield '{"nodes": [null]}', "BAD_SNAPSHOT"
    yield '{"nodes": {"a": 1}}', "BAD_SNAPSHOT"
    yield '{"nodes": [{"name": "a", "weight": 1.5}]}', "BAD_SNAPSHOT"
    yield '{"nodes": [{"name": "a", "weight": "1"}]}', "BAD_SNAPSHOT"
    yield '{"nodes": [{"name": 1}]}', "BAD_SNAPSHOT"
    yield '{"nodes": ["\\ud800"]}', "BAD_SNAPSHOT"
    yield '{"nodes": ["a\nb"]}', "BAD_SNAPSHOT"
    yield '{"seed": 1e999}', "BAD_SNAPSHOT"
    yield '{"seed": 18446744073709551616}', "BAD_SNAPSHOT"
    yield '{"seed": [1]}', "BAD_SNAPSHOT"
    yield '{"a": ' + "[" * 1000, "BAD_SNAPSHOT"
    yield '{"seed": ' + '{"a": ' * 1000, "BAD_SNAPSHOT"
    yield '{"nodes": [' + "[" * 1000, "BAD_SNAPSHOT"
    yield '{"profile": "cassandra", "strategy": "network", "replication": {"a": 1, "a": 2}}', "BAD_SNAPSHOT"
    yield '{"profile": "cassandra", "strategy": "network", "replication": {"a": 0.5}}', "BAD_SNAPSHOT"
    yield '{"ringwise": 2}', "SNAPSHOT_VERSION"
    yield '{"ringwise": -1, "nodes": 7}', "SNAPSHOT_VERSION"
    yield '{"ringwise": "1"}', "BAD_SNAPSHOT"
    yield '{"profile": "none"}', "UNKNOWN_PROFILE"
    yield '{"seed": -1}', "INVALID_OPTION"
    yield '{"seed": "1"}', "INVALID_OPTION"
    yield '{"seed": 18446744073709551615}', "INVALID_OPTION"
    yield '{"zones": "wide"}', "INVALID_OPTION"
    yield '{"nodes": [""]}', "INVALID_NAME"
    yield '{"nodes": [{"name": "a", "weight": -1}]}', "INVALID_WEIGHT"
    yield '{"nodes": ["a", "a"]}', "DUPLICATE_NODE"
    yield '{"nodes": [{"name": "a", "vnodes": 1}]}', "UNSUPPORTED"
    yield '{"vnodes": 67108864, "nodes": ["a", "b"]}', "TOO_MANY_POINTS"


def option(entry):
    """The value of an option."""
    if isinstance(entry, bool):
        return str(entry).lower()
    if isinstance(entry, dict):
        return ",".join(f"{name}={integer}" for name, integer in entry.items())
    return str(entry)


def vectors():
    """The file."""
    lines = ["# Snapshots, their JSON and their fingerprints; made by tests/reference/snapshot.py, never edited"]

    def record(*fields):
        lines.append("\t".join(fields).rstrip("\t"))

    for title, profile, options, nodes, texts in cases():
        ring = Ring(profile, nodes, **options)
        lines.append(f"# {title}")
        record("profile", profile)
        for name, entry in options.items():
            record("option", name, option(entry))
        for node in nodes:
            points = "" if node.points is None else ",".join(map(str, node.points)) or "-"
            vnodes = "" if node.vnodes is None else str(node.vnodes)
            record("node", field(node.name), str(node.weight), field(node.zone or ""), field(node.identity or ""), vnodes, points)
        record("snapshot", ring.snapshot().hex())
        record("fingerprint", ring.fingerprint())
        record("json", ring.json().encode().hex())
        for other in texts:
            record("reads", other.encode().hex())
    for title, data, code in bad():
        lines.append(f"# {title}")
        record("bad", data.hex(), code)
    for data, code in bad_json():
        lines.append("# " + ascii(data[:60]))
        record("bad_json", data.encode().hex(), code)
    return ("\n".join(lines) + "\n").encode()
