"""Tests that each call does what its documentation says."""

import array
import importlib.metadata
import inspect
from collections.abc import Callable, Iterator
from types import MappingProxyType

import pytest

import ringwise
from ringwise import Changes, HashRing, Key, Node, Nodes

ABC = ["a", "b", "c"]
SAME: list[Nodes] = [
    ABC,
    tuple(ABC),
    iter(ABC),
    {"a": 1, "b": 1, "c": 1},
    MappingProxyType({"a": 1, "b": 1, "c": 1}),
    {"a": {"weight": 1}, "b": {}, "c": {"name": "c", "identity": "c", "zone": None}},
    HashRing(ABC),
    ["a", Node("b", "b", 1, None, None), "c"],
    {"a": 1, "b": Node("b", "b", 1, None, None), "c": {}},
]


@pytest.mark.parametrize("nodes", SAME, ids=lambda nodes: type(nodes).__name__)
def test_nodes_come_as_names_as_weights_or_as_options(nodes: Nodes) -> None:
    assert HashRing(nodes) == HashRing(reversed(ABC))


def test_weights_and_options_mix() -> None:
    ring = HashRing({"a": 2, "b": {"weight": 3, "zone": "z", "identity": "i", "meta": [1]}})
    assert ring.node("a") == Node("a", "a", 2, None, None)
    assert ring.node("b") == Node("b", "i", 3, "z", [1])


WHOLE: list[Callable[[HashRing], Nodes]] = [
    lambda ring: ring,
    lambda ring: [ring.node(name) for name in ring],
    lambda ring: {name: ring.node(name) for name in ring},
    lambda ring: {name: ring.node(name)._asdict() for name in ring},
]


@pytest.mark.parametrize("nodes", WHOLE, ids=["ring", "nodes", "mapping of nodes", "mapping of options"])
def test_nodes_of_a_ring_keep_all_that_they_have(nodes: Callable[[HashRing], Nodes]) -> None:
    ring = HashRing({"a": {"weight": 3, "zone": "z", "identity": "i", "meta": [1]}, "b": {"meta": None}, "drained": 0})
    ring.replace_node("b", "c")
    members = [ring.node(name) for name in ring]
    other = HashRing(["x"])
    other.set_nodes(nodes(ring))
    for again in (HashRing(nodes(ring)), other):
        assert again == ring
        assert [again.node(name) for name in again] == members
        assert again.node("a").meta is ring.node("a").meta
    assert ring.set_nodes(nodes(ring)) == ([], [], [], [])
    assert [ring.node(name) for name in ring] == members


def test_a_ring_as_nodes_is_copied_with_its_options_and_without_its_health() -> None:
    ring = HashRing(ABC, vnodes=3, seed=7, hash_tag="{}", zones="strict", cap=150, replication_factor=3, load_factor=150)
    ring.mark_node_unhealthy("a")
    again = HashRing(ring)
    assert (again, again.options) == (ring, ring.options)
    assert again.is_healthy("a")
    assert HashRing(ring, **ring.options) == ring


def test_options_beside_a_ring_win() -> None:
    ring = HashRing(ABC, vnodes=3, seed=7, hash_tag="{}", cap=150, replication_factor=3, load_factor=150)
    changed = HashRing(ring, vnodes=5, hash_tag=None, cap=None, replication_factor=1)
    assert changed.options == {**ring.options, "vnodes": 5, "hash_tag": None, "cap": None, "replication_factor": 1}
    assert changed == HashRing(ABC, **changed.options)
    assert HashRing(ring, profile="native-v1").options == ring.options


def test_a_ring_of_another_profile_gives_what_is_not_its_own() -> None:
    nodes: Nodes = {
        "10.0.0.1:11211": {"weight": 2, "zone": "z", "meta": "mine"},
        "10.0.0.2:11211": {"identity": "i"},
    }
    native = HashRing(nodes, seed=7, vnodes=40, hash_tag="{}", zones="strict", replication_factor=3, load_factor=150)
    ketama = HashRing(native, profile="libmemcached_ketama_weighted")
    assert [ketama.node(name)[1:5] for name in ketama] == [("10.0.0.1", 2, "z", "mine"), ("i", 1, None, None)]
    kept = {"hash_tag": "{}", "zones": "strict", "replication_factor": 3, "load_factor": 150}
    assert {name: ketama.options[name] for name in kept} == kept
    assert ketama == HashRing(nodes, profile="libmemcached_ketama_weighted", hash_tag="{}", zones="strict")
    # An identity that a profile derived or assigned is wrong under another profile.
    assert HashRing(ketama, profile="native", vnodes=40, seed=7) == native
    haproxy = HashRing(["a", "b"], profile="haproxy")
    assert [haproxy.node(name).identity for name in haproxy] == ["1", "2"]
    assert HashRing(haproxy, profile="native") == HashRing(["a", "b"])
    placed = HashRing({"a": {"points": [5, 9]}}, profile="points")
    assert HashRing(placed).node("a").points == (5, 9)
    assert HashRing(placed, profile="native") == HashRing(["a"])


