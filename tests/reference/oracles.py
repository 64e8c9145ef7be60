"""Turns the recorded placements of other systems into the vectors of `tests/vectors/profiles/`.

    python3 tests/reference/oracles.py FOLDER

FOLDER holds `public/` and `vectors/`, JSON files of what the systems themselves answered. Run by hand when there are
new ones; no test runs it. Only this file maps a case to a profile, or names the reason why it is left out; `manifest.tsv`
lists both.
"""

import base64
import gzip
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hash_codes import hash_code

OUT = Path(__file__).parent.parent / "vectors" / "profiles"
Case = dict


@dataclass
class Node:
    name: str
    weight: int = 1
    zone: str = ""
    identity: str = ""
    vnodes: str = ""
    points: str = ""


@dataclass
class Play:
    """A case as ringwise plays it."""

    profile: str
    options: dict[str, object] = field(default_factory=dict)
    nodes: list[Node] = field(default_factory=list)
    down: list[int] = field(default_factory=list)
    record: str = "owners"
    """What the owners are: of `get_node`, `get_node_with_fallback`, or of `acquire`, in order."""
    release: tuple[int, list[int]] | None = None
    """Before which acquire which ones are released."""
    owners: list | None = None
    lists: list | None = None
    list_record: str = "lists"
    keep: Callable[[bytes], bool] = lambda _: True
    key: Callable[[bytes], bytes] = lambda key: key
    entries: list | None = None
    loads: list | None = None
    ranges: list[str] | None = None
    retries: list | None = None


class LeftOut(Exception):
    """A case that no profile is for, and why."""


def nodes_of(case: Case, weighted: bool = True) -> list[Node]:
    return [Node(node["name"], int(node.get("weight", 1)) if weighted else 1) for node in case["nodes"]]


def plain(profile: str, weighted: bool = True, **options: object) -> Callable[[Case], Play]:
    return lambda case: Play(profile, dict(options), nodes_of(case, weighted))


# The systems' own answers.


def libmemcached(case: Case) -> Play:
    """Follows the calls in their order: what each sets, and when the ring is rebuilt."""
    config, nodes = case["config"], nodes_of(case)
    for node, given in zip(nodes, case["nodes"], strict=True):
        if given["port"] is None:
            node.identity = given["host"] + ":0"
    if config["add_call"] == "memcached_server_add":
        for node in nodes:
            node.weight = 1
    state = {"hash": "default", "points": "default", "distribution": "modula", "weighted": False}

    def rebuild() -> None:
        state["points"] = state["hash"]

    def behave(text: str) -> None:
        name, value = text.split(":")
        if name == "HASH":
            state["hash"] = value
        elif name == "KETAMA":
            state.update(distribution="consistent", weighted=False)
            rebuild()
        elif name == "KETAMA_WEIGHTED":
            state.update(distribution="consistent", weighted=True, hash="md5")
            rebuild()
        elif name == "DISTRIBUTION":
            if value == "consistent_ketama_spy":
                state["distribution"] = "spy"
            elif value in ("consistent", "consistent_weighted"):
                state.update(distribution="consistent", weighted=value == "consistent_weighted")
            else:
                state["distribution"] = value
            rebuild()
        elif name not in ("KETAMA_HASH", "SORT_HOSTS", "HASH_WITH_PREFIX_KEY"):
            raise ValueError(text)

    for text in config["behaviors_before_servers"]:
        behave(text)
    if state["distribution"] in ("consistent", "spy"):
        state["weighted"] |= any(node.weight > 1 for node in nodes)
        rebuild()
    for text in config["behaviors_after_servers"]:
        behave(text)
    play = memcached_play(state, nodes)
    if "HASH_WITH_PREFIX_KEY:1" in config["behaviors_before_servers"]:
        prefix = config["namespace"].encode()
        play.keep = lambda key: b"\0" not in key and len(prefix + key) <= 249
        play.key = lambda key: prefix + key
    return play


def memcached_play(state: dict, nodes: list[Node]) -> Play:
    if state["distribution"] == "spy":
        return Play("libmemcached_spy", {"weighted": state["weighted"], "hash": state["hash"]}, nodes)
    if state["distribution"] != "consistent":
        raise LeftOut(f"distribution {state['distribution']} is no ring")
    if state["weighted"]:
        return Play("libmemcached_ketama_weighted", {"hash": state["hash"]}, nodes)
    for node in nodes:
        node.weight = 1
    options = {"hash": state["hash"]}
    if state["points"] != state["hash"]:
        options["point_hash"] = state["points"]
    return Play("libmemcached_ketama", options, nodes)


