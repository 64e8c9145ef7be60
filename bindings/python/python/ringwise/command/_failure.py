"""Failures of the command, with a text for the user."""


class Failure(Exception):
    """The command cannot do what was asked; the text has the reason, and what would be valid."""


def missing(package: str, purpose: str, extra: str) -> Failure:
    """Return the failure for a package that is not installed."""
    return Failure(f"{purpose} needs {package}, which the extra [{extra}] of ringwise installs: pip install {package}")
