//! The hash functions of profiles, with their values as ring coordinates.

use core::fmt;

use xxhash_rust::xxh64::xxh64;

use super::{bytewise, digest, haproxy, java, jenkins, murmur2};

use crate::hash::murmur3::murmur3_x64_128;

pub(crate) use super::bytewise::crc16_xmodem;
pub(crate) use super::digest::Digest;
pub(crate) use super::haproxy::full_hash;
pub(crate) use super::murmur2::{cassandra_token, murmur2};

/// The seed that Envoy uses for MurmurHash64A.
const ENVOY_SEED: u64 = 0xc70f_6907;

/// A function from bytes to a coordinate on the ring.
///
/// Coordinates have 64 bits. A 32-bit number is in the upper half. A longer number is cut to its leading 64 bits;
/// [`Hash::coordinate_and_low_bytes`] returns the rest. Coordinates have the order of the numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hash {
    /// A little-endian word of a digest.
    Word(Digest, usize),
    /// The first four bytes of a digest, big-endian, as a signed number.
    SignedWord(Digest),
    /// A whole digest.
    Whole(Digest),
    /// MD5 as two signed little-endian numbers, one after the other.
    SignedHalves,
    /// Eight bytes of BLAKE2b-512, little-endian.
    Blake2b,
    OneAtATime,
    Fnv1x32,
    Fnv1ax32,
    Fnv1x64,
    Fnv1ax64,
    /// FNV-1a of unsigned bytes.
    Fnv1ax32Unsigned,
    /// FNV-1a of unsigned bytes, all 64 bits.
    Fnv1ax64Whole,
    Crc32,
    /// 15 bits of CRC-32.
    Crc15,
    Crc16,
    Hsieh,
    Jenkins,
    /// MurmurHash2, seeded by the length.
    Murmur,
    /// MurmurHash2, seed 0.
    MurmurUnseeded,
    /// MurmurHash3, seeded by the length.
    Murmur3,
    Sdbm,
    Djb2,
    Wt6,
    Xxh64,
    Murmur64a,
    /// The first half of MurmurHash3 x64_128, seed 0: the native key hash.
    Native,
    CassandraToken,
    JavaHashCode,
    JavaFnv1x32,
    JavaFnv1ax32,
    JavaFnv1x64,
    JavaFnv1ax64,
}

impl Hash {
    /// What the ketama family hashes keys with: the first word of MD5.
    pub(crate) const KETAMA: Hash = Hash::Word(Digest::Md5, 0);

    /// Returns the coordinate of these bytes. Never allocates.
    #[inline]
    pub(crate) fn coordinate(self, bytes: &[u8]) -> u64 {
        match self {
            Hash::Whole(digest) => digest.leading(bytes),
            Hash::SignedHalves => flip(digest::md5_halves(bytes).0),
            Hash::Blake2b => digest::blake2b_word(bytes),
            Hash::Fnv1ax64Whole => bytewise::fnv1a_64_whole(bytes),
            Hash::Xxh64 => xxh64(bytes, 0),
            Hash::Murmur64a => murmur2::murmur64a(bytes, ENVOY_SEED),
            Hash::Native => murmur3_x64_128(bytes, 0).0,
            Hash::CassandraToken => flip(cassandra_token(bytes) as u64),
            _ => self.number(bytes).map_or(0, high),
        }
    }

    /// Returns the 32-bit number of these bytes; `None` if the function's numbers are longer. Never allocates.
    #[inline]
    pub(crate) fn number(self, bytes: &[u8]) -> Option<u32> {
        Some(match self {
            Hash::Word(digest, word) => digest.word(bytes, word),
            Hash::OneAtATime => bytewise::one_at_a_time(bytes),
            Hash::Fnv1x32 => bytewise::fnv1_32(bytes),
            Hash::Fnv1ax32 => bytewise::fnv1a_32(bytes),
            Hash::Fnv1x64 => bytewise::fnv1_64(bytes),
            Hash::Fnv1ax64 => bytewise::fnv1a_64(bytes),
            Hash::Fnv1ax32Unsigned => bytewise::fnv1a_32_unsigned(bytes),
            Hash::Crc32 => crc32fast::hash(bytes),
            Hash::Crc15 => crc32fast::hash(bytes) >> 16 & 0x7fff,
            Hash::Crc16 => bytewise::crc16(bytes),
            Hash::Hsieh => bytewise::hsieh(bytes),
            Hash::Jenkins => jenkins::hashlittle(bytes, 13),
            Hash::Murmur => murmur2(bytes, 0xdead_beef_u32.wrapping_mul(bytes.len() as u32)),
            Hash::MurmurUnseeded => murmur2(bytes, 0),
            Hash::Murmur3 => murmur2::murmur3_32(bytes, 0xdead_beef_u32.wrapping_mul(bytes.len() as u32)),
            Hash::Sdbm => haproxy::sdbm(bytes),
            Hash::Djb2 => haproxy::djb2(bytes),
            Hash::Wt6 => haproxy::wt6(bytes),
            Hash::JavaHashCode => java::hash_code(bytes),
            Hash::JavaFnv1x32 => java::fnv1_32(bytes),
            Hash::JavaFnv1ax32 => java::fnv1a_32(bytes),
            Hash::JavaFnv1x64 => java::fnv1_64(bytes),
            Hash::JavaFnv1ax64 => java::fnv1a_64(bytes),
            Hash::SignedWord(digest) => digest.first_big_endian(bytes) ^ 1 << 31,
            Hash::Whole(_)
            | Hash::SignedHalves
            | Hash::Blake2b
            | Hash::Fnv1ax64Whole
            | Hash::Xxh64
            | Hash::Murmur64a
            | Hash::Native
            | Hash::CassandraToken => return None,
        })
    }

