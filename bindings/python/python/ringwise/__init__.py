"""Consistent hashing with one placement in Rust, C, Python and Node.

>>> ring = HashRing(["cache-1", "cache-2", "cache-3"])
>>> ring["user:42"]
'cache-1'
>>> ring.get_nodes("user:42", 2)
['cache-1', 'cache-3']
"""

from ringwise._errors import (
    DuplicateNodeError,
    InvalidNameError,
    InvalidOptionError,
    InvalidWeightError,
    RingwiseError,
    TooManyNodesError,
    TooManyPointsError,
    UnknownNodeError,
)
from ringwise._ringwise import HashRing, __version__, version
from ringwise._types import Changes, Key, Node, NodeOptions, Nodes

__all__ = [
    "Changes",
    "DuplicateNodeError",
    "HashRing",
    "InvalidNameError",
    "InvalidOptionError",
    "InvalidWeightError",
    "Key",
    "Node",
    "NodeOptions",
    "Nodes",
    "RingwiseError",
    "TooManyNodesError",
    "TooManyPointsError",
    "UnknownNodeError",
    "__version__",
    "version",
]
