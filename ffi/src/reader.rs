//! Readers.

use core::ffi::c_void;

use ringwise_core::Reader;

use crate::convert::free;
use crate::lookup::{get_healthy_nodes, get_node, get_node_with_fallback, get_nodes, shared};
use crate::ring::ringwise_ring;
use crate::status::handle;

/// One thread's view of a ring. It answers as the ring does, but faster in a loop, because it keeps the latest ring at hand and only
/// checks for a newer one.
///
/// Make one for each thread. It keeps the ring that it saw last in memory until its next lookup. If the ring is freed, it goes on with the
/// ring as it was then. The ids are those of its ring.
pub struct ringwise_reader(Reader);

// A thread may hand it to another.
const _: () = {
    const fn for_another_thread<T: Send>() {}
    for_another_thread::<ringwise_reader>();
};

/// Returns a new reader of a ring.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_reader_new(ring: *const ringwise_ring) -> *mut ringwise_reader {
    // SAFETY: the header's rules of handles and buffers.
    handle(|| unsafe { shared(ring) }.map(|ring| ringwise_reader(ring.reader())))
}

/// Frees a reader.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_reader_free(reader: *mut ringwise_reader) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { free(reader) };
}

/// As ringwise_ring_get_node().
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_reader_get_node(reader: *mut ringwise_reader, key: *const c_void, key_len: usize, id: *mut u32) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { get_node(inner(reader), key, key_len, id) }
}

/// As ringwise_ring_get_nodes().
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_reader_get_nodes(
    reader: *mut ringwise_reader,
    key: *const c_void,
    key_len: usize,
    out: *mut u32,
    out_len: usize,
) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { get_nodes(inner(reader), key, key_len, out, out_len) }
}

/// As ringwise_ring_get_node_with_fallback().
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_reader_get_node_with_fallback(
    reader: *mut ringwise_reader,
    key: *const c_void,
    key_len: usize,
    id: *mut u32,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { get_node_with_fallback(inner(reader), key, key_len, id) }
}

/// As ringwise_ring_get_healthy_nodes().
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_reader_get_healthy_nodes(
    reader: *mut ringwise_reader,
    key: *const c_void,
    key_len: usize,
    out: *mut u32,
    out_len: usize,
) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { get_healthy_nodes(inner(reader), key, key_len, out, out_len) }
}

/// Borrows a reader, to look a key up.
///
/// # Safety
///
/// `reader` is NULL, or a handle that nothing else uses meanwhile.
#[inline]
unsafe fn inner<'a>(reader: *mut ringwise_reader) -> Option<&'a mut Reader> {
    // SAFETY: as above.
    unsafe { reader.as_mut() }.map(|reader| &mut reader.0)
}
