"""Chance that can be repeated: whatever these tests draw follows from one seed."""

import os
import random
import secrets

SEED = os.environ.get("RINGWISE_SEED") or str(secrets.randbits(32))


def draw(purpose: str) -> random.Random:
    """Draws for one purpose, which no other purpose disturbs."""
    return random.Random(f"{SEED}/{purpose}")


def weights(chance: random.Random, count: int, most: int) -> list[int]:
    """Weights from 1 to `most`: all equal, nearly so, or of any size."""
    most = chance.choice([1, min(5, most), most])
    return [chance.randint(1, most) for _ in range(count)]


def address(chance: random.Random) -> str:
    """One of loopback's 16 million addresses: hardly anything has its ports."""
    return f"127.{chance.randint(1, 254)}.{chance.randint(1, 254)}.{chance.randint(1, 254)}"


def port(chance: random.Random) -> int:
    """A port that anybody may listen on."""
    return chance.randint(1024, 65535)
