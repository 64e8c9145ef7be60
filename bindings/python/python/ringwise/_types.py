"""Argument and result types of rings."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, TypeAlias, TypedDict


class NodeOptions(TypedDict, total=False):
    """The options of a node in a mapping."""

    name: str
    """The name, if given, must be the key of the mapping."""
    weight: int
    """1 by default. A node of weight 0 is drained: it is a member, but owns no keys."""
    zone: str | None
    """The location of the node. Replicas are spread over zones."""
    identity: str | None
    """Text that is hashed in place of the name."""
    meta: object
    """An object of yours. It does not affect placement."""
    vnodes: int | None
    """The number of labels of the node, independent of its weight, if the profile supports that."""
    points: Iterable[int] | None
    """The positions of the node's points, if the profile supports that."""


class Node(NamedTuple):
    """A member of a ring. `HashRing.node` returns it, and rings accept it."""

    name: str
    identity: str
    weight: int
    zone: str | None
    meta: Any
    vnodes: int | None = None
    points: tuple[int, ...] | None = None


class Changes(NamedTuple):
    """The changes of `HashRing.set_nodes`: lists of names, each in the order of their UTF-8."""

    added: list[str]
    removed: list[str]
    changed: list[str]
    """Members whose weight, zone, identity, vnodes or points changed."""
    reidentified: list[str]
    """Those of the changed members whose identity changed. All their keys may move."""


class Health(NamedTuple):
    """The health of a node, as known to this process."""

    healthy: bool
    """Whether the node is up."""
    since: float
    """The time of the last change, in seconds since the epoch; without a change, the time when the node was added."""
    reason: str | None
    """The reason for the last change, if one was given."""


class Comparison(NamedTuple):
    """The counts of `HashRing.compare`."""

    kept: int
    """The number of keys whose owner has the same name in both rings, or that have no owner in either."""
    moved: int
    """The number of all other keys."""
    pairs: dict[tuple[str | None, str | None], int]
    """The number of keys of each pair of owners, before and after; both may be the same."""


Key: TypeAlias = str | bytes | bytearray | memoryview
Nodes: TypeAlias = Iterable[str | Node] | Mapping[str, int | NodeOptions | Node]  # A HashRing is an iterable of names.

for _type in (NodeOptions, Node, Changes, Health, Comparison):
    _type.__module__ = "ringwise"
