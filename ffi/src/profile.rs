//! What profiles there are, what a ring's does, and what only some have.

use core::ffi::{c_char, c_void};

use crate::convert::{borrow, bytes, check_room, give_bytes, required};
use crate::names::ringwise_names;
use crate::ring::{ask, ringwise_ring};
use crate::status::{Failure, guard, ringwise_status};

/// Returns the names of the profiles that a ring can speak, as a new list; never NULL. The caller frees it.
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub extern "C" fn ringwise_profiles() -> *mut ringwise_names {
    Box::into_raw(Box::new(ringwise_names(ringwise_core::profiles().into_iter().map(str::to_owned).collect())))
}

/// Refuses a count of nodes that no list of the ring's profile can have: envoy_maglev knows the owner alone, and gives that one
/// where ringwise_ring_get_nodes() is asked for more. This is for who would rather hear of it, once, before the lookups.
///
/// ring           borrowed
/// count          how many nodes a list is asked for
///
/// Returns OK, UNSUPPORTED if it is more, or NULL_POINTER. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_check_count(ring: *const ringwise_ring, count: usize) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { Ok(borrow(ring, "ring")?.0.view().check_count(count)?) })
}

/// Writes the nodes that spymemcached tries for a key, one after another: 7, the owner first. A node may come again.
///
/// ring           borrowed; of the profile spymemcached_ketama
/// key, key_len   borrowed for the call; key may be NULL if key_len is 0
/// out, out_len   caller's buffer of out_len node ids: 7 of them
/// written        gets how many were written: 7, or 0 if no node owns a point
///
/// Returns OK, UNSUPPORTED under any other profile, BUFFER_TOO_SMALL or NULL_POINTER. Threads: any, at any time.
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
        let (out, written) = (required(out, "out")?, required(written, "written")?);
        let nodes = ring.0.view().retry_nodes(key)?;
        check_room("nodes", out_len, nodes.len())?;
        // SAFETY: the caller's, as said.
        unsafe {
            for (place, node) in nodes.iter().enumerate() {
                out.add(place).write(node.get());
            }
            written.write(nodes.len());
        }
        Ok(())
    })
}

/// Returns how many bytes ringwise_ring_explain() writes; 0 if ring is NULL.
///
/// ring           borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_explain_len(ring: *const ringwise_ring) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { ask(ring, |ring| Some(ring.explain().len())) }.unwrap_or(0)
}

/// Writes what the ring does in words and numbers: its profile and options, what of a node is hashed, the label of the first virtual
/// node, how a key finds its owner, the first points, how many points each node has. For people: the text may change.
///
/// ring           borrowed
/// out, out_len   caller's buffer of out_len bytes: ringwise_ring_explain_len() of them, and room for what another thread may add;
///                no NUL is written behind the text
/// written        gets how many bytes were written
///
/// Returns OK, BUFFER_TOO_SMALL or NULL_POINTER. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_explain(
    ring: *const ringwise_ring,
    out: *mut c_char,
    out_len: usize,
    written: *mut usize,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { give_bytes(borrow(ring, "ring")?.0.view().explain().as_bytes(), out.cast(), out_len, written) })
}
