"""Property tests of a ring's promises, for any members, keys and edits."""

import sys
from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ringwise import HashRing, NodeOptions, RingwiseError, Ticket
from script import SHARED

sys.path.append(str(SHARED / "reference"))
import local_view  # type: ignore[import-not-found]  # noqa: E402
import native  # type: ignore[import-not-found]  # noqa: E402

Members = dict[str, NodeOptions]

VNODES = 20
KEYS = [f"key-{number}" for number in range(200)]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
NAMES = st.sampled_from("abcdefgh") | TEXTS
WEIGHTS = st.integers(0, 4)
ZONES = st.none() | st.sampled_from(["east", "west", "north"])
NODES: st.SearchStrategy[NodeOptions] = st.builds(lambda weight, zone: NodeOptions(weight=weight, zone=zone), WEIGHTS, ZONES)
MEMBERS: st.SearchStrategy[Members] = st.dictionaries(NAMES, NODES, max_size=8)
SOME_MEMBERS: st.SearchStrategy[Members] = st.dictionaries(NAMES, NODES, min_size=1, max_size=8)
KEY = st.text(st.characters(exclude_categories=["Cs"])) | st.binary()
SPREADING = st.sampled_from(["spread", "strict"])


def ring_of(members: Members, **options: Any) -> HashRing:
    return HashRing(members, vnodes=VNODES, **options)


def zone_of(members: Members, name: str) -> str:
    """Returns the zone of a node. A node without a zone is in a zone of its own."""
    return members[name]["zone"] or f"that of {name} alone"


def moves(before: HashRing, after: HashRing) -> set[tuple[str | None, str | None]]:
    """Returns the pairs of owners between which keys move."""
    owners = zip(before.get_node_batch(KEYS), after.get_node_batch(KEYS), strict=True)
    return {(old, new) for old, new in owners if old != new}


@given(MEMBERS, st.randoms())
def test_the_order_of_insertion_does_not_matter(members: Members, random: Any) -> None:
    names = list(members)
    random.shuffle(names)
    one_by_one = ring_of({})
    for name in names:
        one_by_one.add_node(name, members[name]["weight"], zone=members[name]["zone"])
    together = ring_of(members)
    assert one_by_one == together == ring_of({name: members[name] for name in names})
    assert one_by_one.points() == together.points()
    assert [one_by_one.get_nodes(key, 8) for key in KEYS] == [together.get_nodes(key, 8) for key in KEYS]


@given(MEMBERS, NAMES, NODES)
def test_removing_what_was_added_changes_nothing(members: Members, name: str, node: NodeOptions) -> None:
    members.pop(name, None)
    ring = ring_of(members)
    before = ring.points()
    ring.add_node(name, node["weight"], zone=node["zone"])
    ring.remove_node(name)
    assert ring == ring_of(members)
    assert ring.points() == before


@given(SOME_MEMBERS, st.data())
def test_removing_a_node_moves_only_its_keys(members: Members, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(members)))
    before, after = ring_of(members), ring_of(members)
    after.remove_node(name)
    assert {old for old, _ in moves(before, after)} <= {name}
    assert {new for _, new in moves(after, before)} <= {name}  # adding it moves keys only to it


@given(SOME_MEMBERS, WEIGHTS, st.data())
def test_a_weight_moves_keys_only_to_or_from_its_node(members: Members, weight: int, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(members)))
    lower, higher = ring_of(members), ring_of(members)
    low, high = sorted([weight, members[name]["weight"]])
    lower.set_weight(name, low)
    higher.set_weight(name, high)
    assert {new for _, new in moves(lower, higher)} <= {name}
    assert {old for old, _ in moves(higher, lower)} <= {name}


@given(MEMBERS, KEY, st.integers(0, 12), SPREADING)
def test_lists(members: Members, key: str | bytes, count: int, zones: Any) -> None:
    ring = ring_of(members, zones=zones)
    names, everyone = ring.get_nodes(key, count), list(ring.iter_nodes(key))
    holders = [name for name, node in members.items() if node["weight"] > 0]
    limit = len(holders) if zones == "spread" else len({zone_of(members, name) for name in holders})
    assert len(everyone) == len(set(everyone)) == limit
    assert set(everyone) <= set(holders)
    assert names == everyone[:count]
    assert ring.get_node(key) == (everyone[0] if everyone else None)


@given(MEMBERS, KEY, st.integers(1, 8))
def test_lists_spread_as_far_as_there_are_zones(members: Members, key: str | bytes, count: int) -> None:
    names = ring_of(members).get_nodes(key, count)
    holders = {name for name, node in members.items() if node["weight"] > 0}
    listed = [zone_of(members, name) for name in names]
    for zone in {zone_of(members, name) for name in holders}:
        unlisted = any(zone_of(members, name) == zone for name in holders - set(names))
        # A zone may be behind another by more than one only if all its nodes are listed.
        assert not unlisted or listed.count(zone) >= max(map(listed.count, listed), default=0) - 1
    assert len(set(listed)) == min(len(listed), len({zone_of(members, name) for name in holders}))


