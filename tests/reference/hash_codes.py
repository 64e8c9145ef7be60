"""The 64-bit hash codes that Guava makes of a key, for the vectors of `consistentHash(HashCode, buckets)`.

Each is written from its published definition. Guava takes a code of 32 bits as it is, and the first eight bytes of a longer one.
"""

import hashlib
import struct
import zlib

M64 = 2**64 - 1
M32 = 2**32 - 1


def rotl64(x: int, r: int) -> int:
    return (x << r | x >> (64 - r)) & M64


def rotl32(x: int, r: int) -> int:
    return (x << r | x >> (32 - r)) & M32


def murmur3_128(key: bytes) -> int:
    c1, c2 = 0x87C37B91114253D5, 0x4CF5AD432745937F

    def fmix(k: int) -> int:
        k = (k ^ k >> 33) * 0xFF51AFD7ED558CCD & M64
        k = (k ^ k >> 33) * 0xC4CEB9FE1A85EC53 & M64
        return k ^ k >> 33

    h1 = h2 = 0
    whole = len(key) // 16 * 16
    for at in range(0, whole, 16):
        k1, k2 = struct.unpack_from("<QQ", key, at)
        h1 ^= rotl64(k1 * c1 & M64, 31) * c2 & M64
        h1 = ((rotl64(h1, 27) + h2) * 5 + 0x52DCE729) & M64
        h2 ^= rotl64(k2 * c2 & M64, 33) * c1 & M64
        h2 = ((rotl64(h2, 31) + h1) * 5 + 0x38495AB5) & M64
    k1, k2 = struct.unpack("<QQ", key[whole:].ljust(16, b"\0"))
    h2 ^= rotl64(k2 * c2 & M64, 33) * c1 & M64
    h1 ^= rotl64(k1 * c1 & M64, 31) * c2 & M64
    h1, h2 = h1 ^ len(key), h2 ^ len(key)
    h1 = (h1 + h2) & M64
    h2 = (h2 + h1) & M64
    return (fmix(h1) + fmix(h2)) & M64


def murmur3_32(key: bytes) -> int:
    def mix(k: int) -> int:
        return rotl32(k * 0xCC9E2D51 & M32, 15) * 0x1B873593 & M32

    h, whole = 0, len(key) // 4 * 4
    for at in range(0, whole, 4):
        h ^= mix(struct.unpack_from("<I", key, at)[0])
        h = (rotl32(h, 13) * 5 + 0xE6546B64) & M32
    h ^= mix(int.from_bytes(key[whole:], "little")) ^ len(key)
    h = (h ^ h >> 16) * 0x85EBCA6B & M32
    h = (h ^ h >> 13) * 0xC2B2AE35 & M32
    return h ^ h >> 16


def siphash24(key: bytes) -> int:
    """SipHash-2-4 under the key bytes 0 to 15."""
    k0, k1 = struct.unpack("<QQ", bytes(range(16)))
    v = [k0 ^ 0x736F6D6570736575, k1 ^ 0x646F72616E646F6D, k0 ^ 0x6C7967656E657261, k1 ^ 0x7465646279746573]

    def rounds(count: int) -> None:
        for _ in range(count):
            v[0] = (v[0] + v[1]) & M64
            v[1] = rotl64(v[1], 13) ^ v[0]
            v[0] = rotl64(v[0], 32)
            v[2] = (v[2] + v[3]) & M64
            v[3] = rotl64(v[3], 16) ^ v[2]
            v[0] = (v[0] + v[3]) & M64
            v[3] = rotl64(v[3], 21) ^ v[0]
            v[2] = (v[2] + v[1]) & M64
            v[1] = rotl64(v[1], 17) ^ v[2]
            v[2] = rotl64(v[2], 32)

    whole = len(key) // 8 * 8
    words = list(struct.unpack(f"<{whole // 8}Q", key[:whole]))
    words.append(int.from_bytes(key[whole:], "little") | (len(key) & 0xFF) << 56)
    for word in words:
        v[3] ^= word
        rounds(2)
        v[0] ^= word
    v[2] ^= 0xFF
    rounds(4)
    return v[0] ^ v[1] ^ v[2] ^ v[3]


