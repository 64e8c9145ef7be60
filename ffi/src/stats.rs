//! How even a ring is, in a few numbers.

use core::ffi::c_char;

use ringwise_core::Stats;

use crate::convert::{borrow, free, give_handle, give_text, required};
use crate::ring::ringwise_ring;
use crate::status::{guard, ringwise_status};

/// How even a ring is: each node's share compared with its fair share, which is its weight's part of the whole. Drained nodes are left
/// out.
///
/// It never changes, whatever is edited later; any thread may read it.
pub struct ringwise_stats(Stats);

/// Gives how even a ring is.
///
/// ring           borrowed
/// stats          gets the statistics, which the caller frees
///
/// Returns OK or NULL_POINTER. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_stats(ring: *const ringwise_ring, stats: *mut *mut ringwise_stats) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe {
        let (ring, out) = (borrow(ring, "ring")?, required(stats, "stats")?);
        give_handle(out, ringwise_stats(ring.0.view().stats()));
        Ok(())
    })
}

/// Frees statistics.
///
/// stats          NULL is allowed
///
/// Threads: any, when no other call uses the handle now or later.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_stats_free(stats: *mut ringwise_stats) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { free(stats) };
}

/// Returns how many members there are, drained ones included; 0 if stats is NULL.
///
/// stats          borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_stats_nodes(stats: *const ringwise_stats) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { stats.as_ref() }.map_or(0, |stats| stats.0.nodes)
}

/// Returns how many points there are, or entries of a table; 0 if stats is NULL.
///
/// stats          borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_stats_points(stats: *const ringwise_stats) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { stats.as_ref() }.map_or(0, |stats| stats.0.points)
}

/// Returns how many bytes of memory the ring takes; 0 if stats is NULL.
///
/// stats          borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_stats_bytes(stats: *const ringwise_stats) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { stats.as_ref() }.map_or(0, |stats| stats.0.bytes)
}

/// Returns the share of the fullest node over its fair share, 1 being perfect; 0 if no node owns a point or stats is NULL.
///
/// stats          borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_stats_max_over_fair(stats: *const ringwise_stats) -> f64 {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { stats.as_ref() }.map_or(0.0, |stats| stats.0.max_over_fair)
}

/// Returns the share of the emptiest node over its fair share; 0 if no node owns a point or stats is NULL.
///
/// stats          borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_stats_min_over_fair(stats: *const ringwise_stats) -> f64 {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { stats.as_ref() }.map_or(0.0, |stats| stats.0.min_over_fair)
}

/// Returns the standard deviation of share over fair share; 0 if no node owns a point or stats is NULL.
///
/// stats          borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_stats_deviation(stats: *const ringwise_stats) -> f64 {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { stats.as_ref() }.map_or(0.0, |stats| stats.0.deviation)
}

/// Gives one of the nodes that own more than the ring's cap allows, because they have come down to their fewest points.
///
/// stats          borrowed
/// index          counted from 0
/// name, name_len           get the name, which lives as long as the statistics
///
/// Returns false, and writes nothing, behind the last name or if a pointer is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_stats_over_cap(
    stats: *const ringwise_stats,
    index: usize,
    name: *mut *const c_char,
    name_len: *mut usize,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { give_text(stats.as_ref().and_then(|stats| stats.0.over_cap.get(index)).map(String::as_str), name, name_len) }
}
