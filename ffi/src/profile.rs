//! Functions of single profiles.

use core::ffi::c_void;
use ringwise_core::binding::id_number;

use crate::convert::{borrow, bytes, check_room, non_null};
use crate::ring::ringwise_ring;
use crate::status::{Failure, guard, ringwise_status};

/// Checks that a list of the ring's profile can have a number of nodes: lists of envoy_maglev have one. ringwise_ring_get_nodes() writes
/// fewer nodes without an error; call this once if you want one.
///
/// Returns OK or UNSUPPORTED.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_check_count(ring: *const ringwise_ring, count: usize) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { Ok(borrow(ring, "ring")?.0.view().check_count(count)?) })
}

/// Writes the 7 nodes that spymemcached tries for a key, in order, the owner first. A node may come more than once.
///
/// ring           must have profile spymemcached_ketama
/// out, out_len   buffer for 7 ids
/// written        gets 7, or 0 if no node owns a point
///
/// Returns OK, UNSUPPORTED under any other profile, or BUFFER_TOO_SMALL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_retry_nodes(
    ring: *const ringwise_ring,
    key: *const c_void,
    key_len: usize,
    out: *mut u32,
    out_len: usize,
    written: *mut usize,
) -> ringwise_status {
    guard(|| {
        // SAFETY: the header's rules of handles and buffers.
        let (ring, key) = unsafe { (borrow(ring, "ring")?, bytes(key, key_len).ok_or(Failure::Null("key"))?) };
        let (out, written) = (non_null(out, "out")?, non_null(written, "written")?);
        let nodes = ring.0.view().retry_nodes(key)?;
        check_room("nodes", out_len, nodes.len())?;
        // SAFETY: the header's rules of handles and buffers; the buffer has room for all.
        unsafe {
            for (index, node) in nodes.iter().enumerate() {
                out.add(index).write(id_number(*node));
            }
            written.write(nodes.len());
        }
        Ok(())
    })
}
