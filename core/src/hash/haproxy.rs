//! HAProxy's hash functions.

/// The hash of the sdbm database library.
pub(crate) fn sdbm(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |hash: u32, &byte| u32::from(byte).wrapping_add(hash << 6).wrapping_add(hash << 16).wrapping_sub(hash))
}

/// Daniel Bernstein's hash.
pub(crate) fn djb2(bytes: &[u8]) -> u32 {
    bytes.iter().fold(5381, |hash: u32, &byte| hash.wrapping_mul(33).wrapping_add(u32::from(byte)))
}

/// HAProxy's own hash, from its tests of 2007.
pub(crate) fn wt6(bytes: &[u8]) -> u32 {
    let (mut h0, mut h1) = (0xa53c_965a_u32, 0x5ca6_953a_u32);
    let (mut s0, mut s1) = (6, 18);
    for &byte in bytes {
        let byte = u32::from(byte);
        h0 = !(h0 ^ byte);
        h1 = !h1.wrapping_add(byte);
        (h0, h1) = (h1.rotate_left(s0), h0.rotate_left(s1));
        let next = (h0 >> 16 ^ h1) & 0xffff;
        (s0, s1) = (next & 31, next >> 11);
    }
    h0 ^ h1
}

/// HAProxy's avalanche: Bob Jenkins's mix of one number, and a multiplication.
pub(crate) fn full_hash(number: u32) -> u32 {
    let a = number.wrapping_add(0x7ed5_5d16).wrapping_add(number << 12);
    let a = (a ^ 0xc761_c23c) ^ a >> 19;
    let a = a.wrapping_add(0x1656_67b1).wrapping_add(a << 5);
    let a = a.wrapping_add(0xd3a2_646c) ^ a << 9;
    let a = a.wrapping_add(0xfd70_46c5).wrapping_add(a << 3);
    let a = (a ^ 0xb55a_4f09) ^ a >> 16;
    a.wrapping_mul(3_221_225_473)
}
