"""A distributed cache over real servers: two languages find each other's entries, and a killed server's keys go elsewhere and come back."""

import json
import queue
import subprocess
from pathlib import Path

import pytest
from cache import Cache
from fleet import NEVER, fleet

import ringwise

HERE = Path(__file__).parent
KEYS = (HERE.parent / "data/package-names.txt").read_text().split("\n")[:400]

both_kinds = pytest.mark.parametrize("kind", ["memcached", "redis"])


def node(kind: str, names: list[str], verb: str, data: object) -> object:
    """What the cache in Node answers."""
    command = ["node", str(HERE / "cache.mjs"), kind, json.dumps(names), verb]
    done = subprocess.run(command, input=json.dumps(data), capture_output=True, text=True, timeout=NEVER)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@both_kinds
def test_what_python_writes_node_finds_and_the_other_way_round(kind: str) -> None:
    with fleet(kind, 4) as servers:
        cache = Cache(ringwise.HashRing(list(servers)), kind)
        for key in KEYS:
            cache.set(key, f"python:{key}")
        # In another order: placement does not depend on it.
        found = node(kind, sorted(servers, reverse=True), "get", KEYS)
        assert found == {key: f"python:{key}" for key in KEYS}
        assert node(kind, list(servers), "set", [[key, f"node:{key}"] for key in KEYS]) == len(KEYS)
        assert {key: cache.get(key) for key in KEYS} == {key: f"node:{key}" for key in KEYS}
        assert {cache.node(key) for key in KEYS} == set(servers)


@both_kinds
def test_a_killed_servers_keys_go_elsewhere_and_come_back(kind: str) -> None:
    with fleet(kind, 4) as servers:
        ring = ringwise.HashRing(list(servers))
        cache = Cache(ring, kind)
        for key in KEYS:
            cache.set(key, key)
        owners = {key: cache.node(key) for key in KEYS}
        victim = servers[owners[KEYS[0]]]

        changes: queue.Queue[tuple[str, ringwise.Health]] = queue.Queue()
        monitor = ringwise.HealthMonitor(
            ring, interval=0.02, timeout=5.0, rise=2, fall=2, on_change=lambda name, health: changes.put((name, health))
        )
        with monitor:
            victim.kill()
            name, health = changes.get(timeout=NEVER)
            assert (name, health.healthy) == (victim.name, False)
            assert health.reason

            elsewhere = {key: cache.node(key) for key in KEYS}
            for key, owner in owners.items():
                # What others hold stays where it was, and is found there.
                assert (elsewhere[key] == owner) == (owner != victim.name)
                if owner != victim.name:
                    assert cache.get(key) == key
                else:
                    cache.set(key, f"again:{key}")
                    assert cache.get(key) == f"again:{key}"
                assert ring.get_node(key) == owner
            assert len({elsewhere[key] for key, owner in owners.items() if owner == victim.name}) > 1

            victim.start()
            name, health = changes.get(timeout=NEVER)
            assert (name, health.healthy) == (victim.name, True)
            assert {key: cache.node(key) for key in KEYS} == owners
        assert not monitor.running
        assert changes.empty()


@both_kinds
def test_node_sees_a_server_die_and_come_back(kind: str) -> None:
    with fleet(kind, 4) as servers:
        ring = ringwise.HashRing(list(servers))
        owners = {key: ring[key] for key in KEYS}
        victim = servers[owners[KEYS[0]]]
        command = ["node", str(HERE / "failover.mjs"), json.dumps(list(servers))]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdin is not None and process.stdout is not None
            print(json.dumps(KEYS), file=process.stdin, flush=True)
            assert json.loads(process.stdout.readline()) == {"what": "started", "name": None, "where": owners}

            victim.kill()
            report = json.loads(process.stdout.readline())
            assert (report["what"], report["name"]) == ("down", victim.name)
            # The same as Python sees it.
            ring.mark_node_unhealthy(victim.name)
            assert report["where"] == {key: ring.get_node_with_fallback(key) for key in KEYS}

            victim.start()
            assert json.loads(process.stdout.readline()) == {"what": "up", "name": victim.name, "where": owners}
            process.stdin.close()
            assert process.stdout.read() == ""
            assert process.wait(timeout=NEVER) == 0
