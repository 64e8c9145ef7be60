"""What a ring takes and gives."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, TypeAlias, TypedDict


class NodeOptions(TypedDict, total=False):
    """What a mapping may say of a node."""

    name: str
    """The name under which the mapping has it, if that is to be said again."""
    weight: int
    """1 if not given; 0 is drained: a member that owns nothing."""
    zone: str | None
    """Where the node stands: replicas are spread over zones."""
    identity: str | None
    """What is hashed in place of the name."""
    meta: object
    """Your own object; placement never sees it."""


class Node(NamedTuple):
    """A member of a ring, as `HashRing.node` returns it, and as a ring takes it."""

    name: str
    identity: str
    weight: int
    zone: str | None
    meta: Any


class Changes(NamedTuple):
    """What `HashRing.set_nodes` changed: names, each list in the order of their UTF-8."""

    added: list[str]
    removed: list[str]
    changed: list[str]
    """Members whose weight, zone or identity is another."""
    reidentified: list[str]
    """Those of them whose identity is another: all their keys may move."""


class Health(NamedTuple):
    """What this process thinks of a node."""

    healthy: bool
    """Whether the node is thought to be up."""
    since: float
    """When that last changed, in seconds since the epoch: when the node was added, if never since."""
    reason: str | None
    """Why it last changed, if whoever changed it said so."""


Key: TypeAlias = str | bytes | bytearray | memoryview
Nodes: TypeAlias = Iterable[str | Node] | Mapping[str, int | NodeOptions | Node]  # a HashRing too: it is an iterable of its names

for _type in (NodeOptions, Node, Changes, Health):
    _type.__module__ = "ringwise"
