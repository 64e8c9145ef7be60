//! The options of a ring in the making.

use core::ffi::c_char;
use core::mem;

use ringwise_core::{Builder, HashRing};

use crate::convert::{borrow_mut, free, lossy};
use crate::status::{Failure, guard, ringwise_status};

/// The options that a ring is made with. What is not set has its default. Values are checked
/// when a ring is made, all but the text of zones, which is checked when it is set.
///
/// Not for several threads at once while one of them changes it.
pub struct ringwise_options(pub(crate) Builder);

/// Returns new options, all at their defaults; never NULL. The caller frees them.
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub extern "C" fn ringwise_options_new() -> *mut ringwise_options {
    Box::into_raw(Box::new(ringwise_options(HashRing::builder())))
}

/// Frees options. Rings that were made with them stay.
///
/// options        NULL is allowed
///
/// Threads: any, when no other call uses the handle now or later.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_options_free(options: *mut ringwise_options) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { free(options) };
}

/// Sets how many virtual nodes a node has for each unit of its weight.
///
/// options        changed
/// vnodes         1 to 67,108,864 (2^26); 160 if not set
///
/// Returns OK or NULL_POINTER. Threads: one at a time with this handle.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_options_set_vnodes(options: *mut ringwise_options, vnodes: i64) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { set(options, |builder| builder.vnodes(vnodes)) })
}

/// Sets the seed of every hash. It is no defence against who can watch where keys go.
///
/// options        changed
/// seed           0 to 4,294,967,295 (2^32 - 1); 0 if not set
///
/// Returns OK or NULL_POINTER. Threads: one at a time with this handle.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_options_set_seed(options: *mut ringwise_options, seed: i64) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { set(options, |builder| builder.seed(seed)) })
}

/// Sets two characters between which stands all that is hashed of a key that has them, as Redis Cluster does with "{}".
///
/// options        changed
/// hash_tag, hash_tag_len   borrowed for the call; two ASCII characters; the whole key is hashed if not set
///
/// Returns OK or NULL_POINTER. Threads: one at a time with this handle.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_options_set_hash_tag(
    options: *mut ringwise_options,
    hash_tag: *const c_char,
    hash_tag_len: usize,
) -> ringwise_status {
    guard(|| {
        // SAFETY: the header's rules of handles and buffers.
        let hash_tag = unsafe { lossy(hash_tag, hash_tag_len, "hash_tag") }?;
        // SAFETY: the header's rules of handles and buffers.
        unsafe { set(options, |builder| builder.hash_tag(hash_tag)) }
    })
}

/// Sets how the nodes that hold a key are spread over zones.
///
/// options        changed
/// zones, zones_len         borrowed for the call; "spread" (one node of each zone, then a second of each, and so on) or
///                          "strict" (one node of each zone and no more); "spread" if not set
///
/// Returns OK, INVALID_OPTION or NULL_POINTER. Threads: one at a time with this handle.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_options_set_zones(
    options: *mut ringwise_options,
    zones: *const c_char,
    zones_len: usize,
) -> ringwise_status {
    guard(|| {
        // SAFETY: the header's rules of handles and buffers.
        let zones = unsafe { lossy(zones, zones_len, "zones") }?.parse()?;
        // SAFETY: the header's rules of handles and buffers.
        unsafe { set(options, |builder| builder.zones(zones)) }
    })
}

/// Sets how many nodes are meant to hold a key: kept with the ring for its users. Placement does not depend on it, and C's calls
/// name a count each time.
///
/// options        changed
/// replication_factor       1 to 16,777,216 (2^24); 2 if not set
///
/// Returns OK or NULL_POINTER. Threads: one at a time with this handle.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_options_set_replication_factor(
    options: *mut ringwise_options,
    replication_factor: i64,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { set(options, |builder| builder.replication_factor(replication_factor)) })
}

/// Sets how far above its fair part a node's load may go, for ringwise_ring_acquire(). Placement does not depend on it.
///
/// options        changed
/// load_factor    101 to 10,000 percent; 125 if not set
///
/// Returns OK or NULL_POINTER. Threads: one at a time with this handle.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_options_set_load_factor(options: *mut ringwise_options, load_factor: i64) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { set(options, |builder| builder.load_factor(load_factor)) })
}

/// Sets one option.
///
/// # Safety
///
/// As [`borrow_mut`].
unsafe fn set(options: *mut ringwise_options, change: impl FnOnce(Builder) -> Builder) -> Result<(), Failure> {
    // SAFETY: as above.
    let options = unsafe { borrow_mut(options, "options") }?;
    options.0 = change(mem::take(&mut options.0));
    Ok(())
}