def test_set_nodes_takes_a_ring_by_the_same_rule() -> None:
    haproxy = HashRing({"a": {"meta": "mine"}, "b": 3}, profile="haproxy")
    native = HashRing(["a", "c"])
    assert native.set_nodes(haproxy) == Changes(["b"], ["c"], [], [])
    assert native == HashRing({"a": 1, "b": 3})
    assert native.node("a").meta == "mine"
    same = HashRing(["c"], profile="haproxy")
    same.set_nodes(haproxy)
    assert (same, same.node("a").meta) == (haproxy, "mine")
    assert native.set_nodes(native) == Changes([], [], [], [])


def test_a_changed_node_is_taken_as_changed() -> None:
    ring = HashRing({"a": {"weight": 2, "zone": "z", "meta": "mine"}, "b": 1})
    assert ring.set_nodes([ring.node("a")._replace(weight=5), "b"]) == Changes([], [], ["a"], [])
    assert ring.node("a") == Node("a", "a", 5, "z", "mine")


def test_the_default_options_are_those_of_the_signature() -> None:
    parameters = inspect.signature(HashRing).parameters
    keywords = {name: parameter.default for name, parameter in parameters.items() if parameter.kind is parameter.KEYWORD_ONLY}
    assert {**keywords, "profile": "native-v1"} == HashRing().options


def test_options_make_the_ring_again() -> None:
    ring = HashRing(ABC, vnodes=3, seed=7, hash_tag="{}", zones="strict", cap=150, replication_factor=3, load_factor=150)
    options = {"vnodes": 3, "seed": 7, "hash_tag": "{}", "zones": "strict", "cap": 150, "replication_factor": 3, "load_factor": 150}
    assert ring.options == {"profile": "native-v1", **options}
    assert HashRing(ABC, **ring.options) == ring


def test_profile() -> None:
    assert HashRing().profile == "native-v1"


def test_the_version_is_that_of_the_package() -> None:
    assert importlib.metadata.version("ringwise") == ringwise.__version__
    assert [part.isdigit() for part in ringwise.__version__.split(".")] == [True] * 3


def test_names_are_sorted_by_their_utf8() -> None:
    ring = HashRing(["é", "b", "\uffff", "\U00010000", "B"])
    assert ring.nodes() == list(ring) == ["B", "b", "é", "\uffff", "\U00010000"]
    assert len(ring) == 5


def test_in_asks_for_a_name() -> None:
    ring = HashRing({"a": 1, "drained": 0})
    assert "a" in ring
    assert "drained" in ring
    for absent in ("b", "", "\ud800", b"a", 1, None, ["a"]):
        assert absent not in ring


def test_edits() -> None:
    ring = HashRing(["a"])
    ring.add_node("b", 2, zone="east")
    ring.add_node(name="c", weight=3, identity="gamma")
    assert [ring.node(name)[1:4] for name in ring] == [("a", 1, None), ("b", 2, "east"), ("gamma", 3, None)]
    ring.set_weight("a", 5)
    ring.replace_node("b", "d")
    ring.remove_node("c")
    assert ring == HashRing({"a": 5, "d": {"weight": 2, "zone": "east", "identity": "b"}})


def test_set_nodes_says_what_it_changed() -> None:
    ring = HashRing({"a": 1, "b": 1, "c": 1, "d": 1})
    changes = ring.set_nodes({"e": 1, "d": {"identity": "x"}, "c": 2, "b": 1})
    assert changes == Changes(added=["e"], removed=["a"], changed=["c", "d"], reidentified=["d"])
    assert ring.set_nodes({"b": 1, "c": 2, "d": {"identity": "x"}, "e": 1}) == ([], [], [], [])
    assert ring.set_nodes([]) == ([], ["b", "c", "d", "e"], [], [])


