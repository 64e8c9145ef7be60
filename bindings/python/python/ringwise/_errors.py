"""The exceptions of ringwise. Creating or changing a ring or a monitor may raise them; looking up an owner does not."""

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
    """Base class of the exceptions of ringwise. The text has the invalid value and what is valid."""


class InvalidNameError(RingwiseError, ValueError):
    """A name, identity or zone is empty, too long, or not Unicode; or the name of a node differs from its key in a mapping."""


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
    """The address of a node is not valid."""


class MonitorFailedError(RingwiseError):
    """The system refused the health monitor a thread."""


class TooManyNodesError(RingwiseError):
    """The nodes, or the distinct names over the ring's life, would exceed 16,777,216."""


for _name in __all__:
    globals()[_name].__module__ = "ringwise"
