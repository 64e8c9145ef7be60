//! The nodes of a key, one by one.

use core::ffi::c_void;

use ringwise_core::binding::{id_number, iter_nodes};
use ringwise_core::{HashRing, KeyNodes};

use crate::convert::{bytes, free, write_value};
use crate::lookup::shared;
use crate::ring::ringwise_ring;
use crate::status::handle;

/// The nodes that hold a key, nearest first, found one by one.
pub struct ringwise_key_nodes(KeyNodes<HashRing>);

/// Returns the nodes that hold a key: those that ringwise_ring_get_nodes() writes. Use it if you do not know in advance how many you need.
///
/// It keeps the ring as it is now, whatever is edited or freed later.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_iter_nodes(
    ring: *const ringwise_ring,
    key: *const c_void,
    key_len: usize,
) -> *mut ringwise_key_nodes {
    // SAFETY: the header's rules of handles and buffers.
    handle(|| unsafe {
        let (ring, key) = (shared(ring)?, bytes(key, key_len)?);
        Some(ringwise_key_nodes(iter_nodes(ring, key)))
    })
}

/// Writes the next node. Returns false after the last one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_key_nodes_next(nodes: *mut ringwise_key_nodes, id: *mut u32) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { nodes.as_mut() }.filter(|_| !id.is_null()).is_some_and(|nodes| unsafe { write_value(nodes.0.next().map(id_number), id) })
}

/// Frees the nodes of a key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_key_nodes_free(nodes: *mut ringwise_key_nodes) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { free(nodes) };
}