    /// Returns whether the function's numbers have 32 bits.
    pub(crate) fn is_short(self) -> bool {
        self.number(b"").is_some()
    }

    /// Returns the number of bytes after the leading 64 bits.
    pub(crate) fn low_bytes_len(self) -> usize {
        match self {
            Hash::Whole(digest) => digest.len() - 8,
            Hash::SignedHalves => 8,
            _ => 0,
        }
    }

    /// Returns the leading 64 bits, and writes the following bytes to the front of `tail`, most significant first.
    pub(crate) fn coordinate_and_low_bytes(self, bytes: &[u8], tail: &mut [u8; Digest::LONGEST]) -> u64 {
        match self {
            Hash::Whole(digest) => {
                let whole = digest.whole(bytes);
                tail[..Digest::LONGEST - 8].copy_from_slice(&whole[8..]);
                whole.first_chunk().map_or(0, |leading| u64::from_be_bytes(*leading))
            }
            Hash::SignedHalves => {
                let (leading, rest) = digest::md5_halves(bytes);
                tail[..8].copy_from_slice(&flip(rest).to_be_bytes());
                flip(leading)
            }
            _ => self.coordinate(bytes),
        }
    }
}

/// The function in words.
impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Hash::Word(digest, word) => return write!(f, "word {word} of {digest:?}"),
            Hash::SignedWord(digest) => return write!(f, "first four bytes of {digest:?}, signed"),
            Hash::Whole(digest) => return write!(f, "whole {digest:?}"),
            Hash::SignedHalves => "two signed halves of Md5",
            Hash::Blake2b => "first eight bytes of BLAKE2b-512",
            Hash::OneAtATime => "one-at-a-time hash of signed bytes",
            Hash::Fnv1x32 => "FNV-1 of signed bytes, 32 bits",
            Hash::Fnv1ax32 => "FNV-1a of signed bytes, 32 bits",
            Hash::Fnv1x64 => "FNV-1 of signed bytes, the low 32 of 64 bits",
            Hash::Fnv1ax64 => "FNV-1a of signed bytes, as 64-bit FNV-1a computed in 32 bits",
            Hash::Fnv1ax32Unsigned => "FNV-1a, 32 bits",
            Hash::Fnv1ax64Whole => "FNV-1a, 64 bits",
            Hash::Crc32 => "CRC-32",
            Hash::Crc15 => "CRC-32, 15 bits of it",
            Hash::Crc16 => "CRC-16 in a register of 32 bits",
            Hash::Hsieh => "SuperFastHash",
            Hash::Jenkins => "Jenkins's lookup3",
            Hash::Murmur => "MurmurHash2, seeded by the length",
            Hash::MurmurUnseeded => "MurmurHash2",
            Hash::Murmur3 => "MurmurHash3 x86_32, seeded by the length",
            Hash::Sdbm => "sdbm hash",
            Hash::Djb2 => "djb2 hash",
            Hash::Wt6 => "wt6 hash",
            Hash::Xxh64 => "XXH64",
            Hash::Murmur64a => "MurmurHash64A, seed 0xc70f6907",
            Hash::Native => "first half of MurmurHash3 x64_128",
            Hash::CassandraToken => "Murmur3Partitioner token",
            Hash::JavaHashCode => "Java's String.hashCode",
            Hash::JavaFnv1x32 => "FNV-1 of UTF-16 units, 32 bits",
            Hash::JavaFnv1ax32 => "FNV-1a of UTF-16 units, 32 bits",
            Hash::JavaFnv1x64 => "FNV-1 of UTF-16 units, the low 32 of 64 bits",
            Hash::JavaFnv1ax64 => "FNV-1a of UTF-16 units, the low 32 of 64 bits",
        };
        f.write_str(name)
    }
}

/// Returns the coordinate of a 32-bit number.
pub(crate) fn high(number: u32) -> u64 {
    u64::from(number) << 32
}

/// Maps signed order to unsigned order.
pub(crate) fn flip(number: u64) -> u64 {
    number ^ 1 << 63
}

