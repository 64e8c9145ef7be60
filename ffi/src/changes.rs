//! A new list of members.

use core::ffi::c_char;
use core::ptr::NonNull;
use std::collections::BTreeMap;

use ringwise_core::Changes;

use crate::convert::{borrow, free, write_handle, write_one, write_one_text};
use crate::members::ringwise_members;
use crate::ring::ringwise_ring;
use crate::status::{guard, ringwise_status};

/// The node was added.
pub const RINGWISE_CHANGE_ADDED: u32 = 1;
/// The node was removed.
pub const RINGWISE_CHANGE_REMOVED: u32 = 2;
/// The weight, the zone or the identity of the node changed.
pub const RINGWISE_CHANGE_CHANGED: u32 = 4;
/// The identity of the node changed: all its keys may move. It comes with RINGWISE_CHANGE_CHANGED.
pub const RINGWISE_CHANGE_REIDENTIFIED: u32 = 8;

/// What ringwise_ring_set_nodes() changed: the nodes that changed, in bytewise order of their names.
pub struct ringwise_changes(Vec<(String, u32)>);

impl From<Changes> for ringwise_changes {
    fn from(changes: Changes) -> Self {
        let lists = [
            (changes.added, RINGWISE_CHANGE_ADDED),
            (changes.removed, RINGWISE_CHANGE_REMOVED),
            (changes.changed, RINGWISE_CHANGE_CHANGED),
            (changes.reidentified, RINGWISE_CHANGE_REIDENTIFIED),
        ];
        let mut by_name = BTreeMap::new();
        for (name, what) in lists.into_iter().flat_map(|(names, what)| names.into_iter().map(move |name| (name, what))) {
            *by_name.entry(name).or_default() |= what;
        }
        ringwise_changes(by_name.into_iter().collect())
    }
}

/// Makes the nodes of a list the members, all in one step.
///
/// The list is taken literally: a node without an identity is hashed by its name, whatever its identity was. The list is checked as a
/// whole, so two nodes may swap identities. On a native ring without a cap, keys move only from nodes that were removed or got less
/// weight, and to nodes that were added or got more.
///
/// members        NULL: no members
/// changes        may be NULL
///
/// Returns OK, INVALID_NAME, INVALID_WEIGHT, DUPLICATE_NODE, TOO_MANY_POINTS, TOO_MANY_NODES or, under a profile, UNSUPPORTED or
/// INVALID_OPTION.
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
            write_handle(ringwise_changes::from(changed), changes);
        }
        Ok(())
    })
}

/// Returns the number of nodes that changed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_changes_len(changes: *const ringwise_changes) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { changes.as_ref() }.map_or(0, |changes| changes.0.len())
}

/// Writes the node at an index, and what changed.
///
/// what           gets the sum of the RINGWISE_CHANGE_ constants that apply
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_changes_at(
    changes: *const ringwise_changes,
    index: usize,
    name: *mut *const c_char,
    name_len: *mut usize,
    what: *mut u32,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let Some((node, changed)) = changes.as_ref().and_then(|changes| changes.0.get(index)) else { return false };
        write_one_text(Some(node), name, name_len);
        write_one(*changed, what);
        true
    }
}

/// Frees changes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_changes_free(changes: *mut ringwise_changes) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { free(changes) };
}
