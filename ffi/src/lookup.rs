//! Lookups.

use core::ffi::c_void;
use core::slice;

use ringwise_core::binding::{group_order, id_number};
use ringwise_core::{NodeId, Reader, SharedRing, View};

use crate::convert::{bytes, ids, write_value};
use crate::ring::{ringwise_ring, with_ring};

/// The id of no node: the owner of a key on a ring without points.
pub const RINGWISE_NO_NODE: u32 = u32::MAX;

const _: () = assert!(RINGWISE_NO_NODE == id_number(NodeId::NONE));

/// What answers lookups: a ring, and a reader of one. Their functions share the bodies below; they cannot fail and nothing in them
/// unwinds, so they run without a guard.
pub(crate) trait Source {
    fn read<T>(self, question: impl FnOnce(&View) -> T) -> T;
}

impl Source for &SharedRing {
    #[inline]
    fn read<T>(self, question: impl FnOnce(&View) -> T) -> T {
        SharedRing::read(self, question)
    }
}

impl Source for &mut Reader {
    #[inline]
    fn read<T>(self, question: impl FnOnce(&View) -> T) -> T {
        question(self.view())
    }
}

/// Writes the owner of a key.
///
/// # Safety
///
/// The pointers are as the header's rules have them.
#[inline]
pub(crate) unsafe fn get_node(source: Option<impl Source>, key: *const c_void, key_len: usize, id: *mut u32) -> bool {
    // SAFETY: as above.
    unsafe {
        // One after the other: as a pair they cost four instructions more.
        let Some(source) = source else { return false };
        let Some(key) = bytes(key, key_len) else { return false };
        write_value(source.read(|view| view.get_node(key)).map(id_number), id)
    }
}

/// Writes the first healthy node of a key.
///
/// # Safety
///
/// As [`get_node`].
#[inline]
pub(crate) unsafe fn get_node_with_fallback(source: Option<impl Source>, key: *const c_void, key_len: usize, id: *mut u32) -> bool {
    // SAFETY: as above.
    unsafe {
        // One after the other: as a pair they cost four instructions more.
        let Some(source) = source else { return false };
        let Some(key) = bytes(key, key_len) else { return false };
        write_value(source.read(|view| view.get_node_with_fallback(key)).map(id_number), id)
    }
}

/// Writes the nodes of a key, and returns their number.
///
/// # Safety
///
/// As [`get_node`].
#[inline]
pub(crate) unsafe fn get_nodes(source: Option<impl Source>, key: *const c_void, key_len: usize, out: *mut u32, out_len: usize) -> usize {
    // SAFETY: as above.
    unsafe {
        let Some(source) = source else { return 0 };
        let (Some(key), Some(out)) = (bytes(key, key_len), ids(out, out_len)) else { return 0 };
        source.read(|view| view.get_nodes(key, out).len())
    }
}

/// Writes the healthy nodes of a key, and returns their number.
///
/// # Safety
///
/// As [`get_node`].
#[inline]
pub(crate) unsafe fn get_healthy_nodes(
    source: Option<impl Source>,
    key: *const c_void,
    key_len: usize,
    out: *mut u32,
    out_len: usize,
) -> usize {
    // SAFETY: as above.
    unsafe {
        let Some(source) = source else { return 0 };
        let (Some(key), Some(out)) = (bytes(key, key_len), ids(out, out_len)) else { return 0 };
        source.read(|view| view.get_healthy_nodes(key, out).len())
    }
}

/// Writes the owner of a key. Returns false if no node owns a point.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_get_node(ring: *const ringwise_ring, key: *const c_void, key_len: usize, id: *mut u32) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { get_node(shared(ring), key, key_len, id) }
}

/// Writes the nodes that hold a key, nearest first, and returns their number.
///
/// The first node is the owner, and no node comes twice. A list of n nodes begins with the list of n - 1. If nodes have zones, the list
/// takes one node of each zone, then a second of each, and so on. A buffer for ringwise_ring_len() ids gets the whole list.
///
/// out, out_len   buffer for at most out_len ids; all of it may be overwritten
///
/// Returns less than out_len only if fewer nodes own points, if with strict zones there are fewer zones, or if the profile has shorter
/// lists: see ringwise_ring_check_count().
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_get_nodes(
    ring: *const ringwise_ring,
    key: *const c_void,
    key_len: usize,
    out: *mut u32,
    out_len: usize,
) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { get_nodes(shared(ring), key, key_len, out, out_len) }
}

