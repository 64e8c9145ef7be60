//! Edits.

use core::ffi::c_char;

use ringwise_core::Field;

use crate::convert::{borrow, text};
use crate::members::{node, ringwise_members, search};
use crate::ring::ringwise_ring;
use crate::status::{guard, ringwise_status};

/// Adds a node. Keys move to it. On a native ring without a cap no other key moves.
///
/// The parameters are those of ringwise_members_add_node().
///
/// Returns OK, INVALID_NAME, INVALID_WEIGHT, DUPLICATE_NODE (its name or its identity is taken), TOO_MANY_POINTS, TOO_MANY_NODES or,
/// under a profile, UNSUPPORTED or INVALID_OPTION.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_add_node(
    ring: *mut ringwise_ring,
    name: *const c_char,
    name_len: usize,
    weight: i64,
    zone: *const c_char,
    zone_len: usize,
    identity: *const c_char,
    identity_len: usize,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe {
        let ring = borrow(ring, "ring")?;
        Ok(ring.0.add_node(node((name, name_len), weight, (zone, zone_len), (identity, identity_len))?)?)
    })
}

/// Adds a node of a list, with everything that the list holds of it, its own virtual nodes and points too.
///
/// name, name_len           if several nodes of the list have this name, the last of them is added
///
/// Returns what ringwise_ring_add_node() returns, or UNKNOWN_NODE if the list has no such node.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_add_member(
    ring: *mut ringwise_ring,
    members: *const ringwise_members,
    name: *const c_char,
    name_len: usize,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe {
        let (ring, members) = (borrow(ring, "ring")?, borrow(members, "members")?);
        let name = text(name, name_len, Field::Name, "name")?;
        Ok(ring.0.add_node(members.0[search(&members.0, name)?].clone())?)
    })
}

/// Removes a node. Its keys move to the other nodes. On a native ring without a cap no other key moves.
///
/// Returns OK, UNKNOWN_NODE or, under a profile, INVALID_OPTION.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_remove_node(ring: *mut ringwise_ring, name: *const c_char, name_len: usize) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { Ok(borrow(ring, "ring")?.0.remove_node(text(name, name_len, Field::Name, "name")?)?) })
}

/// Changes the weight of a node. On a native ring without a cap, a higher weight moves keys only to the node, and a lower one only from
/// it; 0 takes all keys from it.
///
/// weight         0 to 67,108,864 (2^26)
///
/// Returns OK, UNKNOWN_NODE, INVALID_WEIGHT, TOO_MANY_POINTS or, under a profile, UNSUPPORTED or INVALID_OPTION.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_set_weight(
    ring: *mut ringwise_ring,
    name: *const c_char,
    name_len: usize,
    weight: i64,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { Ok(borrow(ring, "ring")?.0.set_weight(text(name, name_len, Field::Name, "name")?, weight)?) })
}

/// Replaces a node by a new one that takes over its identity, weight and zone, so that it owns the same keys. No key moves between other
/// nodes.
///
/// The old name cannot be added again without another identity, because the new node holds the old one. A list for
/// ringwise_ring_set_nodes() must give the new node this identity, or its keys move. To replace a node by itself changes nothing.
///
/// Returns OK, UNKNOWN_NODE, INVALID_NAME, DUPLICATE_NODE, TOO_MANY_NODES or, under a profile, UNSUPPORTED or INVALID_OPTION.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_replace_node(
    ring: *mut ringwise_ring,
    old: *const c_char,
    old_len: usize,
    new_name: *const c_char,
    new_name_len: usize,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe {
        let (old, new) = (text(old, old_len, Field::Name, "old")?, text(new_name, new_name_len, Field::Name, "new_name")?);
        Ok(borrow(ring, "ring")?.0.replace_node(old, new)?)
    })
}
