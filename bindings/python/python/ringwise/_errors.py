"""The errors of ringwise. The lookup of a node has none: a ring, or its monitor, can only be refused when it is made or changed."""


class RingwiseError(Exception):
    """Any error of ringwise; its text names the bad value and says what would be right."""


class InvalidNameError(RingwiseError, ValueError):
    """A name, identity or zone is empty, too long, or not Unicode; or a node does not have the name under which a mapping gives it."""


class InvalidWeightError(RingwiseError, ValueError):
    """A weight is out of range."""


class DuplicateNodeError(RingwiseError):
    """A name or an identity is taken."""


class UnknownNodeError(RingwiseError, KeyError):
    """There is no node of that name."""

    # KeyError shows the repr of its argument, for a key that may be anything; here it is a sentence.
    __str__ = Exception.__str__


class TooManyPointsError(RingwiseError):
    """The virtual nodes would be more than 67,108,864."""


class InvalidOptionError(RingwiseError, ValueError):
    """An option is unknown, or its value is out of range."""


class BadSnapshotError(RingwiseError, ValueError):
    """It is no snapshot of a ring."""


class SnapshotVersionError(RingwiseError):
    """A later version has written the snapshot."""


class UnknownProfileError(RingwiseError):
    """There is no profile of that name."""


class UnsupportedError(RingwiseError):
    """The ring's profile does not have this."""


class InvalidAddressError(RingwiseError, ValueError):
    """A node's address is not one that can be connected to."""


class MonitorFailedError(RingwiseError):
    """The system gave a health monitor no thread."""


class TooManyNodesError(RingwiseError):
    """The nodes, or the distinct names over the ring's life, would be more than 16,777,216."""


for _error in (
    RingwiseError,
    InvalidNameError,
    InvalidWeightError,
    DuplicateNodeError,
    UnknownNodeError,
    TooManyPointsError,
    InvalidOptionError,
    BadSnapshotError,
    SnapshotVersionError,
    UnknownProfileError,
    UnsupportedError,
    InvalidAddressError,
    MonitorFailedError,
    TooManyNodesError,
):
    _error.__module__ = "ringwise"