def pylibmc(case: Case) -> Play:
    config = case["config"]
    return pylibmc_behaviors(config["behaviors"], nodes_of(case, config["weights_given"]))


def pylibmc_behaviors(behaviors: dict, nodes: list[Node]) -> Play:
    hash_name = behaviors.get("hash", "default")
    heavy = any(node.weight > 1 for node in nodes)
    if behaviors.get("ketama_weighted"):
        return memcached_play({"distribution": "consistent", "weighted": True, "hash": "md5", "points": "md5"}, nodes)
    if behaviors.get("ketama") or behaviors.get("distribution", "").startswith("consistent"):
        return memcached_play({"distribution": "consistent", "weighted": heavy, "hash": hash_name, "points": hash_name}, nodes)
    raise LeftOut("distribution modula is no ring")


def nutcracker(case: Case) -> Play:
    config = case["config"]
    if config["distribution"] != "ketama":
        raise LeftOut(f"distribution {config['distribution']} is no ring")
    nodes = []
    for node in case["nodes"]:
        named = node["named"]
        name = f"{node['host']}:{node['port']}" if named else node["name"]
        nodes.append(Node(name, node["weight"], identity=node["name"] if named else ""))
    if config["ejected"] is not None:
        nodes[config["ejected"]].weight = 0
    options = {"hash": config["hash"]}
    if config["hash_tag"]:
        options["hash_tag"] = config["hash_tag"]
    return Play("twemproxy_ketama", options, nodes)


def nginx(case: Case) -> Play:
    config = case["config"]
    if "consistent" not in config["directive"]:
        raise LeftOut("hash without consistent is no ring")
    down = config["down"] + config["refused"]
    return Play("nginx_consistent", {}, nodes_of(case), down, "fallback" if down else "owners")


def haproxy(case: Case) -> Play:
    config, membership = case["config"], case["config"]["membership"]
    words = config["hash-type"].split()
    if words[0] != "consistent":
        raise LeftOut("hash-type map-based is no ring")
    options: dict[str, object] = {}
    if len(words) > 1:
        options["hash"] = words[1]
    if "avalanche" in words:
        options["avalanche"] = True
    nodes = [Node(node["name"], node["weight"], identity=str(node["id"]) if node["explicit_id"] else "") for node in case["nodes"]]
    play = Play("haproxy", options, nodes)
    out = [int(server) for server in config["server_state"]]
    if membership.endswith("-redispatch"):
        play.down, play.record = out, "fallback"
    elif membership.endswith("-unchecked"):
        play.owners = [out[0] if owner == -1 else owner for owner in case["owner"]]
    else:
        for server in out:
            nodes[server].weight = 0
    if membership == "7eq-commas" and config["balance"] == "hdr(x-key)":
        play.keep = lambda key: b'"' not in key or b"," not in key[key.index(b'"') :]
        play.key = first_element
    if config["balance"] == "uri":
        play.key = lambda key: key.split(b"?")[0]
    return play


def first_element(line: bytes) -> bytes:
    return next((part.strip() for part in line.split(b",") if part.strip()), b"")


def haproxy_bounded(case: Case) -> Play:
    play = haproxy(case)
    play.options["balance_factor"] = case["config"]["hash-balance-factor"]
    play.record = "acquires"
    after = case["config"]["release_after"]
    if after:
        play.release = (after, list(range(0, after, 3)))
    return play


def uhashring(case: Case) -> Play:
    variant = case["config"]["variant"]
    if variant.startswith("hash_fn"):
        raise LeftOut("another hash function of the caller's")
    options = {name: int(value) for name, value in (word.split("=") for word in variant.split() if "=" in word)}
    return Play("uhashring_ketama" if variant.startswith("ketama") else "uhashring", options, nodes_of(case))


NPM_OPTIONS = {"vnode count": "vnodes", "replicas": "replicas", "compatibility": "compatibility", "default port": "default_port"}


def npm_hashring(case: Case) -> Play:
    config = case["config"]
    options = {NPM_OPTIONS[name]: value for name, value in config.get("opts", {}).items()}
    if "algorithm" in config:
        options["algorithm"] = config["algorithm"]
    play = Play("npm_hashring", options, nodes_of(case))
    for node, vnodes in zip(play.nodes, config.get("vnodes", []), strict=False):
        node.vnodes = str(vnodes)
    return play


