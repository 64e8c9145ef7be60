//! Ranges of positions.

use core::ffi::c_char;

use ringwise_core::{Field, Range};

use crate::convert::{borrow, free, non_null, text, write_handle, write_one};
use crate::ring::ringwise_ring;
use crate::status::{guard, ringwise_status};

/// The ranges of positions whose keys a node owns, in ascending order of where they start. No two of them touch.
pub struct ringwise_ranges(Vec<Range>);

/// Computes the ranges of positions whose keys a node owns. Their lengths sum to its share.
///
/// Returns OK, UNKNOWN_NODE, or UNSUPPORTED under a profile that is a table.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_ranges(
    ring: *const ringwise_ring,
    name: *const c_char,
    name_len: usize,
    ranges: *mut *mut ringwise_ranges,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe {
        let (ring, name) = (borrow(ring, "ring")?, text(name, name_len, Field::Name, "name")?);
        let out = non_null(ranges, "ranges")?;
        write_handle(ringwise_ranges(ring.0.view().ranges(name)?), out);
        Ok(())
    })
}

/// Returns the number of ranges.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ranges_len(ranges: *const ringwise_ranges) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { ranges.as_ref() }.map_or(0, |ranges| ranges.0.len())
}

/// Writes the range at an index: the positions after start, up to and including end. If start is not below end, the range wraps around
/// the end of the ring; 0 and 0 is the whole ring.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ranges_at(ranges: *const ringwise_ranges, index: usize, start: *mut u64, end: *mut u64) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let Some(range) = ranges.as_ref().and_then(|ranges| ranges.0.get(index)) else { return false };
        write_one(range.start, start);
        write_one(range.end, end);
        true
    }
}

/// Frees ranges.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ranges_free(ranges: *mut ringwise_ranges) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { free(ranges) };
}
