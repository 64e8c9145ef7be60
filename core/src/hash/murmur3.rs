//! The hash functions of native placement.

/// MurmurHash3 x64_128 (Austin Appleby, public domain): both halves, `(h1, h2)`.
///
/// It reads slices, unlike the `murmur3` crate, because the hash takes most of a lookup's time. A test compares it with
/// that crate at every length. Never allocates.
#[inline]
pub(crate) fn murmur3_x64_128(bytes: &[u8], seed: u32) -> (u64, u64) {
    const C1: u64 = 0x87c3_7b91_1142_53d5;
    const C2: u64 = 0x4cf5_ad43_2745_937f;
    let mix1 = |k: u64| k.wrapping_mul(C1).rotate_left(31).wrapping_mul(C2);
    let mix2 = |k: u64| k.wrapping_mul(C2).rotate_left(33).wrapping_mul(C1);

    let (mut h1, mut h2) = (u64::from(seed), u64::from(seed));
    let (blocks, tail) = bytes.as_chunks::<16>();
    for block in blocks {
        let (k1, k2) = halves(u128::from_le_bytes(*block));
        h1 = (h1 ^ mix1(k1)).rotate_left(27).wrapping_add(h2).wrapping_mul(5).wrapping_add(0x52dc_e729);
        h2 = (h2 ^ mix2(k2)).rotate_left(31).wrapping_add(h1).wrapping_mul(5).wrapping_add(0x3849_5ab5);
    }
    // A word of zeros mixes to zero, so an empty tail needs no branch.
    let (k1, k2) = halves(match bytes.last_chunk::<16>() {
        Some(end) => u128::from_le_bytes(*end).checked_shr(128 - 8 * tail.len() as u32).unwrap_or(0),
        None => short(bytes),
    });
    h1 ^= mix1(k1);
    h2 ^= mix2(k2);

    h1 ^= bytes.len() as u64;
    h2 ^= bytes.len() as u64;
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    h1 = fmix(h1);
    h2 = fmix(h2);
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    (h1, h2)
}

/// Up to 15 bytes as a little-endian number: two loads that overlap, instead of a branch for every length.
#[inline]
fn short(bytes: &[u8]) -> u128 {
    let len = bytes.len();
    if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        u128::from(u64::from_le_bytes(*first)) | u128::from(u64::from_le_bytes(*last)) << (8 * (len - 8))
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        u128::from(u64::from(first) | u64::from(last) << (8 * (len - 4)))
    } else if let (Some(first), Some(last)) = (bytes.first(), bytes.last()) {
        let (first, middle, last) = (u32::from(*first), u32::from(bytes[len / 2]), u32::from(*last));
        u128::from(first | middle << (8 * (len / 2)) | last << (8 * (len - 1)))
    } else {
        0
    }
}

#[inline]
fn halves(block: u128) -> (u64, u64) {
    (block as u64, (block >> 64) as u64)
}

#[inline]
fn fmix(mut k: u64) -> u64 {
    k = (k ^ k >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
    k = (k ^ k >> 33).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    k ^ k >> 33
}

/// The finaliser of SplitMix64 (Sebastiano Vigna, public domain): a bijection that scatters neighbouring numbers.
#[inline]
pub(crate) fn mix64(mut z: u64) -> u64 {
    z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ z >> 31
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::*;

    fn reference(bytes: &[u8], seed: u32) -> (u64, u64) {
        halves(murmur3::murmur3_x64_128(&mut Cursor::new(bytes), seed).unwrap())
    }

    #[test]
    fn published_values() {
        assert_eq!(murmur3_x64_128(b"", 0), (0, 0));
        // From the documentation of Python's mmh3 package.
        let foo = *b"aE\xf5\x01W\x86q\xe2\x87}\xba+\xe4\x87\xaf~";
        assert_eq!(murmur3_x64_128(b"foo", 0), halves(u128::from_le_bytes(foo)));
        // The first three outputs of SplitMix64 from state 0, as its author's program prints them.
        let stream = (1..=3).map(|i: u64| mix64(i.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        assert!(stream.eq([0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4, 0x06c4_5d18_8009_454f]));
    }

    #[test]
    fn equals_the_murmur3_crate_at_every_length() {
        let bytes: Vec<u8> = (0..400_u64).map(|i| mix64(i) as u8).collect();
        for len in 0..=300 {
            for start in [0, 1, 7, 50] {
                for seed in [0, 1, 7, 0x8000_0000, u32::MAX] {
                    let key = &bytes[start..start + len];
                    assert_eq!(murmur3_x64_128(key, seed), reference(key, seed), "length {len}, start {start}, seed {seed}");
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn equals_the_murmur3_crate_on_random_bytes(bytes in prop::collection::vec(any::<u8>(), 0..=300), seed: u32) {
            prop_assert_eq!(murmur3_x64_128(&bytes, seed), reference(&bytes, seed));
        }
    }
}
