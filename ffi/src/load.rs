//! Loads.

use core::ffi::{c_char, c_void};
use core::ptr::NonNull;

use ringwise_core::Field;
use ringwise_core::binding;
use ringwise_core::binding::{id_number, ticket_number};

use crate::convert::{borrow, bytes, check_room, non_null, text, write_one};
use crate::ring::ringwise_ring;
use crate::status::{guard, ringwise_status};

/// Reserves a slot for a key on its owner or, if the owner is unhealthy or full, on the first node of the key's list that is neither.
///
/// A node is full if its load has reached ringwise_ring_load_factor() percent of its fair share of the load,
/// rounded up. The fair share is the node's
/// part, by weight, of the loads of all healthy nodes and one more. Some profiles have a rule of their own. A node has room as long as a
/// healthy node owns a point, except under profile cassandra, whose keys stay on their replicas. Equal states give equal answers.
///
/// id             gets the id of the node; must be given
/// ticket         gets a number that is never 0, for one call of ringwise_ring_release(); must be given
///
/// Returns false if there is no such node.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_acquire(
    ring: *mut ringwise_ring,
    key: *const c_void,
    key_len: usize,
    id: *mut u32,
    ticket: *mut u64,
) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe {
        let (Some(ring), Some(key)) = (ring.as_ref(), bytes(key, key_len)) else { return false };
        let (Some(id), Some(out)) = (NonNull::new(id), NonNull::new(ticket)) else { return false };
        let Some(ticket) = ring.0.acquire(key) else { return false };
        id.write(id_number(ticket.node()));
        out.write(ticket_number(ticket));
        true
    }
}

/// Sets the load at which a node is full, for the next ringwise_ring_acquire(). A new ring has 125.
///
/// percent        101 to 10,000 percent of the node's fair load
///
/// Returns OK, INVALID_OPTION, or UNSUPPORTED if the ring's profile has a rule of its own.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_set_load_factor(ring: *mut ringwise_ring, percent: i64) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| Ok(unsafe { borrow(ring, "ring") }?.0.set_load_factor(percent)?))
}

/// Returns the load at which a node is full, in percent of its fair share of the load; 0 if the ring's profile has a rule of its own.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_load_factor(ring: *const ringwise_ring) -> u32 {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { ring.as_ref() }.and_then(|ring| ring.0.load_factor()).unwrap_or(0)
}

/// Releases a slot. Release each ticket once: a second call could release the slot of another key on the same node.
///
/// ticket         a ticket of this ring, or 0, which is ignored
///
/// Returns false if nothing was released: because the node was removed since, even if it was added again, or because it has no load.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_release(ring: *mut ringwise_ring, ticket: u64) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { ring.as_ref() }.is_some_and(|ring| ring.0.release(binding::ticket(ticket)))
}

/// Writes the load and the capacity of a node.
///
/// load           gets the number of reserved slots
/// capacity       gets the load at which the node is full for the next ringwise_ring_acquire(); 0 if it owns no point or is unhealthy
///
/// Returns OK or UNKNOWN_NODE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_load(
    ring: *const ringwise_ring,
    name: *const c_char,
    name_len: usize,
    load: *mut u64,
    capacity: *mut u64,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe {
        let (ring, name) = (borrow(ring, "ring")?, text(name, name_len, Field::Name, "name")?);
        let (taken, full) = (ring.0.load(name)?, ring.0.capacity(name)?);
        write_one(taken, load);
        write_one(full, capacity);
        Ok(())
    })
}

/// Writes the ids and the loads of all members, in bytewise order of their names.
///
/// ids, loads, len          two buffers, each for ringwise_ring_len() items
///
/// Returns OK or BUFFER_TOO_SMALL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_loads(
    ring: *const ringwise_ring,
    ids: *mut u32,
    loads: *mut u64,
    len: usize,
    written: *mut usize,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers; there are no more ids than loads.
    guard(|| unsafe {
        let ring = borrow(ring, "ring")?;
        let (ids, out, written) = (non_null(ids, "ids")?, non_null(loads, "loads")?, non_null(written, "written")?);
        let (loads, view) = (ring.0.loads(), ring.0.view());
        check_room("nodes", len, loads.len())?;
        let mut count = 0;
        // A ring knows every name that it ever had.
        for (id, load) in loads.into_iter().filter_map(|(name, load)| Some((view.id(&name)?, load))) {
            ids.add(count).write(id_number(id));
            out.add(count).write(load);
            count += 1;
        }
        written.write(count);
        Ok(())
    })
}

/// Returns the sum of the loads of all members.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_total_load(ring: *const ringwise_ring) -> u64 {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { ring.as_ref() }.map_or(0, |ring| ring.0.total_load())
}
