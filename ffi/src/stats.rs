//! Statistics of a ring.

use ringwise_core::Stats;

use crate::convert::{borrow, free, non_null, write_handle, write_one};
use crate::names::ringwise_names;
use crate::ring::ringwise_ring;
use crate::status::{guard, ringwise_status};

/// How even a ring is: each node's share compared with its fair share, which is its part by weight. Nodes of weight 0 are left out.
pub struct ringwise_stats {
    stats: Stats,
    over_cap: ringwise_names,
}

/// Computes the statistics of a ring.
///
/// Returns OK.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_stats(ring: *const ringwise_ring, stats: *mut *mut ringwise_stats) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe {
        let (ring, out) = (borrow(ring, "ring")?, non_null(stats, "stats")?);
        let mut stats = ring.0.view().stats();
        let over_cap = ringwise_names(core::mem::take(&mut stats.over_cap));
        write_handle(ringwise_stats { stats, over_cap }, out);
        Ok(())
    })
}

/// Writes the numbers of the statistics.
///
/// nodes          gets the number of members
/// points         gets the number of points, or of entries of a table
/// bytes          gets the size of the ring in memory
/// max_over_fair, min_over_fair       get the share of the fullest and of the emptiest node, divided by its fair share; 1 is perfect
/// deviation      gets the standard deviation of share divided by fair share
///
/// The last three are 0 if no node owns a point.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_stats_numbers(
    stats: *const ringwise_stats,
    nodes: *mut usize,
    points: *mut usize,
    bytes: *mut usize,
    max_over_fair: *mut f64,
    min_over_fair: *mut f64,
    deviation: *mut f64,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let Some(ringwise_stats { stats, .. }) = stats.as_ref() else { return false };
        write_one(stats.nodes, nodes);
        write_one(stats.points, points);
        write_one(stats.bytes, bytes);
        write_one(stats.max_over_fair, max_over_fair);
        write_one(stats.min_over_fair, min_over_fair);
        write_one(stats.deviation, deviation);
        true
    }
}

/// Returns the names of the nodes that own more than the cap allows, because they have given up all the points that they can.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_stats_over_cap(stats: *const ringwise_stats) -> *const ringwise_names {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { stats.as_ref() }.map_or(core::ptr::null(), |stats| &raw const stats.over_cap)
}

/// Frees statistics.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_stats_free(stats: *mut ringwise_stats) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { free(stats) };
}
