//! The options of a ring in the making.

use core::ffi::c_char;
use core::mem;

use ringwise_core::{Builder, Field, HashRing, OptionValue};

use crate::convert::{borrow_mut, free, lossy, slice, text};
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

/// Sets whose placement the ring speaks: its own, or that of a system already deployed.
///
/// options        changed
/// profile, profile_len     borrowed for the call; a name that ringwise_profiles() gives; "native" if not set
///
/// Returns OK or NULL_POINTER. Threads: one at a time with this handle.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_options_set_profile(
    options: *mut ringwise_options,
    profile: *const c_char,
    profile_len: usize,
) -> ringwise_status {
    guard(|| {
        // SAFETY: the header's rules of handles and buffers.
        let profile = unsafe { lossy(profile, profile_len, "profile") }?;
        // SAFETY: the header's rules of handles and buffers.
        unsafe { set(options, |builder| builder.profile(profile)) }
    })
}

/// Sets an option by its name to an integer, such as "table_size" of the profile envoy_maglev. Of two values of one option, the
/// later counts.
///
/// options        changed
/// name, name_len           borrowed for the call; an option of the ring's profile
/// value          what the profile allows
///
/// Returns OK or NULL_POINTER. Threads: one at a time with this handle.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_options_set_integer(
    options: *mut ringwise_options,
    name: *const c_char,
    name_len: usize,
    value: i64,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { set_named(options, (name, name_len), value) })
}

/// Sets an option by its name to a text, such as "hash" of most profiles. Of two values of one option, the later counts.
///
/// options        changed
/// name, name_len           borrowed for the call; an option of the ring's profile
/// value, value_len         borrowed for the call; what the profile allows
///
/// Returns OK or NULL_POINTER. Threads: one at a time with this handle.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_options_set_text(
    options: *mut ringwise_options,
    name: *const c_char,
    name_len: usize,
    value: *const c_char,
    value_len: usize,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { set_named(options, (name, name_len), lossy(value, value_len, "value")?) })
}

/// Sets an option by its name to yes or no, such as "avalanche" of the profile haproxy. Of two values of one option, the later
/// counts.
///
/// options        changed
/// name, name_len           borrowed for the call; an option of the ring's profile
/// value          what it is set to
///
/// Returns OK or NULL_POINTER. Threads: one at a time with this handle.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_options_set_boolean(
    options: *mut ringwise_options,
    name: *const c_char,
    name_len: usize,
    value: bool,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { set_named(options, (name, name_len), value) })
}

/// Sets an option by its name to integers by name, such as "replication" of the profile cassandra: how many replicas each data
/// centre has. Of two values of one option, the later counts.
///
/// options        changed
/// name, name_len           borrowed for the call; an option of the ring's profile
/// keys, key_lens, values, count      borrowed for the call; count names, their lengths and the integer of each; all three may be
///                NULL if count is 0
///
/// Returns OK, INVALID_NAME for a key that is not UTF-8, or NULL_POINTER. Threads: one at a time with this handle.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_options_set_map(
    options: *mut ringwise_options,
    name: *const c_char,
    name_len: usize,
    keys: *const *const c_char,
    key_lens: *const usize,
    values: *const i64,
    count: usize,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe {
        let (keys, lens) = (slice(keys, count, "keys")?, slice(key_lens, count, "key_lens")?);
        let values = slice(values, count, "values")?;
        let entry = |((&key, &len), &value)| Ok((text(key, len, Field::Name, "a key")?.to_owned(), value));
        let map: Vec<(String, i64)> = keys.iter().zip(lens).zip(values).map(entry).collect::<Result<_, Failure>>()?;
        set_named(options, (name, name_len), map)
    })
}

/// Sets how many virtual nodes a node has for each unit of its weight.
///
/// options        changed
/// vnodes         1 to 67,108,864 (2^26); 160 if not set; a profile may have another default, or none and refuse it
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
/// seed           0 to 4,294,967,295 (2^32 - 1); 0 if not set; other profiles than "native" refuse it
///
/// Returns OK or NULL_POINTER. Threads: one at a time with this handle.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_options_set_seed(options: *mut ringwise_options, seed: i64) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { set(options, |builder| builder.seed(seed)) })
}

/// Sets the most that a node may own. One over the cap gives up virtual nodes until it is not, down to a quarter of them. The price is
/// that an edit moves some keys between nodes that it does not touch.
///
/// options        changed
/// cap            101 to 1,000 percent of a node's fair share; no limit if not set; other profiles than "native" refuse it
///
/// Returns OK or NULL_POINTER. Threads: one at a time with this handle.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_options_set_cap(options: *mut ringwise_options, cap: i64) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { set(options, |builder| builder.cap(cap)) })
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
/// load_factor    101 to 10,000 percent; 125 if not set; a profile with a rule of its own refuses it
///
/// Returns OK or NULL_POINTER. Threads: one at a time with this handle.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_options_set_load_factor(options: *mut ringwise_options, load_factor: i64) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { set(options, |builder| builder.load_factor(load_factor)) })
}

/// Sets an option by its name.
///
/// # Safety
///
/// As [`set`], and `name` is NULL or so many bytes that nothing changes meanwhile.
unsafe fn set_named(options: *mut ringwise_options, name: (*const c_char, usize), value: impl Into<OptionValue>) -> Result<(), Failure> {
    // SAFETY: as above.
    let name = unsafe { lossy(name.0, name.1, "name") }?;
    // SAFETY: as above.
    unsafe { set(options, |builder| builder.option(name, value)) }
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
