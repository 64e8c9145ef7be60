//! The ranges of positions that one node owns.

use core::ffi::c_char;
use core::ptr::NonNull;

use ringwise_core::{Field, Range};

use crate::convert::{borrow, free, give_handle, required, text};
use crate::ring::ringwise_ring;
use crate::status::{guard, ringwise_status};

/// The ranges of positions whose keys a node owns, by where they start; ranges that touch are one.
///
/// It never changes, whatever is edited later; any thread may read it.
pub struct ringwise_ranges(Vec<Range>);

/// Gives the ranges of positions whose keys a node owns. Their lengths sum to its share.
///
/// ring           borrowed
/// name, name_len           borrowed for the call
/// ranges         gets the ranges, which the caller frees
///
/// Returns OK, UNKNOWN_NODE, UNSUPPORTED under a profile that is a table, INVALID_NAME for what is not UTF-8, or NULL_POINTER. Threads:
/// any, at any time.
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
        let out = required(ranges, "ranges")?;
        give_handle(out, ringwise_ranges(ring.0.view().ranges(name)?));
        Ok(())
    })
}

/// Frees ranges.
///
/// ranges         NULL is allowed
///
/// Threads: any, when no other call uses the handle now or later.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ranges_free(ranges: *mut ringwise_ranges) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { free(ranges) };
}

/// Returns how many ranges there are; 0 if ranges is NULL.
///
/// ranges         borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ranges_len(ranges: *const ringwise_ranges) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { ranges.as_ref() }.map_or(0, |ranges| ranges.0.len())
}

/// Gives a range: the positions from behind start up to and with end, clockwise. Where start is not below end, it reaches round the end
/// of the ring; 0 and 0 is the whole ring. Positions are those of ringwise_ring_points().
///
/// ranges         borrowed
/// index          below ringwise_ranges_len()
/// start, end     get the position before the first, and the last
///
/// Returns false, and writes nothing, if there is no such range or a pointer is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ranges_get(ranges: *const ringwise_ranges, index: usize, start: *mut u64, end: *mut u64) -> bool {
    let (Some(start), Some(end)) = (NonNull::new(start), NonNull::new(end)) else { return false };
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let Some(range) = ranges.as_ref().and_then(|ranges| ranges.0.get(index)) else { return false };
        start.write(range.start);
        end.write(range.end);
        true
    }
}
