"""libmemcached's consistent distributions and its profiles: the same server for every key, whatever was set and in which order."""

import random
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from agreement import Case, Nodes, agree
from chance import address, draw, port, weights
from fleet import NEVER
from keys import ANY, keys
from proxy import folder
from twins import twins

KEYS = 1000
SIZES = [1, 2, 3, 8, 20, 25, 40, 47, 50, 61]
"""Some at which single precision drops a label: 25, 47, 50 and 61 equal servers."""
# Without hsieh, which Debian's package refuses.
HASHES = ["default", "md5", "crc", "fnv1_64", "fnv1a_64", "fnv1_32", "fnv1a_32", "murmur", "jenkins", "murmur3"]


@dataclass(frozen=True)
class Setting:
    """Settings before and after servers are added, and the profile that they mean. `{h}` and `{k}` are hashes."""

    before: str
    after: str
    weights: Literal["one", "any", "above one"]
    profile: str
    options: dict[str, str | bool]


KETAMA = "libmemcached_ketama"
WEIGHTED = "libmemcached_ketama_weighted"
SPY = "libmemcached_spy"
SETTINGS = [
    Setting("KETAMA=1", "", "one", KETAMA, {}),
    Setting("KETAMA=1 HASH={h}", "", "one", KETAMA, {"hash": "{h}"}),
    Setting("HASH={h} KETAMA=1", "", "one", KETAMA, {"hash": "{h}"}),
    Setting("HASH={h} DISTRIBUTION=consistent", "", "one", KETAMA, {"hash": "{h}"}),
    Setting("KETAMA=1", "HASH={k}", "one", KETAMA, {"hash": "{k}", "point_hash": "default"}),
    Setting("KETAMA=1 HASH={h}", "HASH={k}", "one", KETAMA, {"hash": "{k}", "point_hash": "{h}"}),
    Setting("KETAMA=1 HASH={h}", "", "above one", WEIGHTED, {"hash": "{h}"}),
    Setting("DISTRIBUTION=consistent", "HASH={k}", "above one", WEIGHTED, {"hash": "{k}"}),
    Setting("HASH={h} KETAMA_WEIGHTED=1", "", "any", WEIGHTED, {}),
    Setting("KETAMA_WEIGHTED=1 HASH={h}", "", "any", WEIGHTED, {"hash": "{h}"}),
    Setting("KETAMA_WEIGHTED=1", "HASH={k}", "any", WEIGHTED, {"hash": "{k}"}),
    Setting("DISTRIBUTION=consistent_weighted", "", "any", WEIGHTED, {"hash": "default"}),
    Setting("DISTRIBUTION=consistent_weighted HASH={h}", "", "any", WEIGHTED, {"hash": "{h}"}),
    Setting("DISTRIBUTION=consistent_ketama_spy HASH={h}", "", "one", SPY, {"hash": "{h}"}),
    Setting("DISTRIBUTION=consistent_ketama_spy HASH={h}", "", "above one", SPY, {"hash": "{h}", "weighted": True}),
    Setting("KETAMA_WEIGHTED=1 DISTRIBUTION=consistent_ketama_spy", "", "any", SPY, {"hash": "md5", "weighted": True}),
]


@dataclass(frozen=True)
class Libmemcached:
    """The real one, in a program."""

    version: str
    path: Path

    def compare(self, before: str, after: str, case: Case, keys: Sequence[bytes]) -> None:
        """Asks it where keys go, and ringwise too."""
        arguments = [*assignments(before)]
        for name, node in case.nodes.items():
            arguments += ["server", *host_and_port(name), str(node["weight"])]
        arguments += assignments(after)
        lines = "".join(f"{key.hex()}\n" for key in keys)
        done = subprocess.run([self.path, *arguments], input=lines, capture_output=True, text=True, timeout=NEVER)
        assert done.returncode == 0, (arguments, done.stderr)
        names = list(case.nodes)
        agree(self.version, case, keys, [names[int(line)] for line in done.stdout.split()])


