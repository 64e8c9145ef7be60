//! Edits of a ring.

use core::ffi::c_char;
use core::ptr::NonNull;

use ringwise_core::Field;

use crate::changes::ringwise_changes;
use crate::convert::{borrow, give_handle, text};
use crate::members::{node, ringwise_members, search};
use crate::ring::ringwise_ring;
use crate::status::{guard, ringwise_status};

/// Adds a node. Keys move to it, and between no others.
///
/// ring           changed
/// name, name_len           borrowed for the call
/// weight         0 to 67,108,864 (2^26); 0: drained
/// zone, zone_len           borrowed for the call; NULL and 0: no zone
/// identity, identity_len   borrowed for the call; what is hashed in place of the name; NULL and 0: the name
///
/// Returns OK, INVALID_NAME, INVALID_WEIGHT, DUPLICATE_NODE (its name or its identity is taken), TOO_MANY_POINTS, TOO_MANY_NODES,
/// NULL_POINTER or, under a profile, UNSUPPORTED or INVALID_OPTION. Threads: any, at any time; edits wait for each other.
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

/// Adds a node of a list to the ring, with all that the list has of it: its virtual nodes and its points too.
///
/// ring           changed
/// members        borrowed for the call
/// name, name_len           borrowed for the call; of several nodes of one name, the last
///
/// Returns what ringwise_ring_add_node() does, or UNKNOWN_NODE if the list has no such node. Threads: any, at any time, while none
/// changes members; edits wait for each other.
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

/// Removes a node. Its keys move, and no others.
///
/// ring           changed
/// name, name_len           borrowed for the call
///
/// Returns OK, UNKNOWN_NODE, INVALID_NAME for what is not UTF-8, NULL_POINTER or, under a profile, INVALID_OPTION. Threads: any, at
/// any time; edits wait for each other.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_remove_node(ring: *mut ringwise_ring, name: *const c_char, name_len: usize) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { Ok(borrow(ring, "ring")?.0.remove_node(text(name, name_len, Field::Name, "name")?)?) })
}

/// Gives a node another weight. A higher one moves keys only to it, a lower one only from it; 0 drains it.
///
/// ring           changed
/// name, name_len           borrowed for the call
/// weight         0 to 67,108,864 (2^26)
///
/// Returns OK, UNKNOWN_NODE, INVALID_NAME for what is not UTF-8, INVALID_WEIGHT, TOO_MANY_POINTS, NULL_POINTER or, under a profile,
/// UNSUPPORTED or INVALID_OPTION. Threads: any, at any time; edits wait for each other.
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

/// Hands all that a node has, its identity too, to another name: every key of the old is the new's, and none moves.
///
/// Afterwards the old name cannot be added plainly, because its identity is held; nor does ringwise_ring_set_nodes() know of it,
/// unless its list gives the new name that identity. Replacing a node by itself changes nothing.
///
/// ring           changed
/// old, old_len   borrowed for the call
/// new_name, new_name_len   borrowed for the call
///
/// Returns OK, UNKNOWN_NODE, INVALID_NAME, DUPLICATE_NODE, TOO_MANY_NODES, NULL_POINTER or, under a profile, UNSUPPORTED or
/// INVALID_OPTION. Threads: any, at any time; edits wait for each other.
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

/// Makes the nodes of a list the members, all in one step, and says what that changed.
///
/// The list is taken literally: a node that gives no identity is hashed by its name, whatever it was before. It is checked as a
/// whole, so two nodes may swap identities. Keys move only from what is gone or has less, and to what is new or has more.
///
/// ring           changed
/// members        borrowed for the call; NULL: no members
/// changes        gets the changes, which the caller frees; NULL: nobody asks
///
/// Returns OK, INVALID_NAME, INVALID_WEIGHT, DUPLICATE_NODE, TOO_MANY_POINTS, TOO_MANY_NODES, NULL_POINTER or, under a profile,
/// UNSUPPORTED or INVALID_OPTION. Threads: any, at any time, while none changes members; edits wait for each other.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_set_nodes(
    ring: *mut ringwise_ring,
    members: *const ringwise_members,
    changes: *mut *mut ringwise_changes,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe {
        let nodes = members.as_ref().map_or(&[][..], |members| &members.0);
        let changed = borrow(ring, "ring")?.0.set_nodes(nodes.iter().cloned())?;
        if let Some(changes) = NonNull::new(changes) {
            give_handle(changes, ringwise_changes(changed));
        }
        Ok(())
    })
}
