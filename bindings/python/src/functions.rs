//! Functions that need no ring.

use pyo3::prelude::*;

use crate::integer;
use crate::key::Key;

/// Return the names of the profiles.
///
/// >>> "nginx_consistent" in profiles()
/// True
#[pyfunction]
pub(crate) fn profiles() -> Vec<&'static str> {
    ringwise::profiles()
}

/// Return the bucket of a key among `buckets` buckets, by jump consistent hashing (Lamping and Veach 2014); 0 if there
/// are none.
///
/// `key` is an unsigned integer of 64 bits, `buckets` one of 32 bits. Other integers raise `ValueError`, other types
/// `TypeError`.
///
/// >>> [jump_hash(key, 10) for key in (0, 1, 42)]
/// [0, 6, 2]
#[pyfunction]
pub(crate) fn jump_hash(#[pyo3(from_py_with = integer::key)] key: u64, #[pyo3(from_py_with = integer::buckets)] buckets: u32) -> u32 {
    ringwise::jump_hash(key, buckets)
}

/// Return the bucket of a key among `buckets` buckets, as Guava's `Hashing.consistentHash` does; 0 if there are none.
///
/// It rounds differently from `jump_hash`, so that a few keys have another bucket. The parameters are the same. For a
/// negative `long` of Java, use `key % 2**64`.
///
/// >>> jump_hash(5006675456876174058, 32768), guava_consistent_hash(5006675456876174058, 32768)
/// (32767, 48)
#[pyfunction]
pub(crate) fn guava_consistent_hash(
    #[pyo3(from_py_with = integer::key)] key: u64,
    #[pyo3(from_py_with = integer::buckets)] buckets: u32,
) -> u32 {
    ringwise::guava_consistent_hash(key, buckets)
}

/// Return the hash slot of a key in a Redis Cluster: 0 to 16383. If the key has a hash tag, `{...}`, only that is
/// hashed.
///
/// Raises `TypeError` if the key is not `str` or bytes, and `UnicodeEncodeError` if it has a lone surrogate.
///
/// >>> redis_slot("foo")
/// 12182
#[pyfunction]
#[pyo3(signature = (key, /))]
pub(crate) fn redis_slot(key: &Bound<'_, PyAny>) -> PyResult<u16> {
    Ok(ringwise::redis_slot(Key::read(key)?.as_ref()))
}

/// Return the token of a serialized partition key under Cassandra's Murmur3Partitioner.
///
/// Raises `TypeError` if the key is not `str` or bytes, and `UnicodeEncodeError` if it has a lone surrogate.
///
/// >>> cassandra_token("foo")
/// -2129773440516405919
#[pyfunction]
#[pyo3(signature = (key, /))]
pub(crate) fn cassandra_token(key: &Bound<'_, PyAny>) -> PyResult<i64> {
    Ok(ringwise::cassandra_token(Key::read(key)?.as_ref()))
}
