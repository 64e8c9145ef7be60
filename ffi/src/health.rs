//! Health.

use core::ffi::c_char;

use ringwise_core::binding::since_epoch;
use ringwise_core::{Field, Health};

use crate::convert::{borrow, free, non_null, text, write_handle, write_one, write_one_text};
use crate::ring::ringwise_ring;
use crate::status::{guard, handle, ringwise_status};

/// The health of one or more nodes at one moment, as this process sees it. It stays as it is, whatever is marked later.
pub struct ringwise_health(Vec<(String, Health)>);

impl ringwise_health {
    pub(crate) fn of(name: &str, health: &Health) -> Self {
        ringwise_health(vec![(name.to_owned(), health.clone())])
    }
}

/// Marks a node as unhealthy: its keys go to the next healthy nodes of their lists until it is marked as healthy.
///
/// No point moves, and ringwise_ring_get_node() writes what it wrote before. A mark belongs to this ring alone; clones do not have it. It
/// stays through every edit, but a node that is removed and added again is healthy.
///
/// Returns OK or UNKNOWN_NODE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_mark_node_unhealthy(
    ring: *mut ringwise_ring,
    name: *const c_char,
    name_len: usize,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { Ok(borrow(ring, "ring")?.0.mark_node_unhealthy(text(name, name_len, Field::Name, "name")?)?) })
}

/// Marks a node as healthy: it gets its keys back.
///
/// Returns OK or UNKNOWN_NODE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_mark_node_healthy(
    ring: *mut ringwise_ring,
    name: *const c_char,
    name_len: usize,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { Ok(borrow(ring, "ring")?.0.mark_node_healthy(text(name, name_len, Field::Name, "name")?)?) })
}

/// Writes whether a node is healthy.
///
/// Returns OK or UNKNOWN_NODE.
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
        non_null(healthy, "healthy")?.write(ring.0.view().is_healthy(name)?);
        Ok(())
    })
}

/// Writes the health of one node, as a list of one.
///
/// Returns OK or UNKNOWN_NODE.
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
        let out = non_null(health, "health")?;
        write_handle(ringwise_health::of(name, ring.0.view().health(name)?), out);
        Ok(())
    })
}

/// Returns the health of all members, in the order of ringwise_ring_members().
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_healths(ring: *const ringwise_ring) -> *mut ringwise_health {
    handle(|| {
        // SAFETY: the header's rules of handles and buffers.
        let view = unsafe { ring.as_ref() }?.0.view();
        Some(ringwise_health(view.healths().map(|(name, health)| (name.to_owned(), health.clone())).collect()))
    })
}

/// Returns the number of nodes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_health_len(health: *const ringwise_health) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { health.as_ref() }.map_or(0, |health| health.0.len())
}

/// Writes the health of the node at an index.
///
/// healthy        gets whether the node was healthy
/// since          gets when that last changed, or when the node was added
/// reason, reason_len       get why it last changed, as a health monitor found; NULL and 0 if it never changed, or was marked by hand
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_health_at(
    health: *const ringwise_health,
    index: usize,
    name: *mut *const c_char,
    name_len: *mut usize,
    healthy: *mut bool,
    since: *mut f64,
    reason: *mut *const c_char,
    reason_len: *mut usize,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let Some((node, health)) = health.as_ref().and_then(|health| health.0.get(index)) else { return false };
        write_one_text(Some(node), name, name_len);
        write_one(health.healthy, healthy);
        write_one(since_epoch(health), since);
        write_one_text(health.reason.as_deref(), reason, reason_len);
        true
    }
}

/// Frees health.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_health_free(health: *mut ringwise_health) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { free(health) };
}
