//! Lists of nodes: what a ring is made from, and what it says of its members.

use core::ffi::c_char;

use ringwise_core::{Field, Node};

use crate::convert::{borrow_mut, free, give, give_text, optional_text, text};
use crate::status::{Failure, guard, ringwise_status};

/// A list of nodes, each with its name, weight, zone and identity. Nodes are checked when they enter a ring.
///
/// Not for several threads at once while one of them changes it.
pub struct ringwise_members(pub(crate) Vec<Node>);

/// Returns an empty list; never NULL. The caller frees it.
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub extern "C" fn ringwise_members_new() -> *mut ringwise_members {
    Box::into_raw(Box::new(ringwise_members(Vec::new())))
}

/// Frees a list. Rings that were made from it stay.
///
/// members        NULL is allowed
///
/// Threads: any, when no other call uses the handle now or later.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_members_free(members: *mut ringwise_members) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { free(members) };
}

/// Adds a node to a list.
///
/// members        changed
/// name, name_len           borrowed for the call
/// weight         0 to 67,108,864 (2^26): a node of weight 2 owns twice the keys of one of weight 1; one of weight 0 is drained:
///                a member that owns nothing
/// zone, zone_len           borrowed for the call; NULL and 0: no zone
/// identity, identity_len   borrowed for the call; what is hashed in place of the name; NULL and 0: the name
///
/// Returns OK, INVALID_NAME for what is not UTF-8, or NULL_POINTER. Threads: one at a time with this handle.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_members_add_node(
    members: *mut ringwise_members,
    name: *const c_char,
    name_len: usize,
    weight: i64,
    zone: *const c_char,
    zone_len: usize,
    identity: *const c_char,
    identity_len: usize,
) -> ringwise_status {
    guard(|| {
        // SAFETY: the header's rules of handles and buffers.
        let members = unsafe { borrow_mut(members, "members") }?;
        // SAFETY: the header's rules of handles and buffers.
        members.0.push(unsafe { node((name, name_len), weight, (zone, zone_len), (identity, identity_len)) }?);
        Ok(())
    })
}

/// Returns how many nodes a list has; 0 if members is NULL.
///
/// members        borrowed
///
/// Threads: any, while none changes the list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_members_len(members: *const ringwise_members) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { members.as_ref() }.map_or(0, |members| members.0.len())
}

/// Gives the name of a node of a list.
///
/// members        borrowed
/// index          below ringwise_members_len()
/// name, name_len           get the name, which lives as long as the list
///
/// Returns false, and writes nothing, if there is no such node or a pointer is NULL. Threads: any, while none changes the list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_members_name(
    members: *const ringwise_members,
    index: usize,
    name: *mut *const c_char,
    name_len: *mut usize,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { give_text(at(members, index).map(Node::name), name, name_len) }
}

/// Gives the weight of a node of a list.
///
/// members        borrowed
/// index          below ringwise_members_len()
/// weight         gets the weight
///
/// Returns false, and writes nothing, if there is no such node or a pointer is NULL. Threads: any, while none changes the list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_members_weight(members: *const ringwise_members, index: usize, weight: *mut i64) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { give(at(members, index).map(Node::weight), weight) }
}

/// Gives the zone of a node of a list.
///
/// members        borrowed
/// index          below ringwise_members_len()
/// zone, zone_len           get the zone, which lives as long as the list
///
/// Returns false, and writes nothing, if there is no such node, if it has no zone, or a pointer is NULL. Threads: any, while none
/// changes the list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_members_zone(
    members: *const ringwise_members,
    index: usize,
    zone: *mut *const c_char,
    zone_len: *mut usize,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { give_text(at(members, index).and_then(Node::zone), zone, zone_len) }
}

/// Gives what is hashed of a node of a list: the identity that it was given, or else its name.
///
/// members        borrowed
/// index          below ringwise_members_len()
/// identity, identity_len   get the identity, which lives as long as the list
///
/// Returns false, and writes nothing, if there is no such node or a pointer is NULL. Threads: any, while none changes the list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_members_identity(
    members: *const ringwise_members,
    index: usize,
    identity: *mut *const c_char,
    identity_len: *mut usize,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { give_text(at(members, index).map(Node::identity), identity, identity_len) }
}

/// Makes a node of what C gives for one.
///
/// # Safety
///
/// Each text is NULL, or so many bytes that nothing changes meanwhile.
pub(crate) unsafe fn node(
    name: (*const c_char, usize),
    weight: i64,
    zone: (*const c_char, usize),
    identity: (*const c_char, usize),
) -> Result<Node, Failure> {
    // SAFETY: as above.
    let mut node = Node::new(unsafe { text(name.0, name.1, Field::Name, "name") }?).with_weight(weight);
    // SAFETY: as above.
    if let Some(zone) = unsafe { optional_text(zone.0, zone.1, Field::Zone, "zone") }? {
        node = node.with_zone(zone);
    }
    // SAFETY: as above.
    if let Some(identity) = unsafe { optional_text(identity.0, identity.1, Field::Identity, "identity") }? {
        node = node.with_identity(identity);
    }
    Ok(node)
}

/// Borrows a node of a list.
///
/// # Safety
///
/// `members` is NULL, or a handle that nothing changes or frees while the answer is used.
unsafe fn at<'a>(members: *const ringwise_members, index: usize) -> Option<&'a Node> {
    // SAFETY: as above.
    unsafe { members.as_ref() }?.0.get(index)
}
