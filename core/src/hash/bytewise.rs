//! Hash functions that read a key byte by byte.
//!
//! libmemcached and nutcracker read keys through a plain `char`, which is signed on x86: bytes from 0x80 are
//! sign-extended. The functions here do the same on every platform, except those named `unsigned`.

/// A byte as a signed `char`, widened.
fn signed(byte: u8) -> u32 {
    byte as i8 as u32
}

/// Bob Jenkins's one-at-a-time.
pub(crate) fn one_at_a_time(bytes: &[u8]) -> u32 {
    let step = |hash: u32, &byte: &u8| {
        let hash = hash.wrapping_add(signed(byte));
        let hash = hash.wrapping_add(hash << 10);
        hash ^ hash >> 6
    };
    let hash = bytes.iter().fold(0, step);
    let hash = hash.wrapping_add(hash << 3);
    let hash = hash ^ hash >> 11;
    hash.wrapping_add(hash << 15)
}

const FNV_32: u32 = 2_166_136_261;
const FNV_32_PRIME: u32 = 16_777_619;
const FNV_64: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_64_PRIME: u64 = 0x100_0000_01b3;

pub(crate) fn fnv1_32(bytes: &[u8]) -> u32 {
    bytes.iter().fold(FNV_32, |hash, &byte| hash.wrapping_mul(FNV_32_PRIME) ^ signed(byte))
}

pub(crate) fn fnv1a_32(bytes: &[u8]) -> u32 {
    bytes.iter().fold(FNV_32, |hash, &byte| (hash ^ signed(byte)).wrapping_mul(FNV_32_PRIME))
}

pub(crate) fn fnv1a_32_unsigned(bytes: &[u8]) -> u32 {
    bytes.iter().fold(FNV_32, |hash, &byte| (hash ^ u32::from(byte)).wrapping_mul(FNV_32_PRIME))
}

/// The low 32 bits of 64-bit FNV-1.
pub(crate) fn fnv1_64(bytes: &[u8]) -> u32 {
    bytes.iter().fold(FNV_64, |hash, &byte| hash.wrapping_mul(FNV_64_PRIME) ^ (byte as i8 as u64)) as u32
}

/// 64-bit FNV-1a in 32 bits, under the name that both programs use.
pub(crate) fn fnv1a_64(bytes: &[u8]) -> u32 {
    bytes.iter().fold(FNV_64 as u32, |hash, &byte| (hash ^ signed(byte)).wrapping_mul(FNV_64_PRIME as u32))
}

/// All 64 bits of FNV-1a, bytes unsigned.
pub(crate) fn fnv1a_64_whole(bytes: &[u8]) -> u64 {
    bytes.iter().fold(FNV_64, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(FNV_64_PRIME))
}

/// Paul Hsieh's SuperFastHash from 0. The last byte of a three-byte tail is signed.
pub(crate) fn hsieh(bytes: &[u8]) -> u32 {
    if bytes.is_empty() {
        return 0;
    }
    let pair = |a: u8, b: u8| u32::from(u16::from_le_bytes([a, b]));
    let (blocks, tail) = bytes.as_chunks::<4>();
    let mut hash = 0_u32;
    for &[a, b, c, d] in blocks {
        hash = hash.wrapping_add(pair(a, b));
        hash = hash << 16 ^ (pair(c, d) << 11 ^ hash);
        hash = hash.wrapping_add(hash >> 11);
    }
    match *tail {
        [a, b, c] => {
            hash = hash.wrapping_add(pair(a, b));
            hash ^= hash << 16;
            hash ^= signed(c) << 18;
            hash = hash.wrapping_add(hash >> 11);
        }
        [a, b] => {
            hash = hash.wrapping_add(pair(a, b));
            hash ^= hash << 11;
            hash = hash.wrapping_add(hash >> 17);
        }
        [a] => {
            hash = hash.wrapping_add(u32::from(a));
            hash ^= hash << 10;
            hash = hash.wrapping_add(hash >> 1);
        }
        _ => {}
    }
    hash ^= hash << 3;
    hash = hash.wrapping_add(hash >> 5);
    hash ^= hash << 4;
    hash = hash.wrapping_add(hash >> 17);
    hash ^= hash << 25;
    hash.wrapping_add(hash >> 6)
}

/// By byte, its CRC-16/XMODEM (polynomial 0x1021).
const CRC16: [u16; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut crc = (byte as u16) << 8;
        let mut bit = 0;
        while bit < 8 {
            crc = if crc & 0x8000 == 0 { crc << 1 } else { crc << 1 ^ 0x1021 };
            bit += 1;
        }
        table[byte] = crc;
        byte += 1;
    }
    table
};

/// CRC-16/XMODEM, as in Redis Cluster.
pub(crate) fn crc16_xmodem(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |crc, &byte| crc << 8 ^ CRC16[usize::from((crc >> 8) as u8 ^ byte)])
}

/// The same, as in nutcracker: in a 32-bit register that is never truncated to 16 bits.
pub(crate) fn crc16(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0_u32, |crc, &byte| crc << 8 ^ u32::from(CRC16[usize::from((crc >> 8) as u8 ^ byte)]))
}