def npm_memcached(case: Case) -> Play:
    return Play("npm_hashring", {"default_port": 11211}, nodes_of(case))


def npm_consistent_hashing(case: Case) -> Play:
    opts = case["config"].get("opts", {})
    options = {{"replicas": "vnodes"}.get(name, name): value for name, value in opts.items()}
    return Play("npm_consistent_hashing", options, nodes_of(case, False))


def npm_ketama(case: Case) -> Play:
    options = {"algorithm": case["config"]["algorithm"]} if "algorithm" in case["config"] else {}
    return Play("npm_ketama", options, nodes_of(case), lists=short_lists(case))


def short_lists(case: Case) -> list:
    """npm ketama lists all nodes in the order in which they were added: not copied."""
    return [names if len(names) < len(case["nodes"]) else None for names in case.get("replicas", [])]


def stathat(case: Case) -> Play:
    config = case["config"]
    options = {"vnodes": config["NumberOfReplicas"], "fnv": config["hash"].startswith("fnv")}
    return Play("stathat", options, nodes_of(case))


def lafikl(case: Case) -> Play:
    play = Play("lafikl", {}, nodes_of(case))
    if case["config"]["call"] != "Get":
        play.record = "acquires"
        play.loads = [case["final_loads"].get(node.name, 0) for node in play.nodes]
    return play


def serialx(case: Case) -> Play:
    revision = {"8b29126": "serialx_v1", "22c0c7a": "serialx_v2"}[case["config"]["revision"]]
    return Play(revision, {}, nodes_of(case))


def buraksezer(case: Case) -> Play:
    config = case["config"]
    options = {"partitions": config["PartitionCount"], "vnodes": config["ReplicationFactor"], "load_percent": round(config["Load"] * 100)}
    if config["Hasher"] == "fnv64a":
        options["hash"] = "fnv64a"
    profile = "buraksezer_v0" if config["release"].startswith("v0") else "buraksezer_v1"
    return Play(profile, options, nodes_of(case), entries=case["partition_owner"])


def cassandra_nodes(case: Case) -> list[Node]:
    return [
        Node(node["name"], zone=f"{node['dc']}/{node['rack']}", points=",".join(str(token) for token in node["tokens"]))
        for node in case["nodes"]
    ]


def cassandra(case: Case) -> Play:
    config = case["config"]
    if config["partitioner"] != "Murmur3Partitioner":
        raise LeftOut(f"{config['partitioner']} has no profile")
    if not case["nodes"]:
        return Play("cassandra_token", keep=lambda key: key != b"")
    options = config["options"]
    if config["strategy"] == "SimpleStrategy":
        return Play("cassandra", {"replication": int(options["replication_factor"])}, cassandra_nodes(case), keep=lambda key: key != b"")
    replication = {centre: int(count) for centre, count in options.items()}
    lowest = {}
    for node in case["nodes"]:
        lowest[node["dc"]] = min([lowest.get(node["dc"], 2**63)] + [int(token) for token in node["tokens"]])
    order = ",".join(sorted(lowest, key=lambda centre: lowest[centre]))
    options = {"strategy": "network", "replication": replication}
    play = Play("cassandra", options, cassandra_nodes(case), keep=lambda key: key != b"")
    play.record, play.list_record = f"grouped_owners\t{order}", f"grouped_lists\t{order}"
    return play


def number_key(key: bytes) -> bytes:
    return (int(key) % 2**64).to_bytes(8, "big")


def guava(case: Case) -> Play:
    config = case["config"]
    play = Play("guava_consistent_hash", {"buckets": config["buckets"]})
    function = config["hash"]
    play.key = number_key if function is None else lambda key: hash_code(function, key).to_bytes(8, "big")
    return play


def redis(case: Case) -> Play:
    play = Play("redis_slot")
    if case["nodes"]:
        play.ranges = [",".join([node["slots"]] if isinstance(node["slots"], str) else node["slots"]) for node in case["nodes"]]
    return play


def left_out(reason: str) -> Callable[[Case], Play]:
    def refuse(_: Case) -> Play:
        raise LeftOut(reason)

    return refuse