@given(SOME_MEMBERS, KEY, st.integers(1, 8), SPREADING, st.data())
def test_losing_a_node_brings_in_at_most_one_other(members: Members, key: str | bytes, count: int, zones: Any, data: st.DataObject) -> None:
    lost = data.draw(st.sampled_from(sorted(members)))
    ring = ring_of(members, zones=zones)
    before = set(ring.get_nodes(key, count))
    ring.remove_node(lost)
    after = set(ring.get_nodes(key, count))
    assert before - after <= {lost}
    assert len(after - before) <= (lost in before)


@given(SOME_MEMBERS, TEXTS, st.data())
def test_replacing_a_node_moves_no_key(members: Members, new: str, data: st.DataObject) -> None:
    old = data.draw(st.sampled_from(sorted(members)))
    new = old if new in members else new
    ring = ring_of(members)
    before = [ring.get_nodes(key, 3) for key in KEYS]
    ring.replace_node(old, new)
    assert [ring.get_nodes(key, 3) for key in KEYS] == [[new if name == old else name for name in names] for names in before]


@given(MEMBERS, st.lists(KEY, max_size=300))
def test_a_batch_equals_single_lookups(members: Members, keys: list[str | bytes]) -> None:
    ring = ring_of(members)
    assert ring.get_node_batch(keys) == [ring.get_node(key) for key in keys]


@given(MEMBERS, KEY)
def test_a_copy_by_its_options_and_nodes_is_equal(members: Members, key: str | bytes) -> None:
    ring = ring_of(members)
    for nodes in (ring, [ring.node(name) for name in ring], {name: ring.node(name) for name in ring}):
        again = HashRing(nodes, **ring.options)
        assert again == ring
        assert again.get_nodes(key, 8) == ring.get_nodes(key, 8)


def edits() -> st.SearchStrategy[tuple[Any, ...]]:
    few = st.sampled_from("abcdef")
    nodes = st.dictionaries(few, st.tuples(WEIGHTS, ZONES, few), max_size=5)
    return st.one_of(
        st.tuples(st.just("add"), few, WEIGHTS, ZONES, st.none() | few),
        st.tuples(st.just("remove"), few),
        st.tuples(st.just("weight"), few, WEIGHTS),
        st.tuples(st.just("replace"), few, few),
        st.tuples(st.just("set"), nodes),
    )


def edit_ring(ring: HashRing, verb: str, *arguments: Any) -> None:
    match verb, arguments:
        case "add", (name, weight, zone, identity):
            ring.add_node(name, weight, zone=zone, identity=identity)
        case "set", (nodes,):
            named = {name: NodeOptions(weight=weight, zone=zone, identity=identity) for name, (weight, zone, identity) in nodes.items()}
            ring.set_nodes(named)
        case _:
            methods: dict[str, Callable[..., None]] = {
                "remove": ring.remove_node,
                "weight": ring.set_weight,
                "replace": ring.replace_node,
            }
            methods[verb](*arguments)


def edit_model(model: Any, verb: str, *arguments: Any) -> None:
    match verb, arguments:
        case "add", _:
            model.add(native.node(*arguments))
        case "set", (nodes,):
            model.set(native.node(name, *node) for name, node in nodes.items())
        case "replace", (old, new):
            model.replace(old, new)
        case _:
            getattr(model, verb)(*arguments)


def refused(edit: Callable[..., None], *arguments: Any) -> bool:
    try:
        edit(*arguments)
    except (RingwiseError, native.RingError):
        return True
    return False


@given(st.lists(edits(), max_size=12), SPREADING, st.integers(0, 2**32 - 1))
def test_a_plain_model_agrees_after_any_edits(script: list[tuple[Any, ...]], zones: Any, seed: int) -> None:
    ring, model = HashRing(vnodes=4, seed=seed, zones=zones), native.Ring(vnodes=4, seed=seed, zones=zones)
    for edit in script:
        assert refused(edit_ring, ring, *edit) == refused(edit_model, model, *edit), edit
        assert [ring.node(name)[:4] for name in ring] == [node_fields(model.members[name]) for name in sorted(model.members)]
        assert ring.points() == [(position, name) for position, _, name in model.points]
    for key in KEYS[:20]:
        assert list(ring.iter_nodes(key)) == model.preference(key.encode())


def node_fields(node: Any) -> tuple[str, str, int, str | None]:
    return node.name, node.identity, node.weight, node.zone


