//! Lists of nodes.

use core::ffi::c_char;

use ringwise_core::binding::unknown_node;
use ringwise_core::{Error, Field, Node};

use crate::convert::{borrow_mut, free, new_handle, optional_text, slice, text, write_one, write_one_text, write_value};
use crate::status::{Failure, guard, ringwise_status};

/// A list of nodes: those that a ring is to be made of, or the members of an existing ring.
///
/// A node has a name, a weight and, if it was given them, a zone, an identity, its own number of virtual nodes or its own points. All of
/// it is checked when the node enters a ring.
pub struct ringwise_members(pub(crate) Vec<Node>);

/// Returns an empty list; never NULL.
#[unsafe(no_mangle)]
pub extern "C" fn ringwise_members_new() -> *mut ringwise_members {
    new_handle(ringwise_members(Vec::new()))
}

/// Frees a list. Rings that were made from it stay.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_members_free(members: *mut ringwise_members) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { free(members) };
}

/// Adds a node to a list.
///
/// weight         0 to 67,108,864 (2^26); a node of weight 2 owns about twice the keys of a node of weight 1; a node of weight 0 is a
///                member that owns no key
/// zone, zone_len           NULL and 0: no zone
/// identity, identity_len   the text that is hashed instead of the name; NULL and 0: the name
///
/// Returns OK or INVALID_NAME.
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

/// Sets a node's own number of virtual nodes, which replaces the one that follows from its weight. Only some profiles accept it, such as
/// npm_hashring.
///
/// name, name_len           if several nodes have this name, the last of them is changed
/// vnodes         1 to 67,108,864 (2^26)
///
/// Returns OK or UNKNOWN_NODE.
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

/// Sets a node's own points. Only profiles points and cassandra accept them.
///
/// name, name_len           if several nodes have this name, the last of them is changed
///
/// Returns OK or UNKNOWN_NODE.
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

/// Sets a node's own points as signed numbers: the tokens of profile cassandra.
///
/// Otherwise as ringwise_members_set_points().
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

/// Returns the number of nodes of a list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_members_len(members: *const ringwise_members) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { members.as_ref() }.map_or(0, |members| members.0.len())
}

/// Writes the node at an index.
///
/// zone, zone_len           get NULL and 0 if the node has no zone
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_members_at(
    members: *const ringwise_members,
    index: usize,
    name: *mut *const c_char,
    name_len: *mut usize,
    weight: *mut i64,
    zone: *mut *const c_char,
    zone_len: *mut usize,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let Some(node) = at(members, index) else { return false };
        write_one_text(Some(node.name()), name, name_len);
        write_one(node.weight(), weight);
        write_one_text(node.zone(), zone, zone_len);
        true
    }
}

/// Writes the identity of the node at an index: the text that is hashed for it.
///
/// assigned       gets whether the ring that the list comes from assigned the identity, because its profile derives identities from all
///                members together, as HAProxy numbers its servers
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_members_identity_at(
    members: *const ringwise_members,
    index: usize,
    identity: *mut *const c_char,
    identity_len: *mut usize,
    assigned: *mut bool,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let Some(node) = at(members, index) else { return false };
        write_one_text(Some(node.identity()), identity, identity_len);
        write_one(node.has_assigned_identity(), assigned);
        true
    }
}

/// Writes the own number of virtual nodes of the node at an index. Returns false if the node has none of its own.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_members_vnodes_at(members: *const ringwise_members, index: usize, vnodes: *mut i64) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { write_value(at(members, index).and_then(Node::vnodes), vnodes) }
}

/// Returns the number of own points of the node at an index; 0 if it has none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_members_points_len(members: *const ringwise_members, index: usize) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { at(members, index) }.and_then(Node::points).map_or(0, <[_]>::len)
}

/// Writes one of the own points of the node at an index.
///
/// number         the index of the point, below ringwise_members_points_len()
/// point          gets the point; under profile cassandra, cast it to int64_t
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_members_point_at(members: *const ringwise_members, index: usize, number: usize, point: *mut u64) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    let point_of = |node: &Node| node.points()?.get(number).map(|&point| point as u64);
    // SAFETY: the header's rules of handles and buffers.
    unsafe { write_value(at(members, index).and_then(point_of), point) }
}

/// Makes a node of C's arguments.
///
/// # Safety
///
/// Each text is NULL, or as many bytes as its length says, which nothing changes meanwhile.
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

/// Returns the index of the last node of a name. From the end, because a node is usually changed right after it was added.
pub(crate) fn search(nodes: &[Node], name: &str) -> Result<usize, Error> {
    nodes.iter().rposition(|node| node.name() == name).ok_or_else(|| unknown_node(name))
}

/// Changes a node of a list.
///
/// # Safety
///
/// As [`borrow_mut`], and `name` is NULL or as many bytes as its length says, which nothing changes meanwhile.
unsafe fn change(members: *mut ringwise_members, name: (*const c_char, usize), change: impl FnOnce(Node) -> Node) -> Result<(), Failure> {
    // SAFETY: as above.
    let (members, name) = unsafe { (borrow_mut(members, "members")?, text(name.0, name.1, Field::Name, "name")?) };
    let index = search(&members.0, name)?;
    members.0[index] = change(members.0[index].clone());
    Ok(())
}
