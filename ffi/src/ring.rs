//! Rings.

use core::ffi::c_char;
use std::sync::Arc;

use ringwise_core::binding::{id_number, node_id};
use ringwise_core::{Field, HashRing, SharedRing};

use crate::convert::{borrow, check_room, free, non_null, text, write_handle, write_text, write_value};
use crate::members::ringwise_members;
use crate::options::ringwise_options;
use crate::status::{guard, handle, ringwise_status};

/// A consistent-hash ring: which node owns which key. An edit replaces the whole ring at once, so a lookup never sees half an edit.
pub struct ringwise_ring(pub(crate) Arc<SharedRing>);

// The head of the header promises it.
const _: () = {
    const fn for_any_thread<T: Send + Sync>() {}
    for_any_thread::<ringwise_ring>();
};

impl ringwise_ring {
    pub(crate) fn new(ring: HashRing) -> Self {
        ringwise_ring(Arc::new(ring.into()))
    }
}

/// Makes a ring.
///
/// options        NULL: all defaults
/// members        NULL: no members
///
/// Returns OK, UNKNOWN_PROFILE, INVALID_OPTION, UNSUPPORTED (something that the profile does not have), INVALID_NAME, INVALID_WEIGHT,
/// DUPLICATE_NODE (two nodes have the same name or identity), TOO_MANY_POINTS or TOO_MANY_NODES.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_new(
    options: *const ringwise_options,
    members: *const ringwise_members,
    ring: *mut *mut ringwise_ring,
) -> ringwise_status {
    guard(|| {
        let out = non_null(ring, "ring")?;
        // SAFETY: the header's rules of handles and buffers.
        let (options, members) = unsafe { (options.as_ref(), members.as_ref()) };
        let builder = options.map_or_else(HashRing::builder, ringwise_options::builder);
        let ring = builder.nodes(members.iter().flat_map(|members| members.0.iter().cloned())).build()?;
        // SAFETY: the header's rules of handles and buffers.
        unsafe { write_handle(ringwise_ring::new(ring), out) };
        Ok(())
    })
}

/// Returns an independent copy of a ring, with the same ids and load factor. All its nodes are healthy and have no load.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_clone(ring: *const ringwise_ring) -> *mut ringwise_ring {
    handle(|| {
        // SAFETY: the header's rules of handles and buffers.
        let ring = unsafe { ring.as_ref() }?;
        let copy = ringwise_ring::new(ring.0.view().ring().clone());
        let factor = ring.0.load_factor();
        factor.is_none_or(|factor| copy.0.set_load_factor(factor).is_ok()).then_some(copy)
    })
}

/// Frees a ring, and every name that it wrote. Its readers and monitors stay, with the ring as it was last.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_free(ring: *mut ringwise_ring) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { free(ring) };
}

/// Returns whether two rings have equal options and members, so that they place every key on the same node. Ids, health and loads make
/// no difference.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_equal(ring: *const ringwise_ring, other: *const ringwise_ring) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { with_ring(ring, |ring| with_ring(other, |other| Some(ring == other))) }.unwrap_or(false)
}

/// Returns the options that are in force in a ring, defaults included. An option that has no value, such as a hash tag that was not
/// set, is not in it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_options(ring: *const ringwise_ring) -> *mut ringwise_options {
    // SAFETY: the header's rules of handles and buffers.
    handle(|| unsafe { with_ring(ring, |ring| Some(ringwise_options::of(ring))) })
}

/// Returns the number of members.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_len(ring: *const ringwise_ring) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { with_ring(ring, |ring| Some(ring.len())) }.unwrap_or(0)
}

/// Returns whether a node is a member.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_contains(ring: *const ringwise_ring, name: *const c_char, name_len: usize) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let Ok(name) = text(name, name_len, Field::Name, "name") else { return false };
        with_ring(ring, |ring| Some(ring.contains(name))).unwrap_or(false)
    }
}

/// Returns the members, in bytewise order of their names. A profile that depends on the order of the nodes keeps the order in which
/// they were added.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_members(ring: *const ringwise_ring) -> *mut ringwise_members {
    // SAFETY: the header's rules of handles and buffers.
    handle(|| unsafe { with_ring(ring, |ring| Some(ringwise_members(ring.nodes().cloned().collect()))) })
}

