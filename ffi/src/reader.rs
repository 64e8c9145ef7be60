//! One thread's view of a ring, for lookups in a loop.

use core::ffi::c_void;

use ringwise_core::{NodeId, Reader};

use crate::convert::{bytes, give, ids};
use crate::lookup::batch;
use crate::ring::ringwise_ring;

/// One thread's view of a ring: it gives what the ring gives, faster, because it keeps the latest ring at hand and looks only
/// whether there is a newer one.
///
/// For one thread at a time; make one for each. Its ids are those of its ring, whose functions tell their names. It keeps the ring
/// that it saw last in memory until its next lookup; when the ring's handle is freed, it goes on with the ring as it was then.
pub struct ringwise_reader(Reader);

// A thread may hand it to another.
const _: () = {
    const fn for_another_thread<T: Send>() {}
    for_another_thread::<ringwise_reader>();
};

/// Returns a new reader; NULL if ring is NULL. The caller frees it.
///
/// ring           borrowed for the call
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_reader_new(ring: *const ringwise_ring) -> *mut ringwise_reader {
    // SAFETY: the header's rules of handles and buffers.
    match unsafe { ring.as_ref() } {
        Some(ring) => Box::into_raw(Box::new(ringwise_reader(ring.0.reader()))),
        None => core::ptr::null_mut(),
    }
}

/// Frees a reader.
///
/// reader         NULL is allowed
///
/// Threads: any, when no other call uses the handle now or later.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_reader_free(reader: *mut ringwise_reader) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { crate::convert::free(reader) };
}

/// Gives the owner of a key, as ringwise_ring_get_node().
///
/// reader         used, and brought up to date
/// key, key_len   borrowed for the call; key may be NULL if key_len is 0
/// id             gets the owner's id
///
/// Returns false, and writes nothing, if no node owns a point, or if reader, id or a needed key is NULL. Threads: one at a time with
/// this handle. Never allocates, but for what a thread needs once, at the first call with any ring or reader.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_reader_get_node(reader: *mut ringwise_reader, key: *const c_void, key_len: usize, id: *mut u32) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let (Some(reader), Some(key)) = (reader.as_mut(), bytes(key, key_len)) else { return false };
        give(reader.0.view().get_node(key).map(NodeId::get), id)
    }
}

/// Writes the nodes that hold a key, nearest first, and returns how many, as ringwise_ring_get_nodes().
///
/// reader         used, and brought up to date
/// key, key_len   borrowed for the call; key may be NULL if key_len is 0
/// out, out_len   caller's buffer of out_len node ids; all of it may be written
///
/// Returns at most out_len; less only if fewer nodes own points or, with strict zones, fewer zones exist; 0 if reader, out or a
/// needed key is NULL. Threads: one at a time with this handle. Never allocates, but for what a thread needs once, at the first
/// call with any ring or reader.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_reader_get_nodes(
    reader: *mut ringwise_reader,
    key: *const c_void,
    key_len: usize,
    out: *mut u32,
    out_len: usize,
) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let (Some(reader), Some(key), Some(out)) = (reader.as_mut(), bytes(key, key_len), ids(out, out_len)) else { return 0 };
        reader.0.view().get_nodes(key, out).len()
    }
}

/// Gives the first healthy node that holds a key, as ringwise_ring_get_node_with_fallback().
///
/// reader         used, and brought up to date
/// key, key_len   borrowed for the call; key may be NULL if key_len is 0
/// id             gets the node's id
///
/// Returns false, and writes nothing, if no healthy node owns a point, or if reader, id or a needed key is NULL. Threads: one at a
/// time with this handle. Never allocates, but for what a thread needs once, at the first call with any ring or reader.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_reader_get_node_with_fallback(
    reader: *mut ringwise_reader,
    key: *const c_void,
    key_len: usize,
    id: *mut u32,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let (Some(reader), Some(key)) = (reader.as_mut(), bytes(key, key_len)) else { return false };
        give(reader.0.view().get_node_with_fallback(key).map(NodeId::get), id)
    }
}

/// Writes the healthy nodes that hold a key, nearest first, and returns how many, as ringwise_ring_get_healthy_nodes().
///
/// reader         used, and brought up to date
/// key, key_len   borrowed for the call; key may be NULL if key_len is 0
/// out, out_len   caller's buffer of out_len node ids; all of it may be written
///
/// Returns at most out_len; less only if fewer healthy nodes own points or, with strict zones, stand in fewer zones; 0 if reader, out
/// or a needed key is NULL. Threads: one at a time with this handle. Never allocates, but for what a thread needs once, at the first
/// call with any ring or reader.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_reader_get_healthy_nodes(
    reader: *mut ringwise_reader,
    key: *const c_void,
    key_len: usize,
    out: *mut u32,
    out_len: usize,
) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let (Some(reader), Some(key), Some(out)) = (reader.as_mut(), bytes(key, key_len), ids(out, out_len)) else { return 0 };
        reader.0.view().get_healthy_nodes(key, out).len()
    }
}

/// Writes the owners of many keys, and returns how many, as ringwise_ring_get_node_batch().
///
/// reader         used, and brought up to date
/// keys, key_lens, count    borrowed for the call; a key may be NULL if its length is 0
/// out            caller's buffer of count node ids; all of it may be written
///
/// Returns count; less if a needed key is NULL: the number of keys before it; 0 if reader, keys, key_lens or out is NULL. Threads:
/// one at a time with this handle. Never allocates, but for what a thread needs once, at the first call with any ring or reader.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_reader_get_node_batch(
    reader: *mut ringwise_reader,
    keys: *const *const c_void,
    key_lens: *const usize,
    count: usize,
    out: *mut u32,
) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let (Some(reader), Some(keys), Some(out)) = (reader.as_mut(), batch(keys, key_lens, count), ids(out, count)) else { return 0 };
        reader.0.view().get_node_batch(keys, out).len()
    }
}
