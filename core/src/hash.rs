//! The hash functions of all placements.

mod bytewise;
#[cfg(feature = "profiles")]
mod digest;
#[cfg(feature = "profiles")]
pub(crate) mod function;
mod haproxy;
mod java;
mod jenkins;
mod murmur2;
pub(crate) mod murmur3;
