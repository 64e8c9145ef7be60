//! Java's hash functions, which read text as UTF-16 code units. Bytes that are not UTF-8 count as U+FFFD.

/// Calls `step` with each code unit. Never allocates.
fn fold<H>(bytes: &[u8], start: H, mut step: impl FnMut(H, u16) -> H) -> H {
    let mut hash = start;
    for chunk in bytes.utf8_chunks() {
        let broken = if chunk.invalid().is_empty() { "" } else { "\u{fffd}" };
        for unit in chunk.valid().encode_utf16().chain(broken.encode_utf16()) {
            hash = step(hash, unit);
        }
    }
    hash
}

/// `String.hashCode`.
pub(crate) fn hash_code(bytes: &[u8]) -> u32 {
    fold(bytes, 0_u32, |hash, unit| hash.wrapping_mul(31).wrapping_add(u32::from(unit)))
}

pub(crate) fn fnv1_32(bytes: &[u8]) -> u32 {
    fold(bytes, 2_166_136_261_u32, |hash, unit| hash.wrapping_mul(16_777_619) ^ u32::from(unit))
}

pub(crate) fn fnv1a_32(bytes: &[u8]) -> u32 {
    fold(bytes, 2_166_136_261_u32, |hash, unit| (hash ^ u32::from(unit)).wrapping_mul(16_777_619))
}

/// The low 32 bits of 64-bit FNV-1.
pub(crate) fn fnv1_64(bytes: &[u8]) -> u32 {
    fold(bytes, 0xcbf2_9ce4_8422_2325_u64, |hash, unit| hash.wrapping_mul(0x100_0000_01b3) ^ u64::from(unit)) as u32
}

/// The low 32 bits of 64-bit FNV-1a.
pub(crate) fn fnv1a_64(bytes: &[u8]) -> u32 {
    fold(bytes, 0xcbf2_9ce4_8422_2325_u64, |hash, unit| (hash ^ u64::from(unit)).wrapping_mul(0x100_0000_01b3)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_units_and_not_bytes() {
        // As the documentation of `String.hashCode` defines it: s[0]*31 + s[1] for two characters.
        assert_eq!(hash_code(b"ab"), 97 * 31 + 98);
        assert_eq!(hash_code("é".as_bytes()), 0xe9);
        assert_eq!(hash_code("😀".as_bytes()), 0xd83d * 31 + 0xde00);
        assert_eq!(hash_code(b"\xff"), 0xfffd);
        // FNV's published values for "a", where units are bytes.
        assert_eq!((fnv1_32(b"a"), fnv1a_32(b"a")), (0x050c_5d7e, 0xe40c_292c));
        assert_eq!((fnv1_64(b"a"), fnv1a_64(b"a")), (0x8601_b7be, 0x8601_ec8c));
    }
}