@pytest.fixture(scope="module")
def libmemcached() -> Iterator[Libmemcached]:
    found = subprocess.run(["pkg-config", "--modversion", "libmemcached"], capture_output=True, text=True)
    if found.returncode != 0:
        pytest.skip("libmemcached-dev is not installed; `make systems-packages` names what the systems tests need")
    with folder(draw("libmemcached, program")) as home:
        flags = ["-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-O2"]
        source = Path(__file__).with_name("libmemcached.c")
        subprocess.run(["cc", *flags, "-o", home / "place", source, "-lmemcached"], check=True)
        yield Libmemcached(f"libmemcached {found.stdout.strip()}", home / "place")


@pytest.mark.parametrize("hash_", HASHES)
def test_every_key_is_on_the_same_server(libmemcached: Libmemcached, hash_: str) -> None:
    chance = draw(f"libmemcached, {hash_}")
    for setting in SETTINGS:
        words = {"h": hash_, "k": chance.choice(HASHES)}
        options = {name: value.format(**words) if isinstance(value, str) else value for name, value in setting.options.items()}
        before, after = setting.before.format(**words), setting.after.format(**words)
        case = Case(setting.profile, servers(chance, setting.weights), options, f"{before}; servers; {after}")
        # A key that is spelled as a label meets a point, where keys are hashed as labels are.
        met = [f"{label}-{number}".encode() for label in labels(case) for number in range(4)]
        libmemcached.compare(before, after, case, [b"", *met, *keys(chance, KEYS, ANY)])


@pytest.mark.parametrize(
    ("before", "profile", "options", "words"),
    [
        ("KETAMA=1 HASH=md5", KETAMA, {"hash": "md5"}, 1),
        ("KETAMA_WEIGHTED=1", WEIGHTED, {}, 4),
        ("DISTRIBUTION=consistent_ketama_spy HASH=md5", SPY, {"hash": "md5"}, 1),
        ("KETAMA_WEIGHTED=1 DISTRIBUTION=consistent_ketama_spy", SPY, {"hash": "md5", "weighted": True}, 4),
    ],
)
def test_points_that_meet(libmemcached: Libmemcached, before: str, profile: str, options: dict[str, str | bool], words: int) -> None:
    chance = draw(f"libmemcached, equal points, {before}")
    label = "/{}:11211-0" if profile == SPY else "{}-0"
    for first, second in chance.sample(twins(chance, label.format, words), 6):
        for pair in ((first, second), (second, first)):
            case = Case(profile, {name: {"weight": 1} for name in pair}, options, before)
            # Of a few hundred points one is the pair's, so some ten keys are decided by it.
            libmemcached.compare(before, "", case, keys(chance, 4000, ANY))


def servers(chance: random.Random, kind: Literal["one", "any", "above one"]) -> Nodes:
    """Servers as people write them: with a port, without, with memcached's, by address, by name, by socket."""
    number = chance.choice(SIZES)
    names = []
    for _ in range(number):
        host = chance.choice([address(chance), f"cache-{chance.getrandbits(40)}.example.com"])
        names.append(chance.choice([host, f"{host}:11211", f"{host}:{port(chance)}", f"{host}:0", f"/run/{host}.sock"]))
    some = weights(chance, number, 1 if kind == "one" else 100)
    if kind == "above one":
        some[chance.randrange(number)] = 2
    return {name: {"weight": weight} for name, weight in zip(names, some, strict=True)}


def host_and_port(name: str) -> tuple[str, str]:
    """What a client is given for a server; 0 is no port."""
    if name.startswith("/"):
        return name, "0"
    host, _, number = name.partition(":")
    return host, number or "0"


def labels(case: Case) -> Iterator[str]:
    """What is hashed of each server, before the number of its point."""
    for name in case.nodes:
        host, number = host_and_port(name)
        if name.startswith("/"):
            label = f"{host}:0"
        elif number in ("0", "11211"):
            label = f"{host}:11211" if case.profile == SPY else host
        else:
            label = f"{host}:{number}"
        yield f"/{label}" if case.profile == SPY else label


def assignments(text: str) -> list[str]:
    """Behaviours and their values, as `libmemcached.c` takes them."""
    return [argument for word in text.split() for argument in ["set", *word.split("=")]]