def test_two_nodes_may_swap_identities() -> None:
    ring = HashRing(["a", "b"])
    before = ring.get_node_batch(map(str, range(100)))
    assert ring.set_nodes({"a": {"identity": "b"}, "b": {"identity": "a"}}).reidentified == ["a", "b"]
    swapped = {"a": "b", "b": "a"}
    assert ring.get_node_batch(map(str, range(100))) == [swapped[name] for name in before if name]


@pytest.mark.parametrize("text", ["", "user:42", "café", "\0", "🦀", "x" * 5000])
def test_a_text_and_its_utf8_are_one_key(text: str) -> None:
    ring = HashRing(map(str, range(100)))
    utf8 = text.encode()
    keys: list[Key] = [utf8, bytearray(utf8), memoryview(utf8), memoryview(utf8 + b"x" * len(utf8))[: len(utf8)]]
    assert {ring[key] for key in keys} == {ring[text]}
    assert {tuple(ring.get_nodes(key, 5)) for key in keys} == {tuple(ring.get_nodes(text, 5))}
    assert {tuple(ring.iter_nodes(key)) for key in keys} == {tuple(ring.iter_nodes(text))}
    assert set(ring.get_node_batch([text, *keys])) == {ring[text]}


def test_any_buffer_of_bytes_is_a_key() -> None:
    ring = HashRing(map(str, range(100)))
    backwards = memoryview(b"cba")[::-1]
    assert ring[array.array("B", b"abc")] == ring[backwards] == ring[memoryview(b"abc").cast("c")] == ring["abc"]  # type: ignore[index]


def test_subclasses_of_str_and_bytes_are_keys_and_names() -> None:
    class Text(str):
        def __str__(self) -> str:
            raise AssertionError

    class Bytes(bytes):
        pass

    ring = HashRing([Text("a"), Text("b")])
    assert ring[Text("k")] == ring[Bytes(b"k")] == ring["k"]
    assert {type(name) for name in ring} == {str}


def test_a_name_is_one_string() -> None:
    ring = HashRing(map(str, range(200)))
    first, second = ({id(ring[str(key)]) for key in range(5000)} for _ in range(2))
    assert first == second
    assert len(first) == 200
    assert {id(name) for name in ring.nodes()} == first


def test_the_first_of_a_list_is_the_owner() -> None:
    ring = HashRing(ABC, replication_factor=3)
    assert ring["k"] == ring.get_node("k") == ring.get_nodes("k")[0] == next(ring.iter_nodes("k"))


def test_count() -> None:
    ring = HashRing({"a": 1, "b": 1, "c": 1, "drained": 0})
    everyone = list(ring.iter_nodes("k"))
    assert sorted(everyone) == ABC
    assert ring.get_nodes("k") == ring.get_nodes("k", None) == ring.get_nodes("k", count=2) == everyone[:2]
    assert [ring.get_nodes("k", count) for count in (0, 1, 2, 3)] == [everyone[:count] for count in (0, 1, 2, 3)]
    assert ring.get_nodes("k", 4) == ring.get_nodes("k", 2**63) == ring.get_nodes("k", 2**200) == everyone


def test_a_long_list() -> None:
    ring = HashRing(map(str, range(1000)), vnodes=3)
    assert ring.get_nodes("k", 1000) == list(ring.iter_nodes("k"))
    assert sorted(ring.get_nodes("k", 1000)) == ring.nodes()


@pytest.mark.parametrize("ring", [HashRing(), HashRing({"a": 0, "b": 0})], ids=["empty", "drained"])
def test_a_ring_that_owns_nothing_gives_nothing(ring: HashRing) -> None:
    assert ring.get_node("k") is None
    assert ring.get_nodes("k") == list(ring.iter_nodes("k")) == []
    assert ring.points() == []
    assert ring.get_node_batch(["k", b"k"]) == [None, None]
    with pytest.raises(KeyError) as raised:
        ring["k"]
    assert raised.value.args == ("k",)


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 1000])
def test_a_batch_is_as_long_as_its_keys(size: int) -> None:
    ring = HashRing(ABC)
    keys = [f"key-{number}" for number in range(size)]
    owners = [ring[key] for key in keys]
    assert ring.get_node_batch(keys) == ring.get_node_batch(tuple(keys)) == ring.get_node_batch(iter(keys)) == owners


