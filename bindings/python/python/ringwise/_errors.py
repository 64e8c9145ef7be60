"""The errors of ringwise. A lookup of a node raises none: only making or changing a ring or its monitor can fail."""

__all__ = [
    "BadSnapshotError",
    "DuplicateNodeError",
    "InvalidAddressError",
    "InvalidNameError",
    "InvalidOptionError",
    "InvalidWeightError",
    "MonitorFailedError",
    "RingwiseError",
    "SnapshotVersionError",
    "TooManyNodesError",
    "TooManyPointsError",
    "UnknownNodeError",
    "UnknownProfileError",
    "UnsupportedError",
]


class RingwiseError(Exception):
    """Any error of ringwise; its text names the bad value and says what would be right."""


class InvalidNameError(RingwiseError, ValueError):
    """A name, identity or zone is empty, too long, or not Unicode; or a node does not have the name under which a mapping gives it."""


class InvalidWeightError(RingwiseError, ValueError):
    """A weight is out of range."""


class DuplicateNodeError(RingwiseError):
    """Another node has the name or the identity."""


class UnknownNodeError(RingwiseError, KeyError):
    """No node has the name."""

    # KeyError shows the repr of its argument, for a key that may be anything; here it is a sentence.
    __str__ = Exception.__str__


class TooManyPointsError(RingwiseError):
    """The virtual nodes would exceed 67,108,864."""


class InvalidOptionError(RingwiseError, ValueError):
    """An option is unknown, or its value is out of range."""


class BadSnapshotError(RingwiseError, ValueError):
    """The bytes or the text are not a snapshot of a ring."""


class SnapshotVersionError(RingwiseError):
    """A later version of ringwise wrote the snapshot."""


class UnknownProfileError(RingwiseError):
    """No profile has the name."""


class UnsupportedError(RingwiseError):
    """The ring's profile does not support this."""


class InvalidAddressError(RingwiseError, ValueError):
    """A node's address is not one that can be connected to."""


class MonitorFailedError(RingwiseError):
    """The system refused the health monitor a thread."""


class TooManyNodesError(RingwiseError):
    """The nodes, or the distinct names over the ring's life, would exceed 16,777,216."""


for _name in __all__:
    globals()[_name].__module__ = "ringwise"
