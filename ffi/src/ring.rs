//! The ring: how it is made and freed, its members, its points, its options.

use core::ffi::c_char;
use std::sync::Arc;

use ringwise_core::{Builder, Field, HashRing, NodeId, SharedRing};

use crate::convert::{borrow, check_room, free, give, give_handle, give_text, required, text};
use crate::members::ringwise_members;
use crate::options::ringwise_options;
use crate::status::{guard, ringwise_status};

/// A consistent-hash ring: which node owns which key.
///
/// For any number of threads: any of them may call any function of a handle at any time, except ringwise_ring_free(). A lookup
/// takes no lock, and sees the ring as it is between two edits, never half of one; edits wait for each other.
///
/// A node has an id: a number for each name that the ring has ever had, counted from 0, never given to another name. So an array
/// indexed by it (of connections, say) outlives every edit. It belongs to one handle: another numbers the same names otherwise.
pub struct ringwise_ring(pub(crate) Arc<SharedRing>);

// What the words on threads promise, checked when this is compiled.
const _: () = {
    const fn for_any_thread<T: Send + Sync>() {}
    for_any_thread::<ringwise_ring>();
};

impl ringwise_ring {
    pub(crate) fn new(ring: HashRing) -> Self {
        ringwise_ring(Arc::new(ring.into()))
    }
}

/// Makes a ring. The caller frees it.
///
/// options        borrowed for the call; NULL: the defaults
/// members        borrowed for the call; NULL: no members
/// ring           gets the handle
///
/// Returns OK, UNKNOWN_PROFILE, INVALID_OPTION, UNSUPPORTED (what the profile does not have), INVALID_NAME, INVALID_WEIGHT,
/// DUPLICATE_NODE (two nodes share a name or an identity), TOO_MANY_POINTS, TOO_MANY_NODES or NULL_POINTER. Threads: any, while none
/// changes options or members.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_new(
    options: *const ringwise_options,
    members: *const ringwise_members,
    ring: *mut *mut ringwise_ring,
) -> ringwise_status {
    guard(|| {
        let out = required(ring, "ring")?;
        // SAFETY: the header's rules of handles and buffers.
        let (options, members) = unsafe { (options.as_ref(), members.as_ref()) };
        let builder = options.map_or_else(Builder::default, |options| options.0.clone());
        let ring = builder.nodes(members.iter().flat_map(|members| members.0.iter().cloned())).build()?;
        // SAFETY: the header's rules of handles and buffers.
        unsafe { give_handle(out, ringwise_ring::new(ring)) };
        Ok(())
    })
}

/// Returns an independent ring that is equal now, with the same ids; NULL if ring is NULL. The caller frees it. All its nodes are
/// healthy, and their loads 0.
///
/// ring           borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_clone(ring: *const ringwise_ring) -> *mut ringwise_ring {
    // SAFETY: the header's rules of handles and buffers.
    match unsafe { ring.as_ref() } {
        Some(ring) => Box::into_raw(Box::new(ringwise_ring::new(HashRing::clone(&ring.0.view())))),
        None => core::ptr::null_mut(),
    }
}

/// Frees a ring, and with it every name that it gave. Its readers and its monitors stay, with the ring as it was last.
///
/// ring           NULL is allowed
///
/// Threads: any, when no other call uses the handle now or later.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_free(ring: *mut ringwise_ring) {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { free(ring) };
}

/// Returns whether two rings have equal placement options and members, and so place every key alike. Ids make no difference, nor
/// do the replication factor, the load factor, health and load.
///
/// ring, other    borrowed
///
/// Returns false if either is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_equal(ring: *const ringwise_ring, other: *const ringwise_ring) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    match unsafe { (ring.as_ref(), other.as_ref()) } {
        (Some(ring), Some(other)) => ring.0.view().ring() == other.0.view().ring(),
        _ => false,
    }
}

/// Returns how many members a ring has, drained ones included; 0 if ring is NULL.
///
/// ring           borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_len(ring: *const ringwise_ring) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { ask(ring, |ring| Some(ring.len())) }.unwrap_or(0)
}

