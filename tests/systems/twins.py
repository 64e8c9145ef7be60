"""Names whose points meet: random names hardly ever do, and who owns an equal point is part of a placement."""

import hashlib
import random
from collections.abc import Callable

TRIED = 800_000
"""Words: enough for some seventy pairs."""


def twins(chance: random.Random, label: Callable[[str], str], words: int) -> list[tuple[str, str]]:
    """Pairs of host names of any length whose first labels share one of the given words of their MD5."""
    seen: dict[bytes, str] = {}
    pairs = []
    for _ in range(TRIED // words):
        name = f"{chance.choice('abcd')}{chance.getrandbits(chance.randint(20, 60))}"
        digest = hashlib.md5(label(name).encode()).digest()
        for start in range(0, 4 * words, 4):
            other = seen.setdefault(digest[start : start + 4], name)
            if other != name:
                pairs.append((other, name))
    return pairs