def farmhash(key: bytes) -> int:
    """FarmHash's Fingerprint64."""
    k0, k1, k2 = 0xC3A5C85C97CB3127, 0xB492B66FBE98F273, 0x9AE16A3B2F90404F
    n = len(key)

    def f64(at: int) -> int:
        return struct.unpack_from("<Q", key, at)[0]

    def f32(at: int) -> int:
        return struct.unpack_from("<I", key, at)[0]

    def rot(x: int, r: int) -> int:
        x &= M64
        return (x >> r | x << (64 - r)) & M64 if r else x

    def shift_mix(x: int) -> int:
        x &= M64
        return x ^ x >> 47

    def pair(u: int, v: int, mul: int) -> int:
        a = shift_mix((u ^ v) * mul)
        return shift_mix((v ^ a) * mul) * mul & M64

    def weak(at: int, a: int, b: int) -> tuple[int, int]:
        w, x, y, z = (f64(at + 8 * i) for i in range(4))
        a = (a + w) & M64
        b = rot(b + a + z, 21)
        c = a
        a = (a + x + y) & M64
        b = (b + rot(a, 44)) & M64
        return (a + z) & M64, (b + c) & M64

    mul = (k2 + n * 2) & M64
    if n == 0:
        return k2
    if n < 4:
        y = key[0] + (key[n >> 1] << 8)
        z = n + (key[n - 1] << 2)
        return shift_mix(y * k2 & M64 ^ z * k0 & M64) * k2 & M64
    if n < 8:
        return pair((n + (f32(0) << 3)) & M64, f32(n - 4), mul)
    if n <= 16:
        a, b = (f64(0) + k2) & M64, f64(n - 8)
        return pair((rot(b, 37) * mul + a) & M64, (rot(a, 25) + b) * mul & M64, mul)
    if n <= 32:
        a, b, c, d = f64(0) * k1 & M64, f64(8), f64(n - 8) * mul & M64, f64(n - 16) * k2 & M64
        return pair((rot(a + b, 43) + rot(c, 30) + d) & M64, (a + rot(b + k2, 18) + c) & M64, mul)
    if n <= 64:
        a, b, c, d = f64(0) * k2 & M64, f64(8), f64(n - 8) * mul & M64, f64(n - 16) * k2 & M64
        y = (rot(a + b, 43) + rot(c, 30) + d) & M64
        z = pair(y, (a + rot(b + k2, 18) + c) & M64, mul)
        e, f = f64(16) * mul & M64, f64(24)
        g, h = (y + f64(n - 32)) * mul & M64, (z + f64(n - 24)) * mul & M64
        return pair((rot(e + f, 43) + rot(g, 30) + h) & M64, (e + rot(f + a, 18) + g) & M64, mul)
    x, y = 81, (81 * k1 + 113) & M64
    z = shift_mix(y * k2 + 113) * k2 & M64
    v = w = (0, 0)
    x = (x * k2 + f64(0)) & M64
    at, end = 0, (n - 1) // 64 * 64
    while True:
        x = rot(x + y + v[0] + f64(at + 8), 37) * k1 & M64
        y = rot(y + v[1] + f64(at + 48), 42) * k1 & M64
        x ^= w[1]
        y = (y + v[0] + f64(at + 40)) & M64
        z = rot(z + w[0], 33) * k1 & M64
        v = weak(at, v[1] * k1 & M64, (x + w[0]) & M64)
        w = weak(at + 32, (z + w[1]) & M64, (y + f64(at + 16)) & M64)
        z, x = x, z
        at += 64
        if at == end:
            break
    mul = (k1 + ((z & 0xFF) << 1)) & M64
    at = n - 64
    w = ((w[0] + ((n - 1) & 63)) & M64, w[1])
    v = ((v[0] + w[0]) & M64, v[1])
    w = ((w[0] + v[0]) & M64, w[1])
    x = rot(x + y + v[0] + f64(at + 8), 37) * mul & M64
    y = rot(y + v[1] + f64(at + 48), 42) * mul & M64
    x ^= w[1] * 9 & M64
    y = (y + v[0] * 9 + f64(at + 40)) & M64
    z = rot(z + w[0], 33) * mul & M64
    v = weak(at, v[1] * mul & M64, (x + w[0]) & M64)
    w = weak(at + 32, (z + w[1]) & M64, (y + f64(at + 16)) & M64)
    z, x = x, z
    first = (pair(v[0], w[0], mul) + shift_mix(y) * k0 + z) & M64
    return pair(first, (pair(v[1], w[1], mul) + x) & M64, mul)


def hash_code(function: str, key: bytes) -> int:
    """The code of a key under a function that a case names in Guava's words."""
    name = function.lower()
    if "murmur3_128" in name:
        return murmur3_128(key)
    if "murmur3_32" in name:
        return murmur3_32(key)
    if "siphash24" in name:
        return siphash24(key)
    if "farmhash" in name:
        return farmhash(key)
    if "crc32" in name:
        return zlib.crc32(key)
    digest = {"md5": hashlib.md5, "sha256": hashlib.sha256}
    for known, make in digest.items():
        if known in name:
            return int.from_bytes(make(key).digest()[:8], "little")
    raise ValueError(function)