/// Returns whether a node of that name is a member; false if ring or a needed name is NULL.
///
/// ring           borrowed
/// name, name_len           borrowed for the call
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_contains(ring: *const ringwise_ring, name: *const c_char, name_len: usize) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let Ok(name) = text(name, name_len, Field::Name, "name") else { return false };
        ask(ring, |ring| Some(ring.contains(name))).unwrap_or(false)
    }
}

/// Returns the members as a new list, in bytewise order of their names, drained ones included; NULL if ring is NULL. The caller
/// frees it. It stays as it is, whatever is edited later. A profile that sees the order of nodes keeps the order given.
///
/// ring           borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_members(ring: *const ringwise_ring) -> *mut ringwise_members {
    // SAFETY: the header's rules of handles and buffers.
    match unsafe { ask(ring, |ring| Some(ring.nodes().cloned().collect())) } {
        Some(nodes) => Box::into_raw(Box::new(ringwise_members(nodes))),
        None => core::ptr::null_mut(),
    }
}

/// Gives the member of a name as a new list of one. The caller frees it.
///
/// ring           borrowed
/// name, name_len           borrowed for the call
/// members        gets the list
///
/// Returns false, and writes nothing, if there is no such member or a pointer is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_node(
    ring: *const ringwise_ring,
    name: *const c_char,
    name_len: usize,
    members: *mut *mut ringwise_members,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let (Ok(name), Ok(out)) = (text(name, name_len, Field::Name, "name"), required(members, "members")) else { return false };
        let node = ask(ring, |ring| ring.node(name).cloned());
        node.map(|node| give_handle(out, ringwise_members(vec![node]))).is_some()
    }
}

/// Writes the ids of the members, in the order of ringwise_ring_members(), drained ones included.
///
/// ring           borrowed
/// out, out_len   caller's buffer of out_len node ids: ringwise_ring_len() of them, and room for what another thread may add
/// written        gets how many were written
///
/// Returns OK, BUFFER_TOO_SMALL or NULL_POINTER. Threads: any, at any time.
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
        let (out, written) = (required(out, "out")?, required(written, "written")?);
        check_room("nodes", out_len, ring.len())?;
        let mut count = 0;
        for id in ring.nodes().filter_map(|node| ring.id(node.name())) {
            // SAFETY: the caller's, as said; there are no more ids than nodes.
            unsafe { out.add(count).write(id.get()) };
            count += 1;
        }
        // SAFETY: the header's rules of handles and buffers.
        unsafe { written.write(count) };
        Ok(())
    })
}

/// Gives the id of a name that the ring has, or once had.
///
/// ring           borrowed
/// name, name_len           borrowed for the call
/// id             gets the id
///
/// Returns false, and writes nothing, if the ring never had such a node or a pointer is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_id(ring: *const ringwise_ring, name: *const c_char, name_len: usize, id: *mut u32) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let Ok(name) = text(name, name_len, Field::Name, "name") else { return false };
        give(ask(ring, |ring| ring.id(name).map(NodeId::get)), id)
    }
}

/// Gives the name of an id, whether or not it is a member now.
///
/// ring           borrowed
/// id             one of this ring's
/// name, name_len           get the name, which lives as long as the ring's handle, through every edit
///
/// Returns false, and writes nothing, if the ring gave no such id or a pointer is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_name(ring: *const ringwise_ring, id: u32, name: *mut *const c_char, name_len: *mut usize) -> bool {
    // SAFETY: the header's rules of handles and buffers. The name outlives the snapshot that it is taken from: every later ring shares it.
    unsafe { ring.as_ref() }.is_some_and(|ring| unsafe { give_text(ring.0.view().name(NodeId::new(id)), name, name_len) })
}

/// Returns how many distinct names the ring has had over its life: every id that it gave is below; 0 if ring is NULL.
///
/// ring           borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_names_len(ring: *const ringwise_ring) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { ask(ring, |ring| Some(ring.names_len())) }.unwrap_or(0)
}

/// Returns how many points the ring has; 0 if ring is NULL.
///
/// ring           borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_points_len(ring: *const ringwise_ring) -> usize {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { ask(ring, |ring| Some(ring.points().len())) }.unwrap_or(0)
}

