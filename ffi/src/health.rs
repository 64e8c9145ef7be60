//! Which nodes are down, and where their keys go meanwhile.

use core::ffi::{c_char, c_void};

use ringwise_core::{Field, Health, NodeId};

use crate::convert::{borrow, bytes, free, give, give_handle, give_text, ids, required, text};
use crate::ring::ringwise_ring;
use crate::status::{guard, ringwise_status};

/// What this process thought of a node at one moment: whether it is healthy, since when, and why.
///
/// It never changes; any thread may read it.
pub struct ringwise_health(pub(crate) Health);

/// Marks a node as down: its keys go where they would go without it, until ringwise_ring_mark_node_healthy(). Marking it again
/// changes nothing.
///
/// No point moves, and ringwise_ring_get_node() gives what it gave before. A mark is this handle's alone: no clone has it. It stays
/// through every edit, but a node that is removed and added again starts healthy, as does a new name.
///
/// ring           changed
/// name, name_len           borrowed for the call
///
/// Returns OK, UNKNOWN_NODE, INVALID_NAME for what is not UTF-8, or NULL_POINTER. Threads: any, at any time; edits wait for each
/// other.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_mark_node_unhealthy(
    ring: *mut ringwise_ring,
    name: *const c_char,
    name_len: usize,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { Ok(borrow(ring, "ring")?.0.mark_node_unhealthy(text(name, name_len, Field::Name, "name")?)?) })
}

/// Marks a node as up again: its keys come back. Marking it again changes nothing.
///
/// ring           changed
/// name, name_len           borrowed for the call
///
/// Returns OK, UNKNOWN_NODE, INVALID_NAME for what is not UTF-8, or NULL_POINTER. Threads: any, at any time; edits wait for each
/// other.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_mark_node_healthy(
    ring: *mut ringwise_ring,
    name: *const c_char,
    name_len: usize,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { Ok(borrow(ring, "ring")?.0.mark_node_healthy(text(name, name_len, Field::Name, "name")?)?) })
}

/// Says whether a node is healthy.
///
/// ring           borrowed
/// name, name_len           borrowed for the call
/// healthy        gets whether it is
///
/// Returns OK, UNKNOWN_NODE, INVALID_NAME for what is not UTF-8, or NULL_POINTER. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_is_healthy(
    ring: *const ringwise_ring,
    name: *const c_char,
    name_len: usize,
    healthy: *mut bool,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe {
        let (ring, name) = (borrow(ring, "ring")?, text(name, name_len, Field::Name, "name")?);
        required(healthy, "healthy")?.write(ring.0.view().is_healthy(name)?);
        Ok(())
    })
}

/// Gives the health of a node. The caller frees it. It stays as it is, whatever is marked later.
///
/// ring           borrowed
/// name, name_len           borrowed for the call
/// health         gets the health
///
/// Returns OK, UNKNOWN_NODE, INVALID_NAME for what is not UTF-8, or NULL_POINTER. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_health(
    ring: *const ringwise_ring,
    name: *const c_char,
    name_len: usize,
    health: *mut *mut ringwise_health,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe {
        let (ring, name) = (borrow(ring, "ring")?, text(name, name_len, Field::Name, "name")?);
        let out = required(health, "health")?;
        give_handle(out, ringwise_health(ring.0.view().health(name)?.clone()));
        Ok(())
    })
}

/// Frees a health that ringwise_ring_health() gave.
///
/// health         NULL is allowed
///
/// Threads: any, when no other call uses the handle now or later.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_health_free(health: *mut ringwise_health) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { free(health) };
}

/// Returns whether the node was healthy; false if health is NULL.
///
/// health         borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_health_is_healthy(health: *const ringwise_health) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { health.as_ref() }.is_some_and(|health| health.0.healthy)
}

/// Returns when that had last changed, in seconds since 1970-01-01 00:00 UTC: when the node was added, if never since; 0 if health
/// is NULL.
///
/// health         borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_health_since(health: *const ringwise_health) -> f64 {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { health.as_ref() }.map_or(0.0, |health| health.0.since_epoch())
}

/// Gives why that had last changed, as a health monitor said.
///
/// health         borrowed
/// reason, reason_len       get a text that lives as long as the health
///
/// Returns false, and writes nothing, if the node was marked by hand or never, or a pointer is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_health_reason(
    health: *const ringwise_health,
    reason: *mut *const c_char,
    reason_len: *mut usize,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { give_text(health.as_ref().and_then(|health| health.0.reason.as_deref()), reason, reason_len) }
}

/// Gives the first healthy node that holds a key: its owner, or where the owner's keys go while it is down.
///
/// ring           borrowed
/// key, key_len   borrowed for the call; key may be NULL if key_len is 0
/// id             gets the node's id
///
/// Returns false, and writes nothing, if no healthy node owns a point, or if ring, id or a needed key is NULL. Threads: any, at any
/// time; one that looks up in a loop does it faster with a ringwise_reader. Never allocates, but for what a thread needs once, at
/// the first call with any ring.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_get_node_with_fallback(
    ring: *const ringwise_ring,
    key: *const c_void,
    key_len: usize,
    id: *mut u32,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let (Some(ring), Some(key)) = (ring.as_ref(), bytes(key, key_len)) else { return false };
        give(ring.0.get_node_with_fallback(key).map(NodeId::get), id)
    }
}

/// Writes the healthy nodes that hold a key, nearest first, and returns how many: what ringwise_ring_get_nodes() of a ring without
/// the unhealthy nodes gives.
///
/// It says where keys go while nodes are down: for caches, for new writes, for load balancing. A store that holds copies reads and
/// writes ringwise_ring_get_nodes() and skips the unhealthy itself, because that is where the copies are.
///
/// ring           borrowed
/// key, key_len   borrowed for the call; key may be NULL if key_len is 0
/// out, out_len   caller's buffer of out_len node ids; all of it may be written
///
/// Returns at most out_len; less only if fewer healthy nodes own points or, with strict zones, stand in fewer zones; 0 if ring, out
/// or a needed key is NULL. Threads: any, at any time. Never allocates, but for what a thread needs once, at the first call with any
/// ring.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_get_healthy_nodes(
    ring: *const ringwise_ring,
    key: *const c_void,
    key_len: usize,
    out: *mut u32,
    out_len: usize,
) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let (Some(ring), Some(key), Some(out)) = (ring.as_ref(), bytes(key, key_len), ids(out, out_len)) else { return 0 };
        ring.0.get_healthy_nodes(key, out).len()
    }
}
