//! Bounded loads: a place on a node that has room for one more.

use core::ffi::{c_char, c_void};
use core::ptr::NonNull;

use ringwise_core::{Field, Ticket};

use crate::convert::{borrow, bytes, required, text};
use crate::ring::ringwise_ring;
use crate::status::{guard, ringwise_status};

/// Takes a place for a key: on its owner, or, if that is down or full, on the first node of its list that is neither.
///
/// A node is full when its load has reached load_factor percent of its part, by weight, of what the healthy nodes hold with this one
/// more, rounded up; some profiles have a rule of their own. There is always a node with room, as long as a healthy one owns a point;
/// under cassandra, whose keys stay on their replicas, all of them may be full. For a given state the answer is always the same.
///
/// ring           changed
/// key, key_len   borrowed for the call; key may be NULL if key_len is 0
/// id             gets the node's id
/// ticket         gets what gives the place back, once; never 0
///
/// Returns false, and takes and writes nothing, if there is no such node, or if ring, id, ticket or a needed key is NULL.
/// Threads: any, at any time; these calls wait for each other, shortly. Never allocates, but for what a thread needs once, at the
/// first call with any ring.
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
        id.write(ticket.node().get());
        out.write(ticket.bits());
        true
    }
}

/// Gives a place back.
///
/// ring           changed
/// ticket         what ringwise_ring_acquire() of this ring gave; 0 is none
///
/// A ticket is given back once: a second time, it would give back the place of another on its node. Returns whether a place was
/// given back: false if the node was removed since, even if it was added again, if none of its places is taken, or if ring is NULL.
/// Threads: any, at any time; these calls wait for each other, shortly. Never allocates.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_release(ring: *mut ringwise_ring, ticket: u64) -> bool {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { ring.as_ref() }.is_some_and(|ring| ring.0.release(Ticket::from_bits(ticket)))
}

/// Gives a node's load: how many of its places are taken.
///
/// ring           borrowed
/// name, name_len           borrowed for the call
/// load           gets the load
///
/// Returns OK, UNKNOWN_NODE, INVALID_NAME for what is not UTF-8, or NULL_POINTER. Threads: any, at any time; it waits for
/// ringwise_ring_acquire(), shortly.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_load(
    ring: *const ringwise_ring,
    name: *const c_char,
    name_len: usize,
    load: *mut u64,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe {
        let (ring, name) = (borrow(ring, "ring")?, text(name, name_len, Field::Name, "name")?);
        required(load, "load")?.write(ring.0.load(name)?);
        Ok(())
    })
}

/// Returns how many places are taken on all members together; 0 if ring is NULL.
///
/// ring           borrowed
///
/// Threads: any, at any time; it waits for ringwise_ring_acquire(), shortly.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_total_load(ring: *const ringwise_ring) -> u64 {
    // SAFETY: the header's rules of handles and buffers.
    unsafe { ring.as_ref() }.map_or(0, |ring| ring.0.total_load())
}

/// Gives the load at which a node is full for the next ringwise_ring_acquire(); 0 if it is drained or down.
///
/// ring           borrowed
/// name, name_len           borrowed for the call
/// capacity       gets that load
///
/// Returns OK, UNKNOWN_NODE, INVALID_NAME for what is not UTF-8, or NULL_POINTER. Threads: any, at any time; it waits for
/// ringwise_ring_acquire(), shortly.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ringwise_ring_capacity(
    ring: *const ringwise_ring,
    name: *const c_char,
    name_len: usize,
    capacity: *mut u64,
) -> ringwise_status {
    // SAFETY: the header's rules of handles and buffers.
    guard(|| unsafe {
        let (ring, name) = (borrow(ring, "ring")?, text(name, name_len, Field::Name, "name")?);
        required(capacity, "capacity")?.write(ring.0.capacity(name)?);
        Ok(())
    })
}
