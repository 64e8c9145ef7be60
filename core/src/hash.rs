//! The hash functions of all placements.

#[cfg(feature = "profiles")]
mod bytewise;
#[cfg(feature = "profiles")]
mod digest;
#[cfg(feature = "profiles")]
pub(crate) mod function;
#[cfg(feature = "profiles")]
mod haproxy;
#[cfg(feature = "profiles")]
mod java;
#[cfg(feature = "profiles")]
mod jenkins;
#[cfg(feature = "profiles")]
mod murmur2;
pub(crate) mod murmur3;
