//! Placements that are functions of a key, without a ring.

use crate::options::hash_tag::HashTag;

use crate::hash::function as hash;

/// The generator of both jump functions.
fn next(key: u64) -> u64 {
    key.wrapping_mul(2_862_933_555_777_941_757).wrapping_add(1)
}

/// Returns the bucket of a key among `buckets`, by jump consistent hashing (Lamping and Veach 2014); 0 if there are
/// none.
///
/// [`guava_consistent_hash`] is nearly, but not quite, the same.
///
/// # Examples
///
/// ```
/// assert_eq!([0, 1, 42].map(|key| ringwise::jump_hash(key, 10)), [0, 6, 2]);
/// ```
#[must_use]
pub fn jump_hash(key: u64, buckets: u32) -> u32 {
    let (mut key, mut bucket, mut jump) = (key, 0, 0.0);
    while jump < f64::from(buckets) {
        bucket = jump as u32;
        key = next(key);
        jump = ((f64::from(bucket) + 1.0) * (f64::from(1_u32 << 31) / ((key >> 33) + 1) as f64)).trunc();
    }
    bucket
}

/// Returns the bucket of a key among `buckets`, as Guava's `Hashing.consistentHash` does; 0 if there are none.
///
/// It rounds differently from [`jump_hash`], and its numbers overflow, so a few keys go elsewhere. Guava uses a 32-bit
/// `HashCode` as it is, and the first eight bytes of a longer one, little-endian. It counts buckets in an int, so more
/// than 2,147,483,647 buckets count as 2,147,483,647 here, too.
///
/// # Examples
///
/// ```
/// assert_eq!([0, 1, 42].map(|key| ringwise::guava_consistent_hash(key, 10)), [0, 6, 2]);
/// assert_eq!(ringwise::jump_hash(5006675456876174058, 32768), 32767);
/// assert_eq!(ringwise::guava_consistent_hash(5006675456876174058, 32768), 48);
/// ```
#[must_use]
pub fn guava_consistent_hash(key: u64, buckets: u32) -> u32 {
    let (mut key, mut candidate) = (key, 0_i32);
    let buckets = i32::try_from(buckets).unwrap_or(i32::MAX);
    loop {
        key = next(key);
        // The sum overflows an int, as in Java.
        let random = f64::from(((key >> 33) as i32).wrapping_add(1)) / f64::from(1_u32 << 31);
        let jump = (f64::from(candidate) + 1.0) / random;
        // Java's cast saturates at the ends of an int, as this one does.
        let next = jump as i32;
        if next < 0 || next >= buckets {
            return candidate as u32;
        }
        candidate = next;
    }
}

/// Returns the hash slot of a key in a Redis Cluster: 0 to 16383. If a key has a hash tag, `{…}`, only the tag is
/// hashed.
///
/// # Examples
///
/// ```
/// assert_eq!(ringwise::redis_slot(b"foo"), 12182);
/// assert_eq!(ringwise::redis_slot(b"{user:1}.name"), ringwise::redis_slot(b"{user:1}.mail"));
/// ```
#[must_use]
pub fn redis_slot(key: &[u8]) -> u16 {
    hash::crc16_xmodem(HashTag::BRACES.of(key)) % 16_384
}

/// Returns the token of a serialized partition key under Cassandra's Murmur3Partitioner.
///
/// # Examples
///
/// ```
/// assert_eq!(ringwise::cassandra_token(b"foo"), -2129773440516405919);
/// ```
#[must_use]
pub fn cassandra_token(key: &[u8]) -> i64 {
    hash::cassandra_token(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: [u64; 5] = [0, 1, 42, 3_735_928_559, u64::MAX];

    #[test]
    fn buckets_of_both_functions() {
        for hash in [jump_hash, guava_consistent_hash] {
            assert_eq!(KEYS.map(|key| hash(key, 10)), [0, 6, 2, 5, 9]);
            assert_eq!(KEYS.map(|key| hash(key, 1000)), [0, 549, 571, 285, 313]);
            assert_eq!(KEYS.map(|key| hash(key, 1)), [0; 5]);
            assert_eq!(KEYS.map(|key| hash(key, 0)), [0; 5]);
        }
    }

    #[test]
    fn more_buckets_than_an_int_holds_end_like_the_most_that_it_holds() {
        for key in KEYS {
            assert_eq!(guava_consistent_hash(key, u32::MAX), guava_consistent_hash(key, i32::MAX as u32));
            assert!(jump_hash(key, u32::MAX) < u32::MAX);
        }
    }

    #[test]
    fn where_the_two_differ() {
        let both = |key, buckets| (jump_hash(key, buckets), guava_consistent_hash(key, buckets));
        assert_eq!(both(5_006_675_456_876_174_058, 32_768), (32_767, 48));
        assert_eq!(both(18_063_469_494_497_682_072, 2), (1, 0));
    }

    #[test]
    fn slots_of_redis() {
        let slots = ["", "foo", "user:42", "é", "123456789", "{}{tag}"].map(|key| redis_slot(key.as_bytes()));
        assert_eq!(slots, [0, 12_182, 15_880, 10_180, 12_739, 11_440]);
    }
}