/// Writes the ring's points in ring order: positions in ascending order, each with its owner. The first of several points at one
/// position owns the keys there. Positions are in the profile's own measure, which ringwise_shares_total() tells: 64 bits, 32 bits, the
/// leading 64 of longer ones, the entries of a table.
///
/// ring           borrowed
/// positions, owners, len   caller's buffers of len each: ringwise_ring_points_len() of them, and room for what another thread may
///                          add
/// written        gets how many were written
///
/// Returns OK, BUFFER_TOO_SMALL or NULL_POINTER. Threads: any, at any time.
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
        let (positions, owners) = (required(positions, "positions")?, required(owners, "owners")?);
        let written = required(written, "written")?;
        check_room("points", len, ring.points().len())?;
        // SAFETY: the caller's, as said; there are no more points than their number.
        unsafe {
            for ((position, owner), place) in ring.points().zip(0..) {
                positions.add(place).write(position);
                owners.add(place).write(owner.get());
            }
            written.write(ring.points().len());
        }
        Ok(())
    })
}

/// Gives the name of the placement: that of the profile, or "native-v1". Rings of one profile and equal options and members place alike, in every version.
///
/// ring           borrowed
/// profile, profile_len     get a text that lives as long as the process
///
/// Returns false, and writes nothing, if a pointer is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_profile(ring: *const ringwise_ring, profile: *mut *const c_char, profile_len: *mut usize) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { give_text(ask(ring, |ring| Some(ring.profile())), profile, profile_len) }
}

/// Returns how many virtual nodes a node has for each unit of its weight; 0 if the profile has no such option or ring is NULL.
///
/// ring           borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_vnodes(ring: *const ringwise_ring) -> u32 {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { ask(ring, |ring| Some(ring.options().vnodes())) }.unwrap_or(0)
}

/// Returns the seed of every hash; 0 if the profile has no such option or ring is NULL.
///
/// ring           borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_seed(ring: *const ringwise_ring) -> u32 {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { ask(ring, |ring| Some(ring.options().seed())) }.unwrap_or(0)
}

/// Returns the most that a node may own, in percent of its fair share; 0 if there is no such limit or ring is NULL.
///
/// ring           borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_cap(ring: *const ringwise_ring) -> u32 {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { ask(ring, |ring| ring.options().cap()) }.unwrap_or(0)
}

/// Gives the two characters between which the hashed part of a key stands.
///
/// ring           borrowed
/// hash_tag       caller's buffer of 2 characters; no NUL is written behind them
///
/// Returns false, and writes nothing, if the ring has none or a pointer is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_hash_tag(ring: *const ringwise_ring, hash_tag: *mut c_char) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let tag = ask(ring, |ring| ring.options().hash_tag());
        give(tag.and_then(|tag| <[u8; 2]>::try_from(tag.into_bytes()).ok()), hash_tag.cast())
    }
}

/// Gives how the nodes that hold a key are spread over zones: "spread" or "strict"; "spread" if the profile has no such option.
///
/// ring           borrowed
/// zones, zones_len         get a text that lives as long as the process
///
/// Returns false, and writes nothing, if a pointer is NULL. Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_zones(ring: *const ringwise_ring, zones: *mut *const c_char, zones_len: *mut usize) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { give_text(ask(ring, |ring| Some(ring.options().zones().name())), zones, zones_len) }
}

/// Returns how many nodes are meant to hold a key; 0 if ring is NULL.
///
/// ring           borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_replication_factor(ring: *const ringwise_ring) -> u32 {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { ask(ring, |ring| Some(ring.options().replication_factor())) }.unwrap_or(0)
}

/// Returns how far above its fair part a node's load may go, in percent; 0 if the profile has no such option or ring is NULL.
///
/// ring           borrowed
///
/// Threads: any, at any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_load_factor(ring: *const ringwise_ring) -> u32 {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { ask(ring, |ring| Some(ring.options().load_factor())) }.unwrap_or(0)
}

/// Asks the ring as it is now; `None` too if there is none.
///
/// # Safety
///
/// `ring` is NULL, or a handle that nothing frees meanwhile.
pub(crate) unsafe fn ask<T>(ring: *const ringwise_ring, question: impl FnOnce(&HashRing) -> Option<T>) -> Option<T> {
    // SAFETY: as above.
    question(&unsafe { ring.as_ref() }?.0.view())
}