PUBLIC = {
    "cassandra": cassandra,
    "go-buraksezer": buraksezer,
    "go-lafikl": lafikl,
    "go-serialx": serialx,
    "go-stathat": stathat,
    "guava": guava,
    "haproxy": haproxy,
    "haproxy_bounded": haproxy_bounded,
    "hash_ring": plain("hash_ring"),
    "hashring": plain("hash_ring"),
    "libketama": plain("ketama"),
    "libmemcached_ketama": libmemcached,
    "libmemcached_ketama_weighted": libmemcached,
    "libmemcached_order": libmemcached,
    "libmemcached_other": libmemcached,
    "nginx": nginx,
    "npm-consistent-hash": left_out("its points are random, or depend on the order of every node"),
    "npm-consistent-hashing": npm_consistent_hashing,
    "npm-hash-ring": left_out("it sends nearly every key to one node"),
    "npm-hashring": npm_hashring,
    "npm-ketama": npm_ketama,
    "npm-memcached": npm_memcached,
    "npm-node-hashring": left_out("another scheme, which has no profile"),
    "nutcracker": nutcracker,
    "nutcracker_redis": nutcracker,
    "pylibmc": pylibmc,
    "pymemcache": left_out("rendezvous hashing is no ring"),
    "pypi-consistent-hash": plain("consistent_hash"),
    "python-memcached": left_out("a modulo is no ring"),
    "redis": redis,
    "uhashring": uhashring,
}


# The worked cases.


def worked_libmemcached(case: Case) -> Play:
    words = {"one_at_a_time": "default"}
    params = case["params"]
    options = {"hash": words.get(params["key_hash"], params["key_hash"])}
    if case["profile"] == "libmemcached_ketama_spy":
        options["weighted"] = "KETAMA_WEIGHTED=1" in params["behaviors"]
        return Play("libmemcached_spy", options, nodes_of(case))
    return Play(case["profile"], options, nodes_of(case))


def worked_pylibmc(case: Case) -> Play:
    return pylibmc_behaviors(case["params"]["behaviors"], nodes_of(case))


def worked_npm_hashring(case: Case) -> Play:
    params = case["params"]
    options = {NPM_OPTIONS[name]: value for name, value in params["options"].items()}
    options["algorithm"] = params["algorithm"]
    play = Play("npm_hashring", options, nodes_of(case))
    for node in play.nodes:
        node.vnodes = str(params.get("vnodes", {}).get(node.name, ""))
    return play


def worked_npm_consistent_hashing(case: Case) -> Play:
    options = {{"replicas": "vnodes"}.get(name, name): value for name, value in case["params"].items() if name != "note"}
    return Play("npm_consistent_hashing", options, nodes_of(case))


def worked_npm_ketama(case: Case) -> Play:
    if any(node["weight"] != int(node["weight"]) for node in case["nodes"]):
        raise LeftOut("a weight is an integer")
    return Play("npm_ketama", {"algorithm": case["params"]["hash"]}, nodes_of(case), lists=short_lists(case))


def worked_spymemcached(case: Case) -> Play:
    params = case["params"]
    options: dict[str, object] = {"hash": params["hash"].removesuffix("_HASH").lower(), "format": params["format"].lower()}
    if params.get("weighted"):
        options["weighted"] = True
    play = Play("spymemcached_ketama", options, nodes_of(case))
    play.retries = case.get("retry_sequence")
    return play


def worked_envoy(case: Case) -> Play:
    names = {"minimum_ring_size": "minimum", "maximum_ring_size": "maximum", "hash_function": "hash", "table_size": "table_size"}
    options = {names[name]: value for name, value in case["params"].items() if name in names}
    if "hash" in options:
        options["hash"] = options["hash"].lower()
    return Play(case["profile"], options, nodes_of(case))


def worked_tengine(case: Case) -> Play:
    play = Play("tengine", {}, nodes_of(case))
    for node, given in zip(play.nodes, case["nodes"], strict=True):
        if given.get("id", 65536) <= 65535:
            node.identity = str(given["id"])
    return play


def worked_vnodes(profile: str, word: str) -> Callable[[Case], Play]:
    return lambda case: Play(profile, {"vnodes": case["params"][word]}, nodes_of(case))


def worked_stathat(case: Case) -> Play:
    params = case["params"]
    return Play("stathat", {"vnodes": params["NumberOfReplicas"], "fnv": params["UseFnv"]}, nodes_of(case))


