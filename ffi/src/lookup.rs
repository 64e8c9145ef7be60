//! Lookups. They cannot fail and nothing in them unwinds, so they run without a guard.

use core::ffi::c_void;
use core::slice;

use ringwise_core::NodeId;

use crate::convert::{bytes, give, ids};
use crate::ring::ringwise_ring;

/// No node: what a batch gives for a key that has no owner.
pub const RINGWISE_NO_NODE: u32 = u32::MAX;

const _: () = assert!(RINGWISE_NO_NODE == NodeId::NONE.get());

/// Gives the owner of a key.
///
/// ring           borrowed
/// key, key_len   borrowed for the call; key may be NULL if key_len is 0
/// id             gets the owner's id
///
/// Returns false, and writes nothing, if no node owns a point, or if ring, id or a needed key is NULL. Threads: any, at any time;
/// one that looks up in a loop does it faster with a ringwise_reader. Never allocates, but for what a thread needs once, at the
/// first call with any ring.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_get_node(ring: *const ringwise_ring, key: *const c_void, key_len: usize, id: *mut u32) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let (Some(ring), Some(key)) = (ring.as_ref(), bytes(key, key_len)) else { return false };
        give(ring.0.get_node(key).map(NodeId::get), id)
    }
}

/// Gives where a key stands on the ring: a position of those that ringwise_ring_points(), ranges and plans tell. Of one longer than 64
/// bits these are the leading ones.
///
/// ring           borrowed
/// key, key_len   borrowed for the call; key may be NULL if key_len is 0
/// position       gets the position
///
/// Returns false, and writes nothing, if ring, position or a needed key is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_position(
    ring: *const ringwise_ring,
    key: *const c_void,
    key_len: usize,
    position: *mut u64,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let (Some(ring), Some(key)) = (ring.as_ref(), bytes(key, key_len)) else { return false };
        give(Some(ring.0.view().position(key)), position)
    }
}

/// Writes the nodes that hold a key, nearest first, and returns how many.
///
/// Each node is written once, and the first is the one that ringwise_ring_get_node() gives. A list of n begins with the list of
/// n - 1. With zones, it takes one node of each zone first, then a second of each, and so on. A buffer of ringwise_ring_len() ids
/// gets the whole list.
///
/// ring           borrowed
/// key, key_len   borrowed for the call; key may be NULL if key_len is 0
/// out, out_len   caller's buffer of out_len node ids; all of it may be written
///
/// Returns at most out_len; less only if fewer nodes own points, if with strict zones fewer zones exist, or if the profile has shorter
/// lists (ringwise_ring_check_count()); 0 if ring, out or a needed key is NULL. Threads: any, at any time. Never allocates, but for
/// what a thread needs once, at the first call with any ring, and for a list of more than 16 on a ring of more than 65,536 nodes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_get_nodes(
    ring: *const ringwise_ring,
    key: *const c_void,
    key_len: usize,
    out: *mut u32,
    out_len: usize,
) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let (Some(ring), Some(key), Some(out)) = (ring.as_ref(), bytes(key, key_len), ids(out, out_len)) else { return 0 };
        ring.0.get_nodes(key, out).len()
    }
}

/// Writes the owners of many keys, as ringwise_ring_get_node() gives them, RINGWISE_NO_NODE where there is none, and returns how many.
///
/// Faster than key by key on a large ring, and all keys are looked up in one ring, whatever other threads edit meanwhile.
///
/// ring           borrowed
/// keys, key_lens, count    borrowed for the call; a key may be NULL if its length is 0
/// out            caller's buffer of count node ids; all of it may be written
///
/// Returns count; less if a needed key is NULL: the number of keys before it; 0 if ring, keys, key_lens or out is NULL. Threads: any,
/// at any time. Never allocates, but for what a thread needs once, at the first call with any ring.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_get_node_batch(
    ring: *const ringwise_ring,
    keys: *const *const c_void,
    key_lens: *const usize,
    count: usize,
    out: *mut u32,
) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let (Some(ring), Some(keys), Some(out)) = (ring.as_ref(), batch(keys, key_lens, count), ids(out, count)) else { return 0 };
        ring.0.get_node_batch(keys, out).len()
    }
}

/// Borrows keys, up to the first that is NULL and should not be.
///
/// # Safety
///
/// `keys` and `key_lens` are NULL, or `count` pointers and lengths, each as [`bytes`] has them.
pub(crate) unsafe fn batch<'a>(keys: *const *const c_void, key_lens: *const usize, count: usize) -> Option<impl Iterator<Item = &'a [u8]>> {
    if keys.is_null() || key_lens.is_null() {
        return None;
    }
    // SAFETY: as above.
    let (keys, lens) = unsafe { (slice::from_raw_parts(keys, count), slice::from_raw_parts(key_lens, count)) };
    // SAFETY: as above.
    Some(keys.iter().zip(lens).map_while(|(&key, &len)| unsafe { bytes(key, len) }))
}