def test_a_batch_sees_one_ring() -> None:
    ring = HashRing(ABC)

    def keys() -> Iterator[str]:
        for number in range(1000):
            if number == 500:
                ring.set_nodes(["x"])
            yield f"key-{number}"

    expected = [HashRing(ABC)[f"key-{number}"] for number in range(1000)]
    assert ring.get_node_batch(keys()) == expected
    assert ring.nodes() == ["x"]


def test_iterators_keep_their_ring() -> None:
    ring = HashRing(ABC)
    holders, names, before = ring.iter_nodes("k"), iter(ring), ring.get_nodes("k", 3)
    first = next(holders)
    ring.set_nodes(["x"])
    assert [first, *holders] == before
    assert list(names) == ABC
    assert list(holders) == []


def test_hash_tag() -> None:
    ring = HashRing(map(str, range(100)), hash_tag="{}")
    assert ring["{user:1}.name"] == ring["x{user:1}"] == ring["user:1"]


def test_zones() -> None:
    nodes: Nodes = {name: {"zone": name[0]} for name in ("a1", "a2", "b1", "b2")}
    spread, strict = HashRing(nodes), HashRing(nodes, zones="strict")
    assert {name[0] for name in spread.get_nodes("k", 2)} == {"a", "b"}
    assert strict.get_nodes("k", 4) == spread.get_nodes("k", 2)


def test_points_are_positions_and_owners_in_ring_order() -> None:
    ring = HashRing({"node-a": 1, "b": 2, "drained": 0})
    points = ring.points()
    assert points == sorted(points)
    assert [name for _, name in points].count("b") == 320
    assert (0x58DF818D77ECBCDB, "node-a") in points


def test_equal_rings_have_equal_placement_options_and_members() -> None:
    ring = HashRing({"a": 1, "b": 2})
    assert ring == HashRing({"b": 2, "a": {"meta": "mine"}}, replication_factor=5)
    different = [
        HashRing({"a": 1}),
        HashRing({"a": 1, "b": 1}),
        HashRing({"a": {"zone": "z"}, "b": 2}),
        HashRing({"a": {"identity": "i"}, "b": 2}),
        HashRing({"a": 1, "b": 2}, vnodes=159),
        HashRing({"a": 1, "b": 2}, seed=1),
        HashRing({"a": 1, "b": 2}, hash_tag="{}"),
        HashRing({"a": 1, "b": 2}, zones="strict"),
    ]
    for other in different:
        assert ring != other
    assert ring != {"a": 1, "b": 2}
    assert ring is not None


def test_a_ring_has_no_hash() -> None:
    with pytest.raises(TypeError, match="unhashable type: 'ringwise.HashRing'"):
        hash(HashRing())
    assert HashRing.__hash__ is None


def test_repr() -> None:
    assert repr(HashRing({"a": 1, "b": 2})) == "<HashRing native-v1: 2 nodes, 480 points>"


def test_a_ring_is_true_if_it_has_members() -> None:
    assert not HashRing()
    assert HashRing({"a": 0})


def test_meta_goes_with_its_node() -> None:
    mine, other = object(), object()
    ring = HashRing({"a": {"meta": mine}, "b": 1})
    ring.add_node("c", meta=other)
    assert [ring.node(name).meta for name in ABC] == [mine, None, other]
    ring.set_weight("a", 3)
    assert ring.node("a").meta is mine
    ring.replace_node("a", "d")
    ring.replace_node("d", "d")
    assert ring.node("d").meta is mine
    ring.remove_node("d")
    ring.add_node("d")
    assert ring.node("d").meta is None
    assert ring.set_nodes({"b": {"meta": mine}, "c": 1, "d": {"meta": None}}) == ([], [], [], [])  # only metas changed
    assert [ring.node(name).meta for name in "bc"] == [mine, None]


def test_an_edit_that_fails_keeps_every_meta() -> None:
    ring = HashRing({"a": {"meta": "mine"}, "b": 1})
    with pytest.raises(ringwise.DuplicateNodeError):
        ring.add_node("b", meta="new")
    with pytest.raises(ringwise.DuplicateNodeError):
        ring.replace_node("a", "b")
    with pytest.raises(ringwise.DuplicateNodeError):
        ring.set_nodes({"a": {"identity": "i", "meta": "new"}, "b": {"identity": "i"}})
    assert [ring.node(name).meta for name in "ab"] == ["mine", None]