/// Returns a list of one member, or NULL if there is no member of that name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_node(ring: *const ringwise_ring, name: *const c_char, name_len: usize) -> *mut ringwise_members {
    // SAFETY: the header's rules of handles and buffers.
    handle(|| unsafe {
        let name = text(name, name_len, Field::Name, "name").ok()?;
        with_ring(ring, |ring| ring.node(name).cloned()).map(|node| ringwise_members(vec![node]))
    })
}

/// Writes the ids of the members, in the order of ringwise_ring_members().
///
/// out, out_len   buffer for ringwise_ring_len() ids
///
/// Returns OK or BUFFER_TOO_SMALL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_nodes(
    ring: *const ringwise_ring,
    out: *mut u32,
    out_len: usize,
    written: *mut usize,
) -> ringwise_status {
    guard(|| {
        // SAFETY: the header's rules of handles and buffers.
        let ring = unsafe { borrow(ring, "ring") }?.0.view();
        let (out, written) = (non_null(out, "out")?, non_null(written, "written")?);
        check_room("nodes", out_len, ring.len())?;
        let mut count = 0;
        for id in ring.nodes().filter_map(|node| ring.id(node.name())) {
            // SAFETY: the header's rules of handles and buffers; there are no more ids than nodes.
            unsafe { out.add(count).write(id_number(id)) };
            count += 1;
        }
        // SAFETY: the header's rules of handles and buffers.
        unsafe { written.write(count) };
        Ok(())
    })
}

/// Writes the id of a node that is or was a member.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_id(ring: *const ringwise_ring, name: *const c_char, name_len: usize, id: *mut u32) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let Ok(name) = text(name, name_len, Field::Name, "name") else { return false };
        write_value(with_ring(ring, |ring| ring.id(name).map(id_number)), id)
    }
}

/// Writes the name of an id, whether or not the node is a member now. The name lives as long as the ring.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_name(ring: *const ringwise_ring, id: u32, name: *mut *const c_char, name_len: *mut usize) -> bool {
    // SAFETY: the header's rules of handles and buffers. The name outlives the ring that it is read from: every later ring shares it.
    unsafe { ring.as_ref() }.is_some_and(|ring| unsafe { write_text(ring.0.view().name(node_id(id)), name, name_len) })
}

/// Returns the number of names that the ring has had over its life. All its ids are below.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_names_len(ring: *const ringwise_ring) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { with_ring(ring, |ring| Some(ring.names_len())) }.unwrap_or(0)
}

/// Returns the number of points.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_points_len(ring: *const ringwise_ring) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { with_ring(ring, |ring| Some(ring.points().len())) }.unwrap_or(0)
}

/// Writes the points in ascending order of their positions, each with its owner. If several points are at one position, the first of
/// them owns the keys there.
///
/// Positions are in the measure of the profile: 64 bits, 32 bits, the leading 64 bits of longer ones, or the entries of a table.
///
/// positions, owners, len   two buffers, each for ringwise_ring_points_len() items
///
/// Returns OK or BUFFER_TOO_SMALL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_points(
    ring: *const ringwise_ring,
    positions: *mut u64,
    owners: *mut u32,
    len: usize,
    written: *mut usize,
) -> ringwise_status {
    guard(|| {
        // SAFETY: the header's rules of handles and buffers.
        let ring = unsafe { borrow(ring, "ring") }?.0.view();
        let (positions, owners) = (non_null(positions, "positions")?, non_null(owners, "owners")?);
        let written = non_null(written, "written")?;
        check_room("points", len, ring.points().len())?;
        // SAFETY: the header's rules of handles and buffers; there are no more points than their number.
        unsafe {
            for ((position, owner), index) in ring.points().zip(0..) {
                positions.add(index).write(position);
                owners.add(index).write(id_number(owner));
            }
            written.write(ring.points().len());
        }
        Ok(())
    })
}

/// Calls a function with the ring as it is now. Returns `None` if there is no ring.
///
/// # Safety
///
/// `ring` is NULL, or a handle that nothing frees meanwhile.
pub(crate) unsafe fn with_ring<T>(ring: *const ringwise_ring, question: impl FnOnce(&HashRing) -> Option<T>) -> Option<T> {
    // SAFETY: as above.
    question(&unsafe { ring.as_ref() }?.0.view())
}
