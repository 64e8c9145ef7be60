"""A real HAProxy with a `hash-type consistent` backend for each ring, and random such rings."""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from agreement import Case, Nodes
from proxy import program, running

FUNCTIONS = [None, "sdbm", "djb2", "wt6", "crc32"]
"""None is HAProxy's own choice: sdbm with avalanche."""


def random_case(chance: random.Random, names: Sequence[str], **options: str | int | bool) -> Case:
    """Some of these servers, in any order, with weights and with ids for none, some or all of them."""
    some = chance.sample(names, chance.randint(1, len(names)))
    most = chance.choice([1, 4, 256])
    least = chance.choice([0, 1])
    given = chance.choice([0.0, 0.5, 1.0])
    ids = chance.sample(range(1, chance.choice([len(some) + 5, 2**31 - 1])), len(some))
    nodes: Nodes = {}
    for name, id_ in zip(some, ids, strict=True):
        nodes[name] = {"weight": chance.randint(least, most)}
        if chance.random() < given:
            nodes[name]["identity"] = str(id_)
    nodes[some[0]]["weight"] = most
    return Case("haproxy", nodes, options)


def hashing(chance: random.Random, function: str | None) -> dict[str, str | bool]:
    """The options of a hash function, with the avalanche left open, put on or off."""
    options: dict[str, str | bool] = {} if function is None else {"hash": function}
    avalanche = chance.choice([None, True, False]) if function else None
    return options if avalanche is None else {**options, "avalanche": avalanche}


def backend(name: str, case: Case, home: Path) -> list[str]:
    """A ring in HAProxy's words; its servers listen on sockets of their names."""
    words = ["hash-type consistent", case.options.get("hash", ""), "avalanche" if case.options.get("avalanche") else ""]
    lines = [f"backend {name}", " balance hash req.fhdr(x-key)", " ".join(["", *map(str, words)])]
    if "balance_factor" in case.options:
        lines.append(f" hash-balance-factor {case.options['balance_factor']}")
    for server, node in case.nodes.items():
        id_ = f" id {node['identity']}" if "identity" in node else ""
        lines.append(f" server {server} unix@{home / server} weight {node['weight']}{id_}")
    return lines


@contextmanager
def haproxy(cases: Sequence[Case], home: Path) -> Iterator[str]:
    """Runs HAProxy in a folder, with ring `n` under the path `/u<n>` of its socket `front`, and returns its version."""
    path, version = program("haproxy", "-v")
    lines = ["global", " nbthread 1", f" stats socket {home / 'admin'}", "defaults", " mode http"]
    lines += [f" timeout {what} 60s" for what in ("connect", "client", "server")]
    lines += ["frontend front", f" bind unix@{home / 'front'}", " use_backend %[path,word(1,/)]"]
    for number, case in enumerate(cases):
        lines += backend(f"u{number}", case, home)
    (home / "haproxy.cfg").write_text("\n".join([*lines, ""]))
    with running([path, "-db", "-f", "haproxy.cfg"], home, home / "front"):
        yield version
