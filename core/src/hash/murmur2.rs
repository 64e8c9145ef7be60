//! The MurmurHash variants of other systems (Austin Appleby, public domain).

/// MurmurHash2 of 32 bits.
pub(crate) fn murmur2(bytes: &[u8], seed: u32) -> u32 {
    const M: u32 = 0x5bd1_e995;
    let mut hash = seed ^ bytes.len() as u32;
    let (blocks, tail) = bytes.as_chunks::<4>();
    for &block in blocks {
        let k = u32::from_le_bytes(block).wrapping_mul(M);
        hash = hash.wrapping_mul(M) ^ (k ^ k >> 24).wrapping_mul(M);
    }
    if !tail.is_empty() {
        hash = (hash ^ little_endian(tail) as u32).wrapping_mul(M);
    }
    hash = (hash ^ hash >> 13).wrapping_mul(M);
    hash ^ hash >> 15
}

/// MurmurHash64A.
pub(crate) fn murmur64a(bytes: &[u8], seed: u64) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    let mut hash = seed ^ (bytes.len() as u64).wrapping_mul(M);
    let (blocks, tail) = bytes.as_chunks::<8>();
    for &block in blocks {
        let k = u64::from_le_bytes(block).wrapping_mul(M);
        hash = (hash ^ (k ^ k >> 47).wrapping_mul(M)).wrapping_mul(M);
    }
    if !tail.is_empty() {
        hash = (hash ^ little_endian(tail)).wrapping_mul(M);
    }
    hash = (hash ^ hash >> 47).wrapping_mul(M);
    hash ^ hash >> 47
}

/// MurmurHash3 x86_32.
pub(crate) fn murmur3_32(bytes: &[u8], seed: u32) -> u32 {
    let mix = |k: u32| k.wrapping_mul(0xcc9e_2d51).rotate_left(15).wrapping_mul(0x1b87_3593);
    let (blocks, tail) = bytes.as_chunks::<4>();
    let step =
        |hash: u32, &block: &[u8; 4]| (hash ^ mix(u32::from_le_bytes(block))).rotate_left(13).wrapping_mul(5).wrapping_add(0xe654_6b64);
    let hash = blocks.iter().fold(seed, step) ^ mix(little_endian(tail) as u32) ^ bytes.len() as u32;
    let hash = (hash ^ hash >> 16).wrapping_mul(0x85eb_ca6b);
    let hash = (hash ^ hash >> 13).wrapping_mul(0xc2b2_ae35);
    hash ^ hash >> 16
}

/// Returns the token of a Cassandra partition key under Murmur3Partitioner.
///
/// It is the first half of MurmurHash3 x64_128, except that the bytes after the last whole block are read as signed
/// numbers.
pub(crate) fn cassandra_token(key: &[u8]) -> i64 {
    if key.is_empty() {
        return i64::MIN;
    }
    match signed_x64_128(key) as i64 {
        i64::MIN => i64::MAX,
        token => token,
    }
}

fn signed_x64_128(bytes: &[u8]) -> u64 {
    const C1: u64 = 0x87c3_7b91_1142_53d5;
    const C2: u64 = 0x4cf5_ad43_2745_937f;
    let mix1 = |k: u64| k.wrapping_mul(C1).rotate_left(31).wrapping_mul(C2);
    let mix2 = |k: u64| k.wrapping_mul(C2).rotate_left(33).wrapping_mul(C1);
    let fmix = |k: u64| {
        let k = (k ^ k >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
        let k = (k ^ k >> 33).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        k ^ k >> 33
    };
    let (mut h1, mut h2) = (0_u64, 0_u64);
    let (blocks, tail) = bytes.as_chunks::<16>();
    for block in blocks {
        let block = u128::from_le_bytes(*block);
        h1 = (h1 ^ mix1(block as u64)).rotate_left(27).wrapping_add(h2).wrapping_mul(5).wrapping_add(0x52dc_e729);
        h2 = (h2 ^ mix2((block >> 64) as u64)).rotate_left(31).wrapping_add(h1).wrapping_mul(5).wrapping_add(0x3849_5ab5);
    }
    let (low, high) = tail.split_at(tail.len().min(8));
    h2 ^= mix2(signed_little_endian(high));
    h1 ^= mix1(signed_little_endian(low));
    h1 ^= bytes.len() as u64;
    h2 ^= bytes.len() as u64;
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    fmix(h1).wrapping_add(fmix(h2))
}

/// Up to eight bytes as a number.
fn little_endian(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte))
}

/// Up to eight bytes, each sign-extended before it is shifted.
fn signed_little_endian(bytes: &[u8]) -> u64 {
    bytes.iter().zip(0..).fold(0, |number, (&byte, place)| number ^ (byte as i8 as u64) << (8 * place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_of_cassandra() {
        let token = |key: &[u8]| cassandra_token(key);
        assert_eq!(token(b"foo"), -2_129_773_440_516_405_919);
        assert_eq!(token(b"user:42"), -3_674_646_904_862_786_968);
        assert_eq!(token(b"\xff"), -4_442_228_696_663_692_417);
        assert_eq!(token("é".as_bytes()), 5_461_403_030_378_599_040);
        assert_eq!(token(b""), i64::MIN);
    }

    #[test]
    fn equals_the_native_hash_on_ascii() {
        for len in 1..100 {
            let key = vec![b'a' + len as u8 % 26; len];
            assert_eq!(cassandra_token(&key) as u64, crate::hash::murmur3::murmur3_x64_128(&key, 0).0, "length {len}");
        }
    }
}