def worked_lafikl(case: Case) -> Play:
    play = Play("lafikl", {"vnodes": case["params"]["replicationFactor"]}, nodes_of(case))
    if case["params"]["method"] != "Get":
        play.record = "acquires"
    return play


def worked_serialx(case: Case) -> Play:
    return Play("serialx_v2" if case["params"]["generation"] == "2020+" else "serialx_v1", {}, nodes_of(case))


def worked_buraksezer(case: Case) -> Play:
    params, source = case["params"], case["source"]
    options = {"partitions": params["PartitionCount"], "vnodes": params["ReplicationFactor"], "load_percent": round(params["Load"] * 100)}
    if "fnv" in source:
        options["hash"] = "fnv64a"
    profile = "buraksezer_v0" if "v0.10" in source else "buraksezer_v1"
    return Play(profile, options, nodes_of(case), entries=case["partition_owners"])


def worked_uhashring(case: Case) -> Play:
    params = case["params"]
    options = {name: params[name] for name in ("vnodes", "replicas") if name in params}
    return Play("uhashring_ketama" if params["hash_fn"] else "uhashring", options, nodes_of(case))


def worked_cassandra(case: Case) -> Play:
    params = case["params"]
    if params["strategy"] == "SimpleStrategy":
        options: dict[str, object] = {"replication": params["replication_factor"]}
    else:
        options = {"strategy": "network", "replication": params["replication"]}
    return Play("cassandra", options, cassandra_nodes(case))


def worked_function(name: str) -> Callable[[Case], Play]:
    def play(case: Case) -> Play:
        params = case["params"]
        made = Play(name, {"buckets": params["buckets"]})
        made.key = (lambda key: hash_code(params["hash"], key).to_bytes(8, "big")) if "hash" in params else number_key
        return made

    return play


def worked_consistent_hash(case: Case) -> Play:
    words = case["params"].get("replicas")
    return Play("consistent_hash", {"words": words} if words else {}, nodes_of(case))


WORKED = {
    "cassandra_murmur3_token": lambda _: Play("cassandra_token"),
    "cassandra_replicas": worked_cassandra,
    "consistent_hash_pypi": worked_consistent_hash,
    "envoy_maglev": worked_envoy,
    "envoy_ring_hash": worked_envoy,
    "go_buraksezer": worked_buraksezer,
    "go_groupcache": worked_vnodes("groupcache", "replicas"),
    "go_lafikl": worked_lafikl,
    "go_serialx": worked_serialx,
    "go_stathat": worked_stathat,
    "guava_consistent_hash": worked_function("guava_consistent_hash"),
    "hash_ring_py": plain("hash_ring"),
    "jump": worked_function("jump_hash"),
    "ketama_libketama": plain("ketama"),
    "libmemcached_ketama": worked_libmemcached,
    "libmemcached_ketama_spy": worked_libmemcached,
    "libmemcached_ketama_weighted": worked_libmemcached,
    "naive_md5": worked_vnodes("naive_md5", "vnodes"),
    "naive_sha256": worked_vnodes("naive_sha256", "vnodes"),
    "npm_consistent_hashing": worked_npm_consistent_hashing,
    "npm_hashring": worked_npm_hashring,
    "npm_ketama": worked_npm_ketama,
    "pylibmc": worked_pylibmc,
    "redis_cluster": lambda _: Play("redis_slot"),
    "spymemcached_ketama": worked_spymemcached,
    "tengine_consistent_hash": worked_tengine,
    "uhashring_default": worked_uhashring,
    "uhashring_ketama": worked_uhashring,
}


# Writing.


def text(value: str) -> str:
    plain_text = not any(ord(letter) < 0x20 or ord(letter) == 0x7F for letter in value)
    return value if plain_text and not value.startswith("hex:") else "hex:" + value.encode().hex()


def option_text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return ",".join(f"{name}={count}" for name, count in value.items())
    return str(value)


def key_bytes(key: object) -> bytes:
    return base64.b64decode(key["b64"]) if isinstance(key, dict) else key.encode()


@dataclass
class Totals:
    placements: int = 0
    lists: int = 0


