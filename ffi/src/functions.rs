//! Functions without a ring.

use core::ffi::c_void;

use crate::convert::bytes;

/// Returns the bucket of a key by jump consistent hashing (Lamping and Veach 2014), or 0 if there are no buckets.
///
/// key            a hash of the key
/// buckets        the number of buckets
#[unsafe(no_mangle)]
pub extern "C" fn ringwise_jump_hash(key: u64, buckets: u32) -> u32 {
    ringwise_core::jump_hash(key, buckets)
}

/// Returns the bucket of a key as Guava's Hashing.consistentHash does, or 0 if there are no buckets. It is nearly, but not quite, that of
/// ringwise_jump_hash().
///
/// key            the HashCode's 32 bits as they are, or its first eight bytes, little-endian
/// buckets        the number of buckets; more than 2,147,483,647 count as that many, because Guava counts in an int
#[unsafe(no_mangle)]
pub extern "C" fn ringwise_guava_consistent_hash(key: u64, buckets: u32) -> u32 {
    ringwise_core::guava_consistent_hash(key, buckets)
}

/// Returns the hash slot of a key in a Redis Cluster: 0 to 16383. If the key has a hash tag, {...}, only the tag is hashed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_redis_slot(key: *const c_void, key_len: usize) -> u16 {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { bytes(key, key_len) }.map_or(0, ringwise_core::redis_slot)
}

/// Returns the token of a serialized partition key under Cassandra's Murmur3Partitioner.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_cassandra_token(key: *const c_void, key_len: usize) -> i64 {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { bytes(key, key_len) }.map_or(0, ringwise_core::cassandra_token)
}
