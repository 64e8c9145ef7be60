"""Random keys, and keys that meet a given position."""

import random
import uuid
import zlib

LINE = bytes([*range(0x21, 0x7F), *range(0x80, 0x100)])
"""The bytes that a header and memcached's protocol accept at any position."""
ANY = bytes(range(0x100))


def keys(chance: random.Random, count: int, alphabet: bytes) -> list[bytes]:
    """Distinct keys: ids, UUIDs and URLs as applications have them, and any bytes of an alphabet, up to memcached's 250."""
    found: dict[bytes, None] = {}
    while len(found) < count:
        number = chance.getrandbits(chance.randint(4, 40))
        shape = len(found) % 4
        if shape == 0:
            key = f"user:{number}".encode()
        elif shape == 1:
            key = str(uuid.UUID(int=chance.getrandbits(128))).encode()
        elif shape == 2:
            key = f"https://example.com/item/{number}?page={number % 7}".encode()
        else:
            key = bytes(chance.choices(alphabet, k=chance.randint(1, chance.choice([4, 40, 250]))))
        found[key] = None
    return list(found)


def crc32_key(chance: random.Random, crc: int) -> bytes:
    """A key of `LINE` with this CRC-32."""
    while True:
        beginning = f"k{chance.getrandbits(32):x}".encode()
        key = beginning + crc32_ending(zlib.crc32(beginning), crc)
        if set(key) <= set(LINE):
            return key


def row(byte: int) -> int:
    """What a byte does to the register of CRC-32."""
    for _ in range(8):
        byte = byte >> 1 ^ (0xEDB88320 if byte & 1 else 0)
    return byte


# By the highest byte, which no two have in common.
ROWS = {row(byte) >> 24: (byte, row(byte)) for byte in range(256)}


def crc32_ending(start: int, end: int) -> bytes:
    """The four bytes that lead from one CRC-32 to another."""
    register = end ^ 0xFFFFFFFF
    for _ in range(4):
        byte, row = ROWS[register >> 24]
        register = (register ^ row) << 8 & 0xFFFFFFFF | byte
    return (register ^ start ^ 0xFFFFFFFF).to_bytes(4, "little")