class Writer:
    """One file of vectors: key lists once, then the cases."""

    def __init__(self, notes: list[str]) -> None:
        self.notes, self.keysets, self.lines = notes, {}, []

    def keyset(self, keys: list[bytes]) -> int:
        return self.keysets.setdefault(tuple(keys), len(self.keysets))

    def case(self, number: int, case: Case, play: Play) -> Totals:
        owners = play.owners or case.get("owner", case.get("nodes_for_keys"))
        lists = play.lists if play.lists is not None else case.get("replicas")
        index = {node["name"]: place for place, node in enumerate(case["nodes"])}
        numbered = not play.nodes

        def one(owner: object) -> str:
            return str(owner if numbered or isinstance(owner, int) else index[owner])

        def many(names: list | None) -> str:
            return "-" if names is None else ",".join(one(name) for name in names)

        kept = [(at, key_bytes(key)) for at, key in enumerate(case["keys"])]
        kept = [(at, key) for at, key in kept if play.keep(key)]
        keys = self.keyset([play.key(key) for _, key in kept])
        line = self.lines.append
        line(f"case\t{number}")
        line(f"profile\t{play.profile}")
        for name, value in play.options.items():
            line(f"option\t{name}\t{option_text(value)}")
        for node in play.nodes:
            fields = [text(node.name), str(node.weight), text(node.zone), text(node.identity), node.vnodes, node.points]
            line("\t".join(["node", *fields]).rstrip("\t"))
        for down in play.down:
            line(f"down\t{text(play.nodes[down].name)}")
        if play.ranges:
            line("\t".join(["ranges", *play.ranges]))
        record = "results" if numbered else play.record
        answers = [one(owners[at]) for at, _ in kept]
        if play.release:
            before, released = play.release
            line("\t".join([record, str(keys), "0", *answers[:before]]))
            line("\t".join(["releases", *(str(number) for number in released)]))
            line("\t".join([record, str(keys), str(before), *answers[before:]]))
        elif record == "acquires":
            line("\t".join([record, str(keys), "0", *answers]))
        else:
            line("\t".join([record, str(keys), *answers]))
        totals = Totals(placements=len(answers))
        for name, given in ((play.list_record, lists), ("retries", play.retries)):
            if given and not numbered:
                chosen = [many(given[at]) for at, _ in kept if at < len(given)]
                line("\t".join([name, str(keys), *chosen]))
                totals.lists += sum(entry != "-" for entry in chosen)
        if play.entries:
            line("\t".join(["entries", *(one(owner) for owner in play.entries)]))
        if play.loads:
            line("\t".join(["loads", *(str(load) for load in play.loads)]))
        return totals

    def write(self, path: Path) -> None:
        lines = [f"# {note}" for note in self.notes]
        for keys, number in self.keysets.items():
            lines.append(f"keys\t{number}")
            lines.extend("k\t" + key.hex() for key in keys)
        path.parent.mkdir(parents=True, exist_ok=True)
        data = "".join(line + "\n" for line in lines + self.lines).encode()
        path.write_bytes(gzip.compress(data, 9, mtime=0))


def notes(name: str, cases: list[Case]) -> list[str]:
    sources = dict.fromkeys(case.get("version") or case["source"] for case in cases)
    how = dict.fromkeys(case.get("how", "run") for case in cases)
    head = [f"Placements by {name}. Nobody on the project chose them; the system itself answered, once for each case below."]
    return head + [f"made by: {source}" for source in sources] + [f"how: {word}" for word in how]


def convert(folder: Path, group: str, table: dict[str, Callable[[Case], Play]]) -> Iterator[str]:
    for name, rule in table.items():
        cases = json.loads((folder / f"{name}.json").read_text())
        writer, written = Writer(notes(name, cases)), 0
        for number, case in enumerate(cases):
            try:
                if any(node["name"] == "" for node in case["nodes"]):
                    raise LeftOut("a node has no name")
                play = rule(case)
                totals = writer.case(number, case, play)
            except LeftOut as reason:
                yield f"{group}/{name}\t{number}\t-\t{reason}\t0\t0"
                continue
            written += 1
            options = " ".join(f"{option}={option_text(value)}" for option, value in play.options.items())
            yield f"{group}/{name}\t{number}\t{play.profile}\t{options}\t{totals.placements}\t{totals.lists}"
        if written:
            writer.write(OUT / group / f"{name}.tsv.gz")


def main() -> None:
    folder = Path(sys.argv[1])
    lines = ["# file, case, profile and its options, placements, lists; or - and why the case is left out"]
    lines += convert(folder / "public", "systems", PUBLIC)
    lines += convert(folder / "vectors", "worked", WORKED)
    (OUT / "manifest.tsv").write_text("".join(line + "\n" for line in lines))


main()
