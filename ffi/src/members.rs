//! Lists of nodes: what a ring is made from, and what it says of its members.

use core::ffi::c_char;

use ringwise_core::{Error, Field, Node};

use crate::convert::{borrow_mut, free, give, give_text, optional_text, slice, text};
use crate::status::{Failure, guard, ringwise_status};

/// A list of nodes, each with its name, weight, zone and identity, and its virtual nodes or its points where the profile of the ring
/// has such. Nodes are checked when they enter a ring.
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

/// Sets how many virtual nodes a node of a list has, whatever its weight: only for a ring whose profile has it, as npm_hashring does.
///
/// members        changed
/// name, name_len           borrowed for the call; of several nodes of one name, the last
/// vnodes         1 to 67,108,864 (2^26)
///
/// Returns OK, UNKNOWN_NODE, INVALID_NAME for what is not UTF-8, or NULL_POINTER. Threads: one at a time with this handle.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_members_set_vnodes(
    members: *mut ringwise_members,
    name: *const c_char,
    name_len: usize,
    vnodes: i64,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe { change(members, (name, name_len), |node| node.with_vnodes(vnodes)) })
}

/// Sets where the points of a node of a list are: only for a ring whose profile has it, as points does.
///
/// members        changed
/// name, name_len           borrowed for the call; of several nodes of one name, the last
/// points, points_len       borrowed for the call; points may be NULL if points_len is 0
///
/// Returns OK, UNKNOWN_NODE, INVALID_NAME for what is not UTF-8, or NULL_POINTER. Threads: one at a time with this handle.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_members_set_points(
    members: *mut ringwise_members,
    name: *const c_char,
    name_len: usize,
    points: *const u64,
    points_len: usize,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe {
        let points = slice(points, points_len, "points")?;
        change(members, (name, name_len), |node| node.with_points(points.iter().copied()))
    })
}

/// Sets the tokens of a node of a list: its points where they may be below 0, as those of the profile cassandra.
///
/// members        changed
/// name, name_len           borrowed for the call; of several nodes of one name, the last
/// tokens, tokens_len       borrowed for the call; tokens may be NULL if tokens_len is 0
///
/// Returns OK, UNKNOWN_NODE, INVALID_NAME for what is not UTF-8, or NULL_POINTER. Threads: one at a time with this handle.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_members_set_tokens(
    members: *mut ringwise_members,
    name: *const c_char,
    name_len: usize,
    tokens: *const i64,
    tokens_len: usize,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe {
        let tokens = slice(tokens, tokens_len, "tokens")?;
        change(members, (name, name_len), |node| node.with_points(tokens.iter().copied()))
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

/// Gives what is hashed of a node of a list: the identity that it was given, or else its name, or what the profile of the ring that
/// the list is from makes of it.
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

/// Returns whether the identity of a node of a list is none of its own, but follows from the other members of the ring that the list
/// is from, as HAProxy numbers its servers; false if there is no such node or members is NULL.
///
/// members        borrowed
/// index          below ringwise_members_len()
///
/// Threads: any, while none changes the list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_members_has_implied_identity(members: *const ringwise_members, index: usize) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { at(members, index) }.is_some_and(Node::has_assigned_identity)
}

/// Gives how many virtual nodes a node of a list has whatever its weight.
///
/// members        borrowed
/// index          below ringwise_members_len()
/// vnodes         gets their number
///
/// Returns false, and writes nothing, if there is no such node, if its number was not set, or a pointer is NULL. Threads: any, while
/// none changes the list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_members_vnodes(members: *const ringwise_members, index: usize, vnodes: *mut i64) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { give(at(members, index).and_then(Node::vnodes), vnodes) }
}

/// Returns how many points of a node of a list were set; 0 if there is no such node, none was set or members is NULL.
///
/// members        borrowed
/// index          below ringwise_members_len()
///
/// Threads: any, while none changes the list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_members_points_len(members: *const ringwise_members, index: usize) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { at(members, index) }.and_then(Node::points).map_or(0, <[_]>::len)
}

/// Gives a point of a node of a list.
///
/// members        borrowed
/// index          below ringwise_members_len()
/// number         below ringwise_members_points_len()
/// point          gets the point
///
/// Returns false, and writes nothing, if there is no such point, if it is a token below 0, or a pointer is NULL. Threads: any, while
/// none changes the list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_members_point(members: *const ringwise_members, index: usize, number: usize, point: *mut u64) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { give(point_at(members, index, number), point) }
}

/// Gives a token of a node of a list.
///
/// members        borrowed
/// index          below ringwise_members_len()
/// number         below ringwise_members_points_len()
/// token          gets the token
///
/// Returns false, and writes nothing, if there is no such token, if it is a point above the largest int64_t, or a pointer is NULL.
/// Threads: any, while none changes the list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_members_token(members: *const ringwise_members, index: usize, number: usize, token: *mut i64) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { give(point_at(members, index, number), token) }
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

/// Returns a point of a node of a list, if the type can hold it.
///
/// # Safety
///
/// As [`at`].
unsafe fn point_at<T: TryFrom<i128>>(members: *const ringwise_members, index: usize, number: usize) -> Option<T> {
    // SAFETY: as above.
    let point = unsafe { at(members, index) }?.points()?.get(number)?;
    T::try_from(*point).ok()
}

/// Returns where the last node of a name stands. From the end, because what is set of a node follows its being added.
pub(crate) fn search(nodes: &[Node], name: &str) -> Result<usize, Error> {
    nodes.iter().rposition(|node| node.name() == name).ok_or_else(|| Error::unknown_node(name))
}

/// Changes a node of a list.
///
/// # Safety
///
/// As [`borrow_mut`], and `name` is NULL or so many bytes that nothing changes meanwhile.
unsafe fn change(members: *mut ringwise_members, name: (*const c_char, usize), change: impl FnOnce(Node) -> Node) -> Result<(), Failure> {
    // SAFETY: as above.
    let (members, name) = unsafe { (borrow_mut(members, "members")?, text(name.0, name.1, Field::Name, "name")?) };
    let place = search(&members.0, name)?;
    members.0[place] = change(members.0[place].clone());
    Ok(())
}
