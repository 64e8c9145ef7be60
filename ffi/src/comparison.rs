//! How many of some keys another ring places elsewhere.

use core::ffi::{c_char, c_void};
use core::ptr::NonNull;

use ringwise_core::Comparison;

use crate::convert::{self, borrow, free, give_handle, give_optional_text, required};
use crate::ring::ringwise_ring;
use crate::status::{guard, ringwise_status};

/// What ringwise_ring_compare() counted.
///
/// It never changes; any thread may read it.
pub struct ringwise_comparison {
    kept: u64,
    moved: u64,
    pairs: Vec<Pair>,
}

struct Pair {
    before: Option<String>,
    after: Option<String>,
    keys: u64,
}

impl From<Comparison> for ringwise_comparison {
    fn from(comparison: Comparison) -> Self {
        let Comparison { kept, moved, pairs } = comparison;
        let pairs = pairs.into_iter().map(|((before, after), keys)| Pair { before, after, keys });
        ringwise_comparison { kept, moved, pairs: pairs.collect() }
    }
}

/// Counts which keys have an owner of the same name in another ring, and which do not: what a move from one to the other, of whatever
/// profiles, would cost.
///
/// ring, other    borrowed
/// keys, key_lens, count    borrowed for the call; a key may be NULL if its length is 0; keys and key_lens may be NULL if count is 0
/// comparison     gets the counts, which the caller frees
///
/// Returns OK or NULL_POINTER. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_compare(
    ring: *const ringwise_ring,
    other: *const ringwise_ring,
    keys: *const *const c_void,
    key_lens: *const usize,
    count: usize,
    comparison: *mut *mut ringwise_comparison,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe {
        let (ring, other) = (borrow(ring, "ring")?, borrow(other, "other")?);
        let keys = convert::keys(keys, key_lens, count)?;
        let out = required(comparison, "comparison")?;
        give_handle(out, ring.0.view().compare(&other.0.view(), keys).into());
        Ok(())
    })
}

/// Frees a comparison.
///
/// comparison     NULL is allowed
///
/// Threads: any, when no other call uses the handle now or later.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_comparison_free(comparison: *mut ringwise_comparison) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { free(comparison) };
}

/// Returns how many keys have an owner of the same name in both rings, or none in either; 0 if comparison is NULL.
///
/// comparison     borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_comparison_kept(comparison: *const ringwise_comparison) -> u64 {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { comparison.as_ref() }.map_or(0, |comparison| comparison.kept)
}

/// Returns how many keys have not; 0 if comparison is NULL.
///
/// comparison     borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_comparison_moved(comparison: *const ringwise_comparison) -> u64 {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { comparison.as_ref() }.map_or(0, |comparison| comparison.moved)
}

/// Gives one of the pairs of an owner in the ring and an owner in the other, and how many keys have these, in bytewise order of both.
/// The pairs of one name twice are those of the keys that are kept.
///
/// comparison     borrowed
/// index          counted from 0
/// before, before_len       get the name in the ring, which lives as long as the comparison; NULL and 0: no owner
/// after, after_len         get the name in the other, which lives as long as the comparison; NULL and 0: no owner
/// keys           gets how many keys have these owners
///
/// Returns false, and writes nothing, behind the last pair or if a pointer is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_comparison_pair(
    comparison: *const ringwise_comparison,
    index: usize,
    before: *mut *const c_char,
    before_len: *mut usize,
    after: *mut *const c_char,
    after_len: *mut usize,
    keys: *mut u64,
) -> bool {
    let (Some(before), Some(before_len)) = (NonNull::new(before), NonNull::new(before_len)) else { return false };
    let (Some(after), Some(after_len), Some(keys)) = (NonNull::new(after), NonNull::new(after_len), NonNull::new(keys)) else {
        return false;
    };
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let Some(pair) = comparison.as_ref().and_then(|comparison| comparison.pairs.get(index)) else { return false };
        give_optional_text(pair.before.as_deref(), before, before_len);
        give_optional_text(pair.after.as_deref(), after, after_len);
        keys.write(pair.keys);
        true
    }
}
