//! Placements that are functions of a key and need no ring.

use core::ffi::c_void;

use crate::convert::bytes;

/// Returns the bucket of a key among so many, by jump consistent hashing (Lamping and Veach 2014); 0 if there are none.
///
/// key            a hash of the key
/// buckets        how many there are
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub extern "C" fn ringwise_jump_hash(key: u64, buckets: u32) -> u32 {
    ringwise_core::jump_hash(key, buckets)
}

/// Returns the bucket of a key among so many, as Guava's Hashing.consistentHash does: nearly, but not quite, that of
/// ringwise_jump_hash(); 0 if there are none. It counts buckets in an int: more than 2,147,483,647 are so many here, too.
///
/// key            the HashCode's 32 bits as they are, or its first eight bytes, little-endian
/// buckets        how many there are
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub extern "C" fn ringwise_guava_consistent_hash(key: u64, buckets: u32) -> u32 {
    ringwise_core::guava_consistent_hash(key, buckets)
}

/// Returns the hash slot of a key in a Redis Cluster: 0 to 16383. Of a key with a hash tag, {...}, only that counts.
///
/// key, key_len   borrowed for the call; key may be NULL if key_len is 0
///
/// Returns 0 if a needed key is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_redis_slot(key: *const c_void, key_len: usize) -> u16 {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { bytes(key, key_len) }.map_or(0, ringwise_core::redis_slot)
}

/// Returns the token of a serialized partition key under Cassandra's Murmur3Partitioner.
///
/// key, key_len   borrowed for the call; key may be NULL if key_len is 0
///
/// Returns 0 if a needed key is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_cassandra_token(key: *const c_void, key_len: usize) -> i64 {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { bytes(key, key_len) }.map_or(0, ringwise_core::cassandra_token)
}