MARKED = st.sets(st.sampled_from(range(8)))


def marked(members: Members, numbers: set[int], **options: Any) -> tuple[HashRing, set[str]]:
    """Returns a ring and the names of its unhealthy nodes."""
    ring = ring_of(members, **options)
    down = {name for number, name in enumerate(members) if number in numbers}
    for name in down:
        ring.mark_node_unhealthy(name)
    return ring, down


@given(MEMBERS, MARKED, KEY, st.integers(0, 10), SPREADING)
def test_healthy_lists_are_those_of_the_ring_without_the_unhealthy(
    members: Members, numbers: set[int], key: str | bytes, count: int, zones: Any
) -> None:
    ring, down = marked(members, numbers, zones=zones)
    left = ring_of({name: node for name, node in members.items() if name not in down}, zones=zones)
    assert ring.get_healthy_nodes(key, count) == left.get_nodes(key, count)
    assert ring.get_node_with_fallback(key) == left.get_node(key)
    assert ring.get_nodes(key, count) == ring_of(members, zones=zones).get_nodes(key, count)


@given(MEMBERS, MARKED, KEY)
def test_without_zones_healthy_lists_are_parts_of_the_whole(members: Members, numbers: set[int], key: str | bytes) -> None:
    ring, down = marked({name: {"weight": node["weight"]} for name, node in members.items()}, numbers)
    assert ring.get_healthy_nodes(key, 10) == [name for name in ring.iter_nodes(key) if name not in down]


@given(MEMBERS, MARKED, st.lists(st.sampled_from(KEYS[:5]), max_size=40), SPREADING, st.sampled_from([101, 125, 300]))
def test_acquire_is_the_fallback_until_that_is_full(
    members: Members, numbers: set[int], keys: list[str], zones: Any, load_factor: int
) -> None:
    ring, down = marked(members, numbers, zones=zones, load_factor=load_factor)
    for taken, key in enumerate(keys):
        fallback, loads = ring.get_node_with_fallback(key), ring.loads()
        room = {name: ring.capacity(name) - load for name, load in loads.items()}
        ticket = ring.acquire(key)
        if ticket is None:
            assert fallback is None
            assert max(room.values(), default=0) <= 0
            return
        assert fallback is not None
        assert ticket.node not in down
        assert room[ticket.node] > 0
        assert ticket.node == fallback or room[fallback] <= 0
        assert ring.loads() == {**loads, ticket.node: loads[ticket.node] + 1}
        assert ring.total_load() == taken + 1


def local_steps() -> st.SearchStrategy[tuple[Any, ...]]:
    few = st.sampled_from("abcdef")
    return st.one_of(
        st.tuples(st.just("acquire"), st.sampled_from(KEYS[:3])),
        st.tuples(st.just("acquire"), st.sampled_from(KEYS[:3])),
        st.tuples(st.just("release"), st.integers(0, 20)),
        st.tuples(st.just("mark"), few, st.booleans()),
        edits(),
    )


@given(st.lists(local_steps(), max_size=30), SPREADING, st.sampled_from([101, 125, 1000]))
def test_a_plain_model_of_marks_and_loads_agrees(script: list[tuple[Any, ...]], zones: Any, load_factor: int) -> None:
    nodes: Members = {name: {"weight": 1 + number % 2, "zone": "xy"[number % 2]} for number, name in enumerate("abcd")}
    ring = HashRing(nodes, vnodes=4, zones=zones, load_factor=load_factor)
    model = local_view.LocalRing((native.node(name, *node.values()) for name, node in nodes.items()), load_factor, vnodes=4, zones=zones)
    tickets: list[Ticket | None] = []
    for verb, *arguments in script:
        match verb, arguments:
            case "acquire", (key,):
                tickets.append(ring.acquire(key))
                assert (tickets[-1] and tickets[-1].node) == model.acquire(key.encode())
            case "release", (number,) if number < len(tickets):
                ticket = tickets[number]
                assert (ticket is not None and ticket.release()) == (model.tickets[number] is not None)
                model.tickets[number] = None
            case "mark", (name, healthy) if name in ring:
                (ring.mark_node_healthy if healthy else ring.mark_node_unhealthy)(name)
                (model.down.discard if healthy else model.down.add)(name)
            case (("add" | "remove" | "weight" | "replace" | "set"), _):
                assert refused(edit_ring, ring, verb, *arguments) == refused(edit_model, model, verb, *arguments)
        assert ring.loads() == {name: model.load(name) for name in model.members}
        assert ring.total_load() == sum(ring.loads().values())
        assert {name for name, health in ring.health().items() if not health.healthy} == model.down
        for key in KEYS[:3]:
            assert ring.get_healthy_nodes(key, 10) == model.healthy(key.encode())