#[cfg(test)]
mod tests {
    use super::*;

    /// For the keys "", "foo", "user:42" and "é".
    const KEYS: [&str; 4] = ["", "foo", "user:42", "é"];

    #[test]
    fn values_of_libmemcached_and_nutcracker() {
        let rows = [
            (Hash::OneAtATime, [0, 596_015_325, 809_463_786, 26_298_542]),
            (Hash::Crc15, [0, 3187, 25711, 3588]),
            (Hash::Fnv1x64, [2_216_829_733, 1_805_727_027, 4_068_646_096, 3_035_330_621]),
            (Hash::Fnv1ax64, [2_216_829_733, 4_275_688_823, 3_704_758_722, 3_033_280_513]),
            (Hash::Fnv1x32, [2_166_136_261, 1_083_137_555, 4_160_126_384, 376_872_957]),
            (Hash::Fnv1ax32, [2_166_136_261, 2_851_307_223, 795_573_122, 1_023_043_777]),
            (Hash::Hsieh, [0, 1_993_659_431, 2_924_191_657, 3_203_012_475]),
            (Hash::Murmur, [0, 3_303_027_599, 1_601_091_210, 2_111_574_343]),
            (Hash::Jenkins, [3_735_928_572, 2_583_187_353, 3_301_358_738, 934_048_990]),
            (Hash::Murmur3, [0, 2_784_297_138, 2_367_272_551, 3_038_764_589]),
            (Hash::Crc16, [0, 205_303_702, 1_849_310_728, 15_296_452]),
        ];
        for (hash, values) in rows {
            assert_eq!(KEYS.map(|key| hash.number(key.as_bytes())), values.map(Some), "{hash:?}");
        }
        assert_eq!(Hash::Word(Digest::Md5, 0).number(b"foo"), Some(3_675_831_724));
    }

    #[test]
    fn values_of_haproxy() {
        assert_eq!(
            [Hash::Sdbm, Hash::Djb2, Hash::Wt6].map(|hash| hash.number(b"foo")),
            [849_955_110, 193_491_849, 3_349_746_274].map(Some)
        );
        assert_eq!(full_hash(849_955_110), 2_735_148_936);
        assert_eq!([0, 1, 4096, 4097].map(full_hash), [2_874_071_335, 881_230_262, 1_237_450_891, 2_761_370_759]);
    }

    #[test]
    fn values_of_envoy() {
        assert_eq!(Hash::Xxh64.coordinate(b""), 17_241_709_254_077_376_921);
        assert_eq!(Hash::Xxh64.coordinate(b"10.0.0.1:8080_0"), 2_567_785_056_460_330_147);
        assert_eq!(Hash::Murmur64a.coordinate(b"10.0.0.1:8080_0"), 2_887_472_326_060_304_709);
    }

    #[test]
    fn published_values_of_digests() {
        // RFC 1321, RFC 3174, FIPS 180-4 and RFC 7693, each for "abc".
        let digests = [
            (Digest::Md5, 0x9001_5098_3cd2_4fb0),
            (Digest::Sha1, 0xa999_3e36_4706_816a),
            (Digest::Sha224, 0x2309_7d22_3405_d822),
            (Digest::Sha256, 0xba78_16bf_8f01_cfea),
            (Digest::Sha384, 0xcb00_753f_45a3_5e8b),
            (Digest::Sha512, 0xddaf_35a1_9361_7aba),
        ];
        for (digest, leading) in digests {
            assert_eq!(Hash::Whole(digest).coordinate(b"abc"), leading, "{digest:?}");
        }
        assert_eq!(Hash::Blake2b.coordinate(b"abc"), u64::from_le_bytes([0xba, 0x80, 0xa5, 0x3f, 0x98, 0x1c, 0x4d, 0x0d]));
        assert_eq!(Hash::Crc32.number(b"123456789"), Some(0xcbf4_3926));
        assert_eq!(crc16_xmodem(b"123456789"), 0x31c3);
    }

    #[test]
    fn signed_numbers_are_in_signed_order() {
        assert!(flip(-1_i64 as u64) < flip(0) && flip(0) < flip(1));
        assert_eq!(Hash::SignedWord(Digest::Md5).coordinate(b"abc"), high(0x9001_5098 ^ 1 << 31));
    }

    #[test]
    fn tails_are_what_the_leading_bits_leave() {
        let mut tail = [0; Digest::LONGEST];
        let place = Hash::Whole(Digest::Md5).coordinate_and_low_bytes(b"abc", &mut tail);
        assert_eq!(place, Hash::Whole(Digest::Md5).coordinate(b"abc"));
        assert_eq!(tail[..Hash::Whole(Digest::Md5).low_bytes_len()], [0xd6, 0x96, 0x3f, 0x7d, 0x28, 0xe1, 0x7f, 0x72]);
        assert_eq!(Hash::Crc32.low_bytes_len(), 0);
    }
}
