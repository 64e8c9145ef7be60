"""nginx's `hash … consistent` and the profile `nginx_consistent`: the same server for every key."""

import random
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from agreement import Case, agree
from backends import HTTP, Backends
from chance import address, draw, weights
from keys import LINE, crc32_key, keys
from proxy import ask_http, ask_http_head, folder, program, running
from servers import Servers

KEYS = 600
SERVERS = 40
"""How many servers there are to draw from."""
LARGEST = 60
"""The largest weight, but where it is said."""


def random_case(chance: random.Random, texts: Sequence[str]) -> Case:
    """Some of these servers, in any order, with weights."""
    some = chance.sample(texts, chance.randint(1, len(texts)))
    weighted = zip(some, weights(chance, len(some), LARGEST), strict=True)
    return Case("nginx_consistent", {text: {"weight": weight} for text, weight in weighted})


def test_every_key_is_on_the_same_server() -> None:
    chance = draw("nginx")
    with folder(chance) as home:
        backends = Backends(HTTP)
        some = Servers(chance, backends, home)
        texts = some.start(SERVERS, [some.address, some.localhost, lambda: some.socket("unix:")])
        cases = [random_case(chance, texts) for _ in range(24)]
        compare(cases, [keys(chance, KEYS, LINE) for _ in cases], backends, home)


@pytest.mark.parametrize("number", range(8))
def test_a_server_that_is_down_is_a_mark(number: int) -> None:
    chance = draw(f"nginx, down {number}")
    with folder(chance) as home, Backends(HTTP) as backends:
        some = Servers(chance, backends, home)
        case = random_case(chance, some.start(SERVERS, [some.address]))
        down = some_of(chance, case)
        asked = keys(chance, KEYS, LINE)
        with nginx([case], home, down) as version:
            theirs = ask_http(home / "front", "/u0", asked)
        ring = case.ring()
        for text in down:
            ring.mark_node_unhealthy(text)
        case = replace(case, setting=f"down: {down}")
        agree(version, case, asked, theirs, [ring.get_node_with_fallback(key) for key in asked])


def test_a_port_that_is_not_written_is_not_hashed() -> None:
    chance = draw("nginx, port 80")
    hosts = [address(chance) for _ in range(SERVERS)]
    # No server has to listen there: nginx reports where it tried to connect.
    texts = {f"{host}:80": chance.choice([host, f"{host}:80"]) for host in hosts}
    cases = [random_case(chance, list(texts.values())) for _ in range(8)]
    asked = [keys(chance, KEYS, LINE) for _ in cases]
    with folder(chance) as home, nginx(cases, home) as version:
        for number, (case, keys_) in enumerate(zip(cases, asked, strict=True)):
            said = ask_http_head(home / "front", f"/u{number}", keys_, "x-server")
            agree(version, case, keys_, [texts[where] for where in said])


def test_keys_that_meet_a_point_and_points_that_meet() -> None:
    chance = draw("nginx, points")
    with folder(chance) as home:
        backends = Backends(HTTP)
        some = Servers(chance, backends, home)
        texts = some.start(12, [some.address])
        # So many points that some of 32 bits are equal.
        case = Case("nginx_consistent", {text: {"weight": chance.randint(250, 400)} for text in texts})
        # Each server's alone, since a ring shows but one of two equal ones.
        alone = [Case(case.profile, {text: node}).ring() for text, node in case.nodes.items()]
        count = Counter(point for ring in alone for point, _ in ring.points())
        points, met = list(count), [point for point, servers in count.items() if servers > 1]
        assert len(met) > 3
        aimed = [(point + by) % 2**32 for point in [*met, *chance.sample(points, 300)] for by in (-1, 0, 1)]
        compare([case], [[crc32_key(chance, position) for position in aimed]], backends, home)


@contextmanager
def nginx(cases: Sequence[Case], home: Path, down: Collection[str] = ()) -> Iterator[str]:
    """Runs nginx in a folder, with ring `n` under the path `/u<n>` of its socket `front`, and returns its version."""
    path, version = program("nginx", "-v")
    (home / "nginx.conf").write_text(config(cases, down))
    with running([path, "-p", str(home), "-e", "stderr", "-c", str(home / "nginx.conf")], home, home / "front"):
        yield version


def config(cases: Sequence[Case], down: Collection[str]) -> str:
    """The configuration of nginx."""
    lines = [
        "daemon off; master_process off; pid nginx.pid; error_log stderr;",
        "events { worker_connections 4096; }",
        "http { access_log off; keepalive_requests 1000000;",
        *(f"{kind}_temp_path temp;" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")),
        "proxy_http_version 1.1; proxy_set_header Connection ''; proxy_next_upstream off;",
        "add_header X-Server $upstream_addr always;",
    ]
    for number, case in enumerate(cases):
        lines.append(f"upstream u{number} {{ hash $http_x_key consistent;")
        for text, node in case.nodes.items():
            lines.append(f"  server {text} weight={node['weight']} max_fails=0{' down' if text in down else ''};")
        lines.append("  keepalive 4; }")
    lines.append("server { listen unix:front;")
    lines += [f"  location = /u{number} {{ proxy_pass http://u{number}; }}" for number in range(len(cases))]
    return "\n".join([*lines, "} }", ""])


def compare(cases: Sequence[Case], asked: Sequence[list[bytes]], backends: Backends, home: Path) -> None:
    """Asks an nginx with all these rings where the keys go, and ringwise too."""
    with backends, nginx(cases, home) as version:
        for number, (case, keys) in enumerate(zip(cases, asked, strict=True)):
            agree(version, case, keys, ask_http(home / "front", f"/u{number}", keys))


def some_of(chance: random.Random, case: Case) -> set[str]:
    """Some servers of a ring, so few that nginx meets no twenty of their points in a row, after which it goes round robin."""
    total = sum(node["weight"] for node in case.nodes.values())
    found: set[str] = set()
    for text in chance.sample(list(case.nodes), len(case.nodes)):
        if 4 * sum(case.nodes[node]["weight"] for node in {text, *found}) <= total:
            found.add(text)
    return found
