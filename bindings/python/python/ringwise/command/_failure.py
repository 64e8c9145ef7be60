"""What the command cannot do, in words for whoever asked."""


class Failure(Exception):
    """What was asked cannot be done; the text says why, and what would be right."""


def missing(package: str, purpose: str, extra: str) -> Failure:
    """Return the failure that a package which is not installed is."""
    return Failure(f"{purpose} needs {package}, which the extra [{extra}] of ringwise brings: pip install {package}")