/// Writes the first healthy node of a key's list: its owner, or the node that gets the owner's keys while the owner is unhealthy. Returns
/// false if no healthy node owns a point.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_get_node_with_fallback(
    ring: *const ringwise_ring,
    key: *const c_void,
    key_len: usize,
    id: *mut u32,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { get_node_with_fallback(shared(ring), key, key_len, id) }
}

/// Writes the healthy nodes of a key's list, nearest first, and returns their number.
///
/// It is the list of a ring without the unhealthy nodes: use it for caches, new writes and load balancing. A store that holds copies reads
/// and writes ringwise_ring_get_nodes() and skips the unhealthy nodes itself, because that is where the copies are.
///
/// out, out_len   buffer for at most out_len ids; all of it may be overwritten
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_get_healthy_nodes(
    ring: *const ringwise_ring,
    key: *const c_void,
    key_len: usize,
    out: *mut u32,
    out_len: usize,
) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { get_healthy_nodes(shared(ring), key, key_len, out, out_len) }
}

/// Writes the owners of many keys, or RINGWISE_NO_NODE for a key without an owner, and returns their number.
///
/// It is faster than one call for each key on a large ring. All keys are looked up in one ring, whatever other threads edit meanwhile.
///
/// out            buffer for count ids; all of it may be overwritten
///
/// Returns count, or the number of keys before the first one that is NULL but has a length.
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
        let (Some(ring), Some(keys), Some(out)) = (shared(ring), batch(keys, key_lens, count), ids(out, count)) else { return 0 };
        ring.read(|view| get_node_batch(view, keys, out))
    }
}

/// Groups keys by their owners, and returns their number. It allocates.
///
/// Groups come in the order of their first keys, and the keys of a group in their own order.
///
/// order          buffer for count indices of keys; the keys of one owner are together
/// owners         buffer for count ids; owners[i] is the owner of keys[order[i]], or RINGWISE_NO_NODE
///
/// Returns count, or the number of keys before the first one that is NULL but has a length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_group(
    ring: *const ringwise_ring,
    keys: *const *const c_void,
    key_lens: *const usize,
    count: usize,
    order: *mut usize,
    owners: *mut u32,
) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let (Some(ring), Some(keys), Some(owners)) = (shared(ring), batch(keys, key_lens, count), ids(owners, count)) else { return 0 };
        if order.is_null() {
            return 0;
        }
        let keys: Vec<_> = keys.collect();
        for (place, (index, owner)) in ring.read(|view| group_order(view, &keys)).into_iter().enumerate() {
            order.add(place).write(index);
            owners[place] = owner;
        }
        keys.len()
    }
}

/// Writes the position of a key: one of those that ringwise_ring_points(), ranges and plans use. If positions are longer than 64 bits,
/// it is the leading 64 bits.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_position(
    ring: *const ringwise_ring,
    key: *const c_void,
    key_len: usize,
    position: *mut u64,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let Some(key) = bytes(key, key_len) else { return false };
        write_value(with_ring(ring, |ring| Some(ring.position(key))), position)
    }
}

/// Borrows what a ring's handle shares.
///
/// # Safety
///
/// `ring` is NULL, or a handle that nothing frees while the answer is used.
#[inline]
pub(crate) unsafe fn shared<'a>(ring: *const ringwise_ring) -> Option<&'a SharedRing> {
    // SAFETY: as above.
    unsafe { ring.as_ref() }.map(|ring| &*ring.0)
}

/// Borrows keys, up to the first that is NULL but has a length.
///
/// # Safety
///
/// `keys` and `key_lens` are NULL, or `count` pointers and lengths, each as [`bytes`] has them.
unsafe fn batch<'a>(keys: *const *const c_void, key_lens: *const usize, count: usize) -> Option<impl Iterator<Item = &'a [u8]>> {
    if keys.is_null() || key_lens.is_null() {
        return None;
    }
    // SAFETY: as above.
    let (keys, lens) = unsafe { (slice::from_raw_parts(keys, count), slice::from_raw_parts(key_lens, count)) };
    // SAFETY: as above.
    Some(keys.iter().zip(lens).map_while(|(&key, &len)| unsafe { bytes(key, len) }))
}

/// Looks keys up. Not inlined: the loop costs three instructions a key more inside the function that is exported.
#[inline(never)]
fn get_node_batch<'k>(view: &View, keys: impl Iterator<Item = &'k [u8]>, out: &mut [NodeId]) -> usize {
    view.get_node_batch(keys, out).len()
}
