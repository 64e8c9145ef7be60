//! Two rings compared over real keys.

use core::ffi::{c_char, c_void};

use ringwise_core::Comparison;

use crate::convert::{self, borrow, free, non_null, write_handle, write_one, write_one_text};
use crate::ring::ringwise_ring;
use crate::status::{guard, ringwise_status};

/// How many of some keys have which owner in a ring and which in another, in bytewise order of both names.
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

/// Counts which keys have an owner of the same name in another ring, and which do not. The rings may have different profiles.
///
/// Returns OK.
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
        let out = non_null(comparison, "comparison")?;
        write_handle(ringwise_comparison::from(ring.0.view().compare(&other.0.view(), keys)), out);
        Ok(())
    })
}

/// Writes the sums of a comparison.
///
/// kept           gets the number of keys that have an owner of the same name in both rings, or no owner in both
/// moved          gets the number of all other keys
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_comparison_numbers(comparison: *const ringwise_comparison, kept: *mut u64, moved: *mut u64) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let Some(comparison) = comparison.as_ref() else { return false };
        write_one(comparison.kept, kept);
        write_one(comparison.moved, moved);
        true
    }
}

/// Returns the number of pairs of an owner in the ring and an owner in the other.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_comparison_len(comparison: *const ringwise_comparison) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { comparison.as_ref() }.map_or(0, |comparison| comparison.pairs.len())
}

/// Writes the pair at an index. If both names are the same, the keys are kept.
///
/// before, before_len       get the owner in the ring; NULL and 0: no owner
/// after, after_len         get the owner in the other; NULL and 0: no owner
/// keys           gets the number of keys that have these owners
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_comparison_at(
    comparison: *const ringwise_comparison,
    index: usize,
    before: *mut *const c_char,
    before_len: *mut usize,
    after: *mut *const c_char,
    after_len: *mut usize,
    keys: *mut u64,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let Some(pair) = comparison.as_ref().and_then(|comparison| comparison.pairs.get(index)) else { return false };
        write_one_text(pair.before.as_deref(), before, before_len);
        write_one_text(pair.after.as_deref(), after, after_len);
        write_one(pair.keys, keys);
        true
    }
}

/// Frees a comparison.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_comparison_free(comparison: *mut ringwise_comparison) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { free(comparison) };
}
